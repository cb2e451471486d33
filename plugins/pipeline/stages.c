/* stages.c: the stages of the service that are deployed to, and the stages of the pipeline.
 *
 *     Source -> Build -> Deploy-staging -> Deploy-production
 *                          1 CreateChangeSet   1 CreateChangeSet
 *                          2 ExecuteChangeSet  2 Approve
 *                                              3 ExecuteChangeSet
 *
 * The three actions stand in one stage of the pipeline, which takes one run at a time: with a stage
 * each, the next run would replace a change set that waits for approval, and what is approved would
 * not be what is executed. */
#include "pipeline.h"

#include "pipeline_data.h"

/* ---- Which stages there are ------------------------------------------------------------------ */

static slsc_str stack_of(const slsc_host *h, slsc_unit *u, slsc_str stage)
{
    const slsc_service *service = h->service(u);
    const pipeline_stage other = { .name = stage };
    slsc_str usual =
        slsc_textf(h, u, "%.*s-%.*s", SLSC_ARG(service->name), SLSC_ARG(service->stage));
    if (slsc_same(service->stage, stage)) return service->stack;
    if (slsc_same(service->stack, usual))
        return slsc_textf(h, u, "%.*s-%.*s", SLSC_ARG(service->name), SLSC_ARG(stage));
    return pipeline_in_stage(h, u, service->stack, &other);
}

/* Stages that the service speaks of under `params` or `stages`; all are known where there is a
 * `default`, or nothing. */
static const slsc_node *known_stages(const slsc_host *h, slsc_unit *u)
{
    static const char *const sections[] = { "params", "stages", NULL };
    const slsc_node *config = h->root(u, SLSC_CONFIG);
    for (const char *const *key = sections; *key; key++) {
        const slsc_node *section = slsc_get(h, u, config, *key);
        if (h->count(section) && !slsc_get(h, u, section, "default")) return section;
    }
    return NULL;
}

static slsc_status check_stage(const slsc_host *h, slsc_unit *u, const pipeline *p,
                               const pipeline_stage *stage)
{
    const slsc_references *names = h->extension(u, SLSC_EXT_REFERENCES);
    const slsc_node *known = known_stages(h, u);
    for (size_t i = 0; i < p->count; i++)
        if (slsc_same(p->stages[i].stack, stage->stack))
            return slsc_error_at(h, u, stage->from, "pipeline/same-stack",
                                 "`%.*s` would deploy to the stack `%.*s`, as `%.*s` does",
                                 SLSC_ARG(stage->name), SLSC_ARG(stage->stack),
                                 SLSC_ARG(p->stages[i].name));
    if (!known || h->get(u, known, stage->name)) return SLSC_OK;
    slsc_str near = names->nearest(u, stage->name, known);
    slsc_str help = slsc_textf(h, u, "did you mean `%.*s`?", SLSC_ARG(near));
    slsc_str message = slsc_textf(h, u, "the service has no stage `%.*s` under `%.*s`",
                                  SLSC_ARG(stage->name), SLSC_ARG(h->key_of(known)));
    return slsc_tell(h, u, SLSC_ERROR, stage->from, "pipeline/unknown-stage", message, NULL,
                     near.len ? help.ptr : NULL);
}

static slsc_status add_stage(const slsc_host *h, slsc_unit *u, pipeline *p, slsc_node *item,
                             int last)
{
    slsc_node *name = slsc_is_map(h, u, item) ? slsc_get(h, u, item, "stage") : item;
    slsc_node *approve = slsc_or(h, u, slsc_get(h, u, item, "approve"),
                                 last ? slsc_get(h, u, p->given, "approve") : NULL);
    pipeline_stage stage = { .name = h->text(u, name), .from = name };
    stage.first = p->count == 0;
    stage.approve = approve ? slsc_is_true(h, u, approve) : last;
    stage.stack = stack_of(h, u, stage.name);
    if (check_stage(h, u, p, &stage) != SLSC_OK) return SLSC_FAIL;
    p->stages[p->count++] = stage;
    return SLSC_OK;
}

slsc_status pipeline_read_stages(const slsc_host *h, slsc_unit *u, pipeline *p)
{
    const slsc_node *list = slsc_get(h, u, p->given, "stages");
    const size_t count = h->count(list) < PIPELINE_STAGES ? h->count(list) : PIPELINE_STAGES;
    slsc_status status = SLSC_OK;
    if (!count) return add_stage(h, u, p, slsc_string(h, u, h->service(u)->stage, p->given), 1);
    for (size_t i = 0; i < count; i++)
        if (add_stage(h, u, p, h->at(list, i), i + 1 == count) != SLSC_OK) status = SLSC_FAIL;
    return status;
}

/* ---- The stages of the pipeline -------------------------------------------------------------- */

static slsc_node *option_or(const slsc_host *h, slsc_unit *u, const pipeline *p, const char *key,
                            const char *fallback)
{
    slsc_node *given = slsc_get(h, u, p->given, key);
    return given ? given : slsc_stringz(h, u, fallback, p->given);
}

static slsc_node *source_stage(const slsc_host *h, slsc_unit *u, const pipeline *p)
{
    slsc_node *github = slsc_get(h, u, p->given, "github");
    const slsc_hole holes[] = {
        { "branch", option_or(h, u, p, "branch", "main") },
        { "repository", github ? github : slsc_get(h, u, p->given, "codecommit") },
        { "connection", github ? slsc_get(h, u, p->given, "connection") : NULL },
        { NULL, NULL },
    };
    return h->fill(u,
                   github ? SLSC_EMBEDDED(pipeline_source_github_json)
                          : SLSC_EMBEDDED(pipeline_source_codecommit_json),
                   holes, p->given);
}

slsc_node *pipeline_source_grants(const slsc_host *h, slsc_unit *u, const pipeline *p)
{
    slsc_node *github = slsc_get(h, u, p->given, "github");
    slsc_str repository = h->text(u, slsc_get(h, u, p->given, "codecommit"));
    slsc_str arn =
        slsc_textf(h, u, "arn:${AWS::Partition}:codecommit:${AWS::Region}:${AWS::AccountId}:%.*s",
                   SLSC_ARG(repository));
    const slsc_hole holes[] = {
        { "on",
          github ? slsc_get(h, u, p->given, "connection") : pipeline_sub(h, u, arn, p->given) },
        { NULL, NULL },
    };
    return h->fill(u,
                   github ? SLSC_EMBEDDED(pipeline_source_github_grant_json)
                          : SLSC_EMBEDDED(pipeline_source_codecommit_grant_json),
                   holes, p->given);
}

/* CloudFormation wants to hear that roles may be made, and that macros may run. */
static slsc_node *capabilities(const slsc_host *h, slsc_unit *u, const pipeline *p)
{
    const slsc_node *template_ = h->root(u, SLSC_TEMPLATE);
    const slsc_node *resources = slsc_get(h, u, template_, "Resources");
    int roles = 0, macros = slsc_get(h, u, template_, "Transform") != NULL;
    for (size_t i = 0; i < h->count(resources); i++)
        roles = roles ||
                slsc_begins(h->text(u, slsc_get(h, u, h->at(resources, i), "Type")), "AWS::IAM::");
    if (!roles && !macros) return NULL;
    return slsc_stringz(h, u,
                        roles && macros ? "CAPABILITY_NAMED_IAM,CAPABILITY_AUTO_EXPAND"
                        : roles         ? "CAPABILITY_NAMED_IAM"
                                        : "CAPABILITY_AUTO_EXPAND",
                        p->given);
}

static slsc_node *approval(const slsc_host *h, slsc_unit *u, const pipeline *p,
                           const pipeline_stage *stage)
{
    slsc_str text = slsc_textf(h, u, "%.*s: #{Build.%.*s}", SLSC_ARG(stage->stack),
                               SLSC_ARG(pipeline_plan_variable(h, u, stage)));
    const slsc_hole holes[] = {
        { "plan", slsc_string(h, u, text, stage->from) },
        { "topic", slsc_get(h, u, p->given, "notify") },
        { NULL, NULL },
    };
    return stage->approve ? h->fill(u, SLSC_EMBEDDED(pipeline_approve_json), holes, stage->from)
                          : NULL;
}

static slsc_node *deploy_stage(const slsc_host *h, slsc_unit *u, const pipeline *p,
                               const pipeline_stage *stage)
{
    const slsc_node *from = stage->from;
#define NAMED(format) slsc_string(h, u, slsc_textf(h, u, format, SLSC_ARG(stage->name)), from)
    const slsc_hole holes[] = {
        { "name", NAMED("Deploy-%.*s") },
        { "stack", slsc_string(h, u, stage->stack, from) },
        { "template", NAMED("Build::%.*s/cloudformation-template-update-stack.json") },
        { "configuration", NAMED("Build::%.*s/stack-configuration.json") },
        { "capabilities", capabilities(h, u, p) },
        { "approve", approval(h, u, p, stage) },
        { "execute", slsc_int(h, u, stage->approve ? 3 : 2, from) },
        { NULL, NULL },
    };
#undef NAMED
    return h->fill(u, SLSC_EMBEDDED(pipeline_deploy_json), holes, from);
}

slsc_node *pipeline_stage_list(const slsc_host *h, slsc_unit *u, const pipeline *p)
{
    const slsc_hole none[] = { { NULL, NULL } };
    slsc_node *list = slsc_list(h, u, p->given);
    h->append(u, list, source_stage(h, u, p));
    h->append(u, list, h->fill(u, SLSC_EMBEDDED(pipeline_build_json), none, p->given));
    for (size_t i = 0; i < p->count; i++) h->append(u, list, deploy_stage(h, u, p, &p->stages[i]));
    return list;
}
