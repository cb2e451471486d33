/* bundler.h: what the files of this folder share; its subfolders have headers of their own. */
#ifndef BUNDLER_H
#define BUNDLER_H

#include "bundler_data.h"
#include "link/bundle.h"
#include "slsc/sugar.h"

/* Whose words the options are in. */
typedef enum bundler_dialect {
    BUNDLER_OFF,
    BUNDLER_OWN,     /* custom.bundler */
    BUNDLER_ESBUILD, /* serverless-esbuild: custom.esbuild */
    BUNDLER_WEBPACK, /* serverless-webpack: custom.webpack */
    BUNDLER_BUILD,   /* what Serverless 4 has built in: build.esbuild */
    BUNDLER_UNSAID   /* nothing is said: a plugin without options, a handler in TypeScript */
} bundler_dialect;

typedef struct bundler_names { /* a list of texts */
    slsc_str *items;
    size_t count;
} bundler_names;

typedef struct bundler_settings {
    bundler_dialect dialect;
    slsc_node *given;       /* the options; NULL: none */
    const slsc_node *place; /* what called for a bundle */
    int asked; /* 0: nobody asked in so many words; what cannot be bundled stays as it is */
    bundler_bundle_options print;
    bundler_names external, excluded, conditions, main_fields, extensions;
    slsc_str tsconfig;
    int packages_external;
    int modules; /* externals are packed from node_modules */
    bundler_names force_include, force_exclude;
    slsc_str package_path; /* of package.json, below the service folder */
    int patterns;          /* what package.patterns name is packed, too */
    int only_asked;        /* BUNDLER_BUILD with nothing said for the service: functions ask */
    int trace;             /* pack files as they are */
    slsc_str stats;        /* "text", "json" or empty */
    slsc_str extension;    /* of the bundle: ".js"; empty: by format */
    int node_options;      /* NODE_OPTIONS gets --enable-source-maps */
} bundler_settings;

/* options.c: what the configuration says. `modern`: runs on nodejs18.x or later. */
void bundler_read_settings(const slsc_host *, slsc_unit *, bundler_settings *);
bundler_names bundler_read_names(const slsc_host *, slsc_unit *, const slsc_node *);

/* dialects.c: the options of other bundlers' plugins. */
void bundler_read_esbuild(const slsc_host *, slsc_unit *, bundler_settings *);
void bundler_read_webpack(const slsc_host *, slsc_unit *, bundler_settings *);
/* Tells of options that would have changed the code and do not here. */
void bundler_tell_unheeded(const slsc_host *, slsc_unit *, const bundler_settings *);

/* entries.c: functions and the files of their handlers. */
typedef struct bundler_entry {
    slsc_str file;   /* below the service folder */
    slsc_str output; /* path of the bundle in the package, without extension */
    uint32_t module;
    int generated; /* made by a pass: it lies nowhere */
} bundler_entry;

typedef struct bundler_user { /* a function that is bundled */
    const slsc_function *function;
    size_t entry;
} bundler_user;

typedef struct bundler_entries {
    bundler_entry *items;
    size_t count;
    bundler_user *users;
    size_t user_count;
} bundler_entries;

int bundler_is_node(const slsc_host *, slsc_unit *, const slsc_node *function);
int bundler_wanted(const slsc_host *, slsc_unit *, const bundler_settings *,
                   const slsc_node *function);
slsc_status bundler_find_entries(const slsc_host *, slsc_unit *, const bundler_settings *,
                                 bundler_entries *);

/* pack.c: the pass that bundles. */
slsc_status bundler_pack(const slsc_host *, slsc_unit *, void *state);

/* report.c: messages of the graph as diagnostics. `told` is how many were errors. */
size_t bundler_report(const slsc_host *, slsc_unit *, const bundler_graph *,
                      const bundler_message *, size_t count, const bundler_settings *);

/* stats.c: what is in the bundles. */
void bundler_tell_stats(const slsc_host *, slsc_unit *, const bundler_settings *,
                        const bundler_graph *, const bundler_entries *, const bundler_output *);

#endif
