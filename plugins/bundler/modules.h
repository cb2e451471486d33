/* modules.h: packing what bundles ask for. */
#ifndef BUNDLER_MODULES_H
#define BUNDLER_MODULES_H

#include "bundler.h"

typedef struct bundler_modules {
    const slsc_host *h;
    slsc_unit *u;
    const bundler_settings *settings;
    bundler_resolver *resolver;
    const bundler_entries *entries;
    const bundler_output *outputs; /* one for each entry */
} bundler_modules;

/* as_is.c: instead of a bundle the files that a handler reaches, as they are. */
slsc_status bundler_pack_as_is(const bundler_modules *);

/* Packs a list of packages for a function; `only`: of their files none but these (NULL: all). */
slsc_status bundler_pack_names(const bundler_modules *, const bundler_names *names,
                               const bundler_names *only, slsc_node *function);

/* A package that would be packed and is not installed; empty: there is none. */
slsc_str bundler_missing_package(const bundler_modules *);

/* Adds the files of packages to the packages of the functions; FAIL: told. */
slsc_status bundler_pack_modules(const bundler_modules *);

#endif
