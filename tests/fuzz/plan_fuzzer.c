/* Two JSON texts, split by a NUL, as the old and the new template: a plan is made and printed in
 * every form, whatever they are; a template and itself have nothing between them. */
#include "back/plan/report.h"
#include "tree/json.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static slsc_changes *plan(slsc_unit *unit, const slsc_node *old, const slsc_node *new)
{
    const slsc_str region = SLSC_STR("us-east-1");
    const slsc_parameters none = { 0 };
    slsc_stack *before = slsc_stack_new(unit, old, &none, region, NULL);
    slsc_stack *after = slsc_stack_new(unit, new, &none, region, before);
    slsc_stack_evaluate(before);
    slsc_stack_evaluate(after);
    return slsc_changes_make(before, after);
}

static slsc_node *read(slsc_unit *unit, const char *text, size_t size)
{
    const slsc_str s = { text, size };
    return slsc_json_parse(unit, slsc_sources_add(unit->sources, SLSC_STR("f"), s));
}

/* A nested stack is always listed, as one that may change. */
static void check_same(const slsc_changes *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        if (!changes->items[i].folded) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    slsc_settings settings = { 0 };
    slsc_unit *unit = slsc_unit_new(&settings);
    const char *text = (const char *)data, *cut = size ? memchr(data, 0, size) : NULL;
    const size_t first = cut ? (size_t)(cut - text) : size;
    const slsc_node *old = read(unit, text, first);
    const slsc_node *new = cut ? read(unit, cut + 1, size - first - 1) : old;
    if (old && new) {
        const slsc_changes *changes = plan(unit, old, new);
        const slsc_plan_report report = { .changes = changes,
                                          .findings = slsc_findings_make(changes),
                                          .all = true };
        slsc_sb out = slsc_sb_new(unit->arena, 0);
        slsc_plan_json(&report, &out);
        slsc_plan_print(&report, &out);
        slsc_plan_markdown(&report, &out);
        slsc_plan_github(&report, &out);
        check_same(plan(unit, new, new));
    }
    slsc_unit_free(unit);
    return 0;
}
