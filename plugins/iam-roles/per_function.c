/* per_function.c: a role for each function instead of one for all.
 *
 *     provider:
 *       iam: { role: { mode: perFunction } }
 *     functions:
 *       hello:
 *         iam:
 *           inheritStatements: true             the provider's statements too
 *           role: { name, path, statements, managedPolicies, permissionsBoundary, tags }
 *
 * In CONFIGURE a function that names no role is given the one that will be made for it, as a user
 * would name it: so all passes find it where they look for roles. Such a role may write the logs of
 * its function, what the function itself says, and what its events ask for: nothing that others
 * ask for. */
#include "iam_roles.h"

static slsc_node *role_settings(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                                const char *key)
{
    slsc_node *value = slsc_get(h, u, slsc_at_path(h, u, f->node, "iam.role"), key);
    return slsc_truthy(h, u, value) ? value : NULL;
}

static slsc_node *mode(const slsc_host *h, slsc_unit *u)
{
    return slsc_at_path(h, u, h->root(u, SLSC_CONFIG), "provider.iam.role.mode");
}

/* Does the function run with the role that is made for it here? */
static int has_own(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    slsc_node *named = h->at(slsc_at_path(h, u, f->node, "role.Fn::GetAtt"), 0);
    return slsc_same(h->text(u, named), slsc_id2(h, u, f->id, IAM_ROLES_SHARED));
}

/* ---- Naming the roles ---- */

slsc_status iam_roles_name_roles(const slsc_host *h, slsc_unit *u, void *state)
{
    int wanted = slsc_is(h->text(u, mode(h, u)), "perFunction");
    slsc_status status = SLSC_OK;
    (void)state;
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_function *f = h->function_at(u, i);
        slsc_node *iam = slsc_get(h, u, f->node, "iam"), *role = slsc_get(h, u, f->node, "role");
        if (iam && !wanted)
            status = slsc_tell(
                h, u, SLSC_ERROR, iam, "iam/not-per-function",
                slsc_textf(h, u, "`%.*s` runs with the role of all functions", SLSC_ARG(f->key)),
                NULL, "write `provider.iam.role.mode: perFunction`");
        if (iam && wanted && slsc_truthy(h, u, role))
            status = slsc_error_at(h, u, iam, "iam/role-and-statements",
                                   "`%.*s` has both `role` and `iam`", SLSC_ARG(f->key));
        if (!wanted || slsc_truthy(h, u, role) || slsc_get(h, u, f->node, "iamRoleStatements"))
            continue;
        slsc_set(h, u, f->node, "role",
                 slsc_get_att(h, u, slsc_id2(h, u, f->id, IAM_ROLES_SHARED), "Arn",
                              iam ? iam : mode(h, u)));
    }
    return status;
}

/* ---- Making them ---- */

static slsc_node *statements_of(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    slsc_node *list = slsc_list(h, u, f->node);
    slsc_node *inherit = slsc_at_path(h, u, f->node, "iam.inheritStatements");
    slsc_node *shared = iam_roles_option(h, u, "statements", "iamRoleStatements");
    slsc_node *given = role_settings(h, u, f, "statements");
    if (!slsc_truthy(h, u, slsc_get(h, u, f->node, "disableLogs")))
        h->append(u, list, iam_roles_log_statement(h, u, f));
    if (slsc_truthy(h, u, slsc_get(h, u, f->node, "durableConfig")))
        h->append(u, list, iam_roles_durable_statement(h, u, f));
    for (size_t i = 0; slsc_is_true(h, u, inherit) && i < h->count(shared); i++)
        h->append(u, list, h->at(shared, i));
    for (size_t i = 0; i < h->count(given); i++) h->append(u, list, h->at(given, i));
    return list;
}

static slsc_node *policies_of(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    slsc_node *list = iam_roles_own_policies(h, u, f);
    slsc_node *given = role_settings(h, u, f, "managedPolicies");
    for (size_t i = 0; i < h->count(given); i++) h->append(u, list, h->at(given, i));
    return h->count(list) ? list : NULL;
}

slsc_status iam_roles_make_own(const slsc_host *h, slsc_unit *u)
{
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_function *f = h->function_at(u, i);
        iam_roles_parts parts;
        if (!has_own(h, u, f)) continue;
        memset(&parts, 0, sizeof parts);
        parts.name = role_settings(h, u, f, "name");
        if (!parts.name &&
            iam_roles_own_name(h, u, f, "name it: `iam.role.name`", &parts.name) != SLSC_OK) {
            status = SLSC_FAIL;
            continue;
        }
        parts.statements = statements_of(h, u, f);
        parts.policies = policies_of(h, u, f);
        parts.boundary = role_settings(h, u, f, "permissionsBoundary");
        parts.path = role_settings(h, u, f, "path");
        parts.tags = role_settings(h, u, f, "tags");
        slsc_add_resource(h, u, slsc_id2(h, u, f->id, IAM_ROLES_SHARED),
                          iam_roles_make(h, u, &parts, f->node));
    }
    return status;
}

/* ---- What was asked for ---- */

static slsc_node *own_role(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    if (!has_own(h, u, f)) return NULL;
    return slsc_resource(h, u, slsc_id2(h, u, f->id, IAM_ROLES_SHARED));
}

static void append_statement(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                             slsc_node *statement)
{
    slsc_node *policies = slsc_at_path(h, u, own_role(h, u, f), "Properties.Policies");
    slsc_node *list = slsc_at_path(h, u, h->at(policies, 0), "PolicyDocument.Statement");
    if (list) h->append(u, list, statement);
}

static void append_trust(const slsc_host *h, slsc_unit *u, const slsc_function *f, slsc_str service)
{
    slsc_node *trust = h->at(
        slsc_at_path(h, u, own_role(h, u, f), "Properties.AssumeRolePolicyDocument.Statement"), 0);
    slsc_node *list = slsc_at_path(h, u, trust, "Principal.Service");
    for (size_t i = 0; i < h->count(list); i++)
        if (slsc_same(h->text(u, h->at(list, i)), service)) return;
    if (list) h->append(u, list, slsc_string(h, u, service, f->node));
}

void iam_roles_place_own(const slsc_host *h, slsc_unit *u, const slsc_iam *iam)
{
    const slsc_function *function = NULL;
    for (size_t i = 0; i < iam->count(u); i++) {
        slsc_node *statement = iam->at(u, i, &function);
        if (iam->flags_at(u, i) & SLSC_ALLOW_SHARED) continue;
        if (function) append_statement(h, u, function, statement);
        for (size_t k = 0; !function && k < h->function_count(u); k++)
            append_statement(h, u, h->function_at(u, k), statement);
    }
    for (size_t i = 0; i < iam->trust_count(u); i++) {
        slsc_str service = iam->trust_at(u, i, &function);
        if (function) append_trust(h, u, function, service);
        for (size_t k = 0; !function && k < h->function_count(u); k++)
            append_trust(h, u, h->function_at(u, k), service);
    }
}
