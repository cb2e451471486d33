/* content.c: files -> compressed data, on several threads.
 *
 * Files are dealt with in batches of neighbours, cut by their sizes alone, so that the same work is
 * done with any number of threads. A job has two arenas of its own: what was read goes with the
 * job, what was compressed becomes part of the unit's arena when all jobs are done. Jobs report
 * nothing: they leave an error in the content. */
#include "back/package/content.h"

#include "base/jobs.h"

enum { BATCH_FILES = 64, BATCH_BYTES = 1 << 20 };

typedef struct batch {
    size_t from, to; /* contents */
    slsc_arena *arena;
} batch;

typedef struct work {
    const slsc_unit *unit;
    slsc_content *contents;
    batch *batches;
    size_t batch_count;
    slsc_str inside; /* with --hermetic: the real path of the service folder */
} work;

/* Links followed, it lies in the service folder. */
static bool is_inside(const work *w, slsc_arena *arena, const char *path)
{
    slsc_str real = slsc_path_real(arena, path);
    if (slsc_str_is(w->inside, "/")) return true;
    return real.len > w->inside.len && real.ptr[w->inside.len] == '/' &&
           slsc_str_starts(real, w->inside);
}

static slsc_fs_error read_content(const work *w, slsc_arena *arena, slsc_content *content,
                                  slsc_str *text)
{
    const char *path = slsc_path_join(arena, w->unit->folder, content->path).ptr;
    content->outside = w->inside.len > 0 && !is_inside(w, arena, path);
    if (content->outside) return SLSC_FS_DENIED;
    slsc_fs_error error = slsc_fs_read_found(arena, path, SLSC_LIMIT_PACKAGE_FILE, text);
    return error == SLSC_FS_OK && text->len != content->size ? SLSC_FS_CHANGED : error;
}

static void make_batch(void *context, size_t i)
{
    const work *w = context;
    batch *b = &w->batches[i];
    slsc_arena *scratch = slsc_arena_new(0);
    b->arena = slsc_arena_new(0);
    for (size_t c = b->from; c < b->to; c++) {
        slsc_content *content = &w->contents[c];
        slsc_str text = content->text;
        if (!content->generated) content->error = read_content(w, scratch, content, &text);
        if (content->error != SLSC_FS_OK) continue;
        if (w->unit->settings.no_artifacts)
            slsc_sha256(text, content->digest);
        else
            content->blob = slsc_zip_compress(b->arena, text);
    }
    slsc_arena_free(scratch);
}

static void cut_batches(slsc_unit *unit, work *w, size_t n)
{
    w->batches = SLSC_NEW_ARRAY(unit->arena, batch, n + 1);
    for (size_t i = 0; i < n;) {
        batch *b = &w->batches[w->batch_count++];
        uint64_t bytes = 0;
        b->from = i;
        do bytes += w->contents[i++].size;
        while (i < n && i - b->from < BATCH_FILES && bytes + w->contents[i].size <= BATCH_BYTES);
        b->to = i;
    }
}

static slsc_status report(slsc_unit *unit, const slsc_content *content)
{
    if (content->outside)
        return slsc_errorf(unit, content->at, "package/outside",
                           "`%.*s` leads out of the service, where --hermetic does not read",
                           SLSC_FMT(content->path));
    if (content->error == SLSC_FS_LARGE)
        return slsc_errorf(unit, content->at, "package/too-large",
                           "`%.*s` is over 512 MiB, too large for a package",
                           SLSC_FMT(content->path));
    return slsc_errorf(unit, content->at, "package/unreadable", "cannot package `%.*s`: %s",
                       SLSC_FMT(content->path), slsc_fs_reason(content->error));
}

static slsc_status check_total(slsc_unit *unit, const slsc_content *contents, size_t n)
{
    uint64_t total = 0;
    for (size_t i = 0; i < n; i++) {
        total += contents[i].size;
        if (total > SLSC_LIMIT_PACKAGE_BYTES)
            return slsc_errorf(unit, contents[i].at, "package/too-large",
                               "the packages of this service hold more than 2 GiB of files");
    }
    return SLSC_OK;
}

slsc_status slsc_contents_make(slsc_unit *unit, slsc_content *contents, size_t n)
{
    if (check_total(unit, contents, n) != SLSC_OK) return SLSC_FAIL;
    work w = { .unit = unit, .contents = contents };
    if (unit->settings.hermetic)
        w.inside = slsc_path_real(
            unit->arena, unit->folder.len > 0 ? slsc_str_cstr(unit->arena, unit->folder) : ".");
    cut_batches(unit, &w, n);
    slsc_jobs_run(unit->settings.jobs, w.batch_count, make_batch, &w);

    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < w.batch_count; i++) {
        for (size_t c = w.batches[i].from; c < w.batches[i].to; c++) {
            slsc_content *content = &contents[c];
            if (content->error != SLSC_FS_OK)
                status = report(unit, content);
            else if (!content->generated)
                slsc_unit_input(unit, content->path);
        }
        slsc_arena_adopt(unit->arena, w.batches[i].arena);
    }
    return status;
}
