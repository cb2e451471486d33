/* sqs.c: a queue is polled for the function.
 *
 *     - sqs: arn:aws:sqs:eu-central-1:123456789012:orders
 *     - sqs: { arn: !GetAtt Orders.Arn, batchSize: 1, maximumConcurrency: 5 }
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
#include "event_sources.h"

slsc_status event_sources_sqs(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    slsc_node *arn = event_sources_arn(h, u, e);
    slsc_str queue = event_sources_text(h, u, arn), id;
    if (slsc_is_void(h, u, e->node)) return SLSC_OK;
    if (slsc_is_string(h, u, arn)) queue = event_sources_last_piece(queue, ':');
    /* the Ref of a queue is its URL: whether this one is an ARN, nobody can tell */
    if (queue.len == 0 || slsc_get(h, u, arn, "Ref")) return event_sources_nameless(h, u, e, arn);

    const slsc_hole holes[] = {
        { "depends", event_sources_depends(h, u, e) },
        { "batch", event_sources_or(h, u, e, event_sources_some(h, u, e, "batchSize"), "10") },
        { "window", event_sources_option(h, u, e, "maximumBatchingWindow") },
        { "arn", arn },
        { "target", h->target(u, e->function, e->node) },
        { "enabled", event_sources_or(h, u, e, event_sources_option(h, u, e, "enabled"), "true") },
        { "response", event_sources_option(h, u, e, "functionResponseType") },
        { "filters", event_sources_filters(h, u, e) },
        { "concurrency", event_sources_some(h, u, e, "maximumConcurrency") },
        { NULL, NULL },
    };
    id = event_sources_id(h, u, e, slsc_s("SQS"), event_sources_name(h, u, queue, SIZE_MAX),
                          slsc_s(NULL));
    event_sources_ask(h, u, state, NULL, EVENT_SOURCES_QUEUES, arn);
    event_sources_ask_alone(h, u, e->function, EVENT_SOURCES_QUEUES, arn);
    return slsc_add_resource(h, u, id,
                             event_sources_fill(h, u, event_sources_sqs_json, holes, e->node));
}
