/* known_plugins.c: plugins of the reference that act at deploy time, locally or by printing, and so
 * have no effect on what is compiled. They are noted once and passed over; a plugin that is in
 * neither this table nor among ours might change the template, and is an error. */
#include "middle/loaded.h"

typedef struct known_plugin {
    const char *name, *acts;
} known_plugin;

static const char locally[] = "it runs the service locally";
static const char deploying[] = "it acts when the service is deployed";

static const known_plugin known_plugins[] = {
    { "serverless-apigw-binary", deploying },
    { "serverless-cloudformation-changesets", deploying },
    { "serverless-deployment-bucket", deploying },
    { "serverless-dynamodb-local", locally },
    { "serverless-export-env", locally },
    { "serverless-finch", deploying },
    { "serverless-localstack", locally },
    { "serverless-offline", locally },
    { "serverless-offline-scheduler", locally },
    { "serverless-offline-sns", locally },
    { "serverless-offline-sqs", locally },
    { "serverless-offline-ssm", locally },
    { "serverless-prune-plugin", deploying },
    { "serverless-s3-local", locally },
    { "serverless-s3-sync", deploying },
    { "serverless-stack-output", deploying },
    { NULL, NULL },
};

const char *slsc_loader_harmless(slsc_str name)
{
    for (const known_plugin *known = known_plugins; known->name; known++)
        if (slsc_str_is(name, known->name)) return known->acts;
    return NULL;
}
