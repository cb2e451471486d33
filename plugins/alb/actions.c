/* actions.c: what a rule does with a request: whoever it is from is authenticated, by each
 * authorizer that the event names, and then it is forwarded to the function's target group.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
#include "alb.h"

slsc_node *alb_authorizer(const slsc_host *h, slsc_unit *u, const slsc_node *name)
{
    slsc_node *all = slsc_at_path(h, u, h->root(u, SLSC_CONFIG), "provider.alb.authorizers");
    return h->get(u, all, h->text(u, name));
}

/* Users of a Cognito user pool. */
static slsc_node *cognito(const slsc_host *h, slsc_unit *u, const slsc_node *authorizer,
                          slsc_node *unauthenticated, slsc_node *order)
{
    slsc_hole holes[] = {
        { "order", order },
        { "pool", slsc_get(h, u, authorizer, "userPoolArn") },
        { "client", slsc_get(h, u, authorizer, "userPoolClientId") },
        { "domain", slsc_get(h, u, authorizer, "userPoolDomain") },
        { "unauthenticated", unauthenticated },
        { "extra", slsc_get(h, u, authorizer, "requestExtraParams") },
        { "scope", slsc_get(h, u, authorizer, "scope") },
        { "cookie", slsc_get(h, u, authorizer, "sessionCookieName") },
        { "timeout", slsc_get(h, u, authorizer, "sessionTimeout") },
        { NULL, NULL },
    };
    return h->fill(u, SLSC_EMBEDDED(alb_authenticate_cognito_json), holes, authorizer);
}

/* Users known to somebody who speaks OpenID Connect. Without a secret the rule keeps the one it
 * has. */
static slsc_node *oidc(const slsc_host *h, slsc_unit *u, const slsc_node *authorizer,
                       slsc_node *unauthenticated, slsc_node *order)
{
    slsc_node *secret = slsc_get(h, u, authorizer, "clientSecret");
    int has_secret = slsc_truthy(h, u, secret);
    slsc_hole holes[] = {
        { "order", order },
        { "authorization", slsc_get(h, u, authorizer, "authorizationEndpoint") },
        { "client", slsc_get(h, u, authorizer, "clientId") },
        { "secret", has_secret ? secret : NULL },
        { "secretStays", has_secret ? NULL : slsc_bool(h, u, 1, authorizer) },
        { "issuer", slsc_get(h, u, authorizer, "issuer") },
        { "token", slsc_get(h, u, authorizer, "tokenEndpoint") },
        { "userInfo", slsc_get(h, u, authorizer, "userInfoEndpoint") },
        { "unauthenticated", unauthenticated },
        { "extra", slsc_get(h, u, authorizer, "requestExtraParams") },
        { "scope", slsc_get(h, u, authorizer, "scope") },
        { "cookie", slsc_get(h, u, authorizer, "sessionCookieName") },
        { "timeout", slsc_get(h, u, authorizer, "sessionTimeout") },
        { NULL, NULL },
    };
    return h->fill(u, SLSC_EMBEDDED(alb_authenticate_oidc_json), holes, authorizer);
}

static slsc_node *authenticate(const slsc_host *h, slsc_unit *u, const slsc_node *authorizer,
                               slsc_node *order)
{
    slsc_node *unauthenticated = slsc_get(h, u, authorizer, "onUnauthenticatedRequest");
    if (!slsc_truthy(h, u, unauthenticated))
        unauthenticated = slsc_stringz(h, u, "deny", authorizer);
    if (slsc_is(h->text(u, slsc_get(h, u, authorizer, "type")), "cognito"))
        return cognito(h, u, authorizer, unauthenticated, order);
    return oidc(h, u, authorizer, unauthenticated, order);
}

slsc_node *alb_actions(const slsc_host *h, slsc_unit *u, const alb_rule *rule)
{
    const slsc_event *e = rule->event;
    slsc_node *list = slsc_list(h, u, e->node), *names = slsc_get(h, u, e->node, "authorizer");
    int64_t order = 0;
    if (slsc_truthy(h, u, names)) names = alb_list(h, u, names);
    for (size_t i = 0; i < h->count(names); i++) {
        slsc_node *name = h->at(names, i);
        h->append(u, list,
                  authenticate(h, u, alb_authorizer(h, u, name), slsc_int(h, u, ++order, name)));
    }
    slsc_hole holes[] = {
        { "targetGroup", slsc_ref(h, u, rule->group_id, e->node) },
        { "order", order ? slsc_int(h, u, order + 1, e->node) : NULL },
        { NULL, NULL },
    };
    h->append(u, list, h->fill(u, SLSC_EMBEDDED(alb_forward_json), holes, e->node));
    return list;
}
