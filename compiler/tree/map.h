/* map.h: the members of a map, for the files of this room. Positions are those in `members`. */
#ifndef SLSC_TREE_MAP_H
#define SLSC_TREE_MAP_H

#include "tree/node.h"

enum { SLSC_MAP_SEARCHED = 8 }; /* up to so many members are searched one by one, without index */

/* Position of a key (NULL: one that was never interned), or map->count. */
uint32_t slsc_map_find(const slsc_node_map *map, const slsc_key *key);
/* Adds a key that is not there, at its position in ECMAScript's order. */
void slsc_map_insert(slsc_unit *unit, slsc_node *node, const slsc_key *key, slsc_place key_place,
                     slsc_node *value);
void slsc_map_remove(slsc_node_map *map, uint32_t position);
/* Makes an index that is large enough for `count` members, where so many need one. */
void slsc_map_reserve(slsc_unit *unit, slsc_node_map *map, uint32_t count);
/* Adds a member whose key is no index and not there, behind the others; there is room for it. */
void slsc_map_push(slsc_node_map *map, const slsc_member *member);
/* Lowers the count of a map whose members were moved up. */
void slsc_map_shrink(slsc_node_map *map, uint32_t count);

#endif
