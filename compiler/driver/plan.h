/* plan.h: what `slsc plan` reads. */
#ifndef SLSC_DRIVER_PLAN_H
#define SLSC_DRIVER_PLAN_H

#include "driver/options.h"

#include "back/plan/stack.h"

/* The template in a file or output folder. NULL: an error was reported. */
slsc_node *slsc_plan_template(slsc_unit *unit, slsc_str path);
/* The template that the service has at the revision the invocation names, and the parameters that
 * the service gives it. NULL: an error was reported. */
slsc_node *slsc_plan_revision(slsc_unit *unit, const slsc_invocation *invocation,
                              slsc_parameters *out);
/* The template that framework --old-profile would have made of it. NULL as above. */
slsc_node *slsc_plan_profile(slsc_unit *unit, const slsc_invocation *invocation,
                             slsc_parameters *out);
/* The template of another compilation, and its parameters. Places come along; `mark` is put behind
 * the names of their files. NULL: its errors were told, and none reported in `unit`. */
slsc_node *slsc_plan_compile(slsc_unit *unit, const slsc_invocation *invocation, slsc_str mark,
                             slsc_parameters *out);
/* Adds the parameters in a file, if there is a path; they go before those that are there. */
slsc_status slsc_plan_read_parameters(slsc_unit *unit, slsc_str path, slsc_parameters *out);
/* The same of a tree that was read: of a map, a list or an answer of AWS. */
void slsc_plan_take_parameters(slsc_unit *unit, const slsc_node *from, slsc_parameters *out);

#endif
