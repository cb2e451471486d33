/* resolver.c: a resolver with its options: which conditions hold, which extensions are tried in
 * which order, how far up a module may look; and what it has to tell at the end. */
#include "state.h"

bundler_folder *bundler_up(const bundler_resolver *r, const bundler_folder *folder)
{
    if (r->options.hermetic && folder == r->disk.root) return NULL;
    return folder->parent;
}

bool bundler_may_read(const bundler_resolver *r, const bundler_folder *folder)
{
    return !r->options.hermetic || bundler_is_below(folder, r->disk.root);
}

void bundler_trouble(bundler_resolver *r, slsc_str line)
{
    r->troubles = bundler_grow(r->arena, r->troubles, r->trouble_count, &r->trouble_capacity,
                               sizeof *r->troubles);
    r->troubles[r->trouble_count++] = line;
}

size_t bundler_resolver_troubles(const bundler_resolver *r, const slsc_str **lines)
{
    *lines = r->troubles;
    return r->trouble_count;
}

static slsc_str *literals(bundler_arena *arena, size_t room, const char *const *texts,
                          size_t *count)
{
    slsc_str *list = bundler_alloc(arena, (room + 16) * sizeof *list);
    for (*count = 0; texts[*count]; ++*count) list[*count] = bundler_s(texts[*count]);
    return list;
}

static void set_conditions(bundler_resolver *r)
{
    /* `module` is what bundlers take beside Node's own, to have ES modules where a package has
     * both. Not for require(): it would get another module than Node gives it. */
    static const char *const names[2][4] = { { "node", "import", "module", NULL },
                                             { "node", "require", NULL, NULL } };
    for (int asker = 0; asker < 2; asker++) {
        size_t count;
        slsc_str *list = literals(r->arena, r->options.condition_count, names[asker], &count);
        if (r->options.no_module_condition && asker == BUNDLER_BY_IMPORT) count--;
        for (size_t i = 0; i < r->options.condition_count; i++)
            list[count++] = r->options.conditions[i];
        r->conditions[asker] = (bundler_conditions) { list, count };
    }
}

static bool is_typescript(slsc_str extension)
{
    return bundler_is(extension, ".ts") || bundler_is(extension, ".tsx") ||
           bundler_is(extension, ".mts") || bundler_is(extension, ".cts");
}

/* Packages bring what was compiled, and often their sources beside it: JavaScript comes first. */
static void set_extensions(bundler_resolver *r)
{
    static const char *const outside[] = { ".tsx", ".ts",  ".jsx",  ".js",   ".mjs", ".cjs",
                                           ".mts", ".cts", ".json", ".node", NULL };
    static const char *const inside[] = { ".js",  ".json", ".node", ".cjs", ".mjs", ".jsx",
                                          ".tsx", ".ts",   ".mts",  ".cts", NULL };
    const size_t given = r->options.extension_count;
    size_t count[2];
    slsc_str *lists[2] = { literals(r->arena, given, outside, &count[0]),
                           literals(r->arena, given, inside, &count[1]) };
    if (given) {
        size_t plain = 0, typed = 0;
        for (size_t i = 0; i < given; i++) plain += !is_typescript(r->options.extensions[i]);
        for (size_t i = 0; i < given; i++) {
            const slsc_str one = lists[0][i] = r->options.extensions[i];
            lists[1][is_typescript(one) ? plain + typed++ : i - typed] = one;
        }
        count[0] = count[1] = given;
    }
    for (int i = 0; i < 2; i++) r->extensions[i] = (bundler_names) { lists[i], count[i] };
}

bundler_resolver *bundler_resolver_new(bundler_arena *arena,
                                       const bundler_resolver_options *options)
{
    static const char *const fields[] = { "main", "module", NULL };
    bundler_resolver *r = bundler_alloc(arena, sizeof *r);
    r->arena = arena;
    r->options = *options;
    r->tsconfig_at.arena = arena;
    set_conditions(r);
    set_extensions(r);
    r->fields = (bundler_names) { options->main_fields, options->main_field_count };
    if (!r->fields.count) r->fields.items = literals(arena, 0, fields, &r->fields.count);
    bundler_disk_open(&r->disk, arena, options->root);
    return r;
}

size_t bundler_resolver_read(bundler_resolver *r, const slsc_str **paths)
{
    return bundler_disk_asked(&r->disk, r->arena, paths);
}
