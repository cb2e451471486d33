/* fold.c: the value of a constant expression, for enums: the member behind one without a value
 * counts on from it, and a text has no member that leads back. The expression itself stays as it
 * is; so what is too hard here is only unknown. */
#include "holders.h"

typedef struct folding {
    parser *p;
    uint32_t holder;
} folding;

static bundler_value fold_binary(folding *, int least);

static bundler_value unknown(void) { return (bundler_value) { VALUE_UNKNOWN, 0 }; }

static bundler_value number(double value) { return (bundler_value) { VALUE_NUMBER, value }; }

static bundler_value literal_number(const parser *p)
{
    const unsigned char *at = p->text + p->token.offset, *end = p->text + p->token.end;
    const unsigned char mark = at[0] == '0' && end - at > 1 ? at[1] | 32 : 0;
    const double base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
    double value = 0, scale = 0;
    for (at += base == 10 ? 0 : 2; at < end; at++) {
        if (*at == '_') continue;
        if (*at == '.' && base == 10 && scale == 0) {
            scale = 1;
        } else if (*at >= '0' && *at <= '9') {
            value = value * base + (*at - '0');
            scale *= 10;
        } else if (base == 16) {
            value = value * base + ((*at | 32) - 'a' + 10);
        } else {
            return unknown(); /* an exponent */
        }
    }
    return number(scale > 1 ? value / scale : value);
}

bool bundler_fold_is_whole(double value)
{
    return value > -9e15 && value < 9e15 && (double)(int64_t)value == value;
}

static int32_t to_int32(double value)
{
    if (!(value > -9e18 && value < 9e18)) return 0;
    return (int32_t)(uint32_t)(uint64_t)(int64_t)value;
}

/* Any template is a text; what stands in it does not matter. */
static bundler_value fold_template(parser *p)
{
    uint32_t open = 0;
    while (!p->token.tail || open) {
        bundler_next(p);
        if (p->token.kind == T_LBRACE || (p->token.kind == T_TEMPLATE && !p->token.tail)) open++;
        if (p->token.kind == T_END) return unknown();
        if (p->token.kind != T_RBRACE) continue;
        if (open) {
            open--;
            continue;
        }
        bundler_template(p);
    }
    bundler_next(p);
    return (bundler_value) { VALUE_STRING, 0 };
}

static bundler_value member_of(folding *f, uint32_t merged, bundler_name name)
{
    const bundler_value *value = bundler_holder_find(f->p, merged, name);
    return value ? *value : unknown();
}

/* A, E.A, E["A"] */
static bundler_value fold_name(folding *f)
{
    parser *p = f->p;
    const bundler_name name = bundler_name_of(p, &p->token);
    const uint32_t own = p->types->holders[f->holder].merged;
    bundler_next(p);
    if (p->token.kind != T_DOT && p->token.kind != T_LBRACKET) {
        if (bundler_holder_find(p, own, name)) return member_of(f, own, name);
        return unknown();
    }
    const bool bracket = p->token.kind == T_LBRACKET;
    const uint32_t merged =
        name == p->types->holders[f->holder].name ? own : bundler_holder_named(p, name);
    bundler_next(p);
    if (merged == BUNDLER_NONE || (bracket ? p->token.kind != T_STRING : !bundler_is_word(p)))
        return unknown();
    const bundler_name member =
        bracket ? bundler_intern(p, bundler_string(p, &p->token)) : bundler_name_of(p, &p->token);
    bundler_next(p);
    if (bracket && !bundler_eat(p, T_RBRACKET)) return unknown();
    return member_of(f, merged, member);
}

static bundler_value fold_unary(folding *f)
{
    parser *p = f->p;
    bundler_value value;
    switch (p->token.kind) {
    case T_PLUS:
    case T_MINUS:
    case T_TILDE: {
        const uint8_t operator= p->token.kind;
        if (!bundler_nest(p)) return unknown();
        bundler_next(p);
        value = fold_unary(f);
        bundler_unnest(p);
        if (value.kind != VALUE_NUMBER) return unknown();
        if (operator== T_MINUS) value.number = -value.number;
        if (operator== T_TILDE) value.number = ~to_int32(value.number);
        return value;
    }
    case T_NUMBER:
        value = literal_number(p);
        bundler_next(p);
        return value;
    case T_STRING: bundler_next(p); return (bundler_value) { VALUE_STRING, 0 };
    case T_TEMPLATE: return fold_template(p);
    case T_LPAREN:
        if (!bundler_nest(p)) return unknown();
        bundler_next(p);
        value = fold_binary(f, 0);
        bundler_unnest(p);
        return bundler_eat(p, T_RPAREN) ? value : unknown();
    default: return bundler_is_name(p) ? fold_name(f) : unknown();
    }
}

static int strength(const parser *p)
{
    switch (p->token.kind) {
    case T_BIT_OR: return 1;
    case T_BIT_XOR: return 2;
    case T_BIT_AND: return 3;
    case T_SHIFT: return 4;
    case T_PLUS:
    case T_MINUS: return 5;
    case T_STAR:
    case T_SLASH:
    case T_PERCENT: return 6;
    case T_POWER: return 7;
    default: return -1;
    }
}

static double shift(const unsigned char *text, uint32_t length, double left, double right)
{
    const uint32_t count = (uint32_t)to_int32(right) & 31;
    if (text[0] == '<') return (int32_t)((uint32_t)to_int32(left) << count);
    if (length == 3) return (uint32_t)to_int32(left) >> count;
    return to_int32(left) >> count;
}

static bundler_value remainder_of(double a, double b)
{
    if (!bundler_fold_is_whole(a) || !bundler_fold_is_whole(b) || !(b > 0 || b < 0))
        return unknown();
    return number((double)((int64_t)a % (int64_t)b));
}

static bundler_value power(double a, double b)
{
    double value = 1;
    if (!bundler_fold_is_whole(b) || b < 0 || b > 1100) return unknown();
    for (int i = 0; i < (int)b; i++) value *= a;
    return number(value);
}

static bundler_value combine(const parser *p, const bundler_token *operator, bundler_value left,
                             bundler_value right)
{
    if (operator->kind == T_PLUS &&(left.kind == VALUE_STRING || right.kind == VALUE_STRING))
        return (bundler_value) { VALUE_STRING, 0 };
    if (left.kind != VALUE_NUMBER || right.kind != VALUE_NUMBER) return unknown();
    const double a = left.number, b = right.number;
    switch (operator->kind) {
    case T_PLUS: return number(a + b);
    case T_MINUS: return number(a - b);
    case T_STAR: return number(a * b);
    case T_SLASH: return b > 0 || b < 0 ? number(a / b) : unknown();
    case T_PERCENT: return remainder_of(a, b);
    case T_POWER: return power(a, b);
    case T_BIT_OR: return number(to_int32(a) | to_int32(b));
    case T_BIT_XOR: return number(to_int32(a) ^ to_int32(b));
    case T_BIT_AND: return number(to_int32(a) & to_int32(b));
    default:
        return number(shift(p->text + operator->offset, operator->end - operator->offset, a, b));
    }
}

static bundler_value fold_binary(folding *f, int least)
{
    parser *p = f->p;
    if (!bundler_nest(p)) return unknown();
    bundler_value left = fold_unary(f);
    for (int strong; (strong = strength(p)) >= least && !p->failed;) {
        const bundler_token operator= p->token;
        bundler_next(p);
        left = combine(p, &operator, left,
                       fold_binary(f, operator.kind == T_POWER ? strong : strong + 1));
    }
    bundler_unnest(p);
    return left;
}

bundler_value bundler_fold(parser *p, uint32_t holder)
{
    folding f = { p, holder };
    const bundler_mark mark = bundler_mark_here(p);
    bundler_value value = fold_binary(&f, 0);
    if (p->failed || (p->token.kind != T_COMMA && p->token.kind != T_RBRACE)) value = unknown();
    bundler_back(p, &mark);
    return value;
}
