/* expressions.c: operators, from the comma down to what stands before an operand.
 *
 * Binary operators are read by climbing: one loop, with a table of how strongly each binds. A shape
 * (bundler_shape) says what was read: enough to know what may be assigned to, what may be a
 * pattern, and what has no effect. */
#include "hooks.h"

/* ---- What is assigned to ---- */

static void write_name(parser *p, bundler_reference *reference)
{
    const slsc_str name = p->log->names[reference->name];
    reference->flags |= BUNDLER_REF_WRITE;
    if (bundler_is(name, "eval") || bundler_is(name, "arguments"))
        bundler_strict(p, reference->offset, reference->end,
                       "strict code cannot give a value to `eval` or `arguments`");
}

void bundler_write(parser *p, bundler_shape shape, uint32_t start)
{
    if (shape & E_NAME)
        write_name(p, &p->log->references[p->log->references_count - 1]);
    else if (!(shape & E_MEMBER) || (shape & E_OPTIONAL))
        bundler_fail(p, start, p->previous_end, "this cannot be assigned to");
}

static void write_targets(parser *p, size_t from)
{
    for (size_t i = from; i < p->targets_count; i++)
        write_name(p, &p->log->references[p->targets[i]]);
}

void bundler_write_pattern(parser *p, bundler_shape shape, uint32_t start, size_t targets)
{
    if (!(shape & E_PATTERN)) {
        bundler_write(p, shape, start);
        return;
    }
    write_targets(p, targets);
    p->cover = BUNDLER_NONE;
}

/* ---- Assignment ---- */

static void push_target(parser *p, bundler_shape shape)
{
    if (shape & E_NAME) *BUNDLER_PUSH(p, p, targets) = (uint32_t)p->log->references_count - 1;
}

/* Behind what is to the left of an assignment operator. */
static bundler_shape assign(parser *p, bundler_shape left, uint32_t start, size_t targets)
{
    const bool plain = p->token.kind == T_ASSIGN;
    const uint32_t in = p->in;
    bundler_shape shape = E_LOW;
    if (plain) {
        bundler_write_pattern(p, left, start, targets);
        shape |= E_DEFAULT | E_PATTERN;
        if (!(left & E_PARENTHESES) && (left & (E_NAME | E_BINDING))) shape |= E_BINDING;
        if (left & E_PARENTHESES && left & E_PATTERN) shape &= ~(bundler_shape)E_PATTERN;
    } else {
        bundler_write(p, left, start);
    }
    push_target(p, left);
    const size_t kept = p->targets_count;
    if (p->token.kind == T_ASSIGN_LOGICAL) p->in |= IN_BRANCH;
    bundler_next(p);
    bundler_assignment(p);
    p->in = in;
    p->targets_count = kept;
    return shape;
}

static bundler_shape yield(parser *p)
{
    const bundler_token token = p->token;
    bundler_next(p);
    if (p->in & IN_PARAMETERS)
        bundler_fail(p, token.offset, token.end, "`yield` cannot stand in parameters");
    p->suspend = token.offset;
    if (p->token.line) return E_LOW;
    switch (p->token.kind) {
    case T_END:
    case T_RPAREN:
    case T_RBRACKET:
    case T_RBRACE:
    case T_COMMA:
    case T_COLON:
    case T_SEMICOLON:
    case T_IN:
    case T_QUESTION:
    case T_ARROW: return E_LOW;
    case T_OF:
        if (p->in & IN_NO_IN) return E_LOW;
        break;
    case T_STAR: bundler_next(p); break;
    default: break;
    }
    bundler_assignment(p);
    return E_LOW;
}

static bundler_shape binary(parser *p, unsigned least);

/* a ? b : c ? d : e ... without recursion. */
static bundler_shape conditional(parser *p, bundler_shape shape)
{
    const uint32_t in = p->in;
    bundler_shape pure = shape & (E_PURE | E_PRIMITIVE);
    pure |= E_PRIMITIVE; /* the test is only asked whether it is true */
    p->in |= IN_BRANCH;
    while (p->token.kind == T_QUESTION && !(shape & E_LOW)) {
        bundler_next(p);
        p->in = (p->in & ~(uint32_t)IN_NO_IN) | (p->ts ? IN_NO_ARROW_TYPE : 0u);
        pure &= bundler_assignment(p);
        p->in = in | IN_BRANCH;
        bundler_expect(p, T_COLON);
        p->arrow_at = p->token.offset;
        if (p->token.kind == T_YIELD && (p->in & IN_GENERATOR)) break;
        const uint32_t start = p->token.offset;
        const size_t targets = p->targets_count;
        shape = binary(p, 0);
        if (p->token.kind != T_QUESTION || (shape & E_LOW)) {
            if (p->token.kind >= T_ASSIGN && p->token.kind <= T_SLASH_ASSIGN && !(shape & E_LOW))
                shape = assign(p, shape, start, targets);
            else if (p->cover != BUNDLER_NONE)
                bundler_fail(p, p->cover, p->cover + 1, "`=` can only stand here in a pattern");
            pure &= shape;
            p->in = in;
            return pure | E_LOW;
        }
        pure &= shape | E_PRIMITIVE;
    }
    bundler_assignment(p); /* yield */
    p->in = in;
    return E_LOW;
}

static bundler_shape element(parser *p)
{
    const uint32_t start = p->token.offset;
    const size_t targets = p->targets_count;
    p->arrow_at = start;
    if (p->token.kind == T_YIELD && (p->in & IN_GENERATOR)) return yield(p);
    bundler_shape shape = binary(p, 0);
    if (shape & E_LOW) return shape;
    if (p->token.kind == T_QUESTION) {
        p->targets_count = targets;
        if (p->cover != BUNDLER_NONE)
            bundler_fail(p, p->cover, p->cover + 1, "`=` can only stand here in a pattern");
        return conditional(p, shape);
    }
    if (p->token.kind >= T_ASSIGN && p->token.kind <= T_SLASH_ASSIGN)
        return assign(p, shape, start, targets);
    if (shape & E_NAME)
        push_target(p, shape);
    else if (!(shape & E_PATTERN))
        p->targets_count = targets;
    return shape;
}

bundler_shape bundler_cover(parser *p)
{
    const uint32_t cover = p->cover;
    if (!bundler_nest(p)) return 0;
    p->cover = BUNDLER_NONE;
    const bundler_shape shape = element(p);
    if (p->cover == BUNDLER_NONE)
        p->cover = cover;
    else if (!(shape & E_PATTERN))
        bundler_fail(p, p->cover, p->cover + 1, "`=` can only stand here in a pattern");
    bundler_unnest(p);
    return shape;
}

bundler_shape bundler_assignment(parser *p)
{
    const uint32_t cover = p->cover;
    const size_t targets = p->targets_count;
    p->cover = BUNDLER_NONE;
    const bundler_shape shape = bundler_cover(p);
    if (p->cover != BUNDLER_NONE)
        bundler_fail(p, p->cover, p->cover + 1, "`=` can only stand here in a pattern");
    p->cover = cover;
    p->targets_count = targets;
    return shape;
}

/* `,` is the current token, or not. */
bundler_shape bundler_more(parser *p, bundler_shape shape)
{
    bundler_shape pure = shape;
    if (p->token.kind != T_COMMA) return shape;
    while (bundler_eat(p, T_COMMA)) {
        shape = bundler_assignment(p);
        pure = (pure & E_PURE) ? shape : shape & ~(bundler_shape)E_PURE;
    }
    return (pure & (E_PURE | E_PRIMITIVE)) | E_LOW;
}

bundler_shape bundler_expression(parser *p) { return bundler_more(p, bundler_assignment(p)); }

/* ---- Binary operators ---- */

static const uint8_t strengths[T_KINDS] = {
    [T_NULLISH] = 1,    [T_OR] = 2,       [T_AND] = 3,      [T_BIT_OR] = 4,  [T_BIT_XOR] = 5,
    [T_BIT_AND] = 6,    [T_EQUALITY] = 7, [T_LESS] = 8,     [T_GREATER] = 8, [T_RELATION] = 8,
    [T_INSTANCEOF] = 8, [T_IN] = 8,       [T_SHIFT] = 9,    [T_PLUS] = 10,   [T_MINUS] = 10,
    [T_STAR] = 11,      [T_SLASH] = 11,   [T_PERCENT] = 11, [T_POWER] = 12,
};

/* Does the operator run no code of others, on operands of these shapes? */
static bundler_shape result_of(const bundler_token *operator, bundler_shape left,
                               bundler_shape right)
{
    const bundler_shape both = left & right;
    switch (operator->kind) {
    case T_NULLISH:
    case T_OR:
    case T_AND: return both & (E_PURE | E_PRIMITIVE);
    case T_IN:
    case T_INSTANCEOF: return 0;
    case T_EQUALITY:
        if (operator->end - operator->offset == 3) return (both & E_PURE) | E_PRIMITIVE;
        break;
    default: break;
    }
    return both & E_PRIMITIVE ? both & (E_PURE | E_PRIMITIVE) : 0;
}

static void check_operands(parser *p, const bundler_token *operator, bundler_shape left,
                           bundler_shape right)
{
    const bundler_shape either = left | right;
    if ((operator->kind == T_NULLISH && either & E_LOGICAL) ||
        ((operator->kind == T_OR || operator->kind == T_AND) && either & E_COALESCE))
        bundler_fail(p, operator->offset, operator->end,
                     "`??` beside `&&` or `||` needs parentheses");
    if (right & E_PRIVATE_NAME)
        bundler_fail(p, operator->end, p->previous_end, "a private name can only be left of `in`");
}

static bundler_shape operate(parser *p, bundler_shape left, unsigned strength)
{
    const bundler_token operator= p->token;
    const uint32_t in = p->in;
    if (operator.kind == T_POWER && left & E_UNARY) bundler_unexpected(p);
    if (left & E_PRIVATE_NAME && operator.kind != T_IN) bundler_unexpected(p);
    if (strength <= 3) p->in |= IN_BRANCH;
    bundler_next(p);
    const bundler_shape right = binary(p, operator.kind == T_POWER ? strength - 1 : strength);
    p->in = in;
    if (right & E_LOW) bundler_unexpected(p);
    check_operands(p, &operator, left, right);
    bundler_shape shape = result_of(&operator, left, right);
    if (operator.kind == T_OR || operator.kind == T_AND) shape |= E_LOGICAL;
    if (operator.kind == T_NULLISH) shape |= E_COALESCE;
    return shape;
}

static bundler_shape binary(parser *p, unsigned least)
{
    if (!bundler_nest(p)) return 0;
    bundler_shape shape = bundler_unary(p);
    if (!(shape & E_LOW)) {
        for (;;) {
            const unsigned strength = strengths[p->token.kind];
            if (p->ts && (p->token.kind == T_AS || p->token.kind == T_SATISFIES) && least < 8 &&
                !p->token.line && bundler_ts_as(p)) {
                shape &= ~(bundler_shape)(E_PATTERN | E_BINDING);
                continue;
            }
            if (strength <= least || (p->token.kind == T_IN && p->in & IN_NO_IN)) break;
            shape = operate(p, shape, strength);
        }
        if (shape & E_PRIVATE_NAME) bundler_unexpected(p);
    }
    bundler_unnest(p);
    return shape;
}

/* ---- Unary operators ---- */

static void check_delete(parser *p, const bundler_token *operator, bundler_shape shape)
{
    if (shape & E_NAME)
        bundler_strict(p, operator->offset, p->previous_end, "strict code cannot delete a name");
    if (shape & E_PRIVATE_MEMBER)
        bundler_fail(p, operator->offset, p->previous_end, "a private member cannot be deleted");
}

static bundler_shape prefix(parser *p)
{
    const bundler_token operator= p->token;
    if (!bundler_nest(p)) return 0;
    bundler_next(p);
    const bundler_shape shape = bundler_unary(p);
    bundler_unnest(p);
    if (shape & (E_LOW | E_PRIVATE_NAME)) bundler_unexpected(p);
    switch (operator.kind) {
    case T_TYPEOF:
        if (shape & E_NAME)
            p->log->references[p->log->references_count - 1].flags |= BUNDLER_REF_TYPEOF;
        return (shape & E_PURE) | E_PRIMITIVE | E_UNARY;
    case T_NOT: return (shape & E_PURE) | E_PRIMITIVE | E_UNARY;
    case T_VOID: return (shape & E_PURE) | E_PRIMITIVE | E_UNARY;
    case T_DELETE: check_delete(p, &operator, shape); return E_UNARY;
    case T_INCREMENT:
    case T_DECREMENT: bundler_write(p, shape, operator.end); return E_PRIMITIVE;
    default: return E_UNARY | (shape & E_PRIMITIVE ? shape & (E_PURE | E_PRIMITIVE) : 0);
    }
}

static bundler_shape await(parser *p)
{
    const bundler_token operator= p->token;
    if (!bundler_nest(p)) return 0;
    bundler_next(p);
    if (p->in & (IN_PARAMETERS | IN_STATIC))
        bundler_fail(p, operator.offset, operator.end, "`await` cannot stand here");
    if (!(p->in & IN_DEEP)) bundler_module_awaits(p, &operator);
    p->suspend = operator.offset;
    if (bundler_unary(p) & (E_LOW | E_PRIVATE_NAME)) bundler_unexpected(p);
    bundler_unnest(p);
    return E_UNARY;
}

bundler_shape bundler_unary(parser *p)
{
    switch (p->token.kind) {
    case T_NOT:
    case T_TILDE:
    case T_PLUS:
    case T_MINUS:
    case T_TYPEOF:
    case T_VOID:
    case T_DELETE:
    case T_INCREMENT:
    case T_DECREMENT: return prefix(p);
    case T_AWAIT:
        if (p->in & IN_ASYNC) return await(p);
        break;
    case T_LESS:
        if (p->ts && p->token.offset == p->arrow_at) {
            bundler_shape arrow;
            if (bundler_ts_arrow(p, p->token.offset, false, &arrow)) return arrow;
        }
        if (p->ts && !p->jsx) return bundler_ts_assertion(p);
        break;
    default: break;
    }
    const uint32_t start = p->token.offset;
    bundler_shape shape = bundler_suffix(p, start, true);
    if ((p->token.kind == T_INCREMENT || p->token.kind == T_DECREMENT) && !p->token.line &&
        !(shape & E_LOW)) {
        bundler_write(p, shape, start);
        bundler_next(p);
        return E_PRIMITIVE;
    }
    return shape;
}
