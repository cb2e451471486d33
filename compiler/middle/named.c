/* named.c: the names under `plugins:`. See loader.c for what a name can be.
 *
 * They are read twice: as they are written, because variables may need a plugin's source, and once
 * more when variables are resolved, for those names that are variables themselves. */
#include "middle/loaded.h"

typedef struct naming { /* the list being read */
    slsc_unit *unit;
    slsc_str local; /* plugins.localPath, or empty */
    slsc_keys *seen;
    bool resolved;
} naming;

static const slsc_shipped *find_shipped(slsc_str name)
{
    for (const slsc_shipped *shipped = slsc_shipped_plugins; shipped->name; shipped++) {
        if (slsc_str_is(name, shipped->name)) return shipped;
        for (size_t i = 0; shipped->stands_for && shipped->stands_for[i]; i++)
            if (slsc_str_is(name, shipped->stands_for[i])) return shipped;
    }
    return NULL;
}

static void compare(slsc_str name, const char *candidate, const char **best, size_t *limit)
{
    const size_t distance = slsc_str_distance(name, slsc_str_z(candidate), *limit);
    if (distance > *limit || (*best && distance == *limit)) return;
    *best = candidate;
    *limit = distance;
}

/* The name of ours that comes nearest to a misspelt one, or NULL. */
static const char *nearest(slsc_str name)
{
    const char *best = NULL;
    size_t limit = 2;
    for (const slsc_shipped *shipped = slsc_shipped_plugins; shipped->name; shipped++) {
        compare(name, shipped->name, &best, &limit);
        for (size_t i = 0; shipped->stands_for && shipped->stands_for[i]; i++)
            compare(name, shipped->stands_for[i], &best, &limit);
    }
    return best;
}

/* What cannot be used stops the compilation, or with --allow-unknown-plugins is told and left out.
 */
static slsc_status unusable(slsc_unit *unit, const slsc_node *at, const char *code,
                            slsc_str message, slsc_str note, slsc_str help)
{
    const bool allowed = unit->settings.allow_unknown_plugins;
    return slsc_loader_tell(unit, allowed ? SLSC_WARNING : SLSC_ERROR, at, code, message, note,
                            help);
}

static slsc_status unknown(slsc_unit *unit, const slsc_node *at, slsc_str name, slsc_str tried)
{
    const char *like = nearest(name);
    const slsc_str help =
        like ? slsc_strf(unit->arena, "did you mean `%s`?", like)
        : unit->settings.allow_unknown_plugins
            ? SLSC_STR("")
            : SLSC_STR("leave it out, or go on without it by --allow-unknown-plugins");
    return unusable(unit, at, "plugins/unknown",
                    slsc_strf(unit->arena,
                              "no plugin of slsc does what `%.*s` does, and it may change the "
                              "template",
                              SLSC_FMT(name)),
                    tried.len
                        ? slsc_strf(unit->arena, "there is no `slsc-%.*s.so` or `%.*s.so` in %.*s",
                                    SLSC_FMT(name), SLSC_FMT(name), SLSC_FMT(tried))
                        : tried,
                    help);
}

static slsc_status add_searched(const naming *list, slsc_str name, const slsc_node *at)
{
    slsc_unit *unit = list->unit;
    slsc_sb tried = slsc_sb_new(unit->arena, 0);
    slsc_str path = SLSC_STR("");
    /* A name with a folder in it is a script of the reference's, never a file of ours. */
    if (slsc_str_find_char(name, '/') == SIZE_MAX) {
        if (list->local.len) {
            const slsc_str folder = slsc_path_join(unit->arena, unit->folder, list->local);
            path = slsc_loader_look(unit, folder, name, &tried);
        }
        if (!path.len) path = slsc_loader_search(unit, name, &tried);
    }
    if (path.len) return slsc_loader_file(unit, path, at);
    const char *acts = slsc_loader_harmless(name);
    if (!acts) return unknown(unit, at, name, slsc_sb_str(&tried));
    return slsc_loader_tell(
        unit, SLSC_NOTE, at, "plugins/no-effect",
        slsc_strf(unit->arena, "plugin `%.*s` has no effect here: %s", SLSC_FMT(name), acts),
        SLSC_STR(""), SLSC_STR(""));
}

static bool is_variable(const slsc_node *node)
{
    return slsc_node_kind(node) == SLSC_STRING &&
           slsc_str_find(node->as.string, SLSC_STR("${")) != SIZE_MAX;
}

/* Nothing at first; what is left of a variable when all are resolved has no meaning. */
static slsc_status add_variable(const naming *list, const slsc_node *at)
{
    if (!list->resolved) return SLSC_OK;
    return unusable(list->unit, at, "plugins/variable-name",
                    SLSC_STR("a plugin is named by a variable that is not resolved"), SLSC_STR(""),
                    SLSC_STR("write the name itself"));
}

static slsc_status add_again(const naming *list, const slsc_node *at)
{
    if (!list->resolved)
        slsc_warnf(list->unit, at, "plugins/twice", "plugin `%.*s` is named twice",
                   SLSC_FMT(at->as.string));
    return SLSC_OK;
}

static slsc_status add_name(const naming *list, const slsc_node *at)
{
    slsc_unit *unit = list->unit;
    if (slsc_node_kind(at) != SLSC_STRING || at->as.string.len == 0)
        return slsc_errorf(unit, at, "plugins/not-a-name", "the name of a plugin must be a string");
    const slsc_str name = at->as.string;
    if (is_variable(at)) return add_variable(list, at);
    if (slsc_keys_find(list->seen, name)) return add_again(list, at);
    slsc_keys_intern(list->seen, name);
    const slsc_shipped *shipped = find_shipped(name);
    if (shipped) return slsc_loader_shipped(unit, shipped, at);
    if (slsc_str_ends(name, SLSC_STR(".so")))
        return slsc_loader_file(unit, slsc_path_join(unit->arena, unit->folder, name), at);
    return add_searched(list, name, at);
}

slsc_status slsc_loader_names(slsc_unit *unit, bool resolved)
{
    slsc_loaded *loaded = slsc_loaded_of(unit);
    const slsc_node *names = slsc_node_getz(unit, unit->roots[SLSC_CONFIG], "plugins");
    slsc_status status = SLSC_OK;
    if (!loaded->named) loaded->named = slsc_keys_new(unit->arena);
    naming list = { unit, SLSC_STR(""), loaded->named, resolved };
    if (slsc_node_kind(names) == SLSC_MAP) { /* the old form: {localPath, modules} */
        const slsc_node *local = slsc_node_getz(unit, names, "localPath");
        if (slsc_node_kind(local) == SLSC_STRING) list.local = local->as.string;
        names = slsc_node_getz(unit, names, "modules");
    }
    if (slsc_node_kind(names) <= SLSC_NULL) return SLSC_OK;
    if (is_variable(names)) return add_variable(&list, names);
    if (slsc_node_kind(names) != SLSC_LIST)
        return slsc_errorf(unit, names, "plugins/not-a-list", "`plugins` must be a list of names");
    const size_t count = slsc_node_count(names);
    for (size_t i = 0; i < count; i++)
        if (add_name(&list, slsc_node_at(names, i)) != SLSC_OK) status = SLSC_FAIL;
    return status;
}

static slsc_status add_standard(slsc_unit *unit)
{
    slsc_plugin plugin;
    for (size_t i = 0; slsc_std_plugins[i]; i++) {
        if (slsc_loader_check(unit, slsc_std_plugins[i], SLSC_STR(""), NULL, &plugin) != SLSC_OK)
            return SLSC_FAIL;
        if (slsc_loader_add(unit, &plugin, SLSC_STR(""), NULL) != SLSC_OK) return SLSC_FAIL;
    }
    return SLSC_OK;
}

slsc_status slsc_loader_named(slsc_unit *unit)
{
    if (add_standard(unit) != SLSC_OK) return SLSC_FAIL;
    return slsc_loader_names(unit, false);
}
