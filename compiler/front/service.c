/* service.c: what everybody asks about a service (name, stage, region, stack), and the shape of the
 * configuration that the rest of the compiler relies on.
 *
 * The framework accepts several spellings: a provider as a bare name, functions and resources as
 * lists of maps, functions without a name. All of them are brought into one here, once, with the
 * order of keys that the framework's output shows: what is filled in comes last. What needs no
 * schema to be wrong is reported here too. */
#include "front/service.h"
#include "front/framework.h"
#include "front/schema/schema.h"
#include <string.h>

static slsc_status tell(slsc_unit *unit, slsc_severity severity, const slsc_node *at, bool at_key,
                        const char *code, slsc_str message, slsc_str help)
{
    const slsc_diag diag = { .struct_size = sizeof diag,
                             .severity = severity,
                             .code = code,
                             .message = message,
                             .at = at,
                             .help = help,
                             .at_key = at_key };
    return slsc_unit_report(unit, &diag);
}

static slsc_status fail(slsc_unit *unit, const slsc_node *at, const char *code, const char *message,
                        const char *help)
{
    return tell(unit, SLSC_ERROR, at, false, code, slsc_str_z(message), slsc_str_z(help));
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Letters, digits and hyphens. */
static bool is_plain(slsc_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_letter(text.ptr[i]) && text.ptr[i] != '-' &&
            (text.ptr[i] < '0' || text.ptr[i] > '9'))
            return false;
    return text.len > 0;
}

/* What older frameworks let through: dots and underscores too. */
static bool is_loose(slsc_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_plain(slsc_str_sub(text, i, 1)) && text.ptr[i] != '_' && text.ptr[i] != '.')
            return false;
    return text.len > 0 && text.ptr[0] != '.';
}

/* ---- Facts ---- */

/* `service: {name: x}` was the way to write it once; a key for all functions may stand beside. */
static const slsc_node *take_service_map(slsc_unit *unit, slsc_node *service)
{
    const slsc_node *name = slsc_node_getz(unit, service, "name");
    if (slsc_node_kind(name) != SLSC_STRING) return service;
    const slsc_str shown = name->secret ? SLSC_STR("NAME") : name->as.string;
    const bool has_key = slsc_node_truthy(slsc_node_getz(unit, service, "awsKmsKeyArn"));
    const slsc_str help = slsc_strf(unit->arena, "write `service: %.*s`%s", SLSC_FMT(shown),
                                    has_key ? ", and the key as `provider.kmsKeyArn`" : "");
    tell(unit, SLSC_WARNING, service, true, "service/object-notation",
         SLSC_STR("the map form of `service` is no longer in use"), help);
    slsc_node *copy = slsc_node_copy(unit, name, NULL);
    slsc_node_replace(unit, service, copy);
    return copy;
}

static slsc_status take_name(slsc_unit *unit, slsc_node *root)
{
    slsc_node *found = slsc_node_getz(unit, root, "service");
    const slsc_node *name =
        slsc_node_kind(found) == SLSC_MAP ? take_service_map(unit, found) : found;
    if (slsc_node_kind(name) != SLSC_STRING || name->as.string.len == 0)
        return fail(unit, name ? name : root, "service/missing-name",
                    name ? "`service` must be the service's name" : "`service` is missing",
                    "write `service: my-service`");
    const bool plain =
        name->as.string.len > 1 && is_letter(name->as.string.ptr[0]) && is_plain(name->as.string);
    const bool loose = is_loose(name->as.string) && slsc_schema_gravity(unit) != SLSC_ERROR;
    if (!plain && !loose) /* of the loose the schema will warn */
        return fail(unit, name, "service/bad-name",
                    "the service's name must start with a letter, and have two or more letters, "
                    "digits and hyphens",
                    NULL);
    unit->service.name = name->as.string;
    return SLSC_OK;
}

static slsc_status take_provider(slsc_unit *unit, slsc_node *root, slsc_node **out)
{
    slsc_node *provider = slsc_node_getz(unit, root, "provider");
    if (slsc_node_kind(provider) == SLSC_STRING) {
        slsc_node *map = slsc_node_new(unit, SLSC_MAP, provider);
        slsc_node_setz(unit, map, "name", slsc_node_copy(unit, provider, NULL));
        slsc_node_replace(unit, provider, map);
        provider = map;
    }
    const slsc_node *name = slsc_node_getz(unit, provider, "name");
    *out = provider;
    if (slsc_node_kind(provider) != SLSC_MAP || slsc_node_kind(name) != SLSC_STRING ||
        name->as.string.len == 0)
        return fail(unit,
                    name       ? name
                    : provider ? provider
                               : root,
                    "service/missing-provider", "`provider.name` is missing",
                    "write `provider: {name: aws}`");
    if (!slsc_node_is_text(name, "aws"))
        return fail(unit, name, "service/unsupported-provider",
                    "services of this provider cannot be compiled", "write `name: aws`");
    return SLSC_OK;
}

static slsc_status take_stage(slsc_unit *unit, slsc_node *provider)
{
    const slsc_node *stage = slsc_node_getz(unit, provider, "stage");
    const bool is_given = unit->settings.stage.len > 0;
    unit->service.stage = is_given ? unit->settings.stage : SLSC_STR("dev");
    if (!is_given && slsc_node_kind(stage) > SLSC_NULL)
        unit->service.stage = stage->kind == SLSC_STRING ? stage->as.string : SLSC_STR("");
    const bool plain = is_plain(unit->service.stage);
    const bool loose = slsc_framework_of(unit) < 4 && is_loose(unit->service.stage);
    if (!plain && !(loose && !is_given) && /* of what is loose in the file the schema will warn */
        tell(unit, loose ? SLSC_WARNING : SLSC_ERROR, is_given ? provider : stage, false,
             "service/bad-stage",
             is_given
                 ? SLSC_STR("the stage of `--stage` must have letters, digits and hyphens only")
                 : SLSC_STR("the stage must be text of letters, digits and hyphens"),
             (slsc_str) { NULL, 0 }) != SLSC_OK)
        return SLSC_FAIL;
    if (slsc_node_kind(stage) <= SLSC_NULL)
        slsc_node_setz(unit, provider, "stage", slsc_node_string(unit, SLSC_STR("dev"), provider));
    return SLSC_OK;
}

static void take_region(slsc_unit *unit, slsc_node *provider)
{
    slsc_node *region = slsc_node_getz(unit, provider, "region");
    slsc_str name = unit->settings.region;
    if (name.len == 0 && slsc_node_truthy(region)) name = slsc_node_text(unit, region);
    if (name.len == 0 && !slsc_node_truthy(region)) name = SLSC_STR("us-east-1");
    unit->service.region = name;
    if (!slsc_node_truthy(region) ||
        (unit->settings.region.len && !slsc_str_eq(slsc_node_text(unit, region), name)))
        slsc_node_setz(unit, provider, "region",
                       slsc_node_string(unit, name, region ? region : provider));
}

static void take_rest(slsc_unit *unit, slsc_node *provider)
{
    const slsc_node *stack = slsc_node_getz(unit, provider, "stackName");
    if (slsc_node_kind(slsc_node_getz(unit, provider, "versionFunctions")) <= SLSC_NULL)
        slsc_node_setz(unit, provider, "versionFunctions", slsc_node_bool(unit, true, provider));
    if (slsc_node_kind(stack) == SLSC_STRING && stack->as.string.len)
        unit->service.stack = stack->as.string;
    else
        unit->service.stack = slsc_strf(unit->arena, "%.*s-%.*s", SLSC_FMT(unit->service.name),
                                        SLSC_FMT(unit->service.stage));
    unit->service.struct_size = sizeof unit->service;
    unit->service.folder = slsc_path_real(
        unit->arena, unit->folder.len ? slsc_str_cstr(unit->arena, unit->folder) : ".");
}

/* Versions behind operators, with blanks, bars or a hyphen between them: ">=2.0 <4 || ^5". Which
 * framework it names does not matter here, only that it names any. */
static bool may_be_range(slsc_str text)
{
    size_t i = 0;
    while (i < text.len) {
        while (i < text.len && memchr(" \t|^~<>=v-", text.ptr[i], 10)) i++;
        if (i < text.len && !memchr("0123456789xX*", text.ptr[i], 13)) return false;
        while (i < text.len && !memchr(" \t|<>", text.ptr[i], 5)) i++;
    }
    return true;
}

/* A number was no fault to the frameworks before 4, which is what it says then. */
static slsc_status check_framework(slsc_unit *unit, const slsc_node *root)
{
    const slsc_node *range = slsc_node_getz(unit, root, "frameworkVersion");
    const slsc_node *mode = slsc_node_getz(unit, root, "configValidationMode");
    if (slsc_node_truthy(mode) && !slsc_node_is_text(mode, "error")) return SLSC_OK;
    if (!slsc_node_truthy(range)) return SLSC_OK;
    if (slsc_node_kind(range) == SLSC_STRING && may_be_range(range->as.string)) return SLSC_OK;
    const bool number = slsc_node_kind(range) == SLSC_INT || slsc_node_kind(range) == SLSC_FLOAT;
    const slsc_str text = number ? slsc_node_text(unit, range) : SLSC_STR("4");
    return tell(unit, number && slsc_framework_newest(text) < 4 ? SLSC_WARNING : SLSC_ERROR, range,
                false, "service/bad-framework-version",
                SLSC_STR("`frameworkVersion` must be text with a range of versions"),
                slsc_strf(unit->arena, "write `frameworkVersion: '%.*s'`", SLSC_FMT(text)));
}

/* The key of `service: {name: x, awsKmsKeyArn: y}` is the provider's. */
static void take_key(slsc_unit *unit, slsc_node *provider, const slsc_node *key)
{
    if (!slsc_node_truthy(key) || slsc_node_truthy(slsc_node_getz(unit, provider, "kmsKeyArn")))
        return;
    slsc_node_setz(unit, provider, "kmsKeyArn", slsc_node_copy(unit, key, NULL));
}

static slsc_status take_facts(slsc_unit *unit)
{
    slsc_node *root = unit->roots[SLSC_CONFIG], *provider = NULL;
    const slsc_node *service = slsc_node_getz(unit, root, "service");
    const slsc_node *key = slsc_node_getz(unit, service, "awsKmsKeyArn");
    const slsc_status name = take_name(unit, root);
    if (take_provider(unit, root, &provider) != SLSC_OK) return SLSC_FAIL;
    take_key(unit, provider, key);
    if (check_framework(unit, root) != SLSC_OK) return SLSC_FAIL;
    if (take_stage(unit, provider) != SLSC_OK || name != SLSC_OK) return SLSC_FAIL;
    take_region(unit, provider);
    unit->service.framework = slsc_framework_of(unit);
    take_rest(unit, provider);
    return SLSC_OK;
}

/* What is filled in was made by nobody the user knows: it is a default. */
slsc_status slsc_service_facts(slsc_unit *unit)
{
    const uint16_t maker = unit->maker;
    unit->maker = slsc_unit_maker(unit, "defaults");
    const slsc_status status = take_facts(unit);
    unit->maker = maker;
    return status;
}

/* ---- Normal form ---- */

/* A list of maps, merged from left to right; nulls in it do not count. */
static slsc_status merge_list(slsc_unit *unit, slsc_node *list, const char *code, const char *name)
{
    slsc_node *map = slsc_node_new(unit, SLSC_MAP, list);
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < slsc_node_count(list); i++) {
        const slsc_node *item = slsc_node_at(list, i);
        if (item->kind == SLSC_MAP)
            slsc_node_merge(unit, map, item);
        else if (item->kind != SLSC_NULL)
            status = slsc_errorf(unit, item, code, "an item of `%s` must be a map", name);
    }
    slsc_node_replace(unit, list, map);
    return status;
}

static slsc_status normalize_map(slsc_unit *unit, const char *name, const char *code)
{
    slsc_node *node = slsc_node_getz(unit, unit->roots[SLSC_CONFIG], name);
    switch (slsc_node_kind(node)) {
    case SLSC_NONE:
    case SLSC_NULL:
    case SLSC_MAP: return SLSC_OK;
    case SLSC_LIST: return merge_list(unit, node, code, name);
    default: return slsc_errorf(unit, node, code, "`%s` must be a map, or a list of maps", name);
    }
}

static slsc_status check_code(slsc_unit *unit, const slsc_node *function)
{
    const bool handler = slsc_node_truthy(slsc_node_getz(unit, function, "handler"));
    const bool image = slsc_node_truthy(slsc_node_getz(unit, function, "image"));
    const slsc_member *member = slsc_node_member(function);
    const slsc_str key = member ? member->key->text : SLSC_STR("");
    if (handler && image)
        return tell(
            unit, SLSC_ERROR, function, true, "functions/handler-and-image",
            slsc_strf(unit->arena, "`%.*s` has both a `handler` and an `image`", SLSC_FMT(key)),
            SLSC_STR("remove one of them"));
    if (!handler && !image)
        return tell(
            unit, SLSC_ERROR, function, true, "functions/no-handler",
            slsc_strf(unit->arena, "`%.*s` has neither a `handler` nor an `image`", SLSC_FMT(key)),
            SLSC_STR("write `handler: file.function`"));
    return SLSC_OK;
}

static slsc_status normalize_function(slsc_unit *unit, slsc_str key, slsc_node *function)
{
    if (function->kind != SLSC_MAP)
        return slsc_errorf(unit, function, "functions/not-a-map",
                           "the function `%.*s` must be a map", SLSC_FMT(key));
    if (!slsc_node_truthy(slsc_node_getz(unit, function, "events")))
        slsc_node_setz(unit, function, "events", slsc_node_new(unit, SLSC_LIST, function));
    if (!slsc_node_truthy(slsc_node_getz(unit, function, "name"))) {
        const slsc_str name = slsc_strf(unit->arena, "%.*s-%.*s-%.*s", SLSC_FMT(unit->service.name),
                                        SLSC_FMT(unit->service.stage), SLSC_FMT(key));
        slsc_node_setz(unit, function, "name", slsc_node_string(unit, name, function));
    }
    return check_code(unit, function);
}

static bool is_there(void *context, const slsc_node *value)
{
    (void)context;
    return value->kind != SLSC_NULL;
}

static slsc_status normalize_functions(slsc_unit *unit)
{
    slsc_node *functions = slsc_node_getz(unit, unit->roots[SLSC_CONFIG], "functions");
    slsc_status status = SLSC_OK;
    if (slsc_node_kind(functions) == SLSC_NULL)
        slsc_node_setz(unit, unit->roots[SLSC_CONFIG], "functions",
                       slsc_node_new(unit, SLSC_MAP, functions));
    if (slsc_node_kind(functions) != SLSC_MAP) return status;
    slsc_node_filter(functions, is_there, NULL);
    for (size_t i = 0; i < slsc_node_count(functions); i++)
        if (normalize_function(unit, slsc_node_key(functions, i), slsc_node_at(functions, i)) !=
            SLSC_OK)
            status = SLSC_FAIL;
    return status;
}

slsc_status slsc_service_normalize(slsc_unit *unit)
{
    const uint16_t maker = unit->maker;
    unit->maker = slsc_unit_maker(unit, "defaults");
    const slsc_status functions = normalize_map(unit, "functions", "functions/not-a-map");
    const slsc_status resources = normalize_map(unit, "resources", "resources/not-a-map");
    const slsc_status each = functions == SLSC_OK ? normalize_functions(unit) : SLSC_FAIL;
    unit->maker = maker;
    return resources == SLSC_OK ? each : SLSC_FAIL;
}
