/* resolve.h: the engine below variables.c: strings with variables, and in which order they are
 * replaced. Used by front/variables/variables.c, front/variables/evaluate.c and front/sources/. */
#ifndef SLSC_FRONT_VARIABLES_RESOLVE_H
#define SLSC_FRONT_VARIABLES_RESOLVE_H

#include "front/variables/parse.h"
#include "front/variables/variables.h"

enum { SLSC_LIMIT_GENERATIONS = 10 }; /* values with variables in them, within such values */

/* What became of a question. */
typedef enum slsc_answer {
    SLSC_ANSWER_VALUE,
    SLSC_ANSWER_NONE,    /* no value here: ask the next alternative */
    SLSC_ANSWER_LATER,   /* not in this phase */
    SLSC_ANSWER_BLOCKED, /* other properties first: they are in `needs` */
    SLSC_ANSWER_FAILED   /* reported */
} slsc_answer;

typedef struct slsc_value {
    const slsc_node *node; /* of a tree, of a file, or made for this; never changed */
    bool secret;
} slsc_value;

typedef enum slsc_property_state {
    SLSC_PROPERTY_WAITING,
    SLSC_PROPERTY_RUNNING, /* it waits for what it needs */
    SLSC_PROPERTY_LATER,
    SLSC_PROPERTY_FAILED,
    SLSC_PROPERTY_DONE
} slsc_property_state;

/* A string with variables. */
typedef struct slsc_property {
    slsc_node *node;
    slsc_template *template;
    slsc_str text;    /* as written: `node` changes */
    slsc_place place; /* and where */
    slsc_property_state state;
    unsigned phase;      /* in which LATER was found */
    size_t begun;        /* where on the stack it is RUNNING */
    unsigned generation; /* how many values it stands within that came from variables */
    uint64_t asked;      /* the round of evaluation that last asked for it */
    bool placed;         /* it stands in the configuration, and is replaced there */
    bool secret;         /* its text may not be shown */
    /* How offsets in the text become offsets in the source: exact with `base`; else what is
     * written is searched for behind `cursor`, and when that fails the whole string is meant. */
    enum { SLSC_PLACE_EXACT, SLSC_PLACE_SEARCH, SLSC_PLACE_WHOLE } placing;
    size_t base, cursor, cursor_start;
    slsc_node *whole; /* the string as it was written, for history */
} slsc_property;

typedef struct slsc_table_slot {
    const void *key;
    void *value;
} slsc_table_slot;
typedef struct slsc_table { /* by address; nobody walks it */
    slsc_table_slot *slots;
    size_t count, size;
} slsc_table;

typedef struct slsc_property_list {
    slsc_property **items;
    size_t count, capacity;
} slsc_property_list;

typedef struct slsc_resolver {
    slsc_unit *unit;
    slsc_node *root;
    const slsc_variable_source *more;
    size_t more_count;
    unsigned phase;
    slsc_str stage;          /* empty until phase 1 has found it */
    slsc_table properties;   /* by node */
    slsc_property_list work; /* placed properties: the document's order, then as they appear */
    slsc_property_list stack, needs;
    uint64_t round;
    uint64_t steps; /* nodes walked over, against hostile input */
    size_t text;    /* bytes of strings made */
    bool exhausted; /* a limit was hit and told */
    size_t helped;  /* faults for which a nearer name was looked for */
    slsc_keys *paths;
    slsc_table files;         /* by interned path: slsc_variable_file, of sources/file.c */
    bool note_missing;        /* while .env is not read: remember which variables were absent */
    slsc_str *missing;        /* their names */
    const slsc_node **wanted; /* and the expressions */
    size_t missing_count, missing_capacity, wanted_capacity;
} slsc_resolver;

void *slsc_table_get(const slsc_table *table, const void *key);
void slsc_table_set(slsc_arena *arena, slsc_table *table, const void *key, void *value);

slsc_resolver *slsc_resolver_new(slsc_unit *unit, const slsc_variable_source *more, size_t n);

/* Enters every string of a tree that has variables into the work list; faults of syntax are
 * reported. `generation` is that of the new ones. Returns how many were found. */
size_t slsc_resolver_scan(slsc_resolver *resolver, slsc_node *node, unsigned generation);

/* Counts work and memory against the limits; false, reported once, when one is reached. */
bool slsc_resolver_afford(slsc_resolver *resolver, const slsc_node *at, uint64_t steps,
                          size_t nodes, size_t text);

/* Settles one property, and before it all that it needs. */
void slsc_resolver_run(slsc_resolver *resolver, slsc_property *property);

/* Settles all of the work list that can be in the present phase, but for parameters of other
 * stages, which nobody asked for. */
void slsc_resolver_run_all(slsc_resolver *resolver);

/* ---- For sources ---- */

/* A node of the configuration before it is used: a string with variables must be settled first.
 * With `deep` all strings below it too. `from` is blamed for a circle. */
slsc_answer slsc_resolver_ready(slsc_resolver *resolver, slsc_node *node, bool deep,
                                const slsc_node *from);

/* Follows `path` from the root of the configuration. VALUE: *out, ready and deeply so. NONE: no
 * such member; *out is the node that lacks it, *step the missing key. */
slsc_answer slsc_resolver_walk(slsc_resolver *resolver, slsc_str path, const slsc_node *from,
                               slsc_node **out, slsc_str *step);

/* The same, running what is needed: for the phases. */
slsc_answer slsc_resolver_settle(slsc_resolver *resolver, const char *path, slsc_node **out);

/* The member or element of that name; `length` of a list too. NULL: none. */
slsc_node *slsc_resolver_step(slsc_resolver *resolver, const slsc_node *node, slsc_str key);

/* The next step of a dotted path, which is cut off its front; false: there was none. */
bool slsc_resolver_next(slsc_str *path, bool *more, slsc_str *step);

/* A string that stands nowhere in the configuration, as a template. NULL: nothing to be done in it,
 * or its syntax is wrong, which was reported: *failed. */
slsc_property *slsc_resolver_template(slsc_resolver *resolver, const slsc_node *string, bool secret,
                                      bool *failed);

/* Reports at an expression, once. Always FAILED. */
slsc_answer slsc_resolver_fail(slsc_resolver *resolver, const slsc_node *from, const char *code,
                               slsc_str label, slsc_str help, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* The string of a property as it was written: history of what is made of more than one piece. */
slsc_node *slsc_resolver_whole(slsc_resolver *resolver, slsc_property *property);

/* The node that stands for an expression: its text, at its very place. */
slsc_node *slsc_resolver_expression(slsc_resolver *resolver, slsc_property *property,
                                    slsc_variable *variable);

/* ---- evaluate.c ---- */

/* The value of a property's text. A value that is a string has no variables left. */
slsc_answer slsc_evaluate(slsc_resolver *resolver, slsc_property *property, unsigned depth,
                          slsc_value *out);
/* The value of a string that is not in the configuration; the string itself where it has none. */
slsc_answer slsc_evaluate_string(slsc_resolver *resolver, slsc_value string, unsigned depth,
                                 const slsc_node *from, slsc_value *out);
/* What ECMAScript makes of a value in a string; false for null and for maps. */
bool slsc_evaluate_text(slsc_resolver *resolver, const slsc_node *node, slsc_sb *out);

#endif
