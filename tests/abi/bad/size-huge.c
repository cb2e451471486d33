/* A descriptor that claims a megabyte. */
#include "slsc/plugin.h"

static const slsc_plugin plugin = {
    .struct_size = 1u << 20, .name = "size-huge", .version = "1", .summary = "bad"
};
const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
