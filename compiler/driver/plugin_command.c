/* plugin_command.c: `slsc plugin list|check FILE|new NAME [DIR]`. */
#include "driver/compile.h"

#include "middle/plugin_tool.h"

#include <unistd.h>

static int usage(void)
{
    slsc_write_all(STDERR_FILENO,
                   SLSC_STR("slsc: error: `slsc plugin` takes list, check or new [usage]\n"
                            "help: write `slsc plugin list`, `slsc plugin check FILE` or "
                            "`slsc plugin new NAME [DIR]`\n"));
    return SLSC_EXIT_USAGE;
}

static slsc_status run(slsc_unit *unit, const slsc_str *words, size_t n, slsc_sb *out)
{
    if (slsc_str_is(words[0], "list")) return slsc_plugin_list(unit, out);
    if (slsc_str_is(words[0], "check")) return slsc_plugin_check(unit, words[1], out);
    return slsc_plugin_new(unit, words[1], n == 3 ? words[2] : (slsc_str) { NULL, 0 }, out);
}

int slsc_plugin_command(const slsc_invocation *invocation)
{
    const slsc_str *words = invocation->arguments;
    const size_t n = invocation->argument_count;
    const bool fits = slsc_str_is(words[0], "list")    ? n == 1
                      : slsc_str_is(words[0], "check") ? n == 2
                                                       : slsc_str_is(words[0], "new") && n >= 2;
    if (!fits) return usage();

    slsc_unit *unit = slsc_compile_unit(invocation);
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    unit->folder = (slsc_str) { NULL, 0 }; /* no argument here is a service */
    if (run(unit, words, n, &out) == SLSC_OK) slsc_compile_print(unit, slsc_sb_str(&out));
    return slsc_compile_end(unit, invocation);
}
