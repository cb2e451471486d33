/* plan_other.c: the template of a second compilation: of the service as it was, or as an older
 * framework would have made it.
 *
 * It has a unit of its own, which is gone when the plan is made: the template is copied over with
 * the places it had. */
#include "driver/plan.h"

#include "driver/compile.h"
#include "middle/loader.h"

typedef struct transplant {
    slsc_unit *from, *to;
    uint32_t *files; /* by the old unit's file: its number in the new one */
    slsc_str mark;
} transplant;

static slsc_place move_place(transplant *t, slsc_place place)
{
    const slsc_source_text *source = slsc_sources_get(t->from->sources, place.file);
    if (!source) return (slsc_place) { 0 };
    if (!t->files[place.file]) {
        slsc_str found = slsc_path_join(t->to->arena, t->to->folder, source->name);
        found = slsc_path_normalize(t->to->arena, found);
        t->files[place.file] = slsc_sources_add(
            t->to->sources, slsc_strf(t->to->arena, "%.*s%.*s", SLSC_FMT(found), SLSC_FMT(t->mark)),
            slsc_str_copy(t->to->arena, source->text));
    }
    place.file = t->files[place.file];
    return place;
}

/* Trees are no deeper than SLSC_LIMIT_HEIGHT: whoever made this one saw to it. */
static slsc_node *move(transplant *t, const slsc_node *node)
{
    slsc_unit *to = t->to;
    const slsc_place place = move_place(t, slsc_unit_place(t->from, node, false));
    slsc_node *copy = slsc_node_read(to, node->kind, place);
    copy->secret = node->secret;
    if (copy->kind != node->kind) return copy; /* the unit has no nodes left, and told so */
    if (node->kind == SLSC_STRING) copy->as.string = slsc_str_copy(to->arena, node->as.string);
    if (node->kind != SLSC_STRING && node->kind != SLSC_LIST && node->kind != SLSC_MAP)
        copy->as = node->as;
    for (size_t i = 0; i < slsc_node_count(node); i++) {
        const slsc_node *child = slsc_node_at(node, i);
        slsc_node *moved = move(t, child);
        if (node->kind == SLSC_LIST)
            slsc_node_append(to, copy, moved);
        else
            slsc_node_set_at(
                to, copy,
                slsc_keys_intern(to->keys, slsc_str_copy(to->arena, slsc_node_key(node, i))),
                move_place(t, slsc_unit_place(t->from, child, true)), moved);
    }
    return copy;
}

slsc_node *slsc_plan_compile(slsc_unit *unit, const slsc_invocation *invocation, slsc_str mark,
                             slsc_parameters *out)
{
    slsc_invocation then = *invocation;
    then.settings.no_artifacts = true;
    then.settings.quiet = true;
    slsc_unit *other = slsc_compile_unit(&then);
    if (slsc_compile_run(other, "check") != SLSC_OK) {
        slsc_compile_end(other, &then);
        return NULL;
    }
    transplant t = { other, unit, NULL, mark };
    t.files = SLSC_NEW_ARRAY(unit->arena, uint32_t, slsc_sources_count(other->sources) + 2);
    slsc_node *template = move(&t, other->roots[SLSC_TEMPLATE]);
    const slsc_node *parameters =
        slsc_node_path(other, other->roots[SLSC_CONFIG], "provider.stackParameters");
    if (parameters) slsc_plan_take_parameters(unit, move(&t, parameters), out);
    slsc_loader_close(other);
    slsc_unit_free(other);
    return template;
}

slsc_node *slsc_plan_profile(slsc_unit *unit, const slsc_invocation *invocation,
                             slsc_parameters *out)
{
    slsc_invocation then = *invocation;
    then.settings.profile = invocation->settings.old_profile;
    slsc_node *template = slsc_plan_compile(unit, &then, (slsc_str) { NULL, 0 }, out);
    if (!template)
        slsc_errorf(unit, NULL, "plan/old-profile-broken",
                    "the service does not compile with `--profile %.*s`: what is wrong with it is "
                    "told above",
                    SLSC_FMT(then.settings.profile));
    return template;
}
