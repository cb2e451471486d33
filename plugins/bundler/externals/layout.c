/* layout.c: where each package lies in node_modules of the zip.
 *
 * Node looks for a name in node_modules of the asking package and then of each one above. A package
 * is placed as high as it can be: not where another one of its name lies on the way, and not where
 * it would catch a name that somebody below already finds further up; those levels are claimed. The
 * topmost level is kept for what the service itself sees by a name, so that packages which use what
 * they do not declare find what they found before.
 *
 * So it does not matter how the packages lay on disk: flat, nested, or behind links. */
#include "parts.h"

enum { LIMIT_DEPTH = 40, LIMIT_PLACES = 100000 };

typedef struct layout {
    packing *p;
    bundler_table lies;    /* level and name -> index of the place */
    bundler_table claimed; /* level and name -> index of the package that is found through it */
    bundler_text key;
} layout;

/* Level 0 is the topmost node_modules, level i + 1 that of place i. */
static slsc_str key_of(layout *l, uint32_t level, slsc_str name)
{
    l->key.len = 0;
    bundler_add_number(&l->key, level);
    bundler_addz(&l->key, "/");
    bundler_add(&l->key, name);
    return bundler_done(&l->key);
}

static uint32_t *slot(layout *l, bundler_table *table, uint32_t level, slsc_str name)
{
    const slsc_str key = key_of(l, level, name);
    if (bundler_table_find(table, key) != BUNDLER_NONE) return bundler_table_at(table, key);
    return bundler_table_at(table, bundler_copy(l->p->arena, key));
}

static uint32_t above(const layout *l, uint32_t level) { return l->p->places[level - 1].inside; }

static void claim(layout *l, uint32_t from, uint32_t to, slsc_str name, uint32_t package)
{
    for (; from != to; from = above(l, from)) *slot(l, &l->claimed, from, name) = package;
}

static bool is_free(layout *l, uint32_t level, slsc_str name, uint32_t package)
{
    const uint32_t other = bundler_table_find(&l->claimed, key_of(l, level, name));
    if (other != BUNDLER_NONE && other != package) return false;
    if (level > 0) return true;
    const bundler_package *seen = bundler_find_package(l->p->resolver, l->p->options->root, name);
    const uint32_t index = seen ? bundler_table_find(&l->p->known, seen->folder) : BUNDLER_NONE;
    return index == BUNDLER_NONE || index == package;
}

static void put(layout *l, uint32_t level, slsc_str name, uint32_t package)
{
    packing *p = l->p;
    const char *in = level ? p->places[level - 1].path.ptr : "";
    const slsc_str path = bundler_printf(p->arena, "%s%snode_modules/%.*s", in, level ? "/" : "",
                                         (int)name.len, name.ptr);
    const uint32_t depth = level ? p->places[level - 1].depth + 1 : 1;
    *slot(l, &l->lies, level, name) = (uint32_t)p->place_count;
    p->places =
        bundler_grow(p->arena, p->places, p->place_count, &p->place_capacity, sizeof *p->places);
    p->places[p->place_count++] = (place) { path, package, level, depth };
}

/* Makes `name`, asked for at a level, lead to the package. */
static void place_need(layout *l, uint32_t level, const need *n)
{
    uint32_t best = BUNDLER_NONE;
    for (uint32_t at = level;; at = above(l, at)) {
        const uint32_t found = bundler_table_find(&l->lies, key_of(l, at, n->name));
        if (found != BUNDLER_NONE && l->p->places[found].package == n->package) {
            claim(l, level, at, n->name, n->package);
            return;
        }
        if (found != BUNDLER_NONE) break;
        if (is_free(l, at, n->name, n->package)) best = at;
        if (at == 0) break;
    }
    /* At its own level a package never is kept from what it asks for first. */
    if (best == BUNDLER_NONE) best = level;
    claim(l, level, best, n->name, n->package);
    put(l, best, n->name, n->package);
}

void bundler_externals_lay_out(packing *p)
{
    layout l = { .p = p, .lies.arena = p->arena, .claimed.arena = p->arena, .key.arena = p->arena };
    for (size_t i = 0; i < p->root_count; i++) put(&l, 0, p->roots[i].name, p->roots[i].package);
    for (uint32_t i = 0; i < p->place_count; i++) {
        const wanted *of = &p->packages[p->places[i].package];
        if (p->places[i].depth > LIMIT_DEPTH || p->place_count > LIMIT_PLACES) {
            bundler_externals_say(
                p, BUNDLER_EXTERNALS_LAYOUT,
                bundler_printf(p->arena,
                               "versions of `%.*s` and its dependencies need each other in circles",
                               (int)of->package->name.len, of->package->name.ptr));
            return;
        }
        for (size_t n = 0; n < of->need_count; n++) place_need(&l, i + 1, &of->needs[n]);
    }
}
