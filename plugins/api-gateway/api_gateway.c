/* api_gateway.c: `http` events make one REST API of the service.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/AWS_ApiGateway.html
 *
 * The listing of the folder is the list of what is made; run() below is its order. */
#include "api_gateway.h"

static slsc_status make_api(const slsc_host *h, slsc_unit *u, void *state)
{
    api_gateway *api = state;
    slsc_node *config = h->root(u, SLSC_CONFIG);
    api->provider = slsc_get(h, u, config, "provider");
    api->settings = slsc_get(h, u, api->provider, "apiGateway");
    if (api_gateway_check_external(h, u, api) != SLSC_OK) return SLSC_FAIL;
    if (api->count == 0) return SLSC_OK;

    api->place = api->settings ? api->settings : api->routes[0].event;
    api->methods = slsc_list(h, u, api->place);
    if (api_gateway_add_rest_api(h, u, api) != SLSC_OK ||
        api_gateway_add_resources(h, u, api) != SLSC_OK)
        return SLSC_FAIL;
    api_gateway_add_cors(h, u, api);
    api_gateway_add_methods(h, u, api);
    api_gateway_add_models(h, u, api);
    api_gateway_add_authorizers(h, u, api);
    api_gateway_add_deployment(h, u, api);
    if (api_gateway_add_keys(h, u, api) != SLSC_OK) return SLSC_FAIL;
    api_gateway_add_permissions(h, u, api);
    api_gateway_add_log_group(h, u, api);
    return SLSC_OK;
}

static slsc_status open_state(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(api_gateway), _Alignof(api_gateway));
    return SLSC_OK;
}

static const char *const after[] = { "std/versions", NULL };
static const slsc_pass pass = { .struct_size = sizeof pass,
                                .phase = SLSC_LOWER,
                                .name = "http",
                                .after = after,
                                .run = make_api,
                                .event = "http",
                                .on_event = api_gateway_collect };
static const slsc_pass *const passes[] = { &pass, NULL };
#define SCHEMA(ident, at)                                                                          \
    static const slsc_schema ident = { sizeof ident, 0, at, api_gateway_##ident##_schema_json }
SCHEMA(http, "functions.*.events.*.http");
SCHEMA(provider, "provider.apiGateway");
SCHEMA(definitions, "#");
static const slsc_schema *const schemas[] = { &http, &provider, &definitions, NULL };
static const char *const claims[] = { "functions.*.events.*.http", "provider.apiGateway", NULL };
static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "api-gateway",
                                    .version = "0.1.0",
                                    .summary = "`http` events: a REST API in API Gateway",
                                    .passes = passes,
                                    .open = open_state,
                                    .schemas = schemas,
                                    .claims = claims };

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
