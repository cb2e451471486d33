/* glob_inner.h: a parsed glob, between the files that parse, compile and match it. For this room
 * only.
 *
 * Characters are UTF-16 units, as in the reference: `?` is one unit. */
#ifndef SLSC_BASE_GLOB_INNER_H
#define SLSC_BASE_GLOB_INNER_H

#include "base/str.h"

typedef struct glob_text {
    const uint16_t *units;
    size_t n;
} glob_text;

/* What `[...]` takes: any of the ranges, or none of them and no slash. */
typedef struct glob_range {
    uint16_t low, high;
} glob_range;
typedef struct glob_class {
    glob_range *ranges;
    size_t count, capacity;
    bool negated;
} glob_class;

typedef enum glob_kind {
    GLOB_UNIT,     /* this unit */
    GLOB_ANY,      /* any but `/` */
    GLOB_CLASS,    /* one of a class */
    GLOB_STAR,     /* any number but `/` */
    GLOB_GLOBSTAR, /* any number, but never into a `.` or `..` segment */
    GLOB_NO_DOTS,  /* nothing; here must not stand a segment `.` or `..` */
    GLOB_NO_DOT,   /* nothing; here must not stand a segment `.` or an end of one */
    GLOB_SOME,     /* nothing; here must not be the end */
    GLOB_END,      /* nothing; here must be the end */
    GLOB_GROUP,    /* one of the branches, as often as `times` says */
    GLOB_NOT       /* nothing; here must not begin one of the branches, with `tail` behind it */
} glob_kind;

typedef enum glob_times { GLOB_ONCE, GLOB_OPTIONAL, GLOB_MANY, GLOB_SEVERAL } glob_times;

typedef struct glob_node glob_node;

typedef struct glob_sequence {
    glob_node **items;
    size_t count, capacity;
} glob_sequence;

struct glob_node {
    glob_kind kind;
    uint16_t unit;
    glob_class *class;
    glob_times times;
    glob_sequence *branches;
    size_t branch_count, branch_capacity;
    const glob_sequence *tail; /* of GLOB_NOT; may be NULL */
    bool to_end;               /* of GLOB_NOT: only what reaches the end counts */
};

/* Parses `text`; false when it is no glob: nested too deep, or a class no text can be in. */
bool slsc_glob_parse(slsc_arena *arena, glob_text text, glob_sequence *out);

/* For each offset of `text` that of the bracket closing the one there; 0: none is opened there. */
const size_t *slsc_glob_closers(slsc_arena *arena, glob_text text);

/* What `{a..b}` takes, of what stands between its braces; false when that is no range. */
bool slsc_glob_range_parse(slsc_arena *arena, glob_text content, glob_class *out);

/* The offset of the `]` that closes the `[` at `open`, or 0. */
size_t slsc_glob_class_end(glob_text text, size_t open);
/* What stands between the brackets; false when a range is upside down. */
bool slsc_glob_class_parse(slsc_arena *arena, glob_text content, glob_class *out);
bool slsc_glob_class_has(const glob_class *class, uint16_t unit);

#endif
