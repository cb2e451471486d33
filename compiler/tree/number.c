/* number.c: ECMAScript's numbers.
 *
 * Writing: the shortest digits that read back as the same double, and of those the nearest. printf
 * rounds correctly to any number of digits, so candidates come from it and strtod judges them. Up
 * to 15 digits the first candidate that holds is the answer. With 16 there is a trap: above a power
 * of two doubles stand twice as far apart as below it, so the digits next above can read back where
 * the nearest ones do not.
 *
 * Reading: the grammar is checked here and the value is left to strtod, on a copy that is never
 * longer than the longest number of digits that can matter. */
#include "tree/number.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct decimal { /* digits * 10^exponent */
    uint64_t digits;
    int exponent;
} decimal;

static double value_of(decimal d)
{
    char text[48];
    snprintf(text, sizeof text, "%" PRIu64 "e%d", d.digits, d.exponent);
    return strtod(text, NULL);
}

/* `value` (positive) rounded to `count` digits. */
static decimal round_to(double value, int count)
{
    char text[48];
    decimal d = { 0, 0 };
    const char *c = text;
    snprintf(text, sizeof text, "%.*e", count - 1, value);
    for (; *c != 'e'; c++)
        if (*c != '.') d.digits = d.digits * 10 + (uint64_t)(*c - '0');
    d.exponent = (int)strtol(c + 1, NULL, 10) - (count - 1);
    return d;
}

static decimal shortest(double value)
{
    /* All decimals of 15 digits are told apart by normal doubles, so fewer need no search. */
    int count = value < 2.2250738585072014e-308 ? 1 : 15;
    decimal d = { 0, 0 };
    for (; count <= 17; count++) {
        d = round_to(value, count);
        if (value_of(d) == value) break;
        d.digits++;
        if (value_of(d) == value) break;
    }
    while (d.digits % 10 == 0) {
        d.digits /= 10;
        d.exponent++;
    }
    return d;
}

/* Number::toString: `n` is the position of the decimal point, counted from the first digit. */
static int spell(decimal d, char *out, size_t size)
{
    char digits[24];
    int k = snprintf(digits, sizeof digits, "%" PRIu64, d.digits), n = k + d.exponent;
    if (n >= k && n <= 21)
        return snprintf(out, size, "%s%.*s", digits, n - k, "000000000000000000000");
    if (n > 0 && n <= 21) return snprintf(out, size, "%.*s.%s", n, digits, digits + n);
    if (n > -6 && n <= 0) return snprintf(out, size, "0.%.*s%s", -n, "000000", digits);
    if (k == 1) return snprintf(out, size, "%se%+d", digits, n - 1);
    return snprintf(out, size, "%c.%se%+d", digits[0], digits + 1, n - 1);
}

static size_t spell_integer(int64_t value, char *out)
{
    char digits[24]; /* from the last to the first */
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    size_t count = 0, len = 0;
    do {
        digits[count++] = (char)('0' + rest % 10);
    } while (rest /= 10);
    if (value < 0) out[len++] = '-';
    while (count > 0) out[len++] = digits[--count];
    out[len] = '\0';
    return len;
}

size_t slsc_number_format(double value, char out[SLSC_NUMBER_SIZE])
{
    size_t sign = value < 0;
    if (isnan(value)) return (size_t)snprintf(out, SLSC_NUMBER_SIZE, "NaN");
    if (isinf(value)) return (size_t)snprintf(out, SLSC_NUMBER_SIZE, "%sInfinity", sign ? "-" : "");
    if (fabs(value) <= 9007199254740992.0 && value == floor(value))
        return spell_integer((int64_t)value, out);
    if (sign) out[0] = '-';
    return sign + (size_t)spell(shortest(fabs(value)), out + sign, SLSC_NUMBER_SIZE - sign);
}

/* ---- Reading ---- */

/* Bytes of the white space at s[0], as ECMAScript trims it; 0: none. */
static size_t space_at(slsc_str s)
{
    static const char *const spaces[] = {
        "\t",           "\n",           "\v",
        "\f",           "\r",           " ",
        "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\xA8",
        "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F",
        "\xE3\x80\x80", "\xEF\xBB\xBF",
    };
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (slsc_str_starts(s, slsc_str_z(spaces[i]))) return strlen(spaces[i]);
    /* U+2000 to U+200A */
    if (s.len >= 3 && memcmp(s.ptr, "\xE2\x80", 2) == 0 && (unsigned char)s.ptr[2] >= 0x80 &&
        (unsigned char)s.ptr[2] <= 0x8A)
        return 3;
    return 0;
}

static slsc_str trim(slsc_str s)
{
    size_t size;
    while (s.len > 0 && (size = space_at(s)) > 0) s = slsc_str_sub(s, size, SIZE_MAX);
    while (s.len > 0) {
        size = 1;
        while (size < 3 && size < s.len && ((unsigned char)s.ptr[s.len - size] & 0xC0) == 0x80)
            size++;
        if (space_at(slsc_str_sub(s, s.len - size, size)) != size) break;
        s.len -= size;
    }
    return s;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return 16;
}

/* Digits of base 2^bits. The first 64 bits are kept; later ones only tell that there was something,
 * which is all that rounding to 53 needs. */
static bool parse_power(slsc_str digits, int bits, double *out)
{
    uint64_t mantissa = 0;
    int exponent = 0;
    if (digits.len == 0) return false;
    for (size_t i = 0; i < digits.len; i++) {
        int digit = digit_of(digits.ptr[i]);
        if (digit >= 1 << bits) return false;
        if (mantissa >> (64 - bits) == 0) {
            mantissa = mantissa << bits | (uint64_t)digit;
        } else {
            mantissa |= digit != 0;
            if (exponent < 4096) exponent += bits;
        }
    }
    *out = ldexp((double)mantissa, exponent);
    return true;
}

enum { DIGITS = 800 }; /* more cannot change a double, but for being there at all */

typedef struct reading {
    char text[DIGITS + 40];
    size_t len;
    int64_t exponent;
    bool any, lost;
} reading;

/* Takes the digits at s[*at]; behind the point each one lowers the exponent. */
static void take_digits(reading *r, slsc_str s, size_t *at, bool fraction)
{
    for (; *at < s.len && s.ptr[*at] >= '0' && s.ptr[*at] <= '9'; ++*at) {
        char c = s.ptr[*at];
        r->any = true;
        if (fraction) r->exponent--;
        if (r->len == 0 && c == '0') continue;
        if (r->len < DIGITS) {
            r->text[r->len++] = c;
        } else {
            r->lost |= c != '0';
            r->exponent++;
        }
    }
}

static bool take_exponent(reading *r, slsc_str s, size_t *at)
{
    int64_t exponent = 0;
    bool negative, any = false;
    if (*at >= s.len || (s.ptr[*at] | 0x20) != 'e') return true;
    ++*at;
    negative = *at < s.len && s.ptr[*at] == '-';
    if (*at < s.len && (s.ptr[*at] == '-' || s.ptr[*at] == '+')) ++*at;
    for (; *at < s.len && s.ptr[*at] >= '0' && s.ptr[*at] <= '9'; ++*at) {
        any = true;
        if (exponent < INT64_C(1000000000000)) exponent = exponent * 10 + (s.ptr[*at] - '0');
    }
    r->exponent += negative ? -exponent : exponent;
    return any;
}

static bool parse_decimal(slsc_str s, double *out)
{
    reading r = { .len = 0 };
    size_t at = 0;
    bool negative = s.len > 0 && s.ptr[0] == '-';
    if (s.len > 0 && (s.ptr[0] == '-' || s.ptr[0] == '+')) at++;
    if (slsc_str_is(slsc_str_sub(s, at, SIZE_MAX), "Infinity")) {
        *out = negative ? -HUGE_VAL : HUGE_VAL;
        return true;
    }
    take_digits(&r, s, &at, false);
    if (at < s.len && s.ptr[at] == '.') {
        at++;
        take_digits(&r, s, &at, true);
    }
    if (!r.any || !take_exponent(&r, s, &at) || at != s.len) return false;
    if (r.lost) r.text[r.len++] = '1', r.exponent--;
    if (r.len == 0) r.text[r.len++] = '0';
    if (r.exponent > 100000) r.exponent = 100000;
    if (r.exponent < -100000) r.exponent = -100000;
    snprintf(r.text + r.len, sizeof r.text - r.len, "e%d", (int)r.exponent);
    *out = strtod(r.text, NULL);
    if (negative) *out = -*out;
    return true;
}

/* Most numbers are counts. That few digits fit a double, and need nobody to round them. */
static bool parse_count(slsc_str text, double *out)
{
    int64_t value = 0;
    if (text.len == 0 || text.len > 15) return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
        value = value * 10 + (text.ptr[i] - '0');
    }
    *out = (double)value;
    return true;
}

bool slsc_number_parse(slsc_str text, double *out)
{
    if (parse_count(text, out)) return true;
    slsc_str s = trim(text), digits = slsc_str_sub(s, 2, SIZE_MAX);
    *out = 0;
    if (s.len == 0) return true;
    if (s.len >= 2 && s.ptr[0] == '0') {
        switch (s.ptr[1] | 0x20) {
        case 'x': return parse_power(digits, 4, out);
        case 'o': return parse_power(digits, 3, out);
        case 'b': return parse_power(digits, 1, out);
        default: break;
        }
    }
    return parse_decimal(s, out);
}
