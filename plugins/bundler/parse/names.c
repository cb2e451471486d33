/* names.c: names as numbers, so that scopes compare numbers. Also UTF-8. */
#include "lexer.h"

/* ---- UTF-8 ---- */

/* At the first byte of a character; no byte behind an invalid one is looked at. */
uint32_t bundler_decode(const unsigned char *at, uint32_t *code)
{
    if (at[0] < 0x80) {
        *code = at[0];
        return 1;
    }
    const uint32_t length = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
    if (at[0] < 0xc2 || at[0] > 0xf4) return 0;
    uint32_t value = at[0] & (0x7fu >> length);
    for (uint32_t i = 1; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80) return 0;
        value = value << 6 | (at[i] & 0x3f);
    }
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (value < least[length] || value > 0x10ffff) return 0;
    *code = value;
    return length;
}

uint32_t bundler_encode(uint32_t code, char *out)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    const uint32_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (uint32_t i = length; i-- > 1; code >>= 6) out[i] = (char)(0x80 | (code & 0x3f));
    out[0] = (char)((0xf00u >> length & 0xff) | code);
    return length;
}

/* ---- Names ---- */

static inline uint64_t load(const char *at, size_t length)
{
    uint64_t value = 0;
    memcpy(&value, at, length);
    return value;
}

/* Reads eight bytes at once; the order of slots reaches no output. */
static uint32_t hash_of(slsc_str text)
{
    uint64_t hash = text.len * 0x9e3779b97f4a7c15u;
    const char *at = text.ptr;
    size_t left = text.len;
    for (; left > 8; left -= 8, at += 8)
        hash = (hash ^ load(at, 8)) * 0xff51afd7ed558ccdu, hash ^= hash >> 32;
    uint64_t rest;
    if (left == 8)
        rest = load(at, 8);
    else if (left >= 4)
        rest = load(at, 4) | load(at + left - 4, 4) << 32;
    else
        rest = left ? (uint64_t)(unsigned char)at[0] | (uint64_t)(unsigned char)at[left / 2] << 8 |
                          (uint64_t)(unsigned char)at[left - 1] << 16
                    : 0;
    hash = (hash ^ rest) * 0xc4ceb9fe1a85ec53u;
    return (uint32_t)(hash >> 32);
}

/* bundler_eq for texts that are short in most cases. */
static inline bool same(slsc_str a, slsc_str b)
{
    if (a.len != b.len) return false;
    const size_t n = a.len;
    if (n > 16) return memcmp(a.ptr, b.ptr, n) == 0;
    if (n >= 8)
        return load(a.ptr, 8) == load(b.ptr, 8) && load(a.ptr + n - 8, 8) == load(b.ptr + n - 8, 8);
    if (n >= 4)
        return load(a.ptr, 4) == load(b.ptr, 4) && load(a.ptr + n - 4, 4) == load(b.ptr + n - 4, 4);
    for (size_t i = 0; i < n; i++)
        if (a.ptr[i] != b.ptr[i]) return false;
    return true;
}

static void enlarge(parser *p)
{
    bundler_words *words = &p->words;
    words->capacity = words->capacity ? words->capacity * 2 : 256;
    words->slots = bundler_alloc(&p->scratch, words->capacity * sizeof *words->slots);
    for (size_t i = 0; i < p->log->names_count; i++) {
        size_t slot = words->hashes[i] & (words->capacity - 1);
        while (words->slots[slot]) slot = (slot + 1) & (words->capacity - 1);
        words->slots[slot] = (uint32_t)i + 1;
    }
}

bundler_name bundler_intern(parser *p, slsc_str text)
{
    bundler_words *words = &p->words;
    bundler_log *log = p->log;
    if ((log->names_count + 1) * 2 > words->capacity) enlarge(p);
    const uint32_t hash = hash_of(text);
    size_t slot = hash & (words->capacity - 1);
    for (uint32_t i; (i = words->slots[slot]) != 0; slot = (slot + 1) & (words->capacity - 1))
        if (words->hashes[i - 1] == hash && same(log->names[i - 1], text)) return i - 1;
    words->hashes = bundler_grow(&p->scratch, words->hashes, log->names_count,
                                 &words->hash_capacity, sizeof *words->hashes);
    words->hashes[log->names_count] = hash;
    *BUNDLER_PUSH(p, log, names) = text;
    words->slots[slot] = (uint32_t)log->names_count;
    return (bundler_name)log->names_count - 1;
}

slsc_str bundler_text_of(const parser *p, const bundler_token *token)
{
    if (token->decoded.ptr) return token->decoded;
    const uint32_t skip = token->kind == T_PRIVATE; /* the # is no part of the name */
    return (slsc_str) { (const char *)p->text + token->offset + skip,
                        token->end - token->offset - skip };
}

bundler_name bundler_name_of(parser *p, const bundler_token *token)
{
    return bundler_intern(p, bundler_text_of(p, token));
}
