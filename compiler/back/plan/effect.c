/* effect.c: what executing the changes will really do.
 *
 * CloudFormation's list says too much and too little. It lists whoever refers to a replaced
 * resource, also where the attribute keeps its value; and it leaves out whoever uses an attribute
 * of a resource that changes in place. So values are computed once more, now following attributes:
 * GetAtt of a property is that property's value, and what refers to a resource made anew is new.
 * A resource is touched exactly when its properties differ then. */
#include "back/plan/changes.h"

#include "tree/print.h"

enum { NOT_ASKED, BEGUN, NO, YES }; /* renewed */
enum { UNKNOWN, FOLLOWING, FOLLOWED };

static slsc_node *effect_of(slsc_stack *stack, slsc_resource *resource)
{
    if (!resource->refers) resource->effect = resource->properties; /* nothing to follow */
    if (!resource->effect) {
        const slsc_node *raw = slsc_node_getz(stack->unit, resource->raw, "Properties");
        resource->effect = raw ? slsc_stack_value(stack, raw) : NULL;
        if (slsc_node_kind(resource->effect) != SLSC_MAP)
            resource->effect = slsc_node_new(stack->unit, SLSC_MAP, resource->raw);
    }
    return resource->effect;
}

const slsc_node *slsc_effect(slsc_stack *stack, slsc_str id)
{
    slsc_resource *resource = slsc_stack_find(stack, id);
    return resource ? effect_of(stack, resource) : NULL;
}

static void note_replacement(void *context, slsc_str path, const slsc_node *before,
                             const slsc_node *after)
{
    slsc_change *found = context;
    (void)before, (void)after;
    if (slsc_cfn_rule_at(&found->new->cfn, path).recreation) found->level = SLSC_RECREATE_ALWAYS;
}

/* Is it made, or made anew, or perhaps: does a property that replaces, or may, really differ? */
static bool is_renewed(slsc_changes *changes, slsc_resource *resource)
{
    const slsc_change *change = changes->by_position[resource - changes->new->resources];
    if (!change && !slsc_stack_find(changes->old, resource->id)) return true;
    if (!change || change->level == SLSC_RECREATE_NEVER) return false;
    if (change->type_differs) return true;
    if (resource->renewed == NOT_ASKED) {
        slsc_change found = { .new = resource };
        slsc_resource *old = slsc_stack_find(changes->old, resource->id);
        resource->renewed = BEGUN;
        slsc_differences(changes->unit, (slsc_str) { NULL, 0 }, effect_of(changes->old, old),
                         effect_of(changes->new, resource), note_replacement, &found);
        resource->renewed = found.level == SLSC_RECREATE_ALWAYS ? YES : NO;
    }
    return resource->renewed != NO;
}

/* The value of a property, attributes followed; NULL: it has none, or is being asked for. */
static const slsc_node *property(slsc_stack *stack, slsc_resource *resource, slsc_str name)
{
    const slsc_node *raw = slsc_node_getz(stack->unit, resource->raw, "Properties");
    const slsc_node *member = slsc_is_opaque(raw) ? NULL : slsc_node_get(stack->unit, raw, name);
    if (!member) return NULL;
    if (!resource->followed) {
        const size_t n = slsc_node_count(raw);
        resource->followed = SLSC_NEW_ARRAY(stack->unit->arena, slsc_node *, n);
        resource->followed_was = SLSC_NEW_ARRAY(stack->unit->arena, unsigned char, n);
    }
    if (resource->followed_was[member->position] == FOLLOWING) return NULL; /* a circle */
    if (resource->followed_was[member->position] == UNKNOWN) {
        resource->followed_was[member->position] = FOLLOWING;
        resource->followed[member->position] = slsc_stack_value(stack, member);
        resource->followed_was[member->position] = FOLLOWED;
    }
    return resource->followed[member->position];
}

/* Large values and unknown ones are stood for by their hash, so that following costs no copies. */
static slsc_node *stand_in(slsc_stack *stack, const slsc_node *value, const slsc_node *from)
{
    if (slsc_is_scalar(value)) return slsc_node_copy(stack->unit, value, from);
    const slsc_str hash = slsc_hash_hex(stack->unit->arena, slsc_print_hash(stack->unit, value));
    return slsc_opaque(stack, "Fn::Value", slsc_node_string(stack->unit, hash, from), from);
}

static slsc_node *follow(slsc_stack *stack, const slsc_resource *resource, slsc_str attribute,
                         const slsc_node *from)
{
    slsc_changes *changes = stack->follow_context;
    slsc_resource *own = &stack->resources[resource - stack->resources];
    const slsc_node *value = attribute.len ? property(stack, own, attribute) : NULL;
    if (value) return stand_in(stack, value, from);
    if (stack != changes->new || !is_renewed(changes, own)) return NULL;
    return slsc_opaque(stack, "Fn::New",
                       slsc_node_string(stack->unit,
                                        slsc_strf(stack->unit->arena, "%.*s.%.*s",
                                                  SLSC_FMT(own->id), SLSC_FMT(attribute)),
                                        from),
                       from);
}

/* ---- Judging the list ---- */

typedef struct judgement {
    slsc_changes *changes;
    slsc_change *change;
    bool touched;
} judgement;

typedef struct cause {
    slsc_unit *unit;
    slsc_str text;
} cause;

static void note_cause(void *context, slsc_use_kind kind, slsc_str name, slsc_str attribute,
                       const slsc_node *at)
{
    cause *c = context;
    (void)at;
    if (kind == SLSC_USES_ATTRIBUTE && !c->text.len)
        c->text = slsc_strf(c->unit->arena, "%.*s.%.*s", SLSC_FMT(name), SLSC_FMT(attribute));
}

static void note_touched(void *context, slsc_str path, const slsc_node *before,
                         const slsc_node *after)
{
    judgement *j = context;
    j->touched = true;
    if (j->change->action != SLSC_CHANGE_IMPLIED) return;
    cause found = { j->changes->unit, { NULL, 0 } };
    if (after) slsc_uses(j->changes->new, after->from, note_cause, &found);
    *slsc_change_detail(j->changes, j->change) = (slsc_detail) {
        .attribute = "Properties",
        .path = path,
        .rule = slsc_cfn_rule_at(&j->change->new->cfn,
                                 slsc_str_sub(path, sizeof "/Properties" - 1, SIZE_MAX)),
        .dynamic = true,
        .source = SLSC_RESOURCE_ATTRIBUTE,
        .cause = found.text,
        .before = before,
        .after = after,
    };
}

/* What a JSON pointer below the properties names; NULL: nothing. */
static const slsc_node *at_pointer(slsc_unit *unit, const slsc_node *value, slsc_str pointer)
{
    while (pointer.len && value) {
        pointer = slsc_str_sub(pointer, 1, SIZE_MAX);
        const size_t end = slsc_str_find_char(pointer, '/');
        slsc_sb key = slsc_sb_new(unit->arena, 0);
        size_t index = 0;
        for (size_t i = 0; i < pointer.len && i < end; i++) {
            const bool escape = pointer.ptr[i] == '~' && i + 1 < pointer.len;
            slsc_sb_char(&key, !escape ? pointer.ptr[i] : pointer.ptr[++i] == '0' ? '~' : '/');
            index = index < 1000000 ? index * 10 + (size_t)(pointer.ptr[i] - '0') : index;
        }
        value = slsc_node_kind(value) == SLSC_LIST ? slsc_node_at(value, index)
                                                   : slsc_node_get(unit, value, slsc_sb_str(&key));
        pointer = slsc_str_sub(pointer, end, SIZE_MAX);
    }
    return value;
}

/* What a reference was is known where the attribute is a property. */
static void show_before(slsc_changes *changes, slsc_change *change, const slsc_resource *old)
{
    const size_t skip = sizeof "/Properties" - 1;
    for (size_t i = 0; i < change->detail_count; i++) {
        slsc_detail *detail = &change->details[i];
        if (!detail->unknown) continue;
        const slsc_node *was =
            at_pointer(changes->unit, old->effect, slsc_str_sub(detail->path, skip, SIZE_MAX));
        if (slsc_is_scalar(was)) detail->before = was;
    }
}

static void judge(slsc_changes *changes, slsc_change *change)
{
    judgement j = { changes, change, false };
    slsc_resource *new = slsc_stack_find(changes->new, change->id);
    slsc_resource *old = slsc_stack_find(changes->old, change->id);
    if (change->type_differs) return;
    const bool listed = change->detail_count > 0;
    if (!listed) change->action = SLSC_CHANGE_IMPLIED;
    const slsc_node *before = effect_of(changes->old, old), *after = effect_of(changes->new, new);
    if (listed || old->refers || new->refers)
        slsc_differences(changes->unit, SLSC_STR("/Properties"), before, after, note_touched, &j);
    show_before(changes, change, old);
    change->no_effect = listed && !j.touched;
    if (!j.touched) change->action = SLSC_CHANGE_MODIFY; /* what is not listed falls away later */
}

void slsc_changes_effect(slsc_changes *changes)
{
    changes->old->follow = changes->new->follow = follow;
    changes->old->follow_context = changes->new->follow_context = changes;
    for (size_t i = 0; i < changes->count; i++)
        if (changes->items[i].action == SLSC_CHANGE_MODIFY) judge(changes, &changes->items[i]);
}
