/* dependencies.c: what the new template's resources wait for: something that is not there, or each
 * other. CloudFormation refuses both before it changes anything.
 *
 * All resources are looked at, changed or not: what a removed resource was used by may have stayed
 * as it was. A walk with a stack of its own goes down the references; meeting a resource that it is
 * still on the way from closes a circle. Of circles that share resources one is told, not all. */
#include "back/plan/findings.h"

enum { SHOWN = 8 }; /* steps of a circle */

enum { NOT_SEEN, ON_THE_WAY, DONE };

typedef struct graph {
    slsc_findings *findings;
    slsc_stack *stack;
    uint32_t *first;   /* by position, and one more: where the edges of a resource begin */
    uint32_t *targets; /* positions */
    size_t count, capacity;
    const slsc_resource *user; /* whose references are collected */
    slsc_node *missing;        /* names that it was told of */
    bool macros;               /* who knows what these declare? */

    unsigned char *seen, *told; /* by position */
    uint32_t *way, *next;       /* resources on the way; the next edge of each resource */
    size_t depth;
} graph;

static void add_edge(void *context, slsc_use_kind kind, slsc_str name, slsc_str attribute,
                     const slsc_node *at)
{
    graph *g = context;
    slsc_unit *unit = g->findings->unit;
    const slsc_resource *target = slsc_stack_find(g->stack, name);
    (void)attribute;
    if (kind == SLSC_USES_PARAMETER) return;
    if (target) {
        g->targets =
            slsc_arena_grow(unit->arena, g->targets, g->count, &g->capacity, sizeof *g->targets);
        g->targets[g->count++] = (uint32_t)(target - g->stack->resources);
    } else if (!g->macros && !slsc_node_get(unit, g->missing, name)) {
        slsc_node_set(unit, g->missing, name, slsc_node_bool(unit, true, g->missing));
        slsc_finding_at(g->findings, "dangling-ref", g->user->id, g->user->type, at,
                        "it refers to `%.*s`, which the new template does not have",
                        SLSC_FMT(name));
    }
}

static void add_order(graph *g, const slsc_node *depends)
{
    const bool many = slsc_node_kind(depends) == SLSC_LIST;
    for (size_t i = 0; i < (many ? slsc_node_count(depends) : depends != NULL); i++) {
        const slsc_node *name = many ? slsc_node_at(depends, i) : depends;
        const slsc_str id = slsc_node_text(g->findings->unit, name);
        /* A resource that its condition leaves out is no fault here. */
        const slsc_node *all = slsc_node_getz(g->findings->unit, g->stack->template, "Resources");
        const bool absent =
            slsc_node_get(g->findings->unit, all, id) && !slsc_stack_find(g->stack, id);
        if (!absent) add_edge(g, SLSC_USES_RESOURCE, id, (slsc_str) { NULL, 0 }, name);
    }
}

static void collect(graph *g)
{
    slsc_unit *unit = g->findings->unit;
    const size_t n = g->stack->resource_count;
    for (size_t i = 0; i < n; i++) {
        g->user = &g->stack->resources[i];
        g->first[i] = (uint32_t)g->count;
        if (!g->user->present) continue;
        g->missing = slsc_node_new(unit, SLSC_MAP, g->user->raw);
        if (g->user->refers)
            slsc_uses(g->stack, slsc_node_getz(unit, g->user->raw, "Properties"), add_edge, g);
        add_order(g, slsc_node_getz(unit, g->user->raw, "DependsOn"));
    }
    g->first[n] = (uint32_t)g->count;
}

/* Where on the way the circle that leads back to `target` begins; SIZE_MAX: a resource of it was
 * told of. Looked at from the end, each resource is passed here once. */
static size_t untold(graph *g, uint32_t target)
{
    for (size_t i = g->depth; i-- > 0;) {
        if (g->told[g->way[i]]) return SIZE_MAX;
        g->told[g->way[i]] = 1;
        if (g->way[i] == target) return i;
    }
    return SIZE_MAX;
}

static void tell_circle(graph *g, uint32_t target)
{
    const slsc_resource *all = g->stack->resources;
    const size_t begin = untold(g, target);
    slsc_sb way = slsc_sb_new(g->findings->unit->arena, 0);
    if (begin == SIZE_MAX) return;
    for (size_t i = begin; i < g->depth && i < begin + SHOWN; i++)
        slsc_sb_addf(&way, "%.*s -> ", SLSC_FMT(all[g->way[i]].id));
    if (g->depth - begin > SHOWN) slsc_sb_addf(&way, "%zu more -> ", g->depth - begin - SHOWN);
    slsc_sb_add(&way, all[target].id);
    slsc_finding_at(g->findings, "cycle", all[target].id, all[target].type, all[target].raw,
                    "each of these waits for the next: %.*s", SLSC_FMT(slsc_sb_str(&way)));
}

static void enter(graph *g, uint32_t resource)
{
    g->seen[resource] = ON_THE_WAY;
    g->next[resource] = g->first[resource];
    g->way[g->depth++] = resource;
}

static void walk_from(graph *g, uint32_t start)
{
    enter(g, start);
    while (g->depth) {
        const uint32_t here = g->way[g->depth - 1];
        if (g->next[here] == g->first[here + 1]) {
            g->seen[here] = DONE;
            g->depth--;
            continue;
        }
        const uint32_t target = g->targets[g->next[here]++];
        if (g->seen[target] == NOT_SEEN)
            enter(g, target);
        else if (g->seen[target] == ON_THE_WAY)
            tell_circle(g, target);
    }
}

void slsc_find_dependencies(slsc_findings *findings)
{
    slsc_arena *arena = findings->unit->arena;
    slsc_stack *stack = findings->changes->new;
    const size_t n = stack->resource_count;
    graph g = { .findings = findings, .stack = stack, .macros = slsc_stack_macro(stack) != NULL };
    g.first = SLSC_NEW_ARRAY(arena, uint32_t, n + 1);
    g.seen = SLSC_NEW_ARRAY(arena, unsigned char, n + 1);
    g.told = SLSC_NEW_ARRAY(arena, unsigned char, n + 1);
    g.way = SLSC_NEW_ARRAY(arena, uint32_t, n + 1);
    g.next = SLSC_NEW_ARRAY(arena, uint32_t, n + 1);
    collect(&g);
    for (uint32_t i = 0; i < n; i++)
        if (g.seen[i] == NOT_SEEN) walk_from(&g, i);
}
