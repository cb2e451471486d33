/* scalar.c: from the text of a scalar to its value.
 *
 * The dialect is the core schema of YAML 1.2: `yes` and `1_000` are text, `014` is fourteen, and
 * what does not fit a double stays text. libyaml has older ideas, so it is never asked: this file
 * looks at characters only. A plain scalar is tried as null, boolean, integer and float, in this
 * order; the first character rules most texts out at once. */
#include "front/yaml/scalar.h"
#include "tree/number.h"
#include <math.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_any(slsc_str text, const char *a, const char *b, const char *c)
{
    return slsc_str_is(text, a) || slsc_str_is(text, b) || slsc_str_is(text, c);
}

bool slsc_yaml_is_null(slsc_str text)
{
    return slsc_str_is(text, "~") || is_any(text, "null", "Null", "NULL");
}

bool slsc_yaml_is_bool(slsc_str text, bool *out)
{
    *out = is_any(text, "true", "True", "TRUE");
    return *out || is_any(text, "false", "False", "FALSE");
}

static bool all_in(slsc_str digits, const char *set)
{
    for (size_t i = 0; i < digits.len; i++) {
        const char *c = set;
        while (*c && *c != digits.ptr[i]) c++;
        if (!*c) return false;
    }
    return digits.len > 0;
}

static bool has_sign(slsc_str text) { return text.len && (*text.ptr == '+' || *text.ptr == '-'); }

/* Reads unsigned digits, finite or nothing, and puts the sign of `text` before them. */
static bool read_number(slsc_str text, slsc_str digits, double *out)
{
    if (!slsc_number_parse(digits, out) || !isfinite(*out)) return false;
    if (*text.ptr == '-') *out = -*out;
    return true;
}

bool slsc_yaml_is_int(slsc_str text, double *out)
{
    slsc_str digits = slsc_str_sub(text, has_sign(text), text.len);
    const char *set = "0123456789";
    size_t prefix = 0;
    if (digits.len >= 2 && digits.ptr[0] == '0') {
        if (digits.ptr[1] == 'b') set = "01", prefix = 2;
        if (digits.ptr[1] == 'o') set = "01234567", prefix = 2;
        if (digits.ptr[1] == 'x') set = "0123456789abcdefABCDEF", prefix = 2;
    }
    return all_in(slsc_str_sub(digits, prefix, digits.len), set) && read_number(text, digits, out);
}

static size_t skip_digits(slsc_str text, size_t at)
{
    while (at < text.len && is_digit(text.ptr[at])) at++;
    return at;
}

/* `12`, `12.`, `12.5`, `12e-3` with a sign or without, and `.5`, `.5e1` without one. */
static bool has_float_form(slsc_str text)
{
    size_t start = has_sign(text), at = skip_digits(text, start);
    bool whole = at > start;
    if (!whole && start) return false;
    if (at < text.len && text.ptr[at] == '.') {
        size_t fraction = skip_digits(text, at + 1);
        if (!whole && fraction == at + 1) return false;
        at = fraction;
    } else if (!whole) {
        return false;
    }
    if (at < text.len && (text.ptr[at] == 'e' || text.ptr[at] == 'E')) {
        at++;
        if (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '-')) at++;
        size_t exponent = at;
        at = skip_digits(text, at);
        if (at == exponent) return false;
    }
    return at == text.len;
}

bool slsc_yaml_is_float(slsc_str text, double *out)
{
    slsc_str digits = slsc_str_sub(text, has_sign(text), text.len);
    if (has_float_form(text)) return read_number(text, digits, out);
    if (is_any(digits, ".inf", ".Inf", ".INF")) {
        *out = *text.ptr == '-' ? -(double)INFINITY : (double)INFINITY;
        return true;
    }
    *out = (double)NAN;
    return is_any(text, ".nan", ".NaN", ".NAN");
}

slsc_yaml_scalar slsc_yaml_resolve(slsc_str text)
{
    slsc_yaml_scalar scalar = { SLSC_STRING, false, 0 };
    if (!text.len) {
        scalar.kind = SLSC_NULL;
        return scalar;
    }
    switch (*text.ptr) {
    case '~':
    case 'n':
    case 'N':
        if (slsc_yaml_is_null(text)) scalar.kind = SLSC_NULL;
        break;
    case 't':
    case 'T':
    case 'f':
    case 'F':
        if (slsc_yaml_is_bool(text, &scalar.boolean)) scalar.kind = SLSC_BOOL;
        break;
    default:
        if (!is_digit(*text.ptr) && !has_sign(text) && *text.ptr != '.') break;
        if (slsc_yaml_is_int(text, &scalar.number) || slsc_yaml_is_float(text, &scalar.number))
            scalar.kind = SLSC_FLOAT;
    }
    return scalar;
}

static int base64_value(char c)
{
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (is_digit(c)) return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* The reference decodes in groups of four, the last group as a tail of its own; a text without
 * any digit has a tail too, of three zero bytes. */
bool slsc_yaml_base64(slsc_arena *arena, slsc_str text, slsc_str *out)
{
    char *bytes = SLSC_NEW_ARRAY(arena, char, text.len + 4);
    uint32_t bits = 0;
    size_t digits = 0, padded = 0, len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        int value = base64_value(c);
        if (c == '\n' || c == '\r') continue;
        if (value < 0 && c != '=') return false;
        padded++;
        if (c == '=') continue;
        bits = bits << 6 | (uint32_t)value;
        if (++digits % 4 == 0)
            for (int shift = 16; shift >= 0; shift -= 8) bytes[len++] = (char)(bits >> shift & 255);
    }
    if (padded % 4) return false;
    if (!digits) len = 3;
    if (digits % 4 == 2) bytes[len++] = (char)(bits >> 4 & 255);
    if (digits % 4 == 3) {
        bytes[len++] = (char)(bits >> 10 & 255);
        bytes[len++] = (char)(bits >> 2 & 255);
    }
    *out = (slsc_str) { bytes, len };
    return true;
}
