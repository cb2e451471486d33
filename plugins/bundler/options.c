/* options.c: what the configuration says about bundling, whoever's words it uses.
 *
 * One dialect counts: our own where it is written, else that of the plugin named under `plugins`,
 * else that of Serverless 4. Options of a plugin that is not named did nothing in the framework;
 * here they make a bundle if one can be made, and a warning if not. */
#include "dialects.h"

bundler_names bundler_read_names(const slsc_host *h, slsc_unit *u, const slsc_node *node)
{
    bundler_names names = { NULL, 0 };
    const size_t count = slsc_is_list(h, u, node) ? h->count(node) : 0;
    const int alone = slsc_is_string(h, u, node);
    if (count == 0 && !alone) return names;
    names.items = h->alloc(u, (count + 1) * sizeof *names.items, sizeof(void *));
    if (alone) names.items[names.count++] = h->text(u, node);
    for (size_t i = 0; i < count; i++)
        if (slsc_is_string(h, u, h->at(node, i)))
            names.items[names.count++] = h->text(u, h->at(node, i));
    return names;
}

/* ---- Which dialect ---- */

typedef struct known_plugin {
    const char *name;
    bundler_dialect dialect;
    const char *options; /* key of custom */
} known_plugin;

static const known_plugin known_plugins[] = {
    { "serverless-esbuild", BUNDLER_ESBUILD, "esbuild" },
    { "serverless-webpack", BUNDLER_WEBPACK, "webpack" },
    { "serverless-bundle", BUNDLER_UNSAID, NULL },
    { "serverless-plugin-typescript", BUNDLER_UNSAID, NULL },
    { NULL, BUNDLER_OFF, NULL },
};

static const slsc_node *named(const slsc_host *h, slsc_unit *u, const slsc_node *config,
                              const char *name)
{
    const slsc_node *plugins = slsc_get(h, u, config, "plugins");
    if (slsc_is_map(h, u, plugins)) plugins = slsc_get(h, u, plugins, "modules");
    for (size_t i = 0; i < h->count(plugins); i++)
        if (slsc_is(h->text(u, h->at(plugins, i)), name)) return h->at(plugins, i);
    return NULL;
}

static int choose(bundler_settings *s, bundler_dialect dialect, slsc_node *given,
                  const slsc_node *place, int asked)
{
    s->dialect = dialect;
    s->given = given;
    s->place = place;
    s->asked = asked;
    return 1;
}

static int choose_build(const slsc_host *h, slsc_unit *u, bundler_settings *s, slsc_node *build)
{
    slsc_node *given = slsc_get(h, u, build, "esbuild");
    if (slsc_is_false(h, u, given)) return choose(s, BUNDLER_OFF, NULL, given, 1);
    if (slsc_is_string(h, u, build) && !slsc_is(h->text(u, build), "esbuild")) return 0;
    return choose(s, BUNDLER_BUILD, slsc_is_map(h, u, given) ? given : NULL, build, 1);
}

static int choose_dialect(const slsc_host *h, slsc_unit *u, bundler_settings *s)
{
    slsc_node *config = h->root(u, SLSC_CONFIG);
    slsc_node *custom = slsc_get(h, u, config, "custom");
    slsc_node *own = slsc_get(h, u, custom, "bundler"), *build = slsc_get(h, u, config, "build");
    if (slsc_is_false(h, u, own)) return choose(s, BUNDLER_OFF, NULL, own, 1);
    if (slsc_truthy(h, u, own))
        return choose(s, BUNDLER_OWN, slsc_is_map(h, u, own) ? own : NULL, own, 1);
    for (const known_plugin *known = known_plugins; known->name; known++) {
        const slsc_node *place = named(h, u, config, known->name);
        slsc_node *given = known->options ? slsc_get(h, u, custom, known->options) : NULL;
        if (place) return choose(s, known->dialect, given, place, 1);
    }
    if (slsc_truthy(h, u, build) && choose_build(h, u, s, build)) return 1;
    for (const known_plugin *known = known_plugins; known->name; known++) {
        slsc_node *given = known->options ? slsc_get(h, u, custom, known->options) : NULL;
        if (slsc_truthy(h, u, given)) return choose(s, known->dialect, given, given, 0);
    }
    return choose(s, BUNDLER_UNSAID, NULL, slsc_get(h, u, config, "functions"), 0);
}

/* ---- Our own words ---- */

static void read_loaders(const slsc_host *h, slsc_unit *u, const slsc_node *given,
                         bundler_bundle_options *out)
{
    static const char *const names[] = { "default", "js",   "jsx",    "ts",      "tsx",
                                         "json",    "text", "base64", "dataurl", "binary",
                                         "file",    "copy", "empty",  NULL };
    const size_t count = slsc_is_map(h, u, given) ? h->count(given) : 0;
    bundler_loader_rule *rules = h->alloc(u, (count + 1) * sizeof *rules, sizeof(void *));
    for (size_t i = 0; i < count; i++) {
        const slsc_str name = h->text(u, h->at(given, i));
        rules[i] = (bundler_loader_rule) { h->key(given, i), BUNDLER_LOAD_DEFAULT };
        for (int l = 0; names[l]; l++)
            if (slsc_is(name, names[l])) rules[i].loader = (bundler_loader)l;
    }
    out->loaders = rules;
    out->loader_count = count;
}

static void read_defines(const slsc_host *h, slsc_unit *u, const slsc_node *given,
                         bundler_bundle_options *out)
{
    const size_t count = slsc_is_map(h, u, given) ? h->count(given) : 0;
    bundler_define *defines = h->alloc(u, (count + 1) * sizeof *defines, sizeof(void *));
    for (size_t i = 0; i < count; i++)
        defines[i] = (bundler_define) { h->key(given, i), h->text(u, h->at(given, i)) };
    out->defines = defines;
    out->define_count = count;
}

bundler_map_mode bundler_read_map(const slsc_host *h, slsc_unit *u, const slsc_node *given)
{
    const slsc_str text = h->text(u, given);
    if (!slsc_truthy(h, u, given)) return BUNDLER_MAP_NONE;
    if (slsc_is(text, "inline") || slsc_is(text, "both")) return BUNDLER_MAP_INLINE;
    if (slsc_is(text, "external")) return BUNDLER_MAP_EXTERNAL;
    return BUNDLER_MAP_LINKED;
}

/* What our options and esbuild's have in common, which is most. */
void bundler_read_common(const slsc_host *h, slsc_unit *u, bundler_settings *s)
{
    const slsc_node *given = s->given;
    bundler_bundle_options *print = &s->print;
    print->minify = slsc_truthy(h, u, slsc_get(h, u, given, "minify")) ||
                    slsc_truthy(h, u, slsc_get(h, u, given, "minifyWhitespace"));
    print->map = bundler_read_map(h, u, slsc_get(h, u, given, "sourcemap"));
    print->map_without_sources = slsc_is_false(h, u, slsc_get(h, u, given, "sourcesContent"));
    print->whole = slsc_is_false(h, u, slsc_get(h, u, given, "treeShaking"));
    const slsc_str format = h->text(u, slsc_get(h, u, given, "format"));
    if (slsc_is(format, "esm")) print->format = BUNDLER_FORMAT_ESM;
    if (slsc_is(format, "cjs")) print->format = BUNDLER_FORMAT_CJS;
    read_loaders(h, u, slsc_get(h, u, given, "loader"), print);
    read_defines(h, u, slsc_get(h, u, given, "define"), print);
    s->external = bundler_read_names(h, u, slsc_get(h, u, given, "external"));
    s->excluded = bundler_read_names(h, u, slsc_get(h, u, given, "exclude"));
    s->conditions = bundler_read_names(h, u, slsc_get(h, u, given, "conditions"));
    s->main_fields = bundler_read_names(h, u, slsc_get(h, u, given, "mainFields"));
    s->extensions = bundler_read_names(h, u, slsc_get(h, u, given, "resolveExtensions"));
    s->tsconfig = h->text(u, slsc_get(h, u, given, "tsconfig"));
    s->packages_external = slsc_is(h->text(u, slsc_get(h, u, given, "packages")), "external");
    s->modules = 1;
}

void bundler_read_modules(const slsc_host *h, slsc_unit *u, bundler_settings *s,
                          const slsc_node *given)
{
    if (!slsc_truthy(h, u, given)) return;
    s->modules = 1;
    s->packages_external = 1;
    s->force_include = bundler_read_names(h, u, slsc_get(h, u, given, "forceInclude"));
    s->force_exclude = bundler_read_names(h, u, slsc_get(h, u, given, "forceExclude"));
    s->package_path = h->text(u, slsc_get(h, u, given, "packagePath"));
}

static void read_own(const slsc_host *h, slsc_unit *u, bundler_settings *s)
{
    const slsc_node *given = s->given, *stats = slsc_get(h, u, given, "stats");
    bundler_read_common(h, u, s);
    bundler_read_modules(h, u, s, slsc_get(h, u, given, "includeModules"));
    s->print.keep_comments = slsc_truthy(h, u, slsc_get(h, u, given, "keepComments"));
    s->print.banner = h->text(u, slsc_get(h, u, given, "banner"));
    s->print.footer = h->text(u, slsc_get(h, u, given, "footer"));
    s->trace = slsc_truthy(h, u, slsc_get(h, u, given, "trace"));
    if (slsc_is_string(h, u, stats))
        s->stats = h->text(u, stats);
    else if (slsc_truthy(h, u, stats))
        s->stats = slsc_s("text");
    s->patterns = 1;
}

/* ---- All of it ---- */

/* Lambda has the SDK: version 3 from nodejs18.x on, version 2 before. What is excluded is neither
 * bundled nor packed; the user's own list takes the place of ours, as in Serverless 4, where `!x`
 * takes x back in. */
static int runtime_is_old(const slsc_host *h, slsc_unit *u)
{
    slsc_node *config = h->root(u, SLSC_CONFIG);
    const slsc_str runtime = h->text(u, slsc_at_path(h, u, config, "provider.runtime"));
    static const char *const old[] = { "nodejs",     "nodejs4.3",  "nodejs6.10",
                                       "nodejs8.10", "nodejs10.x", "nodejs12.x",
                                       "nodejs14.x", "nodejs16.x", NULL };
    for (const char *const *name = old; *name; name++)
        if (slsc_is(runtime, *name)) return 1;
    return 0;
}

static void exclude_sdk(const slsc_host *h, slsc_unit *u, bundler_settings *s)
{
    const int old = runtime_is_old(h, u);
    const bundler_names given = s->excluded;
    bundler_names all = { h->alloc(u, (given.count + 3) * sizeof *all.items, sizeof(void *)), 0 };
    const int replaced = given.count && s->dialect != BUNDLER_OWN;
    if (!replaced) {
        all.items[all.count++] = slsc_s(old ? "aws-sdk" : "@aws-sdk/*");
        if (!old) all.items[all.count++] = slsc_s("@smithy/*");
    }
    for (size_t i = 0; i < given.count; i++)
        if (!slsc_begins(given.items[i], "!") && !slsc_is(given.items[i], "*"))
            all.items[all.count++] = given.items[i];
    for (size_t i = 0; i < given.count; i++) {
        if (!slsc_begins(given.items[i], "!")) continue;
        size_t kept = 0;
        const slsc_str name = slsc_bytes(given.items[i].ptr + 1, given.items[i].len - 1);
        for (size_t k = 0; k < all.count; k++)
            if (!slsc_same(all.items[k], name)) all.items[kept++] = all.items[k];
        all.count = kept;
    }
    s->excluded = all;
}

void bundler_read_settings(const slsc_host *h, slsc_unit *u, bundler_settings *s)
{
    *s = (bundler_settings) { .dialect = BUNDLER_OFF };
    choose_dialect(h, u, s);
    switch (s->dialect) {
    case BUNDLER_OFF: return;
    case BUNDLER_WEBPACK: bundler_read_webpack(h, u, s); break;
    case BUNDLER_OWN: read_own(h, u, s); break;
    case BUNDLER_ESBUILD:
    case BUNDLER_BUILD: bundler_read_esbuild(h, u, s); break;
    case BUNDLER_UNSAID:
        s->modules = 1;
        s->patterns = 1;
        break;
    }
    exclude_sdk(h, u, s);
    const slsc_options *options = h->extension(u, SLSC_EXT_OPTIONS);
    const slsc_str stats = options->value(u, slsc_s("stats"));
    if (stats.len) s->stats = stats;
    s->print.root = h->service(u)->folder;
    if (!s->package_path.len) s->package_path = slsc_s("package.json");
}
