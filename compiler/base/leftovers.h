/* leftovers.h: what killed runs left beside an output folder. For this room only. */
#ifndef SLSC_BASE_LEFTOVERS_H
#define SLSC_BASE_LEFTOVERS_H

#include "base/arena.h"

/* Removes stagings of `folder` whose process is surely gone. When `folder` itself is missing and
 * one of them had moved it aside, it is put back first. */
void slsc_fs_remove_leftovers(slsc_arena *arena, const char *folder);

#endif
