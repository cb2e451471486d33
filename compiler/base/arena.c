/* Memory of a unit: chunks that are filled from the front and given back together.
 *
 * Nearly everything slsc makes lives until the end of the compilation, so there is nothing to gain
 * from freeing single things and much to lose. A block is cut off the newest chunk; what would
 * waste much of a chunk gets one of its own, behind the newest in the list, so that filling goes
 * on. Chunks come from calloc and are used once: every block is zero. They double up to 8 MiB,
 * which costs nothing until it is written to; large ones ask for large pages, since a fault for
 * every 4 KiB would be a fifth of the time that a large service takes.
 *
 * With SLSC_DEBUG_ARENA a block is a calloc of exactly its size, and the arena only keeps the list
 * of them: sanitizers then see each byte that is touched outside of a block. Both count the same
 * bytes, so a ceiling is reached at the same place. */
#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

_Noreturn void slsc_arena_give_up(void)
{
    static const char text[] = "slsc: out of memory\n";
    /* stdio may want memory itself. */
    ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
    (void)written;
    _exit(70);
}

static void *zeroed(size_t size)
{
    void *block = calloc(1, size);
    if (block == NULL) slsc_arena_give_up();
    return block;
}

#ifdef SLSC_DEBUG_ARENA

struct slsc_arena {
    size_t used, ceiling;
    void **blocks;
    size_t count, capacity;
};

static void list(slsc_arena *arena, void *block)
{
    if (arena->count == arena->capacity) {
        arena->capacity = arena->capacity == 0 ? 64 : arena->capacity * 2;
        void **blocks = realloc(arena->blocks, arena->capacity * sizeof *blocks);
        if (blocks == NULL) slsc_arena_give_up();
        arena->blocks = blocks;
    }
    arena->blocks[arena->count++] = block;
}

static void *take(slsc_arena *arena, size_t size, size_t align)
{
    (void)align; /* calloc's is the largest there is */
    void *block = zeroed(size == 0 ? 1 : size);
    list(arena, block);
    return block;
}

static void move(slsc_arena *arena, slsc_arena *other)
{
    for (size_t i = 0; i < other->count; i++) list(arena, other->blocks[i]);
    free(other->blocks);
}

static void release(slsc_arena *arena)
{
    for (size_t i = 0; i < arena->count; i++) free(arena->blocks[i]);
    free(arena->blocks);
}

#else

enum { FIRST_CHUNK = 16 * 1024, LAST_CHUNK = 8 << 20, LARGE_PAGE = 2 << 20, ALIGN_MAX = 16 };

typedef struct chunk {
    struct chunk *next;
    size_t used, size;
    _Alignas(ALIGN_MAX) unsigned char bytes[];
} chunk;

struct slsc_arena {
    size_t used, ceiling;
    chunk *newest;
    size_t next_size;
};

static void ask_for_large_pages(void *block, size_t size)
{
#ifdef MADV_HUGEPAGE
    unsigned char *bytes = block;
    size_t before = (LARGE_PAGE - (uintptr_t)block % LARGE_PAGE) % LARGE_PAGE;
    if (size < before + LARGE_PAGE) return;
    size_t whole = (size - before) / LARGE_PAGE * LARGE_PAGE;
    madvise(bytes + before, whole, MADV_HUGEPAGE); /* a system without them goes on as ever */
#else
    (void)block;
    (void)size;
#endif
}

static chunk *new_chunk(size_t size)
{
    if (size > SIZE_MAX - sizeof(chunk)) slsc_arena_give_up();
    chunk *made = zeroed(sizeof(chunk) + size);
    ask_for_large_pages(made, sizeof(chunk) + size);
    made->size = size;
    return made;
}

/* A block that would leave much of the newest chunk unused, in a chunk of its own. */
static void *take_alone(slsc_arena *arena, size_t size)
{
    chunk *own = new_chunk(size);
    own->used = size;
    if (arena->newest == NULL) {
        arena->newest = own;
    } else {
        own->next = arena->newest->next;
        arena->newest->next = own;
    }
    return own->bytes;
}

static void *take(slsc_arena *arena, size_t size, size_t align)
{
    chunk *newest = arena->newest;
    if (newest != NULL) {
        size_t at = (newest->used + align - 1) & ~(align - 1);
        if (at <= newest->size && size <= newest->size - at) {
            newest->used = at + size;
            return newest->bytes + at;
        }
    }
    if (size > arena->next_size / 4) return take_alone(arena, size);
    newest = new_chunk(arena->next_size);
    if (arena->next_size < LAST_CHUNK) arena->next_size *= 2;
    newest->next = arena->newest;
    newest->used = size;
    arena->newest = newest;
    return newest->bytes;
}

/* Behind the newest chunk, which is filled further. */
static void move(slsc_arena *arena, slsc_arena *other)
{
    chunk **end = arena->newest == NULL ? &arena->newest : &arena->newest->next;
    chunk *rest = *end;
    *end = other->newest;
    while (*end != NULL) end = &(*end)->next;
    *end = rest;
}

static void release(slsc_arena *arena)
{
    for (chunk *one = arena->newest; one != NULL;) {
        chunk *next = one->next;
        free(one);
        one = next;
    }
}

#endif

slsc_arena *slsc_arena_new(size_t ceiling)
{
    slsc_arena *arena = zeroed(sizeof *arena);
    arena->ceiling = ceiling;
#ifndef SLSC_DEBUG_ARENA
    arena->next_size = FIRST_CHUNK;
#endif
    return arena;
}

void slsc_arena_free(slsc_arena *arena)
{
    if (arena == NULL) return;
    release(arena);
    free(arena);
}

void slsc_arena_adopt(slsc_arena *arena, slsc_arena *other)
{
    if (other->used > SIZE_MAX - arena->used) slsc_arena_give_up();
    arena->used += other->used;
    if (arena->ceiling != 0 && arena->used > arena->ceiling) slsc_arena_give_up();
    move(arena, other);
    free(other);
}

void *slsc_arena_alloc(slsc_arena *arena, size_t size, size_t align)
{
    assert(align != 0 && align <= 16 && (align & (align - 1)) == 0);
    if (size > SIZE_MAX - arena->used) slsc_arena_give_up();
    arena->used += size;
    if (arena->ceiling != 0 && arena->used > arena->ceiling) slsc_arena_give_up();
    return take(arena, size, align);
}

void *slsc_arena_grow(slsc_arena *arena, void *items, size_t count, size_t *capacity,
                      size_t item_size)
{
    if (count < *capacity) return items;
    size_t wanted = *capacity < 8 ? 8 : *capacity * 2;
    if (wanted < *capacity || wanted > SIZE_MAX / item_size) slsc_arena_give_up();
    void *grown = slsc_arena_alloc(arena, wanted * item_size, 16);
    if (count > 0) memcpy(grown, items, count * item_size);
    *capacity = wanted;
    return grown;
}

size_t slsc_arena_used(const slsc_arena *arena) { return arena->used; }
