/* A pass that counts its runs, and writes the count into the template. */
#include "bad.h"

static slsc_status count(const slsc_host *h, slsc_unit *u, void *state)
{
    static int runs;
    slsc_node *root = h->root(u, SLSC_TEMPLATE);
    (void)state;
    runs++;
    return slsc_set(h, u, root, "Description", slsc_stringz(h, u, runs % 2 ? "odd" : "even", root));
}
static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_LOWER, .name = "count", .run = count
};
PLUGIN("not-deterministic", &pass)
