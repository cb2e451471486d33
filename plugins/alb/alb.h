/* alb.h: what the files of this plugin share. */
#ifndef SLSC_ALB_H
#define SLSC_ALB_H

#include "slsc/plugin.h"
#include "slsc/sugar.h"

#include "alb_data.h"

typedef struct alb_rule { /* an event, as far as several files need to know it */
    const slsc_event *event;
    slsc_str balancer, listener; /* ids from the listener's ARN, or what its Ref names for both */
    slsc_node *priority;
    slsc_str group_id; /* logical id of the target group */
} alb_rule;

typedef struct alb_memory { /* what was said before; both are maps of conditions, by priority and:
                             */
    slsc_node *of_function; /* the function */
    slsc_node *of_listener; /* the listener */
} alb_memory;

/* Tells what is wrong with an event, at its place, and reads what others need. */
slsc_status alb_read(const slsc_host *h, slsc_unit *u, alb_memory *memory, const slsc_event *e,
                     alb_rule *out);

/* The conditions of a rule, as CloudFormation has them. */
slsc_node *alb_conditions(const slsc_host *h, slsc_unit *u, const slsc_node *given);
/* Who wants to pass is asked by the authorizers first, then forwarded. */
slsc_node *alb_actions(const slsc_host *h, slsc_unit *u, const alb_rule *rule);
slsc_node *alb_authorizer(const slsc_host *h, slsc_unit *u, const slsc_node *name);
/* Where the group's members are asked how they are. */
slsc_node *alb_target_group(const slsc_host *h, slsc_unit *u, const alb_rule *rule);

/* One value, or a list of them. */
slsc_node *alb_list(const slsc_host *h, slsc_unit *u, slsc_node *value);

#endif
