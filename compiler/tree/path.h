/* path.h: where in its tree a node stands: "functions.hello.events.0.http". */
#ifndef SLSC_TREE_PATH_H
#define SLSC_TREE_PATH_H

#include "tree/node.h"

/* Keys and indices from the root, joined with dots; empty for a root. */
slsc_str slsc_path_of(slsc_unit *unit, const slsc_node *node);
/* RFC 6901: "/functions/hello/events/0/http". */
slsc_str slsc_pointer_of(slsc_unit *unit, const slsc_node *node);

#endif
