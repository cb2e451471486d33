/* host.c: the table through which plugins see a unit. Most of it is the room `tree` under other
 * names; what is added is that a plugin's mistake ends in a diagnostic and not in a broken tree:
 * whatever crosses the border is looked at here, once. */
#include "middle/loaded.h"

#include "middle/functions.h"
#include "tree/json.h"
#include "tree/number.h"
#include "tree/print.h"

#include <string.h>

slsc_status slsc_host_misuse(slsc_unit *unit, const slsc_node *at, const char *code, slsc_str what)
{
    const slsc_loaded *loaded = slsc_loaded_of(unit);
    const slsc_str message =
        loaded->running
            ? slsc_strf(unit->arena, "plugin `%s` misbehaved in %.*s: %.*s",
                        loaded->running->plugin.name, SLSC_FMT(loaded->where), SLSC_FMT(what))
            : slsc_strf(unit->arena, "a plugin misbehaved: %.*s", SLSC_FMT(what));
    return slsc_loader_blame(unit, at, code, message, SLSC_STR(""));
}

static slsc_status misuse(slsc_unit *unit, const slsc_node *at, const char *what)
{
    return slsc_host_misuse(unit, at, "plugin/misuse", slsc_str_z(what));
}

/* A node needs one that it comes from; a plugin that gives none gets the root, and an error. */
const slsc_node *slsc_host_origin(slsc_unit *unit, const slsc_node *from)
{
    if (from) return from;
    misuse(unit, NULL, "it made a node that comes from nowhere (`from` is NULL)");
    return unit->roots[SLSC_CONFIG];
}

static slsc_str valid(slsc_unit *unit, slsc_str text, const slsc_node *at)
{
    const size_t len = slsc_str_valid_utf8(text);
    if (len == text.len) return text;
    misuse(unit, at, "a text is not UTF-8");
    return slsc_str_sub(text, 0, len);
}

/* ---- Reading ---- */

static slsc_node *root(slsc_unit *unit, slsc_root which)
{
    return which <= SLSC_CREATE_TEMPLATE ? unit->roots[which] : NULL;
}

static slsc_str text(slsc_unit *unit, const slsc_node *node) { return slsc_node_text(unit, node); }

static slsc_node *get(slsc_unit *unit, const slsc_node *node, slsc_str key)
{
    return slsc_node_get(unit, node, key);
}

static slsc_str key_of(const slsc_node *node)
{
    const slsc_member *member = node ? slsc_node_member(node) : NULL;
    return member ? member->key->text : SLSC_STR("");
}

/* ---- Writing ---- */

static slsc_node *make_number(slsc_unit *unit, slsc_str digits, const slsc_node *from)
{
    double value;
    if (digits.len && slsc_number_parse(digits, &value)) return slsc_node_number(unit, value, from);
    misuse(unit, from, "it made a number of a text that is none");
    return slsc_node_new(unit, SLSC_NULL, from);
}

static slsc_node *make(slsc_unit *unit, slsc_kind kind, slsc_str value, const slsc_node *from)
{
    from = slsc_host_origin(unit, from);
    switch (kind) {
    case SLSC_NULL:
    case SLSC_LIST:
    case SLSC_MAP: return slsc_node_new(unit, kind, from);
    case SLSC_BOOL: return slsc_node_bool(unit, slsc_str_is(value, "true"), from);
    case SLSC_INT:
    case SLSC_FLOAT: return make_number(unit, value, from);
    case SLSC_STRING: return slsc_node_string(unit, valid(unit, value, from), from);
    default:
        misuse(unit, from, "it made a node of a kind that does not exist");
        return slsc_node_new(unit, SLSC_NULL, from);
    }
}

static slsc_node *copy(slsc_unit *unit, const slsc_node *node, const slsc_node *from)
{
    return node ? slsc_node_copy(unit, node, from) : NULL;
}

static slsc_node *json(slsc_unit *unit, slsc_str source, const slsc_node *from)
{
    return slsc_json_parse_text(unit, source, slsc_host_origin(unit, from), NULL);
}

static bool is_root(const slsc_unit *unit, const slsc_node *node)
{
    for (size_t i = 0; i < sizeof unit->roots / sizeof *unit->roots; i++)
        if (unit->roots[i] == node) return true;
    return false;
}

/* A node cannot stand below itself: such a value is copied, as one that stands elsewhere is. A
 * root of the unit is a value like that. */
slsc_node *slsc_host_detached(slsc_unit *unit, const slsc_node *where, slsc_node *value)
{
    if (value->parent) return value; /* the tree copies it */
    for (const slsc_node *above = where; above; above = above->parent)
        if (above == value) return slsc_node_copy(unit, value, NULL);
    return is_root(unit, value) ? slsc_node_copy(unit, value, NULL) : value;
}

/* A pass of CHECK may change what it made for itself, but no tree of the unit. */
static bool may_change(slsc_unit *unit, const slsc_node *node)
{
    const slsc_loaded *loaded = unit->loaded;
    if (!loaded || !loaded->reading) return true;
    while (node->parent) node = node->parent;
    if (!is_root(unit, node)) return true;
    slsc_loader_blame(unit, loaded->running->at, "plugin/check-changed-tree",
                      slsc_strf(unit->arena, "%.*s changed a tree, which passes of CHECK may not",
                                SLSC_FMT(loaded->where)),
                      SLSC_STR(""));
    return false;
}

/* A member that is copied under its own key keeps that key's place: faults of keys are told there.
 */
static void set_value(slsc_unit *unit, slsc_node *map, slsc_str key, slsc_node *value)
{
    const slsc_member *was = slsc_node_member(value);
    slsc_node *mine = slsc_host_detached(unit, map, value);
    if (was && was->key_place.file != 0 && slsc_str_eq(was->key->text, key))
        slsc_node_set_at(unit, map, was->key, was->key_place, mine);
    else
        slsc_node_set(unit, map, valid(unit, key, map), mine);
}

static slsc_status set(slsc_unit *unit, slsc_node *map, slsc_str key, slsc_node *value)
{
    if (slsc_node_kind(map) != SLSC_MAP)
        return misuse(unit, map, "it set a member of what is no map");
    if (!may_change(unit, map)) return SLSC_FAIL;
    if (value) slsc_host_watch(unit, map, key, value);
    if (value) set_value(unit, map, key, value);
    return SLSC_OK;
}

static slsc_status append(slsc_unit *unit, slsc_node *list, slsc_node *value)
{
    if (slsc_node_kind(list) != SLSC_LIST)
        return misuse(unit, list, "it appended to what is no list");
    if (!may_change(unit, list)) return SLSC_FAIL;
    if (value) slsc_node_append(unit, list, slsc_host_detached(unit, list, value));
    return SLSC_OK;
}

static slsc_status remove_member(slsc_unit *unit, slsc_node *map, slsc_str key)
{
    if (slsc_node_kind(map) != SLSC_MAP) return SLSC_OK;
    if (!may_change(unit, map)) return SLSC_FAIL;
    slsc_node_remove(unit, map, key);
    return SLSC_OK;
}

/* ---- Services ---- */

static void where(const slsc_unit *unit, const slsc_node *node, slsc_span *out)
{
    memset(out, 0, sizeof *out);
    if (!node) return;
    slsc_sources_locate(unit->sources, node->place, out);
    const slsc_source_text *source = slsc_sources_get(unit->sources, node->place.file);
    if (source) out->file = source->name; /* what a plugin makes of it is the same everywhere */
}

static void report(slsc_unit *unit, const slsc_diag *theirs)
{
    slsc_diag diag;
    if (theirs->struct_size < offsetof(slsc_diag, at)) {
        misuse(unit, NULL, "it reported something without its `struct_size`");
        return;
    }
    memset(&diag, 0, sizeof diag);
    memcpy(&diag, theirs, theirs->struct_size < sizeof diag ? theirs->struct_size : sizeof diag);
    diag.struct_size = sizeof diag;
    if (!diag.code) diag.code = "plugin/unnamed";
    if (diag.severity > SLSC_ERROR) diag.severity = SLSC_ERROR;
    slsc_unit_report(unit, &diag);
}

static slsc_str name_part(slsc_unit *unit, slsc_name_rule rule, slsc_str name)
{
    return slsc_name_part(unit->arena, rule, name);
}

static slsc_str logical_id(slsc_unit *unit, const slsc_str *parts, size_t n)
{
    slsc_sb id = slsc_sb_new(unit->arena, 0);
    for (size_t i = 0; i < n; i++) slsc_sb_add(&id, parts[i]);
    return slsc_sb_str(&id);
}

static slsc_str digest(slsc_unit *unit, const slsc_node *node)
{
    if (!node) return SLSC_STR("");
    return slsc_hash_hex(unit->arena, slsc_print_hash(unit, node));
}

static void *alloc(slsc_unit *unit, size_t size, size_t align)
{
    return slsc_arena_alloc(unit->arena, size ? size : 1, align ? align : 1);
}

static const void *lent(slsc_unit *unit, const char *id)
{
    const slsc_plugin_use *running = unit->loaded ? unit->loaded->running : NULL;
    if (strcmp(id, SLSC_EXT_FILES) == 0 && running && !(running->plugin.needs & SLSC_NEEDS_FILES)) {
        misuse(unit, running->at, "it reads files without having SLSC_NEEDS_FILES");
        return NULL;
    }
    for (const slsc_ability *ability = unit->abilities; ability && ability->id; ability++)
        if (strcmp(id, ability->id) == 0) return ability->table;
    return NULL;
}

static const void *extension(slsc_unit *unit, const char *id)
{
    static const slsc_ability own[] = {
        { SLSC_EXT_LOG, &slsc_host_log },         { SLSC_EXT_JOBS, &slsc_host_jobs },
        { SLSC_EXT_IAM, &slsc_host_iam },         { SLSC_EXT_HASH, &slsc_host_hashes },
        { SLSC_EXT_TEXT, &slsc_host_texts },      { SLSC_EXT_REFERENCES, &slsc_host_references },
        { SLSC_EXT_OPTIONS, &slsc_host_options },
    };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (strcmp(id, own[i].id) == 0) return own[i].table;
    return lent(unit, id);
}

static const slsc_service *service(slsc_unit *unit)
{
    unit->service.struct_size = sizeof unit->service;
    return &unit->service;
}

static size_t function_count(slsc_unit *unit) { return unit->function_count; }

static const slsc_function *function_at(slsc_unit *unit, size_t i)
{
    return i < unit->function_count ? &unit->functions[i] : NULL;
}

static slsc_node *target(slsc_unit *unit, const slsc_function *function, const slsc_node *from)
{
    return slsc_functions_target(unit, function, slsc_host_origin(unit, from));
}

static const slsc_host host = {
    .struct_size = sizeof host,
    .abi_minor = SLSC_ABI_MINOR,
    .root = root,
    .kind = slsc_node_kind,
    .text = text,
    .to_int = slsc_node_to_int,
    .to_float = slsc_node_to_number,
    .count = slsc_node_count,
    .at = slsc_node_at,
    .key = slsc_node_key,
    .get = get,
    .key_of = key_of,
    .make = make,
    .copy = copy,
    .json = json,
    .set = set,
    .append = append,
    .remove = remove_member,
    .fill = slsc_host_fill,
    .where = where,
    .report = report,
    .name_part = name_part,
    .logical_id = logical_id,
    .digest = digest,
    .alloc = alloc,
    .extension = extension,
    .service = service,
    .function_count = function_count,
    .function_at = function_at,
    .target = target,
};

const slsc_host *slsc_host_table(void) { return &host; }
