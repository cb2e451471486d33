/* framework.h: which version of the framework a service is written for. */
#ifndef SLSC_FRONT_FRAMEWORK_H
#define SLSC_FRONT_FRAMEWORK_H

#include "tree/node.h"

enum { SLSC_FRAMEWORK_TODAY = 4 };

/* The newest major version that a range admits ("^1.39.0", ">=1.2 <3", "2 || 3.x"), at most
 * today's; today's for what names none. */
unsigned slsc_framework_newest(slsc_str range);

/* Of the service: what --profile says, or its frameworkVersion. */
unsigned slsc_framework_of(slsc_unit *unit);

#endif
