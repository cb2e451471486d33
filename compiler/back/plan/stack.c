/* stack.c: a template as a side of a comparison: which resources it has, and their values. */
#include "back/plan/stack.h"

static const slsc_node *section(slsc_unit *unit, const slsc_node *template, const char *name)
{
    const slsc_node *found = slsc_node_getz(unit, template, name);
    return slsc_node_kind(found) == SLSC_MAP ? found : NULL;
}

slsc_stack *slsc_stack_new(slsc_unit *unit, const slsc_node *template, const slsc_parameters *given,
                           slsc_str region, const slsc_stack *previous)
{
    slsc_stack *stack = SLSC_NEW(unit->arena, slsc_stack);
    *stack = (slsc_stack) {
        .unit = unit, .template = template, .given = *given, .region = region, .previous = previous
    };
    stack->parameters = section(unit, template, "Parameters");
    stack->mappings = section(unit, template, "Mappings");
    stack->conditions = section(unit, template, "Conditions");
    const size_t parameters = slsc_node_count(stack->parameters);
    const size_t conditions = slsc_node_count(stack->conditions);
    stack->parameter_values = SLSC_NEW_ARRAY(unit->arena, slsc_node *, parameters + 1);
    stack->condition_values = SLSC_NEW_ARRAY(unit->arena, slsc_node *, conditions + 1);
    stack->condition_asked = SLSC_NEW_ARRAY(unit->arena, unsigned char, conditions + 1);
    const slsc_node *resources = section(unit, template, "Resources");
    stack->resource_count = slsc_node_count(resources);
    stack->resources = SLSC_NEW_ARRAY(unit->arena, slsc_resource, stack->resource_count + 1);
    slsc_node *first = slsc_node_new(unit, SLSC_MAP, template); /* of a type: its position */
    for (size_t i = 0; i < stack->resource_count; i++) {
        slsc_resource *resource = &stack->resources[i];
        resource->id = slsc_node_key(resources, i);
        resource->raw = slsc_node_at(resources, i);
        resource->type = slsc_node_text(unit, slsc_node_getz(unit, resource->raw, "Type"));
        const slsc_node *seen = slsc_node_get(unit, first, resource->type);
        resource->cfn =
            seen ? stack->resources[seen->as.integer].cfn : slsc_cfn_find(resource->type);
        if (!seen)
            slsc_node_set(unit, first, resource->type,
                          slsc_node_number(unit, (double)i, resource->raw));
    }
    return stack;
}

/* Properties that are an expression as a whole, or are not there, are an empty map. */
static slsc_node *properties_of(slsc_stack *stack, const slsc_resource *resource)
{
    const slsc_node *raw = slsc_node_getz(stack->unit, resource->raw, "Properties");
    slsc_node *value = raw ? slsc_stack_value(stack, raw) : NULL;
    if (slsc_node_kind(value) == SLSC_MAP) return value;
    return slsc_node_new(stack->unit, SLSC_MAP, resource->raw);
}

void slsc_stack_evaluate(slsc_stack *stack)
{
    for (size_t i = 0; i < stack->resource_count; i++) {
        slsc_resource *resource = &stack->resources[i];
        const slsc_node *name = slsc_node_getz(stack->unit, resource->raw, "Condition");
        const slsc_node *holds =
            name ? slsc_stack_condition(stack, slsc_node_text(stack->unit, name), name) : NULL;
        resource->present =
            slsc_node_kind(resource->raw) == SLSC_MAP && !slsc_condition_is(holds, false);
        resource->open = holds && slsc_node_kind(holds) != SLSC_BOOL;
        if (!resource->present) continue;
        const size_t references = stack->references;
        resource->properties = properties_of(stack, resource);
        resource->refers = stack->references > references;
    }
}

slsc_resource *slsc_stack_find(const slsc_stack *stack, slsc_str id)
{
    const slsc_node *resources = slsc_node_getz(stack->unit, stack->template, "Resources");
    const slsc_node *raw = slsc_node_get(stack->unit, resources, id);
    if (!raw) return NULL;
    slsc_resource *resource = &stack->resources[raw->position];
    return resource->present ? resource : NULL;
}

const slsc_node *slsc_stack_macro(const slsc_stack *stack)
{
    const slsc_node *transform = slsc_node_getz(stack->unit, stack->template, "Transform");
    return transform ? transform : stack->macro;
}

bool slsc_values_equal(slsc_unit *unit, const slsc_node *a, const slsc_node *b)
{
    const slsc_kind kind = slsc_node_kind(a), other = slsc_node_kind(b);
    if (slsc_is_scalar(a) && slsc_is_scalar(b))
        return slsc_str_eq(slsc_node_text(unit, a), slsc_node_text(unit, b));
    if (kind != other || slsc_node_count(a) != slsc_node_count(b)) return false;
    for (size_t i = 0; i < slsc_node_count(a); i++) {
        const slsc_node *twin =
            kind == SLSC_MAP ? slsc_node_get(unit, b, slsc_node_key(a, i)) : slsc_node_at(b, i);
        if (!twin || !slsc_values_equal(unit, slsc_node_at(a, i), twin)) return false;
    }
    return true;
}
