/* sources.h: where values of variables come from: one function a source, asked by evaluate.c.
 *
 * A source answers one question: `type(params):address`, its parameters and address evaluated. It
 * says VALUE (a null counts as NONE), NONE, LATER, BLOCKED or FAILED, and reports its own faults.
 * A NONE of the last alternative is reported by the asker, with what the source left in `label`
 * and `help`. */
#ifndef SLSC_FRONT_VARIABLES_SOURCES_SOURCES_H
#define SLSC_FRONT_VARIABLES_SOURCES_SOURCES_H

#include "front/variables/resolve.h"

typedef struct slsc_question {
    slsc_resolver *resolver;
    const slsc_alternative *alternative;
    const slsc_node *from; /* the expression: places, blame, history */
    unsigned depth;        /* of values within values */
    const slsc_value *params;
    size_t param_count;
    slsc_str address;     /* empty: none */
    bool secret;          /* the address or a parameter may not be shown */
    bool last;            /* no alternative follows */
    slsc_value value;     /* the answer */
    slsc_str label, help; /* for a missing value */
} slsc_question;

typedef slsc_answer (*slsc_source_ask)(slsc_question *question);

typedef struct slsc_source_row {
    const char *type;
    unsigned phase; /* the first in which it is asked */
    slsc_source_ask ask;
} slsc_source_row;

extern const slsc_source_row slsc_source_table[]; /* ends with a NULL type */

slsc_answer slsc_source_self(slsc_question *question);
slsc_answer slsc_source_file(slsc_question *question);
slsc_answer slsc_source_env(slsc_question *question);
slsc_answer slsc_source_opt(slsc_question *question);
slsc_answer slsc_source_sls(slsc_question *question);
slsc_answer slsc_source_param(slsc_question *question);
slsc_answer slsc_source_str_to_bool(slsc_question *question);
slsc_answer slsc_source_aws(slsc_question *question);
slsc_answer slsc_source_cf(slsc_question *question);
slsc_answer slsc_source_s3(slsc_question *question);
slsc_answer slsc_source_ssm(slsc_question *question);

/* The address of a source that must have one: VALUE, or FAILED and reported. */
slsc_answer slsc_source_address(slsc_question *question, const char *example);

/* Asks the sources that the caller brought; NONE when there is none of that type or it knows
 * nothing. *known tells which. */
slsc_answer slsc_source_more(slsc_question *question, bool *known);

/* A string made by a source, placed at the expression. */
slsc_answer slsc_source_string(slsc_question *question, slsc_str text, bool secret);

/* The source's name or "did you mean": the nearest of the known ones, or an empty text. */
slsc_str slsc_source_nearest(const slsc_resolver *resolver, slsc_str type);
/* The nearest key of a map, or an empty text. */
slsc_str slsc_source_nearest_key(const slsc_node *map, slsc_str key);

#endif
