/* prepare.c: makes libyaml take the dialect.
 *
 * libyaml reads YAML 1.1: to it U+0085, U+2028 and U+2029 end lines, and characters such as U+FEFF
 * may not occur. So each such character is replaced, before libyaml sees the text, by a stand-in:
 * a character of as many bytes that the source does not contain; in the scalars it is put back.
 * Offsets stay what they are.
 *
 * What else libyaml refuses and the dialect takes can only be told from an error in the middle of
 * the text: see mend.c. */
#include "front/yaml/prepare.h"
#include <string.h>

/* Candidates: Latin letters with marks and beyond; the private use area. */
static const uint32_t first_candidate[2] = { 0x100, 0xe000 };
enum { SLSC_YAML_BUDGET = 16 << 20 };

static bool is_control(unsigned char c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

static bool is_line_break(uint32_t c) { return c == 0x85 || c == 0x2028 || c == 0x2029; }

static bool is_odd(uint32_t c)
{
    return (c >= 0x80 && c < 0xa0 && c != 0x85) || c == 0xfffe || c == 0xffff;
}

static bool needs_stand_in(uint32_t c) { return is_odd(c) || is_line_break(c) || c == 0xfeff; }

uint32_t slsc_yaml_stand_in_for(slsc_yaml_text *text, uint32_t original, size_t bytes)
{
    for (size_t i = 0; i < text->stand_in_count; i++)
        if (text->stand_ins[i].original == original) return text->stand_ins[i].standing;
    if (text->stand_in_count == SLSC_YAML_STAND_INS) return 0;
    for (uint32_t i = 0; i < SLSC_YAML_CANDIDATES; i++) {
        if (text->seen[bytes - 2][i]) continue;
        text->seen[bytes - 2][i] = true;
        uint32_t standing = first_candidate[bytes - 2] + i;
        text->stand_ins[text->stand_in_count++] = (slsc_yaml_stand_in) { standing, original };
        return standing;
    }
    return 0;
}

char *slsc_yaml_alter(slsc_yaml_text *text)
{
    if (!text->altered) {
        text->altered = SLSC_NEW_ARRAY(text->arena, char, text->source.len + 1);
        memcpy(text->altered, text->source.ptr, text->source.len);
        text->text = (slsc_str) { text->altered, text->source.len };
    }
    return text->altered;
}

static slsc_yaml_refusal refuse(const slsc_yaml_text *text, const char *code, size_t at,
                                size_t length, const char *format, unsigned value)
{
    slsc_str message = slsc_strf(text->arena, format, value);
    return (slsc_yaml_refusal) { code, message, text->base + at, length };
}

/* Controls are refused; which candidates for stand-ins occur is noted, and whether one is needed.
 */
static slsc_yaml_refusal look_over(slsc_yaml_text *text, bool *needed)
{
    slsc_str s = text->source;
    for (size_t at = 0, next; at < s.len; at = next) {
        unsigned char byte = (unsigned char)s.ptr[at];
        next = at + 1;
        if (is_control(byte))
            return refuse(text, "yaml/control-character", at, 1,
                          "control character U+%04X cannot stand in a YAML file", byte);
        if (byte < 0x80) continue;
        next = at;
        uint32_t c = slsc_str_next(s, &next);
        text->ascii = false;
        *needed |= needs_stand_in(c);
        for (size_t i = 0; i < 2; i++)
            if (c - first_candidate[i] < SLSC_YAML_CANDIDATES)
                text->seen[i][c - first_candidate[i]] = true;
    }
    return (slsc_yaml_refusal) { 0 };
}

static slsc_yaml_refusal put_stand_ins(slsc_yaml_text *text)
{
    char *to = slsc_yaml_alter(text);
    slsc_str s = text->source;
    for (size_t at = 0, next = 0; at < s.len; at = next) {
        uint32_t c = slsc_str_next(s, &next);
        if (!needs_stand_in(c)) continue;
        uint32_t standing = slsc_yaml_stand_in_for(text, c, next - at);
        if (!standing)
            return refuse(text, "yaml/control-character", at, next - at,
                          "character U+%04X cannot stand in this YAML file", c);
        slsc_str_encode(standing, to + at);
    }
    return (slsc_yaml_refusal) { 0 };
}

/* The last line may lack its end, which a block scalar has all the same. */
static void end_last_line(slsc_yaml_text *text)
{
    slsc_str s = text->source;
    if (!s.len || s.ptr[s.len - 1] == '\n' || s.ptr[s.len - 1] == '\r') return;
    slsc_yaml_alter(text)[s.len] = '\n';
    text->text.len = s.len + 1;
}

slsc_yaml_refusal slsc_yaml_prepare(slsc_arena *arena, slsc_str source, slsc_yaml_text *out)
{
    bool needed = false;
    size_t base = slsc_str_starts(source, SLSC_STR("\xef\xbb\xbf")) ? 3 : 0;
    *out = (slsc_yaml_text) { .arena = arena, .base = (uint32_t)base, .ascii = true };
    out->source = out->text = slsc_str_sub(source, base, source.len);
    out->budget = SLSC_YAML_BUDGET;
    out->seen[0] = SLSC_NEW_ARRAY(arena, bool, SLSC_YAML_CANDIDATES);
    out->seen[1] = SLSC_NEW_ARRAY(arena, bool, SLSC_YAML_CANDIDATES);
    size_t valid = slsc_str_valid_utf8(out->source);
    if (valid < out->source.len)
        return refuse(out, "yaml/not-utf8", valid, 1, "the file is not UTF-8: byte 0x%02X",
                      (unsigned char)out->source.ptr[valid]);
    slsc_yaml_refusal refusal = look_over(out, &needed);
    if (refusal.code) return refusal;
    if (needed) refusal = put_stand_ins(out);
    end_last_line(out);
    return refusal;
}

static bool is_continuation(char c) { return ((unsigned char)c & 0xc0) == 0x80; }

/* Walks from where it was last: the marks of libyaml come in order, but for a few steps back. */
uint32_t slsc_yaml_offset(slsc_yaml_text *text, size_t index)
{
    slsc_str s = { text->text.ptr, text->source.len };
    if (text->ascii) return text->base + (uint32_t)(index < s.len ? index : s.len);
    while (text->mark_index < index && text->mark_offset < s.len) {
        text->mark_offset++;
        while (text->mark_offset < s.len && is_continuation(s.ptr[text->mark_offset]))
            text->mark_offset++;
        text->mark_index++;
    }
    while (text->mark_index > index) {
        do text->mark_offset--;
        while (is_continuation(s.ptr[text->mark_offset]));
        text->mark_index--;
    }
    return text->base + (uint32_t)text->mark_offset;
}

slsc_str slsc_yaml_restore(const slsc_yaml_text *text, slsc_str value, bool *control)
{
    *control = false;
    if (!text->stand_in_count) return value;
    slsc_sb sb = slsc_sb_new(text->arena, 0);
    for (size_t at = 0, next = 0; at < value.len; at = next) {
        uint32_t c = slsc_str_next(value, &next);
        char bytes[4];
        for (size_t i = 0; i < text->stand_in_count; i++) {
            if (text->stand_ins[i].standing != c) continue;
            c = text->stand_ins[i].original;
            *control |= is_odd(c);
            break;
        }
        if (c) slsc_sb_add(&sb, (slsc_str) { bytes, slsc_str_encode(c, bytes) });
    }
    return slsc_sb_str(&sb);
}
