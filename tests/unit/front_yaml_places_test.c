/* Where things are: the bytes of each place, sliced from the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "front/yaml/yaml.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct row {
    const char *path, *bytes; /* empty path: the root */
    const char *key;          /* bytes of its key; NULL: it has none */
} row;

static slsc_unit *parse(const char *yaml)
{
    slsc_settings settings = { 0 };
    slsc_unit *unit = slsc_unit_new(&settings);
    unit->roots[SLSC_CONFIG] = slsc_yaml_parse(
        unit, slsc_sources_add(unit->sources, SLSC_STR("test.yml"), slsc_str_z(yaml)));
    assert_non_null(unit->roots[SLSC_CONFIG]);
    return unit;
}

static void assert_bytes(const slsc_unit *unit, slsc_place place, const char *bytes,
                         const char *path)
{
    slsc_str got = slsc_sources_slice(unit->sources, place);
    if (!slsc_str_is(got, bytes)) fail_msg("%s: `%.*s`, not `%s`", path, SLSC_FMT(got), bytes);
}

static void check(const char *yaml, const row *rows, size_t count)
{
    slsc_unit *unit = parse(yaml);
    for (size_t i = 0; i < count; i++) {
        const slsc_node *root = unit->roots[SLSC_CONFIG];
        const slsc_node *node = *rows[i].path ? slsc_node_path(unit, root, rows[i].path) : root;
        if (!node) fail_msg("no %s", rows[i].path);
        assert_bytes(unit, node->place, rows[i].bytes, rows[i].path);
        const slsc_member *member = slsc_node_member(node);
        if (rows[i].key) assert_bytes(unit, member->key_place, rows[i].key, rows[i].path);
    }
    slsc_unit_free(unit);
}

static void block_style_ends_with_the_last_value(void **state)
{
    static const row rows[] = {
        { "", "a:\n  b: 'x y'\n  c:\n  - 1\n  - d: \"e\"\nf: |\n  t\n\n  u\ng:", NULL },
        { "a", "b: 'x y'\n  c:\n  - 1\n  - d: \"e\"", "a" },
        { "a.b", "'x y'", "b" },
        { "a.c", "- 1\n  - d: \"e\"", "c" },
        { "a.c.1", "d: \"e\"", NULL },
        { "a.c.1.d", "\"e\"", "d" },
        { "f", "|\n  t\n\n  u", "f" },
        { "g", "", "g" },
    };
    (void)state;
    check("# c\na:\n  b: 'x y'\n  c:\n  - 1\n  - d: \"e\"\n  # c\n\nf: |\n  t\n\n  u\n\ng: # c\n\n",
          rows + 1, COUNT(rows) - 1);
    check("a:\n  b: 'x y'\n  c:\n  - 1\n  - d: \"e\"\nf: |\n  t\n\n  u\ng:\n\n# c\n", rows,
          COUNT(rows));
}

static void brackets_belong_to_the_value(void **state)
{
    static const row rows[] = {
        { "", "a: [ b, {c: d} , [e: f] ]\n\"g\" : {}", NULL },
        { "a", "[ b, {c: d} , [e: f] ]", "a" },
        { "a.0", "b", NULL },
        { "a.1", "{c: d}", NULL },
        { "a.1.c", "d", "c" },
        { "a.2", "[e: f]", NULL },
        { "a.2.0", "e: f", NULL },
        { "a.2.0.e", "f", "e" },
        { "g", "{}", "\"g\"" },
    };
    (void)state;
    check("a: [ b, {c: d} , [e: f] ]\n\"g\" : {} # c\n", rows, COUNT(rows));
}

static void properties_stand_before_the_value(void **state)
{
    static const row rows[] = {
        { "a", "!Sub &x \"b\"", "a" },
        { "a.Fn::Sub", "\"b\"", "!Sub" },
        { "c", "&y !Join # z\n  - d\n  - !Ref e", "c" },
        { "c.Fn::Join", "- d\n  - !Ref e", "!Join" },
        { "c.Fn::Join.1", "!Ref e", NULL },
        { "c.Fn::Join.1.Ref", "e", "!Ref" },
        { "f", "g: h", "f" },
        { "i", "!Ref", "i" },
        { "i.Ref", "", "!Ref" },
        { "j.Fn::GetAtt", "A.B", "!GetAtt" },
        { "j.Fn::GetAtt.1", "A.B", NULL },
    };
    (void)state;
    check("a: !Sub &x \"b\"\nc: &y !Join # z\n  - d\n  - !Ref e\nf: &z\n  g: h\ni: !Ref\nj: "
          "!GetAtt A.B",
          rows, COUNT(rows));
}

static void bytes_are_counted_and_not_characters(void **state)
{
    static const row rows[] = {
        { "\xc3\xa9", "'\xf0\x9f\x98\x80'", "\xc3\xa9" },
        { "b", "x\xe2\x80\xa8y", "b" },
        { "c", "\"\\ud83d\\ude00\xc2\x85\"", "c" },
        { "d", "[\xe2\x82\xac, ::e]", "d" },
        { "d.0", "\xe2\x82\xac", NULL },
        { "d.1", "::e", NULL },
        { "f", "&g.h i", "f" },
        { "j", "k", "j" },
    };
    static const row anchored = { "f", "i", "f" };
    row all[COUNT(rows)];
    memcpy(all, rows, sizeof rows);
    all[6] = anchored;
    (void)state;
    check("\xef\xbb\xbf\xc3\xa9: '\xf0\x9f\x98\x80'\r\nb: x\xe2\x80\xa8y\r\n"
          "c: \"\\ud83d\\ude00\xc2\x85\"\r\nd: [\xe2\x82\xac, ::e]\r\nf: &g.h i\r\nj: k",
          all, COUNT(all));
}

static void copies_keep_the_places_of_what_they_repeat(void **state)
{
    static const row rows[] = {
        { "b", "{c: d}", "b" }, { "b.c", "d", "c" }, { "e.c", "d", "c" },
        { "e.f", "g", "f" },    { "h.c", "i", "c" }, { "h", "<<: *a\n  c: i", "h" },
    };
    (void)state;
    check("a: &a {c: d}\nb: *a\ne:\n  <<: *a\n  f: g\nh:\n  <<: *a\n  c: i\n", rows, COUNT(rows));
    slsc_unit *unit = parse("a: &a {c: d}\nb: {<<: *a, \"c\": e}");
    const slsc_node *overridden = slsc_node_path(unit, unit->roots[SLSC_CONFIG], "b.c");
    assert_bytes(unit, slsc_node_member(overridden)->key_place, "\"c\"", "b.c");
    slsc_unit_free(unit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(block_style_ends_with_the_last_value),
        cmocka_unit_test(brackets_belong_to_the_value),
        cmocka_unit_test(properties_stand_before_the_value),
        cmocka_unit_test(bytes_are_counted_and_not_characters),
        cmocka_unit_test(copies_keep_the_places_of_what_they_repeat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
