/* routes.c: `http` events, checked and in normal form.
 *
 *     - http: GET /users/{id}
 *     - http: { path: users/{id}, method: get, cors: true, … }
 *
 * A path has no slash at its ends, a method is in capitals; what else an event may say is read
 * where it is used. Most faults are found by the schema; those found here are the ones it cannot
 * see, or that are left when the user switched validation off. */
#include "api_gateway.h"

static int one_of(slsc_str text, const char *const *words)
{
    for (; *words; words++)
        if (slsc_is(text, *words)) return 1;
    return 0;
}

/* "GET /users" -> its two words; a map -> its members. */
static slsc_status read_words(const slsc_host *h, slsc_unit *u, const slsc_node *event,
                              slsc_str *method, slsc_str *path, const slsc_node **path_place)
{
    *path_place = event;
    if (slsc_is_map(h, u, event)) {
        slsc_node *m = slsc_get(h, u, event, "method"), *p = slsc_get(h, u, event, "path");
        slsc_status status = SLSC_OK;
        if (slsc_is_void(h, u, m))
            status =
                slsc_tell(h, u, SLSC_ERROR, event, "http/missing-method",
                          slsc_s("this `http` event has no `method`"), NULL, "add `method: get`");
        if (slsc_is_void(h, u, p))
            status = slsc_tell(h, u, SLSC_ERROR, event, "http/missing-path",
                               slsc_s("this `http` event has no `path`"), NULL,
                               "add `path: /`, or where it shall be found");
        *method = h->text(u, m);
        *path = h->text(u, p);
        *path_place = p;
        return status;
    }

    const slsc_str text = h->text(u, event);
    const char *gap = text.len ? memchr(text.ptr, ' ', text.len) : NULL;
    if (!slsc_is_string(h, u, event) || !gap)
        return slsc_tell(h, u, SLSC_ERROR, event, "http/bad-event",
                         slsc_s("an `http` event needs a method and a path"), NULL,
                         "write `http: GET /users`");
    *method = (slsc_str) { text.ptr, (size_t)(gap - text.ptr) };
    *path = (slsc_str) { gap + 1, (size_t)(text.ptr + text.len - gap - 1) };
    return SLSC_OK;
}

static slsc_status check_method(const slsc_host *h, slsc_unit *u, const api_gateway_route *route)
{
    static const char *const methods[] = { "GET",  "POST",   "PUT", "PATCH", "OPTIONS",
                                           "HEAD", "DELETE", "ANY", NULL };
    const slsc_node *place = slsc_get(h, u, route->event, "method");
    if (one_of(route->method, methods)) return SLSC_OK;
    return slsc_tell(h, u, SLSC_ERROR, place ? place : route->event, "http/unknown-method",
                     slsc_textf(h, u, "`%.*s` is not an HTTP method", SLSC_ARG(route->method)),
                     NULL, "use get, post, put, patch, options, head, delete, or any for all");
}

/* Each segment becomes a resource named after all before it, so a long path makes a template of its
 * length squared; ids may have 255 characters anyway. */
enum { MAX_PATH = 1024 };

/* One slash goes at each end, as the reference has it; another one there would make a resource
 * without a name. */
static slsc_status check_path(const slsc_host *h, slsc_unit *u, const slsc_node *place,
                              slsc_str *path)
{
    slsc_str p = *path;
    if (p.len && p.ptr[0] == '/') p.ptr++, p.len--;
    if (p.len && p.ptr[p.len - 1] == '/') p.len--;
    *path = p;
    if (p.len > MAX_PATH)
        return slsc_error_at(h, u, place, "http/bad-path", "a path of %zu bytes is too long: %d",
                             p.len, MAX_PATH);
    for (size_t i = 0; i < p.len; i++) {
        const unsigned char c = (unsigned char)p.ptr[i];
        if (c <= ' ' || c == 0x7f)
            return slsc_error_at(h, u, place, "http/bad-path",
                                 "the path `%.*s` has white space in it", SLSC_ARG(p));
        if (c == '/' && (i == 0 || i + 1 == p.len || p.ptr[i - 1] == '/'))
            return slsc_error_at(h, u, place, "http/bad-path",
                                 "the path `%.*s` has an empty segment", SLSC_ARG(p));
    }
    return SLSC_OK;
}

static slsc_status read_integration(const slsc_host *h, slsc_unit *u, api_gateway_route *route)
{
    static const char *const types[] = { "AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK", NULL };
    const slsc_node *given = slsc_get(h, u, route->event, "integration");
    if (!slsc_truthy(h, u, given)) {
        const int async = slsc_truthy(h, u, slsc_get(h, u, route->event, "async"));
        route->type = slsc_s(async ? "AWS" : "AWS_PROXY");
        return SLSC_OK;
    }
    route->type = api_gateway_constant(h, u, h->text(u, given));
    if (slsc_is(route->type, "LAMBDA")) route->type = slsc_s("AWS");
    if (slsc_is(route->type, "LAMBDA_PROXY")) route->type = slsc_s("AWS_PROXY");
    if (one_of(route->type, types)) return SLSC_OK;
    return slsc_tell(h, u, SLSC_ERROR, given, "http/unknown-integration",
                     slsc_textf(h, u, "`%.*s` is not an integration", SLSC_ARG(h->text(u, given))),
                     NULL, "use lambda-proxy, lambda, http-proxy, http or mock");
}

/* {querystrings: {q: true}} -> {"method.request.querystring.q": true} */
static slsc_node *read_parameters(const slsc_host *h, slsc_unit *u, const slsc_node *event)
{
    static const char *const places[][2] = { { "querystrings", "querystring" },
                                             { "paths", "path" },
                                             { "headers", "header" } };
    slsc_node *given = slsc_get(h, u, slsc_get(h, u, event, "request"), "parameters"), *all;
    if (!slsc_is_map(h, u, given)) return NULL;
    all = slsc_map(h, u, given);
    for (size_t k = 0; k < 3; k++) {
        const slsc_node *group = slsc_get(h, u, given, places[k][0]);
        for (size_t i = 0; i < h->count(group); i++) {
            const slsc_str name = h->key(group, i);
            h->set(u, all, slsc_textf(h, u, "method.request.%s.%.*s", places[k][1], SLSC_ARG(name)),
                   h->at(group, i));
        }
    }
    return all;
}

/* What only some integrations know. */
static slsc_status check_integration(const slsc_host *h, slsc_unit *u,
                                     const api_gateway_route *route)
{
    slsc_node *request = slsc_get(h, u, route->event, "request");
    slsc_node *response = slsc_get(h, u, route->event, "response");
    slsc_node *transfer = slsc_get(h, u, response, "transferMode");
    const slsc_str mode = slsc_upper(h, u, h->text(u, transfer));
    const int proxy = slsc_is(route->type, "AWS_PROXY") || slsc_is(route->type, "HTTP_PROXY");
    const int http = slsc_is(route->type, "HTTP") || slsc_is(route->type, "HTTP_PROXY");

    if (mode.len && !slsc_is(mode, "BUFFERED") && !slsc_is(mode, "STREAM"))
        slsc_warn_at(h, u, transfer, "http/unknown-transfer-mode",
                     "`%.*s` is not a transfer mode: BUFFERED and STREAM are",
                     SLSC_ARG(h->text(u, transfer)));
    if (mode.len && !proxy)
        return slsc_error_at(h, u, transfer, "http/transfer-mode-needs-proxy",
                             "`transferMode` works with a proxy integration only, this is %.*s",
                             SLSC_ARG(route->type));
    if (http && !slsc_truthy(h, u, slsc_get(h, u, request, "uri")))
        return slsc_tell(h, u, SLSC_ERROR, route->event, "http/missing-uri",
                         slsc_textf(h, u, "an integration of type %.*s needs `request.uri`",
                                    SLSC_ARG(route->type)),
                         NULL, "add `request: {uri: https://…}`");
    if (http && slsc_truthy(h, u, slsc_get(h, u, route->event, "connectionType")) &&
        !slsc_truthy(h, u, slsc_get(h, u, route->event, "connectionId")))
        return slsc_error_at(h, u, slsc_get(h, u, route->event, "connectionType"),
                             "http/missing-connection",
                             "a `connectionType` needs the `connectionId` of a VPC link");
    if (slsc_is(route->type, "HTTP") && !slsc_truthy(h, u, response))
        return slsc_tell(h, u, SLSC_ERROR, route->event, "http/missing-response",
                         slsc_s("an integration of type HTTP needs a `response`"), NULL,
                         "add `response: {statusCodes: {200: {pattern: ''}}}`, or use http-proxy");
    return SLSC_OK;
}

/* A proxy passes requests and responses on as they are: settings that would shape them are left
 * out, and that is told. */
static void warn_of_unused(const slsc_host *h, slsc_unit *u, const api_gateway_route *route)
{
    const slsc_node *request = slsc_get(h, u, route->event, "request");
    const slsc_node *response = slsc_get(h, u, route->event, "response");
    const int lambda = slsc_is(route->type, "AWS_PROXY");
    if (!lambda && !slsc_is(route->type, "HTTP_PROXY")) return;

    for (size_t i = 0; i < h->count(request); i++) {
        const slsc_str key = h->key(request, i);
        if (slsc_is(key, "parameters") || slsc_is(key, "schema") || slsc_is(key, "schemas") ||
            (!lambda && slsc_is(key, "uri")))
            continue;
        slsc_warn_at(h, u, h->at(request, i), "http/unused-by-proxy",
                     "`request.%.*s` has no effect with an integration of type %.*s", SLSC_ARG(key),
                     SLSC_ARG(route->type));
    }
    for (size_t i = 0; i < h->count(response); i++) {
        if (slsc_is(h->key(response, i), "transferMode")) continue;
        slsc_warn_at(h, u, h->at(response, i), "http/unused-by-proxy",
                     "`response.%.*s` has no effect with an integration of type %.*s",
                     SLSC_ARG(h->key(response, i)), SLSC_ARG(route->type));
    }
}

/* The reference lets the last of equal routes win, without a word: templates show it. */
static void warn_of_twin(const slsc_host *h, slsc_unit *u, api_gateway *api,
                         const api_gateway_route *route)
{
    const slsc_str key =
        slsc_textf(h, u, "%.*s %.*s", SLSC_ARG(route->method), SLSC_ARG(route->path));
    size_t first;
    if (!api->known) api->known = slsc_map(h, u, route->event);
    if (!api_gateway_recall(h, u, api->known, key, &first)) {
        api_gateway_remember(h, u, api->known, key, api->count);
        return;
    }
    slsc_diag diag = { .struct_size = (uint32_t)sizeof diag };
    diag.severity = SLSC_WARNING;
    diag.code = "http/duplicate-route";
    diag.message =
        slsc_textf(h, u, "%.*s /%.*s has two handlers, `%.*s` and `%.*s`: the last one is called",
                   SLSC_ARG(route->method), SLSC_ARG(route->path),
                   SLSC_ARG(api->routes[first].function->key), SLSC_ARG(route->function->key));
    diag.at = route->event;
    diag.see = api->routes[first].event;
    diag.see_label = slsc_s("the first one is here");
    h->report(u, &diag);
}

static void keep(const slsc_host *h, slsc_unit *u, api_gateway *api, const api_gateway_route *route)
{
    if (api->count == api->room) {
        const size_t room = api->room ? api->room * 2 : 16;
        api_gateway_route *more = h->alloc(u, room * sizeof *more, _Alignof(api_gateway_route));
        if (api->count) memcpy(more, api->routes, api->count * sizeof *more);
        api->routes = more;
        api->room = room;
    }
    api->routes[api->count++] = *route;
}

slsc_status api_gateway_collect(const slsc_host *h, slsc_unit *u, void *state,
                                const slsc_event *event)
{
    api_gateway *api = state;
    api_gateway_route route = { .function = event->function, .event = event->node };
    const slsc_node *path_place;

    if (!slsc_truthy(h, u, route.event)) return SLSC_OK; /* `http:` with nothing asks for nothing */
    if (read_words(h, u, route.event, &route.method, &route.path, &path_place) != SLSC_OK)
        return SLSC_FAIL;
    route.method = slsc_upper(h, u, route.method);
    if (check_method(h, u, &route) != SLSC_OK ||
        check_path(h, u, path_place, &route.path) != SLSC_OK ||
        read_integration(h, u, &route) != SLSC_OK || check_integration(h, u, &route) != SLSC_OK ||
        api_gateway_read_authorizer(h, u, api, &route) != SLSC_OK)
        return SLSC_FAIL;
    warn_of_twin(h, u, api, &route);
    api_gateway_read_cors(h, u, &route);
    warn_of_unused(h, u, &route);
    route.parameters = read_parameters(h, u, route.event);
    keep(h, u, api, &route);
    return SLSC_OK;
}
