/* authorizers.c: who may call a method.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
 *
 *     authorizer: aws_iam                            a signed request
 *     authorizer: check                              a function of this service, by its key
 *     authorizer: arn:aws:lambda:…                   a function, or a Cognito user pool
 *     authorizer: { name, arn, type, authorizerId, … }
 *
 * The name of an authorizer that is given by ARN only is the last word of the ARN, between `-`. */
#include "api_gateway.h"

static int same_word(const slsc_host *h, slsc_unit *u, slsc_str text, const char *word)
{
    return slsc_is(slsc_upper(h, u, text), word);
}

/* arn:PARTITION:cognito-idp… */
static int is_user_pool_arn(slsc_str arn)
{
    size_t i = 4;
    if (!slsc_begins(arn, "arn:")) return 0;
    while (i < arn.len && (arn.ptr[i] == '-' || (arn.ptr[i] >= 'a' && arn.ptr[i] <= 'z') ||
                           (arn.ptr[i] >= 'A' && arn.ptr[i] <= 'Z')))
        i++;
    const slsc_str rest = { arn.ptr + i, arn.len - i };
    return slsc_begins(rest, ":cognito-idp");
}

static slsc_str last_word(slsc_str arn)
{
    size_t i = arn.len;
    while (i && arn.ptr[i - 1] != ':' && arn.ptr[i - 1] != '-') i--;
    return (slsc_str) { arn.ptr + i, arn.len - i };
}

/* Functions by their key; the map is made when the first is asked for. */
static const slsc_function *find_function(const slsc_host *h, slsc_unit *u, api_gateway *api,
                                          slsc_str key, const slsc_node *from)
{
    if (!api->functions) api->functions = slsc_function_numbers(h, u, from);
    return slsc_function_named(h, u, api->functions, key);
}

/* A function of this service decides. */
static slsc_status by_function(const slsc_host *h, slsc_unit *u, api_gateway *api,
                               api_gateway_authorizer *a, const slsc_node *name)
{
    const slsc_function *f = find_function(h, u, api, h->text(u, name), name);
    a->name = h->text(u, name);
    if (!f)
        return slsc_tell(
            h, u, SLSC_ERROR, name, "http/unknown-authorizer",
            slsc_textf(h, u, "there is no function `%.*s` to authorize with", SLSC_ARG(a->name)),
            NULL, "give the key of a function, or the `arn` of one made elsewhere");
    a->arn = h->target(u, f, name);
    a->alias_id = f->alias_id;
    return SLSC_OK;
}

static slsc_status by_arn(const slsc_host *h, slsc_unit *u, api_gateway_authorizer *a,
                          slsc_node *arn, const slsc_node *name)
{
    a->arn = arn;
    if (slsc_is_string(h, u, name))
        a->name = h->text(u, name);
    else if (slsc_is_string(h, u, arn))
        a->name = last_word(h->text(u, arn));
    else
        return slsc_tell(h, u, SLSC_ERROR, arn, "http/missing-authorizer-name",
                         slsc_s("an authorizer whose `arn` is not plain text needs a name"), NULL,
                         "add `name:` beside `arn`");
    return SLSC_OK;
}

static slsc_status read_map(const slsc_host *h, slsc_unit *u, api_gateway *api, slsc_node *given,
                            api_gateway_authorizer *a)
{
    slsc_node *type = slsc_get(h, u, given, "type"), *arn = slsc_get(h, u, given, "arn");
    slsc_node *id = slsc_get(h, u, given, "authorizerId"), *name = slsc_get(h, u, given, "name");
    slsc_status status = SLSC_OK;
    int64_t seconds = 300;

    a->type = slsc_truthy(h, u, type) ? h->text(u, type) : slsc_s("");
    if (a->type.len && slsc_truthy(h, u, id))
        a->id = id;
    else if (same_word(h, u, a->type, "AWS_IAM"))
        a->type = slsc_s("AWS_IAM");
    else if (slsc_truthy(h, u, arn))
        status = by_arn(h, u, a, arn, name);
    else if (slsc_truthy(h, u, name))
        status = by_function(h, u, api, a, name);
    else
        status = slsc_tell(h, u, SLSC_ERROR, given, "http/empty-authorizer",
                           slsc_s("this authorizer says neither `name` nor `arn`"), NULL,
                           "add `name:` with the key of a function, or `arn:`");

    a->ttl = slsc_get(h, u, given, "resultTtlInSeconds");
    if (h->to_int(a->ttl, &seconds) != SLSC_OK) a->ttl = slsc_int(h, u, 300, given);
    a->claims = slsc_get(h, u, given, "claims");
    a->scopes = slsc_get(h, u, given, "scopes");
    a->identity = slsc_get(h, u, given, "identitySource");
    a->validation = slsc_get(h, u, given, "identityValidationExpression");
    a->managed_externally = slsc_truthy(h, u, slsc_get(h, u, given, "managedExternally"));
    /* A decision that is not kept needs no key to keep it by. */
    if (!slsc_truthy(h, u, a->identity) && same_word(h, u, a->type, "REQUEST") && seconds == 0)
        a->identity = NULL;
    else if (!slsc_truthy(h, u, a->identity))
        a->identity = slsc_stringz(h, u, "method.request.header.Authorization", given);
    return status;
}

static slsc_status read_text(const slsc_host *h, slsc_unit *u, api_gateway *api, slsc_node *given,
                             api_gateway_authorizer *a)
{
    const slsc_str text = h->text(u, given);
    a->identity = slsc_stringz(h, u, "method.request.header.Authorization", given);
    if (same_word(h, u, text, "AWS_IAM")) {
        a->type = slsc_s("AWS_IAM");
        return SLSC_OK;
    }
    if (memchr(text.ptr, ':', text.len)) return by_arn(h, u, a, given, NULL);
    return by_function(h, u, api, a, given);
}

slsc_status api_gateway_read_authorizer(const slsc_host *h, slsc_unit *u, api_gateway *api,
                                        api_gateway_route *route)
{
    slsc_node *given = slsc_get(h, u, route->event, "authorizer");
    if (!slsc_truthy(h, u, given)) return SLSC_OK;

    api_gateway_authorizer *a = h->alloc(u, sizeof *a, _Alignof(api_gateway_authorizer));
    const slsc_status status =
        slsc_is_map(h, u, given) ? read_map(h, u, api, given, a) : read_text(h, u, api, given, a);
    if (status != SLSC_OK) return status;

    const int pool_arn = is_user_pool_arn(h->text(u, a->arn));
    a->place = given;
    a->user_pool = pool_arn || same_word(h, u, a->type, "COGNITO_USER_POOLS");
    if (pool_arn && h->count(a->claims) && slsc_is(route->type, "AWS_PROXY"))
        return slsc_tell(h, u, SLSC_ERROR, a->claims, "http/claims-need-lambda-integration",
                         slsc_s("claims are picked by a request template, a proxy has none"), NULL,
                         "remove `claims` (the function gets all), or use `integration: lambda`");
    route->authorizer = a;
    return SLSC_OK;
}

/* The resources, one for each event that has an authorizer to make; the same name is the same
 * authorizer, and its last event counts. */
void api_gateway_add_authorizers(const slsc_host *h, slsc_unit *u, const api_gateway *api)
{
    for (size_t i = 0; i < api->count; i++) {
        const api_gateway_authorizer *a = api->routes[i].authorizer;
        if (!a || !a->arn) continue;

        const slsc_str type = a->user_pool  ? slsc_s("COGNITO_USER_POOLS")
                              : a->type.len ? slsc_upper(h, u, a->type)
                                            : slsc_s("TOKEN");
        slsc_node *uri =
            a->user_pool ? NULL : api_gateway_lambda_uri(h, u, a->arn, slsc_s(""), 0, a->place);
        const slsc_hole holes[] = {
            { "alias", a->alias_id.len ? slsc_string(h, u, a->alias_id, a->place) : NULL },
            { "ttl", a->ttl },
            { "identity_source", a->identity },
            { "name", slsc_string(h, u, a->name, a->place) },
            { "rest_api", api->rest_api },
            { "validation", slsc_is_string(h, u, a->validation) ? a->validation : NULL },
            { "uri", uri },
            { "type", slsc_string(h, u, type, a->place) },
            { "user_pool", a->user_pool ? a->arn : NULL },
            { NULL, NULL },
        };
        const slsc_str id =
            slsc_id2(h, u, h->name_part(u, SLSC_NAME_FUNCTION, a->name), "ApiGatewayAuthorizer");
        slsc_add_resource(h, u, id,
                          api_gateway_fill(h, u, api_gateway_authorizer_json, holes, a->place));
    }
}
