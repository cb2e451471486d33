/* kafka.c: a topic of a Kafka cluster that somebody else runs is polled for the function.
 *
 *     - kafka:
 *         bootstrapServers: [abc3.xyz.com:9092]
 *         topic: orders
 *         accessConfigurations: { saslScram512Auth: [arn:aws:secretsmanager:...] }
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html */
#include "event_sources.h"

enum { NAME_LIMIT = 158 };

static const char *const required[] = { "topic", "bootstrapServers", "accessConfigurations", NULL };

/* How the cluster is reached: what the option is called by AWS, and what its values say there. */
typedef struct way {
    const char *option, *type, *prefix;
    event_sources_right right;
} way;

static const way ways[] = {
    { "vpcSubnet", "VPC_SUBNET", "subnet:", EVENT_SOURCES_NETWORK },
    { "vpcSecurityGroup", "VPC_SECURITY_GROUP", "security_group:", EVENT_SOURCES_NETWORK },
    { "saslPlainAuth", "BASIC_AUTH", "", EVENT_SOURCES_SECRETS },
    { "saslScram256Auth", "SASL_SCRAM_256_AUTH", "", EVENT_SOURCES_SECRETS },
    { "saslScram512Auth", "SASL_SCRAM_512_AUTH", "", EVENT_SOURCES_SECRETS },
    { "clientCertificateTlsAuth", "CLIENT_CERTIFICATE_TLS_AUTH", "", EVENT_SOURCES_SECRETS },
    { "serverRootCaCertificate", "SERVER_ROOT_CA_CERTIFICATE", "", EVENT_SOURCES_SECRETS },
};

static void append_values(const slsc_host *h, slsc_unit *u, event_sources *asked,
                          const slsc_event *e, const way *to, slsc_node *values, slsc_node *list)
{
    const int secret = to->right == EVENT_SOURCES_SECRETS;
    for (size_t i = 0; i < h->count(values); i++) {
        slsc_node *value = h->at(values, i);
        slsc_str uri = slsc_textf(h, u, "%s%.*s", to->prefix, SLSC_ARG(h->text(u, value)));
        const slsc_hole holes[] = {
            { "type", slsc_stringz(h, u, to->type, value) },
            { "uri", slsc_string(h, u, uri, value) },
            { NULL, NULL },
        };
        event_sources_ask(h, u, asked, e->function, to->right, secret ? value : NULL);
        h->append(u, list, event_sources_fill(h, u, event_sources_access_json, holes, value));
    }
}

/* In the order in which the event has them. */
static slsc_node *access(const slsc_host *h, slsc_unit *u, event_sources *asked,
                         const slsc_event *e)
{
    slsc_node *given = slsc_get(h, u, e->node, "accessConfigurations");
    slsc_node *list = slsc_list(h, u, slsc_or(h, u, given, e->node));
    for (size_t i = 0; i < h->count(given); i++)
        for (size_t k = 0; k < sizeof ways / sizeof *ways; k++)
            if (slsc_is(h->key(given, i), ways[k].option))
                append_values(h, u, asked, e, &ways[k], h->at(given, i), list);
    return list;
}

/* In a VPC both are needed, subnets and security groups. */
static slsc_status check_network(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    static const char *const names[] = { "vpcSubnet", "vpcSecurityGroup" };
    slsc_node *given = slsc_get(h, u, e->node, "accessConfigurations");
    slsc_node *both[2] = { slsc_get(h, u, given, names[0]), slsc_get(h, u, given, names[1]) };
    const int has = slsc_is_void(h, u, both[0]) ? 1 : 0;
    if (slsc_is_void(h, u, both[0]) == slsc_is_void(h, u, both[1])) return SLSC_OK;
    return slsc_error_at(h, u, both[has], "event-sources/half-a-network",
                         "`%s` needs `%s` beside it", names[has], names[1 - has]);
}

slsc_status event_sources_kafka(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    slsc_node *topic = slsc_get(h, u, e->node, "topic"), *position;
    slsc_str name = event_sources_name(h, u, h->text(u, topic), NAME_LIMIT);
    if (slsc_is_void(h, u, e->node)) return SLSC_OK;
    if (event_sources_require(h, u, e, required) != SLSC_OK) return SLSC_FAIL;
    if (check_network(h, u, e) != SLSC_OK) return SLSC_FAIL;
    if (event_sources_position(h, u, e, &position) != SLSC_OK) return SLSC_FAIL;

    const slsc_hole holes[] = {
        { "depends", event_sources_depends(h, u, e) },
        { "target", h->target(u, e->function, e->node) },
        { "position", position },
        { "servers", slsc_get(h, u, e->node, "bootstrapServers") },
        { "topic", topic },
        { "access", access(h, u, state, e) },
        { "batch", event_sources_some(h, u, e, "batchSize") },
        { "window", event_sources_some(h, u, e, "maximumBatchingWindow") },
        { "enabled", event_sources_option(h, u, e, "enabled") },
        { "group", event_sources_some(h, u, e, "consumerGroupId") },
        { "timestamp", event_sources_option(h, u, e, "startingPositionTimestamp") },
        { "filters", event_sources_filters(h, u, e) },
        { "failure", event_sources_some(h, u, e, "onFailureDestination") },
        { "fewest", slsc_at_path(h, u, e->node, "provisionedPollerConfig.minimumPollers") },
        { "most", slsc_at_path(h, u, e->node, "provisionedPollerConfig.maximumPollers") },
        { NULL, NULL },
    };
    return slsc_add_resource(h, u, event_sources_id(h, u, e, slsc_s("Kafka"), name, slsc_s(NULL)),
                             event_sources_fill(h, u, event_sources_kafka_json, holes, e->node));
}
