/* differences.c: where two values differ.
 *
 * Maps are compared key by key and lists of one length item by item; what is on one side only,
 * lists of another length, and opaque values are told as a whole. */
#include "back/plan/changes.h"

typedef struct walk {
    slsc_unit *unit;
    slsc_sb path;
    slsc_difference tell;
    void *context;
} walk;

static void compare(walk *w, const slsc_node *before, const slsc_node *after);

static void compare_at(walk *w, slsc_str step, const slsc_node *before, const slsc_node *after)
{
    const size_t length = w->path.len;
    slsc_sb_char(&w->path, '/');
    for (size_t i = 0; i < step.len; i++) { /* RFC 6901 */
        if (step.ptr[i] == '~')
            slsc_sb_addz(&w->path, "~0");
        else if (step.ptr[i] == '/')
            slsc_sb_addz(&w->path, "~1");
        else
            slsc_sb_char(&w->path, step.ptr[i]);
    }
    compare(w, before, after);
    w->path.len = length;
}

static void compare_maps(walk *w, const slsc_node *before, const slsc_node *after)
{
    for (size_t i = 0; i < slsc_node_count(after); i++) {
        const slsc_str key = slsc_node_key(after, i);
        compare_at(w, key, slsc_node_get(w->unit, before, key), slsc_node_at(after, i));
    }
    for (size_t i = 0; i < slsc_node_count(before); i++) {
        const slsc_str key = slsc_node_key(before, i);
        if (!slsc_node_get(w->unit, after, key)) compare_at(w, key, slsc_node_at(before, i), NULL);
    }
}

static void compare(walk *w, const slsc_node *before, const slsc_node *after)
{
    const slsc_kind kind = slsc_node_kind(before);
    const bool alike = before && after && kind == slsc_node_kind(after) &&
                       !slsc_is_opaque(before) && !slsc_is_opaque(after);
    if (alike && kind == SLSC_MAP) {
        compare_maps(w, before, after);
        return;
    }
    if (alike && kind == SLSC_LIST && slsc_node_count(before) == slsc_node_count(after)) {
        for (size_t i = 0; i < slsc_node_count(before); i++) {
            const size_t length = w->path.len;
            slsc_sb_addf(&w->path, "/%zu", i);
            compare(w, slsc_node_at(before, i), slsc_node_at(after, i));
            w->path.len = length;
        }
        return;
    }
    if (before && after && slsc_values_equal(w->unit, before, after)) return;
    w->tell(w->context, slsc_str_copy(w->unit->arena, slsc_sb_str(&w->path)), before, after);
}

void slsc_differences(slsc_unit *unit, slsc_str path, const slsc_node *before,
                      const slsc_node *after, slsc_difference tell, void *context)
{
    walk w = { unit, slsc_sb_new(unit->arena, 0), tell, context };
    if (!before && !after) return;
    slsc_sb_add(&w.path, path);
    compare(&w, before, after);
}
