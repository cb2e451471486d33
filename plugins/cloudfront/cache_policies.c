/* cache_policies.c: how long, and by what, CloudFront keeps what it fetched: policies of
 * provider.cloudFront.cachePolicies, those somebody else made, and the one AWS recommends.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
#include "cloudfront.h"

#define CACHING_OPTIMIZED "658327ea-f89d-4fab-a63d-7e88639e58f6" /* managed by AWS */

static slsc_node *policies_of(const slsc_host *h, slsc_unit *u)
{
    return slsc_at_path(h, u, h->root(u, SLSC_CONFIG), "provider.cloudFront.cachePolicies");
}

static slsc_str policy_id(const slsc_host *h, slsc_unit *u, slsc_str name)
{
    return slsc_textf(h, u, "CloudFrontCachePolicy%.*s",
                      SLSC_ARG(h->name_part(u, SLSC_NAME_FUNCTION, name)));
}

/* SERVICE-STAGE-NAME: names of policies belong to the whole account. */
static void add_policy(const slsc_host *h, slsc_unit *u, slsc_str name, const slsc_node *given)
{
    const slsc_service *service = h->service(u);
    slsc_str full = slsc_textf(h, u, "%.*s-%.*s-%.*s", SLSC_ARG(service->name),
                               SLSC_ARG(service->stage), SLSC_ARG(name));
    slsc_node *config = h->copy(u, given, given);
    slsc_hole holes[] = { { "config", config }, { NULL, NULL } };
    slsc_set(h, u, config, "Name", slsc_string(h, u, full, given));
    slsc_add_resource(h, u, policy_id(h, u, name),
                      h->fill(u, SLSC_EMBEDDED(cloudfront_cache_policy_json), holes, given));
}

void cloudfront_add_policies(const slsc_host *h, slsc_unit *u, const cloudfront_memory *memory)
{
    slsc_node *policies = policies_of(h, u);
    for (size_t i = 0; slsc_is_map(h, u, policies) && i < h->count(policies); i++) {
        slsc_str name = h->key(policies, i);
        slsc_node *policy = h->at(policies, i);
        if (slsc_is_map(h, u, policy)) add_policy(h, u, name, policy);
        if (h->get(u, memory->used_policies, name)) continue;
        slsc_warn_at(h, u, policy, "cloudfront/unused-cache-policy",
                     "no `cloudFront` event uses the cache policy `%.*s`", SLSC_ARG(name));
    }
}

/* The policy of `cachePolicy: { name: ... }`, which must be one of the provider's. */
static slsc_status named(const slsc_host *h, slsc_unit *u, cloudfront_memory *memory,
                         const slsc_node *wanted, slsc_node **out)
{
    slsc_node *name = slsc_get(h, u, wanted, "name");
    slsc_str text = h->text(u, name);
    if (!text.len)
        return slsc_error_at(h, u, wanted, "cloudfront/no-cache-policy",
                             "`cachePolicy` has neither `id` nor `name`");
    if (!h->get(u, policies_of(h, u), text))
        return slsc_error_at(h, u, name, "cloudfront/unknown-cache-policy",
                             "there is no cache policy `%.*s` in "
                             "`provider.cloudFront.cachePolicies`",
                             SLSC_ARG(text));
    if (!memory->used_policies) memory->used_policies = slsc_map(h, u, wanted);
    h->set(u, memory->used_policies, text, slsc_bool(h, u, 1, name));
    *out = slsc_ref(h, u, policy_id(h, u, text), name);
    return SLSC_OK;
}

/* With settings of the older kind there is no policy, unless there is one. */
static int has_older_settings(const slsc_host *h, slsc_unit *u, const slsc_node *behavior)
{
    return slsc_truthy(h, u, slsc_get(h, u, behavior, "ForwardedValues")) ||
           !slsc_is_void(h, u, slsc_get(h, u, behavior, "MaxTTL")) ||
           !slsc_is_void(h, u, slsc_get(h, u, behavior, "MinTTL")) ||
           !slsc_is_void(h, u, slsc_get(h, u, behavior, "DefaultTTL"));
}

slsc_status cloudfront_policy(const slsc_host *h, slsc_unit *u, cloudfront_memory *memory,
                              const slsc_event *e, slsc_node **out)
{
    slsc_node *wanted = slsc_get(h, u, e->node, "cachePolicy");
    slsc_node *behavior = slsc_get(h, u, e->node, "behavior");
    slsc_node *given = slsc_get(h, u, behavior, "CachePolicyId");
    slsc_node *id = slsc_get(h, u, wanted, "id");
    *out = slsc_truthy(h, u, id) ? id : NULL;
    if (slsc_truthy(h, u, wanted)) return *out ? SLSC_OK : named(h, u, memory, wanted, out);
    if (slsc_truthy(h, u, given))
        *out = given;
    else if (!has_older_settings(h, u, behavior))
        *out = slsc_stringz(h, u, CACHING_OPTIMIZED, e->node);
    return SLSC_OK;
}
