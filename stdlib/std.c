/* std.c: the standard library is a plugin that is linked in: what every service gets, through the
 * same header as anybody's plugin.
 *
 * The passes of LOWER follow the order in which the reference makes resources: bucket, log groups,
 * the role (plugin iam-roles), layers, functions, versions, then events of all kinds. Those of
 * TRANSFORM edit the finished template: exported outputs, what an older framework had otherwise,
 * what `resources:` adds, extensions, nulls, and last the id of the API's deployment, which is made
 * of all that. Those of CHECK read what came of it. */
#include "std.h"

#define PASS(ident, phase, name, after, run)                                                       \
    static const slsc_pass ident = { sizeof ident, phase, name, after, NULL, run, NULL, NULL }

static const char *const after_bucket[] = { "std/bucket", NULL };
static const char *const after_log_groups[] = { "std/log-groups", "iam-roles/role", NULL };
static const char *const after_layers[] = { "std/layers", "iam-roles/role", NULL };
static const char *const after_functions[] = { "std/functions", NULL };
static const char *const after_statements[] = { "iam-roles/statements", NULL };
static const char *const after_outputs[] = { "std/outputs", NULL };
static const char *const after_profile[] = { "std/profile", "iam-roles/own-roles", NULL };
static const char *const after_resources[] = { "std/resources", NULL };
static const char *const after_extensions[] = { "std/extensions", NULL };
static const char *const after_nulls[] = { "std/nulls", NULL };

PASS(bucket, SLSC_LOWER, "bucket", NULL, std_bucket);
PASS(log_groups, SLSC_LOWER, "log-groups", after_bucket, std_log_groups);
PASS(layers, SLSC_LOWER, "layers", after_log_groups, std_layers);
PASS(functions, SLSC_LOWER, "functions", after_layers, std_functions);
PASS(versions, SLSC_LOWER, "versions", after_functions, std_versions);
PASS(outputs, SLSC_TRANSFORM, "outputs", after_statements, std_outputs);
PASS(profile, SLSC_TRANSFORM, "profile", after_outputs, std_profile);
PASS(resources, SLSC_TRANSFORM, "resources", after_profile, std_resources);
PASS(extensions, SLSC_TRANSFORM, "extensions", after_resources, std_extensions);
PASS(nulls, SLSC_TRANSFORM, "nulls", after_extensions, std_nulls);
PASS(instance_id, SLSC_TRANSFORM, "instance-id", after_nulls, std_instance_id);
PASS(check_references, SLSC_CHECK, "check-references", NULL, std_check_references);
PASS(check_cycles, SLSC_CHECK, "check-cycles", NULL, std_check_cycles);
PASS(check_limits, SLSC_CHECK, "check-limits", NULL, std_check_limits);
PASS(check_properties, SLSC_CHECK, "check-properties", NULL, std_check_properties);

static const slsc_pass *const passes[] = {
    &bucket,       &log_groups,   &layers,           &functions, &versions,    &outputs,
    &profile,      &resources,    &extensions,       &nulls,     &instance_id, &check_references,
    &check_cycles, &check_limits, &check_properties, NULL
};

static slsc_status open_unit(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(std_state), _Alignof(std_state));
    return SLSC_OK;
}

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "std",
                                    .version = "0.1.0",
                                    .summary = "what every service gets",
                                    .passes = passes,
                                    .open = open_unit,
                                    .schemas = std_schemas };

/* The plugins that are always there; the compiler's loader knows this table by its name. */
extern const slsc_plugin *const slsc_std_plugins[];
const slsc_plugin *const slsc_std_plugins[] = { &plugin, NULL };
