/* print.c: one bundle, from what its entry needs to the text and what is told about it. */
#include "scopes.h"

#include <stdlib.h>

static size_t source_size(const bundler_bundle *bundle)
{
    size_t size = 4096;
    for (size_t i = 0; i < bundle->order_count; i++) {
        const bundler_unit *unit = bundle->graph->units[bundle->order[i]];
        size += unit->module.source.len + unit->data.len + 100;
    }
    return size;
}

bool bundler_graph_makes_module(const bundler_graph *graph, uint32_t entry)
{
    return graph->options->format == BUNDLER_FORMAT_ESM && graph->units[entry]->kind == BUNDLER_ES;
}

static bool is_mjs(slsc_str name)
{
    return name.len > 4 && memcmp(name.ptr + name.len - 4, ".mjs", 4) == 0;
}

/* An ES module can wait for what it imports; CommonJS cannot. */
static void choose_format(bundler_bundle *bundle, slsc_str name)
{
    const bundler_format format = bundle->options->format;
    const bool waits =
        bundler_is_es(bundle, bundle->entry) && bundler_group_of(bundle, bundle->entry)->is_async;
    bundle->is_module = bundler_graph_makes_module(bundle->graph, bundle->entry) ||
                        (format == BUNDLER_FORMAT_ESM && is_mjs(name)) ||
                        (format == BUNDLER_FORMAT_AUTO && waits);
    if (bundle->is_module || !waits) return;
    for (size_t i = 0; i < bundle->order_count; i++) {
        const bundler_unit *unit = bundle->graph->units[bundle->order[i]];
        const bundler_part *part = bundle->parts[bundle->order[i]];
        if (unit->kind != BUNDLER_ES || !part->evaluated ||
            !(unit->module.log.uses & BUNDLER_USES_AWAIT))
            continue;
        bundle->failed = true;
        bundler_tell(bundle->messages, BUNDLER_AWAIT_IN_COMMONJS, true, part->unit,
                     unit->module.log.await_offset, unit->module.log.await_end,
                     bundler_s("the module awaits something while it is loaded, which a CommonJS "
                               "bundle cannot wait for"),
                     bundler_s("make the bundle an ES module"));
    }
}

static int compare_externals(const void *a, const void *b)
{
    const slsc_str x = ((const bundler_external *)a)->path, y = ((const bundler_external *)b)->path;
    const size_t shared = x.len < y.len ? x.len : y.len;
    const int order = shared ? memcmp(x.ptr, y.ptr, shared) : 0;
    return order ? order : x.len < y.len ? -1 : x.len > y.len;
}

static void list_externals(bundler_bundle *bundle, bundler_output *out)
{
    const size_t count = bundle->externals_count;
    slsc_str *names = bundler_alloc(bundle->arena, count * sizeof *names);
    uint32_t *from = bundler_alloc(bundle->arena, count * sizeof *from);
    if (count) qsort(bundle->externals, count, sizeof *bundle->externals, compare_externals);
    for (size_t i = 0; i < count; i++) {
        names[i] = bundle->externals[i].path;
        from[i] = bundle->externals[i].from;
    }
    out->externals = names;
    out->external_from = from;
    out->external_count = count;
}

static void list_modules(bundler_bundle *bundle, bundler_output *out)
{
    bundler_bundled *modules = bundler_alloc(bundle->arena, bundle->order_count * sizeof *modules);
    bundler_asset *assets = bundler_alloc(bundle->arena, bundle->order_count * sizeof *assets);
    for (size_t i = 0; i < bundle->order_count; i++) {
        const bundler_part *part = bundle->parts[bundle->order[i]];
        modules[i] = (bundler_bundled) { part->unit, (uint32_t)part->size };
        if (part->of->asset.ptr)
            assets[out->asset_count++] = (bundler_asset) { part->of->asset, part->unit };
    }
    out->modules = modules;
    out->module_count = bundle->order_count;
    out->assets = assets;
}

/* A bundle that turned out to be an ES module is told so by its name. */
static slsc_str file_name(const bundler_bundle *bundle, slsc_str name)
{
    const bool chosen = bundle->is_module && bundle->options->format == BUNDLER_FORMAT_AUTO;
    if (!chosen || name.len < 3 || memcmp(name.ptr + name.len - 3, ".js", 3) != 0) return name;
    return bundler_printf(bundle->arena, "%.*s.mjs", (int)name.len - 3, name.ptr);
}

static void add_map(bundler_bundle *bundle, bundler_printer *printer, slsc_str name,
                    bundler_output *out)
{
    const bundler_map_mode mode = bundle->options->map;
    if (mode == BUNDLER_MAP_NONE) return;
    const slsc_str map = bundler_map_done(printer->map, name);
    if (mode == BUNDLER_MAP_LINKED) {
        bundler_addz(&printer->code, "//# sourceMappingURL=");
        bundler_add(&printer->code, name);
        bundler_addz(&printer->code, ".map\n");
    }
    if (mode == BUNDLER_MAP_INLINE) {
        bundler_addz(&printer->code, "//# sourceMappingURL=data:application/json;base64,");
        bundler_base64(&printer->code, map);
        bundler_addz(&printer->code, "\n");
    } else
        out->map = map;
}

static void print_bundle(bundler_bundle *bundle, slsc_str name, bundler_output *out)
{
    const bundler_bundle_options *options = bundle->options;
    bundler_map map;
    bundler_map_begin(&map, bundle->arena, options->map_without_sources);
    bundler_printer printer = { .code = { .arena = bundle->arena },
                                .map = options->map == BUNDLER_MAP_NONE ? NULL : &map };
    bundler_reserve(&printer.code, source_size(bundle));
    const slsc_str entry = bundle->graph->units[bundle->entry]->module.source;
    if (entry.len > 2 && memcmp(entry.ptr, "#!", 2) == 0) {
        const char *end = memchr(entry.ptr, '\n', entry.len);
        bundler_print_text(&printer,
                           (slsc_str) { entry.ptr, end ? (size_t)(end - entry.ptr) : entry.len });
        bundler_printz(&printer, "\n");
    }
    bundler_print_text(&printer, options->banner);
    if (options->banner.len) bundler_printz(&printer, "\n");
    bundler_wrap(bundle, &printer);
    bundler_print_text(&printer, options->footer);
    if (options->footer.len) bundler_printz(&printer, "\n");
    add_map(bundle, &printer, name, out);
    out->code = bundler_done(&printer.code);
}

slsc_status bundler_print(const bundler_graph *graph, uint32_t entry, slsc_str name,
                          bundler_arena *arena, bundler_messages *messages, bundler_output *out)
{
    bundler_bundle bundle = { .graph = graph,
                              .options = graph->options,
                              .arena = arena,
                              .messages = messages,
                              .entry = entry,
                              .external_by_path = { .arena = arena },
                              .uses = { .arena = arena } };
    *out = (bundler_output) { 0 };
    bundle.parts = bundler_alloc(arena, graph->units_count * sizeof(bundler_part *));
    bundler_shake(&bundle);
    bundler_make_groups(&bundle);
    choose_format(&bundle, name);
    bundler_choose_prefix(&bundle);
    bundler_name_symbols(&bundle);
    bundler_find_outside(&bundle);
    if (bundle.failed) return SLSC_FAIL;
    out->is_module = bundle.is_module;
    print_bundle(&bundle, file_name(&bundle, name), out);
    list_modules(&bundle, out);
    list_externals(&bundle, out);
    return bundle.failed ? SLSC_FAIL : SLSC_OK;
}
