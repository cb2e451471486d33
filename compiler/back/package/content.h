/* content.h: the contents of packaged files, each read, compressed and hashed once. */
#ifndef SLSC_BACK_PACKAGE_CONTENT_H
#define SLSC_BACK_PACKAGE_CONTENT_H

#include "back/package/zip.h"
#include "base/digest.h"
#include "tree/node.h"

#define SLSC_LIMIT_PACKAGE_FILE ((uint64_t)512 << 20) /* bytes of one packaged file */
#define SLSC_LIMIT_PACKAGE_BYTES ((uint64_t)2 << 30)  /* of all packaged files of a service */

typedef struct slsc_content {
    slsc_str path;  /* below the service folder: to be read from there */
    bool generated; /* not read: `text` is the content */
    slsc_str text;
    uint64_t size;       /* as it was listed: another one now means that the file was changed */
    const slsc_node *at; /* where to tell that it cannot be read */
    slsc_zip_blob blob;  /* out; with --no-artifacts only the digest */
    uint8_t digest[SLSC_SHA256_SIZE];
    slsc_fs_error error;
    bool outside; /* with --hermetic: links lead out of the service, so it is not read */
} slsc_content;

/* Makes all of them, on the threads of the unit. What cannot be read is reported, each file once.
 */
slsc_status slsc_contents_make(slsc_unit *unit, slsc_content *contents, size_t n);

#endif
