/* A growing string. The arena keeps the outgrown blocks, which is why growth is by doubling: all
 * of them together are no larger than the last. The ceiling turns hostile growth (a variable that
 * repeats itself) into a flag that the user of the builder reports with a place. */
#include "base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

slsc_sb slsc_sb_new(slsc_arena *arena, size_t ceiling)
{
    return (slsc_sb) { .arena = arena, .ceiling = ceiling == 0 ? SIZE_MAX : ceiling };
}

slsc_sb slsc_sb_to(slsc_arena *arena, size_t size, slsc_sink sink, void *context)
{
    slsc_sb sb = slsc_sb_new(arena, 0);
    sb.ptr = slsc_arena_alloc(arena, size, 1);
    sb.capacity = size;
    sb.sink = sink;
    sb.sink_context = context;
    return sb;
}

void slsc_sb_flush(slsc_sb *sb)
{
    if (sb->len > 0) sb->sink(sb->sink_context, slsc_sb_str(sb));
    sb->len = 0;
}

char *slsc_sb_enlarge(slsc_sb *sb, size_t len)
{
    if (sb->sink != NULL) slsc_sb_flush(sb);
    if (sb->overflow || len > sb->ceiling - sb->len) {
        sb->overflow = true;
        sb->capacity = sb->len;
        return NULL;
    }
    size_t needed = sb->len + len;
    if (needed > sb->capacity) {
        size_t capacity = sb->capacity < 32 ? 64 : sb->capacity;
        while (capacity < needed) capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
        if (capacity > sb->ceiling) capacity = sb->ceiling;
        char *grown = slsc_arena_alloc(sb->arena, capacity, 1);
        if (sb->len > 0) memcpy(grown, sb->ptr, sb->len);
        sb->ptr = grown;
        sb->capacity = capacity;
    }
    char *place = sb->ptr + sb->len;
    sb->len = needed;
    return place;
}

void slsc_sb_fill(slsc_sb *sb, char c, size_t times)
{
    if (times == 0) return;
    char *place = slsc_sb_reserve(sb, times);
    if (place != NULL) memset(place, c, times);
}

void slsc_sb_addf(slsc_sb *sb, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char first[256];
    va_list again;
    va_copy(again, args);
    int needed = vsnprintf(first, sizeof first, format, args);
    if (needed >= 0 && (size_t)needed < sizeof first) {
        slsc_sb_add(sb, (slsc_str) { first, (size_t)needed });
    } else if (needed >= 0) {
        slsc_sb_add(sb, slsc_strfv(sb->arena, format, again));
    }
    va_end(again);
    va_end(args);
}

slsc_str slsc_sb_str(const slsc_sb *sb) { return (slsc_str) { sb->ptr, sb->len }; }
