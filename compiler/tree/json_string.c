/* json_string.c: strings of JSON.
 *
 * A string without escapes is a slice of the text; the others are built. Half a surrogate pair,
 * which JSON may spell as an escape, is kept as the three bytes UTF-8 would have for it; printing
 * makes the escape again. */
#include "tree/json_reader.h"
#include <string.h>

static int hex_of(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') return (c | 0x20) - 'a' + 10;
    return -1;
}

/* The four digits at text[at], or -1. */
static long unit_at(slsc_str text, size_t at)
{
    long unit = 0;
    if (text.len < 4 || at > text.len - 4) return -1;
    for (size_t i = 0; i < 4; i++) {
        int digit = hex_of(text.ptr[at + i]);
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* \uXXXX, two of them for a pair; r->at stands on the `u`. */
static bool read_unicode(slsc_json_reader *r, slsc_sb *out)
{
    char bytes[4];
    long high = unit_at(r->text, r->at + 1), low;
    if (high < 0) {
        slsc_json_fail(r, r->at - 1, 2, SLSC_STR("`\\u` stands before four hexadecimal digits"),
                       NULL);
        return false;
    }
    r->at += 5;
    if (high >= 0xD800 && high < 0xDC00 && r->text.len - r->at >= 6 &&
        memcmp(r->text.ptr + r->at, "\\u", 2) == 0) {
        low = unit_at(r->text, r->at + 2);
        if (low >= 0xDC00 && low < 0xE000) {
            high = 0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00);
            r->at += 6;
        }
    }
    if (high >= 0xD800 && high < 0xE000) {
        bytes[0] = (char)0xED;
        bytes[1] = (char)(0x80 | (high >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (high & 0x3F));
        slsc_sb_add(out, (slsc_str) { bytes, 3 });
    } else {
        slsc_sb_add(out, (slsc_str) { bytes, slsc_str_encode((uint32_t)high, bytes) });
    }
    return true;
}

/* The escape at r->at, behind its `\`. */
static bool read_escape(slsc_json_reader *r, slsc_sb *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    int c = slsc_json_peek(r);
    const char *found = c > 0 ? strchr(from, c) : NULL;
    if (c == 'u') return read_unicode(r, out);
    if (found != NULL) {
        slsc_sb_char(out, to[found - from]);
        r->at++;
        return true;
    }
    if (c < 0)
        slsc_json_fail(r, r->at - 1, 1, SLSC_STR("the text ends inside of a string"), NULL);
    else
        slsc_json_fail(r, r->at - 1, 2, SLSC_STR("unknown escape in a string"),
                       "write `\\\\` for a backslash");
    return false;
}

/* Bytes up to the next one that is not simply text. */
static size_t plain_run(const slsc_json_reader *r)
{
    size_t end = r->at;
    while (end < r->text.len && (unsigned char)r->text.ptr[end] >= 0x20 &&
           r->text.ptr[end] != '"' && r->text.ptr[end] != '\\')
        end++;
    return end - r->at;
}

bool slsc_json_string(slsc_json_reader *r, slsc_str *out)
{
    size_t start = r->at++, run = plain_run(r);
    slsc_sb text;
    *out = slsc_str_sub(r->text, r->at, run);
    r->at += run;
    if (slsc_json_peek(r) == '"') {
        r->at++;
        return true;
    }
    text = slsc_sb_new(r->unit->arena, 0);
    slsc_sb_add(&text, *out);
    while (slsc_json_peek(r) == '\\') {
        r->at++;
        if (!read_escape(r, &text)) return false;
        run = plain_run(r);
        slsc_sb_add(&text, slsc_str_sub(r->text, r->at, run));
        r->at += run;
    }
    *out = slsc_sb_str(&text);
    if (slsc_json_peek(r) == '"') {
        r->at++;
        return true;
    }
    if (slsc_json_peek(r) < 0)
        slsc_json_fail(r, start, 1, SLSC_STR("this string has no end"), "close it with `\"`");
    else if (slsc_json_peek(r) == '\n' || slsc_json_peek(r) == '\r')
        slsc_json_fail(r, start, r->at - start, SLSC_STR("a string ends on the line it begins on"),
                       "close it with `\"`, or write `\\n` for a line break");
    else
        slsc_json_fail(r, r->at, 1, SLSC_STR("control character in a string"),
                       slsc_json_peek(r) == '\t' ? "write `\\t` for a tab" : NULL);
    return false;
}
