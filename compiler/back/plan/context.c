/* context.c: a resource as a change set shows it before and after: its properties as text of JSON,
 * all scalars as strings, with what only the deployment will know marked as such. */
#include "back/plan/report.h"

#include "tree/print.h"

static bool is_new(const slsc_node *value)
{
    if (slsc_str_is(slsc_intrinsic_name(value), "Fn::New")) return true;
    for (size_t i = 0; i < slsc_node_count(value); i++)
        if (is_new(slsc_node_at(value, i))) return true;
    return false;
}

/* `effect` has the shape of `value`, and more of what is known. */
static slsc_node *show(slsc_unit *unit, const slsc_node *value, const slsc_node *effect)
{
    const slsc_kind kind = slsc_node_kind(value);
    if (!slsc_is_scalar(value) && !slsc_is_opaque(value)) {
        slsc_node *out = slsc_node_new(unit, kind, value);
        for (size_t i = 0; i < slsc_node_count(value); i++) {
            const slsc_str key = slsc_node_key(value, i);
            const slsc_node *inner = slsc_node_at(value, i);
            if (kind == SLSC_LIST)
                slsc_node_append(unit, out, show(unit, inner, slsc_node_at(effect, i)));
            else
                slsc_node_set(unit, out, key, show(unit, inner, slsc_node_get(unit, effect, key)));
        }
        return out;
    }
    if (is_new(effect)) return slsc_node_string(unit, SLSC_STR(SLSC_PLAN_UNKNOWN), value);
    return slsc_node_string(unit, slsc_plan_text(unit, slsc_is_scalar(effect) ? effect : value),
                            value);
}

slsc_str slsc_plan_context(slsc_stack *stack, const slsc_resource *resource)
{
    slsc_unit *unit = stack->unit;
    slsc_node *context = slsc_node_new(unit, SLSC_MAP, resource->raw);
    slsc_sb text = slsc_sb_new(unit->arena, 0);
    slsc_node_setz(unit, context, "Properties",
                   show(unit, resource->properties, slsc_effect(stack, resource->id)));
    slsc_print_json(context, 0, &text);
    return slsc_sb_str(&text);
}
