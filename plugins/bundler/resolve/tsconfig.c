/* tsconfig.c: the settings of TypeScript that change what a module means, or what its imports mean.
 *
 * A file may build on others (`extends`), each of which may do so too; every file is read once, and
 * one that is asked for while it is being read builds on itself. A setting is kept as it is
 * written, with the folder it was written in, until all files are merged: the default of one may
 * depend on another, and ways are relative to the file that has them. */
#include "tsconfig.h"

enum { LIMIT_EXTENDS = 64 };

static const char *const setting_names[] = {
    [SET_JSX] = "jsx",
    [SET_JSX_FACTORY] = "jsxFactory",
    [SET_JSX_FRAGMENT] = "jsxFragmentFactory",
    [SET_JSX_SOURCE] = "jsxImportSource",
    [SET_DECORATORS] = "experimentalDecorators",
    [SET_METADATA] = "emitDecoratorMetadata",
    [SET_DEFINE] = "useDefineForClassFields",
    [SET_TARGET] = "target",
    [SET_VERBATIM] = "verbatimModuleSyntax",
    [SET_PRESERVE] = "preserveValueImports",
    [SET_NOT_USED] = "importsNotUsedAsValues",
    [SET_BASE_URL] = "baseUrl",
    [SET_PATHS] = "paths",
    [SET_ROOT_DIRS] = "rootDirs",
};

static bundler_config *read_config(bundler_resolver *r, bundler_item *item);

/* ---- extends ---- */

static bool ends_in_json(slsc_str text)
{
    return text.len >= 5 && memcmp(text.ptr + text.len - 5, ".json", 5) == 0;
}

static bundler_item *config_file(bundler_resolver *r, bundler_folder *folder, slsc_str way)
{
    for (int with = 0; with < 2; with++) {
        if (with && ends_in_json(way)) break;
        if (with) way = bundler_printf(r->arena, "%.*s.json", (int)way.len, way.ptr);
        bundler_item *item = bundler_walk(&r->disk, folder, way, NULL);
        if (item && item->kind == BUNDLER_ITEM_FILE && bundler_may_read(r, item->in)) return item;
    }
    return NULL;
}

/* "@tsconfig/node22", "@tsconfig/node22/tsconfig.json" */
static bundler_item *config_of_package(bundler_resolver *r, bundler_folder *modules, slsc_str name)
{
    const slsc_str package_name = bundler_package_name(name);
    bundler_folder *folder =
        package_name.len ? bundler_walk_folder(&r->disk, modules, package_name) : NULL;
    const bundler_package_file *package = folder ? bundler_own_package(r, folder) : NULL;
    const slsc_str rest = { name.ptr + package_name.len, name.len - package_name.len };
    if (package && package->exports) {
        const slsc_str subpath = bundler_printf(r->arena, ".%.*s", (int)rest.len, rest.ptr);
        const bundler_target target = bundler_exports_find(r->arena, package->exports, subpath,
                                                           &r->conditions[BUNDLER_BY_REQUIRE]);
        bundler_item *item = target.kind == BUNDLER_TARGET_FILE
                                 ? bundler_walk(&r->disk, folder, target.text, NULL)
                                 : NULL;
        if (item && item->kind == BUNDLER_ITEM_FILE) return item;
    }
    if (rest.len || !folder) return config_file(r, modules, name);
    slsc_str way =
        bundler_json_text(bundler_json_get(package ? package->shown.json : NULL, "tsconfig"));
    return config_file(r, folder, way.len ? way : bundler_s("tsconfig.json"));
}

static bundler_item *find_base(bundler_resolver *r, bundler_folder *folder, slsc_str name)
{
    if (name.len && (name.ptr[0] == '.' || name.ptr[0] == '/')) return config_file(r, folder, name);
    for (bundler_folder *at = folder; at && name.len; at = bundler_up(r, at)) {
        if (bundler_is(at->name, "node_modules")) continue;
        bundler_item *item = bundler_look(&r->disk, at, bundler_s("node_modules"));
        bundler_folder *modules = bundler_enter(&r->disk, item);
        item = modules ? config_of_package(r, modules, name) : NULL;
        if (item) return item;
    }
    return NULL;
}

static void build_on(bundler_resolver *r, bundler_config *config, const bundler_json *name)
{
    const char *path = config->shown.path.ptr;
    if (name->kind != BUNDLER_JSON_STRING) {
        bundler_trouble(r, bundler_printf(r->arena, "`%s`: `extends` is no text", path));
        return;
    }
    const char *text = bundler_copy(r->arena, name->text).ptr;
    bundler_item *item = find_base(r, config->folder, name->text);
    const bundler_config *base = item ? read_config(r, item) : NULL;
    if (!item)
        bundler_trouble(
            r, bundler_printf(r->arena, "`%s` extends `%s`, which does not exist", path, text));
    else if (!base)
        bundler_trouble(r, bundler_printf(r->arena, "`%s` extends `%s`, which %s", path, text,
                                          r->config_depth < LIMIT_EXTENDS
                                              ? "leads back to itself"
                                              : "goes on for too many files"));
    for (int i = 0; base && i < SET_COUNT; i++)
        if (base->settings[i].value) config->settings[i] = base->settings[i];
}

/* ---- Reading ---- */

static void read_settings(bundler_resolver *r, bundler_config *config, const bundler_json *json)
{
    const bundler_json *extends = bundler_json_get(json, "extends");
    if (extends && extends->kind == BUNDLER_JSON_LIST)
        for (const bundler_json *one = extends->first; one; one = one->next)
            build_on(r, config, one);
    else if (extends)
        build_on(r, config, extends);
    const bundler_json *options = bundler_json_get(json, "compilerOptions");
    for (int i = 0; i < SET_COUNT; i++) {
        const bundler_json *value = bundler_json_get(options, setting_names[i]);
        if (value) config->settings[i] = (setting) { value, config->folder };
    }
}

static bool is_true(const bundler_config *config, int name)
{
    const bundler_json *value = config->settings[name].value;
    return value && value->kind == BUNDLER_JSON_TRUE;
}

static slsc_str text(const bundler_config *config, int name)
{
    return bundler_json_text(config->settings[name].value);
}

/* Class fields are assigned by TypeScript up to ES2021 and defined by the language from ES2022 on;
 * without a target they are what the language says. */
static bool is_old_target(slsc_str target)
{
    uint32_t year = 0;
    if (target.len < 3 || (target.ptr[0] | 32) != 'e' || (target.ptr[1] | 32) != 's') return false;
    for (size_t i = 2; i < target.len; i++) {
        if (target.ptr[i] < '0' || target.ptr[i] > '9' || i > 6) return false; /* ESNext */
        year = year * 10 + (uint32_t)(target.ptr[i] - '0');
    }
    return year < 2022;
}

static void show(bundler_config *config)
{
    bundler_tsconfig *shown = &config->shown;
    const slsc_str jsx = text(config, SET_JSX), unused = text(config, SET_NOT_USED);
    const bundler_json *define = config->settings[SET_DEFINE].value;
    shown->jsx_automatic = bundler_is(jsx, "react-jsx") || bundler_is(jsx, "react-jsxdev");
    shown->jsx_preserve = bundler_is(jsx, "preserve") || bundler_is(jsx, "react-native");
    shown->jsx_factory = text(config, SET_JSX_FACTORY);
    shown->jsx_fragment = text(config, SET_JSX_FRAGMENT);
    shown->jsx_import_source = text(config, SET_JSX_SOURCE);
    shown->legacy_decorators = is_true(config, SET_DECORATORS);
    shown->decorator_metadata = is_true(config, SET_METADATA);
    shown->keep_imports = is_true(config, SET_VERBATIM) || is_true(config, SET_PRESERVE) ||
                          bundler_is(unused, "preserve") || bundler_is(unused, "error");
    shown->assign_fields =
        define ? define->kind == BUNDLER_JSON_FALSE : is_old_target(text(config, SET_TARGET));
}

static void read_file(bundler_resolver *r, bundler_config *config)
{
    const char *path = config->shown.path.ptr;
    slsc_str source;
    uint32_t offset = 0;
    const bundler_read_error error = bundler_read(r->arena, config->shown.path, &source);
    const bundler_json *json = error ? NULL : bundler_json_read(r->arena, source, true, &offset);
    if (error)
        bundler_trouble(r, bundler_printf(r->arena, "`%s`: %s", path, bundler_read_reason(error)));
    else if (!json)
        bundler_trouble(r, bundler_printf(r->arena, "`%s` is not JSON, byte %u", path, offset));
    read_settings(r, config, json);
    show(config);
    config->shown.paths = bundler_paths_new(r, config);
}

/* NULL: it is being read right now, or there are too many on the way. */
static bundler_config *read_config(bundler_resolver *r, bundler_item *item)
{
    const slsc_str path = bundler_item_path(&r->disk, item);
    const uint32_t at = bundler_table_find(&r->tsconfig_at, path);
    if (at != BUNDLER_NONE) return r->tsconfigs[at]->reading ? NULL : r->tsconfigs[at];
    if (r->config_depth >= LIMIT_EXTENDS) return NULL;

    bundler_config *config = bundler_alloc(r->arena, sizeof *config);
    config->folder = item->in;
    config->shown.path = path;
    config->reading = true;
    r->tsconfigs = bundler_grow(r->arena, r->tsconfigs, r->tsconfig_count, &r->tsconfig_capacity,
                                sizeof(bundler_config *));
    *bundler_table_at(&r->tsconfig_at, path) = (uint32_t)r->tsconfig_count;
    r->tsconfigs[r->tsconfig_count++] = config;
    r->config_depth++;
    read_file(r, config);
    r->config_depth--;
    config->reading = false;
    return config;
}

/* ---- Which one ---- */

static bundler_config *given_config(bundler_resolver *r)
{
    if (r->knows_tsconfig) return r->tsconfig;
    r->knows_tsconfig = true;
    bundler_item *item = bundler_walk(&r->disk, r->disk.root, r->options.tsconfig, NULL);
    if (item && item->kind == BUNDLER_ITEM_FILE)
        r->tsconfig = read_config(r, item);
    else
        bundler_trouble(r, bundler_printf(r->arena, "there is no file `%.*s`",
                                          (int)r->options.tsconfig.len, r->options.tsconfig.ptr));
    return r->tsconfig;
}

bundler_config *bundler_config_of(bundler_resolver *r, bundler_folder *folder)
{
    if (folder->in_node_modules) return NULL;
    if (r->options.tsconfig.len) return given_config(r);
    bundler_config *found = NULL;
    bundler_folder *at = folder;
    for (; at && !at->knows_tsconfig && !found; at = found ? at : bundler_up(r, at)) {
        bundler_item *item = bundler_look(&r->disk, at, bundler_s("tsconfig.json"));
        if (item && item->kind == BUNDLER_ITEM_FILE) found = read_config(r, item);
    }
    if (!found && at) found = at->tsconfig;
    for (bundler_folder *f = folder; f; f = bundler_up(r, f)) {
        f->knows_tsconfig = true;
        f->tsconfig = found;
        if (f == at) break;
    }
    return found;
}

const bundler_tsconfig *bundler_config_shown(const bundler_config *config)
{
    return config ? &config->shown : NULL;
}
