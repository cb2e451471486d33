/* loader.h: which plugins take part in a unit. */
#ifndef SLSC_MIDDLE_LOADER_H
#define SLSC_MIDDLE_LOADER_H

#include "tree/node.h"

/* One shipped plugin, as tools/claims wrote it down at build time from its descriptor; and one that
 * is linked in. The tables end with a NULL name. */
typedef struct slsc_shipped {
    const char *name;
    const char *const *claims, *const *stands_for;
    const slsc_plugin *(*linked)(void); /* NULL: a shared object to open */
} slsc_shipped;
extern const slsc_shipped slsc_shipped_plugins[]; /* made at build */
extern const slsc_plugin
    *const slsc_std_plugins[]; /* stdlib/, 0-ended: always there, in this order */

typedef struct slsc_plugin_use { /* a plugin of this unit */
    slsc_plugin plugin;          /* a copy; what its author's header did not know yet is 0 */
    slsc_str path;               /* of the shared object; empty: linked in */
    const slsc_node *at;         /* what called for it; NULL for stdlib */
    void *state;
    bool opened;
    bool shipped; /* it came with slsc */
} slsc_plugin_use;

/* Stage `plugins`: the standard library, then what `plugins:` names. */
slsc_status slsc_loader_named(slsc_unit *unit);
/* Stage `claim`: plugins whose names were variables, and shipped ones that the resolved
 * configuration calls for. */
slsc_status slsc_loader_claimed(slsc_unit *unit);
/* open() of each plugin not opened yet, in order. */
slsc_status slsc_loader_open(slsc_unit *unit);
/* close(), in reverse. */
void slsc_loader_close(slsc_unit *unit);

size_t slsc_loader_count(const slsc_unit *unit);
const slsc_plugin_use *slsc_loader_at(const slsc_unit *unit, size_t i);

/* Whether a plugin did what none may do: break a tree, fail without a word, make nodes of nothing.
 * It was reported; but the fault is not in the input. */
bool slsc_loader_misbehaved(const slsc_unit *unit);

/* The value of ${scheme:address} from a plugin's source; NULL: not found. */
slsc_node *slsc_loader_ask(slsc_unit *unit, const slsc_plugin_use *use, const slsc_source *source,
                           const slsc_node *params, slsc_str address, const slsc_node *from);

/* Opens and checks one shared object; reports at `at` and returns FAIL when it may not be used.
 * Nothing of it is run beyond slsc_plugin_v1(). */
slsc_status slsc_loader_read(slsc_unit *unit, slsc_str path, const slsc_node *at, slsc_plugin *out);

/* The file of a plugin of that name, or empty. Looked for in this order: .slsc/plugins below the
 * service, $SLSC_PLUGIN_PATH, the folder that belongs to this slsc; `tried` gets their names. */
slsc_str slsc_loader_search(slsc_unit *unit, slsc_str name, slsc_sb *tried);

#endif
