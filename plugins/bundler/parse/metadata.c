/* metadata.c: what emitDecoratorMetadata says of types: the function that makes values of the type,
 * where one can be told from the text. Names of types are references then; that they mean an
 * interface, or a class of another file that is not there yet, is found when the program runs. */
#include "members.h"

typedef struct note {
    slsc_str text;
    uint32_t from, to;
    bool known;
} note;

static note serialize(parser *p, uint32_t end);

static note constant(const char *text) { return (note) { .text = bundler_s(text), .known = true }; }

static note named(parser *p)
{
    static const char *const words[][2] = {
        { "string", "String" }, { "number", "Number" },  { "boolean", "Boolean" },
        { "bigint", "BigInt" }, { "symbol", "Symbol" },  { "undefined", "void 0" },
        { "never", "void 0" },  { "any", "Object" },     { "unknown", "Object" },
        { "object", "Object" }, { "asserts", "void 0" },
    };
    const slsc_str text = bundler_text_of(p, &p->token);
    const uint32_t from = p->token.offset;
    bundler_next(p);
    if (p->token.kind != T_DOT)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (bundler_is(text, words[i][0])) return constant(words[i][1]);
    if (p->token.kind == T_IS && !p->token.line) return constant("Boolean");
    while (p->token.kind == T_DOT) {
        bundler_next(p);
        bundler_next(p);
    }
    const note found = { .from = from, .to = p->previous_end, .known = true };
    if (p->token.kind == T_LESS) bundler_type_arguments(p, false);
    return found;
}

static note primary(parser *p, uint32_t end)
{
    switch (p->token.kind) {
    case T_STRING:
    case T_TEMPLATE: bundler_next(p); return constant("String");
    case T_MINUS:
        bundler_next(p);
        bundler_next(p);
        return constant("Number");
    case T_NUMBER: bundler_next(p); return constant("Number");
    case T_BIGINT: bundler_next(p); return constant("BigInt");
    case T_TRUE:
    case T_FALSE: bundler_next(p); return constant("Boolean");
    case T_NULL:
    case T_VOID: bundler_next(p); return constant("void 0");
    case T_LBRACKET: bundler_type_skip_brackets(p); return constant("Array");
    case T_LBRACE: bundler_type_skip_brackets(p); return constant("Object");
    case T_NEW:
    case T_LESS: return constant("Function");
    case T_READONLY: bundler_next(p); return primary(p, end);
    case T_LPAREN: {
        if (bundler_type_is_function(p)) return constant("Function");
        bundler_next(p);
        const note inner = serialize(p, end);
        return bundler_eat(p, T_RPAREN) ? inner : constant("Object");
    }
    default: break;
    }
    const uint8_t next = bundler_peek(p).kind;
    const bool is_operator = (p->token.kind == T_KEYOF || p->token.kind == T_UNIQUE) &&
                             (next >= T_IMPLEMENTS || next == T_TYPEOF || next == T_LPAREN);
    if (p->token.kind == T_ABSTRACT && next == T_NEW) return constant("Function");
    return bundler_is_name(p) && !is_operator ? named(p) : constant("Object");
}

static bool same(const parser *p, const note *a, const note *b)
{
    return bundler_eq(a->text, b->text) &&
           bundler_eq(bundler_source(p, a->from, a->to), bundler_source(p, b->from, b->to));
}

static bool is_nothing(const note *n) { return bundler_is(n->text, "void 0"); }

/* A union of equals, beside null and undefined, is what these are. */
static note serialize(parser *p, uint32_t end)
{
    note all = { 0 };
    if (!bundler_nest(p)) return constant("Object");
    bundler_eat(p, T_BIT_OR);
    do {
        note one = primary(p, end);
        while (p->token.kind == T_LBRACKET && p->token.offset < end && !p->token.line) {
            bundler_next(p);
            one = constant(p->token.kind == T_RBRACKET ? "Array" : "Object");
            while (p->token.offset < end && !bundler_eat(p, T_RBRACKET)) bundler_next(p);
        }
        const bool over =
            p->token.offset >= end || p->token.kind == T_BIT_OR || p->token.kind == T_RPAREN;
        if (!over && !bundler_is(one.text, "Function")) one = constant("Object");
        if (!over) p->token.kind = T_END;
        if (!all.known || is_nothing(&all))
            all = one;
        else if (!is_nothing(&one) && !same(p, &all, &one))
            all = constant("Object");
    } while (p->token.offset < end && bundler_eat(p, T_BIT_OR));
    bundler_unnest(p);
    return all;
}

/* A parameter `...a: T[]` is told as T. */
static uint32_t without_array(const parser *p, uint32_t from, uint32_t to)
{
    uint32_t before = from;
    while (before > 0 && p->text[before] != ':') before--;
    while (before > 0 && !memchr(" .,(\n\t", p->text[before - 1], 6)) before--;
    const bool rest = before > 2 && memcmp(p->text + before - 3, "...", 3) == 0;
    return rest && to - from > 2 && memcmp(p->text + to - 2, "[]", 2) == 0 ? to - 2 : to;
}

void bundler_note_type(parser *p, bundler_members *members, bundler_type_role role, uint32_t from,
                       uint32_t to)
{
    if (!p->options->decorator_metadata || !p->options->legacy_decorators || p->failed) return;
    if (role == TYPE_PARAMETER) to = without_array(p, from, to);
    const bundler_mark mark = bundler_mark_here(p);
    bundler_at(p, from);
    const note found = serialize(p, to);
    bundler_back(p, &mark);
    bundler_type_note *type = BUNDLER_PUSH(p, members, noted_types);
    *type = (bundler_type_note) {
        .role = role,
        .parameter = members->index,
        .text = found.text,
        .from = found.from,
        .to = found.to,
        .reference = p->log->references_count,
    };
    if (found.text.ptr) return;
    bundler_at(p, from);
    while (p->token.offset < found.from) bundler_next(p);
    const bundler_token name = p->token;
    bundler_back(p, &mark);
    bundler_refer(p, &name, BUNDLER_REF_TYPEOF);
}

void bundler_ts_typed(parser *p, uint32_t from)
{
    bundler_members *members = p->types->classes;
    if (!members) return;
    if (p->scope == members->scope)
        bundler_note_type(p, members, TYPE_OWN, from, p->previous_end);
    else if (p->in & IN_PARAMETERS && bundler_in_own_function(p, members))
        bundler_note_type(p, members, TYPE_PARAMETER, from, p->previous_end);
}

void bundler_ts_result_typed(parser *p, uint32_t from)
{
    bundler_members *members = p->types->classes;
    if (members && bundler_in_own_function(p, members))
        bundler_note_type(p, members, TYPE_RESULT, from, p->previous_end);
}

/* Nobody decorates what they belong to: they are types after all. */
void bundler_forget_types(parser *p, bundler_members *members, size_t from)
{
    for (size_t i = from; i < members->noted_types_count; i++) {
        const bundler_type_note *type = &members->noted_types[i];
        if (type->text.ptr) continue;
        p->log->references[type->reference].name = BUNDLER_NONE;
        p->dead = true;
    }
    members->noted_types_count = from;
}

/* ---- Writing ---- */

static void put_type(parser *p, uint32_t at, const bundler_type_note *type)
{
    if (!type) {
        bundler_put(p, at, "Object");
    } else if (type->text.ptr) {
        bundler_edit_text(p, at, at, type->text);
    } else {
        bundler_put(p, at, "__slsc_type(() => ");
        bundler_edit_move(p, at, at, type->from, type->to);
        bundler_put(p, at, ")");
    }
}

/* They are in the order of the parameters. */
static const bundler_type_note *find(const bundler_members *m, size_t *from, size_t to,
                                     bundler_type_role role, uint32_t parameter)
{
    for (; *from < to && m->noted_types[*from].parameter <= parameter; (*from)++) {
        const bundler_type_note *type = &m->noted_types[*from];
        if (type->role == role && type->parameter == parameter) return type;
    }
    return NULL;
}

void bundler_put_parameter_types(parser *p, uint32_t at, const bundler_members *m, size_t from,
                                 size_t to, uint32_t count)
{
    bundler_put(p, at, "__slsc_metadata(\"design:paramtypes\", [");
    for (uint32_t i = 0; i < count; i++) {
        if (i) bundler_put(p, at, ", ");
        put_type(p, at, find(m, &from, to, TYPE_PARAMETER, i));
    }
    bundler_put(p, at, "])");
}

static const bundler_type_note *result_of(const bundler_members *m, const bundler_decorated *d)
{
    for (size_t i = d->types; i < d->types_end; i++)
        if (m->noted_types[i].role == TYPE_RESULT) return &m->noted_types[i];
    return NULL;
}

void bundler_put_metadata(parser *p, uint32_t at, const bundler_members *m,
                          const bundler_decorated *d, bool any)
{
    const uint32_t kind = d->flags & 7;
    const bundler_type_note *result = result_of(m, d);
    size_t from = d->types;
    if (any) bundler_put(p, at, ", ");
    bundler_put(p, at, "__slsc_metadata(\"design:type\", ");
    if (kind == DECORATED_METHOD)
        bundler_put(p, at, "Function");
    else if (kind == DECORATED_GETTER)
        put_type(p, at, result);
    else
        put_type(
            p, at,
            find(m, &from, d->types_end, kind == DECORATED_SETTER ? TYPE_PARAMETER : TYPE_OWN, 0));
    bundler_put(p, at, ")");
    if (kind > DECORATED_SETTER) return;
    bundler_put(p, at, ", ");
    bundler_put_parameter_types(p, at, m, d->types, d->types_end, d->parameter_count);
    if (kind != DECORATED_METHOD) return;
    bundler_put(p, at, ", __slsc_metadata(\"design:returntype\", ");
    if (result)
        put_type(p, at, result);
    else
        bundler_put(p, at, bundler_decorated_is(p, d, "async") ? "Promise" : "void 0");
    bundler_put(p, at, ")");
}
