/* A tree as YAML: the style of each text, and that what is printed is read back as it was. */
#include "front_unit.h"

#include "front/yaml/print.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct row {
    const char *json, *yaml;
} row;

static slsc_str printed(slsc_unit *unit, const slsc_node *node)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_yaml_print(unit, node, &out);
    return slsc_str_copy(unit->arena, slsc_sb_str(&out));
}

/* JSON is YAML: what it says is printed as expected, and what is printed says the same. */
static void check(const char *json, const char *yaml)
{
    slsc_settings settings = { 0 };
    slsc_unit *unit = front_unit(&settings, json);
    const slsc_str text = printed(unit, unit->roots[SLSC_CONFIG]);
    if (yaml) assert_string_equal(text.ptr, yaml);
    slsc_node *again =
        slsc_yaml_parse(unit, slsc_sources_add(unit->sources, SLSC_STR("again.yml"), text));
    if (!again || !slsc_node_equal(unit->roots[SLSC_CONFIG], again))
        fail_msg("%s is not read back from %s", json, text.ptr);
    slsc_unit_free(unit);
}

static void texts_have_the_plainest_style(void **state)
{
    static const row rows[] = {
        { "\"plain\"", "plain\n" },
        { "\"\"", "''\n" },
        { "\"a: b\"", "'a: b'\n" },
        { "\"a:b\"", "a:b\n" },
        { "\"a #b\"", "'a #b'\n" },
        { "\"a#b\"", "a#b\n" },
        { "\"it's\"", "it's\n" },
        { "\"'it\"", "'''it'\n" },
        { "\"-x\"", "'-x'\n" },
        { "\"end:\"", "'end:'\n" },
        { "\"end \"", "'end '\n" },
        { "\"true\"", "'true'\n" },
        { "\"~\"", "'~'\n" },
        { "\"yes\"", "'yes'\n" },
        { "\"n\"", "'n'\n" },
        { "\"12\"", "'12'\n" },
        { "\"1_000\"", "1_000\n" },
        { "\"1:30\"", "'1:30'\n" },
        { "\"2012-10-17\"", "'2012-10-17'\n" },
        { "\"<<\"", "'<<'\n" },
        { "\"tab\\there\"", "\"tab\\there\"\n" },
        { "\"\\u00a0\"", "\"\\_\"\n" },
        { "\"\\u0001\"", "\"\\x01\"\n" },
        { "\"\\ufeff\"", "\"\\uFEFF\"\n" },
        { "\"\\u65e5\"", "\xE6\x97\xA5\n" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) check(rows[i].json, rows[i].yaml);
}

static void lines_are_blocks(void **state)
{
    static const row rows[] = {
        { "{\"a\": \"x\\ny\"}", "a: |-\n  x\n  y\n" },
        { "{\"a\": \"x\\ny\\n\"}", "a: |\n  x\n  y\n" },
        { "{\"a\": \"x\\n\\n\"}", "a: |+\n  x\n\n" },
        { "{\"a\": \"\\n\"}", "a: |+\n\n" },
        { "{\"a\": \" x\\ny\"}", "a: |2-\n   x\n  y\n" },
        { "[\"x\\ny\"]", "- |-\n  x\n  y\n" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) check(rows[i].json, rows[i].yaml);
}

#define TEN "123456789 "
#define FIFTY TEN TEN TEN TEN TEN

static void long_lines_are_folded(void **state)
{
    (void)state;
    check("{\"a\": \"" FIFTY FIFTY "end\"}",
          "a: >-\n  " FIFTY TEN "123456789\n  " TEN TEN TEN "end\n");
    check("{\"a\": \"" FIFTY FIFTY "end\\nmore\\n\"}",
          "a: >\n  " FIFTY TEN "123456789\n  " TEN TEN TEN "end\n\n  more\n");
    /* A line that begins with a space cannot be folded. */
    check("{\"a\": \" " FIFTY FIFTY "end\"}", "a: ' " FIFTY FIFTY "end'\n");
    /* Double spaces stay together. */
    check("{\"a\": \"" FIFTY " " FIFTY "end\"}", NULL);
    check("{\"a\": \"" FIFTY "\\n  " FIFTY FIFTY "\\n\\n" FIFTY FIFTY "\\n\\n\\n\"}", NULL);
}

static void collections_are_indented(void **state)
{
    static const row rows[] = {
        { "{}", "{}\n" },
        { "[]", "[]\n" },
        { "{\"a\": {\"b\": [1, {\"c\": null, \"d\": []}], \"e\": {}}}",
          "a:\n  b:\n    - 1\n    - c: null\n      d: []\n  e: {}\n" },
        { "[[1, [2]], [{\"a\": 1}]]", "- - 1\n  - - 2\n- - a: 1\n" },
        { "{\"y\": 1, \"1\": 2, \"a: b\": 3, \"x\\ny\": 4, \"\": 5}",
          "'1': 2\n'y': 1\n'a: b': 3\n\"x\\ny\": 4\n'': 5\n" },
        { "[1.5, 1e21, 5e-7, 1.5e-9, true, null]",
          "- 1.5\n- 1e+21\n- 5.e-7\n- 1.5e-9\n- true\n- null\n" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) check(rows[i].json, rows[i].yaml);
}

/* A key too long to stand before a `:` of its line. */
static void very_long_keys_are_marked(void **state)
{
    slsc_settings settings = { 0 };
    slsc_unit *unit = front_unit(&settings, "{}");
    slsc_sb key = slsc_sb_new(unit->arena, 0);
    (void)state;
    slsc_sb_fill(&key, 'k', 1025);
    slsc_node *root = unit->roots[SLSC_CONFIG];
    slsc_node *inner = slsc_node_new(unit, SLSC_MAP, root);
    slsc_node_setz(unit, inner, "a", slsc_node_bool(unit, true, root));
    slsc_node_set(unit, root, slsc_sb_str(&key), inner);
    const slsc_str expected =
        slsc_strf(unit->arena, "? %.*s\n: a: true\n", SLSC_FMT(slsc_sb_str(&key)));
    assert_string_equal(printed(unit, root).ptr, expected.ptr);
    slsc_unit_free(unit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_have_the_plainest_style), cmocka_unit_test(lines_are_blocks),
        cmocka_unit_test(long_lines_are_folded),         cmocka_unit_test(collections_are_indented),
        cmocka_unit_test(very_long_keys_are_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
