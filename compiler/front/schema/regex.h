/* regex.h: regular expressions of schemas, in ECMAScript's dialect. The door to pcre2.h. */
#ifndef SLSC_FRONT_SCHEMA_REGEX_H
#define SLSC_FRONT_SCHEMA_REGEX_H

#include "base/str.h"

typedef struct slsc_regex slsc_regex;

/* Compiles into the arena. `ignore_case`: the flag i. NULL: not a regular expression. */
slsc_regex *slsc_regex_new(slsc_arena *arena, slsc_str pattern, bool ignore_case);

/* Does it match somewhere in `text` (valid UTF-8)? The work is limited, so that no text can hang
 * it: a match that would take longer counts as none. */
bool slsc_regex_match(const slsc_regex *regex, slsc_str text);

#endif
