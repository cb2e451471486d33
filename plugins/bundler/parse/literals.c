/* literals.c: numbers and regular expressions; what strings say. */
#include "lexer.h"

/* ---- Numbers ---- */

static bool is_digit(unsigned char c, unsigned base)
{
    const int digit = bundler_hex(c);
    return digit >= 0 && (unsigned)digit < base;
}

/* Digits with `_` between them; where they end. */
static uint32_t digits(parser *p, uint32_t at, unsigned base, bool separators)
{
    const uint32_t start = at;
    for (;;) {
        while (is_digit(p->text[at], base)) at++;
        if (p->text[at] != '_') return at;
        if (!separators || at == start || !is_digit(p->text[at + 1], base) ||
            p->text[at - 1] == '_') {
            bundler_fail(p, at, at + 1, "`_` may only stand between two digits of a number");
            return at;
        }
        at++;
    }
}

static uint32_t exponent(parser *p, uint32_t at)
{
    if ((p->text[at] | 32) != 'e') return at;
    at++;
    if (p->text[at] == '+' || p->text[at] == '-') at++;
    const uint32_t end = digits(p, at, 10, true);
    if (end == at) bundler_fail(p, p->token.offset, at, "number without digits of its exponent");
    return end;
}

/* 0x.. 0o.. 0b.. : 0 when it is none of these. */
static unsigned base_of(const unsigned char *at)
{
    if (at[0] != '0') return 0;
    switch (at[1] | 32) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: return 0;
    }
}

/* 017, 089: only in sloppy code. */
static bool is_legacy(const unsigned char *at)
{
    return at[0] == '0' && ((at[1] >= '0' && at[1] <= '9') || at[1] == '_');
}

static uint32_t decimal(parser *p)
{
    uint32_t at = p->token.offset;
    const bool legacy = is_legacy(p->text + at);
    bool octal = legacy;
    p->token.octal = legacy;
    const uint32_t end = digits(p, at, 10, !legacy);
    for (; at < end; at++)
        if (p->text[at] > '7') octal = false;
    if (octal) return end;
    if (p->text[at] == 'n' && !legacy && at > p->token.offset) {
        p->token.kind = T_BIGINT;
        return at + 1;
    }
    if (p->text[at] == '.') {
        at++;
        if (p->text[at] == '_')
            bundler_fail(p, at, at + 1, "`_` may only stand between two digits of a number");
        at = digits(p, at, 10, true);
    }
    return exponent(p, at);
}

void bundler_number(parser *p)
{
    uint32_t at = p->token.offset;
    const unsigned base = base_of(p->text + at);
    p->token.kind = T_NUMBER;
    if (base) {
        const uint32_t end = digits(p, at + 2, base, true);
        if (end == at + 2) bundler_fail(p, at, end, "number without digits");
        at = end;
        if (p->text[at] == 'n') {
            p->token.kind = T_BIGINT;
            at++;
        }
    } else {
        at = decimal(p);
    }
    p->token.word = p->token.kind;
    p->token.end = at;
    uint32_t code;
    const unsigned char next = p->text[at];
    if ((bundler_classes[next] & CLASS_PART) || next == '\\' ||
        (next >= 0x80 && bundler_decode(p->text + at, &code) && bundler_id_start(code)))
        bundler_fail(p, p->token.offset, at + 1, "a name may not follow a number directly");
}

/* ---- Regular expressions ---- */

static void flags(parser *p, uint32_t at)
{
    unsigned seen = 0;
    static const char known[] = "dgimsuvy";
    for (; (bundler_classes[p->text[at]] & CLASS_PART) || p->text[at] == '\\'; at++) {
        const char *flag = p->text[at] ? strchr(known, p->text[at]) : NULL;
        const unsigned bit = flag ? 1u << (flag - known) : 0;
        if (bit == 0 || (seen & bit)) {
            bundler_fail(p, at, at + 1, "unknown or repeated flag of a regular expression");
            return;
        }
        seen |= bit;
    }
    p->token.kind = p->token.word = T_REGEXP;
    p->token.end = at;
}

void bundler_regexp(parser *p)
{
    bool set = false;
    const unsigned char *at = p->text + p->token.offset + 1, *end = p->text + p->size;
    for (;; at++) {
        const bool escaped = *at == '\\';
        if (escaped) at++;
        if (*at == '\n' || *at == '\r' || bundler_is_separator(at) || at >= end) {
            bundler_fail(p, p->token.offset, p->token.offset + 1,
                         "regular expression without its end");
            return;
        }
        if (escaped) continue;
        if (*at == '/' && !set) break;
        if (*at == '[') set = true;
        if (*at == ']') set = false;
    }
    flags(p, (uint32_t)(at - p->text) + 1);
}

/* ---- What strings say ---- */

static const unsigned char *add_unicode(bundler_text *out, const unsigned char *at, uint32_t *high)
{
    uint32_t code = 0;
    if (*at == '{') {
        for (at++; *at != '}'; at++) code = code * 16 + (uint32_t)bundler_hex(*at);
        at++;
    } else {
        for (int i = 0; i < 4; i++) code = code * 16 + (uint32_t)bundler_hex(*at++);
    }
    if (*high && code >= 0xdc00 && code <= 0xdfff) { /* the two halves make one */
        out->len -= 3;
        code = 0x10000 + ((*high - 0xd800) << 10) + (code - 0xdc00);
    }
    *high = code >= 0xd800 && code <= 0xdbff ? code : 0;
    out->len += bundler_encode(code, out->ptr + out->len);
    return at;
}

static const unsigned char *add_octal(bundler_text *out, const unsigned char *at)
{
    uint32_t code = 0;
    for (int i = 0; i < 3 && *at >= '0' && *at <= '7' && code * 8 + (uint32_t)(*at - '0') < 256;
         i++)
        code = code * 8 + (uint32_t)(*at++ - '0');
    out->len += bundler_encode(code, out->ptr + out->len);
    return at;
}

/* Behind a backslash. */
static const unsigned char *add_escape(bundler_text *out, const unsigned char *at, uint32_t *high)
{
    static const char from[] = "bfnrtv", to[] = "\b\f\n\r\t\v";
    if (*at == 'u') return add_unicode(out, at + 1, high);
    *high = 0;
    if (*at == 'x') {
        const uint32_t code = (uint32_t)(bundler_hex(at[1]) * 16 + bundler_hex(at[2]));
        out->len += bundler_encode(code, out->ptr + out->len);
        return at + 3;
    }
    if (*at >= '0' && *at <= '7') return add_octal(out, at);
    if (*at == '\r') return at[1] == '\n' ? at + 2 : at + 1;
    if (*at == '\n') return at + 1;
    if (bundler_is_separator(at)) return at + 3;
    const char *known = *at ? strchr(from, *at) : NULL;
    out->ptr[out->len++] = known ? to[known - from] : (char)*at;
    return at + 1;
}

slsc_str bundler_string(parser *p, const bundler_token *token)
{
    const uint32_t behind = token->kind == T_TEMPLATE && !token->tail ? 2 : 1;
    const slsc_str raw = { (const char *)p->text + token->offset + 1,
                           token->end - token->offset - 1 - behind };
    if (!token->escaped || token->invalid || p->failed) return raw;
    bundler_text out = { .arena = p->arena };
    bundler_reserve(&out, raw.len + 4); /* nothing is longer decoded than it was */
    const unsigned char *at = (const unsigned char *)raw.ptr, *end = at + raw.len;
    for (uint32_t high = 0; at < end;) {
        if (*at == '\\') {
            at = add_escape(&out, at + 1, &high);
        } else {
            out.ptr[out.len++] = (char)*at++;
            high = 0;
        }
    }
    return bundler_done(&out);
}
