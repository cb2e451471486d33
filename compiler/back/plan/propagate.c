/* propagate.c: whoever refers to what is replaced changes too.
 *
 * First the edges: which place of which resource uses which other resource, through any function.
 * Then levels rise along them until they stand still; they only rise, and there are three of them,
 * so each edge is walked at most twice. Details are written once, at the end. */
#include "back/plan/changes.h"

#include "tree/path.h"

typedef struct edge {
    slsc_change *user;
    const slsc_node *leaf; /* of the user's properties */
    slsc_str attribute;    /* empty: a Ref */
    slsc_cfn_rule rule;
    bool ruled;
    uint32_t next; /* of the same target, by number + 1 */
} edge;

typedef struct graph {
    slsc_changes *changes;
    edge *edges;
    size_t count, capacity;
    uint32_t *first, *last; /* by the target's position, number + 1 */
    slsc_change *user;      /* being walked */
    const slsc_node *leaf;
} graph;

static void add_edge(void *context, slsc_use_kind kind, slsc_str name, slsc_str attribute,
                     const slsc_node *at)
{
    graph *g = context;
    (void)at;
    const slsc_resource *target = kind == SLSC_USES_PARAMETER || kind == SLSC_USES_NOTHING
                                      ? NULL
                                      : slsc_stack_find(g->changes->new, name);
    if (!target) return;
    const size_t position = (size_t)(target - g->changes->new->resources);
    const uint32_t last = g->last[position];
    if (last && g->edges[last - 1].leaf == g->leaf &&
        slsc_str_eq(g->edges[last - 1].attribute, attribute))
        return; /* twice in one expression */
    g->edges = slsc_arena_grow(g->changes->unit->arena, g->edges, g->count, &g->capacity,
                               sizeof *g->edges);
    g->edges[g->count++] = (edge) { .user = g->user, .leaf = g->leaf, .attribute = attribute };
    if (last)
        g->edges[last - 1].next = (uint32_t)g->count;
    else
        g->first[position] = (uint32_t)g->count;
    g->last[position] = (uint32_t)g->count;
}

static void walk_leaves(graph *g, const slsc_node *value)
{
    const bool inner = !slsc_is_scalar(value) && !slsc_is_opaque(value);
    if (inner && slsc_node_count(value)) {
        for (size_t i = 0; i < slsc_node_count(value); i++) walk_leaves(g, slsc_node_at(value, i));
        return;
    }
    g->leaf = value;
    if (value->from) slsc_uses(g->changes->new, value->from, add_edge, g);
}

static const slsc_cfn_rule *rule_of(graph *g, edge *e)
{
    if (!e->ruled)
        e->rule = slsc_cfn_rule_at(&e->user->new->cfn, slsc_pointer_of(g->changes->unit, e->leaf));
    e->ruled = true;
    if (slsc_str_is(e->user->type, "AWS::CloudFormation::Stack"))
        e->rule.recreation = SLSC_RECREATE_NEVER;
    return &e->rule;
}

static void raise_levels(graph *g)
{
    slsc_changes *changes = g->changes;
    size_t count = 0, capacity = 0;
    slsc_change **queue = NULL;
    for (size_t i = 0; i < changes->count; i++) {
        if (changes->items[i].action != SLSC_CHANGE_MODIFY || !changes->items[i].level) continue;
        queue = slsc_arena_grow(changes->unit->arena, queue, count, &capacity, sizeof *queue);
        queue[count++] = &changes->items[i];
    }
    for (size_t at = 0; at < count; at++) {
        const slsc_change *source = queue[at];
        const size_t position = (size_t)(source->new - changes->new->resources);
        for (uint32_t i = g->first[position]; i; i = g->edges[i - 1].next) {
            edge *e = &g->edges[i - 1];
            slsc_recreation level = rule_of(g, e)->recreation;
            if (level > source->level) level = source->level;
            if (level <= e->user->level) continue;
            e->user->level = level;
            queue = slsc_arena_grow(changes->unit->arena, queue, count, &capacity, sizeof *queue);
            queue[count++] = e->user;
        }
    }
}

static void add_details(graph *g, const slsc_change *source, edge *e)
{
    slsc_changes *changes = g->changes;
    const slsc_change_source kind =
        e->attribute.len ? SLSC_RESOURCE_ATTRIBUTE : SLSC_RESOURCE_REFERENCE;
    const slsc_str path = slsc_strf(changes->unit->arena, "/Properties%.*s",
                                    SLSC_FMT(slsc_pointer_of(changes->unit, e->leaf)));
    slsc_detail detail = { .attribute = "Properties",
                           .path = path,
                           .rule = *rule_of(g, e),
                           .dynamic = true,
                           .unknown = true,
                           .before = e->leaf,
                           .after = e->leaf };
    if (source->level == SLSC_RECREATE_ALWAYS) {
        *slsc_change_detail(changes, e->user) = detail;
        detail.dynamic = false;
    }
    detail.source = kind;
    detail.cause = e->attribute.len ? slsc_strf(changes->unit->arena, "%.*s.%.*s",
                                                SLSC_FMT(source->id), SLSC_FMT(e->attribute))
                                    : source->id;
    *slsc_change_detail(changes, e->user) = detail;
}

void slsc_changes_propagate(slsc_changes *changes)
{
    graph g = { .changes = changes };
    const size_t n = changes->new->resource_count;
    g.first = SLSC_NEW_ARRAY(changes->unit->arena, uint32_t, n + 1);
    g.last = SLSC_NEW_ARRAY(changes->unit->arena, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        g.user = changes->by_position[i];
        if (g.user && g.user->new->refers) walk_leaves(&g, g.user->new->properties);
    }
    raise_levels(&g);
    for (size_t i = 0; i < n; i++) {
        const slsc_change *source = changes->by_position[i];
        if (!source || !source->level) continue;
        for (uint32_t at = g.first[i]; at; at = g.edges[at - 1].next)
            add_details(&g, source, &g.edges[at - 1]);
    }
}
