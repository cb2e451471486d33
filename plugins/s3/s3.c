/* s3.c: a function is told of what happens to objects of a bucket.
 *
 *     - s3: photos
 *     - s3: { bucket: photos, event: "s3:ObjectRemoved:*", rules: [{ prefix: uploads/ }] }
 *     - s3: { bucket: not-of-this-stack, existing: true }
 *
 * A bucket is made once, whatever the number of functions, with the settings that provider.s3 has
 * for it. What happens in a bucket that exists is arranged by a custom resource: see
 * plugins/custom-resources/existing_buckets.c; here only its events are checked.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-s3-bucket.html */
#include "s3.h"

/* ---- Events ---- */

/* [{ prefix: uploads/ }] as [{ Name: prefix, Value: uploads/ }]. */
static slsc_node *rules_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *rules = slsc_get(h, u, e->node, "rules");
    if (!slsc_is_list(h, u, rules)) return NULL;
    slsc_node *list = slsc_list(h, u, rules);
    for (size_t i = 0; i < h->count(rules); i++) {
        slsc_node *rule = h->at(rules, i), *item = slsc_map(h, u, rule);
        slsc_set(h, u, item, "Name", slsc_string(h, u, h->key(rule, 0), rule));
        slsc_set(h, u, item, "Value", h->at(rule, 0));
        h->append(u, list, item);
    }
    return list;
}

static slsc_node *notification(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *event = slsc_get(h, u, e->node, "event");
    if (!slsc_truthy(h, u, event)) event = slsc_stringz(h, u, "s3:ObjectCreated:*", e->node);
    const slsc_hole holes[] = {
        { "event", event },
        { "target", h->target(u, e->function, e->node) },
        { "rules", rules_of(h, u, e) },
        { NULL, NULL },
    };
    return h->fill(u, SLSC_EMBEDDED(s3_notification_json), holes, e->node);
}

/* The name of the bucket; one that provider.s3 describes may be named there. */
static slsc_status name_of(const slsc_host *h, slsc_unit *u, const s3_buckets *all,
                           slsc_node *bucket, slsc_str *out)
{
    slsc_node *settings = h->get(u, all->settings, h->text(u, bucket));
    slsc_node *name = slsc_get(h, u, settings, "name");
    if (!slsc_truthy(h, u, name)) name = bucket;
    *out = h->text(u, name);
    if (settings) h->set(u, all->aliases, *out, bucket);
    return s3_check_name(h, u, *out, name);
}

static slsc_status collect(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    s3_buckets *all = state;
    slsc_str name;
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK;
    if (!all->made) {
        all->settings = slsc_at_path(h, u, h->root(u, SLSC_CONFIG), "provider.s3");
        all->made = slsc_map(h, u, e->node);
        all->aliases = slsc_map(h, u, e->node);
    }
    if (s3_check(h, u, all, e) != SLSC_OK) return SLSC_FAIL;
    if (slsc_truthy(h, u, slsc_get(h, u, e->node, "existing"))) return SLSC_OK;

    slsc_node *bucket = slsc_is_map(h, u, e->node) ? slsc_get(h, u, e->node, "bucket") : e->node;
    if (name_of(h, u, all, bucket, &name) != SLSC_OK) return SLSC_FAIL;
    if (!h->get(u, all->made, name)) h->set(u, all->made, name, slsc_list(h, u, e->node));
    h->append(u, h->get(u, all->made, name), notification(h, u, e));

    s3_use *use = h->alloc(u, sizeof *use, _Alignof(s3_use));
    *use = (s3_use) { NULL, e, name };
    *(all->last ? &all->last->next : &all->first) = use;
    all->last = use;
    return SLSC_OK;
}

/* ---- Resources ---- */

/* What ids call a bucket: as events do, where provider.s3 gives it another name. */
static slsc_str label_of(const slsc_host *h, slsc_unit *u, const s3_buckets *all, slsc_str name)
{
    const slsc_node *alias = h->get(u, all->aliases, name);
    return h->name_part(u, SLSC_NAME_ALNUM, alias ? h->text(u, alias) : name);
}

static slsc_str permission_id(const slsc_host *h, slsc_unit *u, const s3_buckets *all,
                              const s3_use *use)
{
    const slsc_str parts[] = { use->event->function->id, slsc_s("LambdaPermission"),
                               label_of(h, u, all, use->bucket), slsc_s("S3") };
    return h->logical_id(u, parts, 4);
}

/* By bucket: the permissions and aliases that must be there before it tells anybody anything. */
static slsc_node *dependencies(const slsc_host *h, slsc_unit *u, const s3_buckets *all)
{
    slsc_node *depends = slsc_map(h, u, all->made);
    for (const s3_use *use = all->first; use; use = use->next) {
        const slsc_event *e = use->event;
        if (!h->get(u, depends, use->bucket))
            h->set(u, depends, use->bucket, slsc_list(h, u, e->node));
        slsc_node *list = h->get(u, depends, use->bucket);
        h->append(u, list, slsc_string(h, u, permission_id(h, u, all, use), e->node));
        h->append(u, list, slsc_alias(h, u, e));
    }
    return depends;
}

/* `versioningConfiguration` of the settings is the property VersioningConfiguration; what is said
 * of notifications stands beside ours. */
static void add_settings(const slsc_host *h, slsc_unit *u, slsc_node *properties,
                         const slsc_node *settings)
{
    for (size_t i = 0; i < h->count(settings); i++) {
        slsc_node *value = h->at(settings, i);
        const slsc_str property = h->name_part(u, SLSC_NAME_UPPER, h->key(settings, i));
        if (slsc_is(h->key(settings, i), "name")) continue;
        if (!slsc_is(property, "NotificationConfiguration")) {
            h->set(u, properties, property, value);
            continue;
        }
        slsc_node *ours = h->get(u, properties, property);
        for (size_t k = 0; slsc_is_map(h, u, value) && k < h->count(value); k++)
            h->set(u, ours, h->key(value, k), h->at(value, k));
    }
}

static void add_bucket(const slsc_host *h, slsc_unit *u, const s3_buckets *all, slsc_str name,
                       slsc_node *notifications, slsc_node *depends)
{
    const slsc_node *alias = h->get(u, all->aliases, name);
    const slsc_hole holes[] = {
        { "name", slsc_string(h, u, name, notifications) },
        { "notifications", notifications },
        { "depends", depends },
        { NULL, NULL },
    };
    slsc_node *bucket = h->fill(u, SLSC_EMBEDDED(s3_bucket_json), holes, notifications);
    const slsc_str parts[] = { slsc_s("S3Bucket"), label_of(h, u, all, name) };
    if (alias)
        add_settings(h, u, slsc_get(h, u, bucket, "Properties"),
                     h->get(u, all->settings, h->text(u, alias)));
    slsc_add_resource(h, u, h->logical_id(u, parts, 2), bucket);
}

static void add_permission(const slsc_host *h, slsc_unit *u, const s3_buckets *all,
                           const s3_use *use)
{
    const slsc_event *e = use->event;
    const slsc_str bucket = slsc_textf(h, u, ":s3:::%.*s", SLSC_ARG(use->bucket));
    const slsc_hole holes[] = {
        { "target", h->target(u, e->function, e->node) },
        { "bucket", slsc_string(h, u, bucket, e->node) },
        { "alias", slsc_alias(h, u, e) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, permission_id(h, u, all, use),
                      h->fill(u, SLSC_EMBEDDED(s3_permission_json), holes, e->node));
}

static slsc_status make_buckets(const slsc_host *h, slsc_unit *u, void *state)
{
    const s3_buckets *all = state;
    if (!all->made) return SLSC_OK;
    const slsc_node *depends = dependencies(h, u, all);
    for (size_t i = 0; i < h->count(all->made); i++) {
        const slsc_str name = h->key(all->made, i);
        add_bucket(h, u, all, name, h->at(all->made, i), h->get(u, depends, name));
    }
    for (const s3_use *use = all->first; use; use = use->next) add_permission(h, u, all, use);
    return SLSC_OK;
}

static slsc_status open_state(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(s3_buckets), _Alignof(s3_buckets));
    return SLSC_OK;
}

static const char *const after[] = { "std/versions", NULL };
static const slsc_pass pass = { .struct_size = sizeof pass,
                                .phase = SLSC_LOWER,
                                .name = "s3",
                                .after = after,
                                .run = make_buckets,
                                .event = "s3",
                                .on_event = collect };
static const slsc_pass *const passes[] = { &pass, NULL };
static const slsc_schema event = { sizeof event, 0, "functions.*.events.*.s3", s3_s3_schema_json };
static const slsc_schema settings = { sizeof settings, 0, "provider.s3", s3_provider_schema_json };
static const slsc_schema *const schemas[] = { &event, &settings, NULL };
static const char *const claims[] = { "functions.*.events.*.s3", "provider.s3", NULL };
static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "s3",
                                    .version = "0.1.0",
                                    .summary = "functions told of what happens in buckets",
                                    .passes = passes,
                                    .open = open_state,
                                    .schemas = schemas,
                                    .claims = claims };

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
