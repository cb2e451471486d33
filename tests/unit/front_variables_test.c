/* ${...} replaced: values, sources, faults and where they are told. Most of the expected values are
 * what the framework itself printed for the same input. */
#include "unit/front_variables.h"

/* ---- Values ---- */

static void test_self(void **state)
{
    (void)state;
    assert_custom(" o: {k: [1, {z: true}]}\n f: ${self:custom.o.k.1.z}\n",
                  "{\"o\":{\"k\":[1,{\"z\":true}]},\"f\":true}");
    assert_custom(" a: 1\n b: ${self:custom.a}\n c: x-${self:custom.a}-y\n",
                  "{\"a\":1,\"b\":1,\"c\":\"x-1-y\"}");
    assert_custom(" m: {dev: D}\n k: dev\n v: ${self:custom.m.${self:custom.k}}\n",
                  "{\"m\":{\"dev\":\"D\"},\"k\":\"dev\",\"v\":\"D\"}");
    assert_custom(" a: {x: '${self:custom.a.y}', y: 1}\n", "{\"a\":{\"x\":1,\"y\":1}}");
    assert_custom(" a: ${self:\"custom.b\"}\n b: 3\n", "{\"a\":3,\"b\":3}");
    assert_custom(" a: ['${self:service}', '${self:custom.b}']\n b: [1]\n",
                  "{\"a\":[\"svc\",[1]],\"b\":[1]}");
    assert_custom(" l: [1, 2]\n n: ${self:custom.l.length}\n m: ${self:custom.l.01, 'none'}\n",
                  "{\"l\":[1,2],\"n\":2,\"m\":\"none\"}");
    assert_custom(" a: ${self:custom.b}\n b: ${self:custom.c}\n c: ${self:custom.d}\n d: x\n",
                  "{\"a\":\"x\",\"b\":\"x\",\"c\":\"x\",\"d\":\"x\"}");
    assert_custom(" ${self:service}: x\n", "{\"${self:service}\":\"x\"}");
}

static void test_defaults(void **state)
{
    (void)state;
    assert_custom(" a: ${self:custom.m, \"def\"}\n b: ${self:custom.m, 5}\n"
                  " c: ${self:custom.m, true}\n d: ${self:custom.m, 'sq'}\n"
                  " e: ${self:custom.m, \"\"}\n f: ${self:custom.m, 1.50}\n"
                  " g: ${self:custom.m, 1e3}\n h: ${self:custom.m, 0x10}\n"
                  " i: ${self:custom.m, null}\n j: ${self:custom.m, self:custom.n, 'z'}\n",
                  "{\"a\":\"def\",\"b\":5,\"c\":true,\"d\":\"sq\",\"e\":\"\",\"f\":1.5,\"g\":1000,"
                  "\"h\":16,\"i\":null,\"j\":\"z\"}");
    assert_custom(" z: 0\n f: false\n e: ''\n a: ${self:custom.z, 1}\n b: ${self:custom.f, 1}\n"
                  " c: ${self:custom.e, 1}\n",
                  "{\"z\":0,\"f\":false,\"e\":\"\",\"a\":0,\"b\":false,\"c\":\"\"}");
}

static void test_text(void **state)
{
    (void)state;
    assert_custom(" n: 1.0\n b: true\n big: 1e21\n"
                  " a: '${self:custom.n}-${self:custom.b}-${self:custom.big}'\n",
                  "{\"n\":1,\"b\":true,\"big\":1e+21,\"a\":\"1-true-1e+21\"}");
    assert_custom(" o: [1, [2, null], {a: 1}]\n a: x${self:custom.o}\n",
                  "{\"o\":[1,[2,null],{\"a\":1}],\"a\":\"x1,2,,[object Object]\"}");
    assert_custom(" a: \\${self:service}\n b: \\\\${self:service}\n c: \\\\\\${self:service}\n",
                  "{\"a\":\"${self:service}\",\"b\":\"\\\\svc\",\"c\":\"\\\\${self:service}\"}");
    assert_custom(" a: !Sub 'arn:${AWS::Partition}:${self:service}-${Foo.Bar}'\n",
                  "{\"a\":{\"Fn::Sub\":\"arn:${AWS::Partition}:svc-${Foo.Bar}\"}}");
    /* what is copied is looked through once more */
    assert_custom(" a: \\${self:service}\n b: ${self:custom.a}\n c: {d: '${self:custom.o}'}\n"
                  " o: {p: '\\${self:service}'}\n",
                  "{\"a\":\"${self:service}\",\"b\":\"svc\",\"c\":{\"d\":{\"p\":\"svc\"}},"
                  "\"o\":{\"p\":\"${self:service}\"}}");
    /* two halves make no variable */
    assert_custom(" a: $\n b: '{self:service}'\n c: ${self:custom.a}${self:custom.b}\n",
                  "{\"a\":\"$\",\"b\":\"{self:service}\",\"c\":\"${self:service}\"}");
}

static void test_str_to_bool(void **state)
{
    (void)state;
    assert_custom(" a: ${strToBool(true)}\n b: ${strToBool('FALSE')}\n c: ${strToBool(1)}\n"
                  " d: ${strToBool(${env:FLAG})}\n e: ${strToBool('0')}\n",
                  "{\"a\":true,\"b\":false,\"c\":true,\"d\":true,\"e\":false}");
    assert_said(
        " a: ${strToBool(yes)}\n b: ${strToBool()}\n c: ${strToBool(${env:SECRET})}\n",
        "4:5+17 variables/bad-parameter: the value of `strToBool` must be true, false, 1 or "
        "0, but is `yes`\n"
        "5:5+14 variables/bad-parameter: `strToBool` needs a value in parentheses\n"
        "6:5+27 variables/bad-parameter: the value of `strToBool` must be true, false, 1 or "
        "0\n");
}

/* ---- The command and the environment ---- */

static void test_env(void **state)
{
    (void)state;
    assert_custom(" a: ${env:FOO}\n b: ${env:EMPTY}\n c: ${env:NOPE, env:FOO}\n d: ${env:NUM}\n"
                  " e: ${env:LIVE}\n",
                  "{\"a\":\"bar\",\"b\":\"\",\"c\":\"bar\",\"d\":\"12\",\"e\":\"svc\"}");
    assert_said(" a: ${env:NOPE}\n b: ${env:}\n",
                "4:5+11 variables/missing-value: no value for `env:NOPE`\n"
                "5:5+7 variables/bad-address: `env` needs an address behind its `:`\n");
}

static void test_options(void **state)
{
    (void)state;
    const slsc_option options[] = { { SLSC_STR("stage"), SLSC_STR("prod") },
                                    { SLSC_STR("verbose"), { NULL, 0 } } };
    slsc_settings s = settings();
    s.stage = SLSC_STR("prod");
    s.options = options;
    s.option_count = 2;
    slsc_unit *unit = resolve_with(
        &s, "service: svc\nprovider: {name: aws}\ncustom:\n a: ${opt:stage}\n b: ${sls:stage}\n"
            " c: ${opt:verbose}\n d: ${opt:region, 'r'}\n e: ${opt:other, self:provider.stage}\n"
            " f: ${opt:}\n g: ${aws:region}\n");
    assert_string_equal(front_said(unit).ptr, "");
    assert_string_equal(front_json(unit, "custom.a").ptr, "\"prod\"");
    assert_string_equal(front_json(unit, "custom.b").ptr, "\"prod\"");
    assert_string_equal(front_json(unit, "custom.c").ptr, "true");
    assert_string_equal(front_json(unit, "custom.d").ptr, "\"r\"");
    /* an option that may still come waits for phase 2, where the default is there */
    assert_string_equal(front_json(unit, "custom.e").ptr, "\"dev\"");
    assert_string_equal(front_json(unit, "custom.f").ptr,
                        "{\"stage\":\"prod\",\"verbose\":true,\"package\":null,\"region\":null,"
                        "\"aws-profile\":null,\"config\":null,\"param\":null,\"help\":null,"
                        "\"version\":null,\"debug\":null,\"minify-template\":null}");
    assert_string_equal(front_json(unit, "custom.g").ptr, "\"us-east-1\"");
    slsc_unit_free(unit);
}

static void test_params(void **state)
{
    (void)state;
    const slsc_option params[] = { { SLSC_STR("y"), SLSC_STR("5 ") },
                                   { SLSC_STR("cli"), SLSC_STR("v=1") } };
    slsc_settings s = settings();
    s.params = params;
    s.param_count = 2;
    slsc_unit *unit = resolve_with(
        &s,
        "service: svc\nprovider: {name: aws}\n"
        "params:\n"
        " default: {x: dx, y: '${self:custom.q}', o: {a: [1]}, n: 1, s: '${self:provider.stage}'}\n"
        " dev: {x: devx, n: null}\n"
        " prod: {x: '${env:NOTHING}'}\n"
        "custom: {a: '${param:x}', b: '${param:y}', c: '${param:z, ''d''}', d: '${param:cli}',\n"
        "  e: '${param:o}', f: '${param:n}', g: '${param:s}', q: qq}\n");
    assert_string_equal(front_said(unit).ptr,
                        "4:65+22 variables/missing-value: no value for `self:provider.stage`\n");
    slsc_unit_free(unit);
    unit = resolve_with(
        &s,
        "service: svc\nprovider: {name: aws}\n"
        "params:\n"
        " default: {x: dx, y: '${self:custom.q}', o: {a: [1]}, n: 1, s: '${sls:instanceId}'}\n"
        " dev: {x: devx, n: null}\n"
        " prod: {x: '${env:NOTHING}'}\n"
        "custom: {a: '${param:x}', b: '${param:y}', c: '${param:z, ''d''}', d: '${param:cli}',\n"
        "  e: '${param:o}', f: '${param:n}', g: '${param:s}', q: qq, h: 'x${param:x}'}\n");
    assert_string_equal(front_said(unit).ptr, "");
    assert_string_equal(front_json(unit, "custom").ptr,
                        "{\"a\":\"devx\",\"b\":\"5\",\"c\":\"d\",\"d\":\"v=1\",\"e\":{\"a\":[1]},"
                        "\"f\":1,\"g\":\"" SLSC_INSTANCE_ID "\",\"q\":\"qq\",\"h\":\"xdevx\"}");
    assert_true(slsc_node_path(unit, unit->roots[SLSC_CONFIG], "custom.h")->secret);
    assert_true(slsc_node_path(unit, unit->roots[SLSC_CONFIG], "custom.e.a.0")->secret);
    assert_false(slsc_node_path(unit, unit->roots[SLSC_CONFIG], "custom.c")->secret);
    /* what belongs to another stage is left alone */
    assert_string_equal(front_json(unit, "params.prod.x").ptr, "\"${env:NOTHING}\"");
    slsc_unit_free(unit);
}

/* ---- Files ---- */

static void test_files(void **state)
{
    (void)state;
    front_write("t.txt", SLSC_STR("hello ${self:service}\n"));
    front_write("x.json", SLSC_STR("{\"list\":[1,{\"a\":\"${self:service}\"}]}"));
    front_write("x.yml", SLSC_STR("k: {z: 5}\nin: ${file(x.json)}\ncf: !Ref Foo\n"));
    front_write("x.tfstate", SLSC_STR("{\"q\":9}"));
    front_write("x.dev.yml", SLSC_STR("v: dev"));
    assert_custom(" a: ${file(t.txt)}\n b: ${file(x.json):list.1}\n c: ${file(./x.yml):k.z}\n"
                  " d: ${file(x.yml):in.list.0}\n e: ${file(x.tfstate)}\n f: pre-${file(t.txt)}\n"
                  " g: ${file(nope.yml), 'fb'}\n h: ${file(x.yml):no.such, 'fb2'}\n"
                  " i: ${file(x.${sls:stage}.yml):v}\n j: ${file(x.yml):cf}\n"
                  " k: ${file(./nope.js), 'no'}\n",
                  "{\"a\":\"hello svc\\n\",\"b\":{\"a\":\"svc\"},\"c\":5,\"d\":1,\"e\":{\"q\":9},"
                  "\"f\":\"pre-hello svc\\n\",\"g\":\"fb\",\"h\":\"fb2\",\"i\":\"dev\","
                  "\"j\":{\"Ref\":\"Foo\"},\"k\":\"no\"}");
    assert_said(" a: ${file(nope.yml)}\n b: ${file(x.yml):k.y}\n c: ${file()}\n",
                "4:5+17 variables/missing-value: no value for `file(nope.yml)`\n"
                "5:5+18 variables/missing-value: no value for `file(x.yml):k.y`\n"
                "6:5+9 variables/bad-parameter: `file` needs a path in parentheses\n");
    /* a list of a file, as text, is looked through too */
    front_write("l.json", SLSC_STR("[\"${self:service}\", 1]"));
    assert_custom(" a: x${file(l.json)}\n", "{\"a\":\"xsvc,1\"}");
    front_unlink("l.json");
    front_unlink("t.txt");
    front_unlink("x.json");
    front_unlink("x.yml");
    front_unlink("x.tfstate");
    front_unlink("x.dev.yml");
}

static void test_files_refused(void **state)
{
    (void)state;
    slsc_arena *arena = slsc_arena_new(0);
    const char *folder = slsc_str_cstr(arena, front_path(arena, "d.yml"));
    const char *pipe = slsc_str_cstr(arena, front_path(arena, "pipe.txt"));
    front_write("bin.txt", SLSC_STR("\xFF\xFE"));
    front_write("me.txt", SLSC_STR("${file(me.txt)}"));
    front_write("bad.txt", SLSC_STR("so ${self:a"));
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_said(" a: 1\n b: ${file(d.yml), 'x'}\n c: ${file(pipe.txt)}\n"
                " d: ${file(bin.txt)}\n",
                "5:5+19 variables/file-unreadable: cannot read `d.yml`: a folder, not a file\n"
                "6:5+17 variables/file-unreadable: cannot read `pipe.txt`: not a regular file\n"
                "7:5+16 variables/file-unreadable: cannot read `bin.txt`: it is not UTF-8 text\n");
    assert_said(" a: ${file(me.txt)}\n b: ${file(me.txt)}\n",
                "1:1+15 variables/too-deep: values with variables in them are nested more than 10 "
                "deep\n");
    assert_said(" a: ${file(bad.txt)}\n", "1:4+8 variables/syntax: a variable is not closed\n");
    rmdir(folder);
    remove(pipe);
    slsc_arena_free(arena);
    front_unlink("bin.txt");
    front_unlink("me.txt");
    front_unlink("bad.txt");
}

/* ---- Faults ---- */

static void test_circles(void **state)
{
    (void)state;
    assert_said(" a: ${self:custom.a}\n", "4:5+16 variables/cycle: `custom.a` refers to itself\n");
    assert_said(" a: ${self:custom.b}\n b: ${self:custom.c}\n c: x${self:custom.a}\n",
                "6:6+16 variables/cycle: `custom.c` refers to itself through `custom.a`, "
                "`custom.b`\n");
    assert_said(" a: {x: '${self:custom.a}'}\n",
                "4:10+16 variables/cycle: `custom.a.x` refers to itself\n");
    assert_said(" a: ${self:}\n", "4:5+8 variables/cycle: `custom.a` refers to itself\n");
}

static void test_missing(void **state)
{
    (void)state;
    assert_said(" a: x ${self:custom.no} y\n b: ${opt:stage, self:provider.stage}\n",
                "4:7+17 variables/missing-value: no value for `self:custom.no`\n"
                "5:5+33 variables/missing-value: no value for `opt:stage`, nor for "
                "`self:provider.stage`\n");
    assert_said(" o: {a: 1}\n n: null\n a: x${self:custom.o}\n b: ${self:custom.n}\n",
                "6:6+16 variables/not-a-string: a map cannot be part of a string\n"
                "7:5+16 variables/missing-value: no value for `self:custom.n`\n");
    /* a fault is told once, however many refer to it */
    assert_said(" a: ${self:custom.b}\n b: ${self:custom.no}\n c: ${self:custom.b, 'x'}\n",
                "5:5+17 variables/missing-value: no value for `self:custom.no`\n");
}

static void test_helps(void **state)
{
    (void)state;
    slsc_unit *unit = resolve_custom(" message: x\n a: ${self:custom.mesage}\n b: ${evn:A}\n");
    const char *printed = front_printed(unit).ptr;
    assert_non_null(strstr(printed, "did you mean `${self:custom.message}`"));
    assert_non_null(strstr(printed, "did you mean `env`"));
    slsc_unit_free(unit);
    unit = resolve_custom(" a: ${self:provider.stage}\n b: ${file(n.yml)}\n");
    printed = front_printed(unit).ptr;
    assert_non_null(strstr(printed, "write `${sls:stage}`"));
    assert_non_null(strstr(printed, "`n.yml` does not exist"));
    assert_non_null(strstr(printed, "`${file(n.yml), 'default'}`"));
    slsc_unit_free(unit);
}

static void test_sources(void **state)
{
    (void)state;
    assert_said(" a: ${foo:bar, 'd'}\n b: ${sls:nope}\n c: ${sls:}\n",
                "4:5+15 variables/unknown-source: there is no variable source `foo`\n"
                "5:5+11 variables/bad-address: `sls` knows `stage` and `instanceId` only\n"
                "6:5+7 variables/bad-address: `sls` needs an address behind its `:`\n");
    assert_said(" a: ${ssm:/x, 'd'}\n b: ${cf:st.out}\n c: ${cf(us-east-1):x}\n d: ${s3:x}\n"
                " e: ${aws:accountId}\n f: ${param:no}\n",
                "9:5+11 variables/missing-value: no value for `param:no`\n");
    assert_said(
        " a: ${ssm:/x, 'd'}\n b: ${cf:st.out}\n c: ${cf(us-east-1):x}\n d: ${s3:x}\n"
        " e: ${aws:accountId}\n",
        "4:5+14 variables/not-pinned: `ssm:/x` is not pinned: what stands behind it is used\n"
        "5:5+12 variables/not-pinned: `cf:st.out` is neither pinned nor has it a default\n"
        "6:5+18 variables/bad-address: this is not an address of `cf`\n"
        "7:5+7 variables/bad-address: this is not an address of `s3`\n"
        "8:5+16 variables/not-pinned: `aws:accountId` is neither pinned nor has it a default\n");
}

static void test_syntax_first(void **state)
{
    (void)state;
    assert_said(" a: ${self:b\n b: x ${self:a, b c}\n c: ${self:missing}\n",
                "4:5+8 variables/syntax: a variable is not closed\n"
                "5:17+3 variables/syntax: `b c` is neither a source nor a default\n");
}

static void test_secrets(void **state)
{
    (void)state;
    slsc_unit *unit = resolve_custom(" a: ${self:custom.${env:SECRET}}\n"
                                     " b: ${file(${env:SECRET}.yml)}\n"
                                     " c: ${strToBool(x${env:SECRET})}\n"
                                     " d: ${file(${env:SECRET}/)}\n");
    assert_non_null(strstr(front_said(unit).ptr, "4:5+"));
    assert_non_null(strstr(front_said(unit).ptr, "6:5+"));
    assert_null(strstr(front_printed(unit).ptr, "s3cr3t"));
    slsc_unit_free(unit);
    unit = resolve_custom(" a: x${env:SECRET}\n b: ${self:custom.a}\n c: plain\n");
    assert_true(slsc_node_path(unit, unit->roots[SLSC_CONFIG], "custom.a")->secret);
    assert_true(slsc_node_path(unit, unit->roots[SLSC_CONFIG], "custom.b")->secret);
    assert_false(slsc_node_path(unit, unit->roots[SLSC_CONFIG], "custom.c")->secret);
    slsc_unit_free(unit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_self),          cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_text),          cmocka_unit_test(test_str_to_bool),
        cmocka_unit_test(test_env),           cmocka_unit_test(test_options),
        cmocka_unit_test(test_params),        cmocka_unit_test(test_files),
        cmocka_unit_test(test_files_refused), cmocka_unit_test(test_circles),
        cmocka_unit_test(test_missing),       cmocka_unit_test(test_helps),
        cmocka_unit_test(test_sources),       cmocka_unit_test(test_syntax_first),
        cmocka_unit_test(test_secrets),
    };
    return cmocka_run_group_tests(tests, front_make_folder, front_remove_folder);
}
