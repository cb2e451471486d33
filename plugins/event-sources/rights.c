/* rights.c: what a role must allow for its function to be fed.
 *
 * Events of one function ask for the same rights to different resources, so what was asked is kept
 * until the next function asks, and becomes one statement a right. */
#include "event_sources.h"

static const char *const templates[EVENT_SOURCES_RIGHTS] = {
    [EVENT_SOURCES_DYNAMODB] = event_sources_allow_dynamodb_json,
    [EVENT_SOURCES_KINESIS] = event_sources_allow_kinesis_json,
    [EVENT_SOURCES_CONSUMED] = event_sources_allow_consumed_json,
    [EVENT_SOURCES_CONSUMER] = event_sources_allow_consumer_json,
    [EVENT_SOURCES_PUBLISH] = event_sources_allow_publish_json,
    [EVENT_SOURCES_SEND] = event_sources_allow_send_json,
    [EVENT_SOURCES_CLUSTERS] = event_sources_allow_clusters_json,
    [EVENT_SOURCES_SECRETS] = event_sources_allow_secrets_json,
    [EVENT_SOURCES_BROKERS] = event_sources_allow_brokers_json,
    [EVENT_SOURCES_NETWORK] = event_sources_allow_network_json, /* to all there is */
    [EVENT_SOURCES_QUEUES] = event_sources_allow_queues_json,
};

slsc_status event_sources_allow(const slsc_host *h, slsc_unit *u, void *state)
{
    event_sources *asked = state;
    const slsc_iam *iam = h->extension(u, SLSC_EXT_IAM);
    for (size_t i = 0; i < EVENT_SOURCES_RIGHTS; i++) {
        slsc_node *resources = asked->resources[i];
        const slsc_hole holes[] = { { "resources", resources }, { NULL, NULL } };
        asked->resources[i] = NULL;
        if (!resources) continue;
        iam->allow(u, asked->function, event_sources_fill(h, u, templates[i], holes, resources),
                   asked->function ? 0 : SLSC_ALLOW_SHARED);
    }
    return SLSC_OK;
}

void event_sources_ask(const slsc_host *h, slsc_unit *u, event_sources *asked,
                       const slsc_function *function, event_sources_right right,
                       slsc_node *resource)
{
    if (asked->function != function) event_sources_allow(h, u, asked);
    asked->function = function;
    if (!asked->resources[right])
        asked->resources[right] = slsc_list(h, u, resource ? resource : function->node);
    h->append(u, asked->resources[right], resource);
}

void event_sources_ask_alone(const slsc_host *h, slsc_unit *u, const slsc_function *function,
                             event_sources_right right, slsc_node *resource)
{
    const slsc_iam *iam = h->extension(u, SLSC_EXT_IAM);
    slsc_node *resources = slsc_list(h, u, resource);
    const slsc_hole holes[] = { { "resources", resources }, { NULL, NULL } };
    h->append(u, resources, resource);
    iam->allow(u, function, event_sources_fill(h, u, templates[right], holes, resources),
               SLSC_ALLOW_OWN);
}
