/* merge.c: one tree merged into another, over the host table.
 *
 * Lists are merged index by index: an element of the source meets the one at its place. Since a
 * list of the host only grows at its end, a merged list is made anew. As deep as trees may be,
 * which is limited. */
#include "std.h"

/* Names that mean something else than a member in ECMAScript; never merged. */
static int is_reserved(slsc_str key)
{
    return slsc_is(key, "__proto__") || slsc_is(key, "prototype") || slsc_is(key, "constructor");
}

static slsc_node *merge_maps(const slsc_host *h, slsc_unit *u, slsc_node *target, slsc_node *source)
{
    for (size_t i = 0; i < h->count(source); i++) {
        slsc_str key = h->key(source, i);
        slsc_node *old, *merged;
        if (is_reserved(key)) continue;
        old = h->get(u, target, key);
        merged = std_merge(h, u, old, h->at(source, i));
        if (merged != old) h->set(u, target, key, merged);
    }
    return target;
}

static slsc_node *merge_lists(const slsc_host *h, slsc_unit *u, slsc_node *target,
                              slsc_node *source)
{
    slsc_node *list = slsc_list(h, u, source);
    size_t mine = h->count(target), theirs = h->count(source);
    for (size_t i = 0; i < mine || i < theirs; i++) {
        slsc_node *item = i < mine ? h->at(target, i) : NULL;
        h->append(u, list, i < theirs ? std_merge(h, u, item, h->at(source, i)) : item);
    }
    return list;
}

slsc_node *std_merge(const slsc_host *h, slsc_unit *u, slsc_node *target, slsc_node *source)
{
    if (slsc_is_map(h, u, source) && slsc_is_map(h, u, target))
        return merge_maps(h, u, target, source);
    if (slsc_is_list(h, u, source) && slsc_is_list(h, u, target))
        return merge_lists(h, u, target, source);
    return source;
}
