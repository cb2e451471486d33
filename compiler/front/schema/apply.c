/* apply.c: one rule at one value, keyword by keyword.
 *
 * Coercion happens on the way, in place, in every branch of anyOf and oneOf, also in those that
 * fail in the end: the reference does so, and templates show it. */
#include "front/schema/walk.h"

#include "tree/number.h"

#include <string.h>

static slsc_fault *fault_at(slsc_schema_walk *w, slsc_faults *faults, slsc_fault_kind kind,
                            const slsc_node *value, const slsc_rule *rule)
{
    slsc_fault *fault = slsc_faults_add(w->unit, faults, kind, value, rule);
    fault->by = w->by;
    return fault;
}

static slsc_rule *definition(slsc_schema_walk *w, slsc_rule *rule)
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

static void check_choice(slsc_schema_walk *w, slsc_node *value, const slsc_rule *rule,
                         slsc_faults *faults)
{
    bool found = !rule->enumeration;
    for (size_t i = 0; i < slsc_node_count(rule->enumeration) && !found; i++)
        found = slsc_node_equal(value, slsc_node_at(rule->enumeration, i));
    if (!found || (rule->constant && !slsc_node_equal(value, rule->constant)))
        fault_at(w, faults, SLSC_FAULT_CHOICE, value, rule);
}

/* Something that older frameworks took: a property, or with `whole` false one of its values. */
static void warn_old(slsc_schema_walk *w, const slsc_node *value, const slsc_rule *rule, bool whole)
{
    const slsc_member *member = slsc_node_member(value);
    slsc_diag diag = { .struct_size = sizeof diag, .severity = SLSC_WARNING, .at = value };
    diag.at_key = whole;
    diag.code = whole ? "config/old-property" : "config/old-value";
    diag.message = member ? slsc_strf(w->unit->arena, "%s`%.*s` is of an older framework",
                                      whole ? "" : "this value of ", SLSC_FMT(member->key->text))
                          : SLSC_STR("this item is of an older framework");
    diag.help = rule->old;
    slsc_unit_report(w->unit, &diag);
}

/* What a value says that fits several variants where one is wanted: the properties that each of
 * them asks for, when they tell them apart. */
static slsc_str several_text(slsc_schema_walk *w, const slsc_rules *variants,
                             const slsc_faults *each)
{
    slsc_sb sb = slsc_sb_new(w->unit->arena, 0);
    slsc_sb_addz(&sb, "takes only one of");
    size_t told = 0;
    for (size_t i = 0; i < variants->count; i++) {
        const slsc_node *required = variants->items[i]->required;
        if (each[i].count) continue;
        if (slsc_node_count(required) != 1)
            return SLSC_STR("fits several of the forms it may have");
        slsc_sb_addf(&sb, "%s `%.*s`", told++ ? " and" : "",
                     SLSC_FMT(slsc_node_text(w->unit, slsc_node_at(required, 0))));
    }
    return slsc_sb_str(&sb);
}

/* anyOf wants one variant or more, oneOf exactly one. Every variant is tried, for its coercions, up
 * to the first that fits in anyOf, as the reference's validator does. */
static void check_variants(slsc_schema_walk *w, slsc_node *value, const slsc_rule *rule,
                           const slsc_rules *variants, bool only_one, const slsc_schema_cursor *at,
                           slsc_faults *faults)
{
    slsc_faults *each = SLSC_NEW_ARRAY(w->unit->arena, slsc_faults, variants->count);
    size_t fitting = 0;
    for (size_t i = 0; i < variants->count; i++) {
        const bool fits = slsc_schema_apply(w, value, variants->items[i], at, &each[i]);
        if (fits && variants->items[i]->old.len) warn_old(w, value, variants->items[i], false);
        fitting += fits;
        if (fitting && !only_one) return;
    }
    if (fitting == 1) return;
    if (fitting > 1)
        fault_at(w, faults, SLSC_FAULT_VARIANT, value, rule)->detail =
            several_text(w, variants, each);
    else
        slsc_faults_choose(w->unit, faults, value, rule, each, variants->count);
}

static slsc_str limit_text(const slsc_schema_walk *w, const char *side, double limit)
{
    char number[SLSC_NUMBER_SIZE];
    slsc_number_format(limit, number);
    return slsc_strf(w->unit->arena, "be %s %s", side, number);
}

static void check_number(slsc_schema_walk *w, slsc_node *value, const slsc_rule *rule,
                         slsc_faults *faults)
{
    double number;
    if (slsc_node_to_number(value, &number) != SLSC_OK) return;
    if (rule->has_minimum && number < rule->minimum)
        fault_at(w, faults, SLSC_FAULT_RANGE, value, rule)->detail =
            limit_text(w, "at least", rule->minimum);
    if (rule->has_maximum && number > rule->maximum)
        fault_at(w, faults, SLSC_FAULT_RANGE, value, rule)->detail =
            limit_text(w, "at most", rule->maximum);
}

static void check_size(slsc_schema_walk *w, slsc_node *value, const slsc_rule *rule, size_t size,
                       size_t least, size_t most, const char *one, const char *many,
                       slsc_faults *faults)
{
    if (size >= least && size <= most) return;
    const size_t limit = size < least ? least : most;
    fault_at(w, faults, SLSC_FAULT_RANGE, value, rule)->detail =
        slsc_strf(w->unit->arena, "have %s %zu %s", size < least ? "at least" : "at most", limit,
                  limit == 1 ? one : many);
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

/* Filled in by slsc_service_facts, of parts that are looked at themselves. */
static bool is_default(const slsc_schema_walk *w, const slsc_node *value)
{
    return value->maker && slsc_str_is(slsc_str_z(w->unit->makers[value->maker]), "defaults");
}

static void check_pattern(slsc_schema_walk *w, slsc_node *value, const slsc_rule *rule,
                          slsc_faults *faults)
{
    if (is_default(w, value)) return;
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

static void check_items(slsc_schema_walk *w, slsc_node *list, const slsc_rule *rule,
                        const slsc_schema_cursor *at, slsc_faults *faults)
{
    const size_t n = slsc_node_count(list);
    const slsc_schema_cursor none = { { NULL }, 0 };
    (void)at;
    for (size_t i = 0; i < n; i++) {
        slsc_rule *item = i < rule->tuple.count ? rule->tuple.items[i]
                          : rule->tuple.count   ? rule->additional_items
                                                : rule->items;
        if (item) slsc_schema_apply(w, slsc_node_at(list, i), item, &none, faults);
    }
    for (size_t i = 0; rule->unique && i < n && n <= 1000; i++)
        for (size_t k = i + 1; k < n; k++)
            if (slsc_node_equal(slsc_node_at(list, i), slsc_node_at(list, k))) {
                fault_at(w, faults, SLSC_FAULT_FORBIDDEN, slsc_node_at(list, k), rule)->detail =
                    SLSC_STR("stands in the list twice");
                break;
            }
}

static void check_member(slsc_schema_walk *w, slsc_node *map, size_t i, const slsc_rule *rule,
                         const slsc_schema_cursor *at, slsc_faults *faults)
{
    const slsc_key *key = map->as.map.members[i].key;
    slsc_node *value = slsc_node_at(map, i);
    const slsc_schema_cursor down = { { NULL }, 0 };
    slsc_rule *property = slsc_rule_property(rule, key);
    bool known = property != NULL;
    if (property && property->old.len) warn_old(w, value, property, true);
    if (property) slsc_schema_apply(w, value, property, &down, faults);
    for (size_t k = 0; k < rule->pattern_count; k++) {
        if (!rule->patterns[k].regex || !slsc_regex_match(rule->patterns[k].regex, key->text))
            continue;
        known = true;
        slsc_schema_apply(w, value, rule->patterns[k].rule, &down, faults);
    }
    if (known || slsc_schema_names(at, key)) return;
    if (rule->additional) slsc_schema_apply(w, value, rule->additional, &down, faults);
    if (rule->closed)
        fault_at(w, faults, SLSC_FAULT_UNKNOWN, value, rule)->help =
            slsc_schema_advice(w, rule, at, key->text);
}

static void check_names(slsc_schema_walk *w, slsc_node *map, slsc_rule *names, slsc_faults *faults)
{
    for (size_t i = 0; i < slsc_node_count(map); i++) {
        slsc_faults own;
        slsc_faults_init(&own);
        slsc_node *value = slsc_node_at(map, i);
        if (slsc_schema_apply(w, slsc_node_string(w->unit, slsc_node_key(map, i), value), names,
                              &(slsc_schema_cursor) { { NULL }, 0 }, &own))
            continue;
        slsc_fault *fault = fault_at(w, faults, SLSC_FAULT_PATTERN, value, names);
        fault->at_key = true;
        fault->detail = names->pattern_text.len ? slsc_strf(w->unit->arena, "`%.*s` by its name",
                                                            SLSC_FMT(names->pattern_text))
                                                : SLSC_STR("the form of a name here");
    }
}

static void check_map(slsc_schema_walk *w, slsc_node *map, const slsc_rule *rule,
                      const slsc_schema_cursor *at, slsc_faults *faults)
{
    slsc_unit *unit = w->unit;
    const size_t before = faults->count;
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
    const bool open = !rule->property_count && !rule->pattern_count && !rule->additional;
    for (size_t i = 0; (!open || rule->closed) && i < slsc_node_count(map); i++)
        check_member(w, map, i, rule, at, faults);
    if (faults->count == before) /* else there are too many because of those that are wrong */
        check_size(w, map, rule, slsc_node_count(map), rule->min_properties, rule->max_properties,
                   "property", "properties", faults);
}

/* The group of keywords that fits the kind of the value; see semantics C.2 for the order. */
static void check_kind(slsc_schema_walk *w, slsc_node *value, const slsc_rule *rule,
                       const slsc_schema_cursor *at, slsc_faults *faults)
{
    switch (slsc_node_kind(value)) {
    case SLSC_INT:
    case SLSC_FLOAT: check_number(w, value, rule, faults); break;
    case SLSC_STRING:
        if (rule->min_length || rule->max_length != SIZE_MAX)
            check_size(w, value, rule, code_points(value->as.string), rule->min_length,
                       rule->max_length, "character", "characters", faults);
        check_pattern(w, value, rule, faults);
        break;
    case SLSC_LIST:
        check_size(w, value, rule, slsc_node_count(value), rule->min_items, rule->max_items, "item",
                   "items", faults);
        check_items(w, value, rule, at, faults);
        break;
    case SLSC_MAP: check_map(w, value, rule, at, faults); break;
    default: break;
    }
}

/* Applies a rule to a value; true when it fits. */
bool slsc_schema_apply(slsc_schema_walk *w, slsc_node *value, slsc_rule *rule,
                       const slsc_schema_cursor *at, slsc_faults *faults)
{
    const size_t before = faults->count;
    while (rule->ref.len) rule = definition(w, rule);
    if (w->depth >= SLSC_LIMIT_DEPTH) return true; /* a schema that refers to itself without end */
    w->depth++;
    if (rule->never)
        fault_at(w, faults, SLSC_FAULT_FORBIDDEN, value, rule)->detail =
            SLSC_STR("may not stand here");
    const bool typed = !rule->types || slsc_rule_coerce(w->unit, value, rule->types);
    if (!typed && !rule->constant && !rule->enumeration) /* those say more */
        fault_at(w, faults, SLSC_FAULT_TYPE, value, rule);
    if (rule->constant || rule->enumeration) check_choice(w, value, rule, faults);
    if (rule->not_) {
        slsc_faults own;
        slsc_faults_init(&own);
        if (slsc_schema_apply(w, value, rule->not_, at, &own))
            fault_at(w, faults, SLSC_FAULT_FORBIDDEN, value, rule)->detail =
                SLSC_STR("may not have this value");
    }
    if (rule->any_of.count) check_variants(w, value, rule, &rule->any_of, false, at, faults);
    if (rule->one_of.count) check_variants(w, value, rule, &rule->one_of, true, at, faults);
    for (size_t i = 0; i < rule->all_of.count; i++)
        slsc_schema_apply(w, value, rule->all_of.items[i], at, faults);
    check_kind(w, value, rule, at, faults);
    w->depth--;
    return faults->count == before;
}
