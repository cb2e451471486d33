/* A plugin with the name of the one that is loaded before it, from another file. */
#include "bad.h"

static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_LOWER, .name = "pass", .run = do_nothing
};
PLUGIN("name-clash", &pass)
