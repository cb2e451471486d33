/* lock.c: which version of a direct dependency a lock file holds. Of each format only what says
 * that is read: npm's is JSON, the other two are read line by line, by their indentation. */
#include "parts.h"
#include "resolve/json.h"

void bundler_lock_read(bundler_arena *arena, slsc_str folder, lock_file *out)
{
    static const struct {
        const char *name;
        lock_kind kind;
    } names[] = { { "package-lock.json", LOCK_NPM },
                  { "npm-shrinkwrap.json", LOCK_NPM },
                  { "yarn.lock", LOCK_YARN },
                  { "pnpm-lock.yaml", LOCK_PNPM } };
    *out = (lock_file) { .kind = LOCK_NONE };
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !out->kind; i++) {
        const slsc_str path =
            bundler_printf(arena, "%.*s/%s", (int)folder.len, folder.ptr, names[i].name);
        if (bundler_read(arena, path, &out->text) != BUNDLER_READ_OK) continue;
        out->kind = names[i].kind;
        out->name = bundler_s(names[i].name);
    }
    if (out->kind == LOCK_NPM) out->json = bundler_json_read(arena, out->text, false, NULL);
}

/* Versions 2 and 3 have `packages` by folder, version 1 `dependencies` by name. */
static slsc_str npm_version(bundler_arena *arena, const bundler_json *json, slsc_str name)
{
    const bundler_json *packages = bundler_json_get(json, "packages");
    const slsc_str folder = bundler_printf(arena, "node_modules/%.*s", (int)name.len, name.ptr);
    const bundler_json *entry =
        packages ? bundler_json_find(packages, folder)
                 : bundler_json_find(bundler_json_get(json, "dependencies"), name);
    const slsc_str version = bundler_json_text(bundler_json_get(entry, "version"));
    return version.len && version.ptr[0] >= '0' && version.ptr[0] <= '9' ? version
                                                                         : (slsc_str) { NULL, 0 };
}

/* ---- Lines ---- */

typedef struct line {
    size_t indent;
    slsc_str text; /* without the spaces around */
} line;

static bool next_line(slsc_str *rest, line *out)
{
    if (rest->len == 0) return false;
    const char *end = memchr(rest->ptr, '\n', rest->len);
    size_t length = end ? (size_t)(end - rest->ptr) : rest->len;
    slsc_str text = { rest->ptr, length };
    length += end != NULL;
    *rest = (slsc_str) { rest->ptr + length, rest->len - length };
    for (out->indent = 0; text.len && text.ptr[0] == ' '; out->indent++, text.ptr++) text.len--;
    while (text.len && strchr(" \r\t", text.ptr[text.len - 1])) text.len--;
    out->text = text;
    return true;
}

static slsc_str unquoted(slsc_str text)
{
    const bool quoted = text.len >= 2 && (text.ptr[0] == '"' || text.ptr[0] == '\'') &&
                        text.ptr[text.len - 1] == text.ptr[0];
    return quoted ? (slsc_str) { text.ptr + 1, text.len - 2 } : text;
}

/* `key: value` and `key:`. A key may have colons, but none before a space. */
static bool split(slsc_str text, slsc_str *key, slsc_str *value)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != ':' || (i + 1 < text.len && text.ptr[i + 1] != ' ')) continue;
        *key = unquoted((slsc_str) { text.ptr, i });
        for (i++; i < text.len && text.ptr[i] == ' ';) i++;
        *value = unquoted((slsc_str) { text.ptr + i, text.len - i });
        return true;
    }
    return false;
}

/* ---- yarn.lock, version 1 ---- */

/* a@^1.0.0, "a@^1.1.0": */
static bool heads(slsc_str text, slsc_str entry)
{
    if (text.len == 0 || text.ptr[text.len - 1] != ':') return false;
    text.len--;
    while (text.len) {
        const char *comma = memchr(text.ptr, ',', text.len);
        const size_t length = comma ? (size_t)(comma - text.ptr) : text.len;
        if (bundler_eq(unquoted((slsc_str) { text.ptr, length }), entry)) return true;
        size_t skip = length + (comma != NULL);
        while (skip < text.len && text.ptr[skip] == ' ') skip++;
        text = (slsc_str) { text.ptr + skip, text.len - skip };
    }
    return false;
}

static slsc_str yarn_version(bundler_arena *arena, slsc_str rest, slsc_str name, slsc_str range)
{
    static const char word[] = "version ";
    const slsc_str entry =
        bundler_printf(arena, "%.*s@%.*s", (int)name.len, name.ptr, (int)range.len, range.ptr);
    bool inside = false;
    for (line l; next_line(&rest, &l);) {
        if (l.indent == 0 && l.text.len && l.text.ptr[0] != '#') inside = heads(l.text, entry);
        if (!inside || l.indent != 2 || l.text.len < sizeof word) continue;
        if (memcmp(l.text.ptr, word, sizeof word - 1) != 0) continue;
        return unquoted((slsc_str) { l.text.ptr + sizeof word - 1, l.text.len - sizeof word + 1 });
    }
    return (slsc_str) { NULL, 0 };
}

/* ---- pnpm-lock.yaml ---- */

/* "1.2.3(react@18.0.0)", "1.2.3_react@18.0.0" -> "1.2.3" */
static slsc_str plain_version(slsc_str text)
{
    size_t length = 0;
    if (!text.len || text.ptr[0] < '0' || text.ptr[0] > '9') return (slsc_str) { NULL, 0 };
    while (length < text.len && text.ptr[length] != '(' && text.ptr[length] != '_') length++;
    return (slsc_str) { text.ptr, length };
}

/* Dependencies stand under `importers`, `.`; before there were importers, at the top. Their version
 * is their value, or that of their member `version`. */
static slsc_str pnpm_version(slsc_str rest, slsc_str name)
{
    enum { DEEPEST = 6 };
    slsc_str keys[DEEPEST] = { { NULL, 0 } };
    for (line l; next_line(&rest, &l);) {
        slsc_str value;
        size_t level = l.indent / 2;
        if (level >= DEEPEST || l.text.len == 0 || !split(l.text, &keys[level], &value)) continue;
        const bool imported = bundler_is(keys[0], "importers");
        if (imported && (level < 2 || !bundler_is(keys[1], "."))) continue;
        const slsc_str *path = imported ? keys + 2 : keys;
        if (imported) level -= 2;
        if (level < 1 || !bundler_eq(path[1], name)) continue;
        if (!bundler_is(path[0], "dependencies") && !bundler_is(path[0], "devDependencies") &&
            !bundler_is(path[0], "optionalDependencies"))
            continue;
        if (level == 1 ? value.len > 0 : level == 2 && bundler_is(path[2], "version"))
            return plain_version(value);
    }
    return (slsc_str) { NULL, 0 };
}

slsc_str bundler_lock_version(bundler_arena *arena, const lock_file *lock, slsc_str name,
                              slsc_str range)
{
    switch (lock->kind) {
    case LOCK_NPM: return npm_version(arena, lock->json, name);
    case LOCK_YARN: return yarn_version(arena, lock->text, name, range);
    case LOCK_PNPM: return pnpm_version(lock->text, name);
    case LOCK_NONE: break;
    }
    return (slsc_str) { NULL, 0 };
}
