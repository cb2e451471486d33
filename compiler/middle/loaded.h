/* loaded.h: what this room remembers of a unit (unit->loaded). Nobody else includes it. */
#ifndef SLSC_MIDDLE_LOADED_H
#define SLSC_MIDDLE_LOADED_H

#include "base/intern.h"
#include "middle/host.h"
#include "middle/passes.h"

enum { SLSC_PASS_NEW, SLSC_PASS_WAITING, SLSC_PASS_PLACED };
typedef struct slsc_pass_record { /* a pass, and what must have run before it */
    slsc_pass_use use;
    size_t rank; /* among passes that wait for nobody: order.c */
    struct slsc_pass_record **waits_for;
    size_t wait_count, wait_capacity;
    struct slsc_pass_record *asker; /* who waits for it, while a circle is looked for */
    int state;
    bool stopped; /* it failed, or was not run because one it waits for did */
} slsc_pass_record;

typedef struct slsc_event_record { /* an event of a function, with its kind */
    const slsc_key *kind;
    slsc_event event;
} slsc_event_record;

typedef struct slsc_crash slsc_crash;

struct slsc_loaded {
    slsc_plugin_use **uses; /* in order */
    size_t use_count, use_capacity;
    slsc_keys *named;          /* the names under `plugins:` that are dealt with */
    slsc_pass_record **passes; /* as plugins and their tables name them */
    size_t pass_count, pass_capacity;
    slsc_pass_record **order; /* the same, as they run */
    size_t order_count;

    const slsc_plugin_use *running; /* whose code runs now; NULL: nobody's */
    slsc_str where;                 /* which of it: "pass `warmup/lower`" */
    slsc_crash *guard;              /* around it, when it is a shared object's: crash.c */
    bool guarded;
    bool misbehaved; /* a plugin was blamed */
    bool reading;    /* a pass of CHECK runs, which may not change a tree of the unit */

    slsc_event_record *events; /* of all functions; events_known is unset by CONFIGURE passes */
    size_t event_count, event_capacity;
    bool events_known;

    struct slsc_template *templates; /* fill.c: parsed once */
    size_t template_count, template_size;

    slsc_request **statements, **trusts; /* slsc.iam/1 */
    size_t statement_count, statement_capacity, trust_count, trust_capacity;
    slsc_keys *asked; /* what was asked for, as keys */
};
typedef struct slsc_loaded slsc_loaded;

slsc_loaded *slsc_loaded_of(slsc_unit *unit); /* made when it is not there */

/* Reports something about a plugin: at its name in the configuration when `at` is given; `note` and
 * `help` may be empty. Returns SLSC_FAIL for an error. */
slsc_status slsc_loader_tell(slsc_unit *unit, slsc_severity severity, const slsc_node *at,
                             const char *code, slsc_str message, slsc_str note, slsc_str help);
slsc_status slsc_loader_refuse(slsc_unit *unit, const slsc_node *at, const char *code,
                               slsc_str message, slsc_str note, slsc_str help); /* an error */
/* The same for what a plugin did wrong while it ran, which is no fault of the input. */
slsc_status slsc_loader_blame(slsc_unit *unit, const slsc_node *at, const char *code,
                              slsc_str message, slsc_str note);

/* Takes a checked plugin into the unit. One that is there already is not taken twice; another of
 * its name is an error. */
slsc_status slsc_loader_add(slsc_unit *unit, const slsc_plugin *plugin, slsc_str path,
                            const slsc_node *at);
slsc_status slsc_loader_file(slsc_unit *unit, slsc_str path, const slsc_node *at);
slsc_status slsc_loader_shipped(slsc_unit *unit, const slsc_shipped *shipped, const slsc_node *at);

/* named.c: what `plugins:` names; what stands there as a variable only once that is resolved. */
slsc_status slsc_loader_names(slsc_unit *unit, bool resolved);

/* Around each call of a plugin's code: tells the host whose it is, and guards what is not ours. */
void slsc_loader_enter(slsc_unit *unit, const slsc_plugin_use *use, slsc_str where);
void slsc_loader_leave(slsc_unit *unit);

/* search.c: `slsc-NAME.so` or `NAME.so` in a folder, which is added to `tried`; and shipped ones,
 * in the folder that belongs to this executable. Empty: not there. */
slsc_str slsc_loader_look(slsc_unit *unit, slsc_str folder, slsc_str name, slsc_sb *tried);
slsc_str slsc_loader_search_own(slsc_unit *unit, slsc_str name);

/* descriptor.c: copies a descriptor, and refuses what cannot be used. `file` is the name that the
 * shared object gives it, or empty. */
slsc_status slsc_loader_check(slsc_unit *unit, const slsc_plugin *theirs, slsc_str file,
                              const slsc_node *at, slsc_plugin *out);
slsc_pass slsc_loader_pass(const slsc_pass *theirs); /* a copy by size */
bool slsc_loader_is_name(const char *name);          /* of a plugin or pass: [a-z][a-z0-9-]{0,63} */

/* claims.c: for each of slsc_shipped_plugins the first node of the configuration that calls for it,
 * or NULL. */
void slsc_loader_claims(slsc_unit *unit, const slsc_node **at);

/* known_plugins.c: is this a plugin of the reference that has no effect on what is compiled? Then
 * why; else NULL. */
const char *slsc_loader_harmless(slsc_str name);

/* host.c: a mistake of the plugin that runs: an error. And `from`, or where it is NULL, which is
 * such a mistake, the root of the configuration. */
slsc_status slsc_host_misuse(slsc_unit *unit, const slsc_node *at, const char *code, slsc_str what);
const slsc_node *slsc_host_origin(slsc_unit *unit, const slsc_node *from);
/* `value`, or a copy when it cannot be put below `where`. */
slsc_node *slsc_host_detached(slsc_unit *unit, const slsc_node *where, slsc_node *value);
slsc_node *slsc_host_fill(slsc_unit *unit, slsc_str json, const slsc_hole *holes,
                          const slsc_node *from); /* fill.c */

/* overwrite.c: warns where a resource takes the place of another. */
void slsc_host_watch(slsc_unit *unit, const slsc_node *map, slsc_str key, slsc_node *value);

/* events.c */
void slsc_events_index(slsc_unit *unit);

/* crash.c: between enter and leave a fatal signal ends the process with a line about the plugin:
 * "plugin `warmup` crashed in pass `warmup/lower`". */
void slsc_crash_enter(slsc_unit *unit, slsc_str plugin, slsc_str where);
void slsc_crash_leave(slsc_unit *unit); /* nothing, when there is no guard */
/* Calls job(context, i), under the present guard also where that is another thread. */
void slsc_crash_job(const slsc_loaded *loaded, void (*job)(void *context, size_t i), void *context,
                    size_t i);

#endif
