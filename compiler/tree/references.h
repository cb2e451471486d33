/* references.h: what a part of the template refers to, as CloudFormation reads it. */
#ifndef SLSC_TREE_REFERENCES_H
#define SLSC_TREE_REFERENCES_H

#include "tree/node.h"

typedef void slsc_visit(void *context, const slsc_reference *);

/* Calls visit for each reference in a part of the template: all of it, a section, an entry of a
 * section or anything below, in the order of its text. */
void slsc_references_each(slsc_unit *unit, const slsc_node *part, slsc_visit *visit, void *context);

#endif
