/* Files: reading, walking, and the output folder's way into its place. Each test works in a folder
 * of its own, which is its working directory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/remove.h"

typedef struct fixture {
    slsc_arena *arena;
    char folder[64];
    char before[4096];
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->arena = slsc_arena_new(0);
    strcpy(f->folder, "/tmp/slsc-fs-test-XXXXXX");
    *state = f;
    return getcwd(f->before, sizeof f->before) == NULL || mkdtemp(f->folder) == NULL ||
           chdir(f->folder) != 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    int failed = chdir(f->before);
    slsc_fs_remove_tree(f->folder);
    slsc_arena_free(f->arena);
    free(f);
    return failed;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void check(fixture *f, const char *path, const char *text)
{
    slsc_str content;
    slsc_fs_error error = slsc_fs_read(f->arena, path, 1000, &content);
    if (text == NULL) {
        assert_int_equal(error, SLSC_FS_MISSING);
    } else {
        assert_int_equal(error, SLSC_FS_OK);
        assert_string_equal(content.ptr, text);
    }
}

static mode_t mode_of(const char *path)
{
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    return info.st_mode & 07777;
}

/* Names in the working directory, so that nothing is left behind unseen. */
static size_t count_here(fixture *f)
{
    slsc_fs_list list;
    assert_int_equal(slsc_fs_walk(f->arena, ".", 1000, NULL, NULL, &list), SLSC_FS_OK);
    return list.count;
}

static void only_regular_files_are_read(void **state)
{
    fixture *f = *state;
    slsc_str content;
    put("file", "hello");
    put("empty", "");
    assert_int_equal(mkdir("folder", 0755), 0);
    assert_int_equal(mkfifo("fifo", 0644), 0);
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_int_equal(symlink("file", "link"), 0);
    check(f, "file", "hello");
    check(f, "link", "hello");
    check(f, "empty", "");
    check(f, "none", NULL);
    check(f, "file/below", NULL);
    assert_int_equal(slsc_fs_read(f->arena, "folder", 9, &content), SLSC_FS_DIRECTORY);
    assert_int_equal(slsc_fs_read(f->arena, "fifo", 9, &content), SLSC_FS_SPECIAL);
    assert_int_equal(slsc_fs_read(f->arena, "/dev/null", 9, &content), SLSC_FS_SPECIAL);
    assert_int_equal(slsc_fs_read(f->arena, "loop", 9, &content), SLSC_FS_LOOP);
    assert_int_equal(slsc_fs_read(f->arena, "file", 5, &content), SLSC_FS_OK);
    assert_int_equal(slsc_fs_read(f->arena, "file", 4, &content), SLSC_FS_LARGE);
}

static void kinds_are_told(void **state)
{
    (void)state;
    put("file", "12345");
    assert_int_equal(mkfifo("fifo", 0644), 0);
    assert_int_equal(slsc_fs_stat("file").kind, SLSC_FS_FILE);
    assert_int_equal(slsc_fs_stat("file").size, 5);
    assert_false(slsc_fs_stat("file").executable);
    assert_int_equal(chmod("file", 0744), 0);
    assert_true(slsc_fs_stat("file").executable);
    assert_int_equal(slsc_fs_stat(".").kind, SLSC_FS_FOLDER);
    assert_int_equal(slsc_fs_stat("fifo").kind, SLSC_FS_STRANGE);
    assert_int_equal(slsc_fs_stat("none").kind, SLSC_FS_NONE);
}

static bool not_skipped(void *context, slsc_str folder)
{
    (void)context;
    return !slsc_str_is(folder, "in/skipped");
}

static slsc_str walked(fixture *f, const char *folder, slsc_fs_enter enter)
{
    slsc_fs_list list;
    assert_int_equal(slsc_fs_walk(f->arena, folder, 100, enter, NULL, &list), SLSC_FS_OK);
    slsc_sb sb = slsc_sb_new(f->arena, 0);
    for (size_t i = 0; i < list.count; i++) {
        slsc_sb_add(&sb, list.items[i].path);
        slsc_sb_char(&sb, ' ');
    }
    return slsc_sb_str(&sb);
}

static void walks_are_sorted_and_follow_links(void **state)
{
    fixture *f = *state;
    assert_int_equal(mkdir("in", 0755) | mkdir("in/skipped", 0755) | mkdir("else", 0755), 0);
    put("in/b", "");
    put("in/.a", "");
    put("in-b", "");
    put("in/skipped/c", "");
    put("else/d", "");
    assert_int_equal(symlink("..", "in/up"), 0);         /* a circle */
    assert_int_equal(symlink("../else", "in/other"), 0); /* no circle */
    assert_int_equal(symlink("nowhere", "in/lost"), 0);
    assert_int_equal(mkfifo("in/fifo", 0644), 0);
    const char *expected = "else/d in-b in/.a in/b in/other/d in/skipped/c ";
    assert_true(slsc_str_is(walked(f, ".", NULL), expected));
    assert_true(slsc_str_is(walked(f, f->folder, NULL), expected));
    assert_true(slsc_str_is(walked(f, ".", not_skipped), "else/d in-b in/.a in/b in/other/d "));
    slsc_fs_list list;
    assert_int_equal(slsc_fs_walk(f->arena, ".", 5, NULL, NULL, &list), SLSC_FS_LARGE);
    assert_int_equal(slsc_fs_walk(f->arena, "none", 5, NULL, NULL, &list), SLSC_FS_MISSING);
    assert_int_equal(slsc_fs_walk(f->arena, "in-b", 5, NULL, NULL, &list), SLSC_FS_MISSING);
}

/* Thirty folders, each with two links to the next: a thousand million ways through. */
static void crossed_links_have_a_limit(void **state)
{
    fixture *f = *state;
    for (int i = 0; i < 30; i++) {
        assert_int_equal(mkdir(slsc_strf(f->arena, "%d", i).ptr, 0755), 0);
        const char *next = slsc_strf(f->arena, "../%d", i + 1).ptr;
        assert_int_equal(symlink(next, slsc_strf(f->arena, "%d/a", i).ptr), 0);
        assert_int_equal(symlink(next, slsc_strf(f->arena, "%d/b", i).ptr), 0);
    }
    assert_int_equal(mkdir("30", 0755), 0);
    slsc_fs_list list;
    assert_int_equal(slsc_fs_walk(f->arena, ".", 5000, NULL, NULL, &list), SLSC_FS_LARGE);
}

static void locked_folders_are_told(void **state)
{
    fixture *f = *state;
    slsc_fs_list list;
    assert_int_equal(mkdir("locked", 0), 0);
    if (geteuid() != 0) { /* nothing is locked for root */
        assert_int_equal(slsc_fs_walk(f->arena, ".", 9, NULL, NULL, &list), SLSC_FS_DENIED);
    }
    assert_int_equal(chmod("locked", 0755), 0);
    assert_int_equal(slsc_fs_walk(f->arena, ".", 9, NULL, NULL, &list), SLSC_FS_OK);
}

static slsc_fs_staging *stage(fixture *f, const char *folder)
{
    slsc_fs_staging *staging = NULL;
    assert_int_equal(slsc_fs_stage(f->arena, folder, &staging), SLSC_FS_OK);
    return staging;
}

static void add(slsc_fs_staging *staging, const char *path, const char *text)
{
    slsc_str piece = slsc_str_z(text);
    assert_int_equal(slsc_fs_stage_file(staging, slsc_str_z(path), &piece, 1), SLSC_FS_OK);
}

static void a_commit_replaces_the_folder(void **state)
{
    fixture *f = *state;
    assert_int_equal(mkdir("out", 0755) | mkdir("out/sub", 0555), 0);
    put("out/old", "old");
    slsc_fs_staging *staging = stage(f, "out/");
    add(staging, "new", "new");
    add(staging, "deep/er/file", "x");
    check(f, "out/old", "old");
    check(f, "out/new", NULL);
    assert_int_equal(slsc_fs_commit(staging), SLSC_FS_OK);
    check(f, "out/old", NULL);
    check(f, "out/new", "new");
    check(f, "out/deep/er/file", "x");
    assert_int_equal(count_here(f), 2);
    assert_int_equal(slsc_fs_stat("out/sub").kind, SLSC_FS_NONE);
}

static void an_abandoned_staging_leaves_nothing(void **state)
{
    fixture *f = *state;
    assert_int_equal(mkdir("out", 0755), 0);
    put("out/old", "old");
    slsc_fs_staging *staging = stage(f, "out"), *second = stage(f, "out");
    add(staging, "new", "new");
    slsc_fs_abandon(staging);
    slsc_fs_abandon(staging);
    slsc_fs_abandon(second);
    check(f, "out/old", "old");
    assert_int_equal(count_here(f), 1);
}

static void the_umask_does_not_show(void **state)
{
    fixture *f = *state;
    mode_t before = umask(0777);
    slsc_fs_staging *staging = stage(f, "nested/parents/out");
    add(staging, "sub/file", "x");
    assert_int_equal(slsc_fs_commit(staging), SLSC_FS_OK);
    assert_int_equal(slsc_fs_replace(f->arena, "single", SLSC_STR("y")), SLSC_FS_OK);
    umask(before);
    assert_int_equal(mode_of("nested"), 0755);
    assert_int_equal(mode_of("nested/parents/out"), 0755);
    assert_int_equal(mode_of("nested/parents/out/sub"), 0755);
    assert_int_equal(mode_of("nested/parents/out/sub/file"), 0644);
    assert_int_equal(mode_of("single"), 0644);
}

static void staged_files_stay_inside(void **state)
{
    fixture *f = *state;
    slsc_fs_staging *staging = stage(f, "out");
    slsc_str piece = SLSC_STR("x");
    const slsc_str outside[] = { SLSC_STR(".."),  SLSC_STR("../a"), SLSC_STR("a/../../b"),
                                 SLSC_STR("/a"),  SLSC_STR(""),     SLSC_STR("."),
                                 SLSC_STR("a\0b") };
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        assert_int_equal(slsc_fs_stage_file(staging, outside[i], &piece, 1), SLSC_FS_DENIED);
    }
    add(staging, "a/../b", "fine");
    assert_int_equal(slsc_fs_commit(staging), SLSC_FS_OK);
    check(f, "out/b", "fine");
    assert_int_equal(count_here(f), 1);
}

static void files_are_written_from_many_pieces(void **state)
{
    fixture *f = *state;
    slsc_str pieces[300];
    for (size_t i = 0; i < 300; i++) {
        pieces[i] = i % 3 == 0 ? (slsc_str) { NULL, 0 } : SLSC_STR("ab");
    }
    slsc_fs_staging *staging = stage(f, "out");
    assert_int_equal(slsc_fs_stage_file(staging, SLSC_STR("many"), pieces, 300), SLSC_FS_OK);
    assert_int_equal(slsc_fs_stage_file(staging, SLSC_STR("none"), NULL, 0), SLSC_FS_OK);
    slsc_fs_file parts = slsc_fs_stage_open(staging, SLSC_STR("in/parts"));
    for (size_t i = 0; i < 300; i++) slsc_fs_write(&parts, pieces[i]);
    assert_int_equal(slsc_fs_close(&parts), SLSC_FS_OK);
    slsc_fs_file again = slsc_fs_stage_open(staging, SLSC_STR("in/parts"));
    slsc_fs_write(&again, SLSC_STR("x"));
    assert_int_not_equal(slsc_fs_close(&again), SLSC_FS_OK);
    assert_int_equal(slsc_fs_commit(staging), SLSC_FS_OK);
    assert_int_equal(slsc_fs_stat("out/in/parts").size, 400);
    assert_int_equal(slsc_fs_stat("out/many").size, 400);
    assert_int_equal(slsc_fs_stat("out/none").size, 0);
}

static void the_working_folder_and_files_are_not_replaced(void **state)
{
    fixture *f = *state;
    slsc_fs_staging *staging;
    put("file", "kept");
    assert_int_equal(mkdir("in", 0755), 0);
    const char *places[] = { ".", "./", "..", "../", "/", "in/..", "file", "", f->folder };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        assert_int_equal(slsc_fs_stage(f->arena, places[i], &staging), SLSC_FS_TAKEN);
    }
    check(f, "file", "kept");
}

static void links_to_the_output_folder_stay(void **state)
{
    fixture *f = *state;
    assert_int_equal(mkdir("real", 0755) | symlink("real", "out"), 0);
    put("real/old", "old");
    slsc_fs_staging *staging = stage(f, "out");
    add(staging, "new", "new");
    assert_int_equal(slsc_fs_commit(staging), SLSC_FS_OK);
    check(f, "real/new", "new");
    check(f, "real/old", NULL);
    check(f, "out/new", "new");
}

/* A process that stages and is killed; its number is free afterwards. */
static pid_t kill_staging(fixture *f)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        slsc_fs_staging *staging;
        _exit(slsc_fs_stage(f->arena, "out", &staging) == SLSC_FS_OK ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    return child;
}

static void leftovers_of_killed_runs_go(void **state)
{
    fixture *f = *state;
    pid_t dead = kill_staging(f);
    const char *left = slsc_strf(f->arena, "out.slsc-%ld.0", (long)dead).ptr;
    const char *similar = slsc_strf(f->arena, "out.slsc-%ld.0.mine", (long)dead).ptr;
    assert_int_equal(slsc_fs_stat(left).kind, SLSC_FS_FOLDER);
    assert_int_equal(mkdir(similar, 0755), 0);
    slsc_fs_staging *alive = stage(f, "out"), *next = stage(f, "out");
    assert_int_equal(slsc_fs_stat(left).kind, SLSC_FS_NONE);
    assert_int_equal(slsc_fs_stat(similar).kind, SLSC_FS_FOLDER);
    add(alive, "file", "of a living run");
    slsc_fs_abandon(next);
    assert_int_equal(slsc_fs_commit(alive), SLSC_FS_OK);
    check(f, "out/file", "of a living run");
}

static void a_folder_moved_aside_comes_back(void **state)
{
    fixture *f = *state;
    pid_t dead = kill_staging(f);
    const char *aside = slsc_strf(f->arena, "out.slsc-%ld.0.old", (long)dead).ptr;
    assert_int_equal(mkdir(aside, 0755), 0);
    put(slsc_strf(f->arena, "%s/old", aside).ptr, "old");
    slsc_fs_abandon(stage(f, "out"));
    check(f, "out/old", "old");
    assert_int_equal(count_here(f), 1);
}

static void single_files_are_replaced(void **state)
{
    fixture *f = *state;
    put("file", "old");
    assert_int_equal(chmod("file", 0600) | symlink("file", "link") | mkdir("folder", 0755), 0);
    assert_int_equal(slsc_fs_replace(f->arena, "link", SLSC_STR("new")), SLSC_FS_OK);
    check(f, "file", "new");
    assert_int_equal(mode_of("file"), 0600);
    struct stat info;
    assert_int_equal(lstat("link", &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(slsc_fs_replace(f->arena, "folder", SLSC_STR("")), SLSC_FS_DIRECTORY);
    assert_int_equal(slsc_fs_replace(f->arena, "none/x", SLSC_STR("")), SLSC_FS_MISSING);
    assert_int_equal(slsc_fs_replace(f->arena, "/dev/null", SLSC_STR("")), SLSC_FS_SPECIAL);
    assert_int_equal(count_here(f), 2);
}

static void a_prepared_file_waits(void **state)
{
    fixture *f = *state;
    slsc_fs_pending pending;
    put("file", "old");
    assert_int_equal(slsc_fs_prepare(f->arena, "file", SLSC_STR("new"), &pending), SLSC_FS_OK);
    check(f, "file", "old");
    slsc_fs_drop(&pending);
    check(f, "file", "old");
    assert_int_equal(count_here(f), 1);
    assert_int_equal(slsc_fs_prepare(f->arena, "file", SLSC_STR("new"), &pending), SLSC_FS_OK);
    assert_int_equal(slsc_fs_put(&pending), SLSC_FS_OK);
    check(f, "file", "new");
    assert_int_equal(slsc_fs_prepare(f->arena, "file", SLSC_STR("x"), &pending), SLSC_FS_OK);
    assert_int_equal(unlink("file") | mkdir("file", 0755), 0);
    assert_int_equal(slsc_fs_put(&pending), SLSC_FS_DIRECTORY);
    assert_int_equal(count_here(f), 0);
    assert_int_equal(rmdir("file"), 0);
}

static void paths_are_text(void **state)
{
    fixture *f = *state;
    const char *normal[][2] = { { "", "." },           { ".", "." },
                                { "./", "." },         { "a//b/./c/", "a/b/c" },
                                { "a/..", "." },       { "a/../b", "b" },
                                { "../a", "../a" },    { "a/../../b", "../b" },
                                { "../../", "../.." }, { "/", "/" },
                                { "/..", "/" },        { "/../a", "/a" },
                                { "//a/../b", "/b" },  { "..a/b..", "..a/b.." } };
    for (size_t i = 0; i < sizeof normal / sizeof *normal; i++) {
        slsc_str path = slsc_path_normalize(f->arena, slsc_str_z(normal[i][0]));
        assert_string_equal(path.ptr, normal[i][1]);
        assert_int_equal(path.len, strlen(normal[i][1]));
    }
    const char *joined[][3] = { { "a", "b", "a/b" }, { "a/", "b", "a/b" }, { ".", "b", "b" },
                                { "", "b", "b" },    { "a", "/b", "/b" },  { "a", "", "a" } };
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++) {
        slsc_str path =
            slsc_path_join(f->arena, slsc_str_z(joined[i][0]), slsc_str_z(joined[i][1]));
        assert_string_equal(path.ptr, joined[i][2]);
    }
    const char *extensions[][2] = { { "a.yml", ".yml" },  { "x.d/a", "" }, { ".env", "" },
                                    { "x/.a.js", ".js" }, { "a.", "." },   { "..", "" },
                                    { "a.b.c", ".c" },    { "", "" } };
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        slsc_str path = slsc_str_z(extensions[i][0]);
        assert_true(slsc_str_is(slsc_path_extension(path), extensions[i][1]));
    }
    assert_true(slsc_str_is(slsc_path_base(SLSC_STR("a/b.c")), "b.c"));
    assert_true(slsc_str_is(slsc_path_base(SLSC_STR("b")), "b"));
    assert_true(slsc_path_inside(SLSC_STR("..a")));
    assert_true(slsc_path_inside(SLSC_STR("a/b")));
    assert_false(slsc_path_inside(SLSC_STR("..")));
    assert_false(slsc_path_inside(SLSC_STR("../a")));
    assert_false(slsc_path_inside(SLSC_STR("/a")));
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(only_regular_files_are_read),
        IN_FOLDER(kinds_are_told),
        IN_FOLDER(walks_are_sorted_and_follow_links),
        IN_FOLDER(crossed_links_have_a_limit),
        IN_FOLDER(locked_folders_are_told),
        IN_FOLDER(a_commit_replaces_the_folder),
        IN_FOLDER(an_abandoned_staging_leaves_nothing),
        IN_FOLDER(the_umask_does_not_show),
        IN_FOLDER(staged_files_stay_inside),
        IN_FOLDER(files_are_written_from_many_pieces),
        IN_FOLDER(the_working_folder_and_files_are_not_replaced),
        IN_FOLDER(links_to_the_output_folder_stay),
        IN_FOLDER(leftovers_of_killed_runs_go),
        IN_FOLDER(a_folder_moved_aside_comes_back),
        IN_FOLDER(single_files_are_replaced),
        IN_FOLDER(a_prepared_file_waits),
        IN_FOLDER(paths_are_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
