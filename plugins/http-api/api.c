/* api.c: the API, its one stage, which needs no deployments, and the stage's log.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-api.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-stage.html
 */
#include "http_api.h"

static slsc_node *logs_of(const slsc_host *h, slsc_unit *u, const http_api *api)
{
    return slsc_if_truthy(h, u, slsc_at_path(h, u, api->provider, "logs.httpApi"));
}

/* With `id` the API belongs to another stack: what only its owner can set is refused, even where
 * no event uses it yet. */
slsc_status http_api_check_external(const slsc_host *h, slsc_unit *u, const http_api *api)
{
    slsc_node *cors = slsc_get(h, u, api->settings, "cors");
    slsc_node *authorizers = slsc_get(h, u, api->settings, "authorizers");
    slsc_node *logs = logs_of(h, u, api);
    slsc_status status = SLSC_OK;
    if (!slsc_truthy(h, u, slsc_get(h, u, api->settings, "id"))) return SLSC_OK;
    if (slsc_truthy(h, u, cors))
        status = slsc_error_at(h, u, cors, "http-api/external-cors",
                               "`cors` is set where the API of `id` is made, not here");
    if (slsc_truthy(h, u, authorizers))
        status = slsc_tell(h, u, SLSC_ERROR, authorizers, "http-api/external-authorizers",
                           slsc_s("authorizers are made where the API of `id` is made, not here"),
                           NULL, "give their ids in the events: `authorizer: {id: …}`");
    if (logs)
        status = slsc_error_at(h, u, logs, "http-api/external-logs",
                               "logs are set where the API of `id` is made, not here");
    return status;
}

static slsc_node *api_name(const slsc_host *h, slsc_unit *u, const http_api *api)
{
    const slsc_service *s = h->service(u);
    slsc_node *given = slsc_get(h, u, api->settings, "name");
    slsc_node *service_first = slsc_get(h, u, api->settings, "shouldStartNameWithService");
    if (slsc_truthy(h, u, given)) return slsc_string(h, u, h->text(u, given), given);
    return slsc_string(h, u,
                       slsc_truthy(h, u, service_first)
                           ? slsc_textf(h, u, "%.*s-%.*s", SLSC_ARG(s->name), SLSC_ARG(s->stage))
                           : slsc_textf(h, u, "%.*s-%.*s", SLSC_ARG(s->stage), SLSC_ARG(s->name)),
                       api->place);
}

static slsc_node *log_format(const slsc_host *h, slsc_unit *u, slsc_node *logs)
{
    slsc_node *given = slsc_get(h, u, logs, "format");
    if (slsc_truthy(h, u, given)) return given;
    return slsc_stringz(h, u,
                        "{\"requestId\":\"$context.requestId\","
                        "\"ip\":\"$context.identity.sourceIp\","
                        "\"requestTime\":\"$context.requestTime\","
                        "\"httpMethod\":\"$context.httpMethod\","
                        "\"routeKey\":\"$context.routeKey\",\"status\":\"$context.status\","
                        "\"protocol\":\"$context.protocol\","
                        "\"responseLength\":\"$context.responseLength\"}",
                        logs);
}

static void add_log_group(const slsc_host *h, slsc_unit *u, const slsc_node *logs)
{
    const slsc_str stack = h->service(u)->stack;
    const slsc_str name = slsc_textf(h, u, "/aws/http-api/%.*s", SLSC_ARG(stack));
    slsc_add_resource(h, u, slsc_s(HTTP_API_LOG_GROUP), slsc_log_group(h, u, name, logs));
}

static void add_stage(const slsc_host *h, slsc_unit *u, const http_api *api, slsc_node *logs)
{
    const slsc_str log_group = slsc_s(HTTP_API_LOG_GROUP);
    slsc_node *metrics = slsc_get(h, u, api->settings, "metrics");
    const slsc_hole holes[] = {
        { "metrics", slsc_truthy(h, u, metrics) ? metrics : slsc_bool(h, u, 0, api->place) },
        { "tags", slsc_if_truthy(h, u, slsc_get(h, u, api->provider, "tags")) },
        { "destination", logs ? slsc_get_att(h, u, log_group, "Arn", logs) : NULL },
        { "format", logs ? log_format(h, u, logs) : NULL },
        { "log_group", logs ? slsc_string(h, u, log_group, logs) : NULL },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_s("HttpApiStage"),
                      h->fill(u, SLSC_EMBEDDED(http_api_stage_json), holes, api->place));
}

static void add_outputs(const slsc_host *h, slsc_unit *u, const http_api *api)
{
    const slsc_hole none[] = { { NULL, NULL } };
    slsc_node *outputs = h->fill(u, SLSC_EMBEDDED(http_api_outputs_json), none, api->place);
    for (size_t i = 0; i < h->count(outputs); i++)
        slsc_add_output(h, u, h->key(outputs, i), h->at(outputs, i));
}

void http_api_add_api(const slsc_host *h, slsc_unit *u, http_api *api)
{
    slsc_node *external = slsc_get(h, u, api->settings, "id");
    slsc_node *description = slsc_get(h, u, api->settings, "description");
    slsc_node *disable = slsc_get(h, u, api->settings, "disableDefaultEndpoint");
    slsc_node *logs = logs_of(h, u, api);
    api->external = slsc_truthy(h, u, external);
    api->api = api->external ? external : slsc_ref(h, u, slsc_s(HTTP_API_API), api->place);
    if (api->external) return;

    const slsc_hole holes[] = {
        { "name", api_name(h, u, api) },
        { "description", slsc_if_truthy(h, u, description) },
        { "disable_default_endpoint", slsc_is_void(h, u, disable) ? NULL : disable },
        { "tags", slsc_if_truthy(h, u, slsc_get(h, u, api->provider, "tags")) },
        { "cors", http_api_cors(h, u, api) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_s(HTTP_API_API),
                      h->fill(u, SLSC_EMBEDDED(http_api_api_json), holes, api->place));
    if (logs) add_log_group(h, u, logs);
    add_stage(h, u, api, logs);
    add_outputs(h, u, api);
}
