/* Any bytes as a module that is bundled with a source map: the first byte chooses the language and
 * the options. The map must be JSON, each segment must lie inside of the line it is about and
 * inside of its source, segments of a line must ascend, and a name must be what stands at its
 * place. */
#include "link/bundle.h"
#include "resolve/json.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool right)
{
    if (!right) abort();
}

/* ---- Places ---- */

typedef struct text {
    slsc_str bytes;
    size_t *lines; /* where each begins, and the end behind the last */
    size_t line_count;
} text;

static text lines_of(bundler_arena *arena, slsc_str bytes)
{
    text all = { bytes, bundler_alloc(arena, (bytes.len + 2) * sizeof(size_t)), 1 };
    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.ptr[i] == '\n') all.lines[all.line_count++] = i + 1;
    all.lines[all.line_count] = bytes.len + 1;
    return all;
}

/* The byte at a line and a column in UTF-16 units, which must be there. */
static size_t byte_at(const text *in, int64_t line, int64_t column)
{
    check(line >= 0 && (size_t)line < in->line_count && column >= 0);
    size_t at = in->lines[line];
    const size_t end = in->lines[line + 1] - 1;
    for (int64_t units = 0; units < column; at++) {
        check(at < end);
        const unsigned char c = (unsigned char)in->bytes.ptr[at];
        units += ((c & 0xc0) != 0x80) + (c >= 0xf0);
    }
    while (at < end && ((unsigned char)in->bytes.ptr[at] & 0xc0) == 0x80) at++;
    return at;
}

/* ---- Segments ---- */

static int64_t read_number(slsc_str *rest)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    int64_t value = 0;
    for (unsigned shift = 0;; shift += 5) {
        check(rest->len > 0 && shift < 35);
        const char *digit = memchr(digits, *rest->ptr, 64);
        check(digit != NULL);
        rest->ptr++, rest->len--;
        value |= (int64_t)((digit - digits) & 31) << shift;
        if (!((digit - digits) & 32)) return value & 1 ? -(value >> 1) : value >> 1;
    }
}

static bool ends(slsc_str rest) { return !rest.len || *rest.ptr == ',' || *rest.ptr == ';'; }

static slsc_str name_at(const bundler_json *names, int64_t number)
{
    const bundler_json *name = names->first;
    for (; name && number > 0; number--) name = name->next;
    check(name && number == 0 && name->kind == BUNDLER_JSON_STRING);
    return name->text;
}

/* What was written with escapes is not what it is called. */
static void check_name(const text *source, size_t at, slsc_str name)
{
    const slsc_str here = { source->bytes.ptr + at, source->bytes.len - at };
    const size_t length = here.len < name.len ? here.len : name.len;
    if (memchr(here.ptr, '\\', here.len < 12 * name.len ? here.len : 12 * name.len)) return;
    check(length == name.len && memcmp(here.ptr, name.ptr, length) == 0);
}

static void check_mappings(slsc_str rest, const bundler_json *names, const text *code,
                           const text *source)
{
    int64_t line = 0, column = 0, of = 0, from_line = 0, from_column = 0, name = 0;
    for (;;) {
        if (rest.len && *rest.ptr == ';')
            line++, column = 0;
        else if (!ends(rest)) {
            const int64_t forward = read_number(&rest);
            check(forward >= 0);
            byte_at(code, line, column += forward);
            of += read_number(&rest);
            check(of == 0);
            from_line += read_number(&rest);
            from_column += read_number(&rest);
            const size_t at = byte_at(source, from_line, from_column);
            if (!ends(rest)) check_name(source, at, name_at(names, name += read_number(&rest)));
            check(ends(rest));
            continue;
        }
        if (!rest.len) return;
        rest.ptr++, rest.len--;
    }
}

static void check_map(bundler_arena *arena, const bundler_output *output, slsc_str source)
{
    const bundler_json *map = bundler_json_read(arena, output->map, false, NULL);
    check(map && map->kind == BUNDLER_JSON_MAP);
    const bundler_json *sources = bundler_json_get(map, "sources"),
                       *names = bundler_json_get(map, "names"),
                       *contents = bundler_json_get(map, "sourcesContent");
    check(sources && names && contents && sources->first && !sources->first->next);
    const text code = lines_of(arena, output->code), from = lines_of(arena, source);
    check_mappings(bundler_json_text(bundler_json_get(map, "mappings")), names, &code, &from);
}

/* ---- Bundling ---- */

static void run_jobs(void *runner, size_t n, void (*job)(void *context, size_t i), void *context)
{
    (void)runner;
    for (size_t i = 0; i < n; i++) job(context, i);
}

static bool any_error(const bundler_message *messages, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (messages[i].is_error) return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = { "/nowhere/a.js", "/nowhere/a.mjs", "/nowhere/a.cjs",
                                         "/nowhere/a.tsx" };
    if (size == 0 || size > 4096) return 0;
    bundler_arena arena = { 0 };
    const bundler_bundle_options options = {
        .map = BUNDLER_MAP_EXTERNAL,
        .format = data[0] >> 2 & 1 ? BUNDLER_FORMAT_ESM : BUNDLER_FORMAT_CJS,
        .minify = data[0] >> 3 & 1,
        .whole = data[0] >> 4 & 1,
        .keep_comments = data[0] >> 5 & 1,
        .root = bundler_s("/nowhere"),
    };
    const bundler_resolver_options where = { .root = options.root, .hermetic = true };
    bundler_resolver *resolver = bundler_resolver_new(&arena, &where);
    bundler_graph *graph = bundler_graph_new(resolver, &options, run_jobs, NULL);
    const slsc_str path = bundler_s(names[data[0] & 3]);
    const slsc_str source = bundler_copy(&arena, (slsc_str) { (const char *)data + 1, size - 1 });
    bundler_graph_provide(graph, path, source);
    const uint32_t entry = bundler_graph_add(graph, path);
    bundler_graph_load(graph);
    const bundler_message *messages = NULL;
    const size_t count = bundler_graph_messages(graph, &messages);
    if (entry != BUNDLER_NONE && !any_error(messages, count)) {
        bundler_messages told = { .arena = &arena };
        bundler_output output;
        if (bundler_print(graph, entry, bundler_s("a.js"), &arena, &told, &output) == SLSC_OK)
            check_map(&arena, &output, source);
    }
    bundler_graph_end(graph);
    bundler_arena_end(&arena);
    return 0;
}
