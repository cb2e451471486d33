/* plugin_tool.c: a plugin looked at from outside. `check` finds at the author's desk what would
 * else be found by users: a descriptor that is refused, a pass that crashes on an empty service,
 * trees that differ from run to run because an address or a clock got into them. */
#include "middle/plugin_tool.h"

#include "middle/functions.h"
#include "middle/loaded.h"
#include "template_data.h"
#include "tree/json.h"
#include "tree/print.h"

/* ---- list ---- */

static void add_line(slsc_sb *out, const char *title, const char *const *names)
{
    if (!names || !names[0]) return;
    slsc_sb_addf(out, "    %s", title);
    for (size_t i = 0; names[i]; i++) slsc_sb_addf(out, "%s %s", i ? "," : "", names[i]);
    slsc_sb_char(out, '\n');
}

static void describe(const slsc_plugin *plugin, slsc_sb *out)
{
    slsc_sb_addf(out, "%s %s: %s\n", plugin->name, plugin->version, plugin->summary);
    add_line(out, "called for by", plugin->claims);
    add_line(out, "stands for", plugin->stands_for);
}

slsc_status slsc_plugin_list(slsc_unit *unit, slsc_sb *out)
{
    slsc_status status = SLSC_OK;
    for (const slsc_shipped *shipped = slsc_shipped_plugins; shipped->name; shipped++)
        if (slsc_loader_shipped(unit, shipped, NULL) != SLSC_OK) status = SLSC_FAIL;
    for (size_t i = 0; i < slsc_loader_count(unit); i++)
        describe(&slsc_loader_at(unit, i)->plugin, out);
    return status;
}

/* ---- check ---- */

typedef struct trial_service {
    const char *title, *json;
} trial_service;

static const trial_service trial_services[] = {
    { "an empty service", "{\"service\": \"empty\", \"provider\": {\"name\": \"aws\"}}" },
    { "a small service",
      "{\"service\": \"small\", \"provider\": {\"name\": \"aws\", \"stage\": \"dev\"},"
      " \"custom\": null, \"functions\": {"
      "\"hello\": {\"handler\": \"hello.handler\", \"events\": [], \"name\": \"small-dev-hello\"},"
      "\"two-words\": {\"handler\": \"two.handler\", \"events\": [{\"http\": {\"path\": \"two\","
      " \"method\": \"get\"}}, {\"schedule\": \"rate(1 hour)\"}, \"alexaSkill\"],"
      " \"name\": \"small-dev-two-words\", \"provisionedConcurrency\": 1}}}" },
};

static const slsc_phase all_phases[] = { SLSC_CONFIGURE, SLSC_BUILD,     SLSC_PACK,
                                         SLSC_LOWER,     SLSC_TRANSFORM, SLSC_CHECK };

/* A unit that holds the service, as if it were read, resolved and checked. */
static slsc_unit *trial_unit(const slsc_unit *unit, const trial_service *service)
{
    slsc_unit *trial = slsc_unit_new(&unit->settings);
    trial->settings.checked = true;
    trial->abilities = unit->abilities;
    trial->folder = unit->folder;
    const uint32_t file =
        slsc_sources_add(trial->sources, SLSC_STR("serverless.json"), slsc_str_z(service->json));
    slsc_node *config = slsc_json_parse(trial, file);
    trial->roots[SLSC_CONFIG] = config;
    trial->roots[SLSC_TEMPLATE] = slsc_node_new(trial, SLSC_MAP, config);
    trial->roots[SLSC_CREATE_TEMPLATE] = slsc_node_new(trial, SLSC_MAP, config);
    trial->service.name = slsc_node_text(trial, slsc_node_getz(trial, config, "service"));
    trial->service.stage = SLSC_STR("dev");
    trial->service.region = SLSC_STR("us-east-1");
    trial->service.stack = slsc_strf(trial->arena, "%.*s-dev", SLSC_FMT(trial->service.name));
    trial->service.folder = unit->folder;
    return trial;
}

static slsc_status run_trial(slsc_unit *trial, const slsc_plugin *plugin, slsc_str path)
{
    slsc_status status = slsc_loader_add(trial, plugin, path, NULL);
    if (status == SLSC_OK) status = slsc_loader_open(trial);
    if (status == SLSC_OK) status = slsc_functions_make(trial);
    if (status == SLSC_OK) status = slsc_passes_order(trial);
    for (size_t i = 0; status == SLSC_OK && i < sizeof all_phases / sizeof *all_phases; i++)
        status = slsc_passes_run(trial, all_phases[i]);
    slsc_loader_close(trial);
    return status;
}

/* What was told in a trial is told in the unit; its places are nobody's. */
static void carry_over(slsc_unit *unit, slsc_unit *trial, const char *title)
{
    size_t count;
    const slsc_report *reports = slsc_diags_sorted(trial->diags, &count);
    for (size_t i = 0; i < count; i++) {
        slsc_report report = reports[i];
        slsc_remark remark = { slsc_strf(unit->arena, "when %s was tried", title),
                               { 0, 0, 0 },
                               NULL };
        report.place = (slsc_place) { 0, 0, 0 };
        report.remarks = &remark;
        slsc_diags_add(unit->diags, &report);
    }
}

static bool same_results(slsc_unit *first, slsc_unit *second)
{
    for (size_t i = 0; i < sizeof first->roots / sizeof *first->roots; i++) {
        const slsc_hash128 a = slsc_print_hash(first, first->roots[i]);
        const slsc_hash128 b = slsc_print_hash(second, second->roots[i]);
        if (a.high != b.high || a.low != b.low) return false;
    }
    return true;
}

static slsc_status try_service(slsc_unit *unit, const slsc_plugin *plugin, slsc_str path,
                               const trial_service *service)
{
    slsc_unit *first = trial_unit(unit, service);
    slsc_unit *second = trial_unit(unit, service);
    slsc_status status = run_trial(first, plugin, path);
    const slsc_status again = run_trial(second, plugin, path);
    carry_over(unit, first, service->title);
    if (again != status || !same_results(first, second))
        status = slsc_loader_refuse(
            unit, NULL, "plugin/not-deterministic",
            slsc_strf(unit->arena, "plugin `%s` makes something else when it is run again",
                      plugin->name),
            slsc_strf(unit->arena, "when %s was tried", service->title),
            SLSC_STR("look for addresses, clocks and random numbers in what it makes"));
    slsc_unit_free(first);
    slsc_unit_free(second);
    return status;
}

slsc_status slsc_plugin_check(slsc_unit *unit, slsc_str path, slsc_sb *out)
{
    slsc_plugin plugin;
    if (slsc_loader_read(unit, path, NULL, &plugin) != SLSC_OK) return SLSC_FAIL;
    describe(&plugin, out);
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < sizeof trial_services / sizeof *trial_services; i++)
        if (try_service(unit, &plugin, path, &trial_services[i]) != SLSC_OK) status = SLSC_FAIL;
    if (status == SLSC_OK) slsc_sb_addz(out, "nothing is wrong with it\n");
    return status;
}

/* ---- new ---- */

typedef struct template_file {
    const char *name, *text;
    const size_t *size;
} template_file;

static const template_file template_files[] = {
    { "my_plugin.c", template_my_plugin_c, &template_my_plugin_c_size },
    { "alarm.json", template_alarm_json, &template_alarm_json_size },
    { "schema.json", template_schema_json, &template_schema_json_size },
    { "CMakeLists.txt", template_CMakeLists_txt, &template_CMakeLists_txt_size },
    { "README.md", template_README_md, &template_README_md_size },
};

static slsc_str replace(slsc_arena *arena, slsc_str text, const char *old, slsc_str with)
{
    const slsc_str what = slsc_str_z(old);
    slsc_sb out = slsc_sb_new(arena, 0);
    for (size_t at = slsc_str_find(text, what); at != SIZE_MAX; at = slsc_str_find(text, what)) {
        slsc_sb_add(&out, slsc_str_sub(text, 0, at));
        slsc_sb_add(&out, with);
        text = slsc_str_sub(text, at + what.len, text.len);
    }
    slsc_sb_add(&out, text);
    return slsc_sb_str(&out);
}

/* The template's name, as users, C and CloudFormation write it, becomes the new one. */
static slsc_str renamed(slsc_arena *arena, slsc_str text, slsc_str name)
{
    slsc_sb c = slsc_sb_new(arena, 0), id = slsc_sb_new(arena, 0);
    for (size_t i = 0; i < name.len; i++) {
        const bool begins = i == 0 || name.ptr[i - 1] == '-';
        slsc_sb_char(&c, name.ptr[i]);
        if (name.ptr[i] == '-')
            c.ptr[c.len - 1] = '_';
        else
            slsc_sb_add(&id, begins
                                 ? slsc_name_part(arena, SLSC_NAME_UPPER, slsc_str_sub(name, i, 1))
                                 : slsc_str_sub(name, i, 1));
    }
    text = replace(arena, text, "my-plugin", name);
    text = replace(arena, text, "my_plugin", slsc_sb_str(&c));
    return replace(arena, text, "MyPlugin", slsc_sb_str(&id));
}

static slsc_status no_folder(slsc_unit *unit, slsc_str folder, const char *reason)
{
    return slsc_errorf(unit, NULL, "plugin/no-folder", "`%.*s` cannot be made: %s",
                       SLSC_FMT(folder), reason);
}

slsc_status slsc_plugin_new(slsc_unit *unit, slsc_str name, slsc_str folder, slsc_sb *out)
{
    slsc_fs_staging *staging;
    if (!slsc_loader_is_name(slsc_str_cstr(unit->arena, name)))
        return slsc_errorf(unit, NULL, "plugin/bad-name",
                           "`%.*s` is no name for a plugin: expected lower-case letters, digits "
                           "and `-`, a letter first",
                           SLSC_FMT(name));
    if (!folder.len) folder = name;
    const char *path = slsc_str_cstr(unit->arena, folder);
    if (slsc_fs_stat(path).kind != SLSC_FS_NONE) return no_folder(unit, folder, "it is there");
    slsc_fs_error error = slsc_fs_stage(unit->arena, path, &staging);
    if (error != SLSC_FS_OK) return no_folder(unit, folder, slsc_fs_reason(error));
    for (size_t i = 0; error == SLSC_FS_OK && i < sizeof template_files / sizeof *template_files;
         i++) {
        const template_file *file = &template_files[i];
        const slsc_str text = { file->text, *file->size };
        const slsc_str content = renamed(unit->arena, text, name);
        error = slsc_fs_stage_file(staging, renamed(unit->arena, slsc_str_z(file->name), name),
                                   &content, 1);
    }
    if (error == SLSC_FS_OK)
        error = slsc_fs_commit(staging);
    else
        slsc_fs_abandon(staging);
    if (error != SLSC_FS_OK) return no_folder(unit, folder, slsc_fs_reason(error));
    slsc_sb_addf(out, "made %.*s: see its README.md\n", SLSC_FMT(folder));
    return SLSC_OK;
}
