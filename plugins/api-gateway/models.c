/* models.c: requests are checked before the function is called.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 *
 * A required parameter needs the service's one validator; a schema needs a model besides:
 *
 *     request:
 *       schemas:
 *         application/json: ${file(create.json)}      a schema
 *         application/xml: { schema: …, name, description }
 *         text/csv: user                              a name under
 * provider.apiGateway.request.schemas */
#include "api_gateway.h"

static int is_lower(char c) { return c >= 'a' && c <= 'z'; }
static int is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* The length of the word at the start of `s`: aB1 has three words, JSONFile two; 0: no letter. */
static size_t word_length(slsc_str s)
{
    size_t n = 0;
    if (s.len == 0) return 0;
    if (is_digit(s.ptr[0])) {
        while (n < s.len && is_digit(s.ptr[n])) n++;
        return n;
    }
    while (n < s.len && is_upper(s.ptr[n])) n++;
    const int more = n < s.len && is_lower(s.ptr[n]);
    if (n > 1) return more ? n - 1 : n;
    while (n < s.len && is_lower(s.ptr[n])) n++;
    return n;
}

/* application/x-foo -> ApplicationXFoo; with `fold` the rest of each word is made small. */
static slsc_str words(const slsc_host *h, slsc_unit *u, slsc_str text, int fold)
{
    char *room = h->alloc(u, text.len + 1, 1), *to = room;
    for (size_t i = 0; i < text.len;) {
        const size_t n = word_length((slsc_str) { text.ptr + i, text.len - i });
        for (size_t k = 0; k < n; k++) {
            char c = text.ptr[i + k];
            if (k == 0 && is_lower(c)) c = (char)(c - 'a' + 'A');
            if (k > 0 && fold && is_upper(c)) c = (char)(c - 'A' + 'a');
            *to++ = c;
        }
        i += n ? n : 1;
    }
    return (slsc_str) { room, (size_t)(to - room) };
}

static int has_required_parameter(const slsc_host *h, slsc_unit *u, const api_gateway_route *route)
{
    for (size_t i = 0; i < h->count(route->parameters); i++) {
        const slsc_node *value = h->at(route->parameters, i);
        const slsc_node *required = slsc_get(h, u, value, "required");
        if (!slsc_is_map(h, u, value) ? slsc_truthy(h, u, value)
                                      : slsc_is_void(h, u, required) || slsc_truthy(h, u, required))
            return 1;
    }
    return 0;
}

static slsc_str add_validator(const slsc_host *h, slsc_unit *u, const api_gateway *api,
                              const slsc_node *from)
{
    const slsc_service *s = h->service(u);
    const slsc_str parts[] = { slsc_s("ApiGateway"), h->name_part(u, SLSC_NAME_ALNUM, s->name),
                               slsc_s("RequestValidator") };
    const slsc_str id = h->logical_id(u, parts, 3);
    const slsc_str name =
        slsc_textf(h, u, "%.*s-%.*s | Validate request body and querystring parameters",
                   SLSC_ARG(s->name), SLSC_ARG(s->stage));
    const slsc_hole holes[] = {
        { "rest_api", api->rest_api },
        { "name", slsc_string(h, u, name, from) },
        { NULL, NULL },
    };
    if (!slsc_resource(h, u, id))
        slsc_add_resource(h, u, id,
                          api_gateway_fill(h, u, api_gateway_request_validator_json, holes, from));
    return id;
}

/* A schema with its name and description: {schema, name, description}, or the schema alone. */
static void add_model(const slsc_host *h, slsc_unit *u, const api_gateway *api, const char *json,
                      slsc_str id, slsc_str type, slsc_node *given)
{
    slsc_node *schema = slsc_get(h, u, given, "schema");
    const int wrapped = slsc_truthy(h, u, schema);
    slsc_node *name = wrapped ? slsc_get(h, u, given, "name") : NULL;
    slsc_node *description = wrapped ? slsc_get(h, u, given, "description") : NULL;
    const slsc_hole holes[] = {
        { "rest_api", api->rest_api },
        { "content_type", slsc_string(h, u, type, given) },
        { "schema", wrapped ? schema : given },
        { "name", slsc_is_void(h, u, name) ? NULL : name },
        { "description", slsc_is_void(h, u, description) ? NULL : description },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, id, api_gateway_fill(h, u, json, holes, given));
}

/* The model for a schema of the event: one of the provider's by name, else its own. */
static slsc_str model_of(const slsc_host *h, slsc_unit *u, const api_gateway *api,
                         const api_gateway_route *route, slsc_str type, slsc_node *given)
{
    const slsc_node *shared = slsc_at_path(h, u, api->settings, "request.schemas");
    if (!slsc_is_map(h, u, given)) {
        slsc_node *definition = h->get(u, shared, h->text(u, given));
        if (slsc_truthy(h, u, definition)) {
            const slsc_str name = words(h, u, h->text(u, given), 1);
            const slsc_str id = slsc_textf(h, u, "ApiGateway%.*sModel", SLSC_ARG(name));
            add_model(h, u, api, api_gateway_shared_model_json, id, slsc_s("application/json"),
                      definition);
            return id;
        }
    }
    const slsc_str parts[] = { route->method_id, words(h, u, type, 0), slsc_s("Model") };
    const slsc_str id = h->logical_id(u, parts, 3);
    add_model(h, u, api, api_gateway_model_json, id, type, given);
    return id;
}

void api_gateway_add_models(const slsc_host *h, slsc_unit *u, const api_gateway *api)
{
    for (size_t i = 0; i < api->count; i++) {
        const api_gateway_route *route = &api->routes[i];
        slsc_node *request = slsc_get(h, u, route->event, "request");
        const slsc_node *schemas = slsc_or(h, u, slsc_get(h, u, request, "schemas"),
                                           slsc_get(h, u, request, "schema")); /* its old name */
        const size_t n = h->count(schemas);
        if (!n && !has_required_parameter(h, u, route)) continue;

        slsc_node *method = slsc_get(h, u, slsc_resource(h, u, route->method_id), "Properties");
        const slsc_str validator = add_validator(h, u, api, route->event);
        slsc_set(h, u, method, "RequestValidatorId", slsc_ref(h, u, validator, route->event));
        if (!n) continue;
        slsc_node *models = slsc_map(h, u, schemas);
        for (size_t k = 0; k < n; k++) {
            slsc_node *given = h->at(schemas, k);
            const slsc_str id = model_of(h, u, api, route, h->key(schemas, k), given);
            h->set(u, models, h->key(schemas, k), slsc_ref(h, u, id, given));
        }
        slsc_set(h, u, method, "RequestModels", models);
    }
}
