/* zip.h: deterministic zips. The door to libdeflate.h. */
#ifndef SLSC_BACK_PACKAGE_ZIP_H
#define SLSC_BACK_PACKAGE_ZIP_H

#include "base/str.h"

/* One file, compressed once; any number of zips may hold it. */
typedef struct slsc_zip_blob {
    slsc_str deflated; /* raw deflate data; none of an empty file */
    uint64_t size;     /* of the content */
    uint32_t crc;
} slsc_zip_blob;

enum { SLSC_ZIP_NAME_LIMIT = 65535 }; /* bytes of a name: the format has 16 bits for its length */

typedef struct slsc_zip_entry {
    slsc_str name; /* UTF-8, `/`, relative, no `..` */
    bool executable;
    const slsc_zip_blob *blob;
} slsc_zip_entry;

/* What compressing takes, to be used again and again by one thread: its memory lies in `scratch`,
 * or goes with slsc_zip_packer_free. */
typedef struct slsc_zip_packer slsc_zip_packer;
slsc_zip_packer *slsc_zip_packer_new(slsc_arena *scratch);
void slsc_zip_packer_free(slsc_zip_packer *packer);

/* Compresses `content`; the data lies in `arena`. Same bytes for the same content, always. */
slsc_zip_blob slsc_zip_compress(slsc_zip_packer *packer, slsc_arena *arena, slsc_str content);

/* The whole zip; sorts the entries by the bytes of their names (semantics D.3: no directories, time
 * 1980-01-01, modes 0755 and 0644, zip64 where it must be). The pieces in order are the file. */
size_t slsc_zip_write(slsc_arena *arena, slsc_zip_entry *entries, size_t n, slsc_str **pieces);

#endif
