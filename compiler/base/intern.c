/* The table of keys: open addressing with linear probing, a power of two slots, at most three of
 * four taken. Keys are never removed. Nobody walks the table, so its order shows nowhere. */
#include "base/intern.h"
#include "base/hash.h"

#include <string.h>

struct slsc_keys {
    slsc_arena *arena;
    slsc_key **slots;
    size_t count, capacity;
};

enum { FIRST_CAPACITY = 256 };

slsc_keys *slsc_keys_new(slsc_arena *arena)
{
    slsc_keys *keys = SLSC_NEW(arena, slsc_keys);
    keys->arena = arena;
    keys->capacity = FIRST_CAPACITY;
    keys->slots = SLSC_NEW_ARRAY(arena, slsc_key *, keys->capacity);
    return keys;
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t slot_of(const slsc_keys *keys, slsc_str text, uint64_t hash)
{
    size_t slot = (size_t)hash & (keys->capacity - 1);
    for (; keys->slots[slot] != NULL; slot = (slot + 1) & (keys->capacity - 1)) {
        const slsc_key *key = keys->slots[slot];
        if (key->hash == hash && slsc_str_eq(key->text, text)) break;
    }
    return slot;
}

static void enlarge(slsc_keys *keys)
{
    slsc_keys larger = *keys;
    larger.capacity = keys->capacity * 2;
    larger.slots = SLSC_NEW_ARRAY(keys->arena, slsc_key *, larger.capacity);
    for (size_t i = 0; i < keys->capacity; i++) {
        slsc_key *key = keys->slots[i];
        if (key != NULL) larger.slots[slot_of(&larger, key->text, key->hash)] = key;
    }
    *keys = larger;
}

/* ECMAScript puts such keys before all others, in order of their value. */
static void read_index(slsc_key *key)
{
    slsc_str text = key->text;
    if (text.len == 0 || text.len > 10 || (text.len > 1 && text.ptr[0] == '0')) return;
    uint64_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return;
        value = value * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    if (value >= UINT32_MAX) return;
    key->is_index = true;
    key->index = (uint32_t)value;
}

const slsc_key *slsc_keys_intern(slsc_keys *keys, slsc_str text)
{
    uint64_t hash = slsc_hash(text);
    size_t slot = slot_of(keys, text, hash);
    if (keys->slots[slot] != NULL) return keys->slots[slot];
    if (keys->count >= keys->capacity / 4 * 3) {
        enlarge(keys);
        slot = slot_of(keys, text, hash);
    }
    slsc_key *key = SLSC_NEW(keys->arena, slsc_key);
    key->text = slsc_str_copy(keys->arena, text);
    key->hash = hash;
    read_index(key);
    keys->slots[slot] = key;
    keys->count++;
    return key;
}

const slsc_key *slsc_keys_find(const slsc_keys *keys, slsc_str text)
{
    return keys->slots[slot_of(keys, text, slsc_hash(text))];
}
