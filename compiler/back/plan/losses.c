/* losses.c: what goes: data, addresses, availability, resources; and what nobody can promise. */
#include "back/plan/findings.h"

#include <string.h>

static bool deletes(const slsc_change *change)
{
    return change->policy && strstr(change->policy, "Delete") != NULL;
}

static void data(slsc_findings *findings, const slsc_change *change)
{
    const slsc_resource *any = change->new ? change->new : change->old;
    if (!any->cfn.stateful || !deletes(change)) return;
    if (change->action == SLSC_CHANGE_REMOVE)
        slsc_finding_add(findings, SLSC_RISK_DATA_LOSS, "data-loss", change, NULL,
                         "it is deleted with what is in it (no DeletionPolicy keeps it)");
    else if (slsc_is_replaced(change))
        slsc_finding_add(
            findings, SLSC_RISK_DATA_LOSS, "data-loss", change, NULL,
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
    slsc_finding_add(findings, SLSC_RISK_DATA_LOSS, "retention", change, after->from,
                     "log events older than %lld days will be deleted", (long long)is);
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

void slsc_find_losses(slsc_findings *findings, const slsc_change *change)
{
    const slsc_resource *any = change->new ? change->new : change->old;
    bool disputed = false;
    for (size_t i = 0; i < change->detail_count; i++)
        disputed |= change->details[i].rule.disputed && !change->details[i].dynamic;
    data(findings, change);
    retention(findings, change);
    if (slsc_is_replaced(change) && any->cfn.identity)
        slsc_finding_add(findings, SLSC_RISK_IDENTITY, "identity-change", change, NULL,
                         "it is replaced: its address or id, which others may know, changes");
    if (slsc_is_replaced(change) && any->cfn.gap)
        slsc_finding_add(findings, SLSC_RISK_OUTAGE, "outage", change, NULL,
                         "the old one is deleted before the new one is made");
    else if (slsc_is_replaced(change) && is_entry(change))
        slsc_finding_add(
            findings, SLSC_RISK_OUTAGE, "outage", change, NULL,
            "it is replaced, and so is what depends on it: callers may fail meanwhile");
    if (change->action == SLSC_CHANGE_REMOVE && !is_accessory(change))
        slsc_finding_add(findings, SLSC_RISK_REMOVAL, "removal", change, NULL, "%s",
                         deletes(change) ? "it is deleted"
                         : slsc_str_is(slsc_str_z(change->policy), "Snapshot")
                             ? "it is deleted, after a snapshot of it was made"
                             : "it leaves the stack, and is kept");
    if (change->level == SLSC_RECREATE_CONDITIONALLY)
        slsc_finding_add(findings, SLSC_RISK_DISPUTED, "conditional", change, NULL,
                         "whether it is replaced is known only to AWS");
    else if (disputed && change->level)
        slsc_finding_add(findings, SLSC_RISK_DISPUTED, "disputed", change, NULL,
                         "our sources disagree on whether this replaces it");
}
