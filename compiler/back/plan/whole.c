/* whole.c: what is to be said of the new template as a whole: what CloudFormation takes no more of,
 * what only it can expand, and what the deploying command must acknowledge.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
#include "back/plan/findings.h"

#include "tree/print.h"

/* ---- Limits ---- */

enum { MOST_BYTES = 1000000 };

/* As it was given, or as small as it can be written. */
static size_t size_of(slsc_unit *unit, const slsc_node *template)
{
    const slsc_source_text *file = slsc_sources_get(unit->sources, template->place.file);
    if (file && !template->from) return file->text.len;
    slsc_sb text = slsc_sb_new(unit->arena, 0);
    slsc_print_json(template, 0, &text);
    return text.len;
}

static void limits(slsc_findings *findings, const slsc_node *template)
{
    static const struct {
        const char *section, *things;
        size_t most;
    } sections[] = {
        { "Resources", "resources", 500 },
        { "Outputs", "outputs", 200 },
        { "Parameters", "parameters", 200 },
        { "Mappings", "mappings", 200 },
    };
    const slsc_str none = { NULL, 0 };
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        const slsc_node *section = slsc_node_getz(findings->unit, template, sections[i].section);
        const size_t n = slsc_node_count(section);
        if (n > sections[i].most)
            slsc_finding_at(findings, "limit", none, none, section,
                            "it has %zu %s: CloudFormation takes %zu", n, sections[i].things,
                            sections[i].most);
    }
    const size_t size = size_of(findings->unit, template);
    if (size > MOST_BYTES)
        slsc_finding_at(findings, "limit", none, none, template,
                        "it has %zu bytes: CloudFormation takes %d", size, MOST_BYTES);
}

/* ---- Macros ---- */

static slsc_str macro_names(slsc_unit *unit, const slsc_node *macro)
{
    const slsc_node *inner = slsc_node_getz(unit, macro, "Fn::Transform");
    if (inner) return slsc_node_text(unit, slsc_node_getz(unit, inner, "Name"));
    if (slsc_node_kind(macro) != SLSC_LIST) return slsc_node_text(unit, macro);
    slsc_sb names = slsc_sb_new(unit->arena, 0);
    for (size_t i = 0; i < slsc_node_count(macro); i++) {
        const slsc_node *item = slsc_node_at(macro, i);
        const slsc_node *name = slsc_node_getz(unit, item, "Name");
        if (i) slsc_sb_addz(&names, ", ");
        slsc_sb_add(&names, slsc_node_text(unit, name ? name : item));
    }
    return slsc_sb_str(&names);
}

static void macros(slsc_findings *findings)
{
    const slsc_node *macro = slsc_stack_macro(findings->changes->new);
    const slsc_str none = { NULL, 0 };
    if (macro)
        slsc_finding_at(findings, "macro", none, none, macro,
                        "CloudFormation expands it with %.*s: the plan compares what is written, "
                        "and not what becomes of it",
                        SLSC_FMT(macro_names(findings->unit, macro)));
}

/* ---- Capabilities ---- */

/* Has an IAM resource a name that is given to it? */
static bool has_own_name(slsc_unit *unit, const slsc_resource *resource)
{
    static const char *const names[][2] = {
        { "AWS::IAM::Group", "GroupName" },
        { "AWS::IAM::InstanceProfile", "InstanceProfileName" },
        { "AWS::IAM::ManagedPolicy", "ManagedPolicyName" },
        { "AWS::IAM::Role", "RoleName" },
        { "AWS::IAM::User", "UserName" },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slsc_str_is(resource->type, names[i][0]))
            return slsc_node_getz(unit, resource->properties, names[i][1]) != NULL;
    return false;
}

slsc_capabilities slsc_plan_capabilities(const slsc_stack *stack)
{
    slsc_capabilities needed = { .macro = slsc_stack_macro(stack) };
    for (size_t i = 0; i < stack->resource_count; i++) {
        const slsc_resource *resource = &stack->resources[i];
        if (!resource->present || !slsc_str_starts(resource->type, SLSC_STR("AWS::IAM::")))
            continue;
        if (!needed.iam) needed.iam = resource;
        if (!needed.named && has_own_name(stack->unit, resource)) needed.named = resource;
    }
    return needed;
}

static void capabilities(slsc_findings *findings)
{
    const slsc_capabilities before = slsc_plan_capabilities(findings->changes->old);
    const slsc_capabilities after = slsc_plan_capabilities(findings->changes->new);
    const slsc_resource *first = after.named ? after.named : after.iam;
    const bool more = after.named ? !before.named : after.iam && !before.iam;
    if (more)
        slsc_finding_at(findings, "missing-capability", first->id, first->type, first->raw,
                        "the deployment needs %s, which it did not need before: %s",
                        after.named ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM",
                        after.named ? "this has a name of its own" : "this grants permissions");
    if (after.macro && !before.macro)
        slsc_finding_at(findings, "missing-capability", (slsc_str) { NULL, 0 },
                        (slsc_str) { NULL, 0 }, after.macro,
                        "the deployment needs CAPABILITY_AUTO_EXPAND, which it did not need "
                        "before: a macro expands the template");
}

/* ---- Conditions ---- */

/* Conditions that decide whether a resource is there, differently than before or of a new one, and
 * that nobody can tell offline: each once, at the first such resource. */
static void conditions(slsc_findings *findings)
{
    slsc_unit *unit = findings->unit;
    slsc_stack *old = findings->changes->old, *new = findings->changes->new;
    slsc_node *told = slsc_node_new(unit, SLSC_MAP, new->template);
    for (size_t i = 0; i < new->resource_count; i++) {
        const slsc_resource *after = &new->resources[i];
        if (!after->present || !after->open) continue;
        const slsc_resource *before = slsc_stack_find(old, after->id);
        const slsc_node *name = slsc_node_getz(unit, after->raw, "Condition");
        const slsc_node *was =
            before && before->open ? slsc_node_getz(unit, before->raw, "Condition") : NULL;
        const slsc_str is = slsc_node_text(unit, name);
        if (was && slsc_values_equal(unit, slsc_stack_condition(new, is, name),
                                     slsc_stack_condition(old, slsc_node_text(unit, was), was)))
            continue;
        if (slsc_node_get(unit, told, is)) continue;
        slsc_node_set(unit, told, is, slsc_node_bool(unit, true, name));
        slsc_finding_at(findings, "unknown-condition", after->id, after->type, name,
                        "whether it is there is decided by the condition `%.*s`, which is not "
                        "known here: the plan takes it as there",
                        SLSC_FMT(is));
    }
}

void slsc_find_whole(slsc_findings *findings)
{
    conditions(findings);
    limits(findings, findings->changes->new->template);
    macros(findings);
    capabilities(findings);
}
