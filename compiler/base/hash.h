/* hash.h: XXH3, for tables and for ids that need no cryptography. The door to xxhash.h. */
#ifndef SLSC_BASE_HASH_H
#define SLSC_BASE_HASH_H

#include "base/str.h"

uint64_t slsc_hash(slsc_str bytes);

typedef struct slsc_hash128 {
    uint64_t high, low;
} slsc_hash128;

slsc_hash128 slsc_hash128_of(slsc_str bytes);
/* The same, streamed: new, add any number of times, end. */
typedef struct slsc_hasher slsc_hasher;
slsc_hasher *slsc_hasher_new(slsc_arena *arena);
void slsc_hasher_add(slsc_hasher *hasher, slsc_str bytes);
slsc_hash128 slsc_hasher_end(const slsc_hasher *hasher);

slsc_str slsc_hash_hex(slsc_arena *arena, slsc_hash128 hash); /* 32 lower-case hex digits */

#endif
