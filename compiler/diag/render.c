/* render.c: diagnostics as text for people, and the choice of the other formats.
 *
 * Everything that comes from the input passes slsc_render_safe on its way out: a key with a
 * terminal's escape sequence in it must not paint the terminal. */
#include "diag/formats.h"
#include <stdlib.h>

static const char *const severities[] = { "note", "warning", "error" };
static const char *const colors[] = { "\x1b[1;36m", "\x1b[1;35m", "\x1b[1;31m" };
static const char bold[] = "\x1b[1m", plain[] = "\x1b[0m";

const char *slsc_diag_severity(slsc_severity severity) { return severities[severity]; }

/* Whether a terminal might obey it: C0, DEL, C1, and the marks that turn the writing direction. */
static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

static void add_escape(slsc_sb *out, uint32_t c)
{
    switch (c) {
    case '\n': slsc_sb_addz(out, "\\n"); break;
    case '\r': slsc_sb_addz(out, "\\r"); break;
    case '\t': slsc_sb_addz(out, "\\t"); break;
    default: slsc_sb_addf(out, c < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)c); break;
    }
}

void slsc_render_safe(slsc_sb *out, slsc_str text, bool lines)
{
    size_t i = 0, from = 0;
    while (i < text.len) {
        size_t at = i;
        uint32_t c = (unsigned char)text.ptr[i];
        if (c < 0x80)
            i++;
        else if (slsc_str_valid_utf8(slsc_str_sub(text, i, 4)) == 0)
            i++, c &= 0xFF;
        else
            c = slsc_str_next(text, &i);
        if ((lines && c == '\n') || (i - at > 1 && !is_control(c))) continue;
        if (c >= 0x20 && c < 0x7F) continue;
        slsc_sb_add(out, slsc_str_sub(text, from, at - from));
        add_escape(out, c);
        from = i;
    }
    slsc_sb_add(out, slsc_str_sub(text, from, SIZE_MAX));
}

slsc_str slsc_diag_remark(const slsc_remark *remark)
{
    slsc_str text = remark->text, from = SLSC_STR(" from");
    if (remark->place.file != 0 && slsc_str_ends(text, from)) text.len -= from.len;
    return text;
}

void slsc_diag_where(slsc_sources *sources, const slsc_remark *remark, slsc_sb *out)
{
    slsc_span span;
    slsc_sources_locate(sources, remark->place, &span);
    if (span.line == 0) return;
    slsc_sb_addz(out, slsc_str_ends(remark->text, SLSC_STR(" from")) ? " from " : " at ");
    slsc_render_safe(out, span.file, false);
    slsc_sb_addf(out, ":%u:%u", (unsigned)span.line, (unsigned)span.col);
}

static void add_head(slsc_sources *sources, const slsc_report *report, bool color, slsc_sb *out)
{
    slsc_span span;
    slsc_sources_locate(sources, report->place, &span);
    if (color) slsc_sb_addz(out, bold);
    if (span.line == 0) {
        slsc_sb_addz(out, "slsc: ");
    } else {
        slsc_render_safe(out, span.file, false);
        slsc_sb_addf(out, ":%u:%u: ", (unsigned)span.line, (unsigned)span.col);
    }
    if (color) slsc_sb_addz(out, colors[report->severity]);
    slsc_sb_addf(out, "%s:", severities[report->severity]);
    if (color) slsc_sb_addf(out, "%s%s", plain, bold);
    slsc_sb_char(out, ' ');
    slsc_render_safe(out, report->message, false);
    if (color) slsc_sb_addz(out, plain);
    if (report->code.len > 0) slsc_sb_addf(out, " [%.*s]", SLSC_FMT(report->code));
    slsc_sb_char(out, '\n');
}

/* "note: ..." or "help: ...", the word in colour. */
static void add_word(const char *word, bool color, slsc_sb *out)
{
    if (color)
        slsc_sb_addf(out, "%s%s:%s ", colors[SLSC_NOTE], word, plain);
    else
        slsc_sb_addf(out, "%s: ", word);
}

void slsc_diag_text(slsc_sources *sources, const slsc_report *report, bool color, slsc_sb *out)
{
    add_head(sources, report, color, out);
    slsc_diag_excerpt(sources, report, color, out);
    for (const slsc_remark *remark = report->remarks; remark != NULL; remark = remark->next) {
        add_word("note", color, out);
        slsc_render_safe(out, slsc_diag_remark(remark), false);
        slsc_diag_where(sources, remark, out);
        slsc_sb_char(out, '\n');
    }
    if (report->help.len > 0) {
        add_word("help", color, out);
        slsc_render_safe(out, report->help, false);
        slsc_sb_char(out, '\n');
    }
}

/* ---- At most so many of one code as text: the rest is counted ---- */

enum { MOST_OF_A_CODE = 20 };

typedef struct ranked {
    slsc_str code;
    size_t index, rank; /* in print; among those of its code */
} ranked;

static int compare_codes(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    const int order = slsc_str_cmp(a->code, b->code);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static int compare_indexes(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    return (a->index > b->index) - (a->index < b->index);
}

/* The reports in their order, each with its rank; and to `rests` what goes beyond the limit. */
static const ranked *rank_all(const slsc_report *reports, size_t n, slsc_sb *rests)
{
    ranked *all = SLSC_NEW_ARRAY(rests->arena, ranked, n + 1);
    for (size_t i = 0; i < n; i++) all[i] = (ranked) { reports[i].code, i, 0 };
    if (n) qsort(all, n, sizeof *all, compare_codes);
    for (size_t i = 1; i < n; i++)
        if (slsc_str_eq(all[i].code, all[i - 1].code)) all[i].rank = all[i - 1].rank + 1;
    for (size_t i = 0; i < n; i++) {
        const bool last = i + 1 == n || all[i + 1].rank == 0;
        if (last && all[i].rank >= MOST_OF_A_CODE)
            slsc_sb_addf(rests, "slsc: note: and %zu more of this kind [%.*s]\n",
                         all[i].rank + 1 - MOST_OF_A_CODE, SLSC_FMT(all[i].code));
    }
    if (n) qsort(all, n, sizeof *all, compare_indexes);
    return all;
}

static void render_text(slsc_sources *sources, const slsc_report *reports, size_t n, bool color,
                        slsc_sb *out)
{
    slsc_sb rests = slsc_sb_new(out->arena, 0);
    const ranked *all = rank_all(reports, n, &rests);
    for (size_t i = 0; i < n; i++)
        if (all[i].rank < MOST_OF_A_CODE) slsc_diag_text(sources, &reports[i], color, out);
    slsc_sb_add(out, slsc_sb_str(&rests));
}

void slsc_diags_render(slsc_diags *diags, slsc_diag_format format, bool color, slsc_sb *out)
{
    slsc_sources *sources = slsc_diags_sources(diags);
    size_t count;
    const slsc_report *reports = slsc_diags_sorted(diags, &count);
    if (format == SLSC_DIAG_JSON) slsc_diag_json(sources, reports, count, out);
    if (format == SLSC_DIAG_SARIF) slsc_diag_sarif(sources, reports, count, out);
    if (format == SLSC_DIAG_TEXT) render_text(sources, reports, count, color, out);
    for (size_t i = 0; i < count && format == SLSC_DIAG_GITHUB; i++)
        slsc_diag_github(sources, &reports[i], out);
}
