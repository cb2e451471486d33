/* The door to single files: what is there, reading all of it, replacing it.
 *
 * A service folder may hold anything, so a read first asks what it is about to open: opening a
 * FIFO can wait for ever, and opening a device can do things. It asks again behind the open, since
 * names can change hands between the two. */
#include "base/fs.h"
#include "base/fs_inner.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

const char *slsc_fs_reason(slsc_fs_error error)
{
    switch (error) {
    case SLSC_FS_OK: return "no error";
    case SLSC_FS_MISSING: return "no such file";
    case SLSC_FS_DIRECTORY: return "a folder, not a file";
    case SLSC_FS_SPECIAL: return "not a regular file";
    case SLSC_FS_DENIED: return "permission denied";
    case SLSC_FS_LARGE: return "too large";
    case SLSC_FS_LOOP: return "symbolic links in a circle";
    case SLSC_FS_CHANGED: return "changed while it was read";
    case SLSC_FS_FULL: return "no space left";
    case SLSC_FS_TAKEN: return "in place of a file or of the working directory";
    case SLSC_FS_OTHER: break;
    }
    return "input/output error";
}

slsc_fs_error slsc_fs_from_errno(int number)
{
    switch (number) {
    case 0: return SLSC_FS_OK;
    case ENOENT:
    case ENOTDIR: return SLSC_FS_MISSING;
    case EISDIR: return SLSC_FS_DIRECTORY;
    case EACCES:
    case EPERM:
    case EROFS: return SLSC_FS_DENIED;
    case EFBIG: return SLSC_FS_LARGE;
    case ELOOP: return SLSC_FS_LOOP;
    case ENOSPC:
    case EDQUOT: return SLSC_FS_FULL;
    default: return SLSC_FS_OTHER;
    }
}

static slsc_fs_error refuse_kind(mode_t mode)
{
    if (S_ISREG(mode)) return SLSC_FS_OK;
    return S_ISDIR(mode) ? SLSC_FS_DIRECTORY : SLSC_FS_SPECIAL;
}

/* Reads up to `len` bytes, of which one is not expected to be there; the number read, or -1. */
static ssize_t read_up_to(int fd, char *bytes, size_t len)
{
    size_t done = 0;
    while (done < len) {
        size_t wanted = len - done < (size_t)1 << 30 ? len - done : (size_t)1 << 30;
        ssize_t got = read(fd, bytes + done, wanted);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        done += (size_t)got;
        if (done + 1 == len && wanted > (size_t)got) break; /* it was asked for, and not there */
    }
    return (ssize_t)done;
}

/* Opens a regular file of at most `limit` bytes. */
static slsc_fs_error open_found(const char *path, size_t limit, int *fd, size_t *size)
{
    struct stat info;
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (*fd < 0) return slsc_fs_from_errno(errno);
    slsc_fs_error error =
        fstat(*fd, &info) != 0 ? slsc_fs_from_errno(errno) : refuse_kind(info.st_mode);
    if (error == SLSC_FS_OK && (uintmax_t)info.st_size > limit) error = SLSC_FS_LARGE;
    if (error != SLSC_FS_OK)
        close(*fd);
    else
        *size = (size_t)info.st_size;
    return error;
}

/* All of an open file, into room for one byte more, which shows whether it grew. */
static slsc_fs_error read_open(int fd, char *bytes, size_t size)
{
    ssize_t got = read_up_to(fd, bytes, size + 1);
    slsc_fs_error error = got < 0               ? slsc_fs_from_errno(errno)
                          : (size_t)got != size ? SLSC_FS_CHANGED
                                                : SLSC_FS_OK;
    close(fd);
    return error;
}

slsc_fs_error slsc_fs_read(slsc_arena *arena, const char *path, size_t limit, slsc_str *out)
{
    struct stat info;
    int fd;
    size_t size;
    if (stat(path, &info) != 0) return slsc_fs_from_errno(errno);
    slsc_fs_error error = refuse_kind(info.st_mode);
    if (error == SLSC_FS_OK) error = open_found(path, limit, &fd, &size);
    if (error != SLSC_FS_OK) return error;
    char *bytes = slsc_arena_alloc(arena, size + 1, 1);
    error = read_open(fd, bytes, size);
    if (error != SLSC_FS_OK) return error;
    *out = (slsc_str) { bytes, size };
    return SLSC_FS_OK;
}

slsc_fs_error slsc_fs_read_found(const char *path, size_t limit, slsc_sb *out)
{
    int fd;
    size_t size;
    slsc_fs_error error = open_found(path, limit, &fd, &size);
    if (error != SLSC_FS_OK) return error;
    out->len = 0;
    error = read_open(fd, slsc_sb_reserve(out, size + 1), size);
    out->len = size;
    return error;
}

slsc_fs_info slsc_fs_stat(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0) return (slsc_fs_info) { .kind = SLSC_FS_NONE };
    slsc_fs_kind kind = S_ISREG(info.st_mode)   ? SLSC_FS_FILE
                        : S_ISDIR(info.st_mode) ? SLSC_FS_FOLDER
                                                : SLSC_FS_STRANGE;
    return (slsc_fs_info) { kind, (uint64_t)info.st_size, (info.st_mode & S_IXUSR) != 0 };
}

slsc_str slsc_path_real(slsc_arena *arena, const char *path)
{
    char real[PATH_MAX];
    if (realpath(path, real) == NULL) return (slsc_str) { NULL, 0 };
    return slsc_str_copy(arena, slsc_str_z(real));
}

enum { BATCH = 64 };

/* Writes all pieces, as many in one call as fit a batch. */
static slsc_fs_error write_pieces(int fd, const slsc_str *pieces, size_t n)
{
    const size_t most = (size_t)1 << 30; /* some systems refuse more at once */
    size_t piece = 0, done = 0;          /* `done` bytes of `piece` are written */
    while (piece < n) {
        if (done == pieces[piece].len) {
            piece++;
            done = 0;
            continue;
        }
        struct iovec batch[BATCH];
        int count = 0;
        size_t total = 0, skip = done;
        for (size_t i = piece; i < n && count < BATCH && total < most; i++, skip = 0) {
            size_t len = pieces[i].len - skip;
            if (len == 0) continue;
            if (len > most - total) len = most - total;
            batch[count].iov_base = (void *)(uintptr_t)(pieces[i].ptr + skip);
            batch[count++].iov_len = len;
            total += len;
        }
        ssize_t written = writev(fd, batch, count);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return slsc_fs_from_errno(errno);
        if (written == 0) return SLSC_FS_OTHER;
        done += (size_t)written;
        while (piece < n && done >= pieces[piece].len) done -= pieces[piece++].len;
    }
    return SLSC_FS_OK;
}

slsc_fs_file slsc_fs_open_new(const char *path, mode_t mode)
{
    slsc_fs_file file = { .mode = mode };
    file.fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file.fd < 0) file.error = slsc_fs_from_errno(errno);
    return file;
}

void slsc_fs_write_pieces(slsc_fs_file *file, const slsc_str *pieces, size_t n)
{
    if (file->error == SLSC_FS_OK) file->error = write_pieces(file->fd, pieces, n);
}

void slsc_fs_write(slsc_fs_file *file, slsc_str part) { slsc_fs_write_pieces(file, &part, 1); }

slsc_fs_error slsc_fs_close(slsc_fs_file *file)
{
    if (file->fd < 0) return file->error;
    if (file->error == SLSC_FS_OK && fchmod(file->fd, (mode_t)file->mode) != 0)
        file->error = slsc_fs_from_errno(errno);
    if (close(file->fd) != 0 && file->error == SLSC_FS_OK) file->error = slsc_fs_from_errno(errno);
    file->fd = -1;
    return file->error;
}

slsc_fs_error slsc_fs_create(const char *path, mode_t mode, const slsc_str *pieces, size_t n)
{
    slsc_fs_file file = slsc_fs_open_new(path, mode);
    slsc_fs_write_pieces(&file, pieces, n);
    return slsc_fs_close(&file);
}

const char *slsc_fs_target(slsc_arena *arena, const char *path)
{
    slsc_str bare = slsc_str_z(path);
    while (bare.len > 1 && bare.ptr[bare.len - 1] == '/') bare.len--;
    const char *text = slsc_str_cstr(arena, bare);
    struct stat info;
    if (lstat(text, &info) != 0 || !S_ISLNK(info.st_mode)) return text;
    slsc_str real = slsc_path_real(arena, text);
    return real.len == 0 ? text : real.ptr;
}

slsc_fs_error slsc_fs_prepare(slsc_arena *arena, const char *path, slsc_str content,
                              slsc_fs_pending *out)
{
    const char *target = slsc_fs_target(arena, path);
    mode_t mode = 0644;
    struct stat info;
    if (stat(target, &info) == 0) {
        slsc_fs_error refused = refuse_kind(info.st_mode);
        if (refused != SLSC_FS_OK) return refused;
        mode = info.st_mode & 0777;
    }
    *out =
        (slsc_fs_pending) { slsc_strf(arena, "%s.slsc-%ld", target, (long)getpid()).ptr, target };
    unlink(out->made); /* of a killed run that had our number */
    slsc_fs_error error = slsc_fs_create(out->made, mode, &content, 1);
    if (error != SLSC_FS_OK) unlink(out->made);
    return error;
}

slsc_fs_error slsc_fs_put(const slsc_fs_pending *pending)
{
    if (rename(pending->made, pending->target) == 0) return SLSC_FS_OK;
    const slsc_fs_error error = slsc_fs_from_errno(errno);
    unlink(pending->made);
    return error;
}

void slsc_fs_drop(const slsc_fs_pending *pending) { unlink(pending->made); }

slsc_fs_error slsc_fs_replace(slsc_arena *arena, const char *path, slsc_str content)
{
    slsc_fs_pending pending;
    const slsc_fs_error error = slsc_fs_prepare(arena, path, content, &pending);
    return error == SLSC_FS_OK ? slsc_fs_put(&pending) : error;
}
