/* json.c: a plan as JSON: what DescribeChangeSet answers, so that tools for change sets go on
 * working, and beside it `x`, the summary and the findings. */
#include "back/plan/json.h"

#include "tree/path.h"
#include "tree/print.h"

static const char *action_name(slsc_action action)
{
    static const char *const names[] = { "Add", "Modify", "Remove", "Implied" };
    return names[action];
}

static slsc_node *target(const slsc_json_writer *w, const slsc_detail *detail)
{
    static const char *const recreations[] = { "Never", "Conditionally", "Always" };
    slsc_node *out = map(w);
    set(w, out, "Attribute", word(w, detail->attribute));
    const slsc_str properties = SLSC_STR("/Properties/");
    if (slsc_str_starts(detail->path, properties)) {
        const slsc_str rest = slsc_str_sub(detail->path, properties.len, SIZE_MAX);
        set(w, out, "Name", text(w, slsc_str_sub(rest, 0, slsc_str_find_char(rest, '/'))));
    }
    set(w, out, "RequiresRecreation", word(w, recreations[detail->rule.recreation]));
    set(w, out, "Path", text(w, detail->path));
    if (detail->source == SLSC_AUTOMATIC) return out;
    if (detail->before)
        set(w, out, "BeforeValue", text(w, slsc_plan_text(w->unit, detail->before)));
    if (detail->after)
        set(w, out, "AfterValue",
            detail->unknown ? word(w, SLSC_PLAN_UNKNOWN)
                            : text(w, slsc_plan_text(w->unit, detail->after)));
    set(w, out, "AttributeChangeType",
        word(w, !detail->before  ? "Add"
                : !detail->after ? "Remove"
                                 : "Modify"));
    return out;
}

static slsc_node *detail_node(const slsc_json_writer *w, const slsc_detail *detail)
{
    static const char *const sources[] = { "DirectModification", "ParameterReference",
                                           "ResourceReference", "ResourceAttribute", "Automatic" };
    slsc_node *out = map(w);
    set(w, out, "Target", target(w, detail));
    set(w, out, "Evaluation", word(w, detail->dynamic ? "Dynamic" : "Static"));
    set(w, out, "ChangeSource", word(w, sources[detail->source]));
    if (detail->cause.len) set(w, out, "CausingEntity", text(w, detail->cause));
    return out;
}

/* Each attribute once: there are six of them at most. */
static slsc_node *scope(const slsc_json_writer *w, const slsc_change *change)
{
    slsc_node *out = list(w);
    for (size_t i = 0; i < change->detail_count; i++) {
        const char *attribute = change->details[i].attribute;
        bool known = false;
        for (size_t k = 0; k < slsc_node_count(out); k++)
            known |= slsc_node_is_text(slsc_node_at(out, k), attribute);
        if (!known) slsc_node_append(w->unit, out, word(w, attribute));
    }
    return out;
}

static slsc_node *resource_change(const slsc_json_writer *w, const slsc_change *change)
{
    static const char *const replacements[] = { "False", "Conditional", "True" };
    slsc_node *out = map(w), *details = list(w);
    if (change->policy) set(w, out, "PolicyAction", word(w, change->policy));
    set(w, out, "Action", word(w, action_name(change->action)));
    set(w, out, "LogicalResourceId", text(w, change->id));
    set(w, out, "ResourceType", text(w, change->type));
    if (change->action == SLSC_CHANGE_MODIFY)
        set(w, out, "Replacement", word(w, replacements[change->level]));
    set(w, out, "Scope", scope(w, change));
    for (size_t i = 0; i < change->detail_count; i++)
        slsc_node_append(w->unit, details, detail_node(w, &change->details[i]));
    set(w, out, "Details", details);
    if (change->old)
        set(w, out, "BeforeContext",
            text(w, slsc_plan_context(w->report->changes->old, change->old)));
    if (change->new)
        set(w, out, "AfterContext",
            text(w, slsc_plan_context(w->report->changes->new, change->new)));
    return out;
}

/* Where each changed place is written, and was. */
static slsc_node *causes(const slsc_json_writer *w, const slsc_change *change)
{
    slsc_node *out = list(w);
    for (size_t i = 0; i < change->detail_count; i++) {
        const slsc_detail *detail = &change->details[i];
        if (!slsc_plan_tells(change, i)) continue;
        slsc_node *item = map(w);
        set(w, item, "path", text(w, detail->path));
        if (detail->after) set(w, item, "source", slsc_json_place(w, detail->after->from));
        if (detail->before && detail->before != detail->after)
            set(w, item, "oldSource", slsc_json_place(w, detail->before->from));
        if (detail->folded) set(w, item, "folded", word(w, detail->folded));
        slsc_node_append(w->unit, out, item);
    }
    return slsc_node_count(out) ? out : NULL;
}

/* The resources whose change is the cause of this one. */
static slsc_node *due_to(const slsc_json_writer *w, const slsc_change *change)
{
    slsc_node *out = list(w), *known = map(w);
    for (size_t i = 0; i < change->detail_count; i++) {
        const slsc_detail *detail = &change->details[i];
        const slsc_str id = slsc_str_sub(detail->cause, 0, slsc_str_find_char(detail->cause, '.'));
        if (!id.len || detail->source == SLSC_PARAMETER_REFERENCE ||
            slsc_node_get(w->unit, known, id))
            continue;
        slsc_node_set(w->unit, known, id, flag(w, true));
        slsc_node_append(w->unit, out, text(w, id));
    }
    return slsc_node_count(out) ? out : NULL;
}

/* The path in the configuration of what made the resource, or of the resource itself; of a template
 * given as such: none. */
static slsc_node *owner(const slsc_json_writer *w, const slsc_change *change)
{
    const slsc_resource *any = change->new ? change->new : change->old;
    const slsc_node *origin = any->raw;
    while (origin->from) origin = origin->from;
    if (origin != any->raw) {
        const slsc_str path = slsc_path_of(w->unit, origin);
        return path.len ? text(w, path) : NULL;
    }
    const slsc_node *config = w->unit->roots[SLSC_CONFIG];
    const slsc_node *own = slsc_node_path(w->unit, config, "resources.Resources");
    if (!change->new || !slsc_node_get(w->unit, own, any->id)) return NULL;
    return text(w, slsc_strf(w->unit->arena, "resources.Resources.%.*s", SLSC_FMT(any->id)));
}

static slsc_node *beyond(const slsc_json_writer *w, const slsc_change *change)
{
    const slsc_resource *any = change->new ? change->new : change->old;
    slsc_node *out = map(w);
    bool disputed = false;
    for (size_t i = 0; i < change->detail_count; i++) disputed |= change->details[i].rule.disputed;
    if (change->level)
        set(w, out, "replaceOrder",
            word(w, any->cfn.gap ? "delete_before_create" : "create_before_destroy"));
    set(w, out, "stateful", flag(w, any->cfn.stateful));
    set(w, out, "disputed", flag(w, disputed));
    set(w, out, "expectNoEffect", flag(w, change->no_effect));
    if (change->folded) set(w, out, "folded", word(w, change->folded));
    set(w, out, "source", slsc_json_place(w, any->raw));
    set(w, out, "causes", causes(w, change));
    set(w, out, "dueTo", due_to(w, change));
    set(w, out, "owner", owner(w, change));
    return out;
}

void slsc_plan_json(const slsc_plan_report *report, slsc_sb *out)
{
    const slsc_changes *changes = report->changes;
    const slsc_json_writer writer = { report, changes->unit, changes->new->template }, *w = &writer;
    slsc_node *root = map(w), *all = list(w), *table = map(w), *old = map(w);
    set(w, root, "formatVersion", word(w, "1.0"));
    set(w, root, "tool", word(w, "slsc"));
    set(w, table, "version", text(w, slsc_cfn_version()));
    set(w, root, "table", table);
    set(w, old, "ref", text(w, report->old_name));
    set(w, root, "old", old);
    slsc_json_summary(w, root);
    set(w, root, "exitCode", number(w, (size_t)report->status));
    for (size_t i = 0; i < changes->count; i++) {
        slsc_node *item = map(w);
        set(w, item, "Type", word(w, "Resource"));
        set(w, item, "ResourceChange", resource_change(w, &changes->items[i]));
        set(w, item, "x", beyond(w, &changes->items[i]));
        slsc_node_append(w->unit, all, item);
    }
    set(w, root, "Changes", all);
    slsc_json_beside(w, root);
    slsc_print_json(root, 2, out);
    slsc_sb_char(out, '\n');
}
