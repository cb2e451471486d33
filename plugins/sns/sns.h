/* sns.h: what the files of this plugin share. */
#ifndef SLSC_SNS_H
#define SLSC_SNS_H

#include "slsc/plugin.h"
#include "slsc/sugar.h"

#include "sns_data.h"

typedef struct sns_topic {
    slsc_str name;
    slsc_node *arn;    /* NULL: the topic is made here */
    slsc_node *region; /* of the topic, where it is told and is not that of the service */
} sns_topic;

/* topic.c: which topic an event names. */
slsc_status sns_read_topic(const slsc_host *, slsc_unit *, const slsc_event *, sns_topic *out);
/* Takes the part after the last colon off. */
slsc_str sns_take_last(slsc_str *text);

/* dead_letters.c: the ARN of what `redrivePolicy` names, NULL without one; SNS may send there. */
slsc_status sns_add_dead_letters(const slsc_host *, slsc_unit *, const slsc_event *,
                                 const sns_topic *, slsc_node **out);

/* A template of this folder, filled. */
static inline slsc_node *sns_fill(const slsc_host *h, slsc_unit *u, const char *json,
                                  const slsc_hole *holes, const slsc_node *from)
{
    return h->fill(u, slsc_s(json), holes, from);
}

#endif
