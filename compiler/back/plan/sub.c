/* sub.c: Fn::Sub: "${Name}", "${Resource.Attribute}", "${!kept}", and a map of own names. */
#include "back/plan/stack.h"

/* The value of one name: the expression's own, a parameter, a resource or one of its attributes. */
static slsc_node *named(slsc_stack *stack, slsc_str name, const slsc_node *own,
                        const slsc_node *raw)
{
    const slsc_node *mine = slsc_node_get(stack->unit, own, name);
    const size_t dot = slsc_str_find_char(name, '.');
    if (mine) return slsc_stack_value(stack, mine);
    if (dot == SIZE_MAX) return slsc_reference_value(stack, name, raw);
    return slsc_attribute(stack, slsc_str_sub(name, 0, dot), slsc_str_sub(name, dot + 1, SIZE_MAX),
                          raw);
}

static void add_text(slsc_parts *parts, slsc_str text, const slsc_node *raw)
{
    if (text.len) slsc_parts_add(parts, slsc_node_string(parts->stack->unit, text, raw));
}

slsc_node *slsc_sub_value(slsc_stack *stack, const slsc_node *raw, const slsc_node *argument)
{
    const bool pair = slsc_node_kind(argument) == SLSC_LIST;
    const slsc_node *text = pair ? slsc_node_at(argument, 0) : argument;
    const slsc_node *own = pair ? slsc_node_at(argument, 1) : NULL;
    slsc_str rest = slsc_node_text(stack->unit, text);
    slsc_parts parts = slsc_parts_new(stack, raw);
    for (;;) {
        const size_t open = slsc_str_find(rest, SLSC_STR("${"));
        const slsc_str tail =
            open == SIZE_MAX ? (slsc_str) { NULL, 0 } : slsc_str_sub(rest, open + 2, SIZE_MAX);
        const size_t close = slsc_str_find_char(tail, '}');
        if (open == SIZE_MAX || close == SIZE_MAX) break;
        const slsc_str name = slsc_str_trim(slsc_str_sub(tail, 0, close));
        add_text(&parts, slsc_str_sub(rest, 0, open), raw);
        if (slsc_str_starts(name, SLSC_STR("!"))) {
            add_text(&parts, SLSC_STR("${"), raw);
            add_text(&parts, slsc_str_sub(name, 1, SIZE_MAX), raw);
            add_text(&parts, SLSC_STR("}"), raw);
        } else {
            slsc_parts_add(&parts, named(stack, name, own, raw));
        }
        rest = slsc_str_sub(tail, close + 1, SIZE_MAX);
    }
    add_text(&parts, rest, raw);
    return slsc_parts_end(&parts);
}
