/* holders.h: enums and namespaces. Both become an object and a function that fills it:
 *
 *     enum E { A, B = A }      var E = {}; ((__slsc_1) => { __slsc_1[__slsc_1["A"] = 0] = "A"; ...
 * })(E);
 *
 * What the body calls by a bare name and is a member of the object is reached through it: found
 * when all names are resolved, since several declarations may add to one object. */
#ifndef BUNDLER_PARSE_HOLDERS_H
#define BUNDLER_PARSE_HOLDERS_H

#include "typescript.h"

typedef enum bundler_value_kind {
    VALUE_UNKNOWN,
    VALUE_NUMBER,
    VALUE_STRING,
} bundler_value_kind;

typedef struct bundler_value { /* of a member of an enum */
    bundler_value_kind kind;
    double number;
} bundler_value;

struct bundler_holder {    /* one declaration that adds to an object */
    uint32_t start, open;  /* between these stands what goes away: `enum E {`, or `.B` of A.B { */
    uint32_t inside;       /* where its body begins */
    uint32_t close, end;   /* `}`; behind it: no text, for B of A.B */
    uint32_t declared;     /* p->declared, of its name */
    uint32_t name_offset;  /* of that: tells that it is still the one */
    uint32_t scope, outer; /* of its body; where it is declared */
    uint32_t merged;       /* number of the object */
    uint32_t parent;       /* the namespace it is exported from: index + 1 */
    bool first;            /* known at the end: it makes the variable */
    bundler_name name;
    slsc_str local; /* what its body calls the object */
};

/* Declares `name`, and opens the scope of the body. Gives the index of the object. */
uint32_t bundler_holder_begin(parser *, const bundler_token *name, uint32_t start, bool exported);
void bundler_holder_end(parser *, uint32_t holder, uint32_t before); /* `}` is read */
void bundler_holder_property(parser *, uint32_t holder, bundler_name, bundler_value);
const bundler_value *bundler_holder_find(parser *, uint32_t merged, bundler_name);
/* The number of the object that `name` means in this scope, or NONE. */
uint32_t bundler_holder_named(parser *, bundler_name);

bool bundler_fold_is_whole(double);
bundler_value bundler_fold(parser *, uint32_t holder); /* of the expression here; reads nothing */
bool bundler_enum(parser *, uint32_t start, bool exported);
bool bundler_namespace(parser *, uint32_t start, bool exported);
void bundler_holder_edits(parser *); /* when names are resolved */

#endif
