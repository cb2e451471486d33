/* ts_statements.c: statements that begin with a word of TypeScript. Each of these words may be a
 * plain name too: what follows it, on the same line, tells. */
#include "holders.h"

static void gone(parser *p, uint32_t start)
{
    bundler_ts_drop_statement(p, start);
    p->types->nothing = true;
    if (start == p->statement.offset) p->statement.kind = BUNDLER_NOTHING;
}

/* What has a value begins behind `export` where the module exports it: the linker cuts that. */
static uint32_t value_start(const parser *p, uint32_t start)
{
    return p->types->holder ? start : p->token.offset;
}

static void namespace(parser *p, uint32_t start, bool exported)
{
    if (bundler_namespace(p, value_start(p, start), exported))
        p->pure = false;
    else
        gone(p, start);
}

static bool const_enum(parser *p, uint32_t start, bool exported)
{
    if (bundler_peek(p).kind != T_ENUM) return false;
    start = value_start(p, start);
    bundler_next(p);
    return bundler_enum(p, start, exported);
}

static bool declared(parser *p, uint32_t start)
{
    if (!bundler_ambient_begins(p)) return false;
    bundler_next(p);
    bundler_ambient_statement(p);
    gone(p, start);
    return true;
}

static bool abstract_class(parser *p)
{
    const bundler_token next = bundler_peek(p);
    if (next.kind != T_CLASS || next.line) return false;
    const uint32_t from = p->token.offset;
    bundler_next(p);
    bundler_edit_text(p, from, p->token.offset, bundler_s(""));
    bundler_class_statement(p, p->statement.kind == BUNDLER_EXPORT_DEFAULT_FUNCTION);
    return true;
}

static void note_name(parser *p)
{
    if (p->scope != 0) return;
    const bundler_token token = bundler_peek(p);
    const bundler_name name = bundler_name_of(p, &token);
    *bundler_table_at(&p->types->type_names, p->log->names[name]) = 1;
}

bool bundler_ts_statement(parser *p, uint32_t start, bool exported)
{
    bundler_ts_of(p)->nothing = false;
    switch (p->token.kind) {
    case T_ENUM: return bundler_enum(p, value_start(p, start), exported);
    case T_CONST: return const_enum(p, start, exported);
    case T_DECLARE: return declared(p, start);
    case T_INTERFACE:
        if (!bundler_ambient_names(p)) return false;
        note_name(p);
        bundler_ambient_interface(p);
        gone(p, start);
        return true;
    case T_TYPE:
        if (!bundler_ambient_names(p)) return false;
        note_name(p);
        bundler_ambient_alias(p);
        gone(p, start);
        return true;
    case T_NAMESPACE:
    case T_MODULE: {
        if (!bundler_ambient_names(p)) return false;
        if (bundler_peek(p).kind != T_STRING) {
            namespace(p, start, exported);
            return true;
        }
        bundler_ambient_statement(p);
        gone(p, start);
        return true;
    }
    case T_GLOBAL:
        if (bundler_peek(p).kind != T_LBRACE) return false;
        bundler_ambient_statement(p);
        gone(p, start);
        return true;
    case T_ABSTRACT: return abstract_class(p);
    default: return false;
    }
}

/* Behind decorators, before `class`. */
void bundler_ts_abstract(parser *p)
{
    const uint32_t from = p->token.offset;
    bundler_next(p);
    bundler_edit_text(p, from, p->token.offset, bundler_s(""));
}
