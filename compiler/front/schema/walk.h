/* walk.h: the walk of a configuration along its schemas, shared by the files that do it. */
#ifndef SLSC_FRONT_SCHEMA_WALK_H
#define SLSC_FRONT_SCHEMA_WALK_H

#include "front/schema/fault.h"

typedef struct slsc_schema_step slsc_schema_step;
struct slsc_schema_step { /* a place of the configuration that parts speak of */
    const slsc_key *key;  /* NULL: any */
    slsc_rule **rules;    /* of the parts for exactly this place */
    const char **by;
    size_t count, capacity, by_capacity;
    slsc_schema_step *children, *next;
};

typedef struct slsc_schema_walk {
    slsc_unit *unit;
    slsc_schema_step root;
    slsc_node *definitions; /* name -> schema */
    struct definition {
        const slsc_key *key;
        slsc_rule *rule;
    } * compiled;
    size_t compiled_count, compiled_capacity;
    const char *by; /* whose schema is being applied */
    unsigned depth; /* of rules within rules, at one value */
} slsc_schema_walk;

/* Steps of the configuration that apply to one value: a literal key's and a `*`'s. */
typedef struct slsc_schema_cursor {
    const slsc_schema_step *at[8];
    size_t count;
} slsc_schema_cursor;

/* parts.c: hangs a part where its path leads. */
slsc_status slsc_schema_add_part(slsc_schema_walk *w, const slsc_schema_part *part);
/* The steps below, for a member of this key or, with NULL, for an item of a list. */
slsc_schema_cursor slsc_schema_below(const slsc_schema_cursor *from, const slsc_key *key);
/* Does a part name this very key? */
bool slsc_schema_names(const slsc_schema_cursor *from, const slsc_key *key);
/* The name nearest to an unknown one, as a question; empty without any. */
slsc_str slsc_schema_advice(slsc_schema_walk *w, const slsc_rule *rule,
                            const slsc_schema_cursor *at, slsc_str name);

/* apply.c: a rule at a value; true when it fits. What does not fit is added to `faults`. */
bool slsc_schema_apply(slsc_schema_walk *w, slsc_node *value, slsc_rule *rule,
                       const slsc_schema_cursor *at, slsc_faults *faults);

#endif
