/* resources.c: `resources:` is merged into the template, section by section: what the user says
 * of a resource of ours is laid over it, and what we have no notion of is added.
 *
 * `resources.extensions` is for std/extensions. */
#include "std.h"

/* A resource of ours keeps its kind, or it was not meant. */
static void warn_of_types(const slsc_host *h, slsc_unit *u, const slsc_node *ours,
                          const slsc_node *given)
{
    for (size_t i = 0; slsc_is_map(h, u, given) && i < h->count(given); i++) {
        slsc_node *old = slsc_get(h, u, h->get(u, ours, h->key(given, i)), "Type");
        slsc_node *type = slsc_get(h, u, h->at(given, i), "Type");
        slsc_diag diag;
        if (!old || !type || slsc_same(h->text(u, old), h->text(u, type))) continue;
        memset(&diag, 0, sizeof diag);
        diag.struct_size = (uint32_t)sizeof diag;
        diag.severity = SLSC_WARNING;
        diag.code = "template/other-type";
        diag.message =
            slsc_textf(h, u, "resource `%.*s` is an `%.*s` that is made for this service",
                       SLSC_ARG(h->key(given, i)), SLSC_ARG(h->text(u, old)));
        diag.at = type;
        diag.see = old;
        diag.see_label = slsc_s("it is made for what is");
        diag.help = slsc_s("give yours another logical id");
        h->report(u, &diag);
    }
}

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
        if (slsc_is(section, "Resources")) warn_of_types(h, u, old, h->at(given, i));
        merged = std_merge(h, u, old, h->at(given, i));
        if (merged != old) h->set(u, template_, section, merged);
    }
    return SLSC_OK;
}
