/* routes.c: what the events say, and how a request finds its function: a route names an
 * integration, of which each function has one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
#include "http_api.h"

/* ---- Reading ---- */

static int has_space(slsc_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == ' ' || (text.ptr[i] >= '\t' && text.ptr[i] <= '\r')) return 1;
    return 0;
}

/* "GET /users" */
static slsc_status read_text(const slsc_host *h, slsc_unit *u, http_api_route *route)
{
    const slsc_str text = h->text(u, route->event);
    const char *space = text.len ? memchr(text.ptr, ' ', text.len) : NULL;
    const size_t n = space ? (size_t)(space - text.ptr) : 0;
    if (slsc_is(text, "*")) return SLSC_OK;
    if (space) {
        route->method = slsc_upper(h, u, slsc_bytes(text.ptr, n));
        route->path = slsc_bytes(space + 1, text.len - n - 1);
    }
    if (space && http_api_is_method(route->method) && slsc_begins(route->path, "/") &&
        !has_space(route->path))
        return SLSC_OK;
    return slsc_tell(h, u, SLSC_ERROR, route->event, "http-api/bad-route",
                     slsc_textf(h, u, "`%.*s` is not a route", SLSC_ARG(text)), NULL,
                     "write a method and a path, as in `GET /users`, or `*`");
}

/* {method: get, path: /users} */
static slsc_status read_map(const slsc_host *h, slsc_unit *u, http_api_route *route)
{
    slsc_node *method = slsc_if_truthy(h, u, slsc_get(h, u, route->event, "method"));
    slsc_node *path = slsc_get(h, u, route->event, "path");
    const slsc_str word = h->text(u, method);
    if (!slsc_is_string(h, u, path) || !slsc_truthy(h, u, path))
        return slsc_tell(h, u, SLSC_ERROR, route->event, "http-api/missing-path",
                         slsc_s("this event has no path"), NULL, "add `path: /…`, or `path: '*'`");
    if (slsc_is(h->text(u, path), "*") && (!method || slsc_is(word, "*"))) return SLSC_OK;
    if (slsc_is(h->text(u, path), "*"))
        return slsc_tell(
            h, u, SLSC_ERROR, path, "http-api/any-path-with-method",
            slsc_textf(h, u, "the path `*` takes all methods, not `%.*s` alone", SLSC_ARG(word)),
            NULL, "remove `method`, or write `path: /{proxy+}`");
    if (!method)
        return slsc_tell(h, u, SLSC_ERROR, route->event, "http-api/missing-method",
                         slsc_s("this event has no method"), NULL, "add `method: GET`, or `*`");
    route->method = slsc_is(word, "*") ? slsc_s("ANY") : slsc_upper(h, u, word);
    route->path = h->text(u, path);
    if (http_api_is_method(route->method)) return SLSC_OK;
    return slsc_tell(h, u, SLSC_ERROR, method, "http-api/unknown-method",
                     slsc_textf(h, u, "`%.*s` is not a method of HTTP APIs", SLSC_ARG(word)), NULL,
                     "one of GET, POST, PUT, PATCH, OPTIONS, HEAD, DELETE, ANY or *");
}

/* A place for the route: its number, or that of the route whose place it takes. */
static slsc_status place_of(const slsc_host *h, slsc_unit *u, http_api *api,
                            const http_api_route *route, size_t *out)
{
    int64_t first;
    *out = api->count;
    if (!api->known) api->known = slsc_map(h, u, h->root(u, SLSC_CONFIG));
    if (h->to_int(h->get(u, api->known, route->key), &first) != SLSC_OK) {
        h->set(u, api->known, route->key, slsc_int(h, u, (int64_t)*out, api->known));
        return SLSC_OK;
    }
    *out = (size_t)first;
    const int any = slsc_is(route->key, "*");
    slsc_diag diag = { .struct_size = (uint32_t)sizeof diag };
    diag.severity = any ? SLSC_WARNING : SLSC_ERROR;
    diag.code = "http-api/duplicate-route";
    diag.message =
        slsc_textf(h, u, "the route `%.*s` has two handlers, `%.*s` and `%.*s`%s",
                   SLSC_ARG(route->key), SLSC_ARG(api->routes[first].function->key),
                   SLSC_ARG(route->function->key), any ? ": the last one is called" : "");
    diag.at = route->event;
    diag.see = api->routes[first].event;
    diag.see_label = slsc_s("the first one is here");
    h->report(u, &diag);
    return any ? SLSC_OK : SLSC_FAIL;
}

static void keep(const slsc_host *h, slsc_unit *u, http_api *api, const http_api_route *route,
                 size_t at)
{
    if (at == api->room) {
        const size_t room = api->room ? api->room * 2 : 16;
        http_api_route *more = h->alloc(u, room * sizeof *more, _Alignof(http_api_route));
        if (api->count) memcpy(more, api->routes, api->count * sizeof *more);
        api->routes = more;
        api->room = room;
    }
    api->routes[at] = *route;
    if (at == api->count) api->count++;
}

/* An HTTP API waits 30 seconds: a function that may take as long is told of, once. */
static void warn_of_timeout(const slsc_host *h, slsc_unit *u, http_api *api, const slsc_function *f)
{
    slsc_node *own = slsc_get(h, u, f->node, "timeout");
    slsc_node *timeout = slsc_truthy(h, u, own) ? own : slsc_get(h, u, api->provider, "timeout");
    double seconds = 0;
    if (api->last == f) return;
    api->last = f;
    if (h->to_float(timeout, &seconds) != SLSC_OK || seconds < 30) return;
    slsc_warn_at(h, u, timeout, "http-api/long-timeout",
                 seconds > 30 ? "`%.*s` may run for %.*s seconds, but an HTTP API waits for 30"
                              : "`%.*s` may run for %.*s seconds, as long as an HTTP API waits: "
                                "nothing is left for the answer",
                 SLSC_ARG(f->key), SLSC_ARG(h->text(u, timeout)));
}

slsc_status http_api_collect(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    http_api *api = state;
    http_api_route route = { .function = e->function, .event = e->node };
    size_t at;
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK; /* `httpApi:` with nothing asks for nothing */
    http_api_begin(h, u, api);
    if ((slsc_is_map(h, u, e->node) ? read_map : read_text)(h, u, &route) != SLSC_OK)
        return SLSC_FAIL;
    route.key = route.path.len
                    ? slsc_textf(h, u, "%.*s %.*s", SLSC_ARG(route.method), SLSC_ARG(route.path))
                    : slsc_s("*");
    if (!route.method.len) route.method = slsc_s("ANY");
    if (http_api_read_authorizer(h, u, api, &route) != SLSC_OK ||
        place_of(h, u, api, &route, &at) != SLSC_OK)
        return SLSC_FAIL;
    http_api_allow_method(h, u, api, route.method);
    warn_of_timeout(h, u, api, e->function);
    keep(h, u, api, &route, at);
    return SLSC_OK;
}

/* ---- Resources ---- */

static slsc_str integration_id(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    return slsc_textf(h, u, "HttpApiIntegration%.*s", SLSC_ARG(f->id));
}

static void add_integration(const slsc_host *h, slsc_unit *u, const http_api *api,
                            const http_api_route *route)
{
    const slsc_function *f = route->function;
    slsc_node *own = slsc_at_path(h, u, f->node, "httpApi.payload");
    slsc_node *common = slsc_get(h, u, api->settings, "payload");
    slsc_node *target = h->target(u, f, route->event);
    const slsc_hole holes[] = {
        { "alias", f->alias_id.len ? slsc_string(h, u, f->alias_id, route->event) : NULL },
        { "api", api->api },
        { "target", target },
        { "payload", slsc_truthy(h, u, own)      ? own
                     : slsc_truthy(h, u, common) ? common
                                                 : slsc_stringz(h, u, "2.0", route->event) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_id2(h, u, f->id, "LambdaPermissionHttpApi"),
                      http_api_permission(h, u, api, target, f->alias_id, route->event));
    slsc_add_resource(h, u, integration_id(h, u, f),
                      h->fill(u, SLSC_EMBEDDED(http_api_integration_json), holes, route->event));
}

static void add_route(const slsc_host *h, slsc_unit *u, const http_api *api,
                      const http_api_route *route)
{
    const int any = slsc_is(route->key, "*");
    const slsc_str name = any ? slsc_s("Default") : h->name_part(u, SLSC_NAME_PATH, route->key);
    const slsc_str key = any ? slsc_s("$default") : route->key;
    const slsc_hole holes[] = {
        { "api", api->api },
        { "key", slsc_string(h, u, key, route->event) },
        { "integration", slsc_string(h, u, integration_id(h, u, route->function), route->event) },
        { "authorization",
          route->authorization ? slsc_stringz(h, u, route->authorization, route->event) : NULL },
        { "authorizer", route->authorizer },
        { "scopes", route->scopes },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_textf(h, u, "HttpApiRoute%.*s", SLSC_ARG(name)),
                      h->fill(u, SLSC_EMBEDDED(http_api_route_json), holes, route->event));
}

void http_api_add_routes(const slsc_host *h, slsc_unit *u, const http_api *api)
{
    const slsc_log *log = h->extension(u, SLSC_EXT_LOG);
    const slsc_str host =
        slsc_api_host(h, u, api->api, api->external ? "httpApi.id" : HTTP_API_API);
    for (size_t i = 0; i < api->count; i++) {
        const http_api_route *route = &api->routes[i];
        if (i == 0 || api->routes[i - 1].function != route->function)
            add_integration(h, u, api, route);
        add_route(h, u, api, route);
        log->info(u, "endpoints",
                  slsc_textf(h, u, "%.*s - https://%.*s%.*s", SLSC_ARG(route->method),
                             SLSC_ARG(host), SLSC_ARG(route->path)));
    }
}
