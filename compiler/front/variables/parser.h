/* parser.h: what the two halves of the grammar share: scan.c finds variables in a
 * text, parse.c reads one. For these two only. */
#ifndef SLSC_FRONT_VARIABLES_PARSER_H
#define SLSC_FRONT_VARIABLES_PARSER_H

#include "front/variables/parse.h"

typedef struct slsc_variable_parser {
    slsc_unit *unit;
    const slsc_node *string; /* whose text it is */
    slsc_str text;
    size_t at;
    unsigned depth; /* of variables within each other */
    slsc_variable_fault *fault;
} slsc_variable_parser;

typedef enum slsc_parsed { SLSC_PARSED, SLSC_FOREIGN, SLSC_FAULTY } slsc_parsed;

static inline bool slsc_parser_ended(const slsc_variable_parser *p) { return p->at >= p->text.len; }

static inline char slsc_parser_peek(const slsc_variable_parser *p)
{
    return slsc_parser_ended(p) ? '\0' : p->text.ptr[p->at];
}

/* At the `{` of `${`. FOREIGN leaves the cursor at the character that showed it. */
slsc_parsed slsc_variable_read(slsc_variable_parser *p, slsc_variable **out);

/* Adds a piece: the variable, or where there is none the text, if it is not empty. */
void slsc_variable_add(slsc_variable_parser *p, slsc_template *template, slsc_str text,
                       slsc_variable *variable);

#endif
