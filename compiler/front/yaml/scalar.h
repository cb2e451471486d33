/* scalar.h: what a YAML scalar stands for, by the core schema of YAML 1.2 as js-yaml 4 has it.
 */
#ifndef SLSC_FRONT_YAML_SCALAR_H
#define SLSC_FRONT_YAML_SCALAR_H

#include "base/str.h"

/* Each tells whether the text is of that type, and then its value. A number may be infinite or not
 * a number where the text says so (`.inf`, `.nan`), and nowhere else. */
bool slsc_yaml_is_null(slsc_str text);
bool slsc_yaml_is_bool(slsc_str text, bool *out);
bool slsc_yaml_is_int(slsc_str text, double *out);
bool slsc_yaml_is_float(slsc_str text, double *out);

typedef struct slsc_yaml_scalar {
    slsc_kind kind; /* SLSC_NULL, SLSC_BOOL, SLSC_FLOAT for any number, SLSC_STRING */
    bool boolean;
    double number;
} slsc_yaml_scalar;

/* A plain scalar without a tag. The empty text is null. */
slsc_yaml_scalar slsc_yaml_resolve(slsc_str text);

/* The bytes that base64 text stands for; false where it is not base64. Line ends are passed over.
 */
bool slsc_yaml_base64(slsc_arena *arena, slsc_str text, slsc_str *out);

/* A date or a date with time as ECMAScript's toISOString writes it; false where it is none. */
bool slsc_yaml_timestamp(slsc_arena *arena, slsc_str text, slsc_str *out);

#endif
