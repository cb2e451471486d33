/* link.h: what the files of this folder share.
 *
 *   graph.c    entries -> the graph of units
 *   load.c     its waves: units are read, parsed, resolved
 *   loaders.c  files that are no scripts -> JavaScript
 *   bind.c     the name of an export -> what it is
 *   shake.c    entry -> the statements and symbols that it needs
 *   group.c    which units share one scope, and in which order things happen
 *   names.c    symbols of one scope -> names that do not meet
 *   wrap.c     groups -> the text of a bundle
 *   edits.c    one unit -> its text in the bundle
 *   map.c      where all of that came from
 *
 * A unit is a file of the graph; it is the same for all bundles and never changes once the graph is
 * loaded. A part is a unit in one bundle. */
#ifndef BUNDLER_LINK_LINK_H
#define BUNDLER_LINK_LINK_H

#include "bundle.h"

/* ---- Units ---- */

typedef enum bundler_unit_kind {
    BUNDLER_ES,       /* import and export */
    BUNDLER_COMMONJS, /* module.exports, also what loaders make of data */
} bundler_unit_kind;

enum {                          /* of unit->names_used[name] */
       BUNDLER_NAME_FREE = 1,   /* refers to nothing of the file */
       BUNDLER_NAME_NESTED = 2, /* declared in an inner scope */
       BUNDLER_NAME_TOP = 4,    /* declared by the module */
};

/* Numbers of what is no symbol of the source, behind the symbols it has. */
enum {
    BUNDLER_SELF_DEFAULT,   /* the value of `export default` */
    BUNDLER_SELF_NAMESPACE, /* the object of `import * as x` */
    BUNDLER_SELF_COUNT
};

typedef enum bundler_target_kind {
    BUNDLER_TO_NOTHING,   /* there is no such export */
    BUNDLER_TO_AMBIGUOUS, /* two `export *` have it */
    BUNDLER_TO_SYMBOL,    /* of an ES module */
    BUNDLER_TO_PROPERTY,  /* of CommonJS, or of what is not in the bundle */
    BUNDLER_TO_MEMBER,    /* of a namespace that is known when it runs */
} bundler_target_kind;

typedef struct bundler_target {
    bundler_target_kind kind;
    uint32_t unit;  /* PROPERTY: the one that imports */
    uint32_t index; /* SYMBOL, MEMBER: its number; PROPERTY: the import */
    slsc_str name;  /* PROPERTY, MEMBER; PROPERTY without: the namespace */
} bundler_target;

typedef struct bundler_unit {
    bundler_module module; /* first: what others see of it */
    bundler_unit_kind kind;
    bool node_interop;   /* .mjs or "type": "module": default is module.exports, always */
    slsc_str data;       /* what a loader made; for CommonJS that was no script */
    slsc_str asset;      /* the file beside the bundle; empty: none */
    uint8_t *names_used; /* for each name of the log */
    uint32_t *name_ids;  /* for each name that is used: its number in the graph */
    uint32_t dollars;    /* the longest _$, _$$ ... that begins a name; 0: none */
    bool is_fixed;       /* its own names must stay as they are */
    bool is_ascii, uses_filename, uses_dirname, uses_require;
    uint32_t *bound; /* for each symbol: its binding, or BUNDLER_NONE; NULL: none at all */
    uint32_t *first_declaration; /* for each symbol, chained by next_declaration */
    uint32_t *next_declaration;
    uint32_t default_statement; /* of `export default` with a value */
    bundler_table exports;      /* name -> number of the export */
    bundler_table found;        /* name -> number in targets: exports that were asked for */
    BUNDLER_LIST(bundler_target, targets);
    bundler_target *bindings;       /* for each binding */
    bool has_stars;                 /* export * */
    bool looking;                   /* its stars are followed right now */
    bool wants_namespace;           /* somebody may ask for all its exports at once */
    struct bundler_exported *space; /* then: sorted by name */
    size_t space_count;
    bool open_space; /* CommonJS or what is not in the bundle adds to it */
} bundler_unit;

typedef struct bundler_exported {
    slsc_str name;
    bundler_target target;
} bundler_exported;

struct bundler_graph {
    bundler_arena arena;
    bundler_resolver *resolver;
    const bundler_bundle_options *options;
    bundler_run_jobs *run;
    void *runner;
    BUNDLER_LIST(bundler_unit *, units);
    bundler_table by_path;
    bundler_table provided; /* path -> number of the content */
    BUNDLER_LIST(slsc_str, contents);
    bundler_table names; /* -> number */
    size_t loaded;       /* units that are read, parsed and resolved */
    bundler_messages messages;
};

static inline const bundler_unit *bundler_unit_at(const bundler_graph *graph, uint32_t unit)
{
    return graph->units[unit];
}

static inline slsc_str bundler_name_text(const bundler_unit *unit, bundler_name name)
{
    return unit->module.log.names[name];
}

static inline uint32_t bundler_self(const bundler_unit *unit, uint32_t which)
{
    return (uint32_t)unit->module.log.symbols_count + which;
}

void bundler_tell(bundler_messages *, bundler_message_code, bool is_error, uint32_t module,
                  uint32_t offset, uint32_t end, slsc_str text, slsc_str help);

/* The unit of a file, which may be new. */
uint32_t bundler_add_unit(bundler_graph *, const bundler_found *);

/* ---- Loaders ---- */

bundler_loader bundler_loader_of(const bundler_bundle_options *, const bundler_found *);
bool bundler_loader_language(bundler_loader, uint32_t *language); /* false: no script */

/* Makes data of a unit whose source was read. FAIL: the log has the error. */
slsc_status bundler_load_data(bundler_unit *);
void bundler_quote(bundler_text *, slsc_str); /* as a literal of JavaScript, with its quotes */
void bundler_base64(bundler_text *, slsc_str bytes);
bool bundler_is_identifier(slsc_str); /* an identifier, or a reserved word, in ASCII */

/* ---- Binding ---- */

/* Finds what every import of the units from `first` on is; once, when they are loaded. */
void bundler_bind_units(bundler_graph *, uint32_t first);

/* What a binding, or with `member` a member of it, is. */
bundler_target bundler_bound(const bundler_graph *, const bundler_unit *,
                             const bundler_reference *);

#endif
