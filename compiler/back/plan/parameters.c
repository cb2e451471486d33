/* parameters.c: what a parameter is: given, else its default, else what it was before.
 *
 * A parameter of a list type is a list. One whose value is the name of an SSM parameter stands for
 * what is stored there: known only where the stack's description tells it. */
#include "back/plan/stack.h"

static slsc_node *split_list(slsc_stack *stack, slsc_str text, const slsc_node *from)
{
    slsc_node *list = slsc_node_new(stack->unit, SLSC_LIST, from);
    while (text.ptr) {
        const size_t comma = slsc_str_find_char(text, ',');
        const slsc_str item = slsc_str_trim(slsc_str_sub(text, 0, comma));
        slsc_node_append(stack->unit, list, slsc_node_string(stack->unit, item, from));
        text = comma == SIZE_MAX ? (slsc_str) { NULL, 0 } : slsc_str_sub(text, comma + 1, SIZE_MAX);
    }
    return list;
}

static const slsc_node *given_value(const slsc_stack *stack, slsc_str name)
{
    const slsc_node *value = slsc_node_get(stack->unit, stack->given.values, name);
    if (value) return value;
    if (stack->previous && slsc_node_get(stack->unit, stack->given.kept, name))
        return given_value(stack->previous, name);
    const slsc_node *declared = slsc_node_get(stack->unit, stack->parameters, name);
    value = slsc_node_getz(stack->unit, declared, "Default");
    if (value || !stack->previous) return value;
    return slsc_node_get(stack->unit, stack->previous->parameters, name)
               ? given_value(stack->previous, name)
               : NULL;
}

static const slsc_node *resolved_value(const slsc_stack *stack, slsc_str name)
{
    const slsc_node *value = slsc_node_get(stack->unit, stack->given.resolved, name);
    return value || !stack->previous ? value : resolved_value(stack->previous, name);
}

static slsc_node *make(slsc_stack *stack, const slsc_node *declared, slsc_str name)
{
    const slsc_str type =
        slsc_node_text(stack->unit, slsc_node_getz(stack->unit, declared, "Type"));
    const slsc_node *given = given_value(stack, name);
    if (slsc_str_starts(type, SLSC_STR("AWS::SSM::Parameter::Value<"))) {
        const slsc_node *resolved = resolved_value(stack, name);
        if (!resolved && given)
            return slsc_opaque(
                stack, "Fn::SsmParameter",
                slsc_node_string(stack->unit, slsc_node_text(stack->unit, given), declared),
                declared);
        given = resolved;
    }
    if (!given)
        return slsc_opaque(stack, "Ref", slsc_node_string(stack->unit, name, declared), declared);
    if (!slsc_is_scalar(given)) return slsc_node_copy(stack->unit, given, declared);
    const slsc_str text = slsc_node_text(stack->unit, given);
    if (slsc_str_is(type, "CommaDelimitedList") ||
        slsc_str_find(type, SLSC_STR("List<")) != SIZE_MAX)
        return split_list(stack, text, declared);
    return slsc_node_string(stack->unit, text, declared);
}

static void mark_secret(slsc_node *value)
{
    value->secret = 1;
    for (size_t i = 0; i < slsc_node_count(value); i++) mark_secret(slsc_node_at(value, i));
}

slsc_node *slsc_stack_parameter(slsc_stack *stack, slsc_str name)
{
    const slsc_node *declared = slsc_node_get(stack->unit, stack->parameters, name);
    if (!declared) return NULL;
    slsc_node **value = &stack->parameter_values[declared->position];
    if (*value) return *value;
    *value = make(stack, declared, name);
    const slsc_node *hidden = slsc_node_getz(stack->unit, declared, "NoEcho");
    const bool secret = hidden && slsc_str_is(slsc_node_text(stack->unit, hidden), "true");
    if (secret || slsc_is_secret(given_value(stack, name))) mark_secret(*value);
    return *value;
}
