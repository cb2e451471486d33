/* lexer.c: bytes -> tokens.
 *
 * bundler_next() looks at one byte to see what begins, and each kind of token is read by a function
 * of its own. What a `/` means only the parser knows, which asks for a regular expression where an
 * operand must stand. The source ends with zero bytes, so that a few bytes may be looked at without
 * asking for the end; a zero byte inside of the source is just a character that begins nothing. */
#include "lexer.h"

/* clang-format off */
const unsigned char bundler_classes[256] = {
    192, 0, 0, 0, 0, 0, 0, 0, 0, 16, 192, 16, 16, 192, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    16, 32, 96, 32, 35, 32, 32, 96, 32, 32, 160, 32, 32, 0, 32, 0,
    38, 38, 38, 38, 38, 38, 38, 38, 38, 38, 32, 32, 0, 32, 32, 32,
    32, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35,
    35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 32, 96, 32, 32, 35,
    32, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35,
    35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 32, 32, 32, 32, 0,
    8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
    8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
    8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
    8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
    8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
    8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
    8, 8, 136, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
    8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
};
/* clang-format on */

static void set(parser *p, bundler_kind kind, uint32_t length)
{
    p->token.kind = p->token.word = (uint8_t)kind;
    p->token.end = p->token.offset + length;
}

/* ---- Names ---- */

/* \u0061, \u{61}: at the backslash; its length, 0: there is none. */
static uint32_t unicode_escape(const unsigned char *at, uint32_t *code)
{
    if (at[0] != '\\' || at[1] != 'u') return 0;
    uint32_t i = 2, value = 0, digits = 0;
    const bool braces = at[2] == '{';
    if (braces) i++;
    for (int digit; (digit = bundler_hex(at[i])) >= 0 && (braces || digits < 4); i++, digits++) {
        value = value * 16 + (uint32_t)digit;
        if (value > 0x10ffff) return 0;
    }
    if (braces ? digits == 0 || at[i] != '}' : digits != 4) return 0;
    *code = value;
    return braces ? i + 1 : i;
}

/* The length of one character of a name at `at`, 0: none. */
static uint32_t name_character(const unsigned char *at, bool first, uint32_t *code, bool *escaped)
{
    uint32_t length = 1;
    *code = *at;
    if (*at == '\\') {
        length = unicode_escape(at, code);
        *escaped = true;
    } else if (*at >= 0x80) {
        length = bundler_decode(at, code);
    }
    if (length == 0) return 0;
    if (*code < 0x80)
        return bundler_classes[*code] & (first ? CLASS_START : CLASS_PART) ? length : 0;
    return (first ? bundler_id_start(*code) : bundler_id_continue(*code)) ? length : 0;
}

static void encode(bundler_text *text, uint32_t code)
{
    bundler_reserve(text, 4);
    text->len += bundler_encode(code, text->ptr + text->len);
}

/* A name with other characters than ASCII, or with escapes; the text is decoded only for these. */
static void slow_name(parser *p, uint32_t from, bool private)
{
    bool escaped = false;
    uint32_t at = from, code, length;
    while ((length = name_character(p->text + at, at == from, &code, &escaped)) != 0) at += length;
    if (p->text[at] == '\\' || at == from || at > p->size) {
        bundler_fail(p, at, at + 1, "this is no character of a name");
        return;
    }
    set(p, private ? T_PRIVATE : T_NAME, at - p->token.offset);
    if (!escaped) return;
    bundler_text text = { .arena = p->arena };
    for (uint32_t i = from; i < at; i += length) {
        length = name_character(p->text + i, i == from, &code, &escaped);
        encode(&text, code);
    }
    p->token.escaped = true;
    p->token.decoded = bundler_done(&text);
    if (private) return;
    p->token.word = bundler_word_kind((const unsigned char *)text.ptr, text.len);
    if (p->token.word < T_ESCAPED_WORD) p->token.kind = T_ESCAPED_WORD;
}

static void name(parser *p)
{
    const unsigned char *start = p->text + p->token.offset, *at = start + 1;
    while (bundler_classes[*at] & CLASS_PART) at++;
    if (*at == '\\' || *at >= 0x80) {
        slow_name(p, p->token.offset, false);
        return;
    }
    const size_t length = (size_t)(at - start);
    p->token.end = p->token.offset + (uint32_t)length;
    p->token.kind = p->token.word = *start >= 'a' ? bundler_word_kind(start, length) : T_NAME;
}

static void private_name(parser *p)
{
    const uint32_t from = p->token.offset + 1;
    const unsigned char *at = p->text + from;
    if (bundler_classes[*at] & CLASS_START) {
        while (bundler_classes[*at] & CLASS_PART) at++;
        if (*at != '\\' && *at < 0x80) {
            set(p, T_PRIVATE, (uint32_t)(at - p->text) - p->token.offset);
            return;
        }
    }
    slow_name(p, from, true);
}

/* ---- Strings and templates ---- */

/* The length of an escape sequence from the backslash on, which may be wrong (0). */
static uint32_t escape(parser *p, const unsigned char *at)
{
    uint32_t code;
    switch (at[1]) {
    case 'x': return bundler_hex(at[2]) >= 0 && bundler_hex(at[3]) >= 0 ? 4 : 0;
    case 'u': return unicode_escape(at, &code);
    case '\r': return at[2] == '\n' ? 3 : 2;
    case '0':
        if (!(bundler_classes[at[2]] & CLASS_DIGIT)) return 2; /* fall through */
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9': p->token.octal = true; return 2;
    default: return 2;
    }
}

static void string(parser *p)
{
    const unsigned char *start = p->text + p->token.offset, *at = start + 1, quote = *start;
    const unsigned char *end = p->text + p->size;
    for (;; at++) {
        while (!(bundler_classes[*at] & CLASS_STRING_STOP)) at++;
        if (*at == quote) break;
        if (*at == '"' || *at == '\'') continue;
        if (*at == '\\' && at + 1 < end) {
            const uint32_t length = escape(p, at);
            p->token.escaped = true;
            if (length == 0) {
                bundler_fail(p, (uint32_t)(at - p->text), (uint32_t)(at - p->text) + 2,
                             "escape sequence of a string without its digits");
                return;
            }
            at += length - 1;
        } else if (at >= end || *at != 0) {
            bundler_fail(p, p->token.offset, (uint32_t)(at - p->text), "string without its end");
            return;
        }
    }
    set(p, T_STRING, (uint32_t)(at - start) + 1);
}

/* The token begins with ` or }. */
static void template_part(parser *p)
{
    const unsigned char *start = p->text + p->token.offset, *at = start + 1;
    const unsigned char *end = p->text + p->size;
    for (;; at++) {
        while (*at != '`' && *at != '\\' && *at != '$' && *at != 0) at++;
        if (*at == '`' || (*at == '$' && at[1] == '{')) break;
        if (*at == '\\' && at + 1 < end) {
            const uint32_t length = escape(p, at);
            p->token.escaped = true;
            if (length == 0 || p->token.octal) p->token.invalid = true;
            at += length ? length - 1 : 1;
        } else if (at >= end) {
            bundler_fail(p, p->token.offset, p->size, "template without its end");
            return;
        }
    }
    p->token.tail = *at == '`';
    p->token.octal = false;
    set(p, T_TEMPLATE, (uint32_t)(at - start) + (p->token.tail ? 1 : 2));
}

void bundler_template(parser *p)
{
    p->token.escaped = p->token.invalid = p->token.octal = false;
    template_part(p);
}

/* ---- Punctuators ---- */

static uint32_t run_length(const unsigned char *at, unsigned char c, uint32_t most)
{
    uint32_t n = 1;
    while (n < most && at[n] == c) n++;
    return n;
}

static void operator_or_assign(parser *p, bundler_kind kind, uint32_t length)
{
    if (p->text[p->token.offset + length] == '=')
        set(p, T_ASSIGN_OP, length + 1);
    else
        set(p, kind, length);
}

static void logical(parser *p, bundler_kind twice, bundler_kind once)
{
    const unsigned char *at = p->text + p->token.offset;
    if (at[1] != *at)
        operator_or_assign(p, once, 1);
    else
        set(p, at[2] == '=' ? T_ASSIGN_LOGICAL : twice, at[2] == '=' ? 3 : 2);
}

static void less(parser *p)
{
    const unsigned char *at = p->text + p->token.offset;
    if (at[1] == '<')
        operator_or_assign(p, T_SHIFT, 2);
    else
        set(p, at[1] == '=' ? T_RELATION : T_LESS, at[1] == '=' ? 2 : 1);
}

static void greater(parser *p)
{
    const unsigned char *at = p->text + p->token.offset;
    const uint32_t run = run_length(at, '>', 3);
    if (run > 1)
        operator_or_assign(p, T_SHIFT, run);
    else
        set(p, at[1] == '=' ? T_RELATION : T_GREATER, at[1] == '=' ? 2 : 1);
}

static void question(parser *p)
{
    const unsigned char *at = p->text + p->token.offset;
    if (at[1] == '?')
        set(p, at[2] == '=' ? T_ASSIGN_LOGICAL : T_NULLISH, at[2] == '=' ? 3 : 2);
    else if (at[1] == '.' && !(bundler_classes[at[2]] & CLASS_DIGIT))
        set(p, T_OPTIONAL, 2);
    else
        set(p, T_QUESTION, 1);
}

static void equals(parser *p, bundler_kind alone)
{
    const unsigned char *at = p->text + p->token.offset;
    if (at[1] == '=')
        set(p, T_EQUALITY, at[2] == '=' ? 3 : 2);
    else if (at[1] == '>' && *at == '=')
        set(p, T_ARROW, 2);
    else
        set(p, alone, 1);
}

static void plus_or_minus(parser *p, bundler_kind twice, bundler_kind once)
{
    const unsigned char *at = p->text + p->token.offset;
    if (at[1] == *at)
        set(p, twice, 2);
    else
        operator_or_assign(p, once, 1);
}

static void dot(parser *p)
{
    const unsigned char *at = p->text + p->token.offset;
    if (bundler_classes[at[1]] & CLASS_DIGIT)
        bundler_number(p);
    else
        set(p, at[1] == '.' && at[2] == '.' ? T_ELLIPSIS : T_DOT,
            at[1] == '.' && at[2] == '.' ? 3 : 1);
}

static void slash(parser *p)
{
    const bool assign = p->text[p->token.offset + 1] == '=';
    set(p, assign ? T_SLASH_ASSIGN : T_SLASH, assign ? 2 : 1);
}

static void star(parser *p)
{
    const bool power = p->text[p->token.offset + 1] == '*';
    operator_or_assign(p, power ? T_POWER : T_STAR, power ? 2 : 1);
}

static void foreign(parser *p)
{
    const uint32_t at = p->token.offset;
    const unsigned char c = p->text[at];
    if (c >= 0x80 || c == '\\')
        slow_name(p, at, false);
    else
        bundler_fail(p, at, at + 1, "unexpected character 0x%02x", c);
}

static void scan(parser *p)
{
    const unsigned char c = p->text[p->token.offset];
    if (bundler_classes[c] & CLASS_START) {
        name(p);
        return;
    }
    switch (c) {
    case '"':
    case '\'': string(p); return;
    case '`': template_part(p); return;
    case '(': set(p, T_LPAREN, 1); return;
    case ')': set(p, T_RPAREN, 1); return;
    case '{': set(p, T_LBRACE, 1); return;
    case '}': set(p, T_RBRACE, 1); return;
    case '[': set(p, T_LBRACKET, 1); return;
    case ']': set(p, T_RBRACKET, 1); return;
    case ';': set(p, T_SEMICOLON, 1); return;
    case ',': set(p, T_COMMA, 1); return;
    case ':': set(p, T_COLON, 1); return;
    case '~': set(p, T_TILDE, 1); return;
    case '@': set(p, T_AT, 1); return;
    case '.': dot(p); return;
    case '=': equals(p, T_ASSIGN); return;
    case '!': equals(p, T_NOT); return;
    case '?': question(p); return;
    case '<': less(p); return;
    case '>': greater(p); return;
    case '&': logical(p, T_AND, T_BIT_AND); return;
    case '|': logical(p, T_OR, T_BIT_OR); return;
    case '^': operator_or_assign(p, T_BIT_XOR, 1); return;
    case '%': operator_or_assign(p, T_PERCENT, 1); return;
    case '+': plus_or_minus(p, T_INCREMENT, T_PLUS); return;
    case '-': plus_or_minus(p, T_DECREMENT, T_MINUS); return;
    case '*': star(p); return;
    case '/': slash(p); return;
    case '#': private_name(p); return;
    default:
        if (bundler_classes[c] & CLASS_DIGIT)
            bundler_number(p);
        else
            foreign(p);
    }
}

static void read(parser *p, uint32_t at)
{
    const uint32_t before = at;
    p->token = (bundler_token) { .offset = at };
    if (p->text[at] == ' ') at++;
    if (!(bundler_classes[p->text[at]] & CLASS_PLAIN)) {
        p->token.offset = at;
        at = bundler_skip_space(p);
    }
    p->token.offset = p->token.end = at;
    if (at < p->limit)
        scan(p);
    else
        p->token.offset = p->token.end = p->failed ? at : p->size;
    if (p->options->minify && at != before) bundler_gap_between(p, before);
    if (p->failed) p->token.kind = p->token.word = T_END;
}

void bundler_next(parser *p)
{
    p->previous_end = p->token.end;
    read(p, p->token.end);
}

void bundler_at(parser *p, uint32_t offset) { read(p, offset); }

bundler_token bundler_peek(parser *p)
{
    const bundler_token token = p->token;
    const uint32_t previous_end = p->previous_end;
    const size_t comments = p->log->comments_count, gaps = p->log->gaps_count;
    bundler_next(p);
    const bundler_token next = p->token;
    if (!p->failed) p->token = token;
    p->previous_end = previous_end;
    p->log->comments_count = comments;
    p->log->gaps_count = gaps;
    return next;
}

void bundler_greater(parser *p)
{
    if (p->text[p->token.offset] == '>') set(p, T_GREATER, 1);
}

void bundler_less(parser *p)
{
    if (p->text[p->token.offset] == '<') set(p, T_LESS, 1);
}
