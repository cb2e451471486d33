/* abi_host.c: the room `middle` with nothing around it: loads the plugins that a JSON configuration
 * names, runs their passes, prints the template. So a plugin can be tried before and without the
 * rest of the compiler, and against exactly the tables that this file has.
 *
 *     abi_host [--hermetic] SERVICE.json | --check PLUGIN.so | --new NAME FOLDER                */
#include "diag/render.h"
#include "middle/functions.h"
#include "middle/host.h"
#include "middle/passes.h"
#include "middle/plugin_tool.h"
#include "tree/json.h"
#include "tree/print.h"

#include <stdio.h>
#include <string.h>

const slsc_plugin *const slsc_std_plugins[] = { NULL };
const slsc_shipped slsc_shipped_plugins[] = { { NULL, NULL, NULL, NULL } };

static slsc_status read_service(slsc_unit *unit, const char *path)
{
    uint32_t file;
    slsc_str text;
    if (slsc_unit_read(unit, slsc_str_z(path), &text, &file) != SLSC_FS_OK) return SLSC_FAIL;
    slsc_node *config = slsc_json_parse(unit, file);
    if (!config) return SLSC_FAIL;
    unit->roots[SLSC_CONFIG] = config;
    unit->roots[SLSC_TEMPLATE] = slsc_node_new(unit, SLSC_MAP, config);
    unit->service.name = slsc_node_text(unit, slsc_node_getz(unit, config, "service"));
    return SLSC_OK;
}

static slsc_status compile(slsc_unit *unit, const char *path)
{
    static const slsc_phase phases[] = { SLSC_CONFIGURE, SLSC_BUILD,     SLSC_PACK,
                                         SLSC_LOWER,     SLSC_TRANSFORM, SLSC_CHECK };
    slsc_status status = read_service(unit, path);
    if (status == SLSC_OK) status = slsc_loader_named(unit);
    if (status == SLSC_OK) status = slsc_loader_claimed(unit);
    if (status == SLSC_OK) status = slsc_loader_open(unit);
    if (status == SLSC_OK) status = slsc_functions_make(unit);
    if (status == SLSC_OK) status = slsc_passes_order(unit);
    for (size_t i = 0; status == SLSC_OK && i < sizeof phases / sizeof *phases; i++)
        status = slsc_passes_run(unit, phases[i]);
    return status;
}

static void print(FILE *file, slsc_str text)
{
    if (text.len) fwrite(text.ptr, 1, text.len, file);
}

int main(int argc, char **argv)
{
    slsc_settings settings = { .checked = true };
    const char *check = NULL, *name = NULL, *service = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--hermetic") == 0)
            settings.hermetic = true;
        else if (strcmp(argv[i], "--check") == 0 && i + 1 < argc)
            check = argv[++i];
        else if (strcmp(argv[i], "--new") == 0 && i + 2 < argc)
            name = argv[++i];
        else
            service = argv[i];
    }
    slsc_unit *unit = slsc_unit_new(&settings);
    slsc_sb out = slsc_sb_new(unit->arena, 0), err = slsc_sb_new(unit->arena, 0);
    slsc_status status = SLSC_FAIL;
    if (check) {
        status = slsc_plugin_check(unit, slsc_str_z(check), &out);
    } else if (name) {
        status = slsc_plugin_new(unit, slsc_str_z(name), slsc_str_z(service), &out);
    } else if (service) {
        status = compile(unit, service);
        if (status == SLSC_OK) slsc_print_json(unit->roots[SLSC_TEMPLATE], 2, &out);
        if (status == SLSC_OK) slsc_sb_char(&out, '\n');
    }
    for (const slsc_notice *notice = unit->notices; notice; notice = notice->next)
        slsc_sb_addf(&err, "%.*s\n", SLSC_FMT(notice->line));
    slsc_diags_render(unit->diags, SLSC_DIAG_TEXT, false, &err);
    print(stdout, slsc_sb_str(&out));
    print(stderr, slsc_sb_str(&err));
    const bool misbehaved = slsc_loader_misbehaved(unit);
    slsc_loader_close(unit);
    slsc_unit_free(unit);
    return status == SLSC_OK ? 0 : misbehaved ? 70 : 1;
}
