/* A pattern becomes a sequence of nodes, by recursive descent.
 *
 * Most of the dialect is what everybody expects. What makes it particular is that meanings depend
 * on neighbours: `**` is a globstar only as a whole segment, one at the very end also stands for
 * nothing, a star behind a slash keeps away from `.` and `..`. So the parser remembers what the
 * last two tokens were.
 *
 * Which bracket closes which is known beforehand, and one that is never closed is a plain
 * character. That keeps parsing linear: nothing is tried and taken back. */
#include "base/glob_inner.h"

#include <string.h>

enum { DEPTH_MAX = 40 };

typedef enum token {
    START,
    TEXT,
    SLASH,
    DOT, /* one that begins a segment, or any within a group */
    STAR,
    GLOBSTAR,
    BRACKET,
    PAREN_OPEN,
    PAREN_CLOSE,
    BRACE_OPEN,
    BRACE_CLOSE,
    COMMA
} token;

typedef struct parser {
    slsc_arena *arena;
    glob_text text;
    size_t at;
    const size_t *closer; /* of the bracket at an offset; 0: it is none */
    token last, before;
    unsigned parens, braces; /* open ones */
    bool hopeless;
} parser;

static uint16_t unit_at(const parser *p, size_t at)
{
    return at < p->text.n ? p->text.units[at] : 0;
}

static bool is_at(const parser *p, size_t at, char c) { return unit_at(p, at) == (uint16_t)c; }

static void note(parser *p, token what)
{
    p->before = p->last;
    p->last = what;
}

/* Nodes. */

static glob_node *add(parser *p, glob_sequence *to, glob_kind kind)
{
    glob_node *made = SLSC_NEW(p->arena, glob_node);
    made->kind = kind;
    to->items = slsc_arena_grow(p->arena, to->items, to->count, &to->capacity, sizeof *to->items);
    to->items[to->count++] = made;
    return made;
}

static void add_unit(parser *p, glob_sequence *to, uint16_t unit)
{
    add(p, to, GLOB_UNIT)->unit = unit;
}

static glob_sequence *add_branch(parser *p, glob_node *group)
{
    group->branches = slsc_arena_grow(p->arena, group->branches, group->branch_count,
                                      &group->branch_capacity, sizeof *group->branches);
    return &group->branches[group->branch_count++];
}

static void take_text(parser *p, glob_sequence *to)
{
    add_unit(p, to, unit_at(p, p->at++));
    note(p, TEXT);
}

/* Stars. */

/* `**` stands where it may be a globstar. */
static bool is_globstar_place(const parser *p)
{
    bool in_braces = p->braces > 0 && (p->last == BRACE_OPEN || p->last == COMMA);
    return p->last == START || p->last == SLASH || p->last == PAREN_OPEN ||
           p->last == PAREN_CLOSE || in_braces;
}

/* `/`, then a globstar that begins with a segment. */
static void add_slash_globstar(parser *p, glob_sequence *to)
{
    add_unit(p, to, '/');
    add(p, to, GLOB_NO_DOTS);
    add(p, to, GLOB_GLOBSTAR);
}

/* Takes a globstar at p->at with what belongs to it; false when it is one star after all. */
static bool take_globstar(parser *p, glob_sequence *to)
{
    size_t rest = p->at + 2;
    while (is_at(p, rest, '/') && is_at(p, rest + 1, '*') && is_at(p, rest + 2, '*') &&
           (rest + 3 == p->text.n || is_at(p, rest + 3, '/'))) {
        rest += 3; /* many in a row are one */
    }
    bool at_end = rest == p->text.n, slash = is_at(p, rest, '/');
    bool in_path = p->last == SLASH && p->before != START;
    bool stars_before = p->before == STAR || p->before == GLOBSTAR;
    p->at = rest;
    if (p->last == START && slash) { /* in any folder, or in none */
        glob_node *folders = add(p, to, GLOB_GROUP);
        folders->times = GLOB_OPTIONAL;
        add_unit(p, add_branch(p, folders), '/');
        glob_sequence *branch = add_branch(p, folders);
        add(p, branch, GLOB_GLOBSTAR);
        add_unit(p, branch, '/');
    } else if (in_path && at_end && !stars_before) { /* all below, or the thing itself */
        to->count--;
        glob_node *below = add(p, to, GLOB_GROUP);
        add_slash_globstar(p, add_branch(p, below));
        add(p, add_branch(p, below), GLOB_END);
    } else if (in_path && slash) { /* any number of folders between */
        to->count--;
        glob_node *between = add(p, to, GLOB_GROUP);
        glob_sequence *branch = add_branch(p, between);
        add_slash_globstar(p, branch);
        add_unit(p, branch, '/');
        add_unit(p, add_branch(p, between), '/');
        if (rest + 1 < p->text.n) add(p, add_branch(p, between), GLOB_END);
    } else {
        bool in_braces =
            is_at(p, rest, '{') || (p->braces > 0 && (is_at(p, rest, ',') || is_at(p, rest, '}')));
        if (!at_end && !slash && !is_at(p, rest, ')') && !in_braces) {
            p->at = rest - 2;
            return false;
        }
        if (p->last == SLASH) add(p, to, GLOB_NO_DOTS);
        add(p, to, GLOB_GLOBSTAR);
        note(p, GLOBSTAR);
        return true;
    }
    note(p, GLOBSTAR);
    if (slash) {
        p->at++;
        note(p, SLASH);
    }
    return true;
}

/* `run` stars in a row. */
static void take_stars(parser *p, glob_sequence *to, size_t run)
{
    if (run == 2 && is_globstar_place(p) && take_globstar(p, to)) return;
    bool leads = p->last == START || p->last == SLASH;
    if (leads) add(p, to, GLOB_NO_DOTS);
    if (p->last == DOT) add(p, to, GLOB_NO_DOT);
    if (run == 1 && (leads || p->last == DOT)) add(p, to, GLOB_SOME);
    add(p, to, GLOB_STAR);
    p->at += run;
    note(p, STAR);
}

/* Groups. */

static void take_branches(parser *p, glob_node *group, size_t end, bool commas, unsigned depth);

/* A `(` that makes one of `?*+!@` before it the sign of a group. */
static bool is_group_at(const parser *p, size_t at)
{
    return is_at(p, at, '(') && p->closer[at] != 0 && !is_at(p, at + 1, '?');
}

/* The same for `!`: `!(?=` and its like are nothing. */
static bool is_not_at(const parser *p, size_t at)
{
    if (!is_at(p, at, '(') || p->closer[at] == 0) return false;
    uint16_t third = unit_at(p, at + 2);
    bool look = third == '!' || third == '=' || third == '<' || third == ':';
    return !is_at(p, at + 1, '?') || !look;
}

/* `(...)` at p->at, the sign before it already passed. */
static glob_node *take_parens(parser *p, glob_sequence *to, glob_kind kind, unsigned depth)
{
    size_t close = p->closer[p->at];
    glob_node *group = add(p, to, kind);
    p->at++;
    p->parens++;
    note(p, PAREN_OPEN);
    take_branches(p, group, close, false, depth);
    p->parens--;
    p->at = close + 1;
    note(p, PAREN_CLOSE);
    return group;
}

static bool has(const parser *p, size_t from, size_t end, char c)
{
    for (; from < end; from++) {
        if (is_at(p, from, c)) return true;
    }
    return false;
}

/* The rest of the pattern is one extension: `.js`, `.{ts,tsx}`. */
static bool rest_is_extension(const parser *p)
{
    if (!is_at(p, p->at, '.') || p->at + 1 == p->text.n) return false;
    size_t at = p->at + 1;
    while (at < p->text.n && !is_at(p, at, '\\') && !is_at(p, at, '/') && !is_at(p, at, '.')) at++;
    return at == p->text.n;
}

static bool rest_is_closing(const parser *p)
{
    size_t at = p->at;
    while (is_at(p, at, ')')) at++;
    return at == p->text.n;
}

/* `!(...)` takes as much as a star does, where none of the branches begins. What they are compared
 * with is the rest of the path if the pattern ends here; the extension too if one follows; else
 * any beginning, so that `!(foo)bar` does not take `foobazbar`. */
static void take_not(parser *p, glob_sequence *to, unsigned depth)
{
    size_t open = p->at + 1, close = p->closer[open];
    p->at++;
    glob_node *group = take_parens(p, to, GLOB_NOT, depth);
    bool crosses = close - open > 2 && has(p, open, close, '/');
    group->to_end = crosses || rest_is_closing(p);
    if (has(p, open, close, '*') && rest_is_extension(p)) {
        glob_text rest = { p->text.units + p->at, p->text.n - p->at };
        glob_sequence *tail = SLSC_NEW(p->arena, glob_sequence);
        if (!slsc_glob_parse(p->arena, rest, tail)) p->hopeless = true;
        group->tail = tail;
        group->to_end = false;
    }
    add(p, to, crosses ? GLOB_GLOBSTAR : GLOB_STAR);
}

/* What is matched as often as `sign` says: the node before it. */
static void repeat_last(parser *p, glob_sequence *to, glob_times times)
{
    glob_node *once = to->items[--to->count];
    glob_node *group = add(p, to, GLOB_GROUP);
    group->times = times;
    glob_sequence *branch = add_branch(p, group);
    *add(p, branch, once->kind) = *once;
    p->at++;
    note(p, TEXT);
}

static bool is_quantified(const parser *p, const glob_sequence *to)
{
    if (to->count == 0 || to->items[to->count - 1]->kind > GLOB_CLASS) {
        return p->last == PAREN_CLOSE || p->last == BRACE_CLOSE;
    }
    return p->last == BRACKET || (p->parens > 0 && p->last == TEXT);
}

/* Braces. */

static bool take_range(parser *p, glob_sequence *to)
{
    size_t open = p->at, end = p->closer[open];
    glob_class *class = SLSC_NEW(p->arena, glob_class);
    glob_text content = { p->text.units + open + 1, end - open - 1 };
    if (!slsc_glob_range_parse(p->arena, content, class)) return false;
    add(p, to, GLOB_CLASS)->class = class;
    p->at = end + 1;
    note(p, BRACE_CLOSE);
    return true;
}

/* Whether a comma belongs to the brace at p->at itself. */
static bool has_own_comma(const parser *p, size_t end)
{
    for (size_t at = p->at + 1; at < end; at++) {
        if (is_at(p, at, ',')) return true;
        if (is_at(p, at, '\\'))
            at++;
        else if (p->closer[at] != 0)
            at = p->closer[at];
    }
    return false;
}

static void take_braces(parser *p, glob_sequence *to, unsigned depth)
{
    size_t end = p->closer[p->at];
    if (take_range(p, to)) return;
    bool commas = has_own_comma(p, end);
    if (!commas) add_unit(p, to, '{');
    glob_node *group = add(p, to, GLOB_GROUP);
    p->at++;
    p->braces++;
    note(p, BRACE_OPEN);
    take_branches(p, group, end, commas, depth);
    p->braces--;
    p->at = end + 1;
    if (!commas) add_unit(p, to, '}');
    note(p, BRACE_CLOSE);
}

/* Brackets: a class; and, unless it says more than a few characters, also itself. */
static void take_class(parser *p, glob_sequence *to)
{
    size_t open = p->at, end = p->closer[open];
    glob_text content = { p->text.units + open + 1, end - open - 1 };
    glob_class *class = SLSC_NEW(p->arena, glob_class);
    if (!slsc_glob_class_parse(p->arena, content, class)) p->hopeless = true;
    bool plain = true;
    for (size_t i = 0; i < content.n && plain; i++) {
        uint16_t unit = content.units[i];
        plain = unit > 127 || strchr("-*+?.^${}(|)[]", (char)unit) == NULL;
    }
    glob_node *group = add(p, to, GLOB_GROUP);
    add(p, add_branch(p, group), GLOB_CLASS)->class = class;
    if (plain) {
        glob_sequence *itself = add_branch(p, group);
        for (size_t i = open; i <= end; i++) add_unit(p, itself, unit_at(p, i));
    }
    p->at = end + 1;
    note(p, BRACKET);
}

static void take_quoted(parser *p, glob_sequence *to)
{
    for (p->at++; p->at < p->text.n && !is_at(p, p->at, '"');) take_text(p, to);
    p->at++;
}

/* `?`, `*`, `+`, `!` or `@`; false when it stands for itself. */
static bool take_sign(parser *p, glob_sequence *to, unsigned depth)
{
    uint16_t sign = unit_at(p, p->at);
    bool group = is_group_at(p, p->at + 1);
    if (sign == '*') {
        size_t run = 1;
        while (is_at(p, p->at + run, '*')) run++;
        if (is_group_at(p, p->at + run)) run--; /* the last star is a group's sign */
        group = run == 0;
        if (!group) {
            take_stars(p, to, run);
            return true;
        }
    }
    if (sign == '!' && is_not_at(p, p->at + 1)) {
        take_not(p, to, depth);
        return true;
    }
    if (group && sign != '!' && (sign != '?' || p->last != PAREN_OPEN)) {
        p->at++;
        take_parens(p, to, GLOB_GROUP, depth)->times = sign == '?'   ? GLOB_OPTIONAL
                                                       : sign == '*' ? GLOB_MANY
                                                       : sign == '+' ? GLOB_SEVERAL
                                                                     : GLOB_ONCE;
        return true;
    }
    if (sign == '+' && is_quantified(p, to)) {
        repeat_last(p, to, GLOB_SEVERAL);
        return true;
    }
    if (sign == '?' && p->last == PAREN_CLOSE) {
        repeat_last(p, to, GLOB_OPTIONAL);
        return true;
    }
    if (sign != '?' || p->last == PAREN_OPEN) return false;
    add(p, to, GLOB_ANY);
    p->at++;
    note(p, TEXT);
    return true;
}

static void take_dot(parser *p, glob_sequence *to)
{
    bool leads = p->last == START || p->last == SLASH || p->parens + p->braces > 0;
    take_text(p, to);
    if (leads) p->last = DOT;
}

static void take_one(parser *p, glob_sequence *to, unsigned depth)
{
    uint16_t unit = unit_at(p, p->at);
    bool opens = p->closer[p->at] != 0;
    if (depth > DEPTH_MAX) {
        p->hopeless = true;
        p->at = p->text.n;
    } else if (unit == '\\' && p->at + 1 < p->text.n) {
        p->at++;
        bool plain = !is_at(p, p->at, '/') && !is_at(p, p->at, '.');
        if (plain)
            take_text(p, to);
        else
            take_one(p, to, depth);
    } else if (unit == '"') {
        take_quoted(p, to);
    } else if (unit == '/') {
        take_text(p, to);
        p->last = SLASH;
    } else if (unit == '.') {
        take_dot(p, to);
    } else if (unit == '[' && opens) {
        take_class(p, to);
    } else if (unit == '(' && opens) {
        take_parens(p, to, GLOB_GROUP, depth);
    } else if (unit == '{' && opens) {
        take_braces(p, to, depth);
    } else if (unit > 127 || strchr("?*+!@", (char)unit) == NULL || !take_sign(p, to, depth)) {
        take_text(p, to);
    }
}

static void take_branches(parser *p, glob_node *group, size_t end, bool commas, unsigned depth)
{
    glob_sequence *branch = add_branch(p, group);
    while (p->at < end) {
        bool comma = commas && is_at(p, p->at, ',');
        if (comma || is_at(p, p->at, '|')) {
            p->at++;
            note(p, comma ? COMMA : TEXT);
            branch = add_branch(p, group);
        } else {
            take_one(p, branch, depth + 1);
        }
    }
}

bool slsc_glob_parse(slsc_arena *arena, glob_text text, glob_sequence *out)
{
    parser p = { .arena = arena, .text = text };
    p.closer = slsc_glob_closers(arena, text);
    while (p.at < text.n && !p.hopeless) take_one(&p, out, 0);
    return !p.hopeless;
}
