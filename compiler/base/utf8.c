/* UTF-8: told from other bytes once, at the door, and taken for granted behind it.
 *
 * What may follow a first byte depends on that byte alone: how many bytes, and for four of them a
 * narrower range of the second, which is what keeps out overlong forms, surrogates and everything
 * above U+10FFFF (Unicode, table 3-7). */
#include "base/str.h"

#include <assert.h>

typedef struct lead {
    size_t more;       /* bytes that follow; 0 with low > high: not a first byte */
    uint8_t low, high; /* the second byte's range */
} lead;

static lead lead_of(uint8_t first)
{
    if (first < 0x80) return (lead) { 0, 0x80, 0xbf };
    if (first < 0xc2) return (lead) { 0, 1, 0 };
    if (first < 0xe0) return (lead) { 1, 0x80, 0xbf };
    if (first == 0xe0) return (lead) { 2, 0xa0, 0xbf };
    if (first == 0xed) return (lead) { 2, 0x80, 0x9f };
    if (first < 0xf0) return (lead) { 2, 0x80, 0xbf };
    if (first == 0xf0) return (lead) { 3, 0x90, 0xbf };
    if (first < 0xf4) return (lead) { 3, 0x80, 0xbf };
    if (first == 0xf4) return (lead) { 3, 0x80, 0x8f };
    return (lead) { 0, 1, 0 };
}

static uint8_t byte_at(slsc_str s, size_t at) { return (uint8_t)s.ptr[at]; }

/* Bytes of the character at `at`; 0: none that is valid. */
static size_t character_size(slsc_str s, size_t at)
{
    lead kind = lead_of(byte_at(s, at));
    if (kind.low > kind.high || kind.more >= s.len - at) return 0;
    for (size_t i = 1; i <= kind.more; i++) {
        uint8_t byte = byte_at(s, at + i);
        uint8_t low = i == 1 ? kind.low : 0x80, high = i == 1 ? kind.high : 0xbf;
        if (byte < low || byte > high) return 0;
    }
    return kind.more + 1;
}

/* Bytes of ASCII at the start, by eights: most texts are nothing else. */
static size_t ascii_run(slsc_str s)
{
    size_t at = 0;
    uint64_t bytes;
    for (; s.len - at >= sizeof bytes; at += sizeof bytes) {
        memcpy(&bytes, s.ptr + at, sizeof bytes);
        if (bytes & 0x8080808080808080u) break;
    }
    return at;
}

size_t slsc_str_valid_utf8(slsc_str s)
{
    size_t at = ascii_run(s);
    while (at < s.len) {
        size_t size = character_size(s, at);
        if (size == 0) break;
        at += size;
    }
    return at;
}

uint32_t slsc_str_next(slsc_str s, size_t *at)
{
    assert(*at < s.len);
    uint8_t first = byte_at(s, *at);
    size_t more = lead_of(first).more;
    /* The bits of the first byte behind its marker: 7, 5, 4 or 3. */
    uint32_t code_point = more == 0 ? first : first & (0x3fu >> more);
    *at += 1;
    for (; more > 0 && *at < s.len; more--, *at += 1) {
        code_point = code_point << 6 | (byte_at(s, *at) & 0x3fu);
    }
    return code_point;
}

size_t slsc_str_encode(uint32_t code_point, char *out)
{
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    size_t more = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
    static const uint8_t marker[] = { 0, 0xc0, 0xe0, 0xf0 };
    out[0] = (char)(marker[more] | code_point >> (6 * more));
    for (size_t i = 1; i <= more; i++) {
        out[i] = (char)(0x80 | (code_point >> (6 * (more - i)) & 0x3f));
    }
    return more + 1;
}
