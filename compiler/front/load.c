/* load.c: finds the configuration of a service and reads it.
 *
 * The first of serverless.yml, .yaml, .json, .js, .mjs, .cjs, .ts in the service folder is the
 * configuration; --config names another one, which must lie in that folder too, since all paths in
 * it are relative to the folder. Configurations that are programs are run by node (script.c). */
#include "front/load.h"
#include "front/script.h"
#include "front/yaml/yaml.h"
#include "tree/json.h"

static const char *const extensions[] = { ".yml", ".yaml", ".json", ".js", ".mjs", ".cjs", ".ts" };
enum {
    EXTENSION_COUNT = sizeof extensions / sizeof *extensions,
    DATA_COUNT = 3,
    MEGABYTE = 1 << 20
};

static slsc_status fail(slsc_unit *unit, const char *code, slsc_str message, const char *help)
{
    slsc_report report = { .severity = SLSC_ERROR,
                           .code = slsc_str_z(code),
                           .message = message,
                           .help = slsc_str_z(help) };
    slsc_diags_add(unit->diags, &report);
    return SLSC_FAIL;
}

static size_t find_extension(slsc_str path)
{
    slsc_str extension = slsc_path_extension(path);
    size_t i = 0;
    while (i < EXTENSION_COUNT && !slsc_str_is(extension, extensions[i])) i++;
    return i;
}

static slsc_fs_info stat_in_folder(slsc_unit *unit, slsc_str path)
{
    slsc_str joined = slsc_path_join(unit->arena, unit->folder, path);
    return slsc_fs_stat(slsc_str_cstr(unit->arena, joined));
}

/* Whether the folder that a path lies in is the service folder. */
static bool lies_in_folder(slsc_unit *unit, slsc_str path)
{
    slsc_arena *arena = unit->arena;
    slsc_str joined = slsc_path_normalize(arena, slsc_path_join(arena, unit->folder, path));
    slsc_str base = slsc_path_base(joined);
    slsc_str parent = slsc_str_sub(joined, 0, joined.len - base.len);
    if (!parent.len) parent = SLSC_STR(".");
    slsc_str folder = unit->folder.len ? unit->folder : SLSC_STR(".");
    slsc_str a = slsc_path_real(arena, slsc_str_cstr(arena, parent));
    return a.len && slsc_str_eq(a, slsc_path_real(arena, slsc_str_cstr(arena, folder)));
}

/* The file that --config names, with its place looked at. */
static slsc_status take_named(slsc_unit *unit, slsc_str *name)
{
    slsc_arena *arena = unit->arena;
    slsc_str path = unit->settings.config;
    if (find_extension(path) == EXTENSION_COUNT)
        return fail(unit, "config/unsupported-extension",
                    slsc_strf(arena, "`%.*s` is no configuration file by its name", SLSC_FMT(path)),
                    "give a file whose name ends with .yml, .yaml or .json");
    slsc_fs_info info = stat_in_folder(unit, path);
    if (info.kind == SLSC_FS_NONE)
        return fail(
            unit, "config/missing",
            slsc_strf(arena, "no configuration `%.*s` in the service folder", SLSC_FMT(path)), "");
    if (info.kind != SLSC_FS_FILE)
        return fail(unit, "config/not-a-file",
                    slsc_strf(arena, "`%.*s` is not a file", SLSC_FMT(path)), "");
    if (!lies_in_folder(unit, path))
        return fail(
            unit, "config/outside-folder",
            slsc_strf(arena, "`%.*s` does not lie in the service folder itself", SLSC_FMT(path)),
            "all paths of a configuration are relative to its folder: give that folder as "
            "the service");
    *name = slsc_path_base(path);
    return SLSC_OK;
}

static slsc_status find_config(slsc_unit *unit, slsc_str *name)
{
    if (unit->settings.config.len) return take_named(unit, name);
    for (size_t i = 0; i < EXTENSION_COUNT; i++) {
        *name = slsc_strf(unit->arena, "serverless%s", extensions[i]);
        if (stat_in_folder(unit, *name).kind != SLSC_FS_NONE) return SLSC_OK;
    }
    return fail(unit, "config/missing", slsc_str_z("no `serverless.yml` in this folder"),
                "run slsc in a service folder, or name it: `slsc compile DIR`");
}

static slsc_status refuse_unread(slsc_unit *unit, slsc_str name, slsc_fs_error error)
{
    uint64_t size = stat_in_folder(unit, name).size;
    if (error == SLSC_FS_LARGE)
        return fail(unit, "config/too-large",
                    slsc_strf(unit->arena, "`%.*s`: the file is %llu MB, over the limit of %d MB",
                              SLSC_FMT(name),
                              (unsigned long long)((size + MEGABYTE - 1) / MEGABYTE),
                              SLSC_LIMIT_FILE / MEGABYTE),
                    "");
    if (error == SLSC_FS_DIRECTORY || error == SLSC_FS_SPECIAL)
        return fail(unit, "config/not-a-file",
                    slsc_strf(unit->arena, "`%.*s` is not a file: %s", SLSC_FMT(name),
                              slsc_fs_reason(error)),
                    "");
    return fail(
        unit, "config/unreadable",
        slsc_strf(unit->arena, "cannot read `%.*s`: %s", SLSC_FMT(name), slsc_fs_reason(error)),
        "");
}

slsc_node *slsc_load_file(slsc_unit *unit, uint32_t file)
{
    slsc_str extension = slsc_path_extension(slsc_sources_get(unit->sources, file)->name);
    if (slsc_str_is(extension, ".json") || slsc_str_is(extension, ".tfstate"))
        return slsc_json_parse(unit, file);
    return slsc_yaml_parse(unit, file);
}

static const char *kind_name(slsc_kind kind)
{
    switch (kind) {
    case SLSC_NULL: return "empty";
    case SLSC_LIST: return "a list";
    case SLSC_STRING: return "a text";
    case SLSC_BOOL: return "a boolean";
    default: return "a number";
    }
}

static slsc_status check_map(slsc_unit *unit, slsc_node *root)
{
    slsc_kind kind = slsc_node_kind(root);
    if (kind == SLSC_MAP) return SLSC_OK;
    slsc_report report = { .severity = SLSC_ERROR, .code = slsc_str_z("config/not-a-map") };
    report.message = slsc_strf(unit->arena, "the configuration is %s", kind_name(kind));
    report.label = slsc_str_z("expected a map with `service`, `provider` and `functions`");
    report.place = root->place;
    slsc_diags_add(unit->diags, &report);
    return SLSC_FAIL;
}

/* A configuration that is a program: what it exports. */
static slsc_node *run_config(slsc_unit *unit, slsc_str name)
{
    slsc_script script = { .path = name };
    switch (slsc_script_run(unit, &script)) {
    case SLSC_SCRIPT_VALUE: return script.value;
    case SLSC_SCRIPT_UNWANTED:
        fail(unit, "config/needs-node",
             slsc_strf(unit->arena, "`%.*s` is a program for node, and cannot be run: %.*s",
                       SLSC_FMT(name), SLSC_FMT(script.why)),
             "write the configuration that it makes into serverless.yml or serverless.json");
        return NULL;
    case SLSC_SCRIPT_NONE: script.why = SLSC_STR("it exports nothing"); break;
    case SLSC_SCRIPT_FAILED: break;
    }
    fail(unit, "config/program-failed",
         slsc_strf(unit->arena, "`%.*s` gives no configuration: %.*s", SLSC_FMT(name),
                   SLSC_FMT(script.why)),
         "");
    return NULL;
}

static slsc_node *read_config(slsc_unit *unit, slsc_str name)
{
    slsc_str text;
    uint32_t file;
    if (find_extension(name) >= DATA_COUNT) return run_config(unit, name);
    const slsc_fs_error error = slsc_unit_read(unit, name, &text, &file);
    if (error == SLSC_FS_OK) return slsc_load_file(unit, file);
    refuse_unread(unit, name, error);
    return NULL;
}

slsc_status slsc_load(slsc_unit *unit)
{
    slsc_str name;
    if (find_config(unit, &name) != SLSC_OK) return SLSC_FAIL;
    unit->config_name = name;
    slsc_node *root = read_config(unit, name);
    if (!root || check_map(unit, root) != SLSC_OK) return SLSC_FAIL;
    unit->roots[SLSC_CONFIG] = root;
    return SLSC_OK;
}
