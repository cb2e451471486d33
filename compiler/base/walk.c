/* All files below a folder, in an order that depends on their names only.
 *
 * A folder is listed, its names are looked at from inside of it, which spares the system the way
 * down for each, and it is closed before anything below it is visited: one descriptor is enough
 * however deep it goes. Links are followed, which brings two dangers. A link to one of the folders
 * we are in would never end: each step down knows its parents by device and inode, and passes such
 * a link over. Links that cross each other can make a small folder look like millions: folders
 * entered count against the caller's limit as files do. */
#include "base/fs.h"
#include "base/fs_inner.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEPTH_MAX = 200 };

typedef struct walk {
    slsc_arena *arena;
    size_t limit, entered;
    slsc_fs_enter enter;
    void *context;
    slsc_fs_entry *items;
    size_t count, capacity;
} walk;

/* A folder we are in. */
typedef struct level {
    const struct level *parent;
    size_t depth;
    slsc_str path;  /* to open it with */
    slsc_str below; /* the same below the walked folder; empty for that itself */
    dev_t device;
    ino_t inode;
} level;

typedef struct member { /* of a folder */
    slsc_str name;
    int fault; /* why it cannot be looked at: an errno, or 0 */
    mode_t mode;
    uint64_t size;
    dev_t device;
    ino_t inode;
} member;

typedef struct members {
    member *items;
    size_t count, capacity;
} members;

static int compare_names(const void *a, const void *b)
{
    return slsc_str_cmp(((const member *)a)->name, ((const member *)b)->name);
}

static int compare_entries(const void *a, const void *b)
{
    return slsc_str_cmp(((const slsc_fs_entry *)a)->path, ((const slsc_fs_entry *)b)->path);
}

static member look_at(walk *all, DIR *folder, const char *name)
{
    struct stat info;
    member found = { .name = slsc_str_copy(all->arena, slsc_str_z(name)) };
    if (fstatat(dirfd(folder), name, &info, 0) != 0) {
        found.fault = errno;
        return found;
    }
    found.mode = info.st_mode;
    found.size = (uint64_t)info.st_size;
    found.device = info.st_dev;
    found.inode = info.st_ino;
    return found;
}

static slsc_fs_error list_members(walk *all, const char *path, members *out)
{
    DIR *folder = opendir(path);
    if (folder == NULL) return slsc_fs_from_errno(errno);
    errno = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL; errno = 0) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) continue;
        out->items =
            slsc_arena_grow(all->arena, out->items, out->count, &out->capacity, sizeof *out->items);
        out->items[out->count++] = look_at(all, folder, name);
    }
    slsc_fs_error error = slsc_fs_from_errno(errno);
    closedir(folder);
    if (out->count > 1) qsort(out->items, out->count, sizeof *out->items, compare_names);
    return error;
}

static slsc_fs_error add_file(walk *all, slsc_str path, const member *found)
{
    if (all->count >= all->limit) return SLSC_FS_LARGE;
    all->items =
        slsc_arena_grow(all->arena, all->items, all->count, &all->capacity, sizeof *all->items);
    all->items[all->count++] = (slsc_fs_entry) {
        .path = path,
        .size = found->size,
        .executable = (found->mode & S_IXUSR) != 0,
    };
    return SLSC_FS_OK;
}

static bool is_parent(const level *in, const member *folder)
{
    for (; in != NULL; in = in->parent) {
        if (in->device == folder->device && in->inode == folder->inode) return true;
    }
    return false;
}

static slsc_fs_error visit(walk *all, const level *in);

static slsc_fs_error visit_folder(walk *all, const level *parent, slsc_str below,
                                  const member *folder)
{
    if (is_parent(parent, folder)) return SLSC_FS_OK;
    if (all->enter != NULL && !all->enter(all->context, below)) return SLSC_FS_OK;
    if (all->entered++ >= all->limit || parent->depth >= DEPTH_MAX) return SLSC_FS_LARGE;
    slsc_str path = slsc_path_join(all->arena, parent->path, folder->name);
    level in = { parent, parent->depth + 1, path, below, folder->device, folder->inode };
    return visit(all, &in);
}

static slsc_fs_error visit_member(walk *all, const level *in, const member *found)
{
    /* A link that leads nowhere is no file; so is what was deleted under our eyes. */
    if (found->fault == ENOENT || found->fault == ENOTDIR || found->fault == ELOOP)
        return SLSC_FS_OK;
    if (found->fault != 0) return slsc_fs_from_errno(found->fault);
    slsc_str below = slsc_path_join(all->arena, in->below, found->name);
    if (S_ISREG(found->mode)) return add_file(all, below, found);
    return S_ISDIR(found->mode) ? visit_folder(all, in, below, found) : SLSC_FS_OK;
}

static slsc_fs_error visit(walk *all, const level *in)
{
    members found = { 0 };
    slsc_fs_error error = list_members(all, in->path.ptr, &found);
    for (size_t i = 0; i < found.count && error == SLSC_FS_OK; i++)
        error = visit_member(all, in, &found.items[i]);
    return error;
}

slsc_fs_error slsc_fs_walk(slsc_arena *arena, const char *folder, size_t limit, slsc_fs_enter enter,
                           void *context, slsc_fs_list *out)
{
    struct stat info;
    if (stat(folder, &info) != 0) return slsc_fs_from_errno(errno);
    if (!S_ISDIR(info.st_mode)) return SLSC_FS_MISSING;
    walk all = { .arena = arena, .limit = limit, .enter = enter, .context = context };
    level top = { .path = slsc_str_copy(arena, slsc_str_z(folder)),
                  .device = info.st_dev,
                  .inode = info.st_ino };
    slsc_fs_error error = visit(&all, &top);
    if (error != SLSC_FS_OK) return error;
    if (all.count > 1) qsort(all.items, all.count, sizeof *all.items, compare_entries);
    *out = (slsc_fs_list) { all.items, all.count };
    return SLSC_FS_OK;
}
