/* losses.c: what goes: data, addresses, availability, resources; and what nobody can promise. */
#include "back/plan/findings.h"

#include "back/plan/report.h"

#include <string.h>

static bool deletes(const slsc_change *change)
{
    return change->policy && strstr(change->policy, "Delete") != NULL;
}

static void data(slsc_findings *findings, const slsc_change *change)
{
    const slsc_resource *any = change->new ? change->new : change->old;
    if (!any->cfn.stateful) return;
    if (!deletes(change) && slsc_is_replaced(change))
        slsc_finding_add(findings, "data-left-behind", change, NULL,
                         "it is replaced: what is in it stays in the old one, and the new one "
                         "begins empty");
    if (!deletes(change)) return;
    if (change->action == SLSC_CHANGE_REMOVE)
        slsc_finding_add(findings, "data-loss", change, NULL,
                         "it is deleted with what is in it (no DeletionPolicy keeps it)");
    else if (slsc_is_replaced(change))
        slsc_finding_add(
            findings, "data-loss", change, NULL,
            "it is replaced and the old one is deleted with what is in it (no UpdateReplacePolicy "
            "keeps it%s)",
            slsc_node_getz(findings->unit, change->new->raw, "DeletionPolicy")
                ? "; DeletionPolicy has no say in a replacement"
                : "");
}

/* Log events older than the new retention go. */
static void retention(slsc_findings *findings, const slsc_change *change)
{
    const slsc_node *before = slsc_plan_before(findings, change, "RetentionInDays");
    const slsc_node *after = slsc_plan_after(findings, change, "RetentionInDays");
    int64_t was = INT64_MAX, is = 0;
    if (change->action != SLSC_CHANGE_MODIFY || !slsc_str_is(change->type, "AWS::Logs::LogGroup"))
        return;
    if (before && slsc_node_to_int(before, &was) != SLSC_OK) return;
    if (!after || slsc_node_to_int(after, &is) != SLSC_OK || is >= was) return;
    slsc_finding_add(findings, "retention", change, after->from,
                     "log events older than %lld days will be deleted", (long long)is);
}

/* Rules of a bucket that delete objects. */
static size_t expiring(const slsc_findings *findings, const slsc_node *rules)
{
    size_t n = 0;
    for (size_t i = 0; i < slsc_node_count(rules); i++) {
        const slsc_node *rule = slsc_node_at(rules, i);
        bool expires = false;
        for (size_t k = 0; k < slsc_node_count(rule); k++)
            expires |= slsc_str_find(slsc_node_key(rule, k), SLSC_STR("Expiration")) != SIZE_MAX;
        n +=
            expires && slsc_node_is_text(slsc_node_getz(findings->unit, rule, "Status"), "Enabled");
    }
    return n;
}

/* What lets data go by itself, from now on. */
static void expiry(slsc_findings *findings, const slsc_change *change)
{
    const char *const rules = "LifecycleConfiguration.Rules";
    const char *const enabled = "TimeToLiveSpecification.Enabled";
    const slsc_node *after = slsc_plan_after(findings, change, enabled);
    const slsc_node *before = slsc_plan_before(findings, change, enabled);
    if (change->action != SLSC_CHANGE_MODIFY) return;
    if (slsc_str_is(change->type, "AWS::DynamoDB::Table") && slsc_is_scalar(after) &&
        slsc_str_is(slsc_node_text(findings->unit, after), "true") &&
        !(before && slsc_values_equal(findings->unit, before, after)))
        slsc_finding_add(findings, "retention", change, after->from,
                         "items whose time to live has passed will be deleted");
    after = slsc_plan_after(findings, change, rules);
    if (slsc_str_is(change->type, "AWS::S3::Bucket") &&
        expiring(findings, after) > expiring(findings, slsc_plan_before(findings, change, rules)))
        slsc_finding_add(findings, "retention", change, after->from,
                         "objects will be deleted by its lifecycle rules");
}

/* What keeps data from going by mistake. */
static void protection(slsc_findings *findings, const slsc_change *change)
{
    static const struct {
        const char *path, *on, *message;
    } guards[] = {
        { "DeletionProtectionEnabled", "true", "it is no longer protected from being deleted" },
        { "DeletionProtection", "true", "it is no longer protected from being deleted" },
        { "DeletionProtection", "ACTIVE", "it is no longer protected from being deleted" },
        { "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", "true",
          "it can no longer be restored to a point in time" },
        { "VersioningConfiguration.Status", "Enabled",
          "objects that are overwritten or deleted are no longer kept" },
    };
    static const char *const policies[] = { "DeletionPolicy", "UpdateReplacePolicy" };
    slsc_unit *unit = findings->unit;
    if (change->action != SLSC_CHANGE_MODIFY || !change->new->cfn.stateful) return;
    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++) {
        const slsc_node *before = slsc_plan_before(findings, change, guards[i].path);
        const slsc_node *after = slsc_plan_after(findings, change, guards[i].path);
        const bool was =
            slsc_is_scalar(before) && slsc_str_is(slsc_node_text(unit, before), guards[i].on);
        const bool is = after && (!slsc_is_scalar(after) ||
                                  slsc_str_is(slsc_node_text(unit, after), guards[i].on));
        if (was && !is)
            slsc_finding_add(findings, "protection-removed", change, after ? after->from : NULL,
                             "%s", guards[i].message);
    }
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
        const slsc_node *before = slsc_node_getz(unit, change->old->raw, policies[i]);
        const slsc_node *after = slsc_node_getz(unit, change->new->raw, policies[i]);
        if (before && !slsc_node_is_text(before, "Delete") &&
            (!after || slsc_node_is_text(after, "Delete")))
            slsc_finding_add(findings, "protection-removed", change, after,
                             "its %s was %.*s: from now on it goes with its data when it is %s",
                             policies[i], SLSC_FMT(slsc_node_text(unit, before)),
                             i ? "replaced" : "removed");
    }
}

static bool is_entry(const slsc_change *change)
{
    return slsc_str_is(change->type, "AWS::Lambda::Function") ||
           slsc_str_is(change->type, "AWS::ApiGateway::RestApi") ||
           slsc_str_is(change->type, "AWS::ApiGatewayV2::Api");
}

/* Made and unmade with a function or an API: their going says nothing that theirs does not. */
static bool is_accessory(const slsc_change *change)
{
    return slsc_str_is(change->type, "AWS::Lambda::Version") ||
           slsc_str_is(change->type, "AWS::Lambda::Permission") ||
           slsc_str_is(change->type, "AWS::ApiGateway::Deployment");
}

/* A detail of which nobody could look up what it does. */
static const slsc_detail *find_unknown(const slsc_change *change)
{
    for (size_t i = 0; i < change->detail_count; i++) {
        const slsc_detail *detail = &change->details[i];
        if (slsc_str_is(slsc_str_z(detail->attribute), "Properties") && !detail->rule.known &&
            detail->source != SLSC_AUTOMATIC && !change->new->cfn.custom)
            return detail;
    }
    return NULL;
}

void slsc_find_losses(slsc_findings *findings, const slsc_change *change)
{
    const slsc_resource *any = change->new ? change->new : change->old;
    bool disputed = false;
    for (size_t i = 0; i < change->detail_count; i++)
        disputed |= change->details[i].rule.disputed && !change->details[i].dynamic;
    data(findings, change);
    retention(findings, change);
    expiry(findings, change);
    protection(findings, change);
    if (slsc_is_replaced(change) && any->cfn.identity)
        slsc_finding_add(findings, "identity-change", change, NULL,
                         "it is replaced: its address or id, which others may know, changes");
    if (slsc_is_replaced(change) && any->cfn.gap)
        slsc_finding_add(findings, "outage", change, NULL,
                         "the old one is deleted before the new one is made");
    else if (slsc_is_replaced(change) && is_entry(change))
        slsc_finding_add(
            findings, "outage", change, NULL,
            "it is replaced, and so is what depends on it: callers may fail meanwhile");
    if (change->action == SLSC_CHANGE_REMOVE && !is_accessory(change))
        slsc_finding_add(findings, "removal", change, NULL, "%s",
                         deletes(change) ? "it is deleted"
                         : slsc_str_is(slsc_str_z(change->policy), "Snapshot")
                             ? "it is deleted, after a snapshot of it was made"
                             : "it leaves the stack, and is kept");
    const slsc_detail *unknown = change->level ? find_unknown(change) : NULL;
    if (unknown && !any->cfn.known)
        slsc_finding_add(findings, "unknown-type", change, NULL,
                         "its type is not in the table: whether this replaces it is not known");
    else if (unknown)
        slsc_finding_add(
            findings, "unknown-property", change, unknown->after ? unknown->after->from : NULL,
            "`%.*s` is not in the table: whether it replaces the resource is not known",
            SLSC_FMT(slsc_plan_path(findings->unit, unknown->path)));
    else if (change->level == SLSC_RECREATE_CONDITIONALLY)
        slsc_finding_add(findings, "conditional", change, NULL,
                         "whether it is replaced is known only to AWS");
    else if (disputed && change->level)
        slsc_finding_add(
            findings, "disputed", change, NULL,
            "what AWS publishes disagrees on whether this replaces it: the worse is taken");
}
