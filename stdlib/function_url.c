/* function_url.c: `url` gives a function an HTTPS endpoint of its own.
 *
 *     url: true
 *     url: { authorizer: aws_iam, cors: true, invokeMode: RESPONSE_STREAM }
 *
 * Without an authorizer everybody may call it, which takes two permissions: for the URL, and for
 * the invocation behind it. https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html */
#include "std.h"

/* A list without what was there before. */
static slsc_node *once_each(const slsc_host *h, slsc_unit *u, slsc_node *list)
{
    slsc_node *seen = slsc_map(h, u, list), *kept = slsc_list(h, u, list);
    if (!slsc_is_list(h, u, list)) return list;
    for (size_t i = 0; i < h->count(list); i++) {
        slsc_node *item = h->at(list, i);
        if (h->get(u, seen, h->text(u, item))) continue;
        h->set(u, seen, h->text(u, item), item);
        h->append(u, kept, item);
    }
    return kept;
}

/* What `cors: true` means is url-cors.json, in the words of the configuration. */
static slsc_node *cors_option(const slsc_host *h, slsc_unit *u, slsc_node *cors, const char *key)
{
    slsc_node *given = slsc_get(h, u, cors, key);
    if (!slsc_truthy(h, u, cors) || (given && slsc_is_void(h, u, given))) return NULL;
    if (given) return once_each(h, u, given);
    return slsc_get(h, u, h->json(u, STD_JSON(url_cors), cors), key);
}

static void add_url(const slsc_host *h, slsc_unit *u, const slsc_function *f, slsc_node *url,
                    slsc_node *alias, int is_public)
{
    slsc_node *cors = slsc_get(h, u, url, "cors"), *condition = std_condition(h, u, f),
              *mode = slsc_get(h, u, url, "invokeMode");
    slsc_str id = slsc_id2(h, u, f->id, "LambdaFunctionUrl");
    slsc_hole holes[] = {
        { "auth", slsc_stringz(h, u, is_public ? "NONE" : "AWS_IAM", url) },
        { "target", h->target(u, f, url) },
        { "credentials", slsc_if_truthy(h, u, slsc_get(h, u, cors, "allowCredentials")) },
        { "headers", cors_option(h, u, cors, "allowedHeaders") },
        { "methods", cors_option(h, u, cors, "allowedMethods") },
        { "origins", cors_option(h, u, cors, "allowedOrigins") },
        { "exposed", cors_option(h, u, cors, "exposedResponseHeaders") },
        { "maxAge", cors_option(h, u, cors, "maxAge") },
        { "invokeMode", slsc_is(h->text(u, mode), "RESPONSE_STREAM") ? mode : NULL },
        { "alias", alias },
        { "condition", condition },
        { NULL, NULL },
    };
    slsc_hole output[] = {
        { "description", slsc_stringz(h, u, "Lambda Function URL", url) },
        { "value", slsc_get_att(h, u, id, "FunctionUrl", url) },
        { "condition", condition },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, id, h->fill(u, STD_JSON(url), holes, url));
    slsc_add_output(h, u, id, h->fill(u, STD_JSON(output), output, url));
}

slsc_status std_function_url(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    slsc_node *url = slsc_get(h, u, f->node, "url"), *alias = NULL;
    int is_public = !slsc_is(h->text(u, slsc_get(h, u, url, "authorizer")), "aws_iam");
    if (!slsc_truthy(h, u, url)) return SLSC_OK;
    if (f->alias.len) alias = slsc_string(h, u, f->alias_id, url);
    add_url(h, u, f, url, alias, is_public);
    if (!is_public) return SLSC_OK;

    slsc_hole holes[] = {
        { "target", h->target(u, f, url) },
        { "alias", alias },
        { "condition", std_condition(h, u, f) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_id2(h, u, f->id, "LambdaPermissionFnUrl"),
                      h->fill(u, STD_JSON(url_permission), holes, url));
    slsc_add_resource(h, u, slsc_id2(h, u, f->id, "LambdaPermissionFn"),
                      h->fill(u, STD_JSON(url_invoke_permission), holes, url));
    return SLSC_OK;
}
