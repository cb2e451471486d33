/* fault.c: choosing what to tell of a misfit, and the words for it. */
#include "front/schema/fault.h"

#include "tree/number.h"

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

/* The variant wants another kind of value altogether. */
static bool is_of_other_type(const slsc_faults *faults, const slsc_node *at)
{
    return faults->count == 1 && faults->first->kind == SLSC_FAULT_TYPE && faults->first->at == at;
}

void slsc_faults_choose(slsc_unit *unit, slsc_faults *faults, const slsc_node *at,
                        const slsc_rule *rule, slsc_faults *variants, size_t n)
{
    size_t best = 0, found = 0;
    const slsc_faults *meant = NULL;
    for (size_t i = 0; i < n; i++) {
        if (n > 1 && is_of_other_type(&variants[i], at)) continue;
        const size_t depth = deepest(&variants[i]);
        if (depth > best) found = 0;
        if (depth < best) continue;
        best = depth;
        found++;
        meant = &variants[i];
    }
    if (found == 1)
        slsc_faults_join(faults, meant);
    else
        slsc_faults_add(unit, faults, SLSC_FAULT_VARIANT, at, rule);
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

static unsigned variant_types(const slsc_rule *rule)
{
    unsigned types = 0;
    const slsc_rules *variants = rule->any_of.count ? &rule->any_of : &rule->one_of;
    for (size_t i = 0; i < variants->count; i++) {
        const slsc_rule *variant = variants->items[i];
        while (variant->target) variant = variant->target;
        if (!variant->types && !variant->constant && !variant->enumeration) return 0;
        types |= variant->types;
    }
    return types;
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

static slsc_str range_text(slsc_unit *unit, const slsc_fault *fault)
{
    char number[SLSC_NUMBER_SIZE];
    slsc_number_format(fault->limit, number);
    return slsc_strf(unit->arena, "%.*s must have %.*s %s", SLSC_FMT(subject(unit, fault->at)),
                     SLSC_FMT(fault->detail), number);
}

/* "`arn` or `topicName`" where all that the variants ask for is a property each; else empty. */
static slsc_str wanted_properties(slsc_unit *unit, const slsc_rules *variants)
{
    slsc_sb sb = slsc_sb_new(unit->arena, 0);
    for (size_t i = 0; i < variants->count; i++) {
        const slsc_rule *variant = variants->items[i];
        if (slsc_node_count(variant->schema) != 1 || slsc_node_count(variant->required) != 1)
            return (slsc_str) { NULL, 0 };
        const slsc_str name = slsc_node_text(unit, slsc_node_at(variant->required, 0));
        slsc_sb_addf(&sb, "%s`%.*s`",
                     i == 0                     ? ""
                     : i + 1 == variants->count ? " or "
                                                : ", ",
                     SLSC_FMT(name));
    }
    return slsc_sb_str(&sb);
}

static slsc_str variant_text(slsc_unit *unit, const slsc_fault *fault, slsc_str who)
{
    slsc_arena *arena = unit->arena;
    const slsc_rule *rule = fault->rule;
    if (rule->form.len)
        return slsc_strf(arena, "%.*s must be %.*s", SLSC_FMT(who), SLSC_FMT(rule->form));
    const bool any = rule->any_of.count > 0;
    const slsc_str wanted = wanted_properties(unit, any ? &rule->any_of : &rule->one_of);
    if (wanted.len)
        return slsc_strf(arena, "%.*s must have %s %.*s", SLSC_FMT(who),
                         any ? "a property" : "just one of the properties", SLSC_FMT(wanted));
    const unsigned types = variant_types(rule);
    if (!types) return slsc_strf(arena, "%.*s has none of the forms it may have", SLSC_FMT(who));
    return slsc_strf(arena, "%.*s has none of the forms it may have: %.*s", SLSC_FMT(who),
                     SLSC_FMT(types_text(unit, types)));
}

static slsc_diag words(slsc_unit *unit, const slsc_fault *fault)
{
    slsc_arena *arena = unit->arena;
    const slsc_str who = subject(unit, fault->at);
    slsc_diag diag = { .struct_size = sizeof diag, .at = fault->at, .help = fault->help };
    diag.at_key = fault->at_key;
    switch (fault->kind) {
    case SLSC_FAULT_TYPE:
        diag.code = "schema/wrong-type";
        diag.message = slsc_strf(arena, "%.*s must be %.*s, and is %s", SLSC_FMT(who),
                                 SLSC_FMT(types_text(unit, fault->rule->types)),
                                 kind_name(slsc_node_kind(fault->at)));
        break;
    case SLSC_FAULT_UNKNOWN:
        diag.code = "schema/unknown-property";
        diag.at_key = 1;
        diag.message = slsc_strf(arena, "unknown property %.*s", SLSC_FMT(who));
        break;
    case SLSC_FAULT_MISSING:
        diag.code = "schema/missing-property";
        diag.message = slsc_strf(arena, "%.*s needs the property `%.*s`", SLSC_FMT(who),
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
        diag.message = variant_text(unit, fault, who);
        break;
    case SLSC_FAULT_RANGE:
        diag.code = "schema/out-of-range";
        diag.message = range_text(unit, fault);
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
