/* schema.c: the walk of the configuration along its schemas.
 *
 * Schemas come in parts, each for a path. A part's path is a way through a small tree of steps
 * (`*` is any step), and the walk goes down that tree while it goes down the configuration: so each
 * value meets the rules of its parent's schema and those of every part for its own place, and a
 * property that some part speaks of is known to its parent, however closed that is.
 *
 * Coercion happens on the way, in place, in every branch of anyOf and oneOf, also in those that
 * fail in the end: the reference does so, and templates show it. */
#include "front/schema.h"

#include "front/schema_fault.h"
#include "tree/json.h"

#include <math.h>
#include <string.h>

typedef struct step step;
struct step {            /* a place of the configuration that parts speak of */
    const slsc_key *key; /* NULL: any */
    slsc_rule **rules;   /* of the parts for exactly this place */
    const char **by;
    size_t count, capacity, by_capacity;
    step *children, *next;
};

typedef struct walk {
    slsc_unit *unit;
    step root;
    slsc_node *definitions; /* name -> schema */
    struct definition {
        const slsc_key *key;
        slsc_rule *rule;
    } * compiled;
    size_t compiled_count, compiled_capacity;
    const char *by; /* whose schema is being applied */
    unsigned depth; /* of rules within rules, at one value */
} walk;

/* Steps of the configuration that apply to one value: a literal key's and a `*`'s. */
typedef struct cursor {
    const step *at[8];
    size_t count;
} cursor;

/* ---- The tree of steps ---- */

static step *child_of(walk *w, step *parent, slsc_str name)
{
    const slsc_key *key = slsc_str_is(name, "*") ? NULL : slsc_keys_intern(w->unit->keys, name);
    for (step *child = parent->children; child; child = child->next)
        if (child->key == key) return child;
    step *child = SLSC_NEW(w->unit->arena, step);
    child->key = key;
    child->next = parent->children;
    parent->children = child;
    return child;
}

static void add_rule(walk *w, step *place, slsc_rule *rule, const char *by)
{
    slsc_arena *arena = w->unit->arena;
    place->rules =
        slsc_arena_grow(arena, place->rules, place->count, &place->capacity, sizeof *place->rules);
    place->by =
        slsc_arena_grow(arena, place->by, place->count, &place->by_capacity, sizeof *place->by);
    place->rules[place->count] = rule;
    place->by[place->count++] = by;
}

static slsc_status add_part(walk *w, const slsc_schema_part *part)
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
    step *place = &w->root;
    slsc_str rest = slsc_str_z(part->at);
    while (rest.len) {
        const size_t dot = slsc_str_find_char(rest, '.');
        place = child_of(w, place, slsc_str_sub(rest, 0, dot));
        rest = dot == SIZE_MAX ? (slsc_str) { NULL, 0 } : slsc_str_sub(rest, dot + 1, SIZE_MAX);
    }
    add_rule(w, place, slsc_rule_compile(unit, schema), part->by);
    return SLSC_OK;
}

static cursor below(const cursor *from, const slsc_key *key)
{
    cursor to = { { NULL }, 0 };
    for (size_t i = 0; i < from->count; i++)
        for (const step *child = from->at[i]->children; child; child = child->next)
            if ((!child->key || child->key == key) && to.count < sizeof to.at / sizeof *to.at)
                to.at[to.count++] = child;
    return to;
}

/* Does a part name this very key? */
static bool is_named(const cursor *from, const slsc_key *key)
{
    for (size_t i = 0; i < from->count; i++)
        for (const step *child = from->at[i]->children; child; child = child->next)
            if (child->key == key) return true;
    return false;
}

/* ---- One rule at one value ---- */

static bool apply(walk *w, slsc_node *value, slsc_rule *rule, const cursor *at,
                  slsc_faults *faults);

static slsc_fault *fault_at(walk *w, slsc_faults *faults, slsc_fault_kind kind,
                            const slsc_node *value, const slsc_rule *rule)
{
    slsc_fault *fault = slsc_faults_add(w->unit, faults, kind, value, rule);
    fault->by = w->by;
    return fault;
}

static slsc_rule *definition(walk *w, slsc_rule *rule)
{
    if (rule->target) return rule->target;
    const slsc_str name = slsc_str_sub(rule->ref, 1, SIZE_MAX);
    const slsc_key *key = slsc_keys_intern(w->unit->keys, name);
    for (size_t i = 0; i < w->compiled_count; i++)
        if (w->compiled[i].key == key) return rule->target = w->compiled[i].rule;
    rule->target = slsc_rule_compile(w->unit, slsc_node_get(w->unit, w->definitions, name));
    w->compiled = slsc_arena_grow(w->unit->arena, w->compiled, w->compiled_count,
                                  &w->compiled_capacity, sizeof *w->compiled);
    w->compiled[w->compiled_count].key = key;
    w->compiled[w->compiled_count++].rule = rule->target;
    return rule->target;
}

static void check_choice(walk *w, slsc_node *value, const slsc_rule *rule, slsc_faults *faults)
{
    bool found = !rule->enumeration;
    for (size_t i = 0; i < slsc_node_count(rule->enumeration) && !found; i++)
        found = slsc_node_equal(value, slsc_node_at(rule->enumeration, i));
    if (!found || (rule->constant && !slsc_node_equal(value, rule->constant)))
        fault_at(w, faults, SLSC_FAULT_CHOICE, value, rule);
}

/* Something that older frameworks took: a property, or with `whole` false one of its values. */
static void warn_old(walk *w, const slsc_node *value, const slsc_rule *rule, bool whole)
{
    const slsc_member *member = slsc_node_member(value);
    slsc_diag diag = { .struct_size = sizeof diag, .severity = SLSC_WARNING, .at = value };
    diag.at_key = whole;
    diag.code = whole ? "config/old-property" : "config/old-value";
    diag.message = slsc_strf(w->unit->arena, "%s`%.*s` is of an older framework",
                             whole ? "" : "this value of ",
                             SLSC_FMT(member ? member->key->text : SLSC_STR("an item")));
    diag.help = rule->old;
    slsc_unit_report(w->unit, &diag);
}

/* anyOf wants one variant or more, oneOf exactly one. Every variant is tried, for its coercions, up
 * to the first that fits in anyOf, as the reference's validator does. */
static void check_variants(walk *w, slsc_node *value, const slsc_rule *rule,
                           const slsc_rules *variants, bool only_one, const cursor *at,
                           slsc_faults *faults)
{
    slsc_faults *each = SLSC_NEW_ARRAY(w->unit->arena, slsc_faults, variants->count);
    size_t fitting = 0;
    for (size_t i = 0; i < variants->count; i++) {
        const bool fits = apply(w, value, variants->items[i], at, &each[i]);
        if (fits && variants->items[i]->old.len) warn_old(w, value, variants->items[i], false);
        fitting += fits;
        if (fitting && !only_one) return;
    }
    if (fitting == 1) return;
    if (fitting > 1)
        fault_at(w, faults, SLSC_FAULT_VARIANT, value, rule);
    else
        slsc_faults_choose(w->unit, faults, value, rule, each, variants->count);
}

static void check_number(walk *w, slsc_node *value, const slsc_rule *rule, slsc_faults *faults)
{
    double number;
    if (slsc_node_to_number(value, &number) != SLSC_OK) return;
    if (rule->has_minimum && number < rule->minimum) {
        slsc_fault *fault = fault_at(w, faults, SLSC_FAULT_RANGE, value, rule);
        fault->detail = SLSC_STR("a value of at least");
        fault->limit = rule->minimum;
    }
    if (rule->has_maximum && number > rule->maximum) {
        slsc_fault *fault = fault_at(w, faults, SLSC_FAULT_RANGE, value, rule);
        fault->detail = SLSC_STR("a value of at most");
        fault->limit = rule->maximum;
    }
}

static void check_size(walk *w, slsc_node *value, const slsc_rule *rule, size_t size, size_t least,
                       size_t most, const char *what, slsc_faults *faults)
{
    if (size >= least && size <= most) return;
    slsc_fault *fault = fault_at(w, faults, SLSC_FAULT_RANGE, value, rule);
    fault->detail =
        slsc_strf(w->unit->arena, "%s of %s", what, size < least ? "at least" : "at most");
    fault->limit = (double)(size < least ? least : most);
}

static size_t code_points(slsc_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

/* scheme ":" something, as far as schemas here ask for it. */
static bool is_uri(slsc_str text)
{
    const size_t colon = slsc_str_find_char(text, ':');
    if (colon == SIZE_MAX || colon == 0 || colon + 1 == text.len) return false;
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] <= ' ' || strchr("<>\"{}|\\^`", text.ptr[i])) return false;
    return true;
}

static void check_pattern(walk *w, slsc_node *value, const slsc_rule *rule, slsc_faults *faults)
{
    static const char date_time[] =
        "^\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:?\\d\\d)$";
    slsc_arena *arena = w->unit->arena;
    const slsc_str text = value->as.string;
    slsc_str broken = { NULL, 0 };
    if (rule->pattern && !slsc_regex_match(rule->pattern, text))
        broken = slsc_strf(arena, "`%.*s`", SLSC_FMT(rule->pattern_text));
    if (rule->regexp && !slsc_regex_match(rule->regexp, text))
        broken = slsc_strf(arena, "`%.*s`", SLSC_FMT(rule->regexp_text));
    if (slsc_str_is(rule->format, "uri") && !is_uri(text)) broken = SLSC_STR("the form of a URI");
    if (slsc_str_is(rule->format, "date-time") &&
        !slsc_regex_match(slsc_regex_new(arena, SLSC_STR(date_time), false), text))
        broken = SLSC_STR("the form of a date and time, `2030-01-31T12:00:00Z`");
    if (broken.len) fault_at(w, faults, SLSC_FAULT_PATTERN, value, rule)->detail = broken;
}

static void check_items(walk *w, slsc_node *list, const slsc_rule *rule, const cursor *at,
                        slsc_faults *faults)
{
    const size_t n = slsc_node_count(list);
    const cursor none = { { NULL }, 0 };
    (void)at;
    for (size_t i = 0; i < n; i++) {
        slsc_rule *item = i < rule->tuple.count ? rule->tuple.items[i]
                          : rule->tuple.count   ? rule->additional_items
                                                : rule->items;
        if (item) apply(w, slsc_node_at(list, i), item, &none, faults);
    }
    for (size_t i = 0; rule->unique && i < n && n <= 1000; i++)
        for (size_t k = i + 1; k < n; k++)
            if (slsc_node_equal(slsc_node_at(list, i), slsc_node_at(list, k))) {
                fault_at(w, faults, SLSC_FAULT_FORBIDDEN, slsc_node_at(list, k), rule)->detail =
                    SLSC_STR("stands in the list twice");
                break;
            }
}

/* The nearest known name to an unknown property. */
static slsc_str advice(walk *w, const slsc_rule *rule, const cursor *at, slsc_str name)
{
    slsc_str best = { NULL, 0 };
    size_t distance = name.len < 4 ? 2 : 3;
    for (size_t i = 0; i < rule->property_count; i++) {
        const slsc_str known = rule->properties[i].key->text;
        const size_t d = slsc_str_distance(name, known, distance);
        if (d < distance || (d == distance && best.len && slsc_str_cmp(known, best) < 0 && d < 3)) {
            distance = d;
            best = known;
        }
    }
    for (size_t i = 0; i < at->count; i++)
        for (const step *child = at->at[i]->children; child; child = child->next) {
            if (!child->key) continue;
            const size_t d = slsc_str_distance(name, child->key->text, distance);
            if (d >= distance) continue;
            distance = d;
            best = child->key->text;
        }
    return best.len ? slsc_strf(w->unit->arena, "did you mean `%.*s`?", SLSC_FMT(best)) : best;
}

static void check_member(walk *w, slsc_node *map, size_t i, const slsc_rule *rule, const cursor *at,
                         slsc_faults *faults)
{
    const slsc_key *key = map->as.map.members[i].key;
    slsc_node *value = slsc_node_at(map, i);
    const cursor down = { { NULL }, 0 };
    slsc_rule *property = slsc_rule_property(rule, key);
    bool known = property != NULL;
    if (property && property->old.len) warn_old(w, value, property, true);
    if (property) apply(w, value, property, &down, faults);
    for (size_t k = 0; k < rule->pattern_count; k++) {
        if (!rule->patterns[k].regex || !slsc_regex_match(rule->patterns[k].regex, key->text))
            continue;
        known = true;
        apply(w, value, rule->patterns[k].rule, &down, faults);
    }
    if (known || is_named(at, key)) return;
    if (rule->additional) apply(w, value, rule->additional, &down, faults);
    if (rule->closed)
        fault_at(w, faults, SLSC_FAULT_UNKNOWN, value, rule)->help = advice(w, rule, at, key->text);
}

static void check_names(walk *w, slsc_node *map, slsc_rule *names, slsc_faults *faults)
{
    for (size_t i = 0; i < slsc_node_count(map); i++) {
        slsc_faults own;
        slsc_faults_init(&own);
        slsc_node *value = slsc_node_at(map, i);
        if (apply(w, slsc_node_string(w->unit, slsc_node_key(map, i), value), names,
                  &(cursor) { { NULL }, 0 }, &own))
            continue;
        slsc_fault *fault = fault_at(w, faults, SLSC_FAULT_PATTERN, value, names);
        fault->detail = names->pattern_text.len ? slsc_strf(w->unit->arena, "`%.*s` by its name",
                                                            SLSC_FMT(names->pattern_text))
                                                : SLSC_STR("the form of a name here");
    }
}

static void check_map(walk *w, slsc_node *map, const slsc_rule *rule, const cursor *at,
                      slsc_faults *faults)
{
    slsc_unit *unit = w->unit;
    check_size(w, map, rule, slsc_node_count(map), rule->min_properties, rule->max_properties,
               "a number of properties", faults);
    for (size_t i = 0; i < slsc_node_count(rule->required); i++) {
        const slsc_str name = slsc_node_text(unit, slsc_node_at(rule->required, i));
        if (!slsc_node_get(unit, map, name))
            fault_at(w, faults, SLSC_FAULT_MISSING, map, rule)->detail = name;
    }
    for (size_t i = 0; i < slsc_node_count(rule->dependencies); i++) {
        if (!slsc_node_get(unit, map, slsc_node_key(rule->dependencies, i))) continue;
        const slsc_node *needed = slsc_node_at(rule->dependencies, i);
        for (size_t k = 0; k < slsc_node_count(needed); k++) {
            const slsc_str name = slsc_node_text(unit, slsc_node_at(needed, k));
            if (!slsc_node_get(unit, map, name))
                fault_at(w, faults, SLSC_FAULT_MISSING, map, rule)->detail = name;
        }
    }
    if (rule->property_names) check_names(w, map, rule->property_names, faults);
    if (!rule->property_count && !rule->pattern_count && !rule->additional && !rule->closed) return;
    for (size_t i = 0; i < slsc_node_count(map); i++) check_member(w, map, i, rule, at, faults);
}

/* The group of keywords that fits the kind of the value; see semantics C.2 for the order. */
static void check_kind(walk *w, slsc_node *value, const slsc_rule *rule, const cursor *at,
                       slsc_faults *faults)
{
    switch (slsc_node_kind(value)) {
    case SLSC_INT:
    case SLSC_FLOAT: check_number(w, value, rule, faults); break;
    case SLSC_STRING:
        if (rule->min_length || rule->max_length != SIZE_MAX)
            check_size(w, value, rule, code_points(value->as.string), rule->min_length,
                       rule->max_length, "a length", faults);
        check_pattern(w, value, rule, faults);
        break;
    case SLSC_LIST:
        check_size(w, value, rule, slsc_node_count(value), rule->min_items, rule->max_items,
                   "a number of items", faults);
        check_items(w, value, rule, at, faults);
        break;
    case SLSC_MAP: check_map(w, value, rule, at, faults); break;
    default: break;
    }
}

/* Applies a rule to a value; true when it fits. */
static bool apply(walk *w, slsc_node *value, slsc_rule *rule, const cursor *at, slsc_faults *faults)
{
    const size_t before = faults->count;
    while (rule->ref.len) rule = definition(w, rule);
    if (w->depth >= SLSC_LIMIT_DEPTH) return true; /* a schema that refers to itself without end */
    w->depth++;
    if (rule->never)
        fault_at(w, faults, SLSC_FAULT_FORBIDDEN, value, rule)->detail =
            SLSC_STR("may not stand here");
    if (rule->types && !slsc_rule_coerce(w->unit, value, rule->types))
        fault_at(w, faults, SLSC_FAULT_TYPE, value, rule);
    if (rule->constant || rule->enumeration) check_choice(w, value, rule, faults);
    if (rule->not_) {
        slsc_faults own;
        slsc_faults_init(&own);
        if (apply(w, value, rule->not_, at, &own))
            fault_at(w, faults, SLSC_FAULT_FORBIDDEN, value, rule)->detail =
                SLSC_STR("may not have this value");
    }
    if (rule->any_of.count) check_variants(w, value, rule, &rule->any_of, false, at, faults);
    if (rule->one_of.count) check_variants(w, value, rule, &rule->one_of, true, at, faults);
    for (size_t i = 0; i < rule->all_of.count; i++)
        apply(w, value, rule->all_of.items[i], at, faults);
    check_kind(w, value, rule, at, faults);
    w->depth--;
    return faults->count == before;
}

/* ---- The walk ---- */

static void visit(walk *w, slsc_node *value, const cursor *at, slsc_faults *faults)
{
    for (size_t i = 0; i < at->count; i++)
        for (size_t k = 0; k < at->at[i]->count; k++) {
            w->by = at->at[i]->by[k];
            apply(w, value, at->at[i]->rules[k], at, faults);
        }
    for (size_t i = 0; i < slsc_node_count(value); i++) {
        const bool in_map = slsc_node_kind(value) == SLSC_MAP;
        const cursor down = below(at, in_map ? value->as.map.members[i].key : NULL);
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

/* A service pinned to a framework before 4 ("3", "^2.72.0", "~1.39", "=3.1.0"): those only warned.
 */
static bool is_pinned_to_old(slsc_unit *unit)
{
    const slsc_node *node = slsc_node_getz(unit, unit->roots[SLSC_CONFIG], "frameworkVersion");
    const slsc_str text = slsc_str_trim(slsc_node_text(unit, node));
    size_t i = 0;
    while (i < text.len && strchr("^~=v ", text.ptr[i])) i++;
    if (i == text.len || text.ptr[i] < '1' || text.ptr[i] > '3') return false;
    return i + 1 == text.len || !(text.ptr[i + 1] >= '0' && text.ptr[i + 1] <= '9');
}

/* configValidationMode: today `error` unless said otherwise; whatever is not `off` warns. */
static bool severity_of(slsc_unit *unit, slsc_severity *out)
{
    const slsc_node *mode = slsc_node_getz(unit, unit->roots[SLSC_CONFIG], "configValidationMode");
    const bool strict = mode ? slsc_node_is_text(mode, "error") : !is_pinned_to_old(unit);
    *out = strict ? SLSC_ERROR : SLSC_WARNING;
    return !slsc_node_is_text(mode, "off");
}

slsc_status slsc_schema_validate(slsc_unit *unit, const slsc_schema_part *parts, size_t n)
{
    slsc_node *config = unit->roots[SLSC_CONFIG];
    walk w = { .unit = unit, .definitions = slsc_node_new(unit, SLSC_MAP, config) };
    nulls found = { .unit = unit };
    slsc_faults faults;
    slsc_severity severity;
    slsc_faults_init(&faults);
    for (size_t i = 0; i < n; i++)
        if (add_part(&w, &parts[i]) != SLSC_OK) return SLSC_FAIL;

    take_nulls(&found, config);
    visit(&w, config, &(cursor) { { &w.root }, 1 }, &faults);
    give_back(&found);

    if (severity_of(unit, &severity))
        for (const slsc_fault *fault = faults.first; fault; fault = fault->next)
            slsc_fault_report(unit, fault, severity);
    return faults.count && severity == SLSC_ERROR ? SLSC_FAIL : SLSC_OK;
}
