/* json.c: a reader that allocates one small struct for each value and copies no text but strings
 * with escapes.
 *
 * Members are kept as JavaScript keeps them: a key that stands twice has the place of the first and
 * the value of the last, so that the order of conditions in `exports` is what Node sees. Keys that
 * stand twice are found by sorting, since a lock file has maps of thousands. */
#include "json.h"

#include <stdlib.h>

typedef struct member {
    bundler_json *value;
    size_t index;
} member;

typedef struct reader {
    bundler_arena *arena;
    const char *at, *end;
    bool relaxed;
    member *sorted; /* members of the map that was just read */
    size_t sorted_capacity;
} reader;

static bundler_json *read_value(reader *r, int depth);

static bool skip_comment(reader *r)
{
    if (!r->relaxed || r->end - r->at < 2 || r->at[0] != '/') return false;
    if (r->at[1] == '/') {
        while (r->at < r->end && *r->at != '\n') r->at++;
        return true;
    }
    if (r->at[1] != '*') return false;
    for (const char *c = r->at + 2; r->end - c >= 2; c++)
        if (c[0] == '*' && c[1] == '/') {
            r->at = c + 2;
            return true;
        }
    return false;
}

static void skip_space(reader *r)
{
    do {
        while (r->at < r->end &&
               (*r->at == ' ' || *r->at == '\n' || *r->at == '\r' || *r->at == '\t'))
            r->at++;
    } while (skip_comment(r));
}

static bool take(reader *r, char wanted)
{
    if (r->at == r->end || *r->at != wanted) return false;
    r->at++;
    return true;
}

static bool take_word(reader *r, const char *word)
{
    const size_t length = strlen(word);
    if ((size_t)(r->end - r->at) < length || memcmp(r->at, word, length) != 0) return false;
    r->at += length;
    return true;
}

/* ---- Strings ---- */

static bool read_hex(reader *r, uint32_t *out)
{
    if (r->end - r->at < 4) return false;
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        const char c = r->at[i];
        const bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (!letter && !(c >= '0' && c <= '9')) return false;
        value = value * 16 + (uint32_t)(letter ? (c | 32) - 'a' + 10 : c - '0');
    }
    r->at += 4;
    *out = value;
    return true;
}

static char *put_code_point(char *out, uint32_t code)
{
    if (code < 0x80) {
        *out++ = (char)code;
        return out;
    }
    if (code < 0x800) {
        *out++ = (char)(0xc0 | code >> 6);
    } else {
        if (code < 0x10000) {
            *out++ = (char)(0xe0 | code >> 12);
        } else {
            *out++ = (char)(0xf0 | code >> 18);
            *out++ = (char)(0x80 | (code >> 12 & 63));
        }
        *out++ = (char)(0x80 | (code >> 6 & 63));
    }
    *out++ = (char)(0x80 | (code & 63));
    return out;
}

/* \uXXXX behind its `u`; two surrogates are one code point, one alone stays one (WTF-8). */
static char *decode_unicode(reader *r, char *out)
{
    uint32_t code, low;
    if (!read_hex(r, &code)) return NULL;
    const char *behind = r->at;
    if (code >= 0xd800 && code < 0xdc00 && take_word(r, "\\u")) {
        if (!read_hex(r, &low)) return NULL;
        if (low >= 0xdc00 && low < 0xe000)
            return put_code_point(out, 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00));
        r->at = behind;
    }
    return put_code_point(out, code);
}

static char *decode_escape(reader *r, char *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (r->at == r->end) return NULL;
    if (take(r, 'u')) return decode_unicode(r, out);
    const char *found = *r->at ? strchr(from, *r->at) : NULL;
    if (!found) return NULL;
    r->at++;
    *out++ = to[found - from];
    return out;
}

/* Behind the first escape: what is decoded never is longer than what is written. */
static bool decode_string(reader *r, const char *begin, slsc_str *out)
{
    const char *close = r->at;
    while (close < r->end && *close != '"') close += *close == '\\' && close + 1 < r->end ? 2 : 1;
    if (close >= r->end) return false;
    char *text = bundler_alloc(r->arena, (size_t)(close - begin) + 1);
    size_t plain = (size_t)(r->at - begin);
    memcpy(text, begin, plain);
    char *to = text + plain;
    while (r->at < close) {
        if (*r->at != '\\') {
            if ((unsigned char)*r->at < 0x20) return false;
            *to++ = *r->at++;
            continue;
        }
        r->at++;
        if (!(to = decode_escape(r, to))) return false;
    }
    r->at = close + 1;
    *out = (slsc_str) { text, (size_t)(to - text) };
    return true;
}

static bool read_string(reader *r, slsc_str *out)
{
    if (!take(r, '"')) return false;
    const char *begin = r->at;
    while (r->at < r->end && *r->at != '"' && *r->at != '\\' && (unsigned char)*r->at >= 0x20)
        r->at++;
    if (r->at == r->end) return false;
    if (*r->at == '\\') return decode_string(r, begin, out);
    *out = (slsc_str) { begin, (size_t)(r->at - begin) };
    return take(r, '"');
}

/* ---- Numbers ---- */

static bool take_digits(reader *r)
{
    const char *begin = r->at;
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9') r->at++;
    return r->at > begin;
}

static bool read_number(reader *r, slsc_str *out)
{
    const char *begin = r->at;
    take(r, '-');
    if (!take(r, '0') && !take_digits(r)) return false;
    if (take(r, '.') && !take_digits(r)) return false;
    if (take(r, 'e') || take(r, 'E')) {
        if (!take(r, '+')) take(r, '-');
        if (!take_digits(r)) return false;
    }
    *out = (slsc_str) { begin, (size_t)(r->at - begin) };
    return true;
}

/* ---- Lists and maps ---- */

static int order_of_keys(const void *left, const void *right)
{
    const member *a = left, *b = right;
    const slsc_str x = a->value->key, y = b->value->key;
    const size_t shorter = x.len < y.len ? x.len : y.len;
    const int order = shorter ? memcmp(x.ptr, y.ptr, shorter) : 0;
    if (order) return order;
    if (x.len != y.len) return x.len < y.len ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

/* The members by key, and those of one key by their place in the text. */
static member *sort_members(reader *r, const bundler_json *map, size_t count)
{
    if (count > r->sorted_capacity) {
        r->sorted_capacity = 2 * count;
        r->sorted = bundler_alloc(r->arena, r->sorted_capacity * sizeof *r->sorted);
    }
    size_t n = 0;
    for (const bundler_json *m = map->first; m; m = m->next, n++)
        r->sorted[n] = (member) { (bundler_json *)m, n };
    qsort(r->sorted, count, sizeof *r->sorted, order_of_keys);
    return r->sorted;
}

/* The first of twins gets the value of the last; the others are taken out. */
static void merge_twins(reader *r, bundler_json *map, size_t count)
{
    static const slsc_str gone = { NULL, SIZE_MAX };
    const member *sorted = sort_members(r, map, count);
    bool found = false;
    for (size_t i = 0, next; i < count; i = next) {
        bundler_json *first = sorted[i].value;
        for (next = i + 1; next < count && bundler_eq(first->key, sorted[next].value->key);
             next++) {
            bundler_json *later = sorted[next].value;
            first->kind = later->kind;
            first->text = later->text;
            first->first = later->first;
            found = true;
        }
        for (size_t twin = i + 1; twin < next; twin++) sorted[twin].value->key = gone;
    }
    if (!found) return;
    const bundler_json **link = &map->first;
    for (const bundler_json *m = map->first; m; m = m->next) {
        if (m->key.len == gone.len) continue;
        *link = m;
        link = &((bundler_json *)m)->next;
    }
    *link = NULL;
}

static bool read_members(reader *r, bundler_json *into, char close, int depth)
{
    const bool is_map = close == '}';
    const bundler_json **last = &into->first;
    size_t count = 0;
    skip_space(r);
    if (take(r, close)) return true;
    for (;;) {
        slsc_str key = { NULL, 0 };
        if (is_map) {
            if (!read_string(r, &key)) return false;
            skip_space(r);
            if (!take(r, ':')) return false;
        }
        bundler_json *value = read_value(r, depth + 1);
        if (!value) return false;
        value->key = key;
        *last = value;
        last = &value->next;
        count++;
        skip_space(r);
        const bool comma = take(r, ',');
        if (comma) skip_space(r);
        if ((!comma || r->relaxed) && take(r, close)) break;
        if (!comma) return false;
    }
    if (is_map && count > 1) merge_twins(r, into, count);
    return true;
}

static bundler_json *read_value(reader *r, int depth)
{
    skip_space(r);
    if (r->at == r->end || depth > BUNDLER_LIMIT_JSON_NESTING) return NULL;
    bundler_json *value = bundler_alloc(r->arena, sizeof *value);
    bool fine;
    switch (*r->at) {
    case '{':
    case '[':
        value->kind = *r->at++ == '{' ? BUNDLER_JSON_MAP : BUNDLER_JSON_LIST;
        fine = read_members(r, value, value->kind == BUNDLER_JSON_MAP ? '}' : ']', depth);
        break;
    case '"':
        value->kind = BUNDLER_JSON_STRING;
        fine = read_string(r, &value->text);
        break;
    case 't':
        value->kind = BUNDLER_JSON_TRUE;
        fine = take_word(r, "true");
        break;
    case 'f':
        value->kind = BUNDLER_JSON_FALSE;
        fine = take_word(r, "false");
        break;
    case 'n':
        value->kind = BUNDLER_JSON_NULL;
        fine = take_word(r, "null");
        break;
    default: value->kind = BUNDLER_JSON_NUMBER; fine = read_number(r, &value->text);
    }
    return fine ? value : NULL;
}

const bundler_json *bundler_json_read(bundler_arena *arena, slsc_str text, bool relaxed,
                                      uint32_t *error_offset)
{
    reader r = { .arena = arena, .at = text.ptr, .relaxed = relaxed };
    if (text.len == 0) r.at = "";
    const char *begin = r.at;
    r.end = r.at + text.len;
    take_word(&r, "\xef\xbb\xbf");
    const bundler_json *value = read_value(&r, 0);
    if (value) skip_space(&r);
    if (value && r.at == r.end) return value;
    if (error_offset) *error_offset = (uint32_t)(r.at - begin);
    return NULL;
}

const bundler_json *bundler_json_find(const bundler_json *map, slsc_str key)
{
    if (!map || map->kind != BUNDLER_JSON_MAP) return NULL;
    for (const bundler_json *m = map->first; m; m = m->next)
        if (bundler_eq(m->key, key)) return m;
    return NULL;
}

const bundler_json *bundler_json_get(const bundler_json *map, const char *key)
{
    return bundler_json_find(map, bundler_s(key));
}

slsc_str bundler_json_text(const bundler_json *value)
{
    return value && value->kind == BUNDLER_JSON_STRING ? value->text : (slsc_str) { NULL, 0 };
}
