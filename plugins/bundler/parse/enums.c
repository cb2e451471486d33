/* enums.c: the members of an enum become assignments; see holders.h. */
#include "holders.h"

typedef struct enumeration {
    uint32_t holder;
    slsc_str local;
    slsc_str before;     /* the key before, as a string of JavaScript; empty: the first */
    bundler_value value; /* of that */
    bool pure;
} enumeration;

static slsc_str quoted(parser *p, slsc_str name)
{
    return bundler_printf(p->arena, "\"%.*s\"", (int)name.len, name.ptr);
}

/* A name, a text, or one of these in brackets. Gives it as it must be written; and its name. */
static slsc_str read_key(parser *p, bundler_name *name)
{
    const bool bracket = bundler_eat(p, T_LBRACKET);
    const bundler_token token = p->token;
    slsc_str key = { (const char *)p->text + token.offset, token.end - token.offset };
    if (token.kind == T_STRING || (bracket && token.kind == T_TEMPLATE && token.tail)) {
        *name = bundler_intern(p, bundler_string(p, &token));
    } else if (bundler_is_word(p) && !bracket) {
        *name = bundler_name_of(p, &token);
        key = quoted(p, p->log->names[*name]);
    } else {
        bundler_unexpected(p);
        return key;
    }
    bundler_next(p);
    if (bracket) bundler_expect(p, T_RBRACKET);
    return key;
}

/* The value of a member that has none of its own: one more than the last. */
static slsc_str count_on(parser *p, enumeration *e)
{
    if (!e->before.len) {
        e->value = (bundler_value) { VALUE_NUMBER, 0 };
        return bundler_s("0");
    }
    if (e->value.kind == VALUE_NUMBER) {
        e->value.number += 1;
        if (bundler_fold_is_whole(e->value.number))
            return bundler_printf(p->arena, "%.0f", e->value.number + 0.0);
    }
    return bundler_printf(p->arena, "%.*s[%.*s] + 1", (int)e->local.len, e->local.ptr,
                          (int)e->before.len, e->before.ptr);
}

/* L[L[key] = value] = key;  and for texts  L[key] = value; */
static void read_member(parser *p, enumeration *e)
{
    const uint32_t start = p->token.offset;
    bundler_name name = BUNDLER_NONE;
    const slsc_str key = read_key(p, &name), local = e->local;
    if (p->failed) return;
    const bool given = bundler_eat(p, T_ASSIGN);
    slsc_str value = { 0 };
    if (given)
        e->value = bundler_fold(p, e->holder);
    else
        value = count_on(p, e);
    const bool text = e->value.kind == VALUE_STRING;
    const int n = (int)local.len, k = (int)key.len;
    bundler_edit_text(p, start, given ? p->token.offset : p->previous_end,
                      text ? bundler_printf(p->arena, "%.*s[%.*s] = %.*s", n, local.ptr, k, key.ptr,
                                            (int)value.len, value.ptr)
                           : bundler_printf(p->arena, "%.*s[%.*s[%.*s] = %.*s", n, local.ptr, n,
                                            local.ptr, k, key.ptr, (int)value.len, value.ptr));
    bundler_holder_property(p, e->holder, name, e->value);
    if (given && !(bundler_assignment(p) & E_PURE)) e->pure = false;
    const uint32_t end = p->previous_end;
    if (p->token.kind != T_RBRACE) bundler_expect(p, T_COMMA);
    bundler_edit_text(p, end,
                      p->token.kind == T_RBRACE && p->previous_end == end ? end : p->previous_end,
                      text ? bundler_s(";") : bundler_printf(p->arena, "] = %.*s;", k, key.ptr));
    e->before = key;
}

/* At `enum`. */
bool bundler_enum(parser *p, uint32_t start, bool exported)
{
    bundler_next(p);
    if (!bundler_is_name(p)) {
        bundler_unexpected(p);
        return true;
    }
    const uint32_t before = p->scope;
    const bundler_token name = p->token;
    bundler_next(p);
    if (p->token.kind != T_LBRACE) {
        bundler_unexpected(p);
        return true;
    }
    enumeration e = { .holder = bundler_holder_begin(p, &name, start, exported), .pure = true };
    e.local = p->types->holders[e.holder].local;
    bundler_next(p);
    p->types->holders[e.holder].open = p->types->holders[e.holder].inside = p->previous_end;
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) read_member(p, &e);
    p->types->holders[e.holder].close = p->token.offset;
    bundler_expect(p, T_RBRACE);
    bundler_holder_end(p, e.holder, before);
    p->pure = e.pure;
    return true;
}
