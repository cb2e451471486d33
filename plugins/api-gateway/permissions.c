/* permissions.c: the API may invoke the functions of its routes, and those that authorize.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-permission.html
 */
#include "api_gateway.h"

static slsc_node *permission(const slsc_host *h, slsc_unit *u, const api_gateway *api,
                             slsc_node *target, slsc_str alias_id, const slsc_node *from)
{
    const slsc_hole holes[] = {
        { "target", target },
        { "rest_api", api->rest_api },
        { "alias", alias_id.len ? slsc_string(h, u, alias_id, from) : NULL },
        { NULL, NULL },
    };
    return api_gateway_fill(h, u, api_gateway_permission_json, holes, from);
}

/* One for an authorizer that is a function, if nothing of that name has one. */
static void permit_authorizer(const slsc_host *h, slsc_unit *u, const api_gateway *api,
                              const api_gateway_authorizer *a)
{
    if (!a || !a->arn || a->user_pool || a->managed_externally) return;
    const slsc_str id =
        slsc_id2(h, u, h->name_part(u, SLSC_NAME_FUNCTION, a->name), "LambdaPermissionApiGateway");
    slsc_node *target = a->alias_id.len ? slsc_ref(h, u, a->alias_id, a->place) : a->arn;
    if (slsc_resource(h, u, id)) return;
    slsc_add_resource(h, u, id, permission(h, u, api, target, slsc_s(""), a->place));
}

/* One for each function, whatever the number of its routes: the last one's place counts. */
void api_gateway_add_permissions(const slsc_host *h, slsc_unit *u, const api_gateway *api)
{
    for (size_t i = 0; i < api->count; i++) {
        const api_gateway_route *route = &api->routes[i];
        const slsc_function *f = route->function;
        slsc_add_resource(
            h, u, slsc_id2(h, u, f->id, "LambdaPermissionApiGateway"),
            permission(h, u, api, h->target(u, f, route->event), f->alias_id, route->event));
        permit_authorizer(h, u, api, route->authorizer);
    }
}
