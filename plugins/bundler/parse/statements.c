/* statements.c: statements and declarations. */
#include "hooks.h"

/* ---- Variables ---- */

static void check_initial(parser *p, bundler_mark_kind kind, const bundler_variables *v,
                          uint32_t at)
{
    if (v->initialised) return;
    if (!v->simple)
        bundler_fail(p, at, p->previous_end, "a pattern needs an initial value");
    else if (kind == MARK_CONST)
        bundler_fail(p, at, p->previous_end, "a constant needs an initial value");
}

bundler_variables bundler_declarators(parser *p, bundler_mark_kind kind, bool in_for)
{
    bundler_variables v = { .pure = true };
    do {
        const uint32_t at = p->token.offset;
        v.count++;
        v.initialised = false;
        bundler_bind(p, kind, &v.simple);
        if (p->ts && (p->token.kind == T_COLON || p->token.kind == T_NOT)) {
            bundler_ts_annotation(p);
            v.initialised = true; /* a .d.ts file has it so */
        }
        if (bundler_eat(p, T_ASSIGN)) {
            v.initialised = true;
            if (!(bundler_assignment(p) & E_PURE) || !v.simple) v.pure = false;
        }
        if (!in_for || (p->token.kind != T_IN && p->token.kind != T_OF))
            check_initial(p, kind, &v, at);
    } while (bundler_eat(p, T_COMMA));
    return v;
}

static void variables(parser *p, bundler_mark_kind kind)
{
    bundler_next(p);
    const bool pure = bundler_declarators(p, kind, false).pure;
    bundler_semicolon(p);
    p->pure = pure;
}

bool bundler_begins_let(parser *p)
{
    const bundler_token next = bundler_peek(p);
    return next.kind >= T_IMPLEMENTS || next.kind == T_LBRACKET || next.kind == T_LBRACE ||
           next.kind == T_ESCAPED_WORD;
}

bool bundler_begins_using(parser *p, bool in_for)
{
    const bundler_mark mark = bundler_mark_here(p);
    if (p->token.kind == T_AWAIT) bundler_next(p);
    bool begins =
        p->token.kind == T_USING && (p->token.offset == mark.token.offset || !p->token.line);
    bundler_next(p);
    begins = begins && bundler_is_name(p) && !p->token.line;
    if (begins && in_for && p->token.kind == T_OF && mark.token.kind == T_USING) {
        bundler_next(p);
        begins = p->token.kind == T_ASSIGN;
    }
    bundler_back(p, &mark);
    return begins;
}

static void using(parser *p)
{
    if (p->token.kind == T_AWAIT) {
        if (!(p->in & IN_DEEP)) bundler_module_awaits(p, &p->token);
        bundler_next(p);
    } else if (p->scope == 0 && !p->module) {
        p->mattered = true;
    }
    const uint32_t at = p->token.offset;
    bundler_next(p);
    if (!bundler_declarators(p, MARK_CONST, false).simple)
        bundler_fail(p, at, p->previous_end, "`using` declares plain names");
    bundler_semicolon(p);
}

/* ---- Blocks ---- */

void bundler_statements(parser *p)
{
    while (p->token.kind != T_RBRACE && p->token.kind != T_END) bundler_statement_item(p);
}

void bundler_block(parser *p)
{
    const uint32_t before = bundler_open(p, SCOPE_BLOCK);
    bundler_expect(p, T_LBRACE);
    bundler_statements(p);
    bundler_close(p, before);
    bundler_expect(p, T_RBRACE);
}

/* The statement behind if, else, a label: sloppy code may have a function there. */
static void body(parser *p, bool function)
{
    if (p->token.kind != T_FUNCTION || p->in & IN_STRICT || !function) {
        bundler_statement_of(p);
        return;
    }
    const uint32_t before = bundler_open(p, SCOPE_BLOCK);
    p->mattered = true;
    if (bundler_peek_is(p, "*")) bundler_unexpected(p);
    bundler_function_statement(p, p->token.offset, false, false);
    bundler_close(p, before);
}

/* else if ... else if ... without recursion */
static void if_statement(parser *p)
{
    const uint32_t in = p->in;
    for (;;) {
        bundler_next(p);
        bundler_expect(p, T_LPAREN);
        bundler_expression(p);
        bundler_expect(p, T_RPAREN);
        p->in |= IN_BRANCH;
        body(p, true);
        if (!bundler_eat(p, T_ELSE)) break;
        if (p->token.kind == T_IF) continue;
        body(p, true);
        break;
    }
    p->in = in;
}

static void try_statement(parser *p)
{
    const uint32_t in = p->in;
    bundler_next(p);
    p->in |= IN_TRY;
    bundler_block(p);
    p->in = in;
    const bool caught = p->token.kind == T_CATCH;
    if (caught) {
        const uint32_t before = bundler_open(p, SCOPE_CATCH);
        bool simple = false;
        bundler_next(p);
        if (bundler_eat(p, T_LPAREN)) {
            bundler_bind(p, MARK_CATCH, &simple);
            if (p->ts && p->token.kind == T_COLON) bundler_ts_annotation(p);
            bundler_expect(p, T_RPAREN);
        }
        p->scopes[p->scope].simple = simple;
        bundler_expect(p, T_LBRACE);
        bundler_statements(p);
        bundler_close(p, before);
        bundler_expect(p, T_RBRACE);
    }
    if (bundler_eat(p, T_FINALLY))
        bundler_block(p);
    else if (!caught)
        bundler_unexpected(p);
}

/* ---- Jumps ---- */

static const bundler_label *find_label(const parser *p, bundler_name name)
{
    for (size_t i = p->labels_count; i-- > 0;)
        if (p->labels[i].name == name && p->labels[i].function == p->functions)
            return &p->labels[i];
    return NULL;
}

static void jump(parser *p, bool is_continue)
{
    const bundler_token at = p->token;
    bundler_next(p);
    if (bundler_is_name(p) && !p->token.line) {
        const bundler_token name = p->token;
        const bundler_label *label = find_label(p, bundler_name_of(p, &name));
        if (!label || (is_continue && !label->loop))
            bundler_fail(p, name.offset, name.end,
                         label ? "this label is not that of a loop"
                               : "there is no such label around");
        bundler_next(p);
    } else if (!(p->in & (is_continue ? IN_LOOP : IN_LOOP | IN_SWITCH))) {
        bundler_fail(p, at.offset, at.end,
                     is_continue ? "`continue` can only stand in a loop"
                                 : "`break` can only stand in a loop or switch");
    }
    bundler_semicolon(p);
}

static void return_statement(parser *p)
{
    if (!(p->in & IN_FUNCTION)) {
        if (p->module || p->in & (IN_STATIC | IN_FIELD))
            bundler_fail(p, p->token.offset, p->token.end, "`return` can only stand in a function");
        p->mattered = true;
    }
    bundler_next(p);
    if (p->token.kind != T_SEMICOLON && p->token.kind != T_RBRACE && p->token.kind != T_END &&
        !p->token.line)
        bundler_expression(p);
    bundler_semicolon(p);
}

static void throw_statement(parser *p)
{
    bundler_next(p);
    if (p->token.line)
        bundler_fail(p, p->previous_end, p->previous_end, "a line cannot end behind `throw`");
    bundler_expression(p);
    bundler_semicolon(p);
}

static void with_statement(parser *p)
{
    bundler_strict(p, p->token.offset, p->token.end, "strict code has no `with`");
    p->log->uses |= BUNDLER_USES_WITH;
    bundler_next(p);
    bundler_expect(p, T_LPAREN);
    bundler_expression(p);
    bundler_expect(p, T_RPAREN);
    bundler_statement_of(p);
}

/* ---- Expressions and labels ---- */

static bool is_loop(bundler_kind kind) { return kind == T_FOR || kind == T_WHILE || kind == T_DO; }

/* `name :` was read up to the colon, as an expression. */
static void labelled(parser *p)
{
    const bundler_reference reference = p->log->references[--p->log->references_count];
    if (find_label(p, reference.name))
        bundler_fail(p, reference.offset, reference.end, "this label is there twice");
    *BUNDLER_PUSH(p, p, labels) =
        (bundler_label) { .name = reference.name, .function = p->functions };
    const size_t label = p->labels_count - 1;
    const bool item = p->item == p->depth;
    p->labels[label].open = true;
    bundler_next(p);
    /* of `a: b: for` both are labels of the loop */
    for (size_t k = p->labels_count; k-- > 0 && p->labels[k].open;) {
        p->labels[k].loop = is_loop(p->token.kind);
        p->labels[k].open = bundler_is_name(p);
    }
    if (item) p->item = p->depth + 1;
    body(p, item);
    p->labels_count = label;
}

static void expression_statement(parser *p)
{
    const bundler_token first = p->token;
    const bundler_shape shape = bundler_expression(p);
    if (p->token.kind == T_COLON && shape & E_NAME && !(shape & E_PARENTHESES) &&
        p->previous_end == first.end) {
        labelled(p);
        p->pure = false;
        return;
    }
    bundler_semicolon(p);
    p->pure = shape & E_PURE;
}

/* `import` and `export` where no declaration may stand: import() and import.meta may. */
static void import_expression(parser *p)
{
    const bundler_token next = bundler_peek(p);
    if (next.kind != T_LPAREN && next.kind != T_DOT)
        bundler_fail(p, p->token.offset, p->token.end,
                     "`import` and `export` can only stand at the top of a module");
    expression_statement(p);
}

static void simple_statement(parser *p)
{
    const bundler_kind kind = p->token.kind;
    switch (kind) {
    case T_LBRACE: bundler_block(p); break;
    case T_SEMICOLON: bundler_next(p); break;
    case T_VAR: variables(p, MARK_VAR); return;
    case T_IF: if_statement(p); break;
    case T_FOR: bundler_for(p); break;
    case T_WHILE: bundler_while(p); break;
    case T_DO: bundler_do(p); break;
    case T_CONTINUE:
    case T_BREAK: jump(p, kind == T_CONTINUE); break;
    case T_RETURN: return_statement(p); break;
    case T_WITH: with_statement(p); break;
    case T_SWITCH: bundler_switch(p); break;
    case T_THROW: throw_statement(p); break;
    case T_TRY: try_statement(p); break;
    case T_DEBUGGER:
        bundler_next(p);
        bundler_semicolon(p);
        break;
    case T_FUNCTION:
    case T_CLASS:
    case T_EXPORT: bundler_unexpected(p); break;
    case T_IMPORT: import_expression(p); return;
    default: expression_statement(p); return;
    }
    p->pure = kind == T_SEMICOLON;
}

void bundler_statement_of(parser *p)
{
    if (!bundler_nest(p)) return;
    if (p->token.kind == T_LET && bundler_peek_is(p, "[")) bundler_unexpected(p);
    if (p->token.kind == T_ASYNC) {
        const bundler_token next = bundler_peek(p);
        if (next.kind == T_FUNCTION && !next.line) bundler_unexpected(p);
    }
    simple_statement(p);
    bundler_unnest(p);
}

/* A word that may begin a declaration: true: it did, and that was read. */
static bool declaration(parser *p)
{
    const uint32_t start = p->token.offset;
    bundler_token next;
    switch (p->token.kind) {
    case T_FUNCTION: bundler_function_statement(p, start, false, false); return true;
    case T_AT:
    case T_CLASS: bundler_class_statement(p, false); return true;
    case T_CONST: variables(p, MARK_CONST); return true;
    case T_LET:
        if (!bundler_begins_let(p)) return false;
        variables(p, MARK_LEXICAL);
        return true;
    case T_ASYNC:
        next = bundler_peek(p);
        if (next.kind != T_FUNCTION || next.line) return false;
        bundler_next(p);
        bundler_function_statement(p, start, true, false);
        return true;
    case T_AWAIT:
        if (!(p->in & IN_ASYNC)) {
            if (p->undecided && !(p->in & IN_DEEP)) p->awaited = true;
            return false;
        } /* fall through */
    case T_USING:
        if (!bundler_begins_using(p, false)) return false;
        using(p);
        return true;
    default: return false;
    }
}

void bundler_statement_item(parser *p)
{
    if (!bundler_nest(p)) return;
    p->pure = false;
    p->item = p->depth;
    if (!(p->ts && bundler_ts_statement(p, p->token.offset, false)) && !declaration(p))
        simple_statement(p);
    bundler_unnest(p);
}
