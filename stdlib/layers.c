/* layers.c: layers.* become AWS::Lambda::LayerVersion, each followed by permissions for the
 * accounts that may use it.
 *
 * A layer that is retained gets the hash of its content into its id: a new content is a new
 * resource, and the old version stays.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-layerversion.html
 */
#include "std.h"

typedef struct layer {
    slsc_node *node, *resource;
    slsc_str key, s3_key;
    slsc_str base; /* MyLayerLambdaLayer: ids of its outputs */
    slsc_str id;   /* the same, or with the hash behind it */
    slsc_str hash;
    slsc_node *retain; /* "Retain", or NULL */
} layer;

static slsc_node *make(const slsc_host *h, slsc_unit *u, const layer *l)
{
    slsc_node *name = slsc_get(h, u, l->node, "name");
    slsc_hole holes[] = {
        { "bucket", std_bucket_name(h, u, l->node) },
        { "key", slsc_string(h, u, l->s3_key, l->node) },
        { "name", slsc_truthy(h, u, name) ? name : slsc_string(h, u, l->key, l->node) },
        { "description", slsc_get(h, u, l->node, "description") },
        { "license", slsc_get(h, u, l->node, "licenseInfo") },
        { "runtimes", slsc_get(h, u, l->node, "compatibleRuntimes") },
        { "architectures", slsc_get(h, u, l->node, "compatibleArchitectures") },
        { "deletion", l->retain },
        { NULL, NULL },
    };
    return h->fill(u, STD_JSON(layer), holes, l->node);
}

/* Of type, properties and content, but not of where the content lies. */
static slsc_str hash_of(const slsc_host *h, slsc_unit *u, const layer *l)
{
    const slsc_artifact *artifact = (const slsc_artifact *)h->extension(u, SLSC_EXT_ARTIFACT);
    const slsc_hashes *hash = (const slsc_hashes *)h->extension(u, SLSC_EXT_HASH);
    const slsc_texts *text = (const slsc_texts *)h->extension(u, SLSC_EXT_TEXT);
    slsc_node *counted = h->copy(u, l->resource, l->node);
    slsc_str json, content = artifact->digest(u, l->node);
    h->remove(u, counted, slsc_s("DeletionPolicy"));
    h->remove(u, slsc_at_path(h, u, counted, "Properties.Content"), slsc_s("S3Key"));
    json = text->json(u, counted);
    return hash->sha1_hex(u, slsc_textf(h, u, "%.*s%.*s", SLSC_ARG(json), SLSC_ARG(content)));
}

/* 123456789012, an ARN, or `*` for everybody, which reads Wild in the id. */
static void add_permission(const slsc_host *h, slsc_unit *u, const layer *l, slsc_node *account)
{
    slsc_str text = h->text(u, account), parts[6];
    const char *star;
    size_t before, after;
    if (!text.len) return; /* nobody */
    star = (const char *)memchr(text.ptr, '*', text.len);
    before = star ? (size_t)(star - text.ptr) : text.len;
    after = before + (star ? 1 : 0);
    parts[0] = h->name_part(u, SLSC_NAME_FUNCTION, l->key);
    parts[1] = (slsc_str) { text.ptr, before };
    parts[2] = slsc_s(star ? "Wild" : NULL);
    parts[3] = (slsc_str) { text.ptr + after, text.len - after };
    parts[4] = slsc_s("LambdaLayerPermission");
    parts[5] = l->retain ? l->hash : slsc_s(NULL);
    slsc_hole holes[] = {
        { "layer", slsc_ref(h, u, l->id, account) },
        { "account", account },
        { "deletion", l->retain },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, h->logical_id(u, parts, 6),
                      h->fill(u, STD_JSON(layer_permission), holes, account));
}

static void add_output(const slsc_host *h, slsc_unit *u, const layer *l, const char *suffix,
                       const char *description, slsc_node *value)
{
    slsc_hole holes[] = {
        { "description", slsc_stringz(h, u, description, l->node) },
        { "value", value },
        { "condition", NULL },
        { NULL, NULL },
    };
    slsc_add_output(h, u, slsc_id2(h, u, l->base, suffix),
                    h->fill(u, STD_JSON(output), holes, l->node));
}

static void lower(const slsc_host *h, slsc_unit *u, std_state *state, slsc_str key, slsc_node *node)
{
    const slsc_artifact *artifact = (const slsc_artifact *)h->extension(u, SLSC_EXT_ARTIFACT);
    slsc_node *retain = slsc_get(h, u, node, "retain");
    slsc_node *accounts = slsc_get(h, u, node, "allowedAccounts");
    layer l = { .node = node, .key = key, .s3_key = artifact->s3_key(u, node) };
    if (slsc_truthy(h, u, retain)) l.retain = slsc_stringz(h, u, "Retain", retain);
    l.base = slsc_id2(h, u, h->name_part(u, SLSC_NAME_FUNCTION, key), "LambdaLayer");
    l.resource = make(h, u, &l);
    l.hash = hash_of(h, u, &l);
    slsc_str parts[] = { l.base, l.retain ? l.hash : slsc_s(NULL) };
    l.id = h->logical_id(u, parts, 2);

    h->set(u, state->layer_keys, l.id, slsc_string(h, u, key, node));
    slsc_add_resource(h, u, l.id, l.resource);
    for (size_t i = 0; i < h->count(accounts); i++) add_permission(h, u, &l, h->at(accounts, i));
    add_output(h, u, &l, "QualifiedArn", "Current Lambda layer version",
               slsc_ref(h, u, l.id, node));
    add_output(h, u, &l, "Hash", "Current Lambda layer hash", slsc_string(h, u, l.hash, node));
    add_output(h, u, &l, "S3Key", "Current Lambda layer S3Key", slsc_string(h, u, l.s3_key, node));
}

slsc_status std_layers(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *config = h->root(u, SLSC_CONFIG), *layers = slsc_get(h, u, config, "layers");
    std_state *std = (std_state *)state;
    std->layer_keys = slsc_map(h, u, config);
    for (size_t i = 0; i < h->count(layers); i++)
        lower(h, u, std, h->key(layers, i), h->at(layers, i));
    return SLSC_OK;
}
