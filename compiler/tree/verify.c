/* verify.c: the laws of a tree, told with the path of the first node that breaks one.
 *
 * Whoever changes trees goes through node.h, which keeps the laws; this is for the rest: a reader
 * that fills nodes itself, a pass that holds on to what it gave away. The walk follows the tree
 * from above and trusts no parent on the way, so that a broken tree cannot lead it in circles. */
#include "tree/verify.h"
#include "tree/map.h"
#include <math.h>

typedef struct step { /* the way down to a node, for the message */
    const struct step *up;
    const slsc_key *key; /* NULL: an item of a list */
    uint32_t number;
} step;

typedef struct verifier {
    slsc_unit *unit;
    slsc_str *why;
} verifier;

static bool broken(verifier *v, const step *at, const char *what)
{
    slsc_str path = SLSC_STR("");
    for (; at != NULL && at->up != NULL; at = at->up) {
        slsc_str name =
            at->key != NULL ? at->key->text : slsc_strf(v->unit->arena, "%u", (unsigned)at->number);
        path = slsc_strf(v->unit->arena, ".%.*s%.*s", SLSC_FMT(name), SLSC_FMT(path));
    }
    *v->why = slsc_strf(v->unit->arena, "(root)%.*s: %s", SLSC_FMT(path), what);
    return false;
}

/* UTF-8, but for lone surrogates, which JSON texts may hold. */
static bool is_text(slsc_str text)
{
    size_t valid;
    while ((valid = slsc_str_valid_utf8(text)) < text.len) {
        const unsigned char *s = (const unsigned char *)text.ptr + valid;
        if (text.len - valid < 3 || s[0] != 0xED || s[1] < 0xA0 || s[1] > 0xBF || s[2] < 0x80 ||
            s[2] > 0xBF)
            return false;
        text = slsc_str_sub(text, valid + 3, SIZE_MAX);
    }
    return true;
}

static bool verify_node(verifier *v, const slsc_node *node, const step *at)
{
    const slsc_source_text *source = slsc_sources_get(v->unit->sources, node->place.file);
    if (node->kind < SLSC_NULL || node->kind > SLSC_MAP) return broken(v, at, "unknown kind");
    if (node->maker >= v->unit->maker_count) return broken(v, at, "unknown maker");
    if (source == NULL) return broken(v, at, "no place");
    if (node->place.offset > source->text.len ||
        node->place.length > source->text.len - node->place.offset)
        return broken(v, at, "place outside of its source");
    if (node->kind == SLSC_STRING && !is_text(node->as.string))
        return broken(v, at, "text is not UTF-8");
    if (node->kind == SLSC_INT && (node->as.integer > INT64_C(9007199254740992) ||
                                   node->as.integer < INT64_C(-9007199254740992)))
        return broken(v, at, "integer beyond 2^53");
    if (node->kind == SLSC_FLOAT && !isfinite(node->as.number))
        return broken(v, at, "number is not finite");
    return true;
}

/* The member at `i` of a map: in order, and found where it stands, so that no other is equal. */
static bool verify_member(verifier *v, const slsc_node *node, uint32_t i, const step *at)
{
    const slsc_node_map *map = &node->as.map;
    const slsc_key *key = map->members[i].key, *last = i > 0 ? map->members[i - 1].key : NULL;
    if (!is_text(key->text)) return broken(v, at, "key is not UTF-8");
    if (key != slsc_keys_find(v->unit->keys, key->text))
        return broken(v, at, "key of another unit");
    if (key->is_index && last != NULL && (!last->is_index || last->index >= key->index))
        return broken(v, at, "key out of order");
    if (slsc_map_find(map, key) != i) return broken(v, at, "key twice, or index out of date");
    return true;
}

static bool verify_at(verifier *v, const slsc_node *node, const step *at, unsigned depth)
{
    if (!verify_node(v, node, at)) return false;
    if (depth > SLSC_LIMIT_HEIGHT) return broken(v, at, "nested too deep");
    if (node->kind == SLSC_MAP && node->as.map.count > SLSC_MAP_SEARCHED &&
        node->as.map.index == NULL)
        return broken(v, at, "large map without an index");
    for (uint32_t i = 0; i < slsc_node_count(node); i++) {
        const slsc_node *child = slsc_node_at(node, i);
        step down = { at, NULL, i };
        if (node->kind == SLSC_MAP) {
            down.key = node->as.map.members[i].key;
            if (!verify_member(v, node, i, &down)) return false;
        }
        if (child == NULL) return broken(v, &down, "no value");
        if (child->parent != node) return broken(v, &down, "has another parent");
        if (child->position != i) return broken(v, &down, "hangs there twice");
        if (!verify_at(v, child, &down, depth + 1)) return false;
    }
    return true;
}

bool slsc_verify(slsc_unit *unit, const slsc_node *root, slsc_str *why)
{
    verifier v = { unit, why };
    step top = { NULL, NULL, 0 };
    *why = (slsc_str) { NULL, 0 };
    if (root == NULL) return true;
    if (root->parent != NULL) return broken(&v, &top, "the root has a parent");
    return verify_at(&v, root, &top, 0);
}
