/* service.h: the facts of the service, and its configuration brought into normal form. */
#ifndef SLSC_FRONT_SERVICE_H
#define SLSC_FRONT_SERVICE_H

#include "tree/node.h"

/* Fills unit->service from what is resolved, with the reference's defaults, and writes the defaults
 * of provider.stage, .region and .versionFunctions into the configuration (semantics B.4, phase 2).
 */
slsc_status slsc_service_facts(slsc_unit *unit);

/* After variables: lists of functions and of resources merged, null functions gone, each function's
 * `events` a list and its `name` filled in (semantics A.4). */
slsc_status slsc_service_normalize(slsc_unit *unit);

#endif
