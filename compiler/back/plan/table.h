/* table.h: what is known of CloudFormation's resource types.
 *
 * The table is text, a line a type, sorted (stdlib/cloudformation/README.md tells its format). A
 * type is found by bisection and its line is read in place: nothing is parsed ahead. */
#ifndef SLSC_BACK_PLAN_TABLE_H
#define SLSC_BACK_PLAN_TABLE_H

#include "base/str.h"

/* What changing a property does to the resource, weakest first. */
typedef enum slsc_recreation {
    SLSC_RECREATE_NEVER,
    SLSC_RECREATE_CONDITIONALLY,
    SLSC_RECREATE_ALWAYS
} slsc_recreation;

typedef struct slsc_cfn_type {
    bool known;
    bool custom;   /* Custom::X: its own function decides what a change does */
    bool stateful; /* holds data that goes with it */
    bool identity; /* its replacement changes an address that others know */
    bool gap;      /* the old one is deleted before the new one is made */
    slsc_str properties, attributes, identifiers, nested; /* parts of the line */
    slsc_str overrides;                                   /* properties of which we know better */
} slsc_cfn_type;

slsc_cfn_type slsc_cfn_find(slsc_str name);

typedef struct slsc_cfn_rule {
    slsc_recreation recreation;
    bool known;
    bool disputed;  /* our sources disagree; the stronger answer stands */
    bool refused;   /* AWS refuses to change it */
    bool unordered; /* a list whose order means nothing */
    bool text;      /* a string */
} slsc_cfn_rule;

/* The rule of what a JSON pointer below the properties names: "/Tags/0/Value". */
slsc_cfn_rule slsc_cfn_rule_at(const slsc_cfn_type *type, slsc_str pointer);

/* Does the type have an attribute or property of that name? */
bool slsc_cfn_has_attribute(const slsc_cfn_type *type, slsc_str name);

/* The property that holds the name which the resource is known by and which only a replacement
 * changes ("TableName"); empty: there is none. `name` is the type's. */
slsc_str slsc_cfn_name_property(const slsc_cfn_type *type, slsc_str name);

/* The properties of a type or of a nested definition ("#0123"), "Key:s* Value:s"; a NULL ptr: there
 * is none of that name. */
slsc_str slsc_cfn_properties(slsc_str name);
/* Cuts the first property off: its marks, and its name; a NULL ptr: none is left. */
slsc_str slsc_cfn_next(slsc_str *properties, slsc_str *name);
/* The property, or the type, that a misspelt name may have meant; empty: none is near. */
slsc_str slsc_cfn_nearest(slsc_str properties, slsc_str name);
slsc_str slsc_cfn_nearest_type(slsc_str name);

/* Where the table comes from: "aws-service-spec 0.1.216, ...". */
slsc_str slsc_cfn_version(void);

#endif
