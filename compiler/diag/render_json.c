/* render_json.c: diagnostics as one JSON document, for editors and scripts.
 *
 * {"diagnostics": [{severity, code, message, file, line, column, endLine, endColumn, label, notes,
 * help}]}, a diagnostic a line. What is absent is left out; columns are 1-based code points, the
 * end lies behind the last one. */
#include "diag/escape.h"
#include "diag/formats.h"

static void add_text(slsc_sb *out, const char *key, slsc_str text)
{
    slsc_sb_addf(out, ",\"%s\":", key);
    slsc_escape_json(out, text);
}

static void add_place(slsc_sources *sources, slsc_place place, slsc_sb *out)
{
    slsc_span span;
    slsc_sources_locate(sources, place, &span);
    if (span.line == 0) return;
    add_text(out, "file", span.file);
    slsc_sb_addf(out, ",\"line\":%u,\"column\":%u,\"endLine\":%u,\"endColumn\":%u",
                 (unsigned)span.line, (unsigned)span.col, (unsigned)span.end_line,
                 (unsigned)span.end_col);
}

static void add_notes(slsc_sources *sources, const slsc_remark *remark, slsc_sb *out)
{
    if (remark == NULL) return;
    slsc_sb_addz(out, ",\"notes\":[");
    for (const slsc_remark *next = remark; next != NULL; next = next->next) {
        slsc_sb_addz(out, next == remark ? "{\"message\":" : ",{\"message\":");
        slsc_escape_json(out, slsc_diag_remark(next));
        add_place(sources, next->place, out);
        slsc_sb_char(out, '}');
    }
    slsc_sb_char(out, ']');
}

void slsc_diag_json(slsc_sources *sources, const slsc_report *reports, size_t n, slsc_sb *out)
{
    slsc_sb_addz(out, "{\"diagnostics\":[");
    for (size_t i = 0; i < n; i++) {
        const slsc_report *report = &reports[i];
        slsc_sb_addf(out, "%s\n{\"severity\":\"%s\"", i > 0 ? "," : "",
                     slsc_diag_severity(report->severity));
        if (report->code.len > 0) add_text(out, "code", report->code);
        add_text(out, "message", report->message);
        add_place(sources, report->place, out);
        if (report->label.len > 0) add_text(out, "label", report->label);
        add_notes(sources, report->remarks, out);
        if (report->help.len > 0) add_text(out, "help", report->help);
        slsc_sb_char(out, '}');
    }
    slsc_sb_addz(out, n > 0 ? "\n]}\n" : "]}\n");
}
