/* digests.c: what each package is known by: the SHA-256 of its bytes, which is what Lambda
 * computes.
 *
 * Those that the user gave are read for that, and looked at. The others are in memory; of packages
 * with the same bytes the first one's digest is that of all. */
#include "back/package/content.h"
#include "back/package/packages.h"
#include "base/jobs.h"

#define WORTH_THREADS ((uint64_t)256 << 10) /* less is digested before a thread has started */

typedef struct digesting {
    const slsc_unit *unit;
    slsc_package *packages;
    uint8_t (*digests)[SLSC_SHA256_SIZE];
    slsc_fs_error *errors;
    bool *no_zip;
} digesting;

/* A zip begins with a file's header, or at once with the end of its directory. */
static bool looks_like_zip(slsc_str bytes)
{
    return slsc_str_starts(bytes, SLSC_STR("PK\003\004")) ||
           slsc_str_starts(bytes, SLSC_STR("PK\005\006"));
}

static void digest_package(void *context, size_t i)
{
    const digesting *d = context;
    slsc_package *package = &d->packages[i];
    if (package->first != i) return;
    if (!package->given) {
        slsc_sha256_pieces(package->pieces, package->piece_count, d->digests[i]);
        return;
    }
    slsc_arena *arena = slsc_arena_new(0);
    slsc_str bytes = { NULL, 0 };
    const char *path = slsc_path_join(arena, d->unit->folder, package->file).ptr;
    d->errors[i] = slsc_fs_read(arena, path, SLSC_LIMIT_PACKAGE_FILE, &bytes);
    if (d->errors[i] == SLSC_FS_OK) {
        d->no_zip[i] = !looks_like_zip(bytes);
        package->size = bytes.len;
        slsc_sha256(bytes, d->digests[i]);
    }
    slsc_arena_free(arena);
}

static slsc_status check_given(slsc_unit *unit, const slsc_plan *plan, slsc_fs_error error,
                               bool no_zip)
{
    if (error != SLSC_FS_OK)
        return slsc_errorf(unit, plan->given, "package/no-artifact",
                           "cannot use `%.*s` as the package of %.*s: %s", SLSC_FMT(plan->file),
                           SLSC_FMT(plan->label), slsc_fs_reason(error));
    if (no_zip)
        return slsc_errorf(unit, plan->given, "package/not-a-zip",
                           "`%.*s`, the package of %.*s, is not a zip", SLSC_FMT(plan->file),
                           SLSC_FMT(plan->label));
    slsc_unit_input(unit, plan->file);
    return SLSC_OK;
}

slsc_status slsc_packages_digest(slsc_unit *unit, const slsc_plans *plans)
{
    struct slsc_packages *all = slsc_packages_of(unit);
    size_t n = all->count;
    digesting d = { .unit = unit, .packages = all->items };
    d.digests = slsc_arena_alloc(unit->arena, (n + 1) * sizeof *d.digests, 1);
    d.errors = SLSC_NEW_ARRAY(unit->arena, slsc_fs_error, n + 1);
    d.no_zip = SLSC_NEW_ARRAY(unit->arena, bool, n + 1);
    uint64_t size = 0;
    for (size_t i = 0; i < n; i++) size += d.packages[i].given ? WORTH_THREADS : d.packages[i].size;
    slsc_jobs_run(size < WORTH_THREADS ? 1 : unit->settings.jobs, n, digest_package, &d);
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < n; i++) {
        slsc_package *package = &all->items[i];
        if (package->given &&
            check_given(unit, &plans->items[i], d.errors[i], d.no_zip[i]) != SLSC_OK)
            status = SLSC_FAIL;
        package->digest = slsc_base64(unit->arena, d.digests[package->first], SLSC_SHA256_SIZE);
        if (unit->settings.no_artifacts) package->piece_count = 0;
    }
    return status;
}
