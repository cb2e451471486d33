/* graph.c: from entries to all that they reach.
 *
 * In waves: the units of one wave are read and parsed at once, by jobs; then, on this thread and in
 * the order of the sources, each import is resolved, and what is new makes up the next wave. So the
 * numbers of units are those of a search in breadth, whatever the threads do. A file is one unit,
 * by its real path, however it is asked for. */
#include "link.h"

void bundler_tell(bundler_messages *messages, bundler_message_code code, bool is_error,
                  uint32_t module, uint32_t offset, uint32_t end, slsc_str text, slsc_str help)
{
    messages->items = bundler_grow(messages->arena, messages->items, messages->count,
                                   &messages->capacity, sizeof *messages->items);
    messages->items[messages->count++] =
        (bundler_message) { code, is_error, module, offset, end, text, help };
}

bundler_graph *bundler_graph_new(bundler_resolver *resolver, const bundler_bundle_options *options,
                                 bundler_run_jobs *run, void *runner)
{
    bundler_arena arena = { 0 };
    bundler_graph *graph = bundler_alloc(&arena, sizeof *graph);
    graph->arena = arena;
    graph->resolver = resolver;
    graph->options = options;
    graph->run = run;
    graph->runner = runner;
    graph->by_path.arena = graph->provided.arena = graph->names.arena = &graph->arena;
    graph->messages.arena = &graph->arena;
    return graph;
}

void bundler_graph_end(bundler_graph *graph)
{
    for (size_t i = 0; i < graph->units_count; i++)
        bundler_arena_end(&graph->units[i]->module.arena);
    bundler_arena arena = graph->arena; /* the graph lies in it */
    bundler_arena_end(&arena);
}

void bundler_graph_provide(bundler_graph *graph, slsc_str path, slsc_str content)
{
    graph->contents = bundler_grow(&graph->arena, graph->contents, graph->contents_count,
                                   &graph->contents_capacity, sizeof *graph->contents);
    char *padded = bundler_alloc(&graph->arena, content.len + BUNDLER_PADDING);
    if (content.len) memcpy(padded, content.ptr, content.len);
    *bundler_table_at(&graph->provided, bundler_copy(&graph->arena, path)) =
        (uint32_t)graph->contents_count;
    graph->contents[graph->contents_count++] = (slsc_str) { padded, content.len };
}

/* ---- Names ---- */

static size_t common_folders(slsc_str a, slsc_str b)
{
    size_t common = 0;
    for (size_t i = 0; i < a.len; i++) {
        if (i >= b.len || a.ptr[i] != b.ptr[i]) return common;
        if (a.ptr[i] == '/') common = i + 1;
    }
    return b.len > a.len && b.ptr[a.len] == '/' ? a.len + 1 : common;
}

/* A path as somebody in the folder `root` would write it. */
slsc_str bundler_relative(bundler_arena *arena, slsc_str root, slsc_str path)
{
    while (root.len > 1 && root.ptr[root.len - 1] == '/') root.len--;
    const size_t common = common_folders(root, path);
    if (common <= 1) return path;
    bundler_text text = { .arena = arena };
    if (common <= root.len) {
        bundler_addz(&text, "../");
        for (size_t i = common; i < root.len; i++)
            if (root.ptr[i] == '/') bundler_addz(&text, "../");
    }
    bundler_add(&text, (slsc_str) { path.ptr + common, path.len - common });
    return bundler_done(&text);
}

/* ---- Units ---- */

uint32_t bundler_add_unit(bundler_graph *graph, const bundler_found *found)
{
    uint32_t *known = bundler_table_at(&graph->by_path, found->path);
    if (*known != BUNDLER_NONE) return *known;
    *known = (uint32_t)graph->units_count;
    const uint32_t number = *known;
    bundler_unit *unit = bundler_alloc(&graph->arena, sizeof *unit);
    unit->module.file = *found;
    unit->module.name = bundler_relative(&graph->arena, graph->options->root, found->path);
    unit->module.loader = bundler_loader_of(graph->options, found);
    graph->units = bundler_grow(&graph->arena, graph->units, graph->units_count,
                                &graph->units_capacity, sizeof(bundler_unit *));
    graph->units[graph->units_count++] = unit;
    return number;
}

static slsc_str absolute(bundler_graph *graph, slsc_str path)
{
    if (path.len && path.ptr[0] == '/') return path;
    return bundler_printf(&graph->arena, "%.*s/%.*s", (int)graph->options->root.len,
                          graph->options->root.ptr, (int)path.len, path.ptr);
}

static uint32_t provided_content(bundler_graph *graph, slsc_str path, slsc_str full)
{
    const uint32_t content = bundler_table_find(&graph->provided, path);
    return content != BUNDLER_NONE ? content : bundler_table_find(&graph->provided, full);
}

/* What is not on the disk is what its name says. */
static void guess_file(bundler_graph *graph, slsc_str path, bundler_found *found)
{
    static const struct {
        const char *extension;
        bundler_language language;
        bundler_goal goal;
    } kinds[] = {
        { ".js", BUNDLER_JS, BUNDLER_EITHER },  { ".mjs", BUNDLER_JS, BUNDLER_MODULE },
        { ".cjs", BUNDLER_JS, BUNDLER_SCRIPT }, { ".jsx", BUNDLER_JSX, BUNDLER_EITHER },
        { ".ts", BUNDLER_TS, BUNDLER_EITHER },  { ".mts", BUNDLER_TS, BUNDLER_MODULE },
        { ".cts", BUNDLER_TS, BUNDLER_SCRIPT }, { ".tsx", BUNDLER_TSX, BUNDLER_EITHER },
    };
    size_t slash = path.len;
    while (slash > 0 && path.ptr[slash - 1] != '/') slash--;
    *found =
        (bundler_found) { .kind = BUNDLER_FOUND_FILE, .path = path, .file = BUNDLER_FILE_OTHER };
    found->package =
        bundler_package_of(graph->resolver, (slsc_str) { path.ptr, slash > 1 ? slash - 1 : slash });
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const slsc_str end = bundler_s(kinds[i].extension);
        if (path.len <= end.len || memcmp(path.ptr + path.len - end.len, end.ptr, end.len) != 0)
            continue;
        found->file = BUNDLER_FILE_SCRIPT;
        found->language = (uint32_t)kinds[i].language;
        found->goal = (uint32_t)kinds[i].goal;
        if (kinds[i].goal == BUNDLER_EITHER && found->package && found->package->is_module)
            found->goal = BUNDLER_MODULE;
        if (kinds[i].goal == BUNDLER_EITHER && found->package && found->package->is_script)
            found->goal = BUNDLER_SCRIPT;
    }
    if (bundler_is((slsc_str) { path.ptr + (path.len > 5 ? path.len - 5 : 0), 5 }, ".json"))
        found->file = BUNDLER_FILE_JSON;
}

uint32_t bundler_graph_add(bundler_graph *graph, slsc_str path)
{
    const slsc_str full = absolute(graph, bundler_copy(&graph->arena, path));
    const bool provided = provided_content(graph, path, full) != BUNDLER_NONE;
    bundler_found found;
    bundler_resolve_file(graph->resolver, full, &found);
    if (found.kind != BUNDLER_FOUND_FILE && provided) guess_file(graph, full, &found);
    if (found.kind != BUNDLER_FOUND_FILE) {
        bundler_tell(
            &graph->messages, BUNDLER_MISSING_MODULE, true, BUNDLER_NONE, 0, 0,
            bundler_printf(&graph->arena, "there is no file `%.*s`", (int)path.len, path.ptr),
            (slsc_str) { 0 });
        return BUNDLER_NONE;
    }
    const uint32_t number = bundler_add_unit(graph, &found);
    bundler_unit *unit = graph->units[number];
    if (provided && number >= graph->loaded) {
        unit->module.generated = true;
        unit->module.source = graph->contents[provided_content(graph, path, full)];
    }
    unit->wants_namespace = true;
    if (unit->module.loader == BUNDLER_LOAD_DEFAULT)
        bundler_tell(&graph->messages, BUNDLER_NO_LOADER, true, number, 0, 0,
                     bundler_printf(&graph->arena, "nothing says what to make of `%.*s`",
                                    (int)unit->module.name.len, unit->module.name.ptr),
                     (slsc_str) { 0 });
    return number;
}

size_t bundler_graph_count(const bundler_graph *graph) { return graph->units_count; }

const bundler_module *bundler_graph_at(const bundler_graph *graph, uint32_t module)
{
    return &graph->units[module]->module;
}

size_t bundler_graph_messages(const bundler_graph *graph, const bundler_message **out)
{
    *out = graph->messages.items;
    return graph->messages.count;
}
