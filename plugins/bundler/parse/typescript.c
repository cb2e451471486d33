/* typescript.c: types inside of code: they are read and taken away.
 *
 * What is taken away must leave its neighbours apart (`a!in b`), and must not let a line go on that
 * had ended (`a as T` before a line that begins with a bracket).
 *
 * `(` may begin an arrow function with types. Where two or three tokens do not tell, it is tried;
 * what was in vain is noted, so that nothing is tried twice. */
#include "typescript.h"

bundler_ts *bundler_ts_of(parser *p)
{
    if (!p->types) {
        p->types = bundler_alloc(&p->scratch, sizeof *p->types);
        p->types->merged.arena = p->types->type_names.arena = &p->scratch;
    }
    return p->types;
}

slsc_str bundler_ts_temporary(parser *p)
{
    return bundler_printf(p->arena, "__slsc_%u", ++bundler_ts_of(p)->temporary);
}

/* ---- What was tried ---- */

static uint64_t *tried_slot(const bundler_ts *ts, uint64_t key)
{
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & (ts->tried_capacity - 1);
    while (ts->tried[i] && ts->tried[i] != key) i = (i + 1) & (ts->tried_capacity - 1);
    return &ts->tried[i];
}

bool bundler_ts_tried(parser *p, uint32_t offset, unsigned what)
{
    const bundler_ts *ts = bundler_ts_of(p);
    return ts->tried_capacity && *tried_slot(ts, (uint64_t)offset * TRIED_KINDS + what + 1);
}

void bundler_ts_note_tried(parser *p, uint32_t offset, unsigned what)
{
    bundler_ts *ts = bundler_ts_of(p);
    if (ts->tried_count * 2 >= ts->tried_capacity) {
        const bundler_ts old = *ts;
        ts->tried_capacity = old.tried_capacity ? old.tried_capacity * 2 : 256;
        ts->tried = bundler_alloc(&p->scratch, ts->tried_capacity * sizeof *ts->tried);
        for (size_t i = 0; i < old.tried_capacity; i++)
            if (old.tried[i]) *tried_slot(ts, old.tried[i]) = old.tried[i];
    }
    const uint64_t key = (uint64_t)offset * TRIED_KINDS + what + 1;
    uint64_t *slot = tried_slot(ts, key);
    if (!*slot) ts->tried_count++;
    *slot = key;
}

/* ---- Taking away ---- */

void bundler_ts_drop(parser *p, uint32_t from)
{
    const uint8_t next = p->token.kind;
    const bool word = next >= T_BREAK || next == T_NUMBER || next == T_BIGINT || next == T_PRIVATE;
    bundler_edit_text(p, from, p->previous_end, bundler_s(word ? " " : ""));
}

void bundler_ts_drop_statement(parser *p, uint32_t from)
{
    bundler_edit_text(p, from, p->previous_end, bundler_s(";"));
}

void bundler_ts_annotation(parser *p)
{
    const uint32_t from = p->token.offset;
    if (p->token.kind != T_COLON) bundler_next(p);
    if (bundler_eat(p, T_COLON)) {
        const uint32_t start = p->token.offset;
        bundler_type(p);
        bundler_ts_typed(p, start);
    }
    bundler_ts_drop(p, from);
}

void bundler_ts_type_parameters(parser *p)
{
    const uint32_t from = p->token.offset;
    bundler_type_parameters(p);
    bundler_ts_drop(p, from);
}

/* From the parenthesis on: no line may end before `=>`. */
void bundler_ts_result(parser *p)
{
    const uint32_t from = p->previous_end;
    bundler_next(p);
    const uint32_t start = p->token.offset;
    bundler_type_or_predicate(p);
    bundler_ts_result_typed(p, start);
    bundler_ts_drop(p, from);
}

bool bundler_ts_signature(parser *p, const bundler_mark *mark, uint32_t start)
{
    if (p->token.kind != T_SEMICOLON && p->token.kind != T_RBRACE && p->token.kind != T_END &&
        !p->token.line)
        return false;
    bundler_eat(p, T_SEMICOLON);
    bundler_forget(p, mark);
    bundler_ts_drop_statement(p, start);
    if (start == p->statement.offset || start == p->statement.body)
        p->statement.kind = BUNDLER_NOTHING;
    return !p->failed;
}

/* ---- Operators ---- */

void bundler_ts_non_null(parser *p)
{
    const uint32_t from = p->token.offset;
    bundler_next(p);
    bundler_ts_drop(p, from);
}

bool bundler_ts_as(parser *p)
{
    const uint32_t from = p->previous_end;
    bundler_next(p);
    if (!bundler_eat(p, T_CONST)) bundler_type(p);
    const uint8_t next = p->token.kind;
    if (p->token.line && (next == T_LPAREN || next == T_LBRACKET || next == T_TEMPLATE))
        bundler_ts_drop_statement(p, from);
    else
        bundler_ts_drop(p, from);
    return true;
}

bundler_shape bundler_ts_assertion(parser *p)
{
    const uint32_t from = p->token.offset;
    bundler_ts_of(p);
    bundler_less(p);
    bundler_expect(p, T_LESS);
    if (!bundler_eat(p, T_CONST)) bundler_type(p);
    bundler_greater(p);
    bundler_expect(p, T_GREATER);
    /* With the space behind: `return <T>` may end its line. */
    bundler_edit_text(p, from, p->token.offset, bundler_s(" "));
    if (!bundler_nest(p)) return 0;
    const bundler_shape shape = bundler_unary(p);
    bundler_unnest(p);
    return shape;
}

/* Does what follows `a<b>` on this line make a comparison more likely? */
static bool compares(const parser *p)
{
    switch (p->token.kind) {
    case T_LESS:
    case T_GREATER:
    case T_PLUS:
    case T_MINUS: return true;
    case T_LPAREN:
    case T_TEMPLATE: return false;
    case T_AS:
    case T_SATISFIES:
    case T_IMPLEMENTS:
    case T_IN:
    case T_INSTANCEOF: return false;
    case T_STRING:
    case T_NUMBER:
    case T_BIGINT:
    case T_PRIVATE:
    case T_LBRACKET:
    case T_AT:
    case T_NOT:
    case T_TILDE:
    case T_INCREMENT:
    case T_DECREMENT:
    case T_FUNCTION:
    case T_CLASS:
    case T_NEW:
    case T_DELETE:
    case T_TYPEOF:
    case T_VOID:
    case T_THIS:
    case T_SUPER:
    case T_NULL:
    case T_TRUE:
    case T_FALSE:
    case T_IMPORT: return !p->token.line;
    default: return p->token.kind >= T_IMPLEMENTS && !p->token.line;
    }
}

bool bundler_ts_arguments(parser *p)
{
    const uint32_t from = p->token.offset;
    if (p->text[from] != '<' || bundler_ts_tried(p, from, TRIED_ARGUMENTS)) return false;
    const bundler_mark mark = bundler_mark_here(p);
    if (bundler_type_arguments(p, true) && !compares(p)) {
        bundler_ts_drop(p, from);
        return true;
    }
    bundler_back(p, &mark);
    bundler_ts_note_tried(p, from, TRIED_ARGUMENTS);
    return false;
}

/* ---- Arrow functions ---- */

enum { NEVER, MAYBE, SURELY };

/* At `(`: by the tokens behind it. What plain JavaScript can say as well is left to it. */
static int guess_parentheses(parser *p)
{
    const uint8_t first = bundler_peek(p).kind;
    if (first == T_ELLIPSIS) return SURELY;
    if (first == T_LBRACE || first == T_LBRACKET) return MAYBE;
    if (first != T_RPAREN && first != T_THIS && first < T_IMPLEMENTS) return NEVER;
    const bundler_mark mark = bundler_mark_here(p);
    bundler_next(p);
    bundler_next(p);
    int guess = NEVER;
    switch (p->token.kind) {
    case T_COLON: guess = first == T_RPAREN ? MAYBE : SURELY; break;
    case T_COMMA:
    case T_ASSIGN: guess = MAYBE; break;
    case T_RPAREN: guess = bundler_peek(p).kind == T_COLON ? MAYBE : NEVER; break;
    case T_QUESTION:
        switch (bundler_peek(p).kind) {
        case T_COLON:
        case T_COMMA:
        case T_RPAREN:
        case T_ASSIGN: guess = SURELY; break;
        default: break;
        }
        break;
    default: break;
    }
    if (first == T_THIS && guess == MAYBE) guess = NEVER;
    bundler_back(p, &mark);
    return guess;
}

/* At `<`: where elements may stand, type parameters must show that they are such. */
static int guess_generic(parser *p)
{
    if (!p->jsx) return MAYBE;
    const bundler_mark mark = bundler_mark_here(p);
    int guess = NEVER;
    bundler_next(p);
    if (p->token.kind == T_CONST) {
        guess = SURELY;
    } else if (bundler_is_name(p)) {
        bundler_next(p);
        if (p->token.kind == T_COMMA || p->token.kind == T_ASSIGN) {
            guess = SURELY;
        } else if (p->token.kind == T_EXTENDS) {
            const uint8_t next = bundler_peek(p).kind;
            if (next != T_ASSIGN && next != T_GREATER && next != T_SLASH) guess = SURELY;
        }
    }
    bundler_back(p, &mark);
    return guess;
}

static bool read_arrow(parser *p, bool async, bundler_shape *out)
{
    const bool only_with_colon = (p->in & IN_NO_ARROW_TYPE) != 0;
    const uint32_t before = bundler_open(p, SCOPE_FUNCTION);
    if (p->text[p->token.offset] == '<') bundler_ts_type_parameters(p);
    if (p->token.kind != T_LPAREN) return false;
    const size_t first = p->declared_count;
    const bool simple = bundler_parameters(p, FUNCTION_ARROW);
    const bool has_result = p->token.kind == T_COLON;
    if (has_result && !p->failed) bundler_ts_result(p);
    if (p->token.kind != T_ARROW || p->token.line) return false;
    const uint32_t attempts = p->types->attempts;
    if (!(has_result && only_with_colon) && attempts) p->types->attempts--; /* settled */
    *out = bundler_arrow_body(p, async, simple, first);
    p->types->attempts = attempts;
    bundler_close(p, before);
    return !(has_result && only_with_colon) || p->token.kind == T_COLON;
}

bool bundler_ts_arrow(parser *p, uint32_t start, bool async, bundler_shape *out)
{
    bundler_ts *ts = bundler_ts_of(p);
    const uint32_t offset = p->token.offset;
    (void)start;
    const int guess = p->token.kind == T_LPAREN ? guess_parentheses(p) : guess_generic(p);
    if (guess == NEVER || bundler_ts_tried(p, offset, TRIED_ARROW)) return false;
    if (ts->attempts >= BUNDLER_LIMIT_ATTEMPTS || p->failed) return false;
    const bundler_mark mark = bundler_mark_here(p);
    ts->attempts++;
    *out = 0;
    const bool yes = read_arrow(p, async, out);
    ts->attempts--;
    if (!yes && guess == SURELY && !p->failed) bundler_unexpected(p);
    if (yes || guess == SURELY) return true;
    bundler_back(p, &mark);
    bundler_ts_note_tried(p, offset, TRIED_ARROW);
    return false;
}
