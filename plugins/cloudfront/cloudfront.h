/* cloudfront.h: what the files of this plugin share. */
#ifndef SLSC_CLOUDFRONT_H
#define SLSC_CLOUDFRONT_H

#include "slsc/plugin.h"
#include "slsc/sugar.h"

#include "cloudfront_data.h"

typedef struct cloudfront_set { /* things that several events may speak of, in order of appearance
                                 */
    slsc_node *things;          /* a map, by what they are known by */
    slsc_node *marks;           /* what merge.c remembers of them */
} cloudfront_set;

typedef struct cloudfront_memory { /* between the events of a unit */
    cloudfront_set origins;        /* by id */
    cloudfront_set behaviors;      /* by "path:" and their pattern */
    slsc_node *default_id;         /* of the default origin, placed where that was said */
    slsc_node *used_policies;      /* a map: names of cache policies that events use */
    const slsc_node *place;        /* of the first event; NULL: there was none */
    const slsc_function *permitted, *checked; /* the last for which that was done */
} cloudfront_memory;

/* edge.c */
slsc_status cloudfront_configure(const slsc_host *h, slsc_unit *u, void *state,
                                 const slsc_event *e);
void cloudfront_adjust(const slsc_host *h, slsc_unit *u, const slsc_event *e);
slsc_status cloudfront_check_role(const slsc_host *h, slsc_unit *u, void *state,
                                  const slsc_event *e);
/* {"Ref": id of the function's published version} */
slsc_node *cloudfront_version(const slsc_host *h, slsc_unit *u, const slsc_function *f);

/* origins.c: the id of the event's origin, which is now among those known; NULL: reported. */
slsc_node *cloudfront_origin(const slsc_host *h, slsc_unit *u, cloudfront_memory *memory,
                             const slsc_event *e);

/* behaviors.c */
slsc_status cloudfront_behavior(const slsc_host *h, slsc_unit *u, cloudfront_memory *memory,
                                const slsc_event *e, slsc_node *origin_id);

/* cache_policies.c: those of the provider, and what an event's behavior has as CachePolicyId. */
void cloudfront_add_policies(const slsc_host *h, slsc_unit *u, const cloudfront_memory *memory);
slsc_status cloudfront_policy(const slsc_host *h, slsc_unit *u, cloudfront_memory *memory,
                              const slsc_event *e, slsc_node **out);

/* distribution.c: the one distribution, once all events have spoken. */
slsc_status cloudfront_add_distribution(const slsc_host *h, slsc_unit *u,
                                        const cloudfront_memory *memory);

/* merge.c: the thing of that key, or NULL; and what one more event says of it. */
slsc_node *cloudfront_find(const slsc_host *h, slsc_unit *u, const cloudfront_set *set,
                           slsc_str key);
void cloudfront_merge(const slsc_host *h, slsc_unit *u, cloudfront_set *set, slsc_str key,
                      slsc_node *thing);

#endif
