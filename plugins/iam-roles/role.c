/* role.c: the role shared by all functions that bring none of their own.
 *
 * It may write logs, whatever provider.iam.role.statements allows, and later what events ask for.
 * There is none where every function has a role, or the provider names one.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
#include "iam_roles.h"

#define ARN "arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:"

/* ---- Whether there is one ---- */

/* A role somebody made: text, or an intrinsic function. A map of settings is not. */
static int is_a_role(const slsc_host *h, slsc_unit *u, const slsc_node *role)
{
    if (slsc_is_string(h, u, role)) return 1;
    for (size_t i = 0; slsc_is_map(h, u, role) && i < h->count(role); i++)
        if (slsc_begins(h->key(role, i), "Fn::")) return 1;
    return 0;
}

static int is_wanted(const slsc_host *h, slsc_unit *u)
{
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    if (is_a_role(h, u, slsc_at_path(h, u, provider, "iam.role"))) return 0;
    if (slsc_get(h, u, provider, "role")) return 0; /* whatever it says */
    for (size_t i = 0; i < h->function_count(u); i++)
        if (!slsc_get(h, u, h->function_at(u, i)->node, "role")) return 1;
    return 0;
}

/* ---- Its statements ---- */

static void append_sub(const slsc_host *h, slsc_unit *u, slsc_node *list, slsc_str arn)
{
    slsc_node *sub = slsc_map(h, u, list);
    slsc_set(h, u, sub, "Fn::Sub", slsc_string(h, u, arn, list));
    h->append(u, list, sub);
}

/* A function named SERVICE-STAGE... shares one statement with all others that are. */
static int is_canonical(slsc_str prefix, const slsc_function *f)
{
    return f->name.len >= prefix.len && memcmp(f->name.ptr, prefix.ptr, prefix.len) == 0;
}

static int has_logs(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    return !slsc_truthy(h, u, slsc_get(h, u, f->node, "disableLogs"));
}

/* Logs may be written by those functions only that have them. */
static slsc_node *log_statements(const slsc_host *h, slsc_unit *u, const slsc_node *from)
{
    const slsc_service *service = h->service(u);
    slsc_str prefix =
        slsc_textf(h, u, "%.*s-%.*s", SLSC_ARG(service->name), SLSC_ARG(service->stage));
    slsc_node *groups = slsc_list(h, u, from), *streams = slsc_list(h, u, from);
    slsc_node *silent = slsc_list(h, u, from), *statements;
    int any = 0;
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_function *f = h->function_at(u, i);
        slsc_str group =
            slsc_textf(h, u, ARN "log-group:/aws/lambda/%.*s:*", "logs", SLSC_ARG(f->name));
        int canonical = is_canonical(prefix, f), logs = has_logs(h, u, f);
        any |= canonical && logs;
        if (canonical && !logs) append_sub(h, u, silent, group);
        if (canonical || !logs) continue;
        append_sub(h, u, groups, group);
        append_sub(h, u, streams, slsc_textf(h, u, "%.*s:*", SLSC_ARG(group)));
    }
    if (any) {
        slsc_str all =
            slsc_textf(h, u, ARN "log-group:/aws/lambda/%.*s*:*", "logs", SLSC_ARG(prefix));
        append_sub(h, u, groups, all);
        append_sub(h, u, streams, slsc_textf(h, u, "%.*s:*", SLSC_ARG(all)));
    }
    slsc_hole holes[] = { { "groups", groups }, { "streams", streams }, { NULL, NULL } };
    slsc_hole not_to[] = { { "groups", silent }, { NULL, NULL } };
    statements = h->fill(u, IAM_ROLES_JSON(log_statements), holes, from);
    if (any && h->count(silent))
        h->append(u, statements, h->fill(u, IAM_ROLES_JSON(silence_statement), not_to, from));
    return statements;
}

static slsc_str executions_of(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    return slsc_textf(h, u, ARN "function:%.*s:*/durable-execution/*/*", "lambda",
                      SLSC_ARG(f->name));
}

slsc_node *iam_roles_durable_statement(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    slsc_node *executions = slsc_list(h, u, f->node);
    slsc_hole holes[] = { { "executions", executions }, { NULL, NULL } };
    append_sub(h, u, executions, executions_of(h, u, f));
    return h->fill(u, IAM_ROLES_JSON(durable_statement), holes, f->node);
}

/* Durable functions keep their progress by calling Lambda. */
static void append_durable(const slsc_host *h, slsc_unit *u, slsc_node *statements)
{
    slsc_node *executions = slsc_list(h, u, statements);
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_function *f = h->function_at(u, i);
        if (!slsc_truthy(h, u, slsc_get(h, u, f->node, "durableConfig"))) continue;
        if (slsc_truthy(h, u, slsc_get(h, u, f->node, "role"))) continue;
        append_sub(h, u, executions, executions_of(h, u, f));
    }
    slsc_hole holes[] = { { "executions", executions }, { NULL, NULL } };
    if (h->count(executions))
        h->append(u, statements, h->fill(u, IAM_ROLES_JSON(durable_statement), holes, statements));
}

static slsc_node *make_statements(const slsc_host *h, slsc_unit *u, const slsc_node *from)
{
    slsc_node *statements = log_statements(h, u, from);
    slsc_node *given = iam_roles_option(h, u, "statements", "iamRoleStatements");
    for (size_t i = 0; i < h->count(given); i++) h->append(u, statements, h->at(given, i));
    append_durable(h, u, statements);
    return statements;
}

/* ---- The rest of it ---- */

/* The user's policies, and AWS's own for functions in a VPC. */
static slsc_node *policies(const slsc_host *h, slsc_unit *u, const slsc_node *from)
{
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    slsc_node *given = iam_roles_option(h, u, "managedPolicies", "iamManagedPolicies");
    slsc_node *list = slsc_list(h, u, slsc_or(h, u, given, provider));
    int in_vpc = slsc_truthy(h, u, slsc_get(h, u, provider, "vpc"));
    for (size_t i = 0; i < h->count(given); i++) h->append(u, list, h->at(given, i));
    for (size_t i = 0; i < h->function_count(u); i++) /* even when it says null */
        in_vpc |= slsc_get(h, u, h->function_at(u, i)->node, "vpc") != NULL;
    if (in_vpc) h->append(u, list, h->fill(u, IAM_ROLES_JSON(vpc_policy), NULL, from));
    return h->count(list) ? list : NULL;
}

static slsc_node *tag_list(const slsc_host *h, slsc_unit *u, const slsc_node *tags)
{
    slsc_node *list;
    if (!tags) return NULL;
    list = slsc_list(h, u, tags);
    for (size_t i = 0; i < h->count(tags); i++) {
        slsc_node *value = h->at(tags, i), *tag = slsc_map(h, u, value);
        slsc_set(h, u, tag, "Key", slsc_string(h, u, h->key(tags, i), value));
        slsc_set(h, u, tag, "Value", value);
        h->append(u, list, tag);
    }
    return list;
}

static slsc_node *boundary(const slsc_host *h, slsc_unit *u)
{
    slsc_node *today = iam_roles_option(h, u, "permissionsBoundary", NULL);
    if (today) return today;
    return iam_roles_option(h, u, "permissionBoundary", "rolePermissionsBoundary");
}

slsc_node *iam_roles_make(const slsc_host *h, slsc_unit *u, const iam_roles_parts *parts,
                          const slsc_node *from)
{
    slsc_node *path = parts->path ? parts->path : iam_roles_option(h, u, "path", NULL);
    slsc_node *tags = parts->tags ? parts->tags : iam_roles_option(h, u, "tags", NULL);
    const slsc_service *service = h->service(u);
    slsc_hole holes[] = {
        { "service", slsc_string(h, u, service->name, from) },
        { "stage", slsc_string(h, u, service->stage, from) },
        { "statements", parts->statements },
        { "path", path ? path : slsc_stringz(h, u, "/", from) },
        { "name", parts->name },
        { "tags", tag_list(h, u, tags) },
        { "boundary", parts->boundary ? parts->boundary : boundary(h, u) },
        { "policies", parts->policies },
        { NULL, NULL },
    };
    return h->fill(u, IAM_ROLES_JSON(role), holes, from);
}

slsc_status iam_roles_role(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    slsc_node *from = slsc_or(h, u, slsc_at_path(h, u, provider, "iam.role"), provider);
    const slsc_service *service = h->service(u);
    iam_roles_parts parts;
    (void)state;
    iam_roles_warn_of_old_keys(h, u);
    if (iam_roles_make_own(h, u) != SLSC_OK) return SLSC_FAIL;
    if (!is_wanted(h, u)) return SLSC_OK;

    slsc_hole holes[] = {
        { "service", slsc_string(h, u, service->name, from) },
        { "stage", slsc_string(h, u, service->stage, from) },
        { NULL, NULL },
    };
    memset(&parts, 0, sizeof parts);
    parts.statements = make_statements(h, u, from);
    parts.policies = policies(h, u, from);
    parts.name = iam_roles_option(h, u, "name", NULL);
    if (!parts.name) parts.name = h->fill(u, IAM_ROLES_JSON(role_name), holes, from);
    return slsc_add_resource(h, u, slsc_s(IAM_ROLES_SHARED), iam_roles_make(h, u, &parts, from));
}
