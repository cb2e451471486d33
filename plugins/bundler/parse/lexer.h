/* lexer.h: what the files that make tokens share. */
#ifndef BUNDLER_PARSE_LEXER_H
#define BUNDLER_PARSE_LEXER_H

#include "parser.h"

enum {
    CLASS_START = 1,
    CLASS_PART = 2,
    CLASS_DIGIT = 4,
    CLASS_BEYOND = 8,        /* no ASCII */
    CLASS_PLAIN = 32,        /* begins a token whatever follows it */
    CLASS_STRING_STOP = 64,  /* quotes, backslash, end of a line */
    CLASS_COMMENT_STOP = 128 /* *, what may end a line */
};
extern const unsigned char bundler_classes[256];

static inline int bundler_hex(unsigned char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* U+2028 and U+2029 end lines: E2 80 A8, E2 80 A9. */
static inline bool bundler_is_separator(const unsigned char *at)
{
    return at[0] == 0xe2 && at[1] == 0x80 && (at[2] | 1) == 0xa9;
}

uint32_t bundler_encode(uint32_t code, char *out); /* UTF-8, unpaired surrogates as WTF-8; length */
void bundler_number(parser *);                     /* the token begins with a digit or .digit */
void bundler_gap_between(parser *, uint32_t from); /* minify: up to the current token */

#endif
