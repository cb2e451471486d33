/* packages.h: what unit->packages holds. Only this room looks inside. */
#ifndef SLSC_BACK_PACKAGE_PACKAGES_H
#define SLSC_BACK_PACKAGE_PACKAGES_H

#include "back/package/owners.h"

typedef struct slsc_own_package { /* asked for by a pass, of files that passes make */
    slsc_str name;
    slsc_node *node; /* stands for it */
} slsc_own_package;

typedef struct slsc_replaced { /* a function whose package is up to passes */
    const slsc_node *function;
    bool patterns; /* what package.patterns name stays in it */
    size_t made;   /* files generated before this one are not in it */
} slsc_replaced;

typedef struct slsc_output_file { /* of the output folder, made by a pass */
    slsc_str name, content;
} slsc_output_file;

struct slsc_packages {
    slsc_generated *generated; /* in the order in which they were made */
    size_t generated_count, generated_capacity;
    slsc_own_package *own;
    size_t own_count, own_capacity;
    slsc_replaced *replaced;
    size_t replaced_count, replaced_capacity;
    slsc_output_file *outputs;
    size_t output_count, output_capacity;
    slsc_output_file beside; /* see slsc_emit_beside; without a name: none */
    bool built;
    slsc_package *items;
    size_t count;
    slsc_owner *owners; /* see slsc_owner_of */
    size_t owner_count;
    slsc_str directory; /* the artifact folder in the bucket */
};

/* digests.c: of all packages, when their bytes are there; and looks at those that were given. */
slsc_status slsc_packages_digest(slsc_unit *unit, const slsc_plans *plans);

/* The unit's packages, made when they are asked for first. */
struct slsc_packages *slsc_packages_of(slsc_unit *unit);

/* A path as the compiler has it: below the service folder if it lies there, else absolute. */
slsc_str slsc_package_path(slsc_unit *unit, slsc_str path);

/* Of slsc.artifact/1: see there. */
slsc_node *slsc_package_own(slsc_unit *unit, slsc_str name, const slsc_node *from);
slsc_status slsc_package_add_copy(slsc_unit *unit, slsc_node *function, slsc_str path,
                                  slsc_str source, uint32_t flags, const slsc_node *from);
int32_t slsc_package_generated(slsc_unit *unit, size_t i, slsc_node **function, slsc_str *path,
                               slsc_str *content);
slsc_status slsc_package_replace(slsc_unit *unit, slsc_node *function, uint32_t flags);

/* The name of a file in a zip: without the `./` and `../` in front. */
slsc_str slsc_package_entry_name(slsc_str path);

#endif
