/* custom_resources.h: functions of our own that a stack brings along, for what CloudFormation
 * cannot do. Each is a helper: code in the package custom-resources.zip, a function, and its
 * statements in one role that all helpers share. */
#ifndef CUSTOM_RESOURCES_H
#define CUSTOM_RESOURCES_H

#include "custom_resources_data.h"
#include "slsc/sugar.h"

/* ---- helper.c ---- */

typedef struct custom_resources_helper {
    const char *key;    /* custom-resource-apigw-cw-role: names the function */
    const char *folder; /* of its code in the package */
    const char *code;   /* handler.js in that folder */
} custom_resources_helper;

/* BUILD: the code. */
slsc_status custom_resources_add_code(const slsc_host *, slsc_unit *,
                                      const custom_resources_helper *, const slsc_node *from);
/* LOWER: the function, and what it must be allowed in the role, which the first helper makes. */
slsc_str custom_resources_key(const slsc_host *, slsc_unit *, const slsc_node *from); /* in S3 */
slsc_str custom_resources_helper_id(const slsc_host *, slsc_unit *,
                                    const custom_resources_helper *);
void custom_resources_add_helper(const slsc_host *, slsc_unit *, const custom_resources_helper *,
                                 const slsc_node *statements, const slsc_node *from);

/* ---- existing.c ---- */

typedef struct custom_resources_wiring { /* a function, and what is there already that calls it */
    struct custom_resources_wiring *next;
    const slsc_event *event; /* the first of the function */
    slsc_str id;             /* of the custom resource */
    slsc_node *source;       /* the bucket, or the name of the pool */
    slsc_node *wishes;       /* what the function wants to be told */
    int force;               /* run the helper whenever the service changes */
    slsc_node *depends;
} custom_resources_wiring;

typedef struct custom_resources_existing { /* all wirings of one kind */
    custom_resources_wiring *first, *last;
    slsc_node *statements; /* what the helper must be allowed */
    int has_code;
} custom_resources_existing;

/* The wiring of the event's function; made by the first of its events, and `fresh` then. */
custom_resources_wiring *custom_resources_wire(const slsc_host *, slsc_unit *,
                                               custom_resources_existing *, const slsc_event *,
                                               slsc_node *source, const char *id_end, int *fresh);
/* The custom resources of all wirings, one after the other, and their helper. */
void custom_resources_add_wirings(const slsc_host *, slsc_unit *, const custom_resources_existing *,
                                  const custom_resources_helper *, const char *resource,
                                  const char *last_statements);

/* ---- Passes ---- */

typedef struct custom_resources { /* the state of a unit */
    int rest, websocket;          /* there are such events */
    custom_resources_existing buckets, pools;
} custom_resources;

/* account_role.c */
slsc_status custom_resources_see_http(const slsc_host *, slsc_unit *, void *, const slsc_event *);
slsc_status custom_resources_see_websocket(const slsc_host *, slsc_unit *, void *,
                                           const slsc_event *);
slsc_status custom_resources_account_role_code(const slsc_host *, slsc_unit *, void *);
slsc_status custom_resources_account_role(const slsc_host *, slsc_unit *, void *);
/* existing_buckets.c */
slsc_status custom_resources_bucket_code(const slsc_host *, slsc_unit *, void *,
                                         const slsc_event *);
slsc_status custom_resources_see_bucket(const slsc_host *, slsc_unit *, void *, const slsc_event *);
slsc_status custom_resources_buckets(const slsc_host *, slsc_unit *, void *);
/* existing_user_pools.c */
slsc_status custom_resources_pool_code(const slsc_host *, slsc_unit *, void *, const slsc_event *);
slsc_status custom_resources_see_pool(const slsc_host *, slsc_unit *, void *, const slsc_event *);
slsc_status custom_resources_pools(const slsc_host *, slsc_unit *, void *);

#endif
