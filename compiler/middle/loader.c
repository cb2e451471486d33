/* loader.c: which plugins take part in a unit: the standard library, then what `plugins:` names,
 * then the shipped ones that the configuration calls for.
 *
 * A name is ours (or one that ours stands for), a
 * shared object, one known to have no effect here, or an error: a template that silently lacks
 * what a plugin would have added is worse than none. */
#include "middle/loaded.h"

#include "middle/dso.h"

slsc_loaded *slsc_loaded_of(slsc_unit *unit)
{
    if (!unit->loaded) unit->loaded = SLSC_NEW(unit->arena, slsc_loaded);
    return unit->loaded;
}

size_t slsc_loader_count(const slsc_unit *unit)
{
    return unit->loaded ? unit->loaded->use_count : 0;
}

const slsc_plugin_use *slsc_loader_at(const slsc_unit *unit, size_t i)
{
    return i < slsc_loader_count(unit) ? unit->loaded->uses[i] : NULL;
}

slsc_status slsc_loader_tell(slsc_unit *unit, slsc_severity severity, const slsc_node *at,
                             const char *code, slsc_str message, slsc_str note, slsc_str help)
{
    slsc_remark remark = { note, { 0, 0, 0 }, NULL };
    slsc_report report = { .severity = severity, .code = slsc_str_z(code), .message = message };
    report.help = help;
    if (at) report.place = at->place;
    if (note.len) report.remarks = &remark;
    slsc_diags_add(unit->diags, &report);
    return severity == SLSC_ERROR ? SLSC_FAIL : SLSC_OK;
}

slsc_status slsc_loader_refuse(slsc_unit *unit, const slsc_node *at, const char *code,
                               slsc_str message, slsc_str note, slsc_str help)
{
    return slsc_loader_tell(unit, SLSC_ERROR, at, code, message, note, help);
}

slsc_status slsc_loader_blame(slsc_unit *unit, const slsc_node *at, const char *code,
                              slsc_str message, slsc_str note)
{
    slsc_loaded_of(unit)->misbehaved = true;
    return slsc_loader_refuse(unit, at, code, message, note, SLSC_STR(""));
}

bool slsc_loader_misbehaved(const slsc_unit *unit)
{
    return unit->loaded && unit->loaded->misbehaved;
}

/* ---- Running code of a plugin ---- */

void slsc_loader_enter(slsc_unit *unit, const slsc_plugin_use *use, slsc_str where)
{
    slsc_loaded_of(unit)->running = use;
    unit->loaded->where = where;
    if (use->path.len) slsc_crash_enter(unit, slsc_str_z(use->plugin.name), where);
}

void slsc_loader_leave(slsc_unit *unit)
{
    slsc_crash_leave(unit);
    unit->loaded->running = NULL;
}

slsc_node *slsc_loader_ask(slsc_unit *unit, const slsc_plugin_use *use, const slsc_source *source,
                           const slsc_node *params, slsc_str address, const slsc_node *from)
{
    const slsc_str where = slsc_strf(unit->arena, "variable source `%s`", source->scheme);
    slsc_loader_enter(unit, use, where);
    slsc_node *value = source->resolve(slsc_host_table(), unit, use->state, params, address, from);
    slsc_loader_leave(unit);
    return value;
}

/* ---- One shared object ---- */

/* The name that a file gives its plugin: `slsc-warmup.so` and `warmup.so` both hold `warmup`. */
static slsc_str plugin_of_file(slsc_str path)
{
    slsc_str base = slsc_path_base(path);
    if (slsc_str_ends(base, SLSC_STR(".so"))) base = slsc_str_sub(base, 0, base.len - 3);
    if (slsc_str_starts(base, SLSC_STR("slsc-"))) base = slsc_str_sub(base, 5, base.len);
    return base;
}

static slsc_status no_entry(slsc_unit *unit, void *handle, slsc_str path, const slsc_node *at)
{
    for (int version = 2; version <= 9; version++) {
        const slsc_str symbol = slsc_strf(unit->arena, "slsc_plugin_v%d", version);
        if (!slsc_dso_symbol(handle, symbol.ptr)) continue;
        return slsc_loader_refuse(
            unit, at, "plugin/newer",
            slsc_strf(unit->arena, "`%.*s` is made for plugin ABI %d, this slsc offers 1.%u",
                      SLSC_FMT(path), version, SLSC_ABI_MINOR),
            SLSC_STR(""), SLSC_STR("use a newer slsc"));
    }
    return slsc_loader_refuse(
        unit, at, "plugin/not-a-plugin",
        slsc_strf(unit->arena, "`%.*s` is not a plugin of slsc", SLSC_FMT(path)),
        SLSC_STR("it does not export `slsc_plugin_v1`"), SLSC_STR(""));
}

slsc_status slsc_loader_read(slsc_unit *unit, slsc_str path, const slsc_node *at, slsc_plugin *out)
{
    slsc_str error = SLSC_STR("");
    /* A bare name would be looked for in the system's library folders. */
    const slsc_str file = slsc_str_find_char(path, '/') == SIZE_MAX
                              ? slsc_strf(unit->arena, "./%.*s", SLSC_FMT(path))
                              : path;
    const char *file_z = slsc_str_cstr(unit->arena, file);
    void *handle = NULL;
    if (slsc_fs_stat(file_z).kind == SLSC_FS_FILE)
        handle = slsc_dso_open(unit->arena, file_z, &error);
    else
        error = SLSC_STR("there is no such file");
    if (!handle)
        return slsc_loader_refuse(
            unit, at, "plugin/cannot-load",
            slsc_strf(unit->arena, "cannot load plugin `%.*s`", SLSC_FMT(path)), error,
            SLSC_STR(""));
    void (*symbol)(void) = slsc_dso_symbol(handle, "slsc_plugin_v1");
    if (!symbol) return no_entry(unit, handle, path, at);
    const slsc_str name = plugin_of_file(path);
    slsc_crash_enter(unit, name, SLSC_STR("slsc_plugin_v1()"));
    const slsc_plugin *theirs = ((const slsc_plugin *(*)(void))symbol)();
    slsc_crash_leave(unit);
    return slsc_loader_check(unit, theirs, name, at, out);
}

/* ---- Adding it to the unit ---- */

static slsc_plugin_use *find_use(const slsc_unit *unit, const char *name)
{
    for (size_t i = 0; i < slsc_loader_count(unit); i++)
        if (slsc_str_is(slsc_str_z(name), unit->loaded->uses[i]->plugin.name))
            return unit->loaded->uses[i];
    return NULL;
}

static void add_passes(slsc_unit *unit, slsc_loaded *loaded, const slsc_plugin_use *use)
{
    for (size_t i = 0; use->plugin.passes && use->plugin.passes[i]; i++) {
        slsc_pass_record *record = SLSC_NEW(unit->arena, slsc_pass_record);
        slsc_pass_use *pass = &record->use;
        pass->pass = slsc_loader_pass(use->plugin.passes[i]);
        pass->plugin = use;
        pass->full_name = slsc_strf(unit->arena, "%s/%s", use->plugin.name, pass->pass.name).ptr;
        pass->maker = slsc_unit_maker(unit, pass->full_name);
        loaded->passes = slsc_arena_grow(unit->arena, loaded->passes, loaded->pass_count,
                                         &loaded->pass_capacity, sizeof(slsc_pass_record *));
        loaded->passes[loaded->pass_count++] = record;
    }
}

slsc_status slsc_loader_add(slsc_unit *unit, const slsc_plugin *plugin, slsc_str path,
                            const slsc_node *at)
{
    slsc_loaded *loaded = slsc_loaded_of(unit);
    const slsc_plugin_use *other = find_use(unit, plugin->name);
    if (other && slsc_str_eq(other->path, path)) return SLSC_OK;
    if (other)
        return slsc_loader_refuse(
            unit, at, "plugin/name-clash",
            slsc_strf(unit->arena, "two plugins are called `%s`", plugin->name),
            other->path.len ? slsc_strf(unit->arena, "one is `%.*s`, the other `%.*s`",
                                        SLSC_FMT(other->path), SLSC_FMT(path))
                            : SLSC_STR("one of them is built in"),
            SLSC_STR(""));
    slsc_plugin_use *use = SLSC_NEW(unit->arena, slsc_plugin_use);
    use->plugin = *plugin;
    use->path = path;
    use->at = at;
    loaded->uses = slsc_arena_grow(unit->arena, loaded->uses, loaded->use_count,
                                   &loaded->use_capacity, sizeof(slsc_plugin_use *));
    loaded->uses[loaded->use_count++] = use;
    add_passes(unit, loaded, use);
    return SLSC_OK;
}

slsc_status slsc_loader_file(slsc_unit *unit, slsc_str path, const slsc_node *at)
{
    slsc_plugin plugin;
    if (slsc_loader_read(unit, path, at, &plugin) != SLSC_OK) return SLSC_FAIL;
    return slsc_loader_add(unit, &plugin, path, at);
}

static slsc_status add_shipped(slsc_unit *unit, const slsc_shipped *shipped, const slsc_node *at)
{
    slsc_plugin plugin;
    if (shipped->linked) {
        if (slsc_loader_check(unit, shipped->linked(), slsc_str_z(shipped->name), at, &plugin))
            return SLSC_FAIL;
        return slsc_loader_add(unit, &plugin, SLSC_STR(""), at);
    }
    const slsc_str path = slsc_loader_search_own(unit, slsc_str_z(shipped->name));
    if (path.len) return slsc_loader_file(unit, path, at);
    return slsc_loader_refuse(
        unit, at, "plugin/missing",
        slsc_strf(unit->arena, "plugin `%s`, which belongs to slsc, is not there", shipped->name),
        slsc_strf(unit->arena, "there is no `%s.so` among the plugins of slsc", shipped->name),
        SLSC_STR("install slsc again"));
}

slsc_status slsc_loader_shipped(slsc_unit *unit, const slsc_shipped *shipped, const slsc_node *at)
{
    if (find_use(unit, shipped->name)) return SLSC_OK;
    if (add_shipped(unit, shipped, at) != SLSC_OK) return SLSC_FAIL;
    find_use(unit, shipped->name)->shipped = true;
    return SLSC_OK;
}

slsc_status slsc_loader_claimed(slsc_unit *unit)
{
    slsc_status status = slsc_loader_names(unit, true);
    size_t count = 0;
    while (slsc_shipped_plugins[count].name) count++;
    const slsc_node **at = SLSC_NEW_ARRAY(unit->arena, const slsc_node *, count + 1);
    slsc_loader_claims(unit, at);
    for (size_t i = 0; i < count; i++)
        if (at[i] && slsc_loader_shipped(unit, &slsc_shipped_plugins[i], at[i]) != SLSC_OK)
            status = SLSC_FAIL;
    return status;
}

/* ---- open and close ---- */

static slsc_status open_one(slsc_unit *unit, slsc_plugin_use *use)
{
    const size_t errors = slsc_diags_count(unit->diags, SLSC_ERROR);
    slsc_status status = SLSC_OK;
    if (use->plugin.open) {
        slsc_loader_enter(unit, use, SLSC_STR("open()"));
        status = use->plugin.open(slsc_host_table(), unit, &use->state);
        slsc_loader_leave(unit);
    }
    use->opened = status == SLSC_OK;
    if (status == SLSC_OK || slsc_diags_count(unit->diags, SLSC_ERROR) > errors) return status;
    return slsc_loader_blame(
        unit, use->at, "plugin/failed-silently",
        slsc_strf(unit->arena, "plugin `%s` failed in open() without saying why", use->plugin.name),
        SLSC_STR(""));
}

slsc_status slsc_loader_open(slsc_unit *unit)
{
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < slsc_loader_count(unit); i++) {
        slsc_plugin_use *use = unit->loaded->uses[i];
        if (!use->opened && open_one(unit, use) != SLSC_OK) status = SLSC_FAIL;
    }
    return status;
}

void slsc_loader_close(slsc_unit *unit)
{
    for (size_t i = slsc_loader_count(unit); i-- > 0;) {
        slsc_plugin_use *use = unit->loaded->uses[i];
        if (use->opened && use->plugin.close) {
            slsc_loader_enter(unit, use, SLSC_STR("close()"));
            use->plugin.close(use->state);
            slsc_loader_leave(unit);
        }
        use->opened = false;
    }
}
