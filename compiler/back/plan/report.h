/* report.h: a plan as a reader sees it. */
#ifndef SLSC_BACK_PLAN_REPORT_H
#define SLSC_BACK_PLAN_REPORT_H

#include "back/plan/changes.h"

/* A value on one line: scalars as they are, references as "${Bucket.Arn}", the rest as JSON; what
 * is not to be shown as "****". */
slsc_str slsc_plan_text(slsc_unit *unit, const slsc_node *value);

/* As CloudFormation describes a change set, and `x` with what we know beyond that. */
void slsc_plan_json(const slsc_changes *changes, int status, slsc_sb *out);

#endif
