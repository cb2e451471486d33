/* dialects.c: the options of serverless-esbuild, of Serverless 4's `build.esbuild` and of
 * serverless-webpack. What has a meaning here is taken; what speeds up or steers those tools has
 * none and is passed over; what would have changed the code is named once, so that nobody believes
 * it was done. A program (webpack.config.js, a plugin of esbuild) is never run. */
#include "dialects.h"

typedef struct unheeded {
    const char *key, *why;
} unheeded;

/* Where the code would be another: told. */
static const unheeded esbuild_unheeded[] = {
    { "plugins", "plugins of esbuild are programs, and none is run" },
    { "config", "that file is a program, and none is run" },
    { "configFile", "that file is a program, and none is run" },
    { "target", "syntax is never rewritten for older engines" },
    { "supported", "syntax is never rewritten for older engines" },
    { "minifyIdentifiers", "names are never changed" },
    { "minifySyntax", "only space and comments are taken out" },
    { "mangleProps", "names are never changed" },
    { "drop", "calls are never taken out" },
    { "dropLabels", "labels are never taken out" },
    { "pure", "calls are pure where the code says so" },
    { "inject", "write the import into the handler" },
    { "splitting", "a function's code is one file" },
    { "alias", "use `paths` of tsconfig.json" },
    { "nodePaths", "only node_modules folders are searched" },
    { "nodeExternals", "write `packages: external`" },
    { NULL, NULL },
};

static const unheeded webpack_unheeded[] = {
    { "config", "configurations of webpack are not read" },
    { NULL, NULL },
};

static void tell_unheeded(const slsc_host *h, slsc_unit *u, const slsc_node *given,
                          const unheeded *list)
{
    for (; list->key; list++) {
        const slsc_node *node = slsc_get(h, u, given, list->key);
        if (!slsc_truthy(h, u, node)) continue;
        slsc_tell(h, u, SLSC_NOTE, node, "bundler/no-effect",
                  slsc_textf(h, u, "`%s` has no effect here: %s", list->key, list->why), NULL,
                  NULL);
    }
}

/* {js: text}; `css` has nothing to do here. */
static slsc_str text_for_js(const slsc_host *h, slsc_unit *u, const slsc_node *given)
{
    return h->text(u, slsc_is_map(h, u, given) ? slsc_get(h, u, given, "js") : given);
}

static int says_js(const slsc_host *h, slsc_unit *u, const slsc_node *given)
{
    const slsc_str extension = h->text(u, given);
    return slsc_is(extension, ".js") || slsc_is(extension, ".mjs") || slsc_is(extension, ".cjs");
}

/* `sourcemap: {type: inline, setNodeOptions: true}` of Serverless 4, which makes maps if not told
 * otherwise, and has Node use them. */
static void read_build_map(const slsc_host *h, slsc_unit *u, bundler_settings *s)
{
    const slsc_node *given = slsc_get(h, u, s->given, "sourcemap");
    if (slsc_is_map(h, u, given)) {
        const slsc_node *type = slsc_get(h, u, given, "type");
        s->print.map = type ? bundler_read_map(h, u, type) : BUNDLER_MAP_LINKED;
        s->node_options = slsc_is_true(h, u, slsc_get(h, u, given, "setNodeOptions"));
    } else if (slsc_is_void(h, u, given)) {
        s->print.map = BUNDLER_MAP_LINKED;
        s->node_options = 1;
    } else {
        s->node_options = s->print.map != BUNDLER_MAP_NONE;
    }
}

void bundler_read_esbuild(const slsc_host *h, slsc_unit *u, bundler_settings *s)
{
    const slsc_node *given = s->given, *extension = slsc_get(h, u, given, "outputFileExtension");
    bundler_read_common(h, u, s);
    if (s->dialect == BUNDLER_BUILD) {
        read_build_map(h, u, s);
        extension = slsc_get(h, u, slsc_get(h, u, given, "outExtension"), ".js");
    }
    if (says_js(h, u, extension)) s->extension = h->text(u, extension);
    if (s->print.format == BUNDLER_FORMAT_AUTO && s->extension.len) /* the name tells what it is */
        s->print.format = slsc_is(s->extension, ".mjs") ? BUNDLER_FORMAT_ESM : BUNDLER_FORMAT_CJS;
    s->print.banner = text_for_js(h, u, slsc_get(h, u, given, "banner"));
    s->print.footer = text_for_js(h, u, slsc_get(h, u, given, "footer"));
    if (slsc_get(h, u, given, "packagePath"))
        s->package_path = h->text(u, slsc_get(h, u, given, "packagePath"));
    for (size_t i = 0; i < s->excluded.count; i++)
        if (slsc_is(s->excluded.items[i], "*")) s->modules = 0;
    s->trace = slsc_is_false(h, u, slsc_get(h, u, given, "bundle"));
    s->patterns = 1;
}

void bundler_read_webpack(const slsc_host *h, slsc_unit *u, bundler_settings *s)
{
    const slsc_node *modules = slsc_get(h, u, s->given, "includeModules");
    if (slsc_is_void(h, u, modules)) {
        slsc_node *custom = slsc_get(h, u, h->root(u, SLSC_CONFIG), "custom");
        modules = slsc_get(h, u, custom, "webpackIncludeModules");
    }
    bundler_read_modules(h, u, s, modules);
}

void bundler_tell_unheeded(const slsc_host *h, slsc_unit *u, const bundler_settings *s)
{
    const slsc_node *program = slsc_get(h, u, s->given, "webpackConfig");
    if (slsc_is_string(h, u, s->given)) program = s->given;
    if (s->dialect == BUNDLER_ESBUILD || s->dialect == BUNDLER_BUILD)
        tell_unheeded(h, u, s->given, esbuild_unheeded);
    if (s->dialect != BUNDLER_WEBPACK) return;
    tell_unheeded(h, u, s->given, webpack_unheeded);
    if (slsc_truthy(h, u, program))
        slsc_tell(h, u, SLSC_NOTE, program, "bundler/no-effect",
                  slsc_textf(h, u, "`%.*s` is a program and is not run: slsc bundles by itself",
                             SLSC_ARG(h->text(u, program))),
                  NULL, "what it did that matters can be said in `custom.bundler`");
}
