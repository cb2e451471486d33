/* failures.c: updates that CloudFormation, or the service behind a resource, will refuse. */
#include "back/plan/findings.h"

#include "back/plan/report.h"

/* Replacing makes the new one beside the old one: a name that stays is taken. */
static void custom_name(slsc_findings *findings, const slsc_change *change)
{
    const slsc_str name = slsc_cfn_name_property(&change->new->cfn, change->type);
    if (!slsc_is_replaced(change) || change->type_differs || !name.len || change->new->cfn.gap)
        return;
    const slsc_node *before = slsc_node_get(findings->unit, change->old->properties, name);
    const slsc_node *after = slsc_node_get(findings->unit, change->new->properties, name);
    if (!before || !after) return;
    const slsc_node *was = slsc_node_get(findings->unit, change->old->effect, name);
    const slsc_node *will = slsc_node_get(findings->unit, change->new->effect, name);
    if (!slsc_values_equal(findings->unit, was, will)) return; /* attributes followed */
    slsc_finding_add(findings, "custom-name-replace", change, after->from,
                     "it must be replaced, but `%.*s` stays `%.*s`: CloudFormation refuses to "
                     "replace a resource whose fixed name does not change",
                     SLSC_FMT(name), SLSC_FMT(slsc_plan_text(findings->unit, after)));
}

/* How many indexes are on one side only, or differ in what cannot be changed. */
static void indexes(slsc_findings *findings, const slsc_change *change)
{
    slsc_unit *unit = findings->unit;
    const slsc_node *lists[2] = { slsc_plan_before(findings, change, "GlobalSecondaryIndexes"),
                                  slsc_plan_after(findings, change, "GlobalSecondaryIndexes") };
    slsc_node *by_name[2];
    size_t moved = 0, changed = 0;
    for (int side = 0; side < 2; side++) {
        by_name[side] = slsc_node_new(unit, SLSC_MAP, change->new->raw);
        for (size_t i = 0; i < slsc_node_count(lists[side]); i++) {
            slsc_node *index = slsc_node_at(lists[side], i);
            const slsc_str name = slsc_plan_text(unit, slsc_node_getz(unit, index, "IndexName"));
            slsc_node_set(unit, by_name[side], name, slsc_node_copy(unit, index, NULL));
        }
    }
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < slsc_node_count(by_name[side]); i++) {
            const slsc_node *one = slsc_node_at(by_name[side], i);
            const slsc_node *other =
                slsc_node_get(unit, by_name[!side], slsc_node_key(by_name[side], i));
            moved += !other;
            if (!other || side) continue;
            changed += !slsc_values_equal(unit, slsc_node_getz(unit, one, "KeySchema"),
                                          slsc_node_getz(unit, other, "KeySchema")) ||
                       !slsc_values_equal(unit, slsc_node_getz(unit, one, "Projection"),
                                          slsc_node_getz(unit, other, "Projection"));
        }
    if (moved > 1)
        slsc_finding_add(findings, "multi-gsi", change, lists[1],
                         "%zu global secondary indexes are added or removed: DynamoDB takes one "
                         "in an update",
                         moved);
    if (changed)
        slsc_finding_add(findings, "immutable-update", change, lists[1],
                         "the key or projection of a global secondary index changes: DynamoDB "
                         "takes only a new index of another name");
}

static void refused(slsc_findings *findings, const slsc_change *change)
{
    for (size_t i = 0; i < change->detail_count; i++) {
        const slsc_detail *detail = &change->details[i];
        const bool token =
            change->new->cfn.custom &&slsc_str_is(detail->path, "/Properties/ServiceToken");
        if (detail->dynamic || !(detail->rule.refused || token)) continue;
        slsc_finding_add(findings, "immutable-update", change,
                         detail->after ? detail->after->from : NULL,
                         "`%.*s` cannot be changed once the resource is made",
                         SLSC_FMT(slsc_plan_path(findings->unit, detail->path)));
        return;
    }
}

void slsc_find_failures(slsc_findings *findings, const slsc_change *change)
{
    if (change->action != SLSC_CHANGE_MODIFY) return;
    if (change->type_differs)
        slsc_finding_add(findings, "type-change", change, NULL,
                         "its type was `%.*s`: CloudFormation refuses another type under the same "
                         "logical id",
                         SLSC_FMT(change->old->type));
    custom_name(findings, change);
    refused(findings, change);
    if (slsc_str_is(change->type, "AWS::DynamoDB::Table")) indexes(findings, change);
}

/* ---- One resource goes and another of its type and name comes ---- */

static slsc_str named(slsc_unit *unit, const slsc_resource *resource)
{
    const slsc_str property = slsc_cfn_name_property(&resource->cfn, resource->type);
    const slsc_node *name =
        property.len ? slsc_node_get(unit, resource->properties, property) : NULL;
    if (!name) return (slsc_str) { NULL, 0 };
    return slsc_strf(unit->arena, "%.*s %.*s", SLSC_FMT(resource->type),
                     SLSC_FMT(slsc_plan_text(unit, name)));
}

void slsc_find_renames(slsc_findings *findings)
{
    slsc_unit *unit = findings->unit;
    const slsc_changes *changes = findings->changes;
    slsc_node *gone = slsc_node_new(unit, SLSC_MAP, changes->new->template);
    for (size_t i = 0; i < changes->count; i++) {
        const slsc_change *change = &changes->items[i];
        const slsc_str name = change->action == SLSC_CHANGE_REMOVE ? named(unit, change->old)
                                                                   : (slsc_str) { NULL, 0 };
        if (name.len) slsc_node_set(unit, gone, name, slsc_node_string(unit, change->id, gone));
    }
    for (size_t i = 0; i < changes->count; i++) {
        const slsc_change *change = &changes->items[i];
        const slsc_str name =
            change->action == SLSC_CHANGE_ADD ? named(unit, change->new) : (slsc_str) { NULL, 0 };
        const slsc_node *old = name.len ? slsc_node_get(unit, gone, name) : NULL;
        if (!old) continue;
        const size_t at = slsc_str_find_char(name, ' ');
        slsc_finding_add(findings, "rename-fixed-name", change, NULL,
                         "its name `%.*s` is still that of `%.*s` when it is made: CloudFormation "
                         "deletes what goes only at the end",
                         SLSC_FMT(slsc_str_sub(name, at + 1, SIZE_MAX)), SLSC_FMT(old->as.string));
    }
}
