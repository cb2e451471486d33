/* variables.h: ${...} replaced, in the phases of the reference (spec: semantics B). */
#ifndef SLSC_FRONT_VARIABLES_VARIABLES_H
#define SLSC_FRONT_VARIABLES_VARIABLES_H

#include "tree/node.h"

/* What ${sls:instanceId} becomes. The reference puts the time of the run there, so that each run
 * deploys its API anew; here a pass of the standard library replaces this token by a hash of the
 * API's content, late, when all of that is known: same input, same bytes. */
#define SLSC_INSTANCE_ID "SlscInstanceId"

/* A source contributed from outside of this room: ${scheme(params):address}. NULL: not found.
 * Asked in phase 3, and for `aws`, `cf`, `s3` and `ssm` before the rooms' own sources, which can
 * only say that they would need the network: so a table of known values answers for them. */
typedef struct slsc_variable_source {
    const char *scheme;
    slsc_node *(*resolve)(slsc_unit *unit, void *context, const slsc_node *params, slsc_str address,
                          const slsc_node *from);
    void *context;
} slsc_variable_source;

/* Resolves unit->roots[SLSC_CONFIG] in place: each resolved value has the maker "resolve", its
 * expression as `from`, and as place where the value was written. Errors are all reported.
 * Between phases 1 and 2 the defaults of provider.stage, provider.region and
 * provider.versionFunctions are filled in, and unit->service. */
slsc_status slsc_variables_resolve(slsc_unit *unit, const slsc_variable_source *more, size_t n);

#endif
