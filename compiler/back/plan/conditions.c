/* conditions.c: conditions, with three answers: true, false, and one that only a deployment knows.
 *
 * What cannot be known is an opaque value. For a named condition that is its name and a digest of
 * what it says, so that it is equal on both sides exactly when it says the same there, and naming
 * conditions many times costs nothing. */
#include "back/plan/stack.h"

#include "tree/print.h"

static const slsc_node *answer(slsc_stack *stack, const slsc_node *raw);

bool slsc_condition_is(const slsc_node *value, bool wanted)
{
    return slsc_node_kind(value) == SLSC_BOOL && value->as.boolean == wanted;
}

static slsc_node *equals(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument)
{
    slsc_node *pair = slsc_stack_value(stack, argument);
    const slsc_node *a = slsc_node_at(pair, 0), *b = slsc_node_at(pair, 1);
    if (!pair || slsc_node_count(pair) != 2)
        return slsc_opaque(stack, "Fn::Equals", slsc_node_copy(stack->unit, argument, raw), raw);
    const bool equal = slsc_values_equal(stack->unit, a, b);
    if (equal || (slsc_is_scalar(a) && slsc_is_scalar(b)))
        return slsc_node_bool(stack->unit, equal, raw);
    return slsc_opaque(stack, "Fn::Equals", pair, raw);
}

/* And, Or: `decisive` answers at once. */
static slsc_node *all_of(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument,
                         bool decisive)
{
    slsc_node *open = slsc_node_new(stack->unit, SLSC_LIST, raw);
    for (size_t i = 0; i < slsc_node_count(argument); i++) {
        const slsc_node *one = answer(stack, slsc_node_at(argument, i));
        if (slsc_condition_is(one, decisive)) return slsc_node_bool(stack->unit, decisive, raw);
        if (!slsc_condition_is(one, !decisive))
            slsc_node_append(stack->unit, open, slsc_node_copy(stack->unit, one, NULL));
    }
    if (slsc_node_count(open) == 0) return slsc_node_bool(stack->unit, !decisive, raw);
    return slsc_opaque(stack, decisive ? "Fn::Or" : "Fn::And", open, raw);
}

static slsc_node *opposite(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument)
{
    const slsc_node *one = answer(stack, slsc_node_at(argument, 0));
    if (slsc_node_kind(one) == SLSC_BOOL) return slsc_node_bool(stack->unit, !one->as.boolean, raw);
    return slsc_opaque(stack, "Fn::Not", slsc_node_copy(stack->unit, one, NULL), raw);
}

static const slsc_node *compute(slsc_stack *stack, const slsc_node *raw)
{
    const slsc_str name = slsc_node_count(raw) == 1 && slsc_node_kind(raw) == SLSC_MAP
                              ? slsc_node_key(raw, 0)
                              : (slsc_str) { NULL, 0 };
    const slsc_node *argument = name.len ? slsc_node_at(raw, 0) : NULL;
    if (slsc_str_is(name, "Condition"))
        return slsc_stack_condition(stack, slsc_node_text(stack->unit, argument), raw);
    if (slsc_str_is(name, "Fn::Equals")) return equals(stack, raw, argument);
    if (slsc_str_is(name, "Fn::And")) return all_of(stack, raw, argument, false);
    if (slsc_str_is(name, "Fn::Or")) return all_of(stack, raw, argument, true);
    if (slsc_str_is(name, "Fn::Not")) return opposite(stack, raw, argument);
    const slsc_node *value = slsc_stack_value(stack, raw);
    if (!slsc_is_scalar(value))
        return slsc_opaque(stack, "Fn::Condition", slsc_node_copy(stack->unit, raw, raw), raw);
    return slsc_node_bool(stack->unit, slsc_str_is(slsc_node_text(stack->unit, value), "true"),
                          raw);
}

static const slsc_node *answer(slsc_stack *stack, const slsc_node *raw)
{
    if (!raw || stack->depth >= SLSC_LIMIT_HEIGHT)
        return slsc_opaque(stack, "Fn::Condition",
                           slsc_node_new(stack->unit, SLSC_NULL, stack->template), stack->template);
    stack->depth++;
    const slsc_node *value = compute(stack, raw);
    stack->depth--;
    return value;
}

/* Stands for an open answer: by name, and by what it says. */
static slsc_node *sign(slsc_stack *stack, slsc_str name, const slsc_node *says,
                       const slsc_node *from)
{
    slsc_node *list = slsc_node_new(stack->unit, SLSC_LIST, from);
    slsc_node_append(stack->unit, list, slsc_node_string(stack->unit, name, from));
    if (says)
        slsc_node_append(
            stack->unit, list,
            slsc_node_string(stack->unit,
                             slsc_hash_hex(stack->unit->arena, slsc_print_hash(stack->unit, says)),
                             from));
    return slsc_opaque(stack, "Fn::Condition", list, from);
}

const slsc_node *slsc_stack_condition(slsc_stack *stack, slsc_str name, const slsc_node *from)
{
    const slsc_node *raw = slsc_node_get(stack->unit, stack->conditions, name);
    if (!raw) return sign(stack, name, NULL, from);
    slsc_node **value = &stack->condition_values[raw->position];
    if (*value) return *value;
    if (stack->condition_asked[raw->position]) return sign(stack, name, NULL, from); /* a circle */
    stack->condition_asked[raw->position] = 1;
    const slsc_node *found = answer(stack, raw);
    *value = slsc_node_kind(found) == SLSC_BOOL
                 ? slsc_node_bool(stack->unit, found->as.boolean, raw)
                 : sign(stack, name, found, raw);
    return *value;
}
