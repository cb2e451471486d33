/* package.c: plans -> packages.
 *
 * Every folder is walked once, every file read once, and only what differs between packages is done
 * a package at a time: which files, under which names. Packages that hold the same, as those of
 * functions packaged one by one often do, are made once: twins.c. Files that
 * passes made belong to the package of their function whatever the patterns say, and hide a file of
 * the same name. One that is also left in the service folder (SLSC_FILE_KEEP) is never taken from
 * there: else the second run would package what the first one wrote.
 *
 * The digest (digests.c) is that of the zip's bytes, for that is what Lambda computes; with
 * --no-artifacts it is that of names, modes and contents. */
#include "back/package/content.h"
#include "back/package/packages.h"
#include "back/package/twins.h"
#include "tree/print.h"

#include <stdlib.h>
#include <string.h>

#define LAMBDA_LIMIT ((uint64_t)250 << 20) /* bytes that a function's unzipped code may have */
#define NOWHERE (SIZE_MAX - 1)

typedef struct entry { /* of a zip */
    slsc_str name;
    bool executable;
    uint32_t
        rank; /* of equal names the lowest stays: generated, then the service's, then outside */
    size_t content;
} entry;

typedef struct builder {
    slsc_unit *unit;
    struct slsc_packages *all;
    slsc_plans plans;
    uint32_t **content_of; /* by folder, by file: position + 1 in contents */
    slsc_content *contents;
    size_t content_count, content_capacity;
    size_t *generated_content; /* by generated file: its content */
    size_t *first, *generated; /* generated files by package: generated[first[p] .. first[p + 1]) */
    slsc_keys *kept;           /* paths of generated files left in the service folder */
    entry **entries;           /* by package: what it holds, by name, each name once */
    size_t *entry_counts;
} builder;

/* ---- Which files ----------------------------------------------------------------------------- */

static slsc_status select_files(builder *b)
{
    slsc_plans *plans = &b->plans;
    slsc_arena *arena = b->unit->arena;
    slsc_status status = SLSC_OK;
    size_t *counts = SLSC_NEW_ARRAY(arena, size_t, plans->folder_count);
    for (size_t i = 0; i < plans->count; i++) counts[plans->items[i].folder]++;
    for (size_t f = 0; f < plans->folder_count; f++)
        plans->folders[f].choices = SLSC_NEW_ARRAY(arena, slsc_choice *, counts[f] + 1);
    for (size_t i = 0; i < plans->count; i++) {
        slsc_plan *plan = &plans->items[i];
        slsc_folder *folder = &plans->folders[plan->folder];
        if (!plan->given) folder->choices[folder->choice_count++] = &plan->choice;
    }
    b->content_of = SLSC_NEW_ARRAY(arena, uint32_t *, plans->folder_count);
    for (size_t f = 0; f < plans->folder_count; f++) {
        slsc_folder *folder = &plans->folders[f];
        if (folder->choice_count == 0) continue;
        if (slsc_select(b->unit, folder) != SLSC_OK) status = SLSC_FAIL;
        b->content_of[f] = SLSC_NEW_ARRAY(arena, uint32_t, folder->file_count + 1);
    }
    return status;
}

static slsc_content *add_content(builder *b)
{
    b->contents = slsc_arena_grow(b->unit->arena, b->contents, b->content_count,
                                  &b->content_capacity, sizeof *b->contents);
    return &b->contents[b->content_count++];
}

static void want_file(builder *b, const slsc_plan *plan, uint32_t position)
{
    const slsc_folder *folder = &b->plans.folders[plan->folder];
    uint32_t *number = &b->content_of[plan->folder][position];
    const slsc_file *file = &folder->files[position];
    if (*number > 0) return;
    slsc_str path = slsc_path_join(b->unit->arena, folder->path, file->path);
    if (slsc_keys_find(b->kept, path)) return;
    *add_content(b) = (slsc_content) { .path = path, .size = file->size, .at = plan->at };
    *number = (uint32_t)b->content_count;
}

static int compare_contents(const slsc_generated *x, const slsc_generated *y)
{
    const int order = slsc_str_cmp(x->source, y->source);
    if (order != 0) return order;
    if (x->content.len != y->content.len) return x->content.len < y->content.len ? -1 : 1;
    return slsc_str_cmp(x->content, y->content);
}

static int by_content(const void *a, const void *b)
{
    const slsc_generated *x = *(const slsc_generated *const *)a;
    const slsc_generated *y = *(const slsc_generated *const *)b;
    const int order = compare_contents(x, y);
    return order != 0 ? order : (x > y) - (x < y);
}

/* Several functions may have been given the same: a bundle of one handler file, a module. It is
 * read and compressed once. */
static void want_generated(builder *b)
{
    const struct slsc_packages *all = b->all;
    const slsc_generated **files =
        SLSC_NEW_ARRAY(b->unit->arena, const slsc_generated *, all->generated_count + 1);
    for (size_t i = 0; i < all->generated_count; i++) files[i] = &all->generated[i];
    if (all->generated_count > 1) qsort(files, all->generated_count, sizeof *files, by_content);
    for (size_t i = 0; i < all->generated_count; i++) {
        const slsc_generated *file = files[i];
        if (i == 0 || compare_contents(files[i - 1], file) != 0)
            *add_content(b) =
                (slsc_content) { .path = file->source.len ? file->source : file->path,
                                 .generated = file->source.len == 0,
                                 .text = file->content,
                                 .size = file->source.len ? file->size : file->content.len,
                                 .at = file->from };
        b->generated_content[file - all->generated] = b->content_count - 1;
    }
}

static void want_all(builder *b)
{
    for (size_t i = 0; i < b->plans.count; i++) {
        const slsc_plan *plan = &b->plans.items[i];
        for (size_t f = 0; f < plan->choice.count; f++) want_file(b, plan, plan->choice.files[f]);
    }
    want_generated(b);
}

/* ---- Files that passes made ------------------------------------------------------------------ */

/* The package a generated file goes to; SIZE_MAX: reported that there is none; NOWHERE: what it is
 * for was replaced. */
static size_t package_of_generated(builder *b, const slsc_generated *file)
{
    slsc_unit *unit = b->unit;
    const slsc_owner *owner = slsc_owner_of(b->plans.owners, b->plans.owner_count, file->owner);
    if (!owner) {
        slsc_errorf(unit, file->from, "package/no-package",
                    "`%.*s` was generated for a function that has no package",
                    SLSC_FMT(file->path));
        return SIZE_MAX;
    }
    const slsc_plan *plan = &b->plans.items[owner->package];
    const size_t number = (size_t)(file - b->all->generated);
    if (plan->replaced == plan->owners && number + 1 < owner->made) return NOWHERE;
    if (!plan->given) return owner->package;
    slsc_errorf(unit, plan->given, "package/artifact-is-given",
                "`%.*s` was generated for a function whose package is given, `%.*s`",
                SLSC_FMT(file->path), SLSC_FMT(plan->file));
    return SIZE_MAX;
}

static slsc_status group_generated(builder *b)
{
    slsc_arena *arena = b->unit->arena;
    size_t n = b->all->generated_count, packages = b->plans.count;
    size_t *package = SLSC_NEW_ARRAY(arena, size_t, n + 1);
    slsc_status status = SLSC_OK;
    b->first = SLSC_NEW_ARRAY(arena, size_t, packages + 2);
    b->generated = SLSC_NEW_ARRAY(arena, size_t, n + 1);
    b->generated_content = SLSC_NEW_ARRAY(arena, size_t, n + 1);
    b->kept = slsc_keys_new(arena);
    for (size_t i = 0; i < n; i++) {
        const slsc_generated *file = &b->all->generated[i];
        package[i] = package_of_generated(b, file);
        if (package[i] == SIZE_MAX)
            status = SLSC_FAIL;
        else if (package[i] != NOWHERE)
            b->first[package[i] + 2]++;
        if (file->keep) slsc_keys_intern(b->kept, file->path);
    }
    for (size_t p = 2; p < packages + 2; p++) b->first[p] += b->first[p - 1];
    for (size_t i = 0; i < n && status == SLSC_OK; i++)
        if (package[i] != NOWHERE) b->generated[b->first[package[i] + 1]++] = i;
    return status;
}

/* ---- One zip --------------------------------------------------------------------------------- */

slsc_str slsc_package_entry_name(slsc_str path)
{
    for (;;) {
        size_t cut = slsc_str_starts(path, SLSC_STR("./"))    ? 2
                     : slsc_str_starts(path, SLSC_STR("../")) ? 3
                                                              : 0;
        if (cut == 0) return path;
        path = slsc_str_sub(path, cut, path.len);
    }
}

static int by_name(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    int order = slsc_str_cmp(x->name, y->name);
    return order != 0 ? order : (x->rank > y->rank) - (x->rank < y->rank);
}

static void collect_entries(builder *b, size_t p)
{
    const slsc_plan *plan = &b->plans.items[p];
    size_t generated = b->first[p + 1] - b->first[p], n = 0, kept = 0;
    entry *entries = SLSC_NEW_ARRAY(b->unit->arena, entry, plan->choice.count + generated + 1);
    for (size_t i = 0; i < plan->choice.count; i++) {
        uint32_t position = plan->choice.files[i];
        uint32_t number = b->content_of[plan->folder][position];
        const slsc_file *file = &b->plans.folders[plan->folder].files[position];
        slsc_str name = slsc_package_entry_name(file->path);
        if (number > 0)
            entries[n++] = (entry) { name, file->executable,
                                     UINT32_MAX - (name.len == file->path.len), number - 1 };
    }
    for (size_t i = 0; i < generated; i++) { /* the last one made stays */
        size_t number = b->generated[b->first[p] + i];
        const slsc_generated *file = &b->all->generated[number];
        entries[n++] = (entry) { file->path, file->executable, (uint32_t)(generated - i),
                                 b->generated_content[number] };
    }
    if (n > 1) qsort(entries, n, sizeof *entries, by_name);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !slsc_str_eq(entries[i].name, entries[kept - 1].name))
            entries[kept++] = entries[i];
    b->entries[p] = entries;
    b->entry_counts[p] = kept;
}

static slsc_status tell_empty(slsc_unit *unit, const slsc_plan *plan)
{
    slsc_diag diag = { .struct_size = sizeof diag, .severity = SLSC_ERROR, .at = plan->at };
    diag.code = "package/empty";
    diag.message =
        slsc_strf(unit->arena, "no file is left for the package of %.*s", SLSC_FMT(plan->label));
    diag.help = SLSC_STR("put the code beside the configuration, or let `package.patterns` take in "
                         "more");
    return slsc_unit_report(unit, &diag);
}

static slsc_status check_entries(builder *b, const slsc_plan *plan, const entry *entries, size_t n)
{
    slsc_unit *unit = b->unit;
    slsc_status status = SLSC_OK;
    uint64_t size = 0;
    if (n == 0) return tell_empty(unit, plan);
    for (size_t i = 0; i < n; i++) {
        size += b->contents[entries[i].content].size;
        if (slsc_str_valid_utf8(entries[i].name) == entries[i].name.len &&
            entries[i].name.len <= SLSC_ZIP_NAME_LIMIT)
            continue;
        status = slsc_errorf(unit, plan->at, "package/bad-file-name",
                             "the name of `%.*s` is not UTF-8", SLSC_FMT(entries[i].name));
    }
    if (size > LAMBDA_LIMIT)
        slsc_warnf(unit, plan->at, "package/over-limit",
                   "the package of %.*s unpacks to %llu bytes; Lambda takes no more than %llu",
                   SLSC_FMT(plan->label), (unsigned long long)size,
                   (unsigned long long)LAMBDA_LIMIT);
    return status;
}

/* Without zips: the digest of a list of names, modes and contents. */
static void list_entries(builder *b, slsc_package *package, const entry *entries, size_t n)
{
    slsc_sb list = slsc_sb_new(b->unit->arena, 0);
    for (size_t i = 0; i < n; i++) {
        const slsc_content *content = &b->contents[entries[i].content];
        slsc_sb_add(&list, entries[i].name);
        slsc_sb_char(&list, '\0');
        slsc_sb_char(&list, entries[i].executable ? 'x' : '-');
        slsc_sb_add(&list, (slsc_str) { (const char *)content->digest, sizeof content->digest });
        package->size += content->size;
    }
    package->pieces = SLSC_NEW(b->unit->arena, slsc_str);
    *package->pieces = slsc_sb_str(&list);
    package->piece_count = 1;
}

static void zip_entries(builder *b, slsc_package *package, const entry *entries, size_t n)
{
    slsc_zip_entry *zipped = SLSC_NEW_ARRAY(b->unit->arena, slsc_zip_entry, n);
    for (size_t i = 0; i < n; i++)
        zipped[i] = (slsc_zip_entry) { entries[i].name, entries[i].executable,
                                       &b->contents[entries[i].content].blob };
    package->piece_count = slsc_zip_write(b->unit->arena, zipped, n, &package->pieces);
    for (size_t i = 0; i < package->piece_count; i++) package->size += package->pieces[i].len;
}

/* What decides about the bytes of a package; of a given one, its number. */
static slsc_str key_of(builder *b, slsc_arena *arena, size_t p)
{
    const slsc_plan *plan = &b->plans.items[p];
    slsc_sb key = slsc_sb_new(arena, 0);
    const size_t begin[] = { plan->given ? SIZE_MAX : plan->folder, plan->given ? p : 0,
                             plan->choice.count };
    slsc_sb_add(&key, (slsc_str) { (const char *)begin, sizeof begin });
    slsc_sb_add(&key, (slsc_str) { (const char *)plan->choice.files,
                                   plan->choice.count * sizeof *plan->choice.files });
    for (size_t i = b->first[p]; i < b->first[p + 1]; i++) {
        const slsc_generated *file = &b->all->generated[b->generated[i]];
        const size_t facts[] = { b->generated_content[b->generated[i]], file->executable,
                                 file->path.len };
        slsc_sb_add(&key, (slsc_str) { (const char *)facts, sizeof facts });
        slsc_sb_add(&key, file->path);
    }
    return slsc_sb_str(&key);
}

static void find_twins(builder *b)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_str *keys = SLSC_NEW_ARRAY(arena, slsc_str, b->all->count + 1);
    size_t *first = SLSC_NEW_ARRAY(arena, size_t, b->all->count + 1);
    for (size_t p = 0; p < b->all->count; p++) keys[p] = key_of(b, arena, p);
    slsc_twins(arena, keys, b->all->count, first);
    for (size_t p = 0; p < b->all->count; p++) b->all->items[p].first = first[p];
    slsc_arena_free(arena);
}

static void fill_package(builder *b, slsc_package *package, size_t p)
{
    if (b->unit->settings.no_artifacts)
        list_entries(b, package, b->entries[p], b->entry_counts[p]);
    else
        zip_entries(b, package, b->entries[p], b->entry_counts[p]);
}

/* What is wrong with a package is told of each that has it. */
static slsc_status make_package(builder *b, size_t p)
{
    const slsc_plan *plan = &b->plans.items[p];
    slsc_package *package = &b->all->items[p];
    const size_t first = package->first;
    package->file = plan->file;
    package->given = plan->given != NULL;
    if (plan->given) return SLSC_OK;
    if (first == p) collect_entries(b, p);
    if (check_entries(b, plan, b->entries[first], b->entry_counts[first]) != SLSC_OK)
        return SLSC_FAIL;
    if (first == p) {
        fill_package(b, package, p);
        return SLSC_OK;
    }
    const slsc_package *same = &b->all->items[first];
    package->size = same->size;
    package->pieces = same->pieces;
    package->piece_count = same->piece_count;
    return SLSC_OK;
}

static slsc_status make_packages(builder *b)
{
    struct slsc_packages *all = b->all;
    slsc_arena *arena = b->unit->arena;
    slsc_status status = SLSC_OK;
    all->count = b->plans.count;
    all->items = SLSC_NEW_ARRAY(arena, slsc_package, all->count + 1);
    b->entries = SLSC_NEW_ARRAY(arena, entry *, all->count + 1);
    b->entry_counts = SLSC_NEW_ARRAY(arena, size_t, all->count + 1);
    find_twins(b);
    for (size_t p = 0; p < all->count; p++)
        if (make_package(b, p) != SLSC_OK) status = SLSC_FAIL;
    return status;
}

/* ---- All of it ------------------------------------------------------------------------------- */

/* The reference puts the time into this name. Here it is a hash of all that a deployment depends
 * on, so that nothing changes when nothing changed. The reference's clean-up of the bucket removes
 * folders whose names begin with a time, oldest first; it passes over ours. That is as it must be:
 * hashes have no order, and what CloudFormation would roll back to could be the "oldest" one.
 * (Where a deployment changed nothing, osls 4.3.1 would remove just this folder, and ends with an
 * error when its name has no time; serverless 3 and `provider.deploymentMethod: direct` do not
 * look.) */
static void name_directory(builder *b)
{
    slsc_unit *unit = b->unit;
    const slsc_node *config = unit->roots[SLSC_CONFIG];
    slsc_hasher *hasher = slsc_hasher_new(unit->arena);
    slsc_hasher_add(hasher, slsc_hash_hex(unit->arena, slsc_print_hash(unit, config)));
    slsc_hasher_add(hasher, slsc_str_z("slsc " SLSC_VERSION "\n"));
    for (size_t i = 0; i < b->all->count; i++) {
        slsc_hasher_add(hasher, b->all->items[i].file);
        slsc_hasher_add(hasher, (slsc_str) { "\0", 1 });
        slsc_hasher_add(hasher, b->all->items[i].digest);
    }
    const slsc_node *given = slsc_node_path(unit, config, "provider.deploymentPrefix");
    slsc_str prefix =
        slsc_node_kind(given) == SLSC_STRING ? given->as.string : SLSC_STR("serverless");
    slsc_str hash = slsc_hash_hex(unit->arena, slsc_hasher_end(hasher));
    b->all->directory =
        slsc_strf(unit->arena, "%.*s/%.*s/%.*s/%.*s", SLSC_FMT(prefix),
                  SLSC_FMT(unit->service.name), SLSC_FMT(unit->service.stage), SLSC_FMT(hash));
}

slsc_status slsc_package_build(slsc_unit *unit)
{
    builder b = { .unit = unit, .all = slsc_packages_of(unit) };
    struct slsc_packages *all = b.all;
    if (slsc_plans_make(unit, &b.plans) != SLSC_OK) return SLSC_FAIL;
    if (group_generated(&b) != SLSC_OK || select_files(&b) != SLSC_OK) return SLSC_FAIL;
    want_all(&b);
    if (slsc_contents_make(unit, b.contents, b.content_count) != SLSC_OK) return SLSC_FAIL;

    if (make_packages(&b) != SLSC_OK || slsc_packages_digest(unit, &b.plans) != SLSC_OK)
        return SLSC_FAIL;
    all->owners = b.plans.owners;
    all->owner_count = b.plans.owner_count;
    name_directory(&b);
    all->built = true;
    return SLSC_OK;
}
