/* remove.h: removing a folder with all that is in it: for this room, and for the driver's scratch
 * folders. */
#ifndef SLSC_BASE_REMOVE_H
#define SLSC_BASE_REMOVE_H

/* `path` and everything below it; links are removed, not followed. */
void slsc_fs_remove_tree(const char *path);

#endif
