/* unit.h: one compilation. Passed first, everywhere; there is no other state. */
#ifndef SLSC_TREE_UNIT_H
#define SLSC_TREE_UNIT_H

#include "base/fs.h"
#include "base/intern.h"
#include "diag/diag.h"

/* Limits that end in a diagnostic, never in swap or a crash. */
enum {
    SLSC_LIMIT_DEPTH = 200,     /* nesting of what is read */
    SLSC_LIMIT_HEIGHT = 2000,   /* nesting of a tree, made deeper by variables and passes */
    SLSC_LIMIT_NODES = 4000000, /* nodes of a unit, made by alias expansion or otherwise */
    SLSC_LIMIT_FILE = 64 << 20, /* bytes of one configuration file */
    SLSC_LIMIT_TEXT = 64 << 20, /* bytes of one resolved string */
};
#define SLSC_LIMIT_MEMORY ((size_t)4 << 30) /* bytes of a unit's arena */

typedef struct slsc_option { /* --name value, as given; value NULL-ptr: a switch that is on */
    slsc_str name, value;
} slsc_option;

typedef struct slsc_settings { /* what the command line says; filled by driver/options.c */
    slsc_str config;           /* --config; empty: look for serverless.yml, ... */
    slsc_str stage, region;    /* --stage, --region; empty: not given */
    slsc_str aws_profile;      /* --aws-profile: only for ${opt:aws-profile} */
    const slsc_option *params; /* --param, in order */
    size_t param_count;
    const slsc_option *options; /* every option given, by its long name: for ${opt:} */
    size_t option_count;
    slsc_str profile;     /* --profile: a major version of the framework; empty: as pinned */
    slsc_str old_profile; /* plan --old-profile: frameworkVersion does not pin to this one */
    slsc_str package;     /* --package */
    slsc_str values;      /* --values; empty: slsc.values.json, where there is one */
    bool update_values;   /* values --update */
    slsc_str depfile;     /* --depfile; empty: none */
    slsc_str stats;       /* --stats: only for plugins, which ask for it by slsc.options/1 */
    slsc_str stop_after;  /* --stop-after STAGE; empty: run all */
    slsc_str dump_after;  /* --dump-after PASS or STAGE; empty: none */
    unsigned jobs;        /* -j; 0: as many as processors */
    bool strict, hermetic, no_artifacts, minify, timings, verbose, quiet;
    bool allow_unknown_plugins;
    bool checked;               /* verify the trees between passes */
    const char *const *environ; /* NAME=VALUE, 0-ended: the only door to the environment */
} slsc_settings;

struct slsc_loaded;   /* middle/: the plugins of this unit, in order */
struct slsc_packages; /* back/: the packages of this unit's functions */
struct slsc_pinned;   /* front/: values of slsc.values.json */
struct slsc_shapes;   /* back/: the resource types that were asked for */

struct slsc_unit {
    slsc_arena *arena;
    slsc_keys *keys;
    slsc_sources *sources;
    slsc_diags *diags;
    slsc_settings settings;
    slsc_node *roots[3];      /* by slsc_root; NULL until made */
    slsc_str folder;          /* the service folder, as given: what paths are relative to */
    slsc_str config_name;     /* "serverless.yml" */
    slsc_service service;     /* facts, filled by front/service.c */
    slsc_function *functions; /* by middle/functions.c; made again after each CONFIGURE pass */
    size_t function_count;
    const char **makers; /* by slsc_node_maker: full names of passes; [0] is "source" */
    size_t maker_count, maker_capacity;
    uint16_t maker;    /* who makes nodes now */
    size_t node_count; /* nodes made so far */
    slsc_sb hashed;    /* by slsc_print_hash: one builder for all that is hashed */
    slsc_str *inputs;  /* files read, relative to the folder, for the depfile */
    size_t input_count, input_capacity;
    struct slsc_input_table *input_table;       /* path -> source: inputs.c */
    struct slsc_notice *notices, **notices_end; /* slsc.log/1 */
    struct slsc_info *infos, **infos_end;
    void (*show)(void *context, slsc_str line); /* slsc.log/1 progress, on a terminal; or NULL */
    void *show_context;
    const struct slsc_ability *abilities; /* middle/host.h: what other rooms lend to plugins */
    struct slsc_loaded *loaded;
    struct slsc_packages *packages;
    struct slsc_pinned *pinned;
    struct slsc_shapes *shapes;
};

/* A fresh unit on an arena of its own; the settings are copied shallowly. */
slsc_unit *slsc_unit_new(const slsc_settings *settings);
void slsc_unit_free(slsc_unit *unit);

/* Registers a maker's full name (kept, not copied) and returns its number. */
uint16_t slsc_unit_maker(slsc_unit *unit, const char *name);

/* True while no error was reported. */
bool slsc_unit_ok(const slsc_unit *unit);

/* Reads a file of the service, of at most SLSC_LIMIT_FILE bytes, and records it as an input and,
 * once, as a source: `*file` is its id (may be NULL). The path is relative to the service folder.
 * With --hermetic a file outside of that folder, links followed, is SLSC_FS_DENIED. */
slsc_fs_error slsc_unit_read(slsc_unit *unit, slsc_str path, slsc_str *text, uint32_t *file);

/* Records a file of the service as an input: one that was read otherwise. */
void slsc_unit_input(slsc_unit *unit, slsc_str path);

/* A variable of the environment: its value, or a NULL ptr. */
slsc_str slsc_unit_env(const slsc_unit *unit, slsc_str name);

/* Reports at a node (its value, or with _key its key); `at` may be NULL. The node's history is
 * told: a value that came through a variable, a node made by a pass. */
slsc_status slsc_errorf(slsc_unit *unit, const slsc_node *at, const char *code, const char *format,
                        ...) __attribute__((format(printf, 4, 5)));
void slsc_warnf(slsc_unit *unit, const slsc_node *at, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Where a reader of a diagnostic looks for a node, or with `key` for the key it stands under: at
 * the outermost expression for a value that came through variables, at what a pass made it from. */
slsc_place slsc_unit_place(const slsc_unit *unit, const slsc_node *node, bool key);
/* The whole form. Returns SLSC_FAIL for an error, SLSC_OK otherwise. */
slsc_status slsc_unit_report(slsc_unit *unit, const slsc_diag *diag);

#endif
