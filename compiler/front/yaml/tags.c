/* tags.c: the tags of the reference, and no others.
 *
 * Two families: the types of YAML itself (`!!str`, `!!set`, ...) say how a value is read; the
 * short forms of CloudFormation (`!Ref`, `!GetAtt`, ...) wrap the value into a map of one member,
 * which the builder does. A scalar behind a short form is always text, never a number. A node
 * without any content is null, and each tag has its own idea of that. */
#include "front/yaml/tags.h"
#include "front/yaml/scalar.h"

typedef struct tag_name {
    const char *name; /* as it is written */
    slsc_yaml_tag tag;
} tag_name;

static const tag_name tag_names[] = {
    { "!Ref", { SLSC_TAG_FUNCTION, "Ref" } },
    { "!Condition", { SLSC_TAG_FUNCTION, "Condition" } },
    { "!And", { SLSC_TAG_FUNCTION, "Fn::And" } },
    { "!Base64", { SLSC_TAG_FUNCTION, "Fn::Base64" } },
    { "!Cidr", { SLSC_TAG_FUNCTION, "Fn::Cidr" } },
    { "!Equals", { SLSC_TAG_FUNCTION, "Fn::Equals" } },
    { "!FindInMap", { SLSC_TAG_FUNCTION, "Fn::FindInMap" } },
    { "!GetAtt", { SLSC_TAG_FUNCTION, "Fn::GetAtt" } },
    { "!GetAZs", { SLSC_TAG_FUNCTION, "Fn::GetAZs" } },
    { "!GetStackOutput", { SLSC_TAG_FUNCTION, "Fn::GetStackOutput" } },
    { "!If", { SLSC_TAG_FUNCTION, "Fn::If" } },
    { "!ImportValue", { SLSC_TAG_FUNCTION, "Fn::ImportValue" } },
    { "!Join", { SLSC_TAG_FUNCTION, "Fn::Join" } },
    { "!Not", { SLSC_TAG_FUNCTION, "Fn::Not" } },
    { "!Or", { SLSC_TAG_FUNCTION, "Fn::Or" } },
    { "!Select", { SLSC_TAG_FUNCTION, "Fn::Select" } },
    { "!Split", { SLSC_TAG_FUNCTION, "Fn::Split" } },
    { "!Sub", { SLSC_TAG_FUNCTION, "Fn::Sub" } },
    { "!Transform", { SLSC_TAG_FUNCTION, "Fn::Transform" } },
    { "!", { SLSC_TAG_RAW, NULL } },
    { "!!str", { SLSC_TAG_STR, NULL } },
    { "!!int", { SLSC_TAG_INT, NULL } },
    { "!!float", { SLSC_TAG_FLOAT, NULL } },
    { "!!bool", { SLSC_TAG_BOOL, NULL } },
    { "!!null", { SLSC_TAG_NULL, NULL } },
    { "!!seq", { SLSC_TAG_SEQ, NULL } },
    { "!!map", { SLSC_TAG_MAP, NULL } },
    { "!!binary", { SLSC_TAG_BINARY, NULL } },
    { "!!omap", { SLSC_TAG_OMAP, NULL } },
    { "!!pairs", { SLSC_TAG_PAIRS, NULL } },
    { "!!set", { SLSC_TAG_SET, NULL } },
    { "!!timestamp", { SLSC_TAG_TIMESTAMP, NULL } },
};
enum { TAG_COUNT = sizeof tag_names / sizeof *tag_names, NEAR = 3 };

slsc_str slsc_yaml_tag_written(slsc_arena *arena, slsc_str name)
{
    slsc_str prefix = SLSC_STR("tag:yaml.org,2002:");
    if (slsc_str_starts(name, prefix))
        return slsc_strf(arena, "!!%.*s", SLSC_FMT(slsc_str_sub(name, prefix.len, name.len)));
    return *name.ptr == '!' ? name : slsc_strf(arena, "!<%.*s>", SLSC_FMT(name));
}

bool slsc_yaml_tag_find(slsc_str name, slsc_yaml_tag *out)
{
    *out = (slsc_yaml_tag) { SLSC_TAG_NONE, NULL };
    if (!name.len) return true;
    slsc_str prefix = SLSC_STR("tag:yaml.org,2002:");
    bool standard = slsc_str_starts(name, prefix);
    if (standard) name = slsc_str_sub(name, prefix.len, name.len);
    for (size_t i = 0; i < TAG_COUNT; i++) {
        const char *written = tag_names[i].name;
        if ((written[1] == '!') != standard) continue;
        if (!slsc_str_is(name, written + (standard ? 2 : 0))) continue;
        *out = tag_names[i].tag;
        return true;
    }
    return false;
}

slsc_str slsc_yaml_tag_help(slsc_arena *arena, slsc_str name)
{
    slsc_str written = slsc_yaml_tag_written(arena, name);
    size_t best = TAG_COUNT, distance = NEAR;
    for (size_t i = 0; i < TAG_COUNT; i++) {
        slsc_str candidate = slsc_str_z(tag_names[i].name);
        if (candidate.len < 3) continue;
        size_t d = slsc_str_distance(written, candidate, NEAR - 1);
        if (d < distance) best = i, distance = d;
    }
    if (best < TAG_COUNT) return slsc_strf(arena, "did you mean `%s`", tag_names[best].name);
    if (slsc_str_starts(written, SLSC_STR("!!")) || written.len < 2)
        return slsc_str_z("take the tag away, or quote the text");
    slsc_str function = slsc_str_sub(written, 1, written.len);
    const char *fn = slsc_str_starts(function, SLSC_STR("Fn::")) ? "" : "Fn::";
    return slsc_strf(arena, "a function of CloudFormation is written in its long form: `%s%.*s:`",
                     fn, SLSC_FMT(function));
}

static void set_kind(slsc_node *node, slsc_kind kind) { node->kind = (uint8_t)kind; }

static void set_string(slsc_unit *unit, slsc_node *node, slsc_str text)
{
    set_kind(node, SLSC_STRING);
    node->as.string = slsc_str_copy(unit->arena, text);
}

static void set_resolved(slsc_unit *unit, slsc_node *node, slsc_str text)
{
    slsc_yaml_scalar scalar = slsc_yaml_resolve(text);
    set_kind(node, scalar.kind);
    if (scalar.kind == SLSC_STRING) set_string(unit, node, text);
    if (scalar.kind == SLSC_BOOL) node->as.boolean = scalar.boolean;
    if (scalar.kind == SLSC_FLOAT) slsc_node_set_number(node, scalar.number);
}

static slsc_node *add_string(slsc_unit *unit, slsc_node *list, slsc_str text)
{
    slsc_node *item = slsc_node_read(unit, SLSC_STRING, list->place);
    set_string(unit, item, text);
    slsc_node_append(unit, list, item);
    return item;
}

/* `A.B.C` is the attribute `B.C` of `A`. */
static void set_attribute(slsc_unit *unit, slsc_node *node, slsc_str text)
{
    size_t dot = slsc_str_find_char(text, '.');
    set_kind(node, SLSC_LIST);
    node->as.list = (slsc_node_list) { NULL, 0, 0 };
    add_string(unit, node, slsc_str_sub(text, 0, dot));
    add_string(unit, node,
               dot == SIZE_MAX ? slsc_str_z("") : slsc_str_sub(text, dot + 1, SIZE_MAX));
}

/* Bytes are what JSON makes of an array of them: a map by index. */
static bool set_bytes(slsc_unit *unit, slsc_node *node, slsc_str text)
{
    slsc_str bytes;
    if (!slsc_yaml_base64(unit->arena, text, &bytes)) return false;
    set_kind(node, SLSC_MAP);
    node->as.map = (slsc_node_map) { NULL, NULL, 0, 0, 0 };
    for (size_t i = 0; i < bytes.len; i++) {
        slsc_node *byte = slsc_node_read(unit, SLSC_INT, node->place);
        byte->as.integer = (unsigned char)bytes.ptr[i];
        const slsc_key *key = slsc_keys_intern(unit->keys, slsc_strf(unit->arena, "%zu", i));
        slsc_node_set_at(unit, node, key, node->place, byte);
    }
    return true;
}

/* Nothing at all behind the tag. False: this tag wants something. */
static bool set_empty(slsc_unit *unit, slsc_yaml_tag tag, slsc_node *node)
{
    set_kind(node, SLSC_NULL);
    switch (tag.kind) {
    case SLSC_TAG_NONE:
    case SLSC_TAG_RAW:
    case SLSC_TAG_NULL:
    case SLSC_TAG_FUNCTION: return true;
    case SLSC_TAG_STR: set_string(unit, node, slsc_str_z("")); return true;
    case SLSC_TAG_SEQ:
    case SLSC_TAG_OMAP:
    case SLSC_TAG_PAIRS:
        set_kind(node, SLSC_LIST);
        node->as.list = (slsc_node_list) { NULL, 0, 0 };
        return true;
    case SLSC_TAG_MAP:
    case SLSC_TAG_SET:
        set_kind(node, SLSC_MAP);
        node->as.map = (slsc_node_map) { NULL, NULL, 0, 0, 0 };
        return true;
    default: return false;
    }
}

static const char *wanted_by(slsc_yaml_tag_kind kind)
{
    switch (kind) {
    case SLSC_TAG_INT: return "an integer such as `7`";
    case SLSC_TAG_FLOAT: return "a number such as `3.5`";
    case SLSC_TAG_BOOL: return "`true` or `false`";
    case SLSC_TAG_NULL: return "`null`";
    case SLSC_TAG_BINARY: return "base64 text";
    case SLSC_TAG_TIMESTAMP: return "a date such as `2012-10-17`";
    case SLSC_TAG_SEQ: return "a list";
    case SLSC_TAG_OMAP: return "a list of maps with one key each, all different";
    case SLSC_TAG_PAIRS: return "a list of maps with one key each";
    case SLSC_TAG_MAP: return "a map";
    case SLSC_TAG_SET: return "a map without values";
    default: return "a scalar";
    }
}

bool slsc_yaml_tag_scalar(slsc_unit *unit, slsc_yaml_tag tag, slsc_str text, bool plain,
                          slsc_node *node, const char **wanted)
{
    double number;
    slsc_str iso;
    *wanted = wanted_by(tag.kind);
    if (plain && !text.len) return set_empty(unit, tag, node);
    switch (tag.kind) {
    case SLSC_TAG_NONE:
        if (plain)
            set_resolved(unit, node, text);
        else
            set_string(unit, node, text);
        return true;
    case SLSC_TAG_RAW:
    case SLSC_TAG_STR: set_string(unit, node, text); return true;
    case SLSC_TAG_FUNCTION:
        if (slsc_str_is(slsc_str_z(tag.function), "Fn::GetAtt"))
            set_attribute(unit, node, text);
        else
            set_string(unit, node, text);
        return true;
    case SLSC_TAG_INT:
    case SLSC_TAG_FLOAT:
        if (tag.kind == SLSC_TAG_INT ? !slsc_yaml_is_int(text, &number)
                                     : !slsc_yaml_is_float(text, &number))
            return false;
        slsc_node_set_number(node, number);
        return true;
    case SLSC_TAG_BOOL:
        set_kind(node, SLSC_BOOL);
        return slsc_yaml_is_bool(text, &node->as.boolean);
    case SLSC_TAG_NULL: set_kind(node, SLSC_NULL); return slsc_yaml_is_null(text);
    case SLSC_TAG_BINARY: return set_bytes(unit, node, text);
    case SLSC_TAG_TIMESTAMP:
        if (!slsc_yaml_timestamp(unit->arena, text, &iso)) return false;
        set_string(unit, node, iso);
        return true;
    default: return false;
    }
}

/* Each item a map of one member; all keys different where `distinct`. */
static bool is_list_of_pairs(slsc_unit *unit, const slsc_node *list, bool distinct)
{
    slsc_node *seen = slsc_node_read(unit, SLSC_MAP, list->place);
    for (size_t i = 0; i < slsc_node_count(list); i++) {
        const slsc_node *item = slsc_node_at(list, i);
        if (slsc_node_kind(item) != SLSC_MAP || slsc_node_count(item) != 1) return false;
        slsc_str key = slsc_node_key(item, 0);
        if (distinct && slsc_node_get(unit, seen, key)) return false;
        if (distinct) slsc_node_set(unit, seen, key, slsc_node_read(unit, SLSC_NULL, list->place));
    }
    return true;
}

/* [{a: 1}] becomes [["a", 1]]. */
static void split_pairs(slsc_unit *unit, slsc_node *list)
{
    for (size_t i = 0; i < slsc_node_count(list); i++) {
        slsc_node *item = slsc_node_at(list, i), *value = slsc_node_at(item, 0);
        slsc_node *pair = slsc_node_read(unit, SLSC_LIST, item->place);
        slsc_node *key = add_string(unit, pair, slsc_node_key(item, 0));
        key->place = slsc_node_member(value)->key_place;
        slsc_node_append(unit, pair, value);
        slsc_node_replace(unit, item, pair);
    }
}

bool slsc_yaml_tag_collection(slsc_unit *unit, slsc_yaml_tag tag, slsc_node *node,
                              const char **wanted)
{
    bool is_list = slsc_node_kind(node) == SLSC_LIST;
    *wanted = wanted_by(tag.kind);
    switch (tag.kind) {
    case SLSC_TAG_NONE:
    case SLSC_TAG_RAW:
    case SLSC_TAG_FUNCTION: return true;
    case SLSC_TAG_SEQ: return is_list;
    case SLSC_TAG_MAP: return !is_list;
    case SLSC_TAG_OMAP: return is_list && is_list_of_pairs(unit, node, true);
    case SLSC_TAG_PAIRS:
        if (!is_list || !is_list_of_pairs(unit, node, false)) return false;
        split_pairs(unit, node);
        return true;
    case SLSC_TAG_SET:
        for (size_t i = 0; i < slsc_node_count(node); i++)
            if (slsc_node_kind(slsc_node_at(node, i)) != SLSC_NULL) return false;
        return !is_list;
    default: return false;
    }
}
