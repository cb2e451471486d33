/* parts.h: what trace.c (modules) and assets.c (files that modules read) share. */
#ifndef BUNDLER_TRACE_PARTS_H
#define BUNDLER_TRACE_PARTS_H

#include "parse/log.h"
#include "trace.h"

typedef struct tracing {
    bundler_resolver *resolver;
    bundler_arena *arena;
    bundler_table known, known_externals;
    slsc_str *files; /* in the order they were found: a queue */
    size_t file_count, file_capacity;
    slsc_str *externals;
    size_t external_count, external_capacity;
    bundler_trace_message *messages;
    size_t message_count, message_capacity;
    bool failed;
} tracing;

typedef struct traced_module { /* while it is looked at */
    slsc_str path, folder;
    const bundler_package *package; /* NULL: none */
    const bundler_log *log;
} traced_module;

void bundler_trace_add(tracing *, slsc_str path); /* a file, once */

/* Files that the module names by __dirname or import.meta. */
void bundler_trace_assets(tracing *, const traced_module *);

/* The name that an open require spells out of literals. */
bool bundler_trace_spelled(tracing *, const traced_module *, const bundler_import *, slsc_str *out);

/* Every .node file of the module's package: for modules that look for theirs when they run. */
void bundler_trace_natives(tracing *, const traced_module *);

#endif
