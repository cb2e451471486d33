/* escape.c: runs of plain bytes are copied whole; only what must be escaped is looked at. */
#include "diag/escape.h"

#include <string.h>

static const char hex[] = "0123456789abcdef";

static void add_unit(slsc_sb *out, unsigned unit)
{
    char text[6] = {
        '\\', 'u', hex[unit >> 12 & 15], hex[unit >> 8 & 15], hex[unit >> 4 & 15], hex[unit & 15]
    };
    slsc_sb_add(out, (slsc_str) { text, sizeof text });
}

static void add_control(slsc_sb *out, unsigned char c)
{
    switch (c) {
    case '"': slsc_sb_addz(out, "\\\""); break;
    case '\\': slsc_sb_addz(out, "\\\\"); break;
    case '\b': slsc_sb_addz(out, "\\b"); break;
    case '\t': slsc_sb_addz(out, "\\t"); break;
    case '\n': slsc_sb_addz(out, "\\n"); break;
    case '\f': slsc_sb_addz(out, "\\f"); break;
    case '\r': slsc_sb_addz(out, "\\r"); break;
    default: add_unit(out, c); break;
    }
}

/* ED A0..BF xx: a surrogate. */
static bool is_surrogate(const unsigned char *s, size_t left)
{
    return left >= 3 && s[0] == 0xED && s[1] >= 0xA0;
}

/* Whether one of eight bytes may need a look: control characters, quotes, backslashes and all that
 * is not ASCII. Each of these sets its highest bit here; now and then a byte beside one does. */
static bool any_special(const unsigned char *s)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t bytes;
    memcpy(&bytes, s, sizeof bytes);
    uint64_t control = bytes - ones * 0x20;
    uint64_t quote = (bytes ^ ones * '"') - ones, backslash = (bytes ^ ones * '\\') - ones;
    return ((bytes | control | quote | backslash) & ones * 0x80) != 0;
}

/* Whether the whole of a text stands for itself: most do. */
static bool is_plain(const unsigned char *s, size_t len)
{
    if (len >= 8) {
        for (size_t i = 0; i + 8 < len; i += 8)
            if (any_special(s + i)) return false;
        return !any_special(s + len - 8); /* some of these for the second time */
    }
    for (size_t i = 0; i < len; i++)
        if (s[i] < 0x20 || s[i] >= 0x7f || s[i] == '"' || s[i] == '\\') return false;
    return true;
}

static void add_plain(slsc_sb *out, slsc_str text)
{
    char *place = slsc_sb_reserve(out, text.len + 2);
    if (place == NULL) return;
    place[0] = '"';
    if (text.len > 0) memcpy(place + 1, text.ptr, text.len);
    place[text.len + 1] = '"';
}

/* How many bytes from `at` on stand for themselves, whatever follows them. */
static size_t plain_run(const unsigned char *s, size_t at, size_t len)
{
    size_t i = at;
    while (len - i >= 8 && !any_special(s + i)) i += 8;
    while (i < len && s[i] >= 0x20 && s[i] != '"' && s[i] != '\\' && s[i] != 0xED) i++;
    return i - at;
}

void slsc_escape_json(slsc_sb *out, slsc_str text)
{
    const unsigned char *s = (const unsigned char *)text.ptr;
    if (is_plain(s, text.len)) {
        add_plain(out, text);
        return;
    }
    slsc_sb_char(out, '"');
    for (size_t i = 0; i < text.len;) {
        size_t run = plain_run(s, i, text.len);
        slsc_sb_add(out, slsc_str_sub(text, i, run));
        i += run;
        if (i == text.len) break;
        if (is_surrogate(s + i, text.len - i)) {
            add_unit(out, 0xD000u | (s[i + 1] & 0x3Fu) << 6 | (s[i + 2] & 0x3Fu));
            i += 3;
        } else if (s[i] == 0xED) {
            slsc_sb_char(out, text.ptr[i++]);
        } else {
            add_control(out, s[i++]);
        }
    }
    slsc_sb_char(out, '"');
}
