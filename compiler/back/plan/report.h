/* report.h: a plan as a reader sees it. */
#ifndef SLSC_BACK_PLAN_REPORT_H
#define SLSC_BACK_PLAN_REPORT_H

#include "back/plan/findings.h"

/* What is printed of a plan. */
typedef struct slsc_plan_report {
    const slsc_changes *changes;
    const slsc_findings *findings;
    slsc_str old_name; /* what it was compared with: a revision, a file */
    int status;        /* the exit status */
    bool all;          /* also what is folded */
} slsc_plan_report;

typedef struct slsc_plan_counts {
    size_t replace, conditional, add, update, remove, implied, folded;
    size_t outputs, folded_outputs;
    size_t risks[SLSC_RISK_COUNT];
} slsc_plan_counts;
slsc_plan_counts slsc_plan_count(const slsc_plan_report *report);
/* "2 replaced, 1 removed, 3 added"; "no functional change". */
void slsc_plan_headline(const slsc_plan_report *report, slsc_sb *out);
/* Where a node was written; line 0: nowhere. */
slsc_span slsc_plan_place(slsc_unit *unit, const slsc_node *node);
/* Is it the first detail of its place? Several may tell of one: they stand together. */
bool slsc_plan_tells(const slsc_change *change, size_t i);

/* Changes that are told once for many resources. All by the number of a change. */
typedef struct slsc_plan_groups {
    size_t *first; /* the first change of its group */
    size_t *next;  /* the one behind it; SIZE_MAX: it is the last */
    size_t *count; /* of a first: how many there are */
} slsc_plan_groups;
slsc_plan_groups slsc_plan_group(const slsc_plan_report *report);
bool slsc_plan_is_group(const slsc_plan_groups *groups, size_t change);

/* A value on one line: scalars as they are, references as "${Bucket.Arn}", the rest as JSON; what
 * is not to be shown as "****". */
slsc_str slsc_plan_text(slsc_unit *unit, const slsc_node *value);
/* "KeySchema[0].AttributeName" */
slsc_str slsc_plan_path(slsc_unit *unit, slsc_str pointer);
/* Is it of two lists, better told by their items? Then tells those on one side only: "-", "+". */
bool slsc_plan_is_list(const slsc_detail *detail);
typedef void slsc_plan_item(void *context, const char *sign, const slsc_node *item);
void slsc_plan_items(slsc_unit *unit, const slsc_detail *detail, slsc_plan_item *tell,
                     void *context);
/* What becomes of the one that goes; NULL: none does. */
const char *slsc_plan_fate(const slsc_change *change);
/* Has the output another value, and not only another export? */
bool slsc_plan_has_news(slsc_unit *unit, const slsc_output *output);
/* What is said of a function's code of which another artifact is taken, "another letters.zip", in
 * the place of two keys; or empty. */
slsc_str slsc_plan_code(slsc_unit *unit, const slsc_change *change, const slsc_detail *detail);
/* "because Orders is replaced"; or empty. */
slsc_str slsc_plan_cause(slsc_unit *unit, const slsc_change *change, const slsc_detail *detail);
/* "new version of a function (2), API deployed again (1)" */
void slsc_plan_folded(const slsc_plan_report *report, slsc_sb *out);

/* What change sets say of a value that only the deployment tells. */
#define SLSC_PLAN_UNKNOWN "{{changeSet:KNOWN_AFTER_APPLY}}"
/* BeforeContext, AfterContext: "{\"Properties\":{...}}" */
slsc_str slsc_plan_context(slsc_stack *stack, const slsc_resource *resource);

/* As CloudFormation describes a change set, and `x` with what we know beyond that. */
void slsc_plan_json(const slsc_plan_report *report, slsc_sb *out);
void slsc_plan_print(const slsc_plan_report *report, slsc_sb *out);    /* for a terminal */
void slsc_plan_markdown(const slsc_plan_report *report, slsc_sb *out); /* for a pull request */
void slsc_plan_github(const slsc_plan_report *report, slsc_sb *out);   /* workflow commands */

#endif
