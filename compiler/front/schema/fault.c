/* fault.c: choosing what to tell of a misfit, and the words for it. */
#include "front/schema/fault.h"

#include <string.h>

void slsc_faults_init(slsc_faults *faults) { *faults = (slsc_faults) { NULL, NULL, 0 }; }

slsc_fault *slsc_faults_add(slsc_unit *unit, slsc_faults *faults, slsc_fault_kind kind,
                            const slsc_node *at, const slsc_rule *rule)
{
    slsc_fault *fault = SLSC_NEW(unit->arena, slsc_fault);
    fault->kind = kind;
    fault->at = at;
    fault->rule = rule;
    if (!faults->end) faults->end = &faults->first;
    *faults->end = fault;
    faults->end = &fault->next;
    faults->count++;
    return fault;
}

void slsc_faults_join(slsc_faults *faults, const slsc_faults *more)
{
    if (!more->count) return;
    if (!faults->end) faults->end = &faults->first;
    *faults->end = more->first;
    faults->end = more->end;
    faults->count += more->count;
}

/* ---- Which variant was meant ---- */

static size_t depth_of(const slsc_node *node)
{
    size_t depth = 0;
    for (; node; node = node->parent) depth++;
    return depth;
}

static size_t deepest(const slsc_faults *faults)
{
    size_t best = 0;
    for (const slsc_fault *fault = faults->first; fault; fault = fault->next) {
        const size_t depth = depth_of(fault->at) + (fault->kind == SLSC_FAULT_UNKNOWN);
        if (depth > best) best = depth;
    }
    return best;
}

static unsigned type_of(const slsc_node *value)
{
    switch (slsc_node_kind(value)) {
    case SLSC_NULL: return SLSC_TYPE_NULL;
    case SLSC_BOOL: return SLSC_TYPE_BOOLEAN;
    case SLSC_INT:
    case SLSC_FLOAT: return SLSC_TYPE_NUMBER;
    case SLSC_LIST: return SLSC_TYPE_ARRAY;
    case SLSC_MAP: return SLSC_TYPE_OBJECT;
    default: return SLSC_TYPE_STRING;
    }
}

/* The types that a rule takes, those of its variants among them; 0: any. */
static unsigned types_of(const slsc_rule *rule, unsigned depth)
{
    while (rule->target) rule = rule->target;
    const slsc_rules *variants = rule->any_of.count ? &rule->any_of : &rule->one_of;
    unsigned types = rule->types;
    if (!types && rule->constant) types = type_of(rule->constant);
    if (!types && rule->enumeration) types = type_of(slsc_node_at(rule->enumeration, 0));
    for (size_t i = 0; !rule->types && i < variants->count; i++) {
        const unsigned more = depth < 8 ? types_of(variants->items[i], depth + 1) : 0;
        if (!more) return 0;
        types |= more;
    }
    return types;
}

/* The variant wants another kind of value altogether. */
static bool is_of_other_type(const slsc_faults *faults, const slsc_node *at)
{
    const slsc_fault *only = faults->first;
    if (faults->count != 1 || only->at != at) return false;
    if (only->kind == SLSC_FAULT_TYPE) return true;
    if (only->kind != SLSC_FAULT_VARIANT && only->kind != SLSC_FAULT_CHOICE) return false;
    const unsigned types = types_of(only->rule, 0);
    return types && !slsc_rule_is_type(at, types);
}

/* The value says by a member, `type` mostly, that it is of another variant. */
static bool is_of_other_name(const slsc_faults *faults, const slsc_node *at)
{
    for (const slsc_fault *fault = faults->first; fault; fault = fault->next)
        if (fault->kind == SLSC_FAULT_CHOICE && fault->rule->constant && fault->at->parent == at)
            return true;
    return false;
}

/* Variants that only want a property each, of which there is none: "`arn` or `topicName`". */
static slsc_str missing_text(slsc_unit *unit, const slsc_faults *variants, const bool *meant,
                             size_t n, size_t count)
{
    slsc_sb sb = slsc_sb_new(unit->arena, 0);
    size_t told = 0;
    for (size_t i = 0; i < n; i++) {
        const slsc_fault *fault = variants[i].first;
        if (!meant[i]) continue;
        if (fault->kind != SLSC_FAULT_MISSING || variants[i].count > 1) return SLSC_STR("");
        told++;
        slsc_sb_addf(&sb, "%s`%.*s`",
                     told == 1       ? ""
                     : told == count ? " or "
                                     : ", ",
                     SLSC_FMT(fault->detail));
    }
    return slsc_sb_str(&sb);
}

/* How far a variant went along with the value: as deep as it can, then with the fewest faults. */
typedef struct nearness {
    size_t depth, faults;
} nearness;

static int compare_nearness(nearness a, nearness b)
{
    if (a.depth != b.depth) return a.depth > b.depth ? 1 : -1;
    return a.faults == b.faults ? 0 : a.faults < b.faults ? 1 : -1;
}

void slsc_faults_choose(slsc_unit *unit, slsc_faults *faults, const slsc_node *at,
                        const slsc_rule *rule, slsc_faults *variants, size_t n)
{
    bool *meant = SLSC_NEW_ARRAY(unit->arena, bool, n + 1), named = false;
    nearness best = { 0, SIZE_MAX };
    size_t found = 0, last = 0;
    for (size_t i = 0; i < n; i++) {
        meant[i] = n == 1 || !is_of_other_type(&variants[i], at);
        named = named || (meant[i] && !is_of_other_name(&variants[i], at));
    }
    for (size_t i = 0; i < n; i++) {
        if (named && is_of_other_name(&variants[i], at)) meant[i] = false;
        const nearness own = { deepest(&variants[i]), variants[i].count };
        if (meant[i] && compare_nearness(own, best) > 0) best = own;
    }
    for (size_t i = 0; i < n; i++) {
        const nearness own = { deepest(&variants[i]), variants[i].count };
        meant[i] = meant[i] && compare_nearness(own, best) == 0;
        if (meant[i]) found++, last = i;
    }
    if (found == 1) {
        slsc_faults_join(faults, &variants[last]);
        return;
    }
    const slsc_str missing = missing_text(unit, variants, meant, n, found);
    const slsc_fault_kind kind = missing.len ? SLSC_FAULT_NEITHER : SLSC_FAULT_VARIANT;
    slsc_faults_add(unit, faults, kind, at, rule)->detail = missing;
}

/* ---- Words ---- */

static const char *kind_name(slsc_kind kind)
{
    switch (kind) {
    case SLSC_NULL: return "null";
    case SLSC_BOOL: return "a boolean";
    case SLSC_INT:
    case SLSC_FLOAT: return "a number";
    case SLSC_STRING: return "a string";
    case SLSC_LIST: return "a list";
    default: return "a map";
    }
}

static slsc_str types_text(slsc_unit *unit, unsigned types)
{
    static const char *const names[] = { "a string", "a number", "an integer", "true or false",
                                         "null",     "a list",   "a map" };
    slsc_sb sb = slsc_sb_new(unit->arena, 0);
    for (unsigned i = 0; i < 7; i++) {
        if (!(types & (1u << i))) continue;
        types &= ~(1u << i);
        if (sb.len) slsc_sb_addz(&sb, types ? ", " : " or ");
        slsc_sb_addz(&sb, names[i]);
    }
    return slsc_sb_str(&sb);
}

/* "`Allow`, `Deny`" of an enum, as far as it is short enough to read. */
static slsc_str choices_text(slsc_unit *unit, const slsc_rule *rule)
{
    slsc_sb sb = slsc_sb_new(unit->arena, 0);
    const size_t n = slsc_node_count(rule->enumeration);
    if (rule->constant) {
        slsc_sb_addf(&sb, "`%.*s`", SLSC_FMT(slsc_node_text(unit, rule->constant)));
        return slsc_sb_str(&sb);
    }
    for (size_t i = 0; i < n; i++) {
        if (i == 30) {
            slsc_sb_addf(&sb, " and %zu others", n - i);
            break;
        }
        const slsc_str text = slsc_node_text(unit, slsc_node_at(rule->enumeration, i));
        slsc_sb_addf(&sb, "%s`%.*s`", i == 0 ? "" : i + 1 == n ? " or " : ", ", SLSC_FMT(text));
    }
    return slsc_sb_str(&sb);
}

static slsc_str nearest_choice(slsc_unit *unit, const slsc_fault *fault)
{
    slsc_str best = { NULL, 0 };
    size_t distance = 4;
    if (slsc_node_kind(fault->at) != SLSC_STRING || fault->at->secret) return best;
    for (size_t i = 0; i < slsc_node_count(fault->rule->enumeration); i++) {
        const slsc_str text = slsc_node_text(unit, slsc_node_at(fault->rule->enumeration, i));
        const size_t d = slsc_str_distance(fault->at->as.string, text, distance);
        if (d >= distance || d * 2 > text.len) continue;
        distance = d;
        best = slsc_strf(unit->arena, "did you mean `%.*s`?", SLSC_FMT(text));
    }
    return best;
}

/* "`timeout`" or "this value", for the begin of a sentence. */
static slsc_str subject(slsc_unit *unit, const slsc_node *at)
{
    const slsc_member *member = slsc_node_member(at);
    if (member) return slsc_strf(unit->arena, "`%.*s`", SLSC_FMT(member->key->text));
    return at->parent ? SLSC_STR("this item") : SLSC_STR("the configuration");
}

/* What stands too far to the left belongs to the key before it, which then has nothing. */
static slsc_str indent_advice(slsc_unit *unit, const slsc_node *at)
{
    const slsc_member *own = slsc_node_member(at), *best = NULL;
    for (size_t i = 0; own && i < slsc_node_count(at->parent); i++) {
        const slsc_member *member = &at->parent->as.map.members[i];
        if (slsc_node_kind(member->value) != SLSC_NULL || member->value->place.length) continue;
        if (member->key_place.file != own->key_place.file) continue;
        if (member->key_place.offset > own->key_place.offset) continue;
        if (!best || member->key_place.offset > best->key_place.offset) best = member;
    }
    if (!best) return (slsc_str) { NULL, 0 };
    return slsc_strf(unit->arena, "if it belongs to `%.*s`, indent it further than that",
                     SLSC_FMT(best->key->text));
}

/* A list where a map should be, or the other way round, is a matter of dashes. */
static slsc_str dash_advice(const slsc_fault *fault)
{
    const slsc_kind kind = slsc_node_kind(fault->at);
    if (kind == SLSC_MAP && fault->rule->types == SLSC_TYPE_ARRAY)
        return SLSC_STR("each item of a list begins with `- `");
    if (kind == SLSC_LIST && fault->rule->types == SLSC_TYPE_OBJECT)
        return SLSC_STR("the lines of a map are `name: value`, without `- `");
    return (slsc_str) { NULL, 0 };
}

static slsc_diag words(slsc_unit *unit, const slsc_fault *fault)
{
    slsc_arena *arena = unit->arena;
    const slsc_str who = subject(unit, fault->at);
    slsc_diag diag = { .struct_size = sizeof diag, .at = fault->at, .help = fault->help };
    diag.at_key = fault->at_key;
    slsc_str indent;
    unsigned types;
    switch (fault->kind) {
    case SLSC_FAULT_TYPE:
        diag.code = "schema/wrong-type";
        diag.message = slsc_strf(arena, "%.*s must be %.*s, and is %s", SLSC_FMT(who),
                                 SLSC_FMT(types_text(unit, fault->rule->types)),
                                 kind_name(slsc_node_kind(fault->at)));
        diag.help = dash_advice(fault);
        break;
    case SLSC_FAULT_UNKNOWN:
        diag.code = "schema/unknown-property";
        diag.at_key = 1;
        diag.message = slsc_strf(arena, "unknown property %.*s", SLSC_FMT(who));
        indent = indent_advice(unit, fault->at);
        if (indent.len) diag.help = indent;
        break;
    case SLSC_FAULT_MISSING:
        diag.code = "schema/missing-property";
        diag.message = slsc_strf(arena, "%.*s needs the property `%.*s`", SLSC_FMT(who),
                                 SLSC_FMT(fault->detail));
        break;
    case SLSC_FAULT_NEITHER:
        diag.code = "schema/missing-property";
        diag.message = slsc_strf(arena, "%.*s needs the property %.*s", SLSC_FMT(who),
                                 SLSC_FMT(fault->detail));
        break;
    case SLSC_FAULT_CHOICE:
        diag.code = "schema/wrong-value";
        diag.message = slsc_strf(arena, "%.*s must be %.*s", SLSC_FMT(who),
                                 SLSC_FMT(choices_text(unit, fault->rule)));
        if (!diag.help.len) diag.help = nearest_choice(unit, fault);
        break;
    case SLSC_FAULT_VARIANT:
        diag.code = "schema/wrong-form";
        types = types_of(fault->rule, 0);
        if (slsc_rule_is_type(fault->at, types)) types = 0; /* that is not what is wrong */
        diag.message =
            fault->detail.len
                ? slsc_strf(arena, "%.*s %.*s", SLSC_FMT(who), SLSC_FMT(fault->detail))
            : fault->rule->form.len
                ? slsc_strf(arena, "%.*s must be %.*s", SLSC_FMT(who), SLSC_FMT(fault->rule->form))
            : types ? slsc_strf(arena, "%.*s has none of the forms it may have: %.*s",
                                SLSC_FMT(who), SLSC_FMT(types_text(unit, types)))
                    : slsc_strf(arena, "%.*s has none of the forms it may have", SLSC_FMT(who));
        break;
    case SLSC_FAULT_RANGE:
        diag.code = "schema/out-of-range";
        diag.message = slsc_strf(arena, "%.*s must %.*s", SLSC_FMT(who), SLSC_FMT(fault->detail));
        break;
    case SLSC_FAULT_PATTERN:
        diag.code = "schema/wrong-pattern";
        diag.message =
            fault->rule->form.len
                ? slsc_strf(arena, "%.*s must be %.*s", SLSC_FMT(who), SLSC_FMT(fault->rule->form))
                : slsc_strf(arena, "%.*s must match %.*s", SLSC_FMT(who), SLSC_FMT(fault->detail));
        break;
    case SLSC_FAULT_FORBIDDEN:
        diag.code = "schema/forbidden";
        diag.message = slsc_strf(arena, "%.*s %.*s", SLSC_FMT(who), SLSC_FMT(fault->detail));
        break;
    }
    return diag;
}

void slsc_fault_report(slsc_unit *unit, const slsc_fault *fault, slsc_severity severity)
{
    slsc_diag diag = words(unit, fault);
    diag.severity = severity;
    if (fault->by && strcmp(fault->by, "std") != 0) {
        diag.label = slsc_strf(unit->arena, "required by the schema of plugin `%s`", fault->by);
    }
    slsc_unit_report(unit, &diag);
}
