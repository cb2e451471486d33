/* Any bytes as a source of any language and goal: parsing ends, and what it logs lies in the source
 * and points at what exists. The first byte chooses the options. */
#include "parse/log.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool right)
{
    if (!right) abort();
}

static void check_references(const bundler_log *log)
{
    for (size_t i = 0; i < log->references_count; i++) {
        const bundler_reference *reference = &log->references[i];
        check(reference->name < log->names_count);
        check(reference->offset < reference->end && reference->end <= log->source.len);
        check(reference->symbol == BUNDLER_NONE || reference->symbol < log->symbols_count);
        if (reference->flags & BUNDLER_REF_MEMBER)
            check(reference->member < log->names_count && reference->member_end > reference->end &&
                  reference->member_end <= log->source.len);
    }
    for (size_t i = 0; i < log->symbols_count; i++) check(log->symbols[i].name < log->names_count);
    for (size_t i = 0; i < log->declarations_count; i++)
        check(log->declarations[i].symbol < log->symbols_count &&
              log->declarations[i].statement < log->statements_count &&
              log->symbols[log->declarations[i].symbol].top);
}

static void check_statements(const bundler_log *log)
{
    uint32_t end = log->begin;
    size_t references = 0, declarations = 0, imports = 0;
    for (size_t i = 0; i < log->statements_count; i++) {
        const bundler_statement *s = &log->statements[i];
        check(s->offset >= end && s->end >= s->offset && s->body >= s->offset);
        check(s->reference == references && s->import == imports);
        references += s->reference_count;
        declarations += s->declaration_count;
        imports += s->import_count;
        end = s->end;
    }
    check(end <= log->source.len && references == log->references_count);
    check(imports == log->imports_count && declarations == log->declarations_count);
}

static void check_modules(const bundler_log *log)
{
    if (log->uses & BUNDLER_USES_AWAIT)
        check(log->await_offset < log->await_end && log->await_end <= log->source.len);
    for (size_t i = 0; i < log->imports_count; i++) {
        const bundler_import *import = &log->imports[i];
        check(import->offset <= import->end && import->end <= log->source.len);
        check(import->specifier_offset <= import->specifier_end);
        check(import->statement < log->statements_count);
    }
    for (size_t i = 0; i < log->bindings_count; i++)
        check(log->bindings[i].import < log->imports_count &&
              log->bindings[i].symbol < log->symbols_count);
    for (size_t i = 0; i < log->exports_count; i++) {
        const bundler_export *export = &log->exports[i];
        check(export->kind != BUNDLER_EXPORT_SYMBOL || export->symbol < log->symbols_count);
        check((export->kind != BUNDLER_EXPORT_OTHER && export->kind != BUNDLER_EXPORT_ALL) ||
              export->import < log->imports_count);
    }
}

static void check_edits(const bundler_log *log)
{
    for (size_t i = 0; i < log->edits_count; i++) {
        const bundler_edit *edit = &log->edits[i];
        check(edit->offset <= edit->end && edit->end <= log->source.len);
        check(edit->from <= edit->to && edit->to <= log->source.len);
    }
    for (size_t i = 0; i < log->comments_count; i++)
        check(log->comments[i].offset < log->comments[i].end &&
              log->comments[i].end <= log->source.len &&
              (i == 0 || log->comments[i].offset >= log->comments[i - 1].end));
    for (size_t i = 0; i < log->gaps_count; i++)
        check(log->gaps[i].offset < log->gaps[i].end && log->gaps[i].end <= log->source.len &&
              (i == 0 || log->gaps[i].offset >= log->gaps[i - 1].end));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    const bundler_parse_options options = {
        .language = data[0] & 3,
        .goal = (data[0] >> 2 & 3) % 3,
        .minify = data[0] >> 4 & 1,
        .jsx_automatic = data[0] >> 5 & 1,
        .legacy_decorators = data[0] >> 6 & 1,
        .assign_fields = data[0] >> 7 & 1,
    };
    bundler_arena arena = { 0 };
    /* exactly as large as promised, so that a sanitizer sees what reads on */
    char *text = calloc(1, size - 1 + BUNDLER_PADDING);
    if (size > 1) memcpy(text, data + 1, size - 1);
    bundler_log log;
    if (bundler_parse(&arena, (slsc_str) { text, size - 1 }, &options, &log) == SLSC_OK) {
        check_references(&log);
        check_statements(&log);
        check_modules(&log);
        check_edits(&log);
    } else {
        check(log.error.len > 0 && log.error_offset <= log.error_end && log.error_end <= size - 1);
    }
    bundler_arena_end(&arena);
    free(text);
    return 0;
}
