/* tsconfig_test.c: which tsconfig.json is in charge, what `extends` makes of it, and what its paths
 * make of names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bed.h"

#define CONFIG(name, json) tree_file(&b->tree, name, json)

static const bundler_tsconfig *config_of(bed *b, const char *path)
{
    if (!b->resolver) b->resolver = bundler_resolver_new(&b->arena, &b->options);
    bundler_resolve_file(b->resolver, bundler_s(path), &b->found);
    assert_int_equal(b->found.kind, BUNDLER_FOUND_FILE);
    return b->found.tsconfig;
}

static size_t troubles(bed *b, const char *wanted)
{
    const slsc_str *lines;
    const size_t count = bundler_resolver_troubles(b->resolver, &lines);
    if (count) assert_non_null(strstr(lines[0].ptr, wanted));
    return count;
}

static void nearest(void **state)
{
    bed *b = *state;
    tree_files(&b->tree, "a.ts src/a.ts src/deep/x.js node_modules/p/a.ts src/a.json");
    CONFIG("tsconfig.json", "{\"compilerOptions\":{\"jsx\":\"react-jsx\"}}");
    CONFIG("src/tsconfig.json", "// a comment\n{\"compilerOptions\":{\"jsx\":\"preserve\",},}");
    CONFIG("node_modules/p/tsconfig.json", "{}");
    assert_true(config_of(b, "a.ts")->jsx_automatic);
    assert_true(config_of(b, "src/a.ts")->jsx_preserve);
    assert_false(config_of(b, "src/a.ts")->jsx_automatic);
    assert_ptr_equal(config_of(b, "src/deep/x.js"), config_of(b, "src/a.ts"));
    assert_null(config_of(b, "node_modules/p/a.ts"));
    assert_null(config_of(b, "src/a.json"));
    assert_int_equal(troubles(b, ""), 0);

    b->options.tsconfig = bundler_s("tsconfig.json");
    again(b);
    assert_true(config_of(b, "src/a.ts")->jsx_automatic);
    assert_null(config_of(b, "node_modules/p/a.ts"));
    b->options.tsconfig = bundler_s("gone.json");
    again(b);
    assert_null(config_of(b, "src/a.ts"));
    assert_int_equal(troubles(b, "there is no file `gone.json`"), 1);
}

static void settings(void **state)
{
    static const struct {
        const char *options;
        bool legacy, assign, keep;
    } wanted[] = {
        { "", false, false, false },
        { "\"experimentalDecorators\":true", true, false, false },
        { "\"experimentalDecorators\":\"true\"", false, false, false },
        { "\"target\":\"ES2021\"", false, true, false },
        { "\"target\":\"es5\"", false, true, false },
        { "\"target\":\"es6\"", false, true, false },
        { "\"target\":\"ES2022\"", false, false, false },
        { "\"target\":\"ESNext\"", false, false, false },
        { "\"target\":\"ES2020\",\"useDefineForClassFields\":true", false, false, false },
        { "\"target\":\"ES2024\",\"useDefineForClassFields\":false", false, true, false },
        { "\"target\":7,\"jsx\":{}", false, false, false },
        { "\"verbatimModuleSyntax\":true", false, false, true },
        { "\"preserveValueImports\":true", false, false, true },
        { "\"importsNotUsedAsValues\":\"error\"", false, false, true },
        { "\"importsNotUsedAsValues\":\"remove\"", false, false, false },
    };
    bed *b = *state;
    char text[256];
    tree_files(&b->tree, "a.ts");
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        snprintf(text, sizeof text, "{\"compilerOptions\":{%s}}", wanted[i].options);
        CONFIG("tsconfig.json", text);
        again(b);
        const bundler_tsconfig *config = config_of(b, "a.ts");
        if (config->legacy_decorators != wanted[i].legacy ||
            config->assign_fields != wanted[i].assign || config->keep_imports != wanted[i].keep)
            fail_msg("%s", text);
    }
}

static void extended(void **state)
{
    bed *b = *state;
    tree_files(&b->tree, "a/a.ts b/a.ts c/a.ts d/a.ts e/a.ts f/a.ts g/a.ts");
    CONFIG("base.json",
           "{\"compilerOptions\":{\"jsxFactory\":\"h\",\"jsxFragmentFactory\":\"F\"}}");
    CONFIG("two.json", "{\"compilerOptions\":{\"jsxFactory\":\"two\",\"jsx\":\"react\"}}");
    CONFIG("a/tsconfig.json",
           "{\"extends\":\"../base\",\"compilerOptions\":{\"jsxFactory\":\"x\"}}");
    CONFIG("b/tsconfig.json", "{\"extends\":[\"../base.json\",\"../two.json\"]}");
    CONFIG("node_modules/@s/c/tsconfig.json", "{\"compilerOptions\":{\"jsxFactory\":\"root\"}}");
    CONFIG("node_modules/@s/c/other.json", "{\"compilerOptions\":{\"jsxFactory\":\"other\"}}");
    CONFIG("node_modules/x/package.json", "{\"exports\":{\"./y\":\"./z.json\"}}");
    CONFIG("node_modules/x/z.json", "{\"compilerOptions\":{\"jsxFactory\":\"z\"}}");
    CONFIG("node_modules/t/package.json", "{\"tsconfig\":\"t.json\"}");
    CONFIG("node_modules/t/t.json", "{\"compilerOptions\":{\"jsxFactory\":\"t\"}}");
    CONFIG("c/tsconfig.json", "{\"extends\":\"@s/c\"}");
    CONFIG("d/tsconfig.json", "{\"extends\":\"@s/c/other\"}");
    CONFIG("e/tsconfig.json", "{\"extends\":\"x/y\"}");
    CONFIG("f/tsconfig.json", "{\"extends\":\"t\"}");
    assert_true(bundler_is(config_of(b, "a/a.ts")->jsx_factory, "x"));
    assert_true(bundler_is(config_of(b, "a/a.ts")->jsx_fragment, "F"));
    assert_true(bundler_is(config_of(b, "b/a.ts")->jsx_factory, "two"));
    assert_true(bundler_is(config_of(b, "b/a.ts")->jsx_fragment, "F"));
    assert_true(bundler_is(config_of(b, "c/a.ts")->jsx_factory, "root"));
    assert_true(bundler_is(config_of(b, "d/a.ts")->jsx_factory, "other"));
    assert_true(bundler_is(config_of(b, "e/a.ts")->jsx_factory, "z"));
    assert_true(bundler_is(config_of(b, "f/a.ts")->jsx_factory, "t"));
    assert_int_equal(troubles(b, ""), 0);
}

static void extended_in_circles(void **state)
{
    bed *b = *state;
    char name[32], text[64];
    tree_files(&b->tree, "a/a.ts b/a.ts c/a.ts d/a.ts e/a.ts");
    CONFIG("a/tsconfig.json", "{\"extends\":\"./other.json\",\"compilerOptions\":"
                              "{\"jsxFactory\":\"x\"}}");
    CONFIG("a/other.json", "{\"extends\":\"./tsconfig.json\"}");
    assert_true(bundler_is(config_of(b, "a/a.ts")->jsx_factory, "x"));
    assert_int_equal(troubles(b, "a/other.json` extends `./tsconfig.json`, which leads back"), 1);

    again(b);
    CONFIG("b/tsconfig.json", "{\"extends\":\"gone\"}");
    config_of(b, "b/a.ts");
    assert_int_equal(troubles(b, "b/tsconfig.json` extends `gone`, which does not exist"), 1);

    again(b);
    CONFIG("c/tsconfig.json", "{\"extends\":");
    assert_non_null(config_of(b, "c/a.ts"));
    assert_int_equal(troubles(b, "c/tsconfig.json` is not JSON, byte 11"), 1);

    again(b);
    CONFIG("d/tsconfig.json", "{\"extends\":\"./0\"}");
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "d/%d.json", i);
        snprintf(text, sizeof text, "{\"extends\":[\"./%d\",\"./%d\"]}", i + 1, i + 1);
        CONFIG(name, text); /* 2^100 ways to the last one */
    }
    config_of(b, "d/a.ts");
    assert_true(troubles(b, "goes on for too many files") > 0);

    again(b);
    CONFIG("e/tsconfig.json", "{\"extends\":{\"x\":1}}");
    config_of(b, "e/a.ts");
    assert_int_equal(troubles(b, "`extends` is no text"), 1);
}

static void paths(void **state)
{
    bed *b = *state;
    tree_files(&b->tree,
               "src/lib/x.ts src/lib/x/y.ts src/special.ts src/util.ts gen/made.ts src/#h.ts "
               "types/t.d.ts node_modules/t/index.js node_modules/util2/index.js "
               "src/bare.ts src/a.json second/only.ts");
    CONFIG("tsconfig.json",
           "{\"compilerOptions\":{\"baseUrl\":\"./src\",\"paths\":{"
           "\"@/*\":[\"./gone/*\",\"./*\",\"../second/*\"],\"@/lib/special\":[\"special.ts\"],"
           "\"t\":[\"../types/t.d.ts\"],\"*/tail\":[\"${configDir}/src/lib/*\"],"
           "\"#h\":[\"#h\"],\"none/*\":[\"x/*\"],\"bad\":\"text\",\"worse\":[1,null]}}}");
    assert_string_equal(import_(b, "src", "@/lib/x"), "src/lib/x.ts");
    assert_string_equal(import_(b, "src/lib", "@/lib/x/y"), "src/lib/x/y.ts");
    assert_string_equal(import_(b, "src", "@/lib/x.js"), "src/lib/x.ts");
    assert_string_equal(import_(b, "src", "@/lib/special"), "src/special.ts");
    assert_string_equal(import_(b, "src", "@/only"), "second/only.ts");
    assert_string_equal(import_(b, "src", "t"), "node_modules/t/index.js");
    assert_string_equal(import_(b, "src", "x/tail"), "src/lib/x.ts");
    assert_string_equal(import_(b, "src", "#h"), "src/#h.ts");
    assert_string_equal(import_(b, "src", "bare"), "src/bare.ts");
    assert_string_equal(import_(b, "src", "lib/x"), "src/lib/x.ts");
    assert_string_equal(import_(b, "src", "util"), "<util>");
    assert_string_equal(import_(b, "src", "util2"), "node_modules/util2/index.js");
    assert_string_equal(import_(b, "src", "none/x"), "! package `none` is not installed");
    assert_string_equal(import_(b, "src", "bad"), "! package `bad` is not installed");
    assert_string_equal(import_(b, "src", "worse"), "! package `worse` is not installed");
    assert_memory_equal(import_(b, "node_modules/t", "bare"), "! ", 2);
    b->options.packages_external = true;
    again(b);
    assert_string_equal(import_(b, "src", "@/lib/x"), "src/lib/x.ts");
    assert_string_equal(import_(b, "src", "t"), "external t");
}

static void paths_of_a_base(void **state)
{
    bed *b = *state;
    tree_files(&b->tree, "src/a.ts config/lib/x.ts src/lib/y.ts src/views/v.ts made/views/w.ts");
    CONFIG("config/base.json", "{\"compilerOptions\":{\"paths\":{\"l/*\":[\"./lib/*\"],"
                               "\"m/*\":[\"${configDir}/lib/*\"]},"
                               "\"rootDirs\":[\"../src\",\"../made\"]}}");
    CONFIG("src/tsconfig.json", "{\"extends\":\"../config/base.json\"}");
    assert_string_equal(import_(b, "src", "l/x"), "config/lib/x.ts");
    assert_string_equal(import_(b, "src", "x"), "! package `x` is not installed");
    assert_string_equal(import_(b, "src", "m/y"), "src/lib/y.ts");
    assert_string_equal(import_(b, "src/views", "./w"), "made/views/w.ts");
    assert_string_equal(import_(b, "src/views", "./v"), "src/views/v.ts");
    assert_memory_equal(import_(b, "src/views", "./x"), "! ", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nearest), TEST(settings),        TEST(extended), TEST(extended_in_circles),
        TEST(paths),   TEST(paths_of_a_base),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
