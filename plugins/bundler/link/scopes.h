/* scopes.h: the text of groups. */
#ifndef BUNDLER_LINK_SCOPES_H
#define BUNDLER_LINK_SCOPES_H

#include "edits.h"

/* What stands inside of the function of a group, or in the bundle itself. */
void bundler_print_group(bundler_editing *, const bundler_group *);

/* An object of getters, one for each export. */
void bundler_add_space(bundler_bundle *, bundler_text *, const bundler_part *);

/* Gives what a statement declares by another name the name that it has at run time. */
void bundler_add_names(bundler_bundle *, bundler_text *, const bundler_part *,
                       const bundler_statement *);

/* wrap.c: all of a bundle. */
void bundler_wrap(bundler_bundle *, bundler_printer *);

#endif
