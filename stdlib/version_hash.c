/* version_hash.c: what the logical id of a function's version ends with.
 *
 *     SHA-256( digest of the package            nothing for an image
 *              digests of the local layers used, in the order of their zips
 *              JSON of the configuration )      in base64, without + / =
 *
 * The configuration is the function's Properties, keys sorted, without what may change while the
 * version stays: where the code lies (an image is its code and counts), reserved concurrency,
 * tags, logging. A function that knows the id of the API's deployment changes with it: that id,
 * which is made later, then follows the hash. Layers of this service count with their own
 * properties. Services that are deployed have such ids in their stacks, so this is the reference's
 * formula to the letter. */
#include "std.h"

#include <stdlib.h>

typedef struct member {
    slsc_str key;
    slsc_node *value;
    size_t position;
} member;

static int by_key(const void *left, const void *right)
{
    const member *a = (const member *)left, *b = (const member *)right;
    int order = std_collate(a->key, b->key);
    if (order) return order;
    return a->position < b->position ? -1 : a->position > b->position;
}

/* The value with the keys of all its maps sorted. As deep as trees may be, which is limited. */
static slsc_node *sorted(const slsc_host *h, slsc_unit *u, slsc_node *value)
{
    size_t n = h->count(value);
    slsc_node *copy;
    if (slsc_is_list(h, u, value)) {
        copy = slsc_list(h, u, value);
        for (size_t i = 0; i < n; i++) h->append(u, copy, sorted(h, u, h->at(value, i)));
        return copy;
    }
    if (!slsc_is_map(h, u, value)) return value;
    copy = slsc_map(h, u, value);
    if (n == 0) return copy;
    member *members = (member *)h->alloc(u, n * sizeof *members, _Alignof(member));
    for (size_t i = 0; i < n; i++) members[i] = (member) { h->key(value, i), h->at(value, i), i };
    qsort(members, n, sizeof *members, by_key);
    for (size_t i = 0; i < n; i++) h->set(u, copy, members[i].key, sorted(h, u, members[i].value));
    return copy;
}

/* The layer of this service that an item of Layers refers to: its key, and its resource. One that
 * is retained has a hash in its id and is not found by its plain name; so in the reference. */
static slsc_node *local_layer(const slsc_host *h, slsc_unit *u, const std_state *state,
                              slsc_node *item, slsc_str *key)
{
    slsc_str ref = h->text(u, slsc_get(h, u, item, "Ref"));
    slsc_node *known = h->get(u, state->layer_keys, ref);
    *key = h->text(u, known);
    return known ? slsc_resource(h, u, ref) : NULL;
}

/* {name, ref, properties} of a layer of this service. */
static slsc_node *layer_configuration(const slsc_host *h, slsc_unit *u, slsc_node *item,
                                      slsc_str key, slsc_node *resource)
{
    slsc_node *entry = slsc_map(h, u, item);
    slsc_node *properties = h->copy(u, slsc_get(h, u, resource, "Properties"), item);
    h->remove(u, slsc_get(h, u, properties, "Content"), slsc_s("S3Key"));
    slsc_set(h, u, entry, "name", slsc_string(h, u, key, item));
    slsc_set(h, u, entry, "ref", slsc_get(h, u, item, "Ref"));
    slsc_set(h, u, entry, "properties", properties);
    return entry;
}

typedef struct layer_zip {
    slsc_str path, digest;
} layer_zip;

static int by_path(const void *left, const void *right)
{
    const layer_zip *a = (const layer_zip *)left, *b = (const layer_zip *)right;
    size_t n = a->path.len < b->path.len ? a->path.len : b->path.len;
    int order = n ? memcmp(a->path.ptr, b->path.ptr, n) : 0;
    if (order) return order;
    return a->path.len < b->path.len ? -1 : a->path.len > b->path.len;
}

/* Fills `list` with the configurations of local layers; returns their digests, joined. */
static slsc_str layer_digests(const slsc_host *h, slsc_unit *u, const std_state *state,
                              const slsc_node *used, slsc_node *list)
{
    const slsc_artifact *artifact = (const slsc_artifact *)h->extension(u, SLSC_EXT_ARTIFACT);
    slsc_node *layers = slsc_get(h, u, h->root(u, SLSC_CONFIG), "layers");
    size_t n = h->count(used), zips = 0;
    layer_zip *zip = (layer_zip *)h->alloc(u, (n + 1) * sizeof *zip, _Alignof(layer_zip));
    slsc_str *digests, key = { NULL, 0 };
    for (size_t i = 0; i < n; i++) {
        slsc_node *resource = local_layer(h, u, state, h->at(used, i), &key), *layer;
        if (!resource) continue;
        layer = h->get(u, layers, key);
        zip[zips++] = (layer_zip) { artifact->s3_key(u, layer), artifact->digest(u, layer) };
        h->append(u, list, layer_configuration(h, u, h->at(used, i), key, resource));
    }
    qsort(zip, zips, sizeof *zip, by_path);
    digests = (slsc_str *)h->alloc(u, (zips + 1) * sizeof *digests, _Alignof(slsc_str));
    for (size_t i = 0; i < zips; i++) digests[i] = zip[i].digest;
    return h->logical_id(u, digests, zips); /* joined */
}

static slsc_str alphanumeric(const slsc_host *h, slsc_unit *u, slsc_str base64)
{
    char *room = (char *)h->alloc(u, base64.len + 1, 1);
    slsc_str out = { room, 0 };
    for (size_t i = 0; i < base64.len; i++)
        if (!strchr("+/=", base64.ptr[i])) room[out.len++] = base64.ptr[i];
    return out;
}

slsc_str std_version_hash(const slsc_host *h, slsc_unit *u, const std_state *state,
                          const slsc_function *f, const slsc_node *properties, slsc_str code_digest)
{
    static const char *const left_out[] = { "ReservedConcurrentExecutions", "Tags",
                                            "LoggingConfig" };
    const slsc_hashes *hash = (const slsc_hashes *)h->extension(u, SLSC_EXT_HASH);
    const slsc_texts *text = (const slsc_texts *)h->extension(u, SLSC_EXT_TEXT);
    slsc_node *counted = h->copy(u, properties, f->node), *layers = slsc_list(h, u, f->node);
    slsc_str digests = layer_digests(h, u, state, slsc_get(h, u, properties, "Layers"), layers),
             json, sum;
    if (code_digest.len) h->remove(u, counted, slsc_s("Code"));
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        h->remove(u, counted, slsc_s(left_out[i]));
    slsc_set(h, u, counted, "layerConfigurations", layers);
    json = text->json(u, sorted(h, u, counted));
    sum = hash->sha256_base64(u, slsc_textf(h, u, "%.*s%.*s%.*s", SLSC_ARG(code_digest),
                                            SLSC_ARG(digests), SLSC_ARG(json)));
    sum = alphanumeric(h, u, sum);
    return std_find_instance_id(json) ? slsc_id2(h, u, sum, STD_INSTANCE_ID) : sum;
}
