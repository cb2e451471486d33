/* source.c: from bytes to lines and columns.
 *
 * Everything but a diagnostic thinks in bytes, so a source keeps no lines until one is asked for.
 * Then the table of line starts is made, and beside it one of anchors: how many code points stand
 * before every 4,096th byte or so. A column is counted from the start of its line; on a long one it
 * is the difference of two counts, each from an anchor on, and so costs the same at the end of a
 * file that is one line. */
#include "diag/source.h"

enum { ANCHORED = 4096 }; /* bytes between two anchors */

typedef struct anchor {
    uint32_t offset, points; /* a character's first byte, and the characters before it */
} anchor;

typedef struct source {
    slsc_source_text text;
    anchor *anchors; /* the i-th is the first at or behind byte i * ANCHORED */
} source;

struct slsc_sources {
    slsc_arena *arena;
    source **items; /* by id - 1; they never move, for slsc_sources_get hands them out */
    size_t count, capacity;
};

slsc_sources *slsc_sources_new(slsc_arena *arena)
{
    slsc_sources *sources = SLSC_NEW(arena, slsc_sources);
    sources->arena = arena;
    return sources;
}

uint32_t slsc_sources_add(slsc_sources *sources, slsc_str name, slsc_str text)
{
    source *added = SLSC_NEW(sources->arena, source);
    added->text.name = added->text.shown = name;
    added->text.text = text;
    sources->items = slsc_arena_grow(sources->arena, sources->items, sources->count,
                                     &sources->capacity, sizeof *sources->items);
    sources->items[sources->count++] = added;
    return (uint32_t)sources->count;
}

static source *find(const slsc_sources *sources, uint32_t file)
{
    return file == 0 || file > sources->count ? NULL : sources->items[file - 1];
}

void slsc_sources_show_as(slsc_sources *sources, uint32_t file, slsc_str shown)
{
    source *of = find(sources, file);
    if (of) of->text.shown = shown;
}

const slsc_source_text *slsc_sources_get(const slsc_sources *sources, uint32_t file)
{
    const source *found = find(sources, file);
    return found == NULL ? NULL : &found->text;
}

size_t slsc_sources_count(const slsc_sources *sources) { return sources->count; }

/* Bytes of the line end at text[at]: 0, 1 or, for CR LF, 2. */
static size_t line_end(slsc_str text, size_t at)
{
    if (text.ptr[at] == '\n') return 1;
    if (text.ptr[at] != '\r') return 0;
    return at + 1 < text.len && text.ptr[at + 1] == '\n' ? 2 : 1;
}

/* Writes the offsets of all lines, where `lines` is given, and returns how many there are. */
static uint32_t scan_lines(slsc_str text, uint32_t *lines)
{
    uint32_t count = 1;
    size_t at = 0;
    if (lines != NULL) lines[0] = 0;
    while (at < text.len) {
        size_t end = line_end(text, at);
        at += end == 0 ? 1 : end;
        if (end == 0) continue;
        if (lines != NULL) lines[count] = (uint32_t)at;
        count++;
    }
    return count;
}

/* The 1-based line that holds an offset. */
static uint32_t line_of(const slsc_source_text *text, uint32_t offset)
{
    uint32_t low = 0, high = text->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (text->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

/* Moves *at behind the character there; a byte that is not UTF-8 is one. */
static void step(slsc_str text, size_t *at)
{
    if ((unsigned char)text.ptr[*at] < 0x80 || slsc_str_valid_utf8(slsc_str_sub(text, *at, 4)) == 0)
        ++*at;
    else
        slsc_str_next(text, at);
}

static anchor *make_anchors(slsc_arena *arena, slsc_str text)
{
    anchor *anchors = SLSC_NEW_ARRAY(arena, anchor, text.len / ANCHORED + 2);
    size_t at = 0, count = 0;
    for (uint32_t points = 0; at < text.len; points++) {
        if (at >= count * ANCHORED) anchors[count++] = (anchor) { (uint32_t)at, points };
        step(text, &at);
    }
    return anchors;
}

static void make_tables(slsc_sources *sources, source *of)
{
    slsc_source_text *text = &of->text;
    if (text->lines != NULL) return;
    text->lines = SLSC_NEW_ARRAY(sources->arena, uint32_t, scan_lines(text->text, NULL));
    text->line_count = scan_lines(text->text, text->lines);
    of->anchors = make_anchors(sources->arena, text->text);
}

/* Code points from one character's first byte up to an offset. */
static uint32_t points_between(slsc_str text, size_t at, size_t offset)
{
    uint32_t points = 0;
    for (; at < offset; points++) step(text, &at);
    return points;
}

/* Code points before an offset. */
static uint32_t points_before(const source *of, uint32_t offset)
{
    const anchor *from = &of->anchors[offset / ANCHORED];
    /* The anchor may lie behind the offset, or not be there at the very end of the text. */
    while (from > of->anchors && (from->offset > offset || from->offset == 0)) from--;
    return from->points + points_between(of->text.text, from->offset, offset);
}

/* A byte order mark is no column. */
static uint32_t column_of(const source *of, uint32_t line, uint32_t offset)
{
    const uint32_t start = of->text.lines[line - 1];
    const bool marked =
        start == 0 && offset > 0 && slsc_str_starts(of->text.text, SLSC_STR("\xEF\xBB\xBF"));
    const uint32_t points = offset - start < ANCHORED
                                ? points_between(of->text.text, start, offset)
                                : points_before(of, offset) - points_before(of, start);
    return 1 + points - marked;
}

void slsc_sources_locate(slsc_sources *sources, slsc_place place, slsc_span *out)
{
    source *of = find(sources, place.file);
    uint32_t start, end;
    *out = (slsc_span) { { NULL, 0 }, 0, 0, 0, 0 };
    if (of == NULL) return;
    make_tables(sources, of);
    start = place.offset < of->text.text.len ? place.offset : (uint32_t)of->text.text.len;
    end = place.length < of->text.text.len - start ? start + place.length
                                                   : (uint32_t)of->text.text.len;
    out->file = of->text.shown;
    out->line = line_of(&of->text, start);
    out->col = column_of(of, out->line, start);
    out->end_line = line_of(&of->text, end);
    const bool near = out->end_line == out->line && start > 0 && end - start < ANCHORED;
    out->end_col = near ? out->col + points_between(of->text.text, start, end)
                        : column_of(of, out->end_line, end);
}

slsc_str slsc_sources_line(slsc_sources *sources, uint32_t file, uint32_t line)
{
    source *of = find(sources, file);
    slsc_str text;
    if (of == NULL || line == 0) return (slsc_str) { NULL, 0 };
    make_tables(sources, of);
    if (line > of->text.line_count) return (slsc_str) { NULL, 0 };
    text = slsc_str_sub(of->text.text, of->text.lines[line - 1], SIZE_MAX);
    if (line < of->text.line_count) text.len = of->text.lines[line] - of->text.lines[line - 1];
    while (text.len > 0 && (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '\r')) {
        bool feed = text.ptr[--text.len] == '\n';
        if (!feed) break;
    }
    return text;
}

slsc_str slsc_sources_slice(const slsc_sources *sources, slsc_place place)
{
    const source *of = find(sources, place.file);
    if (of == NULL) return (slsc_str) { NULL, 0 };
    return slsc_str_sub(of->text.text, place.offset, place.length);
}
