/* signatures.c: the parts of types that have members or parameters. */
#include "typescript.h"

/* <in out const T extends X = Y, ...> */
void bundler_type_parameters(parser *p)
{
    bundler_less(p);
    bundler_expect(p, T_LESS);
    while (p->token.kind != T_GREATER && p->token.kind != T_END) {
        while (bundler_is_word(p)) { /* modifiers, then the name */
            const bundler_token next = bundler_peek(p);
            const bool more = next.kind >= T_BREAK && next.kind != T_EXTENDS;
            if (!more && !bundler_is_name(p)) bundler_unexpected(p);
            bundler_next(p);
            if (!more) break;
        }
        if (bundler_eat(p, T_EXTENDS)) bundler_type(p);
        if (bundler_eat(p, T_ASSIGN)) bundler_type(p);
        if (!bundler_eat(p, T_COMMA)) break;
    }
    bundler_greater(p);
    bundler_expect(p, T_GREATER);
}

static bool opens(uint8_t kind)
{
    return kind == T_LPAREN || kind == T_LBRACKET || kind == T_LBRACE;
}
static bool closes(uint8_t kind)
{
    return kind == T_RPAREN || kind == T_RBRACKET || kind == T_RBRACE;
}

/* Where brackets inside of brackets end is noted: each is skipped once. */
static void note_end(parser *p, uint32_t open)
{
    bundler_ts *ts = p->types;
    if (ts->ends_count * 2 >= ts->ends_capacity) {
        const bundler_ts old = *ts;
        ts->ends_capacity = old.ends_capacity ? old.ends_capacity * 2 : 64;
        ts->ends = bundler_alloc(&p->scratch, ts->ends_capacity * sizeof *ts->ends);
        for (size_t i = 0; i < old.ends_capacity; i++)
            if (old.ends[i].open) *bundler_ts_end_of(ts, old.ends[i].open - 1) = old.ends[i];
    }
    struct bundler_ts_end *slot = bundler_ts_end_of(ts, open);
    if (!slot->open) ts->ends_count++;
    *slot = (struct bundler_ts_end) { open + 1, p->token.end };
}

struct bundler_ts_end *bundler_ts_end_of(const bundler_ts *ts, uint32_t open)
{
    size_t i = (size_t)((open + 1) * 0x9E3779B97F4A7C15u >> 20) & (ts->ends_capacity - 1);
    while (ts->ends[i].open && ts->ends[i].open != open + 1) i = (i + 1) & (ts->ends_capacity - 1);
    return &ts->ends[i];
}

static bool jump(parser *p)
{
    const bundler_ts *ts = p->types;
    if (!ts->ends_capacity) return false;
    const struct bundler_ts_end *known = bundler_ts_end_of(ts, p->token.offset);
    if (!known->open) return false;
    const uint32_t end = known->end;
    bundler_at(p, end);
    p->previous_end = end;
    return true;
}

/* From an opening bracket to behind its partner. Only used where types and patterns stand: there
 * are no regular expressions, and templates are those of types. */
void bundler_type_skip_brackets(parser *p)
{
    uint32_t *open = NULL;
    size_t count = 0, capacity = 0;
    bundler_ts_of(p);
    if (jump(p)) return;
    do {
        if (opens(p->token.kind)) {
            open = bundler_grow(&p->scratch, open, count, &capacity, sizeof *open);
            open[count++] = p->token.offset;
        } else if (closes(p->token.kind)) {
            note_end(p, open[--count]);
        } else if (p->token.kind == T_TEMPLATE && !p->token.tail) {
            bundler_next(p);
            bundler_type(p);
            if (p->token.kind == T_RBRACE) bundler_template(p);
            continue;
        } else if (p->token.kind == T_END) {
            bundler_unexpected(p);
            return;
        }
        bundler_next(p);
    } while (count);
}

/* Behind `(`: what stands there can only be a parameter. Binding patterns are skipped whole. */
static bool is_parameter(parser *p)
{
    if (p->token.kind == T_RPAREN || p->token.kind == T_ELLIPSIS) return true;
    if (p->token.kind == T_LBRACE || p->token.kind == T_LBRACKET) {
        bundler_type_skip_brackets(p);
    } else if (bundler_is_name(p) || p->token.kind == T_THIS) {
        bundler_next(p);
    } else {
        return false;
    }
    switch (p->token.kind) {
    case T_COLON:
    case T_COMMA:
    case T_QUESTION:
    case T_ASSIGN: return true;
    case T_RPAREN: bundler_next(p); return p->token.kind == T_ARROW;
    default: return false;
    }
}

bool bundler_type_is_function(parser *p)
{
    const bundler_token next = bundler_peek(p);
    if (next.kind == T_RPAREN || next.kind == T_ELLIPSIS) return true;
    /* `((`, `("` ...: by one token; a name or a pattern needs more. */
    if (next.kind != T_LBRACE && next.kind != T_LBRACKET && next.kind < T_IMPLEMENTS &&
        next.kind != T_THIS)
        return false;
    if (bundler_ts_tried(p, p->token.offset, TRIED_FUNCTION)) return false;
    const bundler_mark mark = bundler_mark_here(p);
    const uint32_t offset = p->token.offset;
    bundler_next(p);
    const bool yes = is_parameter(p) && !bundler_ts_failed_since(p, &mark);
    bundler_back(p, &mark);
    if (!yes) bundler_ts_note_tried(p, offset, TRIED_FUNCTION);
    return yes;
}

static void parameter(parser *p)
{
    while (bundler_is_name(p)) { /* of a constructor: private x */
        const uint8_t next = bundler_peek(p).kind;
        if (next < T_IMPLEMENTS && next != T_LBRACE && next != T_LBRACKET) break;
        bundler_next(p);
    }
    bundler_eat(p, T_ELLIPSIS);
    if (p->token.kind == T_LBRACE || p->token.kind == T_LBRACKET) {
        bundler_type_skip_brackets(p);
    } else if (bundler_is_name(p) || p->token.kind == T_THIS) {
        bundler_next(p);
    } else {
        bundler_unexpected(p);
        return;
    }
    bundler_eat(p, T_QUESTION);
    if (bundler_eat(p, T_COLON)) bundler_type(p);
}

static void parameters(parser *p)
{
    bundler_expect(p, T_LPAREN);
    while (p->token.kind != T_RPAREN && p->token.kind != T_END) {
        parameter(p);
        if (!bundler_eat(p, T_COMMA)) break;
    }
    bundler_expect(p, T_RPAREN);
}

void bundler_type_function(parser *p)
{
    if (p->token.kind == T_LESS) bundler_type_parameters(p);
    parameters(p);
    bundler_expect(p, T_ARROW);
    const uint32_t before = bundler_ts_of(p)->no_infer;
    p->types->no_infer = 0;
    bundler_type_or_predicate(p);
    p->types->no_infer = before;
}

void bundler_type_signature(parser *p)
{
    if (p->token.kind == T_LESS) bundler_type_parameters(p);
    parameters(p);
    if (bundler_eat(p, T_COLON)) bundler_type_or_predicate(p);
}

/* ---- Members ---- */

static bool ends_member(const bundler_token *token)
{
    return token->kind == T_SEMICOLON || token->kind == T_COMMA || token->kind == T_RBRACE ||
           token->kind == T_COLON || token->kind == T_QUESTION || token->kind == T_LPAREN ||
           token->kind == T_LESS || token->kind == T_END || token->kind == T_ASSIGN;
}

/* A computed key is an expression, or the parameter of an index signature; names in it count for
 * nothing. */
static void bracket_key(parser *p)
{
    const bundler_mark mark = bundler_mark_here(p);
    bundler_next(p);
    if (bundler_is_name(p) && bundler_peek(p).kind == T_COLON) {
        bundler_next(p);
        bundler_next(p);
        bundler_type(p);
    } else {
        bundler_assignment(p);
    }
    bundler_expect(p, T_RBRACKET);
    bundler_forget(p, &mark);
}

static bool key(parser *p)
{
    if (p->token.kind == T_LBRACKET) {
        bracket_key(p);
    } else if (bundler_is_word(p) || p->token.kind == T_STRING || p->token.kind == T_NUMBER ||
               p->token.kind == T_BIGINT || p->token.kind == T_PRIVATE) {
        bundler_next(p);
    } else {
        bundler_unexpected(p);
        return false;
    }
    return true;
}

static bool is_modifier(parser *p)
{
    switch (p->token.kind) {
    case T_READONLY:
    case T_GET:
    case T_SET:
    case T_PUBLIC:
    case T_PRIVATE_WORD:
    case T_PROTECTED:
    case T_STATIC:
    case T_ABSTRACT:
    case T_DECLARE:
    case T_OVERRIDE:
    case T_ACCESSOR:
    case T_ASYNC: {
        const bundler_token next = bundler_peek(p);
        return !next.line && !ends_member(&next);
    }
    default: return false;
    }
}

void bundler_type_member(parser *p)
{
    if (p->token.kind == T_NEW) {
        const bundler_token next = bundler_peek(p);
        if (next.kind == T_LPAREN || next.kind == T_LESS) bundler_next(p);
    }
    if (p->token.kind != T_LPAREN && p->token.kind != T_LESS) {
        while (is_modifier(p)) bundler_next(p);
        if (!key(p)) return;
        if (!bundler_eat(p, T_QUESTION)) bundler_eat(p, T_NOT);
    }
    if (p->token.kind == T_LPAREN || p->token.kind == T_LESS)
        bundler_type_signature(p);
    else if (bundler_eat(p, T_COLON))
        bundler_type(p);
    if (p->token.kind == T_ASSIGN) { /* static readonly x = 1 of a declared class */
        const bundler_mark mark = bundler_mark_here(p);
        bundler_next(p);
        bundler_assignment(p);
        bundler_forget(p, &mark);
    }
    if (bundler_eat(p, T_SEMICOLON) || bundler_eat(p, T_COMMA)) return;
    if (p->token.kind != T_RBRACE && !p->token.line) bundler_unexpected(p);
}

void bundler_type_members(parser *p)
{
    bundler_ts *ts = bundler_ts_of(p);
    if (!bundler_nest(p)) return;
    const uint32_t before = ts->no_infer;
    ts->no_infer = 0;
    bundler_expect(p, T_LBRACE);
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) bundler_type_member(p);
    bundler_expect(p, T_RBRACE);
    ts->no_infer = before;
    bundler_unnest(p);
}

/* ---- { readonly [K in T as U]?: V } ---- */

bool bundler_type_is_mapped(parser *p)
{
    bundler_token next = bundler_peek(p);
    if (next.kind == T_PLUS || next.kind == T_MINUS) return true;
    if (next.kind != T_READONLY && next.kind != T_LBRACKET) return false;
    const bundler_mark mark = bundler_mark_here(p);
    bundler_next(p);
    bundler_eat(p, T_READONLY);
    bool yes = bundler_eat(p, T_LBRACKET) && bundler_is_name(p);
    yes = yes && bundler_peek(p).kind == T_IN;
    bundler_back(p, &mark);
    return yes;
}

static void sign(parser *p)
{
    if (p->token.kind == T_PLUS || p->token.kind == T_MINUS) bundler_next(p);
}

void bundler_type_mapped(parser *p)
{
    bundler_expect(p, T_LBRACE);
    sign(p);
    bundler_eat(p, T_READONLY);
    bundler_expect(p, T_LBRACKET);
    bundler_next(p); /* K */
    bundler_expect(p, T_IN);
    bundler_type(p);
    if (bundler_eat(p, T_AS)) bundler_type(p);
    bundler_expect(p, T_RBRACKET);
    sign(p);
    bundler_eat(p, T_QUESTION);
    if (bundler_eat(p, T_COLON)) bundler_type(p);
    if (!bundler_eat(p, T_SEMICOLON)) bundler_eat(p, T_COMMA);
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) bundler_type_member(p);
    bundler_expect(p, T_RBRACE);
}
