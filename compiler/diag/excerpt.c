/* excerpt.c: the line of the source and the carets below it.
 *
 * The line is shown as cells: a character and the columns it takes on a terminal. Tabs become
 * spaces up to the next tab stop, control characters their escapes, East Asian characters take two
 * columns, combining marks none; carets stand below exactly the cells of the place. Of a long line
 * only a window around the place is shown, found by walking from the place outwards, so that its
 * cost does not depend on the line's length. */
#include "diag/formats.h"

enum { WHOLE_LINE = 120, BEFORE = 60, BEHIND = 60, TAB = 4, GUTTER = 5 };

typedef struct range {
    uint32_t first, last;
} range;

static const range wide[] = {
    { 0x1100, 0x115F },   { 0x231A, 0x231B },   { 0x2E80, 0x303E },   { 0x3041, 0x33FF },
    { 0x3400, 0x4DBF },   { 0x4E00, 0x9FFF },   { 0xA000, 0xA4CF },   { 0xA960, 0xA97F },
    { 0xAC00, 0xD7A3 },   { 0xF900, 0xFAFF },   { 0xFE30, 0xFE6F },   { 0xFF01, 0xFF60 },
    { 0xFFE0, 0xFFE6 },   { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF },
    { 0x1FA70, 0x1FAFF }, { 0x20000, 0x3FFFD },
};
static const range combining[] = {
    { 0x0300, 0x036F }, { 0x0483, 0x0489 }, { 0x0591, 0x05BD }, { 0x0610, 0x061A },
    { 0x064B, 0x065F }, { 0x1AB0, 0x1AFF }, { 0x1DC0, 0x1DFF }, { 0x200B, 0x200D },
    { 0x20D0, 0x20FF }, { 0xFE00, 0xFE0F }, { 0xFE20, 0xFE2F }, { 0xFEFF, 0xFEFF },
};

static bool in_ranges(uint32_t c, const range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (c >= ranges[i].first && c <= ranges[i].last) return true;
    return false;
}

/* Columns of a text that slsc_render_safe made. */
static size_t width_of(slsc_str text)
{
    size_t width = 0, at = 0;
    while (at < text.len) {
        uint32_t c = slsc_str_next(text, &at);
        if (c < 0x300)
            width++;
        else if (in_ranges(c, wide, sizeof wide / sizeof *wide))
            width += 2;
        else if (!in_ranges(c, combining, sizeof combining / sizeof *combining))
            width++;
    }
    return width;
}

/* Bytes of the character at line[at]. */
static size_t size_at(slsc_str line, size_t at)
{
    size_t end = at;
    if ((unsigned char)line.ptr[at] < 0x80 || slsc_str_valid_utf8(slsc_str_sub(line, at, 4)) == 0)
        return 1;
    slsc_str_next(line, &end);
    return end - at;
}

static size_t back(slsc_str line, size_t at, unsigned characters)
{
    while (at > 0 && characters-- > 0) {
        size_t start = at - 1;
        while (start > 0 && at - start < 4 && ((unsigned char)line.ptr[start] & 0xC0) == 0x80)
            start--;
        at = start + size_at(line, start) == at ? start : at - 1;
    }
    return at;
}

static size_t forward(slsc_str line, size_t at, unsigned characters)
{
    while (at < line.len && characters-- > 0) at += size_at(line, at);
    return at;
}

typedef struct excerpt {
    slsc_sb text, carets;
    size_t width;
} excerpt;

/* One character of the line, marked or not. */
static void add_cell(excerpt *e, slsc_str character, bool marked)
{
    size_t from = e->text.len, width;
    if (character.ptr[0] == '\t' && character.len == 1) {
        width = TAB - e->width % TAB;
        slsc_sb_fill(&e->text, ' ', width);
    } else {
        slsc_render_safe(&e->text, character, false);
        width = width_of(slsc_str_sub(slsc_sb_str(&e->text), from, SIZE_MAX));
    }
    slsc_sb_fill(&e->carets, marked ? '^' : ' ', width);
    e->width += width;
}

/* The line from `start` to `end`, the bytes from `from` to `to` marked; a place without length, or
 * at the end of the line, gets one caret. */
static excerpt draw(slsc_arena *arena, slsc_str line, size_t start, size_t end, size_t from,
                    size_t to)
{
    excerpt e = { slsc_sb_new(arena, 0), slsc_sb_new(arena, 0), 0 };
    size_t marked = 0;
    if (start > 0) add_cell(&e, SLSC_STR("…"), false);
    for (size_t at = start; at < end;) {
        size_t size = size_at(line, at);
        bool mark = at >= from && at < to;
        add_cell(&e, slsc_str_sub(line, at, size), mark);
        marked += mark;
        at += size;
    }
    if (marked == 0) slsc_sb_char(&e.carets, '^');
    if (end < line.len) slsc_sb_addz(&e.text, "…");
    return e;
}

/* The carets without the blanks behind them, and the label. */
static void add_carets(const slsc_sb *carets, slsc_str label, bool color, slsc_sb *out)
{
    slsc_str marks = slsc_sb_str(carets);
    size_t first = slsc_str_find_char(marks, '^');
    while (marks.len > 0 && marks.ptr[marks.len - 1] == ' ') marks.len--;
    slsc_sb_fill(out, ' ', first);
    if (color) slsc_sb_addz(out, "\x1b[1;32m");
    slsc_sb_add(out, slsc_str_sub(marks, first, SIZE_MAX));
    if (label.len > 0) {
        slsc_sb_char(out, ' ');
        slsc_render_safe(out, label, false);
    }
    if (color) slsc_sb_addz(out, "\x1b[0m");
    slsc_sb_char(out, '\n');
}

void slsc_diag_excerpt(slsc_sources *sources, const slsc_report *report, bool color, slsc_sb *out)
{
    const slsc_source_text *source = slsc_sources_get(sources, report->place.file);
    slsc_span span;
    slsc_str line;
    size_t from, to, start = 0, end;
    excerpt e;
    slsc_sources_locate(sources, report->place, &span);
    if (span.line == 0) return;
    line = slsc_sources_line(sources, report->place.file, span.line);
    from = report->place.offset - source->lines[span.line - 1];
    if (from > line.len) from = line.len;
    to = report->place.length < line.len - from ? from + report->place.length : line.len;
    end = line.len;
    if (line.len > WHOLE_LINE) {
        start = back(line, from, BEFORE);
        end = forward(line, from, BEHIND);
    }
    if (to == from) to = from + 1;
    if (span.line == 1 && start == 0 && slsc_str_starts(line, SLSC_STR("\xEF\xBB\xBF"))) {
        line = slsc_str_sub(line, 3, SIZE_MAX); /* a byte order mark is not shown */
        from = from < 3 ? 0 : from - 3;
        to = to < 3 ? 1 : to - 3;
        end = end < 3 ? 0 : end - 3;
    }
    e = draw(out->arena, line, start, end, from, to);
    slsc_sb_addf(out, "%*u | ", GUTTER, (unsigned)span.line);
    slsc_sb_add(out, slsc_sb_str(&e.text));
    slsc_sb_addf(out, "\n%*s | ", span.line > 99999 ? 10 : GUTTER, "");
    add_carets(&e.carets, report->label, color, out);
}
