/* exports_test.c: `exports` and `imports` as Node's documentation specifies them. What each case
 * should give was asked of Node 20; resolve_check.mjs asks it thousands more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "resolve/exports.h"

static const char *show(bundler_arena *arena, bundler_target target)
{
    static const char *const kinds[] = { "none", "", "name ", "wrong " };
    return bundler_printf(arena, "%s%.*s", kinds[target.kind], (int)target.text.len,
                          target.text.len ? target.text.ptr : "")
        .ptr;
}

static void exported(void **state)
{
    static const struct {
        const char *exports, *subpath, *wanted;
    } cases[] = {
        { "'./a.js'", ".", "./a.js" },
        { "'./a.js'", "./a", "none" },
        { "{'import':'./i.js','default':'./d.js'}", ".", "./i.js" },
        { "{'default':'./d.js','import':'./i.js'}", ".", "./d.js" },
        { "{'require':'./r.js'}", ".", "none" },
        { "{'node':{'require':'./r.js'},'default':'./d.js'}", ".", "./d.js" },
        { "{'node':{'import':null},'default':'./d.js'}", ".", "none" },
        { "{'.':{'node':{'import':'./x.js'}}}", ".", "./x.js" },
        { "{'.':'./a.js','import':'./b.js'}", ".", "wrong exports" },
        { "{}", ".", "none" },
        { "[]", ".", "none" },
        { "['a','./b.js','./c.js']", ".", "./b.js" },
        { "['a','../b.js']", ".", "wrong ../b.js" },
        { "[{'require':'./r.js'},'./d.js']", ".", "./d.js" },
        { "[null,'./d.js']", ".", "./d.js" },
        { "['a',null]", ".", "none" },
        { "7", ".", "wrong 7" },
        { "true", ".", "wrong true" },
        { "{'0':'./a.js'}", ".", "wrong 0" },
        { "{'./x':{'1':'./a.js','default':'./b.js'}}", "./x", "wrong 1" },
        { "{'01':'./a.js','default':'./b.js'}", ".", "./b.js" },
        { "'a.js'", ".", "wrong a.js" },
        { "'/a.js'", ".", "wrong /a.js" },
        { "'file:///a.js'", ".", "wrong file:///a.js" },
        { "'./a/../b.js'", ".", "wrong ./a/../b.js" },
        { "'./a/./b.js'", ".", "wrong ./a/./b.js" },
        { "'./%2E%2e/b.js'", ".", "wrong ./%2E%2e/b.js" },
        { "'./a/NODE_modules/b.js'", ".", "wrong ./a/NODE_modules/b.js" },
        { "'./a\\\\..\\\\b.js'", ".", "wrong ./a\\..\\b.js" },
        { "'./a//b.js'", ".", "./a//b.js" },
        { "'./node_modulesx/b.js'", ".", "./node_modulesx/b.js" },
        { "{'./*':'./lib/*.js'}", "./a/b", "./lib/a/b.js" },
        { "{'./*':'./lib/*.js'}", ".", "none" },
        { "{'./*':'./lib/*.js'}", "./", "none" },
        { "{'./*':'./lib/*.js'}", "./a/", "none" },
        { "{'./*':'./lib/*/*.js'}", "./a", "./lib/a/a.js" },
        { "{'./*':'./lib/*.js'}", "./../a", "wrong ./lib/*.js" },
        { "{'./*':'./lib/*.js','./a/*':'./a/*.js'}", "./a/b", "./a/b.js" },
        { "{'./*':'./x/*','./*.js':'./y/*.js'}", "./b.js", "./y/b.js" },
        { "{'./a/*':null,'./*':'./lib/*.js'}", "./a/b", "none" },
        { "{'./a/*/c':'./z/*.js'}", "./a/b/c", "./z/b.js" },
        { "{'./a/*/c':'./z/*.js'}", "./a//c", "none" },
        { "{'./a*a':'./z/*.js'}", "./aa", "none" },
        { "{'./*/*':'./z/*.js'}", "./a/b", "none" },
        { "{'./*':'./z.js'}", "./*", "./z.js" },
        { "{'./a':'./z.js'}", "./a", "./z.js" },
        { "{'./a/':'./lib/'}", "./a/b", "none" },
        { "{'./a':'./*.js'}", "./a", "./*.js" },
    };
    (void)state;
    const slsc_str names[] = { bundler_s("node"), bundler_s("import") };
    const bundler_conditions conditions = { names, 2 };
    bundler_arena arena = { 0 };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const slsc_str text = bundler_copy(&arena, bundler_s(cases[i].exports));
        for (size_t c = 0; c < text.len; c++)
            if (text.ptr[c] == '\'') ((char *)text.ptr)[c] = '"';
        const bundler_json *json = bundler_json_read(&arena, text, false, NULL);
        assert_non_null(json);
        const char *found = show(
            &arena, bundler_exports_find(&arena, json, bundler_s(cases[i].subpath), &conditions));
        if (strcmp(found, cases[i].wanted) != 0)
            fail_msg("%s of %s: %s", cases[i].subpath, cases[i].exports, found);
    }
    bundler_arena_end(&arena);
}

static void imported(void **state)
{
    static const char *const cases[][2] = {
        { "#a", "./a.js" },
        { "#dep", "name lodash" },
        { "#dep/x", "name lodash/x" },
        { "#fs", "name fs" },
        { "#node", "wrong node:fs" },
        { "#up", "wrong ../x" },
        { "#gone", "none" },
        { "#", "none" },
        { "#/x", "./y" },
        { "#web", "wrong https://x/y" },
        { "#empty", "wrong " },
    };
    static const char text[] =
        "{\"#a\":\"./a.js\",\"#dep\":\"lodash\",\"#dep/*\":\"lodash/*\","
        "\"#fs\":\"fs\",\"#node\":\"node:fs\",\"#up\":\"../x\",\"#\":\"./y\","
        "\"#/x\":\"./y\",\"#web\":\"https://x/y\",\"#empty\":\"\"}";
    (void)state;
    const bundler_conditions conditions = { NULL, 0 };
    bundler_arena arena = { 0 };
    const bundler_json *json = bundler_json_read(&arena, bundler_s(text), false, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *found =
            show(&arena, bundler_imports_find(&arena, json, bundler_s(cases[i][0]), &conditions));
        if (strcmp(found, cases[i][1]) != 0) fail_msg("%s: %s", cases[i][0], found);
    }
    assert_int_equal(bundler_imports_find(&arena, NULL, bundler_s("#a"), &conditions).kind,
                     BUNDLER_TARGET_NONE);
    bundler_arena_end(&arena);
}

static void percent(void **state)
{
    static const char *const wanted[][2] = {
        { "a%20b%C3%A9", "a b\xc3\xa9" },
        { "a", "a" },
        { "%2f", NULL },
        { "%5C", NULL },
        { "%00", NULL },
        { "%", NULL },
        { "%2", NULL },
        { "%zz", NULL },
        { "%2e", "." },
        { "%25", "%" },
    };
    (void)state;
    bundler_arena arena = { 0 };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        slsc_str out;
        const slsc_status status = bundler_percent_decode(&arena, bundler_s(wanted[i][0]), &out);
        assert_int_equal(status, wanted[i][1] ? SLSC_OK : SLSC_FAIL);
        if (wanted[i][1]) assert_true(bundler_is(out, wanted[i][1]));
    }
    bundler_arena_end(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exported),
        cmocka_unit_test(imported),
        cmocka_unit_test(percent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
