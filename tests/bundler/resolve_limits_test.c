/* resolve_limits_test.c: what the resolver must not do: leave a hermetic service, wait for a pipe,
 * or fall over package.json files and names that nobody would write in good faith. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bed.h"

static void hermetic(void **state)
{
    bed *b = *state;
    const tree *t = &b->tree;
    tree_files(t, "service/src/a.js lib/w.js");
    tree_link(t, "service/node_modules/workspace", "../../lib");
    char root[1024], why[1200];
    tree_path(t, "service", root);
    b->options.root = bundler_s(root);
    b->options.hermetic = true;
    again(b);
    assert_string_equal(import_(b, "service/src", "./a"), "service/src/a.js");
    snprintf(why, sizeof why, "! `%s/lib/w.js` lies outside of the service", t->root);
    assert_string_equal(import_(b, "service/src", "workspace/w"), why);
    assert_string_equal(import_(b, "service/src", "../../lib/w"), why);
    PACKAGE("lib", "{\"name\":\"workspace\",\"version\":\"1.0.0\",\"main\":\"w.js\"}");
    tree_file(t, "lib/tsconfig.json", "{\"compilerOptions\":{\"jsxFactory\":\"outside\"}}");
    tree_file(t, "service/tsconfig.json", "{\"extends\":\"../lib/tsconfig.json\"}");
    again(b);
    assert_memory_equal(import_(b, "service/src", "workspace"), "! ", 2);
    assert_null(bundler_find_package(b->resolver, bundler_s(""), bundler_s("workspace")));
    assert_string_equal(import_(b, "service/src", "./a"), "service/src/a.js");
    assert_int_equal(b->found.tsconfig->jsx_factory.len, 0);
    b->options.hermetic = false;
    again(b);
    assert_string_equal(import_(b, "service/src", "workspace"), "lib/w.js");
    assert_non_null(bundler_find_package(b->resolver, bundler_s(""), bundler_s("workspace")));
    assert_string_equal(import_(b, "service/src", "./a"), "service/src/a.js");
    assert_true(bundler_is(b->found.tsconfig->jsx_factory, "outside"));
}

static void nonsense(void **state)
{
    bed *b = *state;
    PACKAGE("node_modules/types", "{\"name\":1,\"main\":{},\"module\":[],\"exports\":null,"
                                  "\"imports\":\"x\",\"type\":null,\"version\":false}");
    PACKAGE("node_modules/broken", "{\"main\":");
    PACKAGE("node_modules/number", "5");
    PACKAGE("node_modules/exports", "{\"exports\":7}");
    PACKAGE("node_modules/mixed", "{\"exports\":{\".\":\"./a.js\",\"import\":\"./b.js\"}}");
    PACKAGE("node_modules/index", "{\"exports\":{\"1\":\"./a.js\"}}");
    tree_files(&b->tree, "node_modules/types/index.js node_modules/broken/index.js "
                         "node_modules/number/index.js node_modules/exports/index.js "
                         "node_modules/folder/package.json/x node_modules/folder/index.js");
    char path[1024];
    tree_path(&b->tree, "pipe.js", path);
    tree_must(mkfifo(path, 0600) == 0, path);
    assert_string_equal(import_(b, "", "types"), "node_modules/types/index.js");
    assert_int_equal(b->found.package->name.len, 0);
    assert_memory_equal(import_(b, "node_modules/types", "#x"), "! `#x` is not defined", 21);
    assert_non_null(strstr(import_(b, "", "broken"), "is not JSON, byte 8"));
    assert_non_null(strstr(import_(b, "node_modules/broken", "./index.js"), "is not JSON"));
    assert_string_equal(import_(b, "", "number"), "node_modules/number/index.js");
    assert_memory_equal(import_(b, "", "exports"), "! `exports` of package `exports` is not", 39);
    assert_memory_equal(import_(b, "", "mixed"), "! `exports` of package `mixed` is not", 37);
    assert_memory_equal(import_(b, "", "index"), "! `exports` of package `index` is not", 37);
    assert_string_equal(import_(b, "", "folder"), "node_modules/folder/index.js");
    assert_memory_equal(import_(b, "", "./pipe.js"), "! ", 2);
    slsc_str text;
    assert_int_equal(bundler_read(&b->arena, bundler_s(path), &text), BUNDLER_READ_NOT_A_FILE);
    assert_int_equal(bundler_read(&b->arena, bundler_s("/dev/zero"), &text),
                     BUNDLER_READ_NOT_A_FILE);
    assert_int_equal(bundler_read(&b->arena, bundler_s(b->tree.root), &text),
                     BUNDLER_READ_NOT_A_FILE);
    static char deep[9000];
    memset(deep, 'a', sizeof deep - 1);
    memcpy(deep, "./", 2);
    assert_memory_equal(import_(b, "", deep), "! ", 2);
    for (size_t i = 3; i < sizeof deep - 1; i += 2) deep[i] = '/';
    assert_memory_equal(import_(b, "", deep), "! ", 2);
    assert_memory_equal(import_(b, "", deep + 2), "! ", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(hermetic), TEST(nonsense) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
