/* walk.h: the files that the packages of a folder could take, found in one walk. */
#ifndef SLSC_BACK_PACKAGE_WALK_H
#define SLSC_BACK_PACKAGE_WALK_H

#include "back/package/select.h"

/* Fills folder->files: what is below the folder and could be chosen, and what patterns beginning
 * with `../` name outside of it. Sorted by path, each path once. */
slsc_status slsc_folder_walk(slsc_unit *unit, slsc_folder *folder);

/* The fixed folder a glob starts in: "a/b" of "a/b/[cd].js"; empty when it has none. */
slsc_str slsc_pattern_folder(slsc_str text);

#endif
