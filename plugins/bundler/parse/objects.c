/* objects.c: array and object literals, which may turn out to be patterns. */
#include "hooks.h"

/* An element of a literal: may the literal be a pattern still? */
static bundler_shape narrow(bundler_shape literal, bundler_shape element, bool rest)
{
    const bool name = element & E_NAME;
    const bool member = element & E_MEMBER && !(element & E_OPTIONAL);
    const bool inner = element & E_PATTERN && !(rest && element & E_DEFAULT);
    const bool plain = !(element & E_PARENTHESES);
    if (!name && !member && !inner) literal &= ~(bundler_shape)E_PATTERN;
    if (!((name && plain) || (inner && element & E_BINDING))) literal &= ~(bundler_shape)E_BINDING;
    if (!(element & E_PURE) || rest) literal &= ~(bundler_shape)E_PURE;
    return literal;
}

bundler_shape bundler_array(parser *p)
{
    const uint32_t in = p->in;
    bundler_shape shape = E_PATTERN | E_BINDING | E_PURE | E_LITERAL;
    p->in &= ~(uint32_t)IN_HEAD;
    bundler_next(p);
    while (p->token.kind != T_RBRACKET && p->token.kind != T_END) {
        if (bundler_eat(p, T_COMMA)) continue;
        const bool rest = bundler_eat(p, T_ELLIPSIS);
        shape = narrow(shape, bundler_cover(p), rest);
        if (p->token.kind == T_RBRACKET) break;
        if (rest) shape &= ~(bundler_shape)(E_PATTERN | E_BINDING);
        bundler_expect(p, T_COMMA);
    }
    p->in = in;
    bundler_expect(p, T_RBRACKET);
    return shape;
}

/* ---- Property names ---- */

bundler_shape bundler_property_name(parser *p, bundler_token *name)
{
    *name = p->token;
    if (p->token.kind == T_LBRACKET) {
        const uint32_t in = p->in;
        bundler_next(p);
        p->in &= ~(uint32_t)IN_HEAD;
        const bundler_shape key = bundler_assignment(p);
        p->in = in;
        bundler_expect(p, T_RBRACKET);
        return key & E_PRIMITIVE ? key & E_PURE : 0;
    }
    if (p->token.octal)
        bundler_strict(p, p->token.offset, p->token.end,
                       "strict code has no octal numbers like these");
    bundler_note_es_module(p, &p->token, p->token.kind == T_STRING);
    if (bundler_is_word(p) || p->token.kind == T_STRING || p->token.kind == T_NUMBER ||
        p->token.kind == T_BIGINT)
        bundler_next(p);
    else
        bundler_unexpected(p);
    return E_PURE;
}

/* ---- Objects ---- */

typedef struct object {
    bundler_shape shape;
    bool proto; /* __proto__: was there */
    bool rest;  /* ...x was there */
} object;

static void method(parser *p, object *o, uint32_t kind, uint32_t start, bundler_shape key)
{
    bundler_function(p, kind | FUNCTION_METHOD, NULL, start, NULL, NULL);
    o->shape &= E_LITERAL | (key & E_PURE);
}

/* {a}, {a = 1}: `name` was read. */
static void shorthand(parser *p, const bundler_token *name)
{
    if (name->kind < T_IMPLEMENTS) {
        bundler_fail(p, name->offset, name->end, "expected `:` behind the name of a property");
        return;
    }
    bundler_refer(p, name, BUNDLER_REF_SHORTHAND);
    const uint32_t reference = (uint32_t)p->log->references_count - 1;
    *BUNDLER_PUSH(p, p, targets) = reference;
    if (p->token.kind != T_ASSIGN) return;
    const uint32_t at = p->token.offset;
    bundler_next(p);
    bundler_assignment(p);
    if (p->cover == BUNDLER_NONE) p->cover = at;
}

static void property(parser *p, object *o, const bundler_token *name, bundler_shape key)
{
    if (!(key & E_PURE)) o->shape &= ~(bundler_shape)E_PURE;
    if (p->token.kind == T_LPAREN || (p->ts && p->token.kind == T_LESS)) {
        method(p, o, 0, name->offset, key);
        return;
    }
    if (p->token.kind != T_COLON) {
        if (name->kind == T_LBRACKET || name->kind < T_BREAK)
            bundler_unexpected(p);
        else
            shorthand(p, name);
        return;
    }
    slsc_str text = bundler_text_of(p, name);
    if (name->kind == T_STRING) text = bundler_string(p, name);
    if (name->kind != T_LBRACKET && bundler_is(text, "__proto__")) {
        if (o->proto && p->cover == BUNDLER_NONE) p->cover = name->offset;
        o->proto = true;
    }
    bundler_next(p);
    o->shape = narrow(o->shape, bundler_cover(p), false);
}

static bool ends_name(bundler_kind kind)
{
    return kind == T_COMMA || kind == T_COLON || kind == T_LPAREN || kind == T_RBRACE ||
           kind == T_ASSIGN || kind == T_END || kind == T_LESS;
}

/* async f() {}, *f() {}, get f() {}, set f(x) {}: what was read of it, FUNCTION_... */
static uint32_t modifiers(parser *p, bundler_token *name)
{
    uint32_t kind = 0;
    if (p->token.kind == T_GET || p->token.kind == T_SET || p->token.kind == T_ASYNC) {
        *name = p->token;
        bundler_next(p);
        if (ends_name(p->token.kind)) return 0;
        if (name->kind == T_ASYNC && p->token.line) bundler_unexpected(p);
        kind = name->kind == T_ASYNC ? FUNCTION_ASYNC
                                     : (name->kind == T_GET ? FUNCTION_GETTER : FUNCTION_SETTER);
        name->kind = T_END;
    }
    if (p->token.kind == T_STAR && !(kind & (FUNCTION_GETTER | FUNCTION_SETTER))) {
        bundler_next(p);
        kind |= FUNCTION_GENERATOR;
    }
    return kind;
}

static void member(parser *p, object *o)
{
    const uint32_t start = p->token.offset;
    if (bundler_eat(p, T_ELLIPSIS)) {
        const bundler_shape shape = bundler_cover(p);
        o->shape = narrow(o->shape, shape, true);
        if (!(shape & (E_NAME | E_MEMBER))) o->shape &= ~(bundler_shape)(E_PATTERN | E_BINDING);
        o->rest = true;
        return;
    }
    bundler_token name = { .kind = T_END };
    const uint32_t kind = modifiers(p, &name);
    bundler_shape key = E_PURE;
    if (name.kind == T_END) key = bundler_property_name(p, &name);
    if (kind == 0) {
        property(p, o, &name, key);
        return;
    }
    if (p->token.kind != T_LPAREN && !(p->ts && p->token.kind == T_LESS)) bundler_unexpected(p);
    method(p, o, kind, start, key);
}

bundler_shape bundler_object(parser *p)
{
    object o = { .shape = E_PATTERN | E_BINDING | E_PURE | E_LITERAL };
    const uint32_t in = p->in;
    p->in &= ~(uint32_t)IN_HEAD;
    bundler_next(p);
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) {
        member(p, &o);
        if (p->token.kind == T_RBRACE) break;
        if (o.rest) o.shape &= ~(bundler_shape)(E_PATTERN | E_BINDING);
        bundler_expect(p, T_COMMA);
    }
    p->in = in;
    bundler_expect(p, T_RBRACE);
    return o.shape;
}
