/* bucket.c: the template begins: its head, the bucket that artifacts are uploaded to, and that
 * bucket's name as an output.
 *
 *     deploymentBucket: my-bucket          the user's own; nothing to create before an upload
 *     deploymentBucket: { name: ... }      the same
 *     deploymentBucket: { tags, blockPublicAccess, versioning, skipPolicySetup }   ours
 *
 * With a bucket of ours the stack is created with this alone, before anything can be uploaded:
 * that is the second template. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ */
#include "std.h"

#define DESCRIPTION "The AWS CloudFormation template for this Serverless application"

/* Public access is not blocked, and versions are not kept, unless asked for. */
static void add_bucket(const slsc_host *h, slsc_unit *u, slsc_node *options, slsc_node *from)
{
    slsc_node *block = slsc_get(h, u, options, "blockPublicAccess");
    slsc_node *tags = slsc_get(h, u, options, "tags");
    slsc_node *versioning = slsc_get(h, u, options, "versioning");
    slsc_hole holes[] = {
        { "tags", h->count(tags) ? std_tag_list(h, u, tags) : NULL },
        { "block", slsc_truthy(h, u, block) ? slsc_bool(h, u, 1, block) : NULL },
        { "versioning",
          slsc_truthy(h, u, versioning) ? slsc_stringz(h, u, "Enabled", versioning) : NULL },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_s("ServerlessDeploymentBucket"),
                      h->fill(u, STD_JSON(bucket), holes, from));
    if (slsc_truthy(h, u, slsc_get(h, u, options, "skipPolicySetup"))) return;
    slsc_add_resource(h, u, slsc_s("ServerlessDeploymentBucketPolicy"),
                      h->fill(u, STD_JSON(bucket_policy), holes + 3, from));
}

static void copy_all(const slsc_host *h, slsc_unit *u, slsc_node *into, const slsc_node *map)
{
    for (size_t i = 0; i < h->count(map); i++)
        h->set(u, into, h->key(map, i), h->copy(u, h->at(map, i), map));
}

slsc_status std_bucket(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *head = h->root(u, SLSC_TEMPLATE), *provider = std_provider(h, u);
    slsc_node *options = slsc_get(h, u, provider, "deploymentBucket");
    slsc_node *from = slsc_or(h, u, options, provider), *name, *output;
    int ours;
    (void)state;

    slsc_set(h, u, head, "AWSTemplateFormatVersion", slsc_stringz(h, u, "2010-09-09", provider));
    slsc_set(h, u, head, "Description", slsc_stringz(h, u, DESCRIPTION, provider));
    slsc_section(h, u, "Resources");
    name = std_bucket_name(h, u, from);
    ours = slsc_is_map(h, u, name);
    if (ours) add_bucket(h, u, options, from);
    output = slsc_map(h, u, from);
    slsc_set(h, u, output, "Value", name);
    slsc_add_output(h, u, slsc_s("ServerlessDeploymentBucketName"), output);

    if (ours) copy_all(h, u, h->root(u, SLSC_CREATE_TEMPLATE), head);
    return SLSC_OK;
}
