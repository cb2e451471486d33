/* dso.h: shared objects in three functions. The door to dlfcn.h. They are never closed: strings,
 * destructors and thread-locals of a plugin may outlive our use of it. */
#ifndef SLSC_MIDDLE_DSO_H
#define SLSC_MIDDLE_DSO_H

#include "base/str.h"

/* RTLD_NOW | RTLD_LOCAL. NULL: *error is the system's reason. */
void *slsc_dso_open(slsc_arena *arena, const char *path, slsc_str *error);
void (*slsc_dso_symbol(void *handle, const char *name))(void);

#endif
