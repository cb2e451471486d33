/* distribution.c: the one distribution of the service.
 *
 * What has no path pattern is its default behavior. If every event has one, the default is like the
 * behavior of the first, but calls no function, and fetches from the default origin. */
#include "cloudfront.h"

#define WITHOUT_PATTERN "path:"

static slsc_status check_region(const slsc_host *h, slsc_unit *u, const cloudfront_memory *memory)
{
    slsc_str region = h->service(u)->region;
    if (slsc_is(region, "us-east-1")) return SLSC_OK;
    return slsc_tell(
        h, u, SLSC_ERROR, memory->place, "cloudfront/region",
        slsc_textf(h, u, "functions of CloudFront lie in us-east-1, not in %.*s", SLSC_ARG(region)),
        NULL, "compile with `--region us-east-1`, or set `provider.region`");
}

/* The id of the default origin: the one that was chosen, or the only one. */
static slsc_status default_origin(const slsc_host *h, slsc_unit *u, const cloudfront_memory *memory,
                                  slsc_node **out)
{
    slsc_node *origins = memory->origins.things;
    *out = memory->default_id ? memory->default_id : slsc_get(h, u, h->at(origins, 0), "Id");
    if (memory->default_id || h->count(origins) == 1) return SLSC_OK;
    return slsc_tell(h, u, SLSC_ERROR, h->at(origins, 1), "cloudfront/no-default-origin",
                     slsc_s("there are several origins, and none is the default"),
                     "the second of them", "write `isDefaultOrigin: true` beside one of them");
}

static slsc_status default_behavior(const slsc_host *h, slsc_unit *u,
                                    const cloudfront_memory *memory, slsc_node **out)
{
    slsc_node *first = h->at(memory->behaviors.things, 0), *id;
    *out = slsc_get(h, u, memory->behaviors.things, WITHOUT_PATTERN);
    if (*out) return SLSC_OK;
    if (default_origin(h, u, memory, &id) != SLSC_OK) return SLSC_FAIL;
    *out = h->copy(u, first, first);
    h->remove(u, *out, slsc_s("PathPattern"));
    h->remove(u, *out, slsc_s("LambdaFunctionAssociations"));
    slsc_set(h, u, *out, "TargetOriginId", id);
    return SLSC_OK;
}

/* The values of a map as a list, but one of them; NULL where nothing is left. */
static slsc_node *list_without(const slsc_host *h, slsc_unit *u, const slsc_node *map,
                               const slsc_node *one)
{
    slsc_node *list = slsc_list(h, u, map);
    for (size_t i = 0; i < h->count(map); i++)
        if (h->at(map, i) != one) h->append(u, list, h->at(map, i));
    return h->count(list) ? list : NULL;
}

slsc_status cloudfront_add_distribution(const slsc_host *h, slsc_unit *u,
                                        const cloudfront_memory *memory)
{
    const slsc_service *service = h->service(u);
    slsc_str comment =
        slsc_textf(h, u, "%.*s %.*s", SLSC_ARG(service->name), SLSC_ARG(service->stage));
    slsc_node *first;
    if (!memory->place) return SLSC_OK;
    if (check_region(h, u, memory) != SLSC_OK) return SLSC_FAIL;
    if (h->count(memory->behaviors.things) == 0) return SLSC_FAIL; /* each event was at fault */
    if (default_behavior(h, u, memory, &first) != SLSC_OK) return SLSC_FAIL;
    slsc_hole holes[] = {
        { "comment", slsc_string(h, u, comment, memory->place) },
        { "default", first },
        { "origins", list_without(h, u, memory->origins.things, NULL) },
        { "others", list_without(h, u, memory->behaviors.things, first) },
        { NULL, NULL },
    };
    slsc_add_resource(
        h, u, slsc_s("CloudFrontDistribution"),
        h->fill(u, SLSC_EMBEDDED(cloudfront_distribution_json), holes, memory->place));
    slsc_add_output(h, u, slsc_s("CloudFrontDistribution"),
                    h->fill(u, SLSC_EMBEDDED(cloudfront_output_id_json), NULL, memory->place));
    slsc_add_output(h, u, slsc_s("CloudFrontDistributionDomainName"),
                    h->fill(u, SLSC_EMBEDDED(cloudfront_output_domain_json), NULL, memory->place));
    return SLSC_OK;
}
