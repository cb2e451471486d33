/* token.h: what the lexer makes of the source. */
#ifndef BUNDLER_PARSE_TOKEN_H
#define BUNDLER_PARSE_TOKEN_H

#include "log.h"

/* Words are in the order that bundler_is_reserved and its like need. words.c has their texts. */
typedef enum bundler_kind {
    T_END, /* of the source, or an error */
    T_STRING,
    T_NUMBER,
    T_BIGINT,
    T_REGEXP,   /* only after bundler_regexp() */
    T_TEMPLATE, /* `...` or `...${ or }...${ or }...`: see bundler_token.tail */
    T_PRIVATE,  /* #name */
    T_LBRACE,
    T_RBRACE,
    T_LPAREN,
    T_RPAREN,
    T_LBRACKET,
    T_RBRACKET,
    T_SEMICOLON,
    T_COMMA,
    T_COLON,
    T_DOT,
    T_ELLIPSIS,
    T_QUESTION,
    T_OPTIONAL, /* ?. */
    T_ARROW,
    T_AT,
    T_NOT,
    T_TILDE,
    T_INCREMENT,
    T_DECREMENT,
    /* assignments */
    T_ASSIGN,
    T_ASSIGN_OP,      /* += and its like; not those three: */
    T_ASSIGN_LOGICAL, /* &&= ||= ??= */
    T_SLASH_ASSIGN,   /* /= : may begin a regular expression */
    /* binary operators; T_IN and T_INSTANCEOF are words */
    T_NULLISH,
    T_OR,
    T_AND,
    T_BIT_OR,
    T_BIT_XOR,
    T_BIT_AND,
    T_EQUALITY, /* == != === !== */
    T_LESS,
    T_GREATER,
    T_RELATION, /* <= >= */
    T_SHIFT,    /* << >> >>> */
    T_PLUS,
    T_MINUS,
    T_STAR,
    T_SLASH,
    T_PERCENT,
    T_POWER,
    /* reserved words */
    T_BREAK,
    T_CASE,
    T_CATCH,
    T_CLASS,
    T_CONST,
    T_CONTINUE,
    T_DEBUGGER,
    T_DEFAULT,
    T_DELETE,
    T_DO,
    T_ELSE,
    T_ENUM,
    T_EXPORT,
    T_EXTENDS,
    T_FALSE,
    T_FINALLY,
    T_FOR,
    T_FUNCTION,
    T_IF,
    T_IMPORT,
    T_IN,
    T_INSTANCEOF,
    T_NEW,
    T_NULL,
    T_RETURN,
    T_SUPER,
    T_SWITCH,
    T_THIS,
    T_THROW,
    T_TRUE,
    T_TRY,
    T_TYPEOF,
    T_VAR,
    T_VOID,
    T_WHILE,
    T_WITH,
    T_ESCAPED_WORD, /* a reserved word written with escapes: only a property can be named so */
    /* names from here on; reserved in strict code: */
    T_IMPLEMENTS,
    T_INTERFACE,
    T_LET,
    T_PACKAGE,
    T_PRIVATE_WORD,
    T_PROTECTED,
    T_PUBLIC,
    T_STATIC,
    T_YIELD,
    T_AWAIT, /* reserved in modules and async functions */
    /* names that mean something in places */
    T_ABSTRACT,
    T_ACCESSOR,
    T_ARGUMENTS,
    T_AS,
    T_ASSERTS,
    T_ASYNC,
    T_DECLARE,
    T_DEFER,
    T_EVAL,
    T_FROM,
    T_GET,
    T_GLOBAL,
    T_INFER,
    T_IS,
    T_KEYOF,
    T_META,
    T_MODULE,
    T_NAMESPACE,
    T_OF,
    T_OUT,
    T_OVERRIDE,
    T_READONLY,
    T_REQUIRE,
    T_SATISFIES,
    T_SET,
    T_SOURCE,
    T_TARGET,
    T_TYPE,
    T_UNIQUE,
    T_USING,
    T_NAME, /* any other name, and these with escapes */
    T_KINDS
} bundler_kind;

typedef struct bundler_token {
    uint8_t kind; /* bundler_kind */
    uint8_t word; /* of a T_NAME with escapes: what it would be without; else kind */
    bool line;    /* a line ends somewhere before it */
    bool escaped; /* name with escapes: see decoded. String, template: has a backslash */
    bool tail;    /* T_TEMPLATE: ends with ` */
    bool pure;    /* a comment like @__PURE__ stands before it */
    bool octal;   /* number 017, 08, or string "\1": not in strict code */
    bool invalid; /* template with an escape that only a tagged one may have */
    uint32_t offset, end;
    slsc_str decoded; /* escaped name */
} bundler_token;

#endif
