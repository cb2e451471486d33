/* resolve.h: from the text of an import to a file, by the rules of Node and of TypeScript.
 *
 * One resolver serves a whole compilation, on one thread. It remembers folders (their names, read
 * once), what links lead to, package.json and tsconfig.json, so that a graph of thousands of
 * modules costs few system calls. */
#ifndef BUNDLER_RESOLVE_H
#define BUNDLER_RESOLVE_H

#include "memory.h"

typedef struct bundler_resolver bundler_resolver;

typedef struct bundler_resolver_options {
    slsc_str root;              /* the service folder, absolute */
    bool hermetic;              /* nothing outside of root */
    const slsc_str *conditions; /* beside node, default, and import with module, or require */
    size_t condition_count;
    const slsc_str *main_fields; /* none: main, module, as `platform: node` has it */
    size_t main_field_count;
    const slsc_str *extensions; /* none: .tsx .ts .jsx .js .mjs .cjs .mts .cts .json .node */
    size_t extension_count;
    const slsc_str *externals; /* names, with `*` for any text: never resolved */
    size_t external_count;
    slsc_str tsconfig;      /* a file; empty: the nearest of each module outside of node_modules */
    bool packages_external; /* every bare name is external */
    bool no_module_condition; /* as Node itself: `module` is no condition */
} bundler_resolver_options;

typedef enum bundler_found_kind {
    BUNDLER_FOUND_FILE,
    BUNDLER_FOUND_BUILTIN,  /* a module of Node: fs, node:fs, fs/promises */
    BUNDLER_FOUND_EXTERNAL, /* by options: not bundled */
    BUNDLER_FOUND_NOTHING,  /* see why */
} bundler_found_kind;

typedef enum bundler_file_kind {
    BUNDLER_FILE_SCRIPT, /* JavaScript or TypeScript, see goal and language */
    BUNDLER_FILE_JSON,
    BUNDLER_FILE_NATIVE, /* .node: copied beside the bundle */
    BUNDLER_FILE_OTHER,  /* any other name: what it is depends on the loader options */
} bundler_file_kind;

typedef struct bundler_package { /* a package.json */
    slsc_str folder;             /* real, absolute, without a `/` at the end */
    slsc_str name, version;
    bool is_module; /* "type": "module" */
    bool is_script; /* "type": "commonjs" */
    bool in_node_modules;
    const struct bundler_json *json;
    const struct bundler_side_effects *side_effects; /* NULL: any file may have effects */
} bundler_package;

typedef struct bundler_tsconfig { /* what of a tsconfig.json changes the code; extends followed */
    slsc_str path, jsx_factory, jsx_fragment, jsx_import_source;
    bool jsx_automatic, jsx_preserve;
    bool legacy_decorators, decorator_metadata, assign_fields, keep_imports;
    struct bundler_paths *paths; /* baseUrl, paths, rootDirs */
} bundler_tsconfig;

typedef struct bundler_found {
    bundler_found_kind kind;
    slsc_str path; /* of a file: real, absolute. Else the specifier, without `node:` if that is
                      optional */
    bundler_file_kind file;
    uint32_t language, goal;          /* bundler_language, bundler_goal by name and `type` */
    const bundler_package *package;   /* of a file; NULL: none above it */
    const bundler_tsconfig *tsconfig; /* of a TypeScript file or one beside such; NULL: none */
    bool no_effects; /* package.json says: importing it for its effects alone is needless */
    slsc_str query;  /* "?x" or "#x" that was cut off to find it */
    bool absent;     /* NOTHING: no package of that name is installed */
    slsc_str why;    /* NOTHING: "`./x` is not exported by package `y`", one line */
} bundler_found;

typedef enum bundler_asker { BUNDLER_BY_IMPORT, BUNDLER_BY_REQUIRE } bundler_asker;

bundler_resolver *bundler_resolver_new(bundler_arena *, const bundler_resolver_options *);

/* What `specifier` means in a module in `folder` (absolute, real). */
void bundler_resolve(bundler_resolver *, slsc_str folder, slsc_str specifier, bundler_asker,
                     bundler_found *out);

/* A file by its path (absolute or below root) as if it had been found; NOTHING: there is none. */
void bundler_resolve_file(bundler_resolver *, slsc_str path, bundler_found *out);

/* The installed package `name` as a module in `folder` sees it; NULL: there is none. */
const bundler_package *bundler_find_package(bundler_resolver *, slsc_str folder, slsc_str name);

/* The package.json at or above a folder; NULL: none. */
const bundler_package *bundler_package_of(bundler_resolver *, slsc_str folder);

/* "a" of "a/b/c", "@s/a" of "@s/a/b"; empty: no bare name. */
slsc_str bundler_package_name(slsc_str specifier);

bool bundler_is_builtin(slsc_str specifier); /* with or without `node:` */

/* Every file whose content or absence was looked at: for the depfile. Sorted. */
size_t bundler_resolver_read(bundler_resolver *, const slsc_str **paths);

/* What is wrong with tsconfig.json files that were read, one line each: "`/a/tsconfig.json` extends
 * `./b`, which does not exist". */
size_t bundler_resolver_troubles(const bundler_resolver *, const slsc_str **lines);

/* ---- Files ---- */

typedef enum bundler_read_error {
    BUNDLER_READ_OK,
    BUNDLER_READ_MISSING,
    BUNDLER_READ_DENIED,
    BUNDLER_READ_NOT_A_FILE, /* a folder, a pipe, a device: never opened to be read */
    BUNDLER_READ_TOO_LARGE,
    BUNDLER_READ_FAILED,
} bundler_read_error;

enum { BUNDLER_LIMIT_FILE = 256 << 20 };

/* A whole file, with BUNDLER_PADDING zero bytes behind it. Thread safe. */
bundler_read_error bundler_read(bundler_arena *, slsc_str path, slsc_str *out);
const char *bundler_read_reason(bundler_read_error);

#endif
