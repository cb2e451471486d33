/* exports.c: the algorithm of Node's documentation ("Resolution Algorithm Specification"), over
 * values in memory: no disk.
 *
 * A target is a text, a list of alternatives, null, or an object of conditions that are tried in
 * its order. What stands for no match (`undefined` there) goes on with the next condition, while
 * null ends the search: the package says that this name is none. A target must stay inside its
 * package, so `..` and `node_modules` in it are refused, percent-encoded or not. */
#include "exports.h"

typedef enum outcome { GO_ON, EXCLUDED, FOUND, WRONG } outcome;

typedef struct search {
    bundler_arena *arena;
    const bundler_conditions *conditions;
    bool imports;     /* a target may name another package */
    bool has_match;   /* the key was a pattern: */
    slsc_str match;   /* what its `*` stands for */
    slsc_str text;    /* FOUND, WRONG: the target */
    bool target_name; /* FOUND: another name, no file of the package */
} search;

static bool starts(slsc_str text, const char *prefix)
{
    const size_t length = strlen(prefix);
    return text.len >= length && memcmp(text.ptr, prefix, length) == 0;
}

/* ---- What a target may be ---- */

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One character of a URL: decoded, lower case. */
static char next_character(slsc_str text, size_t *at)
{
    char c = text.ptr[(*at)++];
    if (c == '%' && *at + 2 <= text.len && hex(text.ptr[*at]) >= 0 && hex(text.ptr[*at + 1]) >= 0) {
        c = (char)(hex(text.ptr[*at]) * 16 + hex(text.ptr[*at + 1]));
        *at += 2;
    }
    return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

static bool segment_is(slsc_str segment, const char *wanted)
{
    size_t at = 0;
    for (; *wanted; wanted++)
        if (at >= segment.len || next_character(segment, &at) != *wanted) return false;
    return at == segment.len;
}

static bool stays_inside(slsc_str way)
{
    for (size_t begin = 0, at = 0; at <= way.len; at++) {
        if (at < way.len && way.ptr[at] != '/' && way.ptr[at] != '\\') continue;
        const slsc_str segment = { way.ptr + begin, at - begin };
        if (segment_is(segment, ".") || segment_is(segment, "..") ||
            segment_is(segment, "node_modules"))
            return false;
        begin = at + 1;
    }
    return true;
}

/* "scheme:..." */
static bool is_url(slsc_str text)
{
    size_t at = 0;
    while (at < text.len && text.ptr[at] != ':' && text.ptr[at] != '/') at++;
    return at > 0 && at < text.len && text.ptr[at] == ':';
}

slsc_status bundler_percent_decode(bundler_arena *arena, slsc_str text, slsc_str *out)
{
    *out = text;
    if (!text.len || !memchr(text.ptr, '%', text.len)) return SLSC_OK;
    char *to = bundler_alloc(arena, text.len + 1);
    size_t length = 0;
    for (size_t at = 0; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '%') {
            if (text.len - at < 3 || hex(text.ptr[at + 1]) < 0 || hex(text.ptr[at + 2]) < 0)
                return SLSC_FAIL;
            c = (char)(hex(text.ptr[at + 1]) * 16 + hex(text.ptr[at + 2]));
            if (c == 0 || c == '/' || c == '\\') return SLSC_FAIL;
            at += 2;
        }
        to[length++] = c;
    }
    *out = (slsc_str) { to, length };
    return SLSC_OK;
}

/* ---- Targets ---- */

static slsc_str fill_in(search *s, slsc_str target)
{
    if (!s->has_match) return target;
    bundler_text text = { .arena = s->arena };
    for (size_t at = 0; at < target.len; at++)
        bundler_add(&text, target.ptr[at] == '*' ? s->match : (slsc_str) { target.ptr + at, 1 });
    return bundler_done(&text);
}

static outcome take_text(search *s, slsc_str target)
{
    s->text = target;
    s->target_name = false;
    if (!starts(target, "./")) {
        if (!s->imports || starts(target, "../") || starts(target, "/")) return WRONG;
        if (target.len == 0 || is_url(target)) return WRONG; /* node:fs too; fs is a name */
        s->target_name = true;
    } else if (!stays_inside((slsc_str) { target.ptr + 2, target.len - 2 }) ||
               (s->has_match && !stays_inside(s->match))) {
        return WRONG;
    }
    s->text = fill_in(s, target);
    /* "./..*" is no way up, and neither is "/a" for its star: but "./../a" is. */
    if (!s->target_name && !stays_inside((slsc_str) { s->text.ptr + 2, s->text.len - 2 }))
        return WRONG;
    return FOUND;
}

static bool is_condition(const search *s, slsc_str name)
{
    if (bundler_is(name, "default")) return true;
    for (size_t i = 0; i < s->conditions->count; i++)
        if (bundler_eq(s->conditions->names[i], name)) return true;
    return false;
}

/* Keys like those of an array make an object that has no order to rely on. */
static bool is_index(slsc_str key)
{
    if (key.len == 0 || key.len > 10 || (key.ptr[0] == '0' && key.len > 1)) return false;
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] < '0' || key.ptr[i] > '9') return false;
    return true;
}

static outcome take(search *s, const bundler_json *target);

static outcome take_conditions(search *s, const bundler_json *target)
{
    for (const bundler_json *m = target->first; m; m = m->next)
        if (is_index(m->key)) {
            s->text = m->key;
            return WRONG;
        }
    for (const bundler_json *m = target->first; m; m = m->next) {
        if (!is_condition(s, m->key)) continue;
        const outcome result = take(s, m);
        if (result != GO_ON) return result;
    }
    return GO_ON;
}

static outcome take_first(search *s, const bundler_json *list)
{
    outcome last = list->first ? GO_ON : EXCLUDED;
    for (const bundler_json *e = list->first; e; e = e->next) {
        const outcome result = take(s, e);
        if (result == FOUND) return result;
        if (result != GO_ON) last = result;
    }
    return last;
}

/* As deep as the JSON is, which its reader limits. */
static outcome take(search *s, const bundler_json *target)
{
    switch (target->kind) {
    case BUNDLER_JSON_STRING: return take_text(s, target->text);
    case BUNDLER_JSON_MAP: return take_conditions(s, target);
    case BUNDLER_JSON_LIST: return take_first(s, target);
    case BUNDLER_JSON_NULL: return EXCLUDED;
    default:
        s->text = target->kind == BUNDLER_JSON_NUMBER
                      ? target->text
                      : bundler_s(target->kind == BUNDLER_JSON_TRUE ? "true" : "false");
        return WRONG;
    }
}

static bundler_target result_of(const search *s, outcome result)
{
    if (result == WRONG) return (bundler_target) { BUNDLER_TARGET_WRONG, s->text };
    if (result != FOUND) return (bundler_target) { BUNDLER_TARGET_NONE, { NULL, 0 } };
    return (bundler_target) { s->target_name ? BUNDLER_TARGET_NAME : BUNDLER_TARGET_FILE, s->text };
}

/* ---- Keys ---- */

static const char *only_star(slsc_str key)
{
    const char *star = key.len ? memchr(key.ptr, '*', key.len) : NULL;
    if (!star) return NULL;
    const size_t behind = (size_t)(key.ptr + key.len - star) - 1;
    return behind && memchr(star + 1, '*', behind) ? NULL : star;
}

/* Does the pattern take the name? The more text stands before its star, the better it fits; with
 * the same, the longer one. */
static bool takes(slsc_str key, slsc_str name, size_t *base)
{
    const char *star = only_star(key);
    if (!star) return false;
    *base = (size_t)(star - key.ptr);
    const size_t trailer = key.len - *base - 1;
    return name.len > *base && memcmp(name.ptr, key.ptr, *base) == 0 &&
           (trailer == 0 ||
            (name.len >= key.len && memcmp(name.ptr + name.len - trailer, star + 1, trailer) == 0));
}

static bundler_target find_key(search *s, const bundler_json *map, slsc_str name)
{
    const bundler_target none = { BUNDLER_TARGET_NONE, { NULL, 0 } };
    if (name.len && name.ptr[name.len - 1] == '/') return none;
    const bundler_json *best =
        memchr(name.ptr, '*', name.len) ? NULL : bundler_json_find(map, name);
    if (best) return result_of(s, take(s, best));

    size_t best_base = 0;
    for (const bundler_json *m = map->first; m; m = m->next) {
        size_t base;
        if (!takes(m->key, name, &base)) continue;
        if (best && (base < best_base || (base == best_base && m->key.len <= best->key.len)))
            continue;
        best = m;
        best_base = base;
    }
    if (!best) return none;
    s->has_match = true;
    const size_t trailer = best->key.len - best_base - 1;
    s->match = (slsc_str) { name.ptr + best_base, name.len - best_base - trailer };
    return result_of(s, take(s, best));
}

/* Are the keys names ("./x"), and not conditions? WRONG: both. */
static outcome keys_are_names(const bundler_json *exports)
{
    size_t names = 0, count = 0;
    for (const bundler_json *m = exports->first; m; m = m->next, count++)
        names += m->key.len > 0 && m->key.ptr[0] == '.';
    return names == 0 ? GO_ON : names == count ? FOUND : WRONG;
}

bundler_target bundler_exports_find(bundler_arena *arena, const bundler_json *exports,
                                    slsc_str subpath, const bundler_conditions *conditions)
{
    search s = { .arena = arena, .conditions = conditions };
    const outcome names = exports->kind == BUNDLER_JSON_MAP ? keys_are_names(exports) : GO_ON;
    if (names == WRONG) {
        s.text = bundler_s("exports");
        return result_of(&s, WRONG);
    }
    if (names == FOUND) {
        const bundler_json *main =
            bundler_is(subpath, ".") ? bundler_json_find(exports, subpath) : NULL;
        if (main) return result_of(&s, take(&s, main));
        if (!bundler_is(subpath, ".")) return find_key(&s, exports, subpath);
    } else if (bundler_is(subpath, ".")) {
        return result_of(&s, take(&s, exports));
    }
    return (bundler_target) { BUNDLER_TARGET_NONE, { NULL, 0 } };
}

bundler_target bundler_imports_find(bundler_arena *arena, const bundler_json *imports,
                                    slsc_str name, const bundler_conditions *conditions)
{
    search s = { .arena = arena, .conditions = conditions, .imports = true };
    if (!imports || imports->kind != BUNDLER_JSON_MAP || name.len < 2)
        return (bundler_target) { BUNDLER_TARGET_NONE, { NULL, 0 } };
    return find_key(&s, imports, name);
}
