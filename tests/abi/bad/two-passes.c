/* Two passes of one name: an order could not tell them apart. */
#include "bad.h"

static const slsc_pass first = {
    .struct_size = sizeof first, .phase = SLSC_LOWER, .name = "twice", .run = do_nothing
};
static const slsc_pass second = {
    .struct_size = sizeof second, .phase = SLSC_CHECK, .name = "twice", .run = do_nothing
};
PLUGIN("two-passes", &first, &second)
