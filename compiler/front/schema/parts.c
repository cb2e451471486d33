/* parts.c: the tree of steps that the paths of schema parts make. */
#include "front/schema/walk.h"
#include "tree/json.h"

#include <string.h>

static slsc_schema_step *child_of(slsc_schema_walk *w, slsc_schema_step *parent, slsc_str name)
{
    const slsc_key *key = slsc_str_is(name, "*") ? NULL : slsc_keys_intern(w->unit->keys, name);
    for (slsc_schema_step *child = parent->children; child; child = child->next)
        if (child->key == key) return child;
    slsc_schema_step *child = SLSC_NEW(w->unit->arena, slsc_schema_step);
    child->key = key;
    child->next = parent->children;
    parent->children = child;
    return child;
}

static void add_rule(slsc_schema_walk *w, slsc_schema_step *place, slsc_rule *rule, const char *by)
{
    slsc_arena *arena = w->unit->arena;
    place->rules =
        slsc_arena_grow(arena, place->rules, place->count, &place->capacity, sizeof *place->rules);
    place->by =
        slsc_arena_grow(arena, place->by, place->count, &place->by_capacity, sizeof *place->by);
    place->rules[place->count] = rule;
    place->by[place->count++] = by;
}

slsc_status slsc_schema_add_part(slsc_schema_walk *w, const slsc_schema_part *part)
{
    slsc_unit *unit = w->unit;
    slsc_str error = { NULL, 0 };
    slsc_node *schema =
        slsc_json_parse_text(unit, slsc_str_z(part->json), unit->roots[SLSC_CONFIG], &error);
    if (!schema)
        return slsc_errorf(unit, NULL, "schema/not-json",
                           "the schema of `%s` for `%s` is not JSON: %.*s", part->by, part->at,
                           SLSC_FMT(error));
    if (strcmp(part->at, "#") == 0) {
        slsc_node_merge(unit, w->definitions, schema);
        return SLSC_OK;
    }
    slsc_schema_step *place = &w->root;
    slsc_str rest = slsc_str_z(part->at);
    while (rest.len) {
        const size_t dot = slsc_str_find_char(rest, '.');
        place = child_of(w, place, slsc_str_sub(rest, 0, dot));
        rest = dot == SIZE_MAX ? (slsc_str) { NULL, 0 } : slsc_str_sub(rest, dot + 1, SIZE_MAX);
    }
    add_rule(w, place, slsc_rule_compile(unit, schema), part->by);
    return SLSC_OK;
}

slsc_schema_cursor slsc_schema_below(const slsc_schema_cursor *from, const slsc_key *key)
{
    slsc_schema_cursor to = { { NULL }, 0 };
    for (size_t i = 0; i < from->count; i++)
        for (const slsc_schema_step *child = from->at[i]->children; child; child = child->next)
            if ((!child->key || child->key == key) && to.count < sizeof to.at / sizeof *to.at)
                to.at[to.count++] = child;
    return to;
}

/* Does a part name this very key? */
bool slsc_schema_names(const slsc_schema_cursor *from, const slsc_key *key)
{
    for (size_t i = 0; i < from->count; i++)
        for (const slsc_schema_step *child = from->at[i]->children; child; child = child->next)
            if (child->key == key) return true;
    return false;
}
/* How far a known name is from an unknown one. What begins with it is all but it: `memory` is
 * `memorySize`. */
static size_t distance_of(slsc_str wanted, slsc_str name, size_t limit)
{
    if (wanted.len > 3 && slsc_str_starts(name, wanted)) return 1;
    return slsc_str_distance(wanted, name, limit);
}

/* Takes `name` for the nearest so far when it is nearer; of equally near ones the first by its
 * bytes, so that the order in which they are asked does not matter. */
static void nearer(slsc_str wanted, slsc_str name, slsc_str *best, size_t *distance)
{
    const size_t d = distance_of(wanted, name, *distance);
    if (d > *distance || (d == *distance && (!best->len || slsc_str_cmp(name, *best) > 0))) return;
    *distance = d;
    *best = name;
}

slsc_str slsc_schema_advice(slsc_schema_walk *w, const slsc_rule *rule,
                            const slsc_schema_cursor *at, slsc_str name)
{
    slsc_str best = { NULL, 0 };
    size_t distance = name.len < 4 ? 2 : 3; /* farther ones are none */
    for (size_t i = 0; i < rule->property_count; i++)
        nearer(name, rule->properties[i].key->text, &best, &distance);
    for (size_t i = 0; i < slsc_node_count(rule->names); i++)
        nearer(name, slsc_node_text(w->unit, slsc_node_at(rule->names, i)), &best, &distance);
    for (size_t i = 0; i < at->count; i++)
        for (const slsc_schema_step *child = at->at[i]->children; child; child = child->next)
            if (child->key) nearer(name, child->key->text, &best, &distance);
    return best.len ? slsc_strf(w->unit->arena, "did you mean `%.*s`?", SLSC_FMT(best)) : best;
}
