/* walk.c: from the configuration's root to a value that a variable wants, and what must be settled
 * before it is one. */
#include "front/variables/resolve.h"
#include "tree/path.h"

/* A property that is needed by itself. The begun ones on the stack are the way around. */
static slsc_answer tell_circle(slsc_resolver *r, const slsc_property *needed, const slsc_node *from)
{
    enum { SHOWN = 6 };
    slsc_sb way = slsc_sb_new(r->unit->arena, 0);
    const slsc_property *top = r->stack.items[r->stack.count - 1];
    const slsc_str name = slsc_path_of(r->unit, top->node);
    size_t links = 0;
    for (size_t at = needed->begun; at < r->stack.count; at++) {
        const slsc_property *link = r->stack.items[at];
        const bool begun = link->state == SLSC_PROPERTY_RUNNING && link->begun == at;
        if (!begun || link == top || links++ >= SHOWN) continue;
        const slsc_str path = slsc_path_of(r->unit, link->node);
        slsc_sb_addf(&way, "%s`%.*s`", links > 1 ? ", " : "", SLSC_FMT(path));
    }
    if (links > SHOWN) slsc_sb_addf(&way, " and %zu more", links - SHOWN);
    if (links == 0)
        return slsc_resolver_fail(r, from, "variables/cycle", SLSC_STR(""), SLSC_STR(""),
                                  "`%.*s` refers to itself", SLSC_FMT(name));
    return slsc_resolver_fail(r, from, "variables/cycle", SLSC_STR(""), SLSC_STR(""),
                              "`%.*s` refers to itself through %.*s", SLSC_FMT(name),
                              SLSC_FMT(slsc_sb_str(&way)));
}

static slsc_answer string_ready(slsc_resolver *r, const slsc_node *node, const slsc_node *from)
{
    slsc_property *property = (slsc_property *)slsc_table_get(&r->properties, node);
    if (!property || !property->placed) return SLSC_ANSWER_VALUE;
    switch (property->state) {
    case SLSC_PROPERTY_DONE: return SLSC_ANSWER_VALUE;
    case SLSC_PROPERTY_FAILED: return SLSC_ANSWER_FAILED;
    case SLSC_PROPERTY_RUNNING: return tell_circle(r, property, from);
    case SLSC_PROPERTY_LATER:
        if (property->phase == r->phase) return SLSC_ANSWER_LATER;
        break;
    case SLSC_PROPERTY_WAITING: break;
    }
    if (property->asked != r->round) {
        slsc_property_list *needs = &r->needs;
        needs->items = (slsc_property **)slsc_arena_grow(r->unit->arena, needs->items, needs->count,
                                                         &needs->capacity, sizeof *needs->items);
        needs->items[needs->count++] = property;
        property->asked = r->round;
    }
    return SLSC_ANSWER_BLOCKED;
}

slsc_answer slsc_resolver_ready(slsc_resolver *r, slsc_node *node, bool deep, const slsc_node *from)
{
    slsc_answer answer = SLSC_ANSWER_VALUE;
    if (node->kind == SLSC_STRING) return string_ready(r, node, from);
    if (!deep) return answer;
    const size_t n = slsc_node_count(node);
    if (!slsc_resolver_afford(r, from, n + 1, 0, 0)) return SLSC_ANSWER_FAILED;
    for (size_t i = 0; i < n; i++) {
        const slsc_answer below = slsc_resolver_ready(r, slsc_node_at(node, i), true, from);
        if (below == SLSC_ANSWER_FAILED || below == SLSC_ANSWER_LATER) return below;
        if (below == SLSC_ANSWER_BLOCKED) answer = below;
    }
    return answer;
}

/* "0", "17": as ECMAScript writes an index. */
static bool is_index(slsc_str text, size_t *out)
{
    size_t value = 0;
    if (text.len == 0 || text.len > 9 || (text.len > 1 && text.ptr[0] == '0')) return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
        value = value * 10 + (size_t)(text.ptr[i] - '0');
    }
    *out = value;
    return true;
}

slsc_node *slsc_resolver_step(slsc_resolver *r, const slsc_node *node, slsc_str key)
{
    size_t index = 0;
    if (slsc_node_kind(node) == SLSC_MAP) return slsc_node_get(r->unit, node, key);
    if (slsc_node_kind(node) != SLSC_LIST) return NULL;
    if (slsc_str_is(key, "length"))
        return slsc_node_number(r->unit, (double)slsc_node_count(node), node);
    return is_index(key, &index) && index < slsc_node_count(node) ? slsc_node_at(node, index)
                                                                  : NULL;
}

bool slsc_resolver_next(slsc_str *path, bool *more, slsc_str *step)
{
    if (!*more) return false;
    const size_t dot = slsc_str_find_char(*path, '.');
    *more = dot != SIZE_MAX;
    *step = slsc_str_sub(*path, 0, dot);
    if (*more) *path = slsc_str_sub(*path, dot + 1, path->len);
    return true;
}

slsc_answer slsc_resolver_walk(slsc_resolver *r, slsc_str path, const slsc_node *from,
                               slsc_node **out, slsc_str *step)
{
    bool more = path.len > 0;
    *out = r->root;
    while (slsc_resolver_next(&path, &more, step)) {
        const slsc_answer answer = slsc_resolver_ready(r, *out, false, from);
        if (answer != SLSC_ANSWER_VALUE) return answer;
        slsc_node *next = slsc_resolver_step(r, *out, *step);
        if (!next) return SLSC_ANSWER_NONE;
        *out = next;
    }
    return slsc_resolver_ready(r, *out, true, from);
}

slsc_answer slsc_resolver_settle(slsc_resolver *r, const char *path, slsc_node **out)
{
    slsc_str step;
    for (;;) {
        r->needs.count = 0;
        r->round++;
        const slsc_answer answer = slsc_resolver_walk(r, slsc_str_z(path), NULL, out, &step);
        if (answer != SLSC_ANSWER_BLOCKED) return answer;
        slsc_resolver_run(r, r->needs.items[0]);
    }
}
