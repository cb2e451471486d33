/* How far a mistyped word is from the right one, for "did you mean".
 *
 * The classic table of edit distances, three rows of it (a swap looks two rows back). What both
 * words begin and end with is left out first; words that differ in more than WIDTH bytes are as
 * far apart as can be, so the rows fit the stack and the time has a bound. */
#include "base/str.h"

#include <string.h>

enum { WIDTH = 64 };

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static void strip_common(slsc_str *a, slsc_str *b)
{
    size_t n = 0, shorter = least(a->len, b->len);
    while (n < shorter && a->ptr[n] == b->ptr[n]) n++;
    *a = slsc_str_sub(*a, n, a->len);
    *b = slsc_str_sub(*b, n, b->len);
    while (a->len > 0 && b->len > 0 && a->ptr[a->len - 1] == b->ptr[b->len - 1]) {
        a->len--;
        b->len--;
    }
}

size_t slsc_str_distance(slsc_str a, slsc_str b, size_t limit)
{
    strip_common(&a, &b);
    size_t gap = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (gap > limit) return limit + 1;
    if (a.len > WIDTH || b.len > WIDTH) return limit + 1;

    size_t before[WIDTH + 1] = { 0 }, above[WIDTH + 1], row[WIDTH + 1];
    for (size_t j = 0; j <= b.len; j++) above[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = above[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            row[j] = least(change, least(above[j], row[j - 1]) + 1);
            bool swapped =
                i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1];
            if (swapped) row[j] = least(row[j], before[j - 2] + 1);
        }
        memcpy(before, above, sizeof before);
        memcpy(above, row, (b.len + 1) * sizeof *row);
    }
    return above[b.len] > limit ? limit + 1 : above[b.len];
}
