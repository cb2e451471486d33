/* functions.c: the functions of a service as other resources know them.
 *
 * Which alias a function's events invoke is decided here and nowhere else: a durable function by
 * `durable`, one with provisioned concurrency by `provisioned`, one with snap start by `snapstart`,
 * in this precedence; any other by the function itself. */
#include "middle/functions.h"

typedef struct alias_rule {
    const char *option, *alias, *id_suffix;
} alias_rule;

static const alias_rule alias_rules[] = {
    { "durableConfig", "durable", "DurableLambdaAlias" },
    { "provisionedConcurrency", "provisioned", "ProvConcLambdaAlias" }, /* 0 is none */
    { "snapStart", "snapstart", "SnapStartLambdaAlias" },
};

static void find_alias(slsc_unit *unit, slsc_function *function)
{
    for (size_t i = 0; i < sizeof alias_rules / sizeof *alias_rules; i++) {
        const alias_rule *rule = &alias_rules[i];
        if (!slsc_node_truthy(slsc_node_getz(unit, function->node, rule->option))) continue;
        function->alias = slsc_str_z(rule->alias);
        function->alias_id =
            slsc_strf(unit->arena, "%.*s%s", SLSC_FMT(function->id), rule->id_suffix);
        return;
    }
}

slsc_status slsc_functions_make(slsc_unit *unit)
{
    const slsc_node *map = slsc_node_getz(unit, unit->roots[SLSC_CONFIG], "functions");
    const size_t count = slsc_node_kind(map) == SLSC_MAP ? slsc_node_count(map) : 0;
    unit->functions = SLSC_NEW_ARRAY(unit->arena, slsc_function, count + 1);
    unit->function_count = 0;
    for (size_t i = 0; i < count; i++) {
        slsc_node *node = slsc_node_at(map, i);
        if (slsc_node_kind(node) != SLSC_MAP) continue; /* the schema has told of it */
        slsc_function *function = &unit->functions[unit->function_count];
        function->struct_size = sizeof *function;
        function->position = (uint32_t)unit->function_count++;
        function->key = slsc_node_key(map, i);
        function->id = slsc_name_part(unit->arena, SLSC_NAME_FUNCTION, function->key);
        function->name = slsc_node_text(unit, slsc_node_getz(unit, node, "name"));
        function->node = node;
        find_alias(unit, function);
    }
    return SLSC_OK;
}

/* {"Fn::GetAtt": ["HelloLambdaFunction", "Arn"]} */
static slsc_node *function_arn(slsc_unit *unit, const slsc_function *function,
                               const slsc_node *from)
{
    slsc_node *map = slsc_node_new(unit, SLSC_MAP, from);
    slsc_node *list = slsc_node_new(unit, SLSC_LIST, from);
    const slsc_str id = slsc_strf(unit->arena, "%.*sLambdaFunction", SLSC_FMT(function->id));
    slsc_node_append(unit, list, slsc_node_string(unit, id, from));
    slsc_node_append(unit, list, slsc_node_string(unit, SLSC_STR("Arn"), from));
    slsc_node_setz(unit, map, "Fn::GetAtt", list);
    return map;
}

slsc_node *slsc_functions_target(slsc_unit *unit, const slsc_function *function,
                                 const slsc_node *from)
{
    slsc_node *arn = function_arn(unit, function, from);
    if (!function->alias.len) return arn;
    slsc_node *map = slsc_node_new(unit, SLSC_MAP, from);
    slsc_node *join = slsc_node_new(unit, SLSC_LIST, from);
    slsc_node *parts = slsc_node_new(unit, SLSC_LIST, from);
    slsc_node_append(unit, parts, arn);
    slsc_node_append(unit, parts, slsc_node_string(unit, function->alias, from));
    slsc_node_append(unit, join, slsc_node_string(unit, SLSC_STR(":"), from));
    slsc_node_append(unit, join, parts);
    slsc_node_setz(unit, map, "Fn::Join", join);
    return map;
}
