/* part.h: one bundle while it is made.
 *
 * ES modules that are evaluated together stand in one scope, a group: that of the entry runs at
 * once, the others, which somebody requires or imports later, when asked. CommonJS modules have a
 * function each. A group is known by its leader, the module through which all of it is reached. */
#ifndef BUNDLER_LINK_PART_H
#define BUNDLER_LINK_PART_H

#include "link.h"

enum { /* of part->symbols[symbol] */
       BUNDLER_NEEDED = 1,
       BUNDLER_HIDDEN = 2,  /* referred to, by another name, where its own may be a local one */
       BUNDLER_OUTSIDE = 4, /* referred to from another group */
       BUNDLER_PRESENT = 8, /* declared by a statement that is needed */
};

/* How a group holds a module that is no ES module of the bundle; each is a variable. */
enum {
    BUNDLER_RAW = 1,        /* module.exports */
    BUNDLER_DEFAULT = 2,    /* an object whose `default` it is, by __esModule */
    BUNDLER_SPACE = 4,      /* a namespace, by __esModule */
    BUNDLER_NODE_SPACE = 8, /* a namespace as Node makes it */
};

typedef struct bundler_use {
    uint32_t item;
    uint8_t kinds;
} bundler_use;

typedef struct bundler_part {
    uint32_t unit, number; /* in the graph; in the bundle */
    const bundler_unit *of;
    bool evaluated;      /* what it does when it is loaded is needed */
    bool root;           /* required or imported later: leads a group */
    uint32_t group;      /* the unit that leads it; BUNDLER_NONE: CommonJS */
    uint8_t *statements; /* 1: needed */
    uint8_t *symbols;
    slsc_str *names; /* of symbols in its group */
    BUNDLER_LIST(bundler_use, uses);
    size_t size; /* bytes of the bundle */
} bundler_part;

typedef enum bundler_step_kind {
    BUNDLER_STEP_RUN,   /* the statements of a unit */
    BUNDLER_STEP_ENTER, /* another group is evaluated */
    BUNDLER_STEP_LOAD,  /* what an import of a unit leads to: CommonJS or not in the bundle */
} bundler_step_kind;

typedef struct bundler_step {
    bundler_step_kind kind;
    uint32_t unit, import;
} bundler_step;

typedef struct bundler_group {
    uint32_t leader;
    bool is_async;
    BUNDLER_LIST(bundler_step, steps);
} bundler_group;

typedef struct bundler_external {
    slsc_str path;
    uint32_t from; /* a unit that asks for it */
    bool is_builtin;
    bool is_native; /* an `import` of the bundle itself: its variable is the namespace */
} bundler_external;

typedef struct bundler_bundle {
    const bundler_graph *graph;
    const bundler_bundle_options *options;
    bundler_arena *arena;
    bundler_messages *messages;
    uint32_t entry;
    bool is_module;       /* it is printed as an ES module */
    bundler_part **parts; /* by unit; NULL: not in the bundle */
    BUNDLER_LIST(uint32_t, order);
    BUNDLER_LIST(bundler_external, externals);
    bundler_table external_by_path;
    bundler_table uses; /* a part and an item -> number among the part's uses */
    BUNDLER_LIST(bundler_group, groups);
    uint32_t *group_of; /* leader -> number in groups */
    uint8_t *held;      /* by item: the variables that the group has which is printed; */
    uint32_t *held_by;  /* its number, plus 1 */
    slsc_str prefix;    /* of names that no module has */
    uint32_t helpers;   /* of runtime.h */
    bool failed;
} bundler_bundle;

static inline bool bundler_is_static(const bundler_import *import)
{
    return (import->kind == BUNDLER_IMPORT || import->kind == BUNDLER_EXPORT_FROM) &&
           !(import->flags & BUNDLER_IMPORT_UNUSED);
}

static inline bool bundler_is_es(const bundler_bundle *bundle, uint32_t unit)
{
    return unit != BUNDLER_NONE && bundle->graph->units[unit]->kind == BUNDLER_ES;
}

/* shake.c */
void bundler_shake(bundler_bundle *);
bundler_use *bundler_find_use(bundler_bundle *, bundler_part *, uint32_t item); /* NULL: none */
uint32_t bundler_item(bundler_bundle *, uint32_t unit, uint32_t import); /* CommonJS: its unit */
uint8_t bundler_kind_of(const bundler_bundle *, const bundler_target *property);

/* group.c */
void bundler_make_groups(bundler_bundle *);
/* Whether evaluating one group enters the other, maybe through others: both by leader. */
bool bundler_enters(const bundler_bundle *, uint32_t group, uint32_t other);
static inline bundler_group *bundler_group_of(const bundler_bundle *bundle, uint32_t leader)
{
    return &bundle->groups[bundle->group_of[leader]];
}

/* outside.c */
void bundler_find_outside(bundler_bundle *);

/* names.c */
void bundler_choose_prefix(bundler_bundle *);
void bundler_name_symbols(bundler_bundle *);
slsc_str bundler_named(bundler_bundle *, char what, uint32_t number); /* prefix, letter, number */
slsc_str bundler_item_name(bundler_bundle *, uint32_t item, uint8_t kind);

/* How code of the group `from` writes a target. */
slsc_str bundler_target_text(bundler_bundle *, uint32_t from, const bundler_target *);

#endif
