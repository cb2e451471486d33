/* keys.c: API keys, and usage plans that say how much each may be used.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 *
 *     apiKeys: [first, { name, value, description, customerId, enabled }]
 *     usagePlan: { quota: { limit, offset, period }, throttle: { burstLimit, rateLimit } }
 *
 * or with several plans, each with its keys:
 *
 *     apiKeys: [{ free: [first] }, { paid: [second] }]
 *     usagePlan: [{ free: { quota: … } }, { paid: … }]
 *
 * Keys are numbered from 1 in each plan; a key without a plan counts on from where the list is. */
#include "api_gateway.h"

static slsc_node *member(const slsc_host *h, slsc_unit *u, const slsc_node *map, const char *key)
{
    slsc_node *value = slsc_get(h, u, map, key);
    return slsc_is_void(h, u, value) ? NULL : value;
}

static slsc_str numbered(const slsc_host *h, slsc_unit *u, const char *kind, slsc_str plan,
                         size_t number)
{
    const slsc_str name = h->name_part(u, SLSC_NAME_UPPER, plan);
    return slsc_textf(h, u, "%s%.*s%zu", kind, SLSC_ARG(name), number);
}

static slsc_str plan_id(const slsc_host *h, slsc_unit *u, slsc_str plan)
{
    const slsc_str parts[] = { slsc_s("ApiGatewayUsagePlan"),
                               h->name_part(u, SLSC_NAME_UPPER, plan) };
    return h->logical_id(u, parts, plan.len ? 2 : 1);
}

static slsc_node *stage_name(const slsc_host *h, slsc_unit *u, const slsc_node *from)
{
    return slsc_string(h, u, h->service(u)->stage, from);
}

static void add_key(const slsc_host *h, slsc_unit *u, const api_gateway *api, slsc_node *key,
                    slsc_str plan, size_t number)
{
    const slsc_log *log = h->extension(u, SLSC_EXT_LOG);
    slsc_node *name = slsc_is_map(h, u, key) ? member(h, u, key, "name") : key;
    slsc_node *value = slsc_get(h, u, key, "value"), *enabled = member(h, u, key, "enabled");
    const slsc_hole holes[] = {
        { "enabled", enabled ? enabled : slsc_bool(h, u, 1, key) },
        { "name", name },
        { "value", slsc_truthy(h, u, value) ? value : NULL },
        { "description", member(h, u, key, "description") },
        { "customer", member(h, u, key, "customerId") },
        { "rest_api", api->rest_api },
        { "stage", stage_name(h, u, key) },
        { "deployment", slsc_string(h, u, api->deployment, key) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, numbered(h, u, "ApiGatewayApiKey", plan, number),
                      api_gateway_fill(h, u, api_gateway_api_key_json, holes, key));
    if (log) log->info(u, "api keys", name ? h->text(u, name) : slsc_s("(without a name)"));
}

/* What the plans of a list say of one thing, by plan; of two that have the same name the last. */
static slsc_node *by_plan(const slsc_host *h, slsc_unit *u, const slsc_node *plans,
                          const char *what, const slsc_node *from)
{
    slsc_node *found = slsc_map(h, u, from);
    for (size_t i = 0; slsc_is_list(h, u, plans) && i < h->count(plans); i++) {
        const slsc_node *item = h->at(plans, i);
        for (size_t k = 0; k < h->count(item); k++) {
            slsc_node *own = slsc_get(h, u, h->at(item, k), what);
            if (slsc_truthy(h, u, own)) h->set(u, found, h->key(item, k), own);
        }
    }
    return found;
}

/* What a plan limits, in the template's words. A limit without members is written too: it was asked
 * for. */
static slsc_node *limits(const slsc_host *h, slsc_unit *u, slsc_node *given,
                         const char *const (*names)[2])
{
    slsc_node *made;
    if (!slsc_is_map(h, u, given)) return NULL;
    made = slsc_map(h, u, given);
    for (size_t i = 0; names[i][0]; i++) {
        slsc_node *value = member(h, u, given, names[i][0]);
        if (value) slsc_set(h, u, made, names[i][1], value);
    }
    return made;
}

static const char *const quota_names[][2] = {
    { "limit", "Limit" }, { "offset", "Offset" }, { "period", "Period" }, { NULL, NULL }
};
static const char *const throttle_names[][2] = { { "burstLimit", "BurstLimit" },
                                                 { "rateLimit", "RateLimit" },
                                                 { NULL, NULL } };

/* `plan` is empty for the only plan of a service. One that is called `default` in a list has the
 * same texts, and no limits, as the reference has it. */
static void add_plan(const slsc_host *h, slsc_unit *u, const api_gateway *api, slsc_str plan,
                     slsc_node *quota, slsc_node *throttle, const slsc_node *from)
{
    const slsc_service *s = h->service(u);
    const int only = plan.len == 0 || slsc_is(plan, "default");
    const slsc_str description =
        only ? slsc_textf(h, u, "Usage plan for %.*s %.*s stage", SLSC_ARG(s->name),
                          SLSC_ARG(s->stage))
             : slsc_textf(h, u, "Usage plan \"%.*s\" for %.*s %.*s stage", SLSC_ARG(plan),
                          SLSC_ARG(s->name), SLSC_ARG(s->stage));
    const slsc_str name = only
                              ? slsc_textf(h, u, "%.*s-%.*s", SLSC_ARG(s->name), SLSC_ARG(s->stage))
                              : slsc_textf(h, u, "%.*s-%.*s-%.*s", SLSC_ARG(s->name),
                                           SLSC_ARG(plan), SLSC_ARG(s->stage));
    const slsc_hole holes[] = {
        { "deployment", slsc_string(h, u, api->deployment, from) },
        { "rest_api", api->rest_api },
        { "stage", stage_name(h, u, from) },
        { "description", slsc_string(h, u, description, from) },
        { "name", slsc_string(h, u, name, from) },
        { "quota", limits(h, u, quota, quota_names) },
        { "throttle", limits(h, u, throttle, throttle_names) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, plan_id(h, u, plan),
                      api_gateway_fill(h, u, api_gateway_usage_plan_json, holes, from));
}

static void add_plan_key(const slsc_host *h, slsc_unit *u, const slsc_node *key, slsc_str plan,
                         size_t number)
{
    const slsc_hole holes[] = {
        { "key", slsc_string(h, u, numbered(h, u, "ApiGatewayApiKey", plan, number), key) },
        { "plan", slsc_string(h, u, plan_id(h, u, plan), key) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, numbered(h, u, "ApiGatewayUsagePlanKey", plan, number),
                      api_gateway_fill(h, u, api_gateway_usage_plan_key_json, holes, key));
}

/* Calls once for every key, with its plan (empty: the only one) and its number in it. */
typedef void (*key_visitor)(const slsc_host *, slsc_unit *, const api_gateway *, slsc_node *key,
                            slsc_str plan, size_t number);

static slsc_status each_key(const slsc_host *h, slsc_unit *u, const api_gateway *api,
                            const slsc_node *keys, const slsc_node *plan_names, key_visitor visit)
{
    slsc_status status = SLSC_OK;
    size_t number = 0;
    for (size_t i = 0; i < h->count(keys); i++) {
        slsc_node *item = h->at(keys, i), *list = h->at(item, 0);
        const slsc_str plan = slsc_is_map(h, u, item) ? h->key(item, 0) : slsc_s("");
        if (plan.len && h->get(u, plan_names, plan) && slsc_is_list(h, u, list)) {
            for (number = 0; number < h->count(list); number++)
                visit(h, u, api, h->at(list, number), plan, number + 1);
        } else if (slsc_is_map(h, u, item) &&
                   (slsc_is_list(h, u, list) || slsc_is_map(h, u, list))) {
            status = slsc_tell(
                h, u, SLSC_ERROR, item, "http/unknown-usage-plan",
                slsc_textf(h, u, "there is no usage plan `%.*s` for these keys", SLSC_ARG(plan)),
                NULL, "add it to `usagePlan`, which is a list of plans then");
        } else {
            visit(h, u, api, item, slsc_s(""), ++number);
        }
    }
    return status;
}

static void visit_key(const slsc_host *h, slsc_unit *u, const api_gateway *api, slsc_node *key,
                      slsc_str plan, size_t number)
{
    add_key(h, u, api, key, plan, number);
}

static void visit_plan_key(const slsc_host *h, slsc_unit *u, const api_gateway *api, slsc_node *key,
                           slsc_str plan, size_t number)
{
    (void)api;
    add_plan_key(h, u, key, plan, number);
}

slsc_status api_gateway_add_keys(const slsc_host *h, slsc_unit *u, const api_gateway *api)
{
    slsc_node *keys = api_gateway_setting(h, u, api, "apiKeys");
    slsc_node *plans = api_gateway_setting(h, u, api, "usagePlan");
    const int several = slsc_is_list(h, u, plans);
    if (!slsc_truthy(h, u, keys) && !slsc_truthy(h, u, plans)) return SLSC_OK;

    slsc_node *names = slsc_map(h, u, api->place);
    for (size_t i = 0; several && i < h->count(plans); i++)
        h->set(u, names, h->key(h->at(plans, i), 0), slsc_bool(h, u, 1, plans));
    const slsc_status status = each_key(h, u, api, keys, names, visit_key);
    if (status != SLSC_OK) return status;
    if (!several)
        add_plan(h, u, api, slsc_s(""), slsc_get(h, u, plans, "quota"),
                 slsc_get(h, u, plans, "throttle"), plans ? plans : keys);
    const slsc_node *quotas = by_plan(h, u, plans, "quota", api->place);
    const slsc_node *throttles = by_plan(h, u, plans, "throttle", api->place);
    for (size_t i = 0; several && i < h->count(plans); i++) {
        const slsc_str plan = h->key(h->at(plans, i), 0);
        slsc_node *quota = h->get(u, quotas, plan), *throttle = h->get(u, throttles, plan);
        const int nameless = slsc_is(plan, "default"); /* in a list empty limits are none */
        add_plan(h, u, api, plan, nameless || !h->count(quota) ? NULL : quota,
                 nameless || !h->count(throttle) ? NULL : throttle, h->at(plans, i));
    }
    return each_key(h, u, api, keys, names, visit_plan_key);
}
