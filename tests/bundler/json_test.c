/* json_test.c: what is JSON and what is not, in both modes; order of members, twins, depth. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "resolve/json.h"

static const bundler_json *read_one(bundler_arena *arena, const char *text, bool relaxed)
{
    return bundler_json_read(arena, bundler_s(text), relaxed, NULL);
}

static void accepts_and_refuses(void **state)
{
    static const char *const good[] = {
        "0",
        "-0.5e+10",
        "1E2",
        "\"\"",
        " [ ] ",
        "{}",
        "[1,[2,{\"a\":null}]]",
        "true\n",
        "false",
        "\xef\xbb\xbf{}",
        "\"\\u0000\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "{\"\":{\"\":1}}",
    };
    static const char *const bad[] = {
        "",         " ",           "{",          "}",     "[",         "[1,]",      "[,]",
        "{\"a\"}",  "{\"a\":}",    "{\"a\":1,}", "{a:1}", "01",        "1.",        ".5",
        "+1",       "-",           "1e",         "tru",   "nul",       "\"",        "\"\\",
        "\"\\x\"",  "\"\\u12g4\"", "\"\n\"",     "'a'",   "1 2",       "{} {}",     "// x\n1",
        "/* x */1", "NaN",         "\"\t\"",     "[1 2]", "{\"a\" 1}", "\"a\\\n\"",
    };
    (void)state;
    bundler_arena arena = { 0 };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (!read_one(&arena, good[i], false)) fail_msg("refused: %s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (read_one(&arena, bad[i], false)) fail_msg("accepted: %s", bad[i]);
    bundler_arena_end(&arena);
}

static void relaxed_mode(void **state)
{
    static const char *const bad[] = { "/*", "/* *", "/", "[1,,]", "{,}", "[,1]", "// x", "/**/" };
    (void)state;
    bundler_arena arena = { 0 };
    const bundler_json *list =
        read_one(&arena, "// one\n/* two * / */ [1, // three\n 2, /**/ ] // four", true);
    assert_non_null(list);
    assert_true(bundler_is(list->first->next->text, "2"));
    assert_null(list->first->next->next);
    assert_non_null(read_one(&arena, "{\"a\":\"//x\",}", true));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (read_one(&arena, bad[i], true)) fail_msg("accepted: %s", bad[i]);
    bundler_arena_end(&arena);
}

static void tells_where(void **state)
{
    (void)state;
    bundler_arena arena = { 0 };
    uint32_t offset = 99;
    assert_null(bundler_json_read(&arena, bundler_s("{\"a\": tru }"), false, &offset));
    assert_int_equal(offset, 6);
    bundler_arena_end(&arena);
}

static void decodes(void **state)
{
    static const char *const wanted[][2] = {
        { "\"a\\u00e9\\ud83c\\udf55b\"", "a\xc3\xa9\xf0\x9f\x8d\x95"
                                         "b" },
        { "\"\\u20AC\"", "\xe2\x82\xac" },
        { "\"\\ud800x\"", "\xed\xa0\x80x" },
        { "\"\\ud800\\u0041\"", "\xed\xa0\x80"
                                "A" },
        { "\"x\\\"y\"", "x\"y" },
        { "\"\\\\\"", "\\" },
    };
    (void)state;
    bundler_arena arena = { 0 };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        assert_true(
            bundler_is(bundler_json_text(read_one(&arena, wanted[i][0], false)), wanted[i][1]));
    assert_int_equal(bundler_json_text(read_one(&arena, "7", false)).len, 0);
    assert_int_equal(bundler_json_text(NULL).len, 0);
    bundler_arena_end(&arena);
}

/* The first place, the last value, as in JavaScript. */
static void twins(void **state)
{
    (void)state;
    bundler_arena arena = { 0 };
    const bundler_json *map =
        read_one(&arena, "{\"b\":1,\"a\":{\"x\":2},\"b\":[3],\"c\":4,\"a\":\"5\",\"b\":6}", false);
    const char *const keys[] = { "b", "a", "c" }, *const values[] = { "6", "5", "4" };
    size_t i = 0;
    for (const bundler_json *m = map->first; m; m = m->next, i++) {
        assert_true(bundler_is(m->key, keys[i]));
        assert_true(bundler_is(m->text, values[i]));
    }
    assert_int_equal(i, 3);
    assert_int_equal(bundler_json_get(map, "a")->kind, BUNDLER_JSON_STRING);
    assert_null(bundler_json_get(map, "d"));
    assert_null(bundler_json_get(map->first, "d"));
    assert_null(bundler_json_get(NULL, "d"));

    bundler_text large = { .arena = &arena };
    bundler_addz(&large, "{");
    for (uint64_t n = 0; n < 60000; n++) {
        bundler_addz(&large, n ? ",\"k" : "\"k");
        bundler_add_number(&large, n * 7919 % 30000); /* each twice */
        bundler_addz(&large, "\":1");
    }
    bundler_addz(&large, "}");
    map = bundler_json_read(&arena, bundler_done(&large), false, NULL);
    for (i = 0, map = map->first; map; map = map->next) i++;
    assert_int_equal(i, 30000);
    bundler_arena_end(&arena);
}

static void depth(void **state)
{
    (void)state;
    bundler_arena arena = { 0 };
    for (size_t levels = 499; levels < 503; levels++) {
        bundler_text text = { .arena = &arena };
        for (size_t i = 0; i < levels; i++) bundler_addz(&text, i % 2 ? "[" : "{\"a\":");
        bundler_addz(&text, "1");
        for (size_t i = levels; i-- > 0;) bundler_addz(&text, i % 2 ? "]" : "}");
        const bundler_json *json = bundler_json_read(&arena, bundler_done(&text), false, NULL);
        assert_int_equal(json != NULL, levels <= BUNDLER_LIMIT_JSON_NESTING);
    }
    bundler_text text = { .arena = &arena };
    for (size_t i = 0; i < 300000; i++) bundler_addz(&text, "[");
    assert_null(bundler_json_read(&arena, bundler_done(&text), false, NULL));
    bundler_arena_end(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_and_refuses),
        cmocka_unit_test(relaxed_mode),
        cmocka_unit_test(tells_where),
        cmocka_unit_test(decodes),
        cmocka_unit_test(twins),
        cmocka_unit_test(depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
