/* emit.c: the output folder, made beside its place and put there whole.
 *
 * Everything is trees or pieces in memory by now; what can still fail is the disk. The folder that
 * will be replaced must be ours to replace: one that slsc or the framework has written before, or
 * an empty one. Generated files that are to stay in the service folder are written first, so that a
 * run that succeeded has written all.
 *
 * Files are written several at once. Trees are printed straight into theirs, a buffer at a time:
 * none of the texts is ever held, which for a large service would be as much memory as all the
 * rest. */
#include "back/emit.h"
#include "back/package/packages.h"

#include "base/jobs.h"
#include "tree/print.h"

enum {
    TEMPLATE_LIMIT = 1000000, /* CloudFormation's: bytes of a template in a bucket */
    PART = 64 * 1024          /* bytes of a text between two writes */
};

typedef struct out_file { /* a file of the folder */
    slsc_str name;
    enum { PIECES, TREE, PROVENANCE } kind;
    const slsc_str *pieces;
    size_t piece_count;
    const slsc_node *tree; /* printed with */
    unsigned indent;
    slsc_fs_file file;
    size_t size; /* bytes printed */
    slsc_fs_error error;
} out_file;

typedef struct emitter {
    slsc_unit *unit;
    slsc_str folder; /* of the output, as joined with the service folder */
    out_file *files;
    size_t count;
    slsc_fs_staging *staging;
    slsc_fs_error error; /* the first one, and the path it happened to */
    slsc_str failed;
    slsc_fs_pending beside; /* the file outside; nothing made: there is none */
} emitter;

static void note(emitter *e, slsc_str name, slsc_fs_error error)
{
    if (e->error != SLSC_FS_OK || error == SLSC_FS_OK) return;
    e->error = error;
    e->failed = slsc_path_join(e->unit->arena, e->folder, name);
}

/* ---- The limit of CloudFormation ------------------------------------------------------------- */

static void warn_of_size(slsc_unit *unit, size_t size)
{
    if (size <= TEMPLATE_LIMIT) return;
    slsc_str message =
        slsc_strf(unit->arena, "the template has %zu bytes; CloudFormation takes no more than %d",
                  size, (int)TEMPLATE_LIMIT);
    slsc_unit_report(unit, &(slsc_diag) { .struct_size = sizeof(slsc_diag),
                                          .severity = SLSC_WARNING,
                                          .code = "emit/template-too-large",
                                          .message = message,
                                          .at = unit->roots[SLSC_TEMPLATE],
                                          .help = unit->settings.minify
                                                      ? (slsc_str) { NULL, 0 }
                                                      : SLSC_STR("try `--minify-template`") });
}

static unsigned template_indent(const slsc_unit *unit) { return unit->settings.minify ? 0 : 2; }

static void count_part(void *size, slsc_str part) { *(size_t *)size += part.len; }

void slsc_emit_check_size(slsc_unit *unit)
{
    size_t size = 0;
    slsc_sb text = slsc_sb_to(unit->arena, PART, count_part, &size);
    slsc_print_json(unit->roots[SLSC_TEMPLATE], template_indent(unit), &text);
    slsc_sb_flush(&text);
    warn_of_size(unit, size);
}

/* ---- Files of the folder --------------------------------------------------------------------- */

static out_file *add_file(emitter *e, slsc_str name)
{
    out_file *next = &e->files[e->count++];
    next->name = name;
    return next;
}

static out_file *add_tree(emitter *e, const char *name, const slsc_node *tree, unsigned indent)
{
    out_file *next = add_file(e, slsc_str_z(name));
    next->kind = TREE;
    next->tree = tree;
    next->indent = indent;
    return next;
}

static void add_pieces(emitter *e, slsc_str name, const slsc_str *pieces, size_t n)
{
    out_file *next = add_file(e, name);
    next->pieces = pieces;
    next->piece_count = n;
}

static void write_part(void *context, slsc_str part)
{
    out_file *f = context;
    f->size += part.len;
    slsc_fs_write(&f->file, part);
}

/* Printing a tree reads it and makes nothing but text, in an arena of its own; the provenance alone
 * asks the unit for more (lines of sources), and there is but one. So all may go on at once. */
static void print(emitter *e, out_file *f)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_sb text = slsc_sb_to(arena, PART, write_part, f);
    f->file = slsc_fs_stage_open(e->staging, f->name);
    if (f->kind == TREE)
        slsc_print_json(f->tree, f->indent, &text);
    else
        slsc_emit_provenance(e->unit, &text);
    slsc_sb_flush(&text);
    f->error = slsc_fs_close(&f->file);
    slsc_arena_free(arena);
}

static void write_file(void *context, size_t i)
{
    emitter *e = context;
    out_file *f = &e->files[i];
    if (f->kind == PIECES)
        f->error = slsc_fs_stage_file(e->staging, f->name, f->pieces, f->piece_count);
    else
        print(e, f);
}

/* The template's; what takes long first, so that no thread begins with it when others have ended.
 */
static const out_file *add_printed(emitter *e)
{
    slsc_unit *unit = e->unit;
    const slsc_node *create = unit->roots[SLSC_CREATE_TEMPLATE];
    add_tree(e, SLSC_STATE, slsc_emit_state(unit), 2);
    const out_file *update =
        add_tree(e, SLSC_UPDATE_TEMPLATE, unit->roots[SLSC_TEMPLATE], template_indent(unit));
    add_file(e, SLSC_STR(SLSC_PROVENANCE))->kind = PROVENANCE;
    if (slsc_node_kind(create) == SLSC_MAP && slsc_node_count(create) > 0)
        add_tree(e, SLSC_CREATE_TEMPLATE_FILE, create, 2);
    return update;
}

static void stage_all(emitter *e)
{
    enum { PRINTED = 4 };
    slsc_unit *unit = e->unit;
    const struct slsc_packages *all = slsc_packages_of(unit);
    e->files = SLSC_NEW_ARRAY(unit->arena, out_file,
                              PRINTED + all->output_count + slsc_package_count(unit));
    const out_file *update = add_printed(e);
    for (size_t i = 0; i < all->output_count; i++)
        add_pieces(e, all->outputs[i].name, &all->outputs[i].content, 1);
    for (size_t i = 0; i < slsc_package_count(unit); i++) {
        const slsc_package *package = slsc_package_at(unit, i);
        if (package->piece_count > 0)
            add_pieces(e, package->file, package->pieces, package->piece_count);
    }
    slsc_jobs_run(unit->settings.jobs, e->count, write_file, e);
    for (size_t i = 0; i < e->count; i++) note(e, e->files[i].name, e->files[i].error);
    warn_of_size(unit, update->size);
}

/* ---- The output folder ----------------------------------------------------------------------- */

/* Putting a new folder in its place must not cost anybody's files. */
static slsc_status check_folder(emitter *e)
{
    static const char *const ours[] = { SLSC_UPDATE_TEMPLATE, SLSC_STATE, NULL };
    slsc_unit *unit = e->unit;
    const char *folder = e->folder.ptr;
    const slsc_node *at = slsc_node_getz(unit, unit->roots[SLSC_CONFIG], "service");
    slsc_str output = slsc_path_real(unit->arena, folder);
    slsc_str service = slsc_path_real(
        unit->arena, unit->folder.len > 0 ? slsc_str_cstr(unit->arena, unit->folder) : ".");
    if (output.len == 0) return SLSC_OK;
    bool above = slsc_str_starts(service, output) &&
                 (service.len == output.len || output.len == 1 || service.ptr[output.len] == '/');
    if (above)
        return slsc_errorf(unit, at, "emit/bad-folder",
                           "the output folder `%.*s` would replace the service itself",
                           SLSC_FMT(e->folder));
    if (slsc_str_is(slsc_path_base(output), ".serverless")) return SLSC_OK;
    for (const char *const *name = ours; *name; name++) {
        slsc_str path = slsc_path_join(unit->arena, output, slsc_str_z(*name));
        if (slsc_fs_stat(path.ptr).kind == SLSC_FS_FILE) return SLSC_OK;
    }
    slsc_fs_list files = { NULL, 0 };
    slsc_fs_error error = slsc_fs_walk(unit->arena, output.ptr, 1, NULL, NULL, &files);
    if (error == SLSC_FS_OK && files.count == 0) return SLSC_OK;
    return slsc_errorf(unit, at, "emit/bad-folder",
                       "the output folder `%.*s` holds files that were not written by slsc, and "
                       "would be replaced",
                       SLSC_FMT(e->folder));
}

/* ---- Generated files that stay --------------------------------------------------------------- */

static slsc_status keep_files(slsc_unit *unit)
{
    const struct slsc_packages *all = slsc_packages_of(unit);
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < all->generated_count; i++) {
        const slsc_generated *file = &all->generated[i];
        if (!file->keep) continue;
        const char *path = slsc_path_join(unit->arena, unit->folder, file->path).ptr;
        slsc_fs_error error = slsc_fs_make_parents(unit->arena, path);
        if (error == SLSC_FS_OK) error = slsc_fs_replace(unit->arena, path, file->content);
        if (error != SLSC_FS_OK)
            status = slsc_errorf(unit, file->from, "emit/unwritable", "cannot write `%.*s`: %s",
                                 SLSC_FMT(file->path), slsc_fs_reason(error));
    }
    return status;
}

/* ---- A file outside -------------------------------------------------------------------------- */

void slsc_emit_beside(slsc_unit *unit, slsc_str path, slsc_str content)
{
    slsc_packages_of(unit)->beside = (slsc_output_file) { path, content };
}

static slsc_str behind(slsc_str folder, slsc_str path)
{
    const bool below = folder.len && slsc_str_starts(path, folder) && path.len > folder.len + 1 &&
                       path.ptr[folder.len] == '/';
    return below ? slsc_str_sub(path, folder.len + 1, SIZE_MAX) : (slsc_str) { NULL, 0 };
}

/* Its path below the output folder, by its text or by where its folder lies; empty: it is not. */
static slsc_str inside_output(emitter *e, slsc_str path)
{
    slsc_arena *arena = e->unit->arena;
    const slsc_str normal = slsc_path_normalize(arena, path);
    const slsc_str name = behind(slsc_path_normalize(arena, e->folder), normal);
    if (name.len) return name;
    const slsc_str base = slsc_path_base(normal);
    const slsc_str parent = slsc_str_sub(normal, 0, normal.len - base.len);
    const slsc_str real = slsc_path_real(arena, parent.len ? slsc_str_cstr(arena, parent) : ".");
    return behind(slsc_path_real(arena, e->folder.ptr), slsc_path_join(arena, real, base));
}

static void stage_beside(emitter *e)
{
    const slsc_output_file *file = &slsc_packages_of(e->unit)->beside;
    if (!file->name.len || e->error != SLSC_FS_OK) return;
    const slsc_str inside = inside_output(e, file->name);
    if (inside.len) {
        note(e, inside, slsc_fs_stage_file(e->staging, inside, &file->content, 1));
        return;
    }
    e->error = slsc_fs_prepare(e->unit->arena, slsc_str_cstr(e->unit->arena, file->name),
                               file->content, &e->beside);
    if (e->error == SLSC_FS_OK) return;
    e->beside.made = NULL;
    e->failed = file->name;
}

/* ---- All of it ------------------------------------------------------------------------------- */

static slsc_status report_unwritable(emitter *e)
{
    const slsc_str path = e->failed.len ? e->failed : e->folder;
    const bool outside = path.ptr == slsc_packages_of(e->unit)->beside.name.ptr; /* by an option */
    const slsc_node *at =
        outside ? NULL : slsc_node_getz(e->unit, e->unit->roots[SLSC_CONFIG], "service");
    return slsc_errorf(e->unit, at, "emit/unwritable", "cannot write `%.*s`: %s", SLSC_FMT(path),
                       slsc_fs_reason(e->error));
}

/* The folder first: what lies outside tells of a folder that is there. */
static slsc_status commit(emitter *e)
{
    e->error = slsc_fs_commit(e->staging);
    if (e->error == SLSC_FS_OK && e->beside.made) {
        e->error = slsc_fs_put(&e->beside);
        e->failed = slsc_packages_of(e->unit)->beside.name;
    } else if (e->beside.made) {
        slsc_fs_drop(&e->beside);
    }
    return e->error == SLSC_FS_OK ? SLSC_OK : report_unwritable(e);
}

slsc_status slsc_emit(slsc_unit *unit)
{
    emitter e = { .unit = unit };
    slsc_str output =
        unit->settings.package.len > 0 ? unit->settings.package : SLSC_STR(".serverless");
    e.folder = slsc_path_join(unit->arena, unit->folder, output);
    if (check_folder(&e) != SLSC_OK) return SLSC_FAIL;
    e.error = slsc_fs_stage(unit->arena, e.folder.ptr, &e.staging);
    if (e.error != SLSC_FS_OK) return report_unwritable(&e);
    stage_all(&e);
    stage_beside(&e);
    if (e.error == SLSC_FS_OK && slsc_unit_ok(unit) && keep_files(unit) == SLSC_OK)
        return commit(&e);
    slsc_fs_abandon(e.staging);
    if (e.beside.made) slsc_fs_drop(&e.beside);
    return e.error == SLSC_FS_OK ? SLSC_FAIL : report_unwritable(&e);
}
