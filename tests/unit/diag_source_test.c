/* Places: lines and columns of bytes. */
#include "diag/source.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
/* behind the four it needs */
#include <cmocka.h>

static slsc_arena *arena;
static slsc_sources *sources;

static int set_up(void **state)
{
    (void)state;
    arena = slsc_arena_new(0);
    sources = slsc_sources_new(arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    slsc_arena_free(arena);
    return 0;
}

static uint32_t add(const char *text)
{
    return slsc_sources_add(sources, SLSC_STR("f"), slsc_str_z(text));
}

static void assert_at(uint32_t file, uint32_t offset, uint32_t length, uint32_t line, uint32_t col,
                      uint32_t end_line, uint32_t end_col)
{
    slsc_span span;
    slsc_sources_locate(sources, (slsc_place) { file, offset, length }, &span);
    assert_int_equal(span.line, line);
    assert_int_equal(span.col, col);
    assert_int_equal(span.end_line, end_line);
    assert_int_equal(span.end_col, end_col);
}

static void assert_line(uint32_t file, uint32_t line, const char *expected)
{
    slsc_str text = slsc_sources_line(sources, file, line);
    assert_int_equal(text.len, strlen(expected));
    assert_memory_equal(text.ptr, expected, text.len);
}

static void every_line_end(void **state)
{
    uint32_t file = add("one\ntwo\r\nthree\rfour\n\nsix");
    (void)state;
    assert_line(file, 1, "one");
    assert_line(file, 2, "two");
    assert_line(file, 3, "three");
    assert_line(file, 4, "four");
    assert_line(file, 5, "");
    assert_line(file, 6, "six");
    assert_line(file, 7, "");
    assert_at(file, 0, 3, 1, 1, 1, 4);
    assert_at(file, 4, 1, 2, 1, 2, 2);
    assert_at(file, 9, 0, 3, 1, 3, 1);
    assert_at(file, 15, 4, 4, 1, 4, 5);
    assert_at(file, 20, 0, 5, 1, 5, 1);
    assert_at(file, 21, 3, 6, 1, 6, 4);
    assert_at(file, 4, 12, 2, 1, 4, 2); /* over several lines */
}

static void columns_are_code_points(void **state)
{
    uint32_t file = add("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z"); /* two, three, four bytes, z */
    uint32_t broken = add("a\xFF\xC3z");
    (void)state;
    assert_at(file, 0, 2, 1, 1, 1, 2);
    assert_at(file, 2, 3, 1, 2, 1, 3);
    assert_at(file, 5, 4, 1, 3, 1, 4);
    assert_at(file, 9, 1, 1, 4, 1, 5);
    assert_at(file, 2, 0, 1, 2, 1, 2);   /* back again, behind what was counted last */
    assert_at(broken, 3, 1, 1, 4, 1, 5); /* a byte that is not UTF-8 counts as one */
}

static void a_byte_order_mark_has_no_column(void **state)
{
    uint32_t file = add("\xEF\xBB\xBFkey: 1\nb: 2");
    (void)state;
    assert_at(file, 3, 3, 1, 1, 1, 4);
    assert_at(file, 0, 3, 1, 1, 1, 1);
    assert_at(file, 10, 1, 2, 1, 2, 2);
}

static void places_out_of_bounds(void **state)
{
    uint32_t file = add("ab"), empty = add("");
    (void)state;
    assert_at(file, 1, 500, 1, 2, 1, 3);
    assert_at(file, 77, 5, 1, 3, 1, 3);
    assert_at(empty, 0, 0, 1, 1, 1, 1);
    assert_at(0, 0, 0, 0, 0, 0, 0);
    assert_at(99, 0, 0, 0, 0, 0, 0);
    assert_null(slsc_sources_get(sources, 0));
    assert_null(slsc_sources_get(sources, 3));
    assert_int_equal(slsc_sources_count(sources), 2);
    assert_int_equal(slsc_sources_slice(sources, (slsc_place) { file, 1, 9 }).len, 1);
}

static void characters_over_anchors(void **state)
{
    slsc_sb text = slsc_sb_new(arena, 0);
    uint32_t file;
    (void)state;
    slsc_sb_addz(&text, "\xEF\xBB\xBF\n");
    for (unsigned i = 0; i < 10000; i++)
        slsc_sb_addz(&text, "\xE2\x82\xAC"); /* no multiple of the distance of anchors */
    file = slsc_sources_add(sources, SLSC_STR("f"), slsc_sb_str(&text));
    for (uint32_t i = 0; i < 10000; i++) assert_at(file, 4 + 3 * i, 3, 2, i + 1, 2, i + 2);
}

/* One line, asked at both ends in turn: counting from its start each time would take minutes. */
static void a_long_line_costs_no_more(void **state)
{
    enum { SIZE = 4 << 20 };
    char *text = slsc_arena_alloc(arena, SIZE, 1);
    uint32_t file;
    (void)state;
    memset(text, 'x', SIZE);
    file = slsc_sources_add(sources, SLSC_STR("f"), (slsc_str) { text, SIZE });
    for (uint32_t at = 0; at < SIZE; at += 64) assert_at(file, at, 1, 1, at + 1, 1, at + 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_line_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(columns_are_code_points, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_byte_order_mark_has_no_column, set_up, tear_down),
        cmocka_unit_test_setup_teardown(places_out_of_bounds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(characters_over_anchors, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_line_costs_no_more, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
