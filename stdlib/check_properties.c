/* check_properties.c: what a resource says that its type does not know, and what it lacks, told
 * before a deployment fails on it.
 *
 * What is known comes from a table that is as old as the compiler (slsc.cloudformation/1), so these
 * are warnings. CloudFormation takes a number or a boolean as text, and text as either where it
 * reads as one; a function (Ref, Fn::Sub, ...) may stand for anything. What a macro makes of a
 * template is not known here, so a template with one is left alone. */
#include "std.h"

enum {
    ADVISED = 20, /* faults for which a nearer name is looked for */
    DEEPEST = 100 /* a property nested deeper is not looked at */
};

typedef struct property_check {
    const slsc_host *h;
    slsc_unit *u;
    const slsc_cloudformation *table;
    slsc_str id; /* of the resource that is looked at */
    unsigned faults;
} property_check;

/* ---- Telling ---- */

static void tell(property_check *c, const char *code, const slsc_node *at, uint32_t at_key,
                 slsc_str message, slsc_str near)
{
    slsc_diag diag;
    memset(&diag, 0, sizeof diag);
    diag.struct_size = (uint32_t)sizeof diag;
    diag.severity = SLSC_WARNING;
    diag.code = code;
    diag.at = at;
    diag.at_key = at_key;
    diag.message = message;
    if (near.len) diag.help = slsc_textf(c->h, c->u, "did you mean `%.*s`?", SLSC_ARG(near));
    c->h->report(c->u, &diag);
}

/* The owner of a property is the type, or the property that it is nested in. */
static void tell_unknown(property_check *c, const slsc_shape *record, const slsc_node *value)
{
    slsc_str key = c->h->key_of(value), near = { NULL, 0 };
    if (c->faults++ < ADVISED) near = c->table->nearest_member(c->u, record, key);
    tell(c, "check/unknown-property", value, 1,
         slsc_textf(c->h, c->u, "`%.*s` has no property `%.*s`", SLSC_ARG(record->name),
                    SLSC_ARG(key)),
         near);
}

static void tell_missing(property_check *c, const slsc_shape *record, const slsc_shape *missing,
                         const slsc_node *at)
{
    slsc_str none = { NULL, 0 };
    tell(c, "check/missing-property", at, c->h->key_of(at).len != 0,
         slsc_textf(c->h, c->u, "`%.*s` of `%.*s` needs the property `%.*s`",
                    SLSC_ARG(record->name), SLSC_ARG(c->id), SLSC_ARG(missing->name)),
         none);
}

static const char *kind_name(slsc_kind kind)
{
    static const char *const names[] = { "nothing",  "null",     "a boolean", "an integer",
                                         "a number", "a string", "a list",    "a map" };
    return kind < sizeof names / sizeof *names ? names[kind] : "a value";
}

static const char *shape_name(uint32_t kind)
{
    static const char *const names[] = { "anything",  "a string", "an integer", "a number",
                                         "a boolean", "a list",   "a map",      "a map" };
    return kind < sizeof names / sizeof *names ? names[kind] : "another value";
}

static void tell_wrong(property_check *c, const slsc_shape *shape, const slsc_node *value)
{
    slsc_kind kind = c->h->kind(value);
    slsc_str none = { NULL, 0 };
    const char *preposition = c->h->key_of(value).len ? "for" : "in"; /* in: an element of it */
    const char *found =
        kind == SLSC_STRING && shape->kind < SLSC_SHAPE_LIST ? "other text" : kind_name(kind);
    tell(c, "check/wrong-type", value, 0,
         slsc_textf(c->h, c->u, "expected %s %s `%.*s`, found %s", shape_name(shape->kind),
                    preposition, SLSC_ARG(shape->name), found),
         none);
}

/* ---- Scalars ---- */

/* Text that CloudFormation reads as a number: digits, a sign, and with `fraction` the rest. */
static int reads_as_number(slsc_str text, int fraction)
{
    size_t i = text.len && (text.ptr[0] == '-' || text.ptr[0] == '+'), digits = 0;
    for (; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            digits++;
        else if (!fraction || !strchr(".eE+-", text.ptr[i]) || text.ptr[i] == '\0')
            return 0;
    }
    return digits > 0;
}

/* {{resolve:ssm:...}} is replaced while the stack is made. */
static int is_dynamic(slsc_str text)
{
    for (size_t i = 0; i + 10 <= text.len; i++)
        if (memcmp(text.ptr + i, "{{resolve:", 10) == 0) return 1;
    return 0;
}

static int fits_scalar(const property_check *c, uint32_t shape, const slsc_node *value)
{
    const slsc_kind kind = c->h->kind(value);
    const slsc_str text = c->h->text(c->u, value);
    if (kind == SLSC_LIST || kind == SLSC_MAP) return 0;
    if (shape == SLSC_SHAPE_STRING || (kind == SLSC_STRING && is_dynamic(text))) return 1;
    if (shape == SLSC_SHAPE_BOOLEAN) {
        const slsc_str capitals = slsc_upper(c->h, c->u, text);
        return slsc_is(capitals, "TRUE") || slsc_is(capitals, "FALSE");
    }
    return kind != SLSC_BOOL && reads_as_number(text, shape == SLSC_SHAPE_NUMBER);
}

/* ---- Values ---- */

static void check_value(property_check *c, const slsc_shape *shape, const slsc_node *value,
                        unsigned depth);

static int is_function_name(slsc_str key)
{
    return slsc_begins(key, "Fn::") || slsc_is(key, "Ref") || slsc_is(key, "Condition");
}

/* A record may have a member of a function's name (`Condition` of a rule). */
static int is_function(const property_check *c, const slsc_shape *shape, const slsc_node *value)
{
    const slsc_str key = c->h->key(value, 0);
    if (c->h->kind(value) != SLSC_MAP || c->h->count(value) != 1 || !is_function_name(key))
        return 0;
    return shape->kind != SLSC_SHAPE_RECORD || !c->table->member(c->u, shape, key);
}

/* Of Fn::If both values count; what the other functions give is not known. */
static void check_function(property_check *c, const slsc_shape *shape, const slsc_node *call,
                           unsigned depth)
{
    const slsc_node *branches = c->h->at(call, 0);
    if (!slsc_is(c->h->key(call, 0), "Fn::If") || c->h->count(branches) != 3) return;
    check_value(c, shape, c->h->at(branches, 1), depth + 1);
    check_value(c, shape, c->h->at(branches, 2), depth + 1);
}

/* `at` is where a missing property is told: under the record itself, or the resource. */
static void check_record(property_check *c, const slsc_shape *record, const slsc_node *map,
                         const slsc_node *at, unsigned depth)
{
    const slsc_host *h = c->h;
    int open = 0; /* Fn::Transform may add members */
    for (size_t i = 0; i < h->count(map); i++) {
        const slsc_node *value = h->at(map, i);
        const slsc_shape *shape = c->table->member(c->u, record, h->key(map, i));
        if (shape)
            check_value(c, shape, value, depth + 1);
        else if (slsc_begins(h->key(map, i), "Fn::"))
            open = 1;
        else
            tell_unknown(c, record, value);
    }
    for (const slsc_shape *needed = c->table->next_required(c->u, record, NULL); needed && !open;
         needed = c->table->next_required(c->u, record, needed))
        if (!h->get(c->u, map, needed->name)) tell_missing(c, record, needed, at);
}

static void check_elements(property_check *c, const slsc_shape *shape, const slsc_node *value,
                           unsigned depth)
{
    const slsc_shape *element = c->table->element(c->u, shape);
    for (size_t i = 0; i < c->h->count(value); i++)
        check_value(c, element, c->h->at(value, i), depth + 1);
}

static void check_value(property_check *c, const slsc_shape *shape, const slsc_node *value,
                        unsigned depth)
{
    const slsc_kind kind = c->h->kind(value);
    if (depth > DEEPEST || kind == SLSC_NULL || shape->kind == SLSC_SHAPE_ANY) return;
    if (is_function(c, shape, value)) {
        check_function(c, shape, value, depth);
        return;
    }
    switch (shape->kind) {
    case SLSC_SHAPE_LIST:
    case SLSC_SHAPE_MAP:
        if (kind == (shape->kind == SLSC_SHAPE_LIST ? SLSC_LIST : SLSC_MAP))
            check_elements(c, shape, value, depth);
        else
            tell_wrong(c, shape, value);
        break;
    case SLSC_SHAPE_RECORD:
        if (kind == SLSC_MAP)
            check_record(c, shape, value, value, depth);
        else
            tell_wrong(c, shape, value);
        break;
    default:
        if (!fits_scalar(c, shape->kind, value)) tell_wrong(c, shape, value);
        break;
    }
}

/* ---- Resources ---- */

static int ends_with(slsc_str s, const char *end)
{
    size_t n = strlen(end);
    return s.len >= n && memcmp(s.ptr + s.len - n, end, n) == 0;
}

/* A type whose properties are its maker's own are not looked at. */
static int is_of_aws(slsc_str type)
{
    return slsc_begins(type, "AWS::") && !ends_with(type, "::MODULE") &&
           !slsc_is(type, "AWS::CloudFormation::CustomResource");
}

static void check_resource(property_check *c, const slsc_node *resource)
{
    const slsc_host *h = c->h;
    const slsc_node *type = slsc_get(h, c->u, resource, "Type");
    const slsc_node *properties = slsc_get(h, c->u, resource, "Properties");
    if (!slsc_is_string(h, c->u, type) || !is_of_aws(h->text(c->u, type))) return;
    c->id = h->key_of(resource);
    const slsc_shape *record = c->table->type(c->u, h->text(c->u, type));
    if (!record) {
        slsc_str near = { NULL, 0 };
        if (c->faults++ < ADVISED) near = c->table->nearest_type(c->u, h->text(c->u, type));
        tell(c, "check/unknown-type", type, 0,
             slsc_textf(h, c->u, "`%.*s` has a type that CloudFormation does not know",
                        SLSC_ARG(c->id)),
             near);
    } else if (is_function(c, record, properties)) {
        return;
    } else if (slsc_is_void(h, c->u, properties) || slsc_is_map(h, c->u, properties)) {
        check_record(c, record, properties, resource, 0);
    } else {
        tell_wrong(c, record, properties);
    }
}

slsc_status std_check_properties(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *template_ = h->root(u, SLSC_TEMPLATE);
    slsc_node *resources = slsc_get(h, u, template_, "Resources");
    property_check c;
    (void)state;
    memset(&c, 0, sizeof c);
    c.h = h;
    c.u = u;
    c.table = (const slsc_cloudformation *)h->extension(u, SLSC_EXT_CLOUDFORMATION);
    if (!c.table || slsc_truthy(h, u, slsc_get(h, u, template_, "Transform"))) return SLSC_OK;
    for (size_t i = 0; i < h->count(resources); i++) check_resource(&c, h->at(resources, i));
    return SLSC_OK;
}
