/* changes.c: two templates, resource by resource.
 *
 * Values are compared after everything computable was computed, as CloudFormation does, so another
 * spelling is no change and a parameter's new value is one. Each differing place becomes a detail;
 * one that came through a changed parameter becomes two, as CloudFormation tells it. */
#include "back/plan/changes.h"

slsc_detail *slsc_change_detail(slsc_changes *changes, slsc_change *change)
{
    change->details = slsc_arena_grow(changes->unit->arena, change->details, change->detail_count,
                                      &change->detail_capacity, sizeof *change->details);
    return &change->details[change->detail_count++];
}

bool slsc_parameter_changed(const slsc_changes *changes, slsc_str name)
{
    const slsc_node *before = slsc_stack_parameter(changes->old, name);
    const slsc_node *after = slsc_stack_parameter(changes->new, name);
    return !before || !after || !slsc_values_equal(changes->unit, before, after);
}

/* ---- Details ---- */

typedef struct detailing {
    slsc_changes *changes;
    slsc_change *change;
    const char *attribute;
    slsc_detail detail; /* the one being told */
    slsc_node *told;    /* parameters that details of its place name */
    bool through_parameter;
} detailing;

static void note_parameter(void *context, slsc_use_kind kind, slsc_str name, slsc_str attribute,
                           const slsc_node *at)
{
    detailing *d = context;
    (void)attribute, (void)at;
    if (kind != SLSC_USES_PARAMETER || !slsc_parameter_changed(d->changes, name)) return;
    if (d->told && slsc_node_get(d->changes->unit, d->told, name)) return; /* once a place */
    if (!d->told) d->told = slsc_node_new(d->changes->unit, SLSC_MAP, d->change->new->raw);
    slsc_node_set(d->changes->unit, d->told, name, slsc_node_bool(d->changes->unit, true, d->told));
    slsc_detail *detail = slsc_change_detail(d->changes, d->change);
    *detail = d->detail;
    detail->source = SLSC_PARAMETER_REFERENCE;
    detail->cause = name;
    d->through_parameter = true;
}

/* Is there a choice in it that could not be made? */
static bool is_open(const slsc_node *value)
{
    if (slsc_str_is(slsc_intrinsic_name(value), "Fn::If")) return true;
    for (size_t i = 0; i < slsc_node_count(value); i++)
        if (is_open(slsc_node_at(value, i))) return true;
    return false;
}

static void add_detail(void *context, slsc_str path, const slsc_node *before,
                       const slsc_node *after)
{
    detailing *d = context;
    const slsc_str properties = SLSC_STR("/Properties");
    d->detail =
        (slsc_detail) { .attribute = d->attribute, .path = path, .before = before, .after = after };
    d->through_parameter = false;
    d->told = NULL;
    if (slsc_str_starts(path, properties))
        d->detail.rule =
            slsc_cfn_rule_at(&d->change->new->cfn, slsc_str_sub(path, properties.len, SIZE_MAX));
    if (after) slsc_uses(d->changes->new, after->from, note_parameter, d);
    slsc_detail *detail = slsc_change_detail(d->changes, d->change);
    *detail = d->detail;
    detail->open = is_open(before) || is_open(after);
    detail->dynamic = d->through_parameter || detail->open;
}

static void compare_attribute(slsc_changes *changes, slsc_change *change, const char *attribute)
{
    detailing d = { .changes = changes, .change = change, .attribute = attribute };
    const slsc_node *before = slsc_node_getz(changes->unit, change->old->raw, attribute);
    const slsc_node *after = slsc_node_getz(changes->unit, change->new->raw, attribute);
    slsc_differences(changes->unit, slsc_strf(changes->unit->arena, "/%s", attribute),
                     before ? slsc_stack_value(changes->old, before) : NULL,
                     after ? slsc_stack_value(changes->new, after) : NULL, add_detail, &d);
}

static slsc_recreation level_of(const slsc_change *change)
{
    slsc_recreation level = SLSC_RECREATE_NEVER;
    for (size_t i = 0; i < change->detail_count; i++) {
        const slsc_detail *detail = &change->details[i];
        if (!detail->dynamic && detail->rule.recreation > level) level = detail->rule.recreation;
        if (detail->dynamic && detail->rule.recreation && !level)
            level = SLSC_RECREATE_CONDITIONALLY;
    }
    return level;
}

/* A nested stack's template cannot be looked into: CloudFormation always lists it. */
static void add_automatic(slsc_changes *changes, slsc_change *change)
{
    slsc_detail *detail = slsc_change_detail(changes, change);
    *detail = (slsc_detail) { .attribute = "Properties",
                              .path = SLSC_STR("/Properties"),
                              .dynamic = true,
                              .source = SLSC_AUTOMATIC };
}

static void compare_resource(slsc_changes *changes, slsc_change *change)
{
    static const char *const attributes[] = { "Metadata", "CreationPolicy", "UpdatePolicy",
                                              "DeletionPolicy", "UpdateReplacePolicy" };
    detailing d = { .changes = changes, .change = change, .attribute = "Properties" };
    change->type_differs = !slsc_str_eq(change->old->type, change->new->type);
    slsc_differences(changes->unit, SLSC_STR("/Properties"), change->old->properties,
                     change->new->properties, add_detail, &d);
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        compare_attribute(changes, change, attributes[i]);
    change->level = level_of(change);
    if (slsc_str_is(change->type, "AWS::CloudFormation::Stack")) {
        change->level = SLSC_RECREATE_NEVER;
        add_automatic(changes, change);
    }
    if (change->type_differs) change->level = SLSC_RECREATE_ALWAYS;
}

/* ---- What happens to the resource that goes ---- */

static const char *policy_of(slsc_unit *unit, const slsc_resource *resource, const char *attribute)
{
    const slsc_node *policy = slsc_node_getz(unit, resource->raw, attribute);
    if (slsc_node_is_text(policy, "Retain") || slsc_node_is_text(policy, "RetainExceptOnCreate"))
        return "Retain";
    if (slsc_node_is_text(policy, "Snapshot")) return "Snapshot";
    return NULL;
}

static const char *removal_policy(slsc_unit *unit, const slsc_resource *resource)
{
    const char *policy = policy_of(unit, resource, "DeletionPolicy");
    if (policy) return policy;
    if (slsc_node_getz(unit, resource->raw, "DeletionPolicy")) return "Delete";
    const bool instance = slsc_str_is(resource->type, "AWS::RDS::DBInstance") &&
                          !slsc_node_getz(unit, resource->properties, "DBClusterIdentifier");
    return instance || slsc_str_is(resource->type, "AWS::RDS::DBCluster") ? "Snapshot" : "Delete";
}

static const char *replacement_policy(slsc_unit *unit, const slsc_resource *resource)
{
    const char *policy = policy_of(unit, resource, "UpdateReplacePolicy");
    if (!policy) return "ReplaceAndDelete";
    return policy[0] == 'R' ? "ReplaceAndRetain" : "ReplaceAndSnapshot";
}

/* ---- The list ---- */

static slsc_change *add_change(slsc_changes *changes, slsc_action action, const slsc_resource *old,
                               const slsc_resource *new)
{
    changes->items = slsc_arena_grow(changes->unit->arena, changes->items, changes->count,
                                     &changes->capacity, sizeof *changes->items);
    slsc_change *change = &changes->items[changes->count++];
    const slsc_resource *any = new ? new : old;
    *change = (slsc_change) {
        .action = action, .id = any->id, .type = any->type, .old = old, .new = new
    };
    return change;
}

static void list_all(slsc_changes *changes)
{
    for (size_t i = 0; i < changes->new->resource_count; i++) {
        const slsc_resource *new = &changes->new->resources[i];
        if (!new->present) continue;
        const slsc_resource *old = slsc_stack_find(changes->old, new->id);
        slsc_change *change =
            add_change(changes, old ? SLSC_CHANGE_MODIFY : SLSC_CHANGE_ADD, old, new);
        if (old) compare_resource(changes, change);
    }
    for (size_t i = 0; i < changes->old->resource_count; i++) {
        const slsc_resource *old = &changes->old->resources[i];
        if (old->present && !slsc_stack_find(changes->new, old->id))
            add_change(changes, SLSC_CHANGE_REMOVE, old, NULL)->policy =
                removal_policy(changes->unit, old);
    }
}

/* Details of one place stand together, in the order in which places come first. */
static void group_details(slsc_changes *changes, slsc_change *change)
{
    slsc_unit *unit = changes->unit;
    const size_t n = change->detail_count;
    if (n < 3) return;
    slsc_node *places = slsc_node_new(unit, SLSC_MAP, change->new->raw); /* path -> its number */
    size_t *place = SLSC_NEW_ARRAY(unit->arena, size_t, n);
    size_t *next = SLSC_NEW_ARRAY(unit->arena, size_t, n + 1); /* where a detail of it goes */
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        const slsc_node *known = slsc_node_get(unit, places, change->details[i].path);
        place[i] = known ? (size_t)known->as.integer : count++;
        if (!known)
            slsc_node_set(unit, places, change->details[i].path,
                          slsc_node_number(unit, (double)place[i], places));
        next[place[i] + 1]++;
    }
    slsc_detail *sorted = SLSC_NEW_ARRAY(unit->arena, slsc_detail, change->detail_capacity);
    for (size_t i = 1; i < count; i++) next[i] += next[i - 1];
    for (size_t i = 0; i < n; i++) sorted[next[place[i]]++] = change->details[i];
    change->details = sorted;
}

/* Takes away what is neither listed nor implied, and tells the rest what becomes of the old. */
static void settle(slsc_changes *changes)
{
    size_t kept = 0;
    for (size_t i = 0; i < changes->count; i++) {
        slsc_change *change = &changes->items[i];
        if (change->action == SLSC_CHANGE_MODIFY && !change->detail_count && !change->type_differs)
            continue;
        if (change->action == SLSC_CHANGE_MODIFY && change->level == SLSC_RECREATE_ALWAYS)
            change->policy = replacement_policy(changes->unit, change->new);
        if (change->new) group_details(changes, change);
        changes->items[kept++] = *change;
    }
    changes->count = kept;
}

slsc_changes *slsc_changes_make(slsc_stack *old, slsc_stack *new)
{
    slsc_changes *changes = SLSC_NEW(new->unit->arena, slsc_changes);
    *changes = (slsc_changes) { .unit = new->unit, .old = old, .new = new };
    list_all(changes);
    changes->by_position = SLSC_NEW_ARRAY(new->unit->arena, slsc_change *, new->resource_count + 1);
    for (size_t i = 0; i < changes->count; i++)
        if (changes->items[i].action == SLSC_CHANGE_MODIFY)
            changes->by_position[changes->items[i].new - new->resources] = &changes->items[i];
    slsc_changes_propagate(changes);
    slsc_changes_effect(changes);
    settle(changes);
    slsc_changes_outputs(changes);
    slsc_changes_fold(changes);
    return changes;
}
