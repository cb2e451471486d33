/* `[...]`: ranges, escapes, `[:name:]`. `^` turns it round; `!` does not, in this dialect. */
#include "base/glob_inner.h"

static bool is_at(glob_text text, size_t at, char c)
{
    return at < text.n && text.units[at] == (uint16_t)c;
}

/* Behind a `[:name:]` at `at`, or `at`. `name` gets what is between the colons. */
static size_t skip_name(glob_text text, size_t at, glob_text *name)
{
    if (!is_at(text, at, '[') || !is_at(text, at + 1, ':')) return at;
    size_t end = at + 2;
    while (end < text.n && text.units[end] >= 'a' && text.units[end] <= 'z') end++;
    if (!is_at(text, end, ':') || !is_at(text, end + 1, ']')) return at;
    *name = (glob_text) { text.units + at + 2, end - at - 2 };
    return end + 2;
}

size_t slsc_glob_class_end(glob_text text, size_t open)
{
    size_t at = open + 1;
    if (is_at(text, at, '^')) at++;
    if (is_at(text, at, ']')) at++; /* the first one stands for itself */
    while (at < text.n && text.units[at] != ']') {
        glob_text name;
        size_t behind = skip_name(text, at, &name);
        at = behind != at ? behind : at + (text.units[at] == '\\' ? 2 : 1);
    }
    return at < text.n ? at : 0;
}

static void add_range(slsc_arena *arena, glob_class *class, uint16_t low, uint16_t high)
{
    class->ranges = slsc_arena_grow(arena, class->ranges, class->count, &class->capacity,
                                    sizeof *class->ranges);
    class->ranges[class->count++] = (glob_range) { low, high };
}

/* Adds the ranges of a named class, which are ASCII; false: there is no such name. */
static bool add_named(slsc_arena *arena, glob_class *class, glob_text name)
{
    static const struct {
        const char *name;
        const char *ranges; /* pairs of low and high */
    } known[] = {
        { "alnum", "azAZ09" },
        { "alpha", "azAZ" },
        { "ascii", "\1\177" },
        { "blank", "  \t\t" },
        { "cntrl", "\1\037\177\177" },
        { "digit", "09" },
        { "graph", "!~" },
        { "lower", "az" },
        { "print", " ~" },
        { "punct", "!/:@[`{~" },
        { "space", "  \t\r" },
        { "upper", "AZ" },
        { "word", "azAZ09__" },
        { "xdigit", "AFaf09" },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t same = 0;
        while (same < name.n && (uint16_t)known[i].name[same] == name.units[same]) same++;
        if (same < name.n || known[i].name[same] != '\0') continue;
        for (const char *pair = known[i].ranges; *pair != '\0'; pair += 2) {
            add_range(arena, class, (uint16_t)pair[0], (uint16_t)pair[1]);
        }
        return true;
    }
    return false;
}

static uint16_t take_unit(glob_text text, size_t *at)
{
    if (text.units[*at] == '\\' && *at + 1 < text.n) *at += 1;
    return text.units[(*at)++];
}

bool slsc_glob_class_parse(slsc_arena *arena, glob_text content, glob_class *out)
{
    size_t at = 0;
    if (is_at(content, 0, '^')) {
        out->negated = true;
        at++;
    }
    while (at < content.n) {
        glob_text name = { NULL, 0 };
        size_t behind = skip_name(content, at, &name);
        if (behind != at && add_named(arena, out, name)) {
            at = behind;
            continue;
        }
        uint16_t low = take_unit(content, &at), high = low;
        if (is_at(content, at, '-') && at + 1 < content.n) {
            at++;
            high = take_unit(content, &at);
        }
        if (low > high) return false;
        add_range(arena, out, low, high);
    }
    return true;
}

bool slsc_glob_class_has(const glob_class *class, uint16_t unit)
{
    bool found = class->negated && unit == '/';
    for (size_t i = 0; i < class->count && !found; i++) {
        found = unit >= class->ranges[i].low && unit <= class->ranges[i].high;
    }
    return found != class->negated;
}
