/* A pass that makes a node without a place, sets a member of a list, and binds too little. */
#include "bad.h"

static slsc_status make(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *config = h->root(u, SLSC_CONFIG);
    slsc_node *list = slsc_get(h, u, config, "plugins");
    (void)state;
    slsc_set(h, u, list, "key", slsc_stringz(h, u, "value", NULL));
    h->fill(u, slsc_s("{ \"Type\": \"@type!\" }"), NULL, list);
    return SLSC_OK;
}
static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_LOWER, .name = "make", .run = make
};
PLUGIN("nodes-from-nowhere", &pass)
