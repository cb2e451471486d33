/* bad.h: what all bad plugins have in common: one pass, declared by PASS, and a descriptor. */
#include "slsc/sugar.h"

#define PLUGIN(name_, ...)                                                                         \
    static const slsc_pass *const passes[] = { __VA_ARGS__, NULL };                                \
    static const slsc_plugin plugin = { .struct_size = sizeof plugin,                              \
                                        .name = name_,                                             \
                                        .version = "1",                                            \
                                        .summary = "bad",                                          \
                                        .passes = passes };                                        \
    const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }

static inline slsc_status do_nothing(const slsc_host *h, slsc_unit *u, void *state)
{
    (void)h, (void)u, (void)state;
    return SLSC_OK;
}
