/* fs.h: files. Everything slsc reads or writes goes through here: reads have a limit and take only
 * regular files, writes go beside their place and are renamed into it. */
#ifndef SLSC_BASE_FS_H
#define SLSC_BASE_FS_H

#include "base/str.h"

/* Why a file could not be had. The text of each is slsc_fs_reason's. */
typedef enum slsc_fs_error {
    SLSC_FS_OK,
    SLSC_FS_MISSING,
    SLSC_FS_DIRECTORY, /* a folder where a file is wanted */
    SLSC_FS_SPECIAL,   /* a FIFO, device or socket: never opened for reading */
    SLSC_FS_DENIED,
    SLSC_FS_LARGE,   /* over the caller's limit */
    SLSC_FS_LOOP,    /* symbolic links in a circle */
    SLSC_FS_CHANGED, /* it grew or shrank while it was read */
    SLSC_FS_FULL,    /* no space left to write */
    SLSC_FS_TAKEN,   /* where a folder is to be put is a file, or the folder we work in */
    SLSC_FS_OTHER
} slsc_fs_error;
const char *slsc_fs_reason(slsc_fs_error error); /* "no such file", ... */

/* A whole file into the arena, 0-terminated behind its end. `path` is relative to the working
 * directory. */
slsc_fs_error slsc_fs_read(slsc_arena *arena, const char *path, size_t limit, slsc_str *out);

/* The same for what a walk has just found to be a file: it is opened without another look, and read
 * into a builder, which holds nothing else then. */
slsc_fs_error slsc_fs_read_found(const char *path, size_t limit, slsc_sb *out);

typedef enum slsc_fs_kind {
    SLSC_FS_NONE,
    SLSC_FS_FILE,
    SLSC_FS_FOLDER,
    SLSC_FS_STRANGE
} slsc_fs_kind;
typedef struct slsc_fs_info {
    slsc_fs_kind kind; /* links followed */
    uint64_t size;
    bool executable; /* by its owner */
} slsc_fs_info;
slsc_fs_info slsc_fs_stat(const char *path);

/* One file found by a walk. */
typedef struct slsc_fs_entry {
    slsc_str path; /* below the walked folder, `/` between its parts */
    uint64_t size;
    bool executable;
} slsc_fs_entry;
typedef struct slsc_fs_list {
    slsc_fs_entry *items;
    size_t count;
} slsc_fs_list;

/* Asked before a folder is entered; false leaves it out. */
typedef bool (*slsc_fs_enter)(void *context, slsc_str folder);

/* All regular files below `folder`, dot files too, links followed (a link into one of its own
 * parents is passed over), sorted by the bytes of the path. At most `limit` files (SLSC_FS_LARGE).
 * `enter` may be NULL. */
slsc_fs_error slsc_fs_walk(slsc_arena *arena, const char *folder, size_t limit, slsc_fs_enter enter,
                           void *context, slsc_fs_list *out);

/* Paths as text: no file is touched. A normalized path of nothing is `.`. */
slsc_str slsc_path_join(slsc_arena *arena, slsc_str folder, slsc_str path); /* absolute path wins */
slsc_str slsc_path_normalize(slsc_arena *arena, slsc_str path); /* no inner `.`, `..`, `//` */
slsc_str slsc_path_extension(slsc_str path);                    /* ".yml", or empty */
slsc_str slsc_path_base(slsc_str path);                         /* behind the last `/` */
bool slsc_path_inside(slsc_str normalized); /* relative and not starting with `..` */
/* The canonical absolute path, links resolved; empty when there is no such file. */
slsc_str slsc_path_real(slsc_arena *arena, const char *path);

/* A folder being made beside its place: fill it, then commit; or abandon it. Files get mode 0644
 * and folders 0755, whatever the umask. */
typedef struct slsc_fs_staging slsc_fs_staging;
slsc_fs_error slsc_fs_stage(slsc_arena *arena, const char *folder, slsc_fs_staging **out);
/* Files of different names may be made by several threads at once. */
slsc_fs_error slsc_fs_stage_file(slsc_fs_staging *staging, slsc_str path, const slsc_str *pieces,
                                 size_t n);
/* The same for a text that is never held whole: what goes wrong on the way is told at the end.
 * Parts may be written by any thread, one at a time. */
typedef struct slsc_fs_file {
    int fd;
    unsigned mode;
    slsc_fs_error error; /* the first one: no part is written after it */
} slsc_fs_file;
slsc_fs_file slsc_fs_stage_open(slsc_fs_staging *staging, slsc_str path);
void slsc_fs_write(slsc_fs_file *file, slsc_str part);
slsc_fs_error slsc_fs_close(slsc_fs_file *file);
/* Puts the staged folder into the place of the old one, which goes. On failure the old one is
 * whole. */
slsc_fs_error slsc_fs_commit(slsc_fs_staging *staging);
void slsc_fs_abandon(slsc_fs_staging *staging);

/* Makes the folders above `path` that are not there. */
slsc_fs_error slsc_fs_make_parents(slsc_arena *arena, const char *path);

/* One file, made beside its place and renamed into it. */
slsc_fs_error slsc_fs_replace(slsc_arena *arena, const char *path, slsc_str content);

/* The same in two steps, for a file that must not change unless something else succeeds: made
 * beside its place, then put there, or dropped. */
typedef struct slsc_fs_pending {
    const char *made, *target;
} slsc_fs_pending;
slsc_fs_error slsc_fs_prepare(slsc_arena *arena, const char *path, slsc_str content,
                              slsc_fs_pending *out);
slsc_fs_error slsc_fs_put(const slsc_fs_pending *pending);
void slsc_fs_drop(const slsc_fs_pending *pending);

#endif
