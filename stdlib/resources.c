/* resources.c: `resources:` is merged into the template, section by section: what the user says
 * of a resource of ours is laid over it, and what we have no notion of is added.
 *
 * `resources.extensions` is for std/extensions. */
#include "std.h"

slsc_status std_resources(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *given = slsc_get(h, u, h->root(u, SLSC_CONFIG), "resources");
    slsc_node *template_ = h->root(u, SLSC_TEMPLATE);
    (void)state;
    slsc_section(h, u, "Resources");
    slsc_section(h, u, "Outputs");
    for (size_t i = 0; i < h->count(given); i++) {
        slsc_str section = h->key(given, i);
        slsc_node *old = h->get(u, template_, section), *merged;
        if (slsc_is(section, "extensions") || slsc_is_void(h, u, h->at(given, i))) continue;
        merged = std_merge(h, u, old, h->at(given, i));
        if (merged != old) h->set(u, template_, section, merged);
    }
    return SLSC_OK;
}
