/* twins.h: which of many things are equal. */
#ifndef SLSC_BACK_PACKAGE_TWINS_H
#define SLSC_BACK_PACKAGE_TWINS_H

#include "base/str.h"

/* For each of n keys the position of the first key that is equal to it: its own for most. */
void slsc_twins(slsc_arena *arena, const slsc_str *keys, size_t n, size_t *first_out);

#endif
