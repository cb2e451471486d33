/* groups.c: one change on many resources, as when a variable of all functions gets another value:
 * told once, with the names of those that it is done to.
 *
 * Alike are updates in place of one type whose details say the same. What is added, removed or
 * replaced is told one by one: of that each one matters. */
#include "back/plan/report.h"

#include "base/hash.h"

enum { ENOUGH = 3 }; /* alike, to be told as one */

/* What is told of a change, but its name; empty: it stands for itself. */
static slsc_str told_of(const slsc_plan_report *report, const slsc_change *change, slsc_sb *out)
{
    slsc_unit *unit = report->changes->unit;
    const bool update =
        change->action == SLSC_CHANGE_MODIFY || change->action == SLSC_CHANGE_IMPLIED;
    out->len = 0;
    if (!update || change->level || change->folded || report->all) return slsc_sb_str(out);
    slsc_sb_addf(out, "%d%.*s", change->action, SLSC_FMT(change->type));
    for (size_t i = 0; i < change->detail_count; i++) {
        const slsc_detail *detail = &change->details[i];
        if (detail->folded) continue;
        const slsc_str parts[] = {
            detail->path,
            detail->before ? slsc_plan_text(unit, detail->before) : SLSC_STR("\1"),
            detail->unknown ? SLSC_STR("\2")
            : detail->after ? slsc_plan_text(unit, detail->after)
                            : SLSC_STR("\1"),
            slsc_plan_cause(unit, change, detail),
        };
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
            slsc_sb_char(out, '\0');
            slsc_sb_add(out, parts[k]);
        }
    }
    return slsc_sb_str(out);
}

slsc_plan_groups slsc_plan_group(const slsc_plan_report *report)
{
    slsc_unit *unit = report->changes->unit;
    const size_t n = report->changes->count;
    slsc_plan_groups groups = { SLSC_NEW_ARRAY(unit->arena, size_t, n + 1),
                                SLSC_NEW_ARRAY(unit->arena, size_t, n + 1),
                                SLSC_NEW_ARRAY(unit->arena, size_t, n + 1) };
    size_t *last = SLSC_NEW_ARRAY(unit->arena, size_t, n + 1); /* of a first: the last so far */
    slsc_node *firsts = slsc_node_new(unit, SLSC_MAP, report->changes->new->template);
    slsc_sb text = slsc_sb_new(unit->arena, 0);
    for (size_t i = 0; i < n; i++) {
        const slsc_str told = told_of(report, &report->changes->items[i], &text);
        const slsc_str key = slsc_hash_hex(unit->arena, slsc_hash128_of(told));
        const slsc_node *known = told.len ? slsc_node_get(unit, firsts, key) : NULL;
        const size_t first = known ? (size_t)known->as.integer : i;
        groups.first[i] = first;
        groups.next[i] = SIZE_MAX;
        if (known) groups.next[last[first]] = i;
        last[first] = i;
        groups.count[first]++;
        if (!known && told.len)
            slsc_node_set(unit, firsts, key, slsc_node_number(unit, (double)i, firsts));
    }
    return groups;
}

bool slsc_plan_is_group(const slsc_plan_groups *groups, size_t change)
{
    return groups->count[groups->first[change]] >= ENOUGH;
}
