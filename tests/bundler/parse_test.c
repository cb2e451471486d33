/* parse_test.c: what the parser logs of small sources. Expected values follow from the language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "parse/log.h"

typedef struct parsed {
    bundler_arena arena;
    bundler_log log;
    slsc_status status;
} parsed;

static parsed parse_with(const char *source, bundler_parse_options options)
{
    parsed result = { .status = SLSC_FAIL };
    const size_t length = strlen(source);
    char *text = bundler_alloc(&result.arena, length + BUNDLER_PADDING);
    memcpy(text, source, length);
    result.status =
        bundler_parse(&result.arena, (slsc_str) { text, length }, &options, &result.log);
    return result;
}

static parsed parse(const char *source)
{
    const parsed result = parse_with(source, (bundler_parse_options) { .goal = BUNDLER_EITHER });
    if (result.status != SLSC_OK)
        fail_msg("%s: %.*s", source, (int)result.log.error.len, result.log.error.ptr);
    return result;
}

static void end(parsed *result) { bundler_arena_end(&result->arena); }

static void assert_text(slsc_str text, const char *expected)
{
    if (!bundler_is(text, expected))
        fail_msg("`%.*s` is not `%s`", (int)text.len, text.ptr, expected);
}

static const bundler_reference *reference_at(const bundler_log *log, const char *text)
{
    const char *at = strstr(log->source.ptr, text);
    assert_non_null(at);
    for (size_t i = 0; i < log->references_count; i++)
        if (log->references[i].offset == (uint32_t)(at - log->source.ptr))
            return &log->references[i];
    fail_msg("nothing refers at `%s`", text);
    return NULL;
}

static const bundler_symbol *symbol_of(const bundler_log *log, const char *name)
{
    for (size_t i = 0; i < log->symbols_count; i++)
        if (bundler_is(log->names[log->symbols[i].name], name)) return &log->symbols[i];
    fail_msg("nothing declares `%s`", name);
    return NULL;
}

/* ---- Errors ---- */

/* Must fail, at the first ^ of the line below or anywhere. */
static void rejects(const char *source, bundler_goal goal, uint32_t offset)
{
    parsed result = parse_with(source, (bundler_parse_options) { .goal = goal });
    if (result.status == SLSC_OK) fail_msg("parsed: %s", source);
    assert_true(result.log.error.len > 0);
    assert_true(result.log.error_offset <= result.log.error_end);
    if (result.log.error_offset != offset)
        fail_msg("%s: told at %u: %.*s", source, result.log.error_offset, (int)result.log.error.len,
                 result.log.error.ptr);
    end(&result);
}

static void errors_have_a_place(void **state)
{
    (void)state;
    rejects("a b", BUNDLER_SCRIPT, 2);
    rejects("let x; let x", BUNDLER_SCRIPT, 11);
    rejects("{ let x; { var x } }", BUNDLER_SCRIPT, 15);
    rejects("function f(a) { let a }", BUNDLER_SCRIPT, 20);
    rejects("({ a = 1 })", BUNDLER_SCRIPT, 5);
    rejects("1 = 2", BUNDLER_SCRIPT, 0);
    rejects("a?.b = 1", BUNDLER_SCRIPT, 0);
    rejects("({ a }) = 1", BUNDLER_SCRIPT, 0);
    rejects("(a, a) => 1", BUNDLER_SCRIPT, 4);
    rejects("(a.b) => 1", BUNDLER_SCRIPT, 0);
    rejects("break", BUNDLER_SCRIPT, 0);
    rejects("x: { continue x }", BUNDLER_SCRIPT, 14);
    rejects("class A { m() { this.#x } }", BUNDLER_SCRIPT, 21);
    rejects("class A { #x; #x }", BUNDLER_SCRIPT, 14);
    rejects("class A { constructor() {} constructor() {} }", BUNDLER_SCRIPT, 27);
    rejects("'use strict'; 017", BUNDLER_SCRIPT, 14);
    rejects("'use strict'; with (a) b", BUNDLER_SCRIPT, 14);
    rejects("function f(eval) { 'use strict' }", BUNDLER_SCRIPT, 11);
    rejects("function f(a = 1) { 'use strict' }", BUNDLER_SCRIPT, 20);
    rejects("'abc", BUNDLER_SCRIPT, 0);
    rejects("`abc", BUNDLER_SCRIPT, 0);
    rejects("/abc", BUNDLER_SCRIPT, 0);
    rejects("/* abc", BUNDLER_SCRIPT, 0);
    rejects("1_", BUNDLER_SCRIPT, 1);
    rejects("a ?? b || c", BUNDLER_SCRIPT, 2);
    rejects("-a ** b", BUNDLER_SCRIPT, 3);
    rejects("for (let x = 1 of y) ;", BUNDLER_SCRIPT, 5);
    rejects("import 'x'", BUNDLER_SCRIPT, 0);
    rejects("export { x }", BUNDLER_MODULE, 9);
    rejects("export let a; export { a as a }", BUNDLER_MODULE, 23);
    rejects("return", BUNDLER_MODULE, 0);
    rejects("let await", BUNDLER_MODULE, 4);
    rejects("const x", BUNDLER_SCRIPT, 6);
    rejects("new.target", BUNDLER_MODULE, 0);
    rejects("async (x = await 1) => x", BUNDLER_MODULE, 11);
    rejects("if (a) class B {}", BUNDLER_SCRIPT, 7);
}

static void nesting_is_limited(void **state)
{
    (void)state;
    enum { MANY = 200000 };
    static const char *const opening[] = { "(",    "[",    "{",      "-",        "a=",
                                           "a=>",  "[{a:", "`${",    "if(a)",    "function f(){",
                                           "new ", "a**",  "async(", "class A{[" };
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
        const size_t length = strlen(opening[i]);
        bundler_arena arena = { 0 };
        char *text = bundler_alloc(&arena, MANY * length + BUNDLER_PADDING);
        for (size_t k = 0; k < MANY; k++) memcpy(text + k * length, opening[i], length);
        bundler_log log;
        const bundler_parse_options options = { .goal = BUNDLER_SCRIPT };
        assert_int_equal(bundler_parse(&arena, (slsc_str) { text, MANY * length }, &options, &log),
                         SLSC_FAIL);
        assert_non_null(strstr(log.error.ptr, "nested deeper"));
        bundler_arena_end(&arena);
    }
}

/* What is long, but not deep, has no limit. */
static void length_is_not_limited(void **state)
{
    (void)state;
    enum { MANY = 50000 };
    static const char *const piece[] = { "a+", "a?b:", "a,", "if(a);else ", "a.b(c)[d].", "a||" };
    for (size_t i = 0; i < sizeof piece / sizeof *piece; i++) {
        const size_t length = strlen(piece[i]);
        bundler_arena arena = { 0 };
        char *text = bundler_alloc(&arena, MANY * length + 1 + BUNDLER_PADDING);
        for (size_t k = 0; k < MANY; k++) memcpy(text + k * length, piece[i], length);
        text[MANY * length] = 'z';
        bundler_log log;
        const bundler_parse_options options = { .goal = BUNDLER_SCRIPT };
        assert_int_equal(
            bundler_parse(&arena, (slsc_str) { text, MANY * length + 1 }, &options, &log), SLSC_OK);
        bundler_arena_end(&arena);
    }
}

/* ---- Names ---- */

static void names_find_their_declaration(void **state)
{
    (void)state;
    parsed p = parse("var a = 1; function f(b) { return a + b + c } { let a = 2; /*in*/a }");
    assert_true(p.log.symbols[reference_at(&p.log, "a + b")->symbol].top);
    assert_false(p.log.symbols[reference_at(&p.log, "b + c")->symbol].top);
    assert_int_equal(reference_at(&p.log, "c }")->symbol, BUNDLER_NONE);
    assert_false(p.log.symbols[reference_at(&p.log, "a }")->symbol].top);
    assert_int_equal(symbol_of(&p.log, "a")->references, 1);
    assert_int_equal(symbol_of(&p.log, "f")->kind, BUNDLER_FUNCTION);
    end(&p);
    p = parse("x; { var x } var x; try { } catch (e) { e; var e }");
    assert_true(p.log.symbols[reference_at(&p.log, "x;")->symbol].top);
    assert_false(p.log.symbols[reference_at(&p.log, "e;")->symbol].top);
    assert_int_equal(p.log.declarations_count, 3);
    end(&p);
    p = parse("let x; (function y(a = x) { var x; y })");
    assert_true(p.log.symbols[reference_at(&p.log, "x) {")->symbol].top);
    assert_false(p.log.symbols[reference_at(&p.log, "y })")->symbol].top);
    end(&p);
    p = parse("\\u0061b = ab; var ab"); /* ab, and ab */
    assert_int_equal(symbol_of(&p.log, "ab")->references, 2);
    end(&p);
}

static void arrow_parameters_are_no_references(void **state)
{
    (void)state;
    parsed p = parse("let b; (a, { c, d: [e] = b }, ...g) => a + c + e + g + b; (h, i)");
    assert_int_equal(p.log.references_count, 8);
    assert_true(p.log.symbols[reference_at(&p.log, "b }")->symbol].top);
    assert_false(reference_at(&p.log, "b }")->flags & BUNDLER_REF_NOW);
    assert_true(reference_at(&p.log, "h,")->flags & BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "h,")->symbol, BUNDLER_NONE);
    end(&p);
    p = parse("async (x) => x; async (y); async z => z; async");
    assert_int_equal(p.log.references_count, 5);
    assert_true(reference_at(&p.log, "async (y)")->flags & BUNDLER_REF_CALL);
    end(&p);
}

static void references_say_what_they_do(void **state)
{
    (void)state;
    parsed p = parse("a(); b`x`; c?.(); new d(); [e, { f }] = g; h++; typeof i; for (j of k) ;"
                     "l.m; n['o']; p?.q; (() => r)(); this; s += 1; t()\nu()");
    assert_int_equal(reference_at(&p.log, "a()")->flags, BUNDLER_REF_CALL | BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "b`")->flags, BUNDLER_REF_CALL | BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "c?.")->flags, BUNDLER_REF_CALL | BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "d()")->flags, BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "e, {")->flags, BUNDLER_REF_WRITE | BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "f }]")->flags,
                     BUNDLER_REF_WRITE | BUNDLER_REF_SHORTHAND | BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "g;")->flags, BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "h++")->flags, BUNDLER_REF_WRITE | BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "i; for")->flags, BUNDLER_REF_TYPEOF | BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "j of")->flags, BUNDLER_REF_WRITE | BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "l.m")->flags, BUNDLER_REF_MEMBER | BUNDLER_REF_NOW);
    assert_text(p.log.names[reference_at(&p.log, "l.m")->member], "m");
    assert_text(p.log.names[reference_at(&p.log, "n['o']")->member], "o");
    assert_int_equal(
        reference_at(&p.log, "n['o']")->member_end - reference_at(&p.log, "n['o']")->offset, 6);
    assert_int_equal(reference_at(&p.log, "p?.q")->flags, BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "r)()")->flags, 0);
    assert_int_equal(reference_at(&p.log, "this")->flags, BUNDLER_REF_THIS | BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "s +=")->flags, BUNDLER_REF_WRITE | BUNDLER_REF_NOW);
    assert_int_equal(reference_at(&p.log, "u()")->flags,
                     BUNDLER_REF_CALL | BUNDLER_REF_ASI | BUNDLER_REF_NOW);
    end(&p);
    p = parse("function f() { this } class A { x = this; static { this } [this] }");
    assert_int_equal(p.log.references_count, 1); /* the computed key is the module's */
    end(&p);
    p = parse("import.meta.url; import.meta; let { a } = b");
    assert_text(p.log.names[reference_at(&p.log, "import.meta.url")->name], "import.meta.url");
    assert_text(p.log.names[reference_at(&p.log, "import.meta;")->name], "import.meta");
    assert_int_equal(p.log.references_count, 3);
    end(&p);
}

/* ---- Imports and exports ---- */

static void imports_are_listed(void **state)
{
    (void)state;
    parsed p = parse("import a, { b as c, 'd e' as f } from 'm1'; import * as g from \"m\\u0032\";"
                     "import 'm3'; import h from './x.json' with { type: 'json' }; c; g.i;");
    assert_int_equal(p.log.imports_count, 4);
    assert_int_equal(p.log.uses & BUNDLER_USES_MODULE_SYNTAX, BUNDLER_USES_MODULE_SYNTAX);
    assert_text(p.log.imports[1].specifier, "m2");
    assert_int_equal(p.log.imports[2].flags, BUNDLER_IMPORT_BARE);
    assert_text(p.log.imports[3].attribute, "json");
    assert_int_equal(p.log.bindings_count, 5);
    assert_text(p.log.names[p.log.bindings[0].name], "default");
    assert_text(p.log.names[p.log.bindings[2].name], "d e");
    assert_int_equal(p.log.bindings[3].name, BUNDLER_STAR);
    assert_int_equal(p.log.bindings[3].import, 1);
    assert_int_equal(p.log.symbols[p.log.bindings[1].symbol].references, 1);
    assert_int_equal(p.log.statements[0].kind, BUNDLER_IMPORT_STATEMENT);
    assert_int_equal(p.log.statements[0].end, 43);
    end(&p);
}

static void calls_that_import_are_listed(void **state)
{
    (void)state;
    parsed p =
        parse("require('a'); try { require('b') } catch { require(`c`) } if (x) require('d');"
              "function f() { return import('e') } require(g); require.resolve('h');"
              "import('i').catch(j); x && require('k'); import(l)");
    static const struct {
        bundler_import_kind kind;
        uint32_t flags;
        const char *specifier;
    } expected[] = {
        { BUNDLER_REQUIRE, 0, "a" },
        { BUNDLER_REQUIRE, BUNDLER_IMPORT_TRY, "b" },
        { BUNDLER_REQUIRE, 0, "c" },
        { BUNDLER_REQUIRE, BUNDLER_IMPORT_BRANCH, "d" },
        { BUNDLER_DYNAMIC, BUNDLER_IMPORT_FUNCTION, "e" },
        { BUNDLER_REQUIRE_OPEN, 0, "" },
        { BUNDLER_RESOLVE, 0, "h" },
        { BUNDLER_DYNAMIC, BUNDLER_IMPORT_TRY, "i" },
        { BUNDLER_REQUIRE, BUNDLER_IMPORT_BRANCH, "k" },
        { BUNDLER_DYNAMIC_OPEN, 0, "" },
    };
    assert_int_equal(p.log.imports_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < p.log.imports_count; i++) {
        const bundler_import *import = &p.log.imports[i];
        assert_int_equal(import->kind, expected[i].kind);
        assert_int_equal(import->flags, expected[i].flags);
        assert_text(import->specifier, expected[i].specifier);
        assert_int_equal(p.log.source.ptr[import->end - 1], ')');
        if (import->specifier.len)
            assert_int_equal(import->specifier_end - import->specifier_offset,
                             import->specifier.len + 2);
    }
    end(&p);
    p = parse("require('a'); (function (require) { require('b') }); require('c')");
    assert_int_equal(p.log.imports_count, 2);
    assert_text(p.log.imports[1].specifier, "c");
    assert_int_equal(p.log.statements[2].import, 1);
    assert_int_equal(p.log.statements[1].import_count, 0);
    end(&p);
}

static void exports_are_listed(void **state)
{
    (void)state;
    parsed p = parse("export const { a, b: [c] } = d; export { a as e, f as 'g h' };"
                     "export * from 'i'; export * as j from 'k'; export { l as default } from 'm';"
                     "function f() {}");
    static const struct {
        bundler_export_kind kind;
        const char *name;
    } expected[] = {
        { BUNDLER_EXPORT_SYMBOL, "a" },      { BUNDLER_EXPORT_SYMBOL, "c" },
        { BUNDLER_EXPORT_SYMBOL, "e" },      { BUNDLER_EXPORT_SYMBOL, "g h" },
        { BUNDLER_EXPORT_ALL, NULL },        { BUNDLER_EXPORT_OTHER, "j" },
        { BUNDLER_EXPORT_OTHER, "default" },
    };
    assert_int_equal(p.log.exports_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < p.log.exports_count; i++) {
        assert_int_equal(p.log.exports[i].kind, expected[i].kind);
        if (expected[i].name) assert_text(p.log.names[p.log.exports[i].name], expected[i].name);
    }
    assert_int_equal(p.log.exports[4].import, 0);
    assert_int_equal(p.log.exports[5].from_name, BUNDLER_STAR);
    assert_text(p.log.names[p.log.exports[6].from_name], "l");
    assert_int_equal(symbol_of(&p.log, "a")->references, 2);
    assert_int_equal(symbol_of(&p.log, "f")->kind, BUNDLER_FUNCTION);
    end(&p);
}

static void default_exports_say_where_a_name_would_stand(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        bundler_statement_kind kind;
        bundler_export_kind export;
        uint32_t body, name_at;
        bool is_class;
    } cases[] = {
        { "export default function () {}", BUNDLER_EXPORT_DEFAULT_FUNCTION, BUNDLER_EXPORT_VALUE,
          15, 23, false },
        { "export default async function* () {}", BUNDLER_EXPORT_DEFAULT_FUNCTION,
          BUNDLER_EXPORT_VALUE, 15, 30, false },
        { "export default function f() {}", BUNDLER_EXPORT_DEFAULT_FUNCTION, BUNDLER_EXPORT_SYMBOL,
          15, BUNDLER_NONE, false },
        { "export default class extends A {}", BUNDLER_EXPORT_DEFAULT_FUNCTION,
          BUNDLER_EXPORT_VALUE, 15, 20, true },
        { "export default class B {}", BUNDLER_EXPORT_DEFAULT_FUNCTION, BUNDLER_EXPORT_SYMBOL, 15,
          BUNDLER_NONE, true },
        { "export default (function () {})", BUNDLER_EXPORT_DEFAULT, BUNDLER_EXPORT_VALUE, 15,
          BUNDLER_NONE, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        parsed p = parse(cases[i].source);
        assert_int_equal(p.log.statements_count, 1);
        assert_int_equal(p.log.statements[0].kind, cases[i].kind);
        assert_int_equal(p.log.statements[0].body, cases[i].body);
        assert_int_equal(p.log.statements[0].name_at, cases[i].name_at);
        assert_int_equal(p.log.statements[0].is_class, cases[i].is_class);
        assert_int_equal(p.log.exports[0].kind, cases[i].export);
        assert_text(p.log.names[p.log.exports[0].name], "default");
        end(&p);
    }
}

/* ---- Statements ---- */

static void statements_are_ranges(void **state)
{
    (void)state;
    parsed p = parse("'use strict'\n/* c */ let a = b ; ;\nc()\nclass D {}");
    assert_int_equal(p.log.statements_count, 5);
    assert_int_equal(p.log.statements[0].kind, BUNDLER_DIRECTIVE);
    assert_true(p.log.statements[0].open);
    assert_int_equal(p.log.statements[1].offset, 21);
    assert_int_equal(p.log.statements[1].end, 32);
    assert_false(p.log.statements[1].open);
    assert_int_equal(p.log.statements[1].reference_count, 1);
    assert_int_equal(p.log.statements[1].declaration_count, 1);
    assert_int_equal(p.log.statements[2].kind, BUNDLER_NOTHING);
    assert_true(p.log.statements[3].open);
    assert_int_equal(p.log.statements[3].reference, 1);
    assert_false(p.log.statements[4].open);
    assert_true(p.log.uses & BUNDLER_USES_STRICT);
    end(&p);
}

static void statements_without_effect_are_pure(void **state)
{
    (void)state;
    static const char *const pure[] = {
        "function f() { g() }",
        "const a = 1, b = -1, c = `x${2}`",
        "const f = () => g()",
        "class A { m() { g() } x = g() }",
        "class A { static x = 1; static m() {} }",
        "const a = { b: [1, 'x', null], c() {}, d: function () {} }",
        "const a = /* @__PURE__ */ f(1)",
        "const a = /*#__PURE__*/ new F()",
        "const a = /* @__PURE__ */ f.g(1), b = 2",
        "const a = Symbol('x'), m = new Map()",
        "const a = Symbol.for('x'), m = new WeakMap",
        "const a = Object.freeze({ b: 1 })",
        "var x",
        "let a = typeof b",
        "const a = 1 + 2 * 3, b = !0, c = void 0",
        "const a = Array.isArray, b = BigInt(1)",
        "class A { [Symbol.iterator]() {} get [Symbol.toStringTag]() { return 1 } }",
        "class A extends /*#__PURE__*/ f()(1).g('x') {}",
        "const a = b.c; import * as b from 'd'",
        "const a = undefined",
        "/* @__PURE__ */ (() => {})()",
        "const a = /x/g, b = 10n",
    };
    for (size_t i = 0; i < sizeof pure / sizeof *pure; i++) {
        parsed p = parse(pure[i]);
        if (!p.log.statements[0].pure) fail_msg("not pure: %s", pure[i]);
        end(&p);
    }
    static const char *const effects[] = {
        "f()",
        "const a = f()",
        "const a = b",
        "const a = b.c",
        "class A extends f() {}",
        "class A { static x = f() }",
        "class A { static { f() } }",
        "class A { [f()]() {} }",
        "const a = { [b]: 1 }",
        "const a = [...b]",
        "const { a } = {}",
        "const a = -b",
        "const a = Symbol(b)",
        "a = 1",
        "let x = y++",
        "const a = a1; let a1",
        "const a = /* @__PURE__ */ f(g())",
        "if (a) b",
        "const a = `${{}}`",
        "delete a.b",
        "const a = Symbol('x'); function Symbol() { f() }",
        "debugger",
        "const a = new Map(f())",
        "const a = Array.b; let Array = f()",
        "const a = b.c; import b from 'd'",
        "const a = b.c.d; import * as b from 'e'",
        "const a = /*#__PURE__*/ f().b",
        "throw 1",
        "const x = x",
        "using x = null",
    };
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++) {
        parsed p = parse(effects[i]);
        if (p.log.statements[0].pure) fail_msg("pure: %s", effects[i]);
        end(&p);
    }
    parsed p = parse("import { a } from 'b'; const c = a; class D {} const e = [c, D, f]; function "
                     "f() {} export { c };");
    for (size_t i = 0; i < p.log.statements_count; i++) assert_true(p.log.statements[i].pure);
    end(&p);
}

/* ---- Goals ---- */

static void the_syntax_decides_what_a_file_is(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        bool module;
    } cases[] = {
        { "a", false },
        { "import 'a'", true },
        { "with (a) b", false },
        { "await (a)", false },
        { "await a", true },
        { "for await (x of y) ;", true },
        { "export {}", true },
        { "let await; await\n0", false },
        { "import.meta", true },
        { "import('a')", false },
        { "{ function f() {} } f(); export {}", true },
        { "x = 017", false },
        { "() => { await a }", false },
        { "await using x = y", true },
        { "return", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        parsed p = parse_with(cases[i].source, (bundler_parse_options) { .goal = BUNDLER_EITHER });
        const bool module = p.log.uses & BUNDLER_USES_MODULE_SYNTAX;
        const bool failed = strstr(cases[i].source, "=> { await a }") != NULL;
        assert_int_equal(p.status, failed ? SLSC_FAIL : SLSC_OK);
        if (!failed && module != cases[i].module) fail_msg("%s", cases[i].source);
        end(&p);
    }
    rejects("x = 017; export {}", BUNDLER_EITHER, 4);
}

static void uses_are_noted(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        uint32_t uses;
    } cases[] = {
        { "eval('x')", BUNDLER_USES_EVAL },
        { "(0, eval)('x')", 0 },
        { "with (a) b", BUNDLER_USES_WITH },
        { "exports.__esModule = true", BUNDLER_USES_ES_MODULE },
        { "Object.defineProperty(exports, '__esModule', { value: true })", BUNDLER_USES_ES_MODULE },
        { "await x", BUNDLER_USES_MODULE_SYNTAX | BUNDLER_USES_AWAIT },
        { "async () => { await x }", 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        parsed p = parse(cases[i].source);
        assert_int_equal(p.log.uses, cases[i].uses);
        end(&p);
    }
}

/* ---- Comments and gaps ---- */

static void comments_are_listed(void **state)
{
    (void)state;
    parsed p = parse("#!x\n/*! a */ b // c\n/* @license d */\n<!-- e\n--> f");
    assert_int_equal(p.log.comments_count, 5);
    assert_int_equal(p.log.begin, 3);
    static const bool legal[] = { true, false, true, false, false };
    static const bool line[] = { false, true, false, true, true };
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(p.log.comments[i].legal, legal[i]);
        assert_int_equal(p.log.comments[i].line, line[i]);
    }
    end(&p);
}

/* The source without what the gaps let go. */
static void squeezes(const char *source, const char *expected)
{
    parsed p = parse_with(source, (bundler_parse_options) { .minify = true });
    assert_int_equal(p.status, SLSC_OK);
    char out[400];
    size_t length = 0, at = 0;
    for (size_t i = 0; i < p.log.gaps_count; i++) {
        const bundler_gap *gap = &p.log.gaps[i];
        assert_true(gap->offset >= at && gap->end > gap->offset);
        memcpy(out + length, source + at, gap->offset - at);
        length += gap->offset - at;
        if (gap->instead) out[length++] = gap->instead;
        at = gap->end;
    }
    memcpy(out + length, source + at, strlen(source) - at + 1);
    assert_string_equal(out, expected);
    end(&p);
}

static void gaps_keep_tokens_apart(void **state)
{
    (void)state;
    squeezes("let  a = b + c ;", "let a=b+c;");
    squeezes("a + +b - -c", "a+ +b- -c");
    squeezes("a\nb", "a\nb");
    squeezes("a\n  ( b )", "a(b)");
    squeezes("x = a / /re/ in b", "x=a/ /re/ in b");
    squeezes("typeof/* c */a", "typeof a");
    squeezes("1 .a; 1.5 .b", "1 .a;1.5 .b");
    squeezes("return_\n/* x */ ++a", "return_\n++a");
    squeezes("`a ${ b } c` + d", "`a ${b} c`+d");
    squeezes("if (a) { b }\nelse c", "if(a){b}else c");
    squeezes("a < ! --b", "a< !--b");
    squeezes("(a) => { return }\n// end", "(a)=>{return}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_have_a_place),
        cmocka_unit_test(nesting_is_limited),
        cmocka_unit_test(length_is_not_limited),
        cmocka_unit_test(names_find_their_declaration),
        cmocka_unit_test(arrow_parameters_are_no_references),
        cmocka_unit_test(references_say_what_they_do),
        cmocka_unit_test(imports_are_listed),
        cmocka_unit_test(calls_that_import_are_listed),
        cmocka_unit_test(exports_are_listed),
        cmocka_unit_test(default_exports_say_where_a_name_would_stand),
        cmocka_unit_test(statements_are_ranges),
        cmocka_unit_test(statements_without_effect_are_pure),
        cmocka_unit_test(the_syntax_decides_what_a_file_is),
        cmocka_unit_test(uses_are_noted),
        cmocka_unit_test(comments_are_listed),
        cmocka_unit_test(gaps_keep_tokens_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
