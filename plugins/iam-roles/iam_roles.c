/* iam_roles.c: the roles that functions run with.
 *
 *     role.c         one role for all functions that bring none of their own, in its place among
 *                    the resources, with what every function may do and what the user allows
 *     statements.c   once all events have spoken: what they asked for is placed in it
 *     own_roles.c    functions with `iamRoleStatements` get roles of their own
 *     per_function.c   with `mode: perFunction` each function has a role of its own
 *     old_keys.c     what files of older versions call things */
#include "iam_roles.h"

static const char *const after_log_groups[] = { "std/log-groups", NULL };
static const char *const before_layers[] = { "std/layers", NULL };

static const slsc_pass role = { sizeof role,   SLSC_LOWER,     "role", after_log_groups,
                                before_layers, iam_roles_role, NULL,   NULL };
static const slsc_pass statements = {
    sizeof statements, SLSC_TRANSFORM, "statements", NULL, NULL, iam_roles_statements, NULL, NULL
};
static const char *const after_statements[] = { "iam-roles/statements", NULL };
static const char *const before_outputs[] = { "std/outputs", NULL };
static const slsc_pass own_roles = {
    sizeof own_roles, SLSC_TRANSFORM,      "own-roles", after_statements,
    before_outputs,   iam_roles_own_roles, NULL,        NULL
};
static const char *const after_warmers[] = { "warmup/warmers", NULL };
static const slsc_pass name_roles = {
    sizeof name_roles,    SLSC_CONFIGURE, "name-roles", after_warmers, NULL,
    iam_roles_name_roles, NULL,           NULL
};
static const slsc_pass *const passes[] = { &name_roles, &role, &statements, &own_roles, NULL };
static const char *const claims[] = { "functions", NULL };
static const char *const stands_for[] = { "serverless-iam-roles-per-function", NULL };

#define SCHEMA(ident, at, json) static const slsc_schema ident = { sizeof ident, 0, at, json }
SCHEMA(own_statements, "functions.*.iamRoleStatements",
       "{\"type\":\"array\",\"items\":{\"type\":\"object\"}}");
SCHEMA(own_inherit, "functions.*.iamRoleStatementsInherit", "{\"type\":\"boolean\"}");
SCHEMA(own_name, "functions.*.iamRoleStatementsName", "{\"type\":\"string\"}");
SCHEMA(own_boundary, "functions.*.iamPermissionsBoundary", "{\"type\":[\"string\",\"object\"]}");
SCHEMA(settings, "custom.serverless-iam-roles-per-function",
       "{\"type\":\"object\",\"properties\":{\"defaultInherit\":{\"type\":\"boolean\"},"
       "\"iamGlobalPermissionsBoundary\":{\"type\":[\"string\",\"object\"]}},"
       "\"additionalProperties\":false}");
static const slsc_schema function_iam = { sizeof function_iam, 0, "functions.*.iam",
                                          iam_roles_function_iam_schema_json };
static const slsc_schema *const schemas[] = { &function_iam, &own_statements, &own_inherit,
                                              &own_name,     &own_boundary,   &settings,
                                              NULL };

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "iam-roles",
                                    .version = "0.1.0",
                                    .summary = "the roles that functions run with",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .claims = claims,
                                    .stands_for = stands_for };

SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
