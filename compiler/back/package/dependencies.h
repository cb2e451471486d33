/* dependencies.h: the packages below node_modules that only development needs (semantics D.2). */
#ifndef SLSC_BACK_PACKAGE_DEPENDENCIES_H
#define SLSC_BACK_PACKAGE_DEPENDENCIES_H

#include "tree/node.h"

typedef struct slsc_dependencies slsc_dependencies;

slsc_dependencies *slsc_dependencies_new(slsc_unit *unit);

/* Looks at package.json in `folder` (below the service folder; empty: that itself) and at the
 * packages it calls for, and remembers those that are called for by devDependencies alone. What
 * cannot be read or is no JSON excludes nothing. */
void slsc_dependencies_scan(slsc_dependencies *dependencies, slsc_str folder);

/* True for the folder of such a package and for its links in node_modules/.bin. */
bool slsc_dependencies_excluded(const slsc_dependencies *dependencies, slsc_str path);

#endif
