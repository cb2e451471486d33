/* mapping.c: what all event source mappings have: a role that must be there first, an alias, names
 * made of an ARN, filters, a position to start from.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-eventsourcemapping.html
 */
#include "event_sources.h"

/* ---- Options ---- */

slsc_node *event_sources_option(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                                const char *key)
{
    return slsc_or(h, u, slsc_get(h, u, e->node, key), NULL);
}

slsc_node *event_sources_some(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                              const char *key)
{
    slsc_node *value = slsc_get(h, u, e->node, key);
    return slsc_truthy(h, u, value) ? value : NULL;
}

slsc_node *event_sources_or(const slsc_host *h, slsc_unit *u, const slsc_event *e, slsc_node *value,
                            const char *json)
{
    return value ? value : h->json(u, slsc_s(json), e->node);
}

slsc_node *event_sources_arn(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    return slsc_is_map(h, u, e->node) ? slsc_get(h, u, e->node, "arn") : e->node;
}

slsc_node *event_sources_filters(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    const slsc_texts *text = h->extension(u, SLSC_EXT_TEXT);
    slsc_node *patterns = event_sources_option(h, u, e, "filterPatterns"), *filters;
    if (!patterns) return NULL;
    filters = slsc_list(h, u, patterns);
    for (size_t i = 0; i < h->count(patterns); i++) {
        slsc_node *pattern = h->at(patterns, i), *filter = slsc_map(h, u, pattern);
        slsc_set(h, u, filter, "Pattern", slsc_string(h, u, text->json(u, pattern), pattern));
        h->append(u, filters, filter);
    }
    return filters;
}

slsc_status event_sources_require(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                                  const char *const *keys)
{
    slsc_str kind = h->key_of(e->node);
    for (size_t i = 0; keys[i]; i++)
        if (!event_sources_option(h, u, e, keys[i]))
            return slsc_error_at(h, u, e->node, "event-sources/missing-option", "`%.*s` needs `%s`",
                                 SLSC_ARG(kind), keys[i]);
    return SLSC_OK;
}

slsc_status event_sources_position(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                                   slsc_node **out)
{
    slsc_node *position = event_sources_some(h, u, e, "startingPosition");
    *out = event_sources_or(h, u, e, position, "\"TRIM_HORIZON\"");
    if (!slsc_is(h->text(u, position), "AT_TIMESTAMP")) return SLSC_OK;
    if (event_sources_option(h, u, e, "startingPositionTimestamp")) return SLSC_OK;
    return slsc_tell(h, u, SLSC_ERROR, position, "event-sources/no-timestamp",
                     slsc_s("`AT_TIMESTAMP` does not tell the time to start from"), NULL,
                     "write `startingPositionTimestamp:` and seconds since 1970 beside it");
}

/* ---- What is waited for ---- */

/* The role that functions run with unless they name another one. */
static slsc_node *provider_role(const slsc_host *h, slsc_unit *u)
{
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    slsc_node *role = slsc_at_path(h, u, provider, "iam.role");
    if (slsc_is_string(h, u, role)) return role;
    for (size_t i = 0; slsc_is_map(h, u, role) && i < h->count(role); i++)
        if (slsc_begins(h->key(role, i), "Fn::")) return role;
    return slsc_get(h, u, provider, "role");
}

/* The logical id of the role: named, or with its ARN taken, or the shared one if that is made.
 * NULL: the role is none of this template. */
static slsc_node *role_id(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    static const char shared[] = "IamRoleLambdaExecution";
    slsc_node *role = slsc_get(h, u, e->function->node, "role"), *attribute;
    if (!slsc_truthy(h, u, role)) role = provider_role(h, u);
    attribute = slsc_get(h, u, role, "Fn::GetAtt");
    if (slsc_is_string(h, u, role) && slsc_truthy(h, u, role)) {
        slsc_str text = h->text(u, role);
        return memchr(text.ptr, ':', text.len) ? NULL : role;
    }
    if (slsc_is(h->text(u, h->at(attribute, 1)), "Arn")) return h->at(attribute, 0);
    if (slsc_get(h, u, role, "Fn::ImportValue") || slsc_get(h, u, role, "Fn::Sub") ||
        slsc_get(h, u, role, "Ref"))
        return NULL;
    return slsc_resource(h, u, slsc_s(shared)) ? slsc_stringz(h, u, shared, e->node) : NULL;
}

slsc_node *event_sources_depends(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    const slsc_function *f = e->function;
    slsc_node *list = slsc_list(h, u, e->node);
    h->append(u, list, role_id(h, u, e));
    if (f->alias.len) h->append(u, list, slsc_string(h, u, f->alias_id, e->node));
    return list;
}

/* ---- Names ---- */

slsc_str event_sources_piece(slsc_str text, char separator, size_t n)
{
    const char *cut;
    for (; text.len; n--) {
        cut = memchr(text.ptr, separator, text.len);
        size_t piece = cut ? (size_t)(cut - text.ptr) : text.len;
        if (n == 0) {
            text.len = piece;
            return text;
        }
        text.ptr += cut ? piece + 1 : piece;
        text.len -= cut ? piece + 1 : piece;
    }
    return text;
}

slsc_str event_sources_last_piece(slsc_str text, char separator)
{
    size_t start = text.len;
    while (start && text.ptr[start - 1] != separator) start--;
    if (!start) return text; /* there may be no text at all */
    text.ptr += start;
    text.len -= start;
    return text;
}

/* The last part of Fn::Join; the logical id, parameter or export that other functions name. */
slsc_str event_sources_text(const slsc_host *h, slsc_unit *u, slsc_node *arn)
{
    slsc_node *parts = h->at(slsc_get(h, u, arn, "Fn::Join"), 1), *name = NULL;
    if (!slsc_is_map(h, u, arn)) name = arn;
    if (h->count(parts)) name = h->at(parts, h->count(parts) - 1);
    if (!name) name = slsc_get(h, u, arn, "Fn::ImportValue");
    if (!name) name = slsc_get(h, u, arn, "Ref");
    if (!name) name = h->at(slsc_get(h, u, arn, "Fn::GetAtt"), 0);
    return h->text(u, name);
}

slsc_status event_sources_nameless(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                                   const slsc_node *arn)
{
    static const char form[] = "expected `arn:PARTITION:SERVICE:REGION:ACCOUNT:KIND/NAME`";
    static const char help[] = "write the ARN as text, or `Fn::GetAtt`, or `Fn::ImportValue`";
    const int text = slsc_is_string(h, u, arn);
    return slsc_tell(h, u, SLSC_ERROR, arn ? arn : e->item, "event-sources/no-name",
                     slsc_s("this ARN does not tell the name of its source"), text ? form : NULL,
                     text ? NULL : help);
}

slsc_str event_sources_name(const slsc_host *h, slsc_unit *u, slsc_str text, size_t limit)
{
    slsc_str name = h->name_part(u, SLSC_NAME_ALNUM, text);
    if (name.len > limit) name.len = limit;
    return name;
}

slsc_str event_sources_id(const slsc_host *h, slsc_unit *u, const slsc_event *e, slsc_str kind,
                          slsc_str name, slsc_str second_name)
{
    slsc_str parts[5] = { { NULL, 0 } };
    parts[0] = e->function->id;
    parts[1] = slsc_s("EventSourceMapping");
    parts[2] = kind;
    parts[3] = name;
    parts[4] = second_name;
    return h->logical_id(u, parts, 5);
}
