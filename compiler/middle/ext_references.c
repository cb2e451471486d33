/* ext_references.c: slsc.references/1: what of the template refers to what, for passes that check
 * it or take it apart, and the name that a misspelt one may have meant. */
#include "middle/host.h"
#include "tree/references.h"

/* A third of the letters may be wrong, but not more than a handful. */
static slsc_str nearest(slsc_unit *unit, slsc_str name, const slsc_node *map)
{
    size_t limit = name.len / 3 < 5 ? name.len / 3 : 5;
    slsc_str best = { NULL, 0 };
    (void)unit;
    if (slsc_node_kind(map) != SLSC_MAP) return best;
    for (size_t i = 0; i < slsc_node_count(map); i++) {
        const slsc_str key = slsc_node_key(map, i);
        const size_t distance = slsc_str_distance(name, key, limit);
        if (distance > limit || (best.ptr && distance == limit)) continue;
        limit = distance;
        best = key;
    }
    return best;
}

const slsc_references slsc_host_references = { sizeof slsc_host_references, 0, slsc_references_each,
                                               nearest };
