/* glob.h: the globs of packaging patterns, in the dialect of micromatch with {dot: true}.
 *
 * `*` stays within a segment, `**` as a whole segment crosses them, `?`, `[a-c]`, `[!a]`, `{a,b}`,
 * `{1..3}`, `@(a|b)`, `?(a)`, `*(a)`, `+(a)`, `!(a)`; `\` escapes. Matching is case sensitive and
 * takes time linear in pattern x path: a hostile pattern cannot hang it. */
#ifndef SLSC_BASE_GLOB_H
#define SLSC_BASE_GLOB_H

#include "base/str.h"

typedef struct slsc_glob slsc_glob;

/* Never fails: what is not a glob matches itself. Expansion of braces is limited to 1,000
 * alternatives; beyond them the pattern is taken literally. */
slsc_glob *slsc_glob_new(slsc_arena *arena, slsc_str pattern);
bool slsc_glob_match(const slsc_glob *glob, slsc_str path);

#endif
