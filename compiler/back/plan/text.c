/* text.c: parts of a plan as words, which a terminal and a comment share. */
#include "back/plan/report.h"

#include "tree/print.h"

/* ---- Values ---- */

static slsc_node *spell(slsc_unit *unit, const slsc_node *value);

static void add(slsc_unit *unit, const slsc_node *value, slsc_sb *out)
{
    const slsc_str name = slsc_intrinsic_name(value);
    const slsc_node *argument = slsc_node_at(value, 0);
    if (slsc_is_scalar(value)) {
        slsc_sb_add(out, slsc_node_text(unit, value));
    } else if (slsc_str_is(name, "Ref")) {
        slsc_sb_addf(out, "${%.*s}", SLSC_FMT(slsc_node_text(unit, argument)));
    } else if (slsc_str_is(name, "Fn::GetAtt")) {
        slsc_sb_addf(out, "${%.*s.%.*s}", SLSC_FMT(slsc_node_text(unit, slsc_node_at(argument, 0))),
                     SLSC_FMT(slsc_node_text(unit, slsc_node_at(argument, 1))));
    } else if (slsc_str_is(name, "Fn::Join") && slsc_node_is_text(slsc_node_at(argument, 0), "")) {
        const slsc_node *parts = slsc_node_at(argument, 1);
        for (size_t i = 0; i < slsc_node_count(parts); i++) add(unit, slsc_node_at(parts, i), out);
    } else if (name.len) {
        slsc_print_json(value->from ? value->from : value, 0, out);
    } else {
        slsc_print_json(spell(unit, value), 0, out);
    }
}

/* A list or map with the texts of the references in it. */
static slsc_node *spell(slsc_unit *unit, const slsc_node *value)
{
    if (!value) return NULL;
    if (slsc_is_scalar(value)) return slsc_node_copy(unit, value, NULL);
    if (slsc_is_opaque(value)) return slsc_node_string(unit, slsc_plan_text(unit, value), value);
    slsc_node *out = slsc_node_new(unit, slsc_node_kind(value), value);
    slsc_node_reserve(unit, out, slsc_node_count(value));
    for (size_t i = 0; i < slsc_node_count(value); i++) {
        slsc_node *item = spell(unit, slsc_node_at(value, i));
        if (slsc_node_kind(value) == SLSC_LIST)
            slsc_node_append(unit, out, item);
        else
            slsc_node_set(unit, out, slsc_node_key(value, i), item);
    }
    return out;
}

slsc_str slsc_plan_text(slsc_unit *unit, const slsc_node *value)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    if (slsc_is_secret(value)) return SLSC_STR("****");
    add(unit, value, &out);
    return slsc_sb_str(&out);
}

/* "/Properties/KeySchema/0/AttributeName" */
slsc_str slsc_plan_path(slsc_unit *unit, slsc_str pointer)
{
    const slsc_str properties = SLSC_STR("/Properties/");
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    pointer =
        slsc_str_sub(pointer, slsc_str_starts(pointer, properties) ? properties.len : 1, SIZE_MAX);
    while (pointer.ptr) {
        const size_t end = slsc_str_find_char(pointer, '/');
        const slsc_str step = slsc_str_sub(pointer, 0, end);
        bool index = step.len > 0 && out.len > 0;
        for (size_t i = 0; i < step.len; i++) index &= step.ptr[i] >= '0' && step.ptr[i] <= '9';
        slsc_sb_addz(&out, index ? "[" : out.len ? "." : "");
        for (size_t i = 0; i < step.len; i++) {
            const bool escape = step.ptr[i] == '~' && i + 1 < step.len;
            slsc_sb_char(&out, !escape ? step.ptr[i] : step.ptr[++i] == '0' ? '~' : '/');
        }
        if (index) slsc_sb_char(&out, ']');
        pointer =
            end == SIZE_MAX ? (slsc_str) { NULL, 0 } : slsc_str_sub(pointer, end + 1, SIZE_MAX);
    }
    return slsc_sb_str(&out);
}

/* ---- Lists ---- */

static bool is_list(const slsc_node *value)
{
    return slsc_node_kind(value) == SLSC_LIST && slsc_node_count(value) > 0;
}

/* One of them may be a single value, where AWS takes it as a list of one. */
bool slsc_plan_is_list(const slsc_detail *detail)
{
    const slsc_node *before = detail->before, *after = detail->after;
    if (detail->unknown || !before || !after || (!is_list(before) && !is_list(after))) return false;
    return (is_list(before) || slsc_is_scalar(before) || slsc_is_opaque(before)) &&
           (is_list(after) || slsc_is_scalar(after) || slsc_is_opaque(after)) &&
           !slsc_is_secret(before) && !slsc_is_secret(after);
}

static size_t many(const slsc_node *value) { return is_list(value) ? slsc_node_count(value) : 1; }

static const slsc_node *one(const slsc_node *value, size_t i)
{
    return is_list(value) ? slsc_node_at(value, i) : value;
}

/* The items of one list that the other has not, each as often as it has more. */
static void only_in(slsc_unit *unit, const slsc_node *list, const slsc_node *other,
                    const char *sign, slsc_plan_item *tell, void *context)
{
    slsc_node *there = slsc_node_new(unit, SLSC_MAP, other);
    for (size_t i = 0; i < many(other); i++) {
        const slsc_str key = slsc_plan_text(unit, one(other, i));
        slsc_node *seen = slsc_node_get(unit, there, key);
        if (seen)
            seen->as.integer++;
        else
            slsc_node_set(unit, there, key, slsc_node_number(unit, 1, other));
    }
    for (size_t i = 0; i < many(list); i++) {
        const slsc_node *item = one(list, i);
        slsc_node *seen = slsc_node_get(unit, there, slsc_plan_text(unit, item));
        if (seen && seen->as.integer > 0)
            seen->as.integer--;
        else
            tell(context, sign, item);
    }
}

void slsc_plan_items(slsc_unit *unit, const slsc_detail *detail, slsc_plan_item *tell,
                     void *context)
{
    only_in(unit, detail->before, detail->after, "-", tell, context);
    only_in(unit, detail->after, detail->before, "+", tell, context);
}

/* ---- Words ---- */

const char *slsc_plan_fate(const slsc_change *change)
{
    static const struct {
        const char *policy, *words;
    } fates[] = {
        { "Delete", "deleted" },
        { "Retain", "leaves the stack, and is kept" },
        { "Snapshot", "deleted after a snapshot" },
        { "ReplaceAndDelete", "the old one is deleted" },
        { "ReplaceAndRetain", "the old one is kept, outside of the stack" },
        { "ReplaceAndSnapshot", "the old one is deleted after a snapshot" },
    };
    for (size_t i = 0; change->policy && i < sizeof fates / sizeof *fates; i++)
        if (slsc_str_is(slsc_str_z(change->policy), fates[i].policy)) return fates[i].words;
    return NULL;
}

static slsc_str file_name(slsc_str key)
{
    for (size_t at = slsc_str_find_char(key, '/'); at != SIZE_MAX;
         at = slsc_str_find_char(key, '/'))
        key = slsc_str_sub(key, at + 1, SIZE_MAX);
    return key;
}

slsc_str slsc_plan_code(slsc_unit *unit, const slsc_change *change, const slsc_detail *detail)
{
    const slsc_str none = { NULL, 0 };
    if (!slsc_str_is(change->type, "AWS::Lambda::Function") ||
        !slsc_str_is(detail->path, "/Properties/Code/S3Key") || !slsc_is_scalar(detail->before) ||
        !slsc_is_scalar(detail->after) || slsc_is_secret(detail->after))
        return none;
    const slsc_str before = file_name(slsc_node_text(unit, detail->before));
    const slsc_str after = file_name(slsc_node_text(unit, detail->after));
    if (!after.len || !slsc_str_eq(before, after)) return none;
    return slsc_strf(unit->arena, "another %.*s", SLSC_FMT(after));
}

slsc_str slsc_plan_cause(slsc_unit *unit, const slsc_change *change, const slsc_detail *detail)
{
    const slsc_str resource =
        slsc_str_sub(detail->cause, 0, slsc_str_find_char(detail->cause, '.'));
    if (detail->open) return SLSC_STR("if a condition has it so, which is not known here");
    if (!detail->cause.len) return (slsc_str) { NULL, 0 };
    if (detail->source == SLSC_PARAMETER_REFERENCE)
        return slsc_strf(unit->arena, "because parameter %.*s has another value",
                         SLSC_FMT(detail->cause));
    if (change->action == SLSC_CHANGE_IMPLIED)
        return slsc_strf(unit->arena, "because %.*s changes", SLSC_FMT(detail->cause));
    return slsc_strf(unit->arena, "because %.*s %s", SLSC_FMT(resource),
                     detail->dynamic ? "may be replaced" : "is replaced");
}

bool slsc_plan_has_news(slsc_unit *unit, const slsc_output *output)
{
    return output->unknown || !output->before || !output->after ||
           !slsc_values_equal(unit, output->before, output->after);
}

/* ---- What is folded ---- */

static void count_reason(slsc_unit *unit, slsc_node *counts, const char *reason)
{
    slsc_node *count = reason ? slsc_node_getz(unit, counts, reason) : NULL;
    if (count)
        count->as.integer++;
    else if (reason)
        slsc_node_setz(unit, counts, reason, slsc_node_number(unit, 1, counts));
}

void slsc_plan_folded(const slsc_plan_report *report, slsc_sb *out)
{
    const slsc_changes *changes = report->changes;
    slsc_node *counts = slsc_node_new(changes->unit, SLSC_MAP, changes->new->template);
    for (size_t i = 0; i < changes->count; i++)
        count_reason(changes->unit, counts, changes->items[i].folded);
    for (size_t i = 0; i < changes->output_count; i++)
        count_reason(changes->unit, counts, changes->outputs[i].folded);
    for (size_t i = 0; i < slsc_node_count(counts); i++)
        slsc_sb_addf(out, "%s%.*s (%lld)", i ? ", " : "", SLSC_FMT(slsc_node_key(counts, i)),
                     (long long)slsc_node_at(counts, i)->as.integer);
}
