/* assets.c: files that a module reads by a way from itself.
 *
 * The log of the parser says where `__dirname` and `import.meta` stand; what stands
 * around them is read here, as far as it is made of literals:
 *
 *     __dirname + "/a" + "/b"        `${__dirname}/a`        join(__dirname, "a", "b")
 *     new URL("./a", import.meta.url)
 *
 * A way that leads to a file brings the file, one that leads to a folder of the package all that is
 * in it. What is not there is passed over: it may be made when the module runs. */
#include "parts.h"
#include "resolve/state.h"

enum { LIMIT_FOLDERS = 32, LIMIT_LITERAL = 4096 };

typedef struct scan { /* of the source, forwards */
    const char *at, *end;
    bundler_text way;
} scan;

static void skip_space(scan *s)
{
    while (s->at < s->end && *s->at && strchr(" \t\r\n", *s->at)) s->at++;
}

static bool take(scan *s, char c)
{
    skip_space(s);
    if (s->at == s->end || *s->at != c) return false;
    s->at++;
    return true;
}

/* A literal without escapes: names of files need none. */
static bool take_literal(scan *s, slsc_str *out)
{
    skip_space(s);
    if (s->at == s->end || !*s->at || !strchr("'\"`", *s->at)) return false;
    const char quote = *s->at;
    const char *close = s->at + 1;
    for (; close < s->end && *close != quote; close++)
        if (*close == '\\' || *close == '\n' || (quote == '`' && *close == '$')) return false;
    if (close == s->end) return false;
    *out = (slsc_str) { s->at + 1, (size_t)(close - s->at) - 1 };
    s->at = close + 1;
    return true;
}

/* ---- What stands around ---- */

/* Offset behind the last character before `offset` that is no space. */
static uint32_t before_space(slsc_str source, uint32_t offset)
{
    while (offset > 0 && source.ptr[offset - 1] && strchr(" \t\r\n", source.ptr[offset - 1]))
        offset--;
    return offset;
}

static bool ends_with(slsc_str source, uint32_t offset, const char *wanted)
{
    const size_t length = strlen(wanted);
    return offset >= length && memcmp(source.ptr + offset - length, wanted, length) == 0;
}

/* __dirname + "/a" + "/b" */
static bool sum(scan *s)
{
    slsc_str literal;
    bool any = false;
    while (take(s, '+')) {
        if (!take_literal(s, &literal)) return false;
        bundler_add(&s->way, literal);
        any = true;
    }
    return any;
}

/* join(__dirname, "a", "b"): also path.join, resolve, path.posix.resolve ... */
static bool joined(scan *s, slsc_str source, uint32_t offset)
{
    slsc_str literal;
    offset = before_space(source, offset);
    if (!ends_with(source, offset, "(")) return false;
    offset = before_space(source, offset - 1);
    if (!ends_with(source, offset, "join") && !ends_with(source, offset, "resolve")) return false;
    while (take(s, ',')) {
        if (take(s, ')')) return true; /* a comma at the end */
        if (!take_literal(s, &literal)) return false;
        bundler_addz(&s->way, "/");
        bundler_add(&s->way, literal);
    }
    return take(s, ')');
}

/* `${__dirname}/a` */
static bool filled_in(scan *s, slsc_str source, uint32_t offset)
{
    if (!ends_with(source, before_space(source, offset), "`${") || !take(s, '}')) return false;
    const char *begin = s->at;
    for (; s->at < s->end && *s->at != '`'; s->at++)
        if (*s->at == '\\' || *s->at == '$' || *s->at == '\n') return false;
    bundler_add(&s->way, (slsc_str) { begin, (size_t)(s->at - begin) });
    return s->at < s->end;
}

/* new URL("./a", import.meta.url): the literal lies before the reference. */
static bool address(scan *s, slsc_str source, uint32_t offset)
{
    slsc_str literal, way;
    offset = before_space(source, offset);
    if (!take(s, ')') || !ends_with(source, offset, ",")) return false;
    const uint32_t close = before_space(source, offset - 1);
    if (close < 2 || !source.ptr[close - 1] || !strchr("'\"`", source.ptr[close - 1])) return false;
    uint32_t open = close - 1;
    while (open > 0 && source.ptr[open - 1] != source.ptr[close - 1] &&
           source.ptr[open - 1] != '\n' && close - open < LIMIT_LITERAL)
        open--;
    if (open == 0 || source.ptr[open - 1] != source.ptr[close - 1]) return false;
    scan text = { source.ptr + open - 1, source.ptr + close, { 0 } };
    offset = before_space(source, open - 1);
    if (!ends_with(source, offset, "(") || !take_literal(&text, &literal)) return false;
    if (!ends_with(source, before_space(source, offset - 1), "URL")) return false;
    if (memchr(literal.ptr, ':', literal.len)) return false;
    if (bundler_percent_decode(s->way.arena, literal, &way) != SLSC_OK) return false;
    bundler_addz(&s->way, "/");
    bundler_add(&s->way, way);
    return true;
}

/* require("a" + ""): some hide a name so from tools that would bundle it. */
bool bundler_trace_spelled(tracing *t, const traced_module *m, const bundler_import *import,
                           slsc_str *out)
{
    const slsc_str source = m->log->source;
    scan s = { source.ptr + import->offset, source.ptr + import->end, { .arena = t->arena } };
    slsc_str literal;
    while (s.at < s.end && *s.at != '(') s.at++;
    if (!take(&s, '(') || !take_literal(&s, &literal)) return false;
    bundler_add(&s.way, literal);
    if (!sum(&s) || !take(&s, ')')) return false;
    *out = bundler_done(&s.way);
    return true;
}

/* ---- Where it leads ---- */

static void add_folder(tracing *t, bundler_folder *folder, const char *only, int depth)
{
    bundler_disk *disk = &t->resolver->disk;
    const size_t length = strlen(only);
    for (size_t i = 0; depth < LIMIT_FOLDERS && i < folder->item_count; i++) {
        bundler_item *item = &folder->items[i];
        if (bundler_is(item->name, "node_modules") || bundler_is(item->name, ".git")) continue;
        item = bundler_look(disk, folder, item->name);
        if (item != &folder->items[i]) continue; /* a link: what it leads to is somebody else's */
        if (item->kind == BUNDLER_ITEM_FOLDER)
            add_folder(t, bundler_enter(disk, item), only, depth + 1);
        const bool fits = item->name.len >= length &&
                          memcmp(item->name.ptr + item->name.len - length, only, length) == 0;
        if (item->kind == BUNDLER_ITEM_FILE && fits)
            bundler_trace_add(t, bundler_item_path(disk, item));
    }
}

void bundler_trace_natives(tracing *t, const traced_module *m)
{
    bundler_disk *disk = &t->resolver->disk;
    bundler_folder *folder =
        m->package ? bundler_walk_folder(disk, disk->top, m->package->folder) : NULL;
    if (folder && folder->in_node_modules) add_folder(t, folder, ".node", 0);
}

/* A folder of the package that is not the package, nor around the module: those would be all. */
static bool is_part(const traced_module *m, const bundler_disk *disk, const bundler_folder *folder,
                    const bundler_folder *own)
{
    const slsc_str whole = m->package ? m->package->folder : disk->root->path;
    const bool inside = folder->path.len > whole.len &&
                        memcmp(folder->path.ptr, whole.ptr, whole.len) == 0 &&
                        (whole.len == 1 || folder->path.ptr[whole.len] == '/');
    return inside && !bundler_is_below(own, folder);
}

static void add_way(tracing *t, const traced_module *m, slsc_str way)
{
    bundler_disk *disk = &t->resolver->disk;
    bundler_folder *own = bundler_walk_folder(disk, disk->top, m->folder), *folder = NULL;
    bundler_found found;
    if (!own || !way.len || way.ptr[0] != '/') return; /* __dirname + "x": beside the folder */
    way = bundler_printf(t->arena, ".%.*s", (int)way.len, way.ptr);
    bundler_item *item = bundler_walk(disk, own, bundler_normal_way(t->arena, way), &folder);
    if (folder) {
        if (is_part(m, disk, folder, own)) add_folder(t, folder, "", 0);
        return;
    }
    if (item && item->kind == BUNDLER_ITEM_FILE)
        bundler_resolve_file(t->resolver, bundler_item_path(disk, item), &found);
    else
        bundler_resolve(t->resolver, m->folder, way, BUNDLER_BY_REQUIRE, &found);
    if (found.kind == BUNDLER_FOUND_FILE) bundler_trace_add(t, found.path);
}

void bundler_trace_assets(tracing *t, const traced_module *m)
{
    const slsc_str source = m->log->source;
    for (size_t i = 0; i < m->log->references_count; i++) {
        const bundler_reference *r = &m->log->references[i];
        if (r->symbol != BUNDLER_NONE) continue;
        const slsc_str name = m->log->names[r->name];
        const bool is_folder =
            bundler_is(name, "__dirname") || bundler_is(name, "import.meta.dirname");
        if (!is_folder && !bundler_is(name, "import.meta.url")) continue;
        const scan start = { source.ptr + r->end, source.ptr + source.len, { .arena = t->arena } };
        scan s = start;
        bool known = is_folder ? sum(&s) : address(&s, source, r->offset);
        if (!known && is_folder) known = (s = start, joined(&s, source, r->offset));
        if (!known && is_folder) known = (s = start, filled_in(&s, source, r->offset));
        if (known) add_way(t, m, bundler_done(&s.way));
    }
}
