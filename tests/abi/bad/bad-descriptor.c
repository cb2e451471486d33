/* A plugin that does not say what it is for. */
#include "slsc/plugin.h"

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "bad-descriptor",
                                    .version = "1" };
const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
