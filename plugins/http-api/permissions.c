/* permissions.c: the API may invoke a function, one of a route or one that authorizes.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-permission.html
 */
#include "http_api.h"

slsc_node *http_api_permission(const slsc_host *h, slsc_unit *u, const http_api *api,
                               slsc_node *target, slsc_str alias_id, const slsc_node *from)
{
    const slsc_hole holes[] = {
        { "target", target },
        { "api", api->api },
        { "alias", alias_id.len ? slsc_string(h, u, alias_id, from) : NULL },
        { NULL, NULL },
    };
    return h->fill(u, SLSC_EMBEDDED(http_api_permission_json), holes, from);
}
