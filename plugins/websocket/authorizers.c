/* authorizers.c: who may connect.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 *
 *     authorizer: check                     a function of this service, by its key
 *     authorizer: arn:aws:lambda:…          one made elsewhere: it is called by the ARN's last part
 *     authorizer: { name: check, arn: { Fn::ImportValue: … }, identitySource: [ … ] } */
#include "websocket.h"

static slsc_str last_part(slsc_str arn)
{
    size_t i = arn.len;
    while (i && arn.ptr[i - 1] != ':') i--;
    return slsc_bytes(arn.ptr + i, arn.len - i);
}

static const slsc_function *find(const slsc_host *h, slsc_unit *u, websocket *w, slsc_str name,
                                 const slsc_node *from)
{
    if (!w->functions) w->functions = slsc_function_numbers(h, u, from);
    return slsc_function_named(h, u, w->functions, name);
}

static slsc_status by_function(const slsc_host *h, slsc_unit *u, websocket *w,
                               websocket_authorizer *a, const slsc_node *name)
{
    a->name = h->text(u, name);
    a->function = find(h, u, w, a->name, name);
    if (!a->function)
        return slsc_tell(
            h, u, SLSC_ERROR, name, "websocket/unknown-authorizer",
            slsc_textf(h, u, "there is no function `%.*s` to authorize with", SLSC_ARG(a->name)),
            NULL, "give the key of a function, or the `arn` of one made elsewhere");
    a->lambda = h->target(u, a->function, name);
    return SLSC_OK;
}

static slsc_status by_arn(const slsc_host *h, slsc_unit *u, websocket_authorizer *a, slsc_node *arn,
                          const slsc_node *name)
{
    a->lambda = arn;
    if (slsc_is_string(h, u, arn))
        a->name = last_part(h->text(u, arn));
    else if (slsc_truthy(h, u, name))
        a->name = h->text(u, name);
    else
        return slsc_tell(h, u, SLSC_ERROR, arn, "websocket/missing-authorizer-name",
                         slsc_s("an authorizer whose `arn` is not plain text needs a name"), NULL,
                         "add `name:` beside `arn`");
    return SLSC_OK;
}

static slsc_status read_map(const slsc_host *h, slsc_unit *u, websocket *w, slsc_node *given,
                            websocket_authorizer *a)
{
    slsc_node *arn = slsc_get(h, u, given, "arn"), *name = slsc_get(h, u, given, "name");
    if (slsc_truthy(h, u, arn)) return by_arn(h, u, a, arn, name);
    if (slsc_truthy(h, u, name)) return by_function(h, u, w, a, name);
    return slsc_tell(h, u, SLSC_ERROR, given, "websocket/empty-authorizer",
                     slsc_s("this authorizer says neither `name` nor `arn`"), NULL,
                     "add `name:` with the key of a function, or `arn:`");
}

slsc_status websocket_read_authorizer(const slsc_host *h, slsc_unit *u, websocket *w,
                                      websocket_route *route)
{
    slsc_node *given = slsc_get(h, u, route->event, "authorizer");
    if (!slsc_truthy(h, u, given)) return SLSC_OK;

    websocket_authorizer *a = h->alloc(u, sizeof *a, _Alignof(websocket_authorizer));
    const slsc_str text = h->text(u, given);
    const int is_arn = text.len && memchr(text.ptr, ':', text.len);
    const slsc_status status = slsc_is_map(h, u, given) ? read_map(h, u, w, given, a)
                               : is_arn                 ? by_arn(h, u, a, given, NULL)
                                                        : by_function(h, u, w, a, given);
    if (status != SLSC_OK) return status;

    slsc_node *identity = slsc_get(h, u, given, "identitySource");
    const slsc_function *namesake = find(h, u, w, a->name, given);
    a->place = given;
    a->alias_id = namesake ? namesake->alias_id : slsc_s(NULL);
    a->identity = slsc_truthy(h, u, identity)
                      ? identity
                      : h->json(u, slsc_s("[\"route.request.header.Auth\"]"), given);
    route->authorizer = a;
    return SLSC_OK;
}

/* Authorizers of the same name are one; the last event counts. */
void websocket_add_authorizers(const slsc_host *h, slsc_unit *u, const websocket *w)
{
    for (size_t i = 0; i < w->count; i++) {
        const websocket_authorizer *a = w->routes[i].authorizer;
        if (!a) continue;
        const slsc_hole holes[] = {
            { "alias", a->alias_id.len ? slsc_string(h, u, a->alias_id, a->place) : NULL },
            { "api", w->api },
            { "name", slsc_string(h, u, a->name, a->place) },
            { "uri", websocket_invoke_uri(h, u, a->lambda, a->place) },
            { "identity", a->identity },
            { NULL, NULL },
        };
        slsc_add_resource(h, u, websocket_authorizer_id(h, u, a),
                          h->fill(u, SLSC_EMBEDDED(websocket_authorizer_json), holes, a->place));
    }
}

/* ---- Permissions: the API may invoke functions of routes, and those that decide ---- */

static void depend(const slsc_host *h, slsc_unit *u, slsc_node *list, slsc_str id)
{
    if (id.len) h->append(u, list, slsc_string(h, u, id, list));
}

static void permit_function(const slsc_host *h, slsc_unit *u, const websocket *w,
                            const websocket_route *route)
{
    const slsc_function *f = route->function;
    slsc_node *depends = slsc_list(h, u, route->event);
    const slsc_hole holes[] = { { "depends", depends },
                                { "target", h->target(u, f, route->event) },
                                { NULL, NULL } };
    depend(h, u, depends, w->depends);
    depend(h, u, depends, f->alias_id.len ? f->alias_id : slsc_id2(h, u, f->id, "LambdaFunction"));
    slsc_add_resource(h, u, slsc_id2(h, u, f->id, "LambdaPermissionWebsockets"),
                      h->fill(u, SLSC_EMBEDDED(websocket_permission_json), holes, route->event));
}

static void permit_authorizer(const slsc_host *h, slsc_unit *u, const websocket *w,
                              const websocket_authorizer *a)
{
    slsc_node *depends = slsc_list(h, u, a->place);
    const slsc_hole holes[] = { { "depends", depends }, { "target", a->lambda }, { NULL, NULL } };
    depend(h, u, depends, w->depends);
    if (a->function) {
        depend(h, u, depends, slsc_id2(h, u, a->function->id, "LambdaFunction"));
        depend(h, u, depends, a->function->alias_id);
    }
    slsc_add_resource(
        h, u,
        slsc_id2(h, u, h->name_part(u, SLSC_NAME_FUNCTION, a->name), "LambdaPermissionWebsockets"),
        h->fill(u, SLSC_EMBEDDED(websocket_authorizer_permission_json), holes, a->place));
}

void websocket_add_permissions(const slsc_host *h, slsc_unit *u, const websocket *w)
{
    for (size_t i = 0; i < w->count; i++) {
        permit_function(h, u, w, &w->routes[i]);
        if (w->routes[i].authorizer) permit_authorizer(h, u, w, w->routes[i].authorizer);
    }
}
