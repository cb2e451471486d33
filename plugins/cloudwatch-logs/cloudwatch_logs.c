/* cloudwatch_logs.c: lines of a log group invoke a function.
 *
 *     - cloudwatchLog: /aws/lambda/hello
 *     - cloudwatchLog: { logGroup: /aws/lambda/hello, filter: '{$.userIdentity.type = Root}' }
 *
 * Each event is a subscription filter. A function has one permission for all its groups: it names
 * what their names have in common, so it is written anew with each of them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-logs-subscriptionfilter.html
 */
#include "slsc/plugin.h"
#include "slsc/sugar.h"

#include "cloudwatch_logs_data.h"

enum { FILTERS_OF_A_GROUP = 2 }; /* a quota of CloudWatch Logs */

typedef struct memory { /* between the events of a unit */
    const slsc_function *function;
    unsigned count;      /* log groups of that function so far, */
    slsc_str common;     /* and how the names of all of them begin */
    slsc_node *filtered; /* by log group: how many filters it has, placed at the latest */
} memory;

/* ---- Filters ---- */

/* A pattern whose first quote is escaped was written for a shell or for JSON: one level of escapes
 * is taken off. */
static slsc_str unescaped(const slsc_host *h, slsc_unit *u, slsc_str pattern)
{
    const char *escape = pattern.len ? memchr(pattern.ptr, '\\', pattern.len) : NULL;
    const char *quote = pattern.len ? memchr(pattern.ptr, '"', pattern.len) : NULL;
    char *room;
    size_t n = 0;
    if (!escape || !quote || quote < escape) return pattern;
    room = h->alloc(u, pattern.len, 1);
    for (size_t i = 0; i < pattern.len; i++) {
        char next = i + 1 < pattern.len ? pattern.ptr[i + 1] : 'x';
        if (pattern.ptr[i] == '\\' && (next == '"' || next == '\'' || next == '\\')) i++;
        room[n++] = pattern.ptr[i];
    }
    return slsc_bytes(room, n);
}

static slsc_node *filter_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *filter = slsc_get(h, u, e->node, "filter");
    slsc_node *line = slsc_truthy(h, u, filter) ? slsc_one_line(h, u, filter) : NULL;
    slsc_str pattern = h->text(u, line);
    return slsc_string(h, u, unescaped(h, u, pattern), line ? line : e->node);
}

/* ---- Log groups ---- */

static slsc_status count_filter(const slsc_host *h, slsc_unit *u, memory *m, slsc_str name,
                                const slsc_node *written)
{
    slsc_node *before;
    int64_t count = 0;
    slsc_diag diag = { .struct_size = sizeof diag, .severity = SLSC_ERROR };
    if (!m->filtered) m->filtered = slsc_map(h, u, h->root(u, SLSC_CONFIG));
    before = h->get(u, m->filtered, name);
    if (before) h->to_int(before, &count);
    if (count < FILTERS_OF_A_GROUP)
        return h->set(u, m->filtered, name, slsc_int(h, u, count + 1, written));
    diag.code = "cloudwatch-logs/too-many-filters";
    diag.message = slsc_textf(h, u, "log group `%.*s` has more than %d subscription filters",
                              SLSC_ARG(name), FILTERS_OF_A_GROUP);
    diag.at = written;
    diag.see = before;
    diag.see_label = slsc_textf(h, u, "filter %d is here", FILTERS_OF_A_GROUP);
    h->report(u, &diag);
    return SLSC_FAIL;
}

/* How the names of the function's groups begin, with `*` where there are several. */
static slsc_node *common_name(const slsc_host *h, slsc_unit *u, memory *m, const slsc_event *e,
                              const slsc_node *group)
{
    slsc_str name = h->text(u, group);
    size_t n = 0;
    int starred;
    if (m->function != e->function) {
        m->function = e->function;
        m->common = name;
        m->count = 0;
    }
    m->count++;
    while (n < m->common.len && n < name.len && m->common.ptr[n] == name.ptr[n]) n++;
    while (n < name.len && n > 0 && ((unsigned char)name.ptr[n] & 0xC0) == 0x80) n--;
    m->common.len = n; /* whole characters */
    starred = n > 0 && name.ptr[n - 1] == '*';
    if (m->count == 1 || starred) return slsc_string(h, u, m->common, group);
    return slsc_string(h, u, slsc_textf(h, u, "%.*s*", SLSC_ARG(m->common)), group);
}

/* ---- The pass ---- */

static slsc_status on_event(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    memory *m = state;
    slsc_str fn = e->function->id;
    slsc_str permission_id =
        slsc_id2(h, u, fn, "LambdaPermissionLogsSubscriptionFilterCloudWatchLog");
    slsc_node *written = slsc_is_map(h, u, e->node) ? slsc_get(h, u, e->node, "logGroup") : e->node;
    slsc_node *group = slsc_truthy(h, u, written) ? slsc_one_line(h, u, written) : NULL;
    slsc_hole filter[] = {
        { "group", group },
        { "filter", filter_of(h, u, e) },
        { "target", h->target(u, e->function, e->node) },
        { "permission", slsc_string(h, u, permission_id, e->node) },
        { "alias", slsc_alias(h, u, e) },
        { NULL, NULL },
    };
    slsc_hole permission[] = {
        { "groups", group ? common_name(h, u, m, e, group) : NULL },
        { "target", h->target(u, e->function, e->node) },
        { "alias", slsc_alias(h, u, e) },
        { NULL, NULL },
    };
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK;
    if (!group)
        return slsc_error_at(h, u, e->node, "cloudwatch-logs/no-log-group",
                             "a `cloudwatchLog` of `%.*s` has no `logGroup`",
                             SLSC_ARG(e->function->key));
    if (count_filter(h, u, m, h->text(u, group), written) != SLSC_OK) return SLSC_FAIL;
    slsc_add_resource(
        h, u, slsc_idn(h, u, fn, "LogsSubscriptionFilterCloudWatchLog", e->number),
        h->fill(u, SLSC_EMBEDDED(cloudwatch_logs_subscription_filter_json), filter, e->node));
    /* One permission for all log groups of a function: the last one names them all. */
    return slsc_replace_resource(
        h, u, permission_id,
        h->fill(u, SLSC_EMBEDDED(cloudwatch_logs_permission_json), permission, e->node));
}

static slsc_status open_unit(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(memory), _Alignof(memory));
    return SLSC_OK;
}

/* ---- Who this plugin is ---- */

static const char *const after[] = { "std/versions", NULL };
static const slsc_pass pass = { .struct_size = sizeof pass,
                                .phase = SLSC_LOWER,
                                .name = "cloudwatch-log",
                                .after = after,
                                .event = "cloudwatchLog",
                                .on_event = on_event };
static const slsc_pass *const passes[] = { &pass, NULL };

#define EVENT "functions.*.events.*.cloudwatchLog"
static const slsc_schema event = { sizeof event, 0, EVENT,
                                   cloudwatch_logs_cloudwatch_log_schema_json };
static const slsc_schema definitions = { sizeof definitions, 0, "#",
                                         cloudwatch_logs_definitions_schema_json };
static const slsc_schema *const schemas[] = { &event, &definitions, NULL };
static const char *const claims[] = { EVENT, NULL };

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "cloudwatch-logs",
                                    .version = "0.1.0",
                                    .summary = "functions invoked by lines of log groups",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .open = open_unit,
                                    .claims = claims };

SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
