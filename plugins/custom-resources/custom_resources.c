/* custom_resources.c: the role with which API Gateway writes logs, set for the account.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 *
 * Wanted where a REST API of the service has access logs, or a websocket API any, unless the user
 * says that the role is managed elsewhere. */
#include "custom_resources.h"

static const custom_resources_helper account_role = {
    .key = "custom-resource-apigw-cw-role",
    .folder = "api-gateway-cloud-watch-role",
    .code = custom_resources_account_role_js,
    .statements = custom_resources_account_role_statements_json,
};

typedef struct wanted {
    int rest, websocket; /* there are such events */
} wanted;

static slsc_status see_http(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *event)
{
    if (slsc_truthy(h, u, event->node)) ((wanted *)state)->rest = 1;
    return SLSC_OK;
}

static slsc_status see_websocket(const slsc_host *h, slsc_unit *u, void *state,
                                 const slsc_event *event)
{
    if (slsc_truthy(h, u, event->node)) ((wanted *)state)->websocket = 1;
    return SLSC_OK;
}

/* The logs that need the role; NULL: none. */
static slsc_node *logs_of(const slsc_host *h, slsc_unit *u, const wanted *w)
{
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    slsc_node *rest = slsc_at_path(h, u, provider, "logs.restApi");
    slsc_node *websocket = slsc_at_path(h, u, provider, "logs.websocket");
    const slsc_node *access = slsc_get(h, u, rest, "accessLogging");
    const slsc_node *api = slsc_get(h, u, provider, "apiGateway");
    if (slsc_truthy(h, u, slsc_get(h, u, rest, "roleManagedExternally"))) return NULL;
    if (w->rest && slsc_truthy(h, u, rest) &&
        !slsc_truthy(h, u, slsc_get(h, u, api, "restApiId")) &&
        (slsc_is_void(h, u, access) || slsc_truthy(h, u, access)))
        return rest;
    if (w->websocket && slsc_truthy(h, u, websocket) &&
        !slsc_truthy(h, u, slsc_get(h, u, api, "websocketApiId")))
        return websocket;
    return NULL;
}

static slsc_status add_code(const slsc_host *h, slsc_unit *u, void *state)
{
    const slsc_node *logs = logs_of(h, u, state);
    return logs ? custom_resources_add_code(h, u, &account_role, logs) : SLSC_OK;
}

static slsc_status add_resources(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *logs = logs_of(h, u, state);
    if (!logs) return SLSC_OK;
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    slsc_node *role = slsc_at_path(h, u, provider, "logs.restApi.role");
    const slsc_hole holes[] = {
        { "helper", slsc_string(h, u, custom_resources_helper_id(h, u, &account_role), logs) },
        { "role", slsc_is_void(h, u, role) ? NULL : role },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_s("CustomApiGatewayAccountCloudWatchRole"),
                      h->fill(u, slsc_s(custom_resources_account_role_json), holes, logs));
    custom_resources_add_helper(h, u, &account_role, logs);
    return SLSC_OK;
}

static slsc_status open_state(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(wanted), _Alignof(wanted));
    return SLSC_OK;
}

static const slsc_pass rest = { .struct_size = sizeof rest,
                                .phase = SLSC_BUILD,
                                .name = "rest",
                                .event = "http",
                                .on_event = see_http };
static const slsc_pass websocket = { .struct_size = sizeof websocket,
                                     .phase = SLSC_BUILD,
                                     .name = "websocket",
                                     .event = "websocket",
                                     .on_event = see_websocket };
static const char *const after_events[] = { "custom-resources/rest", "custom-resources/websocket",
                                            NULL };
static const slsc_pass code = { .struct_size = sizeof code,
                                .phase = SLSC_BUILD,
                                .name = "code",
                                .after = after_events,
                                .run = add_code };
static const char *const after_apis[] = { "std/versions", "api-gateway/http", "websocket/websocket",
                                          NULL };
static const slsc_pass resources = { .struct_size = sizeof resources,
                                     .phase = SLSC_LOWER,
                                     .name = "account-role",
                                     .after = after_apis,
                                     .run = add_resources };
static const slsc_pass *const passes[] = { &rest, &websocket, &code, &resources, NULL };
static const char *const claims[] = { "provider.logs.restApi", "provider.logs.websocket", NULL };
static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "custom-resources",
                                    .version = "0.1.0",
                                    .summary = "functions that do what CloudFormation cannot",
                                    .passes = passes,
                                    .open = open_state,
                                    .claims = claims };

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
