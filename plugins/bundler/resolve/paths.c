/* paths.c: `paths`, `baseUrl` and `rootDirs` of a tsconfig.json: names that stand for files of the
 * service, and folders that are one once everything is built. */
#include "tsconfig.h"

struct bundler_paths {
    bundler_folder *base; /* of baseUrl; NULL: none, names are not looked for in it */
    bundler_folder *from; /* what targets are relative to */
    slsc_str config_folder;
    const bundler_json *rules; /* the first member */
    slsc_str *roots;           /* absolute */
    size_t root_count;
};

/* "${configDir}" is the folder of the tsconfig.json in charge, not of the one that says it. */
static slsc_str with_config_folder(bundler_arena *arena, slsc_str folder, slsc_str text)
{
    static const char hole[] = "${configDir}";
    const size_t length = sizeof hole - 1;
    if (text.len < length || memcmp(text.ptr, hole, length) != 0) return text;
    return bundler_printf(arena, "%.*s%.*s", (int)folder.len, folder.ptr, (int)(text.len - length),
                          text.ptr + length);
}

static slsc_str absolute(bundler_arena *arena, const bundler_folder *from, slsc_str way)
{
    if (way.len && way.ptr[0] == '/') return bundler_normal_way(arena, way);
    return bundler_normal_way(
        arena, bundler_printf(arena, "%s/%.*s", from->path.ptr, (int)way.len, way.ptr));
}

static void read_roots(bundler_resolver *r, const setting *roots, struct bundler_paths *paths)
{
    size_t capacity = 0;
    if (!roots->value || roots->value->kind != BUNDLER_JSON_LIST) return;
    for (const bundler_json *root = roots->value->first; root; root = root->next) {
        if (root->kind != BUNDLER_JSON_STRING) continue;
        paths->roots = bundler_grow(r->arena, paths->roots, paths->root_count, &capacity,
                                    sizeof *paths->roots);
        paths->roots[paths->root_count++] = absolute(
            r->arena, roots->from, with_config_folder(r->arena, paths->config_folder, root->text));
    }
}

struct bundler_paths *bundler_paths_new(bundler_resolver *r, const bundler_config *config)
{
    const setting *base = &config->settings[SET_BASE_URL], *rules = &config->settings[SET_PATHS];
    const setting *roots = &config->settings[SET_ROOT_DIRS];
    if (!base->value && !rules->value && !roots->value) return NULL;
    struct bundler_paths *paths = bundler_alloc(r->arena, sizeof *paths);
    paths->config_folder = config->folder->path;
    slsc_str way = bundler_json_text(base->value);
    if (way.len) {
        way = with_config_folder(r->arena, paths->config_folder, way);
        paths->base = bundler_walk_folder(&r->disk, base->from, way);
    }
    if (rules->value && rules->value->kind == BUNDLER_JSON_MAP) paths->rules = rules->value->first;
    paths->from = paths->base ? paths->base : rules->from;
    read_roots(r, roots, paths);
    return paths;
}

/* ---- Names ---- */

/* A pattern without `*` is the name itself, and beats all others; else the one with the most text
 * before its `*`. */
static const bundler_json *best_rule(const struct bundler_paths *paths, slsc_str name,
                                     slsc_str *match)
{
    const bundler_json *best = NULL;
    size_t best_before = 0;
    for (const bundler_json *rule = paths->rules; rule; rule = rule->next) {
        const slsc_str key = rule->key;
        const char *star = key.len ? memchr(key.ptr, '*', key.len) : NULL;
        if (!star && bundler_eq(key, name)) {
            *match = (slsc_str) { NULL, 0 };
            return rule;
        }
        if (!star) continue;
        const size_t before = (size_t)(star - key.ptr), behind = key.len - before - 1;
        if (name.len < before + behind || (best && before <= best_before) ||
            memcmp(name.ptr, key.ptr, before) != 0 ||
            memcmp(name.ptr + name.len - behind, star + 1, behind) != 0)
            continue;
        best = rule;
        best_before = before;
        *match = (slsc_str) { name.ptr + before, name.len - before - behind };
    }
    return best;
}

static slsc_str fill_in(bundler_arena *arena, slsc_str target, slsc_str match)
{
    const char *star = target.len ? memchr(target.ptr, '*', target.len) : NULL;
    if (!star) return target;
    const size_t before = (size_t)(star - target.ptr);
    bundler_text text = { .arena = arena };
    bundler_add(&text, (slsc_str) { target.ptr, before });
    bundler_add(&text, match);
    bundler_add(&text, (slsc_str) { star + 1, target.len - before - 1 });
    return bundler_done(&text);
}

/* A declaration file says what types there are; no code is in it. */
static bundler_item *with_code(bundler_item *item)
{
    static const char *const declarations[] = { ".d.ts", ".d.mts", ".d.cts" };
    for (size_t i = 0; item && i < 3; i++) {
        const size_t length = strlen(declarations[i]);
        if (item->name.len >= length &&
            memcmp(item->name.ptr + item->name.len - length, declarations[i], length) == 0)
            return NULL;
    }
    return item;
}

bundler_item *bundler_config_find(bundler_resolver *r, const bundler_config *config, slsc_str name)
{
    const struct bundler_paths *paths = config->shown.paths;
    slsc_str match;
    if (!paths) return NULL;
    const bundler_json *rule = best_rule(paths, name, &match);
    const bundler_json *target = rule && rule->kind == BUNDLER_JSON_LIST ? rule->first : NULL;
    for (; target; target = target->next) {
        if (target->kind != BUNDLER_JSON_STRING) continue;
        const slsc_str way = with_config_folder(r->arena, paths->config_folder,
                                                fill_in(r->arena, target->text, match));
        bundler_item *item = with_code(bundler_find_file(r, paths->from, way));
        if (item) return item;
    }
    return paths->base ? with_code(bundler_find_file(r, paths->base, name)) : NULL;
}

/* ---- rootDirs ---- */

bundler_item *bundler_config_find_way(bundler_resolver *r, const bundler_config *config,
                                      bundler_folder *folder, slsc_str way)
{
    const struct bundler_paths *paths = config->shown.paths;
    if (!paths || !paths->root_count) return NULL;
    const slsc_str path = absolute(r->arena, folder, way);
    slsc_str below = { NULL, 0 };
    size_t longest = 0;
    for (size_t i = 0; i < paths->root_count; i++) {
        const slsc_str root = paths->roots[i];
        if (root.len <= longest || path.len <= root.len || path.ptr[root.len] != '/' ||
            memcmp(path.ptr, root.ptr, root.len) != 0)
            continue;
        longest = root.len;
        below = (slsc_str) { path.ptr + root.len + 1, path.len - root.len - 1 };
    }
    for (size_t i = 0; longest && i < paths->root_count; i++) {
        bundler_folder *root = bundler_walk_folder(&r->disk, r->disk.top, paths->roots[i]);
        bundler_item *item = root ? with_code(bundler_find_file(r, root, below)) : NULL;
        if (item) return item;
    }
    return NULL;
}
