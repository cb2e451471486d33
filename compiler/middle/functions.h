/* functions.h: what resources need to know of functions: ids, aliases, targets. */
#ifndef SLSC_MIDDLE_FUNCTIONS_H
#define SLSC_MIDDLE_FUNCTIONS_H

#include "tree/node.h"

/* Makes unit->functions from the configuration; again after each CONFIGURE pass. */
slsc_status slsc_functions_make(slsc_unit *unit);

/* What an event invokes: Fn::GetAtt of the function's Arn, or Fn::Join of it with its alias. */
slsc_node *slsc_functions_target(slsc_unit *unit, const slsc_function *function,
                                 const slsc_node *from);

/* The reference's naming rules (semantics E). */
slsc_str slsc_name_part(slsc_arena *arena, slsc_name_rule rule, slsc_str text);

#endif
