/* event_sources.c: Lambda polls a source and calls the function with what it finds there: streams,
 * queues, topics of Kafka. Each such event is one AWS::Lambda::EventSourceMapping, and rights that
 * the function's role needs; mapping.c and rights.c have what all of them share.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html */
#include "event_sources.h"

static slsc_status open_unit(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(event_sources), _Alignof(event_sources));
    return SLSC_OK;
}

static const char *const after[] = { "std/versions", NULL };

#define FAMILY(kind)                                                                               \
    static const slsc_pass kind##_pass = { .struct_size = sizeof(slsc_pass),                       \
                                           .phase = SLSC_LOWER,                                    \
                                           .name = #kind,                                          \
                                           .after = after,                                         \
                                           .run = event_sources_allow,                             \
                                           .event = #kind,                                         \
                                           .on_event = event_sources_##kind };                     \
    static const slsc_schema kind##_schema = { .struct_size = sizeof(slsc_schema),                 \
                                               .at = "functions.*.events.*." #kind,                \
                                               .json = event_sources_##kind##_schema_json };
FAMILY(stream)
FAMILY(kafka)
FAMILY(activemq)
FAMILY(rabbitmq)
FAMILY(msk)
FAMILY(sqs)

static const slsc_pass *const passes[] = {
    &stream_pass, &kafka_pass, &activemq_pass, &rabbitmq_pass, &msk_pass, &sqs_pass, NULL,
};

static const slsc_schema definitions = {
    .struct_size = sizeof definitions,
    .at = "#",
    .json = event_sources_definitions_schema_json,
};
static const slsc_schema kinesis = {
    .struct_size = sizeof kinesis,
    .at = "provider.kinesis",
    .json = event_sources_provider_schema_json,
};
static const slsc_schema *const schemas[] = {
    &stream_schema,   &kafka_schema, &activemq_schema,
    &rabbitmq_schema, &msk_schema,   &sqs_schema,
    &definitions,     &kinesis,      NULL,
};

static const char *const claims[] = {
    "functions.*.events.*.stream",
    "functions.*.events.*.kafka",
    "functions.*.events.*.activemq",
    "functions.*.events.*.rabbitmq",
    "functions.*.events.*.msk",
    "functions.*.events.*.sqs",
    "provider.kinesis",
    NULL,
};

static const slsc_plugin plugin = {
    .struct_size = sizeof plugin,
    .name = "event-sources",
    .version = "0.1.0",
    .summary = "functions fed from streams, queues and Kafka",
    .passes = passes,
    .schemas = schemas,
    .open = open_unit,
    .claims = claims,
};

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
