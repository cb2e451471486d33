/* log_group.c: access logs of the API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 *
 * The stage is made by the deployment and set up when the service is deployed; the template has
 * what it writes to. */
#include "api_gateway.h"

void api_gateway_add_log_group(const slsc_host *h, slsc_unit *u, const api_gateway *api)
{
    slsc_node *logs = slsc_at_path(h, u, api->provider, "logs.restApi");
    slsc_node *access = slsc_get(h, u, logs, "accessLogging");
    const slsc_service *s = h->service(u);
    if (!slsc_truthy(h, u, logs) || (!slsc_is_void(h, u, access) && !slsc_truthy(h, u, access)))
        return;
    const slsc_str name =
        slsc_textf(h, u, "/aws/api-gateway/%.*s-%.*s", SLSC_ARG(s->name), SLSC_ARG(s->stage));
    slsc_add_resource(h, u, slsc_s("ApiGatewayLogGroup"), slsc_log_group(h, u, name, logs));
}
