/* bundle_tool.c: bundles one entry, without the compiler around it.
 *
 *   bundler_bundle_tool ENTRY -o OUT [--esm] [--minify] [--map] [--whole] [--comments]
 *                       [--external X] [--define NAME=TEXT] [--loader .EXT=NAME] [--root FOLDER]
 *                       [--tsconfig FILE] [--condition X] [-j N] [--stats] [--check]
 *
 * --stats tells modules and sizes, --check bundles twice and compares. Messages go to the error
 * output as `error: FILE:LINE:COLUMN: text`. */
#include "link/bundle.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST = 64 };

struct options {
    const char *entry, *out;
    bundler_bundle_options bundle;
    bundler_resolver_options resolver;
    slsc_str externals[MOST], conditions[MOST];
    bundler_define defines[MOST];
    bundler_loader_rule loaders[MOST];
    unsigned threads;
    bool stats, check;
};

/* ---- Jobs ---- */

struct jobs {
    pthread_mutex_t lock;
    size_t next, count;
    void (*job)(void *context, size_t i);
    void *context;
};

static void *work(void *argument)
{
    struct jobs *jobs = argument;
    for (;;) {
        pthread_mutex_lock(&jobs->lock);
        const size_t i = jobs->next++;
        pthread_mutex_unlock(&jobs->lock);
        if (i >= jobs->count) return NULL;
        jobs->job(jobs->context, i);
    }
}

static void run_jobs(void *runner, size_t n, void (*job)(void *context, size_t i), void *context)
{
    const unsigned threads = *(const unsigned *)runner;
    struct jobs jobs = { PTHREAD_MUTEX_INITIALIZER, 0, n, job, context };
    pthread_t ids[16];
    unsigned started = 0;
    while (started + 1 < threads && started < 16 && started < n &&
           pthread_create(&ids[started], NULL, work, &jobs) == 0)
        started++;
    work(&jobs);
    for (unsigned i = 0; i < started; i++) pthread_join(ids[i], NULL);
}

/* ---- Options ---- */

static void split(char *text, slsc_str *name, char **value)
{
    char *equals = strchr(text, '=');
    if (!equals) {
        fprintf(stderr, "bundle_tool: `%s` needs a value: NAME=VALUE\n", text);
        exit(2);
    }
    *name = (slsc_str) { text, (size_t)(equals - text) };
    *value = equals + 1;
}

static bundler_loader loader_named(const char *name)
{
    static const struct {
        const char *name;
        bundler_loader loader;
    } loaders[] = {
        { "js", BUNDLER_LOAD_JS },         { "jsx", BUNDLER_LOAD_JSX },
        { "ts", BUNDLER_LOAD_TS },         { "tsx", BUNDLER_LOAD_TSX },
        { "json", BUNDLER_LOAD_JSON },     { "text", BUNDLER_LOAD_TEXT },
        { "base64", BUNDLER_LOAD_BASE64 }, { "dataurl", BUNDLER_LOAD_DATAURL },
        { "binary", BUNDLER_LOAD_BINARY }, { "file", BUNDLER_LOAD_FILE },
        { "copy", BUNDLER_LOAD_COPY },     { "empty", BUNDLER_LOAD_EMPTY },
    };
    for (size_t i = 0; i < sizeof loaders / sizeof *loaders; i++)
        if (strcmp(loaders[i].name, name) == 0) return loaders[i].loader;
    return BUNDLER_LOAD_DEFAULT;
}

static bool take_flag(struct options *options, const char *flag)
{
    if (strcmp(flag, "--esm") == 0)
        options->bundle.format = BUNDLER_FORMAT_ESM;
    else if (strcmp(flag, "--minify") == 0)
        options->bundle.minify = true;
    else if (strcmp(flag, "--map") == 0)
        options->bundle.map = BUNDLER_MAP_LINKED;
    else if (strcmp(flag, "--whole") == 0)
        options->bundle.whole = true;
    else if (strcmp(flag, "--comments") == 0)
        options->bundle.keep_comments = true;
    else if (strcmp(flag, "--stats") == 0)
        options->stats = true;
    else if (strcmp(flag, "--check") == 0)
        options->check = true;
    else
        return false;
    return true;
}

static void take_value(struct options *options, const char *flag, char *value)
{
    char *rest = NULL;
    bundler_bundle_options *bundle = &options->bundle;
    if (strcmp(flag, "-o") == 0)
        options->out = value;
    else if (strcmp(flag, "-j") == 0)
        options->threads = (unsigned)strtoul(value, NULL, 10);
    else if (strcmp(flag, "--root") == 0)
        bundle->root = bundler_s(value);
    else if (strcmp(flag, "--tsconfig") == 0)
        options->resolver.tsconfig = bundler_s(value);
    else if (strcmp(flag, "--external") == 0 && options->resolver.external_count < MOST)
        options->externals[options->resolver.external_count++] = bundler_s(value);
    else if (strcmp(flag, "--condition") == 0 && options->resolver.condition_count < MOST)
        options->conditions[options->resolver.condition_count++] = bundler_s(value);
    else if (strcmp(flag, "--define") == 0 && bundle->define_count < MOST) {
        bundler_define *define = &options->defines[bundle->define_count++];
        split(value, &define->name, &rest);
        define->text = bundler_s(rest);
    } else if (strcmp(flag, "--loader") == 0 && bundle->loader_count < MOST) {
        bundler_loader_rule *rule = &options->loaders[bundle->loader_count++];
        split(value, &rule->extension, &rest);
        rule->loader = loader_named(rest);
    } else {
        fprintf(stderr, "bundle_tool: `%s` is no option\n", flag);
        exit(2);
    }
}

static void read_options(struct options *options, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-')
            options->entry = argv[i];
        else if (!take_flag(options, argv[i]) && i + 1 < argc) {
            take_value(options, argv[i], argv[i + 1]);
            i++;
        }
    }
    if (!options->entry || !options->out) {
        fputs("usage: bundler_bundle_tool ENTRY -o OUT [options]\n", stderr);
        exit(2);
    }
    options->resolver.externals = options->externals;
    options->resolver.conditions = options->conditions;
    options->resolver.root = options->bundle.root;
    options->bundle.defines = options->defines;
    options->bundle.loaders = options->loaders;
}

/* ---- Output ---- */

static size_t tell(const bundler_graph *graph, const bundler_message *messages, size_t count)
{
    size_t errors = 0;
    for (size_t i = 0; i < count; i++) {
        const bundler_message *message = &messages[i];
        errors += message->is_error;
        fputs(message->is_error ? "error: " : "warning: ", stderr);
        if (message->module != BUNDLER_NONE) {
            const bundler_module *module = bundler_graph_at(graph, message->module);
            uint32_t line = 0, column = 0;
            bundler_place(module->source, message->offset, &line, &column);
            fprintf(stderr, "%.*s:%u:%u: ", (int)module->name.len, module->name.ptr, line, column);
        }
        fprintf(stderr, "%.*s\n", (int)message->text.len, message->text.ptr);
    }
    return errors;
}

static void write_file(const char *path, slsc_str content)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(content.ptr, 1, content.len, file) != content.len || fclose(file) != 0) {
        fprintf(stderr, "bundle_tool: cannot write %s\n", path);
        exit(1);
    }
}

static void write_output(const struct options *options, const bundler_graph *graph,
                         const bundler_output *output)
{
    char path[4096];
    write_file(options->out, output->code);
    if (output->map.len) {
        snprintf(path, sizeof path, "%s.map", options->out);
        write_file(path, output->map);
    }
    const char *slash = strrchr(options->out, '/');
    const int folder = slash ? (int)(slash - options->out) + 1 : 0;
    for (size_t i = 0; i < output->asset_count; i++) {
        snprintf(path, sizeof path, "%.*s%.*s", folder, options->out,
                 (int)output->assets[i].name.len, output->assets[i].name.ptr);
        write_file(path, bundler_graph_at(graph, output->assets[i].module)->source);
    }
}

static void print_stats(const bundler_graph *graph, const bundler_output *output)
{
    for (size_t i = 0; i < output->module_count; i++) {
        const slsc_str name = bundler_graph_at(graph, output->modules[i].module)->name;
        printf("%u %.*s\n", output->modules[i].size, (int)name.len, name.ptr);
    }
    for (size_t i = 0; i < output->external_count; i++)
        printf("external %.*s\n", (int)output->externals[i].len, output->externals[i].ptr);
    printf("modules %zu of %zu, bytes %zu\n", output->module_count, bundler_graph_count(graph),
           output->code.len);
}

int main(int argc, char **argv)
{
    struct options options = { .threads = 1, .bundle.format = BUNDLER_FORMAT_CJS };
    char folder[4096];
    if (!getcwd(folder, sizeof folder)) return 1;
    options.bundle.root = bundler_s(folder);
    read_options(&options, argc, argv);
    bundler_arena arena = { 0 };
    bundler_resolver *resolver = bundler_resolver_new(&arena, &options.resolver);
    bundler_graph *graph = bundler_graph_new(resolver, &options.bundle, run_jobs, &options.threads);
    const uint32_t entry = bundler_graph_add(graph, bundler_s(options.entry));
    bundler_graph_load(graph);
    const bundler_message *messages = NULL;
    size_t count = bundler_graph_messages(graph, &messages);
    size_t errors = tell(graph, messages, count);
    const char *slash = strrchr(options.out, '/');
    const slsc_str name = bundler_s(slash ? slash + 1 : options.out);
    if (entry != BUNDLER_NONE && errors == 0) {
        bundler_messages told = { .arena = &arena };
        bundler_output output, again;
        bundler_print(graph, entry, name, &arena, &told, &output);
        errors += tell(graph, told.items, told.count);
        if (errors == 0) write_output(&options, graph, &output);
        if (options.stats) print_stats(graph, &output);
        if (options.check) {
            bundler_print(graph, entry, name, &arena, &told, &again);
            if (!bundler_eq(output.code, again.code) || !bundler_eq(output.map, again.map)) {
                fputs("bundle_tool: the second bundle differs\n", stderr);
                errors++;
            }
        }
    }
    bundler_graph_end(graph);
    bundler_arena_end(&arena);
    return errors ? 1 : 0;
}
