/* passes.h: passes in their declared order, and the running of them. */
#ifndef SLSC_MIDDLE_PASSES_H
#define SLSC_MIDDLE_PASSES_H

#include "middle/loader.h"

typedef struct slsc_pass_use { /* a pass in its place */
    slsc_pass pass;            /* a copy, as slsc_plugin_use.plugin */
    const char *full_name;     /* "<plugin>/<pass>" */
    const slsc_plugin_use *plugin;
    uint16_t maker;
    uint64_t nanoseconds; /* spent in it; measured with --timings only */
} slsc_pass_use;

/* Orders the passes of all loaded plugins: stable, by phase, after/before, and the order in which
 * plugins and their tables name them. A cycle is an error that prints it. */
slsc_status slsc_passes_order(slsc_unit *unit);
size_t slsc_passes_count(const slsc_unit *unit);
const slsc_pass_use *slsc_passes_at(const slsc_unit *unit, size_t i);

/* Runs the passes of one phase. Checked builds verify the trees after each; a CHECK pass may not
 * change them. A pass that crashes ends the process: "plugin X crashed in pass Y", status 70. */
slsc_status slsc_passes_run(slsc_unit *unit, slsc_phase phase);

/* Called after each pass and stage named by --dump-after: prints the trees to stderr. */
void slsc_passes_dump(slsc_unit *unit, const char *name);

#endif
