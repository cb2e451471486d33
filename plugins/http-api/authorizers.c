/* authorizers.c: who may call a route. Authorizers are declared once, below
 * `provider.httpApi.authorizers`, and named by routes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
 *
 *     jwt       a token of an issuer (the default)
 *     request   a function decides, of this service or another one
 *     aws_iam   a signed request: nothing to declare
 *
 * Routes of an API of another stack give the id of an authorizer instead. */
#include "http_api.h"

static int is_type(const slsc_host *h, slsc_unit *u, const slsc_node *authorizer, const char *type)
{
    return slsc_is(h->text(u, slsc_get(h, u, authorizer, "type")), type);
}

static const slsc_function *function_of(const slsc_host *h, slsc_unit *u, const http_api *api,
                                        const slsc_node *authorizer)
{
    slsc_node *name = slsc_get(h, u, authorizer, "functionName");
    return name ? slsc_function_named(h, u, api->functions, h->text(u, name)) : NULL;
}

/* ---- Checks ---- */

static slsc_status check_one(const slsc_host *h, slsc_unit *u, const http_api *api, slsc_str name,
                             const slsc_node *authorizer)
{
    slsc_node *arn = slsc_if_truthy(h, u, slsc_get(h, u, authorizer, "functionArn"));
    slsc_node *function = slsc_if_truthy(h, u, slsc_get(h, u, authorizer, "functionName"));
    slsc_node *ttl = slsc_get(h, u, authorizer, "resultTtlInSeconds");
    slsc_node *identity = slsc_get(h, u, authorizer, "identitySource");
    if (!is_type(h, u, authorizer, "request")) return SLSC_OK;
    if (!arn && !function)
        return slsc_tell(
            h, u, SLSC_ERROR, authorizer, "http-api/authorizer-without-function",
            slsc_textf(h, u, "the authorizer `%.*s` has no function that decides", SLSC_ARG(name)),
            NULL, "add `functionName:` with the key of a function, or `functionArn:`");
    if (arn && function)
        return slsc_tell(
            h, u, SLSC_ERROR, arn, "http-api/ambiguous-authorizer",
            slsc_textf(h, u, "the authorizer `%.*s` has two functions that decide", SLSC_ARG(name)),
            NULL, "remove one of `functionName` and `functionArn`");
    if (function && !function_of(h, u, api, authorizer))
        return slsc_tell(h, u, SLSC_ERROR, function, "http-api/unknown-function",
                         slsc_textf(h, u, "there is no function `%.*s` to authorize with",
                                    SLSC_ARG(h->text(u, function))),
                         NULL,
                         "give the key of a function, or `functionArn` of one made elsewhere");
    if (slsc_truthy(h, u, ttl) && !slsc_truthy(h, u, identity))
        return slsc_tell(
            h, u, SLSC_ERROR, ttl, "http-api/missing-identity-source",
            slsc_textf(h, u, "decisions of `%.*s` are kept, but not for whom", SLSC_ARG(name)),
            NULL, "add `identitySource: $request.header.Authorization`");
    return SLSC_OK;
}

slsc_status http_api_check_authorizers(const slsc_host *h, slsc_unit *u, http_api *api)
{
    const slsc_node *all = slsc_get(h, u, api->settings, "authorizers");
    slsc_status status = SLSC_OK;
    if (h->count(all) && !api->functions) api->functions = slsc_function_numbers(h, u, all);
    for (size_t i = 0; i < h->count(all); i++)
        if (check_one(h, u, api, h->key(all, i), h->at(all, i)) != SLSC_OK) status = SLSC_FAIL;
    return status;
}

/* ---- What a route says ---- */

static slsc_str authorizer_name(const slsc_host *h, slsc_unit *u, const slsc_node *all, size_t i)
{
    slsc_node *name = slsc_get(h, u, h->at(all, i), "name");
    return slsc_truthy(h, u, name) ? h->text(u, name) : h->key(all, i);
}

static slsc_str authorizer_id(const slsc_host *h, slsc_unit *u, slsc_str name)
{
    return slsc_textf(h, u, "HttpApiAuthorizer%.*s",
                      SLSC_ARG(h->name_part(u, SLSC_NAME_FUNCTION, name)));
}

static slsc_status by_name(const slsc_host *h, slsc_unit *u, const http_api *api,
                           http_api_route *route, const slsc_node *name)
{
    const slsc_str key = h->text(u, name);
    const slsc_node *all = slsc_get(h, u, api->settings, "authorizers");
    const slsc_node *authorizer = h->get(u, all, key);
    if (!authorizer)
        return slsc_tell(h, u, SLSC_ERROR, name, "http-api/unknown-authorizer",
                         slsc_textf(h, u, "there is no authorizer `%.*s`", SLSC_ARG(key)), NULL,
                         "declare it below `provider.httpApi.authorizers`");
    const slsc_node *other = slsc_get(h, u, authorizer, "name");
    const slsc_str called = slsc_truthy(h, u, other) ? h->text(u, other) : key;
    route->authorization = is_type(h, u, authorizer, "request") ? "CUSTOM" : "JWT";
    route->authorizer = slsc_ref(h, u, authorizer_id(h, u, called), name);
    return SLSC_OK;
}

static slsc_status by_id(const slsc_host *h, slsc_unit *u, const http_api *api,
                         http_api_route *route, const slsc_node *given, slsc_node *id)
{
    if (!slsc_truthy(h, u, slsc_get(h, u, api->settings, "id")))
        return slsc_tell(
            h, u, SLSC_ERROR, id, "http-api/external-authorizer",
            slsc_s("an authorizer is given by its id, but the API is made by this service"), NULL,
            "declare it below `provider.httpApi.authorizers`, and write `name:`");
    route->authorization = is_type(h, u, given, "request") ? "CUSTOM" : "JWT";
    route->authorizer = id;
    return SLSC_OK;
}

static slsc_status by_signature(const slsc_host *h, slsc_unit *u, http_api_route *route,
                                const slsc_node *given)
{
    static const char *const others[] = { "name", "id", "scopes" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        slsc_node *other = slsc_get(h, u, given, others[i]);
        if (slsc_truthy(h, u, other))
            return slsc_tell(h, u, SLSC_ERROR, other, "http-api/iam-authorizer-options",
                             slsc_textf(h, u, "`%s` has no meaning for type `aws_iam`", others[i]),
                             NULL, "remove it: requests are signed, and roles say who may call");
    }
    route->authorization = "AWS_IAM";
    return SLSC_OK;
}

slsc_status http_api_read_authorizer(const slsc_host *h, slsc_unit *u, const http_api *api,
                                     http_api_route *route)
{
    slsc_node *given = slsc_get(h, u, route->event, "authorizer");
    slsc_node *id = slsc_if_truthy(h, u, slsc_get(h, u, given, "id"));
    slsc_node *name = slsc_if_truthy(h, u, slsc_get(h, u, given, "name"));
    slsc_node *scopes = slsc_get(h, u, given, "scopes");
    if (!slsc_truthy(h, u, given)) return SLSC_OK;
    if (!slsc_is_map(h, u, given)) return by_name(h, u, api, route, given);
    if (is_type(h, u, given, "aws_iam")) return by_signature(h, u, route, given);
    if (!id && !name)
        return slsc_tell(h, u, SLSC_ERROR, given, "http-api/empty-authorizer",
                         slsc_s("this authorizer says neither `name` nor `id`"), NULL,
                         "name one of `provider.httpApi.authorizers`");
    if (slsc_truthy(h, u, scopes)) route->scopes = http_api_unique(h, u, scopes, scopes);
    return id ? by_id(h, u, api, route, given, id) : by_name(h, u, api, route, name);
}

/* ---- Resources ---- */

static slsc_node *identity_of(const slsc_host *h, slsc_unit *u, const slsc_node *authorizer)
{
    slsc_node *given = slsc_get(h, u, authorizer, "identitySource"), *list;
    if (slsc_is_list(h, u, given)) return given;
    list = slsc_list(h, u, authorizer);
    if (slsc_truthy(h, u, given)) h->append(u, list, given);
    return list;
}

static slsc_node *jwt_authorizer(const slsc_host *h, slsc_unit *u, const http_api *api,
                                 slsc_str name, const slsc_node *given)
{
    slsc_node *audience = slsc_get(h, u, given, "audience");
    const slsc_hole holes[] = {
        { "api", api->api },
        { "name", slsc_string(h, u, name, given) },
        { "identity", identity_of(h, u, given) },
        { "audience", http_api_unique(h, u, audience, given) },
        { "issuer", slsc_get(h, u, given, "issuerUrl") },
        { NULL, NULL },
    };
    return h->fill(u, SLSC_EMBEDDED(http_api_jwt_authorizer_json), holes, given);
}

static void add_request_authorizer(const slsc_host *h, slsc_unit *u, const http_api *api,
                                   slsc_str name, const slsc_node *given)
{
    const slsc_function *f = function_of(h, u, api, given);
    const slsc_str alias_id = f ? f->alias_id : slsc_s(NULL);
    slsc_node *lambda = f ? h->target(u, f, given) : slsc_get(h, u, given, "functionArn");
    slsc_node *payload = slsc_get(h, u, given, "payloadVersion");
    const slsc_hole holes[] = {
        { "api", api->api },
        { "name", slsc_string(h, u, name, given) },
        { "identity", identity_of(h, u, given) },
        { "simple_responses", slsc_get(h, u, given, "enableSimpleResponses") },
        { "ttl", slsc_get(h, u, given, "resultTtlInSeconds") },
        { "payload", slsc_truthy(h, u, payload) ? payload : slsc_stringz(h, u, "2.0", given) },
        { "lambda", lambda },
        { "alias", alias_id.len ? slsc_string(h, u, alias_id, given) : NULL },
        { NULL, NULL },
    };
    const slsc_str part = h->name_part(u, SLSC_NAME_FUNCTION, name);
    if (!slsc_truthy(h, u, slsc_get(h, u, given, "managedExternally")))
        slsc_add_resource(h, u, slsc_id2(h, u, part, "LambdaAuthorizerPermissionHttpApi"),
                          http_api_permission(h, u, api, lambda, alias_id, given));
    slsc_add_resource(h, u, authorizer_id(h, u, name),
                      h->fill(u, SLSC_EMBEDDED(http_api_request_authorizer_json), holes, given));
}

void http_api_add_authorizers(const slsc_host *h, slsc_unit *u, const http_api *api)
{
    const slsc_node *all = slsc_get(h, u, api->settings, "authorizers");
    for (size_t i = 0; i < h->count(all); i++) {
        const slsc_node *given = h->at(all, i);
        const slsc_str name = authorizer_name(h, u, all, i);
        if (is_type(h, u, given, "request"))
            add_request_authorizer(h, u, api, name, given);
        else
            slsc_add_resource(h, u, authorizer_id(h, u, name),
                              jwt_authorizer(h, u, api, name, given));
    }
}
