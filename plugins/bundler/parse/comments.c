/* comments.c: what stands between two tokens: space, ends of lines, comments.
 *
 * Comments are logged, since some must stay (licences) and the others may; a comment that says that
 * the call behind it is pure is noted in the token. With minify the gaps are logged too, with what
 * must be left so that the tokens on both sides stay two. */
#include "lexer.h"

static bool contains(const unsigned char *from, const unsigned char *to, const char *word)
{
    const size_t length = strlen(word);
    while ((size_t)(to - from) >= length) {
        const unsigned char *at = memchr(from, word[0], (size_t)(to - from) - length + 1);
        if (!at) return false;
        if (memcmp(at, word, length) == 0) return true;
        from = at + 1;
    }
    return false;
}

/* What a comment says after @ or #: of the many comments few have one. */
static void read_comment(parser *p, uint32_t from, uint32_t to, bool line)
{
    const unsigned char *start = p->text + from, *end = p->text + to;
    bool legal = to - from > 2 && start[2] == '!';
    for (const unsigned char *at = start; !legal; at++) {
        at = memchr(at, '@', (size_t)(end - at));
        if (!at) break;
        legal = contains(at, end - at > 9 ? at + 9 : end, "@license") ||
                contains(at, end - at > 10 ? at + 10 : end, "@preserve") ||
                contains(at, end - at > 8 ? at + 8 : end, "@cc_on");
        if (contains(at, end - at > 10 ? at + 10 : end, "@__PURE__") && at > start && at[-1] != '_')
            p->token.pure = true;
    }
    if (contains(start, end, "#__PURE__")) p->token.pure = true;
    /* An element of JSX is looked at by bytes, in some places twice. */
    const bundler_log *log = p->log;
    if (log->comments_count && from < log->comments[log->comments_count - 1].end) return;
    *BUNDLER_PUSH(p, p->log, comments) =
        (bundler_comment) { .offset = from, .end = to, .legal = legal, .line = line };
}

static uint32_t line_comment(parser *p, uint32_t from, uint32_t length)
{
    const unsigned char *at = p->text + from + length, *end = p->text + p->size;
    for (;; at++) {
        while (!(bundler_classes[*at] & CLASS_COMMENT_STOP)) at++;
        if (*at == '\n' || *at == '\r' || bundler_is_separator(at) || at >= end) break;
    }
    const uint32_t to = (uint32_t)(at - p->text);
    read_comment(p, from, to, true);
    return to;
}

static uint32_t block_comment(parser *p, uint32_t from)
{
    const unsigned char *at = p->text + from + 2, *end = p->text + p->size;
    for (;; at++) {
        while (!(bundler_classes[*at] & CLASS_COMMENT_STOP)) at++;
        if (*at == '*' && at[1] == '/') break;
        if (*at == '\n' || *at == '\r' || bundler_is_separator(at))
            p->token.line = true;
        else if (*at == 0 && at >= end) {
            bundler_fail(p, from, from + 2, "comment without its end");
            return p->size;
        }
    }
    const uint32_t to = (uint32_t)(at - p->text) + 2;
    read_comment(p, from, to, false);
    return to;
}

/* <!-- and, at the start of a line, -->: comments in scripts alone. The length, 0: none. */
static uint32_t html_comment(parser *p, const unsigned char *at)
{
    uint32_t length = 0;
    if (at[0] == '<' && at[1] == '!' && at[2] == '-' && at[3] == '-') length = 4;
    if (at[0] == '-' && at[1] == '-' && at[2] == '>' && (p->token.line || p->previous_end == 0))
        length = 3;
    if (length == 0 || p->module) return 0;
    p->mattered = true;
    return length;
}

/* Space beyond ASCII: its length, 0: none. */
static uint32_t wide_space(parser *p, const unsigned char *at)
{
    uint32_t code;
    const uint32_t length = bundler_decode(at, &code);
    if (length == 0) return 0;
    if (code == 0x2028 || code == 0x2029)
        p->token.line = true;
    else if (code != 0xa0 && code != 0xfeff && code != 0x1680 && code != 0x202f && code != 0x205f &&
             code != 0x3000 && (code < 0x2000 || code > 0x200a))
        return 0;
    return length;
}

uint32_t bundler_skip_space(parser *p)
{
    uint32_t at = p->token.offset, length;
    for (;;) {
        const unsigned char *text = p->text + at;
        switch (*text) {
        case ' ':
        case '\t':
        case '\v':
        case '\f': at++; continue;
        case '\n':
        case '\r':
            p->token.line = true;
            at++;
            while (p->text[at] == ' ') at++;
            continue;
        case '/':
            if (text[1] == '/')
                at = line_comment(p, at, 2);
            else if (text[1] == '*')
                at = block_comment(p, at);
            else
                return at;
            continue;
        case '<':
        case '-':
            if ((length = html_comment(p, text)) == 0) return at;
            at = line_comment(p, at, length);
            continue;
        default:
            if (*text < 0x80 || (length = wide_space(p, text)) == 0) return at;
            at += length;
        }
    }
}

/* ---- Gaps ---- */

static bool is_word_byte(unsigned char c)
{
    return (bundler_classes[c] & (CLASS_PART | CLASS_BEYOND)) || c == '\\';
}

/* Would two bytes that end one token and begin the next be read as one token? */
static bool would_join(const parser *p, uint32_t from)
{
    const unsigned char before = p->text[from - 1], next = p->text[p->token.offset];
    if (is_word_byte(before))
        return is_word_byte(next) || (next == '.' && (bundler_classes[before] & CLASS_DIGIT)) ||
               next == '#';
    if (before == next) return before == '+' || before == '-' || before == '/' || before == '<';
    if (before == '/') return is_word_byte(next) || next == '*';
    return (before == '<' && next == '!') || (before == '-' && next == '>');
}

void bundler_gap_between(parser *p, uint32_t from)
{
    *BUNDLER_PUSH(p, p->log, gaps) = (bundler_gap) {
        .offset = from,
        .end = p->token.offset,
        .instead = from > p->log->begin && p->token.kind != T_END && would_join(p, from) ? ' ' : 0,
    };
}
