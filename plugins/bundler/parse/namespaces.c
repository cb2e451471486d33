/* namespaces.c: namespaces with values, see holders.h. Variables that they export are only members
 * of the object; functions, classes and enums are declared as usual, and members besides.
 *
 * What holds nothing but types goes away whole. */
#include "holders.h"

static bool item(parser *p);

static void export_name(parser *p, bundler_name name)
{
    bundler_holder_property(p, p->types->holder - 1, name, (bundler_value) { VALUE_UNKNOWN, 0 });
}

static slsc_str local(const parser *p) { return p->types->holders[p->types->holder - 1].local; }

/* ---- export const a = 1, { b, c: [d] } = e: assignments ---- */

static void target(parser *p);

/* A name of the pattern becomes a member; `behind`: it stands for its key too. */
static void target_name(parser *p, const bundler_token *token, bool shorthand)
{
    const bundler_name name = bundler_name_of(p, token);
    const slsc_str text = p->log->names[name], in = local(p);
    if (token->word < T_IMPLEMENTS) bundler_unexpected(p);
    bundler_edit_text(
        p, token->offset, token->end,
        shorthand
            ? bundler_printf(p->arena, "%.*s: %.*s.%.*s", (int)text.len, text.ptr, (int)in.len,
                             in.ptr, (int)text.len, text.ptr)
            : bundler_printf(p->arena, "%.*s.%.*s", (int)in.len, in.ptr, (int)text.len, text.ptr));
    export_name(p, name);
}

static void target_with_default(parser *p)
{
    target(p);
    if (bundler_eat(p, T_ASSIGN)) bundler_assignment(p);
}

static void target_property(parser *p)
{
    bundler_token name;
    bundler_property_name(p, &name);
    if (bundler_eat(p, T_COLON)) {
        target_with_default(p);
        return;
    }
    if (name.kind == T_LBRACKET || name.kind < T_BREAK) bundler_unexpected(p);
    if (p->failed) return;
    target_name(p, &name, true);
    if (bundler_eat(p, T_ASSIGN)) bundler_assignment(p);
}

static void target_list(parser *p, bundler_kind close)
{
    bundler_next(p);
    while (p->token.kind != close && p->token.kind != T_END) {
        if (bundler_eat(p, T_COMMA)) continue;
        if (bundler_eat(p, T_ELLIPSIS))
            target(p);
        else if (close == T_RBRACE)
            target_property(p);
        else
            target_with_default(p);
        if (p->token.kind != close) bundler_expect(p, T_COMMA);
    }
    bundler_expect(p, close);
}

static void target(parser *p)
{
    if (!bundler_nest(p)) return;
    if (p->token.kind == T_LBRACE) {
        target_list(p, T_RBRACE);
    } else if (p->token.kind == T_LBRACKET) {
        target_list(p, T_RBRACKET);
    } else if (bundler_is_name(p)) {
        const bundler_token name = p->token;
        bundler_next(p);
        target_name(p, &name, false);
    } else {
        bundler_unexpected(p);
    }
    bundler_unnest(p);
}

/* At `var`, `let`, `const`; `export` stood at start. */
static void variables(parser *p, uint32_t start)
{
    bundler_next(p);
    bundler_edit_text(p, start, p->token.offset, bundler_s(";"));
    do {
        const bool pattern = p->token.kind == T_LBRACE || p->token.kind == T_LBRACKET;
        if (pattern) bundler_edit_text(p, p->token.offset, p->token.offset, bundler_s("("));
        target(p);
        if (p->token.kind == T_COLON || p->token.kind == T_NOT) bundler_ts_annotation(p);
        if (bundler_eat(p, T_ASSIGN)) bundler_assignment(p);
        if (pattern) bundler_edit_text(p, p->previous_end, p->previous_end, bundler_s(")"));
    } while (bundler_eat(p, T_COMMA));
    bundler_semicolon(p);
}

/* ---- Other exports ---- */

/* A function or class, declared as usual: `export` goes away, an assignment comes behind. */
static bool declaration(parser *p, uint32_t start)
{
    const size_t before = p->declared_count;
    const uint32_t at = p->token.offset, scope = p->scope;
    bundler_statement_item(p);
    if (p->failed) return true;
    size_t i = before;
    while (i < p->declared_count && p->declared[i].scope != scope) i++;
    if (i == p->declared_count) { /* types, an overload: gone; `export` too */
        bundler_edit_text(p, start, at, bundler_s(""));
        return false;
    }
    const bundler_name name = p->declared[i].name;
    const slsc_str text = p->log->names[name], in = local(p);
    bundler_edit_text(p, start, at, bundler_s(";"));
    bundler_edit_text(p, p->previous_end, p->previous_end,
                      bundler_printf(p->arena, " %.*s.%.*s = %.*s;", (int)in.len, in.ptr,
                                     (int)text.len, text.ptr, (int)text.len, text.ptr));
    export_name(p, name);
    return true;
}

static bool exported(parser *p)
{
    const uint32_t start = p->token.offset;
    bundler_next(p);
    switch (p->token.kind) {
    case T_CONST:
        if (bundler_peek(p).kind == T_ENUM) break;
        variables(p, start);
        return true;
    case T_VAR:
    case T_LET: variables(p, start); return true;
    case T_IMPORT:
        bundler_next(p);
        if (bundler_is_name(p) && bundler_ts_alias(p, start, true)) return true;
        bundler_unexpected(p);
        return true;
    default: break;
    }
    if (p->token.kind != T_ABSTRACT && bundler_ts_statement(p, start, true))
        return !p->types->nothing;
    return declaration(p, start);
}

/* Gives whether it has a value. */
static bool item(parser *p)
{
    if (p->token.kind == T_EXPORT) return exported(p);
    if (p->token.kind == T_IMPORT) {
        const uint32_t start = p->token.offset;
        if (bundler_peek(p).kind >= T_IMPLEMENTS) {
            bundler_next(p);
            if (!bundler_ts_alias(p, start, false)) bundler_unexpected(p);
            return false;
        }
    }
    if (bundler_ts_statement(p, p->token.offset, false)) return !p->types->nothing;
    if (bundler_eat(p, T_SEMICOLON)) return false;
    bundler_statement_item(p);
    return true;
}

/* ---- namespace A.B.C { ... } ---- */

static bool body(parser *p)
{
    const uint32_t in = p->in;
    bool any = false;
    p->in = (in & (IN_STRICT | IN_CLASS | IN_DEEP)) | IN_OWN_THIS;
    bundler_expect(p, T_LBRACE);
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) any = item(p) || any;
    p->in = in;
    return any;
}

/* The names from the current one on, and the body. */
static bool levels(parser *p, uint32_t start, bool exported)
{
    bundler_ts *ts = p->types;
    const uint32_t before = p->scope, outer = ts->holder;
    const bundler_token name = p->token;
    if (!bundler_nest(p)) return false;
    if (p->types->holder_depth >= BUNDLER_LIMIT_NAMESPACES)
        bundler_fail(p, name.offset, name.end, "namespaces nested deeper than %d levels",
                     BUNDLER_LIMIT_NAMESPACES);
    ts->holder_depth++;
    bundler_next(p);
    const uint32_t index = bundler_holder_begin(p, &name, start, exported);
    bool any;
    ts->holder = index + 1;
    const bool dotted = p->token.kind == T_DOT;
    ts->holders[index].open = dotted ? p->previous_end : p->token.end;
    if (dotted) {
        const uint32_t dot = p->token.offset;
        bundler_next(p);
        if (!bundler_is_name(p)) bundler_unexpected(p);
        any = !p->failed && levels(p, dot, true);
        ts->holders[index].inside = p->failed ? 0 : ts->holders[index + 1].inside;
    } else {
        ts->holders[index].inside = p->token.end;
        any = body(p);
    }
    ts->holder = outer;
    ts->holder_depth--;
    ts->holders[index].close = dotted ? p->previous_end : p->token.offset;
    if (!dotted) bundler_expect(p, T_RBRACE);
    bundler_holder_end(p, index, before);
    bundler_unnest(p);
    return any;
}

/* At `namespace` or `module`, a name follows. */
bool bundler_namespace(parser *p, uint32_t start, bool exported)
{
    const bundler_mark mark = bundler_mark_here(p);
    const size_t holders = p->types->holder_count;
    bundler_next(p);
    if (levels(p, start, exported && p->types->holder) || p->failed) return true;
    bundler_forget(p, &mark);
    p->types->holder_count = holders;
    return false;
}
