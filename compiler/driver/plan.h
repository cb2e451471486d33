/* plan.h: what `slsc plan` reads. */
#ifndef SLSC_DRIVER_PLAN_H
#define SLSC_DRIVER_PLAN_H

#include "driver/options.h"
#include "tree/node.h"

typedef struct slsc_plan_parameters {
    slsc_node *given, *resolved; /* maps: values, and what SSM had for them */
} slsc_plan_parameters;

/* The template in a file or output folder. NULL: an error was reported. */
slsc_node *slsc_plan_template(slsc_unit *unit, slsc_str path);
/* The template that the service has at the revision the invocation names. NULL: an error was
 * reported. */
slsc_node *slsc_plan_revision(slsc_unit *unit, const slsc_invocation *invocation);
/* The template that framework --old-profile would have made of it. NULL as above. */
slsc_node *slsc_plan_profile(slsc_unit *unit, const slsc_invocation *invocation);
/* The template of another compilation. Its places come along; `mark` is put behind the names of
 * their files. NULL: its errors were told, and none reported in `unit`. */
slsc_node *slsc_plan_compile(slsc_unit *unit, const slsc_invocation *invocation, slsc_str mark);
/* The parameters in a file; none without a path. `at`: what the maps come from. */
slsc_status slsc_plan_read_parameters(slsc_unit *unit, slsc_str path, const slsc_node *at,
                                      slsc_plan_parameters *out);
/* Adds the parameters of a tree that was read. */
void slsc_plan_take_parameters(slsc_unit *unit, const slsc_node *from, slsc_plan_parameters *out);

#endif
