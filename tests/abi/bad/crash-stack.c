/* A pass that uses up its stack. */
#include "bad.h"

static int deeper(volatile char *above)
{
    volatile char room[4096];
    room[0] = above[0];
    return deeper(room) + room[0];
}

static slsc_status crash(const slsc_host *h, slsc_unit *u, void *state)
{
    volatile char first = 0;
    do_nothing(h, u, state);
    return deeper(&first);
}
static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_LOWER, .name = "crash", .run = crash
};
PLUGIN("crash-stack", &pass)
