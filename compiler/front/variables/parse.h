/* parse.h: the grammar of ${...} (spec: semantics B.1), text to template. */
#ifndef SLSC_FRONT_VARIABLES_PARSE_H
#define SLSC_FRONT_VARIABLES_PARSE_H

#include "tree/node.h"

typedef struct slsc_template slsc_template;
typedef struct slsc_variable slsc_variable;

/* A parameter, an address or a literal default. */
typedef struct slsc_term {
    slsc_kind kind; /* SLSC_NONE: absent; NULL, BOOL, FLOAT, STRING */
    bool boolean;
    double number;
    slsc_str text;           /* of a string; raw where it has variables */
    slsc_template *template; /* not NULL: the string has variables */
} slsc_term;

/* One of the alternatives of a variable: `type(params):address`, or a literal. */
typedef struct slsc_alternative {
    slsc_str text; /* as written */
    slsc_str type; /* empty: a literal, which is `literal` */
    slsc_term *params;
    size_t param_count, param_capacity;
    bool has_params; /* there were parentheses */
    slsc_term address, literal;
} slsc_alternative;

typedef enum slsc_variable_state {
    SLSC_VARIABLE_OPEN,
    SLSC_VARIABLE_KNOWN,
    SLSC_VARIABLE_FAILED
} slsc_variable_state;

struct slsc_variable {
    size_t start, end; /* byte offsets in the parsed text, `${` and `}` included */
    slsc_alternative *alternatives;
    size_t count, capacity;
    /* What evaluation remembers of it, so that nothing is done twice; see evaluate.c. */
    slsc_variable_state state;
    const slsc_node *value; /* when known */
    bool secret;            /* and whether it may be shown */
    size_t tried, settled;  /* alternatives without a value: in `phase`, and in any */
    unsigned phase;
    slsc_node *from; /* the expression as a node; made when first needed */
};

/* A text in pieces: each either raw text or a variable. Escapes are already taken out. */
typedef struct slsc_piece {
    slsc_str text;
    slsc_variable *variable;
} slsc_piece;

struct slsc_template {
    slsc_piece *pieces;
    size_t count, capacity;
    size_t variables; /* how many of the pieces are variables */
};

typedef struct slsc_variable_fault {
    size_t offset, length; /* in the parsed text */
    slsc_str message, label, help;
    bool deep; /* nested too deeply, rather than misspelt */
} slsc_variable_fault;

/* True where a text may hold variables or escapes at all. */
bool slsc_variable_suspect(slsc_str text);

/* Parses the text of a string node. *out is NULL where nothing is to be done: no variable and no
 * escape in it. FAIL: `fault` tells; nothing was reported. */
slsc_status slsc_variable_parse(slsc_unit *unit, const slsc_node *string, slsc_template **out,
                                slsc_variable_fault *fault);

#endif
