/* tsconfig.h: a tsconfig.json in memory, between tsconfig.c (what it says) and paths.c (what it
 * makes of names). */
#ifndef BUNDLER_RESOLVE_TSCONFIG_H
#define BUNDLER_RESOLVE_TSCONFIG_H

#include "state.h"

enum {
    SET_JSX,
    SET_JSX_FACTORY,
    SET_JSX_FRAGMENT,
    SET_JSX_SOURCE,
    SET_DECORATORS,
    SET_METADATA,
    SET_DEFINE,
    SET_TARGET,
    SET_VERBATIM,
    SET_PRESERVE,
    SET_NOT_USED,
    SET_BASE_URL,
    SET_PATHS,
    SET_ROOT_DIRS,
    SET_COUNT
};

typedef struct setting {
    const bundler_json *value; /* NULL: not set */
    bundler_folder *from;      /* of the file that sets it */
} setting;

typedef struct bundler_config {
    bundler_tsconfig shown;
    bundler_folder *folder;
    bool reading;
    setting settings[SET_COUNT];
} bundler_config;

struct bundler_paths *bundler_paths_new(bundler_resolver *, const bundler_config *);

#endif
