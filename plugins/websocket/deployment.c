/* deployment.c: a snapshot of the API for its stage, and where to find it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-deployment.html
 *
 * A deployment cannot be changed: a changed API needs one with another logical id. So the id ends
 * with a hash over the API as it stands in the template. */
#include "websocket.h"

/* Whether a resource belongs to the API: it names it as its API, or in a list of what it needs. */
static int belongs(const slsc_host *h, slsc_unit *u, const slsc_node *resource)
{
    slsc_node *api = slsc_at_path(h, u, slsc_get(h, u, resource, "Properties"), "ApiId.Ref");
    slsc_node *depends = slsc_get(h, u, resource, "DependsOn");
    if (slsc_is(h->text(u, api), WEBSOCKET_API)) return 1;
    if (!slsc_is_list(h, u, depends)) return 0;
    for (size_t i = 0; i < h->count(depends); i++)
        if (slsc_is(h->text(u, h->at(depends, i)), WEBSOCKET_API)) return 1;
    return 0;
}

static slsc_str deployment_id(const slsc_host *h, slsc_unit *u, const websocket *w)
{
    const slsc_texts *texts = h->extension(u, SLSC_EXT_TEXT);
    const slsc_hashes *hashes = h->extension(u, SLSC_EXT_HASH);
    const slsc_node *all = slsc_section(h, u, "Resources");
    slsc_node *part = slsc_map(h, u, w->place);
    for (size_t i = 0; i < h->count(all); i++)
        if (slsc_is(h->key(all, i), WEBSOCKET_API) || belongs(h, u, h->at(all, i)))
            h->set(u, part, h->key(all, i), h->at(all, i));

    const slsc_str hash = hashes->sha256_base64(u, texts->json(u, part));
    char *letters = h->alloc(u, hash.len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < hash.len; i++)
        if (!strchr("+/=", hash.ptr[i])) letters[n++] = hash.ptr[i];
    return slsc_textf(h, u, "WebsocketsDeployment%.*s", (int)n, letters);
}

static slsc_node *dependencies(const slsc_host *h, slsc_unit *u, const websocket *w)
{
    slsc_node *list = slsc_list(h, u, w->place);
    for (size_t i = 0; i < w->count; i++) {
        const websocket_route *route = &w->routes[i];
        const slsc_str response = slsc_id2(h, u, route->id, "Response");
        if (route->response) h->append(u, list, slsc_string(h, u, response, route->event));
        h->append(u, list, slsc_string(h, u, route->id, route->event));
    }
    return list;
}

static void add_endpoint(const slsc_host *h, slsc_unit *u, const websocket *w)
{
    const slsc_log *log = h->extension(u, SLSC_EXT_LOG);
    const slsc_str stage = h->service(u)->stage;
    const slsc_str path = slsc_textf(h, u, "/%.*s", SLSC_ARG(stage));
    const slsc_hole holes[] = { { "api", w->api },
                                { "stage", slsc_string(h, u, path, w->place) },
                                { NULL, NULL } };
    slsc_add_output(h, u, slsc_s("ServiceEndpointWebsocket"),
                    h->fill(u, SLSC_EMBEDDED(websocket_service_endpoint_json), holes, w->place));
    const slsc_str host =
        slsc_api_host(h, u, w->api, w->external ? "websocketApiId" : WEBSOCKET_API);
    log->info(u, "endpoints", slsc_textf(h, u, "wss://%.*s%.*s", SLSC_ARG(host), SLSC_ARG(path)));
}

void websocket_add_deployment(const slsc_host *h, slsc_unit *u, const websocket *w)
{
    const slsc_str id = deployment_id(h, u, w);
    const slsc_str stage = h->service(u)->stage;
    const slsc_hole holes[] = {
        { "routes", dependencies(h, u, w) },
        { "api", w->api },
        { "description", w->description },
        { "stage", w->external ? slsc_string(h, u, stage, w->place) : NULL },
        { NULL, NULL },
    };
    slsc_node *on_stage =
        slsc_get(h, u, slsc_resource(h, u, slsc_s(WEBSOCKET_STAGE)), "Properties");
    slsc_add_resource(h, u, id,
                      h->fill(u, SLSC_EMBEDDED(websocket_deployment_json), holes, w->place));
    if (on_stage) slsc_set(h, u, on_stage, "DeploymentId", slsc_ref(h, u, id, w->place));
    add_endpoint(h, u, w);
}
