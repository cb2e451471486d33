/* order.c: the order of passes. It is declared, by phase, `after` and `before`; where nothing is
 * declared, plugins go in the order in which they were loaded, and passes in that of their table.
 *
 * Each pass in that order is placed behind those it waits for, which are placed first where they
 * are not yet: so a pass comes earlier when it is needed, and never later than it would without the
 * others. Who is asked for while he waits himself stands in a circle. */
#include "middle/loaded.h"

static slsc_pass_record *find(const slsc_loaded *loaded, const char *full_name)
{
    for (size_t i = 0; i < loaded->pass_count; i++)
        if (slsc_str_is(slsc_str_z(full_name), loaded->passes[i]->use.full_name))
            return loaded->passes[i];
    return NULL;
}

static slsc_status impossible(slsc_unit *unit, const slsc_pass_record *first,
                              const slsc_pass_record *second, const slsc_plugin_use *who)
{
    return slsc_loader_refuse(
        unit, who->at, "plugin/impossible-order",
        slsc_strf(unit->arena, "pass `%s` cannot run before `%s`: its phase comes later",
                  first->use.full_name, second->use.full_name),
        slsc_strf(unit->arena, "declared by plugin `%s`", who->plugin.name), SLSC_STR(""));
}

/* `second` waits for `first`. */
static slsc_status add_edge(slsc_unit *unit, slsc_pass_record *first, slsc_pass_record *second,
                            const slsc_plugin_use *who)
{
    if (first->use.pass.phase > second->use.pass.phase) return impossible(unit, first, second, who);
    if (first->use.pass.phase < second->use.pass.phase) return SLSC_OK; /* the phases see to it */
    second->waits_for = slsc_arena_grow(unit->arena, second->waits_for, second->wait_count,
                                        &second->wait_capacity, sizeof(slsc_pass_record *));
    size_t at = second->wait_count++; /* in the order of loading, whoever declared it */
    for (; at && second->waits_for[at - 1]->position > first->position; at--)
        second->waits_for[at] = second->waits_for[at - 1];
    second->waits_for[at] = first;
    return SLSC_OK;
}

static slsc_status add_edges(slsc_unit *unit, slsc_pass_record *record)
{
    const slsc_loaded *loaded = unit->loaded;
    const slsc_pass *pass = &record->use.pass;
    slsc_status status = SLSC_OK;
    for (size_t i = 0; pass->after && pass->after[i]; i++) {
        slsc_pass_record *other = find(loaded, pass->after[i]);
        if (other && add_edge(unit, other, record, record->use.plugin) != SLSC_OK)
            status = SLSC_FAIL;
    }
    for (size_t i = 0; pass->before && pass->before[i]; i++) {
        slsc_pass_record *other = find(loaded, pass->before[i]);
        if (other && add_edge(unit, record, other, record->use.plugin) != SLSC_OK)
            status = SLSC_FAIL;
    }
    return status;
}

/* `record` was asked for by one that, in the end, it waits for. */
static slsc_status cycle(slsc_unit *unit, const slsc_pass_record *record,
                         const slsc_pass_record *asker)
{
    slsc_sb chain = slsc_sb_new(unit->arena, 0);
    slsc_sb_addz(&chain, record->use.full_name);
    for (; asker != record; asker = asker->asker)
        slsc_sb_addf(&chain, " -> %s", asker->use.full_name);
    return slsc_loader_refuse(unit, record->use.plugin->at, "plugin/pass-cycle",
                              slsc_strf(unit->arena, "passes wait for each other: %.*s -> %s",
                                        SLSC_FMT(slsc_sb_str(&chain)), record->use.full_name),
                              SLSC_STR(""), SLSC_STR("take one `after` or `before` away"));
}

/* As deep as passes wait for passes: what plugins declare, not what users write. */
static slsc_status place(slsc_unit *unit, slsc_pass_record *record, slsc_pass_record *asker)
{
    slsc_loaded *loaded = unit->loaded;
    if (record->state == SLSC_PASS_PLACED) return SLSC_OK;
    if (record->state == SLSC_PASS_WAITING) return cycle(unit, record, asker);
    record->state = SLSC_PASS_WAITING;
    record->asker = asker;
    for (size_t i = 0; i < record->wait_count; i++)
        if (place(unit, record->waits_for[i], record) != SLSC_OK) return SLSC_FAIL;
    record->state = SLSC_PASS_PLACED;
    loaded->order[loaded->order_count++] = record;
    return SLSC_OK;
}

slsc_status slsc_passes_order(slsc_unit *unit)
{
    static const slsc_phase phases[] = { SLSC_CONFIGURE, SLSC_BUILD,     SLSC_PACK,
                                         SLSC_LOWER,     SLSC_TRANSFORM, SLSC_CHECK };
    slsc_loaded *loaded = slsc_loaded_of(unit);
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < loaded->pass_count; i++) {
        loaded->passes[i]->state = SLSC_PASS_NEW;
        loaded->passes[i]->wait_count = 0;
    }
    for (size_t i = 0; i < loaded->pass_count; i++)
        if (add_edges(unit, loaded->passes[i]) != SLSC_OK) status = SLSC_FAIL;

    loaded->order = SLSC_NEW_ARRAY(unit->arena, slsc_pass_record *, loaded->pass_count + 1);
    loaded->order_count = 0;
    for (size_t p = 0; p < sizeof phases / sizeof *phases; p++)
        for (size_t i = 0; i < loaded->pass_count; i++)
            if (loaded->passes[i]->use.pass.phase == phases[p] &&
                place(unit, loaded->passes[i], NULL) != SLSC_OK)
                return SLSC_FAIL;
    return status;
}

size_t slsc_passes_count(const slsc_unit *unit)
{
    return unit->loaded ? unit->loaded->order_count : 0;
}

const slsc_pass_use *slsc_passes_at(const slsc_unit *unit, size_t i)
{
    return i < slsc_passes_count(unit) ? &unit->loaded->order[i]->use : NULL;
}
