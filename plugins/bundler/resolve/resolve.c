/* resolve.c: what the text of an import means.
 *
 * The order is Node's: externals and modules of Node itself, then ways ("./x"), then names: what
 * tsconfig.json makes of them, `#x` of the own package, the own package by its name, and
 * node_modules of each folder upwards. Where bundlers and TypeScript are kinder than Node's
 * `import` (extensions, folders), both `import` and `require` get that kindness. */
#include "state.h"

enum { LIMIT_DEPTH = 16 }; /* `imports` that lead to names that lead to ... */

typedef struct ask {
    bundler_resolver *r;
    bundler_folder *folder; /* of the module that asks */
    const bundler_conditions *conditions;
    bundler_asker asker;
    bundler_found *out;
    int depth;
} ask;

static bool starts(slsc_str text, const char *prefix)
{
    const size_t length = strlen(prefix);
    return text.len >= length && memcmp(text.ptr, prefix, length) == 0;
}

static const char *z(const ask *a, slsc_str text) { return bundler_copy(a->r->arena, text).ptr; }

#define SAY(ask, ...) say(ask, bundler_printf((ask)->r->arena, __VA_ARGS__))

/* The first reason counts: it is the one about what was written. */
static bool say(ask *a, slsc_str why)
{
    a->out->kind = BUNDLER_FOUND_NOTHING;
    if (!a->out->why.len) a->out->why = why;
    return false;
}

/* ---- Results ---- */

static bool found_name(ask *a, bundler_found_kind kind, slsc_str name)
{
    a->out->kind = kind;
    a->out->path = name;
    return true;
}

static bool found_builtin(ask *a, slsc_str name)
{
    const slsc_str bare = starts(name, "node:") ? (slsc_str) { name.ptr + 5, name.len - 5 } : name;
    return found_name(a, BUNDLER_FOUND_BUILTIN, bundler_is_builtin(bare) ? bare : name);
}

static bool found_file(ask *a, bundler_item *item)
{
    bundler_resolver *r = a->r;
    const slsc_str path = bundler_item_path(&r->disk, item);
    if (r->options.hermetic && !bundler_is_below(item->in, r->disk.root))
        return SAY(a, "`%s` lies outside of the service", path.ptr);
    const bundler_file *file = bundler_describe(r, item);
    if (file->package && file->package->broken && file->kind == BUNDLER_FILE_SCRIPT)
        return say(a, file->package->why);
    bundler_found *out = a->out;
    out->kind = BUNDLER_FOUND_FILE;
    out->path = path;
    out->file = file->kind;
    out->language = file->language;
    out->goal = file->goal;
    out->package = file->package ? &file->package->shown : NULL;
    out->tsconfig = file->tsconfig;
    out->no_effects = file->no_effects;
    return true;
}

/* ---- Packages ---- */

static const char *name_of(const ask *a, const bundler_package_file *package)
{
    return z(a, package->shown.name.len ? package->shown.name : package->folder->name);
}

/* A file of the package that its `exports` or `imports` lead to. */
static bool found_target(ask *a, const bundler_package_file *package, slsc_str target,
                         const char *field)
{
    slsc_str way;
    bundler_item *item = NULL;
    if (bundler_percent_decode(a->r->arena, target, &way) == SLSC_OK)
        item = bundler_find_exactly(a->r, package->folder, way);
    if (item) return found_file(a, item);
    return SAY(a, "`%s` of package `%s` leads to `%s`, which does not exist", field,
               name_of(a, package), z(a, target));
}

static bool wrong_target(ask *a, const bundler_package_file *package, slsc_str target,
                         const char *field)
{
    return SAY(a, "`%s` of package `%s` is not valid: `%s`", field, name_of(a, package),
               z(a, target));
}

static bool by_exports(ask *a, const bundler_package_file *package, slsc_str rest)
{
    bundler_arena *arena = a->r->arena;
    slsc_str subpath = bundler_s(".");
    if (rest.len) subpath = bundler_printf(arena, ".%.*s", (int)rest.len, rest.ptr);
    const bundler_target target =
        bundler_exports_find(arena, package->exports, subpath, a->conditions);
    if (target.kind == BUNDLER_TARGET_FILE) return found_target(a, package, target.text, "exports");
    if (target.kind == BUNDLER_TARGET_WRONG)
        return wrong_target(a, package, target.text, "exports");
    return SAY(a, "`%s` is not exported by package `%s`", z(a, subpath), name_of(a, package));
}

static bool by_name(ask *a, slsc_str specifier);

static bool by_imports(ask *a, slsc_str specifier)
{
    const bundler_package_file *package = bundler_nearest_package(a->r, a->folder);
    if (!package)
        return SAY(a, "there is no package.json whose `imports` could define `%s`",
                   z(a, specifier));
    if (package->broken) return say(a, package->why);
    const bundler_target target =
        bundler_imports_find(a->r->arena, package->imports, specifier, a->conditions);
    if (target.kind == BUNDLER_TARGET_FILE) return found_target(a, package, target.text, "imports");
    if (target.kind == BUNDLER_TARGET_WRONG)
        return wrong_target(a, package, target.text, "imports");
    if (target.kind == BUNDLER_TARGET_NONE)
        return SAY(a, "`%s` is not defined by `imports` of package `%s`", z(a, specifier),
                   name_of(a, package));
    if (++a->depth > LIMIT_DEPTH || starts(target.text, "#"))
        return wrong_target(a, package, target.text, "imports");
    a->folder = package->folder;
    return by_name(a, target.text);
}

/* ---- Names ---- */

static bool is_external(const bundler_resolver *r, slsc_str specifier)
{
    for (size_t i = 0; i < r->options.external_count; i++) {
        const slsc_str name = r->options.externals[i];
        if (bundler_match_star(name, specifier)) return true;
        if (name.len > 0 && specifier.len > name.len && specifier.ptr[name.len] == '/' &&
            memcmp(specifier.ptr, name.ptr, name.len) == 0)
            return true; /* "a" is "a/b" too */
    }
    return false;
}

/* 1: found, 0: this node_modules has nothing, -1: it has, but not for us. */
static int in_modules(ask *a, bundler_folder *modules, slsc_str name, slsc_str specifier)
{
    bundler_folder *folder = bundler_walk_folder(&a->r->disk, modules, name);
    const bundler_package_file *package = folder ? bundler_own_package(a->r, folder) : NULL;
    if (package && package->broken) {
        say(a, package->why);
        return -1;
    }
    const slsc_str rest = { specifier.ptr + name.len, specifier.len - name.len };
    if (package && package->exports) return by_exports(a, package, rest) ? 1 : -1;
    bundler_item *item = bundler_find_file(a->r, modules, specifier);
    if (item) return found_file(a, item) ? 1 : -1;
    if (folder && rest.len)
        SAY(a, "package `%s` has no file `.%.*s`", z(a, name), (int)rest.len, rest.ptr);
    else if (package)
        SAY(a, "package `%s` has no file that could be its main one", z(a, name));
    return 0;
}

static bool by_node_modules(ask *a, slsc_str specifier)
{
    slsc_str name = bundler_package_name(specifier);
    if (!name.len) name = specifier;
    for (bundler_folder *at = a->folder; at; at = bundler_up(a->r, at)) {
        if (bundler_is(at->name, "node_modules")) continue;
        bundler_item *item = bundler_look(&a->r->disk, at, bundler_s("node_modules"));
        bundler_folder *modules = bundler_enter(&a->r->disk, item);
        const int found = modules ? in_modules(a, modules, name, specifier) : 0;
        if (found) return found > 0;
    }
    a->out->absent = true;
    return SAY(a, "package `%s` is not installed", z(a, name));
}

static bool by_own_name(ask *a, slsc_str specifier, bool *is_own)
{
    const slsc_str name = bundler_package_name(specifier);
    const bundler_package_file *own = bundler_nearest_package(a->r, a->folder);
    *is_own = own && own->exports && name.len && bundler_eq(own->shown.name, name);
    const slsc_str rest = { specifier.ptr + name.len, specifier.len - name.len };
    return *is_own && by_exports(a, own, rest);
}

/* A name that a module or `imports` asks for. */
static bool by_name(ask *a, slsc_str specifier)
{
    bool is_own;
    if (is_external(a->r, specifier)) return found_name(a, BUNDLER_FOUND_EXTERNAL, specifier);
    if (bundler_is_builtin(specifier)) return found_builtin(a, specifier);
    if (by_own_name(a, specifier, &is_own) || is_own) return a->out->kind == BUNDLER_FOUND_FILE;
    if (a->r->options.packages_external) return found_name(a, BUNDLER_FOUND_EXTERNAL, specifier);
    return by_node_modules(a, specifier);
}

/* ---- Ways and addresses ---- */

static bool by_way(ask *a, slsc_str specifier)
{
    bundler_item *item = bundler_find_file(a->r, a->folder, specifier);
    const bool relative = specifier.ptr[0] == '.';
    const struct bundler_config *config = relative ? bundler_config_of(a->r, a->folder) : NULL;
    if (!item && config) item = bundler_config_find_way(a->r, config, a->folder, specifier);
    if (item) return found_file(a, item);
    return SAY(a, "there is no file `%s`", z(a, specifier));
}

static bool by_file_address(ask *a, slsc_str rest)
{
    slsc_str way;
    for (size_t i = 0; i < rest.len; i++) {
        if (rest.ptr[i] != '?' && rest.ptr[i] != '#') continue;
        a->out->query = (slsc_str) { rest.ptr + i, rest.len - i };
        rest.len = i;
    }
    if (starts(rest, "//localhost/")) rest = (slsc_str) { rest.ptr + 11, rest.len - 11 };
    if (starts(rest, "///")) rest = (slsc_str) { rest.ptr + 2, rest.len - 2 };
    if (!starts(rest, "/") || starts(rest, "//"))
        return SAY(a, "`file:` with the name of a machine is not supported");
    if (bundler_percent_decode(a->r->arena, rest, &way) != SLSC_OK)
        return SAY(a, "`file:%s` is not a valid address", z(a, rest));
    return by_way(a, way);
}

/* "scheme:"; a name of one letter is a drive, and no scheme */
static bool has_scheme(slsc_str text)
{
    size_t at = 0;
    while (at < text.len && ((text.ptr[at] >= 'a' && text.ptr[at] <= 'z') || text.ptr[at] == '-'))
        at++;
    return at > 1 && at < text.len && text.ptr[at] == ':';
}

static bool by_address(ask *a, slsc_str specifier)
{
    if (bundler_is_builtin(specifier)) return found_builtin(a, specifier);
    if (starts(specifier, "node:")) return SAY(a, "Node has no module `%s`", z(a, specifier));
    if (starts(specifier, "file:"))
        return by_file_address(a, (slsc_str) { specifier.ptr + 5, specifier.len - 5 });
    if (starts(specifier, "data:") && a->asker == BUNDLER_BY_IMPORT)
        return found_name(a, BUNDLER_FOUND_EXTERNAL, specifier);
    if (starts(specifier, "http:") || starts(specifier, "https:"))
        return SAY(a, "modules are not loaded from the network");
    return SAY(a, "modules of this kind of address are not supported");
}

static bool is_way(slsc_str text)
{
    return starts(text, "./") || starts(text, "../") || starts(text, "/") ||
           bundler_is(text, ".") || bundler_is(text, "..");
}

static bool try(ask *a, slsc_str specifier)
{
    if (is_way(specifier)) return by_way(a, specifier);
    if (has_scheme(specifier)) return by_address(a, specifier);
    if (bundler_is_builtin(specifier)) return found_builtin(a, specifier);
    const struct bundler_config *config = bundler_config_of(a->r, a->folder);
    bundler_item *item = config ? bundler_config_find(a->r, config, specifier) : NULL;
    if (item) return found_file(a, item);
    if (starts(specifier, "#")) return by_imports(a, specifier);
    return by_name(a, specifier);
}

/* "./x?y" and "./x#y" where no file has such a name. */
static bool try_without_query(ask *a, slsc_str specifier)
{
    for (size_t i = 1; i < specifier.len; i++) {
        if (specifier.ptr[i] != '?' && specifier.ptr[i] != '#') continue;
        if (!try(a, (slsc_str) { specifier.ptr, i })) return false;
        a->out->query = (slsc_str) { specifier.ptr + i, specifier.len - i };
        return true;
    }
    return false;
}

/* `import` is of addresses: "./a%20b.js" where no file has such a name. */
static bool try_decoded(ask *a, slsc_str specifier)
{
    slsc_str name;
    if (a->asker != BUNDLER_BY_IMPORT || !memchr(specifier.ptr, '%', specifier.len)) return false;
    if (bundler_percent_decode(a->r->arena, specifier, &name) != SLSC_OK) return false;
    return try(a, name);
}

/* ---- The door ---- */

/* A module that is made, not read, may stand in a folder that does not exist: it looks upwards from
 * the next one that does, and its ways are those of the text. */
static slsc_str begin_in(ask *a, slsc_str folder, slsc_str specifier)
{
    bundler_resolver *r = a->r;
    const slsc_str whole = folder;
    while (!(a->folder = bundler_walk_folder(&r->disk, r->disk.root, folder))) do
            folder.len--;
        while (folder.len && folder.ptr[folder.len] != '/');
    if (folder.len == whole.len || !is_way(specifier) || specifier.ptr[0] == '/') return specifier;
    const slsc_str below = { whole.ptr + folder.len + 1, whole.len - folder.len - 1 };
    const slsc_str way = bundler_printf(r->arena, "%s/%s", z(a, below), z(a, specifier));
    return bundler_printf(r->arena, "./%s", z(a, bundler_normal_way(r->arena, way)));
}

void bundler_resolve(bundler_resolver *r, slsc_str folder, slsc_str specifier, bundler_asker asker,
                     bundler_found *out)
{
    *out = (bundler_found) { .kind = BUNDLER_FOUND_NOTHING };
    ask a = { .r = r, .out = out, .asker = asker, .conditions = &r->conditions[asker] };
    if (specifier.len == 0)
        SAY(&a, "the name is empty");
    else if (memchr(specifier.ptr, 0, specifier.len))
        SAY(&a, "the name has a zero byte");
    else if (is_external(r, specifier))
        found_name(&a, BUNDLER_FOUND_EXTERNAL, specifier);
    else {
        specifier = begin_in(&a, folder, specifier);
        (void)(try(&a, specifier) || try_decoded(&a, specifier) ||
               try_without_query(&a, specifier));
    }
    if (out->kind != BUNDLER_FOUND_NOTHING) out->why = (slsc_str) { NULL, 0 };
}

void bundler_resolve_file(bundler_resolver *r, slsc_str path, bundler_found *out)
{
    *out = (bundler_found) { .kind = BUNDLER_FOUND_NOTHING };
    ask a = { .r = r, .out = out };
    bundler_item *item = bundler_walk(&r->disk, r->disk.root, path, NULL);
    if (item && item->kind == BUNDLER_ITEM_FILE)
        found_file(&a, item);
    else
        SAY(&a, "there is no file `%s`", z(&a, path));
}
