/* ext_options.c: slsc.options/1: what the command line says, for plugins that have a say in what is
 * printed. What changes the output belongs into the configuration. */
#include "middle/host.h"

static slsc_str value(slsc_unit *unit, slsc_str name)
{
    const slsc_settings *settings = &unit->settings;
    for (size_t i = settings->option_count; i-- > 0;) {
        const slsc_option *option = &settings->options[i];
        if (!slsc_str_eq(option->name, name)) continue;
        return option->value.ptr ? option->value : SLSC_STR("true");
    }
    return SLSC_STR("");
}

const slsc_options slsc_host_options = { sizeof slsc_host_options, 0, value };
