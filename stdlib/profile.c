/* profile.c: what an older framework would have emitted.
 *
 * A profile is data: profiles/N.json, a list of rules that turn what we make into what version N of
 * the framework made. It is applied to the finished template before `resources:` is merged, so that
 * nothing of the user's is touched. A rule:
 *
 *     why      one line, for the reader
 *     at       where: a path from the template's root; `*` is every member or item
 *     when     only if the value there is like this pattern (pattern.h)
 *     set      members to replace, map by map; null takes away
 *     first    these keys come first, in this order
 *     behind   the resource moves right behind the one of this id
 *
 * Holes @service, @stage and @region are bound from the start. Today's profile has no file. */
#include "pattern.h"

typedef struct rules {
    const slsc_host *h;
    slsc_unit *u;
    slsc_node *template_;
    const slsc_node *rule;
    slsc_node *moves; /* id of a resource -> ids that go behind it */
    std_bindings known;
} rules;

/* ---- What a rule does ---- */

static void set_members(const rules *r, slsc_node *map, const slsc_node *members, std_bindings *b)
{
    const slsc_host *h = r->h;
    for (size_t i = 0; i < h->count(members); i++) {
        const slsc_str key = h->key(members, i);
        slsc_node *value = h->at(members, i), *old = h->get(r->u, map, key);
        if (h->kind(value) == SLSC_NULL)
            h->remove(r->u, map, key);
        else if (h->kind(value) == SLSC_MAP && h->kind(old) == SLSC_MAP)
            set_members(r, old, value, b);
        else
            h->set(r->u, map, key, std_fill(h, r->u, value, b, old ? old : map));
    }
}

static void move_last(const rules *r, slsc_node *map, slsc_str key)
{
    slsc_node *value = r->h->get(r->u, map, key);
    if (!value) return;
    r->h->remove(r->u, map, key);
    r->h->set(r->u, map, key, value);
}

static void put_first(const rules *r, slsc_node *map, const slsc_node *keys)
{
    const slsc_host *h = r->h;
    slsc_node *named = slsc_map(h, r->u, keys), *rest = slsc_list(h, r->u, keys);
    for (size_t i = 0; i < h->count(keys); i++)
        h->set(r->u, named, h->text(r->u, h->at(keys, i)), slsc_bool(h, r->u, 1, keys));
    for (size_t i = 0; i < h->count(map); i++)
        if (!h->get(r->u, named, h->key(map, i)))
            h->append(r->u, rest, slsc_string(h, r->u, h->key(map, i), keys));
    for (size_t i = 0; i < h->count(keys); i++) move_last(r, map, h->text(r->u, h->at(keys, i)));
    for (size_t i = 0; i < h->count(rest); i++) move_last(r, map, h->text(r->u, h->at(rest, i)));
}

static void note_move(rules *r, slsc_str id, slsc_str target)
{
    const slsc_host *h = r->h;
    slsc_node *ids = h->get(r->u, r->moves, target);
    if (!ids) {
        ids = slsc_list(h, r->u, r->moves);
        h->set(r->u, r->moves, target, ids);
    }
    h->append(r->u, ids, slsc_string(h, r->u, id, r->moves));
}

/* ---- Where ---- */

static void visit(rules *r, slsc_node *node, slsc_str path);

/* A member of a map or an item of a list; an absent one is passed over. */
static void enter(rules *r, slsc_node *node, slsc_str step, slsc_str rest)
{
    const slsc_host *h = r->h;
    const slsc_node *set = slsc_get(h, r->u, r->rule, "set");
    if (slsc_is(step, "*")) {
        for (size_t i = 0; i < h->count(node); i++) visit(r, h->at(node, i), rest);
    } else if (slsc_is_list(h, r->u, node)) {
        const size_t i = (size_t)(step.ptr[0] - '0');
        if (step.len == 1 && i < h->count(node)) visit(r, h->at(node, i), rest);
    } else if (!rest.len && h->kind(set) == SLSC_NULL) {
        h->remove(r->u, node, step);
    } else {
        slsc_node *member = h->get(r->u, node, step);
        if (member) visit(r, member, rest);
    }
}

static void apply(rules *r, slsc_node *node)
{
    const slsc_host *h = r->h;
    const slsc_node *when = slsc_get(h, r->u, r->rule, "when");
    const slsc_node *first = slsc_get(h, r->u, r->rule, "first");
    const slsc_node *behind = slsc_get(h, r->u, r->rule, "behind");
    std_bindings b = r->known;
    if (!slsc_is_map(h, r->u, node)) return;
    if (when && !std_match(h, r->u, when, node, &b)) return;
    set_members(r, node, slsc_get(h, r->u, r->rule, "set"), &b);
    if (first) put_first(r, node, first);
    if (behind) {
        const slsc_node *target = std_fill(h, r->u, behind, &b, node);
        note_move(r, h->key_of(node), h->text(r->u, target));
    }
}

/* As deep as the path is long. */
static void visit(rules *r, slsc_node *node, slsc_str path)
{
    const char *dot = path.len ? memchr(path.ptr, '.', path.len) : NULL;
    const size_t len = dot ? (size_t)(dot - path.ptr) : path.len;
    slsc_str rest = slsc_bytes(path.ptr + len, path.len - len);
    if (rest.len) rest = slsc_bytes(rest.ptr + 1, rest.len - 1);
    if (!path.len)
        apply(r, node);
    else
        enter(r, node, slsc_bytes(path.ptr, len), rest);
}

/* ---- Resources that move ---- */

static void place(const rules *r, slsc_node *to, slsc_node *from, slsc_str id)
{
    slsc_node *value = r->h->get(r->u, from, id);
    if (!value) return;
    r->h->remove(r->u, from, id);
    r->h->set(r->u, to, id, value);
}

/* All are taken out from the end, which is cheap, and put back: each, then what goes behind it. */
static void move_resources(const rules *r)
{
    const slsc_host *h = r->h;
    slsc_node *map = slsc_get(h, r->u, r->template_, "Resources");
    slsc_node *taken = slsc_map(h, r->u, r->moves);
    if (!h->count(r->moves)) return;
    while (h->count(map)) place(r, taken, map, h->key(map, h->count(map) - 1));
    while (h->count(taken)) {
        const slsc_str id = h->key(taken, h->count(taken) - 1);
        const slsc_node *ids = h->get(r->u, r->moves, id);
        place(r, map, taken, id);
        for (size_t i = 0; i < h->count(ids); i++)
            place(r, map, taken, h->text(r->u, h->at(ids, i)));
    }
}

/* ---- */

slsc_status std_profile(const slsc_host *h, slsc_unit *u, void *state)
{
    static const slsc_root roots[] = { SLSC_TEMPLATE, SLSC_CREATE_TEMPLATE };
    const slsc_service *service = h->service(u);
    const slsc_node *from = h->root(u, SLSC_CONFIG);
    (void)state;
    if (service->framework != 1) return SLSC_OK;
    const slsc_node *list = h->json(u, STD_JSON(1), from);
    for (size_t k = 0; k < sizeof roots / sizeof *roots; k++) {
        rules r = { h, u, h->root(u, roots[k]), NULL, slsc_map(h, u, from), { .count = 0 } };
        std_bind(&r.known, slsc_s("service"), slsc_string(h, u, service->name, from));
        std_bind(&r.known, slsc_s("stage"), slsc_string(h, u, service->stage, from));
        std_bind(&r.known, slsc_s("region"), slsc_string(h, u, service->region, from));
        for (size_t i = 0; i < h->count(list); i++) {
            r.rule = h->at(list, i);
            visit(&r, r.template_, h->text(u, slsc_get(h, u, r.rule, "at")));
        }
        move_resources(&r);
    }
    return SLSC_OK;
}
