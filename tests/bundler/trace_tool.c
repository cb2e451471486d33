/* trace_tool.c: the files that entries reach, as a program: trace_tool ROOT ENTRY... */
#include "trace/trace.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    bundler_arena arena = { 0 };
    slsc_str entries[64];
    size_t count = 0;
    const slsc_str main_field = bundler_s("main"), sync = bundler_s("module-sync");
    bundler_resolver_options options = { .root = bundler_s(argc > 1 ? argv[1] : "."),
                                         .no_module_condition = true,
                                         .conditions = &sync,
                                         .condition_count = 1,
                                         .main_fields = &main_field,
                                         .main_field_count = 1 };
    bundler_trace_output out;
    for (int i = 2; i < argc && i < 66; i++) entries[count++] = bundler_s(argv[i]);
    bundler_resolver *resolver = bundler_resolver_new(&arena, &options);
    const slsc_status status = bundler_trace(resolver, entries, count, &arena, &out);
    for (size_t i = 0; i < out.message_count; i++) {
        const bundler_trace_message *m = &out.messages[i];
        fprintf(stderr, "%s:%u:%u: %s\n", m->path.ptr, m->line, m->column, m->text.ptr);
    }
    for (size_t i = 0; i < out.file_count; i++) printf("%s\n", out.files[i].ptr);
    bundler_arena_end(&arena);
    return status == SLSC_OK ? 0 : 1;
}
