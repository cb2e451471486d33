/* cors.c: what pages of other sites may ask of the API. API Gateway itself answers their OPTIONS
 * requests.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 *
 * `cors: true` allows everybody the usual headers, and the methods that the routes have. */
#include "http_api.h"

static void allow(const slsc_host *h, slsc_unit *u, http_api *api, const char *method)
{
    slsc_set(h, u, api->methods, method, slsc_bool(h, u, 1, api->methods));
}

void http_api_allow_method(const slsc_host *h, slsc_unit *u, http_api *api, slsc_str method)
{
    static const char *const all[] = { "GET", "POST", "PUT", "PATCH", "OPTIONS", "HEAD", "DELETE" };
    if (!api->methods) {
        api->methods = slsc_map(h, u, h->root(u, SLSC_CONFIG));
        allow(h, u, api, "OPTIONS");
    }
    if (!slsc_is(method, "ANY"))
        h->set(u, api->methods, method, slsc_bool(h, u, 1, api->methods));
    else
        for (size_t i = 0; i < sizeof all / sizeof *all; i++) allow(h, u, api, all[i]);
}

static slsc_node *methods_of_routes(const slsc_host *h, slsc_unit *u, const http_api *api,
                                    const slsc_node *from)
{
    slsc_node *list = slsc_list(h, u, from);
    for (size_t i = 0; i < h->count(api->methods); i++)
        h->append(u, list, slsc_string(h, u, h->key(api->methods, i), from));
    return list;
}

/* The list that is given, else `otherwise`, a JSON list. */
static slsc_node *list_or(const slsc_host *h, slsc_unit *u, const slsc_node *cors, const char *key,
                          const char *otherwise)
{
    slsc_node *given = slsc_get(h, u, cors, key);
    if (slsc_truthy(h, u, given)) return http_api_unique(h, u, given, given);
    return otherwise ? h->json(u, slsc_s(otherwise), cors) : NULL;
}

slsc_node *http_api_cors(const slsc_host *h, slsc_unit *u, const http_api *api)
{
    static const char usual_headers[] =
        "[\"Content-Type\",\"X-Amz-Date\",\"Authorization\",\"X-Api-Key\","
        "\"X-Amz-Security-Token\",\"X-Amz-User-Agent\",\"X-Amzn-Trace-Id\"]";
    slsc_node *cors = slsc_get(h, u, api->settings, "cors");
    if (!slsc_truthy(h, u, cors)) return NULL;

    slsc_node *methods = list_or(h, u, cors, "allowedMethods", NULL);
    slsc_node *credentials = slsc_get(h, u, cors, "allowCredentials");
    const slsc_hole holes[] = {
        { "credentials", slsc_truthy(h, u, credentials) ? slsc_bool(h, u, 1, credentials) : NULL },
        { "headers", list_or(h, u, cors, "allowedHeaders", usual_headers) },
        { "methods", methods ? methods : methods_of_routes(h, u, api, cors) },
        { "origins", list_or(h, u, cors, "allowedOrigins", "[\"*\"]") },
        { "exposed", list_or(h, u, cors, "exposedResponseHeaders", NULL) },
        { "max_age", slsc_get(h, u, cors, "maxAge") },
        { NULL, NULL },
    };
    return h->fill(u, SLSC_EMBEDDED(http_api_cors_json), holes, cors);
}
