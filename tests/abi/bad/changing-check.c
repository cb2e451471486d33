/* A CHECK pass that repairs what it finds. */
#include "bad.h"

static slsc_status repair(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *root = h->root(u, SLSC_TEMPLATE);
    (void)state;
    return slsc_set(h, u, root, "Description", slsc_stringz(h, u, "repaired", root));
}
static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_CHECK, .name = "repair", .run = repair
};
PLUGIN("changing-check", &pass)
