/* classic.c: custom.warmup of plugin versions up to 4: one warmer.
 *
 *     custom:
 *       warmup: { enabled: true, events: [{schedule: rate(5 minutes)}], prewarm: true, … }
 *     functions:
 *       hello: { warmup: true }         or a stage, a list of stages, or a map
 *
 * The runtime was nodejs12.x, which AWS takes no more: the warmer has the service's own if that is
 * Node.js, else today's. */
#include "warmup.h"

static const char *const warmer_keys[] = { "folderName", "cleanFolder", "name",    "role",
                                           "tags",       "vpc",         "events",  "schedule",
                                           "package",    "memorySize",  "timeout", "environment",
                                           "prewarm",    NULL };

static const char *const package_keys[] = { "individually", "exclude", "include", NULL };

/* `schedule`, a text or a list of them, is the older name of `events` and wins. */
static slsc_node *events_of(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    slsc_node *schedule = slsc_get(h, u, warmer->given, "schedule");
    slsc_node *events = slsc_get(h, u, warmer->given, "events");
    const int many = slsc_is_list(h, u, schedule);
    if (!many && !slsc_is_string(h, u, schedule)) {
        if (slsc_is_list(h, u, events)) return events;
        return h->json(u, slsc_s("[{\"schedule\":\"rate(5 minutes)\"}]"), warmer->place);
    }
    events = slsc_list(h, u, schedule);
    for (size_t i = 0; i < (many ? h->count(schedule) : 1); i++) {
        slsc_node *one = many ? h->at(schedule, i) : schedule, *event = slsc_map(h, u, one);
        slsc_set(h, u, event, "schedule", one);
        h->append(u, events, event);
    }
    return events;
}

static void add_pattern(const slsc_host *h, slsc_unit *u, slsc_node *patterns, const char *sign,
                        slsc_str text, const slsc_node *from)
{
    h->append(u, patterns,
              slsc_string(h, u, slsc_textf(h, u, "%s%.*s", sign, SLSC_ARG(text)), from));
}

/* What `exclude` and `include` say, as patterns; the warmer's folder always. */
static slsc_node *patterns_of(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    const slsc_node *package = slsc_get(h, u, warmer->given, "package");
    const slsc_node *exclude = slsc_get(h, u, package, "exclude");
    const slsc_node *include = slsc_get(h, u, package, "include");
    const slsc_str folder = slsc_textf(h, u, "%.*s/**", SLSC_ARG(warmer->folder));
    slsc_node *patterns = slsc_list(h, u, warmer->place);
    int there = 0;

    if (!slsc_is_list(h, u, exclude)) add_pattern(h, u, patterns, "!", slsc_s("**"), warmer->place);
    for (size_t i = 0; slsc_is_list(h, u, exclude) && i < h->count(exclude); i++)
        add_pattern(h, u, patterns, "!", h->text(u, h->at(exclude, i)), exclude);
    for (size_t i = 0; slsc_is_list(h, u, include) && i < h->count(include); i++) {
        const slsc_str text = h->text(u, h->at(include, i));
        there = there || slsc_same(text, folder);
        add_pattern(h, u, patterns, "", text, include);
    }
    if (!there) add_pattern(h, u, patterns, "", folder, warmer->place);
    return patterns;
}

static slsc_status find_targets(const slsc_host *h, slsc_unit *u, warmup_warmer *warmer)
{
    static const char *const *const lists[] = { warmup_classic_call_keys, NULL };
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_function *f = h->function_at(u, i);
        const slsc_node *own = warmup_option(h, u, f->node, "warmup");
        warmup_call call;
        warmup_check_keys(h, u, own, lists);
        if (warmup_read_call(h, u, own, &warmer->defaults, &call) != SLSC_OK)
            status = SLSC_FAIL;
        else if (call.enabled)
            warmup_add_target(h, u, warmer, f, &call);
    }
    return status;
}

static void tell(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    const slsc_log *log = h->extension(u, SLSC_EXT_LOG);
    const size_t n = h->count(warmer->targets);
    if (!log) return;
    if (n == 0) {
        log->notice(u, slsc_s("WarmUp: no functions to warm up"));
        return;
    }
    log->notice(u, slsc_textf(h, u, "WarmUp: setting %zu lambdas to be warm", n));
    for (size_t i = 0; i < n; i++) {
        const slsc_str name = h->text(u, slsc_get(h, u, h->at(warmer->targets, i), "name"));
        log->notice(u, slsc_textf(h, u, "WarmUp: %.*s", SLSC_ARG(name)));
    }
}

slsc_status warmup_classic(const slsc_host *h, slsc_unit *u, slsc_node *given)
{
    static const char *const *const lists[] = { warmer_keys, warmup_classic_call_keys, NULL };
    static const char *const *const package_lists[] = { package_keys, NULL };
    const slsc_service *s = h->service(u);
    const slsc_node *place = given ? given : h->root(u, SLSC_CONFIG);
    warmup_warmer warmer = { .given = given, .place = place, .key = slsc_s("warmUpPlugin") };
    const warmup_call nothing = warmup_default_call(h, u, place);

    warmup_check_keys(h, u, given, lists);
    warmup_check_keys(h, u, slsc_get(h, u, given, "package"), package_lists);
    warmer.targets = slsc_list(h, u, place);
    warmer.deployed = warmup_option(h, u, given, "name");
    if (!warmer.deployed)
        warmer.deployed = slsc_string(
            h, u,
            slsc_textf(h, u, "%.*s-%.*s-warmup-plugin", SLSC_ARG(s->name), SLSC_ARG(s->stage)),
            place);
    if (warmup_read_call(h, u, given, &nothing, &warmer.defaults) != SLSC_OK ||
        find_targets(h, u, &warmer) != SLSC_OK)
        return SLSC_FAIL;

    slsc_node *events = events_of(h, u, &warmer);
    const size_t n = h->count(warmer.targets);
    if (warmup_read_folder(h, u, &warmer, slsc_s("_warmup")) != SLSC_OK ||
        warmup_check_events(h, u, events) != SLSC_OK)
        return SLSC_FAIL;
    tell(h, u, &warmer);
    if (n == 0) return SLSC_OK;
    warmup_check_permission(h, u, &warmer);
    return warmup_add_function(h, u, &warmer, patterns_of(h, u, &warmer), events);
}
