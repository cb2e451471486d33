/* Any text as a configuration that is held against all schemas there are: the standard ones and
 * those of every shipped plugin. The tree stays lawful, what is called fine has no fault, every
 * fault can be rendered, and what was fine once is fine again and is not altered a second time. */
#include "diag/render.h"
#include "front/schema/schema.h"
#include "front/service.h"
#include "front/yaml/yaml.h"
#include "middle/loader.h"
#include "tree/print.h"
#include "tree/verify.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PARTS = 1000 };

typedef struct schemas {
    slsc_schema_part parts[PARTS];
    size_t count;
} schemas;

static void add_schemas(schemas *all, const slsc_plugin *plugin)
{
    for (const slsc_schema *const *s = plugin->schemas; s && *s; s++) {
        if (all->count == PARTS) abort();
        all->parts[all->count++] = (slsc_schema_part) { (*s)->at, (*s)->json, plugin->name };
    }
}

/* A shipped plugin is linked in, or lies beside the program that is tested. */
static void add_shipped(schemas *all, slsc_unit *unit, const slsc_shipped *shipped)
{
    slsc_plugin plugin;
    if (shipped->linked) {
        add_schemas(all, shipped->linked());
        return;
    }
    slsc_sb path = slsc_sb_new(unit->arena, 0);
    slsc_sb_addf(&path, "%s/%s.so", SLSC_FUZZ_PLUGINS, shipped->name);
    if (slsc_loader_read(unit, slsc_sb_str(&path), NULL, &plugin) != SLSC_OK) {
        fprintf(stderr, "%s: cannot be opened\n", shipped->name);
        abort();
    }
    add_schemas(all, &plugin);
}

/* Read once: their texts lie in the plugins, which stay open. */
static const schemas *all_schemas(void)
{
    static schemas all;
    if (all.count) return &all;
    const slsc_settings settings = { 0 };
    slsc_unit *unit = slsc_unit_new(&settings);
    for (const slsc_plugin *const *std = slsc_std_plugins; *std; std++) add_schemas(&all, *std);
    for (const slsc_shipped *s = slsc_shipped_plugins; s->name; s++) add_shipped(&all, unit, s);
    slsc_unit_free(unit);
    return &all;
}

/* What was reported, in every format: nothing of it may trip over the places. */
static void render(slsc_unit *unit)
{
    static const slsc_diag_format formats[] = { SLSC_DIAG_TEXT, SLSC_DIAG_JSON, SLSC_DIAG_SARIF,
                                                SLSC_DIAG_GITHUB };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        slsc_sb out = slsc_sb_new(unit->arena, 0);
        slsc_diags_render(unit->diags, formats[i], false, &out);
    }
}

static slsc_str printed(slsc_unit *unit)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_print_json(unit->roots[SLSC_CONFIG], 0, &out);
    return slsc_sb_str(&out);
}

/* The status tells of errors, and the tree is whole either way. */
static slsc_status validate(slsc_unit *unit)
{
    const schemas *all = all_schemas();
    slsc_str why;
    const slsc_status status = slsc_schema_validate(unit, all->parts, all->count);
    if ((status == SLSC_OK) != slsc_unit_ok(unit)) abort();
    if (!slsc_verify(unit, unit->roots[SLSC_CONFIG], &why)) abort();
    return status;
}

static void check(slsc_unit *unit)
{
    if (slsc_service_normalize(unit) != SLSC_OK || !slsc_unit_ok(unit)) return;
    if (validate(unit) != SLSC_OK) return;
    const slsc_str once = printed(unit);
    if (validate(unit) != SLSC_OK) abort();
    if (!slsc_str_eq(once, printed(unit))) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const environment[] = { NULL };
    const slsc_settings settings = { .hermetic = true, .environ = environment };
    slsc_unit *unit = slsc_unit_new(&settings);
    unit->config_name = SLSC_STR("serverless.yml");
    unit->roots[SLSC_CONFIG] =
        slsc_yaml_parse(unit, slsc_sources_add(unit->sources, unit->config_name,
                                               (slsc_str) { (const char *)data, size }));
    if (slsc_node_kind(unit->roots[SLSC_CONFIG]) == SLSC_MAP && slsc_unit_ok(unit)) check(unit);
    render(unit);
    slsc_unit_free(unit);
    return 0;
}
