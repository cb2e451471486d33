/* check_cycles.c: resources that wait for each other, so that none of them can be made.
 *
 * A resource waits for all that it refers to. Tarjan's algorithm, with a stack of its own instead
 * of recursion, finds the groups of resources that reach each other; of each group one shortest way
 * round is told, with the place of each step. Linear in resources and references.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html */
#include "std.h"

enum { SHOWN = 8 }; /* steps of one cycle */

typedef struct edge {
    uint32_t from, to;
    const slsc_node *at; /* where `from` names `to` */
} edge;

typedef struct graph {
    const slsc_host *h;
    slsc_unit *u;
    slsc_node *resources, *numbers; /* logical id -> its number */
    edge *edges;                    /* in the order of `from` */
    uint32_t *first;                /* of n + 1: where the edges of a resource begin */
    uint32_t n, edge_count, edge_capacity;
    uint32_t current; /* the resource whose references are collected */

    uint32_t *index, *low, *next; /* Tarjan: order of visit (0: not yet), lowlink, next edge */
    uint32_t *group;              /* 0: not known yet */
    uint32_t *stack, *path;       /* members of open groups; the way to where we are */
    uint32_t visited, groups, stack_count, path_count;
    uint32_t *via;   /* shortest way: the edge by which a resource was reached + 1 */
    uint32_t *steps; /* its queue, then its edges from the last to the first */
} graph;

static uint32_t *numbers(const graph *g, size_t n)
{
    return (uint32_t *)g->h->alloc(g->u, (n + 1) * sizeof(uint32_t), _Alignof(uint32_t));
}

/* ---- Edges ---- */

static void add_edge(graph *g, uint32_t to, const slsc_node *at)
{
    if (g->edge_count == g->edge_capacity) {
        uint32_t room = g->edge_capacity ? g->edge_capacity * 2 : 64;
        edge *grown = (edge *)g->h->alloc(g->u, room * sizeof *grown, _Alignof(edge));
        if (g->edge_count) memcpy(grown, g->edges, g->edge_count * sizeof *grown);
        g->edges = grown;
        g->edge_capacity = room;
    }
    g->edges[g->edge_count].from = g->current;
    g->edges[g->edge_count].to = to;
    g->edges[g->edge_count++].at = at;
}

static void collect(void *context, const slsc_reference *r)
{
    graph *g = (graph *)context;
    int64_t to;
    if (r->kind > SLSC_REFERENCE_ORDER) return;
    if (g->h->to_int(g->h->get(g->u, g->numbers, r->name), &to) == SLSC_OK)
        add_edge(g, (uint32_t)to, r->at);
}

static void collect_edges(graph *g)
{
    const slsc_references *references =
        (const slsc_references *)g->h->extension(g->u, SLSC_EXT_REFERENCES);
    g->numbers = slsc_map(g->h, g->u, g->resources);
    for (uint32_t i = 0; i < g->n; i++)
        g->h->set(g->u, g->numbers, g->h->key(g->resources, i),
                  slsc_int(g->h, g->u, i, g->resources));
    for (g->current = 0; g->current < g->n; g->current++) {
        g->first[g->current] = g->edge_count;
        references->each(g->u, g->h->at(g->resources, g->current), collect, g);
    }
    g->first[g->n] = g->edge_count;
}

/* ---- One way round ---- */

static slsc_str place(const graph *g, const slsc_node *at)
{
    slsc_span span;
    g->h->where(g->u, at, &span);
    if (!span.line) return slsc_s("");
    return slsc_textf(g->h, g->u, " (%.*s:%u:%u)", SLSC_ARG(span.file), span.line, span.col);
}

/* Breadth first within the group, from `start` until an edge leads back: that edge. */
static const edge *way_back(graph *g, uint32_t start)
{
    uint32_t *queue = g->steps, count = 1;
    queue[0] = start;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t e = g->first[queue[i]]; e < g->first[queue[i] + 1]; e++) {
            uint32_t to = g->edges[e].to;
            if (to == start) return &g->edges[e];
            if (g->group[to] != g->group[start] || g->via[to]) continue;
            g->via[to] = e + 1;
            queue[count++] = to;
        }
    }
    return NULL;
}

static void tell(graph *g, uint32_t start)
{
    uint32_t *steps = g->steps, count = 0;
    const edge *back = way_back(g, start);
    slsc_str text = slsc_textf(g->h, g->u, "`%.*s`", SLSC_ARG(g->h->key(g->resources, start)));
    if (!back) return;
    steps[count++] = (uint32_t)(back - g->edges);
    for (uint32_t at = back->from; at != start; at = g->edges[g->via[at] - 1].from)
        steps[count++] = g->via[at] - 1;
    for (uint32_t i = count; i-- > 0;) {
        const edge *e = &g->edges[steps[i]];
        if (i > 0 && count - i >= SHOWN) continue; /* a long way: its begin and its end */
        text = slsc_textf(g->h, g->u, "%.*s%s -> `%.*s`%.*s", SLSC_ARG(text),
                          i == 0 && count > SHOWN ? " -> ..." : "",
                          SLSC_ARG(g->h->key(g->resources, e->to)), SLSC_ARG(place(g, e->at)));
    }
    slsc_warn_at(g->h, g->u, g->edges[steps[count - 1]].at, "template/cycle",
                 "resources wait for each other: %.*s", SLSC_ARG(text));
}

/* ---- Groups ---- */

static void enter(graph *g, uint32_t v)
{
    g->index[v] = g->low[v] = ++g->visited;
    g->next[v] = g->first[v];
    g->stack[g->stack_count++] = v;
    g->path[g->path_count++] = v;
}

/* All that is reached from `v` is known: is it the root of a group? */
static void leave(graph *g, uint32_t v)
{
    uint32_t size = 0, member;
    g->path_count--;
    if (g->path_count) {
        uint32_t above = g->path[g->path_count - 1];
        if (g->low[v] < g->low[above]) g->low[above] = g->low[v];
    }
    if (g->low[v] != g->index[v]) return;
    g->groups++;
    do {
        member = g->stack[--g->stack_count];
        g->group[member] = g->groups;
        size++;
    } while (member != v);
    if (size > 1) {
        tell(g, v);
        return;
    }
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++) {
        if (g->edges[e].to != v) continue;
        tell(g, v);
        return;
    }
}

static void search(graph *g, uint32_t start)
{
    if (g->index[start]) return;
    enter(g, start);
    while (g->path_count) {
        uint32_t v = g->path[g->path_count - 1];
        if (g->next[v] == g->first[v + 1]) {
            leave(g, v);
            continue;
        }
        uint32_t to = g->edges[g->next[v]++].to;
        if (!g->index[to])
            enter(g, to);
        else if (!g->group[to] && g->index[to] < g->low[v])
            g->low[v] = g->index[to];
    }
}

slsc_status std_check_cycles(const slsc_host *h, slsc_unit *u, void *state)
{
    graph g;
    (void)state;
    memset(&g, 0, sizeof g);
    g.h = h;
    g.u = u;
    g.resources = slsc_get(h, u, h->root(u, SLSC_TEMPLATE), "Resources");
    g.n = slsc_is_map(h, u, g.resources) ? (uint32_t)h->count(g.resources) : 0;
    if (!g.n) return SLSC_OK;
    g.first = numbers(&g, g.n);
    collect_edges(&g);
    g.index = numbers(&g, g.n);
    g.low = numbers(&g, g.n);
    g.next = numbers(&g, g.n);
    g.group = numbers(&g, g.n);
    g.stack = numbers(&g, g.n);
    g.path = numbers(&g, g.n);
    g.via = numbers(&g, g.n);
    g.steps = numbers(&g, g.n);
    for (uint32_t i = 0; i < g.n; i++) search(&g, i);
    return SLSC_OK;
}
