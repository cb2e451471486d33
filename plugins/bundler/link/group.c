/* group.c: which ES modules share one scope, and in which order all is evaluated.
 *
 * The entry, and each module that is required or imported later, leads a group. What only one group
 * reaches stands in it; what several reach leads a group of its own, which each of them enters
 * where the language would evaluate it. Inside a group the order is that of the language: what a
 * module imports comes before it, in the order of its imports. */
#include "part.h"

enum { LIMIT_ROUNDS = 32 };

struct grouping {
    bundler_bundle *bundle;
    bundler_arena arena;
    uint32_t *order; /* all ES modules that are reached, importers first but for circles */
    size_t count;
    uint8_t *seen, *leads;
    uint32_t *leader;
};

struct frame {
    uint32_t unit, import;
};

struct walk { /* a search in depth, without recursion */
    bundler_arena *arena;
    BUNDLER_LIST(struct frame, frames);
};

static void enter(struct walk *walk, uint32_t unit)
{
    walk->frames = bundler_grow(walk->arena, walk->frames, walk->frames_count,
                                &walk->frames_capacity, sizeof *walk->frames);
    walk->frames[walk->frames_count++] = (struct frame) { unit, 0 };
}

/* The next static import of the innermost module; NULL: it has no more. */
static const bundler_import *next_import(const bundler_bundle *bundle, struct walk *walk,
                                         struct frame *out)
{
    struct frame *top = &walk->frames[walk->frames_count - 1];
    const bundler_log *log = &bundle->graph->units[top->unit]->module.log;
    while (top->import < log->imports_count) {
        const uint32_t i = top->import++;
        if (!bundler_is_static(&log->imports[i])) continue;
        *out = (struct frame) { top->unit, i };
        return &log->imports[i];
    }
    return NULL;
}

static uint32_t leads_to(const bundler_bundle *bundle, const struct frame *import)
{
    return bundle->graph->units[import->unit]->module.links[import->import].module;
}

/* ---- Leaders ---- */

static void reach(struct grouping *grouping, uint32_t root)
{
    if (grouping->seen[root]) return;
    struct walk walk = { .arena = &grouping->arena };
    enter(&walk, root);
    grouping->seen[root] = 1;
    while (walk.frames_count) {
        struct frame at;
        if (!next_import(grouping->bundle, &walk, &at)) {
            grouping->order[grouping->count++] = walk.frames[--walk.frames_count].unit;
            continue;
        }
        const uint32_t to = leads_to(grouping->bundle, &at);
        if (!bundler_is_es(grouping->bundle, to) || grouping->seen[to]) continue;
        grouping->seen[to] = 1;
        enter(&walk, to);
    }
}

/* One round: hands leaders down along imports. True: a module got two, and leads itself now. */
static bool hand_down(struct grouping *grouping, bool give_up)
{
    const bundler_bundle *bundle = grouping->bundle;
    bool changed = false;
    memset(grouping->leader, 0xff, bundle->graph->units_count * sizeof *grouping->leader);
    for (size_t i = grouping->count; i-- > 0;) {
        const uint32_t unit = grouping->order[i];
        if (grouping->leads[unit] || give_up) grouping->leader[unit] = unit;
        const bundler_log *log = &bundle->graph->units[unit]->module.log;
        for (uint32_t k = 0; k < log->imports_count; k++) {
            const struct frame at = { unit, k };
            const uint32_t to = leads_to(bundle, &at);
            if (!bundler_is_static(&log->imports[k]) || !bundler_is_es(bundle, to)) continue;
            if (grouping->leads[to] || grouping->leader[to] == grouping->leader[unit]) continue;
            if (grouping->leader[to] == BUNDLER_NONE) {
                grouping->leader[to] = grouping->leader[unit];
                continue;
            }
            grouping->leads[to] = 1;
            grouping->leader[to] = to;
            changed = true;
        }
    }
    return changed;
}

/* Decorators of classes have variables of the module, numbered in each module anew. */
static void separate_decorators(const bundler_bundle *bundle)
{
    unsigned count = 0;
    for (unsigned round = 0; round < 2; round++)
        for (size_t i = 0; i < bundle->order_count; i++) {
            bundler_part *part = bundle->parts[bundle->order[i]];
            if (!part->evaluated || !(part->of->module.log.uses & BUNDLER_USES_DECORATORS))
                continue;
            if (round == 0)
                count++;
            else if (count > 1)
                part->root = true;
        }
}

static void find_leaders(struct grouping *grouping)
{
    bundler_bundle *bundle = grouping->bundle;
    separate_decorators(bundle);
    for (size_t i = 0; i < bundle->order_count; i++)
        if (bundle->parts[bundle->order[i]]->root) {
            grouping->leads[bundle->order[i]] = 1;
            reach(grouping, bundle->order[i]);
        }
    for (unsigned round = 0; hand_down(grouping, round >= LIMIT_ROUNDS); round++)
        if (round >= LIMIT_ROUNDS) break;
    for (size_t i = 0; i < bundle->order_count; i++) {
        bundler_part *part = bundle->parts[bundle->order[i]];
        if (part->of->kind == BUNDLER_ES) part->group = grouping->leader[part->unit];
    }
}

/* ---- Steps ---- */

struct stepping {
    struct grouping *grouping;
    bundler_group *group;
    uint32_t *placed; /* by unit: the last group that has a step of it, plus 1 */
};

static void add_step(const struct stepping *stepping, bundler_step_kind kind, uint32_t unit,
                     uint32_t import)
{
    bundler_group *group = stepping->group;
    group->steps = bundler_grow(stepping->grouping->bundle->arena, group->steps, group->steps_count,
                                &group->steps_capacity, sizeof *group->steps);
    group->steps[group->steps_count++] = (bundler_step) { kind, unit, import };
}

static void add_steps(const struct stepping *stepping)
{
    const bundler_bundle *bundle = stepping->grouping->bundle;
    const uint32_t leader = stepping->group->leader, stamp = leader + 1;
    struct walk walk = { .arena = &stepping->grouping->arena };
    enter(&walk, leader);
    stepping->placed[leader] = stamp;
    while (walk.frames_count) {
        struct frame at;
        if (!next_import(bundle, &walk, &at)) {
            const uint32_t done = walk.frames[--walk.frames_count].unit;
            const bundler_part *part = bundle->parts[done];
            if (part && part->evaluated) add_step(stepping, BUNDLER_STEP_RUN, done, 0);
            continue;
        }
        const uint32_t to = leads_to(bundle, &at);
        if (!bundler_is_es(bundle, to)) {
            const bundler_part *part = bundle->parts[at.unit];
            if (part && part->evaluated) add_step(stepping, BUNDLER_STEP_LOAD, at.unit, at.import);
            continue;
        }
        if (stepping->placed[to] == stamp) continue;
        stepping->placed[to] = stamp;
        if (stepping->grouping->leader[to] == leader)
            enter(&walk, to);
        else
            add_step(stepping, BUNDLER_STEP_ENTER, stepping->grouping->leader[to], 0);
    }
}

static void make_groups(struct grouping *grouping)
{
    bundler_bundle *bundle = grouping->bundle;
    const size_t count = bundle->graph->units_count;
    bundle->group_of = bundler_alloc(bundle->arena, count * sizeof *bundle->group_of);
    memset(bundle->group_of, 0xff, count * sizeof *bundle->group_of);
    struct stepping stepping = { grouping, NULL,
                                 bundler_alloc(&grouping->arena, count * sizeof(uint32_t)) };
    for (size_t i = grouping->count; i-- > 0;) {
        const uint32_t unit = grouping->order[i];
        if (grouping->leader[unit] != unit) continue;
        bundle->groups = bundler_grow(bundle->arena, bundle->groups, bundle->groups_count,
                                      &bundle->groups_capacity, sizeof *bundle->groups);
        bundle->group_of[unit] = (uint32_t)bundle->groups_count;
        stepping.group = &bundle->groups[bundle->groups_count++];
        *stepping.group = (bundler_group) { .leader = unit };
        add_steps(&stepping);
    }
}

/* ---- Waiting ---- */

static bool awaits(const bundler_bundle *bundle, const bundler_group *group)
{
    for (size_t i = 0; i < group->steps_count; i++) {
        const bundler_step *step = &group->steps[i];
        if (step->kind == BUNDLER_STEP_RUN &&
            (bundle->graph->units[step->unit]->module.log.uses & BUNDLER_USES_AWAIT))
            return true;
        if (step->kind == BUNDLER_STEP_ENTER && bundler_group_of(bundle, step->unit)->is_async)
            return true;
    }
    return false;
}

static void find_async(bundler_bundle *bundle)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = bundle->groups_count; i-- > 0;) {
            bundler_group *group = &bundle->groups[i];
            if (group->is_async || !awaits(bundle, group)) continue;
            group->is_async = changed = true;
        }
    }
}

bool bundler_enters(const bundler_bundle *bundle, uint32_t group, uint32_t other)
{
    bundler_arena scratch = { 0 };
    struct walk walk = { .arena = &scratch };
    uint8_t *seen = bundler_alloc(&scratch, bundle->groups_count);
    bool found = false;
    enter(&walk, group);
    while (walk.frames_count && !found) {
        const uint32_t unit = walk.frames[--walk.frames_count].unit;
        const bundler_group *at = bundler_group_of(bundle, unit);
        for (size_t i = 0; i < at->steps_count && !found; i++) {
            const uint32_t to = at->steps[i].unit;
            if (at->steps[i].kind != BUNDLER_STEP_ENTER || seen[bundle->group_of[to]]) continue;
            seen[bundle->group_of[to]] = 1;
            found = to == other;
            enter(&walk, to);
        }
    }
    bundler_arena_end(&scratch);
    return found;
}

void bundler_make_groups(bundler_bundle *bundle)
{
    const size_t count = bundle->graph->units_count;
    struct grouping grouping = { .bundle = bundle };
    grouping.order = bundler_alloc(&grouping.arena, count * sizeof *grouping.order);
    grouping.leader = bundler_alloc(&grouping.arena, count * sizeof *grouping.leader);
    grouping.seen = bundler_alloc(&grouping.arena, count);
    grouping.leads = bundler_alloc(&grouping.arena, count);
    find_leaders(&grouping);
    make_groups(&grouping);
    find_async(bundle);
    bundler_arena_end(&grouping.arena);
}
