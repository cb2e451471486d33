/* fold.c: deployments rename things each time: versions of functions, deployments of APIs, keys of
 * uploaded artifacts. What is only renamed is folded, so that a reader sees what changes; and so is
 * what CloudFormation takes for a change, though it means to AWS what it meant before.
 *
 * A version or deployment that goes and one that comes for the same function or API are a pair.
 * What only points at the new one of a pair instead of the old one is folded with it. */
#include "back/plan/changes.h"

typedef struct folding {
    slsc_changes *changes;
    slsc_unit *unit;
    slsc_node *gone;             /* "TYPE OWNER" -> id of what goes */
    slsc_node *pairs;            /* id of what comes -> id of what goes */
    slsc_node *same;             /* id of a function whose code is as it was -> true */
    const slsc_change *compared; /* the property that was compared last, and what came of it */
    slsc_str property;
    bool alike;
} folding;

/* What a version or deployment is of: the function's or API's logical id; or empty. */
static slsc_str owner_of(slsc_unit *unit, const slsc_resource *resource)
{
    const bool version = slsc_str_is(resource->type, "AWS::Lambda::Version");
    if (!version && !slsc_str_is(resource->type, "AWS::ApiGateway::Deployment"))
        return (slsc_str) { NULL, 0 };
    const slsc_node *owner =
        slsc_node_getz(unit, resource->properties, version ? "FunctionName" : "RestApiId");
    return slsc_str_is(slsc_intrinsic_name(owner), "Ref")
               ? slsc_node_text(unit, slsc_node_at(owner, 0))
               : (slsc_str) { NULL, 0 };
}

static slsc_str pair_key(slsc_unit *unit, const slsc_resource *resource)
{
    const slsc_str owner = owner_of(unit, resource);
    if (!owner.len) return owner;
    return slsc_strf(unit->arena, "%.*s %.*s", SLSC_FMT(resource->type), SLSC_FMT(owner));
}

static void note_gone(folding *f)
{
    for (size_t i = 0; i < f->changes->count; i++) {
        slsc_change *change = &f->changes->items[i];
        if (change->action != SLSC_CHANGE_REMOVE) continue;
        const slsc_str key = pair_key(f->unit, change->old);
        if (key.len)
            slsc_node_set(f->unit, f->gone, key,
                          slsc_node_string(f->unit, change->id, change->old->raw));
    }
}

/* Two versions of one digest: the function's code is as it was. */
static void note_code(folding *f, const slsc_resource *old, const slsc_resource *new)
{
    const slsc_node *before = slsc_node_getz(f->unit, old->properties, "CodeSha256");
    const slsc_node *after = slsc_node_getz(f->unit, new->properties, "CodeSha256");
    const slsc_str owner = owner_of(f->unit, new);
    if (owner.len && before && after && slsc_values_equal(f->unit, before, after))
        slsc_node_set(f->unit, f->same, owner, slsc_node_bool(f->unit, true, new->raw));
}

/* A version that stays is named after its digest: another function's code may have changed. */
static void note_stayed(folding *f)
{
    const slsc_stack *new = f->changes->new;
    for (size_t i = 0; i < new->resource_count; i++) {
        const slsc_resource *resource = &new->resources[i];
        const bool version =
            resource->present && slsc_str_is(resource->type, "AWS::Lambda::Version");
        const slsc_resource *old = version ? slsc_stack_find(f->changes->old, resource->id) : NULL;
        if (old) note_code(f, old, resource);
    }
}

static void note_pair(folding *f, slsc_change *change)
{
    const slsc_str key = pair_key(f->unit, change->new);
    const slsc_node *gone = key.len ? slsc_node_get(f->unit, f->gone, key) : NULL;
    if (!gone) return;
    const slsc_resource *old = slsc_stack_find(f->changes->old, gone->as.string);
    slsc_node_set(f->unit, f->pairs, change->id,
                  slsc_node_string(f->unit, gone->as.string, change->new->raw));
    slsc_node_set(f->unit, f->pairs, gone->as.string,
                  slsc_node_string(f->unit, change->id, change->new->raw));
    note_code(f, old, change->new);
}

/* Does it point at the new one of a pair where it pointed at the old one? */
static bool points_on(folding *f, const slsc_node *before, const slsc_node *after)
{
    const slsc_str name = slsc_intrinsic_name(before);
    const slsc_node *one = slsc_node_at(before, 0), *other = slsc_node_at(after, 0);
    if (!name.len || !slsc_str_eq(name, slsc_intrinsic_name(after))) return false;
    if (slsc_str_is(name, "Fn::GetAtt")) {
        if (!slsc_values_equal(f->unit, slsc_node_at(one, 1), slsc_node_at(other, 1))) return false;
        one = slsc_node_at(one, 0), other = slsc_node_at(other, 0);
    }
    const slsc_node *was = slsc_node_get(f->unit, f->pairs, slsc_node_text(f->unit, other));
    return one && was && slsc_values_equal(f->unit, was, one);
}

/* The property that a detail is of: "Tags" of "/Properties/Tags/0/Value". */
static slsc_str property_of(const slsc_detail *detail)
{
    const slsc_str properties = SLSC_STR("/Properties/");
    if (!slsc_str_starts(detail->path, properties)) return (slsc_str) { NULL, 0 };
    const slsc_str rest = slsc_str_sub(detail->path, properties.len, SIZE_MAX);
    return slsc_str_sub(rest, 0, slsc_str_find_char(rest, '/'));
}

/* A list that replaces its resource may do so too when only its order changes. What is updated in
 * consequence is written as it was, and differs all the same. */
static bool means_the_same(folding *f, const slsc_change *change, const slsc_detail *detail)
{
    const slsc_str name = property_of(detail);
    if (!name.len || change->action != SLSC_CHANGE_MODIFY || detail->unknown ||
        detail->rule.recreation != SLSC_RECREATE_NEVER)
        return false;
    if (f->compared == change && slsc_str_eq(f->property, name)) return f->alike;
    f->compared = change;
    f->property = name;
    f->alike = slsc_properties_alike(f->unit, &change->new->cfn, name,
                                     slsc_node_get(f->unit, change->old->properties, name),
                                     slsc_node_get(f->unit, change->new->properties, name));
    return f->alike;
}

static const char *detail_reason(folding *f, const slsc_change *change, const slsc_detail *detail)
{
    if (slsc_str_is(detail->path, "/Properties/Code/S3Key") &&
        slsc_node_get(f->unit, f->same, change->id))
        return "artifact uploaded again, same code";
    if (points_on(f, detail->before, detail->after))
        return "points at the new version or deployment";
    return means_the_same(f, change, detail) ? "another order or form, with the same meaning"
                                             : NULL;
}

/* Folds the details that make no difference; the change, when none is left. */
static const char *reason_of(folding *f, slsc_change *change)
{
    bool all = change->detail_count > 0;
    for (size_t i = 0; i < change->detail_count; i++) {
        change->details[i].folded = detail_reason(f, change, &change->details[i]);
        all &= change->details[i].folded != NULL;
    }
    return all ? change->details[change->detail_count - 1].folded : NULL;
}

/* Details of what becomes of the resource when it goes: nothing is done, and yet they matter. */
static bool changes_a_policy(const slsc_change *change)
{
    for (size_t i = 0; i < change->detail_count; i++) {
        const slsc_str attribute = slsc_str_z(change->details[i].attribute);
        if (slsc_str_is(attribute, "DeletionPolicy") ||
            slsc_str_is(attribute, "UpdateReplacePolicy"))
            return true;
    }
    return false;
}

/* The resource that an output tells of: by Ref or GetAtt; or empty. */
static slsc_str subject_of(slsc_unit *unit, const slsc_node *value)
{
    const slsc_node *argument = slsc_node_at(value, 0);
    if (slsc_str_is(slsc_intrinsic_name(value), "Ref")) return slsc_node_text(unit, argument);
    if (!slsc_str_is(slsc_intrinsic_name(value), "Fn::GetAtt")) return (slsc_str) { NULL, 0 };
    return slsc_node_text(unit, slsc_node_at(argument, 0));
}

static const char *output_reason(folding *f, const slsc_output *o)
{
    const slsc_stack *old = f->changes->old, *new = f->changes->new;
    if (o->action == SLSC_CHANGE_MODIFY)
        return slsc_str_eq(o->export_before, o->export_after) && points_on(f, o->before, o->after)
                   ? "points at the new version or deployment"
                   : NULL;
    const slsc_str subject = subject_of(f->unit, o->after ? o->after : o->before);
    if (!subject.len) return NULL;
    if (o->after && slsc_stack_find(new, subject) && !slsc_stack_find(old, subject))
        return "comes with its resource";
    if (!o->after && slsc_stack_find(old, subject) && !slsc_stack_find(new, subject))
        return "goes with its resource";
    return NULL;
}

static const char *pair_reason(const slsc_change *change)
{
    return slsc_str_is(change->type, "AWS::Lambda::Version") ? "new version of a function"
                                                             : "API deployed again";
}

void slsc_changes_fold(slsc_changes *changes)
{
    slsc_unit *unit = changes->unit;
    const slsc_node *from = changes->new->template;
    folding f = { .changes = changes,
                  .unit = unit,
                  .gone = slsc_node_new(unit, SLSC_MAP, from),
                  .pairs = slsc_node_new(unit, SLSC_MAP, from),
                  .same = slsc_node_new(unit, SLSC_MAP, from) };
    note_gone(&f);
    note_stayed(&f);
    for (size_t i = 0; i < changes->count; i++)
        if (changes->items[i].action == SLSC_CHANGE_ADD) note_pair(&f, &changes->items[i]);
    for (size_t i = 0; i < changes->count; i++) {
        slsc_change *change = &changes->items[i];
        if (change->no_effect && !changes_a_policy(change))
            change->folded = "listed by CloudFormation, without effect";
        else if (change->action == SLSC_CHANGE_MODIFY || change->action == SLSC_CHANGE_IMPLIED)
            change->folded = change->type_differs ? NULL : reason_of(&f, change);
        else if (slsc_node_get(unit, f.pairs, change->id))
            change->folded = pair_reason(change);
    }
    for (size_t i = 0; i < changes->output_count; i++)
        changes->outputs[i].folded = output_reason(&f, &changes->outputs[i]);
}
