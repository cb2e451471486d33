/* annotations.c: findings of a plan as commands of a workflow on GitHub, which shows each beside
 * the line that it is of.
 *
 * That line must be in the checkout: the place of what is no longer there stands in the message. */
#include "back/plan/report.h"

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

static bool is_gone(const slsc_plan_report *report, const slsc_node *node)
{
    while (node && node != report->changes->old->template) node = node->parent;
    return node != NULL;
}

static void add_file(const slsc_span *span, slsc_sb *out)
{
    slsc_sb_addz(out, ",file=");
    add_escaped(out, span->file, true);
    slsc_sb_addf(out, ",line=%u,col=%u", span->line, span->col);
}

void slsc_plan_github(const slsc_plan_report *report, slsc_sb *out)
{
    for (size_t i = 0; i < report->findings->count; i++) {
        const slsc_finding *finding = &report->findings->items[i];
        const slsc_span span = slsc_plan_place(report->changes->unit, finding->at);
        slsc_sb_addz(out, finding->rule->risk <= SLSC_RISK_PUBLIC ? "::error" : "::warning");
        slsc_sb_addf(out, " title=%s", slsc_risk_name(finding->rule->risk));
        const bool gone = is_gone(report, finding->at);
        if (span.line && !gone) add_file(&span, out);
        slsc_sb_addz(out, "::");
        add_escaped(out, finding->resource.len ? finding->resource : SLSC_STR("the template"),
                    false);
        slsc_sb_addz(out, ": ");
        add_escaped(out, finding->message, false);
        if (span.line && gone) {
            slsc_sb_addz(out, " (it was at ");
            add_escaped(out, span.file, false);
            slsc_sb_addf(out, ":%u)", span.line);
        }
        slsc_sb_addz(out, "%0Ado: ");
        add_escaped(out, slsc_str_z(finding->rule->advice), false);
        slsc_sb_char(out, '\n');
    }
    slsc_sb_addz(out, "::notice title=plan::");
    slsc_plan_headline(report, out);
    slsc_sb_char(out, '\n');
}
