/* edits.c: puts the edits in order. They come in the order in which things are known; where several
 * stand at one place, those that insert come first, in the order in which they came; then what
 * takes away the most: edits inside of it count only where that text moves to. */
#include "holders.h"
#include "jsx.h"

static bool before(const bundler_edit *a, const bundler_edit *b)
{
    if (a->offset != b->offset) return a->offset < b->offset;
    if (a->end == a->offset || b->end == b->offset)
        return a->end == a->offset && b->end != b->offset;
    return a->end > b->end;
}

static bool in_order(const bundler_log *log)
{
    for (size_t i = 1; i < log->edits_count; i++)
        if (before(&log->edits[i], &log->edits[i - 1])) return false;
    return true;
}

void bundler_sort_edits(parser *p)
{
    bundler_log *log = p->log;
    const size_t count = log->edits_count;
    if (in_order(log)) return;
    bundler_edit *from = log->edits, *to = bundler_alloc(&p->scratch, count * sizeof *to);
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            const size_t middle = start + width < count ? start + width : count;
            const size_t end = middle + width < count ? middle + width : count;
            size_t a = start, b = middle;
            for (size_t i = start; i < end; i++)
                to[i] =
                    b < end && (a == middle || before(&from[b], &from[a])) ? from[b++] : from[a++];
        }
        bundler_edit *const other = from;
        from = to;
        to = other;
    }
    if (from != log->edits) memcpy(log->edits, from, count * sizeof *from);
}

void bundler_ts_begin(parser *p) { bundler_ts_of(p); }

/* The module is read: what must be declared yet. */
void bundler_ts_close(parser *p) { bundler_jsx_imports(p); }

/* Names are resolved: what they mean is not settled. */
void bundler_ts_names(parser *p)
{
    bundler_holder_edits(p);
    bundler_alias_edits(p);
    bundler_ts_elide(p);
    if (p->ts) bundler_ts_default_types(p);
}
