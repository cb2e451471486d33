/* event_rules.h: what the two kinds of events share: a rule of EventBridge with the function as its
 * target, and the permission to invoke it. */
#ifndef SLSC_EVENT_RULES_H
#define SLSC_EVENT_RULES_H

#include "slsc/plugin.h"
#include "slsc/sugar.h"

typedef struct event_rule { /* what differs; NULL: not said */
    slsc_str id, permission_id;
    slsc_str target_id;
    slsc_node *name, *description;
    slsc_node *pattern, *schedule;
    slsc_node *bus;     /* a name; NULL: the default bus */
    slsc_node *depends; /* an id, or a list of ids */
    slsc_node *input;   /* text */
    slsc_node *input_path;
    slsc_node *retry, *dead_letters;
    slsc_node *arn; /* of the rule */
} event_rule;

/* FAIL: an event says twice what is sent. */
slsc_status event_rules_check_input(const slsc_host *h, slsc_unit *u, const slsc_event *e);
slsc_status event_rules_add(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                            const event_rule *rule);

slsc_status event_rules_on_cloudwatch(const slsc_host *h, slsc_unit *u, void *state,
                                      const slsc_event *e);
slsc_status event_rules_on_bridge(const slsc_host *h, slsc_unit *u, void *state,
                                  const slsc_event *e);

/* The member if it says something; NULL where it is empty, 0 or false. */
static inline slsc_node *event_rules_said(const slsc_host *h, slsc_unit *u, const slsc_node *map,
                                          const char *key)
{
    slsc_node *value = slsc_get(h, u, map, key);
    return slsc_truthy(h, u, value) ? value : NULL;
}

#endif
