/* check_limits.c: limits of AWS that no account can have raised, told at compile time rather than
 * by a deployment that fails in the middle. Sizes that depend on what only CloudFormation knows are
 * counted as small as they can be. The size of the template as a file is back/emit's to tell.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
#include "std.h"

typedef struct limit {
    const char *type; /* of the resource; of the template: the section */
    const char *path; /* below Properties */
    size_t most;
} limit;

static const limit sections[] = { { "Resources", "", 500 },
                                  { "Outputs", "", 200 },
                                  { "Parameters", "", 200 },
                                  { "Mappings", "", 200 } };

/* Characters of a text. */
static const limit texts[] = {
    { "AWS::ApiGatewayV2::Api", "Name", 128 },
    { "AWS::CloudWatch::Alarm", "AlarmName", 255 },
    { "AWS::Cognito::UserPool", "UserPoolName", 128 },
    { "AWS::DynamoDB::Table", "TableName", 255 },
    { "AWS::EC2::SecurityGroup", "GroupDescription", 255 },
    { "AWS::EC2::SecurityGroup", "GroupName", 255 },
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", "Name", 32 },
    { "AWS::ElasticLoadBalancingV2::TargetGroup", "Name", 32 },
    { "AWS::Events::EventBus", "Name", 256 },
    { "AWS::Events::Rule", "Description", 512 },
    { "AWS::Events::Rule", "Name", 64 },
    { "AWS::IAM::InstanceProfile", "InstanceProfileName", 128 },
    { "AWS::IAM::ManagedPolicy", "ManagedPolicyName", 128 },
    { "AWS::IAM::Role", "Description", 1000 },
    { "AWS::IAM::Role", "RoleName", 64 },
    { "AWS::Kinesis::Stream", "Name", 128 },
    { "AWS::Lambda::Alias", "Name", 128 },
    { "AWS::Lambda::Function", "Description", 256 },
    { "AWS::Lambda::Function", "FunctionName", 64 },
    { "AWS::Lambda::LayerVersion", "Description", 256 },
    { "AWS::Lambda::LayerVersion", "LayerName", 140 },
    { "AWS::Lambda::Version", "Description", 256 },
    { "AWS::Logs::LogGroup", "LogGroupName", 512 },
    { "AWS::S3::Bucket", "BucketName", 63 },
    { "AWS::SNS::Topic", "TopicName", 256 },
    { "AWS::SQS::Queue", "QueueName", 80 },
    { "AWS::Scheduler::Schedule", "Description", 512 },
    { "AWS::Scheduler::Schedule", "Name", 64 },
    { "AWS::StepFunctions::StateMachine", "StateMachineName", 80 },
};

/* Elements of a list. */
static const limit lists[] = {
    { "AWS::Events::Rule", "Targets", 5 },
    { "AWS::Lambda::Function", "Layers", 5 },
    { "AWS::Lambda::Function", "VpcConfig.SecurityGroupIds", 5 },
    { "AWS::Lambda::Function", "VpcConfig.SubnetIds", 16 },
};

/* Characters of a value as JSON without white space. */
static const limit values[] = {
    { "AWS::IAM::ManagedPolicy", "PolicyDocument", 6144 },
    { "AWS::Lambda::Function", "Environment.Variables", 4096 },
};

enum { MAX_ROLE_POLICIES = 10240 }; /* characters of all inline policies of a role */

#define COUNT(table) (sizeof(table) / sizeof *(table))

typedef struct resource {
    slsc_str id, type;
    slsc_node *properties;
} resource;

static slsc_node *at(const slsc_host *h, slsc_unit *u, const resource *r, const limit *l)
{
    return slsc_is(r->type, l->type) ? slsc_at_path(h, u, r->properties, l->path) : NULL;
}

static void check_texts(const slsc_host *h, slsc_unit *u, const resource *r)
{
    for (const limit *l = texts; l < texts + COUNT(texts); l++) {
        slsc_node *text = at(h, u, r, l);
        size_t n = text ? std_least_text(h, u, text) : 0;
        if (n > l->most)
            slsc_warn_at(h, u, text, "limits/text-too-long",
                         "`%s` of `%.*s` has %s%zu characters; AWS takes no more than %zu", l->path,
                         SLSC_ARG(r->id), slsc_is_map(h, u, text) ? "at least " : "", n, l->most);
    }
}

/* An element that a condition may leave out does not count. */
static size_t least_count(const slsc_host *h, slsc_unit *u, const slsc_node *list)
{
    size_t n = 0;
    for (size_t i = 0; slsc_is_list(h, u, list) && i < h->count(list); i++)
        n += !slsc_get(h, u, h->at(list, i), "Fn::If");
    return n;
}

static void check_lists(const slsc_host *h, slsc_unit *u, const resource *r)
{
    for (const limit *l = lists; l < lists + COUNT(lists); l++) {
        slsc_node *list = at(h, u, r, l);
        size_t n = least_count(h, u, list);
        if (n > l->most)
            slsc_warn_at(h, u, list, "limits/too-many-items",
                         "`%s` of `%.*s` has %zu elements; AWS takes no more than %zu", l->path,
                         SLSC_ARG(r->id), n, l->most);
    }
}

static void check_values(const slsc_host *h, slsc_unit *u, const resource *r)
{
    for (const limit *l = values; l < values + COUNT(values); l++) {
        slsc_node *value = at(h, u, r, l);
        size_t n = value ? std_least_json(h, u, value) : 0;
        if (n > l->most)
            slsc_warn_at(h, u, value, "limits/value-too-large",
                         "`%s` of `%.*s` has at least %zu characters; AWS takes no more than %zu",
                         l->path, SLSC_ARG(r->id), n, l->most);
    }
}

static void check_role(const slsc_host *h, slsc_unit *u, const resource *r)
{
    slsc_node *policies = slsc_get(h, u, r->properties, "Policies");
    size_t n = 0;
    if (!slsc_is(r->type, "AWS::IAM::Role") || !slsc_is_list(h, u, policies)) return;
    for (size_t i = 0; i < h->count(policies); i++) {
        slsc_node *document = slsc_get(h, u, h->at(policies, i), "PolicyDocument");
        if (document) n += std_least_json(h, u, document);
    }
    if (n > MAX_ROLE_POLICIES)
        slsc_warn_at(h, u, policies, "limits/policy-too-large",
                     "the policies of role `%.*s` have at least %zu characters; IAM takes no more "
                     "than %d",
                     SLSC_ARG(r->id), n, MAX_ROLE_POLICIES);
}

static void check_sections(const slsc_host *h, slsc_unit *u, const slsc_node *template_)
{
    for (const limit *l = sections; l < sections + COUNT(sections); l++) {
        slsc_node *section = slsc_get(h, u, template_, l->type);
        size_t n = slsc_is_map(h, u, section) ? h->count(section) : 0;
        if (n > l->most)
            slsc_warn_at(h, u, section, "limits/section-too-large",
                         "the template has %zu %s; CloudFormation takes no more than %zu", n,
                         l->type, l->most);
    }
}

slsc_status std_check_limits(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *template_ = h->root(u, SLSC_TEMPLATE);
    slsc_node *resources = slsc_get(h, u, template_, "Resources");
    (void)state;
    check_sections(h, u, template_);
    for (size_t i = 0; slsc_is_map(h, u, resources) && i < h->count(resources); i++) {
        slsc_node *node = h->at(resources, i);
        resource r = { h->key(resources, i), h->text(u, slsc_get(h, u, node, "Type")),
                       slsc_get(h, u, node, "Properties") };
        check_texts(h, u, &r);
        check_lists(h, u, &r);
        check_values(h, u, &r);
        check_role(h, u, &r);
    }
    return SLSC_OK;
}
