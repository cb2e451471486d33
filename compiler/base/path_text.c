/* Paths as text. A configuration is compiled the same wherever its files lie, so most questions
 * about a path are questions about its spelling; those that are not are in fs.c. */
#include "base/fs.h"

#include <stdint.h>

slsc_str slsc_path_join(slsc_arena *arena, slsc_str folder, slsc_str path)
{
    if (path.len > 0 && path.ptr[0] == '/') return slsc_str_copy(arena, path);
    if (folder.len == 0 || slsc_str_is(folder, ".")) return slsc_str_copy(arena, path);
    if (path.len == 0) return slsc_str_copy(arena, folder);
    slsc_sb sb = slsc_sb_new(arena, 0);
    slsc_sb_add(&sb, folder);
    if (!slsc_str_ends(folder, SLSC_STR("/"))) slsc_sb_char(&sb, '/');
    slsc_sb_add(&sb, path);
    slsc_sb_char(&sb, '\0'); /* behind the end */
    return (slsc_str) { sb.ptr, sb.len - 1 };
}

/* The part that begins at *at; moves *at behind it and the slashes that follow. */
static slsc_str next_part(slsc_str path, size_t *at)
{
    size_t from = *at, end = from;
    while (end < path.len && path.ptr[end] != '/') end++;
    *at = end;
    while (*at < path.len && path.ptr[*at] == '/') *at += 1;
    return slsc_str_sub(path, from, end - from);
}

/* Length of `text` without its last part and the slash before that. */
static size_t without_last(const char *text, size_t len, size_t root)
{
    while (len > root && text[len - 1] != '/') len--;
    return len > root ? len - 1 : root;
}

/* Parts are copied one after the other; a `..` takes the last one back, unless that is a `..`
 * itself, or there is none: then it stays, or is dropped at the root. */
slsc_str slsc_path_normalize(slsc_arena *arena, slsc_str path)
{
    char *out = slsc_arena_alloc(arena, path.len + 2, 1);
    bool absolute = path.len > 0 && path.ptr[0] == '/';
    size_t root = absolute ? 1 : 0, len = 0, kept = 0, at = 0;
    if (absolute) {
        out[len++] = '/';
        next_part(path, &at);
    }
    while (at < path.len) {
        slsc_str part = next_part(path, &at);
        bool up = slsc_str_is(part, "..");
        if (part.len == 0 || slsc_str_is(part, ".") || (up && absolute && kept == 0)) continue;
        if (up && kept > 0) {
            len = without_last(out, len, root);
            kept--;
            continue;
        }
        if (len > root) out[len++] = '/';
        for (size_t i = 0; i < part.len; i++) out[len++] = part.ptr[i];
        if (!up) kept++;
    }
    if (len == 0) out[len++] = '.';
    out[len] = '\0';
    return (slsc_str) { out, len };
}

slsc_str slsc_path_base(slsc_str path)
{
    size_t from = path.len;
    while (from > 0 && path.ptr[from - 1] != '/') from--;
    return slsc_str_sub(path, from, path.len - from);
}

slsc_str slsc_path_extension(slsc_str path)
{
    slsc_str base = slsc_path_base(path);
    if (slsc_str_is(base, "..")) return slsc_str_sub(base, base.len, 0);
    for (size_t i = base.len; i > 1; i--) {
        if (base.ptr[i - 1] == '.') return slsc_str_sub(base, i - 1, base.len);
    }
    return slsc_str_sub(base, base.len, 0); /* a dot file's name is no extension */
}

bool slsc_path_inside(slsc_str normalized)
{
    if (normalized.len > 0 && normalized.ptr[0] == '/') return false;
    return !slsc_str_is(normalized, "..") && !slsc_str_starts(normalized, SLSC_STR("../"));
}
