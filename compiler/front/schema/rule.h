/* rule.h: a schema, compiled: what schema.c walks. */
#ifndef SLSC_FRONT_SCHEMA_RULE_H
#define SLSC_FRONT_SCHEMA_RULE_H

#include "front/schema/regex.h"
#include "front/schema/schema.h"

enum { /* types, in the order in which coercion tries them */
       SLSC_TYPE_STRING = 1,
       SLSC_TYPE_NUMBER = 2,
       SLSC_TYPE_INTEGER = 4,
       SLSC_TYPE_BOOLEAN = 8,
       SLSC_TYPE_NULL = 16,
       SLSC_TYPE_ARRAY = 32,
       SLSC_TYPE_OBJECT = 64
};

typedef struct slsc_rule slsc_rule;

typedef struct slsc_rules {
    slsc_rule **items;
    size_t count;
} slsc_rules;

typedef struct slsc_property_rule {
    const slsc_key *key;
    slsc_rule *rule;
} slsc_property_rule;

typedef struct slsc_pattern_rule {
    slsc_regex *regex;
    slsc_rule *rule;
} slsc_pattern_rule;

struct slsc_rule {
    const slsc_node *schema; /* what it was compiled from */
    slsc_str ref;            /* name of a definition; then the rest is empty */
    slsc_rule *target;       /* it, once looked up */
    bool never;              /* the schema `false` */
    unsigned types;          /* SLSC_TYPE_...; 0: any */
    const slsc_node *constant, *enumeration;
    slsc_rules any_of, one_of, all_of;
    slsc_rule *not_, *items, *property_names, *additional_items;
    slsc_rules tuple;               /* items: [...] */
    slsc_property_rule *properties; /* sorted by the address of the key */
    size_t property_count;
    slsc_pattern_rule *patterns;
    size_t pattern_count;
    bool closed;           /* additionalProperties: false */
    slsc_rule *additional; /* additionalProperties: a schema */
    const slsc_node *required, *dependencies;
    double minimum, maximum;
    bool has_minimum, has_maximum, unique;
    size_t min_length, max_length, min_items, max_items, min_properties, max_properties;
    slsc_regex *pattern, *regexp;
    slsc_str pattern_text, regexp_text, format, old, form;
    const slsc_node *names; /* x-names */
};

/* Compiles a schema into the arena. */
slsc_rule *slsc_rule_compile(slsc_unit *unit, const slsc_node *schema);

/* The rule of a property, or NULL. */
slsc_rule *slsc_rule_property(const slsc_rule *rule, const slsc_key *key);

/* Makes `value` one of `types`, by the reference's coercions, in place. False: it can't be. */
bool slsc_rule_coerce(slsc_unit *unit, slsc_node *value, unsigned types);
bool slsc_rule_is_type(const slsc_node *value, unsigned types);

#endif
