/* deployment.c: a snapshot of the API under the name of the stage, and where to find it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-deployment.html
 *
 * A deployment cannot be changed: a changed API needs one with another logical id. Its id ends
 * with a token that a later pass, when the API is complete, replaces by a hash of the content. */
#include "api_gateway.h"

/* "GET - https://…/dev/users" for the Service Information block. */
static void tell_endpoints(const slsc_host *h, slsc_unit *u, const api_gateway *api)
{
    const slsc_log *log = h->extension(u, SLSC_EXT_LOG);
    const slsc_str stage = h->service(u)->stage;
    const int external = slsc_truthy(h, u, slsc_get(h, u, api->settings, "restApiId"));
    const slsc_str host =
        slsc_api_host(h, u, api->rest_api, external ? "restApiId" : "ApiGatewayRestApi");
    if (!log) return;
    for (size_t i = 0; i < api->count; i++) {
        const api_gateway_route *route = &api->routes[i];
        log->info(u, "endpoints",
                  slsc_textf(h, u, "%.*s - https://%.*s/%.*s%s%.*s", SLSC_ARG(route->method),
                             SLSC_ARG(host), SLSC_ARG(stage), route->path.len ? "/" : "",
                             SLSC_ARG(route->path)));
    }
}

void api_gateway_add_deployment(const slsc_host *h, slsc_unit *u, api_gateway *api)
{
    const slsc_node *from = api->place;
    const slsc_str stage = h->service(u)->stage;
    slsc_node *name = slsc_get(h, u, api->settings, "stage");
    slsc_node *description = slsc_get(h, u, api->settings, "description");
    const slsc_hole holes[] = {
        { "rest_api", api->rest_api },
        { "stage", slsc_truthy(h, u, name) ? name : slsc_string(h, u, stage, from) },
        { "description", slsc_truthy(h, u, description) ? description : NULL },
        { "methods", api->methods },
        { NULL, NULL },
    };
    api->deployment = slsc_s("ApiGatewayDeploymentSlscInstanceId");
    slsc_add_resource(h, u, api->deployment,
                      api_gateway_fill(h, u, api_gateway_deployment_json, holes, from));

    const slsc_str path = slsc_textf(h, u, "/%.*s", SLSC_ARG(stage));
    const slsc_hole endpoint[] = {
        { "rest_api", api->rest_api },
        { "stage", slsc_string(h, u, path, from) },
        { NULL, NULL },
    };
    slsc_add_output(h, u, slsc_s("ServiceEndpoint"),
                    api_gateway_fill(h, u, api_gateway_service_endpoint_json, endpoint, from));
    tell_endpoints(h, u, api);
}
