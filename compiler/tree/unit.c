/* unit.c: the life of a compilation, its makers, and its window to the world: files and
 * environment.
 *
 * A file is read once: who asks again gets the same source, so that places compare and the depfile
 * names it once. */
#include "tree/unit.h"
#include "base/hash.h"
#include "tree/number.h"
#include <string.h>

slsc_unit *slsc_unit_new(const slsc_settings *settings)
{
    slsc_arena *arena = slsc_arena_new(SLSC_LIMIT_MEMORY);
    slsc_unit *unit = SLSC_NEW(arena, slsc_unit);
    unit->arena = arena;
    unit->keys = slsc_keys_new(arena);
    unit->sources = slsc_sources_new(arena);
    unit->diags = slsc_diags_new(arena, unit->sources);
    unit->settings = *settings;
    unit->notices_end = &unit->notices;
    unit->infos_end = &unit->infos;
    slsc_diags_strict(unit->diags, settings->strict);
    slsc_unit_maker(unit, "source");
    return unit;
}

void slsc_unit_free(slsc_unit *unit)
{
    if (unit != NULL) slsc_arena_free(unit->arena);
}

uint16_t slsc_unit_maker(slsc_unit *unit, const char *name)
{
    for (size_t i = 0; i < unit->maker_count; i++)
        if (strcmp(unit->makers[i], name) == 0) return (uint16_t)i;
    if (unit->maker_count > UINT16_MAX) return 0;
    unit->makers = slsc_arena_grow(unit->arena, unit->makers, unit->maker_count,
                                   &unit->maker_capacity, sizeof *unit->makers);
    unit->makers[unit->maker_count] = name;
    return (uint16_t)unit->maker_count++;
}

bool slsc_unit_ok(const slsc_unit *unit) { return slsc_diags_count(unit->diags, SLSC_ERROR) == 0; }

slsc_str slsc_unit_env(const slsc_unit *unit, slsc_str name)
{
    const char *const *item = unit->settings.environ;
    for (; item != NULL && *item != NULL; item++) {
        slsc_str entry = slsc_str_z(*item);
        if (entry.len > name.len && entry.ptr[name.len] == '=' && slsc_str_starts(entry, name))
            return slsc_str_sub(entry, name.len + 1, SIZE_MAX);
    }
    return (slsc_str) { NULL, 0 };
}

/* ---- Files ---- */

struct slsc_input_table {
    uint32_t *slots; /* open addressing: 1 + position in unit->inputs; 0: free */
    uint32_t *files; /* source ids, by position in unit->inputs; 0: no source */
    size_t size, capacity;
};

static uint32_t *slot_of(const slsc_unit *unit, slsc_str path)
{
    const struct slsc_input_table *table = unit->input_table;
    size_t at = (size_t)slsc_hash(path) & (table->size - 1);
    while (table->slots[at] != 0 && !slsc_str_eq(unit->inputs[table->slots[at] - 1], path))
        at = (at + 1) & (table->size - 1);
    return &table->slots[at];
}

static void grow_table(slsc_unit *unit)
{
    struct slsc_input_table *table = unit->input_table;
    if (table->size > unit->input_count * 2) return;
    table->size = table->size == 0 ? 16 : table->size * 2;
    table->slots = SLSC_NEW_ARRAY(unit->arena, uint32_t, table->size);
    for (size_t i = 0; i < unit->input_count; i++)
        *slot_of(unit, unit->inputs[i]) = (uint32_t)i + 1;
}

/* The slot of a normalized path, in a table with room for one more. */
static uint32_t *find_input(slsc_unit *unit, slsc_str path)
{
    if (unit->input_table == NULL)
        unit->input_table = SLSC_NEW(unit->arena, struct slsc_input_table);
    grow_table(unit);
    return slot_of(unit, path);
}

static void add_input(slsc_unit *unit, slsc_str path, uint32_t file)
{
    struct slsc_input_table *table = unit->input_table;
    *slot_of(unit, path) = (uint32_t)unit->input_count + 1;
    unit->inputs = slsc_arena_grow(unit->arena, unit->inputs, unit->input_count,
                                   &unit->input_capacity, sizeof *unit->inputs);
    table->files = slsc_arena_grow(unit->arena, table->files, unit->input_count, &table->capacity,
                                   sizeof *table->files);
    unit->inputs[unit->input_count] = path;
    table->files[unit->input_count++] = file;
}

void slsc_unit_input(slsc_unit *unit, slsc_str path)
{
    slsc_str name = slsc_path_normalize(unit->arena, path);
    if (*find_input(unit, name) == 0) add_input(unit, name, 0);
}

/* Whether --hermetic lets a file be read: not through a path or a link that leaves the folder. What
 * is not there is judged by its path, so that nobody learns what lies outside. */
static bool allowed(const slsc_unit *unit, slsc_str path, const char *full)
{
    slsc_str folder, real;
    if (!unit->settings.hermetic) return true;
    real = slsc_path_real(unit->arena, full);
    if (real.len == 0) return slsc_path_inside(path);
    folder = slsc_path_real(unit->arena,
                            unit->folder.len > 0 ? slsc_str_cstr(unit->arena, unit->folder) : ".");
    if (!slsc_str_starts(real, folder)) return false;
    return slsc_str_is(folder, "/") || (real.len > folder.len && real.ptr[folder.len] == '/');
}

slsc_fs_error slsc_unit_read(slsc_unit *unit, slsc_str path, slsc_str *text, uint32_t *file)
{
    slsc_str name = slsc_path_normalize(unit->arena, path);
    uint32_t *slot = find_input(unit, name);
    uint32_t id = *slot != 0 ? unit->input_table->files[*slot - 1] : 0;
    if (id != 0) {
        *text = slsc_sources_get(unit->sources, id)->text;
    } else {
        const char *full =
            slsc_str_cstr(unit->arena, slsc_path_join(unit->arena, unit->folder, name));
        slsc_fs_error error = allowed(unit, name, full)
                                  ? slsc_fs_read(unit->arena, full, SLSC_LIMIT_FILE, text)
                                  : SLSC_FS_DENIED;
        if (error != SLSC_FS_OK) return error;
        id = slsc_sources_add(unit->sources, name, *text);
        slsc_sources_show_as(
            unit->sources, id,
            slsc_path_normalize(unit->arena, slsc_path_join(unit->arena, unit->folder, name)));
        if (*slot != 0)
            unit->input_table->files[*slot - 1] = id;
        else
            add_input(unit, name, id);
    }
    if (file != NULL) *file = id;
    return SLSC_FS_OK;
}
