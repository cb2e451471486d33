/* primary.c: operands: names, literals, what stands in brackets of any kind, import(), super. */
#include "hooks.h"

bool bundler_peek_is(parser *p, const char *text)
{
    const bundler_token next = bundler_peek(p);
    return bundler_is(bundler_text_of(p, &next), text);
}

/* CommonJS made of a module says so by this name. */
void bundler_note_es_module(parser *p, const bundler_token *token, uint32_t quotes)
{
    if (token->end - token->offset == 10 + 2 * quotes &&
        memcmp(p->text + token->offset + quotes, "__esModule", 10) == 0)
        p->log->uses |= BUNDLER_USES_ES_MODULE;
}

/* ---- Templates ---- */

bundler_shape bundler_template_literal(parser *p, bool tagged)
{
    const uint32_t in = p->in;
    bundler_shape shape = E_PURE | E_PRIMITIVE;
    p->in &= ~(uint32_t)IN_HEAD;
    for (;;) {
        if (p->token.invalid && !tagged)
            bundler_fail(p, p->token.offset, p->token.end, "wrong escape sequence in a template");
        if (p->token.kind != T_TEMPLATE || p->token.tail) break;
        bundler_next(p);
        shape &= bundler_expression(p);
        if (p->token.kind != T_RBRACE) {
            bundler_unexpected(p);
            return 0;
        }
        bundler_template(p);
    }
    bundler_next(p);
    p->in = in;
    return shape & E_PRIMITIVE ? shape & (E_PURE | E_PRIMITIVE) : 0;
}

/* ---- import ---- */

/* import.meta: told with the member behind it, since only that has a meaning in a bundle. */
static bundler_shape meta(parser *p, uint32_t start)
{
    const bool known = p->module || p->undecided;
    if (!known) bundler_fail(p, start, p->token.end, "`import.meta` can only stand in a module");
    bundler_module_syntax(p);
    uint32_t end = p->token.end;
    bundler_next(p);
    if (p->token.kind == T_DOT) {
        const bundler_token member = bundler_peek(p);
        if (member.kind >= T_BREAK && member.offset == p->token.end && p->token.offset == end)
            end = member.end;
    }
    if (p->failed) return 0;
    slsc_str text = { (const char *)p->text + start, end - start };
    if (memcmp(text.ptr, "import.meta", 11) != 0) text = bundler_s("import.meta");
    if (text.len == 11 || text.ptr[11] != '.') text.len = 11;
    bundler_refer_name(p, bundler_intern(p, text), start, start + (uint32_t)text.len,
                       BUNDLER_REF_META);
    if (text.len != end - start) p->log->references[p->log->references_count - 1].end = end;
    return E_PURE;
}

/* { with: { type: "json" } } as the second argument. */
static slsc_str attribute(parser *p)
{
    static const char *const expected[] = { "{", "with", ":", "{", "type", ":", NULL };
    const bundler_mark mark = bundler_mark_here(p);
    slsc_str value = { NULL, 0 };
    size_t i = 0;
    for (; expected[i] && bundler_is(bundler_text_of(p, &p->token), expected[i]); i++)
        bundler_next(p);
    if (!expected[i] && p->token.kind == T_STRING) value = bundler_string(p, &p->token);
    bundler_back(p, &mark);
    return value;
}

/* From `(` on. */
static bundler_shape import_call(parser *p, uint32_t start, bool deferred)
{
    const uint32_t in = p->in;
    const uint32_t index = (uint32_t)p->log->imports_count;
    bundler_add_import(p, BUNDLER_DYNAMIC_OPEN, start);
    if (deferred) p->log->imports[index].flags |= BUNDLER_IMPORT_DEFERRED;
    bundler_expect(p, T_LPAREN);
    p->in &= ~(uint32_t)IN_HEAD;
    const bundler_token token = p->token;
    bundler_assignment(p);
    if (token.end == p->previous_end &&
        (token.kind == T_STRING || (token.kind == T_TEMPLATE && token.tail))) {
        bundler_import *import = &p->log->imports[index];
        import->kind = BUNDLER_DYNAMIC;
        import->specifier = bundler_string(p, &token);
        import->specifier_offset = token.offset;
        import->specifier_end = token.end;
    }
    if (bundler_eat(p, T_COMMA) && p->token.kind != T_RPAREN) {
        p->log->imports[index].attribute = attribute(p);
        bundler_assignment(p);
        bundler_eat(p, T_COMMA);
    }
    p->in = in;
    bundler_expect(p, T_RPAREN);
    if (!p->failed) p->log->imports[index].end = p->previous_end;
    return E_CALL;
}

static bundler_shape import(parser *p)
{
    const uint32_t start = p->token.offset;
    bundler_next(p);
    if (!bundler_eat(p, T_DOT)) return import_call(p, start, false);
    if (p->token.kind == T_META) return meta(p, start);
    if (p->token.kind != T_DEFER && p->token.kind != T_SOURCE) bundler_unexpected(p);
    bundler_next(p);
    return import_call(p, start, true);
}

/* ---- Operands ---- */

static bundler_shape super(parser *p)
{
    const bundler_token token = p->token;
    bundler_next(p);
    const bool call = p->token.kind == T_LPAREN;
    if (!call && p->token.kind != T_DOT && p->token.kind != T_LBRACKET)
        bundler_unexpected(p);
    else if (!(p->in & (call ? IN_DERIVED : IN_METHOD)))
        bundler_fail(p, token.offset, token.end,
                     call ? "`super()` can only stand in the constructor of a derived class"
                          : "`super` can only stand in a method");
    return 0;
}

static bundler_shape regexp(parser *p)
{
    bundler_regexp(p);
    bundler_next(p);
    return E_PURE;
}

static bundler_shape this(parser *p)
{
    if (!(p->in & IN_OWN_THIS))
        bundler_refer_name(p, bundler_intern(p, bundler_s("this")), p->token.offset, p->token.end,
                           BUNDLER_REF_THIS);
    bundler_next(p);
    return E_PURE;
}

/* #x in y */
static bundler_shape private_in(parser *p)
{
    bundler_private_name(p, &p->token, 0);
    bundler_next(p);
    if (p->token.kind != T_IN || p->in & IN_NO_IN) bundler_unexpected(p);
    return E_PRIVATE_NAME;
}

static bundler_shape literal(parser *p, bundler_shape shape)
{
    if (p->token.octal)
        bundler_strict(p, p->token.offset, p->token.end,
                       "strict code has no octal numbers like these");
    bundler_note_es_module(p, &p->token, 1);
    bundler_next(p);
    return shape;
}

bundler_shape bundler_primary(parser *p)
{
    switch (p->token.kind) {
    case T_NAME: return bundler_name_or_arrow(p);
    case T_STRING: return literal(p, E_PURE | E_PRIMITIVE | E_STRING);
    case T_NUMBER: return literal(p, E_PURE | E_PRIMITIVE);
    case T_BIGINT: return literal(p, E_PURE);
    case T_NULL:
    case T_TRUE:
    case T_FALSE: bundler_next(p); return E_PURE | E_PRIMITIVE;
    case T_SLASH:
    case T_SLASH_ASSIGN: return regexp(p);
    case T_TEMPLATE: return bundler_template_literal(p, false);
    case T_LPAREN: return bundler_parentheses(p);
    case T_LBRACKET: return bundler_array(p);
    case T_LBRACE: return bundler_object(p);
    case T_THIS: return this(p);
    case T_FUNCTION: return bundler_function_expression(p, p->token.offset, false);
    case T_AT:
    case T_CLASS: return bundler_class_expression(p);
    case T_NEW: return bundler_new(p);
    case T_SUPER: return super(p);
    case T_IMPORT: return import(p);
    case T_PRIVATE: return private_in(p);
    case T_ASYNC: return bundler_async(p);
    case T_LESS:
        if (p->jsx) return bundler_jsx(p);
        break;
    default: break;
    }
    if (bundler_is_name(p)) return bundler_name_or_arrow(p);
    bundler_unexpected(p);
    return 0;
}
