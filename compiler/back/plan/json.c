/* json.c: a plan as JSON: what DescribeChangeSet answers, so that tools for change sets go on
 * working, and beside it `x`, the summary and the findings. */
#include "back/plan/report.h"

#include "tree/print.h"

typedef struct writer {
    const slsc_plan_report *report;
    slsc_unit *unit;
    const slsc_node *from;
} writer;

static slsc_node *map(const writer *w) { return slsc_node_new(w->unit, SLSC_MAP, w->from); }
static slsc_node *list(const writer *w) { return slsc_node_new(w->unit, SLSC_LIST, w->from); }

static void set(const writer *w, slsc_node *to, const char *key, slsc_node *value)
{
    if (value) slsc_node_setz(w->unit, to, key, value);
}

static slsc_node *text(const writer *w, slsc_str s)
{
    return slsc_node_string(w->unit, s, w->from);
}
static slsc_node *word(const writer *w, const char *s) { return text(w, slsc_str_z(s)); }
static slsc_node *flag(const writer *w, bool b) { return slsc_node_bool(w->unit, b, w->from); }

static slsc_node *number(const writer *w, size_t n)
{
    return slsc_node_number(w->unit, (double)n, w->from);
}

static const char *action_name(slsc_action action)
{
    static const char *const names[] = { "Add", "Modify", "Remove", "Implied" };
    return names[action];
}

static slsc_node *target(const writer *w, const slsc_detail *detail)
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
            detail->unknown ? word(w, "{{changeSet:KNOWN_AFTER_APPLY}}")
                            : text(w, slsc_plan_text(w->unit, detail->after)));
    set(w, out, "AttributeChangeType",
        word(w, !detail->before  ? "Add"
                : !detail->after ? "Remove"
                                 : "Modify"));
    return out;
}

static slsc_node *detail_node(const writer *w, const slsc_detail *detail)
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

static slsc_node *scope(const writer *w, const slsc_change *change)
{
    slsc_node *out = list(w);
    const char *last = NULL; /* details of one attribute stand together, but for late ones */
    bool properties = false;
    for (size_t i = 0; i < change->detail_count; i++) {
        const char *attribute = change->details[i].attribute;
        const bool again = slsc_str_is(slsc_str_z(attribute), "Properties") && properties;
        if (again || (last && slsc_str_eq(slsc_str_z(last), slsc_str_z(attribute)))) continue;
        slsc_node_append(w->unit, out, word(w, attribute));
        properties |= slsc_str_is(slsc_str_z(attribute), "Properties");
        last = attribute;
    }
    return out;
}

static slsc_node *resource_change(const writer *w, const slsc_change *change)
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
    return out;
}

static slsc_node *place_node(const writer *w, const slsc_node *node)
{
    const slsc_span span = slsc_plan_place(w->unit, node);
    if (!span.line) return NULL;
    slsc_node *out = map(w);
    set(w, out, "file", text(w, span.file));
    set(w, out, "line", number(w, span.line));
    set(w, out, "column", number(w, span.col));
    return out;
}

static slsc_node *beyond(const writer *w, const slsc_change *change)
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
    set(w, out, "source", place_node(w, any->raw));
    return out;
}

static slsc_node *summary(const writer *w)
{
    const slsc_plan_counts counts = slsc_plan_count(w->report);
    slsc_node *out = map(w), *risks = map(w);
    set(w, out, "add", number(w, counts.add));
    set(w, out, "modify", number(w, counts.update));
    set(w, out, "replace", number(w, counts.replace));
    set(w, out, "conditional", number(w, counts.conditional));
    set(w, out, "remove", number(w, counts.remove));
    set(w, out, "implied", number(w, counts.implied));
    set(w, out, "folded", number(w, counts.folded));
    set(w, out, "fails", number(w, counts.risks[SLSC_RISK_FAILS]));
    for (int i = SLSC_RISK_FAILS + 1; i < SLSC_RISK_COUNT; i++)
        if (counts.risks[i])
            set(w, risks, slsc_risk_name((slsc_risk)i), number(w, counts.risks[i]));
    set(w, out, "risks", risks);
    return out;
}

static const char *severity(slsc_risk risk)
{
    if (risk <= SLSC_RISK_PUBLIC) return "critical";
    if (risk <= SLSC_RISK_IDENTITY) return "high";
    return risk <= SLSC_RISK_REMOVAL ? "medium" : "low";
}

/* Those that fail, or the others. */
static slsc_node *findings_node(const writer *w, bool fails)
{
    const slsc_findings *findings = w->report->findings;
    slsc_node *out = list(w);
    for (size_t i = 0; i < findings->count; i++) {
        const slsc_finding *finding = &findings->items[i];
        if ((finding->risk == SLSC_RISK_FAILS) != fails) continue;
        slsc_node *item = map(w);
        set(w, item, "id", word(w, finding->id));
        set(w, item, "class", word(w, slsc_risk_name(finding->risk)));
        set(w, item, "severity", word(w, severity(finding->risk)));
        set(w, item, "resource", text(w, finding->resource));
        set(w, item, "message", text(w, finding->message));
        set(w, item, "source", place_node(w, finding->at));
        slsc_node_append(w->unit, out, item);
    }
    return out;
}

void slsc_plan_json(const slsc_plan_report *report, slsc_sb *out)
{
    const slsc_changes *changes = report->changes;
    const writer w = { report, changes->unit, changes->new->template };
    slsc_node *root = map(&w), *all = list(&w), *table = map(&w);
    set(&w, root, "formatVersion", word(&w, "1.0"));
    set(&w, root, "tool", word(&w, "slsc"));
    set(&w, table, "version", text(&w, slsc_cfn_version()));
    set(&w, root, "table", table);
    set(&w, root, "summary", summary(&w));
    set(&w, root, "exitCode", number(&w, (size_t)report->status));
    for (size_t i = 0; i < changes->count; i++) {
        slsc_node *item = map(&w);
        set(&w, item, "Type", word(&w, "Resource"));
        set(&w, item, "ResourceChange", resource_change(&w, &changes->items[i]));
        set(&w, item, "x", beyond(&w, &changes->items[i]));
        slsc_node_append(w.unit, all, item);
    }
    set(&w, root, "Changes", all);
    set(&w, root, "failures", findings_node(&w, true));
    set(&w, root, "risks", findings_node(&w, false));
    slsc_print_json(root, 2, out);
    slsc_sb_char(out, '\n');
}
