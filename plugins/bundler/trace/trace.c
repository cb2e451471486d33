/* trace.c: from module to module, breadth first, by what each asks for.
 *
 * A source is read, parsed, its imports are resolved, and its memory is given back: of a module no
 * more stays than its path. */
#include "parts.h"

#include <stdlib.h>

#define ARG(text) (int)(text).len, (text).ptr ? (text).ptr : ""

static void say(tracing *t, bundler_trace_code code, const traced_module *m, uint32_t offset,
                uint32_t end, slsc_str text)
{
    const bool is_error = code == BUNDLER_TRACE_ENTRY || code == BUNDLER_TRACE_MISSING ||
                          code == BUNDLER_TRACE_UNREADABLE;
    bundler_trace_message message = { code, is_error, m->path, offset, end, 1, 1, text };
    if (m->log) bundler_place(m->log->source, offset, &message.line, &message.column);
    t->messages = bundler_grow(t->arena, t->messages, t->message_count, &t->message_capacity,
                               sizeof *t->messages);
    t->messages[t->message_count++] = message;
    t->failed |= is_error;
}

static bool add_to(tracing *t, bundler_table *known, slsc_str **list, size_t *count,
                   size_t *capacity, slsc_str text)
{
    if (bundler_table_find(known, text) != BUNDLER_NONE) return false;
    text = bundler_copy(t->arena, text);
    *bundler_table_at(known, text) = 1;
    *list = bundler_grow(t->arena, *list, *count, capacity, sizeof **list);
    (*list)[(*count)++] = text;
    return true;
}

void bundler_trace_add(tracing *t, slsc_str path)
{
    add_to(t, &t->known, &t->files, &t->file_count, &t->file_capacity, path);
}

static slsc_str folder_of(slsc_str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] != '/') path.len--;
    return path.len > 1 ? (slsc_str) { path.ptr, path.len - 1 } : path;
}

/* The package.json that tells the type of a file, and, inside of a package, those up to the one
 * that has its `exports` and `main`. */
static void add_packages(tracing *t, const bundler_package *package)
{
    while (package) {
        bundler_trace_add(t, bundler_printf(t->arena, "%.*s/package.json", ARG(package->folder)));
        if (!package->in_node_modules) return;
        package = bundler_package_of(t->resolver, folder_of(package->folder));
    }
}

/* ---- Imports ---- */

static void tell_missing(tracing *t, const traced_module *m, const bundler_import *import,
                         slsc_str why)
{
    const uint32_t may_fail = BUNDLER_IMPORT_TRY | BUNDLER_IMPORT_BRANCH | BUNDLER_IMPORT_FUNCTION;
    const bool is_static = import->kind == BUNDLER_IMPORT || import->kind == BUNDLER_EXPORT_FROM;
    const bool optional =
        !is_static && (import->kind == BUNDLER_RESOLVE || (import->flags & may_fail));
    say(t, optional ? BUNDLER_TRACE_OPTIONAL : BUNDLER_TRACE_MISSING, m, import->specifier_offset,
        import->specifier_end, bundler_copy(t->arena, why));
}

/* Packages that look for native code when they run. */
static bool finds_natives(slsc_str specifier)
{
    static const char *const names[] = { "bindings",         "node-gyp-build",
                                         "node-pre-gyp",     "@mapbox/node-pre-gyp",
                                         "prebuild-install", "pkg-prebuilds" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (bundler_is(specifier, names[i])) return true;
    return false;
}

static void follow_name(tracing *t, const traced_module *m, const bundler_import *import,
                        slsc_str name)
{
    bundler_found found;
    const bool by_import = import->kind == BUNDLER_IMPORT || import->kind == BUNDLER_DYNAMIC ||
                           import->kind == BUNDLER_EXPORT_FROM ||
                           import->kind == BUNDLER_DYNAMIC_OPEN;
    if (finds_natives(name)) bundler_trace_natives(t, m);
    bundler_resolve(t->resolver, m->folder, name,
                    by_import ? BUNDLER_BY_IMPORT : BUNDLER_BY_REQUIRE, &found);
    if (found.kind == BUNDLER_FOUND_NOTHING) tell_missing(t, m, import, found.why);
    if (found.kind == BUNDLER_FOUND_EXTERNAL)
        add_to(t, &t->known_externals, &t->externals, &t->external_count, &t->external_capacity,
               found.path);
    if (found.kind == BUNDLER_FOUND_FILE) bundler_trace_add(t, found.path);
}

static void follow(tracing *t, const traced_module *m, const bundler_import *import)
{
    const bool open = import->kind == BUNDLER_REQUIRE_OPEN || import->kind == BUNDLER_DYNAMIC_OPEN;
    slsc_str name = import->specifier;
    if (open && !bundler_trace_spelled(t, m, import, &name))
        say(t, BUNDLER_TRACE_OPEN, m, import->offset, import->end,
            bundler_s("what is asked for here is known only when it runs"));
    else if (!(import->flags & BUNDLER_IMPORT_UNUSED))
        follow_name(t, m, import, name);
}

/* ---- Modules ---- */

static void look_into(tracing *t, bundler_arena *memory, const bundler_found *found,
                      traced_module *m)
{
    slsc_str source;
    bundler_log log = { 0 };
    const bundler_tsconfig *config = found->tsconfig;
    const bundler_parse_options options = {
        .language = (bundler_language)found->language,
        .goal = (bundler_goal)found->goal,
        .jsx_automatic = config && config->jsx_automatic,
        .legacy_decorators = config && config->legacy_decorators,
        .decorator_metadata = config && config->decorator_metadata,
        .keep_imports = config && config->keep_imports,
    };
    const bundler_read_error error = bundler_read(memory, m->path, &source);
    if (error) {
        say(t, BUNDLER_TRACE_UNREADABLE, m, 0, 0, bundler_s(bundler_read_reason(error)));
        return;
    }
    const slsc_status status = bundler_parse(memory, source, &options, &log);
    log.source = source;
    m->log = &log;
    if (status != SLSC_OK) {
        say(t, BUNDLER_TRACE_SYNTAX, m, log.error_offset, log.error_end,
            bundler_copy(t->arena, log.error));
        return;
    }
    for (size_t i = 0; i < log.imports_count; i++) follow(t, m, &log.imports[i]);
    bundler_trace_assets(t, m);
}

static void trace_file(tracing *t, slsc_str path)
{
    bundler_arena memory = { 0 };
    bundler_found found;
    traced_module m = { .path = path, .folder = folder_of(path) };
    bundler_resolve_file(t->resolver, path, &found);
    m.package = found.kind == BUNDLER_FOUND_FILE ? found.package : NULL;
    if (found.kind != BUNDLER_FOUND_FILE)
        say(t, BUNDLER_TRACE_UNREADABLE, &m, 0, 0, found.why);
    else if (found.file == BUNDLER_FILE_SCRIPT)
        look_into(t, &memory, &found, &m);
    add_packages(t, m.package);
    bundler_arena_end(&memory);
}

static int order_of_texts(const void *left, const void *right)
{
    const slsc_str *a = left, *b = right;
    const size_t shorter = a->len < b->len ? a->len : b->len;
    const int order = shorter ? memcmp(a->ptr, b->ptr, shorter) : 0;
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

slsc_status bundler_trace(bundler_resolver *resolver, const slsc_str *entries, size_t entry_count,
                          bundler_arena *arena, bundler_trace_output *out)
{
    tracing t = { .resolver = resolver, .arena = arena };
    t.known.arena = t.known_externals.arena = arena;
    for (size_t i = 0; i < entry_count; i++) {
        bundler_found found;
        bundler_resolve_file(resolver, entries[i], &found);
        const traced_module entry = { .path = entries[i] };
        if (found.kind == BUNDLER_FOUND_FILE)
            bundler_trace_add(&t, found.path);
        else
            say(&t, BUNDLER_TRACE_ENTRY, &entry, 0, 0, found.why);
    }
    for (size_t i = 0; i < t.file_count; i++) trace_file(&t, t.files[i]);
    if (t.file_count) qsort(t.files, t.file_count, sizeof *t.files, order_of_texts);
    if (t.external_count) qsort(t.externals, t.external_count, sizeof *t.externals, order_of_texts);
    *out = (bundler_trace_output) {
        .files = t.files,
        .file_count = t.file_count,
        .externals = t.externals,
        .external_count = t.external_count,
        .messages = t.messages,
        .message_count = t.message_count,
    };
    return t.failed ? SLSC_FAIL : SLSC_OK;
}
