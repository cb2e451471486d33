/* node.h: the one data type. The configuration and the template are trees of it.
 *
 * A node has a kind, a place, the pass that made it, the node it came from, one parent, and a
 * scalar, a list or a map. Maps keep the order of insertion, but for keys that are array indices:
 * those stand first, in ascending order, as in ECMAScript objects, because the reference's output
 * shows that order. Small maps are searched, large ones index themselves.
 *
 * All readers take NULL for "absent".
 *
 * A unit that made SLSC_LIMIT_NODES nodes reports so, once, and gets null nodes from then on,
 * whatever kind it asks for; writers pass over a node that is not of the kind they write to. */
#ifndef SLSC_TREE_NODE_H
#define SLSC_TREE_NODE_H

#include "tree/unit.h"

typedef struct slsc_member {
    const slsc_key *key;
    slsc_place key_place; /* file 0 where the key was made by a pass */
    slsc_node *value;
} slsc_member;

typedef struct slsc_node_map {
    slsc_member *members;
    uint32_t *index; /* open addressing by key, made when the map grows; else NULL: map.c */
    uint32_t count, capacity, index_size;
} slsc_node_map;

typedef struct slsc_node_list {
    slsc_node **items;
    uint32_t count, capacity;
} slsc_node_list;

struct slsc_node {
    uint8_t kind;      /* slsc_kind */
    uint8_t secret;    /* resolved from env, ssm or param: never shown in a diagnostic */
    uint16_t maker;    /* who made it: unit->makers */
    uint32_t position; /* among its parent's items or members */
    slsc_place place;  /* where its value is written; made nodes have that of `from` */
    slsc_node *parent;
    /* What it came from: the expression a resolved value stands for (maker "resolve": then `place`
     * is where the value was written and from->place is where the expression stands), or the node
     * that a pass made it from. NULL for what was read. */
    const slsc_node *from;
    union {
        slsc_str string;
        int64_t integer; /* |x| <= 2^53 */
        double number;   /* finite, and not an integer of that range; -0 is made 0 */
        bool boolean;
        slsc_node_list list;
        slsc_node_map map;
    } as;
};

/* ---- Making. Text is copied only by slsc_node_string. ---- */

/* An empty list or map, a null. `from` gives place and history; it may not be NULL. */
slsc_node *slsc_node_new(slsc_unit *unit, slsc_kind kind, const slsc_node *from);
/* A node that was read at a place. */
slsc_node *slsc_node_read(slsc_unit *unit, slsc_kind kind, slsc_place place);
slsc_node *slsc_node_string(slsc_unit *unit, slsc_str text, const slsc_node *from);
slsc_node *slsc_node_bool(slsc_unit *unit, bool value, const slsc_node *from);
slsc_node *slsc_node_number(slsc_unit *unit, double value,
                            const slsc_node *from); /* INT if it can be; inf, nan: null */
/* Gives a node a number as its value, whatever scalar it was: INT if it can be; inf, nan: null. */
void slsc_node_set_number(slsc_node *node, double value);
/* A deep copy without a parent. Every node of it keeps place, maker and history of its original
 * when `from` is NULL; else its place stays, and its history becomes `from`, its maker the present.
 */
slsc_node *slsc_node_copy(slsc_unit *unit, const slsc_node *node, const slsc_node *from);

/* ---- Reading ---- */

/* These four are most of what any walk calls: inline, or a tenth of a compile goes into calling. */
static inline slsc_kind slsc_node_kind(const slsc_node *node)
{
    return node == NULL ? SLSC_NONE : node->kind;
}
static inline size_t slsc_node_count(const slsc_node *node)
{
    switch (slsc_node_kind(node)) {
    case SLSC_LIST: return node->as.list.count;
    case SLSC_MAP: return node->as.map.count;
    default: return 0;
    }
}
static inline slsc_node *slsc_node_at(const slsc_node *node, size_t i)
{
    if (i >= slsc_node_count(node)) return NULL;
    return node->kind == SLSC_LIST ? node->as.list.items[i] : node->as.map.members[i].value;
}
static inline slsc_str slsc_node_key(const slsc_node *node, size_t i)
{
    if (slsc_node_kind(node) != SLSC_MAP || i >= node->as.map.count) return (slsc_str) { NULL, 0 };
    return node->as.map.members[i].key->text;
}

slsc_node *slsc_node_get(const slsc_unit *unit, const slsc_node *map, slsc_str key);
slsc_node *slsc_node_getz(const slsc_unit *unit, const slsc_node *map, const char *key);
/* Steps of a dotted path, "provider.iam.role": list indices are steps too. */
slsc_node *slsc_node_path(const slsc_unit *unit, const slsc_node *node, const char *path);
const slsc_member *slsc_node_member(
    const slsc_node *node); /* the member it is the value of, or NULL */
bool slsc_node_is_text(const slsc_node *node, const char *z); /* a string equal to z */
bool slsc_node_truthy(const slsc_node *node); /* as ECMAScript has it; absent: false */
/* A scalar as ECMAScript's String() has it; empty for the rest. In the arena where it must be made.
 */
slsc_str slsc_node_text(slsc_unit *unit, const slsc_node *node);
slsc_status slsc_node_to_int(const slsc_node *node, int64_t *out);
slsc_status slsc_node_to_number(const slsc_node *node, double *out);
bool slsc_node_equal(const slsc_node *a,
                     const slsc_node *b); /* by value; order of keys counts not */

/* ---- Writing. A value that has a parent is copied. ---- */

void slsc_node_set(slsc_unit *unit, slsc_node *map, slsc_str key, slsc_node *value);
void slsc_node_setz(slsc_unit *unit, slsc_node *map, const char *key, slsc_node *value);
/* The same, for a key that was read: with its place. */
void slsc_node_set_at(slsc_unit *unit, slsc_node *map, const slsc_key *key, slsc_place key_place,
                      slsc_node *value);
/* Gives an empty map all its members, in the order they were read; of equal keys the last value
 * wins, at the place of the first. For readers: one by one, index keys that descend would take
 * quadratic time. */
void slsc_node_fill(slsc_unit *unit, slsc_node *map, const slsc_member *members, size_t n);
void slsc_node_append(slsc_unit *unit, slsc_node *list, slsc_node *value);
/* Makes room in an empty list or map for `n` values, for whoever knows how many will come. */
void slsc_node_reserve(slsc_unit *unit, slsc_node *node, size_t n);
bool slsc_node_remove(slsc_unit *unit, slsc_node *map, slsc_str key); /* false: it was not there */
/* Puts `value` where `old` stands in its parent; `old` is without a parent then. */
void slsc_node_replace(slsc_unit *unit, slsc_node *old, slsc_node *value);
/* Removes all members for which keep(context, value) is false, in one sweep. */
void slsc_node_filter(slsc_node *map_or_list, bool (*keep)(void *context, const slsc_node *value),
                      void *context);

/* Merges `source` into `target` as the reference does: maps recursively, lists index by index, any
 * other value replaces; the values of `source` are copied. Both are maps. */
void slsc_node_merge(slsc_unit *unit, slsc_node *target, const slsc_node *source);

#endif
