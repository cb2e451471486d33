/* explain_resource.h: where a resource or a value comes from. */
#ifndef SLSC_DRIVER_EXPLAIN_RESOURCE_H
#define SLSC_DRIVER_EXPLAIN_RESOURCE_H

#include "driver/compile.h"

/* Adds what is known of a logical id, or of a path in the configuration or the template. FAIL,
 * without a word: there is nothing of that name. */
slsc_status slsc_explain_resource(slsc_unit *unit, slsc_str name, slsc_sb *out);

#endif
