/* cognito.h: what the files of this plugin share. */
#ifndef SLSC_COGNITO_H
#define SLSC_COGNITO_H

#include "cognito_data.h"
#include "slsc/sugar.h"

typedef struct cognito_trigger { /* a function is asked by a new pool */
    struct cognito_trigger *next;
    const slsc_event *event;
} cognito_trigger;

typedef struct cognito_pools {
    slsc_node *made; /* by name: triggers and dependencies of each pool that is to be made */
    slsc_node *keys, *existing_keys; /* by pool: the key of its senders */
    cognito_trigger *first, *last;
    const slsc_function *function; /* whose events on existing pools were seen last, */
    const slsc_node *existing;     /* and their pool */
} cognito_pools;

/* check.c: what is wrong with an event, reported where it is written. */
slsc_status cognito_check(const slsc_host *, slsc_unit *, cognito_pools *, const slsc_event *);
/* CustomSMSSender and CustomEmailSender get what they send encrypted, with a key. */
int cognito_is_sender(slsc_str trigger);

#endif
