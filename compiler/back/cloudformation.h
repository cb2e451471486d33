/* cloudformation.h: what this room lends to passes of its table of resource types. */
#ifndef SLSC_BACK_CLOUDFORMATION_H
#define SLSC_BACK_CLOUDFORMATION_H

#include "tree/unit.h"

const slsc_cloudformation *slsc_cloudformation_table(void);

#endif
