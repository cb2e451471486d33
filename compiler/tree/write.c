/* write.c: changing trees.
 *
 * A node has one parent: what already hangs somewhere is copied when it is put into a second place,
 * and what is taken out or replaced has no parent any more. A tree put below itself would be a
 * circle; it is copied too. */
#include "tree/map.h"
#include "tree/node.h"
#include <assert.h>
#include <string.h>

/* Whether a node may be written to as `kind`. Only a unit beyond its limit has others. */
static bool writable(const slsc_unit *unit, const slsc_node *node, slsc_kind kind)
{
    assert(slsc_node_kind(node) == kind || unit->node_count > SLSC_LIMIT_NODES);
    (void)unit;
    return slsc_node_kind(node) == kind;
}

/* The node to hang below `parent` for `value`. */
static slsc_node *adopt(slsc_unit *unit, const slsc_node *parent, slsc_node *value)
{
    const slsc_node *root = parent;
    if (value->parent != NULL) return slsc_node_copy(unit, value, NULL);
    if (slsc_node_count(value) == 0 && value != parent) return value;
    while (root->parent != NULL) root = root->parent;
    return root == value ? slsc_node_copy(unit, value, NULL) : value;
}

/* Puts `value` at a position of a parent. */
static void hang(slsc_node *parent, uint32_t position, slsc_node *value)
{
    slsc_node **slot = parent->kind == SLSC_LIST ? &parent->as.list.items[position]
                                                 : &parent->as.map.members[position].value;
    if (*slot != NULL) (*slot)->parent = NULL;
    *slot = value;
    value->parent = parent;
    value->position = position;
}

void slsc_node_set_at(slsc_unit *unit, slsc_node *map, const slsc_key *key, slsc_place key_place,
                      slsc_node *value)
{
    uint32_t at;
    if (value == NULL || !writable(unit, map, SLSC_MAP)) return;
    at = slsc_map_find(&map->as.map, key);
    if (at < map->as.map.count && map->as.map.members[at].value == value) return;
    value = adopt(unit, map, value);
    if (at == map->as.map.count) {
        slsc_map_insert(unit, map, key, key_place, value);
    } else {
        hang(map, at, value);
        if (map->as.map.members[at].key_place.file == 0)
            map->as.map.members[at].key_place = key_place;
    }
}

void slsc_node_set(slsc_unit *unit, slsc_node *map, slsc_str key, slsc_node *value)
{
    slsc_node_set_at(unit, map, slsc_keys_intern(unit->keys, key), (slsc_place) { 0, 0, 0 }, value);
}

void slsc_node_setz(slsc_unit *unit, slsc_node *map, const char *key, slsc_node *value)
{
    slsc_node_set(unit, map, slsc_str_z(key), value);
}

void slsc_node_append(slsc_unit *unit, slsc_node *list, slsc_node *value)
{
    slsc_node_list *items;
    size_t capacity;
    if (value == NULL || !writable(unit, list, SLSC_LIST)) return;
    items = &list->as.list;
    capacity = items->capacity;
    value = adopt(unit, list, value);
    items->items =
        slsc_arena_grow(unit->arena, items->items, items->count, &capacity, sizeof *items->items);
    items->capacity = (uint32_t)capacity;
    items->items[items->count] = NULL;
    hang(list, items->count++, value);
}

void slsc_node_reserve(slsc_unit *unit, slsc_node *node, size_t n)
{
    assert(slsc_node_count(node) == 0);
    if (node->kind == SLSC_LIST) {
        node->as.list.items = SLSC_NEW_ARRAY(unit->arena, slsc_node *, n);
        node->as.list.capacity = (uint32_t)n;
    } else if (node->kind == SLSC_MAP) {
        node->as.map.members = SLSC_NEW_ARRAY(unit->arena, slsc_member, n);
        node->as.map.capacity = (uint32_t)n;
    }
}

bool slsc_node_remove(slsc_unit *unit, slsc_node *map, slsc_str key)
{
    uint32_t at;
    if (!writable(unit, map, SLSC_MAP)) return false;
    at = slsc_map_find(&map->as.map, slsc_keys_find(unit->keys, key));
    if (at == map->as.map.count) return false;
    slsc_map_remove(&map->as.map, at);
    return true;
}

void slsc_node_replace(slsc_unit *unit, slsc_node *old, slsc_node *value)
{
    slsc_node *parent = old->parent;
    if (parent == NULL || value == old) return;
    hang(parent, old->position, adopt(unit, parent, value));
}

void slsc_node_filter(slsc_node *node, bool (*keep)(void *context, const slsc_node *value),
                      void *context)
{
    uint32_t kept = 0, count = (uint32_t)slsc_node_count(node);
    for (uint32_t i = 0; i < count; i++) {
        slsc_node *value = slsc_node_at(node, i);
        if (!keep(context, value)) {
            value->parent = NULL;
            continue;
        }
        if (node->kind == SLSC_LIST)
            node->as.list.items[kept] = value;
        else
            node->as.map.members[kept] = node->as.map.members[i];
        value->position = kept++;
    }
    if (kept == count) return;
    if (node->kind == SLSC_LIST)
        node->as.list.count = kept;
    else
        slsc_map_shrink(&node->as.map, kept);
}

/* ---- Copying ---- */

static slsc_node *copy_at(slsc_unit *unit, const slsc_node *node, const slsc_node *from,
                          unsigned depth);

static void copy_items(slsc_unit *unit, slsc_node *copy, const slsc_node *node,
                       const slsc_node *from, unsigned depth)
{
    slsc_node_list *list = &copy->as.list;
    slsc_node_reserve(unit, copy, node->as.list.count);
    for (; list->count < node->as.list.count; list->count++)
        hang(copy, list->count, copy_at(unit, node->as.list.items[list->count], from, depth));
}

static void copy_members(slsc_unit *unit, slsc_node *copy, const slsc_node *node,
                         const slsc_node *from, unsigned depth)
{
    slsc_node_map *map = &copy->as.map;
    slsc_node_reserve(unit, copy, node->as.map.count);
    for (; map->count < node->as.map.count; map->count++) {
        const slsc_member *member = &node->as.map.members[map->count];
        map->members[map->count].key = member->key;
        map->members[map->count].key_place = member->key_place;
        hang(copy, map->count, copy_at(unit, member->value, from, depth));
    }
    slsc_map_reserve(unit, map, map->count);
}

static slsc_node *copy_at(slsc_unit *unit, const slsc_node *node, const slsc_node *from,
                          unsigned depth)
{
    slsc_node *copy = slsc_node_read(unit, SLSC_NULL, node->place);
    copy->secret = node->secret;
    copy->from = from != NULL ? from : node->from;
    if (from == NULL) copy->maker = node->maker;
    if (unit->node_count > SLSC_LIMIT_NODES) return copy;
    if (depth > SLSC_LIMIT_HEIGHT) {
        slsc_errorf(unit, copy, "tree/too-deep", "values nested more than %d levels deep",
                    SLSC_LIMIT_HEIGHT);
        return copy;
    }
    copy->kind = node->kind;
    if (node->kind == SLSC_LIST)
        copy_items(unit, copy, node, from, depth + 1);
    else if (node->kind == SLSC_MAP)
        copy_members(unit, copy, node, from, depth + 1);
    else
        copy->as = node->as;
    return copy;
}

slsc_node *slsc_node_copy(slsc_unit *unit, const slsc_node *node, const slsc_node *from)
{
    return copy_at(unit, node, from, 0);
}
