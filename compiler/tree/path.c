/* path.c: from a node up to its root, then the steps written down from there. */
#include "tree/path.h"

/* How a step is written: as it is, or with the escapes of a JSON pointer. */
static void add_step(slsc_sb *out, slsc_str step, bool pointer)
{
    if (!pointer) {
        if (out->len > 0) slsc_sb_char(out, '.');
        slsc_sb_add(out, step);
        return;
    }
    slsc_sb_char(out, '/');
    for (size_t i = 0; i < step.len; i++) {
        if (step.ptr[i] == '~')
            slsc_sb_addz(out, "~0");
        else if (step.ptr[i] == '/')
            slsc_sb_addz(out, "~1");
        else
            slsc_sb_char(out, step.ptr[i]);
    }
}

static slsc_str steps_of(slsc_unit *unit, const slsc_node *node, bool pointer)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    const slsc_node **nodes, *at;
    size_t depth = 0;
    for (at = node; at != NULL && at->parent != NULL; at = at->parent) depth++;
    nodes = SLSC_NEW_ARRAY(unit->arena, const slsc_node *, depth + 1);
    for (at = node; at != NULL && at->parent != NULL; at = at->parent) nodes[--depth] = at;
    for (; nodes[depth] != NULL; depth++) {
        const slsc_member *member = slsc_node_member(nodes[depth]);
        add_step(&out,
                 member != NULL ? member->key->text
                                : slsc_strf(unit->arena, "%u", (unsigned)nodes[depth]->position),
                 pointer);
    }
    return slsc_sb_str(&out);
}

slsc_str slsc_path_of(slsc_unit *unit, const slsc_node *node)
{
    return steps_of(unit, node, false);
}

slsc_str slsc_pointer_of(slsc_unit *unit, const slsc_node *node)
{
    return steps_of(unit, node, true);
}
