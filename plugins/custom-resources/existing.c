/* existing.c: functions wired to what is there already, in another stack or in none.
 *
 * A custom resource for each function tells the helper what the function wants. Two of them must
 * not change the same bucket or pool at once, so each waits for the one before it: those of one
 * source first, one source after the other.
 *
 * CloudFormation runs a custom resource again when a property of it changed. Where an event asks
 * for that (forceDeploy) the reference puts the clock there; we put the place of the helpers' code,
 * which changes with the configuration and with all code of the service.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html */
#include "custom_resources.h"

custom_resources_wiring *custom_resources_wire(const slsc_host *h, slsc_unit *u,
                                               custom_resources_existing *all, const slsc_event *e,
                                               slsc_node *source, const char *id_end, int *fresh)
{
    *fresh = !all->last || all->last->event->function != e->function;
    if (!*fresh) return all->last;
    custom_resources_wiring *wiring =
        h->alloc(u, sizeof *wiring, _Alignof(custom_resources_wiring));
    wiring->event = e;
    wiring->id = slsc_id2(h, u, e->function->id, id_end);
    wiring->source = source;
    wiring->wishes = slsc_list(h, u, e->node);
    wiring->force = slsc_truthy(h, u, slsc_get(h, u, e->node, "forceDeploy"));
    wiring->depends = slsc_list(h, u, e->node);
    *(all->last ? &all->last->next : &all->first) = wiring;
    all->last = wiring;
    if (!all->statements) all->statements = slsc_list(h, u, e->node);
    return wiring;
}

/* What must be there first: the function, its alias, the helper. */
static void depend(const slsc_host *h, slsc_unit *u, const custom_resources_wiring *w,
                   slsc_str helper)
{
    const slsc_function *f = w->event->function;
    const slsc_node *from = w->event->node;
    h->append(u, w->depends, slsc_string(h, u, slsc_id2(h, u, f->id, "LambdaFunction"), from));
    h->append(u, w->depends, slsc_alias(h, u, w->event));
    h->append(u, w->depends, slsc_string(h, u, helper, from));
}

/* By source, in the order in which sources are first met; in each as functions come. */
static void chain(const slsc_host *h, slsc_unit *u, const custom_resources_existing *all)
{
    const slsc_texts *text = h->extension(u, SLSC_EXT_TEXT);
    slsc_node *sources = slsc_map(h, u, all->statements), *before = NULL;
    for (const custom_resources_wiring *w = all->first; w; w = w->next) {
        const slsc_str key =
            slsc_is_string(h, u, w->source) ? h->text(u, w->source) : text->json(u, w->source);
        if (!h->get(u, sources, key)) h->set(u, sources, key, slsc_map(h, u, w->source));
        h->set(u, h->get(u, sources, key), w->id, w->depends);
    }
    for (size_t i = 0; i < h->count(sources); i++) {
        const slsc_node *wirings = h->at(sources, i);
        for (size_t k = 0; k < h->count(wirings); k++) {
            h->append(u, h->at(wirings, k), before);
            before = slsc_string(h, u, h->key(wirings, k), all->statements);
        }
    }
}

static void add_resource(const slsc_host *h, slsc_unit *u, const custom_resources_wiring *w,
                         slsc_str helper, slsc_node *force, const char *resource)
{
    const slsc_function *f = w->event->function;
    slsc_node *from = w->event->node;
    const slsc_hole holes[] = {
        { "helper", slsc_string(h, u, helper, from) },
        { "function", slsc_string(h, u, f->name, from) },
        { "qualifier", f->alias.len ? slsc_string(h, u, f->alias, from) : NULL },
        { "source", w->source },
        { "wishes", w->wishes },
        { "force", w->force ? force : NULL },
        { "depends", w->depends },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, w->id, h->fill(u, slsc_s(resource), holes, from));
}

void custom_resources_add_wirings(const slsc_host *h, slsc_unit *u,
                                  const custom_resources_existing *all,
                                  const custom_resources_helper *helper, const char *resource,
                                  const char *last_statements)
{
    if (!all->first) return;
    const slsc_str id = custom_resources_helper_id(h, u, helper);
    const slsc_node *from = all->first->event->node;
    const slsc_node *last = h->json(u, slsc_s(last_statements), from);
    slsc_node *force = slsc_string(h, u, custom_resources_key(h, u, from), from);
    for (const custom_resources_wiring *w = all->first; w; w = w->next) depend(h, u, w, id);
    chain(h, u, all);
    for (const custom_resources_wiring *w = all->first; w; w = w->next)
        add_resource(h, u, w, id, force, resource);
    for (size_t i = 0; i < h->count(last); i++) h->append(u, all->statements, h->at(last, i));
    custom_resources_add_helper(h, u, helper, all->statements, from);
}
