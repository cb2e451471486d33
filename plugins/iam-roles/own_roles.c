/* own_roles.c: a function with `iamRoleStatements` gets a role of its own, as
 * serverless-iam-roles-per-function makes it: it may write its logs, read its streams and queues,
 * send its dead letters, and what its statements say. Nothing else is added: what tracing, keys or
 * destinations need is for the statements to say. The shared role stays as it is.
 *
 *     plugins: [serverless-iam-roles-per-function]
 *     functions:
 *       hello:
 *         iamRoleStatements: [{ Effect: Allow, Action: [...], Resource: ... }]
 *         iamRoleStatementsInherit: true      the provider's statements too
 *         iamRoleStatementsName: my-role
 *         iamPermissionsBoundary: arn:...
 *     custom:
 *       serverless-iam-roles-per-function: { defaultInherit, iamGlobalPermissionsBoundary } */
#include "iam_roles.h"

#define PLUGIN "serverless-iam-roles-per-function"
enum { MAX_ROLE_NAME = 64 }; /* characters */

static slsc_node *settings(const slsc_host *h, slsc_unit *u, const char *key)
{
    slsc_node *custom = slsc_get(h, u, h->root(u, SLSC_CONFIG), "custom");
    return slsc_get(h, u, slsc_get(h, u, custom, PLUGIN), key);
}

/* ---- Are the statements statements? ---- */

static int has_either(const slsc_host *h, slsc_unit *u, const slsc_node *map, const char *a,
                      const char *b)
{
    return slsc_truthy(h, u, slsc_get(h, u, map, a)) || slsc_truthy(h, u, slsc_get(h, u, map, b));
}

static slsc_status check(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                         const slsc_node *given)
{
    slsc_node *role = slsc_get(h, u, f->node, "role");
    if (slsc_truthy(h, u, role))
        return slsc_error_at(h, u, role, "iam/role-and-statements",
                             "`%.*s` has both `role` and `iamRoleStatements`", SLSC_ARG(f->key));
    if (!slsc_is_list(h, u, given))
        return slsc_error_at(h, u, given, "iam/bad-statements",
                             "`iamRoleStatements` of `%.*s` must be a list", SLSC_ARG(f->key));
    for (size_t i = 0; i < h->count(given); i++) {
        slsc_node *statement = h->at(given, i);
        if (has_either(h, u, statement, "Effect", "Effect") &&
            has_either(h, u, statement, "Action", "NotAction") &&
            has_either(h, u, statement, "Resource", "NotResource"))
            continue;
        return slsc_tell(h, u, SLSC_ERROR, statement, "iam/bad-statement",
                         slsc_textf(h, u, "a statement of `%.*s` is incomplete", SLSC_ARG(f->key)),
                         "expected `Effect`, `Action` and `Resource`", NULL);
    }
    return SLSC_OK;
}

/* ---- Statements ---- */

/* The ARN an event names: `- sqs: ARN`, or its member `arn`. */
static slsc_node *arn_of(const slsc_host *h, slsc_unit *u, slsc_node *event)
{
    return slsc_is_string(h, u, event) ? event : slsc_get(h, u, event, "arn");
}

/* By its member `type`, or by its ARN: the service comes behind the partition. */
static int is_of_type(const slsc_host *h, slsc_unit *u, slsc_node *event, const char *type)
{
    slsc_str given = h->text(u, slsc_get(h, u, event, "type"));
    slsc_str arn = h->text(u, arn_of(h, u, event));
    if (given.len) return slsc_is(given, type);
    if (!slsc_begins(arn, "arn:")) return 0;
    const char *colon = memchr(arn.ptr + 4, ':', arn.len - 4);
    if (!colon) return 0;
    arn = slsc_bytes(colon + 1, arn.len - (size_t)(colon + 1 - arn.ptr));
    return slsc_begins(arn, slsc_textf(h, u, "%s:", type).ptr);
}

/* ARNs of the function's events of a kind (of a type, unless that is NULL), in one statement. */
static void append_events(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                          slsc_node *statements, const char *kind, const char *type,
                          slsc_str template_)
{
    slsc_node *events = slsc_get(h, u, f->node, "events"), *arns = slsc_list(h, u, f->node);
    for (size_t i = 0; i < h->count(events); i++) {
        slsc_node *event = slsc_get(h, u, h->at(events, i), kind);
        if (!event || !arn_of(h, u, event) || (type && !is_of_type(h, u, event, type))) continue;
        h->append(u, arns, arn_of(h, u, event));
    }
    slsc_hole holes[] = { { "arns", arns }, { NULL, NULL } };
    if (h->count(arns)) h->append(u, statements, h->fill(u, template_, holes, f->node));
}

static void append_all(const slsc_host *h, slsc_unit *u, slsc_node *list, const slsc_node *more)
{
    for (size_t i = 0; i < h->count(more); i++) h->append(u, list, h->at(more, i));
}

slsc_node *iam_roles_log_statement(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    slsc_str streams = slsc_textf(h, u,
                                  "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:"
                                  "log-group:/aws/lambda/%.*s:*:*",
                                  SLSC_ARG(f->name));
    slsc_hole logs[] = { { "streams", slsc_string(h, u, streams, f->node) }, { NULL, NULL } };
    return h->fill(u, IAM_ROLES_JSON(own_log_statement), logs, f->node);
}

static slsc_node *make_statements(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                                  const slsc_node *given)
{
    slsc_node *statements = slsc_list(h, u, given);
    slsc_node *on_error = slsc_get(h, u, f->node, "onError");
    slsc_node *inherit = slsc_or(h, u, slsc_get(h, u, f->node, "iamRoleStatementsInherit"),
                                 settings(h, u, "defaultInherit"));
    slsc_hole letters[] = { { "arns", on_error }, { NULL, NULL } };
    h->append(u, statements, iam_roles_log_statement(h, u, f));
    append_events(h, u, f, statements, "stream", "dynamodb",
                  IAM_ROLES_JSON(own_dynamodb_statement));
    append_events(h, u, f, statements, "stream", "kinesis", IAM_ROLES_JSON(own_kinesis_statement));
    append_events(h, u, f, statements, "sqs", NULL, IAM_ROLES_JSON(own_sqs_statement));
    if (slsc_truthy(h, u, on_error))
        h->append(u, statements,
                  h->fill(u, IAM_ROLES_JSON(own_dead_letter_statement), letters, on_error));
    if (slsc_truthy(h, u, inherit))
        append_all(h, u, statements, iam_roles_option(h, u, "statements", "iamRoleStatements"));
    append_all(h, u, statements, given);
    return statements;
}

/* ---- The role ---- */

/* SERVICE-STAGE-FUNCTION-REGION-lambdaRole; the last part goes first when that is too long. */
slsc_status iam_roles_own_name(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                               const char *help, slsc_node **out)
{
    static const char last[] = "lambdaRole";
    const slsc_service *s = h->service(u);
    size_t length = s->name.len + s->stage.len + f->key.len + s->region.len + 3;
    slsc_node *join = slsc_map(h, u, f->node), *parts = slsc_list(h, u, f->node), *both;
    if (length > MAX_ROLE_NAME)
        return slsc_tell(h, u, SLSC_ERROR, f->node, "iam/role-name-too-long",
                         slsc_textf(h, u, "the role of `%.*s` would have a name of %zu characters",
                                    SLSC_ARG(f->key), length),
                         "IAM takes 64", help);
    h->append(u, parts, slsc_string(h, u, s->name, f->node));
    h->append(u, parts, slsc_string(h, u, s->stage, f->node));
    h->append(u, parts, slsc_string(h, u, f->key, f->node));
    h->append(u, parts, slsc_ref(h, u, slsc_s("AWS::Region"), f->node));
    if (length + 1 + sizeof last - 1 <= MAX_ROLE_NAME)
        h->append(u, parts, slsc_stringz(h, u, last, f->node));
    both = slsc_list(h, u, f->node);
    h->append(u, both, slsc_stringz(h, u, "-", f->node));
    h->append(u, both, parts);
    slsc_set(h, u, join, "Fn::Join", both);
    *out = join;
    return SLSC_OK;
}

/* AWS's policy for functions in a VPC, or an empty list: the provider's policies are not taken. */
slsc_node *iam_roles_own_policies(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    slsc_node *list = slsc_list(h, u, f->node);
    if (h->count(slsc_get(h, u, f->node, "vpc")) || h->count(slsc_get(h, u, provider, "vpc")))
        h->append(u, list, h->fill(u, IAM_ROLES_JSON(vpc_policy), NULL, f->node));
    return list;
}

/* The function runs with the role and waits for it. */
static void use_role(const slsc_host *h, slsc_unit *u, const slsc_function *f, slsc_str id)
{
    slsc_node *function = slsc_resource(h, u, slsc_id2(h, u, f->id, "LambdaFunction"));
    slsc_node *list = slsc_list(h, u, f->node), *old = slsc_get(h, u, function, "DependsOn");
    h->append(u, list, slsc_string(h, u, id, f->node));
    for (size_t i = 0; i < h->count(old); i++)
        if (!slsc_is(h->text(u, h->at(old, i)), IAM_ROLES_SHARED))
            h->append(u, list, h->at(old, i));
    slsc_set(h, u, slsc_get(h, u, function, "Properties"), "Role",
             slsc_get_att(h, u, id, "Arn", f->node));
    slsc_set(h, u, function, "DependsOn", list);
}

static slsc_status give_role(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                             slsc_node *given)
{
    slsc_node *shared = slsc_resource(h, u, slsc_s(IAM_ROLES_SHARED)), *role, *trust;
    slsc_str id = slsc_id2(h, u, f->id, IAM_ROLES_SHARED);
    iam_roles_parts parts;
    if (check(h, u, f, given) != SLSC_OK) return SLSC_FAIL;
    memset(&parts, 0, sizeof parts);
    parts.name = slsc_get(h, u, f->node, "iamRoleStatementsName");
    if (!slsc_truthy(h, u, parts.name) &&
        iam_roles_own_name(h, u, f, "name it: `iamRoleStatementsName`", &parts.name) != SLSC_OK)
        return SLSC_FAIL;
    parts.statements = make_statements(h, u, f, given);
    parts.policies = iam_roles_own_policies(h, u, f);
    parts.boundary = slsc_or(h, u, slsc_get(h, u, f->node, "iamPermissionsBoundary"),
                             settings(h, u, "iamGlobalPermissionsBoundary"));
    role = iam_roles_make(h, u, &parts, given);
    trust = slsc_at_path(h, u, shared, "Properties.AssumeRolePolicyDocument");
    if (trust) /* whoever may assume the shared role may assume this one */
        slsc_set(h, u, slsc_get(h, u, role, "Properties"), "AssumeRolePolicyDocument", trust);
    slsc_add_resource(h, u, id, role);
    use_role(h, u, f, id);
    return SLSC_OK;
}

/* ---- Whether it is in use ---- */

/* Named under `plugins:`, which is a list or has one under `modules`. */
static int is_in_use(const slsc_host *h, slsc_unit *u)
{
    slsc_node *plugins = slsc_get(h, u, h->root(u, SLSC_CONFIG), "plugins");
    if (slsc_is_map(h, u, plugins)) plugins = slsc_get(h, u, plugins, "modules");
    for (size_t i = 0; i < h->count(plugins); i++)
        if (slsc_is(h->text(u, h->at(plugins, i)), PLUGIN)) return 1;
    return 0;
}

/* Without the plugin these are keys that nobody knows: an error, where those are errors. */
static slsc_status tell_unused(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                               const slsc_node *given)
{
    slsc_node *mode = slsc_get(h, u, h->root(u, SLSC_CONFIG), "configValidationMode");
    int strict =
        slsc_truthy(h, u, mode) ? slsc_is(h->text(u, mode), "error") : h->service(u)->framework > 3;
    return slsc_tell(h, u, strict ? SLSC_ERROR : SLSC_WARNING, given, "iam/plugin-not-named",
                     slsc_textf(h, u,
                                "`iamRoleStatements` of `%.*s` is for a plugin that is not "
                                "in use",
                                SLSC_ARG(f->key)),
                     NULL, "add `" PLUGIN "` to `plugins:`");
}

/* ---- The pass ---- */

/* Event source mappings wait for the role of the function they invoke. */
static void bind_mappings(const slsc_host *h, slsc_unit *u, const slsc_node *roles)
{
    slsc_node *resources = slsc_get(h, u, h->root(u, SLSC_TEMPLATE), "Resources");
    for (size_t i = 0; i < h->count(resources); i++) {
        slsc_node *resource = h->at(resources, i), *role;
        slsc_node *target = slsc_at_path(h, u, resource, "Properties.FunctionName.Fn::GetAtt");
        if (!slsc_is(h->text(u, slsc_get(h, u, resource, "Type")),
                     "AWS::Lambda::EventSourceMapping"))
            continue;
        role = h->get(u, roles, h->text(u, h->at(target, 0)));
        if (role) slsc_set(h, u, resource, "DependsOn", role);
    }
}

slsc_status iam_roles_own_roles(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *roles = slsc_map(h, u, h->root(u, SLSC_CONFIG)); /* by the function's logical id */
    slsc_node *shared = slsc_resource(h, u, slsc_s(IAM_ROLES_SHARED));
    slsc_node *boundary = settings(h, u, "iamGlobalPermissionsBoundary");
    slsc_status status = SLSC_OK;
    int in_use = is_in_use(h, u);
    (void)state;
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_function *f = h->function_at(u, i);
        slsc_node *given = slsc_get(h, u, f->node, "iamRoleStatements");
        if (slsc_is_void(h, u, given)) continue;
        if (!in_use) {
            if (tell_unused(h, u, f, given) != SLSC_OK) status = SLSC_FAIL;
            continue;
        }
        if (give_role(h, u, f, given) != SLSC_OK) status = SLSC_FAIL;
        h->set(u, roles, slsc_id2(h, u, f->id, "LambdaFunction"),
               slsc_string(h, u, slsc_id2(h, u, f->id, IAM_ROLES_SHARED), given));
    }
    if (h->count(roles) == 0) return status;
    bind_mappings(h, u, roles);
    if (shared && slsc_truthy(h, u, boundary))
        slsc_set(h, u, slsc_get(h, u, shared, "Properties"), "PermissionsBoundary", boundary);
    return status;
}
