/* resolve_tool.c: the resolver as a program, for comparisons with Node and for measuring.
 *
 *     resolve_tool [--as-node] [--hermetic] [--quiet] ROOT < QUESTIONS
 *
 * A question is a line: `import` or `require`, a folder, a specifier, divided by tabs. An answer is
 * a line: `file PATH`, `builtin NAME`, `external NAME`, `nothing WHY`. --as-node takes away what
 * bundlers add: the condition `module`, and extensions that Node does not try. */
#include "resolve/resolve.h"

#include <stdio.h>
#include <stdlib.h>

static slsc_str take_field(char **line)
{
    const size_t length = strcspn(*line, "\t\n");
    const slsc_str field = { *line, length };
    *line += length + ((*line)[length] == '\t');
    return field;
}

static void answer(bundler_resolver *resolver, char *line, bool quiet)
{
    static const char *const kinds[] = { "file", "builtin", "external", "nothing" };
    const slsc_str asker = take_field(&line), folder = take_field(&line), name = take_field(&line);
    bundler_found found;
    bundler_resolve(resolver, folder, name,
                    bundler_is(asker, "require") ? BUNDLER_BY_REQUIRE : BUNDLER_BY_IMPORT, &found);
    const slsc_str text = found.kind == BUNDLER_FOUND_NOTHING ? found.why : found.path;
    if (!quiet) printf("%s %.*s\n", kinds[found.kind], (int)text.len, text.ptr);
}

static void as_node(bundler_resolver_options *options, slsc_str texts[6])
{
    static const char *const names[] = { "main",  ".js",         ".json",
                                         ".node", "node-addons", "module-sync" };
    for (int i = 0; i < 6; i++) texts[i] = bundler_s(names[i]);
    options->main_fields = texts;
    options->main_field_count = 1;
    options->extensions = texts + 1;
    options->extension_count = 3;
    options->conditions = texts + 4;
    options->condition_count = 2;
    options->no_module_condition = true;
}

int main(int argc, char **argv)
{
    static char line[65536];
    bundler_arena arena = { 0 };
    bundler_resolver_options options = { 0 };
    slsc_str texts[6];
    bool quiet = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--as-node") == 0)
            as_node(&options, texts);
        else if (strcmp(argv[i], "--hermetic") == 0)
            options.hermetic = true;
        else if (strcmp(argv[i], "--quiet") == 0)
            quiet = true;
        else
            options.root = bundler_s(argv[i]);
    }
    bundler_resolver *resolver = bundler_resolver_new(&arena, &options);
    while (fgets(line, sizeof line, stdin)) answer(resolver, line, quiet);
    fprintf(stderr, "%zu KiB\n", arena.total / 1024);
    bundler_arena_end(&arena);
    return 0;
}
