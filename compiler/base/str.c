/* Text as pointer and length. Nothing here looks for a 0 at the end or at a locale: the bytes
 * given are the text. An empty string may have no pointer, which memcmp and memcpy must not see. */
#include "base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

slsc_str slsc_str_z(const char *z)
{
    return z == NULL ? (slsc_str) { NULL, 0 } : (slsc_str) { z, strlen(z) };
}

int slsc_str_cmp(slsc_str a, slsc_str b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common == 0 ? 0 : memcmp(a.ptr, b.ptr, common);
    if (order != 0) return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool slsc_str_starts(slsc_str s, slsc_str prefix)
{
    return s.len >= prefix.len && slsc_str_eq(slsc_str_sub(s, 0, prefix.len), prefix);
}

bool slsc_str_ends(slsc_str s, slsc_str suffix)
{
    return s.len >= suffix.len &&
           slsc_str_eq(slsc_str_sub(s, s.len - suffix.len, suffix.len), suffix);
}

/* Tries each place the first byte is at. Looked for are words of our own, a few bytes long; the
 * time is linear in s as long as they are. */
size_t slsc_str_find(slsc_str s, slsc_str part)
{
    if (part.len == 0) return 0;
    for (size_t at = 0; part.len <= s.len - at;) {
        const char *first = memchr(s.ptr + at, part.ptr[0], s.len - at - part.len + 1);
        if (first == NULL) break;
        if (memcmp(first, part.ptr, part.len) == 0) return (size_t)(first - s.ptr);
        at = (size_t)(first - s.ptr) + 1;
    }
    return SIZE_MAX;
}

size_t slsc_str_find_char(slsc_str s, char c)
{
    const char *found = s.len == 0 ? NULL : memchr(s.ptr, c, s.len);
    return found == NULL ? SIZE_MAX : (size_t)(found - s.ptr);
}

slsc_str slsc_str_sub(slsc_str s, size_t from, size_t len)
{
    if (from > s.len) from = s.len;
    if (len > s.len - from) len = s.len - from;
    if (s.ptr == NULL) return s;
    return (slsc_str) { s.ptr + from, len };
}

static bool is_white(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

slsc_str slsc_str_trim(slsc_str s)
{
    size_t from = 0, end = s.len;
    while (from < end && is_white(s.ptr[from])) from++;
    while (end > from && is_white(s.ptr[end - 1])) end--;
    return slsc_str_sub(s, from, end - from);
}

slsc_str slsc_str_copy(slsc_arena *arena, slsc_str s)
{
    char *copy = slsc_arena_alloc(arena, s.len + 1, 1);
    if (s.len > 0) memcpy(copy, s.ptr, s.len);
    return (slsc_str) { copy, s.len };
}

const char *slsc_str_cstr(slsc_arena *arena, slsc_str s) { return slsc_str_copy(arena, s).ptr; }

slsc_str slsc_strfv(slsc_arena *arena, const char *format, va_list args)
{
    char first[256];
    va_list again;
    va_copy(again, args);
    int needed = vsnprintf(first, sizeof first, format, args);
    size_t len = needed < 0 ? 0 : (size_t)needed;
    char *text = slsc_arena_alloc(arena, len + 1, 1);
    if (len < sizeof first) {
        memcpy(text, first, len);
    } else {
        vsnprintf(text, len + 1, format, again);
    }
    va_end(again);
    return (slsc_str) { text, len };
}

slsc_str slsc_strf(slsc_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    slsc_str text = slsc_strfv(arena, format, args);
    va_end(args);
    return text;
}
