/* json_beside.c: what a plan as JSON has beside its changes: counts, findings, grants, outputs, and
 * what the deploying command must acknowledge. */
#include "back/plan/json.h"

slsc_node *slsc_json_place(const slsc_json_writer *w, const slsc_node *node)
{
    const slsc_span span = slsc_plan_place(w->unit, node);
    if (!span.line) return NULL;
    slsc_node *out = map(w);
    set(w, out, "file", text(w, span.file));
    set(w, out, "line", number(w, span.line));
    set(w, out, "column", number(w, span.col));
    return out;
}

void slsc_json_summary(const slsc_json_writer *w, slsc_node *root)
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
    set(w, out, "outputs", number(w, counts.outputs));
    set(w, out, "fails", number(w, counts.risks[SLSC_RISK_FAILS]));
    for (int i = SLSC_RISK_FAILS + 1; i < SLSC_RISK_COUNT; i++)
        if (counts.risks[i])
            set(w, risks, slsc_risk_name((slsc_risk)i), number(w, counts.risks[i]));
    set(w, out, "risks", risks);
    set(w, root, "summary", out);
}
static const char *severity(slsc_risk risk)
{
    if (risk <= SLSC_RISK_PUBLIC) return "critical";
    if (risk <= SLSC_RISK_IDENTITY) return "high";
    return risk <= SLSC_RISK_REMOVAL ? "medium" : "low";
}

/* Those that fail, or the others. */
static slsc_node *findings_node(const slsc_json_writer *w, bool fails)
{
    const slsc_findings *findings = w->report->findings;
    slsc_node *out = list(w);
    for (size_t i = 0; i < findings->count; i++) {
        const slsc_finding *finding = &findings->items[i];
        if ((finding->rule->risk == SLSC_RISK_FAILS) != fails) continue;
        slsc_node *item = map(w);
        set(w, item, "id", word(w, finding->rule->id));
        set(w, item, "class", word(w, slsc_risk_name(finding->rule->risk)));
        set(w, item, "severity", word(w, severity(finding->rule->risk)));
        set(w, item, "resource", text(w, finding->resource));
        set(w, item, "message", text(w, finding->message));
        set(w, item, "advice", word(w, finding->rule->advice));
        set(w, item, "source", slsc_json_place(w, finding->at));
        slsc_node_append(w->unit, out, item);
    }
    return out;
}

/* ---- Grants ---- */

static slsc_node *text_or_null(const slsc_json_writer *w, slsc_str s)
{
    return s.len ? text(w, s) : slsc_node_new(w->unit, SLSC_NULL, w->from);
}

/* Whom a policy of a role grants to is the role. */
static slsc_node *principal_node(const slsc_json_writer *w, const slsc_grant *grant)
{
    if (grant->principal.len || !slsc_str_is(grant->change->type, "AWS::IAM::Role"))
        return text_or_null(w, grant->principal);
    return text(w, slsc_strf(w->unit->arena, "role:%.*s", SLSC_FMT(grant->change->id)));
}

static slsc_node *grants_node(const slsc_json_writer *w, bool added)
{
    const slsc_findings *findings = w->report->findings;
    slsc_node *out = list(w);
    for (size_t i = 0; i < findings->grant_count; i++) {
        const slsc_grant *grant = &findings->grants[i];
        if (grant->added != added) continue;
        slsc_node *item = map(w);
        set(w, item, "effect", word(w, grant->deny ? "Deny" : "Allow"));
        set(w, item, "action", text(w, grant->action));
        set(w, item, "resource", text_or_null(w, grant->resource));
        set(w, item, "principal", principal_node(w, grant));
        set(w, item, "condition", text_or_null(w, grant->condition));
        set(w, item, "policyOf", text(w, grant->change->id));
        slsc_node_append(w->unit, out, item);
    }
    return out;
}

static slsc_node *iam_node(const slsc_json_writer *w)
{
    slsc_node *out = map(w);
    bool broadened = false;
    for (size_t i = 0; i < w->report->findings->count; i++) {
        const slsc_risk risk = w->report->findings->items[i].rule->risk;
        broadened |= risk == SLSC_RISK_IAM_BROADENING;
    }
    set(w, out, "broadened", flag(w, broadened));
    set(w, out, "added", grants_node(w, true));
    set(w, out, "removed", grants_node(w, false));
    return out;
}

/* ---- Outputs, capabilities ---- */

static slsc_node *output_node(const slsc_json_writer *w, const slsc_output *o)
{
    static const char *const actions[] = { "Add", "Modify", "Remove" };
    slsc_node *out = map(w);
    set(w, out, "Action", word(w, actions[o->action]));
    set(w, out, "OutputKey", text(w, o->name));
    if (o->before) set(w, out, "BeforeValue", text(w, slsc_plan_text(w->unit, o->before)));
    if (o->after)
        set(w, out, "AfterValue",
            o->unknown ? word(w, SLSC_PLAN_UNKNOWN) : text(w, slsc_plan_text(w->unit, o->after)));
    if (o->export_before.len) set(w, out, "BeforeExportName", text(w, o->export_before));
    if (o->export_after.len) set(w, out, "AfterExportName", text(w, o->export_after));
    if (o->folded) set(w, out, "folded", word(w, o->folded));
    set(w, out, "source", slsc_json_place(w, o->raw));
    return out;
}

static slsc_node *outputs_node(const slsc_json_writer *w)
{
    const slsc_changes *changes = w->report->changes;
    slsc_node *out = list(w);
    for (size_t i = 0; i < changes->output_count; i++)
        slsc_node_append(w->unit, out, output_node(w, &changes->outputs[i]));
    return out;
}

static slsc_node *capabilities_node(const slsc_json_writer *w)
{
    const slsc_capabilities needed = slsc_plan_capabilities(w->report->changes->new);
    slsc_node *out = map(w), *required = list(w);
    if (needed.iam)
        slsc_node_append(w->unit, required,
                         word(w, needed.named ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM"));
    if (needed.macro) slsc_node_append(w->unit, required, word(w, "CAPABILITY_AUTO_EXPAND"));
    set(w, out, "required", required);
    return out;
}

void slsc_json_beside(const slsc_json_writer *w, slsc_node *root)
{
    set(w, root, "failures", findings_node(w, true));
    set(w, root, "risks", findings_node(w, false));
    set(w, root, "iam", iam_node(w));
    set(w, root, "outputs", outputs_node(w));
    set(w, root, "capabilities", capabilities_node(w));
}
