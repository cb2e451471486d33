/* map.h: the members of a map, for the files of this room. Positions are those in `members`. */
#ifndef SLSC_TREE_MAP_H
#define SLSC_TREE_MAP_H

#include "tree/node.h"

/* Position of a key (NULL: one that was never interned), or map->count. */
uint32_t slsc_map_find(const slsc_node_map *map, const slsc_key *key);
/* Adds a key that is not there, at its position in ECMAScript's order. */
void slsc_map_insert(slsc_unit *unit, slsc_node *node, const slsc_key *key, slsc_place key_place,
                     slsc_node *value);
void slsc_map_remove(slsc_node_map *map, uint32_t position);
/* Makes the index of a map that was given all its members at once. */
void slsc_map_index(slsc_unit *unit, slsc_node_map *map);
/* Lowers the count of a map whose members were moved up. */
void slsc_map_shrink(slsc_node_map *map, uint32_t count);

#endif
