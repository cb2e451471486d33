/* named.c: custom.warmup of plugin versions from 5 on: a warmer for each key.
 *
 *     custom:
 *       warmup:
 *         officeHours: { enabled: true, events: [{schedule: cron(…)}], concurrency: 10 }
 *     functions:
 *       hello: { warmup: { officeHours: { enabled: false } } }
 *
 * Each warmer has a role of its own unless one is given. */
#include "warmup.h"

static const char *const warmer_keys[] = {
    "folderName", "cleanFolder", "name",    "roleName",     "role",    "tags",
    "vpc",        "events",      "package", "architecture", "tracing", "memorySize",
    "timeout",    "environment", "verbose", "prewarm",      "alias",   "logRetentionInDays",
    NULL
};
static const char *const package_keys[] = { "individually", "patterns", NULL };
static const char *const alias_key[] = { "alias", NULL };

static slsc_str cased(const slsc_host *h, slsc_unit *u, slsc_str text, int upper_first)
{
    char *room = h->alloc(u, text.len + 1, 1);
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        room[i] = c;
        if (upper_first && i == 0 && c >= 'a' && c <= 'z') room[i] = (char)(c - 'a' + 'A');
        if (!upper_first && c >= 'A' && c <= 'Z') room[i] = (char)(c - 'A' + 'a');
    }
    return (slsc_str) { room, text.len };
}

/* A function speaks of warmers by name; all of them must be there. */
static slsc_status check_function(const slsc_host *h, slsc_unit *u, const slsc_node *warmers,
                                  const slsc_node *own)
{
    static const char *const *const lists[] = { warmup_call_keys, alias_key, NULL };
    slsc_status status = SLSC_OK;
    if (own && !slsc_is_map(h, u, own))
        return slsc_tell(h, u, SLSC_ERROR, own, "warmup/bad-enabled",
                         slsc_s("with named warmers `warmup` says which one it is about"), NULL,
                         "write `warmup: {WARMER: {enabled: true}}`");
    for (size_t i = 0; i < h->count(own); i++) {
        const slsc_str name = h->key(own, i);
        slsc_node *value = h->at(own, i);
        if (!h->get(u, warmers, name)) {
            slsc_diag diag = { .struct_size = (uint32_t)sizeof diag };
            diag.severity = SLSC_ERROR;
            diag.code = "warmup/unknown-warmer";
            diag.message = slsc_textf(h, u, "there is no warmer `%.*s`", SLSC_ARG(name));
            diag.at = value;
            diag.at_key = 1;
            diag.help = slsc_textf(h, u, "add `%.*s` to `custom.warmup`", SLSC_ARG(name));
            h->report(u, &diag);
            status = SLSC_FAIL;
        } else if (!slsc_is_map(h, u, value) && !slsc_is_void(h, u, value)) {
            status = slsc_tell(h, u, SLSC_ERROR, value, "warmup/bad-enabled",
                               slsc_s("what a warmer does with a function is a map"), NULL,
                               "write `{enabled: true}`");
        } else {
            warmup_check_keys(h, u, value, lists);
        }
    }
    return status;
}

static slsc_status find_targets(const slsc_host *h, slsc_unit *u, warmup_warmer *warmer)
{
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_function *f = h->function_at(u, i);
        const slsc_node *own = h->get(u, slsc_get(h, u, f->node, "warmup"), warmer->name);
        warmup_call call;
        if (warmup_read_call(h, u, slsc_is_map(h, u, own) ? own : NULL, &warmer->defaults, &call) !=
            SLSC_OK)
            status = SLSC_FAIL;
        else if (call.enabled)
            warmup_add_target(h, u, warmer, f, &call);
    }
    return status;
}

/* Nothing else, then what the user wants, then the folder of the warmer. */
static slsc_node *patterns_of(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    const slsc_node *given = slsc_at_path(h, u, warmer->given, "package.patterns");
    const slsc_str folder = slsc_textf(h, u, "%.*s/**", SLSC_ARG(warmer->folder));
    slsc_node *patterns = slsc_list(h, u, warmer->place);
    int there = 0;
    h->append(u, patterns, slsc_stringz(h, u, "!**", warmer->place));
    for (size_t i = 0; slsc_is_list(h, u, given) && i < h->count(given); i++) {
        there = there || slsc_same(h->text(u, h->at(given, i)), folder);
        h->append(u, patterns, h->at(given, i));
    }
    if (!there) h->append(u, patterns, slsc_string(h, u, folder, warmer->place));
    return patterns;
}

/* `enabled: "false"` is text, and as good as false: the schema said so. */
static slsc_node *with_enabled(const slsc_host *h, slsc_unit *u, slsc_node *event)
{
    const slsc_node *enabled = slsc_at_path(h, u, event, "schedule.enabled");
    if (!slsc_is_string(h, u, enabled)) return event;
    const slsc_str text = h->text(u, enabled);
    if (!slsc_is(text, "true") && !slsc_is(text, "false")) return event;
    event = h->copy(u, event, event);
    slsc_set(h, u, slsc_get(h, u, event, "schedule"), "enabled",
             slsc_bool(h, u, slsc_is(text, "true"), enabled));
    return event;
}

static slsc_node *events_of(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    const slsc_node *given = slsc_get(h, u, warmer->given, "events");
    if (slsc_is_list(h, u, given)) {
        slsc_node *events = slsc_list(h, u, given);
        for (size_t i = 0; i < h->count(given); i++)
            h->append(u, events, with_enabled(h, u, h->at(given, i)));
        return events;
    }
    return h->json(u, slsc_s("[{\"schedule\":\"rate(5 minutes)\"}]"), warmer->place);
}

static slsc_node *substituted(const slsc_host *h, slsc_unit *u, const char *service,
                              const char *what, slsc_str name, const char *end,
                              const slsc_node *from)
{
    return slsc_string(h, u,
                       slsc_textf(h, u,
                                  "arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:"
                                  "%s%.*s%s",
                                  service, what, SLSC_ARG(name), end),
                       from);
}

/* A star behind each name: aliases are invoked too. */
static slsc_node *invoked(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    slsc_node *list = slsc_list(h, u, warmer->place);
    for (size_t i = 0; i < h->count(warmer->targets); i++) {
        const slsc_str name = h->text(u, slsc_get(h, u, h->at(warmer->targets, i), "name"));
        slsc_node *sub = slsc_map(h, u, warmer->place);
        slsc_set(h, u, sub, "Fn::Sub",
                 substituted(h, u, "lambda", "function:", name, "*", warmer->place));
        h->append(u, list, sub);
    }
    return list;
}

static slsc_node *section(const slsc_host *h, slsc_unit *u, slsc_node *map, const char *key,
                          const slsc_node *from)
{
    if (!slsc_is_map(h, u, slsc_get(h, u, map, key)))
        slsc_set(h, u, map, key, slsc_map(h, u, from));
    return slsc_get(h, u, map, key);
}

/* The role stands among the user's own resources, so it comes behind them. */
static void add_role(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer, slsc_str id)
{
    const slsc_service *s = h->service(u);
    const slsc_node *from = warmer->place;
    const slsc_str deployed = h->text(u, warmer->deployed);
    slsc_node *role_name = warmup_option(h, u, warmer->given, "roleName");
    slsc_hole holes[] = {
        { "service", slsc_string(h, u, s->name, from) },
        { "stage", slsc_string(h, u, s->stage, from) },
        { "warmer", slsc_string(h, u, cased(h, u, warmer->name, 0), from) },
        { "log_group", substituted(h, u, "logs", "log-group:/aws/lambda/", deployed, ":*", from) },
        { "log_streams",
          substituted(h, u, "logs", "log-group:/aws/lambda/", deployed, ":*:*", from) },
        { "functions", invoked(h, u, warmer) },
        { "role_name", role_name },
        { NULL, NULL },
    };
    if (!role_name) holes[6].value = h->fill(u, slsc_s(warmup_role_name_json), holes, from);
    slsc_node *all =
        section(h, u, section(h, u, h->root(u, SLSC_CONFIG), "resources", from), "Resources", from);
    h->set(u, all, id, h->fill(u, slsc_s(warmup_role_json), holes, from));
}

static void tell(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    const slsc_log *log = h->extension(u, SLSC_EXT_LOG);
    const size_t n = h->count(warmer->targets);
    if (!log) return;
    if (n == 0)
        log->notice(u, slsc_textf(h, u,
                                  "WarmUp: Skipping warmer \"%.*s\" creation. No functions to "
                                  "warm up.",
                                  SLSC_ARG(warmer->name)));
    else
        log->notice(u,
                    slsc_textf(h, u, "WarmUp: Creating warmer \"%.*s\" to warm up %zu function%s",
                               SLSC_ARG(warmer->name), n, n == 1 ? "" : "s"));
}

static slsc_status add_warmer(const slsc_host *h, slsc_unit *u, slsc_str name, slsc_node *given)
{
    static const char *const *const lists[] = { warmer_keys, warmup_call_keys, NULL };
    static const char *const *const package_lists[] = { package_keys, NULL };
    const slsc_service *s = h->service(u);
    const warmup_call nothing = warmup_default_call(h, u, given);
    const slsc_str cap = cased(h, u, name, 1);
    warmup_warmer warmer = { .name = name, .given = given, .place = given };

    warmup_check_keys(h, u, given, lists);
    warmup_check_keys(h, u, slsc_get(h, u, given, "package"), package_lists);
    warmer.key = slsc_textf(h, u, "warmUpPlugin%.*s", SLSC_ARG(cap));
    warmer.targets = slsc_list(h, u, given);
    warmer.deployed = warmup_option(h, u, given, "name");
    if (!warmer.deployed)
        warmer.deployed =
            slsc_string(h, u,
                        slsc_textf(h, u, "%.*s-%.*s-warmup-plugin-%.*s", SLSC_ARG(s->name),
                                   SLSC_ARG(s->stage), SLSC_ARG(name)),
                        given);
    if (warmup_read_call(h, u, given, &nothing, &warmer.defaults) != SLSC_OK ||
        find_targets(h, u, &warmer) != SLSC_OK)
        return SLSC_FAIL;

    slsc_node *events = events_of(h, u, &warmer);
    const size_t n = h->count(warmer.targets);
    const slsc_str folder = slsc_textf(h, u, ".warmup/%.*s", SLSC_ARG(name));
    if (warmup_read_folder(h, u, &warmer, folder) != SLSC_OK ||
        warmup_check_events(h, u, events) != SLSC_OK)
        return SLSC_FAIL;
    tell(h, u, &warmer);
    if (n == 0) return SLSC_OK;
    if (!warmup_option(h, u, given, "role"))
        add_role(h, u, &warmer,
                 slsc_id2(h, u, h->name_part(u, SLSC_NAME_FUNCTION, warmer.key), "Role"));
    return warmup_add_function(h, u, &warmer, patterns_of(h, u, &warmer), events);
}

slsc_status warmup_named(const slsc_host *h, slsc_unit *u, const slsc_node *given)
{
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_node *own = warmup_option(h, u, h->function_at(u, i)->node, "warmup");
        if (check_function(h, u, given, own) != SLSC_OK) status = SLSC_FAIL;
    }
    for (size_t i = 0; status == SLSC_OK && i < h->count(given); i++)
        if (slsc_is_map(h, u, h->at(given, i)) &&
            add_warmer(h, u, h->key(given, i), h->at(given, i)) != SLSC_OK)
            status = SLSC_FAIL;
    return status;
}
