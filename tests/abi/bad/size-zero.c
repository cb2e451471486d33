/* A descriptor that says nothing of its size. */
#include "slsc/plugin.h"

static const slsc_plugin plugin = {
    .struct_size = 0, .name = "size-zero", .version = "1", .summary = "bad"
};
const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
