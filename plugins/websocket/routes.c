/* routes.c: what the events say, and how a message finds its function: a route names an
 * integration, of which each function has one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-develop-routes.html
 */
#include "websocket.h"

/* $connect -> SconnectWebsocketsRoute: signs of a route key are spelled out. */
static slsc_str route_id(const slsc_host *h, slsc_unit *u, slsc_str key)
{
    static const char *const words[][2] = {
        { "$", "S" }, { "/", "Slash" }, { "-", "Dash" }, { "_", "Underscore" }, { ".", "Period" },
    };
    static const char end[] = "WebsocketsRoute";
    char *room = h->alloc(u, key.len * strlen("Underscore") + sizeof end, 1);
    size_t n = 0;
    for (size_t i = 0; i < key.len; i++) {
        const char *word = NULL;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (key.ptr[i] == words[k][0][0]) word = words[k][1];
        if (word) {
            memcpy(room + n, word, strlen(word));
            n += strlen(word);
        } else {
            room[n++] = key.ptr[i];
        }
    }
    memcpy(room + n, end, sizeof end);
    return slsc_bytes(room, n + strlen(end));
}

/* Of equal routes the last one counts, without a word from API Gateway or CloudFormation. */
static void warn_of_twin(const slsc_host *h, slsc_unit *u, websocket *w,
                         const websocket_route *route)
{
    int64_t first;
    if (!w->known) w->known = slsc_map(h, u, route->event);
    if (h->to_int(h->get(u, w->known, route->id), &first) != SLSC_OK) {
        h->set(u, w->known, route->id, slsc_int(h, u, (int64_t)w->count, route->event));
        return;
    }
    slsc_diag diag = { .struct_size = (uint32_t)sizeof diag };
    diag.severity = SLSC_WARNING;
    diag.code = "websocket/duplicate-route";
    diag.message =
        slsc_textf(h, u,
                   "the route `%.*s` has two handlers, `%.*s` and `%.*s`: the last one is "
                   "called",
                   SLSC_ARG(h->text(u, route->key)), SLSC_ARG(w->routes[first].function->key),
                   SLSC_ARG(route->function->key));
    diag.at = route->key;
    diag.see = w->routes[first].key;
    diag.see_label = slsc_s("the first one is here");
    h->report(u, &diag);
}

static void keep(const slsc_host *h, slsc_unit *u, websocket *w, const websocket_route *route)
{
    if (w->count == w->room) {
        const size_t room = w->room ? w->room * 2 : 8;
        websocket_route *more = h->alloc(u, room * sizeof *more, _Alignof(websocket_route));
        if (w->count) memcpy(more, w->routes, w->count * sizeof *more);
        w->routes = more;
        w->room = room;
    }
    w->routes[w->count++] = *route;
}

slsc_status websocket_collect(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    websocket *w = state;
    const int map = slsc_is_map(h, u, e->node);
    websocket_route route = { .function = e->function, .event = e->node };

    /* `websocket:` with nothing asks for nothing. */
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK;
    route.key = map ? slsc_get(h, u, e->node, "route") : e->node;
    if (!slsc_is_string(h, u, route.key) || h->text(u, route.key).len == 0)
        return slsc_tell(h, u, SLSC_ERROR, e->node, "websocket/no-route",
                         slsc_s("this event names no route"), NULL,
                         "write `websocket: $connect`, or add `route:`");
    if (map) {
        slsc_node *response = slsc_get(h, u, e->node, "routeResponseSelectionExpression");
        route.response = slsc_if_truthy(h, u, response);
        if (websocket_read_authorizer(h, u, w, &route) != SLSC_OK) return SLSC_FAIL;
    }
    route.id = route_id(h, u, h->text(u, route.key));
    warn_of_twin(h, u, w, &route);
    keep(h, u, w, &route);
    return SLSC_OK;
}

/* ---- Resources ---- */

static slsc_str integration_id(const slsc_host *h, slsc_unit *u, const websocket_route *route)
{
    return slsc_id2(h, u, route->function->id, "WebsocketsIntegration");
}

slsc_node *websocket_invoke_uri(const slsc_host *h, slsc_unit *u, slsc_node *lambda,
                                const slsc_node *from)
{
    const slsc_hole holes[] = { { "lambda", lambda }, { NULL, NULL } };
    return h->fill(u, SLSC_EMBEDDED(websocket_invoke_uri_json), holes, from);
}

void websocket_add_integrations(const slsc_host *h, slsc_unit *u, const websocket *w)
{
    for (size_t i = 0; i < w->count; i++) {
        const websocket_route *route = &w->routes[i];
        const slsc_function *f = route->function;
        slsc_node *target = h->target(u, f, route->event);
        const slsc_hole holes[] = {
            { "alias", f->alias_id.len ? slsc_string(h, u, f->alias_id, route->event) : NULL },
            { "api", w->api },
            { "uri", websocket_invoke_uri(h, u, target, route->event) },
            { NULL, NULL },
        };
        slsc_add_resource(
            h, u, integration_id(h, u, route),
            h->fill(u, SLSC_EMBEDDED(websocket_integration_json), holes, route->event));
    }
}

void websocket_add_route_responses(const slsc_host *h, slsc_unit *u, const websocket *w)
{
    for (size_t i = 0; i < w->count; i++) {
        const websocket_route *route = &w->routes[i];
        const slsc_hole holes[] = { { "api", w->api },
                                    { "route", slsc_string(h, u, route->id, route->event) },
                                    { NULL, NULL } };
        if (!route->response) continue;
        slsc_add_resource(
            h, u, slsc_id2(h, u, route->id, "Response"),
            h->fill(u, SLSC_EMBEDDED(websocket_route_response_json), holes, route->event));
    }
}

void websocket_add_routes(const slsc_host *h, slsc_unit *u, const websocket *w)
{
    for (size_t i = 0; i < w->count; i++) {
        const websocket_route *route = &w->routes[i];
        const websocket_authorizer *a = route->authorizer;
        const slsc_hole holes[] = {
            { "api", w->api },
            { "key", route->key },
            { "authorization", slsc_stringz(h, u, a ? "CUSTOM" : "NONE", route->event) },
            { "integration", slsc_string(h, u, integration_id(h, u, route), route->event) },
            { "response", route->response },
            { "authorizer",
              a ? slsc_string(h, u, websocket_authorizer_id(h, u, a), a->place) : NULL },
            { NULL, NULL },
        };
        slsc_add_resource(h, u, route->id,
                          h->fill(u, SLSC_EMBEDDED(websocket_route_json), holes, route->event));
    }
}
