/* map.c: members in ECMAScript's order, found fast.
 *
 * Keys that are array indices stand in front, ascending, and are found by binary search. The other
 * keys follow in the order of insertion; when a map has more than a handful of members they are
 * found by a hash table of their numbers, counted from the first of them, so that an index key put
 * in before them leaves the table as it is. Keys are interned: equal ones have one address. */
#include "tree/map.h"
#include <string.h>

/* The first position whose key is no index, or not below `index`. */
static uint32_t lower_bound(const slsc_node_map *map, uint32_t index)
{
    uint32_t low = 0, high = map->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const slsc_key *key = map->members[middle].key;
        if (key->is_index && key->index < index)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How many index keys there are. */
static uint32_t front_of(const slsc_node_map *map)
{
    uint32_t low = 0, high = map->count;
    if (map->count == 0 || !map->members[0].key->is_index) return 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (map->members[middle].key->is_index)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The slot of a key in the table, or the free one where it would go. */
static uint32_t slot_of(const slsc_node_map *map, uint32_t front, const slsc_key *key)
{
    uint32_t mask = map->index_size - 1, at = (uint32_t)key->hash & mask;
    while (map->index[at] != 0 && map->members[front + map->index[at] - 1].key != key)
        at = (at + 1) & mask;
    return at;
}

uint32_t slsc_map_find(const slsc_node_map *map, const slsc_key *key)
{
    uint32_t at = 0, front;
    if (key == NULL) return map->count;
    if (map->index == NULL) {
        while (at < map->count && map->members[at].key != key) at++;
        return at;
    }
    if (key->is_index) {
        at = lower_bound(map, key->index);
        return at < map->count && map->members[at].key == key ? at : map->count;
    }
    front = front_of(map);
    at = map->index[slot_of(map, front, key)];
    return at == 0 ? map->count : front + at - 1;
}

static void fill_index(slsc_node_map *map)
{
    uint32_t front = front_of(map);
    memset(map->index, 0, sizeof *map->index * map->index_size);
    for (uint32_t i = front; i < map->count; i++) {
        map->index[slot_of(map, front, map->members[i].key)] = i - front + 1;
    }
}

void slsc_map_reserve(slsc_unit *unit, slsc_node_map *map, uint32_t count)
{
    if (count <= SLSC_MAP_SEARCHED || map->index_size >= count * 2) return;
    map->index_size = 32;
    while (map->index_size < count * 2) map->index_size *= 2;
    map->index = SLSC_NEW_ARRAY(unit->arena, uint32_t, map->index_size);
    fill_index(map);
}

void slsc_map_push(slsc_node_map *map, const slsc_member *member)
{
    uint32_t front = front_of(map);
    map->members[map->count++] = *member;
    if (map->index != NULL) map->index[slot_of(map, front, member->key)] = map->count - front;
}

void slsc_map_shrink(slsc_node_map *map, uint32_t count)
{
    map->count = count;
    if (map->index != NULL) fill_index(map);
}

/* Tells the values from `from` on where they stand now. */
static void renumber(slsc_node_map *map, uint32_t from)
{
    for (uint32_t i = from; i < map->count; i++) map->members[i].value->position = i;
}

void slsc_map_insert(slsc_unit *unit, slsc_node *node, const slsc_key *key, slsc_place key_place,
                     slsc_node *value)
{
    slsc_node_map *map = &node->as.map;
    uint32_t at = key->is_index ? lower_bound(map, key->index) : map->count;
    size_t capacity = map->capacity;
    map->members =
        slsc_arena_grow(unit->arena, map->members, map->count, &capacity, sizeof *map->members);
    map->capacity = (uint32_t)capacity;
    value->parent = node;
    slsc_map_reserve(unit, map, map->count + 1);
    if (!key->is_index) {
        value->position = at;
        slsc_map_push(map, &(slsc_member) { key, key_place, value });
        return;
    }
    memmove(map->members + at + 1, map->members + at, sizeof *map->members * (map->count - at));
    map->members[at] = (slsc_member) { key, key_place, value };
    map->count++;
    renumber(map, at);
}

/* Frees a slot and moves those behind it up, so that no search stops short. */
static void free_slot(slsc_node_map *map, uint32_t front, uint32_t hole)
{
    uint32_t mask = map->index_size - 1, at = hole;
    map->index[hole] = 0;
    while (map->index[at = (at + 1) & mask] != 0) {
        const slsc_key *key = map->members[front + map->index[at] - 1].key;
        uint32_t home = (uint32_t)key->hash & mask;
        if (((at - home) & mask) < ((at - hole) & mask)) continue;
        map->index[hole] = map->index[at];
        map->index[hole = at] = 0;
    }
}

void slsc_map_remove(slsc_node_map *map, uint32_t position)
{
    const slsc_key *key = map->members[position].key;
    if (map->index != NULL && !key->is_index) {
        uint32_t front = front_of(map), number = position - front + 1;
        free_slot(map, front, slot_of(map, front, key));
        for (uint32_t i = 0; number + front < map->count && i < map->index_size; i++)
            map->index[i] -= map->index[i] > number;
    }
    map->members[position].value->parent = NULL;
    map->count--;
    memmove(map->members + position, map->members + position + 1,
            sizeof *map->members * (map->count - position));
    renumber(map, position);
}
