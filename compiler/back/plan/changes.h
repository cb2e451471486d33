/* changes.h: what deploying a template in the place of another would change. */
#ifndef SLSC_BACK_PLAN_CHANGES_H
#define SLSC_BACK_PLAN_CHANGES_H

#include "back/plan/stack.h"

typedef enum slsc_action {
    SLSC_CHANGE_ADD,
    SLSC_CHANGE_MODIFY,
    SLSC_CHANGE_REMOVE,
    SLSC_CHANGE_IMPLIED /* not in CloudFormation's list, and yet it will be updated */
} slsc_action;

typedef enum slsc_change_source {
    SLSC_DIRECT_MODIFICATION,
    SLSC_PARAMETER_REFERENCE,
    SLSC_RESOURCE_REFERENCE,
    SLSC_RESOURCE_ATTRIBUTE,
    SLSC_AUTOMATIC
} slsc_change_source;

typedef struct slsc_detail {
    const char *attribute; /* "Properties", "Metadata", ... */
    slsc_str path;         /* "/Properties/Tags/0/Value" */
    slsc_cfn_rule rule;
    bool dynamic; /* its value is known only after the deployment */
    bool unknown; /* so is what it will be: nothing to show */
    bool open;    /* a condition decides, and whether it holds is not known */
    slsc_change_source source;
    slsc_str cause;                  /* a parameter, resource or attribute; or empty */
    const slsc_node *before, *after; /* values; NULL: not there */
    const char *folded;              /* why it makes no difference to anyone; NULL: it does */
} slsc_detail;

typedef struct slsc_change {
    slsc_action action;
    slsc_str id, type;
    const slsc_resource *old, *new; /* NULL: not on that side */
    slsc_recreation level;          /* of a Modify: never, maybe, surely a replacement */
    slsc_detail *details;
    size_t detail_count, detail_capacity;
    const char *policy; /* "Delete", "ReplaceAndRetain", ...; NULL: none */
    bool no_effect;     /* listed by CloudFormation, and yet nothing will be done */
    bool type_differs;  /* CloudFormation refuses that */
    const char *folded; /* why it makes no difference to anyone; NULL: it does */
} slsc_change;

typedef struct slsc_output {
    slsc_action action; /* added, modified, removed */
    slsc_str name;
    const slsc_node *raw;                 /* of the new side, else of the old one */
    const slsc_node *before, *after;      /* values; NULL: not there */
    slsc_str export_before, export_after; /* empty: it is not exported */
    bool unknown;                         /* its value is known only after the deployment */
    const char *folded;                   /* as of changes */
} slsc_output;

typedef struct slsc_changes {
    slsc_unit *unit;
    slsc_stack *old, *new;
    slsc_change *items; /* as the new template has them, then what is removed */
    size_t count, capacity;
    slsc_change **by_position; /* of the new template's resources, those on both sides */
    slsc_output *outputs;      /* as the new template has them, then what is removed */
    size_t output_count, output_capacity;
} slsc_changes;

/* Compares two stacks, both evaluated. */
slsc_changes *slsc_changes_make(slsc_stack *old, slsc_stack *new);

/* ---- For the files of the comparison ---- */

typedef void (*slsc_difference)(void *context, slsc_str path, const slsc_node *before,
                                const slsc_node *after);
/* Tells every place where two values differ; `path` begins each told path. */
void slsc_differences(slsc_unit *unit, slsc_str path, const slsc_node *before,
                      const slsc_node *after, slsc_difference tell, void *context);

typedef enum slsc_use_kind {
    SLSC_USES_PARAMETER,
    SLSC_USES_RESOURCE,
    SLSC_USES_ATTRIBUTE,
    SLSC_USES_NOTHING /* there is nothing of that name */
} slsc_use_kind;
typedef void (*slsc_use)(void *context, slsc_use_kind kind, slsc_str name, slsc_str attribute,
                         const slsc_node *at);
/* Tells what an expression of the template uses, through every function and the branches taken, and
 * which function it is that names it. */
void slsc_uses(slsc_stack *stack, const slsc_node *raw, slsc_use tell, void *context);

/* Do two values of a property mean the same to AWS: but for the order of sets, the ways to write a
 * policy? */
bool slsc_properties_alike(slsc_unit *unit, const slsc_cfn_type *type, slsc_str name,
                           const slsc_node *before, const slsc_node *after);

slsc_detail *slsc_change_detail(slsc_changes *changes, slsc_change *change);
/* Has the parameter another value than before? */
bool slsc_parameter_changed(const slsc_changes *changes, slsc_str name);

/* Carries replacements on to whoever refers to what is replaced. */
void slsc_changes_propagate(slsc_changes *changes);
/* Compares the outputs, once it is known what is made anew. */
void slsc_changes_outputs(slsc_changes *changes);
/* Marks what a deployment renames without any difference. */
void slsc_changes_fold(slsc_changes *changes);
/* Finds what will really be done: changes without effect, updates that are not listed. */
void slsc_changes_effect(slsc_changes *changes);
/* After that: the properties of a resource, attributes followed: what is a property's value, and
 * what only the deployment tells as {"Fn::New": ...}. NULL: there is no such resource. */
const slsc_node *slsc_effect(slsc_stack *stack, slsc_str id);

#endif
