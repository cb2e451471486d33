/* my-plugin: an alarm for a function that fails too often.
 *
 *     functions:
 *       hello:
 *         handler: hello.handler
 *         my-plugin: 5        # more than five errors in five minutes
 *
 * A plugin is constant data, the descriptor at the end, and the functions it points to. What they
 * may do to a service they do through the host `h`; the unit `u` is the service being compiled. */
#include "my_plugin_data.h" /* alarm.json and schema.json, embedded at build */
#include "slsc/sugar.h"

/* One function: nothing without the option, else a resource made of alarm.json. The resource comes
 * from the option, so that everything said about it later points at that line. */
static slsc_status add_alarm(const slsc_host *h, slsc_unit *u, const slsc_function *function)
{
    slsc_node *threshold = slsc_get(h, u, function->node, "my-plugin");
    if (slsc_is_void(h, u, threshold)) return SLSC_OK;

    int64_t errors;
    if (h->to_int(threshold, &errors) != SLSC_OK || errors < 1)
        return slsc_error_at(h, u, threshold, "my-plugin/bad-threshold",
                             "`my-plugin` of `%.*s` must be a number of errors, 1 or more",
                             SLSC_ARG(function->key));

    slsc_node *log = slsc_resource(h, u, slsc_id2(h, u, function->id, "LogGroup"));
    const slsc_hole holes[] = {
        { "name", slsc_string(h, u, function->name, threshold) },
        { "threshold", threshold },
        { "depends", log ? slsc_string(h, u, h->key_of(log), threshold) : NULL }, /* optional */
        { NULL, NULL },
    };
    const slsc_str template_ = { my_plugin_alarm_json, my_plugin_alarm_json_size };
    return slsc_add_resource(h, u, slsc_id2(h, u, function->id, "MyPluginAlarm"),
                             h->fill(u, template_, holes, threshold));
}

static slsc_status add_alarms(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_status status = SLSC_OK;
    (void)state; /* what open() made; this plugin remembers nothing */
    for (size_t i = 0; i < h->function_count(u); i++)
        if (add_alarm(h, u, h->function_at(u, i)) != SLSC_OK) status = SLSC_FAIL;
    return status;
}

/* A pass says when it runs: after the functions were made. `slsc passes` shows the whole order. */
static const char *const after[] = { "std/functions", NULL };
static const slsc_pass alarms = {
    .struct_size = sizeof alarms,
    .phase = SLSC_LOWER,
    .name = "alarms",
    .after = after,
    .run = add_alarms,
};
static const slsc_pass *const passes[] = { &alarms, NULL };

/* What users may write. It is checked before any pass runs, and errors show the place. */
static const slsc_schema option = {
    .struct_size = sizeof option,
    .at = "functions.*.my-plugin",
    .json = my_plugin_schema_json,
};
static const slsc_schema *const schemas[] = { &option, NULL };

static const slsc_plugin plugin = {
    .struct_size = sizeof plugin,
    .name = "my-plugin",
    .version = "1.0.0",
    .summary = "an alarm for a function that fails too often",
    .passes = passes,
    .schemas = schemas,
};

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
