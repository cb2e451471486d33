/* trace_test.c: which files an entry reaches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bed.h"
#include "trace/trace.h"

static slsc_status trace(bed *b, const char *entry, bundler_trace_output *out)
{
    const slsc_str entries[] = { bundler_s(entry) }, main = bundler_s("main");
    b->options.no_module_condition = true;
    b->options.main_fields = &main;
    b->options.main_field_count = 1;
    b->resolver = bundler_resolver_new(&b->arena, &b->options);
    b->options.main_fields = NULL;
    b->options.main_field_count = 0;
    const slsc_status status = bundler_trace(b->resolver, entries, 1, &b->arena, out);
    b->resolver = NULL;
    return status;
}

static const char *files(bed *b, const bundler_trace_output *out)
{
    bundler_text text = { .arena = &b->arena };
    const size_t root = strlen(b->tree.root) + 1;
    for (size_t i = 0; i < out->file_count; i++) {
        const slsc_str path = out->files[i];
        if (i) bundler_addz(&text, " ");
        bundler_add(&text, (slsc_str) { path.ptr + root, path.len - root });
    }
    bundler_add(&text, (slsc_str) { "", 1 });
    return text.ptr;
}

static void modules(void **state)
{
    bed *b = *state;
    bundler_trace_output out;
    tree_file(&b->tree, "src/a.mjs",
              "import './b.mjs'\nimport p from 'p'\nexport * from '#c'\nimport fs from 'node:fs'\n"
              "const x = await import('./d.cjs')\nimport 'aws-sdk/x'\n");
    tree_file(&b->tree, "src/b.mjs", "import './a.mjs'\n");
    tree_file(&b->tree, "src/c.js", "module.exports = require('./data')\n");
    tree_file(&b->tree, "src/d.cjs",
              "require('p'); require.resolve('./e.txt')\n"
              "try { require('gone') } catch {}\nrequire(x)\n");
    PACKAGE(".", "{\"imports\":{\"#c\":\"./src/c.js\"}}");
    PACKAGE("src", "{\"imports\":{\"#c\":\"./c.js\"}}");
    PACKAGE("node_modules/p", "{\"exports\":{\"import\":\"./esm/i.js\",\"default\":\"./r.js\"}}");
    PACKAGE("node_modules/p/esm", "{\"type\":\"module\"}");
    tree_file(&b->tree, "node_modules/p/esm/i.js", "import './j.js'\nexport default 1\n");
    tree_files(&b->tree, "node_modules/p/esm/j.js node_modules/p/r.js node_modules/p/unused.js "
                         "src/e.txt src/unused.js");
    tree_file(&b->tree, "src/data.json", "{}");
    const slsc_str external = bundler_s("aws-sdk");
    b->options.externals = &external;
    b->options.external_count = 1;
    assert_int_equal(trace(b, "src/a.mjs", &out), SLSC_OK);
    assert_string_equal(files(b, &out),
                        "node_modules/p/esm/i.js node_modules/p/esm/j.js "
                        "node_modules/p/esm/package.json node_modules/p/package.json "
                        "node_modules/p/r.js src/a.mjs src/b.mjs src/c.js src/d.cjs src/data.json "
                        "src/e.txt src/package.json");
    assert_int_equal(out.external_count, 1);
    assert_true(bundler_is(out.externals[0], "aws-sdk/x"));
    assert_int_equal(out.message_count, 2);
    assert_int_equal(out.messages[0].code, BUNDLER_TRACE_OPTIONAL);
    assert_int_equal(out.messages[0].line, 2);
    assert_true(bundler_is(out.messages[0].text, "package `gone` is not installed"));
    assert_int_equal(out.messages[1].code, BUNDLER_TRACE_OPEN);
}

static void faults(void **state)
{
    bed *b = *state;
    bundler_trace_output out;
    tree_file(&b->tree, "a.js", "import x from './gone.js'\n");
    tree_file(&b->tree, "b.js", "require('./c')\n");
    tree_file(&b->tree, "c.js", "\n  let = = 1\n");
    assert_int_equal(trace(b, "a.js", &out), SLSC_FAIL);
    assert_int_equal(out.messages[0].code, BUNDLER_TRACE_MISSING);
    assert_int_equal(out.messages[0].column, 15);
    assert_int_equal(trace(b, "gone.js", &out), SLSC_FAIL);
    assert_int_equal(out.messages[0].code, BUNDLER_TRACE_ENTRY);
    assert_int_equal(trace(b, "b.js", &out), SLSC_OK);
    assert_string_equal(files(b, &out), "b.js c.js");
    assert_int_equal(out.messages[0].code, BUNDLER_TRACE_SYNTAX);
    assert_int_equal(out.messages[0].line, 2);
}

/* One line of a module src/m/a.js (or a.mjs), and the files that it brings. */
static void assets(void **state)
{
    static const struct {
        const char *name, *source, *wanted;
    } cases[] = {
        { "a.js", "read(__dirname + '/x.txt')", "x.txt" },
        { "a.js", "read(__dirname\n + \"/sub\" + '/y.txt')", "sub/y.txt" },
        { "a.js", "read(__dirname + '/sub/' + name)", "" },
        { "a.js", "read(__dirname + 'x.txt')", "" },
        { "a.js", "read(`${__dirname}/x.txt`)", "x.txt" },
        { "a.js", "read(`${ __dirname }/${name}.txt`)", "" },
        { "a.js", "read(path.join(__dirname, 'sub', `y.txt`,))", "sub/y.txt" },
        { "a.js", "read(path.posix.resolve( __dirname , '..', 'up.txt' ))", "../up.txt" },
        { "a.js", "read(join(__dirname, 'sub', name))", "" },
        { "a.js", "read(other(__dirname, 'x.txt'))", "" },
        { "a.js", "read(join('x', __dirname, 'x.txt'))", "" },
        { "a.js", "read(path.join(__dirname, 'sub'))", "sub/deep/z.txt sub/y.txt" },
        { "a.js", "read(path.join(__dirname, '.'))", "" },
        { "a.js", "read(path.join(__dirname, '..'))", "" },
        { "a.js", "read(path.join(__dirname, '../../..'))", "" },
        { "a.js", "read(path.join(__dirname, 'gone.txt'))", "" },
        { "a.js", "function f(__dirname) { read(__dirname + '/x.txt') }", "" },
        { "a.js", "require('./wor' + \"k\")", "work.js x.txt" },
        { "a.js", "require('./wor' + k)", "" },
        { "a.js", "worker(path.join(__dirname, 'work'))", "work.js x.txt" },
        { "a.mjs", "read(new URL('./x.txt', import.meta.url))", "x.txt" },
        { "a.mjs", "read(new URL ( 'sub/y%2Etxt' , import.meta.url ))", "sub/y.txt" },
        { "a.mjs", "read(new URL('file:///etc/passwd', import.meta.url))", "" },
        { "a.mjs", "read(new Url2(name, import.meta.url))", "" },
        { "a.mjs", "read(import.meta.url, 'x.txt')", "" },
        { "a.mjs", "read(import.meta.dirname + '/x.txt')", "x.txt" },
    };
    bed *b = *state;
    bundler_trace_output out;
    tree_files(&b->tree, "src/m/x.txt src/m/sub/y.txt src/m/sub/deep/z.txt src/up.txt");
    tree_file(&b->tree, "src/m/work.js", "read(__dirname + '/x.txt')");
    tree_link(&b->tree, "src/m/sub/link", "../../..");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char entry[64], wanted[256];
        snprintf(entry, sizeof entry, "src/m/%s", cases[i].name);
        tree_file(&b->tree, entry, cases[i].source);
        assert_int_equal(trace(b, entry, &out), SLSC_OK);
        int length = snprintf(wanted, sizeof wanted, "%s", entry);
        for (const char *name = cases[i].wanted; *name; name += strspn(name, " ")) {
            const int size = (int)strcspn(name, " ");
            const bool up = strncmp(name, "../", 3) == 0;
            length += snprintf(wanted + length, sizeof wanted - (size_t)length, " src/%s%.*s",
                               up ? "" : "m/", up ? size - 3 : size, up ? name + 3 : name);
            name += size;
        }
        if (strcmp(files(b, &out), wanted) != 0)
            fail_msg("%s: %s", cases[i].source, files(b, &out));
    }
}

static void natives(void **state)
{
    bed *b = *state;
    bundler_trace_output out;
    tree_file(&b->tree, "a.js", "require('n')");
    PACKAGE("node_modules/n", "{}");
    tree_file(&b->tree, "node_modules/n/index.js", "require('node-gyp-build')(__dirname)");
    tree_files(&b->tree,
               "node_modules/node-gyp-build/index.js node_modules/n/prebuilds/linux/n.node "
               "node_modules/n/build/Release/m.node node_modules/n/other.js");
    assert_int_equal(trace(b, "a.js", &out), SLSC_OK);
    assert_string_equal(files(b, &out),
                        "a.js node_modules/n/build/Release/m.node node_modules/n/index.js "
                        "node_modules/n/package.json node_modules/n/prebuilds/linux/n.node "
                        "node_modules/node-gyp-build/index.js");
}

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(modules), TEST(faults), TEST(assets), TEST(natives) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
