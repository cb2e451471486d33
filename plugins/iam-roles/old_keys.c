/* old_keys.c: settings of the role stood under `provider` before they had a place of their own.
 * Both are read, the new place wins; the old one is told about. */
#include "iam_roles.h"

static const char *const old_keys[][2] = {
    { "role", "provider.iam.role" },
    { "iamRoleStatements", "provider.iam.role.statements" },
    { "iamManagedPolicies", "provider.iam.role.managedPolicies" },
    { "rolePermissionsBoundary", "provider.iam.role.permissionsBoundary" },
    { "cfnRole", "provider.iam.deploymentRole" },
};

static void warn(const slsc_host *h, slsc_unit *u, const slsc_node *at, const char *old,
                 const char *today)
{
    slsc_diag diag;
    memset(&diag, 0, sizeof diag);
    diag.struct_size = (uint32_t)sizeof diag;
    diag.severity = SLSC_WARNING;
    diag.code = "iam/old-key";
    diag.message = slsc_textf(h, u, "`%s` is an old name of `%s`", old, today);
    diag.help = slsc_textf(h, u, "write `%s`", today);
    diag.at = at;
    diag.at_key = 1;
    h->report(u, &diag);
}

void iam_roles_warn_of_old_keys(const slsc_host *h, slsc_unit *u)
{
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    slsc_node *boundary = slsc_at_path(h, u, provider, "iam.role.permissionBoundary");
    for (size_t i = 0; i < sizeof old_keys / sizeof *old_keys; i++) {
        slsc_node *old = slsc_get(h, u, provider, old_keys[i][0]);
        if (old) warn(h, u, old, old_keys[i][0], old_keys[i][1]);
    }
    if (boundary)
        warn(h, u, boundary, "permissionBoundary", "provider.iam.role.permissionsBoundary");
}

slsc_node *iam_roles_option(const slsc_host *h, slsc_unit *u, const char *key, const char *old)
{
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    slsc_node *role = slsc_at_path(h, u, provider, "iam.role"), *value = NULL;
    if (key) value = slsc_get(h, u, role, key);
    if (old && !slsc_truthy(h, u, value)) value = slsc_get(h, u, provider, old);
    return slsc_truthy(h, u, value) ? value : NULL;
}
