/* instance_id.c: the id of an API's deployment.
 *
 * A deployment of API Gateway is a snapshot: a changed API is served only after a new one, and
 * CloudFormation makes a new one when its logical id changes. The reference puts the clock into
 * that id; we put a hash of the API's resources there, so an unchanged API keeps its deployment.
 * Passes that make or mention the deployment write the token, and here, when the template is
 * whole, it becomes thirteen digits, wherever it stands: in ids, references and texts.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html */
#include "std.h"

#define TOKEN STD_INSTANCE_ID
enum { TOKEN_SIZE = sizeof TOKEN - 1, DIGITS = 13 };

const char *std_find_instance_id(slsc_str text)
{
    for (size_t i = 0; i + TOKEN_SIZE <= text.len; i++)
        if (text.ptr[i] == TOKEN[0] && memcmp(text.ptr + i, TOKEN, TOKEN_SIZE) == 0)
            return text.ptr + i;
    return NULL;
}

/* Keys are given in: the API changes with them, the deployment need not. */
static int is_deployed(slsc_str type)
{
    return slsc_begins(type, "AWS::ApiGateway::") && !slsc_is(type, "AWS::ApiGateway::ApiKey") &&
           !slsc_is(type, "AWS::ApiGateway::UsagePlan") &&
           !slsc_is(type, "AWS::ApiGateway::UsagePlanKey") &&
           !slsc_is(type, "AWS::ApiGateway::Deployment");
}

/* Thirteen digits, as the milliseconds of a clock have. */
static slsc_str make_id(const slsc_host *h, slsc_unit *u, slsc_node *resources)
{
    slsc_node *deployed = slsc_map(h, u, resources);
    unsigned long long number = 0;
    slsc_str sum;
    for (size_t i = 0; i < h->count(resources); i++) {
        slsc_node *resource = h->at(resources, i);
        slsc_str sum_of_it;
        if (!is_deployed(h->text(u, slsc_get(h, u, resource, "Type")))) continue;
        sum_of_it = h->digest(u, resource);
        h->set(u, deployed, h->key(resources, i), slsc_string(h, u, sum_of_it, resource));
    }
    sum = h->digest(u, deployed);
    for (size_t i = 0; i < DIGITS; i++) number = number * 10 + (unsigned char)sum.ptr[i] % 10;
    return slsc_textf(h, u, "%0*llu", DIGITS, number);
}

/* The id is no longer than the token, so the text does not grow. */
static slsc_str replaced(const slsc_host *h, slsc_unit *u, slsc_str text, slsc_str id)
{
    char *room = (char *)h->alloc(u, text.len + 1, 1);
    slsc_str out = { room, 0 };
    for (const char *at = std_find_instance_id(text); at; at = std_find_instance_id(text)) {
        size_t before = (size_t)(at - text.ptr);
        memcpy(room + out.len, text.ptr, before);
        memcpy(room + out.len + before, id.ptr, id.len);
        out.len += before + id.len;
        text.ptr += before + TOKEN_SIZE;
        text.len -= before + TOKEN_SIZE;
    }
    memcpy(room + out.len, text.ptr, text.len);
    out.len += text.len;
    return out;
}

static slsc_node *renamed(const slsc_host *h, slsc_unit *u, slsc_node *value, slsc_str id);

/* The list itself, or a new one where an element is another now. */
static slsc_node *renamed_list(const slsc_host *h, slsc_unit *u, slsc_node *list, slsc_str id)
{
    slsc_node *fresh = NULL;
    for (size_t i = 0; i < h->count(list); i++) {
        slsc_node *item = h->at(list, i), *now = renamed(h, u, item, id);
        if (!fresh && now != item) {
            fresh = slsc_list(h, u, list);
            for (size_t k = 0; k < i; k++) h->append(u, fresh, h->at(list, k));
        }
        if (fresh) h->append(u, fresh, now);
    }
    return fresh ? fresh : list;
}

/* Members that change are put in again; when a key does, all are, so that their order stays. */
static slsc_node *renamed_map(const slsc_host *h, slsc_unit *u, slsc_node *map, slsc_str id)
{
    size_t n = h->count(map), first = n;
    slsc_str *keys;
    slsc_node **values;
    for (size_t i = n; i > 0; i--) {
        slsc_node *value = h->at(map, i - 1), *now = renamed(h, u, value, id);
        if (now != value) h->set(u, map, h->key(map, i - 1), now);
        if (std_find_instance_id(h->key(map, i - 1))) first = i - 1;
    }
    if (first == n) return map;
    keys = (slsc_str *)h->alloc(u, n * sizeof *keys, _Alignof(slsc_str));
    values = (slsc_node **)h->alloc(u, n * sizeof(slsc_node *), _Alignof(slsc_node *));
    for (size_t i = n; i > first; i--) {
        keys[i - 1] = h->key(map, i - 1);
        values[i - 1] = h->at(map, i - 1);
        h->remove(u, map, keys[i - 1]);
    }
    for (size_t i = first; i < n; i++) h->set(u, map, replaced(h, u, keys[i], id), values[i]);
    return map;
}

/* As deep as trees may be, which is limited. */
static slsc_node *renamed(const slsc_host *h, slsc_unit *u, slsc_node *value, slsc_str id)
{
    const slsc_kind kind = h->kind(value);
    if (kind == SLSC_MAP) return renamed_map(h, u, value, id);
    if (kind == SLSC_LIST) return renamed_list(h, u, value, id);
    if (kind != SLSC_STRING || !std_find_instance_id(h->text(u, value))) return value;
    return slsc_string(h, u, replaced(h, u, h->text(u, value), id), value);
}

slsc_status std_instance_id(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *template_ = h->root(u, SLSC_TEMPLATE);
    (void)state;
    renamed(h, u, template_, make_id(h, u, slsc_get(h, u, template_, "Resources")));
    return SLSC_OK;
}
