/* globs.c: patterns of `sideEffects` and of externals.
 *
 * A glob is matched by walking the text once with the set of places in the pattern that may be
 * reached, so that no pattern costs more than its length times that of the text. Braces are
 * alternatives inside of the set: at `{` each branch is entered, at its end all go on behind `}`.
 */
#include "state.h"

bool bundler_match_star(slsc_str pattern, slsc_str text)
{
    size_t p = 0, t = 0, star = SIZE_MAX, resume = 0;
    while (t < text.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = ++p;
            resume = t;
        } else if (p < pattern.len && pattern.ptr[p] == text.ptr[t]) {
            p++;
            t++;
        } else if (star != SIZE_MAX) {
            p = star;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*') p++;
    return p == pattern.len;
}

enum { LIMIT_GLOB = 1024 };

typedef struct glob {
    slsc_str text;
    uint16_t next[LIMIT_GLOB];   /* of `{` and `,` in a group: the next `,` of it, or its `}` */
    uint16_t behind[LIMIT_GLOB]; /* of `,` and `}` in a group: where it goes on */
    bool now[LIMIT_GLOB + 1], then[LIMIT_GLOB + 1];
} glob;

/* Groups that are closed; other braces and commas are plain text and have 0 in both. */
static void find_groups(glob *g)
{
    uint16_t open[LIMIT_GLOB], depth = 0; /* of each open group: its last `{` or `,` */
    for (uint16_t i = 0; i < g->text.len; i++) {
        const char c = g->text.ptr[i];
        g->next[i] = g->behind[i] = 0;
        if (c == '{') open[depth++] = i;
        if ((c != ',' && c != '}') || depth == 0) continue;
        g->next[open[depth - 1]] = i;
        open[depth - 1] = i;
        if (c == ',') continue;
        g->behind[i] = (uint16_t)(i + 1);
        depth--;
    }
    for (uint16_t i = (uint16_t)g->text.len; i-- > 0;) {
        const uint16_t next = g->next[i];
        if (next == 0) continue;
        if (g->behind[next] == 0) g->next[i] = 0; /* what it leads to is not closed */
        if (g->text.ptr[i] == ',') g->behind[i] = g->behind[next];
    }
}

static bool is_at(const glob *g, size_t at, char c)
{
    return at < g->text.len && g->text.ptr[at] == c;
}

/* `**` that is a whole part of a path. */
static bool is_deep(const glob *g, size_t at)
{
    return is_at(g, at, '*') && is_at(g, at + 1, '*') && (at == 0 || is_at(g, at - 1, '/')) &&
           (at + 2 == g->text.len || is_at(g, at + 2, '/'));
}

/* Places that are reached without a character; they always lie behind, so one pass is enough. */
static void spread(glob *g)
{
    for (size_t i = 0; i < g->text.len; i++) {
        if (!g->now[i]) continue;
        const char c = g->text.ptr[i];
        if (is_deep(g, i))
            g->now[i + 2 == g->text.len ? i + 2 : i + 3] = true;
        else if (c == '*' && !(i > 0 && is_deep(g, i - 1)))
            g->now[i + 1] = true;
        else if (c == '{' && g->next[i])
            for (size_t branch = i; g->next[branch]; branch = g->next[branch])
                g->now[branch + 1] = true;
        else if ((c == ',' || c == '}') && g->behind[i])
            g->now[g->behind[i]] = true;
    }
}

/* The offset behind `[...]`, and whether it takes the character; 0: it is not closed. */
static size_t match_class(const glob *g, size_t at, char c, bool *takes)
{
    const char *p = g->text.ptr;
    bool found = false;
    size_t i = at + 1;
    const bool negated = is_at(g, i, '!') || is_at(g, i, '^');
    if (negated) i++;
    for (const size_t first = i; i < g->text.len && (p[i] != ']' || i == first); i++) {
        const bool range = is_at(g, i + 1, '-') && i + 2 < g->text.len && p[i + 2] != ']';
        if (range ? c >= p[i] && c <= p[i + 2] : c == p[i]) found = true;
        if (range) i += 2;
    }
    *takes = found != negated && c != '/';
    return i < g->text.len ? i + 1 : 0;
}

static void step_from(glob *g, size_t i, char c)
{
    const char p = g->text.ptr[i];
    bool takes;
    if (is_deep(g, i)) { /* its second star is: inside of a part of the path */
        const bool at_end = i + 2 == g->text.len;
        g->then[at_end || c == '/' ? i : i + 1] = true;
    } else if (p == '*' && i > 0 && is_deep(g, i - 1)) {
        g->then[c == '/' ? i - 1 : i] = true;
    } else if (p == '*') {
        if (c != '/') g->then[i] = true;
    } else if (p == '[' && match_class(g, i, c, &takes)) {
        if (takes) g->then[match_class(g, i, c, &takes)] = true;
    } else if (p == '?' ? c != '/' : c == p && !g->next[i] && !g->behind[i]) {
        g->then[i + 1] = true;
    }
}

static bool match(glob *g, slsc_str path)
{
    memset(g->now, 0, g->text.len + 1);
    g->now[0] = true;
    spread(g);
    for (size_t at = 0; at < path.len; at++) {
        memset(g->then, 0, g->text.len + 1);
        for (size_t i = 0; i < g->text.len; i++)
            if (g->now[i]) step_from(g, i, path.ptr[at]);
        memcpy(g->now, g->then, g->text.len + 1);
        spread(g);
    }
    return g->now[g->text.len];
}

static bool is_plain(slsc_str pattern)
{
    for (size_t i = 0; i < pattern.len; i++)
        if (strchr("*?[{", pattern.ptr[i])) return false;
    return true;
}

bool bundler_match_glob(slsc_str pattern, slsc_str path)
{
    if (pattern.len >= 2 && memcmp(pattern.ptr, "./", 2) == 0)
        pattern = (slsc_str) { pattern.ptr + 2, pattern.len - 2 };
    else if (pattern.len && pattern.ptr[0] == '/')
        pattern = (slsc_str) { pattern.ptr + 1, pattern.len - 1 };
    if (pattern.len == 0 || path.len == 0) return false;
    const bool name_only = !memchr(pattern.ptr, '/', pattern.len);
    for (size_t i = path.len; name_only && i-- > 0;)
        if (path.ptr[i] == '/') {
            path = (slsc_str) { path.ptr + i + 1, path.len - i - 1 };
            break;
        }
    if (is_plain(pattern)) return bundler_eq(pattern, path);
    glob g = { .text = pattern };
    if (pattern.len > LIMIT_GLOB) return true;
    find_groups(&g);
    return match(&g, path);
}
