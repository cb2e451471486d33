/* resources.c: paths become a tree of resources, one for each segment.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-resource.html
 *
 * In an API of another stack (`restApiId`) some resources may exist already: those listed under
 * `restApiResources`, whose ids are known, and those above them, whose ids are not. Below a known
 * one all is made here; next to or on an unknown one nothing can be. */
#include "api_gateway.h"

static api_gateway_resource *find(const slsc_host *h, slsc_unit *u, const slsc_node *index,
                                  api_gateway_resource *const *all, slsc_str path)
{
    size_t i;
    return api_gateway_recall(h, u, index, path, &i) ? all[i] : NULL;
}

typedef struct tree {
    slsc_node *index; /* path -> number; iterates as the reference's object of paths does */
    api_gateway_resource **all;
    size_t count, room;
    api_gateway_resource root; /* only `variable` of it counts */
} tree;

/* API Gateway takes one parameter in a place: /{id} and /{name} cannot stand side by side. */
static void check_siblings(const slsc_host *h, slsc_unit *u, api_gateway_resource *above,
                           api_gateway_resource *r)
{
    if (r->part.len == 0 || r->part.ptr[0] != '{') return;
    if (!above->variable) {
        above->variable = r;
        return;
    }
    slsc_diag diag = { .struct_size = (uint32_t)sizeof diag };
    diag.severity = SLSC_WARNING;
    diag.code = "http/sibling-parameters";
    diag.message = slsc_textf(h, u, "API Gateway refuses `%.*s` beside `%.*s`: one name for both",
                              SLSC_ARG(r->part), SLSC_ARG(above->variable->part));
    diag.at = r->place;
    diag.see = above->variable->place;
    diag.see_label = slsc_s("the first one is here");
    h->report(u, &diag);
}

static api_gateway_resource *grow(const slsc_host *h, slsc_unit *u, tree *t,
                                  api_gateway_resource *parent, slsc_str path, slsc_str part,
                                  const slsc_node *place)
{
    api_gateway_resource *r = h->alloc(u, sizeof *r, _Alignof(api_gateway_resource));
    if (t->count == t->room) {
        const size_t room = t->room ? t->room * 2 : 16;
        api_gateway_resource **more = h->alloc(u, room * sizeof *more, _Alignof(void *));
        if (t->count) memcpy(more, t->all, t->count * sizeof *more);
        t->all = more;
        t->room = room;
    }
    r->path = path;
    r->part = part;
    r->parent = parent;
    r->place = place;
    r->name = h->name_part(u, SLSC_NAME_PATH, path);
    if (parent && parent->last)
        parent->last->next = r;
    else if (parent)
        parent->first = r;
    if (parent) parent->last = r;
    check_siblings(h, u, parent ? parent : &t->root, r);
    api_gateway_remember(h, u, t->index, path, t->count);
    t->all[t->count++] = r;
    return r;
}

/* The resource of a path, made with all above it; NULL for the root. */
static api_gateway_resource *reach(const slsc_host *h, slsc_unit *u, tree *t, slsc_str path,
                                   const slsc_node *place)
{
    api_gateway_resource *at = NULL;
    size_t start = 0;
    for (size_t i = 0; path.len && i <= path.len; i++) {
        if (i < path.len && path.ptr[i] != '/') continue;
        const slsc_str upto = { path.ptr, i }, part = { path.ptr + start, i - start };
        api_gateway_resource *next = find(h, u, t->index, t->all, upto);
        at = next ? next : grow(h, u, t, at, upto, part, place);
        start = i + 1;
    }
    return at;
}

/* `restApiResources`: {path: id}, or a list of {path, resourceId}. */
static void predefine(const slsc_host *h, slsc_unit *u, const api_gateway *api, tree *t)
{
    const slsc_node *given = slsc_get(h, u, api->settings, "restApiResources");
    const int is_map = slsc_is_map(h, u, given);
    for (size_t i = 0; i < h->count(given); i++) {
        slsc_node *item = h->at(given, i);
        slsc_node *id = is_map ? item : slsc_get(h, u, item, "resourceId");
        slsc_str path = is_map ? h->key(given, i) : h->text(u, slsc_get(h, u, item, "path"));
        if (path.len && path.ptr[0] == '/') path.ptr++, path.len--;
        if (path.len && path.ptr[path.len - 1] == '/') path.len--;
        api_gateway_resource *r = reach(h, u, t, path, item);
        if (!r) continue;
        r->ref = id;
        for (r = r->parent; r && !r->exists; r = r->parent) r->exists = 1;
    }
}

/* Upwards from a method to what is known: a given resource, or the root. */
static slsc_status find_top(const slsc_host *h, slsc_unit *u, api_gateway_resource *r,
                            const slsc_node *place, api_gateway_resource **top)
{
    *top = NULL;
    for (;; r = r->parent) {
        if (r->exists && !r->ref)
            return slsc_error_at(h, u, place, "http/unknown-resource",
                                 "`/%.*s` exists already: its id must stand in `restApiResources`",
                                 SLSC_ARG(r->path));
        if (r->ref || !r->parent) break;
    }
    *top = r;
    return SLSC_OK;
}

/* All that is to be made below and including `top`, parents first. */
static void list_branch(const slsc_host *h, slsc_unit *u, api_gateway_resource *top,
                        slsc_node *order, const tree *t)
{
    api_gateway_resource *r = top;
    if (top->listed) return;
    top->listed = 1;
    while (r) {
        const int enter = r == top || !(r->ref || r->exists);
        size_t number;
        if (enter && api_gateway_recall(h, u, t->index, r->path, &number))
            api_gateway_remember(h, u, order, r->path, number);
        if (enter && r->first) {
            r = r->first;
            continue;
        }
        while (r != top && !r->next) r = r->parent;
        r = r == top ? NULL : r->next;
    }
}

static void warn_of_collision(const slsc_host *h, slsc_unit *u, const api_gateway_resource *r)
{
    const slsc_node *other = slsc_resource(h, u, r->id);
    if (!other) return;
    slsc_warn_at(h, u, r->place, "http/path-collision",
                 "another path has the logical id `%.*s` too: only one of both resources is made",
                 SLSC_ARG(r->id));
}

static void add_resource(const slsc_host *h, slsc_unit *u, const api_gateway *api,
                         api_gateway_resource *r)
{
    if (r->ref) return;
    r->id = slsc_textf(h, u, "ApiGatewayResource%.*s", SLSC_ARG(r->name));
    r->ref = slsc_ref(h, u, r->id, r->place);
    const slsc_hole holes[] = {
        { "parent", r->parent ? r->parent->ref : api->root },
        { "part", slsc_string(h, u, r->part, r->place) },
        { "rest_api", api->rest_api },
        { NULL, NULL },
    };
    warn_of_collision(h, u, r);
    slsc_add_resource(h, u, r->id,
                      api_gateway_fill(h, u, api_gateway_resource_json, holes, r->place));
}

slsc_status api_gateway_add_resources(const slsc_host *h, slsc_unit *u, api_gateway *api)
{
    tree t = { .index = slsc_map(h, u, api->place) };
    slsc_node *order = slsc_map(h, u, api->place);
    slsc_status status = SLSC_OK;

    predefine(h, u, api, &t);
    for (size_t i = 0; i < api->count; i++)
        api->routes[i].resource = reach(h, u, &t, api->routes[i].path, api->routes[i].event);
    for (size_t i = 0; i < api->count; i++) {
        api_gateway_resource *r = api->routes[i].resource, *top;
        if (!r) continue;
        if (find_top(h, u, r, api->routes[i].event, &top) == SLSC_OK)
            list_branch(h, u, top, order, &t);
        else
            status = SLSC_FAIL;
    }
    for (size_t i = 0; status == SLSC_OK && i < h->count(order); i++) {
        api_gateway_resource *r = find(h, u, t.index, t.all, h->key(order, i));
        if (r) add_resource(h, u, api, r);
    }
    return status;
}
