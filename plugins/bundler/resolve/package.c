/* package.c: what a package.json says. Anything may stand in one, so each member is taken when it
 * has the type it should have, and passed over when not, as Node does; one that is no JSON at all
 * makes the package unusable, as it does there too. */
#include "state.h"

static slsc_str text_of(const bundler_json *json, const char *key)
{
    return bundler_json_text(bundler_json_get(json, key));
}

static const bundler_json *not_null(const bundler_json *value)
{
    return value && value->kind != BUNDLER_JSON_NULL ? value : NULL;
}

static const bundler_side_effects *read_side_effects(bundler_arena *arena, const bundler_json *json)
{
    const bundler_json *value = bundler_json_get(json, "sideEffects");
    if (!value) return NULL;
    const bool list = value->kind == BUNDLER_JSON_LIST;
    if (value->kind != BUNDLER_JSON_FALSE && value->kind != BUNDLER_JSON_STRING && !list)
        return NULL;
    bundler_side_effects *effects = bundler_alloc(arena, sizeof *effects);
    if (value->kind == BUNDLER_JSON_FALSE) return effects;
    size_t capacity = 0;
    slsc_str *globs = NULL;
    for (const bundler_json *glob = list ? value->first : value; glob; glob = glob->next) {
        if (glob->kind != BUNDLER_JSON_STRING) continue;
        globs = bundler_grow(arena, globs, effects->count, &capacity, sizeof *globs);
        globs[effects->count++] = glob->text;
        if (!list) break;
    }
    effects->globs = globs;
    return effects;
}

bool bundler_has_effects(const bundler_package_file *package, slsc_str path)
{
    const bundler_side_effects *effects = package->shown.side_effects;
    if (!effects) return true;
    const size_t folder = package->shown.folder.len == 1 ? 1 : package->shown.folder.len + 1;
    const slsc_str way = { path.ptr + folder, path.len - folder };
    for (size_t i = 0; i < effects->count; i++)
        if (bundler_match_glob(effects->globs[i], way)) return true;
    return false;
}

static void read_package(bundler_resolver *r, bundler_package_file *package, bundler_item *item)
{
    const slsc_str path = bundler_item_path(&r->disk, item);
    slsc_str text;
    uint32_t error_offset = 0;
    const bundler_read_error error = bundler_read(r->arena, path, &text);
    const bundler_json *json =
        error ? NULL : bundler_json_read(r->arena, text, false, &error_offset);
    package->broken = !json;
    if (error)
        package->why = bundler_printf(r->arena, "`%s`: %s", path.ptr, bundler_read_reason(error));
    else if (!json)
        package->why =
            bundler_printf(r->arena, "`%s` is not JSON, byte %u", path.ptr, error_offset);
    const slsc_str type = text_of(json, "type");
    package->shown = (bundler_package) {
        .folder = package->folder->path,
        .name = text_of(json, "name"),
        .version = text_of(json, "version"),
        .is_module = bundler_is(type, "module"),
        .is_script = bundler_is(type, "commonjs"),
        .in_node_modules = package->folder->in_node_modules,
        .json = json,
        .side_effects = read_side_effects(r->arena, json),
    };
    package->exports = not_null(bundler_json_get(json, "exports"));
    package->imports = not_null(bundler_json_get(json, "imports"));
}

bundler_package_file *bundler_own_package(bundler_resolver *r, bundler_folder *folder)
{
    if (folder->knows_own_package) return folder->own_package;
    folder->knows_own_package = true;
    if (!bundler_may_read(r, folder)) return NULL;
    bundler_item *item = bundler_look(&r->disk, folder, bundler_s("package.json"));
    if (!item || item->kind != BUNDLER_ITEM_FILE) return NULL;
    folder->own_package = bundler_alloc(r->arena, sizeof *folder->own_package);
    folder->own_package->folder = folder;
    read_package(r, folder->own_package, item);
    return folder->own_package;
}

/* The folder `node_modules` itself belongs to no package. */
bundler_package_file *bundler_nearest_package(bundler_resolver *r, bundler_folder *folder)
{
    bundler_package_file *found = NULL;
    bundler_folder *at = folder;
    for (; at && !at->knows_package; at = bundler_up(r, at)) {
        if (bundler_is(at->name, "node_modules")) break;
        found = bundler_own_package(r, at);
        if (found) break;
    }
    if (at && at->knows_package) found = at->package;
    for (bundler_folder *f = folder; f; f = f->parent) {
        f->knows_package = true;
        f->package = found;
        if (f == at || !bundler_up(r, f)) break;
    }
    return found;
}

const bundler_package *bundler_package_of(bundler_resolver *r, slsc_str path)
{
    bundler_folder *folder = bundler_walk_folder(&r->disk, r->disk.root, path);
    const bundler_package_file *found = folder ? bundler_nearest_package(r, folder) : NULL;
    return found ? &found->shown : NULL;
}

slsc_str bundler_package_name(slsc_str specifier)
{
    const slsc_str none = { NULL, 0 };
    if (specifier.len == 0 || strchr("./#", specifier.ptr[0])) return none;
    size_t at = 0, last = 0; /* where the last part of the name begins */
    for (; at < specifier.len; at++) {
        if (specifier.ptr[at] == ':') return none;
        if (specifier.ptr[at] != '/') continue;
        if (specifier.ptr[0] != '@' || last) break;
        last = at + 1;
    }
    const slsc_str part = { specifier.ptr + last, at - last };
    const bool half = specifier.ptr[0] == '@' && !last; /* "@s" */
    if (half || !part.len || bundler_is(part, ".") || bundler_is(part, "..")) return none;
    return (slsc_str) { specifier.ptr, at };
}

const bundler_package *bundler_find_package(bundler_resolver *r, slsc_str path, slsc_str name)
{
    bundler_folder *at = bundler_walk_folder(&r->disk, r->disk.root, path);
    if (name.len == 0 || !bundler_eq(bundler_package_name(name), name)) return NULL;
    for (; at; at = bundler_up(r, at)) {
        if (bundler_is(at->name, "node_modules")) continue;
        bundler_item *item = bundler_look(&r->disk, at, bundler_s("node_modules"));
        bundler_folder *modules = bundler_enter(&r->disk, item);
        bundler_folder *folder = modules ? bundler_walk_folder(&r->disk, modules, name) : NULL;
        const bundler_package_file *found = folder ? bundler_own_package(r, folder) : NULL;
        if (found) return &found->shown;
    }
    return NULL;
}
