/* alb.c: a listener of an Application Load Balancer forwards requests to the function.
 *
 *     - alb:
 *         listenerArn: arn:aws:elasticloadbalancing:...:listener/app/NAME/ID/ID
 *         priority: 1
 *         conditions: { path: /hello, method: [GET, POST] }
 *
 * The load balancer and its listener are somebody else's. Each event makes a target group, which
 * holds the function, and a rule of the listener that forwards to it; each function is permitted to
 * be a target and to be invoked.
 *
 *     check.c          what is wrong with an event, and with two of them
 *     target_group.c   the group, its name and its health check
 *     actions.c        what a rule does: authorizers of provider.alb, then the group
 *     conditions.c     when it does so
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html */
#include "alb.h"

slsc_node *alb_list(const slsc_host *h, slsc_unit *u, slsc_node *value)
{
    slsc_node *list;
    if (slsc_is_list(h, u, value)) return value;
    list = slsc_list(h, u, value);
    h->append(u, list, value);
    return list;
}

/* ---- Permissions: one to invoke, one that the group asks for before it takes its target ---- */

static void permit(const slsc_host *h, slsc_unit *u, const slsc_event *e, const char *suffix,
                   slsc_node *group)
{
    slsc_hole holes[] = {
        { "target", h->target(u, e->function, e->node) },
        { "targetGroup", group },
        { "alias", slsc_alias(h, u, e) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_id2(h, u, e->function->id, suffix),
                      h->fill(u, SLSC_EMBEDDED(alb_permission_json), holes, e->node));
}

/* ---- The pass ---- */

static void add_rule(const slsc_host *h, slsc_unit *u, const alb_rule *rule)
{
    const slsc_event *e = rule->event;
    slsc_str id = slsc_id2(h, u, e->function->id, "AlbListenerRule"), parts[2];
    slsc_hole holes[] = {
        { "actions", alb_actions(h, u, rule) },
        { "conditions", alb_conditions(h, u, slsc_get(h, u, e->node, "conditions")) },
        { "listener", slsc_get(h, u, e->node, "listenerArn") },
        { "priority", rule->priority },
        { NULL, NULL },
    };
    parts[0] = id;
    parts[1] = h->text(u, rule->priority);
    slsc_replace_resource(h, u, h->logical_id(u, parts, 2), /* alb_read warned of an equal one */
                          h->fill(u, SLSC_EMBEDDED(alb_listener_rule_json), holes, e->node));
}

static slsc_status on_event(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    alb_rule rule;
    if (!slsc_is_map(h, u, e->node)) return SLSC_OK; /* the schema said so */
    if (alb_read(h, u, (alb_memory *)state, e, &rule) != SLSC_OK) return SLSC_FAIL;
    slsc_add_resource(h, u, rule.group_id, alb_target_group(h, u, &rule));
    add_rule(h, u, &rule);
    permit(h, u, e, "LambdaPermissionAlb", slsc_ref(h, u, rule.group_id, e->node));
    permit(h, u, e, "LambdaPermissionRegisterTarget", NULL);
    return SLSC_OK;
}

static slsc_status open_unit(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(alb_memory), _Alignof(alb_memory));
    return SLSC_OK;
}

/* ---- Who this plugin is ---- */

static const char *const after[] = { "std/versions", NULL };
static const slsc_pass pass = { .struct_size = sizeof pass,
                                .phase = SLSC_LOWER,
                                .name = "alb",
                                .after = after,
                                .event = "alb",
                                .on_event = on_event };
static const slsc_pass *const passes[] = { &pass, NULL };

#define SCHEMA(ident, at)                                                                          \
    static const slsc_schema ident = { sizeof ident, 0, at, alb_##ident##_schema_json }
SCHEMA(alb, "functions.*.events.*.alb");
SCHEMA(provider, "provider.alb");
SCHEMA(definitions, "#");
static const slsc_schema *const schemas[] = { &alb, &provider, &definitions, NULL };
static const char *const claims[] = { "functions.*.events.*.alb", "provider.alb", NULL };

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "alb",
                                    .version = "0.1.0",
                                    .summary = "functions behind an Application Load Balancer",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .open = open_unit,
                                    .claims = claims };

SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
