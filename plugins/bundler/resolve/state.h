/* state.h: what the files of this folder share and nobody else sees. */
#ifndef BUNDLER_RESOLVE_STATE_H
#define BUNDLER_RESOLVE_STATE_H

#include "exports.h"
#include "folders.h"
#include "json.h"

typedef struct bundler_package_file { /* a package.json as it was read */
    bundler_package shown;
    bundler_folder *folder;
    bool broken; /* no JSON, or unreadable: why */
    slsc_str why;
    const bundler_json *exports, *imports; /* NULL: none */
} bundler_package_file;

typedef struct bundler_side_effects { /* the files of a package that have some */
    const slsc_str *globs;            /* relative to the package */
    size_t count;                     /* 0: no file has */
} bundler_side_effects;

typedef struct bundler_file { /* of a file that was found */
    bundler_file_kind kind;
    uint32_t language, goal;
    const bundler_package_file *package;
    const bundler_tsconfig *tsconfig;
    bool no_effects;
} bundler_file;

typedef struct bundler_names {
    const slsc_str *items;
    size_t count;
} bundler_names;

struct bundler_resolver {
    bundler_arena *arena;
    bundler_resolver_options options;
    bundler_disk disk;
    bundler_conditions conditions[2]; /* by bundler_asker */
    bundler_names extensions[2];      /* outside and inside of node_modules */
    bundler_names fields;             /* of package.json that name the main file */
    struct bundler_config *tsconfig;  /* of options.tsconfig */
    bool knows_tsconfig;
    int config_depth;                  /* one that builds on one that builds on ... */
    bundler_table tsconfig_at;         /* path -> index in: */
    struct bundler_config **tsconfigs; /* all that were read */
    size_t tsconfig_count, tsconfig_capacity;
    slsc_str *troubles; /* what is wrong with them, one line each */
    size_t trouble_count, trouble_capacity;
};

/* ---- resolver.c ---- */

/* Where a module may look next when it looks upwards; NULL: no further. */
bundler_folder *bundler_up(const bundler_resolver *, const bundler_folder *);
bool bundler_may_read(const bundler_resolver *, const bundler_folder *); /* hermetic: below root */
void bundler_trouble(bundler_resolver *, slsc_str line);

/* ---- package.c ---- */

bundler_package_file *bundler_own_package(bundler_resolver *, bundler_folder *);
bundler_package_file *bundler_nearest_package(bundler_resolver *, bundler_folder *);
bool bundler_has_effects(const bundler_package_file *, slsc_str path);

/* ---- globs.c ---- */

/* `*` stands for any text, nothing else is special. */
bool bundler_match_star(slsc_str pattern, slsc_str text);

/* A path by `*`, `?`, `[a-z]`, `{a,b}` and `**`; a pattern without `/` is one of a name. */
bool bundler_match_glob(slsc_str pattern, slsc_str path);

/* ---- files.c ---- */

slsc_str bundler_normal_way(bundler_arena *, slsc_str way); /* "a/./b/../c" -> "a/c" */

/* The file a way means, as Node looks for it: with an extension, in a folder. NULL: none. */
bundler_item *bundler_find_file(bundler_resolver *, bundler_folder *, slsc_str way);
bundler_item *bundler_find_main(bundler_resolver *, bundler_folder *); /* of a folder */
/* The same, but without guessing; `./x.js` may still be x.ts outside of node_modules. */
bundler_item *bundler_find_exactly(bundler_resolver *, bundler_folder *, slsc_str way);
const bundler_file *bundler_describe(bundler_resolver *, bundler_item *); /* a file's */

/* ---- tsconfig.c, paths.c ---- */

/* The tsconfig.json that is in charge of a folder; NULL: none. */
struct bundler_config *bundler_config_of(bundler_resolver *, bundler_folder *);
const bundler_tsconfig *bundler_config_shown(const struct bundler_config *); /* of NULL: NULL */

/* What its `paths` and `baseUrl` make of a name; NULL: nothing. */
bundler_item *bundler_config_find(bundler_resolver *, const struct bundler_config *, slsc_str name);

/* What its `rootDirs` make of a way from a folder; NULL: nothing. */
bundler_item *bundler_config_find_way(bundler_resolver *, const struct bundler_config *,
                                      bundler_folder *, slsc_str way);

#endif
