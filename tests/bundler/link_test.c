/* link_test.c: what programs that run cannot show: bundles do not depend on each other, nor on
 * threads; content that a pass has made; what is told of a bundle; loops of all sorts end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bed.h"
#include "link/bundle.h"

static void forwards(void *runner, size_t n, void (*job)(void *context, size_t i), void *context)
{
    (void)runner;
    for (size_t i = 0; i < n; i++) job(context, i);
}

static void backwards(void *runner, size_t n, void (*job)(void *context, size_t i), void *context)
{
    (void)runner;
    while (n-- > 0) job(context, n);
}

struct bench {
    bundler_bundle_options options;
    bundler_graph *graph;
    bundler_messages messages;
    bundler_output out;
};

static void begin_graph(bed *b, struct bench *bench, bundler_run_jobs *run)
{
    bench->options.root = b->options.root;
    b->resolver = bundler_resolver_new(&b->arena, &b->options);
    bench->graph = bundler_graph_new(b->resolver, &bench->options, run, NULL);
    bench->messages = (bundler_messages) { .arena = &b->arena };
}

static const char *print(bed *b, struct bench *bench, const char *entry)
{
    const uint32_t module = bundler_graph_add(bench->graph, bundler_s(entry));
    assert_int_not_equal(module, BUNDLER_NONE);
    assert_int_equal(bundler_graph_load(bench->graph), SLSC_OK);
    assert_int_equal(bundler_print(bench->graph, module, bundler_s("out.js"), &b->arena,
                                   &bench->messages, &bench->out),
                     SLSC_OK);
    return bundler_copy(&b->arena, bench->out.code).ptr;
}

static void some_files(bed *b)
{
    tree_file(&b->tree, "a.mjs", "import { x } from './x.mjs'; import './c.cjs'; console.log(x);");
    tree_file(&b->tree, "b.mjs", "import { y, z$2 } from './x.mjs'; console.log(y, z$2);");
    tree_file(&b->tree, "x.mjs",
              "const z = 1; export const x = z; export const y = [z]; export const z$2 = 3;");
    tree_file(&b->tree, "c.cjs", "exports.q = require('fs'); require('path');");
}

static void bundles_are_independent(void **state)
{
    bed *b = *state;
    struct bench alone = { 0 }, together = { 0 }, reversed = { 0 };
    some_files(b);
    begin_graph(b, &alone, forwards);
    const char *a = print(b, &alone, "a.mjs");
    begin_graph(b, &together, forwards);
    print(b, &together, "b.mjs");
    assert_null(strstr(together.out.code.ptr, "exports.q"));
    assert_string_equal(print(b, &together, "a.mjs"), a);
    begin_graph(b, &reversed, backwards);
    assert_string_equal(print(b, &reversed, "a.mjs"), a);
    assert_non_null(strstr(a, "const x = z;"));
    assert_null(strstr(a, "const y"));
    bundler_graph_end(alone.graph);
    bundler_graph_end(together.graph);
    bundler_graph_end(reversed.graph);
}

static void tells_what_is_in_it(void **state)
{
    bed *b = *state;
    struct bench bench = { 0 };
    some_files(b);
    begin_graph(b, &bench, forwards);
    print(b, &bench, "a.mjs");
    assert_int_equal(bench.out.external_count, 2);
    assert_true(bundler_is(bench.out.externals[0], "fs"));
    assert_true(bundler_is(bench.out.externals[1], "path"));
    assert_int_equal(bench.out.module_count, 3);
    size_t size = 0;
    for (size_t i = 0; i < bench.out.module_count; i++) {
        assert_true(bench.out.modules[i].size > 0);
        size += bench.out.modules[i].size;
    }
    assert_true(size < bench.out.code.len);
    const bundler_module *from = bundler_graph_at(bench.graph, bench.out.external_from[0]);
    assert_true(bundler_is(from->name, "c.cjs"));
    bundler_graph_end(bench.graph);
}

static void content_may_be_made(void **state)
{
    bed *b = *state;
    struct bench bench = { 0 };
    some_files(b);
    begin_graph(b, &bench, forwards);
    bundler_graph_provide(bench.graph, bundler_s("made/entry.mjs"),
                          bundler_s("import { x } from '../x.mjs'; export const made = x;"));
    const char *code = print(b, &bench, "made/entry.mjs");
    assert_non_null(strstr(code, "const made = x;"));
    assert_non_null(strstr(code, "const x = z;"));
    assert_int_equal(bundler_graph_add(bench.graph, bundler_s("nowhere.mjs")), BUNDLER_NONE);
    const bundler_message *messages;
    assert_int_equal(bundler_graph_messages(bench.graph, &messages), 1);
    assert_int_equal(messages->code, BUNDLER_MISSING_MODULE);
    bundler_graph_end(bench.graph);
}

/* Names that no module has; a module that tries is given way to. */
static void made_up_names_are_free(void **state)
{
    bed *b = *state;
    struct bench bench = { 0 };
    tree_file(&b->tree, "a.mjs",
              "import d from './d.cjs'; var _$$commonjs = d, _$1; _$1 = _$$commonjs;");
    tree_file(&b->tree, "d.cjs", "module.exports = 1;");
    begin_graph(b, &bench, forwards);
    const char *code = print(b, &bench, "a.mjs");
    assert_non_null(strstr(code, "function _$$$commonjs("));
    assert_null(strstr(code, "_$commonjs("));
    bundler_graph_end(bench.graph);
}

static void loops_end(void **state)
{
    bed *b = *state;
    struct bench bench = { 0 };
    tree_file(&b->tree, "a.mjs",
              "import './b.mjs'; export * from './a.mjs'; export * from './b.mjs';");
    tree_file(&b->tree, "b.mjs",
              "export { x } from './c.mjs'; export * from './a.mjs'; import('./a.mjs');");
    tree_file(&b->tree, "c.mjs", "export { x } from './b.mjs';");
    begin_graph(b, &bench, forwards);
    bundler_graph_add(bench.graph, bundler_s("a.mjs"));
    assert_int_equal(bundler_graph_load(bench.graph), SLSC_FAIL);
    const bundler_message *messages;
    const size_t count = bundler_graph_messages(bench.graph, &messages);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) assert_int_equal(messages[i].code, BUNDLER_MISSING_EXPORT);
    bundler_graph_end(bench.graph);
}

/* A chain of modules as long as nobody writes it. */
static void long_chains_are_no_recursion(void **state)
{
    bed *b = *state;
    struct bench bench = { 0 };
    char name[32], text[128];
    for (int i = 0; i < 3000; i++) {
        snprintf(name, sizeof name, "m%d.mjs", i);
        snprintf(text, sizeof text, "import { x } from './m%d.mjs'; export { x };", i + 1);
        tree_file(&b->tree, name, i == 2999 ? "export const x = 'the end';" : text);
    }
    begin_graph(b, &bench, forwards);
    bundler_graph_add(bench.graph, bundler_s("m2500.mjs"));
    assert_int_equal(bundler_graph_load(bench.graph), SLSC_OK);
    assert_non_null(strstr(print(b, &bench, "m2500.mjs"), "the end"));
    bundler_graph_end(bench.graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(bundles_are_independent, begin, end),
        cmocka_unit_test_setup_teardown(tells_what_is_in_it, begin, end),
        cmocka_unit_test_setup_teardown(content_may_be_made, begin, end),
        cmocka_unit_test_setup_teardown(made_up_names_are_free, begin, end),
        cmocka_unit_test_setup_teardown(loops_end, begin, end),
        cmocka_unit_test_setup_teardown(long_chains_are_no_recursion, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
