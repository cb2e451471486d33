/* mend.c: faults that are faults to libyaml only.
 *
 * When libyaml stops, the place and its words tell what it was reading, so this is where context
 * comes for free. Where the dialect would have gone on, the text is altered there without changing
 * its length, and read again from the start; a budget keeps that linear. What is mended:
 *
 *   a line of blanks, or of blanks and a comment, with tabs         -> spaces
 *   tabs between `-`, `?` or `:` and a value on the same line       -> spaces
 *   an anchor's name beyond letters, digits, `_` and `-`            -> `_` (the name is read from
 *                                                                      the source)
 *   "\ud83d\ude00", a character beyond the BMP as JSON writes it    -> "\U0001f600" and a stand-in
 *                                                                      for nothing
 *   a text between brackets that begins with `:` or `?`             -> `_`, likewise
 *   %YAML 1.3, or an unknown directive                              -> %YAML 1.2, or a comment */
#include "front/yaml/prepare.h"
#include <string.h>

static bool is_blank(char c) { return c == ' ' || c == '\t'; }
static bool is_break(char c) { return c == '\n' || c == '\r'; }

static char char_at(slsc_str text, size_t at) { return at < text.len ? text.ptr[at] : '\n'; }

static size_t line_start(slsc_str text, size_t at)
{
    while (at && !is_break(text.ptr[at - 1])) at--;
    return at;
}

static size_t skip_blanks(slsc_str text, size_t at)
{
    while (at < text.len && is_blank(text.ptr[at])) at++;
    return at;
}

static bool says(const slsc_yaml_fault *fault, const char *fragment)
{
    return slsc_str_find(fault->problem, slsc_str_z(fragment)) != SIZE_MAX;
}

/* False where that changes nothing: every mending must, or reading again would never end. */
static bool fill(slsc_yaml_text *text, size_t from, size_t len, char c)
{
    char *to = slsc_yaml_alter(text) + from;
    bool changed = false;
    for (size_t i = 0; i < len; i++) {
        changed |= to[i] != c;
        to[i] = c;
    }
    return changed;
}

/* Lines of blanks and comments on from `at` too, as long as no text of several lines can begin in
 * which tabs would be content: a file often has many of them. */
static void mend_blank_lines(slsc_yaml_text *text, size_t at)
{
    slsc_str s = text->text;
    while (at < s.len) {
        while (at < s.len && !is_break(s.ptr[at])) {
            if (memchr("|>'\"", s.ptr[at], 4)) return;
            at++;
        }
        while (at < s.len && is_break(s.ptr[at])) at++;
        size_t end = skip_blanks(s, at);
        if (is_break(char_at(s, end)) || char_at(s, end) == '#') fill(text, at, end - at, ' ');
        at = end;
    }
}

/* A tab where libyaml wants none: indentation, which it may not be, or blanks that mean nothing. */
static bool mend_tab(slsc_yaml_text *text, size_t at)
{
    size_t first = skip_blanks(text->text, line_start(text->text, at));
    size_t end = skip_blanks(text->text, at);
    char next = char_at(text->text, end);
    bool nothing_behind = is_break(next) || next == '#';
    if (first >= at && !nothing_behind) return false;
    if (nothing_behind)
        mend_blank_lines(text, end);
    else
        text->tabs_altered = true;
    return fill(text, at, end - at, ' ');
}

/* In the block scalar that begins at `start`: only the last blank of a line that is blank, since
 * more of them might be content, and only behind content, which it might else be itself. */
static bool mend_block_tab(slsc_yaml_text *text, size_t start, size_t at)
{
    size_t content = start;
    while (content < at && !is_break(text->text.ptr[content])) content++;
    while (content < at && (is_break(text->text.ptr[content]) || is_blank(text->text.ptr[content])))
        content++;
    if (content >= at || !is_break(char_at(text->text, at + 1))) return false;
    return fill(text, at, 1, ' ');
}

slsc_str slsc_yaml_anchor_name(slsc_str text, size_t offset)
{
    size_t end = offset + 1;
    while (end < text.len && !is_blank(text.ptr[end]) && !is_break(text.ptr[end]) &&
           !memchr(",[]{}", text.ptr[end], 5))
        end++;
    return slsc_str_sub(text, offset + 1, end - offset - 1);
}

bool slsc_yaml_mend_name(slsc_yaml_text *text, uint32_t offset)
{
    size_t at = offset - text->base;
    slsc_str name = slsc_yaml_anchor_name(text->source, at);
    if (!name.len || name.len > text->budget || text->budget < at) return false;
    text->budget -= at;
    return fill(text, at + 1, name.len, '_');
}

bool slsc_yaml_mend_first(slsc_yaml_text *text, uint32_t offset)
{
    size_t at = offset - text->base;
    char here = char_at(text->text, at), next = char_at(text->text, at + 1);
    if ((here != ':' && here != '?') || is_blank(next) || is_break(next)) return false;
    if (memchr(",[]{}", next, 5) || text->budget < at) return false;
    text->budget -= at;
    return fill(text, at, 1, '_');
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The number of `\uXXXX` at `at`, or 0. */
static uint32_t read_escape(slsc_str text, size_t at)
{
    uint32_t value = 0;
    if (at + 6 > text.len || text.ptr[at] != '\\' || text.ptr[at + 1] != 'u') return 0;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex_value(text.ptr[at + i]);
        if (digit < 0) return 0;
        value = value << 4 | (uint32_t)digit;
    }
    return value;
}

static bool mend_pair(slsc_yaml_text *text, size_t at)
{
    uint32_t high = read_escape(text->text, at), low = read_escape(text->text, at + 6);
    if (high < 0xd800 || high > 0xdbff || low < 0xdc00 || low > 0xdfff) return false;
    uint32_t nothing = slsc_yaml_stand_in_for(text, 0, 2);
    if (!nothing) return false;
    uint32_t c = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    char *to = slsc_yaml_alter(text) + at;
    slsc_str escape = slsc_strf(text->arena, "\\U%08x", (unsigned)c);
    memcpy(to, escape.ptr, escape.len);
    slsc_str_encode(nothing, to + escape.len);
    text->ascii = false;
    return true;
}

/* All pairs of the text in quotes from `at` on. */
static bool mend_surrogates(slsc_yaml_text *text, size_t at)
{
    bool mended = false;
    while (at < text->text.len && text->text.ptr[at] != '"') {
        if (text->text.ptr[at] != '\\') {
            at++;
        } else if (mend_pair(text, at)) {
            mended = true;
            at += 12;
        } else {
            at += 2;
        }
    }
    return mended;
}

/* Whether there are only directives, comments and blank lines before `at`. */
static bool begins_document(slsc_str text, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        i = skip_blanks(text, i);
        if (i < at && !is_break(text.ptr[i]) && text.ptr[i] != '#' && text.ptr[i] != '%')
            return false;
        while (i < at && !is_break(text.ptr[i])) i++;
    }
    return true;
}

/* Any version 1.x is read as 1.2, and what is behind an unknown directive counts not. */
static bool mend_directive(slsc_yaml_text *text, size_t at)
{
    slsc_str version = SLSC_STR("%YAML");
    if (char_at(text->text, at) != '%' || !begins_document(text->text, at)) return false;
    if (!slsc_str_eq(slsc_str_sub(text->text, at, version.len), version)) {
        return fill(text, at, 1, '#');
    }
    size_t from = skip_blanks(text->text, at + version.len);
    if (char_at(text->text, from) != '1' || char_at(text->text, from + 1) != '.') return false;
    size_t minor = from + 2, end = minor;
    while (char_at(text->text, end) >= '0' && char_at(text->text, end) <= '9') end++;
    if (end == minor) return false;
    bool zeros = fill(text, minor, end - minor - 1, '0');
    return fill(text, end - 1, 1, '2') || zeros;
}

bool slsc_yaml_mend(slsc_yaml_text *text, const slsc_yaml_fault *fault)
{
    size_t at = fault->at - text->base;
    if (text->budget < at) return false;
    text->budget -= at;
    bool is_tab = char_at(text->text, at) == '\t';
    if (is_tab && says(fault, "indentation space"))
        return fault->has_context && mend_block_tab(text, fault->context_at - text->base, at);
    if (is_tab) return mend_tab(text, at);
    if (says(fault, "alphabetic or numeric") && fault->has_context)
        return slsc_yaml_mend_name(text, fault->context_at);
    if (says(fault, "Unicode character escape")) {
        while (at && text->text.ptr[at] != '\\') at--; /* the place is that of the digits */
        return mend_surrogates(text, at);
    }
    if (says(fault, "expected node content")) return slsc_yaml_mend_first(text, fault->at);
    if (says(fault, "directive") && fault->has_context) at = fault->context_at - text->base;
    return (says(fault, "directive") || says(fault, "incompatible")) && mend_directive(text, at);
}
