/* What is no YAML, or none that we take: codes and places, and that hostile input ends quickly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "front/yaml/yaml.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct row {
    const char *yaml, *code;
    uint32_t offset, length;
} row;

typedef struct outcome {
    slsc_unit *unit;
    slsc_node *root;
    const slsc_report *reports;
    size_t count;
} outcome;

static outcome parse(const char *yaml, size_t len)
{
    slsc_settings settings = { 0 };
    outcome o = { .unit = slsc_unit_new(&settings) };
    uint32_t file =
        slsc_sources_add(o.unit->sources, SLSC_STR("test.yml"), (slsc_str) { yaml, len });
    o.root = slsc_yaml_parse(o.unit, file);
    o.reports = slsc_diags_sorted(o.unit->diags, &o.count);
    return o;
}

static void check_refused(const row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        outcome o = parse(rows[i].yaml, strlen(rows[i].yaml));
        if (o.root || !o.count) fail_msg("taken: %s", rows[i].yaml);
        if (!slsc_str_is(o.reports[0].code, rows[i].code) ||
            o.reports[0].place.offset != rows[i].offset ||
            o.reports[0].place.length != rows[i].length)
            fail_msg("%s: %.*s at %u+%u: %.*s", rows[i].yaml, SLSC_FMT(o.reports[0].code),
                     o.reports[0].place.offset, o.reports[0].place.length,
                     SLSC_FMT(o.reports[0].message));
        assert_int_equal(o.reports[0].severity, SLSC_ERROR);
        assert_true(o.reports[0].message.len > 0);
        slsc_unit_free(o.unit);
    }
}

static void syntax_errors_have_a_place(void **state)
{
    static const row rows[] = {
        { "a: b: c", "yaml/syntax", 4, 1 },
        { "a: ${self: x}", "yaml/syntax", 9, 1 },
        { "a: [${self:x}]", "yaml/syntax", 4, 2 },
        { "a: {b: ${self:x}}", "yaml/syntax", 7, 2 },
        { "a: b\nc\n", "yaml/syntax", 5, 1 },
        { "a: b\n  c: d", "yaml/syntax", 8, 1 },
        { "\xc3\xa9: \xf0\x9f\x98\x80\n\xc3\xb6: b: c", "yaml/syntax", 14, 1 },
        { "a:\n  - b\n c: d", "yaml/syntax", 10, 1 },
        { "a: - b", "yaml/syntax", 3, 1 },
        { "a: @b", "yaml/syntax", 3, 1 },
        { "a: `b`", "yaml/syntax", 3, 1 },
        { "a: %b", "yaml/syntax", 3, 1 },
        { "a: \"b", "yaml/syntax", 3, 1 },
        { "a: 'b\n", "yaml/syntax", 3, 1 },
        { "a: \"b\n---\n\"", "yaml/syntax", 3, 1 },
        { "a: \"\\q\"", "yaml/syntax", 4, 1 },
        { "a: \"\\ud83d\"", "yaml/syntax", 6, 1 },
        { "a: [b", "yaml/syntax", 5, 0 },
        { "a: [b\nc: d", "yaml/syntax", 7, 1 },
        { "a: [,]", "yaml/syntax", 4, 1 },
        { "a: [-]", "yaml/syntax", 4, 1 },
        { "a: {b:[c]}", "yaml/syntax", 5, 1 },
        { "a: [!Ref, b]", "yaml/syntax", 4, 5 },
        { "a: !Ref !Sub b", "yaml/syntax", 8, 1 },
        { "a: \"b\" c", "yaml/syntax", 7, 1 },
        { "a: *", "yaml/syntax", 3, 1 },
        { "a:\n  b:\n  |\n   c", "yaml/syntax", 10, 1 },
        { "%YAML 2.0\n---\na: b", "yaml/syntax", 0, 1 },
        { "a: b\n%FOO\n", "yaml/syntax", 5, 1 },
        { "? [[a]]\n: b", "yaml/list-key", 2, 5 },
    };
    (void)state;
    check_refused(rows, COUNT(rows));
}

static void other_faults_have_codes_of_their_own(void **state)
{
    static const row rows[] = {
        { "a:\n\tb: c", "yaml/tab-indentation", 3, 1 },
        { "a: b\n\tc", "yaml/tab-indentation", 5, 1 },
        { "-\ta: b", "yaml/tab-indentation", 2, 1 },
        { "a: |\n\tb", "yaml/tab-indentation", 5, 1 },
        { "a: !Foo b", "yaml/unknown-tag", 3, 4 },
        { "a: &b !Foo\n  c: d", "yaml/unknown-tag", 6, 4 },
        { "a: !ToJsonString b", "yaml/unknown-tag", 3, 13 },
        { "!Length [a]", "yaml/unknown-tag", 0, 7 },
        { "a: !!null ''", "yaml/tag-value", 10, 2 },
        { "a: !!int x", "yaml/tag-value", 9, 1 },
        { "a: !!int", "yaml/tag-value", 8, 0 },
        { "a: !!str [b]", "yaml/tag-value", 9, 3 },
        { "a: !!map b", "yaml/tag-value", 9, 1 },
        { "a: !!set {b: c}", "yaml/tag-value", 9, 6 },
        { "a: !!omap [b: 1, b: 2]", "yaml/tag-value", 10, 12 },
        { "a: !!binary a", "yaml/tag-value", 12, 1 },
        { "a: !!timestamp 2012-1-1", "yaml/tag-value", 15, 8 },
        { "a: *b", "yaml/undefined-alias", 3, 2 },
        { "a: *b\nc: &b d", "yaml/undefined-alias", 3, 2 },
        { "a: &b {c: *b}", "yaml/cyclic-alias", 10, 2 },
        { "<<: 5", "yaml/merge-source", 4, 1 },
        { "<<:", "yaml/merge-source", 3, 0 },
        { "<<: [{a: b}, c]", "yaml/merge-source", 4, 11 },
        { "a: b\n--- c", "yaml/several-documents", 5, 3 },
        { "a: b\n...\n---\n", "yaml/several-documents", 9, 3 },
        { "a: \xff", "yaml/not-utf8", 3, 1 },
        { "a: \xed\xa0\x80", "yaml/not-utf8", 3, 1 },
        { "\xef\xbb\xbf"
          "a: \x01",
          "yaml/control-character", 6, 1 },
        { "a: \x7f", "yaml/control-character", 3, 1 },
        { "a: b\xc2\x80", "yaml/control-character", 3, 3 },
    };
    (void)state;
    check_refused(rows, COUNT(rows));
    outcome o = parse("a\0b", 3);
    assert_true(slsc_str_is(o.reports[0].code, "yaml/control-character"));
    slsc_unit_free(o.unit);
}

static void all_duplicate_keys_are_told(void **state)
{
    (void)state;
    const char *yaml =
        "a: 1\n1: x\n\"a\": 2\nb: {c: 1, c: 2}\n0x1: y\n'a': 3\n<<: {d: 1}\nd: 2\nd: 3";
    static const uint32_t second[] = { 10, 27, 33, 40, 63 }, first[] = { 0, 21, 5, 0, 58 };
    outcome o = parse(yaml, strlen(yaml));
    assert_null(o.root);
    assert_int_equal(o.count, COUNT(second));
    for (size_t i = 0; i < o.count; i++) {
        assert_true(slsc_str_is(o.reports[i].code, "yaml/duplicate-key"));
        assert_int_equal(o.reports[i].place.offset, second[i]);
        assert_non_null(o.reports[i].remarks);
        assert_int_equal(o.reports[i].remarks->place.offset, first[i]);
    }
    assert_int_equal(o.reports[0].place.length, 3);
    slsc_unit_free(o.unit);
}

static void independent_faults_are_all_told(void **state)
{
    (void)state;
    const char *yaml = "a: !Foo x\nb: *c\nd: !!int y\nb: 1\n";
    outcome o = parse(yaml, strlen(yaml));
    assert_int_equal(o.count, 4);
    slsc_unit_free(o.unit);
}

static void help_names_the_nearest_tag(void **state)
{
    (void)state;
    static const struct {
        const char *yaml, *help;
    } rows[] = {
        { "!Reff a", "`!Ref`" },        { "!getatt a", "`!GetAtt`" },
        { "!GetAt a", "`!GetAtt`" },    { "!ToJsonString a", "`Fn::ToJsonString:`" },
        { "!Fn::Sub a", "`Fn::Sub:`" }, { "!!string a", "take the tag away" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        outcome o = parse(rows[i].yaml, strlen(rows[i].yaml));
        if (slsc_str_find(o.reports[0].help, slsc_str_z(rows[i].help)) == SIZE_MAX)
            fail_msg("%s: %.*s", rows[i].yaml, SLSC_FMT(o.reports[0].help));
        slsc_unit_free(o.unit);
    }
}

/* `piece` n times, between `before` and `after`. */
static void check_repeated(const char *before, const char *piece, size_t n, const char *code)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_sb sb = slsc_sb_new(arena, 0);
    slsc_sb_addz(&sb, before);
    for (size_t i = 0; i < n; i++) slsc_sb_addz(&sb, piece);
    outcome o = parse(sb.ptr, sb.len);
    if (code) {
        assert_null(o.root);
        assert_true(slsc_str_is(o.reports[0].code, code));
    } else {
        assert_non_null(o.root);
    }
    slsc_unit_free(o.unit);
    slsc_arena_free(arena);
}

static void depth_has_a_limit(void **state)
{
    (void)state;
    check_repeated("", "[", 100000, "yaml/too-deep");
    check_repeated("", "- ", 100000, "yaml/too-deep");
    check_repeated("", "? ", 100000, "yaml/too-deep");
    check_repeated("", "{a: ", 100000, "yaml/too-deep");
    check_repeated("", "!Not [", 1000, "yaml/too-deep");
    check_repeated("", "- ", SLSC_LIMIT_DEPTH, NULL);
    check_repeated("", "- ", SLSC_LIMIT_DEPTH + 1, "yaml/too-deep");
}

/* Each line holds ten times what the line before does. */
static slsc_str nested_aliases(slsc_arena *arena, int lines, int each)
{
    slsc_sb sb = slsc_sb_new(arena, 0);
    slsc_sb_addz(&sb, "a0: &a0 [x]\n");
    for (int i = 1; i < lines; i++) {
        slsc_sb_addf(&sb, "a%d: &a%d [", i, i);
        for (int j = 0; j < each; j++) slsc_sb_addf(&sb, "*a%d,", i - 1);
        slsc_sb_addz(&sb, "]\n");
    }
    return slsc_sb_str(&sb);
}

static void aliases_cannot_explode(void **state)
{
    (void)state;
    slsc_arena *arena = slsc_arena_new(0);
    slsc_str laughs = nested_aliases(arena, 30, 10);
    outcome o = parse(laughs.ptr, laughs.len);
    assert_null(o.root);
    assert_true(slsc_str_is(o.reports[0].code, "yaml/too-many-nodes"));
    assert_true(slsc_arena_used(o.unit->arena) < (64 << 20));
    slsc_unit_free(o.unit);
    slsc_str deep = nested_aliases(arena, 300, 1);
    o = parse(deep.ptr, deep.len);
    assert_true(slsc_str_is(o.reports[0].code, "yaml/too-deep"));
    slsc_unit_free(o.unit);
    slsc_arena_free(arena);
}

static void merges_have_a_limit(void **state)
{
    (void)state;
    check_repeated("<<: [", "{a: 1}, ", 101, "yaml/syntax");
    check_repeated("b: &b {a: 1}\nc:\n", "- <<: *b\n", 4999, NULL);
    check_repeated("b: &b {a: 1}\nc:\n", "- <<: *b\n", 5001, "yaml/merge-limit");
}

static void what_only_libyaml_dislikes_is_linear(void **state)
{
    (void)state;
    check_repeated("a: b\n", "\t\n", 2000, NULL);
    check_repeated("a: \"", "\\ud83d\\ude00", 20000, "yaml/syntax"); /* no end */
    check_repeated("", "- &a.b c\n- *a.b\n", 100, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(syntax_errors_have_a_place),
        cmocka_unit_test(other_faults_have_codes_of_their_own),
        cmocka_unit_test(all_duplicate_keys_are_told),
        cmocka_unit_test(independent_faults_are_all_told),
        cmocka_unit_test(help_names_the_nearest_tag),
        cmocka_unit_test(depth_has_a_limit),
        cmocka_unit_test(aliases_cannot_explode),
        cmocka_unit_test(merges_have_a_limit),
        cmocka_unit_test(what_only_libyaml_dislikes_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
