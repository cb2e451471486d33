/* owners.h: which packages a service has, and what the configuration says of each. */
#ifndef SLSC_BACK_PACKAGE_OWNERS_H
#define SLSC_BACK_PACKAGE_OWNERS_H

#include "back/package/package.h"
#include "back/package/select.h"

typedef struct slsc_generated { /* a file made or brought by a pass */
    slsc_node *owner;           /* the function it was made for */
    slsc_str path, content;
    slsc_str source; /* a file of the disk is the content; empty: `content` */
    uint64_t size;   /* of that file */
    bool executable, keep;
    const slsc_node *from;
} slsc_generated;

typedef struct slsc_plan {  /* one package, before it is made */
    slsc_str file;          /* its name, or the path of a given one */
    slsc_str label;         /* "function `hello`" */
    const slsc_node *at;    /* what to point at when something is wrong with it */
    const slsc_node *given; /* package.artifact; NULL: it is made here */
    size_t folder;          /* position in slsc_plans.folders */
    slsc_choice choice;
    size_t owners;   /* how many functions and layers have it */
    size_t replaced; /* for how many of them passes bring all that is in it */
} slsc_plan;

typedef struct slsc_owner { /* a function or layer, and its package */
    const slsc_node *node;
    size_t package;
    size_t made; /* 1 + how many generated files come before the replacement; 0: none */
} slsc_owner;

typedef struct slsc_plans {
    slsc_plan *items;
    size_t count;
    slsc_owner *owners; /* sorted by address: for searching only */
    size_t owner_count;
    slsc_folder *folders; /* [0]: the service folder; then those of layers */
    size_t folder_count;
} slsc_plans;

slsc_status slsc_plans_make(slsc_unit *unit, slsc_plans *plans);
const slsc_owner *slsc_owner_of(const slsc_owner *owners, size_t n, const slsc_node *node);

/* The output folder as seen from a folder below the service folder; empty: it lies elsewhere. */
slsc_str slsc_plan_output(slsc_unit *unit, slsc_str folder);

#endif
