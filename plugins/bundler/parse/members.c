/* members.c: classes of TypeScript. Modifiers and what only declares go away. Parameters with a
 * modifier, and fields when they are assigned (useDefineForClassFields: false), become assignments:
 * at the start of the constructor, or behind super(); a class without a constructor gets one. */
#include "members.h"

bundler_members *bundler_members_of(parser *p, bundler_class *class)
{
    bundler_ts *ts = bundler_ts_of(p);
    if (!class->types) {
        bundler_members *members = bundler_alloc(&p->scratch, sizeof *members);
        members->class = class;
        members->outer = ts->classes;
        class->types = members;
        ts->classes = members;
    }
    return class->types;
}

slsc_str bundler_source(const parser *p, uint32_t from, uint32_t to)
{
    return (slsc_str) { (const char *)p->text + from, to - from };
}

bool bundler_in_own_function(const parser *p, const bundler_members *members)
{
    const bundler_scope *scope = &p->scopes[p->scope];
    return scope->kind == SCOPE_FUNCTION && scope->parent == members->scope;
}

/* ---- Modifiers ---- */

static bool is_modifier_word(uint8_t kind)
{
    switch (kind) {
    case T_PUBLIC:
    case T_PRIVATE_WORD:
    case T_PROTECTED:
    case T_READONLY:
    case T_OVERRIDE:
    case T_ABSTRACT:
    case T_DECLARE: return true;
    default: return false;
    }
}

/* Does a member's name, or another modifier, stand behind this word? */
static bool is_modifier(parser *p)
{
    const bool is_static = p->token.kind == T_STATIC;
    if (!is_static && !is_modifier_word(p->token.kind)) return false;
    const bundler_token next = bundler_peek(p);
    if (next.line && !is_static) return false;
    return next.kind >= T_BREAK || next.kind == T_LBRACKET || next.kind == T_STAR ||
           next.kind == T_STRING || next.kind == T_NUMBER || next.kind == T_BIGINT ||
           next.kind == T_PRIVATE;
}

/* A member that begins with [ or * could go on with the line before, now that its modifier is
 * gone. */
static bool needs_semicolon(uint8_t kind)
{
    return kind == T_LBRACKET || kind == T_STAR || kind == T_IN || kind == T_INSTANCEOF;
}

/* Gives whether the member only declares. */
static bool read_modifiers(parser *p, bundler_member *m)
{
    const size_t edit = p->log->edits_count;
    bool declares = false;
    while (is_modifier(p)) {
        const uint32_t from = p->token.offset;
        if (p->token.kind == T_STATIC) {
            if (m->is_static) break;
            m->is_static = true;
            bundler_next(p);
            continue;
        }
        declares = declares || p->token.kind == T_ABSTRACT || p->token.kind == T_DECLARE;
        bundler_next(p);
        bundler_edit_text(p, from, p->token.offset, bundler_s(""));
    }
    if (p->log->edits_count > edit && !m->is_static && needs_semicolon(p->token.kind))
        p->log->edits[edit].text = bundler_s(";");
    return declares;
}

static bool is_index_signature(parser *p)
{
    if (p->token.kind != T_LBRACKET) return false;
    const bundler_mark mark = bundler_mark_here(p);
    bundler_next(p);
    bool yes = bundler_is_name(p);
    if (yes) yes = bundler_peek(p).kind == T_COLON;
    bundler_back(p, &mark);
    return yes;
}

/* What is only declared has no body and no value; but a decorator may stand before it. */
static void declared_member(parser *p, bundler_class *class, bundler_member *m,
                            const bundler_mark *mark)
{
    const uint32_t start = p->types->classes->member_start;
    m->name = p->token;
    m->key = p->token.offset;
    const uint8_t next = bundler_peek(p).kind;
    m->field = next != T_LPAREN && next != T_LESS;
    m->computed = p->token.kind == T_LBRACKET;
    m->is_private = p->token.kind == T_PRIVATE;
    m->key_end = p->token.end;
    const uint8_t word = p->token.kind;
    if ((word == T_GET || word == T_SET || word == T_ACCESSOR || word == T_ASYNC) &&
        next >= T_STRING && next != T_COLON && next != T_SEMICOLON && next != T_QUESTION &&
        next != T_NOT && next != T_ASSIGN && next != T_RBRACE)
        m->field = false;
    bundler_eat(p, T_STAR);
    bundler_type_member(p);
    bundler_forget(p, mark);
    bundler_ts_drop_statement(p, start);
    m->end = p->previous_end;
    if (m->decorators_end && m->field && p->options->legacy_decorators && !m->computed)
        bundler_decorated_member(p, class, m);
    else if (m->decorators_end)
        bundler_edit_text(p, m->decorators, m->decorators_end, bundler_s(""));
}

bool bundler_ts_member(parser *p, bundler_class *class, bundler_member *m)
{
    bundler_members *members = bundler_members_of(p, class);
    members->member_start = p->token.offset;
    members->member_parameters = members->noted_parameters_count;
    members->member_types = members->noted_types_count;
    members->index = 0;
    const bundler_mark mark = bundler_mark_here(p);
    const bool declares = read_modifiers(p, m);
    if (!declares && !is_index_signature(p)) return false;
    declared_member(p, class, m, &mark);
    return true;
}

void bundler_ts_member_mark(parser *p)
{
    const uint32_t from = p->token.offset;
    bundler_next(p);
    bundler_ts_drop(p, from);
}

void bundler_ts_implements(parser *p)
{
    const uint32_t from = p->token.offset;
    do {
        bundler_next(p);
        bundler_type(p);
    } while (p->token.kind == T_COMMA);
    bundler_ts_drop(p, from);
}

/* ---- Parameters ---- */

void bundler_ts_parameter(parser *p, uint32_t kind)
{
    bundler_members *members = bundler_ts_of(p)->classes;
    if (p->token.kind == T_THIS) {
        const uint32_t from = p->token.offset;
        bundler_next(p);
        if (bundler_eat(p, T_COLON)) bundler_type(p);
        bundler_eat(p, T_COMMA);
        bundler_edit_text(p, from, p->token.offset, bundler_s(""));
    }
    if (!members || !bundler_in_own_function(p, members)) return;
    if (p->token.kind == T_AT) bundler_decorated_parameter(p, members, kind);
    while (kind & FUNCTION_CONSTRUCTOR && is_modifier_word(p->token.kind)) {
        const uint8_t next = bundler_peek(p).kind;
        if (next < T_IMPLEMENTS && next != T_LBRACE && next != T_LBRACKET) break;
        const uint32_t from = p->token.offset;
        bundler_next(p);
        bundler_edit_text(p, from, p->token.offset, bundler_s(""));
        members->property = true;
    }
}

void bundler_ts_parameter_end(parser *p, const bundler_token *name)
{
    bundler_members *members = bundler_ts_of(p)->classes;
    if (!members || !bundler_in_own_function(p, members)) return;
    members->index++;
    if (!members->property) return;
    members->property = false;
    if (name->kind < T_IMPLEMENTS) return;
    const slsc_str text = bundler_source(p, name->offset, name->end);
    *BUNDLER_PUSH(p, members, parameters) = (bundler_assigned) {
        .key = bundler_printf(p->arena, ".%.*s", (int)text.len, text.ptr),
        .text = text,
    };
}

/* ---- The constructor ---- */

void bundler_ts_constructor(parser *p, bundler_class *class)
{
    bundler_members *members = bundler_members_of(p, class);
    members->insert = p->previous_end;
    members->supers_count = 0;
    members->constructor_parameters = members->member_parameters;
    members->constructor_parameters_end = members->noted_parameters_count;
    members->constructor_types = members->member_types;
    members->constructor_types_end = members->noted_types_count;
    members->constructor_count = members->index;
    if (members->constructor_parameters_end > members->constructor_parameters)
        class->decorated = true;
}

/* super(...) was read, from start on. */
void bundler_ts_super(parser *p, uint32_t start)
{
    bundler_members *members = bundler_ts_of(p)->classes;
    if (!members) return;
    while (members->supers_count && members->supers[members->supers_count - 1].offset >= start)
        members->supers_count--;
    uint32_t before = start;
    while (before > 0 && p->text[before - 1] <= ' ') before--;
    const unsigned char c = before ? p->text[before - 1] : '{';
    const bool begins = c == '{' || c == ';' || c == '}' || p->asi == start;
    const uint8_t next = p->token.kind;
    const bool ends = next == T_SEMICOLON || next == T_RBRACE;
    *BUNDLER_PUSH(p, members, supers) = (bundler_super) {
        .offset = start,
        .end = p->previous_end,
        .statement = begins && ends,
    };
}

/* ---- Fields ---- */

/* The key as it stands behind `this`; empty: it must be evaluated with the class. */
static slsc_str key_behind_this(parser *p, const bundler_member *m)
{
    const slsc_str key = bundler_source(p, m->key, m->key_end);
    if (m->is_private || m->name.kind >= T_BREAK)
        return bundler_printf(p->arena, ".%.*s", (int)key.len, key.ptr);
    if (!m->computed) return bundler_printf(p->arena, "[%.*s]", (int)key.len, key.ptr);
    const char quote = key.len > 4 ? key.ptr[1] : 0;
    if ((quote != '"' && quote != '\'') ||
        memchr(key.ptr + 2, quote, key.len - 2) != key.ptr + key.len - 2)
        return (slsc_str) { 0 };
    return key;
}

static void assign_static(parser *p, const bundler_member *m, uint32_t start, slsc_str key)
{
    if (!m->value) {
        bundler_edit_text(p, start, m->end, bundler_s(";"));
        return;
    }
    if (!key.len) key = bundler_source(p, m->key, m->key_end);
    bundler_edit_text(p, m->key, m->key_end,
                      bundler_printf(p->arena, "{ this%.*s", (int)key.len, key.ptr));
    bundler_edit_text(p, m->value_end, m->value_end, bundler_s(" }"));
}

static void assign_field(parser *p, bundler_members *members, const bundler_member *m)
{
    const uint32_t start = members->member_start;
    const slsc_str key = key_behind_this(p, m);
    if (m->is_static) {
        if (!m->is_private && !(m->computed && !key.len)) assign_static(p, m, start, key);
        return;
    }
    if (!key.len || (m->is_private && !m->value)) return;
    if (m->is_private)
        bundler_edit_text(p, m->key_end, m->value_end, bundler_s(""));
    else
        bundler_edit_text(p, start, m->end, bundler_s(";"));
    if (m->value)
        *BUNDLER_PUSH(p, members, fields) =
            (bundler_assigned) { .key = key, .from = m->value, .to = m->value_end };
}

/* `get: T` without its type must not become the getter of what is on the next line. */
static void end_field(parser *p, const bundler_member *m)
{
    switch (m->name.kind) {
    case T_GET:
    case T_SET:
    case T_STATIC:
    case T_ASYNC:
    case T_ACCESSOR:
        if (!m->value) bundler_edit_text(p, m->end, m->end, bundler_s(";"));
        break;
    default: break;
    }
}

void bundler_ts_member_end(parser *p, bundler_class *class, bundler_member *m)
{
    bundler_members *members = bundler_members_of(p, class);
    const bool constructor = members->insert &&
                             members->member_parameters == members->constructor_parameters &&
                             class->constructor == m->start && class->has_constructor;
    if (m->field) end_field(p, m);
    if (!m->decorators_end && !m->accessor && !constructor) {
        if (members->noted_parameters_count > members->member_parameters)
            bundler_decorated_member(p, class, m);
        else
            bundler_forget_types(p, members, members->member_types);
    }
    const bool standard = m->decorators_end && !p->options->legacy_decorators;
    if (m->field && !m->accessor && p->options->assign_fields && !standard)
        assign_field(p, members, m);
}

/* ---- The class ---- */

void bundler_ts_class_begin(parser *p, bundler_class *class)
{
    bundler_members *members = bundler_members_of(p, class);
    members->scope = p->scope;
}

/* this.x = x, or with `after`: this.x = x; */
static void write_list(parser *p, uint32_t at, const bundler_assigned *list, size_t count,
                       const char *before, const char *after)
{
    for (size_t i = 0; i < count; i++) {
        const slsc_str text = list[i].text;
        bundler_edit_text(p, at, at,
                          bundler_printf(p->arena, "%sthis%.*s = %.*s", before,
                                         (int)list[i].key.len, list[i].key.ptr, (int)text.len,
                                         text.ptr ? text.ptr : ""));
        if (!text.ptr) bundler_edit_move(p, at, at, list[i].from, list[i].to);
        if (after[0]) bundler_put(p, at, after);
    }
}

static void write_all(parser *p, uint32_t at, const bundler_members *m, const char *before,
                      const char *after)
{
    write_list(p, at, m->parameters, m->parameters_count, before, after);
    write_list(p, at, m->fields, m->fields_count, before, after);
}

/* Several calls of super(): what they all must do stands in a function. */
static void write_behind_supers(parser *p, const bundler_members *m)
{
    slsc_str name = { 0 };
    if (m->supers_count > 1) {
        name = bundler_ts_temporary(p);
        bundler_edit_text(
            p, m->insert, m->insert,
            bundler_printf(p->arena, ";const %.*s = () => {", (int)name.len, name.ptr));
        write_all(p, m->insert, m, " ", ";");
        bundler_put(p, m->insert, " };");
    }
    for (size_t i = 0; i < m->supers_count; i++) {
        const bundler_super *call = &m->supers[i];
        if (!call->statement) bundler_put(p, call->offset, "(");
        if (name.len)
            bundler_edit_text(p, call->end, call->end,
                              bundler_printf(p->arena, ", %.*s()", (int)name.len, name.ptr));
        else
            write_all(p, call->end, m, ", ", "");
        if (!call->statement) bundler_put(p, call->end, ", this)");
    }
}

static void write_constructor(parser *p, const bundler_members *m)
{
    const uint32_t at = m->class->body + 1;
    bundler_put(p, at,
                m->class->derived ? " constructor() { super(...arguments);" : " constructor() {");
    write_all(p, at, m, " ", ";");
    bundler_put(p, at, " }");
}

void bundler_ts_class_end(parser *p, bundler_class *class)
{
    bundler_members *m = class->types;
    p->types->classes = m->outer;
    if (p->failed || m->parameters_count + m->fields_count == 0) return;
    if (!p->options->assign_fields) /* defined, then assigned */
        for (size_t i = 0; i < m->parameters_count; i++)
            bundler_edit_text(p, class->body + 1, class->body + 1,
                              bundler_printf(p->arena, " %.*s;", (int)m->parameters[i].text.len,
                                             m->parameters[i].text.ptr));
    if (!m->insert)
        write_constructor(p, m);
    else if (class->derived)
        write_behind_supers(p, m);
    else {
        bundler_put(p, m->insert, ";");
        write_all(p, m->insert, m, " ", ";");
    }
}
