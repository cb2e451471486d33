/* An error without a code. */
#include "bad.h"

static slsc_status complain(const slsc_host *h, slsc_unit *u, void *state)
{
    const slsc_diag diag = { .struct_size = sizeof diag,
                             .severity = SLSC_ERROR,
                             .message = slsc_s("something is wrong"),
                             .at = h->root(u, SLSC_CONFIG) };
    (void)state;
    h->report(u, &diag);
    return SLSC_FAIL;
}
static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_LOWER, .name = "complain", .run = complain
};
PLUGIN("unnamed", &pass)
