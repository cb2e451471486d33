/* A source of variables that writes through a null pointer. */
#include "slsc/plugin.h"

static slsc_node *resolve(const slsc_host *h, slsc_unit *u, void *state, const slsc_node *params,
                          slsc_str address, const slsc_node *from)
{
    volatile int *nowhere = NULL;
    (void)h, (void)u, (void)state, (void)params, (void)address, (void)from;
    *nowhere = 1;
    return NULL;
}
static const slsc_source source = { .struct_size = sizeof source,
                                    .scheme = "crash",
                                    .resolve = resolve };
static const slsc_source *const sources[] = { &source, NULL };
static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "crash-source",
                                    .version = "1",
                                    .summary = "bad",
                                    .sources = sources };
const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
