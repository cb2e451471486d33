/* names.c: how the reference turns names into parts of logical ids. Everybody who makes an id goes
 * through here, because deployed stacks depend on every letter of it.
 *
 * Text is ASCII as far as these rules are concerned: what is not [0-9A-Za-z] is spelled out or
 * dropped. */
#include "middle/functions.h"

static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_alnum(char c) { return is_lower(c) || is_upper(c) || (c >= '0' && c <= '9'); }
static char to_upper(char c) { return is_lower(c) ? (char)(c - 'a' + 'A') : c; }
static char to_lower(char c) { return is_upper(c) ? (char)(c - 'A' + 'a') : c; }

static void upper_first(slsc_sb *out, size_t begin)
{
    if (out->len > begin) out->ptr[begin] = to_upper(out->ptr[begin]);
}

static void add_function(slsc_sb *out, slsc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '-')
            slsc_sb_addz(out, "Dash");
        else if (text.ptr[i] == '_')
            slsc_sb_addz(out, "Underscore");
        else
            slsc_sb_char(out, text.ptr[i]);
    }
    upper_first(out, 0);
}

static void add_alnum(slsc_sb *out, slsc_str text)
{
    const size_t begin = out->len;
    for (size_t i = 0; i < text.len; i++)
        if (is_alnum(text.ptr[i])) slsc_sb_char(out, text.ptr[i]);
    upper_first(out, begin);
}

/* One segment of a path: lower case, `-` spelled out, and from the first `{` to the last `}` a
 * variable: {a}-{b} is one. */
static void add_segment(slsc_sb *out, slsc_str text)
{
    const size_t begin = out->len, open = slsc_str_find_char(text, '{');
    size_t close = SIZE_MAX;
    for (size_t i = text.len; open != SIZE_MAX && i-- > open + 1 && close == SIZE_MAX;)
        if (text.ptr[i] == '}') close = i;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == '-')
            slsc_sb_addz(out, "Dash");
        else if (i == close)
            slsc_sb_addz(out, "Var");
        else if (is_alnum(c))
            slsc_sb_char(out, to_lower(c));
    }
    upper_first(out, begin);
}

static void add_path(slsc_sb *out, slsc_str text)
{
    while (text.len) {
        const size_t slash = slsc_str_find_char(text, '/');
        const size_t end = slash == SIZE_MAX ? text.len : slash;
        add_segment(out, slsc_str_sub(text, 0, end));
        text = slsc_str_sub(text, end + 1, text.len);
    }
}

slsc_str slsc_name_part(slsc_arena *arena, slsc_name_rule rule, slsc_str text)
{
    slsc_sb out = slsc_sb_new(arena, 0);
    switch (rule) {
    case SLSC_NAME_FUNCTION: add_function(&out, text); break;
    case SLSC_NAME_ALNUM: add_alnum(&out, text); break;
    case SLSC_NAME_PATH: add_path(&out, text); break;
    default:
        slsc_sb_add(&out, text);
        upper_first(&out, 0);
        break;
    }
    return slsc_sb_str(&out);
}
