/* source.h: the texts that places point into.
 *
 * A place is a file id, a byte offset and a byte length. Lines and columns are made from it only
 * when somebody asks, from tables built once a source. */
#ifndef SLSC_DIAG_SOURCE_H
#define SLSC_DIAG_SOURCE_H

#include "base/str.h"

typedef struct slsc_place {
    uint32_t file; /* id in slsc_sources; 0: no place */
    uint32_t offset, length;
} slsc_place;

typedef struct slsc_source_text {
    slsc_str name;  /* relative to the service folder: what may stand in an output */
    slsc_str shown; /* as a reader finds it from where slsc runs; the name, unless said otherwise */
    slsc_str text;  /* all its bytes, a byte order mark included */
    uint32_t *lines; /* offset of each line's first byte; made at the first question */
    uint32_t line_count;
} slsc_source_text;

typedef struct slsc_sources slsc_sources;

slsc_sources *slsc_sources_new(slsc_arena *arena);
/* Adds a text (kept, not copied; under 4 GiB) and returns its id, from 1 on. */
uint32_t slsc_sources_add(slsc_sources *sources, slsc_str name, slsc_str text);
void slsc_sources_show_as(slsc_sources *sources, uint32_t file, slsc_str shown);
const slsc_source_text *slsc_sources_get(const slsc_sources *sources, uint32_t file); /* or NULL */
size_t slsc_sources_count(const slsc_sources *sources);

/* Lines end with LF, CR LF or CR. Line and column are 1-based, columns count code points (a byte of
 * invalid UTF-8 counts as one, a byte order mark as none). The end lies behind the last character.
 * line 0 where there is no place. The file is as it is shown. */
void slsc_sources_locate(slsc_sources *sources, slsc_place place, slsc_span *out);
/* The text of a line, without its end. */
slsc_str slsc_sources_line(slsc_sources *sources, uint32_t file, uint32_t line);
/* The bytes of a place. */
slsc_str slsc_sources_slice(const slsc_sources *sources, slsc_place place);

#endif
