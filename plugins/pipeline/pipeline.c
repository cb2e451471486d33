/* pipeline.c: a pipeline that deploys the service: its own CloudFormation template and the
 * buildspec, beside the service's templates.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/
 *
 * What the roles may do is worked out from the finished template, so this runs when it is checked;
 * nothing in the service's own template changes. The stack of the pipeline is deployed once by
 * hand, and again when the service uses a type of resource that it did not use before. */
#include "pipeline.h"

#include "pipeline_data.h"

static slsc_node *option(const slsc_host *h, slsc_unit *u, const pipeline *p, const char *key)
{
    return slsc_get(h, u, p->given, key);
}

static slsc_node *option_or(const slsc_host *h, slsc_unit *u, const pipeline *p, const char *key,
                            const char *fallback)
{
    slsc_node *given = option(h, u, p, key);
    return given ? given : slsc_stringz(h, u, fallback, p->given);
}

/* ---- The configuration ----------------------------------------------------------------------- */

static slsc_status check_repository(const slsc_host *h, slsc_unit *u, const pipeline *p)
{
    const slsc_node *github = option(h, u, p, "github"), *commit = option(h, u, p, "codecommit");
    if (!github && !commit)
        return slsc_tell(h, u, SLSC_ERROR, p->given, "pipeline/no-repository",
                         slsc_s("the pipeline has no repository to deploy from"), NULL,
                         "add `github: OWNER/NAME` with a `connection`, or `codecommit: NAME`");
    if (github && commit)
        return slsc_error_at(h, u, commit, "pipeline/two-repositories",
                             "a pipeline has one repository: `github` or `codecommit`, not both");
    if (github && !option(h, u, p, "connection"))
        return slsc_tell(h, u, SLSC_ERROR, github, "pipeline/no-connection",
                         slsc_s("GitHub is reached through a connection"), NULL,
                         "add `connection: arn:aws:codeconnections:...`");
    return SLSC_OK;
}

/* What the deploy action of a pipeline has no setting for. */
static void warn_of_settings(const slsc_host *h, slsc_unit *u)
{
    static const char *const keys[] = { "notificationArns", "rollbackConfiguration",
                                        "disableRollback", NULL };
    const slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    for (const char *const *key = keys; *key; key++)
        if (slsc_truthy(h, u, slsc_get(h, u, provider, *key)))
            slsc_warn_at(h, u, slsc_get(h, u, provider, *key), "pipeline/not-passed-on",
                         "`provider.%s` has no effect in the pipeline: its deployments cannot be "
                         "told of it",
                         *key);
}

/* ---- The parameter file ---------------------------------------------------------------------- */

static slsc_node *parameters(const slsc_host *h, slsc_unit *u, const slsc_node *list)
{
    slsc_node *map = list ? slsc_map(h, u, list) : NULL;
    for (size_t i = 0; i < h->count(list); i++) {
        const slsc_node *item = h->at(list, i), *value = slsc_get(h, u, item, "ParameterValue");
        if (value)
            h->set(u, map, h->text(u, slsc_get(h, u, item, "ParameterKey")),
                   slsc_string(h, u, h->text(u, value), value));
    }
    return h->count(map) ? map : NULL;
}

static slsc_node *stack_configuration(const slsc_host *h, slsc_unit *u, const pipeline *p)
{
    const slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    const slsc_node *given = slsc_get(h, u, provider, "stackTags");
    slsc_node *tags = slsc_map(h, u, p->given), *policy = slsc_get(h, u, provider, "stackPolicy");
    slsc_set(h, u, tags, "STAGE", slsc_string(h, u, h->service(u)->stage, p->given));
    for (size_t i = 0; i < h->count(given); i++)
        h->set(u, tags, h->key(given, i), slsc_string(h, u, h->text(u, h->at(given, i)), given));
    const slsc_hole holes[] = {
        { "parameters", parameters(h, u, slsc_get(h, u, provider, "stackParameters")) },
        { "policy", h->count(policy) ? policy : NULL },
        { "tags", tags },
        { NULL, NULL },
    };
    return h->fill(u, SLSC_EMBEDDED(pipeline_configuration_json), holes, p->given);
}

/* ---- The template ---------------------------------------------------------------------------- */

static slsc_node *for_each_stage(const slsc_host *h, slsc_unit *u, const pipeline *p, int buckets)
{
    slsc_node *list = slsc_list(h, u, p->given);
    for (size_t i = 0; i < p->count; i++) {
        const pipeline_stage *stage = &p->stages[i];
        slsc_str bucket = pipeline_bucket(h, u, stage);
        slsc_str arn = buckets ? slsc_textf(h, u, "arn:${AWS::Partition}:s3:::%.*s/*",
                                            SLSC_ARG(pipeline_in_stage(h, u, bucket, stage)))
                               : slsc_textf(h, u,
                                            "arn:${AWS::Partition}:cloudformation:${AWS::Region}:"
                                            "${AWS::AccountId}:stack/%.*s/*",
                                            SLSC_ARG(stage->stack));
        h->append(u, list, pipeline_sub(h, u, arn, stage->from));
    }
    return list;
}

static void add_source_rule(const slsc_host *h, slsc_unit *u, const pipeline *p,
                            slsc_node *template_)
{
    slsc_node *resources = slsc_get(h, u, template_, "Resources");
    slsc_str repository = h->text(u, option(h, u, p, "codecommit"));
    slsc_str arn =
        slsc_textf(h, u, "arn:${AWS::Partition}:codecommit:${AWS::Region}:${AWS::AccountId}:%.*s",
                   SLSC_ARG(repository));
    const slsc_hole holes[] = {
        { "repository", pipeline_sub(h, u, arn, p->given) },
        { "branch", option_or(h, u, p, "branch", "main") },
        { NULL, NULL },
    };
    if (repository.len == 0) return;
    slsc_set(h, u, resources, "SourceRule",
             h->fill(u, SLSC_EMBEDDED(pipeline_source_rule_json), holes, p->given));
    slsc_set(h, u, resources, "SourceRuleRole",
             h->fill(u, SLSC_EMBEDDED(pipeline_source_rule_role_json), holes + 2, p->given));
}

static slsc_node *references_to(const slsc_host *h, slsc_unit *u, const slsc_node *resources,
                                const slsc_node *from)
{
    slsc_node *list = h->count(resources) ? slsc_list(h, u, from) : NULL;
    for (size_t i = 0; i < h->count(resources); i++)
        h->append(u, list, slsc_ref(h, u, h->key(resources, i), from));
    return list;
}

static slsc_node *make_template(const slsc_host *h, slsc_unit *u, const pipeline *p,
                                slsc_str buildspec)
{
    const slsc_node *from = p->given, *service = h->root(u, SLSC_TEMPLATE);
    const int ours = slsc_resource(h, u, slsc_s("ServerlessDeploymentBucket")) != NULL;
    const slsc_node *policies = pipeline_deployment_policies(h, u, p);
    const slsc_hole stacks[] = { { "on", for_each_stage(h, u, p, 0) }, { NULL, NULL } };
    const slsc_hole topic[] = { { "on", option(h, u, p, "notify") }, { NULL, NULL } };
    const slsc_node *protected =
        slsc_at_path(h, u, h->root(u, SLSC_CONFIG), "provider.stackPolicy");
#define FILL(file, holes) h->fill(u, SLSC_EMBEDDED(pipeline_##file##_json), holes, from)
#define TEXT(format, text) slsc_string(h, u, slsc_textf(h, u, format, SLSC_ARG(text)), from)
    const slsc_hole holes[] = {
        { "description", TEXT("Pipeline of the service %.*s", h->service(u)->name) },
        { "policies", references_to(h, u, policies, from) },
        { "log", TEXT("/aws/codebuild/%.*s", p->name) },
        { "packages", for_each_stage(h, u, p, 1) },
        { "stacks", for_each_stage(h, u, p, 0) },
        { "createStacks", ours ? FILL(create_stacks, stacks) : NULL },
        { "passRole", ours ? FILL(pass_role, stacks + 1) : NULL },
        { "name", slsc_string(h, u, p->name, from) },
        { "buildspec", slsc_string(h, u, buildspec, from) },
        { "environment", option_or(h, u, p, "environmentType", "LINUX_CONTAINER") },
        { "compute", option_or(h, u, p, "computeType", "BUILD_GENERAL1_SMALL") },
        { "image", option_or(h, u, p, "image", "aws/codebuild/standard:7.0") },
        { "source", pipeline_source_grants(h, u, p) },
        { "macros", slsc_get(h, u, service, "Transform") ? FILL(macros, stacks + 1) : NULL },
        { "policy", protected ? FILL(set_policy, stacks) : NULL },
        { "notify", topic[0].value ? FILL(notify, topic) : NULL },
        { "stages", pipeline_stage_list(h, u, p) },
        { NULL, NULL },
    };
    slsc_node *template_ = FILL(template, holes);
#undef FILL
#undef TEXT
    add_source_rule(h, u, p, template_);
    for (size_t i = 0; i < h->count(policies); i++)
        h->set(u, slsc_get(h, u, template_, "Resources"), h->key(policies, i), h->at(policies, i));
    return template_;
}

static slsc_status write_pipeline(const slsc_host *h, slsc_unit *u, void *state)
{
    const slsc_outputs *outputs = h->extension(u, SLSC_EXT_OUTPUT);
    const slsc_service *service = h->service(u);
    pipeline p = { .given = slsc_at_path(h, u, h->root(u, SLSC_CONFIG), "custom.pipeline") };
    const slsc_status repository = check_repository(h, u, &p);
    (void)state;
    if (pipeline_read_stages(h, u, &p) != SLSC_OK || repository != SLSC_OK) return SLSC_FAIL;
    p.name = h->text(u, option(h, u, &p, "name"));
    if (p.name.len == 0) p.name = slsc_textf(h, u, "%.*s-pipeline", SLSC_ARG(service->name));
    warn_of_settings(h, u);
    slsc_str buildspec = pipeline_buildspec(h, u, &p);
    slsc_node *template_ = make_template(h, u, &p, buildspec);
    outputs->add_json(u, slsc_s("cloudformation-template-pipeline.json"), template_, p.given);
    outputs->add(u, slsc_s("buildspec.yml"), buildspec, p.given);
    return outputs->add_json(u, slsc_s("stack-configuration.json"), stack_configuration(h, u, &p),
                             p.given);
}

/* ---- Who this plugin is ---------------------------------------------------------------------- */

static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_CHECK, .name = "pipeline", .run = write_pipeline
};
static const slsc_pass *const passes[] = { &pass, NULL };
static const slsc_schema schema = { sizeof schema, 0, "custom.pipeline",
                                    pipeline_pipeline_schema_json };
static const slsc_schema *const schemas[] = { &schema, NULL };
static const char *const claims[] = { "custom.pipeline", NULL };
static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "pipeline",
                                    .version = "0.1.0",
                                    .summary = "a pipeline that deploys the service",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .claims = claims };

SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
