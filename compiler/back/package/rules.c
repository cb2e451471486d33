/* rules.c: the rules of a package, from the defaults and what the configuration says.
 *
 * First what is never meant to be in a package: the output, the service's own files, layers. Then
 * what the service says, then what the function or layer says. What old frameworks called `exclude`
 * and `include` is taken in their order: all that is excluded, then all that is included. */
#include "back/package/rules.h"

static void add_pattern(slsc_unit *unit, slsc_rules *list, slsc_str text, const slsc_node *at)
{
    list->items = slsc_arena_grow(unit->arena, list->items, list->count, &list->capacity,
                                  sizeof *list->items);
    list->items[list->count++] = (slsc_pattern) { text, at };
}

/* The strings of a list; `negate`: for `exclude`, where a leading `!` takes in. */
static void add_list(slsc_unit *unit, slsc_rules *list, const slsc_node *package, const char *key,
                     bool negate)
{
    const slsc_node *node = slsc_node_getz(unit, package, key);
    for (size_t i = 0; slsc_node_kind(node) == SLSC_LIST && i < slsc_node_count(node); i++) {
        const slsc_node *item = slsc_node_at(node, i);
        if (slsc_node_kind(item) != SLSC_STRING) continue;
        slsc_str text = item->as.string;
        bool negated = slsc_str_starts(text, SLSC_STR("!"));
        if (negate)
            text = negated ? slsc_str_sub(text, 1, text.len)
                           : slsc_strf(unit->arena, "!%.*s", SLSC_FMT(text));
        add_pattern(unit, list, text, item);
    }
}

void slsc_rules_warn(slsc_unit *unit, const slsc_node *package)
{
    static const char *const keys[] = { "exclude", "include", NULL };
    for (const char *const *key = keys; *key; key++) {
        slsc_node *node = slsc_node_getz(unit, package, *key);
        if (slsc_node_count(node) == 0) continue;
        slsc_unit_report(
            unit, &(slsc_diag) {
                      .struct_size = sizeof(slsc_diag),
                      .severity = SLSC_WARNING,
                      .code = "package/include-exclude",
                      .message = slsc_strf(unit->arena, "`package.%s` is of old frameworks", *key),
                      .at = node,
                      .at_key = 1,
                      .help = SLSC_STR("write `package.patterns`: first `!x` for each "
                                       "excluded x, then what is included"),
                  });
    }
}

slsc_rules slsc_rules_default(slsc_unit *unit, bool without_layers)
{
    static const char *const always[] = { "!.git/**",
                                          "!.gitignore",
                                          "!.DS_Store",
                                          "!npm-debug.log",
                                          "!yarn-*.log",
                                          "!.serverless/**",
                                          "!.serverless_plugins/**",
                                          NULL };
    const slsc_node *config = unit->roots[SLSC_CONFIG];
    slsc_rules list = { 0 };
    for (const char *const *text = always; *text; text++)
        add_pattern(unit, &list, slsc_str_z(*text), NULL);
    add_pattern(unit, &list, slsc_strf(unit->arena, "!%.*s", SLSC_FMT(unit->config_name)), NULL);
    const slsc_node *local = slsc_node_path(unit, config, "plugins.localPath");
    if (slsc_node_kind(local) == SLSC_STRING)
        add_pattern(unit, &list, slsc_strf(unit->arena, "!%.*s", SLSC_FMT(local->as.string)), NULL);
    const slsc_node *layers = slsc_node_getz(unit, config, "layers");
    for (size_t i = 0; without_layers && i < slsc_node_count(layers); i++) {
        const slsc_node *path = slsc_node_getz(unit, slsc_node_at(layers, i), "path");
        if (slsc_node_kind(path) != SLSC_STRING) continue;
        slsc_str folder = slsc_path_normalize(unit->arena, path->as.string);
        bool all = folder.len == 0 || slsc_str_is(folder, ".");
        slsc_str text =
            all ? SLSC_STR("!**") : slsc_strf(unit->arena, "!%.*s/**", SLSC_FMT(folder));
        add_pattern(unit, &list, text, NULL);
    }
    if (slsc_node_truthy(slsc_node_getz(unit, config, "useDotenv")))
        add_pattern(unit, &list, SLSC_STR("!.env*"), NULL);
    return list;
}

void slsc_rules_make(slsc_unit *unit, slsc_rules filters, const slsc_node *service,
                     const slsc_node *own, slsc_choice *out)
{
    slsc_rules rest = { 0 };
    filters.capacity = filters.count; /* shared by many: growing makes a copy */
    add_list(unit, &filters, service, "exclude", true);
    add_list(unit, &filters, own, "exclude", true);
    add_list(unit, &rest, service, "include", false);
    add_list(unit, &rest, service, "patterns", false);
    add_list(unit, &rest, own, "include", false);
    add_list(unit, &rest, own, "patterns", false);
    *out = (slsc_choice) { .filters = filters.items,
                           .filter_count = filters.count,
                           .patterns = rest.items,
                           .pattern_count = rest.count };
}
