/* event_sources.h: what the event source mappings of all families share. */
#ifndef SLSC_EVENT_SOURCES_H
#define SLSC_EVENT_SOURCES_H

#include "slsc/plugin.h"
#include "slsc/sugar.h"

#include "event_sources_data.h"

/* What a function's role must allow, in the order in which statements stand in it. */
typedef enum event_sources_right {
    EVENT_SOURCES_DYNAMODB, /* to read streams */
    EVENT_SOURCES_KINESIS,
    EVENT_SOURCES_CONSUMED, /* to read Kinesis streams through a consumer */
    EVENT_SOURCES_CONSUMER, /* and to be called by it */
    EVENT_SOURCES_PUBLISH,  /* to topics, of what failed */
    EVENT_SOURCES_SEND,     /* and to queues */
    EVENT_SOURCES_CLUSTERS,
    EVENT_SOURCES_SECRETS,
    EVENT_SOURCES_BROKERS,
    EVENT_SOURCES_NETWORK, /* to be reached in a VPC */
    EVENT_SOURCES_QUEUES,
    EVENT_SOURCES_RIGHTS
} event_sources_right;

typedef struct event_sources { /* what one function was found to need, so far */
    const slsc_function *function;
    slsc_node *resources[EVENT_SOURCES_RIGHTS]; /* lists; NULL: nothing was asked */
} event_sources;

/* What is asked for all functions together (function NULL), for one function that has a role of
 * its own. */
void event_sources_ask_alone(const slsc_host *h, slsc_unit *u, const slsc_function *function,
                             event_sources_right right, slsc_node *resource);

/* rights.c: a right to a resource; NULL for the function stands for the whole service. */
void event_sources_ask(const slsc_host *, slsc_unit *, event_sources *, const slsc_function *,
                       event_sources_right, slsc_node *resource);
/* Turns what was asked into statements; each pass ends with it. */
slsc_status event_sources_allow(const slsc_host *, slsc_unit *, void *state);

/* mapping.c: options of an event, NULL where a null stands; `some` has no 0 and "" either. */
slsc_node *event_sources_option(const slsc_host *, slsc_unit *, const slsc_event *,
                                const char *key);
slsc_node *event_sources_some(const slsc_host *, slsc_unit *, const slsc_event *, const char *key);
/* The value, or what the JSON text says where there is none. */
slsc_node *event_sources_or(const slsc_host *, slsc_unit *, const slsc_event *, slsc_node *value,
                            const char *json);
/* `- sqs: ARN`, or the member `arn`. */
slsc_node *event_sources_arn(const slsc_host *, slsc_unit *, const slsc_event *);
/* Patterns as the JSON texts that a mapping filters by. */
slsc_node *event_sources_filters(const slsc_host *, slsc_unit *, const slsc_event *);
/* Options that must be there, 0-ended: schemas ask for them too, but may be off. */
slsc_status event_sources_require(const slsc_host *, slsc_unit *, const slsc_event *,
                                  const char *const *keys);
/* Where in its source it starts; reported, if that is a time which is not told. */
slsc_status event_sources_position(const slsc_host *, slsc_unit *, const slsc_event *,
                                   slsc_node **out);
/* What a mapping waits for: the role in the template, and the alias. Always a list. */
slsc_node *event_sources_depends(const slsc_host *, slsc_unit *, const slsc_event *);

/* The text in an ARN that names its resource, be it an intrinsic function; empty: it can't be
 * told. What of the text is the name, families know. */
slsc_str event_sources_text(const slsc_host *, slsc_unit *, slsc_node *arn);
slsc_status event_sources_nameless(const slsc_host *, slsc_unit *, const slsc_event *,
                                   const slsc_node *arn);
slsc_str event_sources_piece(slsc_str text, char separator, size_t n); /* 0-based; or empty */
slsc_str event_sources_last_piece(slsc_str text, char separator);

/* What is letter or digit in a name, as much of it as a logical id has room for. */
slsc_str event_sources_name(const slsc_host *, slsc_unit *, slsc_str text, size_t limit);
/* "FnEventSourceMapping", the kind and one or two names. */
slsc_str event_sources_id(const slsc_host *, slsc_unit *, const slsc_event *, slsc_str kind,
                          slsc_str name, slsc_str second_name);

/* One file a family: what is called for each event. */
slsc_status event_sources_stream(const slsc_host *, slsc_unit *, void *, const slsc_event *);
slsc_status event_sources_kafka(const slsc_host *, slsc_unit *, void *, const slsc_event *);
slsc_status event_sources_activemq(const slsc_host *, slsc_unit *, void *, const slsc_event *);
slsc_status event_sources_rabbitmq(const slsc_host *, slsc_unit *, void *, const slsc_event *);
slsc_status event_sources_msk(const slsc_host *, slsc_unit *, void *, const slsc_event *);
slsc_status event_sources_sqs(const slsc_host *, slsc_unit *, void *, const slsc_event *);

/* A template of this folder, filled. */
static inline slsc_node *event_sources_fill(const slsc_host *h, slsc_unit *u, const char *json,
                                            const slsc_hole *holes, const slsc_node *from)
{
    return h->fill(u, slsc_s(json), holes, from);
}

#endif
