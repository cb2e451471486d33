/* loops.c: for in its many forms, while, do, switch. */
#include "hooks.h"

static void loop_body(parser *p)
{
    const uint32_t in = p->in;
    p->in |= IN_LOOP;
    bundler_statement_of(p);
    p->in = in;
}

void bundler_while(parser *p)
{
    bundler_next(p);
    bundler_expect(p, T_LPAREN);
    bundler_expression(p);
    bundler_expect(p, T_RPAREN);
    loop_body(p);
}

void bundler_do(parser *p)
{
    bundler_next(p);
    loop_body(p);
    bundler_expect(p, T_WHILE);
    bundler_expect(p, T_LPAREN);
    bundler_expression(p);
    bundler_expect(p, T_RPAREN);
    if (!bundler_eat(p, T_SEMICOLON)) p->asi = p->token.offset; /* none is needed here */
}

void bundler_switch(parser *p)
{
    const uint32_t in = p->in;
    bool has_default = false;
    bundler_next(p);
    bundler_expect(p, T_LPAREN);
    bundler_expression(p);
    bundler_expect(p, T_RPAREN);
    const uint32_t before = bundler_open(p, SCOPE_BLOCK);
    p->in |= IN_SWITCH | IN_BRANCH;
    bundler_expect(p, T_LBRACE);
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) {
        if (p->token.kind == T_DEFAULT) {
            if (has_default) bundler_unexpected(p);
            has_default = true;
            bundler_next(p);
        } else {
            bundler_expect(p, T_CASE);
            bundler_expression(p);
        }
        bundler_expect(p, T_COLON);
        while (p->token.kind != T_CASE && p->token.kind != T_DEFAULT && p->token.kind != T_RBRACE &&
               p->token.kind != T_END)
            bundler_statement_item(p);
    }
    p->in = in;
    bundler_close(p, before);
    bundler_expect(p, T_RBRACE);
}

/* ---- for ---- */

typedef struct head {
    bool is_await;
    bool each; /* in, of */
    uint32_t start;
} head;

/* Behind what stands to the left of `in` or `of`. */
static void each(parser *p, head *h)
{
    const bool of = p->token.kind == T_OF;
    h->each = true;
    if (h->is_await && !of) bundler_unexpected(p);
    p->in &= ~(uint32_t)IN_HEAD;
    bundler_next(p);
    if (of)
        bundler_assignment(p);
    else
        bundler_expression(p);
}

static bool is_each(const parser *p) { return p->token.kind == T_IN || p->token.kind == T_OF; }

static void declared(parser *p, bundler_mark_kind kind, bool using, head *h)
{
    const size_t first = p->declared_count;
    if (using && p->token.kind == T_AWAIT) {
        if (!(p->in & IN_DEEP)) bundler_module_awaits(p, &p->token);
        bundler_next(p);
    }
    bundler_next(p);
    const bundler_variables v = bundler_declarators(p, kind, true);
    if (!is_each(p)) return;
    const uint32_t end = p->previous_end;
    for (size_t i = first; i < p->declared_count; i++) p->declared[i].many = true;
    if (p->token.kind == T_IN) { /* such a `var` may be seen beside a parameter of catch */
        for (size_t i = first; i < p->declared_count; i++)
            if (p->declared[i].kind == MARK_VAR_PASSES) p->declared[i].many = false;
        if (v.initialised && kind == MARK_VAR && v.simple && v.count == 1)
            bundler_strict(p, h->start, end, "`for (var x = 1 in y)` is for sloppy code alone");
    }
    const bool annex = v.initialised && kind == MARK_VAR && v.simple && p->token.kind == T_IN;
    if (v.count != 1 || (v.initialised && !annex) || (using && p->token.kind == T_IN))
        bundler_fail(p, h->start, end, "one name without a value must stand here");
    each(p, h);
}

static void assigned(parser *p, head *h)
{
    const uint32_t cover = p->cover;
    const size_t targets = p->targets_count;
    const bundler_token first = p->token;
    p->cover = BUNDLER_NONE;
    bundler_shape shape = bundler_cover(p);
    if (is_each(p) && !(shape & E_LOW)) {
        if (p->token.kind == T_OF && first.end == p->previous_end && !h->is_await &&
            first.kind == T_ASYNC)
            bundler_unexpected(p);
        if (p->token.kind == T_OF && first.kind == T_LET) bundler_unexpected(p);
        bundler_write_pattern(p, shape, h->start, targets);
        p->targets_count = targets;
        each(p, h);
    } else {
        if (p->cover != BUNDLER_NONE)
            bundler_fail(p, p->cover, p->cover + 1, "`=` can only stand here in a pattern");
        p->targets_count = targets;
        bundler_more(p, shape);
    }
    p->cover = cover;
}

static void initial(parser *p, head *h)
{
    h->start = p->token.offset;
    switch (p->token.kind) {
    case T_SEMICOLON: return;
    case T_VAR: declared(p, MARK_VAR, false, h); return;
    case T_CONST: declared(p, MARK_CONST, false, h); return;
    case T_LET:
        if (!bundler_begins_let(p)) break;
        declared(p, MARK_LEXICAL, false, h);
        return;
    case T_AWAIT:
        if (!(p->in & IN_ASYNC)) break; /* fall through */
    case T_USING:
        if (!bundler_begins_using(p, true)) break;
        declared(p, MARK_CONST, true, h);
        return;
    default: break;
    }
    assigned(p, h);
}

static void await_of(parser *p)
{
    if (!(p->in & IN_ASYNC)) {
        if (p->undecided && !(p->in & IN_DEEP)) p->awaited = true;
        bundler_unexpected(p);
    } else if (!(p->in & IN_DEEP)) {
        bundler_module_awaits(p, &p->token);
    }
    bundler_next(p);
}

void bundler_for(parser *p)
{
    head h = { .is_await = false };
    const uint32_t before = bundler_open(p, SCOPE_BLOCK);
    bundler_next(p);
    if (p->token.kind == T_AWAIT) {
        h.is_await = true;
        await_of(p);
    }
    const uint32_t in = p->in;
    bundler_expect(p, T_LPAREN);
    p->in |= IN_NO_IN;
    initial(p, &h);
    p->in = in;
    if (!h.each) {
        if (h.is_await) bundler_unexpected(p);
        bundler_expect(p, T_SEMICOLON);
        if (p->token.kind != T_SEMICOLON) bundler_expression(p);
        bundler_expect(p, T_SEMICOLON);
        if (p->token.kind != T_RPAREN) bundler_expression(p);
    }
    bundler_expect(p, T_RPAREN);
    loop_body(p);
    bundler_close(p, before);
}
