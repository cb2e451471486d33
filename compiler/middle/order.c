/* order.c: the order of passes. It is declared, by phase, `after` and `before`; where nothing is
 * declared, plugins go in the order in which they were loaded, and passes in that of their table.
 *
 * The sort takes, again and again, the first pass in that order whose phase has come and which
 * waits for nobody, so that it is stable. There are some hundred passes: looking through all of
 * them each time costs less than being clever about it. */
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
    second->waits_for[second->wait_count++] = first;
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

static slsc_pass_record *first_waited_for(const slsc_pass_record *record)
{
    for (size_t i = 0; i < record->wait_count; i++)
        if (!record->waits_for[i]->placed) return record->waits_for[i];
    return NULL;
}

static slsc_pass_record *next(const slsc_loaded *loaded)
{
    slsc_pass_record *best = NULL;
    for (size_t i = 0; i < loaded->pass_count; i++) {
        slsc_pass_record *record = loaded->passes[i];
        if (record->placed || first_waited_for(record)) continue;
        if (!best || record->use.pass.phase < best->use.pass.phase) best = record;
    }
    return best;
}

/* Everybody left waits for somebody left: whoever is met twice on the way stands in a circle. */
static slsc_status cycle(slsc_unit *unit)
{
    const slsc_loaded *loaded = unit->loaded;
    slsc_pass_record *begin = NULL;
    for (size_t i = 0; i < loaded->pass_count && !begin; i++)
        if (!loaded->passes[i]->placed) begin = loaded->passes[i];
    for (size_t i = 0; i < loaded->pass_count; i++) begin = first_waited_for(begin);

    slsc_str chain = slsc_str_z(begin->use.full_name);
    const slsc_pass_record *record = begin;
    do {
        record = first_waited_for(record);
        chain = slsc_strf(unit->arena, "%s -> %.*s", record->use.full_name, SLSC_FMT(chain));
    } while (record != begin);
    return slsc_loader_refuse(
        unit, begin->use.plugin->at, "plugin/pass-cycle",
        slsc_strf(unit->arena, "passes wait for each other: %.*s", SLSC_FMT(chain)), SLSC_STR(""),
        SLSC_STR("take one `after` or `before` away"));
}

slsc_status slsc_passes_order(slsc_unit *unit)
{
    slsc_loaded *loaded = slsc_loaded_of(unit);
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < loaded->pass_count; i++) {
        loaded->passes[i]->placed = false;
        loaded->passes[i]->wait_count = 0;
    }
    for (size_t i = 0; i < loaded->pass_count; i++)
        if (add_edges(unit, loaded->passes[i]) != SLSC_OK) status = SLSC_FAIL;

    loaded->order = SLSC_NEW_ARRAY(unit->arena, slsc_pass_record *, loaded->pass_count + 1);
    loaded->order_count = 0;
    while (loaded->order_count < loaded->pass_count) {
        slsc_pass_record *record = next(loaded);
        if (!record) return cycle(unit);
        record->placed = true;
        loaded->order[loaded->order_count++] = record;
    }
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
