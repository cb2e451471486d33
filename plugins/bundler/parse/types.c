/* types.c: types of TypeScript, which are read to know where they end.
 *
 * From loose to tight: functions and conditional types, unions, intersections, operators (keyof,
 * infer), brackets behind a type, then names, literals and brackets of all kinds. Nothing is
 * logged; whoever asked for the type takes its text away. */
#include "typescript.h"

static void primary_type(parser *);

/* a.b.c, with words of any kind behind a dot. */
static void entity_name(parser *p)
{
    bundler_next(p);
    while (p->token.kind == T_DOT) {
        bundler_next(p);
        if (!bundler_is_word(p) && p->token.kind != T_PRIVATE) {
            bundler_unexpected(p);
            return;
        }
        bundler_next(p);
    }
}

static void arguments_on_line(parser *p)
{
    if (!p->token.line && p->text[p->token.offset] == '<') bundler_type_arguments(p, false);
}

static bool read_arguments(parser *p, bool exactly)
{
    bundler_less(p);
    if (p->token.kind != T_LESS) {
        bundler_unexpected(p);
        return false;
    }
    bundler_next(p);
    do bundler_type(p);
    while (bundler_eat(p, T_COMMA) && p->token.kind != T_GREATER);
    if (!exactly) bundler_greater(p);
    if (p->token.kind != T_GREATER) {
        bundler_unexpected(p);
        return false;
    }
    bundler_next(p);
    return !p->failed;
}

/* What is no list of types here is none elsewhere. */
bool bundler_type_arguments(parser *p, bool exactly)
{
    const uint32_t offset = p->token.offset;
    const bool failed = p->failed;
    const bool good = read_arguments(p, exactly);
    if (!good && !failed && p->text[offset] == '<')
        bundler_ts_note_tried(p, offset, TRIED_ARGUMENTS);
    return good;
}

static void template_type(parser *p)
{
    while (!p->token.tail) {
        bundler_next(p);
        bundler_type(p);
        if (p->token.kind != T_RBRACE) {
            bundler_unexpected(p);
            return;
        }
        bundler_template(p);
        if (p->token.kind != T_TEMPLATE) return; /* failed */
    }
    bundler_next(p);
}

/* import("x", { with: ... }).A<B> */
static void import_type(parser *p)
{
    bundler_next(p);
    if (p->token.kind != T_LPAREN) {
        bundler_unexpected(p);
        return;
    }
    bundler_next(p);
    bundler_type(p);
    if (bundler_eat(p, T_COMMA) && p->token.kind == T_LBRACE) bundler_type_skip_brackets(p);
    bundler_eat(p, T_COMMA);
    bundler_expect(p, T_RPAREN);
    while (p->token.kind == T_DOT && !p->failed) {
        bundler_next(p);
        if (bundler_is_word(p))
            bundler_next(p);
        else
            bundler_unexpected(p);
    }
    arguments_on_line(p);
}

/* [a, b?: T, ...c: T[]] */
static void tuple_type(parser *p)
{
    bundler_next(p);
    while (p->token.kind != T_RBRACKET && p->token.kind != T_END) {
        bundler_eat(p, T_ELLIPSIS);
        if (bundler_is_word(p)) {
            const bundler_token next = bundler_peek(p);
            if (next.kind == T_COLON) {
                bundler_next(p);
            } else if (next.kind == T_QUESTION) { /* a label, or an optional element */
                bundler_next(p);
                bundler_next(p);
                if (bundler_eat(p, T_COLON)) bundler_type(p);
                if (!bundler_eat(p, T_COMMA)) break;
                continue;
            }
        }
        bundler_eat(p, T_COLON);
        bundler_type(p);
        bundler_eat(p, T_QUESTION);
        if (!bundler_eat(p, T_COMMA)) break;
    }
    bundler_expect(p, T_RBRACKET);
}

static void typeof_type(parser *p)
{
    bundler_next(p);
    if (p->token.kind == T_IMPORT) {
        import_type(p);
        return;
    }
    if (!bundler_is_word(p)) {
        bundler_unexpected(p);
        return;
    }
    entity_name(p);
    arguments_on_line(p);
}

static void literal_type(parser *p)
{
    if (p->token.kind == T_MINUS) {
        bundler_next(p);
        if (p->token.kind != T_NUMBER && p->token.kind != T_BIGINT) {
            bundler_unexpected(p);
            return;
        }
    }
    bundler_next(p);
}

static void named_type(parser *p)
{
    if (p->token.kind == T_ASSERTS) {
        const bundler_token next = bundler_peek(p);
        if (!next.line && (next.kind == T_THIS || next.kind >= T_IMPLEMENTS) &&
            next.kind != T_IS) { /* asserts x, asserts x is T */
            bundler_next(p);
            bundler_next(p);
            if (p->token.kind == T_IS && !p->token.line) {
                bundler_next(p);
                bundler_type(p);
            }
            return;
        }
    }
    entity_name(p);
    arguments_on_line(p);
}

static void primary_type(parser *p)
{
    switch (p->token.kind) {
    case T_STRING:
    case T_NUMBER:
    case T_BIGINT:
    case T_MINUS:
    case T_TRUE:
    case T_FALSE:
    case T_NULL:
    case T_VOID: literal_type(p); return;
    case T_TEMPLATE: template_type(p); return;
    case T_TYPEOF: typeof_type(p); return;
    case T_IMPORT: import_type(p); return;
    case T_LBRACKET: tuple_type(p); return;
    case T_LBRACE:
        if (bundler_type_is_mapped(p))
            bundler_type_mapped(p);
        else
            bundler_type_members(p);
        return;
    case T_LPAREN:
        bundler_next(p);
        bundler_type(p);
        bundler_expect(p, T_RPAREN);
        return;
    case T_THIS:
        bundler_next(p);
        if (p->token.kind == T_IS && !p->token.line) {
            bundler_next(p);
            bundler_type(p);
        }
        return;
    default:
        if (bundler_is_name(p))
            named_type(p);
        else
            bundler_unexpected(p);
    }
}

/* T[], T[K] */
static void postfix_type(parser *p)
{
    const uint32_t before = p->types->no_infer;
    p->types->no_infer = 0;
    primary_type(p);
    while (p->token.kind == T_LBRACKET && !p->token.line) {
        bundler_next(p);
        if (p->token.kind != T_RBRACKET) bundler_type(p);
        bundler_expect(p, T_RBRACKET);
    }
    p->types->no_infer = before;
}

/* infer U extends X: the condition is the type's own unless a `?` shows that it was infer's. */
static void infer_type(parser *p)
{
    bundler_next(p);
    if (!bundler_is_name(p)) {
        bundler_unexpected(p);
        return;
    }
    bundler_next(p);
    if (p->token.kind != T_EXTENDS) return;
    const bundler_mark mark = bundler_mark_here(p);
    const uint32_t before = p->types->no_infer;
    bundler_next(p);
    p->types->no_infer = 1;
    bundler_type(p);
    p->types->no_infer = before;
    if (bundler_ts_failed_since(p, &mark) || (!before && p->token.kind == T_QUESTION))
        bundler_back(p, &mark);
}

static bool starts_type(uint8_t kind)
{
    switch (kind) {
    case T_STRING:
    case T_NUMBER:
    case T_BIGINT:
    case T_MINUS:
    case T_TRUE:
    case T_FALSE:
    case T_NULL:
    case T_VOID:
    case T_TEMPLATE:
    case T_TYPEOF:
    case T_IMPORT:
    case T_LBRACKET:
    case T_LBRACE:
    case T_LPAREN:
    case T_THIS:
    case T_NEW:
    case T_LESS: return true;
    default: return kind >= T_IMPLEMENTS;
    }
}

static bool is_type_operator(parser *p)
{
    switch (p->token.kind) {
    case T_KEYOF:
    case T_UNIQUE:
    case T_READONLY:
    case T_INFER: {
        const bundler_token next = bundler_peek(p);
        if (p->token.kind == T_INFER) return next.kind >= T_IMPLEMENTS;
        return starts_type(next.kind) && !(next.line && p->token.kind == T_UNIQUE) &&
               next.kind != T_LESS;
    }
    default: return false;
    }
}

static bool constructor_type(parser *p)
{
    if (p->token.kind == T_ABSTRACT) {
        if (bundler_peek(p).kind != T_NEW) return false;
        bundler_next(p);
    }
    if (p->token.kind != T_NEW) return false;
    bundler_next(p);
    bundler_type_function(p);
    return true;
}

static void operator_type(parser *p)
{
    uint32_t levels = 0;
    while (is_type_operator(p)) {
        if (p->token.kind == T_INFER) {
            infer_type(p);
            return;
        }
        bundler_next(p);
        if (++levels > BUNDLER_LIMIT_NESTING) break;
    }
    if (constructor_type(p)) return;
    if (p->token.kind == T_LESS || (p->token.kind == T_LPAREN && bundler_type_is_function(p)))
        bundler_type_function(p);
    else
        postfix_type(p);
}

static void union_type(parser *p)
{
    for (;;) {
        while (p->token.kind == T_BIT_OR || p->token.kind == T_BIT_AND) bundler_next(p);
        operator_type(p);
        if (p->token.kind != T_BIT_OR && p->token.kind != T_BIT_AND) return;
    }
}

void bundler_type(parser *p)
{
    bundler_ts *ts = bundler_ts_of(p);
    if (!bundler_nest(p)) return;
    for (;;) { /* what stands behind the last `:` is not nested */
        union_type(p);
        if (ts->no_infer || p->token.line || p->token.kind != T_EXTENDS) break;
        bundler_next(p);
        ts->no_infer = 1;
        bundler_type(p);
        ts->no_infer = 0;
        bundler_expect(p, T_QUESTION);
        bundler_type(p);
        bundler_expect(p, T_COLON);
        if (p->failed) break;
    }
    bundler_unnest(p);
}

void bundler_type_or_predicate(parser *p)
{
    bundler_ts_of(p);
    if (bundler_is_name(p) && p->token.kind != T_ASSERTS) {
        const bundler_token next = bundler_peek(p);
        if (next.kind == T_IS && !next.line) {
            bundler_next(p);
            bundler_next(p);
        }
    }
    bundler_type(p);
}
