/* artifact.c: what is known of packages: asked for by passes through slsc.artifact/1 and
 * slsc.files/1, and by the rest of the compiler through package.h. */
#include "back/package/packages.h"
#include "back/package/rules.h"

struct slsc_packages *slsc_packages_of(slsc_unit *unit)
{
    if (!unit->packages) unit->packages = SLSC_NEW(unit->arena, struct slsc_packages);
    return unit->packages;
}

/* ---- Files that passes make ------------------------------------------------------------------ */

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

slsc_status slsc_package_add_file(slsc_unit *unit, slsc_node *function, slsc_str path,
                                  slsc_str content, uint32_t flags, const slsc_node *from)
{
    struct slsc_packages *all = slsc_packages_of(unit);
    slsc_str normal = slsc_path_normalize(unit->arena, path);
    if (!usable_path(normal))
        return slsc_errorf(unit, from, "package/bad-path",
                           "`%.*s` cannot be the path of a generated file", SLSC_FMT(path));
    if (all->built)
        return slsc_errorf(unit, from, "package/too-late",
                           "`%.*s` was generated behind the phase BUILD, when packages are made",
                           SLSC_FMT(path));
    all->generated = slsc_arena_grow(unit->arena, all->generated, all->generated_count,
                                     &all->generated_capacity, sizeof *all->generated);
    all->generated[all->generated_count++] =
        (slsc_generated) { .owner = function,
                           .path = normal,
                           .content = slsc_str_copy(unit->arena, content),
                           .executable = (flags & SLSC_FILE_EXECUTABLE) != 0,
                           .keep = (flags & SLSC_FILE_KEEP) != 0,
                           .from = from };
    return SLSC_OK;
}

/* There are as many as passes think of, a few: the name is looked for from the first. */
static slsc_node *own_package(slsc_unit *unit, slsc_str name, const slsc_node *from)
{
    struct slsc_packages *all = slsc_packages_of(unit);
    for (size_t i = 0; i < all->own_count; i++)
        if (slsc_str_eq(all->own[i].name, name)) return all->own[i].node;
    if (all->built) {
        slsc_errorf(unit, from, "package/too-late",
                    "the package `%.*s.zip` was asked for behind the phase BUILD", SLSC_FMT(name));
        return NULL;
    }
    all->own = slsc_arena_grow(unit->arena, all->own, all->own_count, &all->own_capacity,
                               sizeof *all->own);
    slsc_own_package *own = &all->own[all->own_count++];
    *own = (slsc_own_package) { slsc_str_copy(unit->arena, name),
                                slsc_node_new(unit, SLSC_MAP, from) };
    return own->node;
}

/* ---- Answers --------------------------------------------------------------------------------- */

const slsc_package *slsc_package_of(const slsc_unit *unit, const slsc_node *function)
{
    const struct slsc_packages *all = unit->packages;
    if (!all || !all->built || !function) return NULL;
    const slsc_owner *owner = slsc_owner_of(all->owners, all->owner_count, function);
    return owner ? &all->items[owner->package] : NULL;
}

slsc_str slsc_package_s3_key(slsc_unit *unit, const slsc_node *function)
{
    const slsc_package *package = slsc_package_of(unit, function);
    if (!package) return (slsc_str) { NULL, 0 };
    return slsc_strf(unit->arena, "%.*s/%.*s", SLSC_FMT(unit->packages->directory),
                     SLSC_FMT(slsc_path_base(package->file)));
}

slsc_str slsc_package_directory(const slsc_unit *unit)
{
    return unit->packages ? unit->packages->directory : (slsc_str) { NULL, 0 };
}

size_t slsc_package_count(const slsc_unit *unit)
{
    return unit->packages ? unit->packages->count : 0;
}

const slsc_package *slsc_package_at(const slsc_unit *unit, size_t i)
{
    return i < slsc_package_count(unit) ? &unit->packages->items[i] : NULL;
}

static slsc_str digest(slsc_unit *unit, const slsc_node *function)
{
    const slsc_package *package = slsc_package_of(unit, function);
    return package ? package->digest : (slsc_str) { NULL, 0 };
}

const slsc_artifact *slsc_package_artifact_table(void)
{
    static const slsc_artifact table = { .struct_size = sizeof(slsc_artifact),
                                         .add_file = slsc_package_add_file,
                                         .digest = digest,
                                         .s3_key = slsc_package_s3_key,
                                         .package = own_package };
    return &table;
}

/* ---- Files of the service -------------------------------------------------------------------- */

static slsc_status read_file(slsc_unit *unit, slsc_str path, const slsc_node *from, slsc_str *out)
{
    slsc_str normal = slsc_path_normalize(unit->arena, path);
    slsc_fs_error error = SLSC_FS_DENIED;
    if (slsc_path_inside(normal)) error = slsc_unit_read(unit, normal, out, NULL);
    if (error == SLSC_FS_OK) return SLSC_OK;
    return slsc_errorf(unit, from, "files/unreadable", "cannot read `%.*s`: %s", SLSC_FMT(path),
                       slsc_fs_reason(error));
}

static int32_t file_exists(slsc_unit *unit, slsc_str path)
{
    slsc_str normal = slsc_path_normalize(unit->arena, path);
    if (!slsc_path_inside(normal)) return 0;
    const char *full = slsc_path_join(unit->arena, unit->folder, normal).ptr;
    return slsc_fs_stat(full).kind == SLSC_FS_FILE;
}

/* As a package of these patterns: all files but those that never are in one, then the patterns. */
static slsc_node *list_files(slsc_unit *unit, const slsc_str *patterns, size_t n,
                             const slsc_node *from)
{
    slsc_choice choice = { .pattern_count = n };
    slsc_pattern *items = SLSC_NEW_ARRAY(unit->arena, slsc_pattern, n + 1);
    for (size_t i = 0; i < n; i++) items[i].text = slsc_str_copy(unit->arena, patterns[i]);
    slsc_rules defaults = slsc_rules_default(unit, true);
    choice.filters = defaults.items;
    choice.filter_count = defaults.count;
    choice.patterns = items;
    slsc_folder folder = { .skip = slsc_plan_output(unit, SLSC_STR("")),
                           .at = from,
                           .choices = (slsc_choice *[]) { &choice },
                           .choice_count = 1 };
    slsc_node *list = slsc_node_new(unit, SLSC_LIST, from);
    if (slsc_select(unit, &folder) != SLSC_OK) return list;
    for (size_t i = 0; i < choice.count; i++) {
        slsc_str path = folder.files[choice.files[i]].path;
        slsc_node_append(unit, list, slsc_node_string(unit, path, from));
    }
    return list;
}

const slsc_files *slsc_package_files_table(void)
{
    static const slsc_files table = { .struct_size = sizeof(slsc_files),
                                      .read = read_file,
                                      .exists = file_exists,
                                      .list = list_files };
    return &table;
}
