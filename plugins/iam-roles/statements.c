/* statements.c: what passes asked for through slsc.iam/1 is placed in the shared role, in the
 * order of asking. A statement that was asked for once by each of several functions stands there
 * once. Roles of single functions get what these asked for. Where there is no role of ours, its
 * owner allows what is needed. */
#include "iam_roles.h"

/* Remembers a statement in `seen`, a map by digest; tells whether it was there. */
static int is_known(const slsc_host *h, slsc_unit *u, slsc_node *seen, slsc_node *statement)
{
    slsc_str digest = h->digest(u, statement);
    if (h->get(u, seen, digest)) return 1;
    h->set(u, seen, digest, slsc_bool(h, u, 1, statement));
    return 0;
}

static void place_statements(const slsc_host *h, slsc_unit *u, const slsc_iam *iam, slsc_node *list)
{
    slsc_node *seen = slsc_map(h, u, list);
    const slsc_function *function = NULL;
    for (size_t i = 0; i < h->count(list); i++) is_known(h, u, seen, h->at(list, i));
    for (size_t i = 0; i < iam->count(u); i++) {
        slsc_node *statement = iam->at(u, i, &function);
        int known;
        if (iam->flags_at(u, i) & SLSC_ALLOW_OWN) continue;
        known = is_known(h, u, seen, statement);
        if (known && (iam->flags_at(u, i) & SLSC_ALLOW_ONCE)) continue;
        h->append(u, list, statement);
    }
}

static void place_trusts(const slsc_host *h, slsc_unit *u, const slsc_iam *iam, slsc_node *list)
{
    slsc_node *seen = slsc_map(h, u, list);
    const slsc_function *function = NULL;
    for (size_t i = 0; i < h->count(list); i++) is_known(h, u, seen, h->at(list, i));
    for (size_t i = 0; i < iam->trust_count(u); i++) {
        slsc_node *service = slsc_string(h, u, iam->trust_at(u, i, &function), list);
        if (!is_known(h, u, seen, service)) h->append(u, list, service);
    }
}

slsc_status iam_roles_statements(const slsc_host *h, slsc_unit *u, void *state)
{
    const slsc_iam *iam = (const slsc_iam *)h->extension(u, SLSC_EXT_IAM);
    slsc_node *role = slsc_resource(h, u, slsc_s(IAM_ROLES_SHARED));
    slsc_node *properties = slsc_get(h, u, role, "Properties");
    slsc_node *policy = h->at(slsc_get(h, u, properties, "Policies"), 0);
    slsc_node *trust =
        h->at(slsc_at_path(h, u, properties, "AssumeRolePolicyDocument.Statement"), 0);
    (void)state;
    iam_roles_place_own(h, u, iam);
    if (!role) return SLSC_OK;
    place_statements(h, u, iam, slsc_at_path(h, u, policy, "PolicyDocument.Statement"));
    place_trusts(h, u, iam, slsc_at_path(h, u, trust, "Principal.Service"));
    return SLSC_OK;
}
