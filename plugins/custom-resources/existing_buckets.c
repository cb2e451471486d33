/* existing_buckets.c: a function is told of what happens in a bucket that another stack made.
 *
 *     - s3: { bucket: photos, existing: true, rules: [{ prefix: uploads/ }] }
 *
 * A bucket's notifications are a property of the bucket, out of reach of other stacks: the helper
 * writes them. New buckets, and what can be wrong with an event, are plugins/s3.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
#include "custom_resources.h"

static const custom_resources_helper helper = {
    .key = "custom-resource-existing-s3",
    .folder = "s3",
    .code = custom_resources_existing_bucket_js,
};

static int is_existing(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    return slsc_truthy(h, u, slsc_get(h, u, e->node, "existing"));
}

slsc_status custom_resources_bucket_code(const slsc_host *h, slsc_unit *u, void *state,
                                         const slsc_event *e)
{
    custom_resources_existing *all = &((custom_resources *)state)->buckets;
    if (all->has_code || !is_existing(h, u, e)) return SLSC_OK;
    all->has_code = 1;
    return custom_resources_add_code(h, u, &helper, e->node);
}

/* [{ prefix: uploads/ }] as [{ Prefix: uploads/ }]. */
static slsc_node *rules_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *rules = slsc_get(h, u, e->node, "rules"), *list = slsc_list(h, u, e->node);
    for (size_t i = 0; i < h->count(rules); i++) {
        slsc_node *rule = h->at(rules, i), *item = slsc_map(h, u, rule);
        h->set(u, item, h->name_part(u, SLSC_NAME_UPPER, h->key(rule, 0)), h->at(rule, 0));
        h->append(u, list, item);
    }
    return list;
}

slsc_status custom_resources_see_bucket(const slsc_host *h, slsc_unit *u, void *state,
                                        const slsc_event *e)
{
    custom_resources_existing *all = &((custom_resources *)state)->buckets;
    slsc_node *bucket = slsc_get(h, u, e->node, "bucket");
    slsc_node *event = slsc_get(h, u, e->node, "event");
    int fresh;
    if (!is_existing(h, u, e)) return SLSC_OK;
    if (!slsc_truthy(h, u, event)) event = slsc_stringz(h, u, "s3:ObjectCreated:*", e->node);
    const slsc_hole wish[] = {
        { "event", event },
        { "rules", rules_of(h, u, e) },
        { NULL, NULL },
    };
    const slsc_hole statement[] = { { "bucket", bucket }, { NULL, NULL } };
    custom_resources_wiring *wiring =
        custom_resources_wire(h, u, all, e, bucket, "CustomS31", &fresh);
    h->append(u, wiring->wishes,
              h->fill(u, SLSC_EMBEDDED(custom_resources_bucket_wish_json), wish, e->node));
    if (fresh)
        h->append(
            u, all->statements,
            h->fill(u, SLSC_EMBEDDED(custom_resources_bucket_statement_json), statement, e->node));
    return SLSC_OK;
}

slsc_status custom_resources_buckets(const slsc_host *h, slsc_unit *u, void *state)
{
    custom_resources_add_wirings(h, u, &((custom_resources *)state)->buckets, &helper,
                                 custom_resources_existing_bucket_json,
                                 custom_resources_bucket_last_statements_json);
    return SLSC_OK;
}
