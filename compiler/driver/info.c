/* info.c: the Service Information block, as users of the framework know it from their terminals. */
#include "driver/compile.h"

#include "middle/host.h"

#include <string.h>

static void line(slsc_sb *out, const char *name, slsc_str value)
{
    slsc_sb_addf(out, "%s: ", name);
    slsc_render_safe(out, value, false);
    slsc_sb_char(out, '\n');
}

static void told_lines(const slsc_unit *unit, slsc_sb *out, const char *section)
{
    bool any = false;
    slsc_sb_addf(out, "%s:\n", section);
    for (const slsc_info *info = unit->infos; info; info = info->next) {
        if (strcmp(info->section, section) != 0) continue;
        slsc_sb_addz(out, "  ");
        slsc_render_safe(out, info->line, false);
        slsc_sb_char(out, '\n');
        any = true;
    }
    if (!any) slsc_sb_addz(out, "  None\n");
}

static void functions(const slsc_unit *unit, slsc_sb *out)
{
    slsc_sb_addz(out, "functions:\n");
    for (size_t i = 0; i < unit->function_count; i++) {
        slsc_sb_addz(out, "  ");
        slsc_render_safe(out, unit->functions[i].key, false);
        slsc_sb_addz(out, ": ");
        slsc_render_safe(out, unit->functions[i].name, false);
        slsc_sb_char(out, '\n');
    }
    if (!unit->function_count) slsc_sb_addz(out, "  None\n");
}

static void layers(const slsc_unit *unit, slsc_sb *out)
{
    const slsc_node *map = slsc_node_getz(unit, unit->roots[SLSC_CONFIG], "layers");
    slsc_sb_addz(out, "layers:\n");
    for (size_t i = 0; i < slsc_node_count(map); i++) {
        slsc_sb_addz(out, "  ");
        slsc_render_safe(out, slsc_node_key(map, i), false);
        slsc_sb_char(out, '\n');
    }
    if (!slsc_node_count(map)) slsc_sb_addz(out, "  None\n");
}

void slsc_info_block(slsc_unit *unit, slsc_sb *out)
{
    const slsc_node *resources = slsc_node_getz(unit, unit->roots[SLSC_TEMPLATE], "Resources");
    slsc_sb_addz(out, "Service Information\n");
    line(out, "service", unit->service.name);
    line(out, "stage", unit->service.stage);
    line(out, "region", unit->service.region);
    line(out, "stack", unit->service.stack);
    slsc_sb_addf(out, "resources: %zu\n", slsc_node_count(resources));
    told_lines(unit, out, "api keys");
    told_lines(unit, out, "endpoints");
    functions(unit, out);
    layers(unit, out);
}
