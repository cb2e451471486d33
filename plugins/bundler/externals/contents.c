/* contents.c: the files of a package: all that lies in its folder but node_modules, whose packages
 * have places of their own, and .git. Links are followed while they stay inside; a folder that is
 * reached again through itself is not entered. */
#include "parts.h"
#include "resolve/state.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { LIMIT_FILES = 500000, LIMIT_FOLDERS = 200 };

typedef struct way { /* the folders that are being listed, one in another */
    const bundler_folder *folder;
    const struct way *above;
    int depth;
} way;

typedef struct listing {
    packing *p;
    const bundler_package *package;
    const bundler_folder *root; /* of the package */
} listing;

static bool is_on(const way *w, const bundler_folder *folder)
{
    for (; w; w = w->above)
        if (w->folder == folder) return true;
    return false;
}

/* Is it one of the files that are wanted alone? */
static bool is_wanted(const bundler_externals_options *o, slsc_str path)
{
    size_t low = 0, high = o->only_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = bundler_externals_order(o->only[middle], path);
        if (order == 0) return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return !o->only;
}

static void add_file(listing *l, slsc_str name, slsc_str path)
{
    packing *p = l->p;
    struct stat status;
    if (!is_wanted(p->options, path)) return;
    const bool executable = stat(path.ptr, &status) == 0 && (status.st_mode & S_IXUSR);
    p->files = bundler_grow(p->arena, p->files, p->file_count, &p->file_capacity, sizeof *p->files);
    p->files[p->file_count++] = (bundler_packed_file) { name, path, executable };
}

static void list(listing *l, bundler_folder *folder, slsc_str name, const way *above);

static void list_item(listing *l, const bundler_item *listed, slsc_str name, const way *here)
{
    packing *p = l->p;
    bundler_disk *disk = &p->resolver->disk;
    bundler_item *item = bundler_look(disk, listed->in, listed->name);
    if (!item) return; /* a link that leads nowhere */
    bundler_folder *folder = bundler_enter(disk, item);
    if (item != listed && !bundler_is_below(folder ? folder : item->in, l->root)) {
        bundler_externals_say(
            p, BUNDLER_EXTERNALS_LINK,
            bundler_printf(p->arena, "`%s` leads out of package `%.*s`: it is left out", name.ptr,
                           (int)l->package->name.len, l->package->name.ptr));
        return;
    }
    if (folder && !is_on(here, folder)) list(l, folder, name, here);
    if (item->kind == BUNDLER_ITEM_FILE) add_file(l, name, bundler_item_path(disk, item));
}

static void list(listing *l, bundler_folder *folder, slsc_str name, const way *above)
{
    packing *p = l->p;
    const way here = { folder, above, above ? above->depth + 1 : 0 };
    for (size_t i = 0; i < folder->item_count && !p->failed; i++) {
        const bundler_item *item = &folder->items[i];
        const bool at_root = folder == l->root;
        if (at_root && (bundler_is(item->name, "node_modules") || bundler_is(item->name, ".git")))
            continue;
        if (p->file_count >= LIMIT_FILES || here.depth >= LIMIT_FOLDERS) {
            bundler_externals_say(p, BUNDLER_EXTERNALS_LAYOUT,
                                  bundler_printf(p->arena, "package `%.*s` has too many files",
                                                 (int)l->package->name.len, l->package->name.ptr));
            return;
        }
        list_item(
            l, item,
            bundler_printf(p->arena, "%s/%.*s", name.ptr, (int)item->name.len, item->name.ptr),
            &here);
    }
}

static int order_of_files(const void *a, const void *b)
{
    return bundler_externals_order(((const bundler_packed_file *)a)->name,
                                   ((const bundler_packed_file *)b)->name);
}

void bundler_externals_list(packing *p)
{
    for (size_t i = 0; i < p->place_count && !p->failed; i++) {
        listing l = { .p = p, .package = p->packages[p->places[i].package].package };
        bundler_disk *disk = &p->resolver->disk;
        bundler_folder *folder = bundler_walk_folder(disk, disk->top, l.package->folder);
        l.root = folder;
        if (folder) list(&l, folder, p->places[i].path, NULL);
    }
    if (p->file_count) qsort(p->files, p->file_count, sizeof *p->files, order_of_files);
}
