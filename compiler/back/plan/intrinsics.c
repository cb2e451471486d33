/* intrinsics.c: CloudFormation's functions.
 *
 * Each takes the expression and its argument, and gives a value; where an argument is not known
 * offline the function stays, with what is known of its arguments. */
#include "back/plan/stack.h"

#include "base/digest.h"
#include "tree/print.h"

/* The function itself, over the values of its arguments. */
static slsc_node *stays(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument)
{
    slsc_node *value = slsc_stack_value(stack, argument);
    if (!value) value = slsc_node_new(stack->unit, SLSC_NULL, raw);
    return slsc_opaque(stack, slsc_intrinsic_name(raw).ptr, value, raw);
}

static slsc_node *ref(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument)
{
    return slsc_reference_value(stack, slsc_node_text(stack->unit, argument), raw);
}

static slsc_node *get_att(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument)
{
    stack->references++; /* of whatever form */
    if (slsc_node_kind(argument) == SLSC_STRING) {
        const slsc_str text = argument->as.string;
        const size_t dot = slsc_str_find_char(text, '.');
        if (dot == SIZE_MAX) return stays(stack, raw, argument);
        return slsc_attribute(stack, slsc_str_sub(text, 0, dot),
                              slsc_str_sub(text, dot + 1, SIZE_MAX), raw);
    }
    const slsc_node *name = slsc_node_at(argument, 1);
    if (slsc_node_count(argument) != 2) return stays(stack, raw, argument);
    const slsc_node *attribute = slsc_stack_value(stack, name);
    if (!slsc_is_scalar(attribute)) return stays(stack, raw, argument);
    return slsc_attribute(stack, slsc_node_text(stack->unit, slsc_node_at(argument, 0)),
                          slsc_node_text(stack->unit, attribute), raw);
}

static slsc_node *join(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument)
{
    const slsc_node *delimiter = slsc_node_at(argument, 0);
    const slsc_node *list =
        slsc_node_count(argument) == 2 ? slsc_stack_value(stack, slsc_node_at(argument, 1)) : NULL;
    if (!slsc_is_scalar(delimiter) || slsc_node_kind(list) != SLSC_LIST)
        return stays(stack, raw, argument);
    slsc_parts parts = slsc_parts_new(stack, raw);
    for (size_t i = 0; i < slsc_node_count(list); i++) {
        if (i) slsc_parts_add(&parts, delimiter);
        slsc_parts_add(&parts, slsc_node_at(list, i));
    }
    return slsc_parts_end(&parts);
}

static slsc_node *select_item(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument)
{
    slsc_node *index =
        slsc_node_count(argument) == 2 ? slsc_stack_value(stack, slsc_node_at(argument, 0)) : NULL;
    const slsc_node *list = index ? slsc_stack_value(stack, slsc_node_at(argument, 1)) : NULL;
    double at = -1;
    if (!slsc_is_scalar(index) || slsc_node_kind(list) != SLSC_LIST)
        return stays(stack, raw, argument);
    const slsc_str text = slsc_node_text(stack->unit, index);
    for (size_t i = 0; i < text.len && i < 6; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return stays(stack, raw, argument);
        at = (at < 0 ? 0 : at * 10) + (text.ptr[i] - '0');
    }
    if (at < 0 || at >= (double)slsc_node_count(list)) return stays(stack, raw, argument);
    const slsc_node *item = slsc_node_at(list, (size_t)at);
    slsc_node *value = slsc_node_copy(stack->unit, item, slsc_is_scalar(item) ? raw : NULL);
    if (slsc_is_secret(item)) value->secret = 1;
    return value;
}

static slsc_node *split(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument)
{
    const slsc_node *delimiter = slsc_stack_value(stack, slsc_node_at(argument, 0));
    const slsc_node *source = slsc_stack_value(stack, slsc_node_at(argument, 1));
    if (slsc_node_count(argument) != 2 || !slsc_is_scalar(delimiter) || !slsc_is_scalar(source))
        return stays(stack, raw, argument);
    const slsc_str cut = slsc_node_text(stack->unit, delimiter);
    slsc_str rest = slsc_node_text(stack->unit, source);
    slsc_node *list = slsc_node_new(stack->unit, SLSC_LIST, raw);
    for (;;) {
        const size_t at = cut.len ? slsc_str_find(rest, cut) : SIZE_MAX;
        slsc_node *item = slsc_node_string(stack->unit, slsc_str_sub(rest, 0, at), raw);
        item->secret = slsc_is_secret(source);
        slsc_node_append(stack->unit, list, item);
        if (at == SIZE_MAX) return list;
        rest = slsc_str_sub(rest, at + cut.len, SIZE_MAX);
    }
}

static slsc_node *base64(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument)
{
    const slsc_node *value = slsc_stack_value(stack, argument);
    if (!slsc_is_scalar(value)) return stays(stack, raw, argument);
    const slsc_str text = slsc_node_text(stack->unit, value);
    slsc_node *coded = slsc_node_string(
        stack->unit, slsc_base64(stack->unit->arena, (const uint8_t *)text.ptr, text.len), raw);
    coded->secret = slsc_is_secret(value);
    return coded;
}

/* A look-up by what only the deployment knows is equal on both sides while the mapping is. */
static slsc_node *open_look_up(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument,
                               const slsc_node *mapping)
{
    slsc_node *value = stays(stack, raw, argument);
    slsc_node *list = slsc_node_at(value, 0);
    if (mapping && slsc_node_kind(list) == SLSC_LIST)
        slsc_node_append(stack->unit, list,
                         slsc_node_string(stack->unit,
                                          slsc_hash_hex(stack->unit->arena,
                                                        slsc_print_hash(stack->unit, mapping)),
                                          raw));
    return value;
}

static slsc_node *find_in_map(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument)
{
    const slsc_node *found = stack->mappings;
    const slsc_node *options = slsc_node_at(argument, 3);
    for (size_t i = 0; i < 3; i++) {
        const slsc_node *key = i < slsc_node_count(argument)
                                   ? slsc_stack_value(stack, slsc_node_at(argument, i))
                                   : NULL;
        if (!slsc_is_scalar(key)) return open_look_up(stack, raw, argument, found);
        found = slsc_node_get(stack->unit, found, slsc_node_text(stack->unit, key));
        if (!found) break;
    }
    if (found) return slsc_node_copy(stack->unit, found, raw);
    const slsc_node *otherwise = slsc_node_getz(stack->unit, options, "DefaultValue");
    return otherwise ? slsc_stack_value(stack, otherwise) : stays(stack, raw, argument);
}

static slsc_node *value_or_nothing(slsc_stack *stack, const slsc_node *raw)
{
    slsc_node *value = slsc_stack_value(stack, raw);
    if (value) return value;
    return slsc_opaque(stack, "Ref", slsc_node_string(stack->unit, SLSC_STR("AWS::NoValue"), raw),
                       raw);
}

static slsc_node *choose(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument)
{
    if (slsc_node_kind(argument) != SLSC_LIST || slsc_node_count(argument) != 3)
        return slsc_opaque(stack, "Fn::If", slsc_node_copy(stack->unit, argument, raw), raw);
    const slsc_node *first = slsc_node_at(argument, 0);
    const slsc_node *answer =
        slsc_stack_condition(stack, slsc_node_text(stack->unit, first), first);
    if (slsc_condition_is(answer, true)) return slsc_stack_value(stack, slsc_node_at(argument, 1));
    if (slsc_condition_is(answer, false)) return slsc_stack_value(stack, slsc_node_at(argument, 2));
    slsc_node *list = slsc_node_new(stack->unit, SLSC_LIST, raw);
    slsc_node_append(stack->unit, list, slsc_node_copy(stack->unit, answer, NULL));
    slsc_node_append(stack->unit, list, value_or_nothing(stack, slsc_node_at(argument, 1)));
    slsc_node_append(stack->unit, list, value_or_nothing(stack, slsc_node_at(argument, 2)));
    return slsc_opaque(stack, "Fn::If", list, raw);
}

slsc_intrinsic slsc_intrinsic_find(slsc_str name)
{
    static const struct {
        const char *name;
        slsc_intrinsic compute;
    } table[] = {
        { "Ref", ref },
        { "Fn::GetAtt", get_att },
        { "Fn::Join", join },
        { "Fn::Sub", slsc_sub_value },
        { "Fn::Select", select_item },
        { "Fn::Split", split },
        { "Fn::Base64", base64 },
        { "Fn::FindInMap", find_in_map },
        { "Fn::If", choose },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (slsc_str_is(name, table[i].name)) return table[i].compute;
    return NULL;
}
