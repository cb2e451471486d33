/* content.c: files -> compressed data, on several threads.
 *
 * Files are dealt with in batches of neighbours, cut by their sizes alone, so that the same work is
 * done with any number of threads. Each thread has a worker's bench: what it reads into and
 * compresses with serves for one file after the other, since fresh memory costs more than reading
 * does; what was compressed becomes part of the unit's arena when all jobs are done. Jobs report
 * nothing: they leave an error in the content. */
#include "back/package/content.h"

#include "base/jobs.h"

enum { BATCH_FILES = 64, BATCH_BYTES = 1 << 20 };

typedef struct batch {
    size_t from, to; /* contents */
} batch;

typedef struct bench { /* of one thread */
    slsc_arena *made;  /* what stays */
    slsc_arena *scratch;
    slsc_sb text; /* of the file that is dealt with */
    slsc_zip_packer *packer;
} bench;

typedef struct work {
    const slsc_unit *unit;
    slsc_content *contents;
    batch *batches;
    size_t batch_count;
    bench *benches;
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

static slsc_fs_error read_content(const work *w, bench *at, slsc_content *content)
{
    const char *path = slsc_path_join(at->scratch, w->unit->folder, content->path).ptr;
    content->outside = w->inside.len > 0 && !is_inside(w, at->scratch, path);
    if (content->outside) return SLSC_FS_DENIED;
    slsc_fs_error error = slsc_fs_read_found(path, SLSC_LIMIT_PACKAGE_FILE, &at->text);
    return error == SLSC_FS_OK && at->text.len != content->size ? SLSC_FS_CHANGED : error;
}

static void set_up(bench *at, bool zips)
{
    at->made = slsc_arena_new(0);
    at->scratch = slsc_arena_new(0);
    at->text = slsc_sb_new(at->scratch, 0);
    if (zips) at->packer = slsc_zip_packer_new(at->scratch);
}

static void make_batch(void *context, size_t worker, size_t i)
{
    const work *w = context;
    const batch *b = &w->batches[i];
    bench *at = &w->benches[worker];
    if (!at->made) set_up(at, !w->unit->settings.no_artifacts);
    for (size_t c = b->from; c < b->to; c++) {
        slsc_content *content = &w->contents[c];
        if (!content->generated) content->error = read_content(w, at, content);
        if (content->error != SLSC_FS_OK) continue;
        const slsc_str text = content->generated ? content->text : slsc_sb_str(&at->text);
        if (w->unit->settings.no_artifacts)
            slsc_sha256(text, content->digest);
        else
            content->blob = slsc_zip_compress(at->packer, at->made, text);
    }
}

static void clear_up(slsc_unit *unit, bench *at)
{
    if (!at->made) return;
    slsc_arena_adopt(unit->arena, at->made);
    if (at->packer) slsc_zip_packer_free(at->packer);
    slsc_arena_free(at->scratch);
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
    const size_t workers = slsc_jobs_workers(unit->settings.jobs, w.batch_count);
    w.benches = SLSC_NEW_ARRAY(unit->arena, bench, workers);
    slsc_jobs_run_on(unit->settings.jobs, w.batch_count, make_batch, &w);
    for (size_t i = 0; i < workers; i++) clear_up(unit, &w.benches[i]);

    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < n; i++) {
        if (contents[i].error != SLSC_FS_OK)
            status = report(unit, &contents[i]);
        else if (!contents[i].generated)
            slsc_unit_input(unit, contents[i].path);
    }
    return status;
}
