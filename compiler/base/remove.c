/* Removing a folder with all that is in it. Works by descriptors and never follows a link, so it
 * cannot leave the folder it was given. What refuses to go stays. */
#include "base/remove.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 200 }; /* a descriptor each */

static void empty_folder(int fd, size_t depth);

/* AT_REMOVEDIR fails for what is no folder, and the other way round: both are tried. */
static void remove_at(int folder, const char *name, size_t depth)
{
    if (unlinkat(folder, name, 0) == 0 || depth >= DEPTH_MAX) return;
    int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return;
    empty_folder(fd, depth + 1);
    unlinkat(folder, name, AT_REMOVEDIR);
}

/* Takes over `fd`. */
static void empty_folder(int fd, size_t depth)
{
    fchmod(fd, 0700); /* a read-only folder keeps its files otherwise */
    DIR *folder = fdopendir(fd);
    if (folder == NULL) {
        close(fd);
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        bool self = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        if (!self) remove_at(dirfd(folder), entry->d_name, depth);
    }
    closedir(folder);
}

void slsc_fs_remove_tree(const char *path) { remove_at(AT_FDCWD, path, 0); }
