/* print.h: a tree as YAML, in the form in which the reference prints it. */
#ifndef SLSC_FRONT_YAML_PRINT_H
#define SLSC_FRONT_YAML_PRINT_H

#include "tree/node.h"

/* Block style, two spaces a level, lines folded at 80 columns, text quoted where it would be read
 * as something else; a line feed at the end. */
void slsc_yaml_print(slsc_unit *unit, const slsc_node *node, slsc_sb *out);

/* One text as a scalar at a level of nesting; for tests and for keys. */
void slsc_yaml_print_text(slsc_arena *arena, slsc_str text, unsigned level, bool is_key,
                          slsc_sb *out);

#endif
