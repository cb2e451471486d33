/* markdown.c: a plan as a comment of a pull request, and as annotations of a workflow.
 *
 * GitHub takes 65,536 characters: the table of risks comes first, and details are left out when
 * they would not fit. */
#include "back/plan/report.h"

#include "diag/render.h"

enum { LIMIT = 60000, VALUE = 120 };

/* Text inside a table or code: nothing in it is markup. */
static void add_text(slsc_sb *out, slsc_str text)
{
    const size_t shown = text.len > VALUE * 4 ? VALUE * 4 : text.len;
    for (size_t i = 0; i < shown; i++) {
        const char c = text.ptr[i];
        if (c == '|' || c == '<' || c == '>' || c == '&' || c == '`' || c == '@' || c == '*' ||
            c == '_' || c == '[' || c == ']' || c == '#')
            slsc_sb_addf(out, "&#%d;", c);
        else
            slsc_sb_char(out, (unsigned char)c < ' ' || c == 127 ? ' ' : c);
    }
    if (shown < text.len) slsc_sb_addz(out, "...");
}

static void add_place(slsc_unit *unit, const slsc_node *node, slsc_sb *out)
{
    const slsc_span span = slsc_plan_place(unit, node);
    if (!span.line) return;
    add_text(out, span.file);
    slsc_sb_addf(out, ":%u", span.line);
}

static void add_risks(const slsc_plan_report *report, slsc_sb *out)
{
    const slsc_findings *findings = report->findings;
    if (findings->count)
        slsc_sb_addz(out, "| risk | resource | what | where |\n|---|---|---|---|\n");
    for (size_t i = 0; i < findings->count; i++) {
        const slsc_finding *finding = &findings->items[i];
        if (out->len > LIMIT / 2) {
            slsc_sb_addf(out, "| ... | and %zu more | | |\n", findings->count - i);
            break;
        }
        slsc_sb_addf(out, "| **%s** | ", slsc_risk_name(finding->risk));
        add_text(out, finding->resource);
        slsc_sb_addz(out, " (");
        add_text(out, finding->type);
        slsc_sb_addz(out, ") | ");
        add_text(out, finding->message);
        slsc_sb_addz(out, " | ");
        add_place(report->changes->unit, finding->at, out);
        slsc_sb_addz(out, " |\n");
    }
    if (findings->count) slsc_sb_char(out, '\n');
}

static const char *what(const slsc_change *change)
{
    if (change->action == SLSC_CHANGE_ADD) return "add";
    if (change->action == SLSC_CHANGE_REMOVE) return "remove";
    if (change->action == SLSC_CHANGE_IMPLIED) return "update in consequence";
    if (change->level == SLSC_RECREATE_ALWAYS) return "**replace**";
    return change->level == SLSC_RECREATE_CONDITIONALLY ? "perhaps replace" : "update";
}

static void add_details(slsc_unit *unit, const slsc_change *change, slsc_sb *out)
{
    for (size_t i = 0; i < change->detail_count; i++) {
        const slsc_detail *detail = &change->details[i];
        if (!slsc_plan_tells(change, i)) continue;
        slsc_sb_addz(out, "  - ");
        add_text(out, slsc_str_sub(detail->path, 1, SIZE_MAX));
        slsc_sb_addz(out, ": ");
        add_text(out, detail->before ? slsc_plan_text(unit, detail->before) : SLSC_STR("(none)"));
        slsc_sb_addz(out, " → ");
        add_text(out, detail->unknown ? SLSC_STR("(known after deployment)")
                      : detail->after ? slsc_plan_text(unit, detail->after)
                                      : SLSC_STR("(none)"));
        slsc_sb_char(out, '\n');
    }
}

static void add_changes(const slsc_plan_report *report, bool folded, slsc_sb *out)
{
    const slsc_changes *changes = report->changes;
    for (size_t i = 0; i < changes->count; i++) {
        const slsc_change *change = &changes->items[i];
        const slsc_resource *any = change->new ? change->new : change->old;
        if ((change->folded != NULL) != folded) continue;
        slsc_sb one = slsc_sb_new(changes->unit->arena, LIMIT);
        slsc_sb_addf(&one, "- %s ", what(change));
        add_text(&one, change->id);
        slsc_sb_addz(&one, " (");
        add_text(&one, change->type);
        slsc_sb_addz(&one, ") ");
        add_place(changes->unit, any->raw, &one);
        if (change->folded) slsc_sb_addf(&one, " — %s", change->folded);
        slsc_sb_char(&one, '\n');
        if (!folded) add_details(changes->unit, change, &one);
        if (one.overflow || out->len + one.len > LIMIT) {
            slsc_sb_addz(out, "- ... (the rest is left out: a comment has a limit)\n");
            return;
        }
        slsc_sb_add(out, slsc_sb_str(&one));
    }
}

void slsc_plan_markdown(const slsc_plan_report *report, slsc_sb *out)
{
    const slsc_plan_counts counts = slsc_plan_count(report);
    const size_t shown = counts.add + counts.remove + counts.implied + counts.replace +
                         counts.conditional + counts.update;
    slsc_sb_addz(out, "<!-- slsc-plan -->\n### Plan: ");
    slsc_plan_headline(report, out);
    slsc_sb_addz(out, "\n\n");
    add_risks(report, out);
    if (shown) {
        slsc_sb_addf(out, "<details><summary>%zu changes</summary>\n\n", shown);
        add_changes(report, false, out);
        slsc_sb_addz(out, "\n</details>\n");
    }
    if (counts.folded) {
        slsc_sb_addf(out, "<details><summary>%zu without a difference</summary>\n\n",
                     counts.folded);
        add_changes(report, true, out);
        slsc_sb_addz(out, "\n</details>\n");
    }
    const slsc_str version = slsc_cfn_version();
    slsc_sb_addf(out, "\n<sub>offline estimate: %.*s</sub>\n", SLSC_FMT(version));
}

/* ---- Annotations ---- */

static void add_escaped(slsc_sb *out, slsc_str text, bool property)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
            slsc_sb_addf(out, "%%%02X", (unsigned)c);
        else
            slsc_sb_char(out, c);
    }
}

void slsc_plan_github(const slsc_plan_report *report, slsc_sb *out)
{
    for (size_t i = 0; i < report->findings->count; i++) {
        const slsc_finding *finding = &report->findings->items[i];
        const slsc_span span = slsc_plan_place(report->changes->unit, finding->at);
        slsc_sb_addz(out, finding->risk <= SLSC_RISK_PUBLIC ? "::error" : "::warning");
        slsc_sb_addf(out, " title=%s", slsc_risk_name(finding->risk));
        if (span.line) {
            slsc_sb_addz(out, ",file=");
            add_escaped(out, span.file, true);
            slsc_sb_addf(out, ",line=%u,col=%u", span.line, span.col);
        }
        slsc_sb_addz(out, "::");
        add_escaped(out, finding->resource, false);
        slsc_sb_addz(out, ": ");
        add_escaped(out, finding->message, false);
        slsc_sb_char(out, '\n');
    }
    slsc_sb_addz(out, "::notice title=plan::");
    slsc_plan_headline(report, out);
    slsc_sb_char(out, '\n');
}
