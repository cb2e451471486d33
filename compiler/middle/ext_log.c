/* ext_log.c: slsc.log/1. Nothing is printed here: lines are kept, in order, for the driver, which
 * knows what stderr is. Only progress is shown at once, by whoever hung itself into the unit. */
#include "middle/loaded.h"

static void notice(slsc_unit *unit, slsc_str line)
{
    slsc_notice *kept = SLSC_NEW(unit->arena, slsc_notice);
    kept->line = slsc_str_copy(unit->arena, line);
    if (!unit->notices_end) unit->notices_end = &unit->notices;
    *unit->notices_end = kept;
    unit->notices_end = &kept->next;
}

static void progress(slsc_unit *unit, slsc_str line)
{
    if (unit->show) unit->show(unit->show_context, line);
}

static void info(slsc_unit *unit, const char *section, slsc_str line)
{
    slsc_info *kept = SLSC_NEW(unit->arena, slsc_info);
    kept->section = slsc_str_cstr(unit->arena, slsc_str_z(section));
    kept->line = slsc_str_copy(unit->arena, line);
    if (!unit->infos_end) unit->infos_end = &unit->infos;
    *unit->infos_end = kept;
    unit->infos_end = &kept->next;
}

const slsc_log slsc_host_log = { sizeof slsc_host_log, 0, notice, progress, info };
