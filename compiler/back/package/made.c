/* made.c: what passes bring to packages: files they made, files of the disk under other names,
 * whole packages; and the packages that are theirs alone, since a bundle stands for the sources. */
#include "back/package/packages.h"

struct slsc_packages *slsc_packages_of(slsc_unit *unit)
{
    if (!unit->packages) unit->packages = SLSC_NEW(unit->arena, struct slsc_packages);
    return unit->packages;
}

slsc_str slsc_package_path(slsc_unit *unit, slsc_str path)
{
    const slsc_str folder = unit->service.folder;
    if (path.len == 0 || path.ptr[0] != '/') return slsc_path_normalize(unit->arena, path);
    if (slsc_str_starts(path, folder) && path.len > folder.len + 1 && path.ptr[folder.len] == '/')
        return slsc_path_normalize(unit->arena, slsc_str_sub(path, folder.len + 1, path.len));
    return slsc_path_normalize(unit->arena, path);
}

/* ---- Files ----------------------------------------------------------------------------------- */

/* Relative, of proper segments only, and nothing a terminal or a zip could choke on. */
static bool usable_path(slsc_str path)
{
    if (path.len == 0 || path.len > 4096 || slsc_str_valid_utf8(path) != path.len) return false;
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (c < 0x20 || c == 0x7f || c == '\\') return false;
    }
    return slsc_path_inside(path) && !slsc_str_is(path, ".") && path.ptr[path.len - 1] != '/';
}

/* A new one, all but its content; NULL: reported that there cannot be one. */
static slsc_generated *new_file(slsc_unit *unit, slsc_node *function, slsc_str path, uint32_t flags,
                                const slsc_node *from)
{
    struct slsc_packages *all = slsc_packages_of(unit);
    slsc_str normal = slsc_path_normalize(unit->arena, path);
    if (!usable_path(normal)) {
        slsc_errorf(unit, from, "package/bad-path", "`%.*s` cannot be the path of a generated file",
                    SLSC_FMT(path));
        return NULL;
    }
    if (all->built) {
        slsc_errorf(unit, from, "package/too-late",
                    "`%.*s` was generated behind the phase PACK, when packages are made",
                    SLSC_FMT(path));
        return NULL;
    }
    all->generated = slsc_arena_grow(unit->arena, all->generated, all->generated_count,
                                     &all->generated_capacity, sizeof *all->generated);
    slsc_generated *file = &all->generated[all->generated_count++];
    *file = (slsc_generated) { .owner = function,
                               .path = normal,
                               .executable = (flags & SLSC_FILE_EXECUTABLE) != 0,
                               .keep = (flags & SLSC_FILE_KEEP) != 0,
                               .from = from };
    return file;
}

slsc_status slsc_package_add_file(slsc_unit *unit, slsc_node *function, slsc_str path,
                                  slsc_str content, uint32_t flags, const slsc_node *from)
{
    slsc_generated *file = new_file(unit, function, path, flags, from);
    if (!file) return SLSC_FAIL;
    file->content = slsc_str_copy(unit->arena, content);
    return SLSC_OK;
}

slsc_status slsc_package_add_copy(slsc_unit *unit, slsc_node *function, slsc_str path,
                                  slsc_str source, uint32_t flags, const slsc_node *from)
{
    const slsc_str place = slsc_package_path(unit, source);
    const slsc_fs_info info = slsc_fs_stat(slsc_path_join(unit->arena, unit->folder, place).ptr);
    if (info.kind != SLSC_FS_FILE)
        return slsc_errorf(unit, from, "package/unreadable", "cannot package `%.*s`: %s",
                           SLSC_FMT(place), "it is no file");
    slsc_generated *file = new_file(unit, function, path, flags, from);
    if (!file) return SLSC_FAIL;
    file->source = place;
    file->size = info.size;
    file->executable = file->executable || info.executable;
    return SLSC_OK;
}

int32_t slsc_package_generated(slsc_unit *unit, size_t i, slsc_node **function, slsc_str *path,
                               slsc_str *content)
{
    const struct slsc_packages *all = slsc_packages_of(unit);
    if (i >= all->generated_count) return 0;
    *function = all->generated[i].owner;
    *path = all->generated[i].path;
    *content = all->generated[i].content;
    return 1;
}

/* ---- Packages -------------------------------------------------------------------------------- */

slsc_status slsc_package_replace(slsc_unit *unit, slsc_node *function, uint32_t flags)
{
    struct slsc_packages *all = slsc_packages_of(unit);
    if (all->built)
        return slsc_errorf(unit, function, "package/too-late",
                           "a package was replaced behind the phase PACK, when packages are made");
    all->replaced = slsc_arena_grow(unit->arena, all->replaced, all->replaced_count,
                                    &all->replaced_capacity, sizeof *all->replaced);
    all->replaced[all->replaced_count++] =
        (slsc_replaced) { function, (flags & SLSC_PACK_PATTERNS) != 0, all->generated_count };
    return SLSC_OK;
}

/* There are as many as passes think of, a few: the name is looked for from the first. */
slsc_node *slsc_package_own(slsc_unit *unit, slsc_str name, const slsc_node *from)
{
    struct slsc_packages *all = slsc_packages_of(unit);
    for (size_t i = 0; i < all->own_count; i++)
        if (slsc_str_eq(all->own[i].name, name)) return all->own[i].node;
    if (all->built) {
        slsc_errorf(unit, from, "package/too-late",
                    "the package `%.*s.zip` was asked for behind the phase PACK", SLSC_FMT(name));
        return NULL;
    }
    all->own = slsc_arena_grow(unit->arena, all->own, all->own_count, &all->own_capacity,
                               sizeof *all->own);
    slsc_own_package *own = &all->own[all->own_count++];
    *own = (slsc_own_package) { slsc_str_copy(unit->arena, name),
                                slsc_node_new(unit, SLSC_MAP, from) };
    return own->node;
}
