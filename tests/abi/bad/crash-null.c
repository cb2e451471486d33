/* A pass that writes through a null pointer. */
#include "bad.h"

static slsc_status crash(const slsc_host *h, slsc_unit *u, void *state)
{
    volatile int *nowhere = NULL;
    do_nothing(h, u, state);
    *nowhere = 1;
    return SLSC_OK;
}
static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_LOWER, .name = "crash", .run = crash
};
PLUGIN("crash-null", &pass)
