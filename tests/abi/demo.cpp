/* demo.cpp: demo.c in C++. */
#include "slsc/sugar.h"

namespace
{

struct demo_state {
    size_t seen;
};

const char queue[] = "{ \"Type\": \"AWS::SQS::Queue\", \"DependsOn\": \"@depends\","
                     "  \"Properties\": { \"QueueName\": \"@name!\","
                     "    \"Tags\": [{ \"Key\": \"number\", \"Value\": \"@number\" }] } }";

slsc_status lower(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    demo_state *demo = static_cast<demo_state *>(state);
    const slsc_hole holes[] = {
        { "name", e->node },
        { "number", slsc_int(h, u, static_cast<int64_t>(++demo->seen), e->node) },
        { "depends", nullptr },
        { nullptr, nullptr },
    };
    if (!slsc_is_string(h, u, e->node))
        return slsc_error_at(h, u, e->node, "demo/not-a-name", "`demo` must be a name");
    const slsc_str parts[] = { e->function->id, slsc_s("Demo"),
                               h->name_part(u, SLSC_NAME_ALNUM, h->text(u, e->node)) };
    return slsc_add_resource(h, u, h->logical_id(u, parts, 3),
                             h->fill(u, slsc_s(queue), holes, e->node));
}

slsc_status tell(const slsc_host *h, slsc_unit *u, void *state)
{
    const slsc_log *log = static_cast<const slsc_log *>(h->extension(u, SLSC_EXT_LOG));
    const demo_state *demo = static_cast<const demo_state *>(state);
    slsc_node *config = h->root(u, SLSC_CONFIG);
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_function *function = h->function_at(u, i);
        slsc_node *output = slsc_map(h, u, config);
        slsc_set(h, u, output, "Value", h->target(u, function, function->node));
        slsc_add_output(h, u, slsc_id2(h, u, function->id, "Demo"), output);
    }
    if (log)
        log->notice(u,
                    slsc_textf(h, u, "demo: %u events of %.*s", static_cast<unsigned>(demo->seen),
                               SLSC_ARG(h->service(u)->name)));
    return SLSC_OK;
}

slsc_status open_demo(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(demo_state), alignof(demo_state));
    return SLSC_OK;
}

const char *const after[] = { "demo/queues", nullptr };
const slsc_pass outputs = { sizeof outputs, SLSC_LOWER, "outputs", after,
                            nullptr,        tell,       nullptr,   nullptr };
const slsc_pass queues = { sizeof queues, SLSC_LOWER, "queues", nullptr,
                           nullptr,       nullptr,    "demo",   lower };
const slsc_pass *const passes[] = { &outputs, &queues, nullptr };
const slsc_schema option = { sizeof option, 0, "functions.*.events.*.demo",
                             "{\"type\": \"string\"}" };
const slsc_schema *const schemas[] = { &option, nullptr };
const slsc_plugin plugin = { sizeof plugin,
                             0,
                             0,
                             0,
                             "demo",
                             "1.0.0",
                             "a queue for each event, an output a function",
                             passes,
                             schemas,
                             nullptr,
                             open_demo,
                             nullptr,
                             nullptr,
                             nullptr };

} // namespace

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
