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

typedef struct slsc_rule {
    const char *id; /* "custom-name-replace", ... */
    slsc_risk risk;
    const char *advice; /* what to do */
} slsc_rule;

typedef struct slsc_finding {
    const slsc_rule *rule;
    slsc_str resource, type, message; /* no resource: it is of the template */
    const slsc_node *at;
    bool first; /* of its rule: here its advice is told */
} slsc_finding;

/* What a policy allows or denies, and did not; or did, and does no more. */
typedef struct slsc_grant {
    const slsc_change *change;
    slsc_str action, resource, principal, condition; /* empty: none is named */
    bool added, deny;
} slsc_grant;

typedef struct slsc_findings {
    const slsc_changes *changes;
    slsc_unit *unit;
    slsc_finding *items; /* gravest first, then as the changes are */
    size_t count, capacity;
    slsc_grant *grants;
    size_t grant_count, grant_capacity;
} slsc_findings;

slsc_findings *slsc_findings_make(const slsc_changes *changes);
const char *slsc_risk_name(slsc_risk risk);
/* The number of a class by its name; FAIL: there is none. */
slsc_status slsc_risk_find(slsc_str name, slsc_risk *out);

/* ---- For the files that find ---- */

const slsc_rule *slsc_rule_find(const char *id); /* there is one */
enum { SLSC_RULES = 27 };
size_t slsc_rule_number(const slsc_rule *rule); /* under SLSC_RULES */
/* Of a change: at a node, or where NULL at its resource. */
void slsc_finding_add(slsc_findings *findings, const char *rule, const slsc_change *change,
                      const slsc_node *at, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Of something else: `name` is its key, or empty. */
void slsc_finding_at(slsc_findings *findings, const char *rule, slsc_str name, slsc_str type,
                     const slsc_node *at, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
void slsc_find_failures(slsc_findings *findings, const slsc_change *change);
void slsc_find_renames(slsc_findings *findings);
void slsc_find_dependencies(slsc_findings *findings);
void slsc_find_whole(slsc_findings *findings);
void slsc_find_exports(slsc_findings *findings);
void slsc_find_losses(slsc_findings *findings, const slsc_change *change);
void slsc_find_exposure(slsc_findings *findings, const slsc_change *change);
void slsc_find_permissions(slsc_findings *findings, const slsc_change *change);

/* The resources, or the macro, that a deployment must acknowledge; NULL: there is none. */
typedef struct slsc_capabilities {
    const slsc_resource *iam, *named;
    const slsc_node *macro;
} slsc_capabilities;
slsc_capabilities slsc_plan_capabilities(const slsc_stack *stack);

/* A property of either side by a dotted path; NULL: not there. */
const slsc_node *slsc_plan_before(const slsc_findings *findings, const slsc_change *change,
                                  const char *path);
const slsc_node *slsc_plan_after(const slsc_findings *findings, const slsc_change *change,
                                 const char *path);
/* Is it surely replaced by this deployment? */
bool slsc_is_replaced(const slsc_change *change);

#endif
