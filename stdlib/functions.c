/* functions.c: functions.* become AWS::Lambda::Function.
 *
 * An option of the function wins over the provider's of the same name; each default stands where
 * it is used. What a function uses beside its code (a dead letter topic, a key, tracing, a file
 * system) its role must allow: that is asked for here and placed by whoever makes roles.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-function.html
 */
#include "std.h"

typedef slsc_node node;

static node *own(const slsc_host *h, slsc_unit *u, const slsc_function *f, const char *path)
{
    return slsc_at_path(h, u, f->node, path);
}

/* What null, false and "" leave unsaid. */
static node *said(const slsc_host *h, slsc_unit *u, const slsc_function *f, const char *path)
{
    return slsc_if_truthy(h, u, own(h, u, f, path));
}

static node *number_or(const slsc_host *h, slsc_unit *u, node *given, int64_t otherwise,
                       const node *from)
{
    return !given ? slsc_int(h, u, otherwise, from) : given;
}

/* ---- Options with a form of their own ---- */

/* `true` means Active; a function cannot switch off what the provider switched on. */
static node *tracing(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    node *mode = own(h, u, f, "tracing");
    if (!slsc_truthy(h, u, mode)) mode = slsc_at_path(h, u, std_provider(h, u), "tracing.lambda");
    if (!slsc_truthy(h, u, mode)) return NULL;
    return slsc_is_true(h, u, mode) ? slsc_stringz(h, u, "Active", mode) : mode;
}

/* One key of `vpc`; `vpc: null` or `vpc: false` keeps a function out of the provider's. */
static node *vpc(const slsc_host *h, slsc_unit *u, const slsc_function *f, const char *key)
{
    node *mine = own(h, u, f, "vpc");
    if (mine && !slsc_is_map(h, u, mine)) return NULL;
    node *value = slsc_if_truthy(h, u, slsc_get(h, u, mine, key));
    return value ? value : slsc_get(h, u, slsc_get(h, u, std_provider(h, u), "vpc"), key);
}

/* runtimeManagement: a mode, or {mode, arn}; `auto` is Lambda's own default and not written. */
static node *runtime_management(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                                const char *key)
{
    node *both[2];
    both[0] = own(h, u, f, "runtimeManagement");
    both[1] = slsc_get(h, u, std_provider(h, u), "runtimeManagement");
    for (size_t i = 0; i < 2; i++) {
        if (slsc_is_map(h, u, both[i]))
            both[i] = slsc_get(h, u, both[i], key);
        else if (strcmp(key, "mode") != 0)
            both[i] = NULL;
    }
    return slsc_or(h, u, both[0], both[1]);
}

static node *update_runtime_on(const slsc_host *h, slsc_unit *u, node *mode)
{
    if (slsc_is(h->text(u, mode), "onFunctionUpdate"))
        return slsc_stringz(h, u, "FunctionUpdate", mode);
    if (slsc_is(h->text(u, mode), "manual")) return slsc_stringz(h, u, "Manual", mode);
    return NULL;
}

static node *logging(const slsc_host *h, slsc_unit *u, const slsc_function *f, const char *key)
{
    node *logs =
        slsc_or(h, u, own(h, u, f, "logs"), slsc_at_path(h, u, std_provider(h, u), "logs.lambda"));
    return slsc_get(h, u, logs, key);
}

/* ---- The role, and what must be made before ---- */

/* provider.iam.role is a role when it is text or an intrinsic, else it says how to make one. */
static node *provider_role(const slsc_host *h, slsc_unit *u)
{
    node *provider = std_provider(h, u), *role = slsc_at_path(h, u, provider, "iam.role");
    if (slsc_is_map(h, u, role)) {
        slsc_str key = h->key(role, 0);
        if (!slsc_begins(key, "Fn::") && !slsc_is(key, "Ref")) role = NULL;
    }
    return slsc_or(h, u, role, slsc_get(h, u, provider, "role"));
}

/* An ARN or an intrinsic as it is; a plain name is a role of the template, and so is what
 * Fn::GetAtt names: those the function waits for (*dependency), but for the role that is made here
 * when a function is given it by its name. */
static node *role_of(const slsc_host *h, slsc_unit *u, const slsc_function *f, node **dependency)
{
    node *role = slsc_or(h, u, own(h, u, f, "role"), provider_role(h, u));
    *dependency = NULL;
    if (!slsc_truthy(h, u, role))
        return slsc_get_att(h, u, slsc_s("IamRoleLambdaExecution"), "Arn", f->node);
    if (slsc_is_string(h, u, role)) {
        slsc_str text = h->text(u, role);
        if (slsc_begins(text, "arn:")) return role;
        if (!slsc_is(text, "IamRoleLambdaExecution")) *dependency = role;
        return slsc_get_att(h, u, text, "Arn", role);
    }
    *dependency = h->at(slsc_get(h, u, role, "Fn::GetAtt"), 0);
    return role;
}

static node *depends_on(const slsc_host *h, slsc_unit *u, const slsc_function *f, node *role)
{
    node *list = slsc_list(h, u, f->node), *given = own(h, u, f, "dependsOn");
    if (!slsc_truthy(h, u, own(h, u, f, "disableLogs")))
        h->append(u, list, slsc_string(h, u, slsc_id2(h, u, f->id, "LogGroup"), f->node));
    if (slsc_is_string(h, u, given)) h->append(u, list, given);
    for (size_t i = 0; i < h->count(given); i++) h->append(u, list, h->at(given, i));
    if (role) h->append(u, list, role);
    return h->count(list) ? list : NULL;
}

/* Frameworks 1 and 2 had another name for a function's own. */
static node *kms_key(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    if (h->service(u)->framework > 2 || own(h, u, f, "kmsKeyArn"))
        return std_option(h, u, f, "kmsKeyArn");
    node *older = slsc_if_truthy(h, u, own(h, u, f, "awsKmsKeyArn"));
    return older ? older : std_option(h, u, f, "kmsKeyArn");
}

/* ---- What its role must allow ---- */

static void allow(const slsc_host *h, slsc_unit *u, const slsc_function *f, slsc_str statement,
                  node *arn, uint32_t flags)
{
    const slsc_iam *iam = (const slsc_iam *)h->extension(u, SLSC_EXT_IAM);
    slsc_hole holes[] = { { "arn", arn }, { NULL, NULL } };
    if (arn) iam->allow(u, f, h->fill(u, statement, holes, arn), flags);
}

static void ask(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    node *on_error = own(h, u, f, "onError"), *key = kms_key(h, u, f);
    if (slsc_is_string(h, u, on_error)) allow(h, u, f, STD_JSON(allow_publish), on_error, 0);
    if (slsc_is_string(h, u, key)) allow(h, u, f, STD_JSON(allow_decrypt), key, SLSC_ALLOW_ONCE);
    allow(h, u, f, STD_JSON(allow_trace), tracing(h, u, f), SLSC_ALLOW_ONCE);
    allow(h, u, f, STD_JSON(allow_mount), own(h, u, f, "fileSystemConfig.arn"), 0);
}

/* ---- The resource ---- */

static node *make(const slsc_host *h, slsc_unit *u, const slsc_function *f, const std_image *image)
{
    const slsc_artifact *artifact = (const slsc_artifact *)h->extension(u, SLSC_EXT_ARTIFACT);
    node *from = f->node, *provider = std_provider(h, u), *dependency;
    node *role = role_of(h, u, f, &dependency), *zip = image->uri ? NULL : from;
    node *mode = zip ? runtime_management(h, u, f, "mode") : NULL; /* an image brings its own */
    node *updates = update_runtime_on(h, u, mode);
    node *groups = vpc(h, u, f, "securityGroupIds"), *subnets = vpc(h, u, f, "subnetIds");
    int in_vpc = slsc_truthy(h, u, groups) && slsc_truthy(h, u, subnets);
    node *snapstart = own(h, u, f, "snapStart");
    node *architecture = std_option(h, u, f, "architecture");
    node *runtime = std_option(h, u, f, "runtime");
    slsc_hole holes[] = {
        { "bucket", zip ? std_bucket_name(h, u, from) : NULL },
        { "key", zip ? slsc_string(h, u, artifact->s3_key(u, from), from) : NULL },
        { "handler", zip ? own(h, u, f, "handler") : NULL },
        { "runtime", !zip      ? NULL
                     : runtime ? runtime
                               : slsc_stringz(h, u, "nodejs24.x", from) },
        { "imageUri", image->uri },
        { "command", image->command },
        { "entryPoint", image->entry_point },
        { "workingDirectory", image->working_directory },
        { "packageType", image->uri ? slsc_stringz(h, u, "Image", image->uri) : NULL },
        { "updateRuntimeOn", updates },
        { "runtimeVersion", updates && slsc_is(h->text(u, mode), "manual")
                                ? runtime_management(h, u, f, "arn")
                                : NULL },
        { "name", slsc_string(h, u, f->name, slsc_or(h, u, own(h, u, f, "name"), from)) },
        { "memory", number_or(h, u, std_option(h, u, f, "memorySize"), 1024, from) },
        { "timeout", number_or(h, u, std_option(h, u, f, "timeout"), 6, from) },
        { "architecture", architecture },
        { "description", said(h, u, f, "description") },
        { "snapStart", slsc_truthy(h, u, snapstart)
                           ? slsc_stringz(h, u, "PublishedVersions", snapstart)
                           : NULL },
        { "tags", std_tag_list(h, u,
                               std_joined(h, u, slsc_get(h, u, provider, "tags"),
                                          own(h, u, f, "tags"), from)) },
        { "ephemeralStorage", said(h, u, f, "ephemeralStorageSize") },
        { "recursiveLoop", said(h, u, f, "recursiveLoop") },
        { "onError", said(h, u, f, "onError") },
        { "kmsKey", kms_key(h, u, f) },
        { "tracing", tracing(h, u, f) },
        { "environment", std_joined(h, u, slsc_get(h, u, provider, "environment"),
                                    own(h, u, f, "environment"), from) },
        { "role", role },
        { "ipv6", in_vpc ? vpc(h, u, f, "ipv6AllowedForDualStack") : NULL },
        { "securityGroups", in_vpc ? groups : NULL },
        { "subnets", in_vpc ? subnets : NULL },
        { "fileSystem", own(h, u, f, "fileSystemConfig.arn") },
        { "mountPath", own(h, u, f, "fileSystemConfig.localMountPath") },
        { "reserved", own(h, u, f, "reservedConcurrency") },
        { "layers", std_option(h, u, f, "layers") },
        { "durableTimeout", own(h, u, f, "durableConfig.executionTimeout") },
        { "durableRetention", own(h, u, f, "durableConfig.retentionPeriodInDays") },
        { "applicationLogLevel", logging(h, u, f, "applicationLogLevel") },
        { "logFormat", logging(h, u, f, "logFormat") },
        { "logGroup", logging(h, u, f, "logGroup") },
        { "systemLogLevel", logging(h, u, f, "systemLogLevel") },
        { "condition", std_condition(h, u, f) },
        { "depends", depends_on(h, u, f, dependency) },
        { NULL, NULL },
    };
    return h->fill(u, STD_JSON(function), holes, from);
}

static slsc_status lower(const slsc_host *h, slsc_unit *u, const std_state *state,
                         const slsc_function *f)
{
    node *file_system = own(h, u, f, "fileSystemConfig");
    std_image image;
    if (std_check_function(h, u, f) != SLSC_OK) return SLSC_FAIL;
    if (std_image_of(h, u, f, &image) != SLSC_OK) return SLSC_FAIL;
    if (slsc_truthy(h, u, file_system) &&
        (!vpc(h, u, f, "securityGroupIds") || !vpc(h, u, f, "subnetIds")))
        return slsc_tell(
            h, u, SLSC_ERROR, file_system, "functions/file-system-without-vpc",
            slsc_textf(h, u, "`%.*s` mounts a file system but runs in no VPC", SLSC_ARG(f->key)),
            NULL, "give the function, or the provider, a `vpc`");
    ask(h, u, f);
    slsc_add_resource(h, u, slsc_id2(h, u, f->id, "LambdaFunction"), make(h, u, f, &image));
    if (std_is_versioned(h, u, f)) return SLSC_OK; /* std/versions goes on */
    if (std_function_url(h, u, f) != SLSC_OK) return SLSC_FAIL;
    return std_event_invoke(h, u, state, f);
}

slsc_status std_functions(const slsc_host *h, slsc_unit *u, void *state)
{
    std_state *std = (std_state *)state;
    slsc_status status = SLSC_OK;
    size_t n = h->function_count(u);
    std->positions = slsc_map(h, u, h->root(u, SLSC_CONFIG));
    for (size_t i = 0; i < n; i++) {
        const slsc_function *f = h->function_at(u, i);
        h->set(u, std->positions, f->key, slsc_int(h, u, (int64_t)i, f->node));
    }
    for (size_t i = 0; i < n; i++)
        if (lower(h, u, std, h->function_at(u, i)) != SLSC_OK) status = SLSC_FAIL;
    return status;
}
