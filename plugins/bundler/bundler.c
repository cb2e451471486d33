/* bundler.c: the plugin that makes one file of a handler and all it imports.
 *
 *   parse/    one source file -> a log of what a bundler must know
 *   resolve/  the text of an import -> a file, by the rules of Node and TypeScript
 *   link/     files -> a bundle: which statements are needed, how modules see each other
 *
 * These three know nothing of services. What stands beside them here does: which functions there
 * are, what the configuration asks for, what goes into which package. */
#include "bundler.h"

static const char *const claims[] = { "custom.bundler", NULL };
static const slsc_plugin plugin = {
    .struct_size = sizeof plugin,
    .needs = SLSC_NEEDS_FILES,
    .name = "bundler",
    .version = "1.0.0",
    .summary = "one file of a handler and all that it imports",
    .claims = claims,
};

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
