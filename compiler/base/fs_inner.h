/* fs_inner.h: what the files behind fs.h share. For this room only. */
#ifndef SLSC_BASE_FS_INNER_H
#define SLSC_BASE_FS_INNER_H

#include "base/fs.h"

#include <sys/types.h>

/* The reason behind an errno. */
slsc_fs_error slsc_fs_from_errno(int number);

/* Makes the file `path`, which must not exist, to be filled; when it is closed it has `mode`. */
slsc_fs_file slsc_fs_open_new(const char *path, mode_t mode);
void slsc_fs_write_pieces(slsc_fs_file *file, const slsc_str *pieces, size_t n);
/* All of that at once. */
slsc_fs_error slsc_fs_create(const char *path, mode_t mode, const slsc_str *pieces, size_t n);

/* Where to write so that `path` changes: behind the links it is made of, when they lead anywhere;
 * without slashes at its end. */
const char *slsc_fs_target(slsc_arena *arena, const char *path);

#endif
