/* members.h: what is known of a class while it is read. */
#ifndef BUNDLER_PARSE_MEMBERS_H
#define BUNDLER_PARSE_MEMBERS_H

#include "typescript.h"

typedef struct bundler_assigned { /* this.key = value, in the constructor */
    slsc_str key;                 /* ".x", "[1]" */
    slsc_str text;                /* the value, or: */
    uint32_t from, to;
} bundler_assigned;

typedef struct bundler_super { /* super(...) */
    uint32_t offset, end;
    bool statement; /* it is a statement of its own */
} bundler_super;

typedef enum bundler_type_role {
    TYPE_OWN, /* of a field */
    TYPE_PARAMETER,
    TYPE_RESULT,
} bundler_type_role;

typedef struct bundler_type_note { /* what metadata says of a type */
    bundler_type_role role;
    uint32_t parameter;
    slsc_str text;     /* "String"; or: */
    uint32_t from, to; /* a name, and */
    size_t reference;  /* the reference to it; log->references */
} bundler_type_note;

typedef struct bundler_decorated_parameter {
    uint32_t parameter, offset, end; /* the decorators, @ included */
} bundler_decorated_parameter_note;

enum { /* flags as __slsc_decorators has them */
       DECORATED_METHOD,
       DECORATED_GETTER,
       DECORATED_SETTER,
       DECORATED_ACCESSOR,
       DECORATED_FIELD,
       DECORATED_STATIC = 8,
       DECORATED_PRIVATE = 16,
};

typedef struct bundler_decorated { /* a member with decorators, or with such parameters */
    bundler_member member;
    uint32_t start; /* behind the decorators */
    uint32_t flags;
    slsc_str key;      /* as an expression; empty: it is computed */
    slsc_str computed; /* the variable that has it then */
    slsc_str storage;  /* of an accessor: its private name */
    size_t parameters, parameters_end, types, types_end;
    uint32_t parameter_count;
} bundler_decorated;

typedef struct bundler_members {
    struct bundler_members *outer;
    bundler_class *class;
    uint32_t member_start; /* behind the decorators of the member */
    uint32_t insert;       /* in the constructor's body: behind its directives; 0: none */
    bool property;         /* the parameter being read is one */
    uint32_t scope;        /* of the class */
    uint32_t index;        /* of the parameter being read */
    slsc_str object;       /* standard decorators: the variable that has the class's object */
    size_t constructor_parameters, constructor_parameters_end; /* of noted_parameters */
    size_t constructor_types, constructor_types_end;           /* of noted_types */
    uint32_t constructor_count;
    size_t member_parameters, member_types; /* where those of the member begin */
    BUNDLER_LIST(bundler_assigned, parameters);
    BUNDLER_LIST(bundler_assigned, fields);
    BUNDLER_LIST(bundler_super, supers);
    BUNDLER_LIST(bundler_decorated, decorated);
    BUNDLER_LIST(bundler_decorated_parameter_note, noted_parameters);
    BUNDLER_LIST(bundler_type_note, noted_types);
} bundler_members;

bundler_members *bundler_members_of(parser *, bundler_class *);
slsc_str bundler_source(const parser *, uint32_t from, uint32_t to);
/* Is this the scope of the parameters of the member's own function? */
bool bundler_in_own_function(const parser *, const bundler_members *);

/* ---- decorators.c ---- */

struct bundler_decorator {
    uint32_t offset, end; /* without @ */
    uint32_t object_end;  /* of object.key: behind object; else 0 */
};
/* The decorators that stand there move to `at`, with commas. Gives how many. */
uint32_t bundler_move_decorators(parser *, uint32_t from, uint32_t to, uint32_t at, bool any);
void bundler_put(parser *, uint32_t at, const char *text);
void bundler_put_printf(parser *, uint32_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Does `async` or `*` stand before its name? */
bool bundler_decorated_is(const parser *, const bundler_decorated *, const char *word);
/* Within the class, and its decorators, `text` stands for its name: the class
 * decorated. */
void bundler_alias_class(parser *, const bundler_class *, slsc_str text);
void bundler_legacy_class(parser *, bundler_class *, bundler_members *);
void bundler_standard_class(parser *, bundler_class *, bundler_members *);
void bundler_standard_member(parser *, bundler_members *, bundler_decorated *);

/* ---- metadata.c ---- */

void bundler_note_type(parser *, bundler_members *, bundler_type_role, uint32_t from, uint32_t to);
void bundler_forget_types(parser *, bundler_members *, size_t from);
void bundler_put_metadata(parser *, uint32_t at, const bundler_members *, const bundler_decorated *,
                          bool any);
void bundler_put_parameter_types(parser *, uint32_t at, const bundler_members *, size_t from,
                                 size_t to, uint32_t count);

#endif
