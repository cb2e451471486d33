/* A pass that nothing can be done with. */
#include "bad.h"

static const slsc_pass pass = { .struct_size = sizeof pass, .phase = SLSC_LOWER, .name = "idle" };
PLUGIN("bad-pass", &pass)
