/* The output folder is made beside its place and moved there whole.
 *
 * Whoever looks at `out` sees all of the old output or all of the new one, at any moment and even
 * when slsc is killed. The new folder grows as `out.slsc-PID.N`. Where the system can exchange two
 * names that is the whole commit. Elsewhere `out` first becomes `out.slsc-PID.N.old`, and is put
 * back when the new one cannot follow; the next run puts it back if we were killed in between.
 *
 * What killed runs left behind is removed by the next one, if it is surely dead: no process has
 * the number in its name, and nobody holds the lock that each staging keeps on its folder (two
 * containers may share the disk, but not their process numbers). */
#include "base/fs_inner.h"
#include "base/leftovers.h"
#include "base/remove.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

struct slsc_fs_staging {
    slsc_arena *arena;
    const char *folder; /* where it belongs */
    const char *made;   /* where it grows */
    const char *aside;  /* where the old one waits */
    int lock;           /* descriptor of `made` */
};

static slsc_fs_error make_folder(const char *path)
{
    if (mkdir(path, 0700) != 0) return slsc_fs_from_errno(errno);
    return chmod(path, 0755) == 0 ? SLSC_FS_OK : slsc_fs_from_errno(errno);
}

/* Makes the folders above `path` that are not there, looking behind offset `from` only. */
static slsc_fs_error make_parents(slsc_arena *arena, const char *path, size_t from)
{
    slsc_str text = slsc_str_z(path);
    for (size_t i = from + 1; i < text.len; i++) {
        if (text.ptr[i] != '/' || text.ptr[i - 1] == '/') continue;
        const char *parent = slsc_str_cstr(arena, slsc_str_sub(text, 0, i));
        struct stat info;
        if (stat(parent, &info) == 0 && S_ISDIR(info.st_mode)) continue;
        slsc_fs_error error = make_folder(parent);
        /* Another run may have been faster. */
        if (error != SLSC_FS_OK && (stat(parent, &info) != 0 || !S_ISDIR(info.st_mode)))
            return error;
    }
    return SLSC_FS_OK;
}

slsc_fs_error slsc_fs_make_parents(slsc_arena *arena, const char *path)
{
    return make_parents(arena, path, 0);
}

/* Neither a file nor the folder we work in, or one above it, may be replaced by output. */
static slsc_fs_error check_place(slsc_arena *arena, const char *folder)
{
    struct stat info;
    if (stat(folder, &info) != 0) return SLSC_FS_OK;
    if (!S_ISDIR(info.st_mode)) return SLSC_FS_TAKEN;
    slsc_str place = slsc_path_real(arena, folder), here = slsc_path_real(arena, ".");
    bool above = slsc_str_starts(here, place) &&
                 (here.len == place.len || place.len == 1 || here.ptr[place.len] == '/');
    return above ? SLSC_FS_TAKEN : SLSC_FS_OK;
}

/* Makes and locks the folder to fill, under the first name that is free. */
static slsc_fs_error open_staging(slsc_fs_staging *staging)
{
    enum { TRIES = 1000 };
    for (int i = 0; i < TRIES; i++) {
        staging->made =
            slsc_strf(staging->arena, "%s.slsc-%ld.%d", staging->folder, (long)getpid(), i).ptr;
        if (mkdir(staging->made, 0700) == 0) break;
        if (errno != EEXIST || i == TRIES - 1) return slsc_fs_from_errno(errno);
    }
    staging->aside = slsc_strf(staging->arena, "%s.old", staging->made).ptr;
    if (chmod(staging->made, 0755) == 0) {
        staging->lock = open(staging->made, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (staging->lock >= 0) {
            flock(staging->lock, LOCK_EX | LOCK_NB); /* not every file system can */
            return SLSC_FS_OK;
        }
    }
    slsc_fs_error error = slsc_fs_from_errno(errno);
    rmdir(staging->made);
    return error;
}

slsc_fs_error slsc_fs_stage(slsc_arena *arena, const char *folder, slsc_fs_staging **out)
{
    slsc_fs_staging *staging = SLSC_NEW(arena, slsc_fs_staging);
    staging->arena = arena;
    staging->folder = slsc_fs_target(arena, folder);
    slsc_str name = slsc_path_base(slsc_str_z(staging->folder));
    if (name.len == 0 || slsc_str_is(name, ".") || slsc_str_is(name, "..")) return SLSC_FS_TAKEN;
    slsc_fs_error error = make_parents(arena, staging->folder, 0);
    if (error == SLSC_FS_OK) slsc_fs_remove_leftovers(arena, staging->folder);
    if (error == SLSC_FS_OK) error = check_place(arena, staging->folder);
    if (error == SLSC_FS_OK) error = open_staging(staging);
    if (error == SLSC_FS_OK) *out = staging;
    return error;
}

slsc_fs_file slsc_fs_stage_open(slsc_fs_staging *staging, slsc_str path)
{
    slsc_arena *arena = slsc_arena_new(0); /* of its own: threads come here */
    slsc_str normal = slsc_path_normalize(arena, path), made = slsc_str_z(staging->made);
    bool usable = slsc_path_inside(normal) && !slsc_str_is(normal, ".") &&
                  slsc_str_find_char(normal, '\0') == SIZE_MAX;
    slsc_fs_file file = { .fd = -1, .error = SLSC_FS_DENIED };
    if (usable) {
        const char *full = slsc_path_join(arena, made, normal).ptr;
        file = slsc_fs_open_new(full, 0644);
        if (file.error == SLSC_FS_MISSING) {
            file.error = make_parents(arena, full, made.len);
            if (file.error == SLSC_FS_OK) file = slsc_fs_open_new(full, 0644);
        }
    }
    slsc_arena_free(arena);
    return file;
}

slsc_fs_error slsc_fs_stage_file(slsc_fs_staging *staging, slsc_str path, const slsc_str *pieces,
                                 size_t n)
{
    slsc_fs_file file = slsc_fs_stage_open(staging, path);
    slsc_fs_write_pieces(&file, pieces, n);
    return slsc_fs_close(&file);
}

/* Exchanges two names at one stroke; false where that cannot be done. */
static bool exchange(const char *a, const char *b)
{
#if defined(__linux__) && defined(SYS_renameat2)
    enum { EXCHANGE = 2 }; /* RENAME_EXCHANGE, which older C libraries do not know */
    return syscall(SYS_renameat2, AT_FDCWD, a, AT_FDCWD, b, EXCHANGE) == 0;
#else
    (void)a;
    (void)b;
    return false;
#endif
}

/* The way round by a third name. */
static slsc_fs_error swap_by_steps(const slsc_fs_staging *staging)
{
    bool had_old = rename(staging->folder, staging->aside) == 0;
    if (!had_old && errno != ENOENT) return slsc_fs_from_errno(errno);
    if (rename(staging->made, staging->folder) == 0) {
        if (had_old) slsc_fs_remove_tree(staging->aside);
        return SLSC_FS_OK;
    }
    slsc_fs_error error = slsc_fs_from_errno(errno);
    if (had_old) rename(staging->aside, staging->folder);
    return error;
}

slsc_fs_error slsc_fs_commit(slsc_fs_staging *staging)
{
    slsc_fs_error error = check_place(staging->arena, staging->folder);
    if (error != SLSC_FS_OK) {
        slsc_fs_abandon(staging);
        return error;
    }
    if (!exchange(staging->made, staging->folder)) error = swap_by_steps(staging);
    slsc_fs_abandon(staging); /* the old one, by now, unless it failed */
    return error;
}

void slsc_fs_abandon(slsc_fs_staging *staging)
{
    if (staging->lock < 0) return;
    close(staging->lock);
    staging->lock = -1;
    slsc_fs_remove_tree(staging->made);
}
