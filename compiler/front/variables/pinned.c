/* pinned.c: slsc.values.json, as sources of variables, and a record of what they were asked for.
 *
 * Only what has the form of an address is answered or recorded; the rest is left to the rooms' own
 * sources, which tell what is wrong with it. */
#include "front/variables/pinned.h"
#include "tree/json.h"

slsc_str slsc_pinned_key(slsc_arena *arena, slsc_str type, const slsc_str *params, size_t n,
                         slsc_str address)
{
    slsc_sb key = slsc_sb_new(arena, 0);
    slsc_sb_add(&key, type);
    for (size_t i = 0; i < n; i++) {
        slsc_sb_addz(&key, i ? ", " : "(");
        slsc_sb_add(&key, params[i]);
    }
    slsc_sb_addz(&key, n ? "):" : ":");
    slsc_sb_add(&key, address);
    return slsc_sb_str(&key);
}

static slsc_str key_of(slsc_unit *unit, slsc_str type, const slsc_node *params, slsc_str address)
{
    const size_t n = slsc_node_count(params);
    slsc_str *texts = SLSC_NEW_ARRAY(unit->arena, slsc_str, n + 1);
    for (size_t i = 0; i < n; i++) {
        const slsc_node *param = slsc_node_at(params, i);
        if (slsc_node_kind(param) != SLSC_NULL) texts[i] = slsc_node_text(unit, param);
    }
    return slsc_pinned_key(unit->arena, type, texts, n, address);
}

static bool is_address(slsc_str type, slsc_str address)
{
    if (slsc_str_is(type, "aws")) return slsc_str_is(address, "accountId");
    if (slsc_str_is(type, "cf")) return slsc_str_find_char(address, '.') != SIZE_MAX;
    if (slsc_str_is(type, "s3")) return slsc_str_find_char(address, '/') != SIZE_MAX;
    return address.len > 0;
}

static slsc_node *ask(slsc_unit *unit, void *context, const slsc_node *params, slsc_str address,
                      const slsc_node *from)
{
    struct slsc_pinned *pinned = unit->pinned;
    const slsc_str type = slsc_str_z(context);
    if (!is_address(type, address)) return NULL;
    const slsc_str key = key_of(unit, type, params, address);
    slsc_node *node = pinned->file ? slsc_node_get(unit, pinned->file, key) : NULL;
    if (!slsc_keys_find(pinned->seen, key)) {
        slsc_keys_intern(pinned->seen, key);
        pinned->asked = slsc_arena_grow(unit->arena, pinned->asked, pinned->count,
                                        &pinned->capacity, sizeof *pinned->asked);
        pinned->asked[pinned->count++] =
            (slsc_pinned_value) { key, type, address, params, from, node != NULL };
    }
    return node;
}

static slsc_status read_file(slsc_unit *unit, struct slsc_pinned *pinned)
{
    const bool named = unit->settings.values.len > 0;
    slsc_str text;
    uint32_t file;
    const slsc_fs_error error = slsc_unit_read(unit, pinned->path, &text, &file);
    if (error == SLSC_FS_MISSING && (!named || unit->settings.update_values)) return SLSC_OK;
    if (error != SLSC_FS_OK)
        return slsc_errorf(unit, NULL, "values/unreadable", "cannot read `%.*s`: %s",
                           SLSC_FMT(pinned->path), slsc_fs_reason(error));
    slsc_node *root = slsc_json_parse(unit, file);
    if (!root) return SLSC_FAIL;
    if (slsc_node_kind(root) != SLSC_MAP)
        return slsc_errorf(unit, root, "values/not-a-map",
                           "pinned values are a map from expressions to values");
    pinned->file = root;
    return SLSC_OK;
}

slsc_status slsc_pinned_load(slsc_unit *unit, slsc_variable_source out[SLSC_PINNED_SOURCES])
{
    static const char types[SLSC_PINNED_SOURCES][4] = { "aws", "cf", "s3", "ssm" };
    struct slsc_pinned *pinned = SLSC_NEW(unit->arena, struct slsc_pinned);
    const slsc_str given = unit->settings.values;
    pinned->path = given.len ? given : SLSC_STR(SLSC_PINNED_FILE);
    pinned->seen = slsc_keys_new(unit->arena);
    unit->pinned = pinned;
    for (size_t i = 0; i < SLSC_PINNED_SOURCES; i++)
        out[i] = (slsc_variable_source) { types[i], ask, (void *)(uintptr_t)types[i] };
    return read_file(unit, pinned);
}
