/* plugin_tool.h: `slsc plugin list|check|new`, for those who write plugins. */
#ifndef SLSC_MIDDLE_PLUGIN_TOOL_H
#define SLSC_MIDDLE_PLUGIN_TOOL_H

#include "middle/loader.h"

/* The shipped plugins: name, version, summary, and what calls for each. */
slsc_status slsc_plugin_list(slsc_unit *unit, slsc_sb *out);

/* Loads one shared object as a compilation would, and tries its passes twice each on an empty and
 * on a small service: the trees must be whole and the same both times. What is wrong with it is
 * reported in `unit`; what it is goes to `out`. */
slsc_status slsc_plugin_check(slsc_unit *unit, slsc_str path, slsc_sb *out);

/* Writes a copy of plugins/template, under the name, into a folder that is not there yet; an empty
 * `folder` is one of that name. */
slsc_status slsc_plugin_new(slsc_unit *unit, slsc_str name, slsc_str folder, slsc_sb *out);

#endif
