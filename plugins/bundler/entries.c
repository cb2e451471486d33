/* entries.c: functions -> the files their bundles begin with.
 *
 * A handler `src/a.run` lies in `src/a` with the extension of some script; the bundle stands at
 * `src/a.js`, so that the handler stays as it is. Functions that name one file share one bundle. */
#include "bundler.h"

/* The part before the last dot of the last segment. */
static slsc_str without_export(slsc_str handler)
{
    for (size_t i = handler.len; i-- > 0 && handler.ptr[i] != '/';)
        if (handler.ptr[i] == '.') return slsc_bytes(handler.ptr, i);
    return handler;
}

int bundler_is_node(const slsc_host *h, slsc_unit *u, const slsc_node *function)
{
    slsc_node *config = h->root(u, SLSC_CONFIG);
    const slsc_node *own = slsc_get(h, u, function, "runtime");
    const slsc_node *shared = slsc_at_path(h, u, config, "provider.runtime");
    const slsc_node *runtime = slsc_is_void(h, u, own) ? shared : own;
    return slsc_is_void(h, u, runtime) || slsc_begins(h->text(u, runtime), "nodejs");
}

/* What is packed is the user's: a zip, or an image. */
static int has_package(const slsc_host *h, slsc_unit *u, slsc_node *function)
{
    slsc_node *config = h->root(u, SLSC_CONFIG);
    const slsc_node *all = slsc_get(h, u, config, "package");
    const slsc_node *own = slsc_get(h, u, function, "package");
    if (slsc_truthy(h, u, slsc_get(h, u, function, "image"))) return 1;
    if (slsc_truthy(h, u, slsc_get(h, u, own, "artifact"))) return 1;
    return slsc_truthy(h, u, slsc_get(h, u, all, "artifact")) &&
           !slsc_truthy(h, u, slsc_get(h, u, own, "individually"));
}

int bundler_wanted(const slsc_host *h, slsc_unit *u, const bundler_settings *s,
                   const slsc_node *function)
{
    const slsc_node *build = slsc_get(h, u, function, "build");
    if (s->dialect == BUNDLER_OFF || slsc_is_false(h, u, slsc_get(h, u, function, "bundle")))
        return 0;
    if (slsc_truthy(h, u, slsc_get(h, u, function, "skipEsbuild"))) return 0;
    if (slsc_is_string(h, u, build) && !slsc_is(h->text(u, build), "esbuild")) return 0;
    if (!slsc_truthy(h, u, slsc_get(h, u, function, "handler"))) return 0;
    return bundler_is_node(h, u, function) && !has_package(h, u, (slsc_node *)function);
}

/* ---- The file ---- */

typedef struct search {
    const slsc_host *h;
    slsc_unit *u;
    const slsc_files *files;
    const slsc_artifact *artifact;
} search;

static int is_generated(const search *s, slsc_str path)
{
    slsc_node *function;
    slsc_str name, content;
    for (size_t i = 0; s->artifact->generated(s->u, i, &function, &name, &content); i++)
        if (slsc_same(name, path)) return 1;
    return 0;
}

static slsc_str try_extensions(const search *s, slsc_str base, const char *const *extensions)
{
    for (; *extensions; extensions++) {
        const slsc_str path = slsc_textf(s->h, s->u, "%.*s%s", SLSC_ARG(base), *extensions);
        if (is_generated(s, path) || s->files->exists(s->u, path)) return path;
    }
    return slsc_s(NULL);
}

static slsc_str find_file(const search *s, const bundler_settings *settings, slsc_str base)
{
    static const char *const usual[] = { ".js",  ".ts",  ".cjs",      ".mjs",      ".cts", ".mts",
                                         ".jsx", ".tsx", "/index.js", "/index.ts", NULL };
    static const char *const typed[] = { ".ts",       ".js",       ".jsx",       ".tsx",
                                         ".mjs",      ".cjs",      ".mts",       ".cts",
                                         "/index.ts", "/index.js", "/index.jsx", "/index.tsx",
                                         NULL };
    static const char *const script[] = { ".ts", ".mts", ".cts", ".tsx", NULL };
    static const char *const ready[] = { ".js", ".mjs", ".cjs", NULL };
    if (settings->dialect == BUNDLER_ESBUILD) return try_extensions(s, base, typed);
    if (settings->dialect != BUNDLER_UNSAID || settings->asked)
        return try_extensions(s, base, usual);
    /* Nobody asked: code that Node can run stays as it is. */
    if (try_extensions(s, base, ready).len) return slsc_s(NULL);
    return try_extensions(s, base, script);
}

/* ---- The list ---- */

static slsc_node *handler_of(const search *s, const slsc_function *function)
{
    static const char *const keys[] = { "entrypoint", "esbuildEntrypoint", "handler", NULL };
    for (const char *const *key = keys; *key; key++) {
        slsc_node *node = slsc_get(s->h, s->u, function->node, *key);
        if (slsc_truthy(s->h, s->u, node)) return node;
    }
    return NULL;
}

static slsc_status no_file(const search *s, const bundler_settings *settings,
                           const slsc_function *function, const slsc_node *handler, slsc_str base)
{
    if (!settings->asked) return SLSC_OK;
    return slsc_tell(s->h, s->u, SLSC_ERROR, handler, "bundler/no-handler",
                     slsc_textf(s->h, s->u, "function `%.*s` has no script `%.*s` to bundle",
                                SLSC_ARG(function->key), SLSC_ARG(base)),
                     "no such file with an extension of JavaScript or TypeScript",
                     "correct the path, or write `bundle: false` for this function");
}

static slsc_status add_user(const search *s, const bundler_settings *settings, bundler_entries *out,
                            bundler_table *known, const slsc_function *function)
{
    const slsc_node *handler = handler_of(s, function);
    slsc_str base = without_export(s->h->text(s->u, handler));
    if (slsc_begins(base, "./")) base = slsc_bytes(base.ptr + 2, base.len - 2);
    const slsc_str file = find_file(s, settings, base);
    if (!file.len) return no_file(s, settings, function, handler, base);
    uint32_t *entry = bundler_table_at(known, base);
    if (*entry == BUNDLER_NONE) {
        *entry = (uint32_t)out->count;
        out->items[out->count++] =
            (bundler_entry) { file, base, BUNDLER_NONE, is_generated(s, file) };
    }
    out->users[out->user_count++] = (bundler_user) { function, *entry };
    return SLSC_OK;
}

slsc_status bundler_find_entries(const slsc_host *h, slsc_unit *u, const bundler_settings *s,
                                 bundler_entries *out)
{
    const search looking = { h, u, h->extension(u, SLSC_EXT_FILES),
                             h->extension(u, SLSC_EXT_ARTIFACT) };
    const size_t n = h->function_count(u);
    bundler_arena arena = { 0 };
    bundler_table known = { .arena = &arena };
    slsc_status status = SLSC_OK;
    *out = (bundler_entries) { .items = h->alloc(u, (n + 1) * sizeof *out->items, sizeof(void *)),
                               .users = h->alloc(u, (n + 1) * sizeof *out->users, sizeof(void *)) };
    for (size_t i = 0; i < n; i++) {
        const slsc_function *function = h->function_at(u, i);
        if (bundler_wanted(h, u, s, function->node) &&
            add_user(&looking, s, out, &known, function) != SLSC_OK)
            status = SLSC_FAIL;
    }
    bundler_arena_end(&arena);
    return status;
}
