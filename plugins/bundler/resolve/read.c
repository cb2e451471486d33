/* read.c: whole files. What an import names may be anything that lies in a folder: nothing here
 * waits for a pipe or a device, and no file is larger than what the offsets of a log can hold. */
#include "parse/log.h"
#include "resolve.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static bundler_read_error reason_of(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
    case ELOOP: return BUNDLER_READ_MISSING;
    case EACCES:
    case EPERM: return BUNDLER_READ_DENIED;
    case ENXIO: /* a socket */
    case EISDIR: return BUNDLER_READ_NOT_A_FILE;
    default: return BUNDLER_READ_FAILED;
    }
}

static bundler_read_error read_all(bundler_arena *arena, int file, slsc_str *out)
{
    struct stat status;
    if (fstat(file, &status) != 0) return BUNDLER_READ_FAILED;
    if (!S_ISREG(status.st_mode)) return BUNDLER_READ_NOT_A_FILE;
    if (status.st_size > BUNDLER_LIMIT_FILE) return BUNDLER_READ_TOO_LARGE;
    const size_t size = (size_t)status.st_size;
    char *text = bundler_alloc(arena, size + BUNDLER_PADDING);
    size_t have = 0;
    while (have < size) {
        const ssize_t got = read(file, text + have, size - have);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return BUNDLER_READ_FAILED;
        if (got == 0) break; /* it became shorter; memory behind it is zero */
        have += (size_t)got;
    }
    *out = (slsc_str) { text, have };
    return BUNDLER_READ_OK;
}

bundler_read_error bundler_read(bundler_arena *arena, slsc_str path, slsc_str *out)
{
    char name[4096];
    *out = (slsc_str) { NULL, 0 };
    if (path.len == 0 || path.len >= sizeof name || memchr(path.ptr, 0, path.len))
        return BUNDLER_READ_MISSING;
    memcpy(name, path.ptr, path.len);
    name[path.len] = 0;
    const int file = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file < 0) return reason_of(errno);
    const bundler_read_error result = read_all(arena, file, out);
    close(file);
    return result;
}

const char *bundler_read_reason(bundler_read_error error)
{
    switch (error) {
    case BUNDLER_READ_OK: return "read";
    case BUNDLER_READ_MISSING: return "there is no such file";
    case BUNDLER_READ_DENIED: return "it may not be read";
    case BUNDLER_READ_NOT_A_FILE: return "it is no file";
    case BUNDLER_READ_TOO_LARGE: return "it is larger than 256 MiB";
    case BUNDLER_READ_FAILED: break;
    }
    return "reading failed";
}
