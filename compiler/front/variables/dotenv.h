/* dotenv.h: .env files as part of the environment (spec: semantics A.6). */
#ifndef SLSC_FRONT_VARIABLES_DOTENV_H
#define SLSC_FRONT_VARIABLES_DOTENV_H

#include "tree/node.h"

/* Reads .env.STAGE, or .env where that one is not there, and adds what it sets to the environment
 * as the unit sees it (unit->settings.environ). What the process has set already wins. `at` is
 * what asked for it. FAIL: the file is there and cannot be read. */
slsc_status slsc_dotenv_load(slsc_unit *unit, slsc_str stage, const slsc_node *at);

typedef struct slsc_dotenv_pair {
    slsc_str name, value;
} slsc_dotenv_pair;

/* The assignments of a text, in order, each name once (the last one's value, at the first one's
 * position), not expanded. */
slsc_dotenv_pair *slsc_dotenv_parse(slsc_arena *arena, slsc_str text, size_t *count);

#endif
