/* log.h: what one pass over a source file writes down.
 *
 * There is no syntax tree. The parser logs what a bundler must know (declarations, references,
 * imports, exports, where statements of the module begin and end, what may be left out) as byte
 * offsets; the bundle is made by copying the source and applying edits at these offsets. All lists
 * are in the order of the source. Offsets are bytes from the start of the source, below 4 GiB.
 *
 * Nothing is logged for what TypeScript's types say: such text has an edit that takes it away. */
#ifndef BUNDLER_PARSE_LOG_H
#define BUNDLER_PARSE_LOG_H

#include "memory.h"

typedef enum bundler_language {
    BUNDLER_JS,
    BUNDLER_JSX,
    BUNDLER_TS,
    BUNDLER_TSX,
} bundler_language;

typedef enum bundler_goal {
    BUNDLER_EITHER, /* the syntax decides, as Node does for a .js file without `type` */
    BUNDLER_SCRIPT, /* CommonJS */
    BUNDLER_MODULE,
} bundler_goal;

typedef struct bundler_parse_options {
    bundler_language language;
    bundler_goal goal;
    bool jsx_automatic;         /* else classic */
    slsc_str jsx_factory;       /* classic; empty: React.createElement */
    slsc_str jsx_fragment;      /* classic; empty: React.Fragment */
    slsc_str jsx_import_source; /* automatic; empty: react */
    bool legacy_decorators;     /* TypeScript's experimentalDecorators; else standard ones */
    bool assign_fields;         /* useDefineForClassFields: false */
    bool keep_imports;          /* verbatimModuleSyntax: an unused import stays */
    bool minify;                /* log gaps */
    bool decorator_metadata;    /* emitDecoratorMetadata, of legacy decorators */
} bundler_parse_options;

/* ---- Names ---- */

typedef uint32_t bundler_name; /* index in log->names: identifiers with escapes decoded */

/* ---- Declarations and references ---- */

typedef enum bundler_symbol_kind {
    BUNDLER_VAR,      /* var, and functions in sloppy blocks */
    BUNDLER_LEXICAL,  /* let, const, using */
    BUNDLER_FUNCTION, /* hoisted with its value */
    BUNDLER_CLASS,
    BUNDLER_PARAMETER, /* also the error of catch, the own name of a function expression */
    BUNDLER_IMPORTED,
    BUNDLER_ENUM, /* enum and namespace: several declarations may make one object */
} bundler_symbol_kind;

typedef struct bundler_symbol {
    bundler_name name;
    bundler_symbol_kind kind;
    bool top;            /* of the module's own scope */
    bool written;        /* assigned to somewhere behind its declaration */
    bool constant;       /* const */
    uint32_t references; /* how many refer to it, each export specifier counted as one */
} bundler_symbol;

typedef struct bundler_declaration { /* of a `top` symbol; `var x; var x` are two */
    uint32_t symbol, offset, statement;
    uint32_t end;   /* behind the name */
    bool shorthand; /* {x} of a pattern: becomes {x: y} */
} bundler_declaration;

enum {
    BUNDLER_REF_WRITE = 1, /* assigned to, ++, for (x of ...), or a target in a pattern */
    BUNDLER_REF_CALL = 2,  /* what is called: x(), x``, x?.(); not in a decorator, not with new */
    BUNDLER_REF_SHORTHAND = 4, /* {x}: becomes {x: y} */
    BUNDLER_REF_ASI = 8,       /* begins a statement whose predecessor has no `;` */
    BUNDLER_REF_TYPEOF = 16,   /* typeof x: harmless when x is absent */
    BUNDLER_REF_NOW = 32,      /* evaluated while the module is, not later inside of a function */
    BUNDLER_REF_THIS = 64,     /* `this` of the module: the name is "this", the symbol none */
    BUNDLER_REF_META = 128, /* import.meta: the name is "import.meta", or "import.meta.url" ... when
                               a member follows directly */
    BUNDLER_REF_MEMBER = 256 /* x.y or x["y"] with a known y, where x is imported or not declared:
                                see bundler_reference.member */
};

typedef struct bundler_reference {
    bundler_name name;
    uint32_t offset, end;
    uint32_t symbol; /* BUNDLER_NONE: no declaration in this file */
    uint32_t flags;
    bundler_name member; /* y of x.y; with it `import * as x` is used for y alone */
    uint32_t member_end; /* offset behind x.y */
} bundler_reference;

/* ---- Imports and exports ---- */

typedef enum bundler_import_kind {
    BUNDLER_IMPORT,       /* import ... from "x", import "x" */
    BUNDLER_EXPORT_FROM,  /* export ... from "x" */
    BUNDLER_REQUIRE,      /* require("x"), where `require` is nothing of the file; also "x" + "" */
    BUNDLER_RESOLVE,      /* require.resolve("x") */
    BUNDLER_DYNAMIC,      /* import("x") */
    BUNDLER_DYNAMIC_OPEN, /* import(expression): no specifier */
    BUNDLER_REQUIRE_OPEN, /* require(expression): no specifier */
} bundler_import_kind;

enum {
    BUNDLER_IMPORT_TRY = 1,      /* inside of try { }, or behind .catch(): may be missing */
    BUNDLER_IMPORT_BRANCH = 2,   /* inside of if, ?:, &&, ||, ??, switch */
    BUNDLER_IMPORT_FUNCTION = 4, /* inside of a function: not evaluated with the module */
    BUNDLER_IMPORT_UNUSED = 8,   /* TypeScript: only types were imported, the statement goes away */
    BUNDLER_IMPORT_BARE = 16,    /* import "x" */
    BUNDLER_IMPORT_DEFERRED = 32 /* import defer, import source: told as not supported */
};

typedef struct bundler_import { /* a module that is asked for */
    bundler_import_kind kind;
    uint32_t flags;
    slsc_str specifier;                       /* decoded; with unpaired surrogates as WTF-8 */
    slsc_str attribute;                       /* of `with { type: "json" }`: json; else empty */
    uint32_t offset, end;                     /* of the call or the statement */
    uint32_t specifier_offset, specifier_end; /* of the literal, quotes included */
    uint32_t statement;                       /* of the module's statements */
} bundler_import;

#define BUNDLER_STAR (UINT32_MAX - 1) /* the name of `* as x` and `export *` */

typedef struct bundler_binding { /* import { name as symbol } */
    uint32_t import;
    bundler_name name; /* what is imported; BUNDLER_STAR: the namespace */
    uint32_t symbol;
    uint32_t offset; /* of the specifier */
} bundler_binding;

typedef enum bundler_export_kind {
    BUNDLER_EXPORT_SYMBOL,  /* a declaration of this file, or what it imported */
    BUNDLER_EXPORT_VALUE,   /* export default expression, or an anonymous function or class */
    BUNDLER_EXPORT_OTHER,   /* export { from_name as name } from "x"; BUNDLER_STAR: * as name */
    BUNDLER_EXPORT_ALL,     /* export * from "x": no name */
    BUNDLER_EXPORT_MISSING, /* export { x } of what is not declared: an error but in TypeScript */
} bundler_export_kind;

typedef struct bundler_export {
    bundler_export_kind kind;
    bundler_name name;
    uint32_t symbol;        /* EXPORT_SYMBOL */
    uint32_t import;        /* EXPORT_OTHER, EXPORT_ALL */
    bundler_name from_name; /* EXPORT_OTHER; EXPORT_MISSING: the local name */
    uint32_t offset, statement;
} bundler_export;

/* ---- Statements of the module ---- */

typedef enum bundler_statement_kind {
    BUNDLER_PLAIN,
    BUNDLER_IMPORT_STATEMENT,   /* goes away; its bindings are references to the other module */
    BUNDLER_EXPORT_NAMES,       /* export { }, export * from: goes away */
    BUNDLER_EXPORT_DECLARATION, /* export const x: `export` goes away */
    BUNDLER_EXPORT_DEFAULT,     /* export default expression: body is where it begins */
    BUNDLER_EXPORT_DEFAULT_FUNCTION, /* or class; anonymous: name_at says where a name would stand
                                      */
    BUNDLER_DIRECTIVE,               /* "use strict" */
    BUNDLER_NOTHING,                 /* types alone, or `;`: goes away */
} bundler_statement_kind;

typedef struct bundler_statement {
    bundler_statement_kind kind;
    uint32_t offset, end; /* without the space around; the `;` is in, if there is one */
    uint32_t body;        /* behind `export` or `export default`; else offset */
    uint32_t name_at;     /* EXPORT_DEFAULT_FUNCTION without a name; else BUNDLER_NONE */
    bool pure;            /* evaluating it has no effect but to make its declarations */
    bool open;            /* it ends without `;`: by the end of a line */
    bool is_class;        /* EXPORT_DEFAULT_FUNCTION: it is a class */
    uint32_t reference, reference_count;     /* log->references of it */
    uint32_t declaration, declaration_count; /* log->declarations of it */
    uint32_t import, import_count;           /* log->imports of it */
} bundler_statement;

/* ---- Edits ---- */

/* What the syntax asks for whatever the bundle: TypeScript and JSX become JavaScript. The text
 * between offset and end is replaced by `text`, or, if `to` is not 0, by the (edited) source
 * between from and to, which has another edit that takes it away where it stood. Edits that replace
 * do not overlap, but a text that moves may have edits inside, which count where it moves to: at
 * one place those that insert (offset == end) come first, in this order, then the longest.
 * References inside of a text that is taken away and not moved are not logged.
 *
 * A reference may stand on the very text that an edit replaces (`<` of JSX): then the edit's text
 * is the name, and who writes another name for the reference writes it in place of the edit's text.
 */
typedef struct bundler_edit {
    uint32_t offset, end;
    uint32_t from, to;
    slsc_str text;
} bundler_edit;

typedef struct bundler_comment {
    uint32_t offset, end;
    bool legal; /* has @license, @preserve or @cc_on, or begins with ! : stays */
    bool line;  /* // or <!-- or -->: ends with the line */
} bundler_comment;

/* Space and comments between two tokens, and what must be there at least: with minify. */
typedef struct bundler_gap {
    uint32_t offset, end;
    char instead; /* 0, ' ' or '\n' */
} bundler_gap;

/* ---- The whole ---- */

enum {                                 /* of bundler_log.uses */
       BUNDLER_USES_MODULE_SYNTAX = 1, /* import or export, import.meta, await of the module */
       BUNDLER_USES_AWAIT = 2,         /* await, for await, await using outside of functions */
       BUNDLER_USES_EVAL = 4,          /* eval(...): any name may be used */
       BUNDLER_USES_WITH = 8,
       BUNDLER_USES_STRICT = 16,     /* "use strict" is its first directive */
       BUNDLER_USES_DECORATE = 32,   /* __slsc_decorate of edits: the helper of legacy decorators */
       BUNDLER_USES_DECORATORS = 64, /* __slsc_decorators: of standard ones */
       BUNDLER_USES_TYPES = 128,     /* it is TypeScript: a missing export may have been a type */
       BUNDLER_USES_ES_MODULE = 256  /* it names `__esModule`: CommonJS made of a module */
};

#define BUNDLER_LIST(type, name)                                                                   \
    type *name;                                                                                    \
    size_t name##_count, name##_capacity

typedef struct bundler_log {
    slsc_str source;
    uint32_t uses;
    uint32_t begin;                   /* behind a byte order mark and #! */
    uint32_t await_offset, await_end; /* the first await of the module: BUNDLER_USES_AWAIT */
    BUNDLER_LIST(slsc_str, names);
    BUNDLER_LIST(bundler_symbol, symbols);
    BUNDLER_LIST(bundler_declaration, declarations);
    BUNDLER_LIST(bundler_reference, references);
    BUNDLER_LIST(bundler_import, imports);
    BUNDLER_LIST(bundler_binding, bindings);
    BUNDLER_LIST(bundler_export, exports);
    BUNDLER_LIST(bundler_statement, statements);
    BUNDLER_LIST(bundler_edit, edits);
    BUNDLER_LIST(bundler_comment, comments);
    BUNDLER_LIST(bundler_gap, gaps);
    slsc_str error; /* one line, lower case; with the place: */
    uint32_t error_offset, error_end;
} bundler_log;

enum { BUNDLER_PADDING = 16 };         /* zero bytes that must follow a source in memory */
enum { BUNDLER_LIMIT_NESTING = 2000 }; /* of brackets, functions, statements */

/* Parses. The log and all it points to lie in `arena`, or in the source. FAIL: log->error says why,
 * the rest is of no use. Touches nothing else, so that many may run at once. */
slsc_status bundler_parse(bundler_arena *arena, slsc_str source, const bundler_parse_options *,
                          bundler_log *out);

/* 1-based line and column (in code points) of an offset. */
void bundler_place(slsc_str source, uint32_t offset, uint32_t *line, uint32_t *column);

#endif
