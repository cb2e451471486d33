/* folders.c: a walk over the disk that asks the system once for each folder.
 *
 * Reading a folder tells the names and, on the usual file systems, which of them are folders and
 * links; so a file is known to exist, or not to, without a further call, and only what is a link
 * is read as one. Folders above the service are not read: they may be huge, or not ours to list;
 * their few names that matter are asked for one by one. So is what a folder does not let us list.
 *
 * Nothing is forgotten: a resolver lives for one compilation, and the disk stands still for it. */
#include "folders.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LIMIT_LINKS = 40, LIMIT_PATH = 4096 };

static slsc_str join(bundler_arena *arena, const bundler_folder *folder, slsc_str name)
{
    const bool top = folder->path.len == 1;
    char *text = bundler_alloc(arena, folder->path.len + name.len + 2);
    size_t at = top ? 0 : folder->path.len;
    memcpy(text, folder->path.ptr, at);
    text[at++] = '/';
    if (name.len) memcpy(text + at, name.ptr, name.len);
    return (slsc_str) { text, at + name.len };
}

slsc_str bundler_item_path(bundler_disk *disk, bundler_item *item)
{
    if (!item->path.ptr) item->path = join(disk->arena, item->in, item->name);
    return item->path;
}

/* ---- Listing ---- */

static int order_of_items(const void *a, const void *b)
{
    return strcmp(((const bundler_item *)a)->name.ptr, ((const bundler_item *)b)->name.ptr);
}

/* d_type is no part of POSIX; where it is absent, so is the macro, and each name is asked for. */
static bundler_item_kind kind_of_entry(const struct dirent *entry)
{
#ifdef DT_UNKNOWN
    switch (entry->d_type) {
    case DT_REG: return BUNDLER_ITEM_FILE;
    case DT_DIR: return BUNDLER_ITEM_FOLDER;
    case DT_LNK: return BUNDLER_ITEM_LINK;
    case DT_UNKNOWN: return BUNDLER_ITEM_UNKNOWN;
    default: return BUNDLER_ITEM_OTHER;
    }
#else
    (void)entry;
    return BUNDLER_ITEM_UNKNOWN;
#endif
}

static void read_names(bundler_disk *disk, bundler_folder *folder, DIR *stream)
{
    size_t capacity = 0;
    for (const struct dirent *entry; (entry = readdir(stream));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        folder->items = bundler_grow(disk->arena, folder->items, folder->item_count, &capacity,
                                     sizeof *folder->items);
        folder->items[folder->item_count++] = (bundler_item) {
            .name = bundler_copy(disk->arena, bundler_s(entry->d_name)),
            .kind = kind_of_entry(entry),
            .in = folder,
        };
    }
    if (folder->item_count)
        qsort(folder->items, folder->item_count, sizeof *folder->items, order_of_items);
    folder->listed = true;
}

static void list(bundler_disk *disk, bundler_folder *folder)
{
    DIR *stream = opendir(folder->path.ptr); /* never waits, and opens nothing but a folder */
    if (!stream) return;
    read_names(disk, folder, stream);
    closedir(stream);
}

static bundler_folder *new_folder(bundler_disk *disk, bundler_item *item, slsc_str path)
{
    bundler_folder *folder = bundler_alloc(disk->arena, sizeof *folder);
    folder->path = path;
    folder->item = item;
    if (item) {
        folder->name = item->name;
        folder->parent = item->in;
        folder->in_node_modules =
            item->in->in_node_modules || bundler_is(item->name, "node_modules");
    }
    disk->folders = bundler_grow(disk->arena, disk->folders, disk->folder_count,
                                 &disk->folder_capacity, sizeof(bundler_folder *));
    disk->folders[disk->folder_count++] = folder;
    if (!disk->single) list(disk, folder);
    return folder;
}

bundler_folder *bundler_enter(bundler_disk *disk, bundler_item *item)
{
    if (!item || item->kind != BUNDLER_ITEM_FOLDER) return NULL;
    if (!item->folder) item->folder = new_folder(disk, item, bundler_item_path(disk, item));
    return item->folder;
}

/* ---- Names ---- */

/* The item of a name that no listing has: of a folder that is not listed, or one that is absent. */
static bundler_item *single(bundler_disk *disk, bundler_folder *folder, slsc_str name)
{
    char path[LIMIT_PATH];
    size_t length = folder->path.len == 1 ? 0 : folder->path.len;
    if (length + 1 + name.len >= sizeof path || (name.len && memchr(name.ptr, 0, name.len)))
        return NULL;
    memcpy(path, folder->path.ptr, length);
    path[length++] = '/';
    memcpy(path + length, name.ptr, name.len);
    length += name.len;
    uint32_t at = bundler_table_find(&disk->singles, (slsc_str) { path, length });
    if (at != BUNDLER_NONE) return disk->items[at];

    bundler_item *item = bundler_alloc(disk->arena, sizeof *item);
    item->path = bundler_copy(disk->arena, (slsc_str) { path, length });
    item->name = (slsc_str) { item->path.ptr + length - name.len, name.len };
    item->in = folder;
    item->kind = folder->listed ? BUNDLER_ITEM_ABSENT : BUNDLER_ITEM_UNKNOWN;
    disk->items = bundler_grow(disk->arena, disk->items, disk->item_count, &disk->item_capacity,
                               sizeof(bundler_item *));
    *bundler_table_at(&disk->singles, item->path) = (uint32_t)disk->item_count;
    return disk->items[disk->item_count++] = item;
}

static bundler_item *find(bundler_disk *disk, bundler_folder *folder, slsc_str name)
{
    size_t low = 0, high = folder->item_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        bundler_item *item = &folder->items[middle];
        const size_t shorter = item->name.len < name.len ? item->name.len : name.len;
        int order = memcmp(item->name.ptr, name.ptr, shorter);
        if (order == 0) order = (item->name.len > name.len) - (item->name.len < name.len);
        if (order == 0) return item;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return single(disk, folder, name);
}

static void find_kind(bundler_disk *disk, bundler_item *item)
{
    struct stat status;
    item->kind = BUNDLER_ITEM_ABSENT;
    if (lstat(bundler_item_path(disk, item).ptr, &status) != 0) return;
    if (S_ISREG(status.st_mode))
        item->kind = BUNDLER_ITEM_FILE;
    else if (S_ISDIR(status.st_mode))
        item->kind = BUNDLER_ITEM_FOLDER;
    else
        item->kind = S_ISLNK(status.st_mode) ? BUNDLER_ITEM_LINK : BUNDLER_ITEM_OTHER;
}

static bundler_item *follow(bundler_disk *disk, bundler_item *item)
{
    char target[LIMIT_PATH];
    if (item->real || item->following || disk->links >= LIMIT_LINKS) return item->real;
    const ssize_t length = readlink(bundler_item_path(disk, item).ptr, target, sizeof target);
    if (length <= 0 || (size_t)length == sizeof target) return NULL;
    item->following = true;
    disk->links++;
    bundler_folder *folder = NULL;
    item->real = bundler_walk(disk, item->in, (slsc_str) { target, (size_t)length }, &folder);
    disk->links--;
    item->following = false;
    if (!item->real && !folder) item->kind = BUNDLER_ITEM_ABSENT;
    return item->real;
}

bundler_item *bundler_look(bundler_disk *disk, bundler_folder *folder, slsc_str name)
{
    bundler_item *item = find(disk, folder, name);
    if (!item) return NULL;
    item->asked = true;
    if (item->kind == BUNDLER_ITEM_UNKNOWN) find_kind(disk, item);
    if (item->kind == BUNDLER_ITEM_LINK) item = follow(disk, item);
    return item && item->kind != BUNDLER_ITEM_ABSENT ? item : NULL;
}

/* ---- Ways ---- */

bundler_item *bundler_walk(bundler_disk *disk, bundler_folder *folder, slsc_str way,
                           bundler_folder **folder_out)
{
    if (way.len && way.ptr[0] == '/') folder = disk->top;
    bundler_item *item = folder->item;
    size_t at = 0;
    while (at < way.len) {
        const char *slash = memchr(way.ptr + at, '/', way.len - at);
        const slsc_str part = { way.ptr + at,
                                slash ? (size_t)(slash - way.ptr) - at : way.len - at };
        at += part.len + 1;
        if (!folder) return NULL; /* what came before is no folder */
        if (part.len == 0 || bundler_is(part, ".")) continue;
        if (bundler_is(part, "..")) {
            folder = folder->parent ? folder->parent : folder;
            item = folder->item;
            continue;
        }
        item = bundler_look(disk, folder, part);
        if (!item) return NULL;
        folder = bundler_enter(disk, item);
    }
    if (folder_out) *folder_out = folder;
    return item;
}

bundler_folder *bundler_walk_folder(bundler_disk *disk, bundler_folder *folder, slsc_str way)
{
    bundler_folder *found = NULL;
    bundler_walk(disk, folder, way, &found);
    return found;
}

bool bundler_is_below(const bundler_folder *folder, const bundler_folder *above)
{
    if (above->path.len == 1) return true;
    return folder->path.len >= above->path.len &&
           memcmp(folder->path.ptr, above->path.ptr, above->path.len) == 0 &&
           (folder->path.len == above->path.len || folder->path.ptr[above->path.len] == '/');
}

void bundler_disk_open(bundler_disk *disk, bundler_arena *arena, slsc_str root)
{
    *disk = (bundler_disk) { .arena = arena, .single = true };
    disk->singles.arena = arena;
    disk->top = new_folder(disk, NULL, bundler_s("/"));
    disk->root = bundler_walk_folder(disk, disk->top, root);
    if (!disk->root) disk->root = disk->top;
    disk->single = false;
    if (disk->root != disk->top) list(disk, disk->root);
}

/* ---- What was asked ---- */

static int order_of_paths(const void *left, const void *right)
{
    const slsc_str *a = left, *b = right;
    const size_t shorter = a->len < b->len ? a->len : b->len;
    const int order = memcmp(a->ptr, b->ptr, shorter);
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

static size_t collect(bundler_disk *disk, bundler_item *item, slsc_str *out)
{
    if (!item->asked || item->kind == BUNDLER_ITEM_FOLDER || item->kind == BUNDLER_ITEM_UNKNOWN)
        return 0;
    if (out) *out = bundler_item_path(disk, item);
    return 1;
}

static size_t collect_all(bundler_disk *disk, slsc_str *out)
{
    size_t count = 0;
    for (size_t i = 0; i < disk->item_count; i++)
        count += collect(disk, disk->items[i], out ? out + count : NULL);
    for (size_t i = 0; i < disk->folder_count; i++) {
        const bundler_folder *folder = disk->folders[i];
        for (size_t j = 0; j < folder->item_count; j++)
            count += collect(disk, &folder->items[j], out ? out + count : NULL);
    }
    return count;
}

size_t bundler_disk_asked(bundler_disk *disk, bundler_arena *arena, const slsc_str **out)
{
    slsc_str *paths = bundler_alloc(arena, (collect_all(disk, NULL) + 1) * sizeof *paths);
    const size_t count = collect_all(disk, paths);
    qsort(paths, count, sizeof *paths, order_of_paths);
    *out = paths;
    return count;
}
