/* twins.c: equal packages are found by sorting what decides about their bytes: beside each other
 * stand those that are equal, in the order of the packages. */
#include "back/package/twins.h"

#include <stdlib.h>

typedef struct numbered {
    slsc_str key;
    size_t position;
} numbered;

static int by_key(const void *a, const void *b)
{
    const numbered *x = a, *y = b;
    const int order = slsc_str_cmp(x->key, y->key);
    return order != 0 ? order : (x->position > y->position) - (x->position < y->position);
}

void slsc_twins(slsc_arena *arena, const slsc_str *keys, size_t n, size_t *first_out)
{
    numbered *sorted = SLSC_NEW_ARRAY(arena, numbered, n + 1);
    for (size_t i = 0; i < n; i++) sorted[i] = (numbered) { keys[i], i };
    if (n > 1) qsort(sorted, n, sizeof *sorted, by_key);
    for (size_t i = 0, first = 0; i < n; i++) {
        if (!slsc_str_eq(sorted[i].key, sorted[first].key)) first = i;
        first_out[sorted[i].position] = sorted[first].position;
    }
}
