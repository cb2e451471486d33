/* json.h: package.json, lock files and tsconfig.json as values. The host reads JSON too, but into
 * trees that belong to the unit and remember places; here thousands of small files are read for a
 * few members each. */
#ifndef BUNDLER_RESOLVE_JSON_H
#define BUNDLER_RESOLVE_JSON_H

#include "memory.h"

typedef enum bundler_json_kind {
    BUNDLER_JSON_NULL,
    BUNDLER_JSON_FALSE,
    BUNDLER_JSON_TRUE,
    BUNDLER_JSON_NUMBER,
    BUNDLER_JSON_STRING,
    BUNDLER_JSON_LIST,
    BUNDLER_JSON_MAP,
} bundler_json_kind;

typedef struct bundler_json {
    bundler_json_kind kind;
    slsc_str key;                            /* of a member */
    slsc_str text;                           /* of a string, decoded; of a number, as written */
    const struct bundler_json *first, *next; /* of a list or map, in the order of the text */
} bundler_json;

enum { BUNDLER_LIMIT_JSON_NESTING = 500 };

/* NULL: not JSON; then `error_offset` says where. `relaxed`: with comments and trailing commas, as
 * tsconfig.json has them. A key that stands twice: the last one counts. */
const bundler_json *bundler_json_read(bundler_arena *, slsc_str text, bool relaxed,
                                      uint32_t *error_offset);
const bundler_json *bundler_json_get(const bundler_json *map, const char *key); /* NULL: absent */
const bundler_json *bundler_json_find(const bundler_json *map, slsc_str key);
slsc_str bundler_json_text(const bundler_json *); /* of a string; else empty */

#endif
