/* pack.c: the pass that bundles, from the configuration to what is in the packages.
 *
 * All entries make one graph, so that a file is read and parsed once however many functions use it;
 * each entry is printed once, and each function that begins with it is given the same text. */
#include "modules.h"

typedef struct packing {
    const slsc_host *h;
    slsc_unit *u;
    bundler_settings settings;
    bundler_entries entries;
    bundler_arena arena; /* of the resolver */
    bundler_resolver *resolver;
    bundler_graph *graph;
    bundler_arena *arenas; /* one for each entry's output */
    bundler_messages *messages;
    bundler_output *outputs;
} packing;

/* ---- The graph ---- */

static void run_jobs(void *runner, size_t n, void (*job)(void *context, size_t i), void *context)
{
    const packing *p = runner;
    const slsc_jobs *jobs = p->h->extension(p->u, SLSC_EXT_JOBS);
    jobs->run(p->u, n, job, context);
}

static void make_resolver(packing *p)
{
    const slsc_files *files = p->h->extension(p->u, SLSC_EXT_FILES);
    const bundler_settings *s = &p->settings;
    bundler_names external = {
        p->h->alloc(p->u, (s->external.count + s->excluded.count + 1) * sizeof(slsc_str),
                    sizeof(void *)),
        0
    };
    for (size_t i = 0; i < s->external.count; i++)
        external.items[external.count++] = s->external.items[i];
    for (size_t i = 0; i < s->excluded.count; i++)
        external.items[external.count++] = s->excluded.items[i];
    const bundler_resolver_options options = {
        .root = p->h->service(p->u)->folder,
        .hermetic = files->hermetic(p->u) != 0,
        .conditions = s->conditions.items,
        .condition_count = s->conditions.count,
        .main_fields = s->main_fields.items,
        .main_field_count = s->main_fields.count,
        .extensions = s->extensions.items,
        .extension_count = s->extensions.count,
        .externals = external.items,
        .external_count = external.count,
        .tsconfig = s->tsconfig,
        .packages_external = s->packages_external != 0,
        .no_module_condition = s->trace != 0,
    };
    p->resolver = bundler_resolver_new(&p->arena, &options);
}

/* The warmer's handler, and whatever else passes have made. */
static void provide_generated(packing *p)
{
    const slsc_artifact *artifact = p->h->extension(p->u, SLSC_EXT_ARTIFACT);
    slsc_node *function;
    slsc_str path, content;
    for (size_t i = 0; artifact->generated(p->u, i, &function, &path, &content); i++)
        bundler_graph_provide(p->graph, path, content);
}

static slsc_status load_graph(packing *p)
{
    const slsc_log *log = p->h->extension(p->u, SLSC_EXT_LOG);
    p->graph = bundler_graph_new(p->resolver, &p->settings.print, run_jobs, p);
    provide_generated(p);
    log->progress(p->u, slsc_s("bundling: reading modules"));
    for (size_t i = 0; i < p->entries.count; i++)
        p->entries.items[i].module = bundler_graph_add(p->graph, p->entries.items[i].file);
    return bundler_graph_load(p->graph);
}

/* ---- Printing ---- */

static void print_entry(void *context, size_t i)
{
    packing *p = context;
    const bundler_entry *entry = &p->entries.items[i];
    p->messages[i].arena = &p->arenas[i];
    if (entry->module == BUNDLER_NONE) return;
    const slsc_str output = entry->output, extension = p->settings.extension;
    size_t folder = output.len;
    while (folder > 0 && output.ptr[folder - 1] != '/') folder--;
    const slsc_str usual =
        slsc_s(bundler_graph_makes_module(p->graph, entry->module) ? ".mjs" : ".js");
    const slsc_str name =
        bundler_printf(&p->arenas[i], "%.*s%.*s", (int)(output.len - folder), output.ptr + folder,
                       SLSC_ARG(extension.len ? extension : usual));
    bundler_print(p->graph, entry->module, name, &p->arenas[i], &p->messages[i], &p->outputs[i]);
}

static void print_all(packing *p)
{
    const size_t n = p->entries.count;
    const slsc_log *log = p->h->extension(p->u, SLSC_EXT_LOG);
    p->arenas = bundler_alloc(&p->arena, n * sizeof *p->arenas);
    p->messages = bundler_alloc(&p->arena, n * sizeof *p->messages);
    p->outputs = bundler_alloc(&p->arena, n * sizeof *p->outputs);
    log->progress(p->u, slsc_textf(p->h, p->u, "bundling: writing %zu bundles of %zu modules", n,
                                   bundler_graph_count(p->graph)));
    run_jobs(p, n, print_entry, p);
}

/* ---- Packing ---- */

static slsc_str output_name(const packing *p, size_t entry, const char *end)
{
    const bundler_output *output = &p->outputs[entry];
    const char *extension = output->is_module ? ".mjs" : ".js";
    const slsc_str base = p->entries.items[entry].output, given = p->settings.extension;
    if (given.len)
        return slsc_textf(p->h, p->u, "%.*s%.*s%s", SLSC_ARG(base), SLSC_ARG(given), end);
    return slsc_textf(p->h, p->u, "%.*s%s%s", SLSC_ARG(base), extension, end);
}

static slsc_str beside(const packing *p, slsc_str output, slsc_str name)
{
    size_t folder = output.len;
    while (folder > 0 && output.ptr[folder - 1] != '/') folder--;
    return slsc_textf(p->h, p->u, "%.*s%.*s", (int)folder, output.ptr, SLSC_ARG(name));
}

static slsc_status pack_function(packing *p, const bundler_user *user)
{
    const slsc_artifact *artifact = p->h->extension(p->u, SLSC_EXT_ARTIFACT);
    const bundler_output *output = &p->outputs[user->entry];
    slsc_node *function = user->function->node;
    const slsc_node *from = slsc_get(p->h, p->u, function, "handler");
    const slsc_str name = output_name(p, user->entry, "");
    slsc_status status = artifact->add_file(p->u, function, name, output->code, 0, from);
    if (output->map.len && status == SLSC_OK)
        status = artifact->add_file(p->u, function, output_name(p, user->entry, ".map"),
                                    output->map, 0, from);
    for (size_t i = 0; i < output->asset_count && status == SLSC_OK; i++) {
        const bundler_asset *asset = &output->assets[i];
        const bundler_module *module = bundler_graph_at(p->graph, asset->module);
        status = artifact->add_file(p->u, function, beside(p, name, asset->name), module->source, 0,
                                    from);
    }
    return status;
}

static bundler_modules modules_of(const packing *p)
{
    return (bundler_modules) { p->h, p->u, &p->settings, p->resolver, &p->entries, p->outputs };
}

static slsc_status pack_all(packing *p)
{
    const slsc_artifact *artifact = p->h->extension(p->u, SLSC_EXT_ARTIFACT);
    const uint32_t flags = p->settings.patterns ? SLSC_PACK_PATTERNS : 0;
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < p->entries.user_count; i++)
        if (artifact->replace(p->u, p->entries.users[i].function->node, flags) != SLSC_OK)
            status = SLSC_FAIL;
    for (size_t i = 0; i < p->entries.user_count; i++)
        if (pack_function(p, &p->entries.users[i]) != SLSC_OK) status = SLSC_FAIL;
    const bundler_modules modules = modules_of(p);
    if (bundler_pack_modules(&modules) != SLSC_OK) status = SLSC_FAIL;
    return status;
}

/* What was read, for the depfile. */
static void note_files(packing *p)
{
    const slsc_files *files = p->h->extension(p->u, SLSC_EXT_FILES);
    const slsc_str *paths;
    const size_t n = bundler_resolver_read(p->resolver, &paths);
    for (size_t i = 0; i < n; i++) files->note(p->u, paths[i]);
    for (uint32_t i = 0; p->graph && i < bundler_graph_count(p->graph); i++) {
        const bundler_module *module = bundler_graph_at(p->graph, i);
        if (module->file.path.len && !module->generated && !module->failed)
            files->note(p->u, module->file.path);
    }
}

/* ---- All of it ---- */

static size_t report_all(packing *p, const bundler_message *loading, size_t count)
{
    size_t errors = bundler_report(p->h, p->u, p->graph, loading, count, &p->settings);
    for (size_t i = 0; p->messages && i < p->entries.count; i++)
        errors += bundler_report(p->h, p->u, p->graph, p->messages[i].items, p->messages[i].count,
                                 &p->settings);
    return errors;
}

/* Options of a plugin that is not named, or a handler in TypeScript that nobody said to bundle: the
 * framework would have packed the sources, and so do we, but say it. */
static slsc_status stay_as_it_is(const packing *p, const bundler_message *messages, size_t count)
{
    slsc_str why = slsc_s("");
    for (size_t i = 0; i < count && !why.len; i++)
        if (messages[i].is_error) why = messages[i].text;
    slsc_tell(p->h, p->u, SLSC_WARNING, p->settings.place, "bundler/not-bundled",
              slsc_textf(p->h, p->u, "code is packed as it is, since it cannot be bundled: %.*s",
                         SLSC_ARG(why)),
              NULL, "write `custom.bundler: true` to see all that is in the way");
    return SLSC_OK;
}

static slsc_status bundle(packing *p)
{
    const bundler_message *messages;
    const slsc_status loaded = load_graph(p);
    const size_t count = bundler_graph_messages(p->graph, &messages);
    note_files(p);
    if (loaded != SLSC_OK && !p->settings.asked) return stay_as_it_is(p, messages, count);
    if (loaded == SLSC_OK) print_all(p);
    const bundler_modules modules = modules_of(p);
    const slsc_str missing =
        loaded == SLSC_OK && !p->settings.asked ? bundler_missing_package(&modules) : slsc_s("");
    if (missing.len) {
        const bundler_message message = {
            .is_error = true,
            .text = slsc_textf(p->h, p->u, "`%.*s` is not installed", SLSC_ARG(missing)),
        };
        return stay_as_it_is(p, &message, 1);
    }
    if (report_all(p, messages, count) > 0) return SLSC_FAIL;
    if (loaded != SLSC_OK || pack_all(p) != SLSC_OK) return SLSC_FAIL;
    bundler_tell_stats(p->h, p->u, &p->settings, p->graph, &p->entries, p->outputs);
    return SLSC_OK;
}

static slsc_status trace(packing *p)
{
    const bundler_modules modules = { p->h, p->u, &p->settings, p->resolver, &p->entries, NULL };
    const slsc_status status = bundler_pack_as_is(&modules);
    note_files(p);
    return status;
}

slsc_status bundler_pack(const slsc_host *h, slsc_unit *u, void *state)
{
    packing p = { .h = h, .u = u };
    (void)state;
    bundler_read_settings(h, u, &p.settings);
    if (p.settings.dialect == BUNDLER_OFF) return SLSC_OK;
    if (bundler_find_entries(h, u, &p.settings, &p.entries) != SLSC_OK) return SLSC_FAIL;
    if (p.entries.user_count == 0) return SLSC_OK;
    bundler_tell_unheeded(h, u, &p.settings);
    make_resolver(&p);
    const slsc_status status = p.settings.trace ? trace(&p) : bundle(&p);
    for (size_t i = 0; p.arenas && i < p.entries.count; i++) bundler_arena_end(&p.arenas[i]);
    if (p.graph) bundler_graph_end(p.graph);
    bundler_arena_end(&p.arena);
    return status;
}
