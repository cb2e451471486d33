/* load.h: finding serverless.yml and reading it: unit->roots[SLSC_CONFIG]. */
#ifndef SLSC_FRONT_LOAD_H
#define SLSC_FRONT_LOAD_H

#include "tree/node.h"

slsc_status slsc_load(slsc_unit *unit);

/* Parses a configuration file by its extension: .yml, .yaml, .json (.tfstate); the tree is not hung
 * anywhere. Used by ${file()} too. NULL: errors were reported. */
slsc_node *slsc_load_file(slsc_unit *unit, uint32_t file);

#endif
