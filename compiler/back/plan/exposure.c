/* exposure.c: what becomes reachable for anyone. */
#include "back/plan/findings.h"

#include "back/plan/report.h"

/* A property that reaches a value it did not have before. */
typedef struct opening {
    const char *type, *path;
    const char *to;   /* NULL: anything but `from`, or nothing */
    const char *from; /* NULL: anything else */
    bool also_new;    /* tell it of added resources too */
    const char *message;
} opening;

static const opening openings[] = {
    { "AWS::Lambda::Url", "AuthType", "NONE", NULL, true, "anyone can call this function URL" },
    { "AWS::ApiGateway::Method", "AuthorizationType", "NONE", NULL, false,
      "callers of this method are no longer authorized" },
    { "AWS::ApiGateway::Method", "ApiKeyRequired", NULL, "true", false,
      "this method no longer asks for an API key" },
    { "AWS::ApiGatewayV2::Route", "AuthorizationType", "NONE", NULL, false,
      "callers of this route are no longer authorized" },
    { "AWS::ApiGatewayV2::Route", "AuthorizationType", NULL, "JWT", false,
      "callers of this route are no longer authorized" },
    { "AWS::ApiGatewayV2::Route", "AuthorizationType", NULL, "CUSTOM", false,
      "callers of this route are no longer authorized" },
    { "AWS::ApiGatewayV2::Route", "AuthorizationType", NULL, "AWS_IAM", false,
      "callers of this route are no longer authorized" },
    { "AWS::ApiGateway::RestApi", "EndpointConfiguration.Types.0", NULL, "PRIVATE", false,
      "the API is no longer private" },
    { "AWS::S3::Bucket", "PublicAccessBlockConfiguration.BlockPublicAcls", NULL, "true", false,
      "public ACLs are no longer blocked" },
    { "AWS::S3::Bucket", "PublicAccessBlockConfiguration.BlockPublicPolicy", NULL, "true", false,
      "public policies are no longer blocked" },
    { "AWS::S3::Bucket", "PublicAccessBlockConfiguration.IgnorePublicAcls", NULL, "true", false,
      "public ACLs are no longer ignored" },
    { "AWS::S3::Bucket", "PublicAccessBlockConfiguration.RestrictPublicBuckets", NULL, "true",
      false, "public access is no longer restricted" },
    { "AWS::RDS::DBInstance", "PubliclyAccessible", "true", NULL, true,
      "the database can be reached from the internet" },
    { "AWS::Cognito::IdentityPool", "AllowUnauthenticatedIdentities", "true", NULL, true,
      "identities are given to anyone" },
};

static bool is_text(const slsc_findings *findings, const slsc_node *value, const char *text)
{
    return slsc_is_scalar(value) && slsc_str_is(slsc_node_text(findings->unit, value), text);
}

static void check_opening(slsc_findings *findings, const slsc_change *change, const opening *o)
{
    const slsc_node *before = slsc_plan_before(findings, change, o->path);
    const slsc_node *after = slsc_plan_after(findings, change, o->path);
    if (!change->old && !o->also_new) return;
    if (o->to ? !is_text(findings, after, o->to) || is_text(findings, before, o->to)
              : !is_text(findings, before, o->from) || is_text(findings, after, o->from))
        return;
    const bool stricter_kind =
        !o->to && after && slsc_str_is(slsc_str_z(o->path), "AuthorizationType");
    if (stricter_kind) return; /* another authorizer, or NONE, which has its own row */
    slsc_finding_add(findings, "public", change, after ? after->from : NULL, "%s", o->message);
}

/* A permission for anyone, unless something narrows it. */
static void check_permission(slsc_findings *findings, const slsc_change *change)
{
    static const char *const narrows[] = { "SourceArn", "SourceAccount", "PrincipalOrgID" };
    if (!is_text(findings, slsc_plan_after(findings, change, "Principal"), "*")) return;
    for (size_t side = 0; side < 2; side++) {
        bool open = is_text(findings,
                            side ? slsc_plan_after(findings, change, "Principal")
                                 : slsc_plan_before(findings, change, "Principal"),
                            "*");
        for (size_t i = 0; i < sizeof narrows / sizeof *narrows; i++)
            open &= !(side ? slsc_plan_after(findings, change, narrows[i])
                           : slsc_plan_before(findings, change, narrows[i]));
        if (open != (side == 1)) return;
    }
    slsc_finding_add(findings, "public", change, NULL, "anyone may invoke the function");
}

/* Rules of a security group that let the whole internet in. */
static size_t open_rules(const slsc_findings *findings, const slsc_resource *resource)
{
    size_t open = 0;
    const slsc_node *properties = resource ? resource->properties : NULL;
    const slsc_node *rules = slsc_node_getz(findings->unit, properties, "SecurityGroupIngress");
    const size_t n = rules ? slsc_node_count(rules) : 1;
    for (size_t i = 0; i < n; i++) {
        const slsc_node *rule = rules ? slsc_node_at(rules, i) : properties;
        open += is_text(findings, slsc_node_getz(findings->unit, rule, "CidrIp"), "0.0.0.0/0") ||
                is_text(findings, slsc_node_getz(findings->unit, rule, "CidrIpv6"), "::/0");
    }
    return open;
}

void slsc_find_exposure(slsc_findings *findings, const slsc_change *change)
{
    if (!change->new) return;
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (slsc_str_is(change->type, openings[i].type))
            check_opening(findings, change, &openings[i]);
    if (slsc_str_is(change->type, "AWS::Lambda::Permission")) check_permission(findings, change);
    if ((slsc_str_is(change->type, "AWS::EC2::SecurityGroup") ||
         slsc_str_is(change->type, "AWS::EC2::SecurityGroupIngress")) &&
        open_rules(findings, change->new) > open_rules(findings, change->old))
        slsc_finding_add(findings, "public", change, NULL, "the whole internet is let in");
}
