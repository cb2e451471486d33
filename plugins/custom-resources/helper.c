/* helper.c: one helper: its code, its function, its part of the common role.
 *
 * All helpers share a package, found by its name, and a role, found by its logical id: whoever
 * comes first makes them. */
#include "custom_resources.h"

#define PACKAGE "custom-resources"
#define ROLE "IamRoleCustomResourcesLambdaExecution"

static slsc_node *provider_of(const slsc_host *h, slsc_unit *u)
{
    return slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
}

static slsc_node *truthy(const slsc_host *h, slsc_unit *u, const char *path)
{
    return slsc_if_truthy(h, u, slsc_at_path(h, u, provider_of(h, u), path));
}

slsc_status custom_resources_add_code(const slsc_host *h, slsc_unit *u,
                                      const custom_resources_helper *helper, const slsc_node *from)
{
    const slsc_artifact *artifact = h->extension(u, SLSC_EXT_ARTIFACT);
    slsc_node *package = artifact->package(u, slsc_s(PACKAGE), from);
    const slsc_str path = slsc_textf(h, u, "%s/handler.js", helper->folder);
    if (!package) return SLSC_FAIL;
    if (artifact->add_file(u, package, slsc_s("answer.js"),
                           SLSC_EMBEDDED(custom_resources_answer_js), 0, from) != SLSC_OK ||
        artifact->add_file(u, package, slsc_s("wiring.js"),
                           SLSC_EMBEDDED(custom_resources_wiring_js), 0, from) != SLSC_OK)
        return SLSC_FAIL;
    return artifact->add_file(u, package, path, slsc_s(helper->code), 0, from);
}

slsc_str custom_resources_key(const slsc_host *h, slsc_unit *u, const slsc_node *from)
{
    const slsc_artifact *artifact = h->extension(u, SLSC_EXT_ARTIFACT);
    return artifact->s3_key(u, artifact->package(u, slsc_s(PACKAGE), from));
}

static slsc_str id_of(const slsc_host *h, slsc_unit *u, const custom_resources_helper *helper,
                      const char *end)
{
    return slsc_id2(h, u, h->name_part(u, SLSC_NAME_FUNCTION, slsc_s(helper->key)), end);
}

slsc_str custom_resources_helper_id(const slsc_host *h, slsc_unit *u,
                                    const custom_resources_helper *helper)
{
    return id_of(h, u, helper, "LambdaFunction");
}

/* SERVICE-STAGE-KEY; one that is too long for Lambda ends with its hash. */
static slsc_str function_name(const slsc_host *h, slsc_unit *u,
                              const custom_resources_helper *helper)
{
    const slsc_hashes *hashes = h->extension(u, SLSC_EXT_HASH);
    const slsc_service *s = h->service(u);
    const slsc_str name =
        slsc_textf(h, u, "%.*s-%.*s-%s", SLSC_ARG(s->name), SLSC_ARG(s->stage), helper->key);
    if (name.len <= 64) return name;
    return slsc_textf(h, u, "%.32s%.*s", name.ptr, SLSC_ARG(hashes->md5_hex(u, name)));
}

static slsc_node *log_arn(const slsc_host *h, slsc_unit *u, const char *end, const slsc_node *from)
{
    const slsc_service *s = h->service(u);
    return slsc_string(h, u,
                       slsc_textf(h, u,
                                  "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:"
                                  "log-group:/aws/lambda/%.*s-%.*s*%s",
                                  SLSC_ARG(s->name), SLSC_ARG(s->stage), end),
                       from);
}

static void make_role(const slsc_host *h, slsc_unit *u, const slsc_node *from)
{
    const slsc_service *s = h->service(u);
    const slsc_hole log_holes[] = {
        { "groups", log_arn(h, u, ":*", from) },
        { "streams", log_arn(h, u, ":*:*", from) },
        { NULL, NULL },
    };
    slsc_node *statements =
        truthy(h, u, "logs.frameworkLambda")
            ? h->fill(u, SLSC_EMBEDDED(custom_resources_log_statements_json), log_holes, from)
            : slsc_list(h, u, from);
    const slsc_hole holes[] = {
        { "stage", slsc_string(h, u, s->stage, from) },
        { "service", slsc_string(h, u, s->name, from) },
        { "statements", statements },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_s(ROLE),
                      h->fill(u, SLSC_EMBEDDED(custom_resources_role_json), holes, from));
}

/* A resource that is plain text is mentioned once: a later statement about it adds nothing. */
static void allow(const slsc_host *h, slsc_unit *u, const slsc_node *statements,
                  const slsc_node *from)
{
    if (!slsc_resource(h, u, slsc_s(ROLE))) make_role(h, u, from);
    const slsc_node *policies =
        slsc_at_path(h, u, slsc_resource(h, u, slsc_s(ROLE)), "Properties.Policies");
    slsc_node *all = slsc_at_path(h, u, h->at(policies, 0), "PolicyDocument.Statement");
    slsc_node *mentioned = slsc_map(h, u, from);
    const size_t present = h->count(all);
    for (size_t i = 0; i < present + h->count(statements); i++) {
        slsc_node *statement = i < present ? h->at(all, i) : h->at(statements, i - present);
        slsc_node *resource = slsc_get(h, u, statement, "Resource");
        const int plain = slsc_is_string(h, u, resource);
        const int known = plain && h->get(u, mentioned, h->text(u, resource));
        if (plain && !known) h->set(u, mentioned, h->text(u, resource), resource);
        if (i >= present && !known) h->append(u, all, statement);
    }
}

static void add_log_group(const slsc_host *h, slsc_unit *u, const custom_resources_helper *helper,
                          const slsc_node *from)
{
    const slsc_str name =
        slsc_textf(h, u, "/aws/lambda/%.*s", SLSC_ARG(function_name(h, u, helper)));
    slsc_add_resource(h, u, id_of(h, u, helper, "LogGroup"), slsc_log_group(h, u, name, from));
}

static slsc_node *bucket(const slsc_host *h, slsc_unit *u, const slsc_node *from)
{
    slsc_node *given = truthy(h, u, "deploymentBucket");
    slsc_node *name = slsc_is_map(h, u, given) ? truthy(h, u, "deploymentBucket.name") : given;
    return name ? name : slsc_ref(h, u, slsc_s("ServerlessDeploymentBucket"), from);
}

/* The role that deploys, where the user gave one, also runs helpers. */
static slsc_node *deployment_role(const slsc_host *h, slsc_unit *u)
{
    slsc_node *role = slsc_at_path(h, u, provider_of(h, u), "iam.deploymentRole");
    return role ? role : truthy(h, u, "cfnRole");
}

void custom_resources_add_helper(const slsc_host *h, slsc_unit *u,
                                 const custom_resources_helper *helper, const slsc_node *statements,
                                 const slsc_node *from)
{
    slsc_node *given_runtime = truthy(h, u, "runtime"), *role = deployment_role(h, u);
    const int node = slsc_begins(h->text(u, given_runtime), "nodejs");
    slsc_node *depends = slsc_list(h, u, from);
    if (!slsc_truthy(h, u, role)) {
        allow(h, u, statements, from);
        role = slsc_get_att(h, u, slsc_s(ROLE), "Arn", from);
        h->append(u, depends, slsc_stringz(h, u, ROLE, from));
    }
    const slsc_str id = custom_resources_helper_id(h, u, helper);
    const int logs = truthy(h, u, "logs.frameworkLambda") != NULL;
    if (logs) h->append(u, depends, slsc_string(h, u, id_of(h, u, helper, "LogGroup"), from));

    const slsc_str handler = slsc_textf(h, u, "%s/handler.handler", helper->folder);
    const slsc_hole holes[] = {
        { "bucket", bucket(h, u, from) },
        { "key", slsc_string(h, u, custom_resources_key(h, u, from), from) },
        { "name", slsc_string(h, u, function_name(h, u, helper), from) },
        { "handler", slsc_string(h, u, handler, from) },
        { "runtime", node ? given_runtime : slsc_stringz(h, u, "nodejs24.x", from) },
        { "architecture", truthy(h, u, "architecture") },
        { "role", role },
        { "depends", depends },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, id,
                      h->fill(u, SLSC_EMBEDDED(custom_resources_helper_json), holes, from));
    if (logs) add_log_group(h, u, helper, from);
}
