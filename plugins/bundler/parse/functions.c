/* functions.c: parameters, bodies, and the directives that make them strict. */
#include "hooks.h"

/* ---- Directives ---- */

static bool is_use_strict(const parser *p, const bundler_token *token)
{
    return token->end - token->offset == 12 &&
           memcmp(p->text + token->offset + 1, "use strict", 10) == 0;
}

/* A statement that begins with a string: is it that string alone? */
static bool directive(parser *p)
{
    const bundler_token token = p->token;
    const bundler_shape shape = bundler_expression(p);
    const bool alone = shape & E_STRING && token.end == p->previous_end;
    if (alone && is_use_strict(p, &token)) p->in |= IN_STRICT;
    bundler_semicolon(p);
    return alone;
}

bool bundler_directive(parser *p, bool simple)
{
    const bundler_token token = p->token;
    if (!directive(p)) return false;
    if (is_use_strict(p, &token)) {
        if (!simple)
            bundler_fail(p, token.offset, token.end,
                         "`use strict` needs parameters that are plain names");
        if (p->octal != BUNDLER_NONE)
            bundler_fail(p, p->octal, p->octal + 1, "strict code has no octal numbers like these");
    } else if (token.octal && p->octal == BUNDLER_NONE) {
        p->octal = token.offset;
    }
    return true;
}

/* "use strict" is true of names before it too: the function's and the parameters'. */
static void check_names_again(parser *p, uint32_t scope, size_t first,
                              const bundler_token *own_name)
{
    for (size_t i = first; i < p->declared_count; i++) {
        const bundler_declared *mark = &p->declared[i];
        if (mark->scope != scope) continue;
        const slsc_str name = p->log->names[mark->name];
        const bundler_token token = {
            .kind = T_NAME,
            .word = bundler_word_kind((const unsigned char *)name.ptr, name.len),
            .offset = mark->offset,
            .end = mark->end,
        };
        if (mark->kind == MARK_PARAMETER) bundler_check_name(p, &token, true);
    }
    if (own_name && own_name->kind != T_END &&
        (own_name->word <= T_YIELD || own_name->word == T_EVAL || own_name->word == T_ARGUMENTS) &&
        own_name->word >= T_IMPLEMENTS)
        bundler_fail(p, own_name->offset, own_name->end, "strict code has no such name");
    p->scopes[scope].unique = true;
}

static void directives(parser *p, const bundler_body *body, uint32_t scope)
{
    const bool was_strict = p->in & IN_STRICT;
    const uint32_t octal = p->octal;
    p->octal = BUNDLER_NONE;
    while (p->token.kind == T_STRING && bundler_directive(p, body->simple)) {
    }
    p->octal = octal;
    if (!was_strict && p->in & IN_STRICT) check_names_again(p, scope, body->first, body->own_name);
}

void bundler_function_body(parser *p, const bundler_body *body)
{
    const uint32_t scope = p->scope;
    uint32_t before = scope;
    const uint32_t open = p->token.end;
    bundler_expect(p, T_LBRACE);
    if (!body->simple) before = bundler_open(p, SCOPE_BODY);
    directives(p, body, scope);
    if (body->class) {
        body->class->constructor_body = open;
        if (p->ts) bundler_ts_constructor(p, body->class);
    }
    bundler_statements(p);
    if (!body->simple) bundler_close(p, before);
    bundler_expect(p, T_RBRACE);
}

/* ---- Parameters ---- */

/* true: a plain name. */
static bool parameter(parser *p, uint32_t kind)
{
    bool simple;
    if (p->ts) bundler_ts_parameter(p, kind);
    if (p->token.kind == T_RPAREN) return true; /* it was `this: T` alone */
    const bool rest = bundler_eat(p, T_ELLIPSIS);
    const bundler_token name = p->token;
    bundler_bind(p, MARK_PARAMETER, &simple);
    p->parameters++;
    if (p->ts && (p->token.kind == T_COLON || p->token.kind == T_QUESTION))
        bundler_ts_annotation(p);
    if (p->token.kind == T_ASSIGN && !rest) {
        bundler_next(p);
        bundler_assignment(p);
        simple = false;
    }
    if (p->ts) bundler_ts_parameter_end(p, &name);
    if (!rest) return simple;
    if (p->token.kind != T_RPAREN) bundler_unexpected(p);
    if (kind & FUNCTION_SETTER)
        bundler_fail(p, name.offset, name.end, "a setter has one parameter, without `...`");
    return false;
}

bool bundler_parameters(parser *p, uint32_t kind)
{
    const uint32_t in = p->in;
    bool simple = true;
    p->in = (in | IN_PARAMETERS) & ~(uint32_t)IN_HEAD;
    p->parameters = 0;
    uint32_t count = 0;
    bundler_expect(p, T_LPAREN);
    while (p->token.kind != T_RPAREN && p->token.kind != T_END) {
        simple = parameter(p, kind) && simple;
        p->parameters = ++count;
        if (p->token.kind != T_RPAREN) bundler_expect(p, T_COMMA);
    }
    p->in = in;
    if ((kind & FUNCTION_GETTER && count > 0 && !p->ts) ||
        (kind & FUNCTION_SETTER && count != 1 && !p->ts))
        bundler_fail(p, p->token.offset, p->token.end,
                     kind & FUNCTION_GETTER ? "a getter has no parameters"
                                            : "a setter has one parameter");
    bundler_expect(p, T_RPAREN);
    return simple;
}

/* ---- Functions ---- */

static uint32_t context(const parser *p, uint32_t kind)
{
    uint32_t in = (p->in & (IN_STRICT | IN_CLASS)) | IN_FUNCTION | IN_DEEP | IN_OWN_THIS |
                  IN_ARGUMENTS | IN_TARGET;
    if (kind & FUNCTION_ASYNC) in |= IN_ASYNC;
    if (kind & FUNCTION_GENERATOR) in |= IN_GENERATOR;
    if (kind & FUNCTION_METHOD) in |= IN_METHOD;
    if (kind & FUNCTION_DERIVED) in |= IN_DERIVED;
    return in;
}

void bundler_function(parser *p, uint32_t kind, const bundler_token *own_name, uint32_t start,
                      const bundler_mark *mark, bundler_class *class)
{
    const uint32_t in = p->in, functions = p->functions, suspend = p->suspend;
    const size_t labels = p->labels_count;
    if (!bundler_nest(p)) return;
    bundler_body body = { .first = p->declared_count, .own_name = own_name, .class = class };
    const uint32_t before = bundler_open(p, SCOPE_FUNCTION);
    p->in = context(p, kind);
    p->functions = ++p->function_count;
    if (own_name && own_name->kind != T_END && !(kind & FUNCTION_DECLARATION))
        bundler_declare(p, MARK_OWN_NAME, own_name);
    if (p->ts && p->token.kind == T_LESS) bundler_ts_type_parameters(p);
    body.simple = bundler_parameters(p, kind);
    if (p->ts && p->token.kind == T_COLON) bundler_ts_result(p);
    p->scopes[p->scope].unique = !body.simple || p->in & IN_STRICT || kind & FUNCTION_METHOD;
    const bool signature =
        p->ts && mark && p->token.kind != T_LBRACE && bundler_ts_signature(p, mark, start);
    if (!signature) {
        bundler_function_body(p, &body);
        bundler_close(p, before);
    }
    p->in = in;
    p->functions = functions;
    p->suspend = suspend;
    p->labels_count = labels;
    p->scope = before;
    bundler_unnest(p);
}

/* Behind `function`: `*` and the name, if there are any. */
static uint32_t head(parser *p, bool async, bundler_token *name)
{
    uint32_t kind = async ? FUNCTION_ASYNC : 0;
    bundler_next(p);
    if (bundler_eat(p, T_STAR)) kind |= FUNCTION_GENERATOR;
    *name = p->token;
    if (bundler_is_word(p))
        bundler_next(p);
    else
        name->kind = T_END;
    if (name->kind == T_END) p->name_at = p->previous_end;
    return kind;
}

bundler_shape bundler_function_expression(parser *p, uint32_t start, bool async)
{
    bundler_token name;
    const uint32_t kind = head(p, async, &name);
    bundler_function(p, kind, &name, start, NULL, NULL);
    return E_FUNCTION | E_PURE;
}

void bundler_function_statement(parser *p, uint32_t start, bool async, bool anonymous)
{
    bundler_token name;
    const bundler_mark mark = bundler_mark_here(p);
    const uint32_t kind = head(p, async, &name);
    const bool block =
        p->scopes[p->scope].kind == SCOPE_BLOCK || p->scopes[p->scope].kind == SCOPE_CATCH;
    if (name.kind != T_END)
        bundler_declare(
            p, block && kind == 0 && !(p->in & IN_STRICT) ? MARK_BLOCK_FUNCTION : MARK_FUNCTION,
            &name);
    else if (!anonymous)
        bundler_unexpected(p);
    bundler_function(p, kind | FUNCTION_DECLARATION, &name, start, &mark, NULL);
    p->pure = true;
}
