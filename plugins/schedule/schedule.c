/* schedule.c: a function is invoked at a rate, or at certain times.
 *
 *     - schedule: rate(10 minutes)
 *     - schedule: { rate: cron(0 12 * * ? *), input: { key: value }, enabled: false }
 *     - schedule: { rate: [rate(1 hour), cron(...)], method: scheduler, timezone: Europe/Berlin }
 *
 * `method: eventBus`, the default, is a rule of the default event bus with a permission to invoke;
 * `scheduler` is EventBridge Scheduler, which assumes a role. Each rate makes one of them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-rule.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-scheduler-schedule.html
 */
#include "schedule.h"

#include "schedule_data.h"

typedef struct memory { /* between the events of a unit */
    const slsc_function *function;
    unsigned number;    /* rates of that function so far */
    slsc_node *invoked; /* ARNs that EventBridge Scheduler must be allowed to invoke */
    const slsc_function *last_invoked;
} memory;

static slsc_str json_of(const char *ptr, size_t len)
{
    slsc_str s;
    s.ptr = ptr;
    s.len = len;
    return s;
}
#define TEMPLATE(name) json_of(schedule_##name##_json, schedule_##name##_json_size)

/* ---- What is sent ---- */

/* Text as it is; a map as JSON, in which a `body` that is JSON text becomes what it says. */
static slsc_status input_of(const slsc_host *h, slsc_unit *u, slsc_node *event, slsc_node **out)
{
    const slsc_texts *text = (const slsc_texts *)h->extension(u, SLSC_EXT_TEXT);
    slsc_node *input = slsc_get(h, u, event, "input"), *body = slsc_get(h, u, input, "body");
    *out = NULL;
    if (!slsc_truthy(h, u, input)) return SLSC_OK;
    *out = input;
    if (!slsc_is_map(h, u, input)) return SLSC_OK;
    if (slsc_is_string(h, u, body) && slsc_truthy(h, u, body)) {
        slsc_node *value = h->json(u, h->text(u, body), body);
        if (!value)
            return slsc_error_at(h, u, body, "schedule/bad-body",
                                 "`body` of an input must be JSON text");
        input = h->copy(u, input, input);
        slsc_set(h, u, input, "body", value);
    }
    *out = slsc_string(h, u, text->json(u, input), input);
    return SLSC_OK;
}

/* ENABLED unless it says otherwise. */
static slsc_node *state_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *enabled = slsc_get(h, u, e->node, "enabled");
    int off = !slsc_is_void(h, u, enabled) && !slsc_truthy(h, u, enabled);
    return slsc_stringz(h, u, off ? "DISABLED" : "ENABLED", enabled ? enabled : e->node);
}

static slsc_node *alias_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    const slsc_function *f = e->function;
    return f->alias.len ? slsc_string(h, u, f->alias_id, e->node) : NULL;
}

static slsc_str numbered(const slsc_host *h, slsc_unit *u, const slsc_function *f, const char *what,
                         unsigned number)
{
    slsc_str parts[3];
    parts[0] = f->id;
    parts[1] = slsc_s(what);
    parts[2] = slsc_textf(h, u, "%u", number);
    return h->logical_id(u, parts, 3);
}

/* ---- method: eventBus ---- */

static void add_rule(const slsc_host *h, slsc_unit *u, const slsc_event *e, slsc_node *rate,
                     slsc_node *input, unsigned number)
{
    const slsc_function *f = e->function;
    slsc_str id = numbered(h, u, f, "EventsRuleSchedule", number);
    slsc_node *alias = alias_of(h, u, e);
    slsc_str target_id = slsc_textf(h, u, "%.*sSchedule", SLSC_ARG(f->key));
    slsc_hole rule[] = {
        { "rate", rate },
        { "state", state_of(h, u, e) },
        { "name", slsc_get(h, u, e->node, "name") },
        { "description", slsc_get(h, u, e->node, "description") },
        { "input", input },
        { "inputPath", slsc_get(h, u, e->node, "inputPath") },
        { "inputTemplate", slsc_at_path(h, u, e->node, "inputTransformer.inputTemplate") },
        { "inputPathsMap", slsc_at_path(h, u, e->node, "inputTransformer.inputPathsMap") },
        { "target", h->target(u, f, e->node) },
        { "targetId", slsc_string(h, u, target_id, e->node) },
        { "alias", alias },
        { NULL, NULL },
    };
    slsc_hole permission[] = {
        { "target", h->target(u, f, e->node) },
        { "rule", slsc_get_att(h, u, id, "Arn", e->node) },
        { "alias", alias },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, id, h->fill(u, TEMPLATE(rule), rule, e->node));
    slsc_add_resource(h, u, numbered(h, u, f, "LambdaPermissionEventsRuleSchedule", number),
                      h->fill(u, TEMPLATE(permission), permission, e->node));
}

/* ---- method: scheduler ---- */

/* The role named, else the function's own. */
static slsc_node *role_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *named = slsc_get(h, u, e->node, "roleArn");
    slsc_str id = slsc_id2(h, u, e->function->id, "LambdaFunction");
    if (slsc_truthy(h, u, named)) return named;
    return slsc_at_path(h, u, slsc_resource(h, u, id), "Properties.Role");
}

static void add_schedule(const slsc_host *h, slsc_unit *u, const slsc_event *e, slsc_node *rate,
                         slsc_node *input, unsigned number)
{
    slsc_hole holes[] = {
        { "rate", rate },
        { "state", state_of(h, u, e) },
        { "target", h->target(u, e->function, e->node) },
        { "role", role_of(h, u, e) },
        { "input", input },
        { "name", slsc_get(h, u, e->node, "name") },
        { "group", slsc_get(h, u, e->node, "groupName") },
        { "description", slsc_get(h, u, e->node, "description") },
        { "timezone", slsc_get(h, u, e->node, "timezone") },
        { "alias", alias_of(h, u, e) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, numbered(h, u, e->function, "SchedulerSchedule", number),
                      h->fill(u, TEMPLATE(schedule), holes, e->node));
}

static void append_arn(const slsc_host *h, slsc_unit *u, slsc_node *list, const slsc_event *e,
                       const char *suffix)
{
    slsc_node *sub = slsc_map(h, u, e->node);
    slsc_str arn = slsc_textf(h, u,
                              "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:"
                              "function:%.*s%s",
                              SLSC_ARG(e->function->name), suffix);
    slsc_set(h, u, sub, "Fn::Sub", slsc_string(h, u, arn, e->node));
    h->append(u, list, sub);
}

/* The function and all its versions. */
static void remember(const slsc_host *h, slsc_unit *u, const slsc_event *e, memory *m)
{
    const slsc_iam *iam = (const slsc_iam *)h->extension(u, SLSC_EXT_IAM);
    slsc_node *own = slsc_list(h, u, e->node);
    slsc_hole holes[] = { { "functions", own }, { NULL, NULL } };
    if (m->last_invoked == e->function) return;
    m->last_invoked = e->function;
    if (!m->invoked) m->invoked = slsc_list(h, u, e->node);
    append_arn(h, u, m->invoked, e, "");
    append_arn(h, u, m->invoked, e, ":*");
    append_arn(h, u, own, e, "");
    append_arn(h, u, own, e, ":*");
    iam->allow(u, e->function, h->fill(u, TEMPLATE(statement), holes, e->node), SLSC_ALLOW_OWN);
    iam->trust(u, e->function, slsc_s("scheduler.amazonaws.com"));
}

/* ---- The pass ---- */

static slsc_status on_event(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    memory *m = (memory *)state;
    slsc_node *rates = slsc_is_map(h, u, e->node) ? slsc_get(h, u, e->node, "rate") : e->node;
    int scheduler = slsc_is(h->text(u, slsc_get(h, u, e->node, "method")), "scheduler");
    size_t count = slsc_is_list(h, u, rates) ? h->count(rates) : 1;
    slsc_node *input;
    if (schedule_check(h, u, e, rates) != SLSC_OK) return SLSC_FAIL;
    if (input_of(h, u, e->node, &input) != SLSC_OK) return SLSC_FAIL;
    if (m->function != e->function) m->number = 0;
    m->function = e->function;
    if (scheduler) remember(h, u, e, m);
    for (size_t i = 0; i < count; i++) {
        slsc_node *rate = slsc_is_list(h, u, rates) ? h->at(rates, i) : rates;
        m->number++;
        if (scheduler)
            add_schedule(h, u, e, rate, input, m->number);
        else
            add_rule(h, u, e, rate, input, m->number);
    }
    return SLSC_OK;
}

/* All functions that EventBridge Scheduler invokes stand in one statement. */
static slsc_status run(const slsc_host *h, slsc_unit *u, void *state)
{
    const slsc_iam *iam = (const slsc_iam *)h->extension(u, SLSC_EXT_IAM);
    slsc_node *invoked = ((memory *)state)->invoked;
    slsc_hole holes[] = { { "functions", invoked }, { NULL, NULL } };
    if (!invoked) return SLSC_OK;
    iam->allow(u, NULL, h->fill(u, TEMPLATE(statement), holes, invoked), SLSC_ALLOW_SHARED);
    return SLSC_OK;
}

static slsc_status open_unit(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(memory), _Alignof(memory));
    return SLSC_OK;
}

static const char *const after[] = { "std/versions", NULL };
static const slsc_pass events = { sizeof events, SLSC_LOWER, "schedule", after,
                                  NULL,          run,        "schedule", on_event };
static const slsc_pass *const passes[] = { &events, NULL };
/* What a rate looks like, and that there is one, check.c tells better than a schema. */
static const slsc_schema schema = { sizeof schema, 0, "functions.*.events.*.schedule",
                                    schedule_event_json };
static const slsc_schema *const schemas[] = { &schema, NULL };
static const char *const claims[] = { "functions.*.events.*.schedule", NULL };

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "schedule",
                                    .version = "0.1.0",
                                    .summary = "functions invoked at a rate or at certain times",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .open = open_unit,
                                    .claims = claims };

SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
