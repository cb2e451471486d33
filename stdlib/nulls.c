/* nulls.c: a null inside a resource's Properties means "not given" and is taken away; so are
 * Properties that are no map at all. Elements of lists stay, or the rest would move up.
 * As deep as trees may be, which is limited. */
#include "std.h"

static void strip(const slsc_host *h, slsc_unit *u, slsc_node *value)
{
    const int in_map = slsc_is_map(h, u, value);
    for (size_t i = h->count(value); i > 0; i--) {
        slsc_node *child = h->at(value, i - 1);
        if (in_map && slsc_kind_is(h, u, child, SLSC_NULL))
            h->remove(u, value, h->key(value, i - 1));
        else
            strip(h, u, child);
    }
}

slsc_status std_nulls(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *resources = slsc_get(h, u, h->root(u, SLSC_TEMPLATE), "Resources");
    slsc_status status = SLSC_OK;
    (void)state;
    for (size_t i = 0; i < h->count(resources); i++) {
        if (slsc_kind_is(h, u, h->at(resources, i), SLSC_NULL))
            status = slsc_error_at(h, u, h->at(resources, i), "template/empty-resource",
                                   "the resource `%.*s` is empty", SLSC_ARG(h->key(resources, i)));
        slsc_node *properties = slsc_get(h, u, h->at(resources, i), "Properties");
        if (properties && !slsc_truthy(h, u, properties))
            h->remove(u, h->at(resources, i), slsc_s("Properties"));
        else
            strip(h, u, properties);
    }
    return status;
}
