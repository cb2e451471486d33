/* typescript.h: what the files of TypeScript and JSX share among themselves.
 *
 * Types are read and taken away (types*.c, typescript.c). What has a value is turned into
 * JavaScript by edits: enums.c, namespaces.c, members.c (parameter properties, fields that are
 * assigned), decorate*.c, jsx*.c. */
#ifndef BUNDLER_PARSE_TYPESCRIPT_H
#define BUNDLER_PARSE_TYPESCRIPT_H

#include "hooks.h"

/* What turned out not to be there, by offset, so that no text is tried twice. */
enum { TRIED_ARROW, TRIED_ARGUMENTS, TRIED_FUNCTION, TRIED_KINDS };

/* An attempt that goes wrong reads text that is read again; attempts inside of attempts are few in
 * programs, and here. */
enum { BUNDLER_LIMIT_ATTEMPTS = 40 };

enum { BUNDLER_LIMIT_NAMESPACES = 100 }; /* in each other: each reference is looked for in all */

typedef struct bundler_ts {
    uint64_t *tried; /* a set: offset * TRIED_KINDS + kind + 1 */
    size_t tried_count, tried_capacity;
    struct bundler_ts_end {
        uint32_t open, end; /* offset + 1 of a bracket, and behind its partner */
    } * ends;               /* a table */
    size_t ends_count, ends_capacity;
    uint32_t attempts;  /* how deep */
    uint32_t temporary; /* number of the last name made up */
    uint32_t no_infer;  /* conditional types may not stand here: behind `extends` of one */
    struct bundler_members *classes;      /* the innermost class */
    struct bundler_decorator *decorators; /* all of the file, in order */
    size_t decorator_count, decorator_capacity;
    struct bundler_alias *aliases; /* of decorated classes, see decorators.c */
    size_t alias_count, alias_capacity;
    struct bundler_holder *holders; /* enums and namespaces: see holders.h */
    size_t holder_count, holder_capacity;
    struct bundler_value *properties; /* members that bare names may mean */
    size_t property_count, property_capacity;
    struct bundler_elision *elisions; /* import x = A.B: goes away when nobody uses it */
    size_t elision_count, elision_capacity;
    bundler_table merged;     /* of enums and namespaces, by scope and name */
    bundler_table type_names; /* of the module's interfaces and aliases */
    slsc_str pragmas[4];      /* see jsx_options.c */
    bool pragmas_read;
    uint32_t holder; /* the namespace we are in, index + 1 */
    uint32_t holder_depth;
    uint32_t merged_count;
    bool assigns_exports; /* export = x, and of which statement; where x begins */
    uint32_t assignment, assigned;
    bool nothing; /* the statement just read had only types */
} bundler_ts;

/* The state of this parser, made when it is first asked for. */
bundler_ts *bundler_ts_of(parser *);
bool bundler_ts_tried(parser *, uint32_t offset, unsigned what);
void bundler_ts_note_tried(parser *, uint32_t offset, unsigned what);

/* Takes text away, from there to the end of the last token read, so that its neighbours stay two.
 */
void bundler_ts_drop(parser *, uint32_t from);
/* The same for a whole statement or member: nothing before it may go on behind it. */
void bundler_ts_drop_statement(parser *, uint32_t from);
static inline bool bundler_ts_failed_since(const parser *p, const bundler_mark *mark)
{
    return p->failed && !mark->failed;
}

/* ---- types.c, signatures.c: they log nothing ---- */

void bundler_type(parser *);
void bundler_type_or_predicate(parser *);            /* of a result: x is T, asserts x */
void bundler_type_parameters(parser *);              /* < ... > */
bool bundler_type_arguments(parser *, bool exactly); /* < ... >; exactly: not `>>` at its end */
void bundler_type_members(parser *);                 /* { ... } of an interface or literal */
void bundler_type_function(parser *);                /* from `<` or `(` on, with `=>` */
void bundler_type_signature(parser *);               /* ( ... ) and `: T`, if any */
bool bundler_type_is_function(parser *);             /* at `(` : does a function type begin here? */
void bundler_type_mapped(parser *);
bool bundler_type_is_mapped(parser *);
struct bundler_ts_end *bundler_ts_end_of(const bundler_ts *, uint32_t open);
void bundler_type_skip_brackets(parser *); /* from ( [ { < on, whatever is in it */

void bundler_type_member(parser *); /* of these, with its `;` */

/* ---- members.c, decorators.c ---- */

struct bundler_members;
void bundler_decorated_parameter(parser *, struct bundler_members *, uint32_t function_kind);
/* The type from there on was read, of a field, a parameter; of a result: for metadata. */
void bundler_ts_typed(parser *, uint32_t from);
void bundler_ts_result_typed(parser *, uint32_t from);
slsc_str bundler_ts_temporary(parser *); /* a name that nobody else has */
void bundler_write_instead(parser *, bundler_reference *, slsc_str text);
void bundler_alias_edits(parser *); /* names are resolved: see decorators.c */

/* ---- ts_modules.c ---- */

/* Behind `import`, at a name: x = A.B; or x = require("y"); false: it is no such, nothing is read.
 */
bool bundler_ts_alias(parser *, uint32_t start, bool exported);
void bundler_ts_elide(parser *);         /* names are resolved */
void bundler_ts_default_types(parser *); /* the same */

/* ---- ambient.c ---- */

void bundler_ambient_statement(parser *); /* `declare` is read, or stands there */
void bundler_ambient_line(parser *);      /* import or export, by tokens */
void bundler_ambient_interface(parser *); /* at `interface`; at `type`: */
void bundler_ambient_alias(parser *);
bool bundler_ambient_begins(parser *); /* at `declare` */
bool bundler_ambient_names(parser *);  /* at `interface`, `type`, `namespace`, `module` */

#endif
