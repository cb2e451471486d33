/* time.c: `!!timestamp`, the one way to write a date as such.
 *
 * The reference makes a Date of it and JSON makes a text of that: YYYY-MM-DDTHH:MM:SS.mmmZ, in UTC.
 * Fields beyond their range carry over, as they do in ECMAScript: month 13 is next January. */
#include "front/yaml/scalar.h"

typedef struct reader {
    slsc_str text;
    size_t at;
} reader;

/* Between `min` and `max` digits; -1 where there are fewer. */
static int64_t read_digits(reader *r, size_t min, size_t max)
{
    int64_t value = 0;
    size_t n = 0;
    for (; n < max && r->at < r->text.len; n++, r->at++) {
        char c = r->text.ptr[r->at];
        if (c < '0' || c > '9') break;
        value = value * 10 + (c - '0');
    }
    return n < min ? -1 : value;
}

static bool take(reader *r, char c)
{
    if (r->at >= r->text.len || r->text.ptr[r->at] != c) return false;
    r->at++;
    return true;
}

static bool take_blanks(reader *r)
{
    size_t start = r->at;
    while (take(r, ' ') || take(r, '\t')) continue;
    return r->at > start;
}

/* Days since 1970-01-01 of the first of a month; the months run on over the years. */
static int64_t days_before(int64_t year, int64_t month)
{
    year += month / 12;
    month %= 12;
    if (month < 2) year--; /* years that begin in March have their leap day last */
    int64_t shifted = (month + 10) % 12;
    int64_t era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
    int64_t day = (153 * shifted + 2) / 5;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + day - 719468;
}

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static slsc_str write_iso(slsc_arena *arena, int64_t milliseconds)
{
    int64_t days = floor_div(milliseconds, 86400000), rest = milliseconds - days * 86400000;
    int64_t year = 1970 + floor_div(days * 400, 146097), month = 11;
    while (days_before(year, 0) > days) year--;
    while (days_before(year + 1, 0) <= days) year++;
    while (days_before(year, month) > days) month--;
    return slsc_strf(arena, "%s%0*d-%02d-%02dT%02d:%02d:%02d.%03dZ", year > 9999 ? "+" : "",
                     year > 9999 ? 6 : 4, (int)year, (int)month + 1,
                     (int)(days - days_before(year, month)) + 1, (int)(rest / 3600000),
                     (int)(rest / 60000 % 60), (int)(rest / 1000 % 60), (int)(rest % 1000));
}

/* `.123`: what is beyond milliseconds counts not, and the digits may be missing. */
static int64_t read_fraction(reader *r)
{
    int64_t value = 0, scale = 100;
    if (!take(r, '.')) return 0;
    for (int64_t digit; (digit = read_digits(r, 1, 1)) >= 0; scale /= 10) value += digit * scale;
    return value;
}

/* `Z`, `+1`, `-05:30` or nothing, as milliseconds to take away. */
static bool read_zone(reader *r, int64_t *out)
{
    *out = 0;
    size_t before = r->at;
    take_blanks(r);
    if (take(r, 'Z')) return true;
    bool west = take(r, '-');
    if (!west && !take(r, '+')) return r->at == before;
    int64_t hours = read_digits(r, 1, 2), minutes = take(r, ':') ? read_digits(r, 2, 2) : 0;
    *out = (hours * 60 + minutes) * (west ? -60000 : 60000);
    return hours >= 0 && minutes >= 0;
}

static bool read_time(reader *r, int64_t *out)
{
    if (!take(r, 'T') && !take(r, 't') && !take_blanks(r)) return false;
    int64_t hour = read_digits(r, 1, 2), zone = 0;
    int64_t minute = take(r, ':') ? read_digits(r, 2, 2) : -1;
    int64_t second = take(r, ':') ? read_digits(r, 2, 2) : -1;
    if (hour < 0 || minute < 0 || second < 0) return false;
    *out = ((hour * 60 + minute) * 60 + second) * 1000 + read_fraction(r);
    if (!read_zone(r, &zone)) return false;
    *out -= zone;
    return true;
}

bool slsc_yaml_timestamp(slsc_arena *arena, slsc_str text, slsc_str *out)
{
    reader r = { text, 0 };
    int64_t time = 0, year = read_digits(&r, 4, 4);
    int64_t month = take(&r, '-') ? read_digits(&r, 1, 2) : -1;
    size_t month_end = r.at;
    int64_t day = take(&r, '-') ? read_digits(&r, 1, 2) : -1;
    if (year < 0 || month < 0 || day < 0) return false;
    bool is_date = r.at == text.len && r.at == 10 && month_end == 7; /* both with two digits */
    if (!is_date && (!read_time(&r, &time) || r.at != text.len)) return false;
    if (year < 100) year += 1900; /* as Date.UTC has it */
    if (month == 0) year--, month = 12;
    *out = write_iso(arena, (days_before(year, month - 1) + day - 1) * 86400000 + time);
    return true;
}
