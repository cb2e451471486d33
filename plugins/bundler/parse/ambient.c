/* ambient.c: what only declares: interface, type, and all behind `declare`. It is read, logs
 * nothing, and goes away whole. */
#include "typescript.h"

static void block(parser *);

static void skip_name(parser *p)
{
    if (bundler_is_name(p))
        bundler_next(p);
    else
        bundler_unexpected(p);
}

static void type_list(parser *p)
{
    do bundler_type(p);
    while (bundler_eat(p, T_COMMA));
}

void bundler_ambient_interface(parser *p)
{
    bundler_next(p);
    skip_name(p);
    if (p->token.kind == T_LESS) bundler_type_parameters(p);
    while (p->token.kind == T_EXTENDS || p->token.kind == T_IMPLEMENTS) {
        bundler_next(p);
        type_list(p);
    }
    bundler_type_members(p);
}

void bundler_ambient_alias(parser *p)
{
    bundler_ts_of(p);
    bundler_next(p);
    skip_name(p);
    if (p->token.kind == T_LESS) bundler_type_parameters(p);
    bundler_expect(p, T_ASSIGN);
    bundler_type(p);
    bundler_semicolon(p);
}

static void variables(parser *p)
{
    bundler_next(p);
    do {
        if (p->token.kind == T_LBRACE || p->token.kind == T_LBRACKET)
            bundler_type_skip_brackets(p);
        else
            skip_name(p);
        bundler_eat(p, T_NOT);
        if (bundler_eat(p, T_COLON)) bundler_type(p);
        if (bundler_eat(p, T_ASSIGN)) {
            const bundler_mark mark = bundler_mark_here(p);
            bundler_assignment(p);
            bundler_forget(p, &mark);
        }
    } while (bundler_eat(p, T_COMMA));
    bundler_semicolon(p);
}

static void function(parser *p)
{
    bundler_next(p);
    bundler_eat(p, T_STAR);
    if (bundler_is_name(p)) bundler_next(p);
    bundler_type_signature(p);
    bundler_semicolon(p);
}

static void class(parser *p)
{
    bundler_next(p);
    if (bundler_is_name(p) && p->token.kind != T_IMPLEMENTS) bundler_next(p);
    if (p->token.kind == T_LESS) bundler_type_parameters(p);
    if (bundler_eat(p, T_EXTENDS)) {
        const bundler_mark mark = bundler_mark_here(p);
        bundler_suffix(p, p->token.offset, true);
        bundler_forget(p, &mark);
    }
    if (bundler_eat(p, T_IMPLEMENTS)) type_list(p);
    bundler_type_members(p);
}

static void enumeration(parser *p)
{
    bundler_next(p);
    skip_name(p);
    if (p->token.kind == T_LBRACE)
        bundler_type_skip_brackets(p);
    else
        bundler_unexpected(p);
}

/* namespace A.B { }, module "x" { }, module "x"; global { } */
static void namespace(parser *p)
{
    if (p->token.kind != T_GLOBAL) bundler_next(p);
    if (p->token.kind == T_STRING) {
        bundler_next(p);
    } else {
        skip_name(p);
        while (bundler_eat(p, T_DOT))
            if (bundler_is_word(p)) bundler_next(p);
    }
    if (p->token.kind == T_LBRACE)
        block(p);
    else
        bundler_semicolon(p);
}

/* import and export in all their forms, by tokens: up to `;` or the end of the line. */
void bundler_ambient_line(parser *p)
{
    uint8_t before;
    do {
        before = p->token.kind;
        if (before == T_LBRACE || before == T_LPAREN)
            bundler_type_skip_brackets(p);
        else
            bundler_next(p);
        if (bundler_eat(p, T_SEMICOLON)) return;
    } while (p->token.kind != T_END && p->token.kind != T_RBRACE &&
             (!p->token.line || p->token.kind == T_FROM || before == T_FROM));
}

static bool continues(const bundler_token *next)
{
    return !next->line && (next->kind >= T_BREAK || next->kind == T_STRING ||
                           next->kind == T_LBRACE || next->kind == T_LBRACKET);
}

/* `type = 1` is no alias: what begins a declaration is followed by a name. */
static bool declares(parser *p)
{
    const bundler_token next = bundler_peek(p);
    if (p->token.kind == T_GLOBAL) return next.kind == T_LBRACE;
    return continues(&next);
}

static bool is_prefix(parser *p)
{
    switch (p->token.kind) {
    case T_EXPORT:
    case T_DECLARE:
    case T_DEFAULT:
    case T_ABSTRACT:
    case T_ASYNC: {
        const bundler_token next = bundler_peek(p);
        if (next.kind == T_FROM && p->token.kind == T_DEFAULT) return false;
        return next.kind >= T_BREAK && next.kind != T_AS && !next.line;
    }
    default: return false;
    }
}

static bool is_export_of_types(parser *p) /* export type { }, export type * */
{
    if (p->token.kind != T_TYPE) return false;
    const uint8_t next = bundler_peek(p).kind;
    return next == T_LBRACE || next == T_STAR;
}

void bundler_ambient_statement(parser *p)
{
    while (is_prefix(p)) bundler_next(p);
    if (is_export_of_types(p)) {
        bundler_ambient_line(p);
        return;
    }
    switch (p->token.kind) {
    case T_CONST:
        if (bundler_peek(p).kind == T_ENUM) {
            bundler_next(p);
            enumeration(p);
            return;
        }
        variables(p);
        return;
    case T_VAR:
    case T_LET:
    case T_USING: variables(p); return;
    case T_FUNCTION: function(p); return;
    case T_CLASS: class(p); return;
    case T_ENUM: enumeration(p); return;
    case T_INTERFACE: bundler_ambient_interface(p); return;
    case T_TYPE:
        if (declares(p)) {
            bundler_ambient_alias(p);
            return;
        }
        bundler_ambient_line(p);
        return;
    case T_NAMESPACE:
    case T_MODULE:
    case T_GLOBAL:
        if (declares(p)) {
            namespace(p);
            return;
        }
        bundler_ambient_line(p);
        return;
    case T_SEMICOLON: bundler_next(p); return;
    default: bundler_ambient_line(p);
    }
}

static void block(parser *p)
{
    if (!bundler_nest(p)) return;
    bundler_expect(p, T_LBRACE);
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) bundler_ambient_statement(p);
    bundler_expect(p, T_RBRACE);
    bundler_unnest(p);
}

/* At `declare`: does it say that what follows is declared? */
bool bundler_ambient_begins(parser *p)
{
    const bundler_token next = bundler_peek(p);
    if (next.line) return false;
    switch (next.kind) {
    case T_VAR:
    case T_LET:
    case T_CONST:
    case T_FUNCTION:
    case T_CLASS:
    case T_ENUM:
    case T_NAMESPACE:
    case T_MODULE:
    case T_GLOBAL:
    case T_ABSTRACT:
    case T_ASYNC:
    case T_INTERFACE:
    case T_TYPE:
    case T_IMPORT:
    case T_EXPORT:
    case T_USING: return true;
    default: return false;
    }
}

/* `interface`, `type`, `namespace`: a name of what is declared stands behind, on the same line. */
bool bundler_ambient_names(parser *p)
{
    const bundler_token next = bundler_peek(p);
    return !next.line &&
           (next.kind >= T_IMPLEMENTS || (p->token.kind == T_MODULE && next.kind == T_STRING));
}
