/* schema.c: the walk of the configuration along its schemas.
 *
 * Schemas come in parts, each for a path. A part's path is a way through a small tree of steps
 * (`*` is any step), and the walk goes down that tree while it goes down the configuration: so each
 * value meets the rules of its parent's schema and those of every part for its own place, and a
 * property that some part speaks of is known to its parent, however closed that is. */
#include "front/schema/schema.h"
#include "front/framework.h"

#include "front/schema/walk.h"

#include <string.h>

/* ---- The walk ---- */

static void visit(slsc_schema_walk *w, slsc_node *value, const slsc_schema_cursor *at,
                  slsc_faults *faults)
{
    for (size_t i = 0; i < at->count; i++)
        for (size_t k = 0; k < at->at[i]->count; k++) {
            w->by = at->at[i]->by[k];
            slsc_schema_apply(w, value, at->at[i]->rules[k], at, faults);
        }
    for (size_t i = 0; i < slsc_node_count(value); i++) {
        const bool in_map = slsc_node_kind(value) == SLSC_MAP;
        const slsc_schema_cursor down =
            slsc_schema_below(at, in_map ? value->as.map.members[i].key : NULL);
        if (down.count) visit(w, slsc_node_at(value, i), &down, faults);
    }
}

/* ---- Nulls: out before, back in at the end of their maps after ---- */

typedef struct null_member {
    slsc_node *map;
    slsc_member member;
} null_member;

typedef struct nulls {
    slsc_unit *unit;
    null_member *items;
    size_t count, capacity;
} nulls;

static bool keep_value(void *context, const slsc_node *value)
{
    nulls *found = context;
    if (slsc_node_kind(value) != SLSC_NULL) return true;
    found->items = slsc_arena_grow(found->unit->arena, found->items, found->count, &found->capacity,
                                   sizeof *found->items);
    found->items[found->count++] = (null_member) { value->parent, *slsc_node_member(value) };
    return false;
}

static void take_nulls(nulls *found, slsc_node *node)
{
    if (slsc_node_kind(node) == SLSC_MAP) slsc_node_filter(node, keep_value, found);
    for (size_t i = 0; i < slsc_node_count(node); i++) take_nulls(found, slsc_node_at(node, i));
}

static void give_back(const nulls *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const null_member *null = &found->items[i];
        if (slsc_node_kind(null->map) != SLSC_MAP) continue;
        null->member.value->parent = NULL;
        slsc_node_set_at(found->unit, null->map, null->member.key, null->member.key_place,
                         null->member.value);
    }
}

/* ---- */

/* Today `error` unless configValidationMode says otherwise, but frameworks before 4 only warned. */
slsc_severity slsc_schema_gravity(slsc_unit *unit)
{
    const slsc_node *mode = slsc_node_getz(unit, unit->roots[SLSC_CONFIG], "configValidationMode");
    const bool strict =
        slsc_node_truthy(mode) ? slsc_node_is_text(mode, "error") : slsc_framework_of(unit) > 3;
    return strict ? SLSC_ERROR : SLSC_WARNING;
}

slsc_status slsc_schema_validate(slsc_unit *unit, const slsc_schema_part *parts, size_t n)
{
    slsc_node *config = unit->roots[SLSC_CONFIG];
    slsc_schema_walk w = { .unit = unit, .definitions = slsc_node_new(unit, SLSC_MAP, config) };
    nulls found = { .unit = unit };
    slsc_faults faults;
    const slsc_severity severity = slsc_schema_gravity(unit);
    const slsc_node *mode = slsc_node_getz(unit, config, "configValidationMode");
    slsc_faults_init(&faults);
    for (size_t i = 0; i < n; i++)
        if (slsc_schema_add_part(&w, &parts[i]) != SLSC_OK) return SLSC_FAIL;

    take_nulls(&found, config);
    visit(&w, config, &(slsc_schema_cursor) { { &w.root }, 1 }, &faults);
    give_back(&found);

    if (!slsc_node_is_text(mode, "off"))
        for (const slsc_fault *fault = faults.first; fault; fault = fault->next)
            slsc_fault_report(unit, fault, severity);
    return faults.count && severity == SLSC_ERROR ? SLSC_FAIL : SLSC_OK;
}
