/* conditions.c: which requests a rule is for. All conditions of a rule must hold, and one value of
 * each.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
#include "alb.h"

static void add(const slsc_host *h, slsc_unit *u, slsc_node *list, slsc_str json, slsc_node *values)
{
    slsc_hole holes[] = { { "values", values }, { NULL, NULL } };
    if (slsc_truthy(h, u, values)) h->append(u, list, h->fill(u, json, holes, values));
}

/* One value becomes a list; nothing stays nothing. */
static slsc_node *values_of(const slsc_host *h, slsc_unit *u, const slsc_node *given,
                            const char *key)
{
    slsc_node *value = slsc_get(h, u, given, key);
    return slsc_truthy(h, u, value) ? alb_list(h, u, value) : NULL;
}

/* {lang: de} -> [{Key: lang, Value: de}] */
static slsc_node *query_of(const slsc_host *h, slsc_unit *u, const slsc_node *given)
{
    slsc_node *query = slsc_get(h, u, given, "query"), *list;
    if (!slsc_is_map(h, u, query)) return NULL;
    list = slsc_list(h, u, query);
    for (size_t i = 0; i < h->count(query); i++) {
        slsc_node *value = h->at(query, i), *pair = slsc_map(h, u, value);
        slsc_set(h, u, pair, "Key", slsc_string(h, u, h->key(query, i), value));
        slsc_set(h, u, pair, "Value", value);
        h->append(u, list, pair);
    }
    return list;
}

/* Each header is a condition of its own. */
static void add_headers(const slsc_host *h, slsc_unit *u, slsc_node *list, const slsc_node *given)
{
    slsc_node *headers = values_of(h, u, given, "header");
    for (size_t i = 0; i < h->count(headers); i++) {
        slsc_node *header = h->at(headers, i);
        slsc_hole holes[] = {
            { "name", slsc_get(h, u, header, "name") },
            { "values", slsc_get(h, u, header, "values") },
            { NULL, NULL },
        };
        h->append(u, list, h->fill(u, SLSC_EMBEDDED(alb_condition_header_json), holes, header));
    }
}

slsc_node *alb_conditions(const slsc_host *h, slsc_unit *u, const slsc_node *given)
{
    slsc_node *list = slsc_list(h, u, given);
    add(h, u, list, SLSC_EMBEDDED(alb_condition_path_json), values_of(h, u, given, "path"));
    add(h, u, list, SLSC_EMBEDDED(alb_condition_host_json), values_of(h, u, given, "host"));
    add(h, u, list, SLSC_EMBEDDED(alb_condition_method_json), values_of(h, u, given, "method"));
    add_headers(h, u, list, given);
    add(h, u, list, SLSC_EMBEDDED(alb_condition_query_json), query_of(h, u, given));
    add(h, u, list, SLSC_EMBEDDED(alb_condition_ip_json), values_of(h, u, given, "ip"));
    return list;
}
