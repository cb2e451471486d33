/* rules.c: what findings there are: the class that each counts in, and what to do about it.
 *
 * The advice is one for all findings of a rule, so it names what helps and not what was found. The
 * same rules stand in docs/plan.md. */
#include "back/plan/findings.h"

#include <assert.h>
#include <string.h>

static const slsc_rule rules[SLSC_RULES] = {
    { "custom-name-replace", SLSC_RISK_FAILS,
      "change the name too, or leave it out so that CloudFormation makes one" },
    { "cycle", SLSC_RISK_FAILS,
      "take one of these references away: write a name that both sides know instead" },
    { "dangling-ref", SLSC_RISK_FAILS, "declare what it names, or take the reference away" },
    { "immutable-update", SLSC_RISK_FAILS,
      "keep it as it was, or make a new resource under another logical id" },
    { "limit", SLSC_RISK_FAILS, "split the service, or move resources into a stack of their own" },
    { "multi-gsi", SLSC_RISK_FAILS, "deploy them one after the other" },
    { "rename-fixed-name", SLSC_RISK_FAILS,
      "keep the logical id, or give the new one another name" },
    { "type-change", SLSC_RISK_FAILS, "give the new resource another logical id" },
    { "data-loss", SLSC_RISK_DATA_LOSS,
      "`UpdateReplacePolicy: Retain` keeps what is replaced; `DeletionPolicy: Retain`, deployed "
      "before, keeps what is removed" },
    { "protection-removed", SLSC_RISK_DATA_LOSS,
      "keep the protection, unless the data may go with the next mistake" },
    { "retention", SLSC_RISK_DATA_LOSS, "export what is still needed before" },
    { "public", SLSC_RISK_PUBLIC, "make sure that everyone is meant, else name who may" },
    { "iam-broadening", SLSC_RISK_IAM_BROADENING,
      "allow only the actions and resources that the code uses" },
    { "iam-unclassified", SLSC_RISK_IAM_BROADENING, "compare the policies by hand" },
    { "identity-change", SLSC_RISK_IDENTITY,
      "tell whoever uses it, or put a name of your own in front of it" },
    { "data-left-behind", SLSC_RISK_OUTAGE,
      "plan how the data gets from the old one to the new one" },
    { "outage", SLSC_RISK_OUTAGE, "deploy when it matters least" },
    { "removal", SLSC_RISK_REMOVAL, "make sure that nothing outside of this stack needs it" },
    { "conditional", SLSC_RISK_DISPUTED, "ask AWS with a change set before you deploy" },
    { "disputed", SLSC_RISK_DISPUTED, "ask AWS with a change set before you deploy" },
    { "export-changed", SLSC_RISK_DISPUTED,
      "look who imports it: `aws cloudformation list-imports --export-name NAME`" },
    { "export-removed", SLSC_RISK_DISPUTED,
      "look who imports it: `aws cloudformation list-imports --export-name NAME`" },
    { "macro", SLSC_RISK_DISPUTED, "ask AWS with a change set: only AWS expands it" },
    { "missing-capability", SLSC_RISK_DISPUTED,
      "give the command that deploys `--capabilities` with all that the template needs" },
    { "unknown-condition", SLSC_RISK_DISPUTED,
      "give the values of parameters with --params and --old-params" },
    { "unknown-property", SLSC_RISK_DISPUTED, "look at the name; ask AWS with a change set" },
    { "unknown-type", SLSC_RISK_DISPUTED, "ask AWS with a change set before you deploy" },
};

const slsc_rule *slsc_rule_find(const char *id)
{
    size_t i = 0;
    while (i < SLSC_RULES && strcmp(rules[i].id, id) != 0) i++;
    assert(i < SLSC_RULES);
    return &rules[i];
}

size_t slsc_rule_number(const slsc_rule *rule) { return (size_t)(rule - rules); }
