/* artifact.c: what is known of packages and of files: asked for by passes through slsc.artifact/1
 * and slsc.files/1, and by the rest of the compiler through package.h. */
#include "back/package/packages.h"
#include "back/package/rules.h"

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
                                         .package = slsc_package_own,
                                         .generated = slsc_package_generated,
                                         .replace = slsc_package_replace,
                                         .add_copy = slsc_package_add_copy };
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

/* What was looked for and is not there is no input that a build tool could watch. */
static void note_file(slsc_unit *unit, slsc_str path)
{
    const slsc_str name = slsc_package_path(unit, path);
    if (slsc_fs_stat(slsc_path_join(unit->arena, unit->folder, name).ptr).kind == SLSC_FS_FILE)
        slsc_unit_input(unit, name);
}

static const slsc_node *place_in_file(slsc_unit *unit, slsc_str path, uint32_t offset,
                                      uint32_t length, const slsc_node *from)
{
    slsc_str text = { NULL, 0 };
    uint32_t file = 0;
    if (slsc_unit_read(unit, slsc_package_path(unit, path), &text, &file) != SLSC_FS_OK ||
        offset > text.len || length > text.len - offset)
        return from;
    const uint16_t maker = unit->maker;
    unit->maker = 0; /* it was read: not the pass wrote what is there */
    const slsc_node *node = slsc_node_read(unit, SLSC_NULL, (slsc_place) { file, offset, length });
    unit->maker = maker;
    return node;
}

static int32_t is_hermetic(slsc_unit *unit) { return unit->settings.hermetic; }

const slsc_files *slsc_package_files_table(void)
{
    static const slsc_files table = { .struct_size = sizeof(slsc_files),
                                      .read = read_file,
                                      .exists = file_exists,
                                      .list = list_files,
                                      .note = note_file,
                                      .place = place_in_file,
                                      .hermetic = is_hermetic };
    return &table;
}
