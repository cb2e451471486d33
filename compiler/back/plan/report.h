/* report.h: a plan as a reader sees it. */
#ifndef SLSC_BACK_PLAN_REPORT_H
#define SLSC_BACK_PLAN_REPORT_H

#include "back/plan/findings.h"

/* What is printed of a plan. */
typedef struct slsc_plan_report {
    const slsc_changes *changes;
    const slsc_findings *findings;
    int status; /* the exit status */
    bool all;   /* also what is folded */
} slsc_plan_report;

typedef struct slsc_plan_counts {
    size_t replace, conditional, add, update, remove, implied, folded;
    size_t risks[SLSC_RISK_COUNT];
} slsc_plan_counts;
slsc_plan_counts slsc_plan_count(const slsc_plan_report *report);
/* "2 replaced, 1 removed, 3 added"; "no functional change". */
void slsc_plan_headline(const slsc_plan_report *report, slsc_sb *out);
/* Where a node was written; line 0: nowhere. */
slsc_span slsc_plan_place(slsc_unit *unit, const slsc_node *node);
/* Is it the first detail of its place? Two may tell of one. */
bool slsc_plan_tells(const slsc_change *change, size_t i);

/* A value on one line: scalars as they are, references as "${Bucket.Arn}", the rest as JSON; what
 * is not to be shown as "****". */
slsc_str slsc_plan_text(slsc_unit *unit, const slsc_node *value);

/* As CloudFormation describes a change set, and `x` with what we know beyond that. */
void slsc_plan_json(const slsc_plan_report *report, slsc_sb *out);
void slsc_plan_print(const slsc_plan_report *report, slsc_sb *out);    /* for a terminal */
void slsc_plan_markdown(const slsc_plan_report *report, slsc_sb *out); /* for a pull request */
void slsc_plan_github(const slsc_plan_report *report, slsc_sb *out);   /* workflow commands */

#endif
