/* event_bridge.c: `eventBridge`, a rule of any bus, with a pattern or a schedule.
 *
 *     - eventBridge: { eventBus: orders, pattern: { source: [shop] } }
 *     - eventBridge: { schedule: rate(10 minutes), input: { key: value } }
 *
 * A bus that is named is made; one that is there already is given by its ARN or an intrinsic
 * function. Unlike other events these are numbered among all events of the function.
 */
#include "event_rules.h"

#include "event_rules_data.h"

enum {
    NAME_MAX_LENGTH = 64, /* of names of rules, and of ids of targets */
    HASHED_LENGTH = 31    /* before the digest, with the suffix that stands behind it */
};

/* ---- Names ---- */

/* NAME-SUFFIX, shortened by a digest where that is longer than EventBridge takes it. */
static slsc_str suffixed(const slsc_host *h, slsc_unit *u, slsc_str name, slsc_str suffix)
{
    const slsc_hashes *hash = h->extension(u, SLSC_EXT_HASH);
    slsc_str whole = slsc_textf(h, u, "%.*s-%.*s", SLSC_ARG(name), SLSC_ARG(suffix));
    if (whole.len <= NAME_MAX_LENGTH) return whole;
    return slsc_textf(h, u, "%.*s%.*s-%.*s", (int)(HASHED_LENGTH - suffix.len), whole.ptr,
                      SLSC_ARG(hash->md5_hex(u, whole)), SLSC_ARG(suffix));
}

static slsc_node *name_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *name = event_rules_said(h, u, e->node, "name");
    slsc_str suffix = slsc_textf(h, u, "rule-%u", e->position);
    if (name) return name;
    return slsc_string(h, u, suffixed(h, u, e->function->name, suffix), e->node);
}

/* The id is made of the name that the rule would have, whatever it is called. */
static slsc_str rule_id(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_str name = slsc_textf(h, u, "%.*s-rule-%u", SLSC_ARG(e->function->name), e->position);
    return slsc_id2(h, u, h->name_part(u, SLSC_NAME_ALNUM, name), "EventBridgeRule");
}

/* ---- The bus ---- */

/* Its name, or what stands for it; NULL: the default bus. `made` is the id of the one made here. */
static slsc_node *bus_of(const slsc_host *h, slsc_unit *u, const slsc_event *e, slsc_str *made)
{
    slsc_node *bus = event_rules_said(h, u, e->node, "eventBus");
    slsc_str name = h->text(u, bus);
    *made = slsc_s(NULL);
    if (!bus || slsc_is_map(h, u, bus)) return bus;
    if (slsc_begins(name, "arn")) { /* the name is what stands behind the first slash */
        const char *slash = memchr(name.ptr, '/', name.len);
        size_t skip = slash ? (size_t)(slash - name.ptr) + 1 : 0;
        name = slsc_bytes(name.ptr + skip, name.len - skip);
        return slsc_is(name, "default") ? NULL : slsc_string(h, u, name, bus);
    }
    if (slsc_is(name, "default")) return NULL;
    *made = slsc_id2(h, u, h->name_part(u, SLSC_NAME_FUNCTION, name), "EventBridgeEventBus");
    return bus;
}

/* The alias, and the bus so that it is removed after its rules. */
static slsc_node *depends_of(const slsc_host *h, slsc_unit *u, const slsc_event *e, slsc_str bus)
{
    slsc_node *alias = slsc_alias(h, u, e), *list;
    slsc_node *made = bus.len ? slsc_string(h, u, bus, e->node) : NULL;
    if (!alias || !made) return alias ? alias : made;
    list = slsc_list(h, u, e->node);
    h->append(u, list, alias);
    h->append(u, list, made);
    return list;
}

static void add_bus(const slsc_host *h, slsc_unit *u, const slsc_event *e, slsc_str id,
                    slsc_node *name)
{
    slsc_hole holes[] = { { "name", name }, { NULL, NULL } };
    slsc_add_resource(h, u, id,
                      h->fill(u, SLSC_EMBEDDED(event_rules_event_bus_json), holes, e->node));
}

/* ---- The rule ---- */

static slsc_node *arn_of(const slsc_host *h, slsc_unit *u, const event_rule *rule,
                         const slsc_event *e)
{
    slsc_hole holes[] = { { "bus", rule->bus }, { "name", rule->name }, { NULL, NULL } };
    return h->fill(u, SLSC_EMBEDDED(event_rules_rule_arn_json), holes, e->node);
}

static slsc_node *retry_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *policy = event_rules_said(h, u, e->node, "retryPolicy");
    slsc_hole holes[] = {
        { "age", slsc_get(h, u, policy, "maximumEventAge") },
        { "attempts", slsc_get(h, u, policy, "maximumRetryAttempts") },
        { NULL, NULL },
    };
    if (!policy) return NULL;
    return h->fill(u, SLSC_EMBEDDED(event_rules_retry_policy_json), holes, policy);
}

static slsc_node *input_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    const slsc_texts *text = h->extension(u, SLSC_EXT_TEXT);
    slsc_node *input = event_rules_said(h, u, e->node, "input");
    return input ? slsc_string(h, u, text->json(u, input), input) : NULL;
}

slsc_status event_rules_on_bridge(const slsc_host *h, slsc_unit *u, void *state,
                                  const slsc_event *e)
{
    slsc_str bus_id;
    event_rule rule = {
        .id = rule_id(h, u, e),
        .permission_id =
            slsc_idn(h, u, e->function->id, "EventBridgeLambdaPermission", e->position),
        .name = name_of(h, u, e),
        .description = slsc_get(h, u, e->node, "description"),
        .pattern = slsc_get(h, u, e->node, "pattern"),
        .schedule = slsc_get(h, u, e->node, "schedule"),
        .bus = bus_of(h, u, e, &bus_id),
        .depends = depends_of(h, u, e, bus_id),
        .input = input_of(h, u, e),
        .input_path = event_rules_said(h, u, e->node, "inputPath"),
        .retry = retry_of(h, u, e),
        .dead_letters = event_rules_said(h, u, e->node, "deadLetterQueueArn"),
    };
    (void)state;
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK;
    if (event_rules_check_input(h, u, e) != SLSC_OK) return SLSC_FAIL;
    rule.target_id = suffixed(h, u, h->text(u, rule.name), slsc_s("target"));
    rule.arn = arn_of(h, u, &rule, e);
    if (bus_id.len) add_bus(h, u, e, bus_id, rule.bus);
    return event_rules_add(h, u, e, &rule);
}
