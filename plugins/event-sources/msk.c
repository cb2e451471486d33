/* msk.c: a topic of a Kafka cluster that AWS runs is polled for the function.
 *
 *     - msk: { arn: arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/UUID, topic: orders }
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html */
#include "event_sources.h"

enum { NAME_LIMIT = 79 };

static const char *const required[] = { "arn", "topic", NULL };

/* The cluster asks for a user and a password. */
static slsc_node *access(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *secret = event_sources_option(h, u, e, "saslScram512"), *list;
    const slsc_hole holes[] = {
        { "type", slsc_stringz(h, u, "SASL_SCRAM_512_AUTH", e->node) },
        { "uri", secret },
        { NULL, NULL },
    };
    if (!secret) return NULL;
    list = slsc_list(h, u, secret);
    h->append(u, list, event_sources_fill(h, u, event_sources_access_json, holes, secret));
    return list;
}

/* Even an empty `provisionedPollerConfig` says something: pollers of this source's own. */
static slsc_node *pollers(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *given = slsc_get(h, u, e->node, "provisionedPollerConfig"), *made;
    slsc_node *fewest = slsc_get(h, u, given, "minimumPollers");
    slsc_node *most = slsc_get(h, u, given, "maximumPollers");
    if (!slsc_truthy(h, u, given)) return NULL;
    made = slsc_map(h, u, given);
    if (!slsc_is_void(h, u, fewest)) slsc_set(h, u, made, "MinimumPollers", fewest);
    if (!slsc_is_void(h, u, most)) slsc_set(h, u, made, "MaximumPollers", most);
    return made;
}

slsc_status event_sources_msk(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    slsc_node *arn = slsc_get(h, u, e->node, "arn"), *topic = slsc_get(h, u, e->node, "topic");
    slsc_str cluster = event_sources_text(h, u, arn), id;
    slsc_node *position;
    if (slsc_is_void(h, u, e->node)) return SLSC_OK;
    if (event_sources_require(h, u, e, required) != SLSC_OK) return SLSC_FAIL;
    if (event_sources_position(h, u, e, &position) != SLSC_OK) return SLSC_FAIL;
    if (slsc_is_string(h, u, arn)) cluster = event_sources_piece(cluster, '/', 1);
    if (cluster.len == 0) return event_sources_nameless(h, u, e, arn);

    const slsc_hole holes[] = {
        { "depends", event_sources_depends(h, u, e) },
        { "arn", arn },
        { "target", h->target(u, e->function, e->node) },
        { "position", position },
        { "topic", topic },
        { "timestamp", event_sources_option(h, u, e, "startingPositionTimestamp") },
        { "batch", event_sources_some(h, u, e, "batchSize") },
        { "window", event_sources_some(h, u, e, "maximumBatchingWindow") },
        { "group", event_sources_some(h, u, e, "consumerGroupId") },
        { "enabled", event_sources_option(h, u, e, "enabled") },
        { "access", access(h, u, e) },
        { "filters", event_sources_filters(h, u, e) },
        { "pollers", pollers(h, u, e) },
        { NULL, NULL },
    };
    id = event_sources_id(h, u, e, slsc_s("MSK"), event_sources_name(h, u, cluster, NAME_LIMIT),
                          event_sources_name(h, u, h->text(u, topic), NAME_LIMIT));
    event_sources_ask(h, u, state, e->function, EVENT_SOURCES_CLUSTERS, arn);
    event_sources_ask(h, u, state, e->function, EVENT_SOURCES_NETWORK, NULL);
    return slsc_add_resource(h, u, id,
                             event_sources_fill(h, u, event_sources_msk_json, holes, e->node));
}
