/* collate.c: the order of keys in ICU's root collation, as far as keys of templates go: ASCII.
 *
 * Two texts are compared by the weights of all their characters first, case apart; only when those
 * are equal does the first difference in case decide, lower before upper. Characters that are not
 * ASCII come behind those that are, by code point. */
#include "std.h"

/* ASCII in the order of its weights, a letter standing for both cases. */
static const char order[] = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"
                            "abcdefghijklmnopqrstuvwxyz";

/* 0: ignored, as control characters are. */
static unsigned weight(unsigned char c)
{
    const char *found;
    if (c >= 0x80) return 0x100u + c;
    if (c >= 'A' && c <= 'Z') c = (unsigned char)(c - 'A' + 'a');
    found = c ? strchr(order, (char)c) : NULL;
    return found ? (unsigned)(found - order) + 1u : 0u;
}

/* The next character that counts, and its weight; 0 at the end. */
static unsigned next(slsc_str s, size_t *at, unsigned char *c)
{
    unsigned w = 0;
    while (w == 0 && *at < s.len) w = weight(*c = (unsigned char)s.ptr[(*at)++]);
    return w;
}

int std_collate(slsc_str a, slsc_str b)
{
    size_t i = 0, j = 0;
    int by_case = 0;
    for (;;) {
        unsigned char x = 0, y = 0;
        unsigned left = next(a, &i, &x), right = next(b, &j, &y);
        if (left != right) return left < right ? -1 : 1;
        if (left == 0) return by_case;
        if (by_case == 0 && x != y) by_case = x > y ? -1 : 1; /* `a` (0x61) before `A` (0x41) */
    }
}
