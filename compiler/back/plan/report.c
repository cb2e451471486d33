/* report.c: what the printers of a plan share: values on one line, counts, places. */
#include "back/plan/report.h"

#include "tree/print.h"

static void add(slsc_unit *unit, const slsc_node *value, slsc_sb *out)
{
    const slsc_str name = slsc_intrinsic_name(value);
    const slsc_node *argument = slsc_node_at(value, 0);
    if (slsc_is_scalar(value)) {
        slsc_sb_add(out, slsc_node_text(unit, value));
    } else if (slsc_str_is(name, "Ref")) {
        slsc_sb_addf(out, "${%.*s}", SLSC_FMT(slsc_node_text(unit, argument)));
    } else if (slsc_str_is(name, "Fn::GetAtt")) {
        slsc_sb_addf(out, "${%.*s.%.*s}", SLSC_FMT(slsc_node_text(unit, slsc_node_at(argument, 0))),
                     SLSC_FMT(slsc_node_text(unit, slsc_node_at(argument, 1))));
    } else if (slsc_str_is(name, "Fn::Join") && slsc_node_is_text(slsc_node_at(argument, 0), "")) {
        const slsc_node *parts = slsc_node_at(argument, 1);
        for (size_t i = 0; i < slsc_node_count(parts); i++) add(unit, slsc_node_at(parts, i), out);
    } else {
        slsc_print_json(name.len && value->from && value->from != value ? value->from : value, 0,
                        out);
    }
}

slsc_str slsc_plan_text(slsc_unit *unit, const slsc_node *value)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    if (slsc_is_secret(value)) return SLSC_STR("****");
    add(unit, value, &out);
    return slsc_sb_str(&out);
}

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
    for (size_t i = 0; i < report->findings->count; i++)
        counts.risks[report->findings->items[i].risk]++;
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
        { report->findings->exports,
          report->findings->exports == 1 ? "export removed" : "exports removed" },
    };
    bool any = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].n) continue;
        slsc_sb_addf(out, "%s%zu %s", any ? ", " : "", parts[i].n, parts[i].text);
        any = true;
    }
    if (!any) slsc_sb_addz(out, "no functional change");
    if (counts.folded) slsc_sb_addf(out, " (%zu folded)", counts.folded);
}
