/* classes.c: classes, and the private names that are seen in them. */
#include "hooks.h"

/* ---- Private names ---- */

void bundler_private_name(parser *p, const bundler_token *token, uint8_t kind)
{
    if (!(p->in & IN_CLASS))
        bundler_fail(p, token->offset, token->end, "private names can only stand in a class");
    if (p->failed) return;
    const bundler_name name = bundler_name_of(p, token);
    *BUNDLER_PUSH(p, p, privates) =
        (bundler_private) { .name = name, .offset = token->offset, .kind = kind };
}

enum { PRIVATE_GET = 2, PRIVATE_SET = 3, PRIVATE_STATIC = 4 };

static void fail_private(parser *p, const bundler_private *private, const char *why)
{
    const slsc_str name = p->log->names[private->name];
    bundler_fail(p, private->offset, private->offset + 1 + (uint32_t)name.len, "`#%.*s` %s",
                 name.len > 80 ? 80 : (int)name.len, name.ptr, why);
}

/* At the end of a class: those that it has not are of the class around it, if there is one. */
static void settle_privates(parser *p, size_t from, bool outer)
{
    size_t kept = from, declared = 0;
    for (size_t i = from; i < p->privates_count; i++) declared += p->privates[i].kind != 0;
    bundler_table table = { .arena = &p->scratch };
    for (size_t i = from; declared && i < p->privates_count; i++) {
        const bundler_private *private = &p->privates[i];
        if (private->kind == 0) continue;
        uint32_t *seen = bundler_table_at(&table, p->log->names[private->name]);
        const bool pair = *seen != BUNDLER_NONE && (*seen ^ private->kind) == 1 &&
                          (*seen | 1) == ((uint32_t)PRIVATE_SET | (*seen & PRIVATE_STATIC));
        if (*seen != BUNDLER_NONE && !pair) fail_private(p, private, "is declared twice");
        *seen = *seen == BUNDLER_NONE ? private->kind : 1;
    }
    for (size_t i = from; i < p->privates_count; i++) {
        const bundler_private private = p->privates[i];
        if (private.kind != 0) continue;
        if (declared && bundler_table_find(&table, p->log->names[private.name]) != BUNDLER_NONE)
            continue;
        if (!outer) fail_private(p, &private, "is declared in no class around");
        p->privates[kept++] = private;
    }
    p->privates_count = kept;
}

/* ---- Members ---- */

static bool ends_name(const parser *p)
{
    const bundler_kind kind = p->token.kind;
    return kind == T_LPAREN || kind == T_ASSIGN || kind == T_SEMICOLON || kind == T_RBRACE ||
           kind == T_END || kind == T_LESS ||
           (p->ts && (kind == T_COLON || kind == T_QUESTION || kind == T_NOT));
}

/* A word that is a modifier when a name follows: false, and `m` has its name. */
static bool modifier(parser *p, bundler_member *m, bool same_line)
{
    m->name = p->token;
    bundler_next(p);
    if (ends_name(p) || (same_line && p->token.line)) return false;
    m->name.kind = T_END;
    return true;
}

/* static, accessor, async, *, get, set. Gives FUNCTION_...; m->name is set when one was the name.
 */
static uint32_t modifiers(parser *p, bundler_member *m)
{
    uint32_t kind = 0;
    if (p->token.kind == T_STATIC && !m->is_static) {
        if (!modifier(p, m, false)) return 0;
        m->is_static = true;
        if (p->token.kind == T_LBRACE) {
            m->block = true;
            return 0;
        }
    }
    if (p->token.kind == T_ACCESSOR && !m->accessor) {
        if (!modifier(p, m, true)) return 0;
        m->accessor = true;
        return 0;
    }
    if (p->token.kind == T_ASYNC) {
        if (!modifier(p, m, true)) return 0;
        kind = FUNCTION_ASYNC;
    } else if (p->token.kind == T_GET || p->token.kind == T_SET) {
        const bool get = p->token.kind == T_GET;
        if (!modifier(p, m, false)) return 0;
        if (p->token.kind == T_STAR) { /* a field named get, and a generator on the next line */
            if (!p->token.line) bundler_unexpected(p);
            m->name.kind = get ? T_GET : T_SET;
            return 0;
        }
        return get ? FUNCTION_GETTER : FUNCTION_SETTER;
    }
    if (p->token.kind == T_STAR && m->name.kind == T_END) {
        bundler_next(p);
        kind |= FUNCTION_GENERATOR;
    }
    return kind;
}

static void static_block(parser *p)
{
    const uint32_t in = p->in, functions = p->functions, before = bundler_open(p, SCOPE_BODY);
    const size_t labels = p->labels_count;
    p->scopes[p->scope].deep = false;
    p->in = (in & (IN_STRICT | IN_CLASS | IN_DEEP)) | IN_STATIC | IN_METHOD | IN_TARGET |
            IN_OWN_THIS | IN_FIELD;
    p->functions = ++p->function_count;
    bundler_next(p);
    bundler_statements(p);
    p->labels_count = labels;
    p->functions = functions;
    p->in = in;
    bundler_close(p, before);
    bundler_expect(p, T_RBRACE);
}

/* Behind the key, from `=` on. An instance's is evaluated later, as if it were a method. */
static void field(parser *p, bundler_class *class, bundler_member *m, const slsc_str *name)
{
    m->field = true;
    if (name &&
        (bundler_is(*name, "constructor") || (m->is_static && bundler_is(*name, "prototype"))))
        bundler_fail(p, m->key, m->key_end, "a field cannot have this name");
    if (p->token.kind == T_ASSIGN) {
        const uint32_t in = p->in, before = bundler_open(p, SCOPE_BODY);
        p->scopes[p->scope].deep = !m->is_static;
        p->in = (in & (IN_STRICT | IN_CLASS | IN_DEEP)) | IN_METHOD | IN_TARGET | IN_OWN_THIS |
                IN_FIELD | (m->is_static ? 0u : IN_DEEP);
        bundler_next(p);
        m->value = p->token.offset;
        const bundler_shape shape = bundler_assignment(p);
        m->value_end = p->previous_end;
        p->in = in;
        bundler_close(p, before);
        if (m->is_static && !(shape & E_PURE)) class->pure = false;
    }
    bundler_semicolon(p);
}

static void method(parser *p, bundler_class *class, bundler_member *m, uint32_t kind,
                   const slsc_str *name, const bundler_mark *mark)
{
    const bool constructor = name && !m->is_static && bundler_is(*name, "constructor");
    m->getter = kind & FUNCTION_GETTER;
    m->setter = kind & FUNCTION_SETTER;
    m->method = !m->getter && !m->setter;
    if (m->is_static && name && bundler_is(*name, "prototype"))
        bundler_fail(p, m->key, m->key_end, "a static method cannot be named `prototype`");
    if (constructor) {
        if (kind) bundler_fail(p, m->key, m->key_end, "a constructor is a plain method");
        if (class->has_constructor)
            bundler_fail(p, m->key, m->key_end, "a class has one constructor");
        kind |= FUNCTION_CONSTRUCTOR | (class->derived ? FUNCTION_DERIVED : 0);
    }
    const uint32_t body = class->constructor_body;
    bundler_function(p, kind | FUNCTION_METHOD, NULL, m->start, mark, constructor ? class : NULL);
    if (constructor && class->constructor_body != body) {
        class->has_constructor = true;
        class->constructor = m->start;
    }
}

static void declare_private(parser *p, const bundler_member *m, uint32_t kind)
{
    uint8_t accessor = 1;
    if (kind & FUNCTION_GETTER) accessor = PRIVATE_GET;
    if (kind & FUNCTION_SETTER) accessor = PRIVATE_SET;
    if (m->is_static) accessor |= PRIVATE_STATIC;
    bundler_private_name(p, &m->name, accessor);
    if (bundler_is(bundler_text_of(p, &m->name), "constructor"))
        bundler_fail(p, m->key, m->key_end, "a private name cannot be `#constructor`");
}

static void key_of(parser *p, bundler_class *class, bundler_member *m, uint32_t kind)
{
    if (m->name.kind != T_END) { /* a word that could have been a modifier */
        m->key = m->name.offset;
        m->key_end = m->name.end;
        return;
    }
    m->key = p->token.offset;
    if (p->token.kind == T_PRIVATE) {
        m->is_private = true;
        m->name = p->token;
        m->key_end = m->name.end;
        bundler_next(p);
        declare_private(p, m, kind);
        return;
    }
    if (!(bundler_property_name(p, &m->name) & E_PURE)) class->pure = false;
    m->computed = m->name.kind == T_LBRACKET;
    m->key_end = p->previous_end;
}

/* Behind the modifiers. */
static void named_member(parser *p, bundler_class *class, bundler_member *m, uint32_t kind,
                         const bundler_mark *mark)
{
    key_of(p, class, m, kind);
    if (p->ts && (p->token.kind == T_QUESTION || p->token.kind == T_NOT)) bundler_ts_member_mark(p);
    slsc_str name = bundler_text_of(p, &m->name);
    if (m->name.kind == T_STRING) name = bundler_string(p, &m->name);
    const slsc_str *plain = m->computed || m->is_private ? NULL : &name;
    if (kind || p->token.kind == T_LPAREN || p->token.kind == T_LESS) {
        if (m->accessor) bundler_unexpected(p);
        method(p, class, m, kind, plain, mark);
        return;
    }
    if (p->ts && p->token.kind == T_COLON) bundler_ts_annotation(p);
    field(p, class, m, plain);
}

static void member(parser *p, bundler_class *class)
{
    bundler_member m = { .start = p->token.offset };
    const bundler_mark mark = p->ts ? bundler_mark_here(p) : (bundler_mark) { .failed = false };
    if (bundler_eat(p, T_SEMICOLON)) return;
    if (p->token.kind == T_AT) bundler_decorators(p, &m.decorators, &m.decorators_end);
    if (p->ts && bundler_ts_member(p, class, &m)) return;
    const uint32_t kind = modifiers(p, &m);
    if (m.block) {
        static_block(p);
        class->pure = false;
    } else {
        named_member(p, class, &m, kind, &mark);
    }
    m.end = p->previous_end;
    if (m.decorators_end || m.accessor) bundler_decorated_member(p, class, &m);
    if (p->ts) bundler_ts_member_end(p, class, &m);
}

/* ---- Classes ---- */

static void heritage(parser *p, bundler_class *class)
{
    if (p->ts && p->token.kind == T_LESS) bundler_ts_type_parameters(p);
    if (bundler_eat(p, T_EXTENDS)) {
        class->derived = true;
        const bundler_shape shape = bundler_suffix(p, p->token.offset, true);
        if (shape & (E_LOW | E_PRIVATE_NAME)) bundler_unexpected(p);
        if (!(shape & E_PURE)) class->pure = false;
    }
    if (p->ts && p->token.kind == T_IMPLEMENTS) bundler_ts_implements(p);
}

/* Behind `class` and the name, to behind `}`. */
static void tail(parser *p, bundler_class *class)
{
    const uint32_t in = p->in, before = bundler_open(p, SCOPE_BLOCK);
    const size_t privates = p->privates_count;
    const bool outer = in & IN_CLASS;
    class->pure = class->decorators_end == 0;
    class->constructor = class->constructor_body = 0;
    if (class->name.kind != T_END && !class->declaration) {
        class->declared = (uint32_t)p->declared_count;
        bundler_declare(p, MARK_OWN_NAME, &class->name);
    }
    heritage(p, class);
    p->in |= IN_CLASS;
    p->in &= ~(uint32_t)IN_HEAD;
    class->body = p->token.offset;
    if (p->ts) bundler_ts_class_begin(p, class);
    bundler_expect(p, T_LBRACE);
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) member(p, class);
    class->end = p->token.end;
    if (!p->failed) settle_privates(p, privates, outer);
    p->in = in;
    bundler_close(p, before);
    bundler_expect(p, T_RBRACE);
    if (p->ts) bundler_ts_class_end(p, class);
    if (class->decorators_end || class->decorated) bundler_decorated_class(p, class);
}

/* A class is strict all of it, from its name on. */
static void class_of(parser *p, bundler_class *class, bool declaration, bool anonymous)
{
    const uint32_t in = p->in;
    if (!bundler_nest(p)) return;
    class->start = p->token.offset;
    class->declaration = declaration;
    if (p->decorators_end && declaration) { /* they stand before `export` */
        class->decorators = p->decorators;
        class->decorators_end = p->decorators_end;
        p->decorators_end = 0;
    }
    if (p->token.kind == T_AT) bundler_decorators(p, &class->decorators, &class->decorators_end);
    if (p->ts && p->token.kind == T_ABSTRACT && class->decorators_end) bundler_ts_abstract(p);
    class->keyword = p->token.offset;
    bundler_expect(p, T_CLASS);
    p->in |= IN_STRICT;
    class->name = p->token;
    if (bundler_is_word(p) && p->token.kind != T_EXTENDS &&
        !(p->ts && p->token.kind == T_IMPLEMENTS)) {
        bundler_next(p);
        class->declared = (uint32_t)p->declared_count;
        if (declaration) bundler_declare(p, MARK_CLASS, &class->name);
    } else {
        class->name.kind = T_END;
        if (declaration) p->name_at = p->previous_end;
        if (declaration && !anonymous) bundler_unexpected(p);
    }
    tail(p, class);
    p->in = in;
    bundler_unnest(p);
}

bundler_shape bundler_class_expression(parser *p)
{
    bundler_class class = { .start = 0 };
    class_of(p, &class, false, true);
    return class.pure ? E_FUNCTION | E_PURE : 0;
}

void bundler_class_statement(parser *p, bool anonymous)
{
    bundler_class class = { .start = 0 };
    class_of(p, &class, true, anonymous);
    p->pure = class.pure;
}
