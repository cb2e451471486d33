/* bundle.h: modules -> bundles.
 *
 * The graph holds every module that any entry reaches, read and parsed once. A bundle is one file
 * for one entry: its ES modules in one scope, in the order in which they are evaluated, those that
 * run later and CommonJS as functions; references between modules are rewritten so that bindings
 * stay live, and statements nobody needs are left out. What a bundle holds depends on its entry
 * alone, not on others of the graph. */
#ifndef BUNDLER_LINK_BUNDLE_H
#define BUNDLER_LINK_BUNDLE_H

#include "parse/log.h"
#include "resolve/resolve.h"

typedef enum bundler_loader { /* what becomes of a file that is no script, by its extension */
                              BUNDLER_LOAD_DEFAULT,
                              BUNDLER_LOAD_JS,
                              BUNDLER_LOAD_JSX,
                              BUNDLER_LOAD_TS,
                              BUNDLER_LOAD_TSX,
                              BUNDLER_LOAD_JSON,
                              BUNDLER_LOAD_TEXT,
                              BUNDLER_LOAD_BASE64,
                              BUNDLER_LOAD_DATAURL,
                              BUNDLER_LOAD_BINARY,
                              BUNDLER_LOAD_FILE, /* copied beside the bundle; the module is its path
                                                  */
                              BUNDLER_LOAD_COPY,
                              BUNDLER_LOAD_EMPTY,
} bundler_loader;

typedef struct bundler_loader_rule {
    slsc_str extension; /* ".html" */
    bundler_loader loader;
} bundler_loader_rule;

typedef struct bundler_define { /* an unbound name, or a chain (process.env.X), and its value */
    slsc_str name, text;
} bundler_define;

typedef enum bundler_map_mode {
    BUNDLER_MAP_NONE,
    BUNDLER_MAP_LINKED,   /* NAME.map, and a comment that names it */
    BUNDLER_MAP_EXTERNAL, /* NAME.map alone */
    BUNDLER_MAP_INLINE,
} bundler_map_mode;

typedef enum bundler_format {
    BUNDLER_FORMAT_AUTO, /* CommonJS, but an ES module where the entry waits while it is loaded */
    BUNDLER_FORMAT_CJS,
    BUNDLER_FORMAT_ESM,
} bundler_format;

typedef struct bundler_bundle_options {
    bundler_format format;
    bundler_map_mode map;
    bool map_without_sources; /* no sourcesContent */
    bool minify;              /* space and comments */
    bool keep_comments;
    bool whole; /* no tree shaking */
    const bundler_loader_rule *loaders;
    size_t loader_count;
    const bundler_define *defines;
    size_t define_count;
    slsc_str banner, footer;
    slsc_str root; /* paths in maps, stats and messages are relative to it */
} bundler_bundle_options;

typedef enum bundler_message_code { /* each is a diagnostic of the plugin: bundler/... */
                                    BUNDLER_SYNTAX,           /* error: the file cannot be parsed */
                                    BUNDLER_UNREADABLE,       /* error */
                                    BUNDLER_MISSING_MODULE,   /* error: an import leads nowhere */
                                    BUNDLER_OPTIONAL_MODULE,  /* warning: a require that may fail
                                                                 leads nowhere; it stays */
                                    BUNDLER_MISSING_EXPORT,   /* error: import { x } of an ES module
                                                                 that has no x */
                                    BUNDLER_AMBIGUOUS_EXPORT, /* error: two `export *` have it */
                                    BUNDLER_ASSIGNED_IMPORT,  /* error: x = 1 of an import */
                                    BUNDLER_REQUIRE_EXPRESSION, /* warning: require(expression)
                                                                   stays, found when it runs */
                                    BUNDLER_AWAIT_IN_COMMONJS, /* error: top-level await in a bundle
                                                                  that cannot wait */
                                    BUNDLER_NO_LOADER,         /* error: a file of unknown kind */
                                    BUNDLER_EVAL, /* warning: direct eval in a module */
                                    BUNDLER_META, /* warning: import.meta.x that has no meaning in a
                                                     bundle */
} bundler_message_code;

typedef struct bundler_message {
    bundler_message_code code;
    bool is_error;
    uint32_t module; /* whose source offset and end point into; BUNDLER_NONE: entry not found */
    uint32_t offset, end;
    slsc_str text; /* one line, lower case */
    slsc_str help; /* optional */
} bundler_message;

typedef struct bundler_link { /* what an import of a module leads to */
    bundler_found found;
    uint32_t module; /* BUNDLER_NONE: external, builtin or nothing */
} bundler_link;

typedef struct bundler_module {
    bundler_arena arena; /* its source and log */
    bundler_found file;
    slsc_str name; /* relative to options.root, with `/`: "src/a.js", "../lib/b.js" */
    slsc_str source;
    bundler_log log;
    bundler_loader loader; /* settled: never DEFAULT */
    bundler_link *links;   /* one for each log.imports */
    bool generated;        /* its source was provided: it stands in no file */
    bool failed;           /* a message says why */
} bundler_module;

typedef struct bundler_graph bundler_graph;

/* Runs job(context, i) for each i < n, maybe at once: the plugin gives slsc.jobs/1, tests a loop.
 */
typedef void bundler_run_jobs(void *runner, size_t n, void (*job)(void *context, size_t i),
                              void *context);

/* A path as seen from a folder, both absolute: "../lib/b.js". */
slsc_str bundler_relative(bundler_arena *, slsc_str folder, slsc_str path);

bundler_graph *bundler_graph_new(bundler_resolver *, const bundler_bundle_options *,
                                 bundler_run_jobs *, void *runner);
void bundler_graph_end(bundler_graph *);

/* Adds an entry, with all it reaches, and gives its module. A file of the disk by its path
 * (absolute or below root), or, with a `content` that is not NULL, one that a pass has made, read
 * from nowhere. */
void bundler_graph_provide(bundler_graph *, slsc_str path, slsc_str content);
uint32_t bundler_graph_add(bundler_graph *, slsc_str path); /* BUNDLER_NONE: told in messages */

/* Reads, parses and resolves until nothing is new, breadth first, in the order of the sources. */
slsc_status bundler_graph_load(bundler_graph *);

size_t bundler_graph_count(const bundler_graph *);
const bundler_module *bundler_graph_at(const bundler_graph *, uint32_t module);
size_t bundler_graph_messages(const bundler_graph *, const bundler_message **);

typedef struct bundler_asset { /* a file that must lie beside the bundle */
    slsc_str name;             /* relative to the bundle */
    uint32_t module;           /* its content is the source */
} bundler_asset;

typedef struct bundler_bundled { /* a module in a bundle, for the stats */
    uint32_t module;
    uint32_t size; /* bytes of it in the bundle; 0: left out */
} bundler_bundled;

typedef struct bundler_output {
    slsc_str code, map;        /* map: empty without one of its own */
    bool is_module;            /* ES module: NAME.mjs */
    const slsc_str *externals; /* what is not in it and asked for, sorted: "aws-sdk", "fs" */
    size_t external_count;
    const uint32_t *external_from;  /* for each: a module that asks for it */
    const bundler_bundled *modules; /* in the order of the bundle */
    size_t module_count;
    const bundler_asset *assets;
    size_t asset_count;
} bundler_output;

/* Whether the bundle of an entry is an ES module since the options say so: CommonJS stays CommonJS,
 * since what it exports is known only when it runs. */
bool bundler_graph_makes_module(const bundler_graph *, uint32_t entry);

/* Links and prints one entry; `name` is the bundle's file name ("handler.js", which is handler.mjs
 * where BUNDLER_FORMAT_AUTO becomes an ES module): for the comment of the map, and
 * with BUNDLER_FORMAT_ESM what is called .mjs is an ES module in any case. All bundles of a
 * graph may be made at once. FAIL: messages were added (by `messages`, which belongs to the
 * caller). */
typedef struct bundler_messages {
    bundler_arena *arena;
    bundler_message *items;
    size_t count, capacity;
} bundler_messages;
slsc_status bundler_print(const bundler_graph *, uint32_t entry, slsc_str name, bundler_arena *,
                          bundler_messages *, bundler_output *out);

#endif
