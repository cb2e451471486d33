/* Globs are matched by simulating an automaton, so that no pattern can take long.
 *
 * A parsed pattern becomes a program: a list of states, each with the one that follows. The
 * simulation runs over the path from its end to its start and knows, for each position, from which
 * states the rest of the path can be taken. Going backwards has two merits. States are made from
 * the end of the pattern too, so what a state depends on is already known when it is its turn; only
 * repeated groups need another round. And a negative look ahead (`!(...)`) is simply a program of
 * its own, run before: its answers for all positions are then at hand.
 *
 * The work is states times positions. Most patterns begin with plain text, which is compared
 * first; that settles most paths. */
#include "base/glob.h"
#include "base/glob_inner.h"

#include <string.h>

typedef enum op {
    ACCEPT,
    SPLIT, /* `next` or `other` */
    MATCH  /* what the glob_kind says, then `next` */
} op;

typedef struct state {
    op op;
    glob_kind kind;
    uint16_t unit;
    const glob_class *class;
    size_t next, other;
    size_t program; /* of GLOB_NOT */
} state;

typedef struct program {
    state *states;
    size_t count, capacity, start;
    bool to_end; /* accepts at the end of the path only */
    bool loops;
} program;

struct slsc_glob {
    slsc_str pattern;
    bool negated, hopeless;
    program *programs; /* each uses only those before it; the last one is the pattern's */
    size_t count, capacity;
    size_t most_states;
    slsc_str prefix; /* what every path begins with that matches */
};

/* Compiling. */

typedef struct compiler {
    slsc_arena *arena;
    slsc_glob *glob;
} compiler;

static size_t emit_sequence(compiler *c, program *to, const glob_sequence *sequence, size_t next);

static size_t add_state(compiler *c, program *to, state one)
{
    to->states =
        slsc_arena_grow(c->arena, to->states, to->count, &to->capacity, sizeof *to->states);
    to->states[to->count] = one;
    return to->count++;
}

static size_t add_program(compiler *c, const program *one)
{
    slsc_glob *glob = c->glob;
    glob->programs = slsc_arena_grow(c->arena, glob->programs, glob->count, &glob->capacity,
                                     sizeof *glob->programs);
    glob->programs[glob->count] = *one;
    if (one->count > glob->most_states) glob->most_states = one->count;
    return glob->count++;
}

static size_t emit_branches(compiler *c, program *to, const glob_node *node, size_t next)
{
    size_t start = emit_sequence(c, to, &node->branches[0], next);
    for (size_t i = 1; i < node->branch_count; i++) {
        size_t branch = emit_sequence(c, to, &node->branches[i], next);
        start = add_state(c, to, (state) { .op = SPLIT, .next = start, .other = branch });
    }
    return start;
}

static size_t emit_group(compiler *c, program *to, const glob_node *node, size_t next)
{
    if (node->times == GLOB_ONCE) return emit_branches(c, to, node, next);
    if (node->times == GLOB_OPTIONAL) {
        size_t body = emit_branches(c, to, node, next);
        return add_state(c, to, (state) { .op = SPLIT, .next = next, .other = body });
    }
    size_t again = add_state(c, to, (state) { .op = SPLIT, .next = next });
    size_t body = emit_branches(c, to, node, again);
    to->states[again].other = body;
    to->loops = true;
    return node->times == GLOB_MANY ? again : body;
}

static size_t emit_not(compiler *c, program *to, const glob_node *node, size_t next)
{
    program ahead = { .to_end = node->to_end };
    size_t accept = add_state(c, &ahead, (state) { .op = ACCEPT });
    if (node->tail != NULL) accept = emit_sequence(c, &ahead, node->tail, accept);
    ahead.start = emit_branches(c, &ahead, node, accept);
    state one = { .op = MATCH, .kind = GLOB_NOT, .next = next };
    one.program = add_program(c, &ahead);
    return add_state(c, to, one);
}

static size_t emit_sequence(compiler *c, program *to, const glob_sequence *sequence, size_t next)
{
    for (size_t i = sequence->count; i > 0; i--) {
        const glob_node *node = sequence->items[i - 1];
        if (node->kind == GLOB_GROUP) {
            next = emit_group(c, to, node, next);
        } else if (node->kind == GLOB_NOT) {
            next = emit_not(c, to, node, next);
        } else {
            state one = { .op = MATCH, .kind = node->kind, .next = next };
            one.unit = node->unit;
            one.class = node->class;
            next = add_state(c, to, one);
        }
    }
    return next;
}

/* The ASCII characters that every match begins with. */
static slsc_str find_prefix(slsc_arena *arena, const program *main)
{
    slsc_sb prefix = slsc_sb_new(arena, 0);
    for (size_t at = main->start;;) {
        const state *one = &main->states[at];
        if (one->op != MATCH || one->kind != GLOB_UNIT || one->unit > 127) break;
        slsc_sb_char(&prefix, (char)one->unit);
        at = one->next;
    }
    return slsc_sb_str(&prefix);
}

/* UTF-16 units of `text`, of which there is room for one a byte; a byte that is not UTF-8 becomes
 * U+FFFD. */
static glob_text decode(slsc_str text, uint16_t *units)
{
    size_t n = 0, at = 0;
    while (at < text.len) {
        size_t valid = at + slsc_str_valid_utf8(slsc_str_sub(text, at, text.len));
        while (at < valid) {
            uint32_t point = slsc_str_next(text, &at);
            if (point > 0xffff) {
                units[n++] = (uint16_t)(0xd800 + ((point - 0x10000) >> 10));
                point = 0xdc00 + ((point - 0x10000) & 0x3ff);
            }
            units[n++] = (uint16_t)point;
        }
        if (at < text.len) {
            units[n++] = 0xfffd;
            at++;
        }
    }
    return (glob_text) { units, n };
}

/* Passes `./` and the exclamation marks that negate; another `./` may follow them. */
static glob_text take_lead(glob_text text, bool *negated)
{
    size_t at = 0;
    bool here = true;
    while (here) {
        here = at + 1 < text.n && text.units[at] == '.' && text.units[at + 1] == '/';
        if (here) at += 2;
        bool group = at + 1 < text.n && text.units[at + 1] == '(';
        bool mark = at < text.n && text.units[at] == '!' && !group;
        if (mark) {
            *negated = !*negated;
            at++;
            here = true;
        }
    }
    return (glob_text) { text.units + at, text.n - at };
}

slsc_glob *slsc_glob_new(slsc_arena *arena, slsc_str pattern)
{
    slsc_glob *glob = SLSC_NEW(arena, slsc_glob);
    glob->pattern = slsc_str_copy(arena, pattern);
    glob_text text = decode(pattern, SLSC_NEW_ARRAY(arena, uint16_t, pattern.len + 1));
    text = take_lead(text, &glob->negated);
    glob_sequence parsed = { 0 };
    if (!slsc_glob_parse(arena, text, &parsed)) {
        glob->hopeless = true;
        return glob;
    }
    compiler c = { arena, glob };
    program whole = { .to_end = true };
    size_t accept = add_state(&c, &whole, (state) { .op = ACCEPT });
    whole.start = emit_sequence(&c, &whole, &parsed, accept);
    add_program(&c, &whole);
    glob->prefix = find_prefix(arena, &whole);
    return glob;
}

/* Matching. */

typedef struct run {
    const slsc_glob *glob;
    glob_text path;
    bool *holds; /* for each program and position: it matches from there */
} run;

static bool *holds_at(const run *r, size_t number, size_t at)
{
    return &r->holds[number * (r->path.n + 1) + at];
}

static bool segment_ends(glob_text path, size_t at)
{
    return at >= path.n || path.units[at] == '/';
}

static bool is_dot(glob_text path, size_t at) { return at < path.n && path.units[at] == '.'; }

/* A segment `.` or `..` from here. */
static bool dots_at(glob_text path, size_t at)
{
    if (!is_dot(path, at)) return false;
    return segment_ends(path, at + 1) || (is_dot(path, at + 1) && segment_ends(path, at + 2));
}

/* A globstar may take the unit at `at`. */
static bool is_crossed(glob_text path, size_t at)
{
    if (at == 0 && dots_at(path, 0)) return false;
    return path.units[at] != '/' || !dots_at(path, at + 1);
}

/* Whether the rest of the path from `at` can be taken from state `q`, given the same for the
 * states it leads to: `now` at this position, `after` at the one behind it. */
static bool evaluate(const run *r, const program *of, size_t q, const bool *now, const bool *after,
                     size_t at)
{
    const state *one = &of->states[q];
    glob_text path = r->path;
    bool more = at < path.n;
    if (one->op == ACCEPT) return !of->to_end || !more;
    if (one->op == SPLIT) return now[one->next] || now[one->other];
    uint16_t unit = more ? path.units[at] : 0;
    switch (one->kind) {
    case GLOB_UNIT: return more && unit == one->unit && after[one->next];
    case GLOB_ANY: return more && unit != '/' && after[one->next];
    case GLOB_CLASS: return more && after[one->next] && slsc_glob_class_has(one->class, unit);
    case GLOB_STAR: return now[one->next] || (more && unit != '/' && after[q]);
    case GLOB_GLOBSTAR: return now[one->next] || (more && after[q] && is_crossed(path, at));
    case GLOB_NO_DOTS: return now[one->next] && !dots_at(path, at);
    case GLOB_NO_DOT:
        return now[one->next] && !segment_ends(path, at) &&
               !(is_dot(path, at) && segment_ends(path, at + 1));
    case GLOB_SOME: return now[one->next] && more;
    case GLOB_END: return now[one->next] && !more;
    case GLOB_NOT: return now[one->next] && !*holds_at(r, one->program, at);
    case GLOB_GROUP: break; /* compiled away */
    }
    return false;
}

/* All states at one position; tells whether any of them is alive. A loop depends on a state behind
 * it, so a program with loops is gone through until nothing changes: once more for each loop
 * around another. */
static bool step(const run *r, const program *of, bool *now, const bool *after, size_t at)
{
    bool alive = false, changed = true;
    memset(now, 0, of->count * sizeof *now);
    while (changed) {
        changed = false;
        for (size_t q = 0; q < of->count; q++) {
            if (now[q] || !evaluate(r, of, q, now, after, at)) continue;
            now[q] = alive = true;
            changed = of->loops;
        }
    }
    return alive;
}

static void run_program(const run *r, size_t number, bool *now, bool *after)
{
    const program *of = &r->glob->programs[number];
    memset(after, 0, of->count * sizeof *after);
    for (size_t at = r->path.n + 1; at-- > 0;) {
        bool alive = step(r, of, now, after, at);
        *holds_at(r, number, at) = now[of->start];
        if (!alive) {
            memset(holds_at(r, number, 0), 0, at * sizeof *r->holds);
            return;
        }
        bool *swapped = now;
        now = after;
        after = swapped;
    }
}

static bool run_all(const slsc_glob *glob, slsc_str path, unsigned char *scratch)
{
    uint16_t *units = (uint16_t *)(void *)scratch;
    run r = { .glob = glob, .path = decode(path, units) };
    bool *now = (bool *)(void *)(scratch + (path.len + 1) * sizeof *units);
    bool *after = now + glob->most_states;
    r.holds = after + glob->most_states;
    for (size_t i = 0; i < glob->count; i++) run_program(&r, i, now, after);
    return *holds_at(&r, glob->count - 1, 0);
}

bool slsc_glob_match(const slsc_glob *glob, slsc_str path)
{
    if (path.len == 0) return false;
    if (slsc_str_eq(path, glob->pattern)) return true;
    if (glob->hopeless) return glob->negated;
    if (!slsc_str_starts(path, glob->prefix)) return glob->negated;

    _Alignas(16) unsigned char small[4096];
    size_t size = (path.len + 1) * (sizeof(uint16_t) + glob->count * sizeof(bool)) +
                  2 * glob->most_states * sizeof(bool);
    if (size <= sizeof small) return run_all(glob, path, small) != glob->negated;
    slsc_arena *scratch = slsc_arena_new(0);
    bool matches = run_all(glob, path, slsc_arena_alloc(scratch, size, 16));
    slsc_arena_free(scratch);
    return matches != glob->negated;
}
