/* fill.c: a map given all its members at once.
 *
 * The index keys are sorted, the others keep their order, and equal ones become one: two passes and
 * a sort, whatever order they were read in. */
#include "tree/map.h"
#include <assert.h>
#include <stdlib.h>

/* By index, equal ones in the order they were read: value->position holds it. */
static int compare_members(const void *left, const void *right)
{
    const slsc_member *a = left, *b = right;
    if (a->key->index != b->key->index) return a->key->index < b->key->index ? -1 : 1;
    return a->value->position < b->value->position ? -1 : a->value->position > b->value->position;
}

/* Index keys into place, sorted, equal ones made one. Returns how many there are. */
static uint32_t take_indices(slsc_member *into, const slsc_member *members, size_t n)
{
    uint32_t taken = 0, kept = 0;
    bool ascending = true;
    for (size_t i = 0; i < n; i++) {
        if (!members[i].key->is_index) continue;
        if (taken > 0 && into[taken - 1].key->index >= members[i].key->index) ascending = false;
        into[taken] = members[i];
        into[taken++].value->position = (uint32_t)i;
    }
    if (ascending) return taken;
    qsort(into, taken, sizeof *into, compare_members);
    for (uint32_t i = 0; i < taken; i++) {
        if (kept > 0 && into[kept - 1].key == into[i].key)
            into[kept - 1].value = into[i].value;
        else
            into[kept++] = into[i];
    }
    return kept;
}

void slsc_node_fill(slsc_unit *unit, slsc_node *node, const slsc_member *members, size_t n)
{
    slsc_node_map *map = &node->as.map;
    assert(node->kind != SLSC_MAP || map->count == 0);
    if (node->kind != SLSC_MAP || n == 0) return;
    map->members = SLSC_NEW_ARRAY(unit->arena, slsc_member, n);
    map->capacity = (uint32_t)n;
    map->count = take_indices(map->members, members, n);
    slsc_map_reserve(unit, map, (uint32_t)n);
    for (size_t i = 0; i < n; i++) {
        uint32_t at;
        if (members[i].key->is_index) continue;
        at = slsc_map_find(map, members[i].key);
        if (at < map->count)
            map->members[at].value = members[i].value;
        else
            slsc_map_push(map, &members[i]);
    }
    for (uint32_t i = 0; i < map->count; i++) {
        map->members[i].value->parent = node;
        map->members[i].value->position = i;
    }
}
