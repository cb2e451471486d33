/* permission.c: a classic warmer gets no permission to invoke anything: it runs with the service's
 * role, and the user must grant it. Forgotten, it fails every five minutes in a log nobody reads:
 * so a role that clearly does not grant it is warned of. */
#include "warmup.h"

/* lambda:InvokeFunction, lambda:Invoke*, lambda:*, * */
static int invokes(slsc_str action)
{
    static const char full[] = "lambda:invokefunction";
    for (size_t i = 0; i < action.len; i++) {
        char c = action.ptr[i];
        if (c == '*') return 1;
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if (i >= sizeof full - 1 || c != full[i]) return 0;
    }
    return action.len == sizeof full - 1;
}

/* Unknown shapes (a function of CloudFormation, NotAction) may grant it. */
static int may_invoke(const slsc_host *h, slsc_unit *u, const slsc_node *statement)
{
    const slsc_node *actions = slsc_get(h, u, statement, "Action");
    const slsc_node *effect = slsc_get(h, u, statement, "Effect");
    if (!effect || !actions) return 1;
    if (slsc_is(h->text(u, effect), "Deny")) return 0;
    if (!slsc_is_list(h, u, actions)) return invokes(h->text(u, actions));
    for (size_t i = 0; i < h->count(actions); i++)
        if (invokes(h->text(u, h->at(actions, i)))) return 1;
    return 0;
}

void warmup_check_permission(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    const slsc_node *role = slsc_at_path(h, u, provider, "iam.role");
    const slsc_node *statements = slsc_get(h, u, role, "statements");
    if (!statements) statements = slsc_get(h, u, provider, "iamRoleStatements");
    if (slsc_truthy(h, u, slsc_get(h, u, warmer->given, "role")) ||
        slsc_get(h, u, provider, "role") || slsc_get(h, u, role, "managedPolicies") ||
        slsc_get(h, u, provider, "iamManagedPolicies") || (role && !slsc_is_map(h, u, role)))
        return;
    for (size_t i = 0; i < h->count(role); i++) {
        const slsc_str key = h->key(role, i);
        for (size_t k = 0; k + 1 < key.len; k++)
            if (memcmp(key.ptr + k, "::", 2) == 0) return; /* made elsewhere */
    }
    if (statements && !slsc_is_list(h, u, statements)) return;
    for (size_t i = 0; i < h->count(statements); i++)
        if (may_invoke(h, u, h->at(statements, i))) return;
    slsc_tell(h, u, SLSC_WARNING, warmer->place, "warmup/no-invoke-permission",
              slsc_s("the warmer may not invoke functions: no statement of the role allows it"),
              NULL,
              "add to `provider.iam.role.statements`: {Effect: Allow, Action: "
              "lambda:InvokeFunction, Resource: '*'}, or give the warmer a `role`");
}
