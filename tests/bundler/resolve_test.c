/* resolve_test.c: the resolver against small trees: each rule of Node and TypeScript once, and what
 * hostile trees try. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bed.h"
#include "parse/log.h"

static void ways(void **state)
{
    bed *b = *state;
    tree_files(&b->tree, "a.js b.ts b.js c.json d/index.js d.js e/index.tsx f/g.mjs h.node i.txt "
                         "j.js/k.js j.js/index.js .hidden.js");
    assert_string_equal(import_(b, "", "./a.js"), "a.js");
    assert_string_equal(import_(b, "", "./a"), "a.js");
    assert_string_equal(import_(b, "f", "../a"), "a.js");
    assert_string_equal(import_(b, "f", ".././f/../a"), "a.js");
    assert_string_equal(import_(b, "", "./nowhere/../a"), "a.js");
    assert_string_equal(import_(b, "", "./b"), "b.ts");
    assert_string_equal(import_(b, "", "./b.js"), "b.js");
    assert_string_equal(import_(b, "", "./c"), "c.json");
    assert_string_equal(import_(b, "", "./h"), "h.node");
    assert_string_equal(import_(b, "", "./i.txt"), "i.txt");
    assert_string_equal(import_(b, "", "./i"), "! there is no file `./i`");
    assert_string_equal(import_(b, "", "./d"), "d.js");
    assert_string_equal(import_(b, "", "./d/"), "d/index.js");
    assert_string_equal(import_(b, "", "./e"), "e/index.tsx");
    assert_string_equal(import_(b, "d", "."), "d/index.js");
    assert_string_equal(import_(b, "d", "./"), "d/index.js");
    assert_string_equal(import_(b, "f", "../d/."), "d/index.js");
    assert_string_equal(import_(b, "f", ".."), "! there is no file `..`");
    assert_string_equal(import_(b, "", "./j.js"), "j.js/index.js");
    assert_string_equal(import_(b, "", "./a.js/"), "! there is no file `./a.js/`");
    assert_string_equal(import_(b, "", "./a.js/x"), "! there is no file `./a.js/x`");
    assert_string_equal(import_(b, "", "./.hidden"), ".hidden.js");
    assert_string_equal(import_(b, "", ""), "! the name is empty");
}

static void addresses(void **state)
{
    bed *b = *state;
    char text[1200];
    tree_files(&b->tree, "a.js b?c.js d/e#f.js g%20h.js i~j.js");
    tree_path(&b->tree, "a", text);
    assert_string_equal(import_(b, "", text), "a.js");
    snprintf(text, sizeof text, "file://%s/i%%7Ej.js?v=1", b->tree.root);
    assert_string_equal(import_(b, "", text), "i~j.js");
    assert_true(bundler_is(b->found.query, "?v=1"));
    assert_string_equal(import_(b, "", "file:///%2Fa.js"),
                        "! `file:/%2Fa.js` is not a valid address");
    assert_string_equal(import_(b, "", "./b?c.js"), "b?c.js");
    assert_int_equal(b->found.query.len, 0);
    assert_string_equal(import_(b, "d", "../a.js?x#y"), "a.js");
    assert_true(bundler_is(b->found.query, "?x#y"));
    assert_string_equal(import_(b, "d", "./e#f"), "d/e#f.js");
    assert_string_equal(import_(b, "d", "./z?x"), "! there is no file `./z?x`");
    assert_string_equal(import_(b, "", "data:text/javascript,1"),
                        "external data:text/javascript,1");
    assert_memory_equal(require_(b, "", "data:text/javascript,1"), "! ", 2);
    assert_string_equal(import_(b, "", "https://example.com/x.js"),
                        "! modules are not loaded from the network");
    assert_string_equal(import_(b, "", "node:nothing"), "! Node has no module `node:nothing`");
}

static void builtins(void **state)
{
    bed *b = *state;
    tree_files(&b->tree, "node_modules/fs/index.js node_modules/test/index.js "
                         "node_modules/events/index.js");
    assert_string_equal(import_(b, "", "fs"), "<fs>");
    assert_string_equal(import_(b, "", "node:fs/promises"), "<fs/promises>");
    assert_string_equal(import_(b, "", "events/"), "node_modules/events/index.js");
    assert_string_equal(import_(b, "", "test"), "node_modules/test/index.js");
    assert_string_equal(import_(b, "", "node:test"), "<node:test>");
    assert_string_equal(import_(b, "", "node:sqlite"), "<node:sqlite>");
    assert_string_equal(import_(b, "", "sqlite"), "! package `sqlite` is not installed");
    assert_false(bundler_is_builtin(bundler_s("")));
    assert_false(bundler_is_builtin(bundler_s("node:")));
    assert_false(bundler_is_builtin(bundler_s("fs/")));
    assert_false(bundler_is_builtin(bundler_s("node:node:fs")));
}

static void packages(void **state)
{
    bed *b = *state;
    PACKAGE("node_modules/a", "{\"name\":\"a\",\"version\":\"1.2.3\",\"main\":\"lib/x\"}");
    PACKAGE("node_modules/b", "{\"main\":\"./lib\",\"module\":\"esm.js\"}");
    PACKAGE("node_modules/c", "{\"main\":\"gone.js\",\"module\":\"esm.js\"}");
    PACKAGE("node_modules/d", "{\"main\":\"gone.js\"}");
    PACKAGE("node_modules/@s/e", "{\"main\":\".\"}");
    PACKAGE("node_modules/f", "{}");
    tree_files(&b->tree, "node_modules/a/lib/x.js node_modules/a/lib/y.ts node_modules/a/lib/y.js "
                         "node_modules/b/lib/index.js node_modules/b/esm.js node_modules/c/esm.js "
                         "node_modules/d/index.js node_modules/@s/e/index.js node_modules/g.js "
                         "src/deep/x.js src/node_modules/a/other.js src/node_modules/h/index.js");
    assert_string_equal(import_(b, "src/deep", "a"), "node_modules/a/lib/x.js");
    assert_true(bundler_is(b->found.package->name, "a"));
    assert_true(bundler_is(b->found.package->version, "1.2.3"));
    assert_true(b->found.package->in_node_modules);
    assert_string_equal(import_(b, "src/deep", "a/other"), "src/node_modules/a/other.js");
    assert_string_equal(import_(b, "src/deep", "a/lib/y"), "node_modules/a/lib/y.js");
    assert_string_equal(import_(b, "src/deep", "h"), "src/node_modules/h/index.js");
    assert_string_equal(import_(b, "src/node_modules/h", "a/other"), "src/node_modules/a/other.js");
    assert_string_equal(import_(b, "", "h"), "! package `h` is not installed");
    assert_string_equal(import_(b, "", "b"), "node_modules/b/lib/index.js");
    assert_string_equal(import_(b, "", "c"), "node_modules/c/esm.js");
    assert_string_equal(import_(b, "", "d"), "node_modules/d/index.js");
    assert_string_equal(import_(b, "", "d/"), "node_modules/d/index.js");
    assert_string_equal(import_(b, "", "@s/e"), "node_modules/@s/e/index.js");
    assert_string_equal(import_(b, "", "@s/e/index"), "node_modules/@s/e/index.js");
    assert_string_equal(import_(b, "", "g"), "node_modules/g.js");
    assert_string_equal(import_(b, "", "f"),
                        "! package `f` has no file that could be its main one");
    assert_string_equal(import_(b, "", "a/z/y"), "! package `a` has no file `./z/y`");
    assert_string_equal(import_(b, "", "@s/none/x"), "! package `@s/none` is not installed");

    const slsc_str module = bundler_s("module");
    b->options.main_fields = &module;
    b->options.main_field_count = 1;
    again(b);
    assert_string_equal(import_(b, "", "b"), "node_modules/b/esm.js");
}

static void exported(void **state)
{
    bed *b = *state;
    PACKAGE("node_modules/a",
            "{\"name\":\"a\",\"main\":\"gone.js\",\"exports\":{"
            "\".\":{\"types\":\"./t.d.ts\",\"import\":\"./m.mjs\",\"require\":\"./r.cjs\"},"
            "\"./one\":\"./lib/one.js\",\"./null\":null,\"./deep/*\":\"./lib/*.js\","
            "\"./deep/no/*\":null,\"./gone\":\"./gone.js\",\"./out\":\"./../../x.js\","
            "\"./modern\":{\"module\":\"./m.mjs\",\"edge\":\"./e.js\",\"default\":\"./r.cjs\"},"
            "\"./space\":\"./a%20b.js\",\"./folder\":\"./lib\",\"./self\":\"./lib/self.js\"}}");
    tree_files(&b->tree, "node_modules/a/m.mjs node_modules/a/r.cjs node_modules/a/lib/one.js "
                         "node_modules/a/lib/two/x.js node_modules/a/e.js x.js");
    tree_file(&b->tree, "node_modules/a/a b.js", "");
    assert_string_equal(import_(b, "", "a"), "node_modules/a/m.mjs");
    assert_string_equal(require_(b, "", "a"), "node_modules/a/r.cjs");
    assert_string_equal(import_(b, "", "a/one"), "node_modules/a/lib/one.js");
    assert_string_equal(import_(b, "", "a/deep/two/x"), "node_modules/a/lib/two/x.js");
    assert_string_equal(import_(b, "", "a/deep/no/x"),
                        "! `./deep/no/x` is not exported by package `a`");
    assert_string_equal(import_(b, "", "a/null"), "! `./null` is not exported by package `a`");
    assert_string_equal(import_(b, "", "a/lib/one.js"),
                        "! `./lib/one.js` is not exported by package `a`");
    assert_string_equal(import_(b, "", "a/"), "! `./` is not exported by package `a`");
    assert_string_equal(import_(b, "", "a/gone"),
                        "! `exports` of package `a` leads to `./gone.js`, which does not exist");
    assert_string_equal(import_(b, "", "a/folder"),
                        "! `exports` of package `a` leads to `./lib`, which does not exist");
    assert_string_equal(import_(b, "", "a/out"),
                        "! `exports` of package `a` is not valid: `./../../x.js`");
    assert_string_equal(import_(b, "", "a/space"), "node_modules/a/a b.js");
    assert_string_equal(import_(b, "node_modules/a/lib", "a/one"), "node_modules/a/lib/one.js");
    assert_string_equal(import_(b, "", "a/modern"), "node_modules/a/m.mjs");
    assert_string_equal(require_(b, "", "a/modern"), "node_modules/a/r.cjs");

    const slsc_str edge = bundler_s("edge");
    b->options.conditions = &edge;
    b->options.condition_count = 1;
    b->options.no_module_condition = true;
    again(b);
    assert_string_equal(require_(b, "", "a/modern"), "node_modules/a/e.js");
}

static void own_imports(void **state)
{
    bed *b = *state;
    PACKAGE(".", "{\"name\":\"me\",\"exports\":{\"./x\":\"./src/x.ts\"},\"imports\":{"
                 "\"#x\":\"./src/x.js\",\"#fs\":\"fs\",\"#dep\":{\"node\":\"dep/lib\"},"
                 "\"#lib/*\":\"./src/*.ts\",\"#ext\":\"aws-sdk\",\"#loop\":\"#x\",\"#up\":\"../y\","
                 "\"#web\":\"https://example.com/x\"}}");
    tree_files(&b->tree, "src/x.ts src/y.js node_modules/dep/lib.js node_modules/none/a.js "
                         "src/node_modules/dep/lib.js");
    const slsc_str external = bundler_s("aws-sdk");
    b->options.externals = &external;
    b->options.external_count = 1;
    assert_string_equal(import_(b, "src", "#x"), "src/x.ts");
    assert_string_equal(import_(b, "src", "#lib/x"), "src/x.ts");
    assert_string_equal(import_(b, "src", "#fs"), "<fs>");
    assert_string_equal(import_(b, "src", "#dep"), "node_modules/dep/lib.js");
    assert_string_equal(import_(b, "src", "#ext"), "external aws-sdk");
    assert_string_equal(import_(b, "src", "me/x"), "src/x.ts");
    assert_string_equal(import_(b, "src", "me/y"), "! `./y` is not exported by package `me`");
    assert_string_equal(import_(b, "src", "#z"),
                        "! `#z` is not defined by `imports` of package `me`");
    assert_string_equal(import_(b, "src", "#"),
                        "! `#` is not defined by `imports` of package `me`");
    assert_string_equal(import_(b, "src", "#loop"),
                        "! `imports` of package `me` is not valid: `#x`");
    assert_string_equal(import_(b, "src", "#up"),
                        "! `imports` of package `me` is not valid: `../y`");
    assert_memory_equal(import_(b, "src", "#web"), "! `imports` of package `me` is not valid", 40);
}

static void externals(void **state)
{
    bed *b = *state;
    tree_files(&b->tree, "node_modules/a/index.js node_modules/a/b.js node_modules/ab/index.js "
                         "node_modules/@aws-sdk/client-s3/index.js x.js");
    PACKAGE(".", "{\"name\":\"me\",\"exports\":\"./x.js\"}");
    const slsc_str names[] = { bundler_s("a"), bundler_s("@aws-sdk/*"), bundler_s("./gen-*") };
    b->options.externals = names;
    b->options.external_count = 3;
    assert_string_equal(import_(b, "", "a"), "external a");
    assert_string_equal(import_(b, "", "a/b"), "external a/b");
    assert_string_equal(import_(b, "", "ab"), "node_modules/ab/index.js");
    assert_string_equal(import_(b, "", "@aws-sdk/client-s3"), "external @aws-sdk/client-s3");
    assert_string_equal(import_(b, "", "./gen-x.js"), "external ./gen-x.js");
    b->options.packages_external = true;
    again(b);
    assert_string_equal(import_(b, "", "ab"), "external ab");
    assert_string_equal(import_(b, "", "not-there"), "external not-there");
    assert_string_equal(import_(b, "", "./x"), "x.js");
    assert_string_equal(import_(b, "", "me"), "x.js");
    assert_string_equal(import_(b, "", "fs"), "<fs>");
}

static void links(void **state)
{
    bed *b = *state;
    tree_files(&b->tree,
               "service/src/a.js service/node_modules/.pnpm/x@1.0.0/node_modules/x/index.js "
               "service/node_modules/.pnpm/y@2.0.0/node_modules/y/lib/index.js lib/w.js");
    const tree *t = &b->tree;
    tree_link(t, "service/node_modules/x", ".pnpm/x@1.0.0/node_modules/x");
    tree_link(t, "service/node_modules/.pnpm/x@1.0.0/node_modules/y",
              "../../y@2.0.0/node_modules/y");
    tree_link(t, "service/node_modules/workspace", "../../lib");
    tree_link(t, "service/src/b.js", "./c.js");
    tree_link(t, "service/src/c.js", "a.js");
    tree_link(t, "service/src/loop.js", "pool.js");
    tree_link(t, "service/src/pool.js", "loop.js");
    tree_link(t, "service/src/self", ".");
    tree_link(t, "service/src/into", "into/deeper");
    tree_link(t, "service/src/dead.js", "gone.js");
    assert_string_equal(import_(b, "service/src", "x"),
                        "service/node_modules/.pnpm/x@1.0.0/node_modules/x/index.js");
    assert_string_equal(import_(b, "service/node_modules/.pnpm/x@1.0.0/node_modules/x", "y/lib"),
                        "service/node_modules/.pnpm/y@2.0.0/node_modules/y/lib/index.js");
    assert_memory_equal(import_(b, "service/src", "y"), "! ", 2);
    assert_string_equal(import_(b, "service/src", "workspace/w"), "lib/w.js");
    assert_string_equal(import_(b, "service/src", "./b"), "service/src/a.js");
    assert_string_equal(import_(b, "service/src", "./self/self/self/a"), "service/src/a.js");
    assert_string_equal(import_(b, "service/src", "./self/../a"), "service/src/a.js");
    assert_memory_equal(import_(b, "service/src", "./loop"), "! ", 2);
    assert_memory_equal(import_(b, "service/src", "./into/x"), "! ", 2);
    assert_memory_equal(import_(b, "service/src", "./dead"), "! ", 2);
}

static void kinds(void **state)
{
    bed *b = *state;
    PACKAGE("m", "{\"type\":\"module\"}");
    PACKAGE("c", "{\"type\":\"commonjs\"}");
    PACKAGE("n/node_modules/p", "{\"type\":\"module\"}");
    static const struct {
        const char *path;
        bundler_file_kind kind;
        bundler_language language;
        bundler_goal goal;
    } wanted[] = {
        { "a.js", BUNDLER_FILE_SCRIPT, BUNDLER_JS, BUNDLER_EITHER },
        { "a.mjs", BUNDLER_FILE_SCRIPT, BUNDLER_JS, BUNDLER_MODULE },
        { "a.cjs", BUNDLER_FILE_SCRIPT, BUNDLER_JS, BUNDLER_SCRIPT },
        { "a.jsx", BUNDLER_FILE_SCRIPT, BUNDLER_JSX, BUNDLER_EITHER },
        { "a.tsx", BUNDLER_FILE_SCRIPT, BUNDLER_TSX, BUNDLER_EITHER },
        { "a.json", BUNDLER_FILE_JSON, 0, 0 },
        { "a.node", BUNDLER_FILE_NATIVE, 0, 0 },
        { "a.html", BUNDLER_FILE_OTHER, 0, 0 },
        { ".js", BUNDLER_FILE_OTHER, 0, 0 },
        { "m/a.js", BUNDLER_FILE_SCRIPT, BUNDLER_JS, BUNDLER_MODULE },
        { "m/x/a.ts", BUNDLER_FILE_SCRIPT, BUNDLER_TS, BUNDLER_MODULE },
        { "m/a.cjs", BUNDLER_FILE_SCRIPT, BUNDLER_JS, BUNDLER_SCRIPT },
        { "m/a.cts", BUNDLER_FILE_SCRIPT, BUNDLER_TS, BUNDLER_EITHER },
        { "m/node_modules/a.js", BUNDLER_FILE_SCRIPT, BUNDLER_JS, BUNDLER_EITHER },
        { "c/a.js", BUNDLER_FILE_SCRIPT, BUNDLER_JS, BUNDLER_SCRIPT },
        { "c/a.ts", BUNDLER_FILE_SCRIPT, BUNDLER_TS, BUNDLER_EITHER },
        { "c/a.mts", BUNDLER_FILE_SCRIPT, BUNDLER_TS, BUNDLER_MODULE },
        { "n/node_modules/p/lib/a.js", BUNDLER_FILE_SCRIPT, BUNDLER_JS, BUNDLER_MODULE },
    };
    const size_t count = sizeof wanted / sizeof wanted[0];
    for (size_t i = 0; i < count; i++) tree_file(&b->tree, wanted[i].path, "");
    b->resolver = bundler_resolver_new(&b->arena, &b->options);
    for (size_t i = 0; i < count; i++) {
        bundler_resolve_file(b->resolver, bundler_s(wanted[i].path), &b->found);
        assert_int_equal(b->found.kind, BUNDLER_FOUND_FILE);
        if (b->found.file != wanted[i].kind || b->found.language != wanted[i].language ||
            b->found.goal != wanted[i].goal)
            fail_msg("%s: %d %u %u", wanted[i].path, (int)b->found.file, b->found.language,
                     b->found.goal);
    }
    bundler_resolve_file(b->resolver, bundler_s("m/gone.js"), &b->found);
    assert_int_equal(b->found.kind, BUNDLER_FOUND_NOTHING);
    bundler_resolve_file(b->resolver, bundler_s("m"), &b->found);
    assert_int_equal(b->found.kind, BUNDLER_FOUND_NOTHING);
}

static void side_effects(void **state)
{
    bed *b = *state;
    PACKAGE("none", "{\"sideEffects\":false}");
    PACKAGE("some", "{\"sideEffects\":[\"*.css\",\"./lib/**/*.init.js\",7,\"src/{a,b}.js\"]}");
    PACKAGE("all", "{\"sideEffects\":true}");
    PACKAGE("odd", "{\"sideEffects\":{\"x\":1}}");
    PACKAGE("one", "{\"sideEffects\":\"a.js\"}");
    static const struct {
        const char *path;
        bool no_effects;
    } wanted[] = {
        { "none/a.js", true },
        { "some/x/y.css", false },
        { "some/lib/a.init.js", false },
        { "some/lib/x/y/a.init.js", false },
        { "some/lib/a.js", true },
        { "some/src/a.js", false },
        { "some/src/c.js", true },
        { "all/a.js", false },
        { "odd/a.js", false },
        { "one/a.js", false },
        { "one/b.js", true },
        { "x.js", false },
    };
    const size_t count = sizeof wanted / sizeof wanted[0];
    for (size_t i = 0; i < count; i++) tree_file(&b->tree, wanted[i].path, "");
    b->resolver = bundler_resolver_new(&b->arena, &b->options);
    for (size_t i = 0; i < count; i++) {
        bundler_resolve_file(b->resolver, bundler_s(wanted[i].path), &b->found);
        if (b->found.no_effects != wanted[i].no_effects) fail_msg("%s", wanted[i].path);
    }
}

static void typescript_behind_javascript(void **state)
{
    bed *b = *state;
    tree_files(&b->tree, "a.ts b.tsx c.mts d.cts e.tsx e.js f.jsx.ts g.ts node_modules/p/x.ts "
                         "node_modules/q/x.ts");
    PACKAGE("node_modules/q", "{\"exports\":\"./x.js\"}");
    assert_string_equal(import_(b, "", "./a.js"), "a.ts");
    assert_string_equal(import_(b, "", "./b.js"), "b.tsx");
    assert_string_equal(import_(b, "", "./b.jsx"), "b.tsx");
    assert_string_equal(import_(b, "", "./c.mjs"), "c.mts");
    assert_string_equal(import_(b, "", "./d.cjs"), "d.cts");
    assert_string_equal(import_(b, "", "./e.js"), "e.js");
    assert_string_equal(import_(b, "", "./f.jsx"), "f.jsx.ts");
    assert_memory_equal(import_(b, "", "./g.mjs"), "! ", 2);
    assert_memory_equal(import_(b, "", "p/x.js"), "! ", 2);
    assert_string_equal(import_(b, "", "p/x"), "node_modules/p/x.ts");
    assert_memory_equal(import_(b, "", "q"), "! `exports` of package `q` leads to", 35);
}

static void made_modules_and_what_was_read(void **state)
{
    bed *b = *state;
    tree_files(&b->tree, "src/a.js node_modules/p/index.js");
    assert_string_equal(import_(b, "made/deep", "../../src/a"), "src/a.js");
    assert_string_equal(import_(b, "made/deep", "p"), "node_modules/p/index.js");
    assert_memory_equal(import_(b, "made/deep", "./x"), "! ", 2);

    const slsc_str *paths;
    const size_t count = bundler_resolver_read(b->resolver, &paths);
    bool read = false, absent = false;
    char here[1024], gone[1024];
    tree_path(&b->tree, "src/a.js", here);
    tree_path(&b->tree, "package.json", gone);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) assert_true(strcmp(paths[i - 1].ptr, paths[i].ptr) < 0);
        read |= bundler_is(paths[i], here);
        absent |= bundler_is(paths[i], gone);
    }
    assert_true(read && absent);
}

static void installed_packages(void **state)
{
    bed *b = *state;
    PACKAGE("node_modules/a", "{\"version\":\"1.0.0\",\"exports\":{}}");
    PACKAGE("src/node_modules/a", "{\"version\":\"2.0.0\"}");
    PACKAGE(".", "{\"name\":\"me\"}");
    tree_files(&b->tree, "src/lib/x.js");
    b->resolver = bundler_resolver_new(&b->arena, &b->options);
    const bundler_package *p =
        bundler_find_package(b->resolver, bundler_s("src/lib"), bundler_s("a"));
    assert_true(p && bundler_is(p->version, "2.0.0"));
    p = bundler_find_package(b->resolver, bundler_s(""), bundler_s("a"));
    assert_true(p && bundler_is(p->version, "1.0.0"));
    assert_null(bundler_find_package(b->resolver, bundler_s(""), bundler_s("../a")));
    assert_null(bundler_find_package(b->resolver, bundler_s(""), bundler_s("b")));
    p = bundler_package_of(b->resolver, bundler_s("src/lib"));
    assert_true(p && bundler_is(p->name, "me"));

    static const char *const names[][2] = {
        { "a", "a" },      { "a/b/c", "a" }, { "@s/a/b", "@s/a" }, { "@s/a", "@s/a" },
        { "@s", "" },      { "./a", "" },    { "/a", "" },         { "#a", "" },
        { "node:fs", "" }, { "@s/..", "" },  { "@s/./x", "" },     { "@s/", "" },
        { "@s//x", "" },   { "@/x", "@/x" }, { "", "" },
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_true(bundler_is(bundler_package_name(bundler_s(names[i][0])), names[i][1]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ways),
        TEST(addresses),
        TEST(builtins),
        TEST(packages),
        TEST(exported),
        TEST(own_imports),
        TEST(externals),
        TEST(links),
        TEST(kinds),
        TEST(side_effects),
        TEST(typescript_behind_javascript),
        TEST(made_modules_and_what_was_read),
        TEST(installed_packages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
