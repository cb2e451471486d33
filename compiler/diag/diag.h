/* diag.h: what went wrong, collected. Printing is render.h's.
 *
 * Diagnostics accumulate and are printed once, sorted by file, offset, severity and code; equal
 * ones are told once. */
#ifndef SLSC_DIAG_DIAG_H
#define SLSC_DIAG_DIAG_H

#include "diag/source.h"

typedef struct slsc_remark { /* a "note:" line under a diagnostic */
    slsc_str text;    /* the place follows it as "at FILE:L:C", or as it is behind "... from" */
    slsc_place place; /* file 0: none */
    struct slsc_remark *next;
} slsc_remark;

typedef struct slsc_report { /* all texts are copied */
    slsc_severity severity;
    slsc_str code; /* "yaml/duplicate-key" */
    slsc_str message, label, help;
    slsc_place place;
    slsc_remark *remarks;
} slsc_report;

typedef struct slsc_diags slsc_diags;

slsc_diags *slsc_diags_new(slsc_arena *arena, slsc_sources *sources);
/* Copies the report. Beyond 10,000 only the counts grow. */
void slsc_diags_add(slsc_diags *diags, const slsc_report *report);
/* With `strict` a warning added from now on counts and prints as an error. */
void slsc_diags_strict(slsc_diags *diags, bool strict);
/* Equal ones count until slsc_diags_sorted has found them. */
size_t slsc_diags_count(const slsc_diags *diags, slsc_severity severity);
/* Sorted, without repetitions. */
const slsc_report *slsc_diags_sorted(slsc_diags *diags, size_t *count);
slsc_sources *slsc_diags_sources(const slsc_diags *diags);

/* For a compiler room that has a place but no node. */
void slsc_diags_at(slsc_diags *diags, slsc_severity severity, const char *code, slsc_place place,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
