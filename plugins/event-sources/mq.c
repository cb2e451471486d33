/* mq.c: queues of a broker, ActiveMQ or RabbitMQ, are polled for the function.
 *
 *     - activemq: { arn: ..., queue: orders, basicAuthArn: arn:aws:secretsmanager:... }
 *     - rabbitmq: { arn: ..., queue: orders, basicAuthArn: ..., virtualHost: / }
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html */
#include "event_sources.h"

enum { NAME_LIMIT = 150 };

static const char *const required[] = { "arn", "queue", "basicAuthArn", NULL };

/* RabbitMQ divides a broker into virtual hosts. */
static slsc_node *virtual_host(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *host = event_sources_some(h, u, e, "virtualHost");
    const slsc_hole holes[] = {
        { "type", slsc_stringz(h, u, "VIRTUAL_HOST", e->node) },
        { "uri", host },
        { NULL, NULL },
    };
    return host ? event_sources_fill(h, u, event_sources_access_json, holes, host) : NULL;
}

static slsc_status add_mapping(const slsc_host *h, slsc_unit *u, event_sources *asked,
                               const slsc_event *e, const char *kind, slsc_node *host)
{
    slsc_node *arn = slsc_get(h, u, e->node, "arn"), *queue = slsc_get(h, u, e->node, "queue");
    slsc_node *secret = slsc_get(h, u, e->node, "basicAuthArn");
    slsc_str name = event_sources_name(h, u, h->text(u, queue), NAME_LIMIT);
    if (event_sources_require(h, u, e, required) != SLSC_OK) return SLSC_FAIL;
    const slsc_hole holes[] = {
        { "depends", event_sources_depends(h, u, e) },
        { "target", h->target(u, e->function, e->node) },
        { "arn", arn },
        { "queue", queue },
        { "secret", secret },
        { "host", host },
        { "batch", event_sources_some(h, u, e, "batchSize") },
        { "window", event_sources_some(h, u, e, "maximumBatchingWindow") },
        { "enabled", event_sources_option(h, u, e, "enabled") },
        { "filters", event_sources_filters(h, u, e) },
        { NULL, NULL },
    };
    event_sources_ask(h, u, asked, e->function, EVENT_SOURCES_SECRETS, secret);
    event_sources_ask(h, u, asked, e->function, EVENT_SOURCES_BROKERS, arn);
    event_sources_ask(h, u, asked, e->function, EVENT_SOURCES_NETWORK, NULL);
    return slsc_add_resource(h, u, event_sources_id(h, u, e, slsc_s(kind), name, slsc_s(NULL)),
                             event_sources_fill(h, u, event_sources_mq_json, holes, e->node));
}

slsc_status event_sources_activemq(const slsc_host *h, slsc_unit *u, void *state,
                                   const slsc_event *e)
{
    if (slsc_is_void(h, u, e->node)) return SLSC_OK;
    return add_mapping(h, u, state, e, "ActiveMQ", NULL);
}

slsc_status event_sources_rabbitmq(const slsc_host *h, slsc_unit *u, void *state,
                                   const slsc_event *e)
{
    if (slsc_is_void(h, u, e->node)) return SLSC_OK;
    return add_mapping(h, u, state, e, "RabbitMQ", virtual_host(h, u, e));
}
