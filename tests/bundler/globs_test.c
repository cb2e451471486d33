/* globs_test.c: patterns of `sideEffects` and of externals, and that none of them costs much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "resolve/state.h"

static void globs(void **state)
{
    static const struct {
        const char *pattern, *path;
        bool matches;
    } wanted[] = {
        { "a.js", "a.js", true },
        { "a.js", "x/a.js", true },
        { "./a.js", "x/a.js", true },
        { "x/a.js", "x/a.js", true },
        { "x/a.js", "y/x/a.js", false },
        { "*.css", "x/y/z.css", true },
        { "*.css", "x/y/z.css.js", false },
        { "src/*.js", "src/a.js", true },
        { "src/*.js", "src/b/a.js", false },
        { "src/**", "src/b/a.js", true },
        { "src/**", "src", false },
        { "src/**/*.js", "src/a.js", true },
        { "src/**/*.js", "src/b/c/a.js", true },
        { "src/**/*.js", "src/b/c/a.ts", false },
        { "**/x/**", "a/x/b", true },
        { "**/x/**", "x/b", true },
        { "**/x/**", "a/b", false },
        { "**/a.js", "a.js", true },
        { "/lib/a.js", "lib/a.js", true },
        { "a?c/x", "abc/x", true },
        { "a?c/x", "a/c/x", false },
        { "[ab]/x", "b/x", true },
        { "[!ab]/x", "b/x", false },
        { "[a-c]/x", "b/x", true },
        { "[a-c/x", "[a-c/x", true },
        { "x/[]]", "x/]", true },
        { "x/{a,b}.js", "x/b.js", true },
        { "x/{a,b}.js", "x/c.js", false },
        { "x/{a,b/*}.js", "x/b/c.js", true },
        { "x/{a,{b,c}d}.js", "x/cd.js", true },
        { "x/{a,{b,c}d}.js", "x/bc.js", false },
        { "x/{a}.js", "x/a.js", true },
        { "x/{a,}.js", "x/.js", true },
        { "x/{a.js", "x/{a.js", true },
        { "x/{a,b.js", "x/b.js", false },
        { "x/a}.js", "x/a}.js", true },
        { "x/a,b", "x/a,b", true },
        { "x/a**b", "x/azzb", true },
        { "x/a**b", "x/a/b", false },
        { "", "a", false },
        { "x/**/**/y", "x/y", true },
        { "x/{**/a,b}", "x/q/a", true },
        { "x/*/", "x/y/", true },
        { "*", "a/b", true },
        { "lib/**/index.{js,mjs}", "lib/a/index.mjs", true },
    };
    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (bundler_match_glob(bundler_s(wanted[i].pattern), bundler_s(wanted[i].path)) !=
            wanted[i].matches)
            fail_msg("%s on %s", wanted[i].pattern, wanted[i].path);
}

static void stars(void **state)
{
    static const struct {
        const char *pattern, *text;
        bool matches;
    } wanted[] = {
        { "a", "a", true },         { "a", "ab", false },       { "a*", "a/b/c", true },
        { "*", "", true },          { "@s/*", "@s/x/y", true }, { "@s/*", "@s", false },
        { "*-x-*", "a-x-b", true }, { "*a*b", "xaxbxb", true }, { "*a*b", "xaxbxc", false },
        { "a?", "a?", true },       { "a?", "ab", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (bundler_match_star(bundler_s(wanted[i].pattern), bundler_s(wanted[i].text)) !=
            wanted[i].matches)
            fail_msg("%s on %s", wanted[i].pattern, wanted[i].text);
}

/* What makes a backtracking matcher run for years. */
static void hard_patterns(void **state)
{
    char pattern[1001], path[3001];
    (void)state;
    for (size_t i = 0; i < 1000; i++) pattern[i] = "*a"[i % 2];
    pattern[1000] = 0;
    memset(path, 'a', 3000);
    path[3000] = 0;
    path[2999] = 'b';
    assert_false(bundler_match_star(bundler_s(pattern), bundler_s(path)));
    pattern[1] = '/';
    path[1] = '/';
    assert_false(bundler_match_glob(bundler_s(pattern), bundler_s(path)));
    for (size_t i = 0; i < 999; i++) pattern[i] = "**/"[i % 3];
    for (size_t i = 0; i < 2999; i++) path[i] = "a/"[i % 2];
    pattern[999] = 'c';
    assert_false(bundler_match_glob(bundler_s(pattern), bundler_s(path)));
    memset(pattern, '{', 1000);
    pattern[1] = '/';
    assert_false(bundler_match_glob(bundler_s(pattern), bundler_s(path)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(globs),
        cmocka_unit_test(stars),
        cmocka_unit_test(hard_patterns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
