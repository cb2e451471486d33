/* memory.h: memory and text of the bundler.
 *
 * The bundler parses on several threads, and the unit's arena belongs to one; so each module has an
 * arena of its own, which dies with the graph of modules. Nothing else is ever freed. */
#ifndef BUNDLER_MEMORY_H
#define BUNDLER_MEMORY_H

#include "slsc/plugin.h"

#include <stdbool.h>
#include <string.h>

#define BUNDLER_NONE UINT32_MAX /* no index */

typedef struct bundler_arena { /* all zero: an empty one */
    struct bundler_block *last;
    size_t used;  /* of the last block */
    size_t total; /* bytes asked from the system */
} bundler_arena;

/* Zeroed, aligned for any type, never NULL: out of memory ends the compilation. */
void *bundler_alloc(bundler_arena *, size_t size);
void bundler_arena_end(bundler_arena *); /* gives all of it back; empty again */

/* Room for one more of `count` elements: the array, moved when it had to grow. */
void *bundler_grow(bundler_arena *, void *array, size_t count, size_t *capacity, size_t size);

slsc_str bundler_copy(bundler_arena *, slsc_str); /* with a NUL behind it */
slsc_str bundler_printf(bundler_arena *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static inline slsc_str bundler_s(const char *literal)
{
    return (slsc_str) { literal, strlen(literal) };
}

static inline bool bundler_is(slsc_str text, const char *literal)
{
    return text.len == strlen(literal) && (text.len == 0 || !memcmp(text.ptr, literal, text.len));
}

static inline bool bundler_eq(slsc_str a, slsc_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Text that is put together; grows by moving. */
typedef struct bundler_text {
    bundler_arena *arena;
    char *ptr;
    size_t len, capacity;
} bundler_text;

void bundler_reserve(bundler_text *, size_t more);
void bundler_add(bundler_text *, slsc_str);
void bundler_addz(bundler_text *, const char *);
void bundler_add_number(bundler_text *, uint64_t);
slsc_str bundler_done(const bundler_text *);

/* A table from text to a number: open addressing, keys by reference. */
typedef struct bundler_table {
    bundler_arena *arena;
    struct bundler_slot *slots;
    size_t count, capacity;
} bundler_table;

/* The value behind `key`, BUNDLER_NONE when it was absent; the pointer holds until the next add. */
uint32_t *bundler_table_at(bundler_table *, slsc_str key);
uint32_t bundler_table_find(const bundler_table *, slsc_str key); /* BUNDLER_NONE: absent */

#endif
