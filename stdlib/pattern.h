/* pattern.h: JSON values with holes, to recognize values of a template and to make others.
 *
 * In a text a hole is "@name", of lower case letters. In a pattern a hole that is the whole text
 * binds the value that stands there; "@name.rest" binds the text before `.rest`. A hole that is
 * bound already must be equal. A map of a pattern may have fewer members than the value, and a null
 * says that a member is absent. In what is made a hole is the value bound to it, or its text within
 * a longer one; a list in a list gives its items. {"@functions": X} in a list is X for each
 * function with logs, whose name is bound to @function. */
#ifndef SLSC_STD_PATTERN_H
#define SLSC_STD_PATTERN_H

#include "std.h"

enum { STD_HOLES = 8 };

typedef struct std_bindings {
    struct {
        slsc_str name;
        slsc_node *value;
    } holes[STD_HOLES];
    size_t count;
} std_bindings;

void std_bind(std_bindings *b, slsc_str name, slsc_node *value);
/* The value of a hole without its `@`; NULL: not bound. */
slsc_node *std_bound(const std_bindings *b, slsc_str name);

/* Whether `node` is like the pattern; what its holes stand for is bound then. */
int std_match(const slsc_host *h, slsc_unit *u, const slsc_node *pattern, slsc_node *node,
              std_bindings *b);
/* The pattern, filled. Its values have the place of `from`. */
slsc_node *std_fill(const slsc_host *h, slsc_unit *u, const slsc_node *pattern, std_bindings *b,
                    const slsc_node *from);

#endif
