/* render_github.c: diagnostics as workflow commands of GitHub Actions, which shows them beside the
 * lines of a pull request. Label, notes and help follow the message, a line each. */
#include "diag/formats.h"

/* The escapes of workflow commands; those of a property are two more. */
static void add_escaped(slsc_sb *out, slsc_str text, bool property)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
            slsc_sb_addf(out, "%%%02X", (unsigned)c);
        else
            slsc_sb_char(out, c);
    }
}

static void add_more(slsc_sb *out, const char *word, slsc_str text)
{
    slsc_sb_addf(out, "%%0A%s", word);
    add_escaped(out, text, false);
}

static void add_notes(slsc_sources *sources, const slsc_report *report, slsc_sb *out)
{
    for (const slsc_remark *remark = report->remarks; remark != NULL; remark = remark->next) {
        slsc_sb where = slsc_sb_new(out->arena, 0);
        slsc_diag_where(sources, remark, &where);
        add_more(out, "note: ", slsc_diag_remark(remark));
        add_escaped(out, slsc_sb_str(&where), false);
    }
}

void slsc_diag_github(slsc_sources *sources, const slsc_report *report, slsc_sb *out)
{
    slsc_span span;
    slsc_sources_locate(sources, report->place, &span);
    slsc_sb_addf(out, "::%s ",
                 report->severity == SLSC_NOTE ? "notice" : slsc_diag_severity(report->severity));
    if (span.line > 0) {
        slsc_sb_addz(out, "file=");
        add_escaped(out, span.file, true);
        slsc_sb_addf(out, ",line=%u,col=%u,endLine=%u,", (unsigned)span.line, (unsigned)span.col,
                     (unsigned)span.end_line);
        /* GitHub takes an end column only where the end is on the same line. */
        if (span.end_line == span.line) slsc_sb_addf(out, "endColumn=%u,", (unsigned)span.end_col);
    }
    slsc_sb_addz(out, "title=");
    add_escaped(out, report->code.len > 0 ? report->code : SLSC_STR("slsc"), true);
    slsc_sb_addz(out, "::");
    add_escaped(out, report->message, false);
    if (report->label.len > 0) add_more(out, "", report->label);
    add_notes(sources, report, out);
    if (report->help.len > 0) add_more(out, "help: ", report->help);
    slsc_sb_char(out, '\n');
}
