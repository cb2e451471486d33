/* Globs. The rows were answered by micromatch 4.0.8 with {dot: true}; the laws below them hold for
 * any pattern. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/glob.h"

typedef struct row {
    const char *pattern;
    const char *takes, *leaves; /* paths, `;` between them */
} row;

static const row rows[] = {
    /* !dir and dir */
    { "dir", "dir", "dir/a;dir/a/b;dirt" },
    { "dir/", "", "dir;dir/a;dir/a/b;dirt" },
    { "dir/**", "dir;dir/a;dir/a/b", "dirt" },
    { "dir/*", "dir/a", "dir;dir/a/b;dirt" },
    /* names */
    { "abc", "abc", "a*c;a/abc;sp ace[1].txt;sp ace1.txt" },
    { "./abc", "abc", "a*c;a/abc;sp ace[1].txt;sp ace1.txt" },
    { "././abc", "abc", "a*c;a/abc;sp ace[1].txt;sp ace1.txt" },
    { "/abc", "", "abc;a*c;a/abc;sp ace[1].txt;sp ace1.txt" },
    { "a\\*c", "a*c", "abc;a/abc;sp ace[1].txt;sp ace1.txt" },
    { "sp ace[1].txt", "sp ace[1].txt;sp ace1.txt", "abc;a*c;a/abc" },
    { "sp ace\\[1\\].txt", "sp ace[1].txt", "abc;a*c;a/abc;sp ace1.txt" },
    { "Abc", "", "abc;a*c;a/abc;sp ace[1].txt;sp ace1.txt" },
    /* paths that begin here */
    { "./dir/**", "dir/a;dir", "other/a" },
    { "!./dir/**", "other/a", "dir/a;dir" },
    /* stars */
    { "*", "a;.a;a.js", ".a/b;a/b;abc/d;ac/.d" },
    { ".*", ".a", "a;a.js;.a/b;a/b;abc/d;ac/.d" },
    { ".*/**", ".a/b", "a;.a;a.js;a/b;abc/d;ac/.d" },
    { "a*", "a;a.js", ".a;.a/b;a/b;abc/d;ac/.d" },
    { "*.js", "a.js", "a;.a;.a/b;a/b;abc/d;ac/.d" },
    { "*.*", ".a;a.js", "a;.a/b;a/b;abc/d;ac/.d" },
    { "*/*", ".a/b;a/b;abc/d;ac/.d", "a;.a;a.js" },
    { "a*c/*", "abc/d;ac/.d", "a;.a;a.js;.a/b;a/b" },
    /* globstar */
    { "**", "a;a.txt;x/y.txt;sub;sub/a;x/sub/y;x/sub;a/b;a/x/y/b;.x/.y;ab;x/.y", "../a;a/../b" },
    { "**/*", "a;a.txt;x/y.txt;sub;sub/a;x/sub/y;x/sub;a/b;a/x/y/b;.x/.y;ab;x/.y", "../a;a/../b" },
    { "**/*.txt", "a.txt;x/y.txt",
      "a;sub;sub/a;x/sub/y;x/sub;a/b;a/x/y/b;.x/.y;ab;../a;a/../b;x/.y" },
    { "**/sub/**", "sub;sub/a;x/sub/y;x/sub",
      "a;a.txt;x/y.txt;a/b;a/x/y/b;.x/.y;ab;../a;a/../b;x/.y" },
    { "a/**/b", "a/b;a/x/y/b",
      "a;a.txt;x/y.txt;sub;sub/a;x/sub/y;x/sub;.x/.y;ab;../a;a/../b;x/.y" },
    { "**/a", "a;sub/a", "a.txt;x/y.txt;sub;x/sub/y;x/sub;a/b;a/x/y/b;.x/.y;ab;../a;a/../b;x/.y" },
    { "a**", "a;a.txt;ab", "x/y.txt;sub;sub/a;x/sub/y;x/sub;a/b;a/x/y/b;.x/.y;../a;a/../b;x/.y" },
    { "*/**", "x/y.txt;sub/a;x/sub/y;x/sub;a/b;a/x/y/b;.x/.y;x/.y", "a;a.txt;sub;ab;../a;a/../b" },
    { "a/**/*", "a/b;a/x/y/b",
      "a;a.txt;x/y.txt;sub;sub/a;x/sub/y;x/sub;.x/.y;ab;../a;a/../b;x/.y" },
    { "**/.*", ".x/.y;x/.y", "a;a.txt;x/y.txt;sub;sub/a;x/sub/y;x/sub;a/b;a/x/y/b;ab;../a;a/../b" },
    /* globstar in groups */
    { "{a/**,b}", "a/x;b", "a;x/a;x/y/z.js;x/z.js;y.ts;z/y.ts;c" },
    { "{**/a,b}", "b;x/a", "a;a/x;x/y/z.js;x/z.js;y.ts;z/y.ts;c" },
    { "@(**/a)", "x/a", "a;a/x;b;x/y/z.js;x/z.js;y.ts;z/y.ts;c" },
    { "x/**{.js,.ts}", "x/y/z.js;x/z.js", "a;a/x;b;x/a;y.ts;z/y.ts;c" },
    { "**{.js,.ts}", "x/y/z.js;x/z.js;y.ts;z/y.ts", "a;a/x;b;x/a;c" },
    { "@(b|**)", "a;b;y.ts;c", "a/x;x/a;x/y/z.js;x/z.js;z/y.ts" },
    /* question mark and class */
    { "?bc", "abc", "bx;b/x;!;a;b;/bc;[ab];a]c;7;a[b;/" },
    { "[a-c]*", "abc;bx;a;b;a]c;a[b", "b/x;!;/bc;[ab];7;/" },
    { "[!a]", "!;a", "abc;bx;b/x;b;/bc;[ab];a]c;7;a[b;/" },
    { "[^a]", "!;b;7", "abc;bx;b/x;a;/bc;[ab];a]c;a[b;/" },
    { "[ab]", "a;b;[ab]", "abc;bx;b/x;!;/bc;a]c;7;a[b;/" },
    { "a[]]c", "a]c", "abc;bx;b/x;!;a;b;/bc;[ab];7;a[b;/" },
    { "[[:digit:]]", "7", "abc;bx;b/x;!;a;b;/bc;[ab];a]c;a[b;/" },
    { "[a/b]", "a;b;/", "abc;bx;b/x;!;/bc;[ab];a]c;7;a[b" },
    { "a[b", "a[b", "abc;bx;b/x;!;a;b;/bc;[ab];a]c;7;/" },
    { "?", "!;a;b;7", "abc;bx;b/x;/bc;[ab];a]c;a[b;/" },
    /* braces */
    { "{a,b}", "a;b", "{a};bd.js;a.js;ab;2;10;1;0;a{b;{a;xayd;xbyc" },
    { "{a,b{c,d}}.js", "bd.js;a.js", "a;b;{a};ab;2;10;1;0;a{b;{a;xayd;xbyc" },
    { "{a}", "{a}", "a;b;bd.js;a.js;ab;2;10;1;0;a{b;{a;xayd;xbyc" },
    { "{,a}b", "b;ab", "a;{a};bd.js;a.js;2;10;1;0;a{b;{a;xayd;xbyc" },
    { "{1..3}", "2;1", "a;b;{a};bd.js;a.js;ab;10;0;a{b;{a;xayd;xbyc" },
    { "{1..10}", "1;0", "a;b;{a};bd.js;a.js;ab;2;10;a{b;{a;xayd;xbyc" },
    { "{c..a}", "a;b", "{a};bd.js;a.js;ab;2;10;1;0;a{b;{a;xayd;xbyc" },
    { "a{b", "a{b", "a;b;{a};bd.js;a.js;ab;2;10;1;0;{a;xayd;xbyc" },
    { "{a,b", "", "a;b;{a};bd.js;a.js;ab;2;10;1;0;a{b;{a;xayd;xbyc" },
    { "x{a,b}y{c,d}", "xayd;xbyc", "a;b;{a};bd.js;a.js;ab;2;10;1;0;a{b;{a" },
    /* extglobs */
    { "@(a|b)", "a;b",
      "ab;abba;c;c.js;a.js;ax.js;a.test.js;x.js;foobar;bazbar;a/c;a/d;a/b;ababc;xb;xc" },
    { "?(a)b", "b;ab",
      "a;abba;c;c.js;a.js;ax.js;a.test.js;x.js;foobar;bazbar;a/c;a/d;a/b;ababc;xb;xc" },
    { "*(a|b)", "a;b;ab;abba",
      "c;c.js;a.js;ax.js;a.test.js;x.js;foobar;bazbar;a/c;a/d;a/b;ababc;xb;xc" },
    { "+(a|b)", "a;b;ab;abba",
      "c;c.js;a.js;ax.js;a.test.js;x.js;foobar;bazbar;a/c;a/d;a/b;ababc;xb;xc" },
    { "!(a)", "b;ab;abba;c;c.js;a.js;ax.js;a.test.js;x.js;foobar;bazbar;ababc;xb;xc",
      "a;a/c;a/d;a/b" },
    { "!(a|b).js", "c.js;x.js",
      "a;b;ab;abba;c;a.js;ax.js;a.test.js;foobar;bazbar;a/c;a/d;a/b;ababc;xb;xc" },
    { "!(*.test).js", "c.js;a.js;ax.js;x.js",
      "a;b;ab;abba;c;a.test.js;foobar;bazbar;a/c;a/d;a/b;ababc;xb;xc" },
    { "!(foo)bar", "bazbar",
      "a;b;ab;abba;c;c.js;a.js;ax.js;a.test.js;x.js;foobar;a/c;a/d;a/b;ababc;xb;xc" },
    { "@(a|b)/!(c)", "a/d;a/b",
      "a;b;ab;abba;c;c.js;a.js;ax.js;a.test.js;x.js;foobar;bazbar;a/c;ababc;xb;xc" },
    { "!(a/b)", "a;b;ab;abba;c;c.js;a.js;ax.js;a.test.js;x.js;foobar;bazbar;a/c;a/d;ababc;xb;xc",
      "a/b" },
    { "+(ab)c", "ababc",
      "a;b;ab;abba;c;c.js;a.js;ax.js;a.test.js;x.js;foobar;bazbar;a/c;a/d;a/b;xb;xc" },
    { "x@(a|!(b))", "x.js;xc",
      "a;b;ab;abba;c;c.js;a.js;ax.js;a.test.js;foobar;bazbar;a/c;a/d;a/b;ababc;xb" },
    /* negation */
    { "!a", "b;a/b", "a" },
    { "!!a", "a", "b;a/b" },
    { "!!!a", "b;a/b", "a" },
    { "!a/**", "b", "a;a/b" },
    { "!**", "", "a;b;a/b" },
    /* escapes */
    { "\\a", "a", "a?;ab;{a,b};*;a?b;axb;a\\;!a" },
    { "a\\?", "a?", "a;ab;{a,b};*;a?b;axb;a\\;!a" },
    { "\\{a,b\\}", "{a,b}", "a;a?;ab;*;a?b;axb;a\\;!a" },
    { "\"*\"", "*", "a;a?;ab;{a,b};a?b;axb;a\\;!a" },
    { "a\\", "a\\", "a;a?;ab;{a,b};*;a?b;axb;!a" },
    { "\\!a", "!a", "a;a?;ab;{a,b};*;a?b;axb;a\\" },
    /* signs alone */
    { "a+", "a+", "aa;a!b;@a;a@b;a|b;ac;bc;aab;a;$a^;a,b" },
    { "a!b", "a!b", "a+;aa;@a;a@b;a|b;ac;bc;aab;a;$a^;a,b" },
    { "@a", "@a", "a+;aa;a!b;a@b;a|b;ac;bc;aab;a;$a^;a,b" },
    { "a@b", "a@b", "a+;aa;a!b;@a;a|b;ac;bc;aab;a;$a^;a,b" },
    { "a|b", "a|b", "a+;aa;a!b;@a;a@b;ac;bc;aab;a;$a^;a,b" },
    { "(a|b)c", "ac;bc", "a+;aa;a!b;@a;a@b;a|b;aab;a;$a^;a,b" },
    { "(a|b)+", "aa;aab;a", "a+;a!b;@a;a@b;a|b;ac;bc;$a^;a,b" },
    { "(a)", "a", "a+;aa;a!b;@a;a@b;a|b;ac;bc;aab;$a^;a,b" },
    { "$a^", "$a^", "a+;aa;a!b;@a;a@b;a|b;ac;bc;aab;a;a,b" },
    { "a,b", "a,b", "a+;aa;a!b;@a;a@b;a|b;ac;bc;aab;a;$a^" },
    /* utf8 */
    { "?", "é", "😀;aéb" },
    { "??", "😀", "é;aéb" },
    { "*é*", "é;aéb", "😀" },
    { "[é]", "é", "😀;aéb" },
    { "é", "é", "😀;aéb" },
};

static bool matches(const char *pattern, const char *path)
{
    slsc_arena *arena = slsc_arena_new(0);
    bool result = slsc_glob_match(slsc_glob_new(arena, slsc_str_z(pattern)), slsc_str_z(path));
    slsc_arena_free(arena);
    return result;
}

static void check_paths(const slsc_glob *glob, const row *one, const char *paths, bool expected)
{
    slsc_str rest = slsc_str_z(paths);
    while (rest.len > 0) {
        size_t end = slsc_str_find_char(rest, ';');
        slsc_str path = slsc_str_sub(rest, 0, end);
        if (slsc_glob_match(glob, path) != expected) {
            fail_msg("`%s` %s `%.*s`", one->pattern, expected ? "takes" : "leaves", SLSC_FMT(path));
        }
        rest = end == SIZE_MAX ? slsc_str_sub(rest, rest.len, 0)
                               : slsc_str_sub(rest, end + 1, rest.len);
    }
}

static void the_dialect_is_the_references(void **state)
{
    (void)state;
    slsc_arena *arena = slsc_arena_new(0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const slsc_glob *glob = slsc_glob_new(arena, slsc_str_z(rows[i].pattern));
        check_paths(glob, &rows[i], rows[i].takes, true);
        check_paths(glob, &rows[i], rows[i].leaves, false);
    }
    slsc_arena_free(arena);
}

static void every_pattern_takes_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(matches(rows[i].pattern, rows[i].pattern));
    }
    assert_false(matches("*", ""));
    assert_false(matches("", ""));
    assert_false(matches("", "a"));
}

static void nesting_has_a_limit(void **state)
{
    (void)state;
    slsc_arena *arena = slsc_arena_new(0);
    const unsigned depths[] = { 1, 30, 50, 20000 };
    for (size_t i = 0; i < 4; i++) {
        slsc_sb sb = slsc_sb_new(arena, 0);
        for (unsigned d = 0; d < depths[i]; d++) slsc_sb_addz(&sb, "@(");
        slsc_sb_char(&sb, 'a');
        slsc_sb_fill(&sb, ')', depths[i]);
        const slsc_glob *glob = slsc_glob_new(arena, slsc_sb_str(&sb));
        assert_int_equal(slsc_glob_match(glob, SLSC_STR("a")), depths[i] <= 40);
        assert_true(slsc_glob_match(glob, slsc_sb_str(&sb)));
    }
    slsc_arena_free(arena);
}

static double seconds(void) { return (double)clock() / CLOCKS_PER_SEC; }

/* A backtracking matcher would need longer than the universe has for each of these. */
static void hostile_patterns_cannot_hang(void **state)
{
    (void)state;
    const char *units[] = { "*a",  "+(+(a))", "*(*a*|*a)", "?(a)",
                            "**/", "!(a*)",   "{a,aa,}",   "(a|a)+" };
    slsc_arena *arena = slsc_arena_new(0);
    slsc_sb path = slsc_sb_new(arena, 0);
    slsc_sb_fill(&path, 'a', 400);
    slsc_sb_char(&path, 'b');
    double begin = seconds();
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        slsc_sb pattern = slsc_sb_new(arena, 0);
        for (unsigned n = 0; n < 60; n++) slsc_sb_addz(&pattern, units[i]);
        slsc_sb_addz(&pattern, "c");
        const slsc_glob *glob = slsc_glob_new(arena, slsc_sb_str(&pattern));
        assert_false(slsc_glob_match(glob, slsc_sb_str(&path)));
    }
    assert_true(seconds() - begin < 10);
    slsc_arena_free(arena);
}

/* 60 kB of opened and never closed brackets: parsing looks at each once. */
static void long_patterns_parse_in_linear_time(void **state)
{
    (void)state;
    const char *units[] = { "[", "(", "{", "@(", "{,", "[!", "({", ")", "\"", "\\" };
    slsc_arena *arena = slsc_arena_new(0);
    double begin = seconds();
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        slsc_sb pattern = slsc_sb_new(arena, 0);
        while (pattern.len < 60000) slsc_sb_addz(&pattern, units[i]);
        assert_false(slsc_glob_match(slsc_glob_new(arena, slsc_sb_str(&pattern)), SLSC_STR("a")));
    }
    assert_true(seconds() - begin < 10);
    slsc_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_dialect_is_the_references),
        cmocka_unit_test(every_pattern_takes_itself),
        cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(hostile_patterns_cannot_hang),
        cmocka_unit_test(long_patterns_parse_in_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
