/* externals_test.c: which packages are packed, where they lie, and that Node finds in the packed
 * folder what it found in the installed one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bed.h"
#include "externals/externals.h"

#define PACKED(name, json)                                                                         \
    PACKAGE(name, json);                                                                           \
    tree_file(&b->tree, name "/index.js", "")

static slsc_status pack_with(bed *b, const char *const *names, const char *const *include,
                             const char *const *exclude, bundler_externals_output *out)
{
    static slsc_str lists[3][16];
    const char *const *given[3] = { names, include, exclude };
    size_t count[3] = { 0 };
    for (int i = 0; i < 3; i++)
        for (; given[i] && given[i][count[i]]; count[i]++)
            lists[i][count[i]] = bundler_s(given[i][count[i]]);
    const bundler_externals_options options = {
        .root = bundler_s(b->tree.root),
        .names = lists[0],
        .name_count = count[0],
        .force_include = lists[1],
        .include_count = count[1],
        .force_exclude = lists[2],
        .exclude_count = count[2],
    };
    b->resolver = bundler_resolver_new(&b->arena, &b->options);
    return bundler_externals(b->resolver, &options, &b->arena, out);
}

static slsc_status pack(bed *b, const char *name, bundler_externals_output *out)
{
    const char *const names[] = { name, NULL };
    return pack_with(b, names, NULL, NULL, out);
}

static const char *joined(bed *b, const bundler_externals_output *out, bool texts)
{
    bundler_text text = { .arena = &b->arena };
    for (size_t i = 0; i < (texts ? out->text_count : out->file_count); i++) {
        if (i) bundler_addz(&text, " ");
        bundler_add(&text, texts ? out->texts[i] : out->files[i].name);
    }
    bundler_add(&text, (slsc_str) { "", 1 });
    return text.ptr;
}

static const char *files(bed *b, const bundler_externals_output *out)
{
    return joined(b, out, false);
}

static const char *texts(bed *b, const bundler_externals_output *out)
{
    return joined(b, out, true);
}

static bool says(const bundler_externals_output *out, bundler_externals_code code, const char *what)
{
    for (size_t i = 0; i < out->message_count; i++)
        if (out->messages[i].code == code && strstr(out->messages[i].text.ptr, what)) return true;
    return false;
}

/* ---- Cases ---- */

static void closure(void **state)
{
    bed *b = *state;
    bundler_externals_output out;
    PACKAGE(
        ".",
        "{\"dependencies\":{\"a\":\"^1.0.0\",\"unused\":\"1\"},\"devDependencies\":{\"d\":\"1\"}}");
    PACKED(
        "node_modules/a",
        "{\"name\":\"a\",\"version\":\"1.2.0\",\"dependencies\":{\"b\":\"1\",\"opt\":\"1\","
        "\"gone\":\"1\"},"
        "\"optionalDependencies\":{\"opt\":\"1\",\"none\":\"1\"},\"devDependencies\":{\"d\":\"1\"},"
        "\"peerDependencies\":{\"p\":\"1\",\"q\":\"1\"},"
        "\"peerDependenciesMeta\":{\"q\":{\"optional\":true}}}");
    PACKED("node_modules/a/node_modules/b", "{\"name\":\"b\",\"version\":\"2.0.0\"}");
    PACKED("node_modules/b", "{\"name\":\"b\",\"version\":\"1.0.0\"}");
    PACKED("node_modules/opt", "{\"name\":\"opt\",\"dependencies\":{\"a\":\"1\",\"b\":\"1\"}}");
    PACKED("node_modules/p", "{\"name\":\"p\",\"version\":\"7.0.0\"}");
    PACKED("node_modules/q", "{}");
    PACKED("node_modules/d", "{}");
    PACKED("node_modules/unused", "{}");
    tree_files(&b->tree, "node_modules/.bin/a node_modules/a/test/node_modules/x.js "
                         "node_modules/a/.npmignore node_modules/a/.git/HEAD");
    assert_int_equal(pack(b, "a/lib/x", &out), SLSC_OK);
    assert_string_equal(
        files(b, &out),
        "node_modules/a/.npmignore node_modules/a/index.js node_modules/a/node_modules/b/index.js "
        "node_modules/a/node_modules/b/package.json node_modules/a/package.json "
        "node_modules/a/test/node_modules/x.js node_modules/b/index.js node_modules/b/package.json "
        "node_modules/opt/index.js node_modules/opt/package.json node_modules/p/index.js "
        "node_modules/p/package.json");
    assert_string_equal(texts(b, &out), "a@^1.0.0 p@7.0.0");
    assert_true(
        says(&out, BUNDLER_EXTERNALS_NOTICE, "Packing external modules: a@^1.0.0, p@7.0.0"));
    assert_true(says(&out, BUNDLER_EXTERNALS_DEPENDENCY, "`gone`, which `a` depends on"));
    assert_false(says(&out, BUNDLER_EXTERNALS_DEPENDENCY, "none"));
    assert_false(says(&out, BUNDLER_EXTERNALS_NOTICE, "lock"));
}

static void rules(void **state)
{
    bed *b = *state;
    bundler_externals_output out;
    PACKAGE(
        ".",
        "{\"dependencies\":{\"a\":\"1\",\"@s/c\":\"~2\"},\"optionalDependencies\":{\"o\":\"3\"},"
        "\"devDependencies\":{\"d\":\"1\",\"aws-sdk\":\"2\"}}");
    PACKED("node_modules/a", "{\"name\":\"a\"}");
    PACKED("node_modules/@s/c", "{\"name\":\"@s/c\"}");
    PACKED("node_modules/d", "{\"name\":\"d\"}");
    PACKED("node_modules/e", "{\"name\":\"e\",\"version\":\"5.0.1\"}");
    PACKED("node_modules/f", "{\"name\":\"f\"}");
    PACKED("node_modules/aws-sdk", "{\"name\":\"aws-sdk\",\"version\":\"2.1.0\"}");
    const char *const names[] = { "@s/c/x", "a",   "fs", "node:path", "aws-sdk",
                                  "./x",    "a/b", "o",  NULL };
    const char *const include[] = { "e", "f", NULL }, *const exclude[] = { "a", "f", NULL };
    assert_int_equal(pack_with(b, names, NULL, NULL, &out), SLSC_OK);
    assert_string_equal(texts(b, &out), "@s/c@~2 a@1");
    assert_int_equal(out.message_count, 1);
    assert_int_equal(pack_with(b, names, include, exclude, &out), SLSC_OK);
    assert_string_equal(texts(b, &out), "@s/c@~2 e@5.0.1");
    assert_true(says(&out, BUNDLER_EXTERNALS_VERSION, "`e` is not in dependencies"));
    assert_int_equal(pack_with(b, NULL, NULL, NULL, &out), SLSC_OK);
    assert_true(says(&out, BUNDLER_EXTERNALS_NOTICE, "No external modules needed"));

    assert_int_equal(pack(b, "d", &out), SLSC_FAIL);
    assert_true(says(&out, BUNDLER_EXTERNALS_DEV, "`d`"));
    const char *const d[] = { "d", NULL };
    assert_int_equal(pack_with(b, d, NULL, d, &out), SLSC_OK);
    assert_int_equal(pack(b, "gone", &out), SLSC_FAIL);
    assert_true(says(&out, BUNDLER_EXTERNALS_ABSENT, "`gone` is not installed"));
    assert_int_equal(pack(b, "f", &out), SLSC_OK);
    assert_true(says(&out, BUNDLER_EXTERNALS_VERSION, "its version is not known"));
    assert_string_equal(texts(b, &out), "f");
    PACKAGE(".", "{\"dependencies\":");
    assert_int_equal(pack(b, "a", &out), SLSC_FAIL);
    assert_true(says(&out, BUNDLER_EXTERNALS_BROKEN, "is not JSON, byte 16"));
    PACKAGE(".", "{\"dependencies\":[],\"devDependencies\":\"x\",\"optionalDependencies\":null}");
    PACKAGE("node_modules/a",
            "{\"dependencies\":{\"..\":1,\"\":2,\"/etc\":3,\"e/../../x\":4,\"e\":{}},"
            "\"peerDependencies\":7,\"peerDependenciesMeta\":[]}");
    assert_int_equal(pack(b, "a", &out), SLSC_OK);
    assert_string_equal(files(b, &out), "node_modules/a/index.js node_modules/a/package.json "
                                        "node_modules/e/index.js node_modules/e/package.json");
}

/* pnpm: everything is a link into a store. */
static void links(void **state)
{
    bed *b = *state;
    bundler_externals_output out;
    PACKAGE(".", "{\"dependencies\":{\"a\":\"1\",\"w\":\"workspace:*\"}}");
#define STORE(id, name) "node_modules/.pnpm/" id "/node_modules/" name
    PACKED(STORE("a@1", "a"), "{\"name\":\"a\",\"dependencies\":{\"b\":\"1\",\"c\":\"1\"}}");
    PACKED(STORE("b@1", "b"), "{\"name\":\"b\",\"dependencies\":{\"c\":\"2\",\"a\":\"1\"}}");
    PACKED(STORE("c@1", "c"), "{\"name\":\"c\"}");
    PACKED(STORE("c@2", "c"), "{\"name\":\"c\"}");
    PACKED("packages/w", "{\"name\":\"w\",\"dependencies\":{\"x\":\"1\"}}");
    PACKED("packages/w/node_modules/x", "{\"name\":\"x\"}");
    tree_link(&b->tree, "node_modules/a", ".pnpm/a@1/node_modules/a");
    tree_link(&b->tree, STORE("a@1", "b"), "../../b@1/node_modules/b");
    tree_link(&b->tree, STORE("a@1", "c"), "../../c@1/node_modules/c");
    tree_link(&b->tree, STORE("b@1", "c"), "../../c@2/node_modules/c");
    tree_link(&b->tree, STORE("b@1", "a"), "../../a@1/node_modules/a");
    tree_link(&b->tree, "node_modules/w", "../packages/w");
    tree_link(&b->tree, "packages/w/again", ".");
    tree_link(&b->tree, "packages/w/same.js", "index.js");
    tree_link(&b->tree, "packages/w/up", "../..");
    tree_link(&b->tree, "packages/w/dead", "gone");
    tree_file(&b->tree, "packages/w/run.sh", "");
    char path[1024];
    tree_path(&b->tree, "packages/w/run.sh", path);
    tree_must(chmod(path, 0755) == 0, path);
    const char *const names[] = { "w", "a", NULL };
    assert_int_equal(pack_with(b, names, NULL, NULL, &out), SLSC_OK);
    assert_string_equal(
        files(b, &out),
        "node_modules/a/index.js node_modules/a/package.json node_modules/b/index.js "
        "node_modules/b/node_modules/c/index.js node_modules/b/node_modules/c/package.json "
        "node_modules/b/package.json node_modules/c/index.js node_modules/c/package.json "
        "node_modules/w/index.js node_modules/w/package.json node_modules/w/run.sh "
        "node_modules/w/same.js node_modules/x/index.js node_modules/x/package.json");
    assert_true(says(&out, BUNDLER_EXTERNALS_NOTICE, "`w` is packed from `"));
    assert_true(says(&out, BUNDLER_EXTERNALS_LINK, "`node_modules/w/up` leads out of package `w`"));
    assert_true(bundler_is(out.files[10].name, "node_modules/w/run.sh"));
    for (size_t i = 0; i < out.file_count; i++) {
        assert_int_equal(out.files[i].executable, i == 10);
        if (i) assert_true(strcmp(out.files[i - 1].name.ptr, out.files[i].name.ptr) < 0);
    }
}

/* What the service does not see stays from the top if the service sees another of its name. */
static void the_top_is_the_services(void **state)
{
    bed *b = *state;
    bundler_externals_output out;
    PACKAGE(".", "{\"dependencies\":{\"a\":\"1\",\"z\":\"1\"}}");
    PACKED("node_modules/a", "{\"name\":\"a\",\"dependencies\":{\"c\":\"2\"}}");
    PACKED("node_modules/a/node_modules/c", "{\"name\":\"c\"}");
    PACKED("node_modules/c", "{\"name\":\"c\"}");
    PACKED("node_modules/z", "{\"name\":\"z\",\"dependencies\":{\"c\":\"1\"}}");
    assert_int_equal(pack(b, "a", &out), SLSC_OK);
    assert_string_equal(files(b, &out), "node_modules/a/index.js node_modules/a/package.json "
                                        "node_modules/c/index.js node_modules/c/package.json");
    const char *const names[] = { "z", "a", NULL };
    assert_int_equal(pack_with(b, names, NULL, NULL, &out), SLSC_OK);
    assert_string_equal(files(b, &out),
                        "node_modules/a/index.js node_modules/a/node_modules/c/index.js "
                        "node_modules/a/node_modules/c/package.json node_modules/a/package.json "
                        "node_modules/c/index.js node_modules/c/package.json "
                        "node_modules/z/index.js node_modules/z/package.json");
}

/* Of a trace: its files alone, and what is used without being declared. */
static void traced(void **state)
{
    bed *b = *state;
    bundler_externals_output out;
    PACKAGE(".", "{\"dependencies\":{\"a\":\"1\"}}");
    PACKED("node_modules/a", "{\"name\":\"a\",\"dependencies\":{\"b\":\"1\",\"c\":\"1\"}}");
    PACKED("node_modules/b", "{\"name\":\"b\"}");
    PACKED("node_modules/c", "{\"name\":\"c\"}");
    PACKED("node_modules/@s/u", "{\"name\":\"@s/u\",\"dependencies\":{\"v\":\"1\"}}");
    PACKED("node_modules/@s/u/esm", "{}");
    PACKED("node_modules/@s/u/node_modules/v", "{\"name\":\"v\"}");
    PACKED("node_modules/x/node_modules/hidden", "{}");
    static const char *const names[] = {
        "node_modules/@s/u/esm/index.js", "node_modules/@s/u/node_modules/v/index.js",
        "node_modules/a/index.js",        "node_modules/a/package.json",
        "node_modules/b/index.js",        "node_modules/x/node_modules/hidden/index.js"
    };
    slsc_str only[6];
    for (int i = 0; i < 6; i++)
        only[i] = bundler_printf(&b->arena, "%s/%s", b->tree.root, names[i]);
    const slsc_str name = bundler_s("a");
    bundler_externals_options options = { .root = bundler_s(b->tree.root),
                                          .names = &name,
                                          .name_count = 1,
                                          .only = only,
                                          .only_count = 5 };
    b->resolver = bundler_resolver_new(&b->arena, &b->options);
    assert_int_equal(bundler_externals(b->resolver, &options, &b->arena, &out), SLSC_OK);
    assert_string_equal(files(b, &out), "node_modules/@s/u/esm/index.js node_modules/a/index.js "
                                        "node_modules/a/package.json node_modules/b/index.js "
                                        "node_modules/v/index.js");
    options.only_count = 6;
    assert_int_equal(bundler_externals(b->resolver, &options, &b->arena, &out), SLSC_FAIL);
    assert_true(says(&out, BUNDLER_EXTERNALS_HIDDEN, "`hidden` is used by a package"));
}

/* Two versions of two packages that need each other crosswise have no end in node_modules. */
static void circles(void **state)
{
    bed *b = *state;
    bundler_externals_output out;
    PACKAGE(".", "{\"dependencies\":{\"a\":\"1\"}}");
    static const char *const stores[] = { STORE("1", "a"), STORE("2", "b"), STORE("3", "a"),
                                          STORE("4", "b") };
    char name[256], text[128];
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "%s/package.json", stores[i]);
        snprintf(text, sizeof text, "{\"name\":\"%s\",\"dependencies\":{\"%s\":\"1\"}}",
                 i % 2 ? "b" : "a", i % 2 ? "a" : "b");
        tree_file(&b->tree, name, text);
        snprintf(name, sizeof name, "node_modules/.pnpm/%d/node_modules/%s", i + 1,
                 i % 2 ? "a" : "b");
        snprintf(text, sizeof text, "../../%d/node_modules/%s", (i + 1) % 4 + 1, i % 2 ? "a" : "b");
        tree_link(&b->tree, name, text);
    }
    tree_link(&b->tree, "node_modules/a", ".pnpm/1/node_modules/a");
    assert_int_equal(pack(b, "a", &out), SLSC_FAIL);
    assert_true(says(&out, BUNDLER_EXTERNALS_LAYOUT, "in circles"));
}

static void lock_files(void **state)
{
    static const char *const locks[][2] = {
        { "package-lock.json",
          "{\"lockfileVersion\":1,\"dependencies\":{\"a\":{\"version\":\"1.0.1\","
          "\"dependencies\":{\"a\":{\"version\":\"7.0.0\"}}}}}" },
        { "package-lock.json", "{\"lockfileVersion\":3,\"packages\":{\"\":{\"version\":\"9.0.0\"},"
                               "\"node_modules/b/node_modules/a\":{\"version\":\"7.0.0\"},"
                               "\"node_modules/a\":{\"version\":\"1.0.1\"}}}" },
        { "yarn.lock", "# yarn lockfile v1\n\n\"a@^0.9.0\":\n  version \"0.9.9\"\n\n"
                       "a@^0.9.1, \"a@^1.0.0\":\n  version \"1.0.1\"\n  dependencies:\n"
                       "    version \"2\"\n" },
        { "pnpm-lock.yaml",
          "lockfileVersion: 5.3\n\nspecifiers:\n  a: ^1.0.0\n\ndependencies:\n"
          "  a: 1.0.1_react@18.0.0\n\npackages:\n\n  /a/1.0.1:\n    dev: true\n" },
        { "pnpm-lock.yaml", "lockfileVersion: '9.0'\r\n\r\nimporters:\r\n\r\n  other:\r\n"
                            "    dependencies:\r\n      a:\r\n        version: 7.0.0\r\n  .:\r\n"
                            "    dependencies:\r\n      a:\r\n        specifier: ^1.0.0\r\n"
                            "        version: 1.0.1(react@18.0.0)\r\n" },
    };
    bed *b = *state;
    bundler_externals_output out;
    char path[1024];
    PACKAGE(".", "{\"dependencies\":{\"a\":\"^1.0.0\"}}");
    for (size_t i = 0; i < sizeof locks / sizeof locks[0]; i++) {
        tree_file(&b->tree, locks[i][0], locks[i][1]);
        PACKED("node_modules/a", "{\"name\":\"a\",\"version\":\"1.0.1\"}");
        assert_int_equal(pack(b, "a", &out), SLSC_OK);
        assert_true(
            says(&out, BUNDLER_EXTERNALS_NOTICE, "Package lock found - Using locked versions"));
        assert_int_equal(out.message_count, 2);
        PACKED("node_modules/a", "{\"name\":\"a\",\"version\":\"1.0.0\"}");
        assert_int_equal(pack(b, "a", &out), SLSC_OK);
        if (!says(&out, BUNDLER_EXTERNALS_LOCK, "says 1.0.1")) fail_msg("%s", locks[i][1]);
        tree_path(&b->tree, locks[i][0], path);
        tree_must(unlink(path) == 0, path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(closure), TEST(rules),  TEST(links),      TEST(the_top_is_the_services),
        TEST(circles), TEST(traced), TEST(lock_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
