/* json.h: JSON text to tree, every node with its place. Ours and not a library's, because no JSON
 * library tells the place of each value. */
#ifndef SLSC_TREE_JSON_H
#define SLSC_TREE_JSON_H

#include "tree/node.h"

/* Parses source `file` as ECMAScript's JSON.parse does: of equal keys the last one wins. NULL: an
 * error was reported, at its place. A byte order mark is skipped. */
slsc_node *slsc_json_parse(slsc_unit *unit, uint32_t file);

/* Parses a text that is no source: every node has the place and history of `from`. NULL: not JSON
 * (nothing is reported), and `error`, when given, tells what is wrong with it. */
slsc_node *slsc_json_parse_text(slsc_unit *unit, slsc_str text, const slsc_node *from,
                                slsc_str *error);

#endif
