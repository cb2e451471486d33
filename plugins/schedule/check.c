/* check.c: what is wrong with a schedule, told where it is written.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
#include "schedule.h"

/* ---- rate(...) and cron(...) ---- */

static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* What lies between `before` and a closing parenthesis. */
static int between(slsc_str text, const char *before, slsc_str *out)
{
    size_t n = strlen(before);
    if (!slsc_begins(text, before) || text.len == n || text.ptr[text.len - 1] != ')') return 0;
    out->ptr = text.ptr + n;
    out->len = text.len - n - 1;
    return 1;
}

/* `1 minute`, `15 minutes`: a number without leading zero, and the unit in the number it asks. */
static int is_period(slsc_str s)
{
    static const char *const units[] = { " minute", " hour", " day" };
    size_t digits = 0, plural;
    while (digits < s.len && is_digit(s.ptr[digits])) digits++;
    if (digits == 0 || s.ptr[0] == '0') return 0;
    plural = digits == 1 && s.ptr[0] == '1' ? 0 : 1;
    s.ptr += digits;
    s.len -= digits;
    if (plural && (s.len == 0 || s.ptr[--s.len] != 's')) return 0;
    return slsc_is(s, units[0]) || slsc_is(s, units[1]) || slsc_is(s, units[2]);
}

/* Six fields with one space between each two. */
static int is_cron(slsc_str s)
{
    size_t fields = 1;
    for (size_t i = 0; i < s.len; i++) {
        int blank = s.ptr[i] == ' ', edge = i == 0 || i + 1 == s.len;
        if (s.ptr[i] == '\t' || s.ptr[i] == '\n') return 0;
        if (blank && (edge || s.ptr[i - 1] == ' ')) return 0;
        fields += (size_t)blank;
    }
    return s.len > 0 && fields == 6;
}

int schedule_is_rate(slsc_str text)
{
    slsc_str inside;
    if (between(text, "rate(", &inside)) return is_period(inside);
    if (between(text, "cron(", &inside)) return is_cron(inside);
    return 0;
}

/* ---- The event ---- */

static slsc_status check_rate(const slsc_host *h, slsc_unit *u, const slsc_node *rate)
{
    if (slsc_is_map(h, u, rate)) return SLSC_OK; /* CloudFormation will know */
    if (schedule_is_rate(h->text(u, rate))) return SLSC_OK;
    return slsc_tell(h, u, slsc_schema_severity(h, u), rate, "schedule/bad-rate",
                     slsc_textf(h, u, "`%.*s` is not a rate", SLSC_ARG(h->text(u, rate))),
                     "expected `rate(5 minutes)` or `cron(0 12 * * ? *)`", NULL);
}

/* Options that one of the two methods does not have. */
static slsc_status check_method(const slsc_host *h, slsc_unit *u, slsc_node *event)
{
    static const char *const not_of_scheduler[] = { "inputPath", "inputTransformer", NULL };
    static const char *const only_of_scheduler[] = { "groupName", "timezone", NULL };
    int scheduler = slsc_is(h->text(u, slsc_get(h, u, event, "method")), "scheduler");
    const char *const *options = scheduler ? not_of_scheduler : only_of_scheduler;
    for (size_t i = 0; options[i]; i++) {
        slsc_node *option = slsc_get(h, u, event, options[i]);
        if (!slsc_truthy(h, u, option)) continue;
        return slsc_tell(h, u, SLSC_ERROR, option, "schedule/not-of-method",
                         slsc_textf(h, u, "`%s` does not work with method `%s`", options[i],
                                    scheduler ? "scheduler" : "eventBus"),
                         NULL,
                         scheduler ? "leave `method` out, or the option"
                                   : "write `method: scheduler` beside it");
    }
    return SLSC_OK;
}

slsc_status schedule_check(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                           const slsc_node *rates)
{
    slsc_node *name = slsc_get(h, u, e->node, "name");
    slsc_status status = SLSC_OK;
    if (slsc_is_void(h, u, rates))
        return slsc_error_at(h, u, e->node ? e->node : e->item, "schedule/no-rate",
                             "a schedule of `%.*s` has no `rate`", SLSC_ARG(e->function->key));
    if (!slsc_is_list(h, u, rates)) status = check_rate(h, u, rates);
    for (size_t i = 0; slsc_is_list(h, u, rates) && i < h->count(rates); i++)
        if (check_rate(h, u, h->at(rates, i)) != SLSC_OK) status = SLSC_FAIL;
    if (slsc_truthy(h, u, name) && slsc_is_list(h, u, rates) && h->count(rates) > 1)
        status = slsc_error_at(h, u, name, "schedule/name-with-rates",
                               "one name cannot stand for %zu rates", h->count(rates));
    if (check_method(h, u, e->node) != SLSC_OK) status = SLSC_FAIL;
    return status;
}
