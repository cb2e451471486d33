/* Which bracket of a pattern closes which, found in one pass before it is parsed. What is never
 * closed, or stands behind a `\` or in quotes, is a plain character. */
#include "base/glob_inner.h"

typedef struct opened {
    size_t *at;
    size_t count, capacity;
    size_t parens, braces;
} opened;

/* The nearest open bracket of the kind that `close` closes; what was opened behind it stays a
 * plain character. */
static void close_bracket(glob_text text, opened *open, uint16_t close, size_t at, size_t *closer)
{
    uint16_t wanted = close == ')' ? '(' : '{';
    if ((close == ')' ? open->parens : open->braces) == 0) return;
    for (;;) {
        size_t candidate = open->at[--open->count];
        uint16_t kind = text.units[candidate];
        *(kind == '(' ? &open->parens : &open->braces) -= 1;
        if (kind != wanted) continue;
        closer[candidate] = at;
        return;
    }
}

const size_t *slsc_glob_closers(slsc_arena *arena, glob_text text)
{
    size_t *closer = SLSC_NEW_ARRAY(arena, size_t, text.n + 1);
    opened open = { 0 };
    bool quoted = false, classes = true;
    for (size_t at = 0; at < text.n; at++) {
        uint16_t unit = text.units[at];
        if (unit == '\\' && !quoted) {
            at++;
        } else if (unit == '"') {
            quoted = !quoted;
        } else if (quoted) {
            continue;
        } else if (unit == '[' && classes) {
            size_t end = slsc_glob_class_end(text, at);
            classes = end != 0; /* else there is no `]` for any that follows */
            if (classes) at = closer[at] = end;
        } else if (unit == '(' || unit == '{') {
            open.at = slsc_arena_grow(arena, open.at, open.count, &open.capacity, sizeof *open.at);
            open.at[open.count++] = at;
            *(unit == '(' ? &open.parens : &open.braces) += 1;
        } else if (unit == ')' || unit == '}') {
            close_bracket(text, &open, unit, at, closer);
        }
    }
    return closer;
}
