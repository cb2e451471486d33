/* print_text.c: a text as a YAML scalar, in the style that the reference's writer chooses.
 *
 *     plain             where nothing in it has a meaning in YAML, and it is read as text
 *     'single quotes'   where it would be read as something else
 *     |                 where it has several lines, each short enough
 *     >                 where a line is too long and may be folded at a space
 *     "double quotes"   where it has characters that must be escaped
 *
 * Widths count UTF-16 units, as the reference's strings do. The available width shrinks with the
 * depth, down to half. */
#include "front/yaml/print.h"
#include "front/yaml/scalar.h"

#include <string.h>

enum { WIDTH = 80, LEAST_WIDTH = 40 };

typedef enum style { PLAIN, SINGLE, DOUBLE, LITERAL, FOLDED } style;

/* ---- Characters ---- */

/* The code point at text[*at], which moves behind it; a lone surrogate is three bytes. */
static uint32_t next(slsc_str text, size_t *at)
{
    const unsigned char *s = (const unsigned char *)text.ptr + *at;
    if (s[0] == 0xED && text.len - *at >= 3 && s[1] >= 0xA0) {
        *at += 3;
        return 0xD000u | ((s[1] & 0x3Fu) << 6) | (s[2] & 0x3Fu);
    }
    return slsc_str_next(text, at);
}

static size_t units(uint32_t c) { return c >= 0x10000 ? 2 : 1; }

static bool is_printable(uint32_t c)
{
    return (c >= 0x20 && c <= 0x7E) || (c >= 0xA1 && c <= 0xD7FF && c != 0x2028 && c != 0x2029) ||
           (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF) || c >= 0x10000;
}

static bool is_solid(uint32_t c) { return is_printable(c) && c != ' '; }

/* What may begin a plain text: no space, and nothing that begins something else. */
static bool may_begin(uint32_t c)
{
    return is_solid(c) && !(c < 0x80 && strchr("-?:,[]{}#&*!|=>'\"%@`", (int)c));
}

/* `#` begins a comment behind a space, `:` ends a key before one. */
static bool may_follow(uint32_t c, uint32_t before)
{
    if (c == '#') return is_solid(before);
    return is_printable(c) && !(before == ':' && !is_solid(c));
}

/* ---- What a plain text would be read as ---- */

static bool is_old_boolean(slsc_str text)
{
    static const char *const words[] = { "y", "Y",  "yes", "Yes", "YES", "on",  "On",  "ON", "n",
                                         "N", "no", "No",  "NO",  "off", "Off", "OFF", NULL };
    for (const char *const *word = words; *word; word++)
        if (slsc_str_is(text, *word)) return true;
    return false;
}

/* 1:30:00.5: a number to the base of sixty, for readers of YAML 1.1. */
static bool is_old_number(slsc_str text)
{
    size_t i = text.len && (text.ptr[0] == '+' || text.ptr[0] == '-'), colons = 0, digits = 0;
    for (; i < text.len && text.ptr[i] != '.'; i++) {
        const char c = text.ptr[i];
        if (c == ':' && digits == 0) return false;
        if (c != ':' && c != '_' && (c < '0' || c > '9')) return false;
        colons += c == ':';
        digits = c == ':' ? 0 : digits + 1;
    }
    if (colons == 0 || digits == 0) return false;
    for (i += i < text.len; i < text.len; i++)
        if (text.ptr[i] != '_' && (text.ptr[i] < '0' || text.ptr[i] > '9')) return false;
    return true;
}

static bool is_something_else(slsc_arena *arena, slsc_str text)
{
    slsc_str ignored;
    return slsc_yaml_resolve(text).kind != SLSC_STRING || slsc_str_is(text, "<<") ||
           slsc_yaml_timestamp(arena, text, &ignored);
}

/* ---- The style ---- */

static style choose(slsc_arena *arena, slsc_str text, size_t width, bool one_line)
{
    bool plain = true, breaks = false, folds = false;
    uint32_t c = 0, before = 0;
    size_t line = 0, line_start = 0;
    for (size_t i = 0, at = 0; i < text.len; at = i) {
        c = next(text, &i);
        if (!is_printable(c) && (c != '\n' || one_line)) return DOUBLE;
        plain = plain && (at > 0 || may_begin(c)) && may_follow(c, before);
        before = c;
        line += units(c);
        if (c != '\n') continue;
        breaks = true;
        folds = folds || (line - 1 > width && text.ptr[line_start] != ' ');
        line = 0;
        line_start = i;
    }
    folds = folds || (line > width && text.ptr[line_start] != ' ');
    if (one_line || (!breaks && !folds)) {
        plain = plain && c != ' ' && c != ':';
        return plain && !is_something_else(arena, text) ? PLAIN : SINGLE;
    }
    return folds ? FOLDED : LITERAL;
}

/* ---- Quotes ---- */

static void add_single(slsc_sb *out, slsc_str text)
{
    slsc_sb_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'') slsc_sb_char(out, '\'');
        slsc_sb_char(out, text.ptr[i]);
    }
    slsc_sb_char(out, '\'');
}

static void add_escape(slsc_sb *out, uint32_t c)
{
    static const struct {
        uint32_t c;
        char name;
    } names[] = { { 0, '0' },     { 7, 'a' },    { 8, 'b' },    { 9, 't' },      { 10, 'n' },
                  { 11, 'v' },    { 12, 'f' },   { 13, 'r' },   { 27, 'e' },     { '"', '"' },
                  { '\\', '\\' }, { 0x85, 'N' }, { 0xA0, '_' }, { 0x2028, 'L' }, { 0x2029, 'P' } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].c != c) continue;
        slsc_sb_addf(out, "\\%c", names[i].name);
        return;
    }
    slsc_sb_addf(out, c <= 0xFF ? "\\x%02X" : c <= 0xFFFF ? "\\u%04X" : "\\U%08X", (unsigned)c);
}

static void add_double(slsc_sb *out, slsc_str text)
{
    slsc_sb_char(out, '"');
    for (size_t i = 0, at = 0; i < text.len; at = i) {
        const uint32_t c = next(text, &i);
        if (c == '"' || c == '\\' || !is_printable(c))
            add_escape(out, c);
        else
            slsc_sb_add(out, slsc_str_sub(text, at, i - at));
    }
    slsc_sb_char(out, '"');
}

/* ---- Blocks ---- */

/* `|2-`: a digit where the first line begins with spaces, and what becomes of the last line feeds.
 */
static void add_header(slsc_sb *out, char kind, slsc_str text)
{
    size_t i = 0;
    while (i < text.len && text.ptr[i] == '\n') i++;
    slsc_sb_char(out, kind);
    if (i < text.len && text.ptr[i] == ' ') slsc_sb_char(out, '2');
    const bool clip = text.ptr[text.len - 1] == '\n';
    if (!clip)
        slsc_sb_char(out, '-');
    else if (text.len == 1 || text.ptr[text.len - 2] == '\n')
        slsc_sb_char(out, '+');
    slsc_sb_char(out, '\n');
}

/* Each line but empty ones behind `indent` spaces; the last line feed is the printer's to make. */
static void add_indented(slsc_sb *out, slsc_str text, size_t indent)
{
    if (slsc_str_ends(text, SLSC_STR("\n"))) text.len--;
    while (text.len) {
        size_t end = slsc_str_find_char(text, '\n');
        if (end == SIZE_MAX) end = text.len;
        if (end) slsc_sb_fill(out, ' ', indent);
        slsc_sb_add(out, slsc_str_sub(text, 0, end));
        if (end == text.len) return;
        slsc_sb_char(out, '\n');
        text = slsc_str_sub(text, end + 1, SIZE_MAX);
    }
}

typedef struct spot { /* in a line */
    size_t byte, unit;
} spot;

static void add_piece(slsc_sb *out, slsc_str line, spot *start, spot end)
{
    slsc_sb_add(out, slsc_str_sub(line, start->byte, end.byte - start->byte));
    slsc_sb_char(out, '\n');
    *start = (spot) { end.byte + 1, end.unit + 1 }; /* the space became the line feed */
}

/* Breaks a line at single spaces: as late as the width allows, or at the first space behind it. */
static void add_folded_line(slsc_sb *out, slsc_str line, size_t width)
{
    spot start = { 0, 0 }, last = { 0, 0 }, here = { 0, 0 };
    while (here.byte < line.len && line.ptr[0] != ' ') {
        const size_t at = here.byte;
        if (line.ptr[at] == ' ' && at + 1 < line.len && line.ptr[at + 1] != ' ') {
            if (here.unit - start.unit > width)
                add_piece(out, line, &start, last.byte > start.byte ? last : here);
            last = here;
        }
        here.unit += units(next(line, &here.byte));
    }
    if (here.unit - start.unit > width && last.byte > start.byte)
        add_piece(out, line, &start, last);
    slsc_sb_add(out, slsc_str_sub(line, start.byte, SIZE_MAX));
}

/* Between two lines that may be folded, one line feed more is needed for each run of them. */
static slsc_str fold(slsc_arena *arena, slsc_str text, size_t width)
{
    slsc_sb out = slsc_sb_new(arena, 0);
    bool indented = text.ptr[0] == '\n' || text.ptr[0] == ' ';
    size_t end = slsc_str_find_char(text, '\n');
    add_folded_line(&out, slsc_str_sub(text, 0, end), width);
    while (end < text.len) {
        text = slsc_str_sub(text, end, SIZE_MAX);
        size_t feeds = 0;
        while (feeds < text.len && text.ptr[feeds] == '\n') feeds++;
        slsc_sb_fill(&out, '\n', feeds);
        text = slsc_str_sub(text, feeds, SIZE_MAX);
        end = slsc_str_find_char(text, '\n');
        const slsc_str line = slsc_str_sub(text, 0, end);
        const bool more = line.len && line.ptr[0] == ' ';
        if (!indented && !more && line.len) slsc_sb_char(&out, '\n');
        add_folded_line(&out, line, width);
        indented = more;
    }
    return slsc_sb_str(&out);
}

void slsc_yaml_print_text(slsc_arena *arena, slsc_str text, unsigned level, bool is_key,
                          slsc_sb *out)
{
    const size_t indent = (size_t)(level ? level : 1) * 2;
    const size_t width = indent < WIDTH - LEAST_WIDTH ? WIDTH - indent : LEAST_WIDTH;
    if (text.len == 0 || is_old_boolean(text) || is_old_number(text)) {
        add_single(out, text);
        return;
    }
    switch (choose(arena, text, width, is_key)) {
    case PLAIN: slsc_sb_add(out, text); break;
    case SINGLE: add_single(out, text); break;
    case DOUBLE: add_double(out, text); break;
    case LITERAL:
        add_header(out, '|', text);
        add_indented(out, text, indent);
        break;
    case FOLDED:
        add_header(out, '>', text);
        add_indented(out, fold(arena, text, width), indent);
        break;
    }
}
