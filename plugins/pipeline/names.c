/* names.c: what the service's resources are called, as far as that can be told before they are
 * made.
 *
 * A pattern of permissions.json has holes for names:
 *
 *     {FunctionName}          the property of the resource; without it, what CloudFormation makes
 *                             up: STACK-*
 *     {lower:BucketName}      the same in lower case, with the logical id: STACK-ID*
 *     {any:RuleName}          without it, anything: the form of a made up name is not promised
 *     {bare:Name}             as `any`, without the slash in front
 *     {=Role}                 the whole ARN, given as text; nothing where this stack makes it
 *
 * Where a name may be an ARN and is one, it is the whole resource: it may lie in another account.
 * A property that refers to a resource of the template stands for that resource's name. Names that
 * begin with the stack's are allowed together, as STACK-*: a function more needs no other role, and
 * the policy stays small. What is known only at deployment is `*`, within the type. */
#include "pipeline.h"

enum {
    DEPTH = 8,
    VALUES = 200 /* in one name */,
    MADE_UP = 20 /* of a part of a made up name, CloudFormation keeps this much */
};

static int is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* `word` stands at text[i], and no letter or digit on either side. */
static int word_at(slsc_str text, size_t i, slsc_str word)
{
    if (word.len == 0 || text.len - i < word.len) return 0;
    if (memcmp(text.ptr + i, word.ptr, word.len) != 0) return 0;
    if (i > 0 && is_word(text.ptr[i - 1])) return 0;
    return i + word.len == text.len || !is_word(text.ptr[i + word.len]);
}

typedef struct builder { /* room is made for the longest outcome first */
    char *ptr;
    size_t len;
} builder;

static void put(builder *b, slsc_str s)
{
    if (s.len) memcpy(b->ptr + b->len, s.ptr, s.len);
    b->len += s.len;
}

slsc_str pipeline_in_stage(const slsc_host *h, slsc_unit *u, slsc_str text,
                           const pipeline_stage *stage)
{
    const slsc_service *service = h->service(u);
    builder b = { NULL, 0 };
    const int named = !slsc_same(service->name, service->stage); /* `prod-tools` of stage `prod` */
    if (slsc_same(service->stage, stage->name)) return text;
    b.ptr = h->alloc(u, text.len * (stage->stack.len + stage->name.len + 1) + 1, 1);
    for (size_t i = 0; i < text.len;) {
        if (stage->stack.len && word_at(text, i, service->stack)) {
            put(&b, stage->stack);
            i += service->stack.len;
        } else if (named && word_at(text, i, service->name)) {
            put(&b, service->name);
            i += service->name.len;
        } else if (word_at(text, i, service->stage)) {
            put(&b, stage->name);
            i += service->stage.len;
        } else {
            put(&b, slsc_bytes(text.ptr + i, 1));
            i++;
        }
    }
    return slsc_bytes(b.ptr, b.len);
}

/* `/aws/lambda/shop-prod-hello` -> `/aws/lambda/shop-prod-*` */
static slsc_str together(const slsc_host *h, slsc_unit *u, slsc_str name, slsc_str stack)
{
    for (size_t i = 0; i + stack.len < name.len; i++)
        if (word_at(name, i, stack) && name.ptr[i + stack.len] == '-')
            return slsc_textf(h, u, "%.*s-*", (int)(i + stack.len), name.ptr);
    return name;
}

static slsc_str part(slsc_str s) { return s.len > MADE_UP ? slsc_bytes(s.ptr, MADE_UP) : s; }

static slsc_str made_up(const slsc_host *h, slsc_unit *u, slsc_str stack, slsc_str id)
{
    slsc_str text;
    char *lower;
    if (id.len == 0)
        return slsc_textf(h, u, "%.*s%s", SLSC_ARG(part(stack)), stack.len > MADE_UP ? "*" : "-*");
    text = slsc_textf(h, u, "%.*s%s-%.*s*", SLSC_ARG(part(stack)), stack.len > MADE_UP ? "*" : "",
                      SLSC_ARG(part(id)));
    lower = h->alloc(u, text.len + 1, 1);
    for (size_t i = 0; i < text.len; i++)
        lower[i] =
            (char)(text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? text.ptr[i] + 32 : text.ptr[i]);
    return slsc_bytes(lower, text.len);
}

/* ---- Values ---------------------------------------------------------------------------------- */

slsc_node *pipeline_property(const slsc_host *h, slsc_unit *u, const slsc_node *resource,
                             slsc_str path)
{
    slsc_node *node = slsc_get(h, u, resource, "Properties");
    for (size_t i = 0; node && i <= path.len;) {
        size_t end = i;
        while (end < path.len && path.ptr[end] != '.') end++;
        if (slsc_is_list(h, u, node))
            node = h->at(node, (size_t)(path.ptr[i] - '0')); /* a list has one digit */
        else
            node = h->get(u, node, slsc_bytes(path.ptr + i, end - i));
        i = end + 1;
    }
    return node;
}

typedef struct naming { /* whose name, in which table; `stack` and `id` for what is made up */
    const slsc_node *table;
    slsc_str stack, id;
    int left;    /* values that may still be looked at: names that refer to names multiply */
    int made_up; /* the name is one that CloudFormation makes up, in that stack */
} naming;

static slsc_str value_text(const slsc_host *h, slsc_unit *u, naming *n, const slsc_node *value,
                           int depth);

/* The name of a resource of this template: by the first hole of the first pattern of its type. */
static slsc_str name_of(const slsc_host *h, slsc_unit *u, naming *n, slsc_str id, int depth)
{
    const slsc_node *resource = slsc_resource(h, u, id);
    const slsc_node *rules = h->get(u, n->table, h->text(u, slsc_get(h, u, resource, "Type")));
    slsc_str pattern = h->text(u, h->at(slsc_get(h, u, h->at(rules, 0), "Resource"), 0));
    for (size_t i = 0; i < pattern.len; i++) {
        const char *end;
        if (pattern.ptr[i] != '{' || (i > 0 && pattern.ptr[i - 1] == '$')) continue;
        end = memchr(pattern.ptr + i, '}', pattern.len - i);
        slsc_str hole =
            slsc_bytes(pattern.ptr + i + 1, end ? (size_t)(end - pattern.ptr) - i - 1 : 0);
        const char *colon = hole.len ? memchr(hole.ptr, ':', hole.len) : NULL;
        slsc_str mode = slsc_bytes(hole.ptr, colon ? (size_t)(colon - hole.ptr) : 0);
        if (colon) hole = slsc_bytes(colon + 1, hole.len - mode.len - 1);
        slsc_node *value = pipeline_property(h, u, resource, hole);
        if (value) return value_text(h, u, n, value, depth + 1);
        if (slsc_is(mode, "any") || slsc_is(mode, "bare")) return slsc_s("*");
        n->made_up = 1;
        return made_up(h, u, n->stack, slsc_is(mode, "lower") ? id : slsc_s(NULL));
    }
    return slsc_s("*");
}

slsc_str pipeline_sub_text(const slsc_host *h, slsc_unit *u, slsc_str text, int literal)
{
    builder b = { h->alloc(u, text.len + 1, 1), 0 };
    for (size_t i = 0; i < text.len; i++) {
        slsc_str rest = slsc_bytes(text.ptr + i, text.len - i);
        if (!slsc_begins(rest, "${") || (!literal && slsc_begins(rest, "${AWS::"))) {
            put(&b, slsc_bytes(rest.ptr, 1));
            continue;
        }
        const char *end = memchr(rest.ptr, '}', rest.len);
        put(&b, slsc_s("*"));
        i = end ? (size_t)(end - text.ptr) : text.len;
    }
    return slsc_bytes(b.ptr, b.len);
}

static slsc_str join_text(const slsc_host *h, slsc_unit *u, naming *n, const slsc_node *join,
                          int depth)
{
    const slsc_node *parts = h->at(join, 1);
    slsc_str between = h->text(u, h->at(join, 0)), text = slsc_s("");
    if (!slsc_is_list(h, u, parts) || h->count(parts) > 64) return slsc_s("*");
    for (size_t i = 0; i < h->count(parts); i++) {
        slsc_str piece = value_text(h, u, n, h->at(parts, i), depth + 1);
        text = slsc_textf(h, u, "%.*s%.*s%.*s", SLSC_ARG(text), SLSC_ARG(i ? between : slsc_s("")),
                          SLSC_ARG(piece));
    }
    return text;
}

static slsc_str value_text(const slsc_host *h, slsc_unit *u, naming *n, const slsc_node *value,
                           int depth)
{
    const slsc_node *call = h->at(value, 0);
    slsc_str function = h->key(value, 0), id;
    if (h->kind(value) >= SLSC_BOOL && h->kind(value) <= SLSC_STRING)
        return pipeline_sub_text(h, u, h->text(u, value), 1);
    if (depth > DEPTH || n->left-- <= 0) return slsc_s("*");
    if (!slsc_is_map(h, u, value) || h->count(value) != 1) return slsc_s("*");
    if (slsc_is(function, "Fn::Join")) return join_text(h, u, n, call, depth);
    if (slsc_is(function, "Fn::Sub"))
        return pipeline_sub_text(h, u, h->text(u, slsc_is_list(h, u, call) ? h->at(call, 0) : call),
                                 0);
    id = h->text(u, slsc_is_list(h, u, call) ? h->at(call, 0) : call);
    if (slsc_is(function, "Ref") && slsc_begins(id, "AWS::"))
        return slsc_textf(h, u, "${%.*s}", SLSC_ARG(id));
    if ((slsc_is(function, "Ref") || slsc_is(function, "Fn::GetAtt")) && slsc_resource(h, u, id))
        return name_of(h, u, n, id, depth);
    return slsc_s("*");
}

/* ---- Patterns -------------------------------------------------------------------------------- */

/* Whether a text is an ARN that says at least which service it is of: anything less would be more
 * than is meant. */
static int is_arn(slsc_str text)
{
    size_t colons = 0, begin = 0;
    if (!slsc_begins(text, "arn:")) return 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '$' && i + 1 < text.len && text.ptr[i + 1] == '{')
            while (i + 1 < text.len && text.ptr[i] != '}') i++;
        if (text.ptr[i] != ':') continue;
        colons++;
        if (colons == 3 && (i == begin || memchr(text.ptr + begin, '*', i - begin))) return 0;
        begin = i + 1;
    }
    return colons >= 5;
}

static slsc_str whole_arn(const slsc_host *h, slsc_unit *u, naming *n, const slsc_node *value,
                          const pipeline_stage *stage)
{
    slsc_str text = value_text(h, u, n, value, 0);
    if (is_arn(text)) return pipeline_in_stage(h, u, text, stage);
    if (stage->first && (slsc_is(text, "*") || slsc_begins(text, "arn:")))
        slsc_warn_at(h, u, value, "pipeline/unknown-arn",
                     "which resource this is, is known only at deployment: the pipeline's role may "
                     "not use it");
    return slsc_s("");
}

static slsc_str fill_hole(const slsc_host *h, slsc_unit *u, slsc_str hole, naming *n,
                          const slsc_node *resource, const pipeline_stage *stage)
{
    const char *colon = hole.len ? memchr(hole.ptr, ':', hole.len) : NULL;
    slsc_str mode = slsc_bytes(hole.ptr, colon ? (size_t)(colon - hole.ptr) : 0), name;
    slsc_node *value;
    if (hole.len && hole.ptr[0] == '=')
        return whole_arn(h, u, n,
                         pipeline_property(h, u, resource, slsc_bytes(hole.ptr + 1, hole.len - 1)),
                         stage);
    if (colon) hole = slsc_bytes(colon + 1, hole.len - mode.len - 1);
    value = pipeline_property(h, u, resource, hole);
    n->made_up = 0;
    if (!value) {
        if (slsc_is(mode, "any") || slsc_is(mode, "bare")) return slsc_s("*");
        return made_up(h, u, stage->stack, slsc_is(mode, "lower") ? n->id : slsc_s(NULL));
    }
    name = value_text(h, u, n, value, 0);
    if (slsc_begins(name, "arn:") && !is_arn(name)) return slsc_s("*");
    if (slsc_is(mode, "bare") && slsc_begins(name, "/"))
        name = slsc_bytes(name.ptr + 1, name.len - 1);
    if (n->made_up) return name;
    name = pipeline_in_stage(h, u, name, stage);
    return slsc_is(mode, "lower") ? name : together(h, u, name, stage->stack);
}

slsc_str pipeline_arn(const slsc_host *h, slsc_unit *u, slsc_str pattern, const slsc_node *table,
                      const slsc_node *resource, const pipeline_stage *stage)
{
    naming n = { table, stage->stack, h->key_of(resource), VALUES, 0 };
    slsc_str arn = slsc_s("");
    for (size_t i = 0; i < pattern.len;) {
        size_t end = i;
        while (end < pattern.len &&
               (pattern.ptr[end] != '{' || (end > 0 && pattern.ptr[end - 1] == '$')))
            end++;
        arn = slsc_textf(h, u, "%.*s%.*s", SLSC_ARG(arn), (int)(end - i), pattern.ptr + i);
        if (end == pattern.len) break;
        const char *close = memchr(pattern.ptr + end, '}', pattern.len - end);
        size_t stop = close ? (size_t)(close - pattern.ptr) : pattern.len;
        slsc_str hole = slsc_bytes(pattern.ptr + end + 1, stop - end - 1);
        slsc_str name = fill_hole(h, u, hole, &n, resource, stage);
        if (name.len == 0) return name;
        arn =
            slsc_textf(h, u, "%.*s%.*s", SLSC_ARG(is_arn(name) ? slsc_s("") : arn), SLSC_ARG(name));
        i = stop + 1;
    }
    return arn;
}

slsc_node *pipeline_sub(const slsc_host *h, slsc_unit *u, slsc_str text, const slsc_node *from)
{
    slsc_node *string = slsc_string(h, u, text, from), *map;
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (text.ptr[i] != '$' || text.ptr[i + 1] != '{') continue;
        map = slsc_map(h, u, from);
        slsc_set(h, u, map, "Fn::Sub", string);
        return map;
    }
    return string;
}
