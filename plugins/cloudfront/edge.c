/* edge.c: what Lambda@Edge asks of the functions it runs: little memory and time, a published
 * version, no environment and no VPC, and a role that it may assume.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html
 */
#include "cloudfront.h"

#define EDGE "edgelambda.amazonaws.com"

/* ---- Before functions are compiled ---- */

/* Viewers wait; what talks to the origin may take longer. */
static slsc_status check_limit(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                               const char *option, int64_t at_viewer, int64_t at_origin)
{
    slsc_str type = h->text(u, slsc_get(h, u, e->node, "eventType"));
    slsc_node *value = slsc_get(h, u, e->function->node, option);
    int64_t limit = slsc_begins(type, "origin-") ? at_origin : at_viewer, number;
    if (h->to_int(value, &number) != SLSC_OK || number <= limit) return SLSC_OK;
    return slsc_error_at(h, u, value, "cloudfront/over-limit",
                         "`%s` of a function for `%.*s` must not be greater than %lld", option,
                         SLSC_ARG(type.len ? type : slsc_s("cloudFront")), (long long)limit);
}

static void default_to(const slsc_host *h, slsc_unit *u, const slsc_event *e, const char *option,
                       int64_t value)
{
    slsc_node *function = e->function->node;
    if (slsc_truthy(h, u, slsc_get(h, u, function, option))) return;
    slsc_set(h, u, function, option, slsc_int(h, u, value, e->node));
}

static slsc_status check_type(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    static const char *const types[] = { "viewer-request", "origin-request", "origin-response",
                                         "viewer-response" };
    slsc_node *type = slsc_get(h, u, e->node, "eventType");
    if (slsc_is_void(h, u, type)) return SLSC_OK;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (slsc_is(h->text(u, type), types[i])) return SLSC_OK;
    return slsc_error_at(h, u, type, "cloudfront/bad-event-type",
                         "`%.*s` is no type of event of CloudFront", SLSC_ARG(h->text(u, type)));
}

/* The defaults of the provider are not for these functions. */
slsc_status cloudfront_configure(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    slsc_status status = SLSC_OK;
    (void)state;
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK;
    if (check_type(h, u, e) != SLSC_OK) return SLSC_FAIL;
    if (check_limit(h, u, e, "memorySize", 128, 10240) != SLSC_OK) status = SLSC_FAIL;
    if (check_limit(h, u, e, "timeout", 5, 30) != SLSC_OK) status = SLSC_FAIL;
    slsc_set(h, u, e->function->node, "versionFunction", slsc_bool(h, u, 1, e->node));
    default_to(h, u, e, "memorySize", 128);
    default_to(h, u, e, "timeout", 5);
    return status;
}

/* ---- Afterwards ---- */

slsc_node *cloudfront_version(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    slsc_str id = slsc_id2(h, u, f->id, "LambdaFunctionQualifiedArn");
    return slsc_get(h, u, h->get(u, slsc_section(h, u, "Outputs"), id), "Value");
}

/* The version's id does not change with this: it was made before. The function stays when the stack
 * goes, as its replicas are deleted hours later. */
static void adjust_resource(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *resource = slsc_resource(h, u, slsc_id2(h, u, e->function->id, "LambdaFunction"));
    slsc_node *properties = slsc_get(h, u, resource, "Properties");
    h->remove(u, properties, slsc_s("VpcConfig"));
    h->remove(u, properties, slsc_s("Environment"));
    slsc_set(h, u, resource, "DeletionPolicy", slsc_stringz(h, u, "Retain", e->node));
}

/* Logs lie in the region in which a replica ran. */
void cloudfront_adjust(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    const slsc_iam *iam = (const slsc_iam *)h->extension(u, SLSC_EXT_IAM);
    slsc_hole holes[] = { { "version", cloudfront_version(h, u, e->function) }, { NULL, NULL } };
    adjust_resource(h, u, e);
    iam->trust(u, e->function, slsc_s(EDGE));
    iam->allow(u, e->function, h->fill(u, SLSC_EMBEDDED(cloudfront_statement_json), NULL, e->node),
               SLSC_ALLOW_ONCE);
    slsc_add_resource(h, u, slsc_id2(h, u, e->function->id, "LambdaFunctionInvokePermission"),
                      h->fill(u, SLSC_EMBEDDED(cloudfront_permission_json), holes, e->node));
}

/* ---- At the end ---- */

static int holds(slsc_str text, const char *part)
{
    size_t n = strlen(part);
    for (size_t i = 0; i + n <= text.len; i++)
        if (memcmp(text.ptr + i, part, n) == 0) return 1;
    return 0;
}

/* The resource behind {"Fn::GetAtt": [ID, Arn]}; NULL: the role is not of this stack. */
static slsc_node *role_of(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    slsc_node *function = slsc_resource(h, u, slsc_id2(h, u, f->id, "LambdaFunction"));
    slsc_node *att = slsc_at_path(h, u, function, "Properties.Role.Fn::GetAtt");
    return slsc_resource(h, u, h->text(u, h->at(att, 0)));
}

/* Roles of our own making let Lambda@Edge in; somebody else's should. */
slsc_status cloudfront_check_role(const slsc_host *h, slsc_unit *u, void *state,
                                  const slsc_event *e)
{
    const slsc_texts *text = (const slsc_texts *)h->extension(u, SLSC_EXT_TEXT);
    cloudfront_memory *memory = (cloudfront_memory *)state;
    slsc_node *role, *trust;
    if (!slsc_truthy(h, u, e->node) || memory->checked == e->function) return SLSC_OK;
    memory->checked = e->function;
    role = role_of(h, u, e->function);
    trust = slsc_at_path(h, u, role, "Properties.AssumeRolePolicyDocument");
    if (holds(text->json(u, trust), EDGE)) return SLSC_OK;
    return slsc_tell(h, u, role ? SLSC_WARNING : SLSC_NOTE, e->node, "cloudfront/role",
                     slsc_textf(h, u, "the role of `%.*s` must let `" EDGE "` assume it",
                                SLSC_ARG(e->function->key)),
                     NULL, NULL);
}
