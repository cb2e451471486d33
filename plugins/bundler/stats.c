/* stats.c: what is in the bundles, in the terms of webpack's: assets with their sizes, the
 * functions (chunks) they are for, the modules in them, what was left outside. As text on stderr,
 * or as bundler-stats.json beside the templates. */
#include "bundler.h"

typedef struct telling {
    const slsc_host *h;
    slsc_unit *u;
    const slsc_log *log;
    const bundler_settings *settings;
    const bundler_graph *graph;
    const bundler_entries *entries;
    const bundler_output *outputs;
} telling;

static void tell(const telling *t, slsc_str line) { t->log->notice(t->u, line); }

static slsc_str size_text(const telling *t, uint64_t size)
{
    if (size < 1024) return slsc_textf(t->h, t->u, "%llu bytes", (unsigned long long)size);
    const uint64_t unit = size < 1024 * 1024 ? 1024 : 1024 * 1024;
    const uint64_t tenths = (size * 10 + unit / 2) / unit;
    return slsc_textf(t->h, t->u, "%llu.%llu %s", (unsigned long long)(tenths / 10),
                      (unsigned long long)(tenths % 10), unit == 1024 ? "KiB" : "MiB");
}

static slsc_str file_name(const telling *t, size_t entry)
{
    const slsc_str given = t->settings->extension, base = t->entries->items[entry].output;
    const slsc_str usual = slsc_s(t->outputs[entry].is_module ? ".mjs" : ".js");
    return slsc_textf(t->h, t->u, "%.*s%.*s", SLSC_ARG(base), SLSC_ARG(given.len ? given : usual));
}

/* ---- Text ---- */

/* Functions that begin with the entry, in the order of the configuration. */
static slsc_str users_text(const telling *t, size_t entry)
{
    slsc_str text = slsc_s("");
    for (size_t i = 0; i < t->entries->user_count; i++)
        if (t->entries->users[i].entry == entry)
            text = slsc_textf(t->h, t->u, "%.*s%s%.*s", SLSC_ARG(text), text.len ? ", " : "",
                              SLSC_ARG(t->entries->users[i].function->key));
    return text;
}

typedef struct group { /* modules of one package, or one of the service's own */
    slsc_str name;
    uint64_t size;
    uint32_t count;
} group;

/* The service's modules one by one, those of packages together, in the order of the bundle. */
static size_t group_modules(const telling *t, const bundler_output *output, group *groups,
                            bundler_arena *arena)
{
    bundler_table known = { .arena = arena };
    size_t count = 0;
    for (size_t i = 0; i < output->module_count; i++) {
        const bundler_module *module = bundler_graph_at(t->graph, output->modules[i].module);
        const bundler_package *package = module->file.package;
        const slsc_str name = package && package->in_node_modules ? package->name : module->name;
        uint32_t *place = bundler_table_at(&known, name);
        if (*place == BUNDLER_NONE) {
            *place = (uint32_t)count;
            groups[count++] = (group) { name, 0, 0 };
        }
        groups[*place].size += output->modules[i].size;
        groups[*place].count++;
    }
    return count;
}

static void tell_modules(const telling *t, const bundler_output *output)
{
    bundler_arena arena = { 0 };
    group *groups = bundler_alloc(&arena, (output->module_count + 1) * sizeof *groups);
    const size_t count = group_modules(t, output, groups, &arena);
    for (size_t i = 0; i < count; i++)
        tell(t, slsc_textf(t->h, t->u, "    %.*s  %.*s%s", SLSC_ARG(groups[i].name),
                           SLSC_ARG(size_text(t, groups[i].size)),
                           groups[i].count > 1
                               ? slsc_textf(t->h, t->u, "  %u modules", groups[i].count).ptr
                               : ""));
    bundler_arena_end(&arena);
}

static void tell_externals(const telling *t, const bundler_output *output)
{
    for (size_t i = 0; i < output->external_count; i++) {
        const bundler_module *from = bundler_graph_at(t->graph, output->external_from[i]);
        tell(t, slsc_textf(t->h, t->u, "    external %.*s  (%.*s)", SLSC_ARG(output->externals[i]),
                           SLSC_ARG(from->name)));
    }
}

static void tell_entry(const telling *t, size_t entry)
{
    const bundler_output *output = &t->outputs[entry];
    uint64_t size = 0;
    for (size_t i = 0; i < output->module_count; i++) size += output->modules[i].size;
    const slsc_str map = output->map.len ? slsc_textf(t->h, t->u, " [map %.*s]",
                                                      SLSC_ARG(size_text(t, output->map.len)))
                                         : slsc_s("");
    tell(t, slsc_textf(t->h, t->u, "asset %.*s  %.*s%.*s  (%.*s)", SLSC_ARG(file_name(t, entry)),
                       SLSC_ARG(size_text(t, output->code.len)), SLSC_ARG(map),
                       SLSC_ARG(users_text(t, entry))));
    tell(t, slsc_textf(t->h, t->u, "  entrypoint %.*s  %zu module%s  %.*s",
                       SLSC_ARG(t->entries->items[entry].file), output->module_count,
                       output->module_count == 1 ? "" : "s", SLSC_ARG(size_text(t, size))));
    tell_modules(t, output);
    tell_externals(t, output);
}

/* ---- JSON ---- */

static slsc_node *asset_json(const telling *t, size_t entry, slsc_node *modules,
                             const slsc_node *from)
{
    const slsc_host *h = t->h;
    const bundler_output *output = &t->outputs[entry];
    slsc_node *asset = slsc_map(h, t->u, from), *users = slsc_list(h, t->u, from);
    slsc_node *externals = slsc_list(h, t->u, from);
    for (size_t i = 0; i < t->entries->user_count; i++)
        if (t->entries->users[i].entry == entry)
            h->append(t->u, users, slsc_string(h, t->u, t->entries->users[i].function->key, from));
    for (size_t i = 0; i < output->external_count; i++)
        h->append(t->u, externals, slsc_string(h, t->u, output->externals[i], from));
    slsc_set(h, t->u, asset, "name", slsc_string(h, t->u, file_name(t, entry), from));
    slsc_set(h, t->u, asset, "size", slsc_int(h, t->u, (int64_t)output->code.len, from));
    slsc_set(h, t->u, asset, "mapSize", slsc_int(h, t->u, (int64_t)output->map.len, from));
    slsc_set(h, t->u, asset, "chunkNames", users);
    slsc_set(h, t->u, asset, "entrypoint",
             slsc_string(h, t->u, t->entries->items[entry].file, from));
    slsc_set(h, t->u, asset, "modules", modules);
    slsc_set(h, t->u, asset, "externals", externals);
    return asset;
}

static slsc_node *modules_json(const telling *t, const bundler_output *output,
                               const slsc_node *from)
{
    slsc_node *list = slsc_list(t->h, t->u, from);
    for (size_t i = 0; i < output->module_count; i++) {
        slsc_node *module = slsc_map(t->h, t->u, from);
        const bundler_module *of = bundler_graph_at(t->graph, output->modules[i].module);
        slsc_set(t->h, t->u, module, "name", slsc_string(t->h, t->u, of->name, from));
        slsc_set(t->h, t->u, module, "size", slsc_int(t->h, t->u, output->modules[i].size, from));
        slsc_set(t->h, t->u, module, "sourceSize",
                 slsc_int(t->h, t->u, (int64_t)of->source.len, from));
        t->h->append(t->u, list, module);
    }
    return list;
}

static void write_json(const telling *t)
{
    const slsc_outputs *outputs = t->h->extension(t->u, SLSC_EXT_OUTPUT);
    const slsc_node *from = t->settings->place;
    slsc_node *all = slsc_map(t->h, t->u, from), *assets = slsc_list(t->h, t->u, from);
    for (size_t i = 0; i < t->entries->count; i++)
        t->h->append(t->u, assets, asset_json(t, i, modules_json(t, &t->outputs[i], from), from));
    slsc_set(t->h, t->u, all, "assets", assets);
    outputs->add_json(t->u, slsc_s("bundler-stats.json"), all, from);
}

void bundler_tell_stats(const slsc_host *h, slsc_unit *u, const bundler_settings *settings,
                        const bundler_graph *graph, const bundler_entries *entries,
                        const bundler_output *outputs)
{
    const telling t = { h, u, h->extension(u, SLSC_EXT_LOG), settings, graph, entries, outputs };
    if (slsc_is(settings->stats, "json")) {
        write_json(&t);
        return;
    }
    for (size_t i = 0; settings->stats.len && i < entries->count; i++) tell_entry(&t, i);
}
