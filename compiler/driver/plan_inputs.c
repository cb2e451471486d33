/* plan_inputs.c: the files that `slsc plan` compares: templates and parameters.
 *
 * A template is JSON or YAML, as it was uploaded or as `get-template` answers it. Parameters are a
 * map of names and values, what `describe-stacks` answers, or a list of provider.stackParameters.
 */
#include "driver/plan.h"

#include "front/yaml/yaml.h"
#include "tree/json.h"

static const char update_template[] = "cloudformation-template-update-stack.json";

/* JSON where it looks like it, else YAML. */
static slsc_node *parse(slsc_unit *unit, slsc_str name, slsc_str text)
{
    const uint32_t file = slsc_sources_add(unit->sources, name, text);
    slsc_str rest = text;
    if (slsc_str_starts(rest, SLSC_STR("\xEF\xBB\xBF"))) rest = slsc_str_sub(rest, 3, SIZE_MAX);
    rest = slsc_str_trim(rest);
    if (rest.len && (rest.ptr[0] == '{' || rest.ptr[0] == '[')) return slsc_json_parse(unit, file);
    return slsc_yaml_parse(unit, file);
}

static slsc_node *read_file(slsc_unit *unit, slsc_str path)
{
    slsc_str text;
    const slsc_fs_error error =
        slsc_fs_read(unit->arena, slsc_str_cstr(unit->arena, path), SLSC_LIMIT_FILE, &text);
    if (error == SLSC_FS_OK) return parse(unit, path, text);
    slsc_errorf(unit, NULL, "plan/unreadable", "`%.*s` cannot be read: %s", SLSC_FMT(path),
                slsc_fs_reason(error));
    return NULL;
}

/* In a folder: the update template of an output folder, or of the service in it. */
static slsc_str find_template(slsc_unit *unit, slsc_str path)
{
    if (slsc_fs_stat(slsc_str_cstr(unit->arena, path)).kind != SLSC_FS_FOLDER) return path;
    const slsc_str file = slsc_path_join(unit->arena, path, slsc_str_z(update_template));
    if (slsc_fs_stat(slsc_str_cstr(unit->arena, file)).kind == SLSC_FS_FILE) return file;
    const slsc_str output = slsc_path_join(unit->arena, path, SLSC_STR(".serverless"));
    return slsc_path_join(unit->arena, output, slsc_str_z(update_template));
}

slsc_node *slsc_plan_template(slsc_unit *unit, slsc_str path)
{
    const slsc_str file = find_template(unit, path);
    slsc_node *root = read_file(unit, file);
    slsc_node *body = root ? slsc_node_getz(unit, root, "TemplateBody") : NULL;
    if (slsc_node_kind(body) == SLSC_STRING)
        root = parse(unit, slsc_strf(unit->arena, "%.*s (TemplateBody)", SLSC_FMT(file)),
                     body->as.string);
    else if (body)
        root = body;
    if (!root) return NULL;
    const bool empty = slsc_node_kind(root) == SLSC_MAP && slsc_node_count(root) == 0;
    if (empty || slsc_node_kind(slsc_node_getz(unit, root, "Resources")) == SLSC_MAP) return root;
    slsc_errorf(unit, root, "plan/not-a-template",
                "this is no CloudFormation template: it has no map `Resources`");
    return NULL;
}

/* [{ ParameterKey, ParameterValue, ResolvedValue }] */
static void take_list(slsc_unit *unit, const slsc_node *list, slsc_parameters *out)
{
    for (size_t i = 0; i < slsc_node_count(list); i++) {
        const slsc_node *item = slsc_node_at(list, i);
        const slsc_str key = slsc_node_text(unit, slsc_node_getz(unit, item, "ParameterKey"));
        slsc_node *value = slsc_node_getz(unit, item, "ParameterValue");
        slsc_node *resolved = slsc_node_getz(unit, item, "ResolvedValue");
        slsc_node *kept = slsc_node_getz(unit, item, "UsePreviousValue");
        if (key.len && value) slsc_node_set(unit, out->values, key, value);
        if (key.len && slsc_node_truthy(kept)) slsc_node_set(unit, out->kept, key, kept);
        if (key.len && resolved) slsc_node_set(unit, out->resolved, key, resolved);
    }
}

void slsc_plan_take_parameters(slsc_unit *unit, const slsc_node *from, slsc_parameters *out)
{
    const slsc_node *stacks = slsc_node_getz(unit, from, "Stacks");
    if (slsc_node_kind(stacks) == SLSC_LIST) from = slsc_node_at(stacks, 0);
    const slsc_node *inner = slsc_node_getz(unit, from, "Parameters");
    const slsc_kind kind = slsc_node_kind(inner);
    if (stacks || kind == SLSC_LIST || kind == SLSC_MAP) from = inner;
    if (slsc_node_kind(from) == SLSC_LIST) {
        take_list(unit, from, out);
        return;
    }
    for (size_t i = 0; i < slsc_node_count(from); i++)
        slsc_node_set(unit, out->values, slsc_node_key(from, i), slsc_node_at(from, i));
}

slsc_status slsc_plan_read_parameters(slsc_unit *unit, slsc_str path, slsc_parameters *out)
{
    if (!path.len) return SLSC_OK;
    const slsc_node *root = read_file(unit, path);
    if (!root) return SLSC_FAIL;
    if (slsc_node_kind(root) != SLSC_MAP && slsc_node_kind(root) != SLSC_LIST)
        return slsc_errorf(unit, root, "plan/not-parameters",
                           "parameters are a map of names and values, or what "
                           "`describe-stacks` answers");
    slsc_plan_take_parameters(unit, root, out);
    return SLSC_OK;
}
