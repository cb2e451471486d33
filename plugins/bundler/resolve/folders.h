/* folders.h: the disk as the resolver sees it: real folders, each with its names, read once.
 *
 * A folder is known by its real path, so two ways to one folder lead to one struct, and what was
 * found out about a folder (its package.json, its node_modules) is remembered in it. */
#ifndef BUNDLER_RESOLVE_FOLDERS_H
#define BUNDLER_RESOLVE_FOLDERS_H

#include "resolve.h"

typedef enum bundler_item_kind {
    BUNDLER_ITEM_UNKNOWN, /* not asked yet what it is */
    BUNDLER_ITEM_ABSENT,  /* also: a link that leads nowhere or in circles */
    BUNDLER_ITEM_FILE,
    BUNDLER_ITEM_FOLDER,
    BUNDLER_ITEM_LINK,
    BUNDLER_ITEM_OTHER, /* a pipe, a device */
} bundler_item_kind;

typedef struct bundler_item { /* a name in a folder */
    slsc_str name;
    bundler_item_kind kind;
    bool asked;                    /* somebody wanted to know */
    bool following;                /* a link: being followed right now */
    struct bundler_item *real;     /* a link: what it leads to; NULL: not followed yet */
    struct bundler_folder *in;     /* where it lies */
    struct bundler_folder *folder; /* a folder: itself; NULL: not entered yet */
    slsc_str path;                 /* once asked for */
    struct bundler_file *file;     /* what resolve.c knows of it */
} bundler_item;

typedef struct bundler_folder {
    slsc_str path;                 /* real; "/" for the top one, else without a `/` at the end */
    slsc_str name;                 /* its last part */
    struct bundler_folder *parent; /* NULL: the top one */
    bundler_item *item;            /* in its parent; NULL: the top one */
    bool listed;                   /* items are all there is; else names are asked for singly */
    bool in_node_modules;
    bundler_item *items; /* listed: sorted by name */
    size_t item_count;
    bool knows_package, knows_own_package, knows_tsconfig;
    struct bundler_package_file *package, *own_package; /* the nearest; in this very folder */
    struct bundler_config *tsconfig;                    /* the nearest */
} bundler_folder;

typedef struct bundler_disk {
    bundler_arena *arena;
    bundler_folder *top, *root; /* "/", the service folder */
    bool single;                /* while the way to root is walked: folders are not listed */
    int links;                  /* followed right now, one in another */
    bundler_table singles;      /* path -> index in items: names of folders that are not listed,
                                   and names that are absent */
    bundler_item **items;
    size_t item_count, item_capacity;
    bundler_folder **folders; /* all that were entered */
    size_t folder_count, folder_capacity;
} bundler_disk;

void bundler_disk_open(bundler_disk *, bundler_arena *, slsc_str root);

/* What `name` in `folder` really is, links followed. NULL: absent. */
bundler_item *bundler_look(bundler_disk *, bundler_folder *, slsc_str name);

/* The end of a way ("a/../b/c"); NULL: absent. A way that ends at the top folder is no item: then
 * `folder_out` alone is set. `folder_out` may be NULL. */
bundler_item *bundler_walk(bundler_disk *, bundler_folder *, slsc_str way,
                           bundler_folder **folder_out);

/* The same, but a folder or NULL. */
bundler_folder *bundler_walk_folder(bundler_disk *, bundler_folder *, slsc_str way);

bundler_folder *bundler_enter(bundler_disk *, bundler_item *); /* NULL: no folder */
slsc_str bundler_item_path(bundler_disk *, bundler_item *);
bool bundler_is_below(const bundler_folder *, const bundler_folder *above); /* or the same */

/* Paths of all that was asked for and is a file, a link or absent; sorted. */
size_t bundler_disk_asked(bundler_disk *, bundler_arena *, const slsc_str **out);

#endif
