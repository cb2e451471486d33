/* A pass in a phase that does not exist. */
#include "bad.h"

static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = 250, .name = "when", .run = do_nothing
};
PLUGIN("unknown-phase", &pass)
