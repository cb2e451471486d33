/* A pass that fails and does not say why. */
#include "bad.h"

static slsc_status fail(const slsc_host *h, slsc_unit *u, void *state)
{
    do_nothing(h, u, state);
    return SLSC_FAIL;
}
static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_LOWER, .name = "fail", .run = fail
};
PLUGIN("silent-failure", &pass)
