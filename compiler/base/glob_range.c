/* `{a..b}`: ranges are not counted out in this dialect. It is `[a-b]` of the words in order, which
 * is what one hopes for as long as they are single characters. */
#include "base/glob_inner.h"

#include <string.h>

static bool is_word(uint16_t unit)
{
    return (unit >= '0' && unit <= '9') || (unit >= 'A' && unit <= 'Z') ||
           (unit >= 'a' && unit <= 'z') || unit == '_' || unit == '-';
}

/* The words of `a..b` or `a..b..c`; 0: it is nothing like that. */
static size_t split_range(glob_text text, glob_text words[3])
{
    size_t count = 0, at = 0;
    while (count < 3) {
        size_t from = at;
        while (at < text.n && is_word(text.units[at])) at++;
        if (at == from) return 0;
        words[count++] = (glob_text) { text.units + from, at - from };
        if (at == text.n) return count > 1 ? count : 0;
        if (at + 1 >= text.n || text.units[at] != '.' || text.units[at + 1] != '.') return 0;
        at += 2;
    }
    return 0;
}

static bool is_before(glob_text a, glob_text b)
{
    size_t i = 0;
    while (i < a.n && i < b.n && a.units[i] == b.units[i]) i++;
    if (i == a.n || i == b.n) return a.n < b.n;
    return a.units[i] < b.units[i];
}

bool slsc_glob_range_parse(slsc_arena *arena, glob_text content, glob_class *out)
{
    glob_text words[3];
    size_t count = split_range(content, words);
    if (count == 0) return false;
    for (size_t i = 1; i < count; i++) {
        for (size_t j = i; j > 0 && is_before(words[j], words[j - 1]); j--) {
            glob_text swapped = words[j];
            words[j] = words[j - 1];
            words[j - 1] = swapped;
        }
    }
    uint16_t *joined = SLSC_NEW_ARRAY(arena, uint16_t, content.n);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0) joined[n++] = '-';
        memcpy(joined + n, words[i].units, words[i].n * sizeof *joined);
        n += words[i].n;
    }
    return slsc_glob_class_parse(arena, (glob_text) { joined, n }, out);
}
