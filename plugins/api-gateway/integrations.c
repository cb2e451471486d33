/* integrations.c: what a method calls.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-integration-types.html
 *
 *     AWS_PROXY   the function gets the request as it is (the default)
 *     AWS         request and response pass through templates
 *     HTTP_PROXY, HTTP, MOCK: another server, or none
 *
 * For AWS the request templates make one JSON object of the request, for JSON and for form bodies:
 * templates/request_templates.json has their lines, the second part being common to both. The
 * word `extraCognitoPoolClaims` in a template stands for the claims that the event picks. */
#include "api_gateway.h"

slsc_node *api_gateway_lambda_uri(const slsc_host *h, slsc_unit *u, slsc_node *lambda,
                                  slsc_str alias, int streaming, const slsc_node *from)
{
    const slsc_hole holes[] = {
        { "path", slsc_stringz(h, u,
                               streaming ? ":lambda:path/2021-11-15/functions/"
                                         : ":lambda:path/2015-03-31/functions/",
                               from) },
        { "lambda", lambda },
        { "colon", alias.len ? slsc_stringz(h, u, ":", from) : NULL },
        { "alias", alias.len ? slsc_string(h, u, alias, from) : NULL },
        { "call", slsc_stringz(h, u, streaming ? "/response-streaming-invocations" : "/invocations",
                               from) },
        { NULL, NULL },
    };
    return api_gateway_fill(h, u, api_gateway_lambda_uri_json, holes, from);
}

/* "sub": "$context.authorizer.claims.sub", with a comma after each */
static slsc_str picked_claims(const slsc_host *h, slsc_unit *u, const api_gateway_authorizer *a)
{
    const slsc_node *claims = a ? a->claims : NULL;
    slsc_node *lines;
    if (h->count(claims) == 0) return slsc_s("");
    lines = slsc_list(h, u, claims);
    for (size_t i = 0; i < h->count(claims); i++) {
        const slsc_str claim = h->text(u, h->at(claims, i));
        const char *colon = claim.len ? memchr(claim.ptr, ':', claim.len) : NULL;
        const size_t head = colon ? (size_t)(colon - claim.ptr) + 1 : 0;
        slsc_str line;
        if (colon)
            line = slsc_textf(h, u, "\"%.*s\": \"$context.authorizer.claims['%.*s']\",",
                              (int)(claim.len - head), claim.ptr + head, SLSC_ARG(claim));
        else
            line = slsc_textf(h, u, "\"%.*s\": \"$context.authorizer.claims.%.*s\",",
                              SLSC_ARG(claim), SLSC_ARG(claim));
        h->append(u, lines, slsc_string(h, u, line, claims));
    }
    return api_gateway_join(h, u, lines, "");
}

static void set_default_templates(const slsc_host *h, slsc_unit *u, slsc_node *templates,
                                  const slsc_node *from)
{
    static const char *const types[] = { "application/json", "application/x-www-form-urlencoded" };
    const slsc_node *lines = h->json(u, slsc_s(api_gateway_request_templates_json), from);
    const slsc_str common = api_gateway_join(h, u, slsc_get(h, u, lines, "common"), "\n");
    for (size_t i = 0; i < 2; i++) {
        const slsc_str head = api_gateway_join(h, u, slsc_get(h, u, lines, types[i]), "\n");
        const slsc_str text = slsc_textf(h, u, "%.*s%.*s", SLSC_ARG(head), SLSC_ARG(common));
        slsc_set(h, u, templates, types[i], slsc_string(h, u, text, from));
    }
}

/* Defaults for a function, then the event's own; a null takes a default away. */
static slsc_node *request_templates(const slsc_host *h, slsc_unit *u,
                                    const api_gateway_route *route)
{
    const slsc_node *given = slsc_at_path(h, u, route->event, "request.template");
    slsc_node *all = slsc_map(h, u, route->event), *out;
    const slsc_str claims = picked_claims(h, u, route->authorizer);

    if (slsc_is(route->type, "AWS")) set_default_templates(h, u, all, route->event);
    for (size_t i = 0; i < h->count(given); i++) {
        if (slsc_is_void(h, u, h->at(given, i)))
            h->remove(u, all, h->key(given, i));
        else
            h->set(u, all, h->key(given, i), h->at(given, i));
    }
    if (h->count(all) == 0) return NULL;
    out = slsc_map(h, u, route->event);
    for (size_t i = 0; i < h->count(all); i++) {
        const slsc_node *value = h->at(all, i);
        const slsc_str text =
            api_gateway_replace(h, u, h->text(u, value), "extraCognitoPoolClaims", claims);
        h->set(u, out, h->key(all, i), slsc_string(h, u, text, value));
    }
    return out;
}

/* {"integration.request.path.id": "method.request.path.id"} */
static slsc_node *request_parameters(const slsc_host *h, slsc_unit *u,
                                     const api_gateway_route *route)
{
    const int async = slsc_truthy(h, u, slsc_get(h, u, route->event, "async"));
    const int mapped = !slsc_is(route->type, "AWS_PROXY") && !slsc_is(route->type, "MOCK");
    slsc_node *all;
    if (!async && !(mapped && h->count(route->parameters))) return NULL;

    all = slsc_map(h, u, route->event);
    for (size_t i = 0; i < h->count(route->parameters); i++) {
        slsc_node *value = h->at(route->parameters, i);
        slsc_node *to = slsc_get(h, u, value, "mappedValue");
        const slsc_str key = h->key(route->parameters, i);
        const size_t skip = strlen("method.");
        h->set(u, all, slsc_textf(h, u, "integration.%.*s", (int)(key.len - skip), key.ptr + skip),
               slsc_truthy(h, u, to) ? to : slsc_string(h, u, key, value));
    }
    if (async)
        slsc_set(h, u, all, "integration.request.header.X-Amz-Invocation-Type",
                 slsc_stringz(h, u, "'Event'", route->event));
    return all;
}

/* The event's time, else the API's, else the service's own default (29 s). */
static slsc_node *timeout(const slsc_host *h, slsc_unit *u, const api_gateway *api,
                          const api_gateway_route *route)
{
    slsc_node *own = slsc_get(h, u, route->event, "timeoutInMillis");
    slsc_node *common = slsc_get(h, u, api->settings, "timeoutInMillis");
    return slsc_truthy(h, u, own) ? own : slsc_truthy(h, u, common) ? common : NULL;
}

/* What a template does not know: the user's word, else NEVER for a function. */
static slsc_node *passthrough(const slsc_host *h, slsc_unit *u, const api_gateway_route *route)
{
    slsc_node *given = slsc_at_path(h, u, route->event, "request.passThrough");
    if (slsc_truthy(h, u, given)) return given;
    return slsc_is(route->type, "AWS") ? slsc_stringz(h, u, "NEVER", route->event) : NULL;
}

static slsc_node *given_or_none(const slsc_host *h, slsc_unit *u, const api_gateway_route *route,
                                const char *path)
{
    slsc_node *given = slsc_at_path(h, u, route->event, path);
    return slsc_is_void(h, u, given) ? NULL : given;
}

/* Where the method calls to, and with which method. */
static slsc_node *uri(const slsc_host *h, slsc_unit *u, const api_gateway_route *route,
                      slsc_str transfer, slsc_str *method)
{
    const slsc_function *f = route->function;
    *method = slsc_s("POST");
    if (slsc_is(route->type, "MOCK")) return NULL;
    if (slsc_begins(route->type, "AWS")) {
        slsc_node *arn =
            slsc_get_att(h, u, slsc_id2(h, u, f->id, "LambdaFunction"), "Arn", route->event);
        return api_gateway_lambda_uri(h, u, arn, f->alias, slsc_is(transfer, "STREAM"),
                                      route->event);
    }
    slsc_node *own =
        slsc_is(route->type, "HTTP") ? slsc_at_path(h, u, route->event, "request.method") : NULL;
    *method = slsc_truthy(h, u, own) ? slsc_upper(h, u, h->text(u, own)) : route->method;
    return slsc_at_path(h, u, route->event, "request.uri");
}

slsc_node *api_gateway_integration(const slsc_host *h, slsc_unit *u, const api_gateway *api,
                                   const api_gateway_route *route)
{
    const slsc_node *from = route->event;
    const int shaped = !slsc_is(route->type, "AWS_PROXY") && !slsc_is(route->type, "HTTP_PROXY");
    const int http = slsc_begins(route->type, "HTTP");
    slsc_node *connection = http ? given_or_none(h, u, route, "connectionType") : NULL;
    slsc_node *transfer = given_or_none(h, u, route, "response.transferMode");
    slsc_str mode = slsc_upper(h, u, h->text(u, transfer));
    if (!slsc_is(mode, "STREAM") && !slsc_is(mode, "BUFFERED")) mode = slsc_s(NULL);
    slsc_str method;
    slsc_node *to = uri(h, u, route, mode, &method);

    const slsc_hole holes[] = {
        { "method", slsc_string(h, u, method, from) },
        { "type", slsc_string(h, u, route->type, from) },
        { "timeout", timeout(h, u, api, route) },
        { "uri", to },
        { "connection_type",
          connection ? slsc_string(h, u, api_gateway_constant(h, u, h->text(u, connection)), from)
                     : NULL },
        { "connection", connection ? given_or_none(h, u, route, "connectionId") : NULL },
        { "passthrough", shaped ? passthrough(h, u, route) : NULL },
        { "content_handling",
          shaped ? given_or_none(h, u, route, "request.contentHandling") : NULL },
        { "request_templates", shaped ? request_templates(h, u, route) : NULL },
        { "responses", shaped ? api_gateway_integration_responses(h, u, route) : NULL },
        { "request_parameters", request_parameters(h, u, route) },
        { "transfer_mode", mode.len ? slsc_string(h, u, mode, transfer) : NULL },
        { NULL, NULL },
    };
    return api_gateway_fill(h, u, api_gateway_integration_json, holes, from);
}
