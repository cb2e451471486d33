/* A plugin that crashes when it is asked what it is. */
#include "slsc/plugin.h"

const slsc_plugin *slsc_plugin_v1(void)
{
    volatile int zero = 0, *nowhere = 0;
    *nowhere = zero;
    return 0;
}
