/* search.c: where plugins are. A name is looked for as `slsc-NAME.so` and `NAME.so` in few places,
 * all of which the error names when it is in none. A shipped plugin is taken from the folder that
 * belongs to this executable and from nowhere else, so that nothing can stand in for it. */
#include "middle/loaded.h"

#include <limits.h>
#include <stdint.h>
#if defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

static slsc_str executable(slsc_arena *arena)
{
#if defined(__APPLE__)
    char path[PATH_MAX];
    uint32_t size = sizeof path;
    if (_NSGetExecutablePath(path, &size) != 0) return SLSC_STR("");
    return slsc_path_real(arena, path);
#else
    return slsc_path_real(arena, "/proc/self/exe");
#endif
}

static slsc_str folder_of(slsc_str path)
{
    return slsc_str_sub(path, 0, path.len - slsc_path_base(path).len);
}

/* Beside the executable in a build tree; else where it was installed. */
static slsc_str own_folder(slsc_unit *unit)
{
    const slsc_str path = executable(unit->arena);
    if (!path.len) return path;
    const slsc_str beside = slsc_path_join(unit->arena, folder_of(path), SLSC_STR("plugins"));
    if (slsc_fs_stat(slsc_str_cstr(unit->arena, beside)).kind == SLSC_FS_FOLDER) return beside;
    const slsc_str installed =
        slsc_path_join(unit->arena, folder_of(path), SLSC_STR("../" SLSC_PLUGIN_SUBDIR));
    return slsc_path_normalize(unit->arena, installed);
}

static slsc_str look(slsc_unit *unit, slsc_str folder, slsc_str file)
{
    const slsc_str path = slsc_path_join(unit->arena, folder, file);
    const bool there = slsc_fs_stat(slsc_str_cstr(unit->arena, path)).kind == SLSC_FS_FILE;
    return there ? path : SLSC_STR("");
}

static slsc_str look_both(slsc_unit *unit, slsc_str folder, slsc_str name)
{
    const slsc_str found =
        look(unit, folder, slsc_strf(unit->arena, "slsc-%.*s.so", SLSC_FMT(name)));
    if (found.len) return found;
    return look(unit, folder, slsc_strf(unit->arena, "%.*s.so", SLSC_FMT(name)));
}

slsc_str slsc_loader_look(slsc_unit *unit, slsc_str folder, slsc_str name, slsc_sb *tried)
{
    slsc_sb_addf(tried, "%s`%.*s`", tried->len ? ", " : "", SLSC_FMT(folder));
    return look_both(unit, folder, name);
}

slsc_str slsc_loader_search_own(slsc_unit *unit, slsc_str name)
{
    return look(unit, own_folder(unit), slsc_strf(unit->arena, "%.*s.so", SLSC_FMT(name)));
}

slsc_str slsc_loader_search(slsc_unit *unit, slsc_str name, slsc_sb *tried)
{
    const slsc_str local = slsc_path_join(unit->arena, unit->folder, SLSC_STR(".slsc/plugins"));
    slsc_str found = slsc_loader_look(unit, local, name, tried);
    slsc_str path = slsc_unit_env(unit, SLSC_STR("SLSC_PLUGIN_PATH"));
    while (!found.len && path.len) {
        const size_t colon = slsc_str_find_char(path, ':');
        const slsc_str folder = slsc_str_sub(path, 0, colon);
        if (folder.len) found = slsc_loader_look(unit, folder, name, tried);
        path = colon == SIZE_MAX ? SLSC_STR("") : slsc_str_sub(path, colon + 1, path.len);
    }
    if (found.len) return found;
    slsc_sb_addz(tried, " or among the plugins of slsc"); /* wherever it is installed */
    return look_both(unit, own_folder(unit), name);
}
