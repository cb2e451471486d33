/* fault.h: what a validation found, before it is told.
 *
 * A value that fits none of several alternatives breaks every one of them in its own way. So faults
 * are collected first, and what is told of them is the part that helps (semantics C.3). */
#ifndef SLSC_FRONT_SCHEMA_FAULT_H
#define SLSC_FRONT_SCHEMA_FAULT_H

#include "front/schema/rule.h"

typedef enum slsc_fault_kind {
    SLSC_FAULT_TYPE,
    SLSC_FAULT_UNKNOWN,  /* an unknown property: at its key */
    SLSC_FAULT_MISSING,  /* a required property that is not there */
    SLSC_FAULT_NEITHER,  /* none of several properties of which one is required */
    SLSC_FAULT_CHOICE,   /* const, enum */
    SLSC_FAULT_VARIANT,  /* anyOf, oneOf */
    SLSC_FAULT_RANGE,    /* lengths, counts, minimum, maximum */
    SLSC_FAULT_PATTERN,  /* pattern, regexp, format */
    SLSC_FAULT_FORBIDDEN /* not, false, dependencies, uniqueItems */
} slsc_fault_kind;

typedef struct slsc_fault {
    slsc_fault_kind kind;
    const slsc_node *at;
    const slsc_rule *rule;
    slsc_str detail; /* name of the property, text of the pattern, ... */
    slsc_str help;
    bool at_key;    /* the name is at fault, not the value */
    const char *by; /* who brought the schema */
    struct slsc_fault *next;
} slsc_fault;

typedef struct slsc_faults {
    slsc_fault *first, **end;
    size_t count;
} slsc_faults;

void slsc_faults_init(slsc_faults *faults);
slsc_fault *slsc_faults_add(slsc_unit *unit, slsc_faults *faults, slsc_fault_kind kind,
                            const slsc_node *at, const slsc_rule *rule);
void slsc_faults_join(slsc_faults *faults, const slsc_faults *more);

/* What to tell of a value that fits no variant: the faults of the variant that was meant, when one
 * stands out; else one fault for all of them. */
void slsc_faults_choose(slsc_unit *unit, slsc_faults *faults, const slsc_node *at,
                        const slsc_rule *rule, slsc_faults *variants, size_t n);

/* Reports one fault. */
void slsc_fault_report(slsc_unit *unit, const slsc_fault *fault, slsc_severity severity);

#endif
