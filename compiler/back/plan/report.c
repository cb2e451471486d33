/* report.c: what is counted of a plan, and where its parts stand. */
#include "back/plan/report.h"

slsc_span slsc_plan_place(slsc_unit *unit, const slsc_node *node)
{
    slsc_span span = { 0 };
    if (node) slsc_sources_locate(unit->sources, slsc_unit_place(unit, node, true), &span);
    return span;
}

bool slsc_plan_tells(const slsc_change *change, size_t i)
{
    return i == 0 || !slsc_str_eq(change->details[i].path, change->details[i - 1].path);
}

slsc_plan_counts slsc_plan_count(const slsc_plan_report *report)
{
    slsc_plan_counts counts = { 0 };
    for (size_t i = 0; i < report->changes->count; i++) {
        const slsc_change *change = &report->changes->items[i];
        if (change->folded)
            counts.folded++;
        else if (change->action == SLSC_CHANGE_ADD)
            counts.add++;
        else if (change->action == SLSC_CHANGE_REMOVE)
            counts.remove++;
        else if (change->action == SLSC_CHANGE_IMPLIED)
            counts.implied++;
        else if (change->level == SLSC_RECREATE_ALWAYS)
            counts.replace++;
        else if (change->level == SLSC_RECREATE_CONDITIONALLY)
            counts.conditional++;
        else
            counts.update++;
    }
    for (size_t i = 0; i < report->changes->output_count; i++)
        report->changes->outputs[i].folded ? counts.folded_outputs++ : counts.outputs++;
    for (size_t i = 0; i < report->findings->count; i++)
        counts.risks[report->findings->items[i].rule->risk]++;
    return counts;
}

void slsc_plan_headline(const slsc_plan_report *report, slsc_sb *out)
{
    const slsc_plan_counts counts = slsc_plan_count(report);
    const struct {
        size_t n;
        const char *text;
    } parts[] = {
        { counts.risks[SLSC_RISK_FAILS], "will fail" },
        { counts.replace, "replaced" },
        { counts.conditional, "perhaps replaced" },
        { counts.remove, "removed" },
        { counts.add, "added" },
        { counts.update, "updated in place" },
        { counts.implied, "updated in consequence" },
        { counts.outputs, counts.outputs == 1 ? "output changed" : "outputs changed" },
    };
    bool any = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].n) continue;
        slsc_sb_addf(out, "%s%zu %s", any ? ", " : "", parts[i].n, parts[i].text);
        any = true;
    }
    if (!any) slsc_sb_addz(out, "no functional change");
    const size_t folded = counts.folded + counts.folded_outputs;
    if (folded) slsc_sb_addf(out, " (%zu folded)", folded);
}
