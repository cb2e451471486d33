/* edits.c: the source of one unit is copied, and what must change in it is changed on the way.
 *
 * Five lists of the log, each in the order of the source, are merged: the edits of TypeScript and
 * JSX, calls of require() and import(), references, declarations, and comments or, with minify,
 * gaps. Whoever replaces a text swallows all that begins inside of it. */
#include "scopes.h"

enum { LIMIT_MOVES = 200 };

struct region {       /* cursors over the lists */
    uint32_t from;    /* where it begins */
    uint32_t at, end; /* of the source: what is not copied yet */
    size_t edit, import, reference, declaration, comment, gap;
    unsigned depth;
};

/* ---- Cursors ---- */

#define LOWER_BOUND(list, from, out)                                                               \
    do {                                                                                           \
        size_t low = 0, high = log->list##_count;                                                  \
        while (low < high) {                                                                       \
            const size_t middle = (low + high) / 2;                                                \
            if (log->list[middle].offset < (from))                                                 \
                low = middle + 1;                                                                  \
            else                                                                                   \
                high = middle;                                                                     \
        }                                                                                          \
        (out) = low;                                                                               \
    } while (0)

static struct region begin_region(const bundler_editing *editing, uint32_t from, uint32_t to,
                                  unsigned depth)
{
    const bundler_log *log = editing->log;
    struct region region = { .from = from, .at = from, .end = to, .depth = depth };
    LOWER_BOUND(edits, from, region.edit);
    LOWER_BOUND(imports, from, region.import);
    LOWER_BOUND(references, from, region.reference);
    LOWER_BOUND(declarations, from, region.declaration);
    LOWER_BOUND(comments, from, region.comment);
    LOWER_BOUND(gaps, from, region.gap);
    return region;
}

static void copy_to(const bundler_editing *editing, struct region *region, uint32_t offset)
{
    bundler_print_source(editing->printer, region->at, offset);
    if (offset > region->at) region->at = offset;
}

/* ---- Comments ---- */

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Prints a licence unless it was printed; false: the comment is none. */
static bool keep_comment(bundler_editing *editing, const bundler_comment *comment)
{
    if (editing->bundle->options->keep_comments) return true;
    if (!comment->legal) return false;
    const slsc_str text = { editing->log->source.ptr + comment->offset,
                            comment->end - comment->offset };
    uint32_t *seen = bundler_table_at(&editing->legal, text);
    if (*seen != BUNDLER_NONE) return false;
    *seen = 1;
    return true;
}

/* A comment that has a line of its own goes with the line; else what parts tokens stays. */
static void drop_comment(const bundler_editing *editing, struct region *region,
                         const bundler_comment *comment)
{
    const char *source = editing->log->source.ptr;
    uint32_t start = comment->offset, end = comment->end;
    while (start > region->at && (source[start - 1] == ' ' || source[start - 1] == '\t')) start--;
    const bool own_line = start == 0 || source[start - 1] == '\n';
    if (own_line || comment->line) {
        copy_to(editing, region, start);
        region->at = own_line && source[end] == '\n' ? end + 1 : end;
        return;
    }
    copy_to(editing, region, comment->offset);
    region->at = end;
    if (memchr(source + comment->offset, '\n', end - comment->offset))
        bundler_printz(editing->printer, "\n");
    else if (comment->offset > 0 && !is_space(source[comment->offset - 1]) &&
             !is_space(source[end]))
        bundler_printz(editing->printer, " ");
}

static void visit_comment(bundler_editing *editing, struct region *region,
                          const bundler_comment *comment)
{
    if (keep_comment(editing, comment))
        copy_to(editing, region, comment->end);
    else
        drop_comment(editing, region, comment);
}

static void visit_gap(bundler_editing *editing, struct region *region, const bundler_gap *gap)
{
    const bundler_log *log = editing->log;
    copy_to(editing, region, gap->offset);
    bool kept = false;
    while (region->comment < log->comments_count &&
           log->comments[region->comment].offset < gap->offset)
        region->comment++;
    for (; region->comment < log->comments_count; region->comment++) {
        const bundler_comment *comment = &log->comments[region->comment];
        if (comment->offset >= gap->end) break;
        if (!keep_comment(editing, comment)) continue;
        bundler_printz(editing->printer, kept ? "" : "\n");
        bundler_print_source(editing->printer, comment->offset, comment->end);
        bundler_printz(editing->printer, "\n");
        kept = true;
    }
    const char instead[2] = { gap->instead, 0 };
    if (!kept && gap->instead) bundler_printz(editing->printer, instead);
    region->at = gap->end > region->end ? region->end : gap->end;
}

/* ---- Names ---- */

static void replace(const bundler_editing *editing, struct region *region, uint32_t offset,
                    uint32_t end, slsc_str text, slsc_str name)
{
    copy_to(editing, region, offset);
    bundler_mark(editing->printer, offset, name);
    bundler_print_text(editing->printer, text);
    region->at = end;
}

static void visit_reference(const bundler_editing *editing, struct region *region,
                            const bundler_reference *reference)
{
    bundler_replacement with;
    if (bundler_replace_reference(editing->bundle, editing->part, reference, &with)) {
        const bool named = !(reference->flags & BUNDLER_REF_META);
        replace(editing, region, reference->offset, with.end, with.text,
                named ? bundler_name_text(editing->part->of, reference->name) : (slsc_str) { 0 });
        return;
    }
    if (editing->printer->map) copy_to(editing, region, reference->offset);
}

static void visit_declaration(const bundler_editing *editing, struct region *region,
                              const bundler_declaration *declaration)
{
    if (editing->part->of->kind != BUNDLER_ES) return;
    const slsc_str old =
        bundler_name_text(editing->part->of, editing->log->symbols[declaration->symbol].name);
    slsc_str text = editing->part->names[declaration->symbol];
    if (!text.ptr || text.ptr == old.ptr) return;
    if (declaration->shorthand)
        text = bundler_printf(editing->bundle->arena, "%.*s: %.*s", (int)old.len, old.ptr,
                              (int)text.len, text.ptr);
    replace(editing, region, declaration->offset, declaration->end, text, old);
}

static void visit_call(const bundler_editing *editing, struct region *region, size_t number)
{
    const bundler_import *import = &editing->log->imports[number];
    const slsc_str text = bundler_call_text(editing->bundle, editing->part, (uint32_t)number);
    if (text.ptr) replace(editing, region, import->offset, import->end, text, (slsc_str) { 0 });
}

/* ---- Regions ---- */

static void print_region(bundler_editing *editing, struct region *region);

/* What stands for a name that was not written, `<` of JSX, has a reference too: it knows better. */
static bool visit_named(const bundler_editing *editing, struct region *region,
                        const bundler_edit *edit)
{
    const bundler_log *log = editing->log;
    if (region->reference >= log->references_count || edit->end == edit->offset) return false;
    const bundler_reference *reference = &log->references[region->reference];
    bundler_replacement with;
    if (reference->offset != edit->offset || reference->end != edit->end ||
        !bundler_replace_reference(editing->bundle, editing->part, reference, &with))
        return false;
    replace(editing, region, edit->offset, edit->end, with.text, (slsc_str) { 0 });
    return true;
}

static void visit_edit(bundler_editing *editing, struct region *around, const bundler_edit *edit)
{
    if (visit_named(editing, around, edit)) return;
    copy_to(editing, around, edit->offset);
    if (edit->text.len) {
        bundler_mark(editing->printer, edit->offset, (slsc_str) { 0 });
        bundler_print_text(editing->printer, edit->text);
    }
    if (edit->to > edit->from && around->depth < LIMIT_MOVES) {
        struct region moved = begin_region(editing, edit->from, edit->to, around->depth + 1);
        print_region(editing, &moved);
    }
    if (edit->end > around->at) around->at = edit->end;
}

/* An edit that takes the moved text away where it stood says nothing about it where it goes. */
static bool takes_away(const struct region *region, const bundler_edit *edit)
{
    return region->depth && edit->offset <= region->from && edit->end >= region->end &&
           edit->end > edit->offset;
}

enum list { LIST_EDIT, LIST_IMPORT, LIST_REFERENCE, LIST_DECLARATION, LIST_SPACE, LIST_END };

#define HEAD(list, cursor, which)                                                                  \
    while (region->cursor < log->list##_count && log->list[region->cursor].offset < region->at)    \
        region->cursor++;                                                                          \
    if (region->cursor < log->list##_count && log->list[region->cursor].offset < first) {          \
        first = log->list[region->cursor].offset;                                                  \
        next = which;                                                                              \
    }

/* The list whose head comes first; at one place, in this order. */
static enum list next_list(const bundler_editing *editing, struct region *region, uint32_t *offset)
{
    const bundler_log *log = editing->log;
    enum list next = LIST_END;
    uint32_t first = region->end;
    HEAD(edits, edit, LIST_EDIT)
    if (region->edit < log->edits_count && log->edits[region->edit].offset == region->end &&
        log->edits[region->edit].end == region->end && next == LIST_END)
        next = LIST_EDIT;
    HEAD(imports, import, LIST_IMPORT)
    HEAD(references, reference, LIST_REFERENCE)
    HEAD(declarations, declaration, LIST_DECLARATION)
    if (editing->bundle->options->minify) {
        HEAD(gaps, gap, LIST_SPACE)
    } else {
        HEAD(comments, comment, LIST_SPACE)
    }
    *offset = first;
    return next;
}

static void print_region(bundler_editing *editing, struct region *region)
{
    const bundler_log *log = editing->log;
    for (;;) {
        uint32_t offset = region->end;
        const enum list next = next_list(editing, region, &offset);
        if (editing->extra_at >= region->at && editing->extra_at <= offset) {
            copy_to(editing, region, editing->extra_at);
            bundler_print_text(editing->printer, editing->extra);
            editing->extra_at = BUNDLER_NONE;
        }
        switch (next) {
        case LIST_EDIT: {
            const bundler_edit *edit = &log->edits[region->edit++];
            if (!takes_away(region, edit)) visit_edit(editing, region, edit);
            break;
        }
        case LIST_IMPORT: visit_call(editing, region, region->import++); break;
        case LIST_REFERENCE:
            visit_reference(editing, region, &log->references[region->reference++]);
            break;
        case LIST_DECLARATION:
            visit_declaration(editing, region, &log->declarations[region->declaration++]);
            break;
        case LIST_SPACE:
            if (editing->bundle->options->minify)
                visit_gap(editing, region, &log->gaps[region->gap++]);
            else
                visit_comment(editing, region, &log->comments[region->comment++]);
            break;
        case LIST_END: copy_to(editing, region, region->end); return;
        }
    }
}

static void print_range(bundler_editing *editing, uint32_t from, uint32_t to)
{
    const bundler_log *log = editing->log;
    struct region region = begin_region(editing, from, to, 0);
    while (from == editing->done && region.edit < log->edits_count &&
           log->edits[region.edit].offset == from && log->edits[region.edit].end == from)
        region.edit++;
    print_region(editing, &region);
    editing->done = to;
}

/* ---- Statements ---- */

/* What stands between statements: licences. */
static void print_between(bundler_editing *editing, uint32_t from, uint32_t to)
{
    const bundler_log *log = editing->log;
    size_t i = 0;
    LOWER_BOUND(comments, from, i);
    for (; i < log->comments_count && log->comments[i].offset < to; i++) {
        if (!keep_comment(editing, &log->comments[i])) continue;
        bundler_print_source(editing->printer, log->comments[i].offset, log->comments[i].end);
        bundler_printz(editing->printer, "\n");
    }
}

bool bundler_is_anonymous(const bundler_log *log, uint32_t offset, uint32_t end)
{
    static const char *const starts[] = { "function", "class", "async", "(" };
    const slsc_str rest = { log->source.ptr + offset, end - offset };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        const slsc_str start = bundler_s(starts[i]);
        if (rest.len > start.len && memcmp(rest.ptr, start.ptr, start.len) == 0) return true;
    }
    for (size_t i = 0; i + 1 < rest.len; i++) {
        const slsc_str one = { rest.ptr + i, 1 };
        if (rest.ptr[i] == '=') return rest.ptr[i + 1] == '>';
        const bool digit = *one.ptr >= '0' && *one.ptr <= '9';
        if (!digit && *one.ptr != ' ' && !bundler_is_identifier(one)) return false;
    }
    return false;
}

static void print_default(bundler_editing *editing, const bundler_statement *statement)
{
    const slsc_str name =
        editing->part->names[bundler_self(editing->part->of, BUNDLER_SELF_DEFAULT)];
    const bool named = statement->kind == BUNDLER_EXPORT_DEFAULT_FUNCTION ||
                       bundler_is_anonymous(editing->log, statement->body, statement->end);
    const bool semicolon = !statement->open && editing->log->source.ptr[statement->end - 1] == ';';
    bundler_printz(editing->printer, "var ");
    bundler_print_text(editing->printer, name);
    bundler_printz(editing->printer, named ? " = { default: " : " = ");
    print_range(editing, statement->body, statement->end - (semicolon ? 1 : 0));
    bundler_printz(editing->printer, named ? " }.default;" : ";");
}

static void print_statement(bundler_editing *editing, const bundler_statement *statement)
{
    const bundler_part *part = editing->part;
    switch (statement->kind) {
    case BUNDLER_PLAIN: print_range(editing, statement->offset, statement->end); break;
    case BUNDLER_EXPORT_DECLARATION: print_range(editing, statement->body, statement->end); break;
    case BUNDLER_EXPORT_DEFAULT: print_default(editing, statement); break;
    case BUNDLER_EXPORT_DEFAULT_FUNCTION:
        if (statement->name_at != BUNDLER_NONE && statement->is_class) {
            print_default(editing, statement);
            break;
        }
        if (statement->name_at != BUNDLER_NONE) {
            const slsc_str name = part->names[bundler_self(part->of, BUNDLER_SELF_DEFAULT)];
            editing->extra_at = statement->name_at;
            editing->extra =
                bundler_printf(editing->bundle->arena, " %.*s", (int)name.len, name.ptr);
        }
        print_range(editing, statement->body, statement->end);
        break;
    case BUNDLER_IMPORT_STATEMENT:
    case BUNDLER_EXPORT_NAMES:
    case BUNDLER_DIRECTIVE:
    case BUNDLER_NOTHING: break;
    }
}

static bool prints(const bundler_part *part, uint32_t statement)
{
    switch (part->of->module.log.statements[statement].kind) {
    case BUNDLER_IMPORT_STATEMENT:
    case BUNDLER_EXPORT_NAMES:
    case BUNDLER_DIRECTIVE:
    case BUNDLER_NOTHING: return false;
    case BUNDLER_PLAIN:
    case BUNDLER_EXPORT_DECLARATION:
    case BUNDLER_EXPORT_DEFAULT:
    case BUNDLER_EXPORT_DEFAULT_FUNCTION: break;
    }
    return part->statements[statement] != 0;
}

static void print_statements(bundler_editing *editing)
{
    const bundler_log *log = editing->log;
    uint32_t before = log->begin;
    for (uint32_t i = 0; i < log->statements_count; i++) {
        const bundler_statement *statement = &log->statements[i];
        print_between(editing, before, statement->offset);
        before = statement->end;
        if (!prints(editing->part, i)) continue;
        print_statement(editing, statement);
        const bool followed = i + 1 < log->statements_count && prints(editing->part, i + 1);
        if (statement->open && !followed && statement->kind != BUNDLER_EXPORT_DEFAULT)
            bundler_printz(editing->printer, ";");
        bundler_text names = { .arena = editing->bundle->arena };
        bundler_add_names(editing->bundle, &names, editing->part, statement);
        if (!editing->bundle->options->minify || statement->open || names.len)
            bundler_printz(editing->printer, "\n");
        bundler_print_text(editing->printer, bundler_done(&names));
    }
    print_between(editing, before, (uint32_t)log->source.len);
}

void bundler_print_part(bundler_editing *editing, const bundler_part *part)
{
    editing->part = part;
    editing->log = &part->of->module.log;
    editing->extra_at = editing->done = BUNDLER_NONE;
    bundler_begin_source(editing->printer, part->of);
    if (part->of->kind == BUNDLER_ES) {
        print_statements(editing);
        return;
    }
    print_range(editing, editing->log->begin, (uint32_t)editing->log->source.len);
    bundler_printz(editing->printer, "\n");
}
