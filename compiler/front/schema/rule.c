/* rule.c: from JSON Schema text, as a tree, to rules that are quick to ask.
 *
 * Schemas are ours or a plugin's, not the user's: what is wrong in one is an assertion's matter for
 * ours, and `slsc plugin check`'s for the rest; here an unknown keyword is passed over. */
#include "front/schema/rule.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    unsigned bit;
} type_names[] = { { "string", SLSC_TYPE_STRING },   { "number", SLSC_TYPE_NUMBER },
                   { "integer", SLSC_TYPE_INTEGER }, { "boolean", SLSC_TYPE_BOOLEAN },
                   { "null", SLSC_TYPE_NULL },       { "array", SLSC_TYPE_ARRAY },
                   { "object", SLSC_TYPE_OBJECT } };

static unsigned type_bit(const slsc_node *name)
{
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++)
        if (slsc_node_is_text(name, type_names[i].name)) return type_names[i].bit;
    return 0;
}

static unsigned type_bits(const slsc_node *value)
{
    unsigned bits = type_bit(value);
    for (size_t i = 0; i < slsc_node_count(value); i++) bits |= type_bit(slsc_node_at(value, i));
    return bits;
}

static slsc_rules compile_list(slsc_unit *unit, const slsc_node *list)
{
    slsc_rules rules = { NULL, slsc_node_count(list) };
    rules.items = SLSC_NEW_ARRAY(unit->arena, slsc_rule *, rules.count);
    for (size_t i = 0; i < rules.count; i++)
        rules.items[i] = slsc_rule_compile(unit, slsc_node_at(list, i));
    return rules;
}

static int by_key(const void *a, const void *b)
{
    const uintptr_t x = (uintptr_t)((const slsc_property_rule *)a)->key;
    const uintptr_t y = (uintptr_t)((const slsc_property_rule *)b)->key;
    return (x > y) - (x < y);
}

static void compile_properties(slsc_unit *unit, slsc_rule *rule, const slsc_node *map)
{
    rule->property_count = slsc_node_count(map);
    rule->properties = SLSC_NEW_ARRAY(unit->arena, slsc_property_rule, rule->property_count);
    for (size_t i = 0; i < rule->property_count; i++) {
        rule->properties[i].key = slsc_keys_intern(unit->keys, slsc_node_key(map, i));
        rule->properties[i].rule = slsc_rule_compile(unit, slsc_node_at(map, i));
    }
    if (rule->property_count)
        qsort(rule->properties, rule->property_count, sizeof *rule->properties, by_key);
}

slsc_rule *slsc_rule_property(const slsc_rule *rule, const slsc_key *key)
{
    const slsc_property_rule wanted = { key, NULL };
    if (!rule->property_count) return NULL;
    const slsc_property_rule *found =
        bsearch(&wanted, rule->properties, rule->property_count, sizeof *rule->properties, by_key);
    return found ? found->rule : NULL;
}

static void compile_patterns(slsc_unit *unit, slsc_rule *rule, const slsc_node *map)
{
    rule->pattern_count = slsc_node_count(map);
    rule->patterns = SLSC_NEW_ARRAY(unit->arena, slsc_pattern_rule, rule->pattern_count);
    for (size_t i = 0; i < rule->pattern_count; i++) {
        rule->patterns[i].regex = slsc_regex_new(unit->arena, slsc_node_key(map, i), false);
        rule->patterns[i].rule = slsc_rule_compile(unit, slsc_node_at(map, i));
    }
}

/* "/re/flags" */
static slsc_regex *compile_regexp(slsc_unit *unit, slsc_str text)
{
    size_t end = text.len;
    while (end > 1 && text.ptr[end - 1] != '/') end--;
    if (end < 2) return NULL;
    const bool ignore_case = slsc_str_find_char(slsc_str_sub(text, end, SIZE_MAX), 'i') != SIZE_MAX;
    return slsc_regex_new(unit->arena, slsc_str_sub(text, 1, end - 2), ignore_case);
}

static size_t size_of(const slsc_node *value)
{
    int64_t n;
    return slsc_node_to_int(value, &n) == SLSC_OK && n >= 0 ? (size_t)n : 0;
}

static void compile_limits(slsc_unit *unit, slsc_rule *rule, slsc_str word, const slsc_node *value)
{
    if (slsc_str_is(word, "minimum"))
        rule->has_minimum = slsc_node_to_number(value, &rule->minimum) == SLSC_OK;
    if (slsc_str_is(word, "maximum"))
        rule->has_maximum = slsc_node_to_number(value, &rule->maximum) == SLSC_OK;
    if (slsc_str_is(word, "minLength")) rule->min_length = size_of(value);
    if (slsc_str_is(word, "maxLength")) rule->max_length = size_of(value);
    if (slsc_str_is(word, "minItems")) rule->min_items = size_of(value);
    if (slsc_str_is(word, "maxItems")) rule->max_items = size_of(value);
    if (slsc_str_is(word, "minProperties")) rule->min_properties = size_of(value);
    if (slsc_str_is(word, "maxProperties")) rule->max_properties = size_of(value);
    if (slsc_str_is(word, "uniqueItems")) rule->unique = slsc_node_truthy(value);
    if (slsc_str_is(word, "format")) rule->format = slsc_node_text(unit, value);
    if (slsc_str_is(word, "x-old")) rule->old = slsc_node_text(unit, value);
    if (slsc_str_is(word, "x-form")) rule->form = slsc_node_text(unit, value);
    if (slsc_str_is(word, "x-names")) rule->names = value;
    if (slsc_str_is(word, "pattern")) {
        rule->pattern_text = slsc_node_text(unit, value);
        rule->pattern = slsc_regex_new(unit->arena, rule->pattern_text, false);
    }
    if (slsc_str_is(word, "regexp")) {
        rule->regexp_text = slsc_node_text(unit, value);
        rule->regexp = compile_regexp(unit, rule->regexp_text);
    }
}

static void compile_keyword(slsc_unit *unit, slsc_rule *rule, slsc_str word, const slsc_node *value)
{
    if (slsc_str_is(word, "$ref")) rule->ref = slsc_node_text(unit, value);
    if (slsc_str_is(word, "type")) rule->types = type_bits(value);
    if (slsc_str_is(word, "const")) rule->constant = value;
    if (slsc_str_is(word, "enum")) rule->enumeration = value;
    if (slsc_str_is(word, "anyOf")) rule->any_of = compile_list(unit, value);
    if (slsc_str_is(word, "oneOf")) rule->one_of = compile_list(unit, value);
    if (slsc_str_is(word, "allOf")) rule->all_of = compile_list(unit, value);
    if (slsc_str_is(word, "not")) rule->not_ = slsc_rule_compile(unit, value);
    if (slsc_str_is(word, "propertyNames")) rule->property_names = slsc_rule_compile(unit, value);
    if (slsc_str_is(word, "additionalItems"))
        rule->additional_items = slsc_rule_compile(unit, value);
    if (slsc_str_is(word, "properties")) compile_properties(unit, rule, value);
    if (slsc_str_is(word, "patternProperties")) compile_patterns(unit, rule, value);
    if (slsc_str_is(word, "required")) rule->required = value;
    if (slsc_str_is(word, "dependencies")) rule->dependencies = value;
    if (slsc_str_is(word, "items")) {
        if (slsc_node_kind(value) == SLSC_LIST)
            rule->tuple = compile_list(unit, value);
        else
            rule->items = slsc_rule_compile(unit, value);
    }
    if (slsc_str_is(word, "additionalProperties")) {
        rule->closed = slsc_node_kind(value) == SLSC_BOOL && !slsc_node_truthy(value);
        if (slsc_node_kind(value) == SLSC_MAP) rule->additional = slsc_rule_compile(unit, value);
    }
}

slsc_rule *slsc_rule_compile(slsc_unit *unit, const slsc_node *schema)
{
    slsc_rule *rule = SLSC_NEW(unit->arena, slsc_rule);
    rule->schema = schema;
    rule->max_length = rule->max_items = rule->max_properties = SIZE_MAX;
    rule->never = slsc_node_kind(schema) == SLSC_BOOL && !slsc_node_truthy(schema);
    if (slsc_node_kind(schema) != SLSC_MAP) return rule;
    for (size_t i = 0; i < slsc_node_count(schema); i++) {
        compile_keyword(unit, rule, slsc_node_key(schema, i), slsc_node_at(schema, i));
        compile_limits(unit, rule, slsc_node_key(schema, i), slsc_node_at(schema, i));
    }
    return rule;
}
