/* glob.h: the globs of packaging patterns, in the dialect of micromatch with {dot: true}.
 *
 * `*` stays within a segment, `**` as a whole segment crosses them, `?`, `[a-c]`, `[^a]`, `{a,b}`,
 * `@(a|b)`, `?(a)`, `*(a)`, `+(a)`, `!(a)`; `\` escapes; a leading `!` turns the answer round, a
 * leading `./` is passed over. Two things surprise: `[!a]` takes `!` or `a`, and `{1..3}` is
 * `[1-3]` (so `{1..10}` is not what it looks like). Matching is case sensitive and takes time
 * linear in pattern x path: a hostile pattern cannot hang it. */
#ifndef SLSC_BASE_GLOB_H
#define SLSC_BASE_GLOB_H

#include "base/str.h"

typedef struct slsc_glob slsc_glob;

/* Never fails: every pattern matches itself, and one that makes no sense or is nested deeper than
 * 40 groups nothing else. A glob is not changed by matching: threads may share it. */
slsc_glob *slsc_glob_new(slsc_arena *arena, slsc_str pattern);
bool slsc_glob_match(const slsc_glob *glob, slsc_str path);

#endif
