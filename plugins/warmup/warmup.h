/* warmup.h: what the files of this plugin share.
 *
 * Two generations of the configuration are in use. The classic one (plugin versions up to 4) has
 * one warmer, whose options are custom.warmup; the named one (5 and later) has a warmer for each
 * key of custom.warmup. Both become the same thing: a function that invokes others by a clock. */
#ifndef WARMUP_H
#define WARMUP_H

#include "slsc/sugar.h"
#include "warmup_data.h"

/* How one function is kept warm. */
typedef struct warmup_call {
    int enabled;               /* in this stage */
    slsc_node *payload;        /* a string: the text to send */
    slsc_node *client_context; /* a string, or what is false: send none; NULL: the payload */
    slsc_node *concurrency, *alias;
} warmup_call;

typedef struct warmup_warmer {
    slsc_str name;          /* empty: the only one */
    slsc_node *given;       /* its options; NULL where there are none */
    const slsc_node *place; /* what calls for it */
    slsc_str key;           /* of the function that is added: warmUpPlugin… */
    slsc_str folder;        /* where its code lies */
    slsc_node *deployed;    /* the name it is deployed under */
    warmup_call defaults;
    slsc_node *targets; /* [{name, payload, concurrency, …}], what the handler works through */
} warmup_warmer;

/* classic.c, named.c: the two generations. */
slsc_status warmup_classic(const slsc_host *, slsc_unit *, slsc_node *given);
slsc_status warmup_named(const slsc_host *, slsc_unit *, const slsc_node *given);

/* options.c: reading what may stand in a warmer and in a function. */
extern const char *const warmup_call_keys[], *const warmup_classic_call_keys[];
slsc_node *warmup_option(const slsc_host *, slsc_unit *, const slsc_node *map, const char *key);
slsc_status warmup_read_call(const slsc_host *, slsc_unit *, const slsc_node *given,
                             const warmup_call *defaults, warmup_call *out);
warmup_call warmup_default_call(const slsc_host *, slsc_unit *, const slsc_node *from);
slsc_status warmup_read_folder(const slsc_host *, slsc_unit *, warmup_warmer *, slsc_str fallback);
slsc_status warmup_check_events(const slsc_host *, slsc_unit *, const slsc_node *events);
/* Warns of keys that no list of names (each 0-ended) has; `lists` is 0-ended too. */
void warmup_check_keys(const slsc_host *, slsc_unit *, const slsc_node *map,
                       const char *const *const *lists);

/* warmer.c: the function, its code and its role. */
void warmup_add_target(const slsc_host *, slsc_unit *, warmup_warmer *, const slsc_function *,
                       const warmup_call *);
slsc_status warmup_add_function(const slsc_host *, slsc_unit *, const warmup_warmer *,
                                slsc_node *patterns, slsc_node *events);

/* permission.c: classic warmers run with the service's role. */
void warmup_check_permission(const slsc_host *, slsc_unit *, const warmup_warmer *);

#endif
