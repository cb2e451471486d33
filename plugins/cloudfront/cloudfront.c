/* cloudfront.c: CloudFront calls functions when somebody asks for a file, or is answered.
 *
 *     - cloudFront: { eventType: viewer-request, origin: "https://example.com/path" }
 *     - cloudFront: { eventType: origin-response, origin: s3://bucket.s3.amazonaws.com }
 *
 * All events together make one distribution.
 *
 *     edge.c             what Lambda@Edge asks of functions: before they are compiled, and after
 *     origins.c          where files come from
 *     behaviors.c        what is done for which path
 *     cache_policies.c   how long they are kept
 *     merge.c            several events speak of one origin or behavior
 *     distribution.c     the distribution of all that
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-the-edge.html */
#include "cloudfront.h"

static slsc_status on_event(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    cloudfront_memory *memory = (cloudfront_memory *)state;
    slsc_node *origin_id;
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK;
    if (!memory->place) memory->place = e->node;
    if (memory->permitted != e->function) cloudfront_adjust(h, u, e);
    memory->permitted = e->function;
    origin_id = cloudfront_origin(h, u, memory, e);
    return origin_id ? cloudfront_behavior(h, u, memory, e, origin_id) : SLSC_FAIL;
}

static slsc_status run(const slsc_host *h, slsc_unit *u, void *state)
{
    const cloudfront_memory *memory = (const cloudfront_memory *)state;
    cloudfront_add_policies(h, u, memory);
    return cloudfront_add_distribution(h, u, memory);
}

static slsc_status open_unit(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(cloudfront_memory), _Alignof(cloudfront_memory));
    return SLSC_OK;
}

/* ---- Who this plugin is ---- */

static const slsc_pass functions = { .struct_size = sizeof functions,
                                     .phase = SLSC_CONFIGURE,
                                     .name = "functions",
                                     .event = "cloudFront",
                                     .on_event = cloudfront_configure };
static const char *const after[] = { "std/versions", NULL };
static const slsc_pass distribution = { .struct_size = sizeof distribution,
                                        .phase = SLSC_LOWER,
                                        .name = "cloud-front",
                                        .after = after,
                                        .run = run,
                                        .event = "cloudFront",
                                        .on_event = on_event };
static const slsc_pass roles = { .struct_size = sizeof roles,
                                 .phase = SLSC_CHECK,
                                 .name = "roles",
                                 .event = "cloudFront",
                                 .on_event = cloudfront_check_role };
static const slsc_pass *const passes[] = { &functions, &distribution, &roles, NULL };

#define EVENT "functions.*.events.*.cloudFront"
#define PROVIDER "provider.cloudFront"
static const slsc_schema event_schema = { sizeof event_schema, 0, EVENT,
                                          cloudfront_cloud_front_schema_json };
static const slsc_schema provider_schema = { sizeof provider_schema, 0, PROVIDER,
                                             cloudfront_provider_schema_json };
static const slsc_schema *const schemas[] = { &event_schema, &provider_schema, NULL };
static const char *const claims[] = { EVENT, PROVIDER, NULL };

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "cloudfront",
                                    .version = "0.1.0",
                                    .summary = "functions that CloudFront runs at its edge",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .open = open_unit,
                                    .claims = claims };

SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
