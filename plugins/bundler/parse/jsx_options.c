/* jsx_options.c: which functions make elements: the options', or those that comments of the file
 * name (@jsx, @jsxFrag, @jsxImportSource, @jsxRuntime); and their import, which nobody has written.
 *
 * That import stands behind the last statement, as a statement without text. */
#include "jsx.h"

static slsc_str word_behind(slsc_str comment, const char *at)
{
    const char *end = comment.ptr + comment.len;
    while (at < end && (*at == ' ' || *at == '\t')) at++;
    const char *from = at;
    while (at < end && (unsigned char)*at > ' ' && *at != '*') at++;
    return (slsc_str) { from, (size_t)(at - from) };
}

static void read_pragma(bundler_ts *ts, slsc_str comment)
{
    static const char *const names[] = { "@jsx", "@jsxFrag", "@jsxImportSource", "@jsxRuntime" };
    const char *at = comment.ptr, *end = comment.ptr + comment.len;
    while ((at = memchr(at, '@', (size_t)(end - at)))) {
        const char *stop = at + 1;
        while (stop < end && ((*stop | 32) >= 'a' && (*stop | 32) <= 'z')) stop++;
        const slsc_str name = { at, (size_t)(stop - at) };
        for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
            if (bundler_is(name, names[i])) ts->pragmas[i] = word_behind(comment, stop);
        at = stop;
    }
}

/* Comments before the first element may say it; they are looked at once. */
static void read_pragmas(parser *p)
{
    bundler_ts *ts = bundler_ts_of(p);
    if (ts->pragmas_read) return;
    ts->pragmas_read = true;
    const bundler_log *log = p->log;
    for (size_t i = 0; i < log->comments_count; i++) {
        const bundler_comment *comment = &log->comments[i];
        if (!comment->line)
            read_pragma(ts, (slsc_str) { log->source.ptr + comment->offset,
                                         comment->end - comment->offset });
    }
}

static bool is_path(slsc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        const bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
        if (!letter && (i == 0 || (c != '.' && (c < '0' || c > '9')))) return false;
    }
    return text.len > 0;
}

slsc_str bundler_jsx_option(parser *p, unsigned which)
{
    read_pragmas(p);
    const bundler_parse_options *o = p->options;
    const slsc_str given[] = { o->jsx_factory, o->jsx_fragment, o->jsx_import_source };
    const char *const usual[] = { "React.createElement", "React.Fragment", "react" };
    const slsc_str pragma = p->types->pragmas[which];
    if (which == JSX_SOURCE ? pragma.len > 0 : is_path(pragma)) return pragma;
    return given[which].len ? given[which] : bundler_s(usual[which]);
}

bool bundler_jsx_is_classic(parser *p)
{
    read_pragmas(p);
    const slsc_str *pragmas = p->types->pragmas;
    if (bundler_is(pragmas[JSX_OPTIONS], "classic")) return true;
    if (bundler_is(pragmas[JSX_OPTIONS], "automatic") || pragmas[JSX_SOURCE].len) return false;
    return pragmas[JSX_FACTORY].len || !p->options->jsx_automatic;
}

/* ---- The import ---- */

static bool is_used(const parser *p, bundler_name name)
{
    for (size_t i = 0; i < p->log->references_count; i++)
        if (p->log->references[i].name == name) return true;
    return false;
}

static bool add_binding(parser *p, uint32_t import, const char *local, const char *exported)
{
    bundler_log *log = p->log;
    const bundler_name name = bundler_intern(p, bundler_s(local));
    if (!is_used(p, name)) return false;
    *BUNDLER_PUSH(p, log, bindings) = (bundler_binding) {
        .import = import,
        .name = bundler_intern(p, bundler_s(exported)),
        .symbol = (uint32_t)p->declared_count,
        .offset = p->size,
    };
    bundler_declare_name(p, MARK_IMPORTED, name, p->size, p->size);
    return true;
}

static void add_statement(parser *p, slsc_str specifier, const char *const (*names)[2],
                          size_t count)
{
    bundler_log *log = p->log;
    const uint32_t index = (uint32_t)log->imports_count;
    bool any = false;
    for (size_t i = 0; i < count; i++) any = add_binding(p, index, names[i][0], names[i][1]) || any;
    if (!any) return;
    bundler_module_syntax(p);
    bundler_import *import = bundler_add_import(p, BUNDLER_IMPORT, p->size);
    import->specifier = specifier;
    import->offset = import->end = import->specifier_offset = import->specifier_end = p->size;
    import->statement = (uint32_t)log->statements_count;
    *BUNDLER_PUSH(p, log, statements) = (bundler_statement) {
        .kind = BUNDLER_IMPORT_STATEMENT,
        .offset = p->size,
        .end = p->size,
        .body = p->size,
        .name_at = BUNDLER_NONE,
        .reference = (uint32_t)log->references_count,
        .import = index,
        .import_count = 1,
    };
}

void bundler_jsx_imports(parser *p)
{
    static const char *const runtime[][2] = { { JSX_NAME, "jsx" },
                                              { JSX_NAME "s", "jsxs" },
                                              { JSX_FRAGMENT_NAME, "Fragment" } };
    static const char *const create[][2] = { { JSX_CREATE_NAME, "createElement" } };
    if (!p->types->pragmas_read) return; /* no element was met */
    const slsc_str source = bundler_copy(p->arena, bundler_jsx_option(p, JSX_SOURCE));
    add_statement(p, bundler_printf(p->arena, "%.*s/jsx-runtime", (int)source.len, source.ptr),
                  runtime, 3);
    add_statement(p, source, create, 1);
}
