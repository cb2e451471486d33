/* websocket.c: messages over websockets invoke functions.
 *
 *     - websocket: $connect
 *     - websocket: { route: say, routeResponseSelectionExpression: $default, authorizer: check }
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html */
#include "websocket.h"

static slsc_status make_api(const slsc_host *h, slsc_unit *u, void *state)
{
    websocket *w = state;
    if (w->count == 0) return SLSC_OK;
    w->provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    w->place = w->routes[0].event;
    websocket_add_api(h, u, w);
    websocket_add_integrations(h, u, w);
    websocket_add_route_responses(h, u, w);
    websocket_add_authorizers(h, u, w);
    websocket_add_permissions(h, u, w);
    websocket_add_routes(h, u, w);
    if (websocket_add_stage(h, u, w) != SLSC_OK) return SLSC_FAIL;
    websocket_add_deployment(h, u, w);
    return SLSC_OK;
}

static slsc_status open_state(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(websocket), _Alignof(websocket));
    return SLSC_OK;
}

#define EVENT "functions.*.events.*.websocket"
#define SETTINGS "provider.websocket"

static const char *const after[] = { "std/versions", NULL };
static const slsc_pass pass = { .struct_size = sizeof pass,
                                .phase = SLSC_LOWER,
                                .name = "websocket",
                                .after = after,
                                .run = make_api,
                                .event = "websocket",
                                .on_event = websocket_collect };
static const slsc_pass *const passes[] = { &pass, NULL };
static const slsc_schema event = { sizeof event, 0, EVENT, websocket_websocket_schema_json };
static const slsc_schema settings = { sizeof settings, 0, SETTINGS,
                                      websocket_provider_schema_json };
static const slsc_schema *const schemas[] = { &event, &settings, NULL };
static const char *const claims[] = { EVENT, SETTINGS, NULL };
static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "websocket",
                                    .version = "0.1.0",
                                    .summary = "`websocket` events: a websocket API in API Gateway",
                                    .passes = passes,
                                    .open = open_state,
                                    .schemas = schemas,
                                    .claims = claims };

SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
