/* dialects.h: readers that options.c and dialects.c share. */
#ifndef BUNDLER_DIALECTS_H
#define BUNDLER_DIALECTS_H

#include "bundler.h"

/* true, "linked", "external", "inline"; what is false or absent: none. */
bundler_map_mode bundler_read_map(const slsc_host *, slsc_unit *, const slsc_node *given);
/* The options that ours and esbuild's have under the same names. */
void bundler_read_common(const slsc_host *, slsc_unit *, bundler_settings *);
/* includeModules: true, or {forceInclude, forceExclude, packagePath}. With it packages are external
 * and packed, which is what it is used for: webpack's list of externals is a program's. */
void bundler_read_modules(const slsc_host *, slsc_unit *, bundler_settings *,
                          const slsc_node *given);

#endif
