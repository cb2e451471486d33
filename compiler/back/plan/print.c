/* print.c: a plan for a terminal: what is risky first, then every change with what caused it. */
#include "back/plan/report.h"

#include "diag/render.h"

enum { SHOWN = 200 }; /* bytes of a value */

static const char *symbol(const slsc_change *change)
{
    const slsc_resource *any = change->new ? change->new : change->old;
    if (change->action == SLSC_CHANGE_ADD) return "  +";
    if (change->action == SLSC_CHANGE_REMOVE) return "  -";
    if (change->action == SLSC_CHANGE_IMPLIED) return "  >";
    if (change->level == SLSC_RECREATE_ALWAYS) return any->cfn.gap ? "-+ " : "-/+";
    return change->level == SLSC_RECREATE_CONDITIONALLY ? "  ?" : "  ~";
}

/* Terminals obey control characters: they are shown as escapes. */
static void add_value(slsc_unit *unit, const slsc_node *value, slsc_sb *out)
{
    const slsc_str text = slsc_plan_text(unit, value);
    size_t shown = text.len > SHOWN ? SHOWN : text.len;
    while (shown < text.len && ((unsigned char)text.ptr[shown] & 0xC0) == 0x80) shown--;
    if (!value)
        slsc_sb_addz(out, "(none)");
    else
        slsc_render_safe(out, slsc_str_sub(text, 0, shown), false);
    if (shown < text.len) slsc_sb_addz(out, "...");
}

static void add_place(slsc_unit *unit, const slsc_node *node, slsc_sb *out)
{
    const slsc_span span = slsc_plan_place(unit, node);
    if (!span.line) return;
    slsc_sb_addz(out, "  ");
    slsc_render_safe(out, span.file, false);
    slsc_sb_addf(out, ":%u:%u", span.line, span.col);
}

static void add_detail(slsc_unit *unit, const slsc_detail *detail, slsc_sb *out)
{
    slsc_str path = slsc_str_sub(detail->path, 1, SIZE_MAX);
    const slsc_str properties = SLSC_STR("Properties/");
    if (slsc_str_starts(path, properties)) path = slsc_str_sub(path, properties.len, SIZE_MAX);
    slsc_sb_addz(out, "      ");
    slsc_render_safe(out, path, false);
    if (detail->source == SLSC_AUTOMATIC) {
        slsc_sb_addz(out, "  a nested stack is always listed\n");
        return;
    }
    slsc_sb_addz(out, "  ");
    add_value(unit, detail->before, out);
    slsc_sb_addz(out, " -> ");
    if (detail->unknown)
        slsc_sb_addz(out, "(known after deployment)");
    else
        add_value(unit, detail->after, out);
    if (detail->rule.recreation == SLSC_RECREATE_ALWAYS) slsc_sb_addz(out, "  forces replacement");
    if (detail->rule.recreation == SLSC_RECREATE_CONDITIONALLY)
        slsc_sb_addz(out, "  may force replacement");
    if (detail->rule.disputed) slsc_sb_addz(out, " (sources disagree)");
    slsc_sb_char(out, '\n');
}

static void add_cause(const slsc_detail *detail, slsc_sb *out)
{
    if (!detail->cause.len) return;
    slsc_sb_addz(out, "        because of ");
    slsc_render_safe(out, detail->cause, false);
    slsc_sb_char(out, '\n');
}

static void add_change(slsc_unit *unit, const slsc_change *change, slsc_sb *out)
{
    const slsc_resource *any = change->new ? change->new : change->old;
    slsc_sb_addf(out, "%s ", symbol(change));
    slsc_render_safe(out, change->id, false);
    slsc_sb_addz(out, "  ");
    slsc_render_safe(out, change->type, false);
    add_place(unit, any->raw, out);
    if (change->policy) slsc_sb_addf(out, "  %s", change->policy);
    slsc_sb_char(out, '\n');
    if (change->folded) slsc_sb_addf(out, "      %s\n", change->folded);
    for (size_t i = 0; i < change->detail_count; i++) {
        if (slsc_plan_tells(change, i)) add_detail(unit, &change->details[i], out);
        add_cause(&change->details[i], out);
    }
}

static void add_findings(const slsc_plan_report *report, slsc_sb *out)
{
    slsc_unit *unit = report->changes->unit;
    for (size_t i = 0; i < report->findings->count; i++) {
        const slsc_finding *finding = &report->findings->items[i];
        slsc_sb_addf(out, "%s: ", slsc_risk_name(finding->risk));
        slsc_render_safe(out, finding->resource, false);
        slsc_sb_addz(out, "  ");
        slsc_render_safe(out, finding->type, false);
        add_place(unit, finding->at, out);
        slsc_sb_addz(out, "\n      ");
        slsc_render_safe(out, finding->message, false);
        slsc_sb_char(out, '\n');
    }
    if (report->findings->count) slsc_sb_char(out, '\n');
}

void slsc_plan_print(const slsc_plan_report *report, slsc_sb *out)
{
    const slsc_changes *changes = report->changes;
    const size_t begin = out->len;
    slsc_plan_headline(report, out);
    slsc_sb_addz(out, "\n\n");
    add_findings(report, out);
    for (size_t i = 0; i < changes->count; i++)
        if (!changes->items[i].folded || report->all)
            add_change(changes->unit, &changes->items[i], out);
    while (out->len > begin + 1 && out->ptr[out->len - 2] == '\n') out->len--;
}
