/* methods.c: a route is a method of a resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-method.html
 */
#include "api_gateway.h"

/* AuthorizationType, AuthorizerId, AuthorizationScopes, and what the method must wait for. */
typedef struct authorization {
    slsc_str type;
    slsc_node *authorizer, *scopes;
    slsc_str depends; /* empty: the permission to invoke the function */
} authorization;

static authorization authorize(const slsc_host *h, slsc_unit *u, const api_gateway_authorizer *a)
{
    authorization out = { .type = slsc_s("NONE") };
    if (!a) return out;
    if (slsc_is(a->type, "AWS_IAM")) {
        out.type = a->type;
        return out;
    }
    const slsc_str type = slsc_upper(h, u, a->type);
    if (a->id) {
        const int custom = slsc_is(type, "TOKEN") || slsc_is(type, "REQUEST");
        out.type = custom ? slsc_s("CUSTOM") : a->type;
        out.authorizer = a->id;
    } else {
        out.type = slsc_s(a->user_pool ? "COGNITO_USER_POOLS" : "CUSTOM");
        out.depends =
            slsc_id2(h, u, h->name_part(u, SLSC_NAME_FUNCTION, a->name), "ApiGatewayAuthorizer");
        out.authorizer = slsc_ref(h, u, out.depends, a->place);
    }
    if (a->user_pool && h->count(a->scopes)) out.scopes = a->scopes;
    return out;
}

/* {"method.request.path.id": {required: false}} -> {"method.request.path.id": false} */
static slsc_node *request_parameters(const slsc_host *h, slsc_unit *u,
                                     const api_gateway_route *route)
{
    slsc_node *all = slsc_map(h, u, route->event);
    for (size_t i = 0; i < h->count(route->parameters); i++) {
        slsc_node *value = h->at(route->parameters, i);
        if (slsc_is_map(h, u, value)) {
            slsc_node *required = slsc_get(h, u, value, "required");
            value = slsc_is_void(h, u, required) ? slsc_bool(h, u, 1, value) : required;
        }
        h->set(u, all, h->key(route->parameters, i), value);
    }
    return all;
}

static slsc_str method_id(const slsc_host *h, slsc_unit *u, const api_gateway_route *route)
{
    slsc_str lower = { NULL, route->method.len };
    char *room = h->alloc(u, lower.len + 1, 1);
    for (size_t i = 0; i < lower.len; i++)
        room[i] = (char)(i ? route->method.ptr[i] - 'A' + 'a' : route->method.ptr[i]);
    lower.ptr = room;
    const slsc_str name = route->resource ? route->resource->name : slsc_s("");
    const slsc_str parts[] = { slsc_s("ApiGatewayMethod"), name, lower };
    return h->logical_id(u, parts, 3);
}

void api_gateway_add_methods(const slsc_host *h, slsc_unit *u, const api_gateway *api)
{
    for (size_t i = 0; i < api->count; i++) {
        api_gateway_route *route = &api->routes[i];
        const slsc_function *f = route->function;
        const slsc_node *from = route->event;
        const authorization auth = authorize(h, u, route->authorizer);
        const slsc_str permission = slsc_id2(h, u, f->id, "LambdaPermissionApiGateway");
        slsc_node *operation = slsc_get(h, u, from, "operationId");
        const slsc_hole holes[] = {
            { "method", slsc_string(h, u, route->method, from) },
            { "request_parameters", request_parameters(h, u, route) },
            { "resource", route->resource ? route->resource->ref : api->root },
            { "rest_api", api->rest_api },
            { "operation", slsc_is_void(h, u, operation) ? NULL : operation },
            { "private",
              slsc_bool(h, u, slsc_truthy(h, u, slsc_get(h, u, from, "private")), from) },
            { "authorization", slsc_string(h, u, auth.type, from) },
            { "authorizer", auth.authorizer },
            { "scopes", auth.scopes },
            { "integration", api_gateway_integration(h, u, api, route) },
            { "responses", api_gateway_method_responses(h, u, route) },
            { "depends", slsc_string(h, u, auth.depends.len ? auth.depends : permission, from) },
            { "alias", f->alias_id.len ? slsc_string(h, u, f->alias_id, from) : NULL },
            { NULL, NULL },
        };
        route->method_id = method_id(h, u, route);
        slsc_replace_resource(h, u, route->method_id, /* equal routes are told of by the routes */
                              api_gateway_fill(h, u, api_gateway_method_json, holes, from));
        h->append(u, api->methods, slsc_string(h, u, route->method_id, from));
    }
}
