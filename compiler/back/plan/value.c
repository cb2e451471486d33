/* value.c: the value of an expression: the walk over the template, references, joined text. */
#include "back/plan/stack.h"

enum { TEXT_CEILING = 1 << 20 }; /* of one joined text; AWS has 4096 bytes a parameter */

bool slsc_is_scalar(const slsc_node *value)
{
    const slsc_kind kind = slsc_node_kind(value);
    return kind != SLSC_NONE && kind != SLSC_LIST && kind != SLSC_MAP;
}

slsc_str slsc_intrinsic_name(const slsc_node *node)
{
    const slsc_str none = { NULL, 0 };
    if (slsc_node_kind(node) != SLSC_MAP || slsc_node_count(node) != 1) return none;
    const slsc_str key = slsc_node_key(node, 0);
    return slsc_str_is(key, "Ref") || slsc_str_starts(key, SLSC_STR("Fn::")) ? key : none;
}

bool slsc_is_opaque(const slsc_node *value) { return slsc_intrinsic_name(value).len > 0; }

bool slsc_is_secret(const slsc_node *value)
{
    if (!value) return false;
    if (value->secret) return true;
    for (size_t i = 0; i < slsc_node_count(value); i++)
        if (slsc_is_secret(slsc_node_at(value, i))) return true;
    return false;
}

slsc_node *slsc_opaque(slsc_stack *stack, const char *name, slsc_node *argument,
                       const slsc_node *from)
{
    slsc_node *map = slsc_node_new(stack->unit, SLSC_MAP, from);
    slsc_node_reserve(stack->unit, map, 1);
    slsc_node_setz(stack->unit, map, name, argument);
    return map;
}

slsc_node *slsc_attribute(slsc_stack *stack, slsc_str id, slsc_str attribute, const slsc_node *from)
{
    const slsc_resource *resource = slsc_stack_find(stack, id);
    slsc_node *followed = NULL;
    stack->references++;
    if (resource && stack->follow) followed = stack->follow(stack, resource, attribute, from);
    if (followed) return followed;
    slsc_node *pair = slsc_node_new(stack->unit, SLSC_LIST, from);
    slsc_node_reserve(stack->unit, pair, 2);
    slsc_node_append(stack->unit, pair, slsc_node_string(stack->unit, id, from));
    slsc_node_append(stack->unit, pair, slsc_node_string(stack->unit, attribute, from));
    return slsc_opaque(stack, "Fn::GetAtt", pair, from);
}

/* What follows from the region; empty: not known. */
static slsc_str pseudo(const slsc_stack *stack, slsc_str name)
{
    const slsc_str region = stack->region, none = { NULL, 0 };
    const bool china = slsc_str_starts(region, SLSC_STR("cn-"));
    const bool government = slsc_str_starts(region, SLSC_STR("us-gov-"));
    if (!region.len || slsc_str_find(region, SLSC_STR("-iso")) != SIZE_MAX) return none;
    if (slsc_str_is(name, "AWS::Region")) return region;
    if (slsc_str_is(name, "AWS::Partition"))
        return china ? SLSC_STR("aws-cn") : government ? SLSC_STR("aws-us-gov") : SLSC_STR("aws");
    if (slsc_str_is(name, "AWS::URLSuffix"))
        return china ? SLSC_STR("amazonaws.com.cn") : SLSC_STR("amazonaws.com");
    return none;
}

slsc_node *slsc_reference_value(slsc_stack *stack, slsc_str name, const slsc_node *from)
{
    const slsc_node *parameter = slsc_stack_parameter(stack, name);
    if (parameter) {
        slsc_node *value = slsc_node_copy(stack->unit, parameter, from);
        value->secret = parameter->secret;
        return value;
    }
    if (slsc_str_is(name, "AWS::NoValue")) return NULL;
    const slsc_str known = pseudo(stack, name);
    if (known.len) return slsc_node_string(stack->unit, known, from);
    const slsc_resource *resource = slsc_stack_find(stack, name);
    slsc_node *followed = NULL;
    stack->references += !slsc_str_starts(name, SLSC_STR("AWS::"));
    if (resource && stack->follow)
        followed = stack->follow(stack, resource, (slsc_str) { NULL, 0 }, from);
    if (followed) return followed;
    return slsc_opaque(stack, "Ref", slsc_node_string(stack->unit, name, from), from);
}

/* ---- Joined text ---- */

slsc_parts slsc_parts_new(slsc_stack *stack, const slsc_node *from)
{
    return (slsc_parts) { stack, from, slsc_node_new(stack->unit, SLSC_LIST, from),
                          slsc_sb_new(stack->unit->arena, TEXT_CEILING), false };
}

static void flush(slsc_parts *parts)
{
    slsc_unit *unit = parts->stack->unit;
    if (!parts->text.len) return;
    slsc_node_append(unit, parts->list,
                     slsc_node_string(unit, slsc_sb_str(&parts->text), parts->from));
    parts->text.len = 0;
}

void slsc_parts_add(slsc_parts *parts, const slsc_node *value)
{
    slsc_unit *unit = parts->stack->unit;
    if (!value) return;
    parts->secret |= slsc_is_secret(value);
    if (slsc_is_scalar(value)) {
        slsc_sb_add(&parts->text, slsc_node_text(unit, value));
        return;
    }
    const slsc_node *inner = slsc_node_at(value, 0);
    if (slsc_str_is(slsc_intrinsic_name(value), "Fn::Join") &&
        slsc_node_is_text(slsc_node_at(inner, 0), "")) {
        const slsc_node *list = slsc_node_at(inner, 1);
        for (size_t i = 0; i < slsc_node_count(list); i++)
            slsc_parts_add(parts, slsc_node_at(list, i));
        return;
    }
    flush(parts);
    slsc_node_append(unit, parts->list, slsc_node_copy(unit, value, NULL));
}

slsc_node *slsc_parts_end(slsc_parts *parts)
{
    slsc_unit *unit = parts->stack->unit;
    slsc_node *value;
    if (slsc_node_count(parts->list) == 0) {
        value = slsc_node_string(unit, slsc_sb_str(&parts->text), parts->from);
    } else {
        flush(parts);
        if (slsc_node_count(parts->list) == 1) {
            value = slsc_node_copy(unit, slsc_node_at(parts->list, 0), parts->from);
        } else {
            slsc_node *pair = slsc_node_new(unit, SLSC_LIST, parts->from);
            slsc_node_append(unit, pair, slsc_node_string(unit, SLSC_STR(""), parts->from));
            slsc_node_append(unit, pair, parts->list);
            value = slsc_opaque(parts->stack, "Fn::Join", pair, parts->from);
        }
    }
    if (parts->text.overflow) /* too long to compute: it stands for itself */
        value = slsc_opaque(parts->stack, "Fn::Text", slsc_node_copy(unit, parts->from, NULL),
                            parts->from);
    value->secret = parts->secret;
    return value;
}

/* ---- The walk ---- */

static slsc_node *map_value(slsc_stack *stack, const slsc_node *raw)
{
    slsc_node *map = slsc_node_new(stack->unit, SLSC_MAP, raw);
    slsc_node_reserve(stack->unit, map, slsc_node_count(raw));
    for (size_t i = 0; i < slsc_node_count(raw); i++) {
        const slsc_str key = slsc_node_key(raw, i);
        slsc_node *value = slsc_stack_value(stack, slsc_node_at(raw, i));
        if (value) slsc_node_set(stack->unit, map, key, value);
        if (!stack->macro && slsc_str_is(key, "Fn::Transform")) stack->macro = raw;
    }
    return map;
}

static slsc_node *list_value(slsc_stack *stack, const slsc_node *raw)
{
    slsc_node *list = slsc_node_new(stack->unit, SLSC_LIST, raw);
    slsc_node_reserve(stack->unit, list, slsc_node_count(raw));
    for (size_t i = 0; i < slsc_node_count(raw); i++) {
        slsc_node *value = slsc_stack_value(stack, slsc_node_at(raw, i));
        if (value) slsc_node_append(stack->unit, list, value);
    }
    return list;
}

static slsc_node *value_of(slsc_stack *stack, const slsc_node *raw)
{
    const slsc_str name = slsc_intrinsic_name(raw);
    const slsc_intrinsic compute = name.len ? slsc_intrinsic_find(name) : NULL;
    if (compute) return compute(stack, raw, slsc_node_at(raw, 0));
    if (slsc_node_kind(raw) == SLSC_MAP) return map_value(stack, raw);
    if (slsc_node_kind(raw) == SLSC_LIST) return list_value(stack, raw);
    return slsc_node_copy(stack->unit, raw, raw);
}

slsc_node *slsc_stack_value(slsc_stack *stack, const slsc_node *raw)
{
    if (!raw) return NULL; /* an argument that is not there */
    if (stack->depth >= SLSC_LIMIT_HEIGHT)
        return slsc_opaque(stack, "Fn::Text", slsc_node_new(stack->unit, SLSC_NULL, raw), raw);
    stack->depth++;
    slsc_node *value = value_of(stack, raw);
    stack->depth--;
    return value;
}
