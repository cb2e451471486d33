/* stack.h: one side of a comparison: a template, its parameters, and what its expressions give.
 *
 * A value is a tree in which every expression that can be computed offline is computed. What only
 * a deployment tells stays as an opaque value in one canonical form, so that two spellings of one
 * thing are equal: {"Ref": ID}, {"Fn::GetAtt": [ID, ATTRIBUTE]}, {"Fn::Join": ["", PARTS]} with
 * literal parts joined, {"Fn::NAME": [...]} for the rest. Each node of a value has as its `from`
 * the expression or literal of the template that it stands for. */
#ifndef SLSC_BACK_PLAN_STACK_H
#define SLSC_BACK_PLAN_STACK_H

#include "back/plan/table.h"
#include "tree/node.h"

typedef struct slsc_stack slsc_stack;

/* Maps by the names of parameters. */
typedef struct slsc_parameters {
    slsc_node *values;
    slsc_node *resolved; /* what SSM has for a value */
    slsc_node *kept;     /* those that keep the value they had, whatever their default */
} slsc_parameters;

typedef struct slsc_resource {
    slsc_str id, type;
    const slsc_node *raw;
    slsc_cfn_type cfn;
    bool present;                /* its condition holds, or cannot be known */
    bool open;                   /* that cannot be known */
    bool refers;                 /* its properties name resources: only then can these matter */
    slsc_node *properties;       /* their value: a map */
    slsc_node *effect;           /* their value with attributes followed: effect.c; or NULL */
    slsc_node **followed;        /* values of single properties, by position: effect.c */
    unsigned char *followed_was; /* what is known of `followed`, by position */
    unsigned char renewed;       /* whether the deployment makes it anew: effect.c */
} slsc_resource;

/* Stands for GetAtt (or Ref, where `attribute` is empty) of a resource. NULL: an opaque value. */
typedef slsc_node *(*slsc_follow)(slsc_stack *, const slsc_resource *, slsc_str attribute,
                                  const slsc_node *from);

struct slsc_stack {
    slsc_unit *unit;
    const slsc_node *template;
    slsc_parameters given;
    const slsc_node *parameters, *mappings, *conditions;
    const slsc_stack *previous; /* of the new side: the old one */
    slsc_str region;            /* empty: not known */
    slsc_resource *resources;   /* as in the template */
    size_t resource_count;
    slsc_node **parameter_values;   /* by position; NULL until asked for */
    slsc_node **condition_values;   /* by position; NULL until asked for */
    unsigned char *condition_asked; /* by position: it was begun */
    slsc_follow follow;
    void *follow_context;
    size_t references;      /* to resources, or to nothing, met so far */
    const slsc_node *macro; /* the first Fn::Transform that was met */
    unsigned depth;
};

/* A side begins; of the new one, `previous` is the old one. */
slsc_stack *slsc_stack_new(slsc_unit *unit, const slsc_node *template, const slsc_parameters *given,
                           slsc_str region, const slsc_stack *previous);
/* Finds out which resources there are, and their values. */
void slsc_stack_evaluate(slsc_stack *stack);
/* NULL: there is none of that name, or its condition is false. */
slsc_resource *slsc_stack_find(const slsc_stack *stack, slsc_str id);

/* What a macro expands: the template's Transform, or an Fn::Transform in it; NULL: there is none.
 */
const slsc_node *slsc_stack_macro(const slsc_stack *stack);

/* The value of an expression; NULL where it gives AWS::NoValue, or there is none. */
slsc_node *slsc_stack_value(slsc_stack *stack, const slsc_node *raw);
/* The value of a parameter; NULL: it is not declared. */
slsc_node *slsc_stack_parameter(slsc_stack *stack, slsc_str name);
/* True, false, or an opaque value where it cannot be known; of a condition by its name... */
const slsc_node *slsc_stack_condition(slsc_stack *stack, slsc_str name, const slsc_node *from);
bool slsc_condition_is(const slsc_node *value, bool answer);

/* ---- For the evaluating files ---- */

typedef slsc_node *(*slsc_intrinsic)(slsc_stack *, const slsc_node *raw, const slsc_node *argument);
/* What computes "Fn::Join", ...; NULL: it is not computed. */
slsc_intrinsic slsc_intrinsic_find(slsc_str name);
slsc_node *slsc_sub_value(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument);
slsc_node *slsc_reference_value(slsc_stack *stack, slsc_str name, const slsc_node *from);
slsc_node *slsc_attribute(slsc_stack *stack, slsc_str id, slsc_str attribute,
                          const slsc_node *from);
slsc_node *slsc_opaque(slsc_stack *stack, const char *name, slsc_node *argument,
                       const slsc_node *from);
slsc_str slsc_intrinsic_name(const slsc_node *node); /* of a map with one such member; or empty */
bool slsc_is_opaque(const slsc_node *value);
bool slsc_is_scalar(const slsc_node *value);
/* Does any part of it come from a parameter that is not to be shown? */
bool slsc_is_secret(const slsc_node *value);

/* Text being joined of literals and opaque parts. */
typedef struct slsc_parts {
    slsc_stack *stack;
    const slsc_node *from;
    slsc_node *list;
    slsc_sb text;
    bool secret;
} slsc_parts;
slsc_parts slsc_parts_new(slsc_stack *stack, const slsc_node *from);
void slsc_parts_add(slsc_parts *parts, const slsc_node *value); /* NULL adds nothing */
slsc_node *slsc_parts_end(slsc_parts *parts);

/* By value: 1 equals "1", true equals "true"; the order of keys counts not. */
bool slsc_values_equal(slsc_unit *unit, const slsc_node *a, const slsc_node *b);

#endif
