/* outputs.c: outputs that we made are exported as sls-SERVICE-STAGE-OUTPUT, for other stacks to
 * import. Runs before `resources:` is merged: outputs of the user are exported as the user says. */
#include "std.h"

slsc_status std_outputs(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *outputs = slsc_get(h, u, h->root(u, SLSC_TEMPLATE), "Outputs");
    const slsc_service *service = h->service(u);
    (void)state;
    if (service->framework < 3 && /* the last that could do without */
        slsc_truthy(h, u,
                    slsc_at_path(h, u, h->root(u, SLSC_CONFIG),
                                 "provider.disableDefaultOutputExportNames")))
        return SLSC_OK;
    for (size_t i = 0; i < h->count(outputs); i++) {
        slsc_node *output = h->at(outputs, i), *exported;
        slsc_str name;
        if (slsc_get(h, u, output, "Export")) continue;
        name = slsc_textf(h, u, "sls-%.*s-%.*s-%.*s", SLSC_ARG(service->name),
                          SLSC_ARG(service->stage), SLSC_ARG(h->key(outputs, i)));
        exported = slsc_map(h, u, output);
        slsc_set(h, u, exported, "Name", slsc_string(h, u, name, output));
        slsc_set(h, u, output, "Export", exported);
    }
    return SLSC_OK;
}
