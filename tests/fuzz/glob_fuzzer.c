/* Any bytes as a pattern and a path, the first line and the rest. Beside crashes and hangs it looks
 * for broken laws: a pattern takes itself, and an exclamation mark before it turns every other
 * answer round. */
#include "base/glob.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 8192) return 0;
    slsc_arena *arena = slsc_arena_new(0);
    slsc_str input = { (const char *)data, size };
    size_t line = slsc_str_find_char(input, '\n');
    slsc_str pattern = slsc_str_sub(input, 0, line);
    slsc_str path = line == SIZE_MAX ? pattern : slsc_str_sub(input, line + 1, size);

    const slsc_glob *glob = slsc_glob_new(arena, pattern);
    bool matches = slsc_glob_match(glob, path);
    if (matches != slsc_glob_match(glob, path)) abort();
    if (pattern.len > 0 && !slsc_glob_match(glob, pattern)) abort();

    slsc_str turned = slsc_strf(arena, "!%s", slsc_str_cstr(arena, pattern));
    bool plain = turned.len == pattern.len + 1 && !slsc_str_starts(pattern, SLSC_STR("(")) &&
                 !slsc_str_starts(pattern, SLSC_STR("./")) && path.len > 0 &&
                 !slsc_str_eq(path, pattern) && !slsc_str_eq(path, turned);
    if (plain && slsc_glob_match(slsc_glob_new(arena, turned), path) == matches) abort();
    slsc_arena_free(arena);
    return 0;
}
