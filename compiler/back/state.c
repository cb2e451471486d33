/* state.c: serverless-state.json, what `deploy --package` of the reference starts from.
 *
 * The reference writes its service object as it stands in memory, which its own deploy then lays
 * over a freshly loaded one (semantics I). Ours holds the same members in the same order, as plain
 * JSON: the reader takes that as well as its own form with `$ref`.
 *
 * Nothing of this machine is in it. Where the reference has absolute paths of zips it made, there
 * is a relative one for the service's (deploy only looks whether there is one, and takes its place
 * from `package.artifact`) and none for a function's or layer's, which deploy looks for under its
 * name in the output folder. Zips given by the user keep the path they were given by. */
#include "back/emit.h"

/* What is below a node, under another head: the state is printed and forgotten, so whole trees need
 * not be copied to stand in it. */
static slsc_node *lent(slsc_unit *unit, const slsc_node *node)
{
    slsc_node *head = slsc_node_new(unit, SLSC_NULL, node);
    head->kind = node->kind;
    head->as = node->as;
    return head;
}

static void lend_member(slsc_unit *unit, slsc_node *target, const slsc_node *source,
                        const char *key)
{
    slsc_node *value = slsc_node_getz(unit, source, key);
    if (value) slsc_node_setz(unit, target, key, lent(unit, value));
}

/* A map, empty where the configuration has none. */
static void lend_map(slsc_unit *unit, slsc_node *target, const slsc_node *source, const char *key)
{
    slsc_node *value = slsc_node_getz(unit, source, key);
    bool is_map = slsc_node_kind(value) == SLSC_MAP;
    slsc_node_setz(unit, target, key,
                   is_map ? lent(unit, value) : slsc_node_new(unit, SLSC_MAP, source));
}

static void set_text(slsc_unit *unit, slsc_node *target, const char *key, slsc_str text)
{
    slsc_node_setz(unit, target, key, slsc_node_string(unit, text, target));
}

static void set_root(slsc_unit *unit, slsc_node *target, const char *key, slsc_root which)
{
    const slsc_node *root = unit->roots[which];
    slsc_node_setz(unit, target, key,
                   root ? lent(unit, root) : slsc_node_new(unit, SLSC_MAP, target));
}

/* A bucket described by a map: the reference keeps the map beside, and its name in its place. */
static void split_bucket(slsc_unit *unit, slsc_node *provider)
{
    slsc_node *bucket = slsc_node_getz(unit, provider, "deploymentBucket");
    if (slsc_node_kind(bucket) != SLSC_MAP) return;
    slsc_node *name = slsc_node_getz(unit, bucket, "name");
    bool named = slsc_node_truthy(name);
    slsc_node_setz(unit, provider, "deploymentBucketObject", bucket);
    slsc_node_setz(unit, provider, "deploymentBucket",
                   named ? name : slsc_node_new(unit, SLSC_NULL, bucket));
}

static slsc_node *make_provider(slsc_unit *unit, const slsc_node *config)
{
    slsc_node *given = slsc_node_getz(unit, config, "provider");
    slsc_node *provider = slsc_node_kind(given) == SLSC_MAP ? slsc_node_copy(unit, given, NULL)
                                                            : slsc_node_new(unit, SLSC_MAP, config);
    if (slsc_node_kind(given) == SLSC_STRING) slsc_node_setz(unit, provider, "name", given);
    split_bucket(unit, provider);
    set_text(unit, provider, "stage", unit->service.stage);
    set_text(unit, provider, "region", unit->service.region);
    /* With change sets osls 4 looks for the time in the artifact folder's name when nothing
     * changed, and ends with an error where it finds none; ours holds a hash. A direct update of
     * the stack has the same result and no such step. */
    if (!slsc_node_getz(unit, provider, "deploymentMethod"))
        set_text(unit, provider, "deploymentMethod", SLSC_STR("direct"));
    set_root(unit, provider, "compiledCloudFormationTemplate", SLSC_TEMPLATE);
    set_root(unit, provider, "coreCloudFormationTemplate", SLSC_CREATE_TEMPLATE);
    return provider;
}

/* The one package that is the service's: given, or named after it. */
static const slsc_package *service_package(slsc_unit *unit, const slsc_node *config)
{
    const slsc_node *given = slsc_node_path(unit, config, "package.artifact");
    slsc_str made = slsc_strf(unit->arena, "%.*s.zip", SLSC_FMT(unit->service.name));
    for (size_t i = 0; i < slsc_package_count(unit); i++) {
        const slsc_package *package = slsc_package_at(unit, i);
        slsc_str wanted = made;
        if (slsc_node_kind(given) == SLSC_STRING) wanted = given->as.string;
        if (slsc_str_eq(package->file, wanted)) return package;
    }
    return NULL;
}

static slsc_node *make_service(slsc_unit *unit, const slsc_node *config,
                               const slsc_package *package)
{
    slsc_node *service = slsc_node_new(unit, SLSC_MAP, config);
    slsc_node *named = slsc_node_new(unit, SLSC_MAP, config);
    set_text(unit, service, "service", unit->service.name);
    set_text(unit, named, "name", unit->service.name);
    slsc_node_setz(unit, service, "serviceObject", named);
    slsc_node_setz(unit, service, "provider", make_provider(unit, config));
    lend_member(unit, service, config, "custom");
    lend_member(unit, service, config, "plugins");
    slsc_node_setz(unit, service, "pluginsData", slsc_node_new(unit, SLSC_MAP, config));
    lend_map(unit, service, config, "functions");
    lend_member(unit, service, config, "resources");
    const slsc_node *mode = slsc_node_getz(unit, config, "configValidationMode");
    bool has_mode = slsc_node_kind(mode) == SLSC_STRING;
    set_text(unit, service, "configValidationMode", has_mode ? mode->as.string : SLSC_STR("error"));
    set_text(unit, service, "serviceFilename", slsc_path_base(unit->config_name));
    set_root(unit, service, "initialServerlessConfig", SLSC_CONFIG);
    lend_map(unit, service, config, "layers");
    lend_member(unit, service, config, "outputs");
    if (package && !package->given)
        set_text(unit, service, "artifact",
                 slsc_strf(unit->arena, ".serverless/%.*s", SLSC_FMT(package->file)));
    return service;
}

slsc_node *slsc_emit_state(slsc_unit *unit)
{
    const slsc_node *config = unit->roots[SLSC_CONFIG];
    const slsc_package *package = service_package(unit, config);
    slsc_node *state = slsc_node_new(unit, SLSC_MAP, config);
    slsc_node *zips = slsc_node_new(unit, SLSC_MAP, config);
    slsc_node_setz(unit, state, "service", make_service(unit, config, package));
    lend_member(unit, zips, slsc_node_getz(unit, config, "package"), "individually");
    set_text(unit, zips, "artifactDirectoryName", slsc_package_directory(unit));
    set_text(unit, zips, "artifact", package ? slsc_path_base(package->file) : SLSC_STR(""));
    slsc_node_setz(unit, state, "package", zips);
    return state;
}
