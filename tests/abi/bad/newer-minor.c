/* A plugin that needs more than this host has. */
#include "slsc/plugin.h"

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .needs_abi_minor = SLSC_ABI_MINOR + 1,
                                    .name = "newer-minor",
                                    .version = "1",
                                    .summary = "bad" };
const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
