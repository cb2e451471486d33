/* map.h: the text of a bundle, and where its pieces came from (source map, version 3). */
#ifndef BUNDLER_LINK_MAP_H
#define BUNDLER_LINK_MAP_H

#include "link.h"

typedef struct bundler_map {
    bundler_arena *arena;
    bundler_text mappings;
    bundler_text sources, contents, names; /* members of the JSON lists */
    bundler_table name_numbers;
    uint32_t source_count;
    bool without_contents;
    bool begun; /* the line has a segment */
    uint32_t column;
    uint32_t last_column, last_source, last_line, last_source_column, last_name;
} bundler_map;

typedef struct bundler_printer {
    bundler_text code;
    bundler_map *map;         /* NULL: none wanted */
    const bundler_unit *unit; /* whose source is copied; its number among the sources: */
    uint32_t source;
    uint32_t at, line, column; /* a place in the source, and what it is in lines */
} bundler_printer;

void bundler_map_begin(bundler_map *, bundler_arena *, bool without_contents);

/* From here on `unit` is copied; with its source in the map. */
void bundler_begin_source(bundler_printer *, const bundler_unit *);

void bundler_print_text(bundler_printer *, slsc_str);
void bundler_printz(bundler_printer *, const char *);
void bundler_print_source(bundler_printer *, uint32_t from, uint32_t to);

/* What is printed next came from here. `name`: what it was called; empty: the same, or nothing. */
void bundler_mark(bundler_printer *, uint32_t offset, slsc_str name);

slsc_str bundler_map_done(bundler_map *, slsc_str file);

#endif
