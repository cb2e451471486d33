/* package.h: which files make up which zip, and the zips themselves (semantics D). */
#ifndef SLSC_BACK_PACKAGE_PACKAGE_H
#define SLSC_BACK_PACKAGE_PACKAGE_H

#include "tree/node.h"

typedef struct slsc_package { /* one zip */
    slsc_str
        file; /* its name in the output folder: "my-service.zip"; or, given by the user, its path */
    bool given;       /* package.artifact: not made and not copied */
    slsc_str digest;  /* base64 SHA-256 of its bytes */
    uint64_t size;    /* of its bytes */
    slsc_str *pieces; /* its bytes; none with --no-artifacts or when given */
    size_t piece_count;
    size_t first; /* the first package with the same bytes: for most their own number */
} slsc_package;

/* slsc.artifact/1 add_file: a generated file for the package of `function`. */
slsc_status slsc_package_add_file(slsc_unit *unit, slsc_node *function, slsc_str path,
                                  slsc_str content, uint32_t flags, const slsc_node *from);

/* Stage `build`, behind the passes of BUILD and PACK: selects, reads, compresses and digests all,
 * and names the artifact folder in the bucket: `<prefix>/<service>/<stage>/<hash of configuration
 * and digests>`. With --no-artifacts nothing is compressed and a digest is that of names, modes and
 * contents: it changes when the code does. */
slsc_status slsc_package_build(slsc_unit *unit);

/* The package of a function, or NULL (an image). */
const slsc_package *slsc_package_of(const slsc_unit *unit, const slsc_node *function);
slsc_str slsc_package_s3_key(slsc_unit *unit, const slsc_node *function);
slsc_str slsc_package_directory(const slsc_unit *unit); /* the artifact folder in the bucket */
size_t slsc_package_count(const slsc_unit *unit);
const slsc_package *slsc_package_at(const slsc_unit *unit, size_t i);

/* The tables behind slsc.artifact/1 and slsc.files/1. */
const slsc_artifact *slsc_package_artifact_table(void);
const slsc_files *slsc_package_files_table(void);

#endif
