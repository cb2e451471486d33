/* iam_roles.c: the roles that functions run with.
 *
 *     role.c         one role for all functions that bring none of their own, in its place among
 *                    the resources, with what every function may do and what the user allows
 *     statements.c   once all events have spoken: what they asked for is placed in it
 *     old_keys.c     what files of older versions call things */
#include "iam_roles.h"

static const char *const after_log_groups[] = { "std/log-groups", NULL };
static const char *const before_layers[] = { "std/layers", NULL };

static const slsc_pass role = { sizeof role,   SLSC_LOWER,     "role", after_log_groups,
                                before_layers, iam_roles_role, NULL,   NULL };
static const slsc_pass statements = {
    sizeof statements, SLSC_TRANSFORM, "statements", NULL, NULL, iam_roles_statements, NULL, NULL
};
static const slsc_pass *const passes[] = { &role, &statements, NULL };
static const char *const claims[] = { "functions", NULL };

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "iam-roles",
                                    .version = "0.1.0",
                                    .summary = "the roles that functions run with",
                                    .passes = passes,
                                    .claims = claims };

SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
