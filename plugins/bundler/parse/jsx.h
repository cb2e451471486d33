/* jsx.h: between the files of JSX. */
#ifndef BUNDLER_PARSE_JSX_H
#define BUNDLER_PARSE_JSX_H

#include "typescript.h"

/* What the automatic runtime's functions are called here; see jsx_options.c for where they are. */
#define JSX_NAME "__slsc_jsx" /* and with `s` behind: for several children */
#define JSX_FRAGMENT_NAME "__slsc_Fragment"
#define JSX_CREATE_NAME "__slsc_createElement"

typedef struct jsx_element {
    uint32_t offset, gaps; /* of `<`; log->gaps before it */
    uint32_t written;
    size_t call, reference, first_child; /* indices of edits, and of a reference */
    uint32_t children, attributes;
    uint32_t key_from, key_to; /* value of `key` in braces, or */
    slsc_str key;              /* the text of it */
    uint32_t name, name_end;   /* empty: a fragment */
    bool spread, spread_child, classic, pure;
} jsx_element;

/* ---- jsx.c ---- */

uint32_t bundler_jsx_element(parser *, uint32_t at, bool *pure); /* from `<` to behind it */

/* ---- jsx_tags.c ---- */

uint32_t bundler_jsx_space(parser *, uint32_t at); /* behind space and comments */
void bundler_jsx_wrong(parser *, uint32_t at);
void bundler_jsx_write(parser *, jsx_element *, uint32_t to, const char *text);
void bundler_jsx_enter_braces(parser *, uint32_t at); /* the expression's first token is current */
uint32_t bundler_jsx_leave_braces(parser *);
uint32_t bundler_jsx_name(parser *, jsx_element *, uint32_t at);
uint32_t bundler_jsx_type_arguments(parser *, uint32_t at);
uint32_t bundler_jsx_attributes(parser *, jsx_element *, uint32_t at);

/* ---- jsx_text.c, jsx_options.c ---- */

slsc_str bundler_jsx_string(parser *, uint32_t from, uint32_t to); /* what stands in quotes */
slsc_str bundler_jsx_text(parser *, uint32_t from, uint32_t to);   /* empty: nothing is left */

enum { JSX_FACTORY, JSX_FRAGMENT, JSX_SOURCE, JSX_OPTIONS };
slsc_str bundler_jsx_option(parser *, unsigned which);
bool bundler_jsx_is_classic(parser *);
void bundler_jsx_imports(parser *); /* at the end: what the automatic runtime needs */

#endif
