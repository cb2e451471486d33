/* select.h: which files of a folder the packaging patterns choose (semantics D.2). */
#ifndef SLSC_BACK_PACKAGE_SELECT_H
#define SLSC_BACK_PACKAGE_SELECT_H

#include "back/package/dependencies.h"

enum { SLSC_LIMIT_PACKAGE_FILES = 500000 }; /* below one folder */

typedef struct slsc_pattern { /* a glob takes files in, with `!` in front it takes them out */
    slsc_str text;
    const slsc_node *at; /* where it is written; NULL: one of the defaults */
} slsc_pattern;

/* What one package asks for: everything at first; then each filter and each pattern, in order,
 * decides about the files it matches. A pattern `!folder` besides hides what is below that folder
 * from the patterns before it; a filter does not. */
typedef struct slsc_choice {
    const slsc_pattern *filters, *patterns;
    size_t filter_count, pattern_count;
    uint32_t *files; /* out: positions in the folder's files, ascending */
    size_t count;
} slsc_choice;

typedef struct slsc_file {
    slsc_str path; /* below the folder; or outside of it, then it begins with `../` */
    uint64_t size;
    bool executable;
} slsc_file;

typedef struct slsc_folder { /* a folder, and the packages made from it: it is walked once */
    slsc_str path;           /* below the service folder; empty: that itself */
    slsc_str skip;           /* a folder in it that is never looked into; empty: none */
    const slsc_node *at;     /* where to tell that it cannot be read */
    slsc_dependencies
        *dependencies; /* whose packages are left out, whatever patterns say; or NULL */
    slsc_choice **choices;
    size_t choice_count;
    slsc_file *files; /* out: sorted by path */
    size_t file_count;
} slsc_folder;

slsc_status slsc_select(slsc_unit *unit, slsc_folder *folder);

/* A pattern without any of the signs that make it a glob: the path of one file. */
bool slsc_pattern_is_plain(slsc_str text);

#endif
