/* merge.c: the reference's merge of plain objects, which joins lists of functions or of resources
 * and puts `resources` over the template.
 *
 * Maps merge member by member, lists item by item, and whatever else stands in the source replaces
 * what the target has, a null too. Names through which JavaScript objects reach their prototypes
 * are dropped wherever the source has them. */
#include "tree/map.h"
#include "tree/node.h"

static bool is_unsafe(slsc_str key)
{
    return slsc_str_is(key, "__proto__") || slsc_str_is(key, "prototype") ||
           slsc_str_is(key, "constructor");
}

static bool keep_safe(void *context, const slsc_node *value)
{
    (void)context;
    return !is_unsafe(slsc_node_member(value)->key->text);
}

/* Takes unsafe keys out of a tree; its depth was judged when it was copied. */
static void drop_unsafe(slsc_node *node)
{
    if (slsc_node_kind(node) == SLSC_MAP) slsc_node_filter(node, keep_safe, NULL);
    for (size_t i = 0; i < slsc_node_count(node); i++) drop_unsafe(slsc_node_at(node, i));
}

static slsc_node *copy_safe(slsc_unit *unit, const slsc_node *node)
{
    slsc_node *copy = slsc_node_copy(unit, node, NULL);
    drop_unsafe(copy);
    return copy;
}

static bool merge_at(slsc_unit *unit, slsc_node *target, const slsc_node *source, unsigned depth);

static void merge_maps(slsc_unit *unit, slsc_node *target, const slsc_node *source, unsigned depth)
{
    for (size_t i = 0; i < slsc_node_count(source); i++) {
        const slsc_member *member = &source->as.map.members[i];
        slsc_node *old = slsc_node_at(target, slsc_map_find(&target->as.map, member->key));
        if (is_unsafe(member->key->text) || merge_at(unit, old, member->value, depth + 1)) continue;
        slsc_node_set_at(unit, target, member->key, member->key_place,
                         copy_safe(unit, member->value));
    }
}

static void merge_lists(slsc_unit *unit, slsc_node *target, const slsc_node *source, unsigned depth)
{
    for (size_t i = 0; i < slsc_node_count(source); i++) {
        slsc_node *old = slsc_node_at(target, i), *value = slsc_node_at(source, i);
        if (merge_at(unit, old, value, depth + 1)) continue;
        if (old != NULL)
            slsc_node_replace(unit, old, copy_safe(unit, value));
        else
            slsc_node_append(unit, target, copy_safe(unit, value));
    }
}

/* Merges two maps or two lists; false: they are something else, and the source replaces. */
static bool merge_at(slsc_unit *unit, slsc_node *target, const slsc_node *source, unsigned depth)
{
    slsc_kind kind = slsc_node_kind(source);
    if (slsc_node_kind(target) != kind || (kind != SLSC_MAP && kind != SLSC_LIST)) return false;
    if (depth > SLSC_LIMIT_HEIGHT) return false;
    if (kind == SLSC_MAP)
        merge_maps(unit, target, source, depth);
    else
        merge_lists(unit, target, source, depth);
    return true;
}

void slsc_node_merge(slsc_unit *unit, slsc_node *target, const slsc_node *source)
{
    merge_at(unit, target, source, 0);
}
