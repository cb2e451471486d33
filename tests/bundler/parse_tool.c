/* parse_tool.c: parses files and says what was logged, or where and why it failed.
 *
 *   bundler_parse_tool [--script | --module] [--quiet | --time | --names | --log] [--minify]
 * FILE...
 *
 * A list of files is read from the standard input when FILE is `-`. The status is 1 when any of
 * them failed. --quiet tells failures alone, --time how long parsing all of them took, --log
 * everything. */
#include "parse/log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct tool {
    bundler_parse_options options;
    bool quiet, log, timed, names;
    size_t files, failed, bytes, references;
    double seconds;
} tool;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool read_file(bundler_arena *arena, const char *path, slsc_str *out)
{
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    rewind(file);
    if (size < 0 || size > 1 << 30) { /* a folder, for one */
        fclose(file);
        return false;
    }
    char *text = bundler_alloc(arena, (size_t)size + BUNDLER_PADDING);
    *out = (slsc_str) { text, fread(text, 1, (size_t)size, file) };
    fclose(file);
    return true;
}

static bool ends_with(const char *path, const char *suffix)
{
    const size_t length = strlen(path), wanted = strlen(suffix);
    return length >= wanted && strcmp(path + length - wanted, suffix) == 0;
}

static bundler_parse_options options_of(const tool *t, const char *path)
{
    bundler_parse_options options = t->options;
    if (ends_with(path, ".ts") || ends_with(path, ".mts") || ends_with(path, ".cts"))
        options.language = BUNDLER_TS;
    if (ends_with(path, ".tsx")) options.language = BUNDLER_TSX;
    if (ends_with(path, ".jsx")) options.language = BUNDLER_JSX;
    if (options.goal != BUNDLER_EITHER) return options;
    if (ends_with(path, ".mjs") || ends_with(path, ".mts") || ends_with(path, ".module.js"))
        options.goal = BUNDLER_MODULE;
    return options;
}

static void show(slsc_str text) { printf("%.*s", (int)text.len, text.ptr); }

static void show_name(const bundler_log *log, bundler_name name)
{
    if (name == BUNDLER_NONE)
        printf("-");
    else if (name == BUNDLER_STAR)
        printf("*");
    else
        show(log->names[name]);
}

static void show_log(const bundler_log *log)
{
    printf("  uses %" PRIx32 "\n", log->uses);
    for (size_t i = 0; i < log->statements_count; i++) {
        const bundler_statement *s = &log->statements[i];
        printf("  statement %zu kind %d %" PRIu32 "-%" PRIu32 " body %" PRIu32 "%s%s\n", i,
               (int)s->kind, s->offset, s->end, s->body, s->pure ? " pure" : "",
               s->open ? " open" : "");
        for (uint32_t k = 0; k < s->declaration_count; k++) {
            const bundler_declaration *d = &log->declarations[s->declaration + k];
            printf("    declares ");
            show_name(log, log->symbols[d->symbol].name);
            printf(" kind %d at %" PRIu32 ", %" PRIu32 " references%s\n",
                   (int)log->symbols[d->symbol].kind, d->offset, log->symbols[d->symbol].references,
                   log->symbols[d->symbol].written ? ", written" : "");
        }
        for (uint32_t k = 0; k < s->reference_count; k++) {
            const bundler_reference *r = &log->references[s->reference + k];
            printf("    refers to ");
            show_name(log, r->name);
            printf(" at %" PRIu32 " flags %" PRIx32 "%s", r->offset, r->flags,
                   r->symbol == BUNDLER_NONE     ? ""
                   : log->symbols[r->symbol].top ? " top"
                                                 : " local");
            if (r->flags & BUNDLER_REF_MEMBER) {
                printf(" .");
                show_name(log, r->member);
            }
            printf("\n");
        }
    }
    for (size_t i = 0; i < log->imports_count; i++) {
        printf("  import kind %d flags %" PRIx32 " ", (int)log->imports[i].kind,
               log->imports[i].flags);
        show(log->imports[i].specifier);
        printf("\n");
    }
    for (size_t i = 0; i < log->exports_count; i++) {
        printf("  export kind %d ", (int)log->exports[i].kind);
        show_name(log, log->exports[i].name);
        printf("\n");
    }
}

static size_t count_references(const tool *t, const bundler_log *log)
{
    size_t count = 0;
    for (size_t i = 0; i < log->references_count; i++)
        count += !t->names || !(log->references[i].flags & (BUNDLER_REF_THIS | BUNDLER_REF_META));
    return count;
}

static void parse(tool *t, const char *path)
{
    bundler_arena arena = { 0 };
    slsc_str source;
    bundler_log log;
    if (!read_file(&arena, path, &source)) {
        fprintf(stderr, "%s: cannot be read\n", path);
        t->failed++;
        return;
    }
    const bundler_parse_options options = options_of(t, path);
    const double start = now();
    const slsc_status status = bundler_parse(&arena, source, &options, &log);
    t->seconds += now() - start;
    t->files++;
    t->bytes += source.len;
    t->references += log.references_count;
    if (status != SLSC_OK) {
        uint32_t line, column;
        bundler_place(source, log.error_offset, &line, &column);
        printf("%s:%" PRIu32 ":%" PRIu32 ": %.*s\n", path, line, column, (int)log.error.len,
               log.error.ptr);
        t->failed++;
    } else if (!t->quiet) {
        printf("%s: %zu references, %zu symbols, %zu statements, %zu imports, %zu exports\n", path,
               count_references(t, &log), log.symbols_count, log.statements_count,
               log.imports_count, log.exports_count);
        if (t->log) show_log(&log);
    }
    bundler_arena_end(&arena);
}

static void parse_list(tool *t)
{
    char line[4096];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        parse(t, line);
    }
}

int main(int argc, char **argv)
{
    tool t = { .quiet = false };
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--script") == 0)
            t.options.goal = BUNDLER_SCRIPT;
        else if (strcmp(argv[i], "--module") == 0)
            t.options.goal = BUNDLER_MODULE;
        else if (strcmp(argv[i], "--quiet") == 0)
            t.quiet = true;
        else if (strcmp(argv[i], "--names") == 0)
            t.names = true;
        else if (strcmp(argv[i], "--log") == 0)
            t.log = true;
        else if (strcmp(argv[i], "--minify") == 0)
            t.options.minify = true;
        else if (strcmp(argv[i], "--time") == 0)
            t.timed = t.quiet = true;
        else if (strcmp(argv[i], "-") == 0)
            parse_list(&t);
        else
            parse(&t, argv[i]);
    }
    if (t.timed)
        printf("%zu files, %zu failed, %.2f MB, %zu references, %.1f ms, %.1f MB/s\n", t.files,
               t.failed, (double)t.bytes / 1e6, t.references, t.seconds * 1e3,
               t.seconds > 0 ? (double)t.bytes / 1e6 / t.seconds : 0.0);
    return t.failed ? 1 : 0;
}
