/* The unit: what it reads, whom it knows, what it reports; and the verifier on broken trees. */
#include "diag/render.h"
#include "tree/json.h"
#include "tree/verify.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* behind the four it needs */
#include <cmocka.h>

static slsc_unit *unit;

static int set_up(void **state)
{
    static const char *const environment[] = { "AB=wrong", "A=right=1", "EMPTY=", NULL };
    slsc_settings settings = { 0 };
    (void)state;
    settings.environ = environment;
    unit = slsc_unit_new(&settings);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    slsc_unit_free(unit);
    return 0;
}

static slsc_node *parse(const char *name, const char *text)
{
    return slsc_json_parse(unit,
                           slsc_sources_add(unit->sources, slsc_str_z(name), slsc_str_z(text)));
}

static void assert_printed(const char *expected)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_diags_render(unit->diags, SLSC_DIAG_TEXT, false, &out);
    slsc_sb_char(&out, 0);
    assert_string_equal(out.ptr, expected);
}

static void makers_have_numbers(void **state)
{
    (void)state;
    assert_string_equal(unit->makers[0], "source");
    assert_int_equal(slsc_unit_maker(unit, "a/b"), 1);
    assert_int_equal(slsc_unit_maker(unit, "c/d"), 2);
    assert_int_equal(slsc_unit_maker(unit, "a/b"), 1);
}

static void environment_by_whole_names(void **state)
{
    (void)state;
    assert_true(slsc_str_is(slsc_unit_env(unit, SLSC_STR("A")), "right=1"));
    assert_non_null(slsc_unit_env(unit, SLSC_STR("EMPTY")).ptr);
    assert_int_equal(slsc_unit_env(unit, SLSC_STR("EMPTY")).len, 0);
    assert_null(slsc_unit_env(unit, SLSC_STR("B")).ptr);
    assert_null(slsc_unit_env(unit, SLSC_STR("")).ptr);
}

static void read_nodes_are_told_as_they_stand(void **state)
{
    slsc_node *node = parse("f", "{\"key\": 5}");
    slsc_diag diag = { 0 };
    (void)state;
    diag.struct_size = sizeof diag;
    diag.severity = SLSC_WARNING;
    diag.code = "a/key";
    diag.message = SLSC_STR("unknown");
    diag.at = slsc_node_at(node, 0);
    diag.at_key = 1;
    assert_int_equal(slsc_unit_report(unit, &diag), SLSC_OK);
    assert_true(slsc_unit_ok(unit));
    assert_int_equal(slsc_errorf(unit, slsc_node_at(node, 0), "a/value", "bad %s", "value"),
                     SLSC_FAIL);
    slsc_warnf(unit, NULL, "a/none", "nowhere");
    assert_false(slsc_unit_ok(unit));
    assert_printed("slsc: warning: nowhere [a/none]\n"
                   "f:1:2: warning: unknown [a/key]\n"
                   "    1 | {\"key\": 5}\n"
                   "      |  ^^^^^\n"
                   "f:1:9: error: bad value [a/value]\n"
                   "    1 | {\"key\": 5}\n"
                   "      |         ^\n");
}

/* As front/ resolves: a copy of what was written, its history the expression. */
static slsc_node *resolve(const slsc_node *value, const slsc_node *expression)
{
    slsc_node *copy;
    uint16_t maker = unit->maker;
    unit->maker = slsc_unit_maker(unit, "resolve");
    copy = slsc_node_copy(unit, value, expression);
    unit->maker = maker;
    return copy;
}

static void resolved_values_are_told_at_the_expression(void **state)
{
    slsc_node *config = parse("f", "{\"a\": \"${file(g):x}\"}"),
              *file = parse("g", "{\"x\": \"${h}\"}"), *end = parse("h", "\n7"),
              *inner = resolve(slsc_node_at(file, 0), slsc_node_at(config, 0));
    (void)state;
    slsc_errorf(unit, resolve(end, inner), "a/b", "not that");
    assert_printed("f:1:7: error: not that [a/b]\n"
                   "    1 | {\"a\": \"${file(g):x}\"}\n"
                   "      |       ^^^^^^^^^^^^^^\n"
                   "note: the value was written at h:2:1\n");
}

static void made_nodes_tell_who_made_them(void **state)
{
    slsc_node *config = parse("f", "{\"a\": [\"x\", \"y\"]}"), *list = slsc_node_at(config, 0),
              *copy;
    (void)state;
    unit->maker = slsc_unit_maker(unit, "p/q");
    slsc_errorf(unit, slsc_node_new(unit, SLSC_MAP, list), "a/b", "made");
    copy = slsc_node_copy(unit, list, config); /* its items are nearer than its cause */
    slsc_errorf(unit, slsc_node_at(copy, 1), "a/b", "copied");
    assert_printed("f:1:7: error: made [a/b]\n"
                   "    1 | {\"a\": [\"x\", \"y\"]}\n"
                   "      |       ^^^^^^^^^^\n"
                   "note: made by p/q from f:1:7\n"
                   "f:1:13: error: copied [a/b]\n"
                   "    1 | {\"a\": [\"x\", \"y\"]}\n"
                   "      |             ^^^\n"
                   "note: made by p/q from f:1:1\n");
}

static void secrets_are_told_at_the_expression(void **state)
{
    slsc_node *config = parse("f", "[\"${env:X}\"]"), *secret = parse("env", "\"hidden\""), *copy;
    (void)state;
    copy = resolve(secret, slsc_node_at(config, 0));
    copy->secret = 1;
    unit->maker = slsc_unit_maker(unit, "p/q");
    slsc_errorf(unit, slsc_node_copy(unit, copy, config), "a/b", "bad");
    assert_printed("f:1:1: error: bad [a/b]\n"
                   "    1 | [\"${env:X}\"]\n"
                   "      | ^^^^^^^^^^^^\n"
                   "note: made by p/q from f:1:1\n");
}

/* ---- The verifier ---- */

static void assert_broken(const slsc_node *root, const char *expected)
{
    slsc_str why;
    assert_false(slsc_verify(unit, root, &why));
    assert_true(slsc_str_is(why, expected));
}

static void broken_trees_are_found(void **state)
{
    slsc_node *root = parse("f", "{\"a\":[1,{\"b\":\"x\"}],\"7\":null,\"c\":0.5}");
    slsc_node *list = slsc_node_getz(unit, root, "a"), *map = slsc_node_at(list, 1),
              *text = slsc_node_at(map, 0), *real = slsc_node_getz(unit, root, "c");
    slsc_member swapped;
    slsc_str why;
    (void)state;
    assert_true(slsc_verify(unit, root, &why));
    text->as.string = SLSC_STR("\xC0\x80");
    assert_broken(root, "(root).a.1.b: text is not UTF-8");
    text->as.string = SLSC_STR("\xED\xA0\x80 \xC3\xA4");
    assert_true(slsc_verify(unit, root, &why));
    text->parent = root;
    assert_broken(root, "(root).a.1.b: has another parent");
    text->parent = map;
    text->kind = 9;
    assert_broken(root, "(root).a.1.b: unknown kind");
    text->kind = SLSC_STRING;
    text->maker = 3;
    assert_broken(root, "(root).a.1.b: unknown maker");
    text->maker = 0;
    text->place.file = 0;
    assert_broken(root, "(root).a.1.b: no place");
    text->place = (slsc_place) { 1, 30, 300 };
    assert_broken(root, "(root).a.1.b: place outside of its source");
    text->place.length = 1;
    real->as.number = 1e300 * 1e300;
    assert_broken(root, "(root).c: number is not finite");
    real->as.number = 0.5;
    list->as.list.items[0] = map;
    assert_broken(root, "(root).a.0: hangs there twice");
    list->as.list.items[0] = NULL;
    assert_broken(root, "(root).a.0: no value");
    list->as.list.count = 0;
    swapped = root->as.map.members[0];
    root->as.map.members[0] = root->as.map.members[1];
    root->as.map.members[1] = swapped;
    root->as.map.members[0].value->position = 0;
    root->as.map.members[1].value->position = 1;
    assert_broken(root, "(root).7: key out of order");
    root->as.map.members[1].key = root->as.map.members[0].key;
    assert_broken(root, "(root).a: key twice, or index out of date");
    assert_broken(map, "(root): the root has a parent");
}

/* ---- Files ---- */

static char folder[] = "/tmp/slsc-unit-XXXXXX";

static void write_file(const char *name, const char *text)
{
    char path[128];
    FILE *file;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void files_are_read_once(void **state)
{
    slsc_str text;
    uint32_t first, second, other;
    (void)state;
    unit->folder = slsc_str_z(folder);
    write_file("a.yml", "one");
    write_file("b.yml", "two");
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("a.yml"), &text, &first), SLSC_FS_OK);
    assert_true(slsc_str_is(text, "one"));
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("b.yml"), &text, &other), SLSC_FS_OK);
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("./a.yml"), &text, &second), SLSC_FS_OK);
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("b.yml"), &text, NULL), SLSC_FS_OK);
    assert_true(slsc_str_is(text, "two"));
    assert_int_equal(first, second);
    assert_int_not_equal(first, other);
    assert_int_equal(unit->input_count, 2);
    assert_true(slsc_str_is(unit->inputs[0], "a.yml") && slsc_str_is(unit->inputs[1], "b.yml"));
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("none"), &text, NULL), SLSC_FS_MISSING);
    for (unsigned i = 0; i < 100; i++) {
        slsc_str name = slsc_strf(unit->arena, "f%u", i);
        write_file(name.ptr, name.ptr);
        assert_int_equal(slsc_unit_read(unit, name, &text, NULL), SLSC_FS_OK);
        assert_true(slsc_str_eq(text, name));
    }
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("f3"), &text, NULL), SLSC_FS_OK);
    assert_true(slsc_str_is(text, "f3"));
    assert_int_equal(unit->input_count, 102);
}

static void hermetic_units_stay_inside(void **state)
{
    char link[128];
    slsc_str text;
    (void)state;
    unit->folder = slsc_str_z(folder);
    unit->settings.hermetic = true;
    write_file("inside", "x");
    snprintf(link, sizeof link, "%s/link", folder);
    assert_int_equal(symlink("/etc/passwd", link), 0);
    snprintf(link, sizeof link, "%s/good", folder);
    assert_int_equal(symlink("inside", link), 0);
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("inside"), &text, NULL), SLSC_FS_OK);
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("good"), &text, NULL), SLSC_FS_OK);
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("link"), &text, NULL), SLSC_FS_DENIED);
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("/etc/passwd"), &text, NULL), SLSC_FS_DENIED);
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("../no"), &text, NULL), SLSC_FS_DENIED);
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("/no/such"), &text, NULL), SLSC_FS_DENIED);
    assert_int_equal(slsc_unit_read(unit, SLSC_STR("no"), &text, NULL), SLSC_FS_MISSING);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(makers_have_numbers),
        CASE(environment_by_whole_names),
        CASE(read_nodes_are_told_as_they_stand),
        CASE(resolved_values_are_told_at_the_expression),
        CASE(made_nodes_tell_who_made_them),
        CASE(secrets_are_told_at_the_expression),
        CASE(broken_trees_are_found),
        CASE(files_are_read_once),
        CASE(hermetic_units_stay_inside),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
