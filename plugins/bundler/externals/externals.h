/* externals.h: what a bundle asks for and does not have in itself is packed beside it.
 *
 * Nothing is installed: what lies in node_modules is packed, and laid out anew, so that the package
 * has what production needs and no more, whichever tool filled node_modules, and in whatever form.
 */
#ifndef BUNDLER_EXTERNALS_H
#define BUNDLER_EXTERNALS_H

#include "resolve/resolve.h"

typedef struct bundler_externals_options {
    slsc_str root;         /* names are looked for from here */
    slsc_str package_json; /* empty: package.json in root */
    const slsc_str *names; /* what bundles ask for: "a", "a/b", "@s/a"; modules of Node: passed over
                            */
    size_t name_count;
    const slsc_str *force_include; /* these too */
    size_t include_count;
    const slsc_str *force_exclude; /* these not, unless another package depends on them */
    size_t exclude_count;
    const slsc_str *only; /* NULL: whole packages. Else paths, sorted: only what a trace has
                             found, and packages that are used without being declared */
    size_t only_count;
} bundler_externals_options;

typedef enum bundler_externals_code {
    BUNDLER_EXTERNALS_NOTICE,     /* a line for the log */
    BUNDLER_EXTERNALS_DEV,        /* error: it is in devDependencies */
    BUNDLER_EXTERNALS_ABSENT,     /* error: a bundle asks for it, and it is not installed */
    BUNDLER_EXTERNALS_LAYOUT,     /* error: it cannot be laid out, or is too much */
    BUNDLER_EXTERNALS_HIDDEN,     /* error: a traced package that nobody declares or can see */
    BUNDLER_EXTERNALS_BROKEN,     /* error: the service's package.json cannot be read */
    BUNDLER_EXTERNALS_VERSION,    /* warning: package.json says nothing of it */
    BUNDLER_EXTERNALS_DEPENDENCY, /* warning: what a package depends on is not installed */
    BUNDLER_EXTERNALS_LOCK,       /* warning: another version is installed than is locked */
    BUNDLER_EXTERNALS_LINK,       /* warning: a link that leads out of its package is left out */
} bundler_externals_code;

typedef struct bundler_externals_message {
    bundler_externals_code code;
    bool is_error;
    slsc_str text;
} bundler_externals_message;

typedef struct bundler_packed_file {
    slsc_str name; /* "node_modules/a/index.js" */
    slsc_str path; /* on disk, real, absolute */
    bool executable;
} bundler_packed_file;

typedef struct bundler_externals_output {
    const bundler_packed_file *files; /* sorted by name */
    size_t file_count;
    const slsc_str *texts; /* "a@^1.0.0" of what was asked for, sorted */
    size_t text_count;
    const bundler_externals_message *messages;
    size_t message_count;
} bundler_externals_output;

/* FAIL: a message that is an error says why. */
slsc_status bundler_externals(bundler_resolver *, const bundler_externals_options *,
                              bundler_arena *, bundler_externals_output *out);

#endif
