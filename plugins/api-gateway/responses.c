/* responses.c: how answers are told apart, for integrations that shape them (AWS, HTTP, MOCK).
 *
 * A status code belongs to a pattern that the function's error message is matched with; the one
 * with an empty pattern is success. An event without codes of its own has those of
 * templates/status_codes.json. Each code stands twice: as a response of the integration, with the
 * values of its headers, and as one of the method, with their names. */
#include "api_gateway.h"

/* status -> {pattern, headers, template}; absent where the integration answers for itself. */
static slsc_node *status_codes(const slsc_host *h, slsc_unit *u, const api_gateway_route *route)
{
    slsc_node *response = slsc_get(h, u, route->event, "response");
    slsc_node *given = slsc_get(h, u, response, "statusCodes"), *codes, *defaults;
    const int mock = slsc_is(route->type, "MOCK");
    if (!slsc_truthy(h, u, response) && !slsc_is(route->type, "AWS")) return NULL;

    if (mock) return given;
    defaults =
        h->json(u, slsc_s(api_gateway_status_codes_json), response ? response : route->event);
    if (!slsc_truthy(h, u, given)) return defaults;
    for (size_t i = 0; i < h->count(given); i++) {
        const slsc_node *pattern = slsc_get(h, u, h->at(given, i), "pattern");
        if (slsc_is_string(h, u, pattern) && h->text(u, pattern).len == 0) return given;
    }
    codes = h->copy(u, given, given);
    slsc_set(h, u, codes, "200", slsc_get(h, u, defaults, "200"));
    return codes;
}

/* The headers that all codes have: CORS, then the event's own. */
static slsc_node *common_headers(const slsc_host *h, slsc_unit *u, const api_gateway_route *route)
{
    slsc_node *all = slsc_map(h, u, route->event);
    const slsc_node *given = slsc_at_path(h, u, route->event, "response.headers");
    const api_gateway_cors *cors = route->cors;
    if (cors) {
        const slsc_str origin = h->count(cors->origins) ? api_gateway_join(h, u, cors->origins, ",")
                                                        : h->text(u, cors->origin);
        slsc_set(h, u, all, "Access-Control-Allow-Origin",
                 slsc_string(h, u, slsc_textf(h, u, "'%.*s'", SLSC_ARG(origin)), route->event));
        if (cors->credentials)
            slsc_set(h, u, all, "Access-Control-Allow-Credentials",
                     slsc_stringz(h, u, "true", route->event));
    }
    for (size_t i = 0; i < h->count(given); i++) h->set(u, all, h->key(given, i), h->at(given, i));
    return all;
}

/* {Location: x} -> {"method.response.header.Location": x}, or true for each with names_only. */
static void add_headers(const slsc_host *h, slsc_unit *u, slsc_node *all, const slsc_node *headers,
                        int names_only)
{
    for (size_t i = 0; i < h->count(headers); i++) {
        slsc_node *value = h->at(headers, i);
        const slsc_str name = h->key(headers, i);
        h->set(u, all, slsc_textf(h, u, "method.response.header.%.*s", SLSC_ARG(name)),
               names_only ? slsc_bool(h, u, 1, value) : value);
    }
}

static slsc_node *headers_of(const slsc_host *h, slsc_unit *u, const slsc_node *common,
                             const slsc_node *code, int names_only)
{
    slsc_node *all = slsc_map(h, u, code);
    add_headers(h, u, all, common, names_only);
    add_headers(h, u, all, slsc_get(h, u, code, "headers"), names_only);
    return all;
}

/* The event's template is for JSON; a code may have one for each type. */
static slsc_node *response_templates(const slsc_host *h, slsc_unit *u,
                                     const api_gateway_route *route, const slsc_node *code)
{
    slsc_node *all = slsc_map(h, u, code);
    slsc_node *common = slsc_at_path(h, u, route->event, "response.template");
    slsc_node *own = slsc_get(h, u, code, "template");
    if (slsc_truthy(h, u, common)) slsc_set(h, u, all, "application/json", common);
    if (slsc_is_string(h, u, own) && h->text(u, own).len)
        slsc_set(h, u, all, "application/json", own);
    for (size_t i = 0; i < h->count(own); i++) h->set(u, all, h->key(own, i), h->at(own, i));
    return all;
}

slsc_node *api_gateway_integration_responses(const slsc_host *h, slsc_unit *u,
                                             const api_gateway_route *route)
{
    const slsc_node *codes = status_codes(h, u, route), *common = common_headers(h, u, route);
    slsc_node *handling = slsc_at_path(h, u, route->event, "response.contentHandling");
    slsc_node *list = slsc_list(h, u, route->event);
    for (size_t i = 0; i < h->count(codes); i++) {
        const slsc_node *code = h->at(codes, i);
        const slsc_str status = h->key(codes, i);
        slsc_node *pattern = slsc_get(h, u, code, "pattern");
        const slsc_hole holes[] = {
            { "status", slsc_string(h, u, status, code) },
            { "pattern", slsc_truthy(h, u, pattern) ? pattern : slsc_stringz(h, u, "", code) },
            { "headers", headers_of(h, u, common, code, 0) },
            { "templates", response_templates(h, u, route, code) },
            { "content_handling", slsc_begins(status, "2") ? handling : NULL },
            { NULL, NULL },
        };
        h->append(u, list,
                  api_gateway_fill(h, u, api_gateway_integration_response_json, holes, code));
    }
    return list;
}

slsc_node *api_gateway_method_responses(const slsc_host *h, slsc_unit *u,
                                        const api_gateway_route *route)
{
    const int proxy = slsc_is(route->type, "AWS_PROXY") || slsc_is(route->type, "HTTP_PROXY");
    slsc_node *list = slsc_list(h, u, route->event);
    if (proxy) return list;
    const slsc_node *codes = status_codes(h, u, route), *common = common_headers(h, u, route);
    for (size_t i = 0; i < h->count(codes); i++) {
        const slsc_node *code = h->at(codes, i);
        const slsc_hole holes[] = {
            { "headers", headers_of(h, u, common, code, 1) },
            { "status", slsc_string(h, u, h->key(codes, i), code) },
            { NULL, NULL },
        };
        h->append(u, list, api_gateway_fill(h, u, api_gateway_method_response_json, holes, code));
    }
    return list;
}
