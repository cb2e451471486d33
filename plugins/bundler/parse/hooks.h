/* hooks.h: where TypeScript, JSX and decorators come in: typescript*.c, jsx.c, decorators.c.
 *
 * All are called only when p->ts (JSX: p->jsx) is set, with the current token as described. Those
 * that give bool may decline: false, with nothing read or logged. Text that goes away gets an edit.
 */
#ifndef BUNDLER_PARSE_HOOKS_H
#define BUNDLER_PARSE_HOOKS_H

#include "parser.h"

/* Behind the name or pattern of a variable, parameter, catch: `:`, `?` or `!` and its type. The
 * current token is one of the three. */
void bundler_ts_annotation(parser *);
/* `<` behind the name of a function, class, method: type parameters. */
void bundler_ts_type_parameters(parser *);
/* `:` behind `)` of a function or method: its result. */
void bundler_ts_result(parser *);
/* A function or method ended without a body (the current token is not `{`; result was read):
 * overload, abstract, declare. Reads `;` or what stands for it, forgets what was logged since the
 * mark, takes the text from start away. False: an error is told by the caller. */
bool bundler_ts_signature(parser *, const bundler_mark *, uint32_t start);
/* `(` or `<`, or a name before these (async): an arrow function with types, or a generic one. To be
 * tried first: at `(` the attempt must be cheap, and given up as soon as it can be plain
 * JavaScript; the parser remembers nothing. start: where the arrow function begins. */
bool bundler_ts_arrow(parser *, uint32_t start, bool async, bundler_shape *out);
/* `<` in front of an operand where JSX is off: <T>x. */
bundler_shape bundler_ts_assertion(parser *);
/* `<` or `<<` behind an operand: type arguments of a call, new, tag, or an instantiation. True:
 * they were read, and taken away. */
bool bundler_ts_arguments(parser *);
/* `!` on the same line behind an operand: taken away. `as`, `satisfies` on the same line, where a
 * binary operator could stand: with its type. */
void bundler_ts_non_null(parser *);
bool bundler_ts_as(parser *);
/* The start of a statement, any token of which one begins (see typescript.c): interface, type,
 * enum, const enum, namespace, module, declare, abstract class, global, import x = ... True: read
 * to its end. `exported`: behind `export`, whose offset is start; else start is the token's. */
bool bundler_ts_statement(parser *, uint32_t start, bool exported);
/* Behind `export`: `=`, `as namespace`, `type {`, `type *`, `import x =`. Behind `import`: `type`,
 * `x =`. Reads to the end of the statement. */
bool bundler_ts_export(parser *, uint32_t start);
bool bundler_ts_import(parser *, uint32_t start);
/* A specifier between { } of import or export, at `type`: true: it was one of a type: read, up to
 * `,` or `}`. */
bool bundler_ts_specifier(parser *, bool exporting);
/* extends was read with its expression and type arguments: `implements A, B`. At the name of a
 * class: true when `implements` is no name but begins that. */
void bundler_ts_implements(parser *);
/* The start of a parameter: decorators, modifiers (public ...), `this: T` (read whole with its
 * `,`). Behind it: the name is known. */
void bundler_ts_parameter(parser *, uint32_t function_kind);
void bundler_ts_parameter_end(parser *, const bundler_token *name);
/* Behind `{` and the directives of a constructor's body. */
void bundler_ts_constructor(parser *, bundler_class *);
/* The start of a member: modifiers are read, `static` and `accessor` too (into member). True: the
 * member was one of types alone ([x: string]: T, declare, abstract): read whole. */
bool bundler_ts_member(parser *, bundler_class *, bundler_member *);
/* Behind the key of a member: `?` or `!`. */
void bundler_ts_member_mark(parser *);
void bundler_ts_class_begin(parser *, bundler_class *); /* before `{` is read */
void bundler_ts_member_end(parser *, bundler_class *, bundler_member *);
void bundler_ts_class_end(parser *, bundler_class *); /* `}` is read */
void bundler_ts_begin(parser *);                      /* before all */
/* The module is read, its scope still open; names are resolved, their meaning is not settled. Both
 * when p->types is set. */
void bundler_ts_close(parser *), bundler_ts_names(parser *);
void bundler_sort_edits(parser *); /* at the very end */
/* super(...) was read: its start. */
void bundler_ts_super(parser *, uint32_t start);
/* At the end, when symbols are known: imports that only types use, exports of types. */
void bundler_ts_finish(parser *);

/* `@`: decorators (of JavaScript too), up to what they stand before. They are logged and edited
 * when the class or member is known: cls->decorators, member->decorators. */
void bundler_decorators(parser *, uint32_t *offset, uint32_t *end);
/* `abstract` behind these: goes away. */
void bundler_ts_abstract(parser *);
/* Called for a class or member with decorators, in JavaScript too. */
void bundler_decorated_class(parser *, bundler_class *);
void bundler_decorated_member(parser *, bundler_class *, bundler_member *);

/* `<` in front of an operand: an element or a fragment. */
bundler_shape bundler_jsx(parser *);

#endif
