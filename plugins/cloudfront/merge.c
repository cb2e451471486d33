/* merge.c: several events speak of one origin, or of one behavior; what they say is put together.
 *
 * What the first said stands. A later one adds what is not there yet: members of maps, however
 * deep, and elements of lists. So that a thousand events cost a thousand times one, each list that
 * grew has its elements marked, in a tree of maps that is shaped like the thing itself. */
#include "cloudfront.h"

static slsc_node *child(const slsc_host *h, slsc_unit *u, slsc_node *marks, slsc_str key)
{
    slsc_node *node = h->get(u, marks, key);
    if (node) return node;
    node = slsc_map(h, u, marks);
    h->set(u, marks, key, node);
    return node;
}

/* Appends the elements that were not met before. */
static void append_new(const slsc_host *h, slsc_unit *u, slsc_node *list, slsc_node *marks,
                       const slsc_node *more)
{
    for (size_t i = 0; i < h->count(more); i++) {
        slsc_str digest = h->digest(u, h->at(more, i));
        if (h->get(u, marks, digest)) continue;
        h->set(u, marks, digest, slsc_bool(h, u, 1, marks));
        h->append(u, list, h->at(more, i));
    }
}

static void extend_list(const slsc_host *h, slsc_unit *u, slsc_node *thing, slsc_str key,
                        slsc_node *marks, const slsc_node *more)
{
    slsc_node *list = h->get(u, thing, key);
    if (h->count(marks) == 0) { /* the list is as somebody wrote it, perhaps with repetitions */
        slsc_node *once = slsc_list(h, u, list);
        append_new(h, u, once, marks, list);
        h->set(u, thing, key, once);
        list = once;
    }
    append_new(h, u, list, marks, more);
}

/* As deep as the configuration, which its parser limits. */
static void extend(const slsc_host *h, slsc_unit *u, slsc_node *thing, slsc_node *marks,
                   const slsc_node *more)
{
    for (size_t i = 0; i < h->count(more); i++) {
        slsc_str key = h->key(more, i);
        slsc_node *value = h->at(more, i), *had = h->get(u, thing, key);
        if (!had)
            h->set(u, thing, key, value);
        else if (slsc_is_list(h, u, had) && slsc_is_list(h, u, value))
            extend_list(h, u, thing, key, child(h, u, marks, key), value);
        else if (slsc_is_map(h, u, had) && slsc_is_map(h, u, value))
            extend(h, u, had, child(h, u, marks, key), value);
    }
}

slsc_node *cloudfront_find(const slsc_host *h, slsc_unit *u, const cloudfront_set *set,
                           slsc_str key)
{
    return h->get(u, set->things, key);
}

void cloudfront_merge(const slsc_host *h, slsc_unit *u, cloudfront_set *set, slsc_str key,
                      slsc_node *thing)
{
    slsc_node *known;
    if (!set->things) {
        set->things = slsc_map(h, u, thing);
        set->marks = slsc_map(h, u, thing);
    }
    known = cloudfront_find(h, u, set, key);
    if (known)
        extend(h, u, known, child(h, u, set->marks, key), thing);
    else
        h->set(u, set->things, key, thing);
}
