/* findings.h: what a reviewer should know of a plan before agreeing to it. */
#ifndef SLSC_BACK_PLAN_FINDINGS_H
#define SLSC_BACK_PLAN_FINDINGS_H

#include "back/plan/changes.h"

typedef enum slsc_risk {                           /* gravest first */
                         SLSC_RISK_FAILS,          /* CloudFormation will refuse it */
                         SLSC_RISK_DATA_LOSS,      /* data goes */
                         SLSC_RISK_PUBLIC,         /* anyone can reach what not anyone could */
                         SLSC_RISK_IAM_BROADENING, /* something is allowed that was not */
                         SLSC_RISK_IDENTITY,       /* an address that others know changes */
                         SLSC_RISK_OUTAGE,         /* it is away for a while */
                         SLSC_RISK_REMOVAL,        /* a resource goes */
                         SLSC_RISK_DISPUTED,       /* our sources disagree, or only AWS can tell */
                         SLSC_RISK_COUNT
} slsc_risk;

typedef struct slsc_finding {
    slsc_risk risk;
    const char *id; /* "custom-name-replace", ... */
    slsc_str resource, type, message;
    const slsc_node *at;
} slsc_finding;

typedef struct slsc_findings {
    const slsc_changes *changes;
    slsc_unit *unit;
    slsc_finding *items; /* gravest first, then as the changes are */
    size_t count, capacity;
    size_t exports; /* that go */
} slsc_findings;

slsc_findings *slsc_findings_make(const slsc_changes *changes);
const char *slsc_risk_name(slsc_risk risk);
/* The number of a class by its name; FAIL: there is none. */
slsc_status slsc_risk_find(slsc_str name, slsc_risk *out);

/* ---- For the files that find ---- */

void slsc_finding_add(slsc_findings *findings, slsc_risk risk, const char *id,
                      const slsc_change *change, const slsc_node *at, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
void slsc_find_failures(slsc_findings *findings, const slsc_change *change);
void slsc_find_renames(slsc_findings *findings);
void slsc_find_exports(slsc_findings *findings);
void slsc_find_losses(slsc_findings *findings, const slsc_change *change);
void slsc_find_exposure(slsc_findings *findings, const slsc_change *change);
void slsc_find_permissions(slsc_findings *findings, const slsc_change *change);
/* A property of either side by a dotted path; NULL: not there. */
const slsc_node *slsc_plan_before(const slsc_findings *findings, const slsc_change *change,
                                  const char *path);
const slsc_node *slsc_plan_after(const slsc_findings *findings, const slsc_change *change,
                                 const char *path);
/* Is it surely replaced by this deployment? */
bool slsc_is_replaced(const slsc_change *change);

#endif
