/* intern.h: one copy of each key, so that keys compare by address. */
#ifndef SLSC_BASE_INTERN_H
#define SLSC_BASE_INTERN_H

#include "base/str.h"

/* An interned key. Two keys of one table are equal exactly when their addresses are. */
typedef struct slsc_key {
    slsc_str text; /* 0-terminated behind its end */
    uint64_t hash;
    bool is_index;  /* a canonical ECMAScript array index: "0", "17", below 4294967295 */
    uint32_t index; /* its value then */
} slsc_key;

typedef struct slsc_keys slsc_keys;

slsc_keys *slsc_keys_new(slsc_arena *arena);
const slsc_key *slsc_keys_intern(slsc_keys *keys, slsc_str text);
const slsc_key *slsc_keys_find(const slsc_keys *keys, slsc_str text); /* NULL: never interned */

#endif
