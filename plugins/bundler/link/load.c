/* load.c: the waves of the graph. What a job does touches its own unit alone. */
#include "link.h"

struct wave {
    bundler_graph *graph;
    size_t first;
};

/* ---- In jobs ---- */

static bundler_parse_options options_of(const bundler_graph *graph, const bundler_unit *unit,
                                        uint32_t language)
{
    bundler_parse_options options = { .language = (bundler_language)language,
                                      .goal = (bundler_goal)unit->module.file.goal,
                                      .minify = graph->options->minify };
    const bundler_tsconfig *config = unit->module.file.tsconfig;
    if (!config) return options;
    options.jsx_automatic = config->jsx_automatic;
    options.jsx_factory = config->jsx_factory;
    options.jsx_fragment = config->jsx_fragment;
    options.jsx_import_source = config->jsx_import_source;
    options.legacy_decorators = config->legacy_decorators;
    options.decorator_metadata = config->decorator_metadata;
    options.assign_fields = config->assign_fields;
    options.keep_imports = config->keep_imports;
    return options;
}

static void chain_declarations(bundler_unit *unit)
{
    const bundler_log *log = &unit->module.log;
    bundler_arena *arena = &unit->module.arena;
    unit->first_declaration = bundler_alloc(arena, log->symbols_count * sizeof(uint32_t));
    unit->next_declaration = bundler_alloc(arena, log->declarations_count * sizeof(uint32_t));
    memset(unit->first_declaration, 0xff, log->symbols_count * sizeof(uint32_t));
    for (size_t i = log->declarations_count; i-- > 0;) {
        const uint32_t symbol = log->declarations[i].symbol;
        unit->next_declaration[i] = unit->first_declaration[symbol];
        unit->first_declaration[symbol] = (uint32_t)i;
    }
}

static void list_exports(bundler_unit *unit)
{
    const bundler_log *log = &unit->module.log;
    unit->exports.arena = unit->found.arena = &unit->module.arena;
    for (size_t i = 0; i < log->exports_count; i++) {
        const bundler_export *export = &log->exports[i];
        if (export->kind == BUNDLER_EXPORT_ALL) {
            unit->has_stars = true;
            continue;
        }
        uint32_t *at = bundler_table_at(&unit->exports, log->names[export->name]);
        if (*at == BUNDLER_NONE) *at = (uint32_t)i;
        if (export->kind == BUNDLER_EXPORT_VALUE) unit->default_statement = export->statement;
    }
    if (log->bindings_count == 0) return;
    unit->bound = bundler_alloc(&unit->module.arena, log->symbols_count * sizeof(uint32_t));
    memset(unit->bound, 0xff, log->symbols_count * sizeof(uint32_t));
    for (size_t i = 0; i < log->bindings_count; i++)
        unit->bound[log->bindings[i].symbol] = (uint32_t)i;
}

static void use_names(bundler_unit *unit)
{
    const bundler_log *log = &unit->module.log;
    unit->names_used = bundler_alloc(&unit->module.arena, log->names_count);
    unit->is_fixed = log->uses & BUNDLER_USES_EVAL;
    for (size_t i = 0; i < log->symbols_count; i++) {
        const bundler_symbol *symbol = &log->symbols[i];
        unit->names_used[symbol->name] |= symbol->top ? BUNDLER_NAME_TOP : BUNDLER_NAME_NESTED;
    }
    for (size_t i = 0; i < log->references_count; i++)
        if (log->references[i].symbol == BUNDLER_NONE)
            unit->names_used[log->references[i].name] |= BUNDLER_NAME_FREE;
    for (size_t i = 0; i < log->names_count; i++) {
        const slsc_str name = log->names[i];
        if (unit->names_used[i] & BUNDLER_NAME_FREE) {
            unit->uses_filename = unit->uses_filename || bundler_is(name, "__filename");
            unit->uses_dirname = unit->uses_dirname || bundler_is(name, "__dirname");
            unit->uses_require = unit->uses_require || bundler_is(name, "require");
        }
        if (!unit->names_used[i] || name.len < 2 || name.ptr[0] != '_' || name.ptr[1] != '$')
            continue;
        uint32_t dollars = 1;
        while (1 + dollars < name.len && name.ptr[1 + dollars] == '$') dollars++;
        if (dollars > unit->dollars) unit->dollars = dollars;
    }
}

static bool is_ascii(slsc_str text)
{
    unsigned char seen = 0;
    for (size_t i = 0; i < text.len; i++) seen |= (unsigned char)text.ptr[i];
    return seen < 0x80;
}

static void parse_unit(const bundler_graph *graph, bundler_unit *unit)
{
    bundler_module *module = &unit->module;
    uint32_t language = module->file.language;
    if (!bundler_loader_language(module->loader, &language)) {
        unit->kind = BUNDLER_COMMONJS;
        unit->node_interop = true;
        module->failed = bundler_load_data(unit) != SLSC_OK;
        return;
    }
    const bundler_parse_options options = options_of(graph, unit, language);
    if (bundler_parse(&module->arena, module->source, &options, &module->log) != SLSC_OK) {
        module->failed = true;
        return;
    }
    const bool is_es =
        options.goal == BUNDLER_MODULE ||
        (options.goal == BUNDLER_EITHER && (module->log.uses & BUNDLER_USES_MODULE_SYNTAX));
    unit->kind = is_es ? BUNDLER_ES : BUNDLER_COMMONJS;
    unit->node_interop = options.goal == BUNDLER_MODULE;
    unit->is_ascii = is_ascii(module->source);
    chain_declarations(unit);
    list_exports(unit);
    use_names(unit);
}

static void load_unit(void *context, size_t i)
{
    const struct wave *now = context;
    bundler_unit *unit = now->graph->units[now->first + i];
    bundler_module *module = &unit->module;
    if (!module->generated && module->loader != BUNDLER_LOAD_EMPTY) {
        const bundler_read_error error =
            bundler_read(&module->arena, module->file.path, &module->source);
        if (error != BUNDLER_READ_OK) {
            module->failed = true;
            module->log.error = bundler_s(bundler_read_reason(error));
            module->log.error_offset = BUNDLER_NONE;
            return;
        }
    }
    parse_unit(now->graph, unit);
}

/* ---- On one thread ---- */

static void tell_failure(bundler_graph *graph, uint32_t number)
{
    const bundler_module *module = &graph->units[number]->module;
    const bundler_log *log = &module->log;
    if (log->error_offset == BUNDLER_NONE)
        bundler_tell(&graph->messages, BUNDLER_UNREADABLE, true, number, 0, 0,
                     bundler_printf(&graph->arena, "`%.*s` cannot be read: %.*s",
                                    (int)module->name.len, module->name.ptr, (int)log->error.len,
                                    log->error.ptr),
                     (slsc_str) { 0 });
    else
        bundler_tell(&graph->messages, BUNDLER_SYNTAX, true, number, log->error_offset,
                     log->error_end, log->error, (slsc_str) { 0 });
}

static bool asks_as_require(bundler_import_kind kind)
{
    return kind == BUNDLER_REQUIRE || kind == BUNDLER_RESOLVE;
}

static bool is_relative(slsc_str specifier)
{
    return specifier.len && (specifier.ptr[0] == '.' || specifier.ptr[0] == '/');
}

/* Somebody may wait for the failure, and a package may be installed where the bundle runs. */
static bool may_be_missing(const bundler_unit *unit, const bundler_import *import)
{
    if (import->kind == BUNDLER_IMPORT || import->kind == BUNDLER_EXPORT_FROM) return false;
    if (import->flags & BUNDLER_IMPORT_TRY) return true;
    const bundler_package *package = unit->module.file.package;
    const bool installed = package && package->in_node_modules;
    if (!installed && (is_relative(import->specifier) || import->kind == BUNDLER_DYNAMIC))
        return false;
    return import->kind == BUNDLER_DYNAMIC || !is_relative(import->specifier) ||
           (import->flags & (BUNDLER_IMPORT_BRANCH | BUNDLER_IMPORT_FUNCTION));
}

static void tell_missing(bundler_graph *graph, uint32_t number, const bundler_import *import,
                         const bundler_found *found)
{
    const bool optional = may_be_missing(graph->units[number], import);
    const slsc_str specifier = import->specifier;
    slsc_str help = { 0 };
    if (!optional && found->absent)
        help = bundler_s("install the package, or list it as external if the place where the "
                         "bundle runs has it");
    bundler_tell(&graph->messages, optional ? BUNDLER_OPTIONAL_MODULE : BUNDLER_MISSING_MODULE,
                 !optional, number, import->specifier_offset, import->specifier_end,
                 bundler_printf(&graph->arena, "`%.*s` leads nowhere%s: %.*s", (int)specifier.len,
                                specifier.ptr, optional ? " and stays as it is" : "",
                                (int)found->why.len, found->why.ptr),
                 help);
}

static void tell_loader(bundler_graph *graph, uint32_t number, const bundler_import *import,
                        const bundler_unit *target)
{
    bundler_tell(&graph->messages, BUNDLER_NO_LOADER, true, number, import->specifier_offset,
                 import->specifier_end,
                 bundler_printf(&graph->arena, "nothing says what to make of `%.*s`",
                                (int)target->module.name.len, target->module.name.ptr),
                 bundler_s("give its extension a loader: text, base64, file ..."));
}

static void resolve_import(bundler_graph *graph, uint32_t number, size_t i)
{
    bundler_unit *unit = graph->units[number];
    const bundler_import *import = &unit->module.log.imports[i];
    bundler_link *link = &unit->module.links[i];
    link->module = BUNDLER_NONE;
    if (import->flags & BUNDLER_IMPORT_UNUSED) return;
    if (import->flags & BUNDLER_IMPORT_DEFERRED)
        bundler_tell(&graph->messages, BUNDLER_SYNTAX, true, number, import->offset, import->end,
                     bundler_s("`import defer` and `import source` cannot be bundled"),
                     (slsc_str) { 0 });
    if (import->kind == BUNDLER_REQUIRE_OPEN) {
        bundler_tell(&graph->messages, BUNDLER_REQUIRE_EXPRESSION, false, number, import->offset,
                     import->end,
                     bundler_s("what is required is known only when it runs: it is not bundled"),
                     (slsc_str) { 0 });
        return;
    }
    if (import->kind == BUNDLER_DYNAMIC_OPEN) return;
    slsc_str folder = unit->module.file.path;
    while (folder.len > 1 && folder.ptr[folder.len - 1] != '/') folder.len--;
    if (folder.len > 1) folder.len--;
    bundler_resolve(graph->resolver, folder, import->specifier,
                    asks_as_require(import->kind) ? BUNDLER_BY_REQUIRE : BUNDLER_BY_IMPORT,
                    &link->found);
    if (link->found.kind == BUNDLER_FOUND_NOTHING) {
        tell_missing(graph, number, import, &link->found);
        return;
    }
    if (link->found.kind != BUNDLER_FOUND_FILE || import->kind == BUNDLER_RESOLVE) return;
    const size_t before = graph->units_count;
    link->module = bundler_add_unit(graph, &link->found);
    bundler_unit *target = graph->units[link->module];
    if (bundler_is(import->attribute, "json") && graph->units_count > before)
        target->module.loader = BUNDLER_LOAD_JSON;
    if (target->module.loader == BUNDLER_LOAD_DEFAULT && graph->units_count > before)
        tell_loader(graph, number, import, target);
    if (import->kind == BUNDLER_REQUIRE || import->kind == BUNDLER_DYNAMIC)
        target->wants_namespace = true;
}

static void resolve_unit(bundler_graph *graph, uint32_t number)
{
    bundler_unit *unit = graph->units[number];
    const bundler_log *log = &unit->module.log;
    if (unit->module.failed) {
        tell_failure(graph, number);
        unit->module.log = (bundler_log) { .source = unit->module.source };
        return;
    }
    unit->module.links =
        bundler_alloc(&unit->module.arena, log->imports_count * sizeof *unit->module.links);
    for (size_t i = 0; i < log->imports_count; i++) resolve_import(graph, number, i);
    if (log->uses & BUNDLER_USES_EVAL)
        bundler_tell(&graph->messages, BUNDLER_EVAL, false, number, 0, 0,
                     bundler_s("direct eval sees the names of the module, not those of the bundle"),
                     (slsc_str) { 0 });
    unit->name_ids = bundler_alloc(&unit->module.arena, log->names_count * sizeof(uint32_t));
    for (size_t i = 0; i < log->names_count; i++) {
        if (!unit->names_used || !unit->names_used[i]) continue;
        if (unit->kind != BUNDLER_ES && !(unit->names_used[i] & BUNDLER_NAME_FREE)) continue;
        uint32_t *id = bundler_table_at(&graph->names, log->names[i]);
        if (*id == BUNDLER_NONE) *id = (uint32_t)graph->names.count - 1;
        unit->name_ids[i] = *id;
    }
}

slsc_status bundler_graph_load(bundler_graph *graph)
{
    const uint32_t first = (uint32_t)graph->loaded;
    while (graph->loaded < graph->units_count) {
        struct wave now = { graph, graph->loaded };
        const size_t end = graph->units_count;
        graph->run(graph->runner, end - graph->loaded, load_unit, &now);
        for (; graph->loaded < end; graph->loaded++) resolve_unit(graph, (uint32_t)graph->loaded);
    }
    bundler_bind_units(graph, first);
    for (size_t i = 0; i < graph->messages.count; i++)
        if (graph->messages.items[i].is_error) return SLSC_FAIL;
    return SLSC_OK;
}
