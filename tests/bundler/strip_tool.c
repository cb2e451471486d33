/* strip_tool.c: prints a file as JavaScript, as the log of the parser says: statements, edits,
 * exports.
 *
 *   strip_tool [options] FILE     prints the JavaScript of a TypeScript or JSX file
 *   strip_tool --check FILE...    parses each, and what it prints again; says which do not
 *   strip_tool --parse FILE...    parses only
 *
 *   --legacy --metadata --assign --keep --automatic --factory=h --fragment=F --source=preact */
#include "parse/log.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct printer {
    const bundler_log *log;
    bundler_text out;
} printer;

static slsc_str text_between(const printer *t, uint32_t from, uint32_t to)
{
    return (slsc_str) { t->log->source.ptr + from, to - from };
}

static size_t edit_at(const bundler_log *log, uint32_t offset)
{
    size_t low = 0, high = log->edits_count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (log->edits[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* An insertion at `to` belongs to what stands before it. */
static void print_range(printer *t, uint32_t from, uint32_t to)
{
    const bundler_log *log = t->log;
    for (size_t i = edit_at(log, from); i < log->edits_count && log->edits[i].offset <= to; i++) {
        const bundler_edit *edit = &log->edits[i];
        if (edit->offset < from || edit->end > to) continue;
        bundler_add(&t->out, text_between(t, from, edit->offset));
        if (edit->to)
            print_range(t, edit->from, edit->to);
        else
            bundler_add(&t->out, edit->text);
        from = edit->end;
    }
    bundler_add(&t->out, text_between(t, from, to));
}

static slsc_str name_of(const printer *t, bundler_name name)
{
    return name == BUNDLER_STAR ? bundler_s("*") : t->log->names[name];
}

static void print_from(printer *t, const bundler_import *import)
{
    bundler_addz(&t->out, " from \"");
    bundler_add(&t->out, import->specifier);
    bundler_addz(&t->out, "\";\n");
}

static void print_import(printer *t, uint32_t index)
{
    const bundler_log *log = t->log;
    const bundler_import *import = &log->imports[index];
    const bundler_symbol *star = NULL;
    bool any = false;
    if (import->flags & BUNDLER_IMPORT_UNUSED || import->kind != BUNDLER_IMPORT) return;
    for (size_t i = 0; i < log->bindings_count; i++) {
        const bundler_binding *binding = &log->bindings[i];
        const bundler_symbol *symbol = &log->symbols[binding->symbol];
        if (binding->import != index || (symbol->references == 0 && log->uses & BUNDLER_USES_TYPES))
            continue;
        if (binding->name == BUNDLER_STAR) {
            star = symbol;
            continue;
        }
        bundler_addz(&t->out, any ? ", " : "import { ");
        bundler_add(&t->out, name_of(t, binding->name));
        bundler_addz(&t->out, " as ");
        bundler_add(&t->out, name_of(t, symbol->name));
        any = true;
    }
    if (any) bundler_addz(&t->out, " }");
    if (!any && !star) bundler_addz(&t->out, "import {}");
    if (any || !star) print_from(t, import);
    if (!star) return;
    bundler_addz(&t->out, "import * as ");
    bundler_add(&t->out, name_of(t, star->name));
    print_from(t, import);
}

static void print_export(printer *t, const bundler_export *export)
{
    const bundler_log *log = t->log;
    if (export->kind == BUNDLER_EXPORT_VALUE || export->kind == BUNDLER_EXPORT_MISSING) return;
    bundler_addz(&t->out, "export ");
    if (export->kind != BUNDLER_EXPORT_ALL) {
        const bool star = export->from_name == BUNDLER_STAR;
        if (!star) bundler_addz(&t->out, "{ ");
        bundler_add(&t->out, export->kind == BUNDLER_EXPORT_SYMBOL
                                 ? name_of(t, log->symbols[export->symbol].name)
                                 : name_of(t, export->from_name));
        bundler_addz(&t->out, " as ");
        bundler_add(&t->out, name_of(t, export->name));
        if (!star) bundler_addz(&t->out, " }");
    } else {
        bundler_addz(&t->out, "*");
    }
    if (export->import != BUNDLER_NONE)
        print_from(t, &log->imports[export->import]);
    else
        bundler_addz(&t->out, ";\n");
}

static void print_statement(printer *t, const bundler_statement *statement)
{
    switch (statement->kind) {
    case BUNDLER_IMPORT_STATEMENT:
        for (uint32_t i = 0; i < statement->import_count; i++)
            print_import(t, statement->import + i);
        return;
    case BUNDLER_EXPORT_NAMES:
    case BUNDLER_NOTHING: return;
    case BUNDLER_EXPORT_DEFAULT: bundler_addz(&t->out, "export default "); break;
    case BUNDLER_EXPORT_DEFAULT_FUNCTION:
        if (statement->name_at != BUNDLER_NONE) bundler_addz(&t->out, "export default ");
        break;
    default: break;
    }
    print_range(t, statement->body, statement->end);
    bundler_addz(&t->out, statement->open ? ";\n" : "\n");
}

static slsc_str print(bundler_arena *arena, const bundler_log *log)
{
    printer t = { .log = log, .out = { .arena = arena } };
    for (size_t i = 0; i < log->statements_count; i++) print_statement(&t, &log->statements[i]);
    for (size_t i = 0; i < log->exports_count; i++) print_export(&t, &log->exports[i]);
    return bundler_done(&t.out);
}

/* ---- Files ---- */

static slsc_str read_file(bundler_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    slsc_str text = { 0 };
    if (!file) return text;
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    rewind(file);
    char *bytes = bundler_alloc(arena, (size_t)(size < 0 ? 0 : size) + BUNDLER_PADDING);
    text = (slsc_str) { bytes, size > 0 ? fread(bytes, 1, (size_t)size, file) : 0 };
    fclose(file);
    return text;
}

static slsc_str padded(bundler_arena *arena, slsc_str text)
{
    char *bytes = bundler_alloc(arena, text.len + BUNDLER_PADDING);
    if (text.len) memcpy(bytes, text.ptr, text.len);
    return (slsc_str) { bytes, text.len };
}

static bool ends_with(const char *path, const char *end)
{
    const size_t n = strlen(path), m = strlen(end);
    return n >= m && strcmp(path + n - m, end) == 0;
}

static bundler_language language_of(const char *path)
{
    if (ends_with(path, ".tsx")) return BUNDLER_TSX;
    if (ends_with(path, ".jsx")) return BUNDLER_JSX;
    return ends_with(path, "ts") ? BUNDLER_TS : BUNDLER_JS;
}

static void complain(const char *path, const char *what, const bundler_log *log)
{
    uint32_t line, column;
    bundler_place(log->source, log->error_offset, &line, &column);
    printf("%s:%u:%u: %s%.*s\n", path, line, column, what, (int)log->error.len, log->error.ptr);
}

static bool check(const char *path, bundler_parse_options options, bool again)
{
    bundler_arena arena = { 0 };
    bundler_log log, second;
    options.language = language_of(path);
    bool good = bundler_parse(&arena, read_file(&arena, path), &options, &log) == SLSC_OK;
    if (!good) {
        complain(path, "", &log);
    } else if (again) {
        const bundler_parse_options js = { .goal = BUNDLER_EITHER };
        const slsc_str text = padded(&arena, print(&arena, &log));
        good = bundler_parse(&arena, text, &js, &second) == SLSC_OK;
        if (!good) complain(path, "printed: ", &second);
    }
    bundler_arena_end(&arena);
    return good;
}

static slsc_str value_of(const char *argument) { return bundler_s(strchr(argument, '=') + 1); }

static bool read_option(const char *argument, bundler_parse_options *o)
{
    if (strcmp(argument, "--legacy") == 0)
        o->legacy_decorators = true;
    else if (strcmp(argument, "--metadata") == 0)
        o->decorator_metadata = true;
    else if (strcmp(argument, "--assign") == 0)
        o->assign_fields = true;
    else if (strcmp(argument, "--keep") == 0)
        o->keep_imports = true;
    else if (strcmp(argument, "--automatic") == 0)
        o->jsx_automatic = true;
    else if (strncmp(argument, "--factory=", 10) == 0)
        o->jsx_factory = value_of(argument);
    else if (strncmp(argument, "--fragment=", 11) == 0)
        o->jsx_fragment = value_of(argument);
    else if (strncmp(argument, "--source=", 9) == 0)
        o->jsx_import_source = value_of(argument);
    else
        return false;
    return true;
}

static int strip(const char *path, bundler_parse_options options)
{
    bundler_arena arena = { 0 };
    bundler_log log;
    options.language = language_of(path);
    const bool good = bundler_parse(&arena, read_file(&arena, path), &options, &log) == SLSC_OK;
    if (good) {
        const slsc_str text = print(&arena, &log);
        fwrite(text.ptr, 1, text.len, stdout);
        if (log.uses & BUNDLER_USES_DECORATE) puts("/* uses decorate */");
        if (log.uses & BUNDLER_USES_DECORATORS) puts("/* uses decorators */");
    } else {
        complain(path, "", &log);
    }
    bundler_arena_end(&arena);
    return good ? 0 : 1;
}

int main(int argc, char **argv)
{
    bundler_parse_options options = { .goal = BUNDLER_EITHER };
    bool checks = false, again = false;
    int i = 1;
    unsigned bad = 0;
    for (; i < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "--check") == 0)
            checks = again = true;
        else if (strcmp(argv[i], "--parse") == 0)
            checks = true;
        else if (!read_option(argv[i], &options))
            return 2;
    }
    if (i == argc) return 2;
    if (!checks) return strip(argv[i], options);
    for (; i < argc; i++) bad += !check(argv[i], options, again);
    return bad ? 1 : 0;
}
