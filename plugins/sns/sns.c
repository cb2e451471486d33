/* sns.c: messages of a topic are sent to the function.
 *
 *     - sns: orders                                       makes the topic
 *     - sns: arn:aws:sns:eu-central-1:123456789012:orders   one that is there
 *     - sns: { topicName: orders, filterPolicy: { kind: [new] } }
 *
 * A topic made here lists its subscriptions itself, but for those that filter or have a queue for
 * dead letters: these are resources of their own, as are all to topics that are there.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
#include "sns.h"

static slsc_node *option(const slsc_host *h, slsc_unit *u, const slsc_event *e, const char *key)
{
    return slsc_or(h, u, slsc_get(h, u, e->node, key), NULL);
}

static slsc_node *alias_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    const slsc_function *f = e->function;
    return f->alias.len ? slsc_string(h, u, f->alias_id, e->node) : NULL;
}

/* Fn + what + NAME + after. */
static slsc_str id_of(const slsc_host *h, slsc_unit *u, slsc_str function, const char *what,
                      const sns_topic *topic, const char *after)
{
    slsc_str parts[4];
    parts[0] = function;
    parts[1] = slsc_s(what);
    parts[2] = h->name_part(u, SLSC_NAME_ALNUM, topic->name);
    parts[3] = slsc_s(after);
    return h->logical_id(u, parts, 4);
}

/* ---- The topic ---- */

/* Functions of one topic may have aliases: it waits for all of them. Events come function by
 * function, so an alias that was seen before is the last one. */
static void wait_for(const slsc_host *h, slsc_unit *u, slsc_node *topic, slsc_node *alias)
{
    slsc_node *given = slsc_get(h, u, topic, "DependsOn"), *list = given, *last = given;
    if (slsc_is_list(h, u, given)) last = h->at(given, h->count(given) - 1);
    if (!alias || slsc_same(h->text(u, last), h->text(u, alias))) return;
    if (!given) {
        slsc_set(h, u, topic, "DependsOn", alias);
        return;
    }
    if (!slsc_is_list(h, u, given)) {
        list = slsc_list(h, u, alias);
        h->append(u, list, given);
        slsc_set(h, u, topic, "DependsOn", list);
    }
    h->append(u, list, alias);
}

/* The first event that names it makes it. */
static slsc_node *make_topic(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                             const sns_topic *topic, slsc_str id)
{
    slsc_node *label = option(h, u, e, "displayName");
    const slsc_hole holes[] = {
        { "alias", alias_of(h, u, e) },
        { "name", slsc_string(h, u, topic->name, e->node) },
        { "displayName", slsc_truthy(h, u, label) ? label : NULL },
        { NULL, NULL },
    };
    if (!slsc_resource(h, u, id))
        slsc_add_resource(h, u, id, sns_fill(h, u, sns_topic_json, holes, e->node));
    wait_for(h, u, slsc_resource(h, u, id), alias_of(h, u, e));
    return slsc_resource(h, u, id);
}

static slsc_node *arn_of(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                         const sns_topic *topic)
{
    const slsc_hole holes[] = {
        { "name", slsc_string(h, u, topic->name, e->node) },
        { NULL, NULL },
    };
    return topic->arn ? topic->arn : sns_fill(h, u, sns_topic_arn_json, holes, e->node);
}

/* ---- Subscriptions ---- */

static void add_subscription(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                             const sns_topic *topic, slsc_node *arn, slsc_node *dead_letters)
{
    const slsc_hole holes[] = {
        { "alias", alias_of(h, u, e) },
        { "topic", arn },
        { "target", h->target(u, e->function, e->node) },
        { "filter", option(h, u, e, "filterPolicy") },
        { "scope", option(h, u, e, "filterPolicyScope") },
        { "deadLetters", dead_letters },
        { "region", topic->region },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, id_of(h, u, e->function->id, "SnsSubscription", topic, ""),
                      sns_fill(h, u, sns_subscription_json, holes, e->node));
}

static void append_endpoint(const slsc_host *h, slsc_unit *u, const slsc_event *e, slsc_node *topic)
{
    slsc_node *properties = slsc_get(h, u, topic, "Properties");
    const slsc_hole holes[] = {
        { "target", h->target(u, e->function, e->node) },
        { NULL, NULL },
    };
    if (!slsc_get(h, u, properties, "Subscription"))
        slsc_set(h, u, properties, "Subscription", slsc_list(h, u, e->node));
    h->append(u, slsc_get(h, u, properties, "Subscription"),
              sns_fill(h, u, sns_endpoint_json, holes, e->node));
}

/* To a topic of this template. */
static void subscribe(const slsc_host *h, slsc_unit *u, const slsc_event *e, const sns_topic *topic,
                      slsc_node *dead_letters)
{
    slsc_str id = id_of(h, u, slsc_s(""), "SNSTopic", topic, "");
    slsc_node *resource = make_topic(h, u, e, topic, id);
    if (option(h, u, e, "filterPolicy") || dead_letters)
        add_subscription(h, u, e, topic, slsc_ref(h, u, id, e->node), dead_letters);
    else
        append_endpoint(h, u, e, resource);
}

/* ---- The pass ---- */

static slsc_status on_event(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    slsc_node *dead_letters;
    sns_topic topic;
    (void)state;
    if (slsc_is_void(h, u, e->node)) return SLSC_OK;
    if (sns_read_topic(h, u, e, &topic) != SLSC_OK) return SLSC_FAIL;
    if (sns_add_dead_letters(h, u, e, &topic, &dead_letters) != SLSC_OK) return SLSC_FAIL;
    if (topic.arn)
        add_subscription(h, u, e, &topic, topic.arn, dead_letters);
    else
        subscribe(h, u, e, &topic, dead_letters);
    const slsc_hole holes[] = {
        { "alias", alias_of(h, u, e) },
        { "target", h->target(u, e->function, e->node) },
        { "topic", arn_of(h, u, e, &topic) },
        { NULL, NULL },
    };
    return slsc_add_resource(h, u, id_of(h, u, e->function->id, "LambdaPermission", &topic, "SNS"),
                             sns_fill(h, u, sns_permission_json, holes, e->node));
}

static const char *const after[] = { "std/versions", NULL };
static const slsc_pass events = { .struct_size = sizeof events,
                                  .phase = SLSC_LOWER,
                                  .name = "sns",
                                  .after = after,
                                  .event = "sns",
                                  .on_event = on_event };
static const slsc_pass *const passes[] = { &events, NULL };

static const slsc_schema schema = { .struct_size = sizeof schema,
                                    .at = "functions.*.events.*.sns",
                                    .json = sns_sns_schema_json };
static const slsc_schema *const schemas[] = { &schema, NULL };
static const char *const claims[] = { "functions.*.events.*.sns", NULL };

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "sns",
                                    .version = "0.1.0",
                                    .summary = "functions that get messages of a topic",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .claims = claims };

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
