/* outputs.c: what becomes of the outputs: those that come, go, or have another value.
 *
 * An output of which nothing but the resource behind it is new is known only after the deployment.
 * CloudFormation refuses to take an export away, and to change its value, while another stack
 * imports it. Whether one does is not written in either template: so it is told, and only AWS
 * knows. */
#include "back/plan/findings.h"

#include "back/plan/report.h"

static const slsc_node *outputs_of(const slsc_stack *stack)
{
    return slsc_node_getz(stack->unit, stack->template, "Outputs");
}

/* An output that is made; NULL: it is not there, or its condition is false. */
static const slsc_node *find(slsc_stack *stack, slsc_str name)
{
    const slsc_node *output = slsc_node_get(stack->unit, outputs_of(stack), name);
    const slsc_node *condition = slsc_node_getz(stack->unit, output, "Condition");
    if (slsc_node_kind(condition) == SLSC_STRING &&
        slsc_condition_is(slsc_stack_condition(stack, condition->as.string, condition), false))
        return NULL;
    return output;
}

/* Its value as it is written, or with attributes followed. */
static const slsc_node *value_of(slsc_stack *stack, const slsc_node *output, bool followed)
{
    const slsc_node *raw = slsc_node_getz(stack->unit, output, "Value");
    const slsc_follow follow = stack->follow;
    if (!raw) return NULL;
    if (!followed) stack->follow = NULL;
    const slsc_node *value = slsc_stack_value(stack, raw);
    stack->follow = follow;
    return value;
}

static slsc_str export_of(slsc_stack *stack, const slsc_node *output)
{
    const slsc_node *export = slsc_node_getz(stack->unit, output, "Export");
    const slsc_node *raw = slsc_node_getz(stack->unit, export, "Name");
    const slsc_node *name = raw ? slsc_stack_value(stack, raw) : NULL;
    return name ? slsc_plan_text(stack->unit, name) : (slsc_str) { NULL, 0 };
}

static void add(slsc_changes *changes, slsc_str name, const slsc_node *old, const slsc_node *new)
{
    slsc_unit *unit = changes->unit;
    slsc_output o = { .action = !old   ? SLSC_CHANGE_ADD
                                : !new ? SLSC_CHANGE_REMOVE
                                       : SLSC_CHANGE_MODIFY,
                      .name = name,
                      .raw = new ? new : old,
                      .before = value_of(changes->old, old, false),
                      .after = value_of(changes->new, new, false),
                      .export_before = export_of(changes->old, old),
                      .export_after = export_of(changes->new, new) };
    if (old && new &&slsc_values_equal(unit, o.before, o.after)) {
        o.unknown = !slsc_values_equal(unit, value_of(changes->old, old, true),
                                       value_of(changes->new, new, true));
        if (!o.unknown && slsc_str_eq(o.export_before, o.export_after)) return;
    }
    changes->outputs = slsc_arena_grow(unit->arena, changes->outputs, changes->output_count,
                                       &changes->output_capacity, sizeof *changes->outputs);
    changes->outputs[changes->output_count++] = o;
}

void slsc_changes_outputs(slsc_changes *changes)
{
    const slsc_node *before = outputs_of(changes->old), *after = outputs_of(changes->new);
    for (size_t i = 0; i < slsc_node_count(after); i++) {
        const slsc_str name = slsc_node_key(after, i);
        const slsc_node *old = find(changes->old, name), *new = find(changes->new, name);
        if (new) add(changes, name, old, new);
    }
    for (size_t i = 0; i < slsc_node_count(before); i++) {
        const slsc_str name = slsc_node_key(before, i);
        const slsc_node *old = find(changes->old, name);
        if (old && !find(changes->new, name)) add(changes, name, old, NULL);
    }
}

/* The names that the new template exports; one may have moved to another output. */
static slsc_node *kept_exports(slsc_stack *new)
{
    slsc_node *kept = slsc_node_new(new->unit, SLSC_MAP, new->template);
    const slsc_node *outputs = outputs_of(new);
    for (size_t i = 0; i < slsc_node_count(outputs); i++) {
        const slsc_node *output = find(new, slsc_node_key(outputs, i));
        const slsc_str name = export_of(new, output);
        if (name.len) slsc_node_set(new->unit, kept, name, slsc_node_bool(new->unit, true, output));
    }
    return kept;
}

void slsc_find_exports(slsc_findings *findings)
{
    const slsc_changes *changes = findings->changes;
    const slsc_node *kept = changes->output_count ? kept_exports(changes->new) : NULL;
    for (size_t i = 0; i < changes->output_count; i++) {
        const slsc_output *o = &changes->outputs[i];
        const slsc_str name = o->export_before, type = SLSC_STR("Output");
        if (!name.len) continue;
        if (!slsc_node_get(findings->unit, kept, name))
            slsc_finding_at(findings, "export-removed", o->name, type, o->raw,
                            "the export `%.*s` goes: CloudFormation refuses that while another "
                            "stack imports it",
                            SLSC_FMT(name));
        else if (!o->folded && o->action == SLSC_CHANGE_MODIFY)
            slsc_finding_at(findings, "export-changed", o->name, type, o->raw,
                            "the export `%.*s` gets another value: CloudFormation refuses that "
                            "while another stack imports it",
                            SLSC_FMT(name));
    }
}
