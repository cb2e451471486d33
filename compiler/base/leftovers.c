/* Finds `NAME.slsc-PID.N` and `NAME.slsc-PID.N.old` beside NAME. Only names of exactly this form
 * are touched; a name that merely looks similar belongs to somebody else. */
#include "base/leftovers.h"
#include "base/fs.h"
#include "base/remove.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A decimal number at the start of *text, which moves behind it; 0: none. */
static long take_number(slsc_str *text)
{
    long value = 0;
    while (text->len > 0 && text->ptr[0] >= '0' && text->ptr[0] <= '9' && value < 100000000) {
        value = value * 10 + (text->ptr[0] - '0');
        *text = slsc_str_sub(*text, 1, text->len);
    }
    return value;
}

/* The process that made `entry` for `name`; 0: it is none of ours. */
static long maker_of(slsc_str entry, slsc_str name, bool *is_old)
{
    if (!slsc_str_starts(entry, name)) return 0;
    slsc_str rest = slsc_str_sub(entry, name.len, entry.len);
    if (!slsc_str_starts(rest, SLSC_STR(".slsc-"))) return 0;
    rest = slsc_str_sub(rest, sizeof ".slsc-" - 1, rest.len);
    long maker = take_number(&rest);
    if (!slsc_str_starts(rest, SLSC_STR("."))) return 0;
    rest = slsc_str_sub(rest, 1, rest.len);
    size_t digits = rest.len;
    take_number(&rest);
    if (rest.len == digits) return 0;
    *is_old = slsc_str_is(rest, ".old");
    return rest.len == 0 || *is_old ? maker : 0;
}

static bool is_locked(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return true;
    bool locked = flock(fd, LOCK_EX | LOCK_NB) != 0;
    close(fd);
    return locked;
}

void slsc_fs_remove_leftovers(slsc_arena *arena, const char *folder)
{
    slsc_str whole = slsc_str_z(folder), name = slsc_path_base(whole);
    slsc_str parent = slsc_str_sub(whole, 0, whole.len - name.len);
    DIR *listing = opendir(parent.len == 0 ? "." : slsc_str_cstr(arena, parent));
    if (listing == NULL) return;
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        bool is_old = false;
        long maker = maker_of(slsc_str_z(entry->d_name), name, &is_old);
        if (maker == 0 || kill((pid_t)maker, 0) == 0 || errno != ESRCH) continue;
        const char *path = slsc_path_join(arena, parent, slsc_str_z(entry->d_name)).ptr;
        if (is_locked(path)) continue;
        struct stat info;
        bool gone = lstat(folder, &info) != 0 && errno == ENOENT;
        if (is_old && gone && rename(path, folder) == 0) continue;
        slsc_fs_remove_tree(path);
    }
    closedir(listing);
}
