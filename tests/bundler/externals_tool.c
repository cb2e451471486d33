/* externals_tool.c: what would be packed for some names, as a program for other tests.
 *
 *     externals_tool ROOT NAME...
 *
 * Prints `NAME-IN-ZIP<tab>PATH` for each file; what there is to say goes to stderr. */
#include "externals/externals.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    bundler_arena arena = { 0 };
    slsc_str names[64];
    bundler_resolver_options options = { .root = bundler_s(argc > 1 ? argv[1] : ".") };
    bundler_externals_options asked = { .root = options.root, .names = names };
    bundler_externals_output out;
    for (int i = 2; i < argc && i < 66; i++) names[asked.name_count++] = bundler_s(argv[i]);
    bundler_resolver *resolver = bundler_resolver_new(&arena, &options);
    const slsc_status status = bundler_externals(resolver, &asked, &arena, &out);
    for (size_t i = 0; i < out.message_count; i++)
        fprintf(stderr, "%s\n", out.messages[i].text.ptr);
    for (size_t i = 0; i < out.file_count; i++)
        printf("%s\t%s\n", out.files[i].name.ptr, out.files[i].path.ptr);
    bundler_arena_end(&arena);
    return status == SLSC_OK ? 0 : 1;
}
