/* decorate_legacy.c: decorators as TypeScript had them (experimentalDecorators).
 *
 *     @d class A { @e m() {} }     let A = (() => { let t; t = class A { static { t = this; } m()
 * {} };
 *                                  __slsc_decorate([e], t.prototype, "m", 1);
 *                                  return t = __slsc_decorate([d], t); })();
 *
 * and `A` within the class is `t`: what the decorators made of it. The name that is declared is the
 * source's, moved, so that who renames it meets it once. A class without a name, which can only be
 * exported, is an expression: its members are decorated by a static block at its end. */
#include "members.h"

typedef struct place {
    uint32_t at;
    slsc_str class; /* A, this */
} place;

static void put_member(parser *p, const bundler_members *m, const bundler_decorated *d, place to)
{
    const uint32_t at = to.at;
    uint32_t count = 0;
    bundler_put(p, at, " __slsc_decorate([");
    if (d->member.decorators_end)
        count =
            bundler_move_decorators(p, d->member.decorators, d->member.decorators_end, at, false);
    for (size_t i = d->parameters; i < d->parameters_end; i++) {
        const bundler_decorated_parameter_note *note = &m->noted_parameters[i];
        bundler_put_printf(p, at, "%s__slsc_parameter(%u, ", count++ ? ", " : "", note->parameter);
        bundler_move_decorators(p, note->offset, note->end, at, false);
        bundler_put(p, at, ")");
    }
    if (p->options->decorator_metadata) bundler_put_metadata(p, at, m, d, count > 0);
    const bool is_static = d->flags & DECORATED_STATIC;
    const slsc_str key = d->key.len ? d->key : d->computed;
    bundler_put_printf(p, at, "], %.*s%s, ", (int)to.class.len, to.class.ptr,
                       is_static ? "" : ".prototype");
    bundler_edit_text(p, at, at, key);
    bundler_put(p, at, d->member.field ? ", 0);" : ", 1);");
}

/* Those of instances come before static ones. */
static void put_members(parser *p, const bundler_members *m, place to)
{
    for (unsigned is_static = 0; is_static < 2; is_static++)
        for (size_t i = 0; i < m->decorated_count; i++) {
            const bundler_decorated *d = &m->decorated[i];
            const unsigned here = (d->flags & DECORATED_STATIC) ? 1 : 0;
            if (d->member.accessor || here != is_static) continue;
            put_member(p, m, d, to);
        }
}

/* Each parameter's decorators are an element for each of them. */
static void put_class_list(parser *p, const bundler_class *class, const bundler_members *m,
                           uint32_t at)
{
    uint32_t count = 0;
    bundler_put(p, at, "[");
    if (class->decorators_end)
        count = bundler_move_decorators(p, class->decorators, class->decorators_end, at, false);
    for (size_t i = m->constructor_parameters; i < m->constructor_parameters_end; i++) {
        const bundler_decorated_parameter_note *note = &m->noted_parameters[i];
        bundler_put_printf(p, at, "%s__slsc_parameter(%u, ", count++ ? ", " : "", note->parameter);
        bundler_move_decorators(p, note->offset, note->end, at, false);
        bundler_put(p, at, ")");
    }
    if (p->options->decorator_metadata && class->has_constructor) {
        if (count) bundler_put(p, at, ", ");
        bundler_put_parameter_types(p, at, m, m->constructor_types, m->constructor_types_end,
                                    m->constructor_count);
    }
    bundler_put(p, at, "]");
}

/* [key] = [variable = key] : evaluated with the class, used behind it. */
static void keep_keys(parser *p, const bundler_class *class, const bundler_members *m)
{
    for (size_t i = 0; i < m->decorated_count; i++) {
        const bundler_decorated *d = &m->decorated[i];
        if (!d->computed.len) continue;
        bundler_put_printf(p, class->keyword, "let %.*s; ", (int)d->computed.len, d->computed.ptr);
        bundler_put_printf(p, d->member.key + 1, "%.*s = ", (int)d->computed.len, d->computed.ptr);
    }
}

static void decorate_declaration(parser *p, const bundler_class *class, const bundler_members *m,
                                 bool whole)
{
    const uint32_t at = class->keyword;
    const slsc_str alias = bundler_ts_temporary(p);
    const slsc_str name = bundler_source(p, class->name.offset, class->name.end);
    const int a = (int)alias.len;
    bundler_put(p, at, "let ");
    bundler_edit_move(p, at, at, class->name.offset, class->name.end);
    bundler_put_printf(p, at, " = (() => { let %.*s; ", a, alias.ptr);
    keep_keys(p, class, m);
    bundler_put_printf(p, at, "%.*s = ", a, alias.ptr);
    bundler_edit_text(p, class->name.offset, class->name.end, name);
    bundler_alias_class(p, class, alias);
    bundler_put_printf(p, class->body + 1, " static { %.*s = this; }", a, alias.ptr);
    bundler_put(p, class->end, ";");
    put_members(p, m, (place) { class->end, alias });
    bundler_put_printf(p, class->end, " return %.*s", a, alias.ptr);
    if (whole) {
        bundler_put(p, class->end, " = __slsc_decorate(");
        put_class_list(p, class, m, class->end);
        bundler_put_printf(p, class->end, ", %.*s)", a, alias.ptr);
    }
    bundler_put(p, class->end, "; })();");
}

static void decorate_expression(parser *p, bundler_class *class, const bundler_members *m,
                                bool whole)
{
    const uint32_t close = class->end - 1;
    for (size_t i = 0; i < m->decorated_count; i++)
        if (m->decorated[i].computed.len)
            bundler_fail(p, m->decorated[i].member.key, m->decorated[i].member.key_end,
                         "a decorated member with a computed name needs a class with a name");
    if (m->decorated_count) {
        bundler_put(p, close, "; static {");
        put_members(p, m, (place) { close, bundler_s("this") });
        bundler_put(p, close, " }");
    }
    if (!whole) return;
    bundler_put(p, class->keyword, "__slsc_decorated({ default: ");
    bundler_put(p, class->end, " }.default, ");
    put_class_list(p, class, m, class->end);
    bundler_put(p, class->end, ")");
    if (!class->declaration) return;
    p->statement.kind = BUNDLER_EXPORT_DEFAULT; /* of an expression */
    p->asi = p->token.offset;
}

void bundler_legacy_class(parser *p, bundler_class *class, bundler_members *m)
{
    const bool whole =
        class->decorators_end || m->constructor_parameters_end > m->constructor_parameters;
    bool any = whole;
    for (size_t i = 0; i < m->decorated_count; i++) any = any || !m->decorated[i].member.accessor;
    if (!whole) bundler_forget_types(p, m, m->constructor_types_end ? m->constructor_types_end : 0);
    if (!any) return;
    p->log->uses |= BUNDLER_USES_DECORATE;
    if (class->declaration && class->name.kind != T_END)
        decorate_declaration(p, class, m, whole);
    else
        decorate_expression(p, class, m, whole);
}
