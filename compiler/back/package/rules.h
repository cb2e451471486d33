/* rules.h: the rules of a package, from the defaults and what the configuration says. */
#ifndef SLSC_BACK_PACKAGE_RULES_H
#define SLSC_BACK_PACKAGE_RULES_H

#include "back/package/select.h"

typedef struct slsc_rules {
    slsc_pattern *items;
    size_t count, capacity;
} slsc_rules;

/* What is never meant to be in a package; `without_layers`: the folders of layers neither. */
slsc_rules slsc_rules_default(slsc_unit *unit, bool without_layers);

/* The rules of one package: `service` and `own` are the `package` of the service and of the
 * function or layer (or NULL). */
void slsc_rules_make(slsc_unit *unit, slsc_rules filters, const slsc_node *service,
                     const slsc_node *own, slsc_choice *out);

/* Tells that a `package` is written for an old framework. */
void slsc_rules_warn(slsc_unit *unit, const slsc_node *package);

#endif
