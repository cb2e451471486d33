/* order.c: the order of passes. It is declared, by phase, `after` and `before`. The next pass is
 * always the first of those that wait for nobody any more, and where nothing is declared first is:
 * in LOWER passes that are not called for events, then those that are, by the kind of event as the
 * table here has it; and else plugins in the order in which they were loaded, passes in that of
 * their table. When all that are left wait, some of them stand in a circle. */
#include "middle/loaded.h"

/* The order of resources in a template is that of the events' kinds, and a deployed stack keeps to
 * it, so each kind has its place here, and no plugin names the others. It is the order in which the
 * reference compiles events, that of its list of plugins (lib/plugins/index.js). Kinds that are not
 * here, of plugins that only others have, come behind them all, as theirs do. */
static const char *const event_kinds[] = {
    "schedule",
    "s3",
    "http",
    "websocket",
    "sns",
    "stream",
    "kafka",
    "activemq",
    "rabbitmq",
    "msk",
    "alb",
    "alexaSkill",
    "alexaSmartHome",
    "iot",
    "iotFleetProvisioning",
    "cloudwatchEvent",
    "cloudwatchLog",
    "cognitoUserPool",
    "eventBridge",
    "sqs",
    "cloudFront",
    "httpApi",
};
enum { KINDS = sizeof event_kinds / sizeof *event_kinds };

static size_t rank_of(const slsc_pass *pass)
{
    size_t kind = 0;
    if (pass->phase != SLSC_LOWER || !pass->event) return 0;
    while (kind < KINDS && !slsc_str_is(slsc_str_z(pass->event), event_kinds[kind])) kind++;
    return 1 + kind;
}

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

/* `record` is waited for by `asker`, for which, in the end, it waits itself. */
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

/* One that `record` still waits for, or NULL. */
static slsc_pass_record *waited_for(const slsc_pass_record *record)
{
    for (size_t i = 0; i < record->wait_count; i++)
        if (record->waits_for[i]->state != SLSC_PASS_PLACED) return record->waits_for[i];
    return NULL;
}

/* `record` waits, and so does everybody that it waits for: whoever is met twice is in a circle. */
static slsc_status find_cycle(slsc_unit *unit, slsc_pass_record *record)
{
    slsc_pass_record *asker = NULL;
    for (; record->state != SLSC_PASS_WAITING; record = waited_for(asker)) {
        record->state = SLSC_PASS_WAITING;
        record->asker = asker;
        asker = record;
    }
    return cycle(unit, record, asker);
}

/* The one that runs next of a phase: `ready` of those that wait for nobody, `any` of all. */
typedef struct choice {
    slsc_pass_record *ready, *any;
} choice;

static choice choose(const slsc_loaded *loaded, slsc_phase phase)
{
    choice next = { NULL, NULL };
    for (size_t i = 0; i < loaded->pass_count; i++) {
        slsc_pass_record *record = loaded->passes[i];
        if (record->use.pass.phase != phase || record->state == SLSC_PASS_PLACED) continue;
        if (!next.any) next.any = record;
        if (!waited_for(record) && (!next.ready || record->rank < next.ready->rank))
            next.ready = record;
    }
    return next;
}

static slsc_status order_phase(slsc_unit *unit, slsc_phase phase)
{
    slsc_loaded *loaded = unit->loaded;
    for (choice next = choose(loaded, phase); next.any; next = choose(loaded, phase)) {
        if (!next.ready) return find_cycle(unit, next.any);
        next.ready->state = SLSC_PASS_PLACED;
        loaded->order[loaded->order_count++] = next.ready;
    }
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
        loaded->passes[i]->rank = rank_of(&loaded->passes[i]->use.pass);
    }
    for (size_t i = 0; i < loaded->pass_count; i++)
        if (add_edges(unit, loaded->passes[i]) != SLSC_OK) status = SLSC_FAIL;

    loaded->order = SLSC_NEW_ARRAY(unit->arena, slsc_pass_record *, loaded->pass_count + 1);
    loaded->order_count = 0;
    for (size_t p = 0; p < sizeof phases / sizeof *phases; p++)
        if (order_phase(unit, phases[p]) != SLSC_OK) return SLSC_FAIL;
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
