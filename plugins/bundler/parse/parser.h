/* parser.h: the parser from inside: for the files of this folder alone.
 *
 * One pass, by recursive descent, without a tree: each function reads what its name says, from the
 * current token on, writes what a bundler must know into the log, and leaves the first token behind
 * it as the current one. An expression is told to its caller as a few bits (bundler_shape).
 *
 * Errors: bundler_fail() notes the first and turns the current token into T_END for good, so that
 * every loop ends and everything unwinds by itself; nobody needs to look at p->failed but who would
 * loop without reading tokens.
 *
 * Looking ahead: bundler_mark() notes the state, bundler_back() restores it whatever was read and
 * logged (or failed) since; names stay. One token ahead bundler_peek() looks.
 *
 * Bindings: bundler_declare() and bundler_refer() only write down; which reference means which
 * declaration is found in one walk at the end (scopes.c), since `var` and functions are hoisted.
 *
 * Arrow functions: `(` opens a scope in any case. What stands in parentheses, brackets and braces
 * and could be a pattern puts its references on the stack `targets`; `=` behind it makes them
 * writes, `=>` makes them parameters. So nothing of JavaScript is ever read twice. */
#ifndef BUNDLER_PARSE_PARSER_H
#define BUNDLER_PARSE_PARSER_H

#include "log.h"
#include "token.h"

/* ---- Shapes of expressions ---- */

enum {
    E_NAME = 1,         /* a reference to a name: the last of log->references */
    E_MEMBER = 2,       /* a.b, a[b] */
    E_PATTERN = 4,      /* an array or object literal that may be assigned to */
    E_BINDING = 8,      /* a literal, or name = value, that may be parameters of an arrow */
    E_PARENTHESES = 16, /* it stands in parentheses */
    E_PURE = 32,        /* evaluating it has no effects, if all names it refers to are bound */
    E_PRIMITIVE = 64,   /* and gives a number, string...: operators on it run no code */
    E_CALL = 128,       /* its last step is a call */
    E_OPTIONAL = 256,   /* it has ?. */
    E_FUNCTION = 512,   /* a function, arrow function */
    E_DEFAULT = 1024,   /* target = value: as an element of a pattern */
    E_LOW = 2048,       /* arrow function, assignment, yield: nothing may follow but `,` */
    E_STRING = 4096,    /* a string literal */
    E_LOGICAL = 8192,   /* && or || without parentheses */
    E_COALESCE = 16384, /* ?? without parentheses */
    E_UNARY = 32768,    /* - typeof ...: not to the left of ** */
    E_PRIVATE_MEMBER = 65536, /* x.#y */
    E_PRIVATE_NAME = 131072,  /* #x: only to the left of `in` */
    E_LITERAL = 262144,       /* an array or object literal */
    E_NO_ARGUMENTS = 524288,  /* of bundler_arguments: there were none */
};
typedef uint32_t bundler_shape;

/* ---- Context ---- */

enum { /* of parser.in */
       IN_STRICT = 1,
       IN_FUNCTION = 2,    /* return may stand here */
       IN_ASYNC = 4,       /* await is an operator */
       IN_GENERATOR = 8,   /* yield is an operator */
       IN_METHOD = 16,     /* super.x */
       IN_DERIVED = 32,    /* super() */
       IN_TARGET = 64,     /* new.target */
       IN_OWN_THIS = 128,  /* `this` is not the module's */
       IN_ARGUMENTS = 256, /* `arguments` is the function's */
       IN_FIELD = 512,     /* of a class: no `arguments` */
       IN_STATIC = 1024,   /* static block: no `await`, no `arguments` */
       IN_LOOP = 2048,     /* continue, break */
       IN_SWITCH = 4096,   /* break */
       IN_NO_IN = 8192,    /* the head of a for: `in` is no operator */
       IN_PARAMETERS = 16384,
       IN_DEEP = 32768, /* inside of any function: not evaluated with the module */
       IN_TRY = 65536,
       IN_BRANCH = 131072,
       IN_AMBIENT = 262144,        /* TypeScript: what is declared only; left to typescript.c */
       IN_TYPE = 524288,           /* left to typescript.c */
       IN_NO_ARROW_TYPE = 1048576, /* TypeScript, a ? (b) : c => d : no arrow function with a
                                      type, unless another `:` follows */
       IN_HEAD = IN_NO_IN | IN_NO_ARROW_TYPE, /* what ends at the next bracket */
       IN_CLASS = 2097152,                    /* private names may stand here */
};

typedef enum bundler_scope_kind {
    SCOPE_CLEAR, /* parentheses that were no arrow function: as if not there */
    SCOPE_TOP,
    SCOPE_FUNCTION, /* parameters; with its body when they are plain names */
    SCOPE_BODY,     /* of a function with other parameters; static block; value of a field */
    SCOPE_BLOCK,
    SCOPE_CATCH,
    SCOPE_NAMESPACE, /* TypeScript: `var` stays in it, but it is evaluated at once */
} bundler_scope_kind;

typedef struct bundler_scope {
    uint8_t kind;
    bool deep;         /* what is in it is evaluated later, as in a function */
    bool unique;       /* SCOPE_FUNCTION: no parameter twice */
    bool simple;       /* SCOPE_CATCH: catch (name) */
    uint32_t parent;   /* BUNDLER_NONE: the top */
    uint32_t function; /* the scope where `var` lands: itself, if it is one of those */
    uint32_t reference, reference_end; /* log->references of it */
    uint32_t marks;
} bundler_scope;

typedef enum bundler_mark_kind { /* beside bundler_symbol_kind */
                                 MARK_VAR = BUNDLER_VAR,
                                 MARK_LEXICAL = BUNDLER_LEXICAL,
                                 MARK_FUNCTION = BUNDLER_FUNCTION,
                                 MARK_CLASS = BUNDLER_CLASS,
                                 MARK_PARAMETER = BUNDLER_PARAMETER,
                                 MARK_IMPORTED = BUNDLER_IMPORTED,
                                 MARK_ENUM = BUNDLER_ENUM, /* enum, namespace: may stand beside
                                                              functions and classes */
                                 MARK_CONST,               /* LEXICAL and constant: const, using */
                                 MARK_CATCH,               /* PARAMETER of catch */
                                 MARK_OWN_NAME, /* of a function or class expression: anything else
                                                   of this name wins */
                                 MARK_VAR_PASSES,     /* scopes.c: a `var` that lands further out:
                                                         nothing here may have its name */
                                 MARK_BLOCK_FUNCTION, /* sloppy function in a block: as seen in the
                                                         block */
                                 MARK_BLOCK_VAR, /* and as `var`, unless that would be a conflict */
} bundler_mark_kind;

typedef struct bundler_declared {
    bundler_name name;
    uint32_t scope, offset, end, statement;
    uint32_t symbol; /* known at the end; of MARK_VAR_PASSES: the scope where the `var` lands */
    uint8_t kind;    /* bundler_mark_kind */
    bool many;       /* for (var x of ...): gets several values */
    bool shorthand;  /* {x} of a pattern */
} bundler_declared;

typedef struct bundler_private {
    bundler_name name;
    uint32_t offset;
    uint8_t kind; /* 0: a reference. 1: field, method. 2, 3: get, set. | 4: static */
} bundler_private;

typedef struct bundler_label {
    bundler_name name;
    bool loop, open;   /* open: directly before the next statement */
    uint32_t function; /* p->functions where it stands: not seen by inner functions */
} bundler_label;

typedef struct bundler_mark {
    bundler_token token;
    uint32_t previous_end, in, depth, scope, asi, cover, functions;
    size_t references, imports, bindings, exports, statements, edits, comments, gaps;
    size_t scopes, declared, targets, privates, labels, asked;
    uint32_t uses;
    bool failed, mattered;
} bundler_mark;

typedef struct bundler_words { /* from text to bundler_name */
    uint32_t *slots;           /* index + 1 */
    uint32_t *hashes;          /* of each name */
    size_t capacity, hash_capacity;
} bundler_words;

typedef struct bundler_parser {
    const unsigned char *text; /* the source; BUNDLER_PADDING zero bytes behind it */
    uint32_t size;
    uint32_t limit; /* size, but 0 after an error */
    bundler_token token;
    uint32_t previous_end; /* of the token before */
    uint32_t in;           /* IN_... */
    bool ts, jsx;
    bool module;    /* the goal is known to be one */
    bool undecided; /* BUNDLER_EITHER, no import or export yet: sloppy */
    bool mattered;  /* something was read that a module would read in another way, or not allow */
    bool awaited;   /* undecided: `await` was read as a name outside of functions */
    bool again;     /* failed, since it must be read as a module from its start */
    bool failed;
    uint32_t item;     /* depth of the statement that stands where a declaration may */
    bool pure;         /* the statement just read has no effect: for those of the module */
    uint32_t depth;    /* of nesting */
    uint32_t arrow_at; /* offset of a token with which an arrow function may begin */
    uint32_t suspend;  /* offset of the last await or yield operator */
    bundler_name eval_name, require_name;
    uint32_t octal;      /* in directives: offset of the first "\\1", or NONE */
    uint32_t parameters; /* of the function whose `)` came last */
    uint32_t function_count;
    uint32_t functions; /* number of the function we are in, for labels */
    uint32_t asi;       /* offset of the token before which a `;` was missing, last time */
    uint32_t cover;     /* offset of the first {a = 1} that must become a pattern, or NONE */
    uint32_t scope;     /* the current one */
    const bundler_parse_options *options;
    bundler_arena *arena;  /* of the log */
    bundler_arena scratch; /* of what only the parser needs */
    bundler_log *log;
    bundler_words words;
    BUNDLER_LIST(bundler_scope, scopes);
    BUNDLER_LIST(bundler_declared, declared);
    BUNDLER_LIST(uint32_t, targets);         /* indices of references, see the head */
    BUNDLER_LIST(bundler_private, privates); /* of the classes we are in */
    BUNDLER_LIST(bundler_label, labels);
    BUNDLER_LIST(uint32_t, asked); /* for each of log->imports the reference `require`, or NONE */
    bundler_statement statement;   /* of the module: the one that is being read */
    uint32_t decorators, decorators_end; /* @a export class: until the class is met */
    uint32_t name_at;         /* where the name of an anonymous function or class would stand */
    bool dead;                /* some of log->references became parameters: name is NONE */
    struct bundler_ts *types; /* what typescript*.c and jsx.c remember; theirs alone */
} parser;

#define BUNDLER_PUSH(p, list, field)                                                               \
    ((list)->field = bundler_grow(&(p)->scratch, (list)->field, (list)->field##_count,             \
                                  &(list)->field##_capacity, sizeof *(list)->field),               \
     &(list)->field[(list)->field##_count++])

enum {                               /* of reference.flags, gone at the end */
       REFERENCE_HARMLESS = 1 << 30, /* no effect, whatever the name means */
       REFERENCE_GLOBAL = 1 << 29,   /* no effect, if the name is the language's own */
       REFERENCE_NAMED = 1 << 28,    /* member is a name already, else an offset */
       REFERENCE_SPACE = 1 << 27,    /* no effect, if it is of `import * as x` */
       REFERENCE_MASK = (1 << 27) - 1
};

/* ---- lexer.c, comments.c, literals.c ---- */

void bundler_next(parser *);     /* the next token */
void bundler_regexp(parser *);   /* the current T_SLASH or T_SLASH_ASSIGN begins one: T_REGEXP */
void bundler_template(parser *); /* the current T_RBRACE goes on with a template: T_TEMPLATE */
void bundler_greater(parser *);  /* cuts the current >=, >>, >>>, >>=... down to its first `>` */
void bundler_less(parser *);     /* cuts the current << or <= or <<= down to its first `<` */
void bundler_at(parser *, uint32_t offset); /* the token at an offset becomes the current one */
bundler_token bundler_peek(parser *);       /* the token behind the current one, logging nothing */
slsc_str bundler_string(parser *,
                        const bundler_token *); /* value of T_STRING, T_TEMPLATE: decoded */
uint32_t bundler_skip_space(parser *);          /* comments.c; sets token.line, token.pure */

/* ---- names.c ---- */

bundler_name bundler_intern(parser *, slsc_str);
bundler_name bundler_name_of(parser *, const bundler_token *); /* a name or a word: decoded */
slsc_str bundler_text_of(const parser *, const bundler_token *);
uint8_t bundler_word_kind(const unsigned char *text, size_t length); /* T_NAME: no word */
bool bundler_id_start(uint32_t code);
bool bundler_id_continue(uint32_t code);                        /* unicode.c */
uint32_t bundler_decode(const unsigned char *, uint32_t *code); /* UTF-8: its length, 0: invalid */

/* ---- parser.c ---- */

void bundler_fail(parser *, uint32_t offset, uint32_t end, const char *format, ...)
    __attribute__((format(printf, 4, 5), cold));
void bundler_unexpected(parser *) __attribute__((cold)); /* the current token */
bundler_mark bundler_mark_here(const parser *);
void bundler_back(parser *, const bundler_mark *);
/* Takes back what was logged, but does not go back in the source: for text that goes away. */
void bundler_forget(parser *, const bundler_mark *);
void bundler_expect(parser *, bundler_kind); /* and reads on */
void bundler_semicolon(parser *);            /* `;`, or where one may be missing */
bool bundler_nest(parser *);                 /* a level deeper; false: too deep, failed */
static inline void bundler_unnest(parser *p) { p->depth--; }
static inline bool bundler_eat(parser *p, bundler_kind kind)
{
    if (p->token.kind != kind) return false;
    bundler_next(p);
    return true;
}
/* A name where a binding or a reference may stand: reserved words of this context are told. */
static inline bool bundler_is_word(const parser *p) { return p->token.kind >= T_BREAK; }
static inline bool bundler_is_name(const parser *p) { return p->token.kind >= T_IMPLEMENTS; }
void bundler_check_name(parser *, const bundler_token *, bool binding);
/* What strict code must not have: an error there; else noted, as the file may be a module yet. */
void bundler_strict(parser *, uint32_t offset, uint32_t end, const char *message);

/* ---- scopes.c, resolve.c ---- */

uint32_t bundler_open(parser *, bundler_scope_kind); /* a scope; gives the one before */
void bundler_close(parser *, uint32_t before);
void bundler_declare(parser *, bundler_mark_kind, const bundler_token *);
void bundler_declare_name(parser *, bundler_mark_kind, bundler_name, uint32_t offset, uint32_t end);
void bundler_refer(parser *, const bundler_token *, uint32_t flags); /* of a name, as read */
void bundler_refer_name(parser *, bundler_name, uint32_t offset, uint32_t end, uint32_t flags);
void bundler_edit_text(parser *, uint32_t offset, uint32_t end, slsc_str text);
void bundler_edit_move(parser *, uint32_t offset, uint32_t end, uint32_t from, uint32_t to);
void bundler_resolve_names(parser *); /* at the end: symbols, references, exports */
void bundler_finish(parser *);        /* and what follows from these */

/* ---- expressions.c, suffix.c, primary.c, objects.c, arrows.c ---- */

bundler_shape bundler_assignment(parser *);          /* AssignmentExpression */
bundler_shape bundler_cover(parser *);               /* as an element of what may be a pattern */
bundler_shape bundler_expression(parser *);          /* with commas */
bundler_shape bundler_more(parser *, bundler_shape); /* behind the first: with commas */
bundler_shape bundler_unary(parser *);
bundler_shape bundler_suffix(parser *, uint32_t start, bool call); /* x.y[z](); call: with calls */
bundler_shape bundler_primary(parser *);
bundler_shape bundler_arguments(parser *); /* from `(` on; the shapes that all have */
bundler_shape bundler_new(parser *);
bundler_shape bundler_template_literal(parser *, bool tagged);
bundler_shape bundler_array(parser *);
bundler_shape bundler_object(parser *);
bundler_shape bundler_parentheses(parser *);
bundler_shape bundler_async(parser *); /* at `async`: arrow function, call, or a name */
bundler_shape bundler_name_or_arrow(parser *);
void bundler_write(parser *, bundler_shape, uint32_t start); /* a name or member is assigned to */
/* The same of what may be a pattern, whose targets are those from here on. */
void bundler_write_pattern(parser *, bundler_shape, uint32_t start, size_t targets);
bool bundler_peek_is(parser *, const char *text); /* the token behind the current one */

/* ---- functions.c, patterns.c, classes.c ---- */

enum {
    FUNCTION_ASYNC = 1,
    FUNCTION_GENERATOR = 2,
    FUNCTION_ARROW = 4,
    FUNCTION_METHOD = 8,
    FUNCTION_CONSTRUCTOR = 16,
    FUNCTION_DERIVED = 32,
    FUNCTION_GETTER = 64,
    FUNCTION_SETTER = 128,
    FUNCTION_DECLARATION = 256,
    FUNCTION_STATIC = 512
};

typedef struct bundler_class {
    uint32_t start;     /* `class`, or the first decorator */
    uint32_t keyword;   /* `class` */
    uint32_t declared;  /* p->declared, of its name */
    uint32_t body, end; /* offset of `{`; behind `}` */
    bundler_token name; /* kind T_END: none */
    bool declaration, derived, pure;
    bool decorated; /* it or a member has decorators */
    bool has_constructor;
    uint32_t constructor, constructor_body; /* offsets: the member; behind its `{` */
    uint32_t decorators, decorators_end;    /* before it, @ included; 0: none */
    void *types;                            /* typescript.c's */
} bundler_class;
typedef struct bundler_member {
    uint32_t start, key, key_end, end; /* start: of modifiers; key with brackets if computed */
    uint32_t value, value_end;         /* of a field: the expression; 0: none */
    uint32_t decorators, decorators_end;
    bundler_token name; /* the token of a key that is not computed */
    bool is_static, computed, field, accessor, getter, setter, method, is_private, block;
    uint32_t types; /* typescript.c's */
} bundler_member;

/* ---- The rest of functions.c and classes.c ---- */

typedef struct bundler_body {
    bool simple;                   /* the parameters are plain names */
    size_t first;                  /* of p->declared, of the parameters */
    const bundler_token *own_name; /* NULL, or of kind T_END: none */
    bundler_class *class;          /* NULL; of a constructor */
} bundler_body;
void bundler_function_body(parser *, const bundler_body *); /* from `{` to behind `}` */
bool bundler_directive(parser *, bool simple); /* at a string: was it one? "use strict" is obeyed */

/* From `(` (or `<`) to behind `}`. The scope, and IN_..., are its own. `mark`: where to go back in
 * the log when it has no body (TypeScript), or NULL; `class`: whose constructor it is, or NULL. */
void bundler_function(parser *, uint32_t kind, const bundler_token *own_name, uint32_t start,
                      const bundler_mark *mark, bundler_class *class);
/* `function` is the current token; `async` stood at `start`, if it is async. */
bundler_shape bundler_function_expression(parser *, uint32_t start, bool async);
void bundler_function_statement(parser *, uint32_t start, bool async, bool anonymous);
/* Parameters from `(` to behind `)`: in a scope that is open; true: all plain names. */
bool bundler_parameters(parser *, uint32_t kind);
/* `=>` is the current token; parameters were declared in the scope that is open, first: from there
 * on in p->declared. */
bundler_shape bundler_arrow_body(parser *, bool async, bool simple, size_t first);
void bundler_bind(parser *, bundler_mark_kind, bool *simple); /* name or pattern; no default */
bundler_shape bundler_class_expression(parser *);
void bundler_class_statement(parser *, bool anonymous);
/* A property name up to behind it; E_PURE: it is not computed, or of something primitive. */
bundler_shape bundler_property_name(parser *, bundler_token *name);
void bundler_private_name(parser *, const bundler_token *, uint8_t kind); /* see bundler_private */
void bundler_note_es_module(parser *, const bundler_token *, uint32_t quotes);

/* ---- statements.c, loops.c, modules.c ---- */

typedef struct bundler_variables {
    uint32_t count;
    bool pure;        /* the initial values have no effect */
    bool simple;      /* the last one is a name */
    bool initialised; /* the last one has a value */
} bundler_variables;

void bundler_statement_of(parser *);   /* Statement */
void bundler_statement_item(parser *); /* with declarations */
void bundler_block(parser *);          /* { } with a scope of its own */
void bundler_statements(parser *);     /* up to `}`, not behind it */
/* Behind var, let...; in_for: without the checks that only a whole statement can pass. */
bundler_variables bundler_declarators(parser *, bundler_mark_kind, bool in_for);
bool bundler_begins_let(parser *);                /* at `let`: a declaration, and no name */
bool bundler_begins_using(parser *, bool in_for); /* at `using`, or `await` before it */
void bundler_for(parser *);
void bundler_switch(parser *);
void bundler_while(parser *);
void bundler_do(parser *);
void bundler_module_items(parser *); /* the whole source */
void bundler_import_statement(parser *);
void bundler_export_statement(parser *);
bundler_import *bundler_add_import(parser *, bundler_import_kind, uint32_t offset);
bundler_export *bundler_add_export(parser *, bundler_export_kind, bundler_name, uint32_t offset);
bundler_name bundler_export_name(parser *);   /* name or string; reads on */
void bundler_from(parser *, uint32_t import); /* "x" with { type: "json" }; of log->imports */
void bundler_module_syntax(parser *); /* import or export was seen: now strict, or start again */
void bundler_module_awaits(parser *, const bundler_token *await); /* outside of functions */

#endif
