/* typescript.c: TypeScript is not supported by this parser yet: it says so at the first such text.
 */
#include "hooks.h"

static void refuse(parser *p)
{
    bundler_fail(p, p->token.offset, p->token.end, "TypeScript is not supported");
}

void bundler_ts_annotation(parser *p) { refuse(p); }

void bundler_ts_type_parameters(parser *p) { refuse(p); }

void bundler_ts_result(parser *p) { refuse(p); }

bool bundler_ts_signature(parser *p, const bundler_mark *a1, uint32_t start)
{
    (void)a1;
    (void)start;
    (void)p;
    return false;
}

bool bundler_ts_arrow(parser *p, uint32_t start, bool async, bundler_shape *out)
{
    (void)start;
    (void)async;
    (void)out;
    (void)p;
    return false;
}

bundler_shape bundler_ts_assertion(parser *p)
{
    refuse(p);
    return 0;
}

bool bundler_ts_arguments(parser *p)
{
    (void)p;
    return false;
}

void bundler_ts_non_null(parser *p) { refuse(p); }

bool bundler_ts_as(parser *p)
{
    (void)p;
    return false;
}

bool bundler_ts_statement(parser *p, uint32_t start, bool exported)
{
    (void)start;
    (void)exported;
    (void)p;
    return false;
}

bool bundler_ts_export(parser *p, uint32_t start)
{
    (void)start;
    (void)p;
    return false;
}

bool bundler_ts_import(parser *p, uint32_t start)
{
    (void)start;
    (void)p;
    return false;
}

bool bundler_ts_specifier(parser *p, bool exporting)
{
    (void)exporting;
    (void)p;
    return false;
}

void bundler_ts_implements(parser *p) { refuse(p); }

void bundler_ts_parameter(parser *p, uint32_t function_kind)
{
    (void)function_kind;
    (void)p;
}

void bundler_ts_parameter_end(parser *p, const bundler_token *name)
{
    (void)name;
    (void)p;
}

void bundler_ts_constructor(parser *p, bundler_class *a1)
{
    (void)a1;
    (void)p;
}

bool bundler_ts_member(parser *p, bundler_class *a1, bundler_member *a2)
{
    (void)a1;
    (void)a2;
    (void)p;
    return false;
}

void bundler_ts_member_mark(parser *p) { refuse(p); }

void bundler_ts_class_begin(parser *p, bundler_class *a1)
{
    (void)a1;
    (void)p;
}

void bundler_ts_member_end(parser *p, bundler_class *a1, bundler_member *a2)
{
    (void)a1;
    (void)a2;
    (void)p;
}

void bundler_ts_class_end(parser *p, bundler_class *a1)
{
    (void)a1;
    (void)p;
}

void bundler_ts_finish(parser *p) { (void)p; }

void bundler_decorators(parser *p, uint32_t *offset, uint32_t *end)
{
    (void)offset;
    (void)end;
    refuse(p);
}

void bundler_decorated_class(parser *p, bundler_class *a1)
{
    (void)a1;
    refuse(p);
}

void bundler_decorated_member(parser *p, bundler_class *a1, bundler_member *a2)
{
    (void)a1;
    (void)a2;
    refuse(p);
}
