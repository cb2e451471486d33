/* dependencies.c: what of node_modules is needed by development only.
 *
 * A package is left out when package.json's devDependencies lead to it and its dependencies,
 * optional and peer dependencies do not. (A peer that is optional is no reason to leave a package
 * out, but one to keep it; a peer of the service itself that is among its devDependencies is one of
 * those.) What nobody asks for stays. Names are looked up as node does, in the node_modules folders
 * upwards from the one who asks, as far as the folder of package.json; what is installed counts, a
 * lock file is not needed. Nothing here can fail: where package.json is broken or node_modules is
 * empty, everything stays. */
#include "back/package/dependencies.h"

#include "tree/json.h"

#include <string.h>

enum { MANIFEST_LIMIT = 4 << 20 };

struct slsc_dependencies {
    slsc_unit *unit;
    slsc_keys *excluded; /* paths below the service folder */
};

typedef struct module { /* an installed package */
    slsc_str path;      /* below the service folder */
    const slsc_node *manifest;
    bool reached[2]; /* from devDependencies; from the others */
} module;
enum { BY_DEV, BY_PROD };

typedef struct graph {
    slsc_unit *unit;
    slsc_str root;      /* the folder with package.json */
    slsc_node *numbers; /* path -> position in modules */
    module *modules;
    size_t count, capacity;
    uint32_t *pending;
    size_t pending_count, pending_capacity;
} graph;

static const char *const prod_kinds[] = { "dependencies", "optionalDependencies",
                                          "peerDependencies", NULL };
static const char *const dev_kinds[] = { "devDependencies", NULL };

static const slsc_node *read_manifest(slsc_unit *unit, slsc_str folder)
{
    slsc_str path = slsc_path_join(unit->arena, folder, SLSC_STR("package.json")), text;
    const char *full = slsc_path_join(unit->arena, unit->folder, path).ptr;
    if (slsc_fs_read(unit->arena, full, MANIFEST_LIMIT, &text) != SLSC_FS_OK) return NULL;
    slsc_unit_input(unit, path);
    slsc_node *manifest = slsc_json_parse_text(unit, text, unit->roots[SLSC_CONFIG], NULL);
    return slsc_node_kind(manifest) == SLSC_MAP ? manifest : NULL;
}

/* The module installed at `path`, read when it is met first; -1: there is none. */
static int64_t find_module(graph *g, slsc_str path)
{
    int64_t number = -1;
    if (slsc_node_to_int(slsc_node_get(g->unit, g->numbers, path), &number) == SLSC_OK)
        return number;
    const slsc_node *manifest = read_manifest(g->unit, path);
    if (!manifest) return -1;
    number = (int64_t)g->count;
    g->modules =
        slsc_arena_grow(g->unit->arena, g->modules, g->count, &g->capacity, sizeof *g->modules);
    g->modules[g->count++] = (module) { .path = path, .manifest = manifest };
    slsc_node_set(g->unit, g->numbers, path,
                  slsc_node_number(g->unit, (double)number, g->unit->roots[SLSC_CONFIG]));
    return number;
}

/* Names come from files that strangers wrote: no way out of node_modules. */
static bool usable_name(slsc_str name)
{
    return name.len > 0 && name.len <= 214 && name.ptr[0] != '.' && name.ptr[0] != '/' &&
           slsc_str_find(name, SLSC_STR("..")) == SIZE_MAX &&
           slsc_str_find_char(name, '\0') == SIZE_MAX;
}

/* From a/node_modules/b to a: where node looks next. False: nowhere. */
static bool outer_folder(slsc_str *folder, slsc_str root)
{
    slsc_str modules = SLSC_STR("node_modules/");
    for (size_t at = folder->len; at-- > root.len;) {
        bool starts = at == 0 || folder->ptr[at - 1] == '/';
        if (!starts || !slsc_str_starts(slsc_str_sub(*folder, at, folder->len), modules)) continue;
        *folder = slsc_str_sub(*folder, 0, at > 0 ? at - 1 : 0);
        return true;
    }
    return false;
}

static int64_t resolve(graph *g, slsc_str folder, slsc_str name)
{
    slsc_arena *arena = g->unit->arena;
    if (!usable_name(name)) return -1;
    slsc_str below = slsc_path_join(arena, SLSC_STR("node_modules"), name);
    do {
        int64_t number = find_module(g, slsc_path_join(arena, folder, below));
        if (number >= 0) return number;
    } while (outer_folder(&folder, g->root));
    return -1;
}

/* Whether `manifest` does not need what it names there. */
static bool passed_over(graph *g, slsc_str folder, const slsc_node *manifest, const char *kind,
                        slsc_str name, int by)
{
    slsc_unit *unit = g->unit;
    if (strcmp(kind, "peerDependencies") != 0) return false;
    const slsc_node *meta = slsc_node_getz(unit, manifest, "peerDependenciesMeta");
    const slsc_node *of_name = slsc_node_get(unit, meta, name);
    if (by == BY_DEV && slsc_node_truthy(slsc_node_getz(unit, of_name, "optional"))) return true;
    const slsc_node *dev = slsc_node_getz(unit, manifest, "devDependencies");
    return slsc_str_eq(folder, g->root) && slsc_node_get(unit, dev, name) != NULL;
}

static void push_needs(graph *g, slsc_str folder, const slsc_node *manifest,
                       const char *const *kinds, int by)
{
    for (; *kinds; kinds++) {
        const slsc_node *names = slsc_node_getz(g->unit, manifest, *kinds);
        for (size_t i = 0; slsc_node_kind(names) == SLSC_MAP && i < slsc_node_count(names); i++) {
            slsc_str name = slsc_node_key(names, i);
            if (passed_over(g, folder, manifest, *kinds, name, by)) continue;
            int64_t number = resolve(g, folder, name);
            if (number < 0 || g->modules[number].reached[by]) continue;
            g->modules[number].reached[by] = true;
            g->pending = slsc_arena_grow(g->unit->arena, g->pending, g->pending_count,
                                         &g->pending_capacity, sizeof *g->pending);
            g->pending[g->pending_count++] = (uint32_t)number;
        }
    }
}

static void reach(graph *g, const slsc_node *manifest, const char *const *kinds, int by)
{
    push_needs(g, g->root, manifest, kinds, by);
    while (g->pending_count > 0) {
        module next = g->modules[g->pending[--g->pending_count]];
        push_needs(g, next.path, next.manifest, prod_kinds, by);
    }
}

static void exclude_link(slsc_dependencies *d, slsc_str modules, slsc_str name)
{
    slsc_str link = slsc_strf(d->unit->arena, "%.*s.bin/%.*s", SLSC_FMT(modules), SLSC_FMT(name));
    slsc_keys_intern(d->excluded, link);
}

static void exclude(slsc_dependencies *d, const module *m)
{
    slsc_keys_intern(d->excluded, m->path);
    slsc_str base = slsc_path_base(m->path);
    slsc_str modules = slsc_str_sub(m->path, 0, m->path.len - base.len);
    if (modules.len > 1 &&
        slsc_path_base(slsc_str_sub(modules, 0, modules.len - 1)).ptr[0] == '@') {
        slsc_str scope = slsc_path_base(slsc_str_sub(modules, 0, modules.len - 1));
        modules = slsc_str_sub(modules, 0, modules.len - 1 - scope.len);
    }
    const slsc_node *bin = slsc_node_getz(d->unit, m->manifest, "bin");
    if (slsc_node_kind(bin) == SLSC_STRING) exclude_link(d, modules, base);
    for (size_t i = 0; slsc_node_kind(bin) == SLSC_MAP && i < slsc_node_count(bin); i++)
        exclude_link(d, modules, slsc_node_key(bin, i));
}

slsc_dependencies *slsc_dependencies_new(slsc_unit *unit)
{
    slsc_dependencies *d = SLSC_NEW(unit->arena, slsc_dependencies);
    *d = (slsc_dependencies) { unit, slsc_keys_new(unit->arena) };
    return d;
}

void slsc_dependencies_scan(slsc_dependencies *d, slsc_str folder)
{
    const slsc_node *manifest = read_manifest(d->unit, folder);
    if (!manifest) return;
    graph g = { .unit = d->unit, .root = folder };
    g.numbers = slsc_node_new(d->unit, SLSC_MAP, d->unit->roots[SLSC_CONFIG]);
    reach(&g, manifest, prod_kinds, BY_PROD);
    reach(&g, manifest, dev_kinds, BY_DEV);
    for (size_t i = 0; i < g.count; i++) {
        const module *m = &g.modules[i];
        if (m->reached[BY_DEV] && !m->reached[BY_PROD]) exclude(d, m);
    }
}

bool slsc_dependencies_excluded(const slsc_dependencies *d, slsc_str path)
{
    return slsc_keys_find(d->excluded, path) != NULL;
}
