/* values.h: between the two files of `slsc values`. */
#ifndef SLSC_DRIVER_VALUES_H
#define SLSC_DRIVER_VALUES_H

#include "front/variables/pinned.h"

/* Asks the AWS command line for one value. NULL: reported. A null node: AWS has no such value. */
slsc_node *slsc_values_ask(slsc_unit *unit, const slsc_pinned_value *wanted);

#endif
