/* A plugin that needs what this host does not know of, and so cannot deny or give. */
#include "slsc/plugin.h"

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .needs = 0x40000000,
                                    .name = "unknown-need",
                                    .version = "1",
                                    .summary = "bad" };
const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
