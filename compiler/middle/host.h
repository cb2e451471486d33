/* host.h: the slsc_host table: what a plugin can do, made of the rooms below. */
#ifndef SLSC_MIDDLE_HOST_H
#define SLSC_MIDDLE_HOST_H

#include "tree/node.h"

const slsc_host *slsc_host_table(void);

/* Abilities that other rooms lend (slsc.artifact/1, slsc.files/1 and slsc.cloudformation/1 come
 * from back/): a table of {id, table}, ended by a NULL id, hung into the unit by the driver before
 * `open`. */
typedef struct slsc_ability {
    const char *id;
    const void *table;
} slsc_ability;

typedef struct slsc_notice { /* slsc.log/1: a line for stderr */
    slsc_str line;
    struct slsc_notice *next;
} slsc_notice;
typedef struct slsc_info { /* slsc.log/1: a line of the Service Information block */
    const char *section;
    slsc_str line;
    struct slsc_info *next;
} slsc_info;
typedef struct slsc_request {      /* slsc.iam/1 */
    const slsc_function *function; /* NULL: every function's role */
    slsc_node *statement;          /* NULL: a trust */
    slsc_str trust;
    uint32_t flags;
} slsc_request;

/* The abilities of this room: ext_*.c. */
extern const slsc_log slsc_host_log;
extern const slsc_jobs slsc_host_jobs;
extern const slsc_iam slsc_host_iam;
extern const slsc_hashes slsc_host_hashes;
extern const slsc_options slsc_host_options;
extern const slsc_texts slsc_host_texts;
extern const slsc_references slsc_host_references;

#endif
