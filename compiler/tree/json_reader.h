/* json_reader.h: the state of reading JSON, for json.c and json_string.c. */
#ifndef SLSC_TREE_JSON_READER_H
#define SLSC_TREE_JSON_READER_H

#include "tree/json.h"

typedef struct slsc_json_reader {
    slsc_unit *unit;
    slsc_str text;
    size_t at;
    uint32_t file;         /* 0: a text that is no source */
    const slsc_node *from; /* then: where its values come from */
    slsc_member *members;  /* of the objects being read, as a stack */
    size_t count, capacity;
    unsigned depth;
    const char *code, *help; /* the fault, once there is one */
    slsc_str fault;
    size_t fault_at, fault_len;
} slsc_json_reader;

/* The byte at hand, or -1 at the end. */
int slsc_json_peek(const slsc_json_reader *r);
/* Remembers the fault at bytes [at, at + len); returns NULL for the convenience of its callers. */
slsc_node *slsc_json_fail(slsc_json_reader *r, size_t at, size_t len, slsc_str fault,
                          const char *help);
/* The string whose opening quote is at hand; false: a fault. Without escapes it is a slice of the
 * text. */
bool slsc_json_string(slsc_json_reader *r, slsc_str *out);

#endif
