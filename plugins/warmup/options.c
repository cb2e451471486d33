/* options.c: what may stand in a warmer and in a function's `warmup`, with its checks.
 *
 * A null is as good as nothing. Keys nobody knows are warned of: the classic plugin took any, and
 * a typing error there switched warming off without a word. */
#include "warmup.h"

const char *const warmup_call_keys[] = { "enabled",    "clientContext", "payload",
                                         "payloadRaw", "concurrency",   NULL };
/* With the names that versions before 4 had: they win where they are given. */
const char *const warmup_classic_call_keys[] = { "enabled",    "clientContext", "payload",
                                                 "payloadRaw", "concurrency",   "default",
                                                 "source",     "sourceRaw",     NULL };

slsc_node *warmup_option(const slsc_host *h, slsc_unit *u, const slsc_node *map, const char *key)
{
    slsc_node *value = slsc_get(h, u, map, key);
    return slsc_is_void(h, u, value) ? NULL : value;
}

/* true, 'true', the name of the stage, or a list that has it. */
static slsc_status read_enabled(const slsc_host *h, slsc_unit *u, const slsc_node *given, int *out)
{
    const slsc_str stage = h->service(u)->stage;
    *out = 0;
    switch (h->kind(given)) {
    case SLSC_BOOL: *out = slsc_is_true(h, u, given); return SLSC_OK;
    case SLSC_STRING:
        *out = slsc_is(h->text(u, given), "true") || slsc_same(h->text(u, given), stage);
        return SLSC_OK;
    case SLSC_LIST:
        for (size_t i = 0; i < h->count(given); i++) {
            if (!slsc_is_string(h, u, h->at(given, i))) break;
            if (slsc_same(h->text(u, h->at(given, i)), stage)) *out = 1;
            if (i + 1 == h->count(given)) return SLSC_OK;
        }
        if (h->count(given) == 0) return SLSC_OK;
        break;
    default: break;
    }
    return slsc_tell(h, u, SLSC_ERROR, given, "warmup/bad-enabled",
                     slsc_s("`enabled` is true, false, a stage, or a list of stages"), NULL,
                     "write `enabled: true`, or `enabled: [prod, staging]`");
}

static slsc_node *as_text(const slsc_host *h, slsc_unit *u, slsc_node *value, int raw)
{
    const slsc_texts *texts = h->extension(u, SLSC_EXT_TEXT);
    if (raw && slsc_is_string(h, u, value)) return value;
    return slsc_string(h, u, texts->json(u, value), value);
}

warmup_call warmup_default_call(const slsc_host *h, slsc_unit *u, const slsc_node *from)
{
    return (warmup_call) {
        .payload = slsc_stringz(h, u, "{\"source\":\"serverless-plugin-warmup\"}", from),
        .concurrency = slsc_int(h, u, 1, from),
    };
}

static slsc_node *either(const slsc_host *h, slsc_unit *u, const slsc_node *map,
                         const char *old_name, const char *name)
{
    slsc_node *old = slsc_get(h, u, map, old_name);
    return slsc_truthy(h, u, old) ? old : warmup_option(h, u, map, name);
}

/* Member by member over the defaults. `payloadRaw` is about the payload beside it, never about one
 * of the defaults. */
slsc_status warmup_read_call(const slsc_host *h, slsc_unit *u, const slsc_node *given,
                             const warmup_call *defaults, warmup_call *out)
{
    const int shorthand = given && !slsc_is_map(h, u, given);
    const slsc_node *enabled = shorthand ? given : either(h, u, given, "default", "enabled");
    slsc_node *payload = either(h, u, given, "source", "payload");
    slsc_node *context = slsc_get(h, u, given, "clientContext");
    slsc_node *concurrency = warmup_option(h, u, given, "concurrency");
    slsc_node *alias = warmup_option(h, u, given, "alias");
    const int raw = slsc_truthy(h, u, either(h, u, given, "sourceRaw", "payloadRaw"));

    *out = *defaults;
    if (payload) out->payload = as_text(h, u, payload, raw);
    if (context)
        out->client_context =
            slsc_truthy(h, u, context) ? as_text(h, u, context, 0) : slsc_bool(h, u, 0, context);
    if (concurrency) out->concurrency = concurrency;
    if (alias) out->alias = alias;
    return enabled ? read_enabled(h, u, enabled, &out->enabled) : SLSC_OK;
}

/* A folder of the service, without `./` before it and `/` behind it. */
slsc_status warmup_read_folder(const slsc_host *h, slsc_unit *u, warmup_warmer *warmer,
                               slsc_str fallback)
{
    const slsc_node *given = slsc_get(h, u, warmer->given, "folderName");
    slsc_str name = slsc_is_string(h, u, given) ? h->text(u, given) : fallback;
    while (slsc_begins(name, "./")) name.ptr += 2, name.len -= 2;
    while (name.len > 1 && name.ptr[name.len - 1] == '/') name.len--;
    warmer->folder = name;

    int good = name.len > 0 && name.ptr[0] != '/';
    for (size_t i = 0, start = 0; i <= name.len; i++) {
        if (i < name.len && name.ptr[i] != '/') continue;
        const slsc_str step = { name.ptr + start, i - start };
        if (step.len == 0 || slsc_is(step, ".") || slsc_is(step, "..")) good = 0;
        start = i + 1;
    }
    if (good) return SLSC_OK;
    return slsc_error_at(h, u, given ? given : warmer->place, "warmup/bad-folder",
                         "`%.*s` is not a folder below the service", SLSC_ARG(name));
}

static int is_schedule(slsc_str text)
{
    const int known =
        slsc_begins(text, "rate(") || slsc_begins(text, "cron(") || slsc_begins(text, "at(");
    return known && text.ptr[text.len - 1] == ')';
}

static slsc_status check_rate(const slsc_host *h, slsc_unit *u, const slsc_node *rate)
{
    if (slsc_is_map(h, u, rate)) return SLSC_OK; /* made by CloudFormation */
    if (slsc_is_string(h, u, rate) && is_schedule(h->text(u, rate))) return SLSC_OK;
    return slsc_tell(h, u, SLSC_ERROR, rate, "warmup/bad-rate",
                     slsc_s("the schedule of a warmer must be a rate or a cron expression"),
                     "expected a string such as `rate(5 minutes)`",
                     "write `schedule: rate(5 minutes)`");
}

slsc_status warmup_check_events(const slsc_host *h, slsc_unit *u, const slsc_node *events)
{
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < h->count(events); i++) {
        const slsc_node *schedule = slsc_get(h, u, h->at(events, i), "schedule");
        const slsc_node *rates =
            slsc_is_map(h, u, schedule) ? slsc_get(h, u, schedule, "rate") : schedule;
        if (!rates) continue; /* another kind of event, which the classic plugin allowed */
        if (!slsc_is_list(h, u, rates)) {
            if (check_rate(h, u, rates) != SLSC_OK) status = SLSC_FAIL;
            continue;
        }
        for (size_t k = 0; k < h->count(rates); k++)
            if (check_rate(h, u, h->at(rates, k)) != SLSC_OK) status = SLSC_FAIL;
    }
    return status;
}

/* Letters to change, add or leave out to make `a` of `b`; both short. */
static size_t distance(slsc_str a, slsc_str b)
{
    size_t row[32];
    if (a.len >= 32 || b.len >= 32) return 32;
    for (size_t k = 0; k <= b.len; k++) row[k] = k;
    for (size_t i = 1; i <= a.len; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t k = 1; k <= b.len; k++) {
            const size_t same = corner + (a.ptr[i - 1] != b.ptr[k - 1]);
            const size_t one = (row[k] < row[k - 1] ? row[k] : row[k - 1]) + 1;
            corner = row[k];
            row[k] = same < one ? same : one;
        }
    }
    return row[b.len];
}

static void warn_of_key(const slsc_host *h, slsc_unit *u, const slsc_node *value, slsc_str key,
                        const char *best)
{
    slsc_diag diag = { .struct_size = (uint32_t)sizeof diag };
    diag.severity = SLSC_WARNING;
    diag.code = "warmup/unknown-key";
    diag.message = slsc_textf(h, u, "`%.*s` is not an option of warmup", SLSC_ARG(key));
    diag.at = value;
    diag.at_key = 1;
    if (best) diag.help = slsc_textf(h, u, "did you mean `%s`?", best);
    h->report(u, &diag);
}

void warmup_check_keys(const slsc_host *h, slsc_unit *u, const slsc_node *map,
                       const char *const *const *lists)
{
    for (size_t i = 0; slsc_is_map(h, u, map) && i < h->count(map); i++) {
        const slsc_str key = h->key(map, i);
        const char *best = NULL;
        size_t least = 4; /* farther away is no typing error */
        for (const char *const *const *list = lists; *list && least; list++)
            for (const char *const *word = *list; *word && least; word++) {
                const size_t d = distance(key, slsc_s(*word));
                if (d < least) least = d, best = *word;
            }
        if (least) warn_of_key(h, u, h->at(map, i), key, best);
    }
}
