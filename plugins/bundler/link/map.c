/* map.c: segments of a source map are written while the text is, never collected. Columns count
 * UTF-16 units, as engines do; a source that is ASCII needs no counting. */
#include "map.h"

void bundler_map_begin(bundler_map *map, bundler_arena *arena, bool without_contents)
{
    *map = (bundler_map) { .arena = arena, .without_contents = without_contents };
    map->mappings.arena = map->sources.arena = map->contents.arena = map->names.arena = arena;
    map->name_numbers.arena = arena;
}

/* ---- Segments ---- */

static char *put_vlq(char *out, uint32_t now, uint32_t before)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint64_t value =
        now >= before ? (uint64_t)(now - before) << 1 : (uint64_t)(before - now) << 1 | 1;
    do {
        const unsigned low = value & 31;
        value >>= 5;
        *out++ = digits[value ? low | 32 : low];
    } while (value);
    return out;
}

static uint32_t name_number(bundler_map *map, slsc_str name)
{
    uint32_t *number = bundler_table_at(&map->name_numbers, name);
    if (*number == BUNDLER_NONE) {
        *number = (uint32_t)map->name_numbers.count - 1;
        if (*number) bundler_addz(&map->names, ",");
        bundler_quote(&map->names, name);
    }
    return *number;
}

static void add_segment(bundler_map *map, uint32_t source, uint32_t line, uint32_t column,
                        slsc_str name)
{
    bundler_reserve(&map->mappings, 64);
    char *out = map->mappings.ptr + map->mappings.len;
    if (map->begun) *out++ = ',';
    map->begun = true;
    out = put_vlq(out, map->column, map->last_column);
    out = put_vlq(out, source, map->last_source);
    out = put_vlq(out, line, map->last_line);
    out = put_vlq(out, column, map->last_source_column);
    map->last_column = map->column;
    map->last_source = source;
    map->last_line = line;
    map->last_source_column = column;
    if (name.len) {
        const uint32_t number = name_number(map, name);
        out = put_vlq(out, number, map->last_name);
        map->last_name = number;
    }
    map->mappings.len = (size_t)(out - map->mappings.ptr);
}

static void end_line(bundler_map *map)
{
    bundler_reserve(&map->mappings, 1);
    map->mappings.ptr[map->mappings.len++] = ';';
    map->begun = false;
    map->column = map->last_column = 0;
}

/* ---- Columns ---- */

static uint32_t units16(const bundler_unit *unit, const char *text, size_t length)
{
    if (unit && unit->is_ascii) return (uint32_t)length;
    uint32_t count = 0;
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = (unsigned char)text[i];
        count += (c & 0xc0) != 0x80;
        count += c >= 0xf0;
    }
    return count;
}

/* Goes to a place of the source; forward is cheap. */
static void seek(bundler_printer *printer, uint32_t offset)
{
    const char *source = printer->unit->module.source.ptr;
    if (offset < printer->at) printer->at = printer->line = printer->column = 0;
    while (printer->at < offset) {
        const char *newline = memchr(source + printer->at, '\n', offset - printer->at);
        if (!newline) {
            printer->column += units16(printer->unit, source + printer->at, offset - printer->at);
            printer->at = offset;
            return;
        }
        printer->line++;
        printer->column = 0;
        printer->at = (uint32_t)(newline - source) + 1;
    }
}

void bundler_mark(bundler_printer *printer, uint32_t offset, slsc_str name)
{
    if (!printer->map) return;
    seek(printer, offset);
    add_segment(printer->map, printer->source, printer->line, printer->column, name);
}

/* ---- Text ---- */

static void count_text(bundler_printer *printer, const bundler_unit *unit, slsc_str text)
{
    const char *at = text.ptr, *end = text.ptr + text.len;
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        if (!newline) {
            printer->map->column += units16(unit, at, (size_t)(end - at));
            return;
        }
        end_line(printer->map);
        at = newline + 1;
    }
}

void bundler_print_text(bundler_printer *printer, slsc_str text)
{
    bundler_add(&printer->code, text);
    if (printer->map && text.len) count_text(printer, NULL, text);
}

void bundler_printz(bundler_printer *printer, const char *text)
{
    bundler_print_text(printer, bundler_s(text));
}

void bundler_print_source(bundler_printer *printer, uint32_t from, uint32_t to)
{
    if (from >= to) return;
    const char *source = printer->unit->module.source.ptr;
    bundler_add(&printer->code, (slsc_str) { source + from, to - from });
    if (!printer->map) return;
    while (from < to) {
        bundler_mark(printer, from, (slsc_str) { 0 });
        const char *newline = memchr(source + from, '\n', to - from);
        if (!newline) {
            printer->map->column += units16(printer->unit, source + from, to - from);
            return;
        }
        end_line(printer->map);
        from = (uint32_t)(newline - source) + 1;
    }
}

void bundler_begin_source(bundler_printer *printer, const bundler_unit *unit)
{
    printer->unit = unit;
    printer->at = printer->line = printer->column = 0;
    bundler_map *map = printer->map;
    if (!map) return;
    printer->source = map->source_count++;
    if (printer->source) bundler_addz(&map->sources, ",");
    bundler_quote(&map->sources, unit->module.name);
    if (map->without_contents) return;
    if (printer->source) bundler_addz(&map->contents, ",");
    bundler_quote(&map->contents, unit->module.source);
}

slsc_str bundler_map_done(bundler_map *map, slsc_str file)
{
    bundler_text out = { .arena = map->arena };
    bundler_reserve(&out, map->mappings.len + map->sources.len + map->contents.len +
                              map->names.len + file.len + 200);
    bundler_addz(&out, "{\"version\":3,\"file\":");
    bundler_quote(&out, file);
    bundler_addz(&out, ",\"sources\":[");
    bundler_add(&out, bundler_done(&map->sources));
    if (!map->without_contents) {
        bundler_addz(&out, "],\"sourcesContent\":[");
        bundler_add(&out, bundler_done(&map->contents));
    }
    bundler_addz(&out, "],\"names\":[");
    bundler_add(&out, bundler_done(&map->names));
    bundler_addz(&out, "],\"mappings\":\"");
    bundler_add(&out, bundler_done(&map->mappings));
    bundler_addz(&out, "\"}\n");
    return bundler_done(&out);
}
