/* arrows.c: parentheses, and the arrow functions they turn out to be.
 *
 * What stands in parentheses is read as expressions, in a scope of its own that is as if not there.
 * If `=>` follows, and all elements have the shape of patterns, then the references on the stack of
 * targets become parameters, and the scope that of the function: the same tokens are never read
 * again. The references in default values are in the right scope already. */
#include "hooks.h"

typedef struct list {
    uint32_t start, scope_before, cover;
    size_t references, targets, imports, declared;
    bool binding; /* may be parameters */
    bool simple;  /* plain names */
    bool arrow;   /* can be nothing else than parameters: (), (a,), (...a) */
    uint32_t count;
    bundler_shape all, last;
} list;

static list begin(parser *p, uint32_t start)
{
    return (list) {
        .start = start,
        .scope_before = bundler_open(p, SCOPE_CLEAR),
        .cover = p->cover,
        .references = p->log->references_count,
        .targets = p->targets_count,
        .imports = p->log->imports_count,
        .declared = p->declared_count,
        .binding = true,
        .simple = true,
        .all = E_PURE,
    };
}

static void add(list *l, bundler_shape shape)
{
    const bool name = shape & E_NAME && !(shape & E_PARENTHESES);
    if (!name) l->simple = false;
    if (!name && !(shape & E_BINDING)) l->binding = false;
    l->all &= shape;
    l->last = shape;
    l->count++;
}

/* From `(` to behind `)`. Of a call: commas and spread anywhere. */
static void read_list(parser *p, list *l, bool call)
{
    const uint32_t in = p->in;
    p->cover = BUNDLER_NONE;
    p->in &= ~(uint32_t)IN_HEAD;
    bundler_next(p);
    if (p->token.kind == T_RPAREN) l->arrow = true;
    while (p->token.kind != T_RPAREN && p->token.kind != T_END) {
        const bool rest = bundler_eat(p, T_ELLIPSIS);
        const bundler_shape shape = bundler_cover(p);
        add(l, shape);
        if (rest) {
            l->simple = false;
            l->all = 0;
            if (shape & E_DEFAULT || p->token.kind != T_RPAREN) l->binding = false;
            if (!call && p->token.kind != T_RPAREN) bundler_unexpected(p);
            l->arrow = true;
        }
        if (p->token.kind == T_RPAREN) break;
        bundler_expect(p, T_COMMA);
        if (p->token.kind == T_RPAREN) l->arrow = true;
    }
    p->in = in;
    bundler_expect(p, T_RPAREN);
}

/* ---- Arrow functions ---- */

static void parameters(parser *p, const list *l)
{
    bundler_log *log = p->log;
    for (size_t i = l->targets; i < p->targets_count; i++) {
        bundler_reference *reference = &log->references[p->targets[i]];
        const bundler_token token = {
            .kind = T_NAME,
            .word = bundler_word_kind((const unsigned char *)log->names[reference->name].ptr,
                                      log->names[reference->name].len),
            .offset = reference->offset,
            .end = reference->end,
        };
        bundler_check_name(p, &token, true);
        bundler_declare_name(p, MARK_PARAMETER, reference->name, token.offset, token.end);
        reference->name = BUNDLER_NONE;
        p->dead = true;
    }
    for (size_t i = l->imports; i < log->imports_count; i++)
        log->imports[i].flags |= BUNDLER_IMPORT_FUNCTION;
}

static void become_function(parser *p)
{
    bundler_scope *scope = &p->scopes[p->scope];
    scope->kind = SCOPE_FUNCTION;
    scope->deep = scope->unique = true;
    scope->function = p->scope;
}

/* `=>` is the current token. */
static bundler_shape arrow(parser *p, list *l, bool async)
{
    if (!l->binding)
        bundler_fail(p, l->start, p->previous_end, "these cannot be parameters of a function");
    if (p->suspend != BUNDLER_NONE && p->suspend >= l->start)
        bundler_fail(p, p->suspend, p->suspend + 5,
                     "`await` and `yield` cannot stand in parameters");
    become_function(p);
    const uint32_t in = p->in;
    if (async) p->in |= IN_ASYNC; /* no parameter is named await */
    parameters(p, l);
    p->in = in;
    p->cover = l->cover;
    p->targets_count = l->targets;
    const bundler_shape shape = bundler_arrow_body(p, async, l->simple, l->declared);
    bundler_close(p, l->scope_before);
    return shape;
}

bundler_shape bundler_arrow_body(parser *p, bool async, bool simple, size_t first)
{
    const uint32_t in = p->in, functions = p->functions, suspend = p->suspend;
    const uint32_t inherited = IN_STRICT | IN_METHOD | IN_DERIVED | IN_TARGET | IN_OWN_THIS |
                               IN_ARGUMENTS | IN_FIELD | IN_STATIC | IN_CLASS | IN_HEAD;
    bundler_expect(p, T_ARROW);
    p->in = (in & inherited) | IN_DEEP | IN_FUNCTION | (async ? IN_ASYNC : 0);
    if (async) p->in &= ~(uint32_t)IN_STATIC;
    p->functions = ++p->function_count;
    const size_t labels = p->labels_count;
    if (p->token.kind == T_LBRACE) {
        p->in &= ~(uint32_t)IN_HEAD;
        const bundler_body body = { .simple = simple, .first = first };
        bundler_function_body(p, &body);
    } else {
        bundler_assignment(p);
    }
    p->labels_count = labels;
    p->functions = functions;
    p->suspend = suspend;
    p->in = in;
    return E_FUNCTION | E_PURE | E_LOW;
}

bundler_shape bundler_parentheses(parser *p)
{
    const uint32_t start = p->token.offset;
    const bool may = start == p->arrow_at;
    bundler_shape shape;
    if (p->ts && may && bundler_ts_arrow(p, start, false, &shape)) return shape;
    list l = begin(p, start);
    read_list(p, &l, false);
    if (may && p->token.kind == T_ARROW && !p->token.line) return arrow(p, &l, false);
    if (l.arrow) bundler_unexpected(p);
    if (p->cover != BUNDLER_NONE)
        bundler_fail(p, p->cover, p->cover + 1, "`=` can only stand here in a pattern");
    bundler_close(p, l.scope_before);
    p->cover = l.cover;
    p->targets_count = l.targets;
    if (l.count > 1) return (l.all & E_PURE) | (l.last & E_PRIMITIVE) | E_PARENTHESES;
    const bundler_shape gone = E_PATTERN | E_BINDING | E_LOW | E_DEFAULT | E_LOGICAL | E_COALESCE |
                               E_UNARY | E_STRING | E_OPTIONAL;
    if (l.last & E_OPTIONAL) l.last &= ~(bundler_shape)E_MEMBER;
    return (l.last & ~gone) | E_PARENTHESES;
}

static bundler_shape single(parser *p, const bundler_token *name, bool async)
{
    const uint32_t before = bundler_open(p, SCOPE_FUNCTION), in = p->in;
    p->scopes[p->scope].unique = true;
    if (async) p->in |= IN_ASYNC;
    const size_t first = p->declared_count;
    bundler_declare(p, MARK_PARAMETER, name);
    p->in = in;
    const bundler_shape shape = bundler_arrow_body(p, async, true, first);
    bundler_close(p, before);
    return shape;
}

bundler_shape bundler_name_or_arrow(parser *p)
{
    const bundler_token name = p->token;
    bundler_next(p);
    if (p->token.kind == T_ARROW && !p->token.line && name.offset == p->arrow_at)
        return single(p, &name, false);
    bundler_refer(p, &name, 0);
    return E_NAME | E_PURE;
}

/* async (...): a call, until `=>` follows. */
static bundler_shape async_list(parser *p, const bundler_token *async)
{
    bundler_shape shape;
    if (p->ts && bundler_ts_arrow(p, async->offset, true, &shape)) return shape;
    bundler_refer(p, async, BUNDLER_REF_CALL);
    const size_t reference = p->log->references_count - 1;
    const bool line = p->token.line;
    list l = begin(p, async->offset);
    read_list(p, &l, true);
    if (!line && p->token.kind == T_ARROW && !p->token.line) {
        p->log->references[reference].name = BUNDLER_NONE;
        p->dead = true;
        return arrow(p, &l, true);
    }
    if (p->cover != BUNDLER_NONE)
        bundler_fail(p, p->cover, p->cover + 1, "`=` can only stand here in a pattern");
    bundler_close(p, l.scope_before);
    p->cover = l.cover;
    p->targets_count = l.targets;
    return E_CALL;
}

/* for (async of => ...; and not for (async of ...) */
static bool of_is_parameter(parser *p)
{
    const bundler_mark mark = bundler_mark_here(p);
    bundler_next(p);
    bundler_next(p);
    const bool arrow = p->token.kind == T_ARROW;
    bundler_back(p, &mark);
    return arrow;
}

bundler_shape bundler_async(parser *p)
{
    const bundler_token async = p->token;
    const bool may = async.offset == p->arrow_at;
    const bundler_token next = bundler_peek(p);
    if (next.kind == T_FUNCTION && !next.line) {
        bundler_next(p);
        return bundler_function_expression(p, async.offset, true);
    }
    if (next.kind >= T_IMPLEMENTS && !next.line && may &&
        !(next.kind == T_OF && p->in & IN_NO_IN && !of_is_parameter(p))) {
        bundler_next(p);
        const bundler_token name = p->token;
        bundler_next(p);
        if (p->token.kind != T_ARROW || p->token.line) bundler_unexpected(p);
        return single(p, &name, true);
    }
    if (may && (next.kind == T_LPAREN || (p->ts && next.kind == T_LESS))) {
        bundler_next(p);
        if (next.kind == T_LPAREN) return async_list(p, &async);
        bundler_shape shape;
        if (bundler_ts_arrow(p, async.offset, true, &shape)) return shape;
        bundler_refer(p, &async, 0);
        return E_NAME | E_PURE;
    }
    return bundler_name_or_arrow(p);
}
