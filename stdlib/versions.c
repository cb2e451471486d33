/* versions.c: published versions of functions, their aliases, and what hangs on those.
 *
 * A version's logical id carries a hash of the function's code and configuration: as long as
 * nothing changes the id stays, and CloudFormation keeps the version. Old versions are retained,
 * unless versioning is off and there is a version only because an alias needs one.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html */
#include "std.h"

/* versionFunction of the function, else versionFunctions of the provider, which defaults to on. */
static int wants_versions(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    slsc_node *wanted = slsc_or(h, u, slsc_get(h, u, f->node, "versionFunction"),
                                slsc_get(h, u, std_provider(h, u), "versionFunctions"));
    return slsc_is_void(h, u, wanted) || slsc_truthy(h, u, wanted);
}

int std_is_versioned(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    return f->alias.len > 0 || wants_versions(h, u, f);
}

/* What the code is known by: the digest of the package, or the one in the image's URI. */
static slsc_str code_digest(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                            slsc_str image_uri)
{
    const slsc_artifact *artifact = (const slsc_artifact *)h->extension(u, SLSC_EXT_ARTIFACT);
    slsc_str digest = image_uri;
    if (!image_uri.len) return artifact->digest(u, f->node);
    for (size_t i = image_uri.len; i > 0; i--) {
        if (image_uri.ptr[i - 1] != ':') continue;
        digest.ptr = image_uri.ptr + i;
        digest.len = image_uri.len - i;
        break;
    }
    return digest;
}

static slsc_str add_version(const slsc_host *h, slsc_unit *u, const std_state *state,
                            const slsc_function *f)
{
    slsc_str function_id = slsc_id2(h, u, f->id, "LambdaFunction");
    slsc_node *resource = slsc_resource(h, u, function_id), *from = f->node;
    slsc_node *properties = slsc_get(h, u, resource, "Properties");
    slsc_str uri = h->text(u, slsc_at_path(h, u, properties, "Code.ImageUri"));
    slsc_str digest = code_digest(h, u, f, uri), parts[3], id;
    int keep = wants_versions(h, u, f) || slsc_is(f->alias, "durable");
    slsc_node *condition = std_condition(h, u, f);
    parts[0] = f->id;
    parts[1] = slsc_s("LambdaVersion");
    parts[2] = std_version_hash(h, u, state, f, properties, uri.len ? slsc_s(NULL) : digest);
    id = h->logical_id(u, parts, 3);

    slsc_hole version[] = {
        { "deletion", keep ? slsc_stringz(h, u, "Retain", from) : NULL },
        { "function", slsc_ref(h, u, function_id, from) },
        { "digest", slsc_string(h, u, digest, from) },
        { "description", slsc_if_truthy(h, u, slsc_get(h, u, f->node, "description")) },
        { "condition", condition },
        { NULL, NULL },
    };
    slsc_hole output[] = {
        { "description", slsc_stringz(h, u, "Current Lambda function version", from) },
        { "value", slsc_ref(h, u, id, from) },
        { "condition", condition },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, id, h->fill(u, STD_JSON(version), version, from));
    slsc_add_output(h, u, slsc_id2(h, u, f->id, "LambdaFunctionQualifiedArn"),
                    h->fill(u, STD_JSON(output), output, from));
    return id;
}

/* `provisioned`, `snapstart` or `durable`: what events invoke instead of the function. */
static void add_alias(const slsc_host *h, slsc_unit *u, const slsc_function *f, slsc_str version)
{
    slsc_str function_id = slsc_id2(h, u, f->id, "LambdaFunction");
    slsc_node *provisioned = slsc_get(h, u, f->node, "provisionedConcurrency"), *from = f->node;
    slsc_hole holes[] = {
        { "function", slsc_ref(h, u, function_id, from) },
        { "version", slsc_get_att(h, u, version, "Version", from) },
        { "name", slsc_string(h, u, f->alias, from) },
        { "provisioned", slsc_truthy(h, u, provisioned) ? provisioned : NULL },
        { "functionId", slsc_string(h, u, function_id, from) },
        { "condition", std_condition(h, u, f) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, f->alias_id, h->fill(u, STD_JSON(alias), holes, from));
}

slsc_status std_versions(const slsc_host *h, slsc_unit *u, void *state)
{
    const std_state *std = (const std_state *)state;
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_function *f = h->function_at(u, i);
        if (!std_is_versioned(h, u, f)) continue;
        slsc_str version = add_version(h, u, std, f);
        if (f->alias.len) add_alias(h, u, f, version);
        if (std_function_url(h, u, f) != SLSC_OK) status = SLSC_FAIL;
        if (std_event_invoke(h, u, std, f) != SLSC_OK) status = SLSC_FAIL;
    }
    return status;
}
