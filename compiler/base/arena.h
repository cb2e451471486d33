/* arena.h: the one owner of memory.
 *
 * A unit allocates everything from one arena and frees it at once. Blocks never move and are never
 * freed singly; growing something makes a new block. Running out of memory or over the arena's
 * ceiling ends the process with status 70: no caller could do better, and none has to check. */
#ifndef SLSC_BASE_ARENA_H
#define SLSC_BASE_ARENA_H

#include <stddef.h>

typedef struct slsc_arena slsc_arena;

/* An arena that may hand out `ceiling` bytes in all; 0: no ceiling. Free it with slsc_arena_free.
 * A build with SLSC_DEBUG_ARENA gives each block a malloc of its own, so that sanitizers see every
 * overrun. */
slsc_arena *slsc_arena_new(size_t ceiling);
void slsc_arena_free(slsc_arena *arena);

/* `size` zeroed bytes at a multiple of `align` (a power of two, at most 16); never NULL. */
void *slsc_arena_alloc(slsc_arena *arena, size_t size, size_t align);

/* Room for at least one item more: returns `items` when count < *capacity, else a copy of it twice
 * as large (8 items at first), *capacity raised. What is behind `count` is zero. */
void *slsc_arena_grow(slsc_arena *arena, void *items, size_t count, size_t *capacity,
                      size_t item_size);

/* Moves all blocks of `other`, which goes, into the arena: they stay where they are. */
void slsc_arena_adopt(slsc_arena *arena, slsc_arena *other);

/* What happens when there is no memory: for libraries that allocate by themselves. */
_Noreturn void slsc_arena_give_up(void);

/* Bytes handed out so far. */
size_t slsc_arena_used(const slsc_arena *arena);

#define SLSC_NEW(arena, type) ((type *)slsc_arena_alloc((arena), sizeof(type), _Alignof(type)))
#define SLSC_NEW_ARRAY(arena, type, n)                                                             \
    ((type *)slsc_arena_alloc((arena), sizeof(type) * (n), _Alignof(type)))

#endif
