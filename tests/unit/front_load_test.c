/* Which file is the configuration, and what is said when there is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "front/load.h"

enum { PATH_SIZE = 256 };

typedef struct fixture {
    char folder[64];
    slsc_unit *unit;
} fixture;

static void path_of(const fixture *f, const char *name, char out[PATH_SIZE])
{
    snprintf(out, PATH_SIZE, "%s/%s", f->folder, name);
}

static void write_file(const fixture *f, const char *name, const char *text)
{
    char path[PATH_SIZE];
    path_of(f, name, path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static void make_folder(const fixture *f, const char *name)
{
    char path[PATH_SIZE];
    path_of(f, name, path);
    assert_int_equal(mkdir(path, 0755), 0);
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    snprintf(f->folder, sizeof f->folder, "/tmp/slsc-load-XXXXXX");
    *state = f;
    return mkdtemp(f->folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    static const char *const names[] = {
        "serverless.yml", "serverless.yaml", "serverless.json", "serverless.ts",
        "other.yml",      "other.txt",       "sub/inner.yml",   "sub",
        "folder.yml",     "linked.yml",
    };
    fixture *f = *state;
    char path[PATH_SIZE];
    if (f->unit) slsc_unit_free(f->unit);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        path_of(f, names[i], path);
        remove(path);
    }
    int status = rmdir(f->folder);
    free(f);
    return status;
}

static slsc_status load(fixture *f, const char *config)
{
    slsc_settings settings = { .config = slsc_str_z(config), .hermetic = true };
    if (f->unit) slsc_unit_free(f->unit);
    f->unit = slsc_unit_new(&settings);
    f->unit->folder = slsc_str_z(f->folder);
    return slsc_load(f->unit);
}

static void assert_loaded(fixture *f, const char *config, const char *name, const char *service)
{
    assert_int_equal(load(f, config), SLSC_OK);
    assert_true(slsc_str_is(f->unit->config_name, name));
    const slsc_node *node = slsc_node_getz(f->unit, f->unit->roots[SLSC_CONFIG], "service");
    assert_true(slsc_node_is_text(node, service));
    assert_true(slsc_unit_ok(f->unit));
}

static void assert_refused(fixture *f, const char *config, const char *code, const char *says)
{
    size_t count;
    assert_int_equal(load(f, config), SLSC_FAIL);
    assert_null(f->unit->roots[SLSC_CONFIG]);
    const slsc_report *reports = slsc_diags_sorted(f->unit->diags, &count);
    assert_int_equal(count, 1);
    if (!slsc_str_is(reports->code, code) ||
        slsc_str_find(reports->message, slsc_str_z(says)) == SIZE_MAX)
        fail_msg("%s: %.*s [%.*s]", config, SLSC_FMT(reports->message), SLSC_FMT(reports->code));
}

static void the_first_name_wins(void **state)
{
    fixture *f = *state;
    assert_refused(f, "", "config/missing", "serverless.yml");
    write_file(f, "serverless.ts", "export default {}");
    assert_refused(f, "", "config/needs-node", "serverless.ts");
    write_file(f, "serverless.json", "{\"service\": \"json\"}");
    assert_loaded(f, "", "serverless.json", "json");
    write_file(f, "serverless.yaml", "service: yaml");
    assert_loaded(f, "", "serverless.yaml", "yaml");
    write_file(f, "serverless.yml", "service: yml");
    assert_loaded(f, "", "serverless.yml", "yml");
}

static void a_named_file_lies_in_the_folder(void **state)
{
    fixture *f = *state;
    char path[PATH_SIZE];
    write_file(f, "serverless.yml", "service: yml");
    write_file(f, "other.yml", "service: other");
    write_file(f, "other.txt", "service: other");
    write_file(f, "serverless.ts", "");
    make_folder(f, "sub");
    make_folder(f, "folder.yml");
    write_file(f, "sub/inner.yml", "service: inner");
    assert_loaded(f, "other.yml", "other.yml", "other");
    assert_loaded(f, "./sub/../other.yml", "other.yml", "other");
    path_of(f, "other.yml", path);
    assert_loaded(f, path, "other.yml", "other");
    path_of(f, "linked.yml", path);
    assert_int_equal(symlink("sub/inner.yml", path), 0);
    assert_loaded(f, "linked.yml", "linked.yml", "inner");
    assert_refused(f, "other.txt", "config/unsupported-extension", "other.txt");
    assert_refused(f, "absent.yml", "config/missing", "absent.yml");
    assert_refused(f, "absent.toml", "config/unsupported-extension", "absent.toml");
    assert_refused(f, "folder.yml", "config/not-a-file", "folder.yml");
    assert_refused(f, "sub/inner.yml", "config/outside-folder", "sub/inner.yml");
    assert_refused(f, "serverless.ts", "config/needs-node", "serverless.ts");
}

static void a_configuration_is_a_map(void **state)
{
    static const char *const texts[] = { "", "# nothing\n", "- a\n", "text", "5", "null", "~\n" };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        write_file(f, "serverless.yml", texts[i]);
        assert_refused(f, "", "config/not-a-map", "the configuration is");
    }
    write_file(f, "serverless.yml", "a: b: c");
    assert_refused(f, "", "yaml/syntax", "`:`");
    write_file(f, "other.yml", "\xef\xbb\xbfservice: x\r\n");
    assert_loaded(f, "other.yml", "other.yml", "x");
}

static void what_is_no_file_is_not_read(void **state)
{
    fixture *f = *state;
    char path[PATH_SIZE];
    path_of(f, "serverless.yml", path);
    assert_int_equal(mkfifo(path, 0644), 0);
    assert_refused(f, "", "config/not-a-file", "serverless.yml");
    assert_int_equal(remove(path), 0);
    make_folder(f, "serverless.yml");
    assert_refused(f, "", "config/not-a-file", "serverless.yml");
    assert_int_equal(remove(path), 0);
    write_file(f, "serverless.yml", "service: x");
    assert_int_equal(truncate(path, (64 << 20) + 1), 0);
    assert_refused(f, "", "config/too-large", "the file is 65 MB, over the limit of 64 MB");
    write_file(f, "serverless.yml", "service: x");
    assert_int_equal(chmod(path, 0), 0);
    if (geteuid() != 0) assert_refused(f, "", "config/unreadable", "serverless.yml");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_name_wins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_named_file_lies_in_the_folder, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_configuration_is_a_map, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_file_is_not_read, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
