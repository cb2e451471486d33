/* rest_api.c: the API itself, or a reference to one that is made elsewhere.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-restapi.html
 */
#include "api_gateway.h"

/* {owner: me} -> [{Key: owner, Value: me}] */
static slsc_node *tag_list(const slsc_host *h, slsc_unit *u, const slsc_node *tags)
{
    slsc_node *list;
    if (!slsc_is_map(h, u, tags)) return NULL;
    list = slsc_list(h, u, tags);
    for (size_t i = 0; i < h->count(tags); i++) {
        slsc_node *value = h->at(tags, i), *tag = slsc_map(h, u, value);
        slsc_set(h, u, tag, "Key", slsc_string(h, u, h->key(tags, i), value));
        slsc_set(h, u, tag, "Value", value);
        h->append(u, list, tag);
    }
    return list;
}

static slsc_node *api_name(const slsc_host *h, slsc_unit *u, const api_gateway *api)
{
    const slsc_service *s = h->service(u);
    slsc_node *given = slsc_get(h, u, api->provider, "apiName");
    const int service_first =
        slsc_truthy(h, u, slsc_get(h, u, api->settings, "shouldStartNameWithService"));
    if (slsc_truthy(h, u, given)) return given;
    return slsc_string(h, u,
                       service_first
                           ? slsc_textf(h, u, "%.*s-%.*s", SLSC_ARG(s->name), SLSC_ARG(s->stage))
                           : slsc_textf(h, u, "%.*s-%.*s", SLSC_ARG(s->stage), SLSC_ARG(s->name)),
                       api->place);
}

/* An empty policy is written too: taking a policy away would else leave the old one in force. */
static slsc_node *policy(const slsc_host *h, slsc_unit *u, const api_gateway *api)
{
    slsc_node *statements = api_gateway_setting(h, u, api, "resourcePolicy"), *document;
    if (h->count(statements) == 0) return slsc_stringz(h, u, "", api->place);
    document = slsc_map(h, u, statements);
    slsc_set(h, u, document, "Version", slsc_stringz(h, u, "2012-10-17", statements));
    slsc_set(h, u, document, "Statement", statements);
    return document;
}

static slsc_node *in_capitals(const slsc_host *h, slsc_unit *u, const slsc_node *value)
{
    if (!slsc_truthy(h, u, value)) return NULL;
    return slsc_string(h, u, slsc_upper(h, u, h->text(u, value)), value);
}

/* "" is a mode too: it takes away one that was set. */
static slsc_node *access_mode(const slsc_host *h, slsc_unit *u, slsc_node *mode)
{
    return slsc_is_string(h, u, mode) && h->text(u, mode).len == 0 ? mode : in_capitals(h, u, mode);
}

static slsc_node *if_truthy(const slsc_host *h, slsc_unit *u, const slsc_node *map, const char *key)
{
    slsc_node *value = slsc_get(h, u, map, key);
    return slsc_truthy(h, u, value) ? value : NULL;
}

static slsc_node *if_given(const slsc_host *h, slsc_unit *u, const slsc_node *map, const char *key)
{
    slsc_node *value = slsc_get(h, u, map, key);
    return slsc_is_void(h, u, value) ? NULL : value;
}

/* With `restApiId` the API belongs to another stack: what only its owner can set is refused, even
 * where no event uses it yet. */
slsc_status api_gateway_check_external(const slsc_host *h, slsc_unit *u, const api_gateway *api)
{
    slsc_node *id = slsc_get(h, u, api->settings, "restApiId");
    slsc_node *tracing = slsc_at_path(h, u, api->provider, "tracing.apiGateway");
    slsc_node *logs = slsc_at_path(h, u, api->provider, "logs.restApi");
    slsc_status status = SLSC_OK;
    if (!slsc_truthy(h, u, id)) return SLSC_OK;
    if (!slsc_truthy(h, u, slsc_get(h, u, api->settings, "restApiRootResourceId")))
        status =
            slsc_tell(h, u, SLSC_ERROR, id, "http/missing-root-resource",
                      slsc_s("`restApiId` needs `restApiRootResourceId` beside it"), NULL,
                      "add `restApiRootResourceId:`, an output of the stack that owns the API");
    if (!slsc_is_void(h, u, tracing))
        status = slsc_error_at(h, u, tracing, "http/external-tracing",
                               "tracing is set where the API of `restApiId` is made, not here");
    if (!slsc_is_void(h, u, logs))
        status = slsc_error_at(h, u, logs, "http/external-logs",
                               "logs are set where the API of `restApiId` is made, not here");
    return status;
}

/* What a stage of an API can be called: older frameworks let any stage through to here. */
static slsc_status check_stage(const slsc_host *h, slsc_unit *u, const api_gateway *api)
{
    slsc_str stage = h->service(u)->stage;
    for (size_t i = 0; i < stage.len; i++)
        if (stage.ptr[i] == '.')
            return slsc_error_at(h, u, slsc_get(h, u, api->provider, "stage"), "http/bad-stage",
                                 "a stage with a dot, `%.*s`, cannot be the stage of an API",
                                 SLSC_ARG(stage));
    return SLSC_OK;
}

slsc_status api_gateway_add_rest_api(const slsc_host *h, slsc_unit *u, api_gateway *api)
{
    static const char id[] = "ApiGatewayRestApi";
    slsc_node *external = slsc_get(h, u, api->settings, "restApiId");
    slsc_node *endpoint = slsc_get(h, u, api->settings, "endpoint");
    slsc_node *type = in_capitals(h, u, slsc_get(h, u, api->provider, "endpointType"));
    slsc_node *vpc_endpoints = type ? if_truthy(h, u, api->provider, "vpcEndpointIds") : NULL;
    api->root = slsc_get(h, u, api->settings, "restApiRootResourceId");
    if (check_stage(h, u, api) != SLSC_OK) return SLSC_FAIL;
    if (slsc_truthy(h, u, external)) {
        api->rest_api = external;
        return SLSC_OK;
    }

    if (vpc_endpoints && !slsc_is(h->text(u, type), "PRIVATE"))
        return slsc_tell(h, u, SLSC_ERROR, vpc_endpoints, "http/vpc-endpoints-need-private",
                         slsc_s("`vpcEndpointIds` are for private APIs"), NULL,
                         "set `endpointType: PRIVATE`");
    const slsc_hole holes[] = {
        { "name", api_name(h, u, api) },
        { "binary_media_types", if_truthy(h, u, api->settings, "binaryMediaTypes") },
        { "disable_default_endpoint", if_given(h, u, api->settings, "disableDefaultEndpoint") },
        { "endpoint_type", type ? type : slsc_stringz(h, u, "EDGE", api->place) },
        { "vpc_endpoint_ids", vpc_endpoints },
        { "security_policy", if_truthy(h, u, endpoint, "securityPolicy") },
        { "access_mode", access_mode(h, u, slsc_get(h, u, endpoint, "accessMode")) },
        { "tags", tag_list(h, u, slsc_get(h, u, api->provider, "tags")) },
        { "policy", policy(h, u, api) },
        { "api_key_source", in_capitals(h, u, slsc_get(h, u, api->settings, "apiKeySourceType")) },
        { "minimum_compression_size", if_given(h, u, api->settings, "minimumCompressionSize") },
        { "description", if_truthy(h, u, api->settings, "description") },
        { NULL, NULL },
    };
    api->rest_api = slsc_ref(h, u, slsc_s(id), api->place);
    if (!slsc_truthy(h, u, api->root))
        api->root = slsc_get_att(h, u, slsc_s(id), "RootResourceId", api->place);
    return slsc_add_resource(h, u, slsc_s(id),
                             api_gateway_fill(h, u, api_gateway_rest_api_json, holes, api->place));
}
