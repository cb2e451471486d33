/* memory.c: blocks that are filled from the front. A request larger than a block gets one of its
 * own; blocks grow with the arena, so that a graph of thousands of small modules wastes little and
 * a module of ten megabytes asks the system rarely. */
#include "memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_BLOCK = 16 << 10, LARGEST_BLOCK = 1 << 20, ALIGNMENT = 16 };

struct bundler_block {
    struct bundler_block *before;
    size_t size; /* of data */
    _Alignas(ALIGNMENT) char data[];
};

struct bundler_slot {
    slsc_str key;
    uint64_t hash;
    uint32_t value;
};

static struct bundler_block *new_block(bundler_arena *arena, size_t size)
{
    struct bundler_block *block = calloc(1, sizeof *block + size);
    if (!block) {
        fputs("slsc: out of memory\n", stderr);
        exit(70);
    }
    block->size = size;
    block->before = arena->last;
    arena->last = block;
    arena->used = 0;
    arena->total += size;
    return block;
}

void *bundler_alloc(bundler_arena *arena, size_t size)
{
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (!arena->last || arena->last->size - arena->used < size) {
        size_t usual = arena->last ? arena->total : FIRST_BLOCK;
        if (usual > LARGEST_BLOCK) usual = LARGEST_BLOCK;
        new_block(arena, size > usual ? size : usual);
    }
    void *memory = arena->last->data + arena->used;
    arena->used += size;
    return memory;
}

void bundler_arena_end(bundler_arena *arena)
{
    while (arena->last) {
        struct bundler_block *before = arena->last->before;
        free(arena->last);
        arena->last = before;
    }
    *arena = (bundler_arena) { 0 };
}

void *bundler_grow(bundler_arena *arena, void *array, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) return array;
    const size_t wanted = *capacity ? *capacity * 2 : 8;
    void *larger = bundler_alloc(arena, wanted * size);
    if (count) memcpy(larger, array, count * size);
    *capacity = wanted;
    return larger;
}

/* ---- Text ---- */

slsc_str bundler_copy(bundler_arena *arena, slsc_str text)
{
    char *copy = bundler_alloc(arena, text.len + 1);
    if (text.len) memcpy(copy, text.ptr, text.len);
    return (slsc_str) { copy, text.len };
}

slsc_str bundler_printf(bundler_arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    const size_t size = length > 0 ? (size_t)length : 0;
    char *text = bundler_alloc(arena, size + 1);
    vsnprintf(text, size + 1, format, again);
    va_end(again);
    return (slsc_str) { text, size };
}

void bundler_reserve(bundler_text *text, size_t more)
{
    if (text->capacity - text->len >= more) return;
    size_t wanted = text->capacity ? text->capacity * 2 : 256;
    while (wanted - text->len < more) wanted *= 2;
    char *larger = bundler_alloc(text->arena, wanted);
    if (text->len) memcpy(larger, text->ptr, text->len);
    text->ptr = larger;
    text->capacity = wanted;
}

void bundler_add(bundler_text *text, slsc_str more)
{
    if (more.len == 0) return;
    bundler_reserve(text, more.len);
    memcpy(text->ptr + text->len, more.ptr, more.len);
    text->len += more.len;
}

void bundler_addz(bundler_text *text, const char *more) { bundler_add(text, bundler_s(more)); }

void bundler_add_number(bundler_text *text, uint64_t number)
{
    char digits[24];
    size_t i = sizeof digits;
    do {
        digits[--i] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    bundler_add(text, (slsc_str) { digits + i, sizeof digits - i });
}

slsc_str bundler_done(const bundler_text *text) { return (slsc_str) { text->ptr, text->len }; }

/* ---- Table ---- */

/* FNV-1a; the order of slots reaches no output. */
static uint64_t hash_of(slsc_str key)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < key.len; i++) hash = (hash ^ (unsigned char)key.ptr[i]) * 1099511628211u;
    return hash;
}

static struct bundler_slot *slot_of(const bundler_table *table, slsc_str key, uint64_t hash)
{
    size_t i = (size_t)hash & (table->capacity - 1);
    while (table->slots[i].key.ptr &&
           (table->slots[i].hash != hash || !bundler_eq(table->slots[i].key, key)))
        i = (i + 1) & (table->capacity - 1);
    return &table->slots[i];
}

static void enlarge(bundler_table *table)
{
    const bundler_table old = *table;
    table->capacity = old.capacity ? old.capacity * 2 : 64;
    table->slots = bundler_alloc(table->arena, table->capacity * sizeof *table->slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].key.ptr)
            *slot_of(table, old.slots[i].key, old.slots[i].hash) = old.slots[i];
}

uint32_t *bundler_table_at(bundler_table *table, slsc_str key)
{
    if (!key.ptr) key = bundler_s("");
    if ((table->count + 1) * 2 > table->capacity) enlarge(table);
    const uint64_t hash = hash_of(key);
    struct bundler_slot *slot = slot_of(table, key, hash);
    if (!slot->key.ptr) {
        *slot = (struct bundler_slot) { key, hash, BUNDLER_NONE };
        table->count++;
    }
    return &slot->value;
}

uint32_t bundler_table_find(const bundler_table *table, slsc_str key)
{
    if (!key.ptr) key = bundler_s("");
    if (!table->capacity) return BUNDLER_NONE;
    const struct bundler_slot *slot = slot_of(table, key, hash_of(key));
    return slot->key.ptr ? slot->value : BUNDLER_NONE;
}
