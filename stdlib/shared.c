/* shared.c: small readers of the configuration that several passes need. */
#include "std.h"

slsc_node *std_provider(const slsc_host *h, slsc_unit *u)
{
    return slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
}

slsc_node *std_option(const slsc_host *h, slsc_unit *u, const slsc_function *f, const char *key)
{
    slsc_node *own = slsc_if_truthy(h, u, slsc_get(h, u, f->node, key));
    return own ? own : slsc_if_truthy(h, u, slsc_get(h, u, std_provider(h, u), key));
}

slsc_node *std_condition(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    return slsc_if_truthy(h, u, slsc_get(h, u, f->node, "condition"));
}

static void put_all(const slsc_host *h, slsc_unit *u, slsc_node *into, const slsc_node *map)
{
    for (size_t i = 0; i < h->count(map); i++) h->set(u, into, h->key(map, i), h->at(map, i));
}

slsc_node *std_joined(const slsc_host *h, slsc_unit *u, slsc_node *first, slsc_node *second,
                      const slsc_node *from)
{
    if (slsc_is_void(h, u, first) && slsc_is_void(h, u, second)) return NULL;
    slsc_node *both = slsc_map(h, u, from);
    put_all(h, u, both, first);
    put_all(h, u, both, second);
    return both;
}

slsc_node *std_tag_list(const slsc_host *h, slsc_unit *u, const slsc_node *tags)
{
    if (!slsc_is_map(h, u, tags)) return NULL;
    slsc_node *list = slsc_list(h, u, tags);
    for (size_t i = 0; i < h->count(tags); i++) {
        slsc_node *value = h->at(tags, i), *tag = slsc_map(h, u, value);
        slsc_set(h, u, tag, "Key", slsc_string(h, u, h->key(tags, i), value));
        slsc_set(h, u, tag, "Value", value);
        h->append(u, list, tag);
    }
    return list;
}

slsc_node *std_bucket_name(const slsc_host *h, slsc_unit *u, const slsc_node *from)
{
    slsc_node *bucket = slsc_get(h, u, std_provider(h, u), "deploymentBucket");
    slsc_node *name = slsc_is_map(h, u, bucket) ? slsc_get(h, u, bucket, "name") : bucket;
    if (slsc_truthy(h, u, name)) return h->copy(u, name, from);
    return slsc_ref(h, u, slsc_s("ServerlessDeploymentBucket"), from);
}
