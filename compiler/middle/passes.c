/* passes.c: running the passes of a phase.
 *
 * A pass that fails does not stop the others, so that one run reports as much as it can; only those
 * that wait for it are left out. What a plugin may not do is found out here: failing without a
 * word, leaving a tree that breaks the laws of tree/verify.h. That a pass of CHECK changes nothing
 * is the host's business, which it asks for every change: host.c. */
#include "middle/loaded.h"

#include "middle/functions.h"
#include "tree/print.h"
#include "tree/verify.h"

#include <stdio.h>
#include <time.h>

enum { ROOTS = 3 };

static slsc_status verify_trees(slsc_unit *unit, const slsc_pass_use *use)
{
    for (int i = 0; i < ROOTS; i++) {
        slsc_str why = SLSC_STR("");
        if (!unit->roots[i] || slsc_verify(unit, unit->roots[i], &why)) continue;
        return slsc_loader_blame(
            unit, use->plugin->at, "plugin/broke-tree",
            slsc_strf(unit->arena, "pass `%s` left a broken tree", use->full_name), why);
    }
    return SLSC_OK;
}

/* ---- One pass ---- */

static slsc_status call_events(slsc_unit *unit, const slsc_pass_use *use)
{
    slsc_loaded *loaded = unit->loaded;
    const slsc_key *kind = slsc_keys_find(unit->keys, slsc_str_z(use->pass.event));
    const slsc_function *function = NULL;
    slsc_status status = SLSC_OK;
    uint32_t number = 0;
    for (size_t i = 0; kind && i < loaded->event_count; i++) {
        slsc_event_record *record = &loaded->events[i];
        if (record->kind != kind) continue;
        number = record->event.function == function ? number + 1 : 1;
        function = record->event.function;
        record->event.number = number;
        if (use->pass.on_event(slsc_host_table(), unit, use->plugin->state, &record->event))
            status = SLSC_FAIL;
    }
    return status;
}

static slsc_status call(slsc_unit *unit, const slsc_pass_use *use)
{
    const uint16_t maker = unit->maker;
    slsc_status status = SLSC_OK;
    unit->maker = use->maker;
    unit->loaded->reading = use->pass.phase == SLSC_CHECK;
    slsc_loader_enter(unit, use->plugin, slsc_strf(unit->arena, "pass `%s`", use->full_name));
    if (use->pass.on_event) status = call_events(unit, use);
    if (status == SLSC_OK && use->pass.run)
        status = use->pass.run(slsc_host_table(), unit, use->plugin->state);
    slsc_loader_leave(unit);
    unit->loaded->reading = false;
    unit->maker = maker;
    return status;
}

static uint64_t now(const slsc_unit *unit)
{
    struct timespec t = { 0, 0 };
    if (unit->settings.timings) clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static slsc_status run_pass(slsc_unit *unit, slsc_pass_use *use)
{
    const size_t errors = slsc_diags_count(unit->diags, SLSC_ERROR);
    const uint64_t begin = now(unit);
    slsc_events_index(unit);
    slsc_status status = call(unit, use);
    if (use->pass.phase == SLSC_CONFIGURE) {
        unit->loaded->events_known = false;
        if (slsc_functions_make(unit) != SLSC_OK) status = SLSC_FAIL;
    }
    use->nanoseconds += now(unit) - begin;
    if (status != SLSC_OK && slsc_diags_count(unit->diags, SLSC_ERROR) == errors)
        slsc_loader_blame(
            unit, use->plugin->at, "plugin/failed-silently",
            slsc_strf(unit->arena, "pass `%s` failed without saying why", use->full_name),
            SLSC_STR(""));
    slsc_passes_dump(unit, use->full_name);
    return status == SLSC_OK ? SLSC_OK : SLSC_FAIL;
}

static bool waits_for_stopped(const slsc_pass_record *record)
{
    for (size_t i = 0; i < record->wait_count; i++)
        if (record->waits_for[i]->stopped) return true;
    return false;
}

/* ---- A phase ---- */

slsc_status slsc_passes_run(slsc_unit *unit, slsc_phase phase)
{
    slsc_loaded *loaded = slsc_loaded_of(unit);
    slsc_status status = SLSC_OK;
    loaded->events_known = false;
    for (size_t i = 0; i < loaded->order_count; i++) {
        slsc_pass_record *record = loaded->order[i];
        if (record->use.pass.phase != phase) continue;
        record->stopped = waits_for_stopped(record);
        if (record->stopped) continue;
        record->stopped = run_pass(unit, &record->use) != SLSC_OK;
        if (record->stopped) status = SLSC_FAIL;
        if (unit->settings.checked && verify_trees(unit, &record->use) != SLSC_OK) return SLSC_FAIL;
    }
    return slsc_unit_ok(unit) ? status : SLSC_FAIL;
}

/* ---- To look at ---- */

void slsc_passes_dump(slsc_unit *unit, const char *name)
{
    static const char *const titles[ROOTS] = { "configuration", "template", "create template" };
    if (!unit->settings.dump_after.len || !slsc_str_is(unit->settings.dump_after, name)) return;
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    for (int i = 0; i < ROOTS; i++) {
        if (!unit->roots[i]) continue;
        slsc_sb_addf(&out, "--- %s after %s\n", titles[i], name);
        slsc_print_dump(unit, unit->roots[i], &out);
    }
    const slsc_str text = slsc_sb_str(&out);
    if (text.len) fwrite(text.ptr, 1, text.len, stderr);
}
