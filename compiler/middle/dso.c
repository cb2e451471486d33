/* dso.c: shared objects by dlopen. The one file that includes dlfcn.h, so that another system's
 * loader is another dozen lines here. */
#include "middle/dso.h"

#include <dlfcn.h>
#include <string.h>

void *slsc_dso_open(slsc_arena *arena, const char *path, slsc_str *error)
{
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!handle) *error = slsc_str_copy(arena, slsc_str_z(dlerror()));
    return handle;
}

void (*slsc_dso_symbol(void *handle, const char *name))(void)
{
    void *symbol = dlsym(handle, name);
    void (*function)(void) = NULL;
    /* ISO C has no cast from an object pointer to a function pointer; POSIX has this. */
    if (symbol) memcpy(&function, &symbol, sizeof function);
    return function;
}
