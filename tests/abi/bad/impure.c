/* A plugin that asks the network, where --hermetic is given. */
#include "slsc/plugin.h"

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .needs = SLSC_NEEDS_NETWORK,
                                    .name = "impure",
                                    .version = "1",
                                    .summary = "bad" };
const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
