/* trace.h: which files an entry reaches, for packages that hold modules as they are, not a bundle.
 */
#ifndef BUNDLER_TRACE_H
#define BUNDLER_TRACE_H

#include "resolve/resolve.h"

typedef enum bundler_trace_code {
    BUNDLER_TRACE_ENTRY,      /* error: there is no such entry */
    BUNDLER_TRACE_MISSING,    /* error: an import leads nowhere */
    BUNDLER_TRACE_OPTIONAL,   /* warning: a require that may fail leads nowhere */
    BUNDLER_TRACE_OPEN,       /* warning: require(expression): what it needs is not known */
    BUNDLER_TRACE_UNREADABLE, /* error */
    BUNDLER_TRACE_SYNTAX,     /* warning: the file is in, but what it needs is not known */
} bundler_trace_code;

typedef struct bundler_trace_message {
    bundler_trace_code code;
    bool is_error;
    slsc_str path;        /* the file that asks; of an entry: itself */
    uint32_t offset, end; /* in that file */
    uint32_t line, column;
    slsc_str text; /* one line, lower case */
} bundler_trace_message;

typedef struct bundler_trace_output {
    const slsc_str *files; /* real, absolute, sorted: modules, what they read, package.json */
    size_t file_count;
    const slsc_str *externals; /* what was asked for and is external, sorted */
    size_t external_count;
    const bundler_trace_message *messages; /* in the order of the sources, breadth first */
    size_t message_count;
} bundler_trace_output;

/* The modules will run as they are, so the resolver should find what Node would: its options should
 * have `no_module_condition`, and `main` as the only main field. FAIL: a message is an error. */
slsc_status bundler_trace(bundler_resolver *, const slsc_str *entries, size_t entry_count,
                          bundler_arena *, bundler_trace_output *out);

#endif
