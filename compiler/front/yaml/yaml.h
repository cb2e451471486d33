/* yaml.h: YAML to tree, in the reference's dialect. The door to libyaml. */
#ifndef SLSC_FRONT_YAML_YAML_H
#define SLSC_FRONT_YAML_YAML_H

#include "tree/node.h"

/* Parses one document of source `file` (added to unit->sources before). NULL: errors were reported.
 * An empty document is a null node. */
slsc_node *slsc_yaml_parse(slsc_unit *unit, uint32_t file);

#endif
