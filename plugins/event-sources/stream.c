/* stream.c: records of a DynamoDB or Kinesis stream are sent to the function.
 *
 *     - stream: arn:aws:dynamodb:REGION:ACCOUNT:table/TABLE/stream/TIME
 *     - stream: { type: kinesis, arn: !GetAtt Clicks.Arn, consumer: true }
 *
 * A consumer has a throughput of its own; `true` makes one, an ARN names one. Only Kinesis has
 * them. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
#include "event_sources.h"

typedef struct stream {
    slsc_node *arn;
    slsc_str type, name;
    slsc_node *consumer; /* `true` or its ARN; NULL: the stream is read as it is */
} stream;

/* ---- What it is ---- */

/* What an ARN of the kind `arn:aws:SERVICE:...` belongs to, unless `type` tells. */
static slsc_str service_of(const slsc_host *h, slsc_unit *u, const slsc_node *type,
                           const slsc_node *arn)
{
    if (slsc_truthy(h, u, type)) return h->text(u, type);
    return event_sources_piece(h->text(u, arn), ':', 2);
}

static void warn_of_unused(const slsc_host *h, slsc_unit *u, const slsc_event *e, const stream *s)
{
    slsc_node *consumer = event_sources_some(h, u, e, "consumer");
    slsc_node *timestamp = event_sources_option(h, u, e, "startingPositionTimestamp");
    if (consumer && !s->consumer)
        slsc_warn_at(h, u, consumer, "event-sources/unused",
                     "only streams of Kinesis use `consumer`");
    if (timestamp && !s->consumer)
        slsc_warn_at(h, u, timestamp, "event-sources/unused",
                     "only consumers of Kinesis streams use `startingPositionTimestamp`");
}

static slsc_status read_stream(const slsc_host *h, slsc_unit *u, const slsc_event *e, stream *s)
{
    s->arn = event_sources_arn(h, u, e);
    s->type = service_of(h, u, slsc_get(h, u, e->node, "type"), s->arn);
    s->name = event_sources_text(h, u, s->arn);
    if (slsc_is_string(h, u, s->arn)) s->name = event_sources_piece(s->name, '/', 1);
    if (slsc_get(h, u, s->arn, "Fn::Join")) s->name = event_sources_last_piece(s->name, '/');
    if (s->name.len == 0) return event_sources_nameless(h, u, e, s->arn);
    s->consumer = slsc_is(s->type, "kinesis") ? event_sources_some(h, u, e, "consumer") : NULL;
    warn_of_unused(h, u, e, s);
    return SLSC_OK;
}

/* ---- Its consumer ---- */

/* The older names are the same in each service; AWS takes a name once for a stream. */
static slsc_str consumer_name(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                              const stream *s)
{
    const slsc_service *service = h->service(u);
    slsc_node *mode =
        slsc_at_path(h, u, h->root(u, SLSC_CONFIG), "provider.kinesis.consumerNamingMode");
    if (!slsc_truthy(h, u, mode))
        return slsc_textf(h, u, "%.*s%.*sConsumer", SLSC_ARG(e->function->key), SLSC_ARG(s->name));
    return slsc_textf(h, u, "%.*s%.*s%.*s%.*sConsumer", SLSC_ARG(e->function->key),
                      SLSC_ARG(s->name), SLSC_ARG(service->name), SLSC_ARG(service->stage));
}

/* ---- Rights, and where failures go ---- */

static void ask_for_stream(const slsc_host *h, slsc_unit *u, event_sources *asked,
                           const slsc_event *e, const stream *s)
{
    event_sources_right right = EVENT_SOURCES_KINESIS;
    if (s->consumer) right = EVENT_SOURCES_CONSUMED;
    if (slsc_is(s->type, "dynamodb")) right = EVENT_SOURCES_DYNAMODB;
    event_sources_ask(h, u, asked, e->function, right, s->arn);
}

static slsc_node *failure(const slsc_host *h, slsc_unit *u, event_sources *asked,
                          const slsc_event *e)
{
    slsc_node *given = slsc_at_path(h, u, e->node, "destinations.onFailure"), *arn = given;
    slsc_str service;
    if (slsc_is_void(h, u, given)) return NULL;
    if (slsc_is_map(h, u, given)) arn = slsc_get(h, u, given, "arn");
    service = service_of(h, u, slsc_get(h, u, given, "type"), arn);
    event_sources_ask(h, u, asked, e->function,
                      slsc_is(service, "sns") ? EVENT_SOURCES_PUBLISH : EVENT_SOURCES_SEND, arn);
    return arn;
}

/* ---- The mapping ---- */

static slsc_status add_mapping(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                               const stream *s, slsc_node *source, slsc_node *depends,
                               slsc_node *destination)
{
    slsc_node *position, *timestamp = NULL;
    slsc_str kind = h->name_part(u, SLSC_NAME_UPPER, s->type);
    slsc_str name = event_sources_name(h, u, s->name, SIZE_MAX);
    if (s->consumer) {
        timestamp = event_sources_option(h, u, e, "startingPositionTimestamp");
        if (event_sources_position(h, u, e, &position) != SLSC_OK) return SLSC_FAIL;
    } else {
        position = event_sources_some(h, u, e, "startingPosition");
        position = event_sources_or(h, u, e, position, "\"TRIM_HORIZON\"");
    }
    const slsc_hole holes[] = {
        { "depends", depends },
        { "batch", event_sources_or(h, u, e, event_sources_some(h, u, e, "batchSize"), "10") },
        { "enabled", event_sources_or(h, u, e, event_sources_option(h, u, e, "enabled"), "true") },
        { "source", source },
        { "target", h->target(u, e->function, e->node) },
        { "factor", event_sources_some(h, u, e, "parallelizationFactor") },
        { "position", position },
        { "window", event_sources_option(h, u, e, "batchWindow") },
        { "retries", event_sources_option(h, u, e, "maximumRetryAttempts") },
        { "bisect", event_sources_option(h, u, e, "bisectBatchOnFunctionError") },
        { "response", event_sources_option(h, u, e, "functionResponseType") },
        { "age", event_sources_some(h, u, e, "maximumRecordAgeInSeconds") },
        { "tumbling", event_sources_option(h, u, e, "tumblingWindowInSeconds") },
        { "failure", destination },
        { "filters", event_sources_filters(h, u, e) },
        { "timestamp", timestamp },
        { NULL, NULL },
    };
    return slsc_add_resource(h, u, event_sources_id(h, u, e, kind, name, slsc_s(NULL)),
                             event_sources_fill(h, u, event_sources_stream_json, holes, e->node));
}

slsc_status event_sources_stream(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    slsc_node *depends = event_sources_depends(h, u, e), *source, *made = NULL;
    slsc_str name, id = slsc_s(NULL);
    stream s = { NULL, { NULL, 0 }, { NULL, 0 }, NULL };
    if (slsc_is_void(h, u, e->node)) return SLSC_OK;
    if (read_stream(h, u, e, &s) != SLSC_OK) return SLSC_FAIL;
    source = s.consumer ? s.consumer : s.arn;
    if (slsc_is_true(h, u, s.consumer)) {
        name = consumer_name(h, u, e, &s);
        id = slsc_id2(h, u, h->name_part(u, SLSC_NAME_FUNCTION, name), "StreamConsumer");
        const slsc_hole holes[] = { { "stream", s.arn },
                                    { "name", slsc_string(h, u, name, s.consumer) },
                                    { NULL, NULL } };
        made = event_sources_fill(h, u, event_sources_consumer_json, holes, s.consumer);
        source = slsc_ref(h, u, id, s.consumer);
        h->append(u, depends, slsc_string(h, u, id, s.consumer));
    }
    ask_for_stream(h, u, state, e, &s);
    if (s.consumer) event_sources_ask(h, u, state, e->function, EVENT_SOURCES_CONSUMER, source);
    if (add_mapping(h, u, e, &s, source, depends, failure(h, u, state, e)) != SLSC_OK)
        return SLSC_FAIL;
    return made ? slsc_add_resource(h, u, id, made) : SLSC_OK;
}
