/* http_api.c: requests to one HTTP API invoke functions.
 *
 *     - httpApi: GET /users/{id}
 *     - httpApi: '*'
 *     - httpApi: { method: POST, path: /users, authorizer: { name: members, scopes: [write] } }
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html */
#include "http_api.h"

void http_api_begin(const slsc_host *h, slsc_unit *u, http_api *api)
{
    if (api->provider) return;
    api->provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    api->settings = slsc_get(h, u, api->provider, "httpApi");
}

static slsc_status make_api(const slsc_host *h, slsc_unit *u, void *state)
{
    http_api *api = state;
    http_api_begin(h, u, api);
    const slsc_status external = http_api_check_external(h, u, api);
    if (http_api_check_authorizers(h, u, api) != SLSC_OK || external != SLSC_OK) return SLSC_FAIL;
    if (api->count == 0) return SLSC_OK;

    api->place = api->settings ? api->settings : api->routes[0].event;
    http_api_add_api(h, u, api);
    http_api_add_authorizers(h, u, api);
    http_api_add_routes(h, u, api);
    return SLSC_OK;
}

static slsc_status open_state(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(http_api), _Alignof(http_api));
    return SLSC_OK;
}

#define EVENT "functions.*.events.*.httpApi"
#define FUNCTION "functions.*.httpApi"
#define PROVIDER "provider.httpApi"

static const char *const after[] = { "std/versions", NULL };
static const slsc_pass pass = { .struct_size = sizeof pass,
                                .phase = SLSC_LOWER,
                                .name = "http-api",
                                .after = after,
                                .run = make_api,
                                .event = "httpApi",
                                .on_event = http_api_collect };
static const slsc_pass *const passes[] = { &pass, NULL };
static const slsc_schema event = { sizeof event, 0, EVENT, http_api_http_api_schema_json };
static const slsc_schema function = { sizeof function, 0, FUNCTION, http_api_function_schema_json };
static const slsc_schema provider = { sizeof provider, 0, PROVIDER, http_api_provider_schema_json };
static const slsc_schema *const schemas[] = { &event, &function, &provider, NULL };
static const char *const claims[] = { EVENT, FUNCTION, PROVIDER, NULL };
static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "http-api",
                                    .version = "0.1.0",
                                    .summary = "`httpApi` events: an HTTP API in API Gateway",
                                    .passes = passes,
                                    .open = open_state,
                                    .schemas = schemas,
                                    .claims = claims };

SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
