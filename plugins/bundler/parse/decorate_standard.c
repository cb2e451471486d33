/* decorate_standard.c: decorators of the language, for a runtime that has none; and accessors.
 *
 *     @d class A { @e x = 1 }   let A = ((o) => { void class A {
 *                                 static { o.start(this); o.element(4, "x", [e]); o.finish(); }
 *                                 x = o.init(0, this, 1); #after = o.after(0, this);
 *                                 static { o.end(); } }; return o.value;
 * })(__slsc_decorators([d]));
 *
 * What each call does is told in link/decorators.js. A private method becomes a getter of what the
 * decorators made of it, its text a function in the static block. */
#include "members.h"

static bool is_decorated(const bundler_decorated *d) { return d->member.decorators_end != 0; }

static slsc_str object_of(parser *p, bundler_members *m)
{
    if (!m->object.len) m->object = bundler_ts_temporary(p);
    return m->object;
}

static bool needs_object(const bundler_decorated *d) { return is_decorated(d) || !d->key.len; }

/* ---- Members, when they are read ---- */

static void put_initial(parser *p, bundler_members *m, const bundler_decorated *d, size_t index,
                        const char *before)
{
    const bundler_member *x = &d->member;
    const slsc_str object = object_of(p, m);
    bundler_put_printf(p, x->value ? x->value : x->key_end, "%s%.*s.init(%zu, this, ", before,
                       (int)object.len, object.ptr, index);
    bundler_put(p, x->value ? x->value_end : x->key_end, x->value ? ")" : "void 0)");
}

/* Behind a field, what runs when it is set. */
static void put_after(parser *p, bundler_members *m, const bundler_decorated *d, size_t index)
{
    const slsc_str object = object_of(p, m), name = bundler_ts_temporary(p);
    if (d->flags & DECORATED_STATIC)
        bundler_put_printf(p, d->member.end, "; static { %.*s.after(%zu, this); }", (int)object.len,
                           object.ptr, index);
    else
        bundler_put_printf(p, d->member.end, "; #%.*s = %.*s.after(%zu, this);", (int)name.len,
                           name.ptr, (int)object.len, object.ptr, index);
}

static void decorate_field(parser *p, bundler_members *m, const bundler_decorated *d, size_t index)
{
    put_initial(p, m, d, index, d->member.value ? "" : " = ");
    put_after(p, m, d, index);
}

/* accessor x = 1: a private field, a getter and a setter. */
static void write_accessor(parser *p, bundler_members *m, bundler_decorated *d, size_t index)
{
    const bundler_member *x = &d->member;
    const char *const in = d->flags & DECORATED_STATIC ? "static " : "";
    const slsc_str key = bundler_source(p, x->key, x->key_end);
    const slsc_str storage = bundler_ts_temporary(p);
    d->storage = bundler_printf(p->arena, "#%.*s", (int)storage.len, storage.ptr);
    const int s = (int)d->storage.len;
    const bool private_made = is_decorated(d) && x->is_private;
    slsc_str object = { 0 };
    if (needs_object(d)) object = object_of(p, m);
    const int o = (int)object.len;
    slsc_str get_key = key, set_key = key;
    if (!d->key.len) {
        get_key = bundler_printf(p->arena, "[%.*s.key(%zu, ", o, object.ptr, index);
        set_key = bundler_printf(p->arena, "[%.*s.keys[%zu]]", o, object.ptr, index);
    }
    bundler_text text = { .arena = p->arena };
    bundler_add(&text, bundler_printf(p->arena, "%sget ", in));
    bundler_edit_text(p, d->start, x->key, bundler_done(&text));
    if (!d->key.len) {
        bundler_edit_text(p, x->key, x->key + 1, get_key);
        bundler_put(p, x->key_end - 1, ")");
    }
    if (private_made)
        bundler_put_printf(p, x->key_end,
                           "() { return %.*s.made(%zu).get.call(this); } %sset %.*s(v) { "
                           "%.*s.made(%zu).set.call(this, v); } %s",
                           o, object.ptr, index, in, (int)set_key.len, set_key.ptr, o, object.ptr,
                           index, in);
    else
        bundler_put_printf(
            p, x->key_end, "() { return this.%.*s; } %sset %.*s(v) { this.%.*s = v; } %s", s,
            d->storage.ptr, in, (int)set_key.len, set_key.ptr, s, d->storage.ptr, in);
    bundler_edit_text(p, x->key_end, x->key_end, d->storage);
    if (is_decorated(d)) {
        put_initial(p, m, d, index, x->value ? "" : " = ");
        put_after(p, m, d, index);
    } else if (!x->value) {
        bundler_put(p, x->end, ";");
    }
}

/* The function of a private method, getter or setter moves to the static block. */
static void decorate_private(parser *p, bundler_members *m, const bundler_decorated *d,
                             size_t index)
{
    static const char *const behind[] = { "() { return ", "() { return ", "(v) { " };
    static const char *const made[] = { ".value; }", ".get.call(this); }",
                                        ".set.call(this, v); }" };
    const bundler_member *x = &d->member;
    const slsc_str object = object_of(p, m), key = bundler_source(p, x->key, x->key_end);
    const uint32_t kind = d->flags & 7;
    bundler_edit_text(p, d->start, x->end,
                      bundler_printf(p->arena, "%s%s %.*s%s%.*s.made(%zu)%s",
                                     d->flags & DECORATED_STATIC ? "static " : "",
                                     kind == DECORATED_SETTER ? "set" : "get", (int)key.len,
                                     key.ptr, behind[kind], (int)object.len, object.ptr, index,
                                     made[kind]));
}

void bundler_standard_member(parser *p, bundler_members *m, bundler_decorated *d)
{
    const size_t index = (size_t)(d - m->decorated);
    const bundler_member *x = &d->member;
    if (x->accessor) {
        write_accessor(p, m, d, index);
    } else if (x->field) {
        decorate_field(p, m, d, index);
    } else if (x->is_private) {
        decorate_private(p, m, d, index);
    }
    if (!d->key.len && !x->accessor) {
        const slsc_str object = object_of(p, m);
        bundler_put_printf(p, x->key + 1, "%.*s.key(%zu, ", (int)object.len, object.ptr, index);
        bundler_put(p, x->key_end - 1, ")");
    }
    if (is_decorated(d)) object_of(p, m);
}

/* ---- The class, when it has ended ---- */

static void put_access(parser *p, uint32_t at, const bundler_decorated *d)
{
    const slsc_str key = bundler_source(p, d->member.key, d->member.key_end);
    const int k = (int)key.len;
    bundler_put_printf(p, at, ", { has: o => %.*s in o, get: o => o.%.*s", k, key.ptr, k, key.ptr);
    if ((d->flags & 7) >= DECORATED_SETTER)
        bundler_put_printf(p, at, ", set: (o, v) => { o.%.*s = v; }", k, key.ptr);
    if (d->member.accessor)
        bundler_put_printf(p, at, ", read() { return this.%.*s; }, write(v) { this.%.*s = v; }",
                           (int)d->storage.len, d->storage.ptr, (int)d->storage.len,
                           d->storage.ptr);
    if (d->member.accessor || d->member.field) {
        bundler_put(p, at, " }");
        return;
    }
    bundler_put_printf(p, at, ", run: { %s%s\"%.*s\"",
                       bundler_decorated_is(p, d, "async") ? "async " : "",
                       bundler_decorated_is(p, d, "*") ? "*" : "", k, key.ptr);
    bundler_edit_move(p, at, at, d->member.key_end, d->member.end);
    bundler_put_printf(p, at, " }[\"%.*s\"] }", k, key.ptr);
}

static void put_element(parser *p, uint32_t at, const bundler_members *m, size_t index)
{
    const bundler_decorated *d = &m->decorated[index];
    const int o = (int)m->object.len;
    bundler_put_printf(p, at, " %.*s.element(%u, ", o, m->object.ptr, d->flags);
    if (d->key.len)
        bundler_edit_text(p, at, at, d->key);
    else
        bundler_put_printf(p, at, "%.*s.keys[%zu]", o, m->object.ptr, index);
    bundler_put(p, at, ", [");
    if (is_decorated(d))
        bundler_move_decorators(p, d->member.decorators, d->member.decorators_end, at, false);
    bundler_put(p, at, "]");
    if (d->member.is_private && is_decorated(d)) put_access(p, at, d);
    bundler_put(p, at, ");");
}

/* Does anything run when an object is made, before its fields are set? */
static bool has_instance_methods(const bundler_members *m)
{
    for (size_t i = 0; i < m->decorated_count; i++) {
        const bundler_decorated *d = &m->decorated[i];
        if (is_decorated(d) && !(d->flags & DECORATED_STATIC) &&
            (d->flags & 7) < DECORATED_ACCESSOR)
            return true;
    }
    return false;
}

static void put_blocks(parser *p, const bundler_class *class, const bundler_members *m)
{
    const uint32_t at = class->body + 1;
    const int o = (int)m->object.len;
    bundler_put_printf(p, at, " static { %.*s.start(this);", o, m->object.ptr);
    for (size_t i = 0; i < m->decorated_count; i++) put_element(p, at, m, i);
    bundler_put_printf(p, at, " %.*s.finish(); }", o, m->object.ptr);
    if (has_instance_methods(m)) {
        const slsc_str field = bundler_ts_temporary(p);
        bundler_put_printf(p, at, " #%.*s = %.*s.instance(this);", (int)field.len, field.ptr, o,
                           m->object.ptr);
    }
    if (class->decorators_end)
        bundler_put_printf(p, class->end - 1, "; static { %.*s.end(); }", o, m->object.ptr);
}

static void put_object(parser *p, const bundler_class *class, uint32_t at)
{
    bundler_put(p, at, "__slsc_decorators(");
    if (class->decorators_end) {
        bundler_put(p, at, "[");
        bundler_move_decorators(p, class->decorators, class->decorators_end, at, false);
        bundler_put(p, at, "]");
    }
    bundler_put(p, at, ")");
}

/* Within the class its name means what the decorators made of it. */
static void alias_class(parser *p, const bundler_class *class, const bundler_members *m)
{
    if (class->name.kind == T_END) return;
    bundler_alias_class(p, class,
                        bundler_printf(p->arena, "%.*s.value", (int)m->object.len, m->object.ptr));
}

static void decorate_declaration(parser *p, const bundler_class *class, const bundler_members *m)
{
    const uint32_t at = class->keyword;
    const slsc_str name = bundler_source(p, class->name.offset, class->name.end);
    const int o = (int)m->object.len;
    bundler_put(p, at, "let ");
    bundler_edit_move(p, at, at, class->name.offset, class->name.end);
    bundler_put_printf(p, at, " = ((%.*s) => { void ", o, m->object.ptr);
    bundler_edit_text(p, class->name.offset, class->name.end, name);
    put_blocks(p, class, m);
    bundler_put_printf(p, class->end, "; return %.*s.value; })(", o, m->object.ptr);
    put_object(p, class, class->end);
    bundler_put(p, class->end, ");");
}

/* (o => (class { ... }, o.value))(__slsc_decorators([d])) */
static void decorate_expression(parser *p, bundler_class *class, const bundler_members *m)
{
    const uint32_t at = class->keyword;
    const int o = (int)m->object.len;
    const bool exported = class->declaration; /* its name is "default" */
    bundler_put_printf(p, at, "((%.*s) => (%s", o, m->object.ptr, exported ? "{ default: " : "");
    put_blocks(p, class, m);
    bundler_put_printf(p, class->end, "%s, %.*s.value))(", exported ? " }" : "", o, m->object.ptr);
    put_object(p, class, class->end);
    bundler_put(p, class->end, ")");
    if (!exported) return;
    p->statement.kind = BUNDLER_EXPORT_DEFAULT; /* of an expression */
    p->asi = p->token.offset;
}

void bundler_standard_class(parser *p, bundler_class *class, bundler_members *m)
{
    if (class->decorators_end) object_of(p, m);
    if (!m->object.len) return; /* plain accessors */
    p->log->uses |= BUNDLER_USES_DECORATORS;
    alias_class(p, class, m);
    if (class->declaration && class->name.kind != T_END)
        decorate_declaration(p, class, m);
    else
        decorate_expression(p, class, m);
}
