/* print.h: trees as text. */
#ifndef SLSC_TREE_PRINT_H
#define SLSC_TREE_PRINT_H

#include "base/hash.h"
#include "tree/node.h"

/* As ECMAScript's JSON.stringify(x, null, indent) has it: no line feed at the end; indent 0 is the
 * compact form. */
void slsc_print_json(const slsc_node *node, unsigned indent, slsc_sb *out);
void slsc_print_json_string(slsc_sb *out, slsc_str text); /* quoted and escaped */

/* The canonical dump: every node on a line of its own with kind, value, place and maker. For
 * --dump-after, the verifier and tests. */
void slsc_print_dump(slsc_unit *unit, const slsc_node *node, slsc_sb *out);

/* Hash of the value, without places; keys in their order. */
slsc_hash128 slsc_print_hash(slsc_unit *unit, const slsc_node *node);

#endif
