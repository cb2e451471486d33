/* suffix.c: what follows an operand: members, calls, templates; and what is told of calls. */
#include "hooks.h"

/* ---- Known calls ---- */

static slsc_str text_between(const parser *p, uint32_t from, uint32_t to)
{
    return (slsc_str) { (const char *)p->text + from, to - from };
}

static bool is_one_of(slsc_str text, const char *const *names)
{
    for (; *names; names++)
        if (bundler_is(text, *names)) return true;
    return false;
}

/* The calls and members of the language itself that have no effect; `arguments` is the shape of
 * all of them together. The last reference before `reference` was logged is the global's. */
static bool is_harmless_call(slsc_str callee, bool new, bundler_shape arguments)
{
    static const char *const collections[] = { "Map", "Set", "WeakMap", "WeakSet", NULL };
    static const char *const with_primitives[] = { "Symbol",  "Symbol.for", "String",
                                                   "Boolean", "BigInt",     NULL };
    static const char *const with_anything[] = { "Object.freeze", "Object.create", "Object.seal",
                                                 "Array.isArray", NULL };
    if (!(arguments & E_PURE)) return false;
    if (new) return is_one_of(callee, collections) && arguments & (E_NO_ARGUMENTS | E_LITERAL);
    if (is_one_of(callee, with_primitives)) return (arguments & E_PRIMITIVE) != 0;
    return is_one_of(callee, with_anything) && !(arguments & E_NO_ARGUMENTS) &&
           (arguments & (E_LITERAL | E_PRIMITIVE | E_FUNCTION));
}

/* Marks the references of a callee as harmless, since the call is. */
static bundler_shape settle_call(parser *p, uint32_t start, uint32_t end, size_t references,
                                 size_t callee_references, bool annotated, bool new,
                                 bundler_shape arguments)
{
    bundler_log *log = p->log;
    if (annotated) {
        for (size_t i = references; i < callee_references; i++)
            log->references[i].flags |= REFERENCE_HARMLESS;
        return arguments & E_PURE;
    }
    if (callee_references != references + 1 || log->references[references].offset != start)
        return 0;
    if (end - start > 16 || !is_harmless_call(text_between(p, start, end), new, arguments))
        return 0;
    log->references[references].flags |= REFERENCE_GLOBAL;
    return E_PURE;
}

/* ---- require ---- */

static bool is_string(const bundler_token *token)
{
    return token->kind == T_STRING || (token->kind == T_TEMPLATE && token->tail && !token->invalid);
}

typedef struct argument { /* of require, when it is the only one */
    bool none, literal;
    slsc_str text;
    uint32_t offset, end;
} argument;

/* A string, or strings with `+` between: packages write `require("x" + "")` to hide from bundlers
 * what they can do without; here it is found as Node finds it. */
static argument only_argument(parser *p)
{
    const bundler_mark mark = bundler_mark_here(p);
    bundler_next(p);
    argument a = { p->token.kind == T_RPAREN, false, { "", 0 }, p->token.offset, 0 };
    while (is_string(&p->token)) {
        const slsc_str text = bundler_string(p, &p->token);
        a.text = a.text.len ? bundler_printf(p->arena, "%.*s%.*s", (int)a.text.len, a.text.ptr,
                                             (int)text.len, text.ptr)
                            : text;
        a.end = p->token.end;
        bundler_next(p);
        a.literal = p->token.kind == T_RPAREN;
        if (p->token.kind != T_PLUS) break;
        bundler_next(p);
    }
    bundler_back(p, &mark);
    return a;
}

/* `require` or `require.resolve` was read, and `(` is the current token. */
static void require(parser *p, uint32_t start, uint32_t reference, bool resolve)
{
    const argument a = only_argument(p);
    bundler_import_kind kind = resolve ? BUNDLER_RESOLVE : BUNDLER_REQUIRE;
    if (a.none || (!a.literal && resolve)) return;
    if (!a.literal) kind = BUNDLER_REQUIRE_OPEN;
    bundler_import *import = bundler_add_import(p, kind, start);
    p->asked[p->asked_count - 1] = reference;
    if (!a.literal) return;
    import->specifier = a.text;
    import->specifier_offset = a.offset;
    import->specifier_end = a.end;
}

/* Before the arguments of a call: what the callee means. Gives the import that it is, or NONE. */
static uint32_t look_at_callee(parser *p, bundler_shape shape, uint32_t start, size_t references)
{
    bundler_log *log = p->log;
    const size_t imports = log->imports_count;
    if (log->references_count != references + 1) return BUNDLER_NONE;
    bundler_reference *reference = &log->references[references];
    if (shape & E_NAME) {
        reference->flags |= BUNDLER_REF_CALL;
        if (shape & E_OPTIONAL) return BUNDLER_NONE;
        if (reference->name == p->eval_name) log->uses |= BUNDLER_USES_EVAL;
        if (reference->name == p->require_name) require(p, start, (uint32_t)references, false);
    } else if (reference->flags & BUNDLER_REF_MEMBER && reference->offset == start &&
               reference->member_end == p->previous_end && reference->name == p->require_name &&
               bundler_is(text_between(p, reference->member, reference->member_end), "resolve")) {
        require(p, start, (uint32_t)references, true);
    }
    return log->imports_count > imports ? (uint32_t)imports : BUNDLER_NONE;
}

/* ---- Steps ---- */

typedef struct suffix {
    uint32_t start;
    size_t references; /* of the operand: from here on */
    bool call;         /* calls belong to it; not in new x() */
    bool annotated;    /* @__PURE__ stands before it: true of all its calls */
    bool optional;
} suffix;

static void note_member(parser *p, bundler_shape shape, const bundler_token *token, bool named)
{
    if (!(shape & E_NAME) || shape & E_PARENTHESES) return;
    bundler_reference *reference = &p->log->references[p->log->references_count - 1];
    reference->flags |= BUNDLER_REF_MEMBER;
    reference->member = token->offset;
    reference->member_end = p->previous_end;
    if (!named && !token->escaped) return;
    const slsc_str text =
        token->kind == T_STRING ? bundler_string(p, token) : bundler_text_of(p, token);
    reference->member = bundler_intern(p, text);
    reference->flags |= REFERENCE_NAMED;
}

/* Members that can be read without effect: of the language's own objects (Symbol.iterator,
 * Math.PI), and of what `import * as x` gives, as far as can be told at the end. */
static bundler_shape member_shape(parser *p, bundler_shape shape)
{
    static const char *const known[] = { "Symbol", "Math",    "Object", "Array",   "Number", "JSON",
                                         "String", "Reflect", "Date",   "Promise", NULL };
    if (!(shape & E_NAME)) return E_MEMBER;
    bundler_reference *reference = &p->log->references[p->log->references_count - 1];
    const slsc_str object = text_between(p, reference->offset, reference->end);
    if (object.len > 7 || !is_one_of(object, known)) {
        reference->flags |= REFERENCE_SPACE;
        return E_MEMBER | E_PURE;
    }
    reference->flags |= REFERENCE_GLOBAL;
    return E_MEMBER | E_PURE | (object.ptr[1] == 'y' ? E_PRIMITIVE : 0); /* of Symbol: symbols */
}

/* Behind `.` or `?.` */
static bundler_shape member(parser *p, const suffix *s, bundler_shape shape)
{
    const bundler_token token = p->token;
    if (token.kind == T_PRIVATE) {
        bundler_private_name(p, &p->token, 0);
        bundler_next(p);
        return E_MEMBER | E_PRIVATE_MEMBER;
    }
    if (!bundler_is_word(p)) {
        bundler_unexpected(p);
        return 0;
    }
    bundler_note_es_module(p, &token, 0);
    bundler_next(p);
    if (s->optional) return E_MEMBER;
    note_member(p, shape, &token, false);
    return member_shape(p, shape);
}

/* From `[` on. */
static bundler_shape index_of(parser *p, const suffix *s, bundler_shape shape)
{
    const uint32_t in = p->in;
    bundler_next(p);
    const bundler_token token = p->token;
    p->in &= ~(uint32_t)IN_HEAD;
    const bundler_shape key = bundler_expression(p);
    p->in = in;
    const bool literal = key & E_STRING && token.end == p->previous_end && token.kind == T_STRING;
    bundler_expect(p, T_RBRACKET);
    if (literal && !s->optional) note_member(p, shape, &token, true);
    return E_MEMBER;
}

static bundler_shape call(parser *p, suffix *s, bundler_shape shape)
{
    const uint32_t end = p->previous_end;
    const size_t references = p->log->references_count;
    const uint32_t import =
        look_at_callee(p, shape | (s->optional ? E_OPTIONAL : 0), s->start, s->references);
    const bundler_shape arguments = bundler_arguments(p);
    if (import != BUNDLER_NONE && import < p->log->imports_count)
        p->log->imports[import].end = p->previous_end;
    const bundler_shape pure =
        settle_call(p, s->start, end, s->references, references, s->annotated, false, arguments);
    if (p->ts && end - s->start == 5 && memcmp(p->text + s->start, "super", 5) == 0)
        bundler_ts_super(p, s->start);
    return E_CALL | pure;
}

static bundler_shape tagged(parser *p, const suffix *s, bundler_shape shape)
{
    if (shape & E_NAME) p->log->references[p->log->references_count - 1].flags |= BUNDLER_REF_CALL;
    if (s->optional)
        bundler_fail(p, p->token.offset, p->token.offset + 1,
                     "a template cannot follow an optional chain");
    bundler_template_literal(p, true);
    return E_CALL;
}

static bundler_shape optional(parser *p, suffix *s, bundler_shape shape)
{
    if (!s->call) {
        bundler_unexpected(p);
        return 0;
    }
    s->optional = true;
    bundler_next(p);
    if (p->token.kind == T_LPAREN) return call(p, s, shape);
    if (p->token.kind == T_LBRACKET) return index_of(p, s, shape);
    if (p->ts && (p->token.kind == T_LESS || p->token.kind == T_SHIFT) && bundler_ts_arguments(p))
        return call(p, s, shape);
    return member(p, s, shape);
}

/* import("x").catch(...): the program lives without the module. */
static void look_for_catch(parser *p)
{
    bundler_import *import = &p->log->imports[p->log->imports_count - 1];
    if (p->token.kind == T_DOT && import->end == p->previous_end &&
        import->kind == BUNDLER_DYNAMIC && bundler_peek_is(p, "catch"))
        import->flags |= BUNDLER_IMPORT_TRY;
}

static bundler_shape steps(parser *p, suffix *s, bundler_shape shape)
{
    for (;;) {
        switch (p->token.kind) {
        case T_DOT:
            bundler_next(p);
            shape = member(p, s, shape);
            break;
        case T_LBRACKET: shape = index_of(p, s, shape); break;
        case T_OPTIONAL: shape = optional(p, s, shape); break;
        case T_LPAREN:
            if (!s->call) return shape;
            shape = call(p, s, shape);
            break;
        case T_TEMPLATE: shape = tagged(p, s, shape); break;
        case T_NOT:
            if (!p->ts || p->token.line) return shape;
            bundler_ts_non_null(p);
            shape &= ~(bundler_shape)(E_PATTERN | E_BINDING);
            continue;
        case T_LESS:
        case T_SHIFT:
            if (!p->ts || !bundler_ts_arguments(p)) return shape;
            shape &= ~(bundler_shape)(E_PATTERN | E_BINDING);
            continue;
        default: return shape;
        }
        if (s->optional) shape |= E_OPTIONAL;
    }
}

bundler_shape bundler_suffix(parser *p, uint32_t start, bool call)
{
    suffix s = {
        .start = start,
        .references = p->log->references_count,
        .call = call,
        .annotated = p->token.pure,
    };
    const size_t imports = p->log->imports_count;
    bundler_shape shape = bundler_primary(p);
    if (shape & (E_LOW | E_PRIVATE_NAME)) return shape;
    if (p->log->imports_count != imports) look_for_catch(p);
    shape = steps(p, &s, shape);
    return shape;
}

/* ---- Arguments, new ---- */

bundler_shape bundler_arguments(parser *p)
{
    const uint32_t in = p->in;
    bundler_shape all = E_PURE | E_PRIMITIVE | E_LITERAL | E_FUNCTION | E_NO_ARGUMENTS;
    p->in &= ~(uint32_t)IN_HEAD;
    bundler_next(p);
    while (p->token.kind != T_RPAREN && p->token.kind != T_END) {
        const bool spread = bundler_eat(p, T_ELLIPSIS);
        const bundler_shape shape = bundler_assignment(p);
        all &= spread ? 0 : shape;
        if (p->token.kind != T_RPAREN) bundler_expect(p, T_COMMA);
    }
    p->in = in;
    bundler_expect(p, T_RPAREN);
    return all;
}

bundler_shape bundler_new(parser *p)
{
    const bool annotated = p->token.pure;
    const bundler_token new = p->token;
    if (!bundler_nest(p)) return 0;
    bundler_next(p);
    if (p->token.kind == T_DOT) {
        bundler_next(p);
        if (p->token.kind != T_TARGET) bundler_unexpected(p);
        if (!(p->in & IN_TARGET) && (p->in & IN_DEEP || p->module))
            bundler_fail(p, new.offset, p->token.end, "`new.target` can only stand in a function");
        if (!(p->in & IN_TARGET)) p->mattered = true;
        bundler_next(p);
        bundler_unnest(p);
        return E_PURE;
    }
    const uint32_t start = p->token.offset;
    const size_t references = p->log->references_count;
    if ((p->token.kind == T_IMPORT && !bundler_peek_is(p, ".")) ||
        (p->token.kind == T_SUPER && bundler_peek_is(p, "(")))
        bundler_unexpected(p);
    const bundler_shape callee = bundler_suffix(p, start, false);
    if (callee & (E_LOW | E_PRIVATE_NAME)) bundler_unexpected(p);
    const uint32_t end = p->previous_end;
    const size_t callee_references = p->log->references_count;
    bundler_shape arguments = E_PURE | E_NO_ARGUMENTS;
    if (p->token.kind == T_LPAREN) arguments = bundler_arguments(p);
    bundler_unnest(p);
    return settle_call(p, start, end, references, callee_references, annotated, true, arguments);
}
