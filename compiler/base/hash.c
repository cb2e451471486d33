/* The door to xxhash.h, compiled in: its header holds the whole algorithm, and a state whose
 * layout is then our own and not that of some shared object. XXH3's values are the same on every
 * machine, so ids may be made of them. */
#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

struct slsc_hasher {
    XXH3_state_t *state;
};

uint64_t slsc_hash(slsc_str bytes) { return XXH3_64bits(bytes.ptr, bytes.len); }

static slsc_hash128 halves(XXH128_hash_t hash)
{
    return (slsc_hash128) { .high = hash.high64, .low = hash.low64 };
}

slsc_hash128 slsc_hash128_of(slsc_str bytes) { return halves(XXH3_128bits(bytes.ptr, bytes.len)); }

slsc_hasher *slsc_hasher_new(slsc_arena *arena)
{
    /* The state wants a multiple of 64, which the arena does not promise. */
    size_t align = _Alignof(XXH3_state_t);
    unsigned char *room = slsc_arena_alloc(arena, sizeof(XXH3_state_t) + align, 16);
    room += align - (uintptr_t)room % align;
    slsc_hasher *hasher = SLSC_NEW(arena, slsc_hasher);
    hasher->state = (XXH3_state_t *)(void *)room;
    XXH3_128bits_reset(hasher->state);
    return hasher;
}

void slsc_hasher_add(slsc_hasher *hasher, slsc_str bytes)
{
    if (bytes.len > 0) XXH3_128bits_update(hasher->state, bytes.ptr, bytes.len);
}

slsc_hash128 slsc_hasher_end(const slsc_hasher *hasher)
{
    return halves(XXH3_128bits_digest(hasher->state));
}

slsc_str slsc_hash_hex(slsc_arena *arena, slsc_hash128 hash)
{
    return slsc_strf(arena, "%016llx%016llx", (unsigned long long)hash.high,
                     (unsigned long long)hash.low);
}
