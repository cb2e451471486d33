/* target_group.c: the group that holds the function, its name, and how its health is checked. */
#include "alb.h"

/* ---- Health ---- */

typedef struct health { /* where it is not checked, all but `enabled` are NULL */
    slsc_node *enabled, *path, *interval, *timeout, *healthy, *unhealthy, *codes;
} health;

/* What the event says, else the default. */
static slsc_node *number_or(const slsc_host *h, slsc_unit *u, slsc_node *given, int64_t otherwise,
                            const slsc_node *from)
{
    return slsc_is_void(h, u, given) ? slsc_int(h, u, otherwise, from) : given;
}
static slsc_node *text_or(const slsc_host *h, slsc_unit *u, slsc_node *given, const char *otherwise,
                          const slsc_node *from)
{
    return slsc_is_void(h, u, given) ? slsc_stringz(h, u, otherwise, from) : given;
}

static health health_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *check = slsc_get(h, u, e->node, "healthCheck");
    health its;
    memset(&its, 0, sizeof its);
    its.enabled = slsc_bool(h, u, slsc_truthy(h, u, check), check ? check : e->node);
    if (!slsc_truthy(h, u, check)) return its;
    its.path = text_or(h, u, slsc_get(h, u, check, "path"), "/", check);
    its.interval = number_or(h, u, slsc_get(h, u, check, "intervalSeconds"), 35, check);
    its.timeout = number_or(h, u, slsc_get(h, u, check, "timeoutSeconds"), 30, check);
    its.healthy = number_or(h, u, slsc_get(h, u, check, "healthyThresholdCount"), 5, check);
    its.unhealthy = number_or(h, u, slsc_get(h, u, check, "unhealthyThresholdCount"), 5, check);
    its.codes = text_or(h, u, slsc_at_path(h, u, check, "matcher.httpCode"), "200", check);
    return its;
}

/* ---- Name ---- */

/* SERVICE-FUNCTION-BALANCER-STAGE; the group's name tells those with multi-value headers apart,
 * its tag does not. */
static slsc_str long_name(const slsc_host *h, slsc_unit *u, const alb_rule *rule, const char *kind)
{
    const slsc_service *service = h->service(u);
    return slsc_textf(h, u, "%.*s-%.*s-%.*s-%s%.*s", SLSC_ARG(service->name),
                      SLSC_ARG(rule->event->function->key), SLSC_ARG(rule->balancer), kind,
                      SLSC_ARG(service->stage));
}

/* The name given, else the prefix of the provider and a hash: 32 characters, as AWS asks. */
static slsc_node *name_of(const slsc_host *h, slsc_unit *u, const alb_rule *rule, int multi_value)
{
    const slsc_hashes *hash = (const slsc_hashes *)h->extension(u, SLSC_EXT_HASH);
    slsc_node *given = slsc_get(h, u, rule->event->node, "targetGroupName");
    slsc_node *prefix =
        slsc_at_path(h, u, h->root(u, SLSC_CONFIG), "provider.alb.targetGroupPrefix");
    slsc_str name = long_name(h, u, rule, multi_value ? "multi-value-" : "");
    if (slsc_truthy(h, u, given)) return given;
    name = slsc_textf(h, u, "%.*s%.*s", SLSC_ARG(h->text(u, prefix)),
                      SLSC_ARG(hash->md5_hex(u, name)));
    if (name.len > 32) name.len = 32;
    return slsc_string(h, u, name, rule->event->node);
}

/* ---- The group ---- */

slsc_node *alb_target_group(const slsc_host *h, slsc_unit *u, const alb_rule *rule)
{
    const slsc_event *e = rule->event;
    int multi_value = slsc_truthy(h, u, slsc_get(h, u, e->node, "multiValueHeaders"));
    slsc_str permission = slsc_id2(h, u, e->function->id, "LambdaPermissionRegisterTarget");
    health its = health_of(h, u, e);
    slsc_hole holes[] = {
        { "target", h->target(u, e->function, e->node) },
        { "name", name_of(h, u, rule, multi_value) },
        { "tag", slsc_string(h, u, long_name(h, u, rule, ""), e->node) },
        { "multiValue", slsc_bool(h, u, multi_value, e->node) },
        { "checked", its.enabled },
        { "checkPath", its.path },
        { "checkInterval", its.interval },
        { "checkTimeout", its.timeout },
        { "healthyCount", its.healthy },
        { "unhealthyCount", its.unhealthy },
        { "healthyCodes", its.codes },
        { "permission", slsc_string(h, u, permission, e->node) },
        { "alias", slsc_alias(h, u, e) },
        { NULL, NULL },
    };
    return h->fill(u, SLSC_EMBEDDED(alb_target_group_json), holes, e->node);
}
