/* render_sarif.c: diagnostics as SARIF 2.1.0, which code scanning services read.
 *
 * The rules are the codes that occur. Remarks with a place are related locations; the others and
 * the help follow the message as lines of their own, for viewers show little else. */
#include "diag/escape.h"
#include "diag/formats.h"
#include <stdlib.h>

static int compare_codes(const void *a, const void *b)
{
    return slsc_str_cmp(*(const slsc_str *)a, *(const slsc_str *)b);
}

/* The codes, sorted, once each. */
static slsc_str *collect_rules(slsc_arena *arena, const slsc_report *reports, size_t n,
                               size_t *count)
{
    slsc_str *rules = SLSC_NEW_ARRAY(arena, slsc_str, n + 1);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        rules[i] = reports[i].code.len > 0 ? reports[i].code : SLSC_STR("slsc");
    if (n > 0) qsort(rules, n, sizeof *rules, compare_codes);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || !slsc_str_eq(rules[kept - 1], rules[i])) rules[kept++] = rules[i];
    *count = kept;
    return rules;
}

static void add_rules(const slsc_str *rules, size_t n, slsc_sb *out)
{
    for (size_t i = 0; i < n; i++) {
        slsc_sb_addz(out, i > 0 ? ",{\"id\":" : "{\"id\":");
        slsc_escape_json(out, rules[i]);
        slsc_sb_char(out, '}');
    }
}

/* A path as a URI reference: what has no place in one is percent-encoded. */
static void add_uri(slsc_sb *out, slsc_str path)
{
    static const char kept[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                               "-._~/!$&'()*+,;=@";
    slsc_sb_char(out, '"');
    for (size_t i = 0; i < path.len; i++) {
        if (slsc_str_find_char(SLSC_STR(kept), path.ptr[i]) < sizeof kept - 1)
            slsc_sb_char(out, path.ptr[i]);
        else
            slsc_sb_addf(out, "%%%02X", (unsigned)(unsigned char)path.ptr[i]);
    }
    slsc_sb_char(out, '"');
}

/* {"physicalLocation": ...} of a place, with a message where there is one. */
static void add_location(slsc_sources *sources, slsc_place place, slsc_str message, slsc_sb *out)
{
    slsc_span span;
    slsc_sources_locate(sources, place, &span);
    slsc_sb_addz(out, "{\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
    add_uri(out, span.file);
    slsc_sb_addf(out,
                 "},\"region\":{\"startLine\":%u,\"startColumn\":%u,\"endLine\":%u,"
                 "\"endColumn\":%u}}",
                 (unsigned)span.line, (unsigned)span.col, (unsigned)span.end_line,
                 (unsigned)span.end_col);
    if (message.len > 0) {
        slsc_sb_addz(out, ",\"message\":{\"text\":");
        slsc_escape_json(out, message);
        slsc_sb_char(out, '}');
    }
    slsc_sb_char(out, '}');
}

static void add_message(const slsc_report *report, slsc_sb *out)
{
    slsc_sb text = slsc_sb_new(out->arena, 0);
    slsc_sb_add(&text, report->message);
    for (const slsc_remark *remark = report->remarks; remark != NULL; remark = remark->next)
        if (remark->place.file == 0) slsc_sb_addf(&text, "\nnote: %.*s", SLSC_FMT(remark->text));
    if (report->help.len > 0) slsc_sb_addf(&text, "\nhelp: %.*s", SLSC_FMT(report->help));
    slsc_sb_addz(out, ",\"message\":{\"text\":");
    slsc_escape_json(out, slsc_sb_str(&text));
    slsc_sb_char(out, '}');
}

static void add_related(slsc_sources *sources, const slsc_report *report, slsc_sb *out)
{
    bool first = true;
    for (const slsc_remark *remark = report->remarks; remark != NULL; remark = remark->next) {
        if (remark->place.file == 0) continue;
        slsc_sb_addz(out, first ? ",\"relatedLocations\":[" : ",");
        first = false;
        add_location(sources, remark->place, slsc_diag_remark(remark), out);
    }
    if (!first) slsc_sb_char(out, ']');
}

static void add_result(slsc_sources *sources, const slsc_report *report, const slsc_str *rules,
                       size_t rule_count, slsc_sb *out)
{
    slsc_str code = report->code.len > 0 ? report->code : SLSC_STR("slsc");
    const slsc_str *rule = bsearch(&code, rules, rule_count, sizeof *rules, compare_codes);
    slsc_sb_addz(out, "{\"ruleId\":");
    slsc_escape_json(out, code);
    slsc_sb_addf(out, ",\"ruleIndex\":%zu,\"level\":\"%s\"", (size_t)(rule - rules),
                 slsc_diag_severity(report->severity));
    add_message(report, out);
    if (report->place.file != 0) {
        slsc_sb_addz(out, ",\"locations\":[");
        add_location(sources, report->place, report->label, out);
        slsc_sb_char(out, ']');
    }
    add_related(sources, report, out);
    slsc_sb_char(out, '}');
}

void slsc_diag_sarif(slsc_sources *sources, const slsc_report *reports, size_t n, slsc_sb *out)
{
    size_t rule_count;
    slsc_str *rules = collect_rules(out->arena, reports, n, &rule_count);
    slsc_sb_addz(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
                      "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"slsc\","
                      "\"rules\":[");
    add_rules(rules, rule_count, out);
    slsc_sb_addz(out, "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
    for (size_t i = 0; i < n; i++) {
        slsc_sb_addz(out, i > 0 ? ",\n" : "\n");
        add_result(sources, &reports[i], rules, rule_count, out);
    }
    slsc_sb_addz(out, n > 0 ? "\n]}]}\n" : "]}]}\n");
}
