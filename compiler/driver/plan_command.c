/* plan_command.c: `slsc plan`: two templates, their parameters, what would change. */
#include "driver/compile.h"
#include "driver/plan.h"

#include "back/plan/report.h"

enum { SLSC_EXIT_CHANGES = 2 };

/* The new template: a file, or the service compiled as far as its template. */
static slsc_node *new_template(slsc_unit *unit, const slsc_invocation *invocation)
{
    if (invocation->plan_new.len) return slsc_plan_template(unit, invocation->plan_new);
    unit->settings.no_artifacts = true;
    if (slsc_compile_run(unit, "check") != SLSC_OK) return NULL;
    return unit->roots[SLSC_TEMPLATE];
}

static int status_of(const slsc_changes *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        if (!changes->items[i].no_effect) return SLSC_EXIT_CHANGES;
    return SLSC_EXIT_OK;
}

static slsc_changes *make(slsc_unit *unit, const slsc_invocation *invocation)
{
    slsc_plan_parameters before, after;
    if (!invocation->plan_old.len) {
        slsc_errorf(unit, NULL, "plan/no-old", "`slsc plan` needs what is deployed: `--old FILE`");
        return NULL;
    }
    const slsc_node *new = new_template(unit, invocation);
    const slsc_node *old = new ? slsc_plan_template(unit, invocation->plan_old) : NULL;
    if (!old) return NULL;
    if (slsc_plan_read_parameters(unit, invocation->plan_old_params, old, &before) != SLSC_OK ||
        slsc_plan_read_parameters(unit, invocation->plan_params, new, &after) != SLSC_OK)
        return NULL;
    const slsc_str region = unit->service.region.len ? unit->service.region : unit->settings.region;
    slsc_stack *one = slsc_stack_new(unit, old, before.given, before.resolved, region, NULL);
    slsc_stack *other = slsc_stack_new(unit, new, after.given, after.resolved, region, one);
    slsc_stack_evaluate(one);
    slsc_stack_evaluate(other);
    return slsc_changes_make(one, other);
}

int slsc_plan_command(const slsc_invocation *invocation)
{
    slsc_unit *unit = slsc_compile_unit(invocation);
    const slsc_changes *changes = make(unit, invocation);
    int status = SLSC_EXIT_INPUT;
    if (changes) {
        slsc_sb out = slsc_sb_new(unit->arena, 0);
        status = status_of(changes);
        slsc_plan_json(changes, status, &out);
        slsc_compile_print(unit, slsc_sb_str(&out));
    }
    const int end = slsc_compile_end(unit, invocation);
    return end != SLSC_EXIT_OK ? end : status;
}
