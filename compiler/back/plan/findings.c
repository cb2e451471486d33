/* findings.c: collects what the other files find, and orders it. */
#include "back/plan/findings.h"

static const char *const names[] = { "fails",           "data-loss", "public",  "iam-broadening",
                                     "identity-change", "outage",    "removal", "disputed" };

const char *slsc_risk_name(slsc_risk risk) { return names[risk]; }

slsc_status slsc_risk_find(slsc_str name, slsc_risk *out)
{
    for (size_t i = 0; i < SLSC_RISK_COUNT; i++) {
        if (!slsc_str_is(name, names[i])) continue;
        *out = (slsc_risk)i;
        return SLSC_OK;
    }
    return SLSC_FAIL;
}

static void add(slsc_findings *findings, const slsc_finding *finding)
{
    findings->items = slsc_arena_grow(findings->unit->arena, findings->items, findings->count,
                                      &findings->capacity, sizeof *findings->items);
    findings->items[findings->count++] = *finding;
}

void slsc_finding_add(slsc_findings *findings, const char *rule, const slsc_change *change,
                      const slsc_node *at, const char *format, ...)
{
    const slsc_resource *any = change->new ? change->new : change->old;
    va_list args;
    va_start(args, format);
    const slsc_str message = slsc_strfv(findings->unit->arena, format, args);
    va_end(args);
    add(findings, &(slsc_finding) { slsc_rule_find(rule), change->id, change->type, message,
                                    at ? at : any->raw, false });
}

void slsc_finding_at(slsc_findings *findings, const char *rule, slsc_str name, slsc_str type,
                     const slsc_node *at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const slsc_str message = slsc_strfv(findings->unit->arena, format, args);
    va_end(args);
    add(findings, &(slsc_finding) { slsc_rule_find(rule), name, type, message, at, false });
}

const slsc_node *slsc_plan_before(const slsc_findings *findings, const slsc_change *change,
                                  const char *path)
{
    return change->old ? slsc_node_path(findings->unit, change->old->properties, path) : NULL;
}

const slsc_node *slsc_plan_after(const slsc_findings *findings, const slsc_change *change,
                                 const char *path)
{
    return change->new ? slsc_node_path(findings->unit, change->new->properties, path) : NULL;
}

bool slsc_is_replaced(const slsc_change *change)
{
    return change->action == SLSC_CHANGE_MODIFY && change->level == SLSC_RECREATE_ALWAYS &&
           !change->no_effect;
}

/* One sweep a class keeps the order of the changes within it. */
static void sort(slsc_findings *findings)
{
    slsc_finding *sorted = SLSC_NEW_ARRAY(findings->unit->arena, slsc_finding, findings->count + 1);
    bool told[SLSC_RULES] = { false };
    size_t n = 0;
    for (int risk = 0; risk < SLSC_RISK_COUNT; risk++)
        for (size_t i = 0; i < findings->count; i++)
            if ((int)findings->items[i].rule->risk == risk) sorted[n++] = findings->items[i];
    for (size_t i = 0; i < n; i++) {
        bool *known = &told[slsc_rule_number(sorted[i].rule)];
        sorted[i].first = !*known;
        *known = true;
    }
    findings->items = sorted;
}

slsc_findings *slsc_findings_make(const slsc_changes *changes)
{
    slsc_findings *findings = SLSC_NEW(changes->unit->arena, slsc_findings);
    *findings = (slsc_findings) { .changes = changes, .unit = changes->unit };
    for (size_t i = 0; i < changes->count; i++) {
        const slsc_change *change = &changes->items[i];
        slsc_find_failures(findings, change);
        if (change->folded || change->type_differs) continue;
        slsc_find_losses(findings, change);
        slsc_find_exposure(findings, change);
        slsc_find_permissions(findings, change);
    }
    slsc_find_renames(findings);
    slsc_find_dependencies(findings);
    slsc_find_whole(findings);
    slsc_find_exports(findings);
    sort(findings);
    return findings;
}
