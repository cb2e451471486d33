/* account_role.c: the role with which API Gateway writes logs, set for the account.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 *
 * Wanted where a REST API of the service has access logs, or a websocket API any, unless the user
 * says that the role is managed elsewhere. */
#include "custom_resources.h"

static const custom_resources_helper account_role = {
    .key = "custom-resource-apigw-cw-role",
    .folder = "api-gateway-cloud-watch-role",
    .code = custom_resources_account_role_js,
};

slsc_status custom_resources_see_http(const slsc_host *h, slsc_unit *u, void *state,
                                      const slsc_event *event)
{
    if (slsc_truthy(h, u, event->node)) ((custom_resources *)state)->rest = 1;
    return SLSC_OK;
}

slsc_status custom_resources_see_websocket(const slsc_host *h, slsc_unit *u, void *state,
                                           const slsc_event *event)
{
    if (slsc_truthy(h, u, event->node)) ((custom_resources *)state)->websocket = 1;
    return SLSC_OK;
}

/* The logs that need the role; NULL: none. */
static slsc_node *logs_of(const slsc_host *h, slsc_unit *u, const custom_resources *all)
{
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    slsc_node *rest = slsc_at_path(h, u, provider, "logs.restApi");
    slsc_node *websocket = slsc_at_path(h, u, provider, "logs.websocket");
    const slsc_node *access = slsc_get(h, u, rest, "accessLogging");
    const slsc_node *api = slsc_get(h, u, provider, "apiGateway");
    if (slsc_truthy(h, u, slsc_get(h, u, rest, "roleManagedExternally"))) return NULL;
    if (all->rest && slsc_truthy(h, u, rest) &&
        !slsc_truthy(h, u, slsc_get(h, u, api, "restApiId")) &&
        (slsc_is_void(h, u, access) || slsc_truthy(h, u, access)))
        return rest;
    if (all->websocket && slsc_truthy(h, u, websocket) &&
        !slsc_truthy(h, u, slsc_get(h, u, api, "websocketApiId")))
        return websocket;
    return NULL;
}

slsc_status custom_resources_account_role_code(const slsc_host *h, slsc_unit *u, void *state)
{
    const slsc_node *logs = logs_of(h, u, state);
    return logs ? custom_resources_add_code(h, u, &account_role, logs) : SLSC_OK;
}

slsc_status custom_resources_account_role(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *logs = logs_of(h, u, state);
    if (!logs) return SLSC_OK;
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    slsc_node *rest = slsc_at_path(h, u, provider, "logs.restApi");
    /* `restApi: false` beside logs of a WebSocket API is written as the role, by the reference too:
     * the helper takes it for none. */
    slsc_node *role = slsc_is_false(h, u, rest) ? rest : slsc_get(h, u, rest, "role");
    const slsc_hole holes[] = {
        { "helper", slsc_string(h, u, custom_resources_helper_id(h, u, &account_role), logs) },
        { "role", slsc_is_void(h, u, role) ? NULL : role },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_s("CustomApiGatewayAccountCloudWatchRole"),
                      h->fill(u, SLSC_EMBEDDED(custom_resources_account_role_json), holes, logs));
    custom_resources_add_helper(
        h, u, &account_role,
        h->json(u, SLSC_EMBEDDED(custom_resources_account_role_statements_json), logs), logs);
    return SLSC_OK;
}
