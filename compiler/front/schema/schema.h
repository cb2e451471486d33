/* schema.h: the configuration checked against schemas, and coerced by them.
 *
 * The schemas are written by the standard library and by plugins, each part for one place of the
 * configuration. The dialect is the subset of JSON Schema that the reference's validator uses, with
 * its coercions, which change the configuration (semantics C.2). Five additions are ours:
 *
 *   "$ref": "#name"        a definition that some part with the path "#" brings
 *   "regexp": "/re/flags"  an ECMAScript regular expression that a string must match
 *   "x-form": "words"      what a string that misses its pattern, or all variants of a rule,
 *                          should have been, for people
 *   "x-names": [...]       properties that plugins bring which are not loaded yet: for advice only
 *   "x-old": "advice"      taken, as older frameworks did, with a warning that says what to write
 */
#ifndef SLSC_FRONT_SCHEMA_SCHEMA_H
#define SLSC_FRONT_SCHEMA_SCHEMA_H

#include "tree/node.h"

typedef struct slsc_schema_part {
    const char *at;   /* "functions.*.events.*.http"; "" the whole; "#" a map of definitions */
    const char *json; /* JSON Schema */
    const char *by;   /* who brings it, for diagnostics: a plugin's name */
} slsc_schema_part;

/* Validates and coerces unit->roots[SLSC_CONFIG]. What is wrong is reported, as errors or, with
 * configValidationMode other than `error`, as warnings (`off`: not at all). Null members are passed
 * over, and stand at the end of their map afterwards (semantics A.5). */
slsc_status slsc_schema_validate(slsc_unit *unit, const slsc_schema_part *parts, size_t n);

/* How grave a breach of the schema is: SLSC_ERROR or SLSC_WARNING. */
slsc_severity slsc_schema_gravity(slsc_unit *unit);

#endif
