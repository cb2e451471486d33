/* s3.h: what the files of this plugin share. */
#ifndef SLSC_S3_H
#define SLSC_S3_H

#include "s3_data.h"
#include "slsc/sugar.h"

typedef struct s3_use { /* a function is told of what happens in a new bucket */
    struct s3_use *next;
    const slsc_event *event;
    slsc_str bucket; /* its name */
} s3_use;

typedef struct s3_buckets {
    slsc_node *settings; /* provider.s3 */
    slsc_node *made;     /* by name: the notifications of each bucket that is to be made */
    slsc_node *aliases;  /* by name: what events call the bucket, where provider.s3 names it */
    s3_use *first, *last;
    const slsc_function *function; /* whose events on existing buckets were seen last, */
    slsc_str existing;             /* and their bucket */
    const slsc_node *existing_at;
} s3_buckets;

/* check.c: what is wrong with an event, reported where it is written. */
slsc_status s3_check(const slsc_host *, slsc_unit *, s3_buckets *, const slsc_event *);
/* What a new bucket may be called; `at` is where the name was written. */
slsc_status s3_check_name(const slsc_host *, slsc_unit *, slsc_str name, const slsc_node *at);

#endif
