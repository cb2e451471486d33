/* behaviors.c: what CloudFront does with requests for a path, and which functions it calls then.
 *
 * Events with one path pattern, and those without any, share a behavior: they must have the same
 * origin, and each its own type.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-distribution-cachebehavior.html
 */
#include "cloudfront.h"

static slsc_status tell(const slsc_host *h, slsc_unit *u, const slsc_node *at, const char *code,
                        slsc_str message, const slsc_node *first)
{
    slsc_diag diag;
    memset(&diag, 0, sizeof diag);
    diag.struct_size = (uint32_t)sizeof diag;
    diag.severity = SLSC_ERROR;
    diag.code = code;
    diag.message = message;
    diag.at = at;
    diag.see = first;
    diag.see_label = slsc_s("the first is here");
    h->report(u, &diag);
    return SLSC_FAIL;
}

/* `path` and its pattern: a key that no number is, for a map would sort those. */
static slsc_str key_of(const slsc_host *h, slsc_unit *u, const slsc_node *behavior)
{
    return slsc_textf(h, u, "path:%.*s",
                      SLSC_ARG(h->text(u, slsc_get(h, u, behavior, "PathPattern"))));
}

static slsc_node *association_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *list = slsc_list(h, u, e->node);
    slsc_hole holes[] = {
        { "type", slsc_get(h, u, e->node, "eventType") },
        { "version", cloudfront_version(h, u, e->function) },
        { "body", slsc_get(h, u, e->node, "includeBody") },
        { NULL, NULL },
    };
    h->append(u, list, h->fill(u, SLSC_EMBEDDED(cloudfront_association_json), holes, e->node));
    return list;
}

static slsc_status behavior_of(const slsc_host *h, slsc_unit *u, cloudfront_memory *memory,
                               const slsc_event *e, slsc_node *origin_id, slsc_node **out)
{
    slsc_node *given = slsc_get(h, u, e->node, "behavior"), *policy;
    slsc_node *pattern = slsc_get(h, u, e->node, "pathPattern");
    slsc_node *behavior = slsc_map(h, u, e->node);
    if (cloudfront_policy(h, u, memory, e, &policy) != SLSC_OK) return SLSC_FAIL;
    slsc_set(h, u, behavior, "ViewerProtocolPolicy", slsc_stringz(h, u, "allow-all", e->node));
    for (size_t i = 0; slsc_is_map(h, u, given) && i < h->count(given); i++)
        h->set(u, behavior, h->key(given, i), h->at(given, i));
    slsc_set(h, u, behavior, "CachePolicyId", policy);
    slsc_set(h, u, behavior, "TargetOriginId", origin_id);
    slsc_set(h, u, behavior, "LambdaFunctionAssociations", association_of(h, u, e));
    if (slsc_is_string(h, u, pattern) && slsc_truthy(h, u, pattern))
        slsc_set(h, u, behavior, "PathPattern", pattern);
    *out = behavior;
    return SLSC_OK;
}

/* What stands against two events sharing a behavior. There are no more associations than types. */
static slsc_status check_shared(const slsc_host *h, slsc_unit *u, const slsc_node *known,
                                const slsc_node *behavior, const slsc_event *e)
{
    slsc_node *had = slsc_get(h, u, known, "TargetOriginId");
    slsc_node *list = slsc_get(h, u, known, "LambdaFunctionAssociations");
    slsc_node *mine = h->at(slsc_get(h, u, behavior, "LambdaFunctionAssociations"), 0);
    slsc_node *type = slsc_get(h, u, mine, "EventType"), *at;
    if (!slsc_same(h->text(u, had), h->text(u, slsc_get(h, u, behavior, "TargetOriginId")))) {
        at = slsc_get(h, u, e->node, "pathPattern");
        return tell(h, u, at ? at : e->node, "cloudfront/two-origins",
                    slsc_s(at ? "two origins cannot both serve one `pathPattern`"
                              : "two origins cannot both serve what has no `pathPattern`"),
                    had);
    }
    for (size_t i = 0; i < h->count(list); i++) {
        slsc_node *theirs = h->at(list, i);
        slsc_str its_type = h->text(u, slsc_get(h, u, theirs, "EventType"));
        if (!slsc_same(its_type, h->text(u, type))) continue;
        if (slsc_same(h->digest(u, theirs), h->digest(u, mine))) continue;
        if (!type)
            return tell(h, u, e->node, "cloudfront/event-type-taken",
                        slsc_s("two events of one path have no `eventType`"), theirs);
        return tell(
            h, u, type, "cloudfront/event-type-taken",
            slsc_textf(h, u, "`%.*s` of this path is taken by another event", SLSC_ARG(its_type)),
            slsc_get(h, u, theirs, "EventType"));
    }
    return SLSC_OK;
}

slsc_status cloudfront_behavior(const slsc_host *h, slsc_unit *u, cloudfront_memory *memory,
                                const slsc_event *e, slsc_node *origin_id)
{
    slsc_node *behavior, *known;
    if (behavior_of(h, u, memory, e, origin_id, &behavior) != SLSC_OK) return SLSC_FAIL;
    known = cloudfront_find(h, u, &memory->behaviors, key_of(h, u, behavior));
    if (known && check_shared(h, u, known, behavior, e) != SLSC_OK) return SLSC_FAIL;
    cloudfront_merge(h, u, &memory->behaviors, key_of(h, u, behavior), behavior);
    return SLSC_OK;
}
