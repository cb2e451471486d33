/* claims.c: what in a configuration calls for a plugin. A claim is a path of keys, `*` for any one
 * step: "provider.httpApi", "functions.*.events.*.http". The walk follows the claim and stops at
 * the first hit; its depth is that of the claim. A list item that is the plain string `alexaSkill`
 * is there as well as one that is a map with that key. */
#include "middle/loaded.h"

static const slsc_node *follow(slsc_unit *unit, const slsc_node *node, slsc_str claim)
{
    const size_t dot = slsc_str_find_char(claim, '.');
    const slsc_str step = slsc_str_sub(claim, 0, dot);
    const bool last = dot == SIZE_MAX;
    const slsc_str rest = last ? SLSC_STR("") : slsc_str_sub(claim, dot + 1, claim.len);
    if (!node) return NULL;
    if (!slsc_str_is(step, "*")) {
        const slsc_node *next = slsc_node_get(unit, node, step);
        if (last && slsc_node_kind(node) == SLSC_STRING && slsc_str_eq(node->as.string, step))
            return node;
        return last ? next : follow(unit, next, rest);
    }
    const size_t count = slsc_node_count(node);
    for (size_t i = 0; i < count; i++) {
        const slsc_node *next = slsc_node_at(node, i);
        const slsc_node *found = last ? next : follow(unit, next, rest);
        if (found) return found;
    }
    return NULL;
}

const slsc_node *slsc_loader_claim(slsc_unit *unit, const char *claim)
{
    const slsc_node *config = unit->roots[SLSC_CONFIG];
    const slsc_node *functions = slsc_node_getz(unit, config, "functions");
    const slsc_str path = slsc_str_z(claim), head = SLSC_STR("functions.");
    if (slsc_node_kind(functions) != SLSC_LIST || !slsc_str_starts(path, head))
        return follow(unit, config, path);
    /* A list of maps is one map that was written in pieces; they are not merged yet. */
    const slsc_node *found = NULL;
    const size_t count = slsc_node_count(functions);
    for (size_t i = 0; i < count && !found; i++)
        found = follow(unit, slsc_node_at(functions, i), slsc_str_sub(path, head.len, path.len));
    return found;
}
