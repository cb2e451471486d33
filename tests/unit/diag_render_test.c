/* Diagnostics: their order, and how each format shows them. */
#include "diag/escape.h"
#include "diag/render.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
/* behind the four it needs */
#include <cmocka.h>

static slsc_arena *arena;
static slsc_sources *sources;
static slsc_diags *diags;

static int set_up(void **state)
{
    (void)state;
    arena = slsc_arena_new(0);
    sources = slsc_sources_new(arena);
    diags = slsc_diags_new(arena, sources);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    slsc_arena_free(arena);
    return 0;
}

static uint32_t add_source(const char *name, const char *text)
{
    return slsc_sources_add(sources, slsc_str_z(name), slsc_str_z(text));
}

static slsc_report error_at(uint32_t file, uint32_t offset, uint32_t length)
{
    slsc_report report = { 0 };
    report.severity = SLSC_ERROR;
    report.code = SLSC_STR("a/b");
    report.message = SLSC_STR("m");
    report.place = (slsc_place) { file, offset, length };
    return report;
}

static void assert_renders(slsc_diag_format format, bool color, const char *expected)
{
    slsc_sb out = slsc_sb_new(arena, 0);
    slsc_diags_render(diags, format, color, &out);
    slsc_sb_char(&out, 0);
    assert_string_equal(out.ptr, expected);
}

static void add_warmup(void)
{
    uint32_t file = add_source("serverless.yml", "service: x\ncustom:\n    warmup: 5\n");
    slsc_remark where = { SLSC_STR("first set"), { file, 0, 7 }, NULL };
    slsc_remark plain = { SLSC_STR("required by the schema of plugin `warmup`"),
                          { 0, 0, 0 },
                          &where };
    slsc_report report = error_at(file, 31, 1);
    report.code = SLSC_STR("warmup/bad-rate");
    report.message = SLSC_STR("warmup of `hello` must be a rate");
    report.label = SLSC_STR("expected a string such as `rate(5 minutes)`");
    report.help = SLSC_STR("write `warmup: rate(5 minutes)`");
    report.remarks = &plain;
    slsc_diags_add(diags, &report);
}

static void text_as_drawn(void **state)
{
    (void)state;
    add_warmup();
    assert_renders(
        SLSC_DIAG_TEXT, false,
        "serverless.yml:3:13: error: warmup of `hello` must be a rate [warmup/bad-rate]\n"
        "    3 |     warmup: 5\n"
        "      |             ^ expected a string such as `rate(5 minutes)`\n"
        "note: required by the schema of plugin `warmup`\n"
        "note: first set at serverless.yml:1:1\n"
        "help: write `warmup: rate(5 minutes)`\n");
}

static void text_in_color(void **state)
{
    uint32_t file = add_source("f", "ab");
    slsc_report report = error_at(file, 1, 1);
    (void)state;
    slsc_diags_add(diags, &report);
    assert_renders(SLSC_DIAG_TEXT, true,
                   "\x1b[1mf:1:2: \x1b[1;31merror:\x1b[0m\x1b[1m m\x1b[0m [a/b]\n"
                   "    1 | ab\n"
                   "      |  \x1b[1;32m^\x1b[0m\n");
}

static void without_a_place(void **state)
{
    slsc_report report = error_at(0, 0, 0);
    (void)state;
    slsc_diags_add(diags, &report);
    assert_renders(SLSC_DIAG_TEXT, false, "slsc: error: m [a/b]\n");
}

static void carets_stand_below_their_cells(void **state)
{
    uint32_t file = add_source("f", "\xE6\xBC\xA2\xE5\xAD\x97: x\n" /* two wide characters */
                                    "a\tb: x\n"
                                    "e\xCC\x81: x\n" /* e and a combining accent */
                                    "\x1b[31m: x\n");
    static const uint32_t offsets[] = { 8, 15, 22, 31 };
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        slsc_report report = error_at(file, offsets[i], 1);
        slsc_diags_add(diags, &report);
    }
    assert_renders(SLSC_DIAG_TEXT, false,
                   "f:1:5: error: m [a/b]\n"
                   "    1 | \xE6\xBC\xA2\xE5\xAD\x97: x\n"
                   "      |       ^\n"
                   "f:2:6: error: m [a/b]\n"
                   "    2 | a   b: x\n"
                   "      |        ^\n"
                   "f:3:5: error: m [a/b]\n"
                   "    3 | e\xCC\x81: x\n"
                   "      |    ^\n"
                   "f:4:8: error: m [a/b]\n"
                   "    4 | \\x1B[31m: x\n"
                   "      |           ^\n");
}

static void places_at_ends_and_over_lines(void **state)
{
    uint32_t file = add_source("f", "\xEF\xBB\xBF"
                                    "ab\r\ncd\r\n");
    slsc_report empty = error_at(file, 5, 0), lines = error_at(file, 4, 6),
                mark = error_at(file, 3, 1);
    (void)state;
    slsc_diags_add(diags, &empty);
    slsc_diags_add(diags, &lines);
    slsc_diags_add(diags, &mark);
    assert_renders(SLSC_DIAG_TEXT, false,
                   "f:1:1: error: m [a/b]\n"
                   "    1 | ab\n"
                   "      | ^\n"
                   "f:1:2: error: m [a/b]\n"
                   "    1 | ab\n"
                   "      |  ^\n"
                   "f:1:3: error: m [a/b]\n"
                   "    1 | ab\n"
                   "      |   ^\n");
}

static void long_lines_are_clipped(void **state)
{
    char text[1001], expected[512];
    slsc_str dots = SLSC_STR("\xE2\x80\xA6");
    slsc_sb out = slsc_sb_new(arena, 0);
    slsc_report report;
    (void)state;
    memset(text, 'x', sizeof text);
    text[1000] = 0;
    text[500] = '!';
    report = error_at(add_source("f", text), 500, 300);
    slsc_diags_add(diags, &report);
    slsc_sb_addz(&out, "f:1:501: error: m [a/b]\n    1 | ");
    slsc_sb_add(&out, dots);
    slsc_sb_fill(&out, 'x', 60);
    slsc_sb_char(&out, '!');
    slsc_sb_fill(&out, 'x', 59);
    slsc_sb_add(&out, dots);
    slsc_sb_addz(&out, "\n      | ");
    slsc_sb_fill(&out, ' ', 61);
    slsc_sb_fill(&out, '^', 60);
    slsc_sb_char(&out, '\n');
    assert_in_range(out.len, 1, sizeof expected - 1);
    memcpy(expected, out.ptr, out.len);
    expected[out.len] = 0;
    assert_renders(SLSC_DIAG_TEXT, false, expected);
}

static void no_terminal_obeys(void **state)
{
    slsc_report report = error_at(0, 0, 0);
    (void)state;
    report.message = SLSC_STR("\x1b]0;x\x07 \x7f \xC2\x9B \xE2\x80\xAE a\nb \xFF \xC3\xA4");
    slsc_diags_add(diags, &report);
    assert_renders(SLSC_DIAG_TEXT, false,
                   "slsc: error: \\x1B]0;x\\x07 \\x7F \\x9B \\u202E a\\nb \\xFF \xC3\xA4 [a/b]\n");
}

static void json(void **state)
{
    slsc_report report = error_at(0, 0, 0);
    (void)state;
    report.severity = SLSC_WARNING;
    report.message = SLSC_STR("a \"quoted\"\n\x01");
    slsc_diags_add(diags, &report);
    add_warmup();
    assert_renders(
        SLSC_DIAG_JSON, false,
        "{\"diagnostics\":[\n"
        "{\"severity\":\"warning\",\"code\":\"a/b\",\"message\":\"a \\\"quoted\\\"\\n\\u0001\"},\n"
        "{\"severity\":\"error\",\"code\":\"warmup/bad-rate\",\"message\":\"warmup of `hello` must "
        "be a "
        "rate\",\"file\":\"serverless.yml\",\"line\":3,\"column\":13,\"endLine\":3,\"endColumn\":"
        "14,"
        "\"label\":\"expected a string such as `rate(5 "
        "minutes)`\",\"notes\":[{\"message\":\"required "
        "by the schema of plugin `warmup`\"},{\"message\":\"first "
        "set\",\"file\":\"serverless.yml\","
        "\"line\":1,\"column\":1,\"endLine\":1,\"endColumn\":8}],\"help\":\"write `warmup: rate(5 "
        "minutes)`\"}\n]}\n");
}

static void json_of_nothing(void **state)
{
    (void)state;
    assert_renders(SLSC_DIAG_JSON, false, "{\"diagnostics\":[]}\n");
    assert_renders(SLSC_DIAG_TEXT, false, "");
}

static void sarif(void **state)
{
    (void)state;
    add_warmup();
    assert_renders(
        SLSC_DIAG_SARIF, false,
        "{\"$schema\":\"https://json.schemastore.org/"
        "sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":"
        "[{\"tool\":{\"driver\":{\"name\":\"slsc\",\"rules\":[{\"id\":\"warmup/bad-rate\"}]}},"
        "\"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
        "{\"ruleId\":\"warmup/bad-rate\",\"ruleIndex\":0,\"level\":\"error\",\"message\":{\"text\":"
        "\"warmup of `hello` must be a rate\\nnote: required by the schema of plugin "
        "`warmup`\\nhelp: "
        "write `warmup: rate(5 minutes)`\"},\"locations\":[{\"physicalLocation\":{"
        "\"artifactLocation\":{\"uri\":\"serverless.yml\"},\"region\":{\"startLine\":3,"
        "\"startColumn\":13,\"endLine\":3,\"endColumn\":14}},\"message\":{\"text\":\"expected a "
        "string "
        "such as `rate(5 minutes)`\"}}],\"relatedLocations\":[{\"physicalLocation\":{"
        "\"artifactLocation\":{\"uri\":\"serverless.yml\"},\"region\":{\"startLine\":1,"
        "\"startColumn\":1,\"endLine\":1,\"endColumn\":8}},\"message\":{\"text\":\"first "
        "set\"}}]}\n"
        "]}]}\n");
}

static void sarif_paths_are_uris(void **state)
{
    slsc_report report = error_at(add_source("a b/\xC3\xA4%.yml", "x"), 0, 1);
    slsc_sb out = slsc_sb_new(arena, 0);
    (void)state;
    slsc_diags_add(diags, &report);
    slsc_diags_render(diags, SLSC_DIAG_SARIF, false, &out);
    assert_true(slsc_str_find(slsc_sb_str(&out), SLSC_STR("\"a%20b/%C3%A4%25.yml\"")) != SIZE_MAX);
}

static void github(void **state)
{
    slsc_report report = error_at(add_source("a,b:c", "x\ny"), 0, 3);
    (void)state;
    report.severity = SLSC_NOTE;
    report.message = SLSC_STR("50% of: a, b\nnext");
    slsc_diags_add(diags, &report);
    add_warmup();
    assert_renders(
        SLSC_DIAG_GITHUB, false,
        "::notice file=a%2Cb%3Ac,line=1,col=1,endLine=2,title=a/b::50%25 of: a, b%0Anext\n"
        "::error file=serverless.yml,line=3,col=13,endLine=3,endColumn=14,"
        "title=warmup/bad-rate::warmup of `hello` must be a rate%0Aexpected a string such "
        "as `rate(5 minutes)`%0Anote: required by the schema of plugin `warmup`%0Anote: "
        "first set at serverless.yml:1:1%0Ahelp: write `warmup: rate(5 minutes)`\n");
}

static void sorted_and_told_once(void **state)
{
    uint32_t first = add_source("one", "abc"), second = add_source("two", "abc");
    slsc_report late = error_at(first, 2, 1), warning = error_at(first, 1, 1),
                early = error_at(first, 1, 1), other = error_at(second, 0, 1),
                nowhere = error_at(0, 0, 0), coded = error_at(first, 1, 1);
    const slsc_report *reports;
    size_t count;
    (void)state;
    warning.severity = SLSC_WARNING;
    coded.code = SLSC_STR("a/a");
    for (int again = 0; again < 2; again++) {
        slsc_diags_add(diags, &other);
        slsc_diags_add(diags, &late);
        slsc_diags_add(diags, &warning);
        slsc_diags_add(diags, &early);
        slsc_diags_add(diags, &nowhere);
        slsc_diags_add(diags, &coded);
    }
    assert_int_equal(slsc_diags_count(diags, SLSC_ERROR), 10);
    reports = slsc_diags_sorted(diags, &count);
    assert_int_equal(count, 6);
    assert_int_equal(slsc_diags_count(diags, SLSC_ERROR), 5);
    assert_int_equal(slsc_diags_count(diags, SLSC_WARNING), 1);
    assert_int_equal(slsc_diags_count(diags, SLSC_NOTE), 0);
    assert_int_equal(reports[0].place.file, 0);
    assert_true(slsc_str_is(reports[1].code, "a/a"));
    assert_int_equal(reports[2].severity, SLSC_ERROR);
    assert_int_equal(reports[3].severity, SLSC_WARNING);
    assert_int_equal(reports[4].place.offset, 2);
    assert_int_equal(reports[5].place.file, second);
}

static void strict_makes_errors(void **state)
{
    slsc_place nowhere = { 0, 0, 0 };
    (void)state;
    slsc_diags_at(diags, SLSC_WARNING, "a/b", nowhere, "%d before", 1);
    slsc_diags_strict(diags, true);
    slsc_diags_at(diags, SLSC_WARNING, "a/b", nowhere, "%d after", 2);
    slsc_diags_at(diags, SLSC_NOTE, "a/b", nowhere, "a note");
    assert_renders(SLSC_DIAG_TEXT, false,
                   "slsc: error: 2 after [a/b]\n"
                   "slsc: warning: 1 before [a/b]\n"
                   "slsc: note: a note [a/b]\n");
}

static void beyond_the_cap_only_counts_grow(void **state)
{
    size_t count;
    (void)state;
    for (unsigned i = 0; i < 12000; i++)
        slsc_diags_at(diags, SLSC_ERROR, "a/b", (slsc_place) { 1, i, 1 }, "m");
    assert_int_equal(slsc_diags_count(diags, SLSC_ERROR), 12000);
    slsc_diags_sorted(diags, &count);
    assert_int_equal(count, 10000);
    assert_int_equal(slsc_diags_count(diags, SLSC_ERROR), 12000);
}

static void escapes_as_json_stringify(void **state)
{
    slsc_sb out = slsc_sb_new(arena, 0);
    (void)state;
    slsc_escape_json(&out, SLSC_STR("\b\t\n\f\r\x01\x1f\x7f/\"\\\xC3\xA4\xF0\x9F\x98\x80"
                                    "\xED\xA0\xBDz\xED\xBF\xBF\xED\x9F\xBF\xE2\x80\xA8"));
    slsc_sb_char(&out, 0);
    assert_string_equal(out.ptr,
                        "\"\\b\\t\\n\\f\\r\\u0001\\u001f\x7f/\\\"\\\\\xC3\xA4\xF0\x9F\x98\x80"
                        "\\ud83dz\\udfff\xED\x9F\xBF\xE2\x80\xA8\"");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(text_as_drawn),
        CASE(text_in_color),
        CASE(without_a_place),
        CASE(carets_stand_below_their_cells),
        CASE(places_at_ends_and_over_lines),
        CASE(long_lines_are_clipped),
        CASE(no_terminal_obeys),
        CASE(json),
        CASE(json_of_nothing),
        CASE(sarif),
        CASE(sarif_paths_are_uris),
        CASE(github),
        CASE(sorted_and_told_once),
        CASE(strict_makes_errors),
        CASE(beyond_the_cap_only_counts_grow),
        CASE(escapes_as_json_stringify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
