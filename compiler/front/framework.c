/* framework.c: `frameworkVersion` is a range of versions as npm has them. What counts is the newest
 * major version in it: that is what an installation of that range would be.
 *
 * Comparators side by side all hold, so the least of their bounds is the bound; ranges between `||`
 * are alternatives, so the greatest is; of `A - B` it is B. A comparator without an upper bound has
 * today's; one that cannot be read is none. */
#include "front/framework.h"

#include "tree/unit.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool skip(slsc_str *text, char c)
{
    if (!text->len || text->ptr[0] != c) return false;
    *text = slsc_str_sub(*text, 1, SIZE_MAX);
    return true;
}

static void skip_spaces(slsc_str *text)
{
    while (skip(text, ' ')) continue;
}

static unsigned take_number(slsc_str *text)
{
    unsigned n = 0;
    while (text->len && is_digit(text->ptr[0])) {
        if (n < 1000) n = n * 10 + (unsigned)(text->ptr[0] - '0');
        *text = slsc_str_sub(*text, 1, SIZE_MAX);
    }
    return n;
}

/* "<2", "<=2.1", "^1.39.0", of which only the major version is in doubt: "<2.0.0" admits
 * none of 2. Takes it from the text. */
static unsigned newest_of_comparator(slsc_str *text)
{
    unsigned bound = SLSC_FRAMEWORK_TODAY;
    const bool above = skip(text, '>'), below = skip(text, '<'), equal = skip(text, '=');
    while (skip(text, '^') || skip(text, '~') || skip(text, 'v') || skip(text, ' ')) continue;
    const bool read = text->len && is_digit(text->ptr[0]);
    const unsigned major = read ? take_number(text) : 0;
    bool zero = true; /* what stands behind the major version */
    while (text->len && text->ptr[0] != ' ' && text->ptr[0] != '|') {
        zero = zero && (text->ptr[0] == '.' || text->ptr[0] == '0');
        *text = slsc_str_sub(*text, 1, SIZE_MAX);
    }
    if (read && !above) bound = below && !equal && zero && major ? major - 1 : major;
    return bound ? bound : SLSC_FRAMEWORK_TODAY;
}

unsigned slsc_framework_newest(slsc_str range)
{
    unsigned newest = 0, bound = SLSC_FRAMEWORK_TODAY;
    skip_spaces(&range);
    while (range.len) {
        if (skip(&range, '|')) {
            skip(&range, '|');
            if (bound > newest) newest = bound;
            bound = SLSC_FRAMEWORK_TODAY;
        } else {
            const bool until = skip(&range, '-'); /* A - B: B decides */
            skip_spaces(&range);
            const unsigned one = newest_of_comparator(&range);
            if (until || one < bound) bound = one;
        }
        skip_spaces(&range);
    }
    return bound > newest ? bound : newest;
}

unsigned slsc_framework_of(slsc_unit *unit)
{
    const slsc_node *node = slsc_node_getz(unit, unit->roots[SLSC_CONFIG], "frameworkVersion");
    const slsc_str profile = unit->settings.profile, left = unit->settings.old_profile;
    if (profile.len) return (unsigned)(profile.ptr[0] - '0');
    const unsigned pinned = slsc_framework_newest(slsc_str_trim(slsc_node_text(unit, node)));
    return left.len && pinned == (unsigned)(left.ptr[0] - '0') ? SLSC_FRAMEWORK_TODAY : pinned;
}
