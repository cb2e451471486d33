/* JSON read: values and places, and what is said about texts that are not JSON. */
#include "diag/render.h"
#include "tree/json.h"
#include "tree/print.h"
#include "tree/verify.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
/* behind the four it needs */
#include <cmocka.h>

static slsc_unit *unit;

static int set_up(void **state)
{
    slsc_settings settings = { 0 };
    (void)state;
    unit = slsc_unit_new(&settings);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    slsc_unit_free(unit);
    return 0;
}

static slsc_node *parse(slsc_str text)
{
    return slsc_json_parse(unit, slsc_sources_add(unit->sources, SLSC_STR("f"), text));
}

static void assert_reads(const char *text, const char *expected)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_node *node = parse(slsc_str_z(text));
    slsc_str why;
    assert_non_null(node);
    assert_true(slsc_verify(unit, node, &why));
    slsc_print_json(node, 0, &out);
    slsc_sb_char(&out, 0);
    assert_string_equal(out.ptr, expected);
}

/* The text of the diagnostic, without the excerpt. */
static void assert_refuses(const char *text, const char *expected)
{
    slsc_sb out;
    size_t line;
    tear_down(NULL);
    set_up(NULL);
    out = slsc_sb_new(unit->arena, 0);
    assert_null(parse(slsc_str_z(text)));
    slsc_diags_render(unit->diags, SLSC_DIAG_TEXT, false, &out);
    line = slsc_str_find_char(slsc_sb_str(&out), '\n');
    out.ptr[line] = 0;
    assert_string_equal(out.ptr, expected);
}

static void reads_values(void **state)
{
    (void)state;
    assert_reads("null", "null");
    assert_reads(" \t\r\n[ true , false ] \n", "[true,false]");
    assert_reads("\xEF\xBB\xBF{}", "{}");
    assert_reads("[0,-0,-0.0,1.50,1e3,1E-7,9007199254740993,1e400,-5e-324]",
                 "[0,0,0,1.5,1000,1e-7,9007199254740992,null,-5e-324]");
    assert_reads("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\u20AC\\ud83d\\ude00\\u0000\"",
                 "\"\\\"\\\\/\\b\\f\\n\\r\\t\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\\u0000\"");
    assert_reads("[\"\\ud83d\",\"\\ude00\",\"\\ud83dx\",\"\\ud83d\\ud83d\\ude00\"]",
                 "[\"\\ud83d\",\"\\ude00\",\"\\ud83dx\",\"\\ud83d\xF0\x9F\x98\x80\"]");
    assert_reads("[[],{},[{}],{\"a\":[]}]", "[[],{},[{}],{\"a\":[]}]");
}

static void of_equal_keys_the_last_wins(void **state)
{
    slsc_node *node;
    (void)state;
    assert_reads("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}");
    assert_reads("{\"z\":0,\"10\":1,\"2\":2,\"10\":3,\"__proto__\":4,\"2\":5}",
                 "{\"2\":5,\"10\":3,\"z\":0,\"__proto__\":4}");
    node = parse(SLSC_STR("{\"a\":1,\"a\":2}"));
    assert_int_equal(node->as.map.members[0].key_place.offset, 1);
    assert_int_equal(slsc_node_at(node, 0)->place.offset, 11);
}

static void large_objects(void **state)
{
    enum { N = 100000 };
    slsc_sb text = slsc_sb_new(unit->arena, 0);
    slsc_node *node;
    slsc_str why;
    (void)state;
    slsc_sb_char(&text, '{');
    for (unsigned i = N; i > 0; i--) /* descending, the worst for maps in ascending order */
        slsc_sb_addf(&text, "\"%u\":%u,\"k%u\":1,", i, i, i);
    slsc_sb_addz(&text, "\"k7\":2}");
    node = parse(slsc_sb_str(&text));
    assert_int_equal(slsc_node_count(node), 2 * N);
    assert_true(slsc_str_is(slsc_node_key(node, 0), "1"));
    assert_true(slsc_str_is(slsc_node_key(node, N), "k100000"));
    assert_true(slsc_str_is(slsc_node_text(unit, slsc_node_getz(unit, node, "k7")), "2"));
    assert_true(slsc_verify(unit, node, &why));
}

static void assert_place(const slsc_node *node, uint32_t offset, uint32_t length)
{
    assert_non_null(node);
    assert_int_equal(node->place.offset, offset);
    assert_int_equal(node->place.length, length);
}

static void every_node_has_its_place(void **state)
{
    slsc_node *node = parse(SLSC_STR("{ \"k\\n\" : [1.5, \"xy\", {\"a\": null}] }"));
    slsc_node *list = slsc_node_at(node, 0);
    (void)state;
    assert_place(node, 0, 36);
    assert_int_equal(node->as.map.members[0].key_place.offset, 2);
    assert_int_equal(node->as.map.members[0].key_place.length, 5);
    assert_place(list, 10, 24);
    assert_place(slsc_node_at(list, 0), 11, 3);
    assert_place(slsc_node_at(list, 1), 16, 4);
    assert_place(slsc_node_at(list, 2), 22, 11);
    assert_place(slsc_node_at(slsc_node_at(list, 2), 0), 28, 4);
}

static void faults_are_told_where_they_are(void **state)
{
    (void)state;
    assert_refuses("{\"a\": 1,}", "f:1:8: error: a comma stands only between values [json/syntax]");
    assert_refuses("[1,\n 2,\n]", "f:2:3: error: a comma stands only between values [json/syntax]");
    assert_refuses("{'a': 1}",
                   "f:1:2: error: strings of JSON stand in double quotes [json/syntax]");
    assert_refuses("['a']", "f:1:2: error: strings of JSON stand in double quotes [json/syntax]");
    assert_refuses("{a: 1}", "f:1:2: error: keys of JSON are strings [json/syntax]");
    assert_refuses("{\"a\" 1}", "f:1:6: error: expected `:` behind a key, found `1` [json/syntax]");
    assert_refuses("{\"a\": 1 \"b\"}",
                   "f:1:9: error: expected `,` or `}`, found `\"` [json/syntax]");
    assert_refuses("[1 2]", "f:1:4: error: expected `,` or `]`, found `2` [json/syntax]");
    assert_refuses("[1, // one\n2]", "f:1:5: error: JSON has no comments [json/syntax]");
    assert_refuses("{\"a\": [1, 2",
                   "f:1:12: error: the text ends where `,` or `]` is expected [json/syntax]");
    assert_refuses("", "f:1:1: error: the text ends where a value is expected [json/syntax]");
    assert_refuses("{\"a\":",
                   "f:1:6: error: the text ends where a value is expected [json/syntax]");
    assert_refuses("[\"abc", "f:1:2: error: this string has no end [json/syntax]");
    assert_refuses("[\"abc\\", "f:1:6: error: the text ends inside of a string [json/syntax]");
    assert_refuses("[\"a\nb\"]",
                   "f:1:2: error: a string ends on the line it begins on [json/syntax]");
    assert_refuses("[\"a\tb\"]", "f:1:4: error: control character in a string [json/syntax]");
    assert_refuses("\"\\x41\"", "f:1:2: error: unknown escape in a string [json/syntax]");
    assert_refuses("\"\\u12G4\"",
                   "f:1:2: error: `\\u` stands before four hexadecimal digits [json/syntax]");
    assert_refuses("[True]", "f:1:2: error: JSON has no `True` [json/syntax]");
    assert_refuses("NaN", "f:1:1: error: JSON has no `NaN` [json/syntax]");
    assert_refuses("[hello]", "f:1:2: error: expected a value [json/syntax]");
    assert_refuses("{} {}", "f:1:4: error: something follows the end of the value [json/syntax]");
    assert_refuses("\xC3\xA4 [\"\xFF\"]", "f:1:5: error: this byte is not UTF-8 [json/syntax]");
    assert_refuses("[*]", "f:1:2: error: expected a value, found `*` [json/syntax]");
}

static void numbers_of_other_languages(void **state)
{
    static const char *const texts[] = {
        "01", "+1", ".5", "5.", "0x10", "1e", "1_000", "1n", "--1"
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_refuses(texts[i], strcmp(texts[i], "--1") == 0
                                     ? "f:1:1: error: expected a value [json/syntax]"
                                     : "f:1:1: error: not a number of JSON [json/syntax]");
}

static void nesting_has_a_limit(void **state)
{
    char text[2 * SLSC_LIMIT_DEPTH + 3] = { 0 };
    (void)state;
    memset(text, '[', SLSC_LIMIT_DEPTH);
    memset(text + SLSC_LIMIT_DEPTH, ']', SLSC_LIMIT_DEPTH);
    assert_non_null(parse(slsc_str_z(text)));
    memset(text, '[', SLSC_LIMIT_DEPTH + 1);
    memset(text + SLSC_LIMIT_DEPTH + 1, ']', SLSC_LIMIT_DEPTH + 1);
    assert_refuses(text, "f:1:201: error: nested more than 200 levels deep [json/too-deep]");
}

static void a_text_has_the_place_of_its_origin(void **state)
{
    slsc_node *from = parse(SLSC_STR("[1, \"origin\"]"));
    slsc_node *node, *at = slsc_node_at(from, 1);
    slsc_str error = { NULL, 0 };
    (void)state;
    unit->maker = slsc_unit_maker(unit, "p/q");
    node = slsc_json_parse_text(unit, SLSC_STR("{\"a\":[2]}"), at, &error);
    assert_place(slsc_node_path(unit, node, "a.0"), at->place.offset, at->place.length);
    assert_ptr_equal(slsc_node_path(unit, node, "a.0")->from, at);
    assert_int_equal(slsc_node_path(unit, node, "a.0")->maker, 1);
    assert_int_equal(node->as.map.members[0].key_place.file, 0);
    assert_null(slsc_json_parse_text(unit, SLSC_STR("[1,]"), at, &error));
    assert_true(slsc_str_is(error, "a comma stands only between values, at byte 2"));
    assert_null(slsc_json_parse_text(unit, SLSC_STR("x"), at, NULL));
    assert_true(slsc_unit_ok(unit));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(reads_values),
        CASE(of_equal_keys_the_last_wins),
        CASE(large_objects),
        CASE(every_node_has_its_place),
        CASE(faults_are_told_where_they_are),
        CASE(numbers_of_other_languages),
        CASE(nesting_has_a_limit),
        CASE(a_text_has_the_place_of_its_origin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
