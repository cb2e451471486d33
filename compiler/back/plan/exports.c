/* exports.c: names that the old stack exports and the new one does not.
 *
 * CloudFormation refuses to take an export away while another stack imports it. Whether one does
 * is not written in either template: so it is told, and only AWS knows. */
#include "back/plan/findings.h"

#include "back/plan/report.h"

/* The exported name's value as text; empty: the output exports nothing, or is not made. */
static slsc_str export_of(slsc_stack *stack, const slsc_node *output)
{
    const slsc_node *condition = slsc_node_getz(stack->unit, output, "Condition");
    const slsc_node *export = slsc_node_getz(stack->unit, output, "Export");
    const slsc_node *raw = slsc_node_getz(stack->unit, export, "Name");
    const slsc_node *name = raw ? slsc_stack_value(stack, raw) : NULL;
    if (!name ||
        (slsc_node_kind(condition) == SLSC_STRING &&
         slsc_condition_is(slsc_stack_condition(stack, condition->as.string, condition), false)))
        return (slsc_str) { NULL, 0 };
    return slsc_plan_text(stack->unit, name);
}

void slsc_find_exports(slsc_findings *findings)
{
    slsc_unit *unit = findings->unit;
    slsc_stack *old = findings->changes->old, *new = findings->changes->new;
    const slsc_node *before = slsc_node_getz(unit, old->template, "Outputs");
    const slsc_node *after = slsc_node_getz(unit, new->template, "Outputs");
    slsc_node *kept = slsc_node_new(unit, SLSC_MAP, new->template);
    for (size_t i = 0; i < slsc_node_count(after); i++) {
        const slsc_node *output = slsc_node_at(after, i);
        const slsc_str name = export_of(new, output);
        if (name.len) slsc_node_set(unit, kept, name, slsc_node_bool(unit, true, output));
    }
    for (size_t i = 0; i < slsc_node_count(before); i++) {
        const slsc_node *output = slsc_node_at(before, i);
        const slsc_str name = export_of(old, output);
        if (!name.len || slsc_node_get(unit, kept, name)) continue;
        const slsc_resource as_resource = { .id = slsc_node_key(before, i),
                                            .type = SLSC_STR("Output"),
                                            .raw = output };
        const slsc_change change = { .action = SLSC_CHANGE_REMOVE,
                                     .id = as_resource.id,
                                     .type = as_resource.type,
                                     .old = &as_resource };
        slsc_finding_add(findings, SLSC_RISK_DISPUTED, "export-removed", &change, output,
                         "the export `%.*s` goes: CloudFormation refuses that while another stack "
                         "imports it",
                         SLSC_FMT(name));
        findings->exports++;
    }
}
