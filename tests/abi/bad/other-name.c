/* A plugin whose file is called otherwise. */
#include "bad.h"

static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_LOWER, .name = "pass", .run = do_nothing
};
PLUGIN("some-name", &pass)
