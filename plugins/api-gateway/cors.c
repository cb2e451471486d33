/* cors.c: what browsers ask before a call from another site.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 *
 * Each event with `cors` allows its own method; all events of a path share one OPTIONS method,
 * which answers without a function. Lists of the events are united, the last event's values first;
 * of single values the last event's count. A list of origins is tried by the response template,
 * because the header may name one origin only. */
#include "api_gateway.h"

static int contains(const slsc_host *h, slsc_unit *u, const slsc_node *list, slsc_str text)
{
    for (size_t i = 0; i < h->count(list); i++)
        if (slsc_same(h->text(u, h->at(list, i)), text)) return 1;
    return 0;
}

static void append(const slsc_host *h, slsc_unit *u, slsc_node *list, slsc_str text,
                   const slsc_node *from)
{
    h->append(u, list, slsc_string(h, u, text, from));
}

static slsc_node *default_headers(const slsc_host *h, slsc_unit *u, const slsc_node *from)
{
    static const char headers[] = "[\"Content-Type\",\"X-Amz-Date\",\"Authorization\","
                                  "\"X-Api-Key\",\"X-Amz-Security-Token\",\"X-Amz-User-Agent\","
                                  "\"X-Amzn-Trace-Id\"]";
    return h->json(u, slsc_s(headers), from);
}

/* A list as it is; a single text becomes one. */
static slsc_node *as_list(const slsc_host *h, slsc_unit *u, slsc_node *value)
{
    if (slsc_is_list(h, u, value)) return value;
    slsc_node *list = slsc_list(h, u, value);
    h->append(u, list, value);
    return list;
}

/* `*` is for those who name no origins. An empty list of them names nobody, for which a header has
 * no word; the word that stands there since ever is no origin at least, and so lets nobody in. */
static slsc_node *default_origin(const slsc_host *h, slsc_unit *u, const slsc_node *given,
                                 slsc_node *origins)
{
    if (h->count(origins)) return NULL;
    if (!slsc_truthy(h, u, origins)) return slsc_stringz(h, u, "*", given);
    slsc_tell(h, u, SLSC_WARNING, origins, "http/no-origins",
              slsc_s("`origins` is empty: no page may call"), NULL,
              "name the origins, or leave `origins` out for all of them");
    return slsc_stringz(h, u, "undefined", origins);
}

void api_gateway_read_cors(const slsc_host *h, slsc_unit *u, api_gateway_route *route)
{
    slsc_node *given = slsc_get(h, u, route->event, "cors");
    if (!slsc_truthy(h, u, given)) return;

    slsc_node *headers = slsc_get(h, u, given, "headers");
    slsc_node *origins = slsc_get(h, u, given, "origins");
    slsc_node *origin = slsc_get(h, u, given, "origin");
    slsc_node *methods = slsc_get(h, u, given, "methods");
    api_gateway_cors *cors = h->alloc(u, sizeof *cors, _Alignof(api_gateway_cors));

    cors->origins = slsc_truthy(h, u, origins) ? as_list(h, u, origins) : NULL;
    cors->origin =
        !slsc_is_void(h, u, origin) ? origin : default_origin(h, u, given, cors->origins);
    cors->headers =
        slsc_truthy(h, u, headers) ? as_list(h, u, headers) : default_headers(h, u, given);
    cors->methods =
        slsc_truthy(h, u, methods) ? h->copy(u, methods, given) : slsc_list(h, u, given);
    if (!contains(h, u, cors->methods, slsc_s("OPTIONS")))
        append(h, u, cors->methods, slsc_s("OPTIONS"), given);
    if (!contains(h, u, cors->methods, route->method))
        append(h, u, cors->methods, route->method, given);
    cors->credentials = slsc_truthy(h, u, slsc_get(h, u, given, "allowCredentials"));
    cors->max_age = slsc_get(h, u, given, "maxAge");
    cors->cache_control = slsc_get(h, u, given, "cacheControl");
    route->cors = cors;
}

/* Items of both lists in order, each once; the set is a map, so that long lists stay cheap. */
static slsc_node *unite(const slsc_host *h, slsc_unit *u, const slsc_node *left,
                        const slsc_node *right, const slsc_node *from)
{
    slsc_node *all = slsc_list(h, u, from), *seen = slsc_map(h, u, from);
    const slsc_node *lists[] = { left, right };
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < h->count(lists[k]); i++) {
            slsc_node *item = h->at(lists[k], i);
            const slsc_str text = h->text(u, item);
            if (h->get(u, seen, text)) continue;
            h->set(u, seen, text, slsc_bool(h, u, 1, from));
            h->append(u, all, item);
        }
    }
    return all;
}

static void merge(const slsc_host *h, slsc_unit *u, api_gateway_cors *all,
                  const api_gateway_cors *one, const slsc_node *from)
{
    all->headers = unite(h, u, one->headers, all->headers, from);
    all->methods = unite(h, u, one->methods, all->methods, from);
    all->origins = unite(h, u, one->origins, all->origins, from);
    all->origin = one->origin;
    all->credentials = all->credentials || one->credentials;
    if (slsc_truthy(h, u, one->max_age)) all->max_age = one->max_age;
    if (slsc_truthy(h, u, one->cache_control)) all->cache_control = one->cache_control;
}

/* "a.com, b.com" -> a list */
static slsc_node *split_origins(const slsc_host *h, slsc_unit *u, const slsc_node *origin)
{
    const slsc_str text = h->text(u, origin);
    slsc_node *list = slsc_list(h, u, origin);
    size_t start = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && text.ptr[i] != ',') continue;
        slsc_str part = { text.ptr + start, i - start };
        while (part.len && part.ptr[0] == ' ') part.ptr++, part.len--;
        while (part.len && part.ptr[part.len - 1] == ' ') part.len--;
        append(h, u, list, part, origin);
        start = i + 1;
    }
    return list;
}

/* An origin as a Java expression: dots stand for themselves, the first star for anything. */
static slsc_str expression(const slsc_host *h, slsc_unit *u, slsc_str origin)
{
    char *room = h->alloc(u, origin.len * 3 + 2, 1), *to = room;
    int star = 0;
    for (size_t i = 0; i < origin.len; i++) {
        if (origin.ptr[i] == '.') {
            memcpy(to, "[.]", 3), to += 3;
        } else if (origin.ptr[i] == '*' && !star) {
            star = 1;
            memcpy(to, ".+", 2), to += 2;
        } else {
            *to++ = origin.ptr[i];
        }
    }
    return (slsc_str) { room, (size_t)(to - room) };
}

/* The response template that answers with the caller's origin if it is one of the list. */
static slsc_str origin_test(const slsc_host *h, slsc_unit *u, const slsc_node *origins)
{
    slsc_node *tests = slsc_list(h, u, origins);
    if (h->count(origins) == 0) return slsc_s("");
    for (size_t i = 0; i < h->count(origins); i++) {
        const slsc_str e = expression(h, u, h->text(u, h->at(origins, i)));
        append(h, u, tests, slsc_textf(h, u, "$origin.matches(\"%.*s\")", SLSC_ARG(e)), origins);
    }
    return slsc_textf(h, u,
                      "#set($origin = $input.params(\"Origin\"))\n"
                      "#if($origin == \"\") #set($origin = $input.params(\"origin\")) #end\n"
                      "#if(%.*s) #set($context.responseOverride.header."
                      "Access-Control-Allow-Origin = $origin) #end",
                      SLSC_ARG(api_gateway_join(h, u, tests, " || ")));
}

static slsc_node *quoted(const slsc_host *h, slsc_unit *u, slsc_str text, const slsc_node *from)
{
    return slsc_string(h, u, slsc_textf(h, u, "'%.*s'", SLSC_ARG(text)), from);
}

static slsc_node *quoted_or_none(const slsc_host *h, slsc_unit *u, const slsc_node *value)
{
    return slsc_truthy(h, u, value) ? quoted(h, u, h->text(u, value), value) : NULL;
}

static slsc_str method_names(const slsc_host *h, slsc_unit *u, const slsc_node *methods)
{
    const slsc_str all = api_gateway_join(h, u, methods, ",");
    if (!contains(h, u, methods, slsc_s("ANY"))) return all;
    return api_gateway_replace(h, u, all, "ANY", slsc_s("DELETE,GET,HEAD,PATCH,POST,PUT"));
}

static void add_options_method(const slsc_host *h, slsc_unit *u, const api_gateway *api,
                               const api_gateway_route *route, const api_gateway_cors *cors)
{
    const slsc_node *from = route->event;
    const slsc_str origin = h->text(u, cors->origin);
    slsc_node *origins = cors->origins, *yes = slsc_bool(h, u, 1, from);
    if (origin.len && memchr(origin.ptr, ',', origin.len))
        origins = split_origins(h, u, cors->origin);

    slsc_node *max_age = quoted_or_none(h, u, cors->max_age);
    slsc_node *cache = quoted_or_none(h, u, cors->cache_control);
    slsc_node *first = h->count(origins) ? h->at(origins, 0) : cors->origin;
    slsc_node *credentials = cors->credentials ? slsc_stringz(h, u, "'true'", from) : NULL;
    const slsc_hole holes[] = {
        { "resource", route->resource ? route->resource->ref : api->root },
        { "rest_api", api->rest_api },
        { "origin", quoted(h, u, h->text(u, first), first) },
        { "headers", quoted(h, u, api_gateway_join(h, u, cors->headers, ","), from) },
        { "methods", quoted(h, u, method_names(h, u, cors->methods), from) },
        { "credentials", credentials },
        { "has_credentials", credentials ? yes : NULL },
        { "max_age", max_age },
        { "has_max_age", max_age ? yes : NULL },
        { "cache_control", cache },
        { "has_cache_control", cache ? yes : NULL },
        { "origin_test", slsc_string(h, u, origin_test(h, u, origins), from) },
        { NULL, NULL },
    };
    const slsc_str name = route->resource ? route->resource->name : slsc_s("");
    const slsc_str id = slsc_textf(h, u, "ApiGatewayMethod%.*sOptions", SLSC_ARG(name));
    slsc_add_resource(h, u, id, api_gateway_fill(h, u, api_gateway_cors_method_json, holes, from));
    append(h, u, api->methods, id, from);
}

void api_gateway_add_cors(const slsc_host *h, slsc_unit *u, const api_gateway *api)
{
    api_gateway_cors *merged = h->alloc(u, api->count * sizeof *merged, _Alignof(api_gateway_cors));
    slsc_node *paths = slsc_map(h, u, api->place); /* path -> its first route with cors */
    for (size_t i = 0; i < api->count; i++) {
        const api_gateway_route *route = &api->routes[i];
        size_t first = i;
        if (!route->cors) continue;
        if (!api_gateway_recall(h, u, paths, route->path, &first))
            api_gateway_remember(h, u, paths, route->path, i);
        merge(h, u, &merged[first], route->cors, route->event);
    }
    for (size_t i = 0; i < h->count(paths); i++) {
        size_t first;
        if (api_gateway_recall(h, u, paths, h->key(paths, i), &first))
            add_options_method(h, u, api, &api->routes[first], &merged[first]);
    }
}
