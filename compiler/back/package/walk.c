/* walk.c: which folders are worth entering.
 *
 * A folder is passed over when all that is below it is out for every package: a rule that all
 * packages have (`!node_modules`, with all below) closes it, and no later rule of any package could
 * reach into it. The output folder and packages of development are never entered. Whatever is
 * passed over could not have been chosen, so the result does not depend on any of this. */
#include "back/package/walk.h"

#include "base/glob.h"

#include <stdlib.h>

typedef struct closer { /* a common rule that takes out all below the folders it matches */
    slsc_glob *below,
        *itself;   /* its glob, and that without the last two stars; NULL: it closes everything */
    size_t opener; /* the first opener behind it */
} closer;

typedef struct gate {
    slsc_unit *unit;
    slsc_folder *folder;
    closer *closers;
    size_t closer_count;
    slsc_str *openers; /* fixed folders of the common positive rules, in order */
    size_t opener_count;
    /* Those of rules that only some packages have, which stand behind all common ones. There can be
     * very many, so they are looked up: each of them, and each with all the folders above it. */
    slsc_keys *starts, *ways;
    bool anywhere; /* one of them has no fixed folder */
} gate;

bool slsc_pattern_is_plain(slsc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '*' || c == '?' || c == '{' || c == '[' || c == '(' || c == '\\') return false;
    }
    return true;
}

slsc_str slsc_pattern_folder(slsc_str text)
{
    size_t end = 0;
    for (size_t i = 0; i < text.len && slsc_pattern_is_plain(slsc_str_sub(text, i, 1)); i++) {
        if (text.ptr[i] == '/') end = i;
    }
    return slsc_str_sub(text, 0, end);
}

/* ---- The gate -------------------------------------------------------------------------------- */

static const slsc_pattern *rule_at(const slsc_choice *choice, size_t i)
{
    if (i < choice->filter_count) return &choice->filters[i];
    i -= choice->filter_count;
    return i < choice->pattern_count ? &choice->patterns[i] : NULL;
}

/* How many rules at their beginning all packages have in common. */
static size_t common_rules(const slsc_folder *folder)
{
    size_t common = folder->choices[0]->filter_count + folder->choices[0]->pattern_count;
    for (size_t c = 1; c < folder->choice_count; c++) {
        for (size_t i = 0; i < common; i++) {
            const slsc_pattern *a = rule_at(folder->choices[0], i);
            const slsc_pattern *b = rule_at(folder->choices[c], i);
            if (!b || !slsc_str_eq(a->text, b->text)) common = i;
        }
    }
    return common;
}

static slsc_str without_dot(slsc_str text)
{
    while (slsc_str_starts(text, SLSC_STR("./"))) text = slsc_str_sub(text, 2, text.len);
    return text;
}

/* Cuts the last segment off; false when there is none left. */
static bool go_up(slsc_str *folder)
{
    while (folder->len > 0 && folder->ptr[folder->len - 1] != '/') folder->len--;
    if (folder->len > 0) folder->len--;
    return folder->len > 0;
}

static void add_own_rule(gate *g, slsc_str text)
{
    if (slsc_str_starts(text, SLSC_STR("!"))) return;
    slsc_str folder = slsc_pattern_folder(without_dot(text));
    if (folder.len == 0) {
        g->anywhere = true;
        return;
    }
    slsc_keys_intern(g->starts, folder);
    do slsc_keys_intern(g->ways, folder);
    while (go_up(&folder));
}

static void add_common_rule(gate *g, slsc_str text)
{
    if (!slsc_str_starts(text, SLSC_STR("!"))) {
        g->openers[g->opener_count++] = slsc_pattern_folder(without_dot(text));
        return;
    }
    text = without_dot(slsc_str_sub(text, 1, text.len));
    bool all = slsc_str_is(text, "**");
    if (!all && !slsc_str_ends(text, SLSC_STR("/**"))) return;
    closer *c = &g->closers[g->closer_count++];
    c->opener = g->opener_count;
    if (all) return;
    c->below = slsc_glob_new(g->unit->arena, text);
    c->itself = slsc_glob_new(g->unit->arena, slsc_str_sub(text, 0, text.len - 3));
}

static gate make_gate(slsc_unit *unit, slsc_folder *folder)
{
    gate g = { .unit = unit, .folder = folder };
    size_t common = folder->choice_count > 0 ? common_rules(folder) : 0;
    g.starts = slsc_keys_new(unit->arena);
    g.ways = slsc_keys_new(unit->arena);
    g.closers = SLSC_NEW_ARRAY(unit->arena, closer, common + 1);
    g.openers = SLSC_NEW_ARRAY(unit->arena, slsc_str, common + 1);
    for (size_t i = 0; i < common; i++) add_common_rule(&g, rule_at(folder->choices[0], i)->text);
    for (size_t c = 0; c < folder->choice_count; c++) {
        const slsc_pattern *pattern;
        for (size_t i = common; (pattern = rule_at(folder->choices[c], i)) != NULL; i++)
            add_own_rule(&g, pattern->text);
    }
    return g;
}

/* One of them lies in the other, or they are the same; the empty one is above all. */
static bool related(slsc_str a, slsc_str b)
{
    slsc_str shorter = a.len < b.len ? a : b, longer = a.len < b.len ? b : a;
    if (shorter.len == 0) return true;
    return slsc_str_starts(longer, shorter) &&
           (longer.len == shorter.len || longer.ptr[shorter.len] == '/');
}

/* A rule that only some packages have can reach into this folder. */
static bool is_reached(const gate *g, slsc_str path)
{
    if (g->anywhere || slsc_keys_find(g->ways, path)) return true;
    do
        if (slsc_keys_find(g->starts, path)) return true;
    while (go_up(&path));
    return false;
}

static bool is_closed(const gate *g, slsc_str path)
{
    for (size_t i = g->closer_count; i-- > 0;) {
        const closer *c = &g->closers[i];
        if (c->below && !slsc_glob_match(c->below, path) && !slsc_glob_match(c->itself, path))
            continue;
        for (size_t o = c->opener; o < g->opener_count; o++)
            if (related(g->openers[o], path)) return false;
        return !is_reached(g, path);
    }
    return false;
}

/* The output folder, or one that is on its way to become it. */
static bool is_output(slsc_str skip, slsc_str path)
{
    if (skip.len == 0 || !slsc_str_starts(path, skip)) return false;
    slsc_str rest = slsc_str_sub(path, skip.len, path.len);
    return rest.len == 0 || slsc_str_starts(rest, SLSC_STR(".slsc-"));
}

static bool enter(void *context, slsc_str path)
{
    gate *g = context;
    if (is_output(g->folder->skip, path) || is_closed(g, path)) return false;
    slsc_dependencies *dependencies = g->folder->dependencies;
    if (!dependencies) return true;
    slsc_str modules = SLSC_STR("node_modules");
    if (slsc_str_is(slsc_path_base(path), "node_modules")) {
        slsc_str parent = slsc_str_sub(path, 0, path.len - modules.len);
        if (slsc_str_find(parent, modules) == SIZE_MAX)
            slsc_dependencies_scan(dependencies,
                                   slsc_str_sub(parent, 0, parent.len > 0 ? parent.len - 1 : 0));
    }
    return !slsc_dependencies_excluded(dependencies, path);
}

/* ---- The walk -------------------------------------------------------------------------------- */

typedef struct list {
    slsc_file *items;
    size_t count, capacity;
} list;

static slsc_status walk_error(slsc_unit *unit, const slsc_node *at, slsc_str path,
                              slsc_fs_error error)
{
    if (error == SLSC_FS_LARGE)
        return slsc_errorf(unit, at, "package/too-many-files",
                           "more than %d files to choose from below `%.*s`",
                           (int)SLSC_LIMIT_PACKAGE_FILES, SLSC_FMT(path));
    if (error == SLSC_FS_MISSING)
        return slsc_errorf(unit, at, "package/no-folder", "there is no folder `%.*s`",
                           SLSC_FMT(path));
    return slsc_errorf(unit, at, "package/unreadable", "cannot list the files below `%.*s`: %s",
                       SLSC_FMT(path), slsc_fs_reason(error));
}

static void add_file(slsc_unit *unit, list *files, slsc_str path, const slsc_fs_entry *entry)
{
    files->items = slsc_arena_grow(unit->arena, files->items, files->count, &files->capacity,
                                   sizeof *files->items);
    files->items[files->count++] = (slsc_file) { path, entry->size, entry->executable };
}

/* What a pattern that begins with `../` can find. */
static slsc_status walk_outside(slsc_unit *unit, const slsc_folder *folder,
                                const slsc_pattern *pattern, list *files)
{
    slsc_str text = without_dot(pattern->text);
    if (!slsc_str_starts(text, SLSC_STR("../"))) return SLSC_OK;
    if (unit->settings.hermetic)
        return slsc_errorf(unit, pattern->at, "package/outside",
                           "`%.*s` is outside of the service, where --hermetic does not read",
                           SLSC_FMT(text));
    bool plain = slsc_pattern_is_plain(text);
    slsc_str base = plain ? text : slsc_pattern_folder(text);
    slsc_str below = slsc_path_join(unit->arena, folder->path, base);
    const char *path = slsc_path_join(unit->arena, unit->folder, below).ptr;
    slsc_fs_info info = slsc_fs_stat(path);
    if (plain && info.kind == SLSC_FS_FILE) {
        add_file(unit, files, text, &(slsc_fs_entry) { text, info.size, info.executable });
    }
    if (plain || info.kind != SLSC_FS_FOLDER) return SLSC_OK;
    slsc_fs_list found = { NULL, 0 };
    slsc_fs_error error =
        slsc_fs_walk(unit->arena, path, SLSC_LIMIT_PACKAGE_FILES, NULL, NULL, &found);
    if (error != SLSC_FS_OK) return walk_error(unit, pattern->at, below, error);
    for (size_t i = 0; i < found.count; i++) {
        slsc_str name = slsc_path_join(unit->arena, base, found.items[i].path);
        add_file(unit, files, name, &found.items[i]);
    }
    return SLSC_OK;
}

static int by_path(const void *a, const void *b)
{
    return slsc_str_cmp(((const slsc_file *)a)->path, ((const slsc_file *)b)->path);
}

static void sort_once(list *files)
{
    size_t kept = 0;
    if (files->count > 1) qsort(files->items, files->count, sizeof *files->items, by_path);
    for (size_t i = 0; i < files->count; i++) {
        if (i == 0 || !slsc_str_eq(files->items[i].path, files->items[kept - 1].path))
            files->items[kept++] = files->items[i];
    }
    files->count = kept;
}

slsc_status slsc_folder_walk(slsc_unit *unit, slsc_folder *folder)
{
    gate g = make_gate(unit, folder);
    slsc_str top = slsc_path_join(unit->arena, unit->folder, folder->path);
    const char *path = top.len > 0 ? top.ptr : ".";
    slsc_fs_list found = { NULL, 0 };
    slsc_fs_error error =
        slsc_fs_walk(unit->arena, path, SLSC_LIMIT_PACKAGE_FILES, enter, &g, &found);
    slsc_str shown = folder->path.len > 0 ? folder->path : SLSC_STR(".");
    if (error != SLSC_FS_OK) return walk_error(unit, folder->at, shown, error);

    list files = { 0 };
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < found.count; i++) {
        const slsc_fs_entry *entry = &found.items[i];
        if (folder->dependencies && slsc_dependencies_excluded(folder->dependencies, entry->path))
            continue;
        add_file(unit, &files, entry->path, entry);
    }
    for (size_t c = 0; c < folder->choice_count; c++) {
        const slsc_choice *choice = folder->choices[c];
        for (size_t i = 0; i < choice->pattern_count; i++)
            if (walk_outside(unit, folder, &choice->patterns[i], &files) != SLSC_OK)
                status = SLSC_FAIL;
    }
    sort_once(&files);
    folder->files = files.items;
    folder->file_count = files.count;
    return status;
}
