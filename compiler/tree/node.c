/* node.c: making and reading nodes.
 *
 * Every node is counted when it is made. A unit that has made too many says so once and gets null
 * nodes from then on: whoever is making them goes on without a check and comes to its end, for
 * copying stops too, and the stage that follows is not run. */
#include "tree/node.h"
#include "tree/map.h"
#include "tree/number.h"
#include <math.h>
#include <string.h>

static slsc_node *make(slsc_unit *unit, slsc_kind kind, slsc_place place)
{
    slsc_node *node = SLSC_NEW(unit->arena, slsc_node);
    node->kind = (uint8_t)kind;
    node->maker = unit->maker;
    node->place = place;
    if (unit->node_count < SLSC_LIMIT_NODES) {
        unit->node_count++;
        return node;
    }
    if (unit->node_count++ == SLSC_LIMIT_NODES)
        slsc_diags_at(unit->diags, SLSC_ERROR, "tree/too-many-nodes", place,
                      "the configuration grows beyond %d values", SLSC_LIMIT_NODES);
    node->kind = SLSC_NULL;
    return node;
}

slsc_node *slsc_node_new(slsc_unit *unit, slsc_kind kind, const slsc_node *from)
{
    slsc_node *node = make(unit, kind, from->place);
    node->from = from;
    return node;
}

slsc_node *slsc_node_read(slsc_unit *unit, slsc_kind kind, slsc_place place)
{
    return make(unit, kind, place);
}

slsc_node *slsc_node_string(slsc_unit *unit, slsc_str text, const slsc_node *from)
{
    slsc_node *node = slsc_node_new(unit, SLSC_STRING, from);
    node->as.string = slsc_str_copy(unit->arena, text);
    return node;
}

slsc_node *slsc_node_bool(slsc_unit *unit, bool value, const slsc_node *from)
{
    slsc_node *node = slsc_node_new(unit, SLSC_BOOL, from);
    node->as.boolean = value;
    return node;
}

slsc_node *slsc_node_number(slsc_unit *unit, double value, const slsc_node *from)
{
    slsc_node *node = slsc_node_new(unit, SLSC_NULL, from);
    if (unit->node_count <= SLSC_LIMIT_NODES) slsc_node_set_number(node, value);
    return node;
}

void slsc_node_set_number(slsc_node *node, double value)
{
    node->kind = SLSC_NULL;
    if (!isfinite(value)) return;
    if (fabs(value) <= 9007199254740992.0 && value == floor(value)) {
        node->kind = SLSC_INT;
        node->as.integer = (int64_t)value;
    } else {
        node->kind = SLSC_FLOAT;
        node->as.number = value;
    }
}

/* ---- Reading ---- */

slsc_node *slsc_node_get(const slsc_unit *unit, const slsc_node *map, slsc_str key)
{
    if (slsc_node_kind(map) != SLSC_MAP) return NULL;
    return slsc_node_at(map, slsc_map_find(&map->as.map, slsc_keys_find(unit->keys, key)));
}

slsc_node *slsc_node_getz(const slsc_unit *unit, const slsc_node *map, const char *key)
{
    return slsc_node_get(unit, map, slsc_str_z(key));
}

/* The item of a list that a step of a path names, or NULL. */
static slsc_node *item_of(const slsc_node *list, slsc_str step)
{
    size_t i = 0;
    if (step.len == 0 || step.len > 9 || (step.len > 1 && step.ptr[0] == '0')) return NULL;
    for (size_t k = 0; k < step.len; k++) {
        if (step.ptr[k] < '0' || step.ptr[k] > '9') return NULL;
        i = i * 10 + (size_t)(step.ptr[k] - '0');
    }
    return slsc_node_at(list, i);
}

slsc_node *slsc_node_path(const slsc_unit *unit, const slsc_node *node, const char *path)
{
    slsc_str rest = slsc_str_z(path);
    const slsc_node *at = node;
    while (at != NULL && rest.len > 0) {
        slsc_str step = slsc_str_sub(rest, 0, slsc_str_find_char(rest, '.'));
        at = slsc_node_kind(at) == SLSC_LIST ? item_of(at, step) : slsc_node_get(unit, at, step);
        rest = slsc_str_sub(rest, step.len + 1, SIZE_MAX);
    }
    return (slsc_node *)at;
}

const slsc_member *slsc_node_member(const slsc_node *node)
{
    if (node == NULL || slsc_node_kind(node->parent) != SLSC_MAP) return NULL;
    return &node->parent->as.map.members[node->position];
}

bool slsc_node_is_text(const slsc_node *node, const char *z)
{
    return slsc_node_kind(node) == SLSC_STRING && slsc_str_is(node->as.string, z);
}

bool slsc_node_truthy(const slsc_node *node)
{
    switch (slsc_node_kind(node)) {
    case SLSC_BOOL: return node->as.boolean;
    case SLSC_INT: return node->as.integer != 0;
    case SLSC_STRING: return node->as.string.len > 0;
    case SLSC_FLOAT:
    case SLSC_LIST:
    case SLSC_MAP: return true;
    default: return false;
    }
}

slsc_str slsc_node_text(slsc_unit *unit, const slsc_node *node)
{
    char digits[SLSC_NUMBER_SIZE];
    double number;
    if (slsc_node_to_number(node, &number) == SLSC_OK)
        return slsc_str_copy(unit->arena,
                             (slsc_str) { digits, slsc_number_format(number, digits) });
    switch (slsc_node_kind(node)) {
    case SLSC_NULL: return SLSC_STR("null");
    case SLSC_BOOL: return node->as.boolean ? SLSC_STR("true") : SLSC_STR("false");
    case SLSC_STRING: return node->as.string;
    default: return (slsc_str) { NULL, 0 };
    }
}

slsc_status slsc_node_to_int(const slsc_node *node, int64_t *out)
{
    if (slsc_node_kind(node) != SLSC_INT) return SLSC_FAIL;
    *out = node->as.integer;
    return SLSC_OK;
}

slsc_status slsc_node_to_number(const slsc_node *node, double *out)
{
    if (slsc_node_kind(node) == SLSC_INT)
        *out = (double)node->as.integer;
    else if (slsc_node_kind(node) == SLSC_FLOAT)
        *out = node->as.number;
    else
        return SLSC_FAIL;
    return SLSC_OK;
}

/* Members or items equal, at a depth below the limit. */
static bool equal_at(const slsc_node *a, const slsc_node *b, unsigned depth)
{
    if (a == b) return true;
    if (slsc_node_kind(a) != slsc_node_kind(b) || depth > SLSC_LIMIT_HEIGHT) return false;
    switch (slsc_node_kind(a)) {
    case SLSC_BOOL: return a->as.boolean == b->as.boolean;
    case SLSC_INT: return a->as.integer == b->as.integer;
    case SLSC_FLOAT: return memcmp(&a->as.number, &b->as.number, sizeof a->as.number) == 0;
    case SLSC_STRING: return slsc_str_eq(a->as.string, b->as.string);
    case SLSC_LIST:
    case SLSC_MAP: break;
    default: return true;
    }
    if (slsc_node_count(a) != slsc_node_count(b)) return false;
    for (size_t i = 0; i < slsc_node_count(a); i++) {
        size_t at = i;
        if (a->kind == SLSC_MAP) at = slsc_map_find(&b->as.map, a->as.map.members[i].key);
        if (!equal_at(slsc_node_at(a, i), slsc_node_at(b, at), depth + 1)) return false;
    }
    return true;
}

bool slsc_node_equal(const slsc_node *a, const slsc_node *b) { return equal_at(a, b, 0); }
