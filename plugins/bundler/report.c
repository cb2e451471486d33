/* report.c: what the graph and the printer found, as diagnostics in the files they are about. */
#include "bundler.h"

static const char *code_of(bundler_message_code code)
{
    switch (code) {
    case BUNDLER_SYNTAX: return "bundler/syntax";
    case BUNDLER_UNREADABLE: return "bundler/unreadable";
    case BUNDLER_MISSING_MODULE: return "bundler/missing-module";
    case BUNDLER_OPTIONAL_MODULE: return "bundler/optional-module";
    case BUNDLER_MISSING_EXPORT: return "bundler/missing-export";
    case BUNDLER_AMBIGUOUS_EXPORT: return "bundler/ambiguous-export";
    case BUNDLER_ASSIGNED_IMPORT: return "bundler/assigned-import";
    case BUNDLER_REQUIRE_EXPRESSION: return "bundler/require-expression";
    case BUNDLER_AWAIT_IN_COMMONJS: return "bundler/await-in-commonjs";
    case BUNDLER_NO_LOADER: return "bundler/no-loader";
    case BUNDLER_EVAL: return "bundler/eval";
    case BUNDLER_META: return "bundler/import-meta";
    }
    return NULL;
}

/* The same finding in two bundles is one. */
static slsc_str key_of(bundler_arena *arena, const bundler_message *message)
{
    return bundler_printf(arena, "%u:%u:%d:%.*s", message->module, message->offset,
                          (int)message->code, SLSC_ARG(message->text));
}

/* What is wrong in a package of others, or in what a plugin made, is theirs to mend: a warning
 * there is of no use. */
static int is_foreign(const bundler_graph *graph, const bundler_message *message)
{
    if (message->is_error || message->module == BUNDLER_NONE) return 0;
    const bundler_module *module = bundler_graph_at(graph, message->module);
    return module->generated || (module->file.package && module->file.package->in_node_modules);
}

static void tell(const slsc_host *h, slsc_unit *u, const bundler_graph *graph,
                 const bundler_message *message, const bundler_settings *s)
{
    const slsc_files *files = h->extension(u, SLSC_EXT_FILES);
    const slsc_node *at = s->place;
    if (message->module != BUNDLER_NONE) {
        const bundler_module *module = bundler_graph_at(graph, message->module);
        at = files->place(u, module->file.path, message->offset, message->end - message->offset,
                          s->place);
    }
    const slsc_diag diag = { .struct_size = sizeof diag,
                             .severity = message->is_error ? SLSC_ERROR : SLSC_WARNING,
                             .code = code_of(message->code),
                             .message = slsc_textf(h, u, "%.*s", SLSC_ARG(message->text)),
                             .at = at,
                             .help = slsc_textf(h, u, "%.*s", SLSC_ARG(message->help)) };
    h->report(u, &diag);
}

size_t bundler_report(const slsc_host *h, slsc_unit *u, const bundler_graph *graph,
                      const bundler_message *messages, size_t count, const bundler_settings *s)
{
    size_t errors = 0;
    bundler_arena arena = { 0 };
    bundler_table told = { .arena = &arena };
    for (size_t i = 0; i < count; i++) {
        uint32_t *before = bundler_table_at(&told, key_of(&arena, &messages[i]));
        if (*before != BUNDLER_NONE || is_foreign(graph, &messages[i])) continue;
        *before = 0;
        errors += messages[i].is_error ? 1 : 0;
        tell(h, u, graph, &messages[i], s);
    }
    bundler_arena_end(&arena);
    return errors;
}
