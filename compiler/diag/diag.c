/* diag.c: the collection of diagnostics.
 *
 * Reports are copied as they come and put into order only when they are printed: stages find faults
 * in the order that suits them, readers want the order of the file. Equal reports, as one value
 * used in ten places gives them, are told once. Beyond a cap only the counts grow, so that a
 * hostile file cannot fill the memory with complaints. */
#include "diag/render.h"
#include <stdlib.h>

enum { CAP = 10000 };

struct slsc_diags {
    slsc_arena *arena;
    slsc_sources *sources;
    slsc_report *items; /* those below `sorted` are in order and differ from each other */
    size_t count, capacity, sorted;
    size_t counts[SLSC_ERROR + 1];
    bool strict;
};

slsc_diags *slsc_diags_new(slsc_arena *arena, slsc_sources *sources)
{
    slsc_diags *diags = SLSC_NEW(arena, slsc_diags);
    diags->arena = arena;
    diags->sources = sources;
    return diags;
}

/* A copy that is UTF-8: what is not becomes visible escapes, so that every format stays valid. */
static slsc_str copy_text(slsc_arena *arena, slsc_str text)
{
    slsc_sb safe;
    if (slsc_str_valid_utf8(text) == text.len) return slsc_str_copy(arena, text);
    safe = slsc_sb_new(arena, 0);
    slsc_render_safe(&safe, text, true);
    return slsc_sb_str(&safe);
}

static slsc_remark *copy_remarks(slsc_arena *arena, const slsc_remark *remark)
{
    slsc_remark *first = NULL, **end = &first;
    for (; remark != NULL; remark = remark->next) {
        *end = SLSC_NEW(arena, slsc_remark);
        **end = *remark;
        (*end)->text = copy_text(arena, remark->text);
        (*end)->next = NULL;
        end = &(*end)->next;
    }
    return first;
}

void slsc_diags_add(slsc_diags *diags, const slsc_report *report)
{
    slsc_report copy = *report;
    if (copy.severity > SLSC_ERROR) copy.severity = SLSC_ERROR;
    if (copy.severity == SLSC_WARNING && diags->strict) copy.severity = SLSC_ERROR;
    diags->counts[copy.severity]++;
    if (diags->count >= CAP) return;
    copy.code = copy_text(diags->arena, report->code);
    copy.message = copy_text(diags->arena, report->message);
    copy.label = copy_text(diags->arena, report->label);
    copy.help = copy_text(diags->arena, report->help);
    copy.remarks = copy_remarks(diags->arena, report->remarks);
    diags->items = slsc_arena_grow(diags->arena, diags->items, diags->count, &diags->capacity,
                                   sizeof *diags->items);
    diags->items[diags->count++] = copy;
}

void slsc_diags_strict(slsc_diags *diags, bool strict) { diags->strict = strict; }

size_t slsc_diags_count(const slsc_diags *diags, slsc_severity severity)
{
    return severity > SLSC_ERROR ? 0 : diags->counts[severity];
}

slsc_sources *slsc_diags_sources(const slsc_diags *diags) { return diags->sources; }

static int compare_numbers(uint64_t a, uint64_t b) { return a < b ? -1 : a > b; }

static int compare_remarks(const slsc_remark *a, const slsc_remark *b)
{
    for (; a != NULL && b != NULL; a = a->next, b = b->next) {
        int order = slsc_str_cmp(a->text, b->text);
        if (order == 0) order = compare_numbers(a->place.file, b->place.file);
        if (order == 0) order = compare_numbers(a->place.offset, b->place.offset);
        if (order != 0) return order;
    }
    return a != NULL ? 1 : b != NULL ? -1 : 0;
}

/* The printed order: by place, then errors before warnings; the rest makes it total, so that it
 * cannot depend on qsort. */
static int compare_reports(const void *left, const void *right)
{
    const slsc_report *a = left, *b = right;
    int order = compare_numbers(a->place.file, b->place.file);
    if (order == 0) order = compare_numbers(a->place.offset, b->place.offset);
    if (order == 0) order = compare_numbers(b->severity, a->severity);
    if (order == 0) order = slsc_str_cmp(a->code, b->code);
    if (order == 0) order = slsc_str_cmp(a->message, b->message);
    if (order == 0) order = compare_numbers(a->place.length, b->place.length);
    if (order == 0) order = slsc_str_cmp(a->label, b->label);
    if (order == 0) order = slsc_str_cmp(a->help, b->help);
    return order != 0 ? order : compare_remarks(a->remarks, b->remarks);
}

/* Two reports that tell a reader the same: remarks and label may differ. */
static bool same_fault(const slsc_report *a, const slsc_report *b)
{
    return a->place.file == b->place.file && a->place.offset == b->place.offset &&
           a->severity == b->severity && slsc_str_eq(a->code, b->code) &&
           slsc_str_eq(a->message, b->message);
}

const slsc_report *slsc_diags_sorted(slsc_diags *diags, size_t *count)
{
    if (diags->sorted < diags->count) {
        size_t kept = 0;
        qsort(diags->items, diags->count, sizeof *diags->items, compare_reports);
        for (size_t i = 0; i < diags->count; i++) {
            if (kept > 0 && same_fault(&diags->items[kept - 1], &diags->items[i]))
                diags->counts[diags->items[i].severity]--;
            else
                diags->items[kept++] = diags->items[i];
        }
        diags->count = diags->sorted = kept;
    }
    *count = diags->count;
    return diags->items;
}

void slsc_diags_at(slsc_diags *diags, slsc_severity severity, const char *code, slsc_place place,
                   const char *format, ...)
{
    slsc_report report = { 0 };
    va_list args;
    va_start(args, format);
    report.message = slsc_strfv(diags->arena, format, args);
    va_end(args);
    report.severity = severity;
    report.code = slsc_str_z(code);
    report.place = place;
    slsc_diags_add(diags, &report);
}
