/* overwrite.c: two passes, or two functions in one pass, that make a resource of one name. The
 * second takes the place of the first, as in the reference, and the stack lacks a resource: that is
 * worth a word where it happens, for afterwards nobody knows.
 *
 * Nothing is lost where both are equal (a permission that several events ask for), where the new
 * one was made from the old, or where the user says what shall stand there. */
#include "middle/loaded.h"

static bool is_resources(const slsc_unit *unit, const slsc_node *map)
{
    const slsc_node *template_ = unit->roots[SLSC_TEMPLATE];
    return template_ && map->parent == template_ &&
           slsc_str_is(slsc_node_member(map)->key->text, "Resources");
}

static bool comes_from(const slsc_node *node, const slsc_node *origin)
{
    for (; node; node = node->from)
        if (node == origin) return true;
    return false;
}

/* What they wait for may differ: both are one resource. */
static bool is_same(const slsc_unit *unit, const slsc_node *a, const slsc_node *b)
{
    static const char *const members[] = { "Type", "Properties", "Condition" };
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const slsc_node *x = slsc_node_getz(unit, a, members[i]);
        const slsc_node *y = slsc_node_getz(unit, b, members[i]);
        if (x != y && (!x || !y || !slsc_node_equal(x, y))) return false;
    }
    return true;
}

void slsc_host_watch(slsc_unit *unit, const slsc_node *map, slsc_str key, slsc_node *value)
{
    if (!is_resources(unit, map) || value->maker == 0) return;
    const slsc_node *old = slsc_node_get(unit, map, key);
    if (!old || old == value || old->maker == 0 || comes_from(value, old)) return;
    if (is_same(unit, old, value)) return;
    slsc_unit_report(
        unit, &(slsc_diag) {
                  .struct_size = sizeof(slsc_diag),
                  .severity = SLSC_WARNING,
                  .code = "template/made-twice",
                  .message = slsc_strf(unit->arena,
                                       "resource `%.*s` is made twice; this one takes the place of "
                                       "another",
                                       SLSC_FMT(key)),
                  .at = value,
                  .see = old,
                  .see_label = SLSC_STR("the other is made for what is"),
              });
}
