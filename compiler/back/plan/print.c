/* print.c: a plan for a terminal: what is risky first, then every change with what caused it. */
#include "back/plan/report.h"

#include "diag/render.h"

enum { SHOWN = 200, NAMES = 6 }; /* bytes of a value, resources of a group */

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

/* ---- Details ---- */

static void add_rule(const slsc_detail *detail, slsc_sb *out)
{
    if (detail->rule.recreation == SLSC_RECREATE_ALWAYS) slsc_sb_addz(out, "  forces replacement");
    if (detail->rule.recreation == SLSC_RECREATE_CONDITIONALLY)
        slsc_sb_addz(out, "  may force replacement");
    if (detail->rule.disputed) slsc_sb_addz(out, " (AWS's descriptions disagree)");
    slsc_sb_char(out, '\n');
}

typedef struct items {
    slsc_unit *unit;
    slsc_sb *out;
    bool any;
} items;

static void add_item(void *context, const char *sign, const slsc_node *item)
{
    items *i = context;
    i->any = true;
    slsc_sb_addf(i->out, "        %s ", sign);
    add_value(i->unit, item, i->out);
    slsc_sb_char(i->out, '\n');
}

static void add_detail(slsc_unit *unit, const slsc_change *change, const slsc_detail *detail,
                       bool all, slsc_sb *out)
{
    const slsc_str code = all ? (slsc_str) { NULL, 0 } : slsc_plan_code(unit, change, detail);
    slsc_sb_addz(out, "      ");
    slsc_render_safe(out, slsc_plan_path(unit, detail->path), false);
    if (detail->source == SLSC_AUTOMATIC) {
        slsc_sb_addz(out, "  a nested stack is always listed\n");
        return;
    }
    if (slsc_plan_is_list(detail)) {
        items told = { unit, out, false };
        add_rule(detail, out);
        slsc_plan_items(unit, detail, add_item, &told);
        if (!told.any) slsc_sb_addz(out, "        in another order\n");
        return;
    }
    slsc_sb_addz(out, "  ");
    if (code.len) {
        slsc_render_safe(out, code, false);
        slsc_sb_char(out, '\n');
        return;
    }
    add_value(unit, detail->before, out);
    slsc_sb_addz(out, " -> ");
    if (detail->unknown)
        slsc_sb_addz(out, "(known after deployment)");
    else
        add_value(unit, detail->after, out);
    add_rule(detail, out);
}

/* Which resource or parameter it comes from; told once where several details say the same. */
static void add_causes(slsc_unit *unit, const slsc_change *change, size_t first, slsc_sb *out)
{
    slsc_str last = { NULL, 0 };
    for (size_t i = first; i < change->detail_count; i++) {
        if (i > first && slsc_plan_tells(change, i)) return;
        const slsc_str cause = slsc_plan_cause(unit, change, &change->details[i]);
        if (!cause.len || slsc_str_eq(cause, last)) continue;
        slsc_sb_addz(out, "        ");
        slsc_render_safe(out, cause, false);
        slsc_sb_char(out, '\n');
        last = cause;
    }
}

static void add_details(slsc_unit *unit, const slsc_change *change, bool all, slsc_sb *out)
{
    for (size_t i = 0; i < change->detail_count; i++) {
        if (!slsc_plan_tells(change, i) || (change->details[i].folded && !all)) continue;
        add_detail(unit, change, &change->details[i], all, out);
        add_causes(unit, change, i, out);
    }
}

/* ---- Changes, outputs, findings ---- */

static void add_change(slsc_unit *unit, const slsc_change *change, bool all, slsc_sb *out)
{
    const slsc_resource *any = change->new ? change->new : change->old;
    const char *fate = slsc_plan_fate(change);
    slsc_sb_addf(out, "%s ", symbol(change));
    slsc_render_safe(out, change->id, false);
    slsc_sb_addz(out, "  ");
    slsc_render_safe(out, change->type, false);
    add_place(unit, any->raw, out);
    if (fate) slsc_sb_addf(out, "  %s", fate);
    slsc_sb_char(out, '\n');
    if (change->folded) slsc_sb_addf(out, "      folded: %s\n", change->folded);
    add_details(unit, change, all, out);
}

/* "  ~ 12 AWS::Lambda::Function: Create, Show and 10 more" */
static void add_group(const slsc_changes *changes, const slsc_plan_groups *groups, size_t first,
                      slsc_sb *out)
{
    const slsc_change *change = &changes->items[first];
    const size_t count = groups->count[first];
    size_t told = 0;
    slsc_sb_addf(out, "%s %zu ", symbol(change), count);
    slsc_render_safe(out, change->type, false);
    for (size_t i = first; i != SIZE_MAX && told < NAMES; i = groups->next[i], told++) {
        slsc_sb_addz(out, told ? ", " : ": ");
        slsc_render_safe(out, changes->items[i].id, false);
    }
    if (count > told) slsc_sb_addf(out, " and %zu more", count - told);
    slsc_sb_char(out, '\n');
    add_details(changes->unit, change, false, out);
}

static void add_output(slsc_unit *unit, const slsc_output *o, slsc_sb *out)
{
    slsc_sb_addf(out, "%s output ",
                 o->action == SLSC_CHANGE_ADD      ? "  +"
                 : o->action == SLSC_CHANGE_REMOVE ? "  -"
                                                   : "  ~");
    slsc_render_safe(out, o->name, false);
    add_place(unit, o->raw, out);
    if (o->folded) slsc_sb_addf(out, "\n      folded: %s", o->folded);
    slsc_sb_char(out, '\n');
    if (o->before && o->after && !slsc_str_eq(o->export_before, o->export_after)) {
        slsc_sb_addz(out, "      exported as ");
        slsc_render_safe(out, o->export_before.len ? o->export_before : SLSC_STR("(nothing)"),
                         false);
        slsc_sb_addz(out, " -> ");
        slsc_render_safe(out, o->export_after.len ? o->export_after : SLSC_STR("(nothing)"), false);
        slsc_sb_char(out, '\n');
    }
    if (!slsc_plan_has_news(unit, o)) return;
    slsc_sb_addz(out, "      ");
    if (o->before) add_value(unit, o->before, out);
    if (o->before && o->after) slsc_sb_addz(out, " -> ");
    if (o->unknown)
        slsc_sb_addz(out, "(known after deployment)");
    else if (o->after)
        add_value(unit, o->after, out);
    slsc_sb_char(out, '\n');
}

static void add_findings(const slsc_plan_report *report, slsc_sb *out)
{
    slsc_unit *unit = report->changes->unit;
    for (size_t i = 0; i < report->findings->count; i++) {
        const slsc_finding *finding = &report->findings->items[i];
        slsc_sb_addf(out, "%s: ", slsc_risk_name(finding->rule->risk));
        slsc_render_safe(out, finding->resource.len ? finding->resource : SLSC_STR("the template"),
                         false);
        if (finding->type.len) slsc_sb_addz(out, "  ");
        slsc_render_safe(out, finding->type, false);
        add_place(unit, finding->at, out);
        slsc_sb_addz(out, "\n      ");
        slsc_render_safe(out, finding->message, false);
        if (finding->first) slsc_sb_addf(out, "\n      do: %s", finding->rule->advice);
        slsc_sb_char(out, '\n');
    }
    if (report->findings->count) slsc_sb_char(out, '\n');
}

void slsc_plan_print(const slsc_plan_report *report, slsc_sb *out)
{
    const slsc_changes *changes = report->changes;
    const slsc_plan_counts counts = slsc_plan_count(report);
    const size_t begin = out->len;
    slsc_plan_headline(report, out);
    slsc_sb_addz(out, "\n\n");
    add_findings(report, out);
    const slsc_plan_groups groups = slsc_plan_group(report);
    for (size_t i = 0; i < changes->count; i++) {
        if (changes->items[i].folded && !report->all) continue;
        if (!slsc_plan_is_group(&groups, i))
            add_change(changes->unit, &changes->items[i], report->all, out);
        else if (groups.first[i] == i)
            add_group(changes, &groups, i, out);
    }
    for (size_t i = 0; i < changes->output_count; i++)
        if (!changes->outputs[i].folded || report->all)
            add_output(changes->unit, &changes->outputs[i], out);
    if (!report->all && counts.folded + counts.folded_outputs) {
        const bool apart = out->len > 1 && out->ptr[out->len - 2] == '\n';
        slsc_sb_addf(out, "%sfolded (--all shows them): ", apart ? "" : "\n");
        slsc_plan_folded(report, out);
        slsc_sb_char(out, '\n');
    }
    while (out->len > begin + 1 && out->ptr[out->len - 2] == '\n') out->len--;
}
