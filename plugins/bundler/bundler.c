/* bundler.c: the plugin that makes one file of a handler and all it imports.
 *
 *   parse/    one source file -> a log of what a bundler must know
 *   resolve/  the text of an import -> a file, by the rules of Node and TypeScript
 *   link/     files -> a bundle: which statements are needed, how modules see each other
 *
 * These three know nothing of services. What stands beside them here does: which functions there
 * are, what the configuration asks for (in our words or in those of another bundler's plugin), what
 * goes into which package. */
#include "bundler.h"

/* Serverless 4 has Node use the maps it makes: NODE_OPTIONS of each function that is built. */
static void add_node_options(const slsc_host *h, slsc_unit *u, const slsc_function *function)
{
    slsc_node *config = h->root(u, SLSC_CONFIG), *from = slsc_get(h, u, function->node, "handler");
    slsc_node *own = slsc_get(h, u, function->node, "environment");
    const slsc_node *shared = slsc_at_path(h, u, config, "provider.environment");
    const slsc_node *given = slsc_get(h, u, own, "NODE_OPTIONS");
    if (!given) given = slsc_get(h, u, shared, "NODE_OPTIONS");
    if (given && !slsc_is_string(h, u, given)) return;
    if (!slsc_is_map(h, u, own)) {
        own = slsc_map(h, u, from);
        slsc_set(h, u, function->node, "environment", own);
    }
    slsc_set(h, u, own, "NODE_OPTIONS",
             slsc_string(h, u,
                         slsc_textf(h, u, "%.*s%s--enable-source-maps", SLSC_ARG(h->text(u, given)),
                                    given ? " " : ""),
                         from));
}

static slsc_status source_maps(const slsc_host *h, slsc_unit *u, void *state)
{
    bundler_settings settings;
    (void)state;
    bundler_read_settings(h, u, &settings);
    for (size_t i = 0; settings.node_options && i < h->function_count(u); i++)
        if (bundler_wanted(h, u, &settings, h->function_at(u, i)->node))
            add_node_options(h, u, h->function_at(u, i));
    return SLSC_OK;
}

static const slsc_pass maps = {
    .struct_size = sizeof maps, .phase = SLSC_CONFIGURE, .name = "source-maps", .run = source_maps
};
static const slsc_pass pack = {
    .struct_size = sizeof pack, .phase = SLSC_PACK, .name = "bundles", .run = bundler_pack
};
static const slsc_pass *const passes[] = { &maps, &pack, NULL };

static const slsc_schema own = { .struct_size = sizeof own,
                                 .at = "custom.bundler",
                                 .json = bundler_bundler_json };
static const slsc_schema build = { .struct_size = sizeof build,
                                   .at = "build",
                                   .json = bundler_build_json };
#define OF_FUNCTION(name, key, text)                                                               \
    static const slsc_schema name = { .struct_size = sizeof name,                                  \
                                      .at = "functions.*." key,                                    \
                                      .json = text }
OF_FUNCTION(bundle, "bundle", "{\"type\":\"boolean\"}");
OF_FUNCTION(entrypoint, "entrypoint", "{\"type\":\"string\"}");
OF_FUNCTION(skip, "skipEsbuild", "{\"type\":\"boolean\"}");
OF_FUNCTION(esbuild_entrypoint, "esbuildEntrypoint", "{\"type\":\"string\"}");
OF_FUNCTION(dispose, "disposeContext", "{\"type\":\"boolean\"}");
OF_FUNCTION(function_build, "build", "{\"type\":\"string\"}");
static const slsc_schema *const schemas[] = { &own,        &build,          &bundle,
                                              &entrypoint, &skip,           &esbuild_entrypoint,
                                              &dispose,    &function_build, NULL };

static const char *const claims[] = { "custom.bundler",
                                      "custom.webpack",
                                      "custom.esbuild",
                                      "build",
                                      "functions.*.bundle",
                                      "functions.*.build",
                                      "functions.*.handler:typescript",
                                      NULL };
static const char *const stands_for[] = { "serverless-webpack", "serverless-esbuild",
                                          "serverless-bundle", "serverless-plugin-typescript",
                                          NULL };
static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .needs = SLSC_NEEDS_FILES,
                                    .name = "bundler",
                                    .version = "1.0.0",
                                    .summary = "one file of a handler and all that it imports",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .claims = claims,
                                    .stands_for = stands_for };

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
