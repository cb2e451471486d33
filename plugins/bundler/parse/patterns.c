/* patterns.c: what declares names: a name, or a pattern of such. */
#include "hooks.h"

static void with_default(parser *p, bundler_mark_kind kind)
{
    bool simple;
    bundler_bind(p, kind, &simple);
    if (bundler_eat(p, T_ASSIGN)) bundler_assignment(p);
}

static void array(parser *p, bundler_mark_kind kind)
{
    bundler_next(p);
    while (p->token.kind != T_RBRACKET && p->token.kind != T_END) {
        if (bundler_eat(p, T_COMMA)) continue;
        if (bundler_eat(p, T_ELLIPSIS)) {
            bool simple;
            bundler_bind(p, kind, &simple);
            break;
        }
        with_default(p, kind);
        if (p->token.kind != T_RBRACKET) bundler_expect(p, T_COMMA);
    }
    bundler_expect(p, T_RBRACKET);
}

static void property(parser *p, bundler_mark_kind kind)
{
    bundler_token name;
    bundler_property_name(p, &name);
    if (bundler_eat(p, T_COLON)) {
        with_default(p, kind);
        return;
    }
    if (name.kind == T_LBRACKET || name.kind < T_BREAK) {
        bundler_unexpected(p);
        return;
    }
    const size_t first = p->declared_count;
    bundler_declare(p, kind, &name);
    for (size_t i = first; i < p->declared_count; i++) p->declared[i].shorthand = true;
    if (bundler_eat(p, T_ASSIGN)) bundler_assignment(p);
}

static void object(parser *p, bundler_mark_kind kind)
{
    bundler_next(p);
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) {
        if (bundler_eat(p, T_ELLIPSIS)) {
            const bundler_token name = p->token;
            bundler_next(p);
            bundler_declare(p, kind, &name);
            break;
        }
        property(p, kind);
        if (p->token.kind != T_RBRACE) bundler_expect(p, T_COMMA);
    }
    bundler_expect(p, T_RBRACE);
}

void bundler_bind(parser *p, bundler_mark_kind kind, bool *simple)
{
    *simple = false;
    if (!bundler_nest(p)) return;
    const uint32_t in = p->in;
    if (p->token.kind == T_LBRACKET) {
        p->in &= ~(uint32_t)IN_HEAD;
        array(p, kind);
    } else if (p->token.kind == T_LBRACE) {
        p->in &= ~(uint32_t)IN_HEAD;
        object(p, kind);
    } else {
        const bundler_token name = p->token;
        *simple = true;
        if (!bundler_is_word(p)) bundler_unexpected(p);
        bundler_next(p);
        bundler_declare(p, kind, &name);
    }
    p->in = in;
    bundler_unnest(p);
}
