/* demo: a plugin that uses most of the border, in one file, so that it can be built in any way: in
 * the tree, against frozen headers, by pkg-config and by CMake. demo.cpp is the same in C++; both
 * must make the same template. */
#include "slsc/sugar.h"

typedef struct demo_state { /* made in open(), once a unit */
    size_t seen;
} demo_state;

static const char queue[] = "{ \"Type\": \"AWS::SQS::Queue\", \"DependsOn\": \"@depends\","
                            "  \"Properties\": { \"QueueName\": \"@name!\","
                            "    \"Tags\": [{ \"Key\": \"number\", \"Value\": \"@number\" }] } }";

static slsc_status lower(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    demo_state *demo = (demo_state *)state;
    const slsc_hole holes[] = {
        { "name", e->node },
        { "number", slsc_int(h, u, (int64_t)++demo->seen, e->node) },
        { "depends", NULL },
        { NULL, NULL },
    };
    slsc_str parts[3];
    parts[0] = e->function->id;
    parts[1] = slsc_s("Demo");
    parts[2] = h->name_part(u, SLSC_NAME_ALNUM, h->text(u, e->node));
    if (!slsc_is_string(h, u, e->node))
        return slsc_error_at(h, u, e->node, "demo/not-a-name", "`demo` must be a name");
    return slsc_add_resource(h, u, h->logical_id(u, parts, 3),
                             h->fill(u, slsc_s(queue), holes, e->node));
}

static slsc_status tell(const slsc_host *h, slsc_unit *u, void *state)
{
    const slsc_log *log = (const slsc_log *)h->extension(u, SLSC_EXT_LOG);
    const demo_state *demo = (const demo_state *)state;
    slsc_node *config = h->root(u, SLSC_CONFIG);
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_function *function = h->function_at(u, i);
        slsc_node *output = slsc_map(h, u, config);
        slsc_set(h, u, output, "Value", h->target(u, function, function->node));
        slsc_add_output(h, u, slsc_id2(h, u, function->id, "Demo"), output);
    }
    if (log)
        log->notice(u, slsc_textf(h, u, "demo: %u events of %.*s", (unsigned)demo->seen,
                                  SLSC_ARG(h->service(u)->name)));
    return SLSC_OK;
}

static slsc_status open_demo(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(demo_state), sizeof(size_t));
    return SLSC_OK;
}

static const char *const after[] = { "demo/queues", NULL };
static const slsc_pass outputs = { .struct_size = sizeof outputs,
                                   .phase = SLSC_LOWER,
                                   .name = "outputs",
                                   .after = after,
                                   .run = tell };
static const slsc_pass queues = { .struct_size = sizeof queues,
                                  .phase = SLSC_LOWER,
                                  .name = "queues",
                                  .event = "demo",
                                  .on_event = lower };
static const slsc_pass *const passes[] = { &outputs, &queues, NULL };
static const slsc_schema option = { .struct_size = sizeof option,
                                    .at = "functions.*.events.*.demo",
                                    .json = "{\"type\": \"string\"}" };
static const slsc_schema *const schemas[] = { &option, NULL };
static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "demo",
                                    .version = "1.0.0",
                                    .summary = "a queue for each event, an output a function",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .open = open_demo };

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
