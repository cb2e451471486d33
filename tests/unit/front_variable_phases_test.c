/* ${...} replaced: where a value says it came from, what is known when, and sources that others
 * bring. */
#include "unit/front_variables.h"

/* ---- Places ---- */

static void assert_place(slsc_unit *unit, const char *path, const char *value, const char *from)
{
    const slsc_node *node = slsc_node_path(unit, unit->roots[SLSC_CONFIG], path);
    assert_non_null(node);
    assert_non_null(node->from);
    assert_string_equal(slsc_str_cstr(unit->arena, slsc_sources_slice(unit->sources, node->place)),
                        value);
    assert_string_equal(
        slsc_str_cstr(unit->arena, slsc_sources_slice(unit->sources, node->from->place)), from);
    assert_string_equal(unit->makers[node->maker], "resolve");
}

static void test_places(void **state)
{
    (void)state;
    slsc_unit *unit = resolve_custom(" a: v\n b: ${self:custom.a}\n c: \"${self:custom.a}\"\n"
                                     " d: ${self:custom.x, 'dflt'}\n e: ${env:FOO}\n"
                                     " f: {g: '${self:custom.x, self:custom.b}'}\n"
                                     " h: x${self:custom.a}\n"
                                     " i: |\n  one\n  ${self:custom.a}\n  two ${self:custom.b}\n"
                                     " j: |-\n  ${self:custom.a}\n");
    assert_string_equal(front_said(unit).ptr, "");
    assert_place(unit, "custom.b", "v", "${self:custom.a}");
    assert_place(unit, "custom.c", "v", "${self:custom.a}");
    assert_place(unit, "custom.d", "'dflt'", "${self:custom.x, 'dflt'}");
    assert_place(unit, "custom.e", "${env:FOO}", "${env:FOO}");
    assert_place(unit, "custom.f.g", "v", "${self:custom.x, self:custom.b}");
    assert_place(unit, "custom.h", "x${self:custom.a}", "x${self:custom.a}");
    assert_place(unit, "custom.j", "v", "${self:custom.a}");
    slsc_unit_free(unit);
    /* inside of a block, and behind escapes */
    assert_said(" a: |\n  one ${self:custom.a1}\n  two ${self:custom.a2}\n"
                " b: \"\\t${self:custom.a3}\"\n",
                "5:7+17 variables/missing-value: no value for `self:custom.a1`\n"
                "6:7+17 variables/missing-value: no value for `self:custom.a2`\n"
                "7:8+17 variables/missing-value: no value for `self:custom.a3`\n");
}

/* ---- Phases ---- */

static slsc_str said_of(const char *yaml)
{
    static char said[2000];
    const slsc_settings s = settings();
    slsc_unit *unit = resolve_with(&s, yaml);
    const slsc_str text = front_said(unit);
    assert_true(text.len < sizeof said);
    memcpy(said, text.ptr, text.len + 1);
    slsc_unit_free(unit);
    return slsc_str_z(said);
}

static void test_phases(void **state)
{
    (void)state;
    const slsc_settings s = settings();
    slsc_unit *unit =
        resolve_with(&s, "service: svc\nprovider: {name: aws, stage: '${opt:stage, \"dev2\"}'}\n"
                         "custom: {a: '${sls:stage}', b: '${self:provider.stage}'}\n");
    assert_string_equal(front_json(unit, "custom").ptr, "{\"a\":\"dev2\",\"b\":\"dev2\"}");
    slsc_unit_free(unit);
    assert_string_equal(
        said_of("service: svc\nprovider: {name: aws, stage: '${param:x}'}\n").ptr,
        "2:31+10 variables/not-accessible: `provider.stage` must be known before the sources of "
        "this can be asked\n");
    assert_string_equal(
        said_of("service: svc\nprovider: {name: aws, region: '${ssm:/x}'}\n").ptr,
        "2:32+9 variables/not-accessible: `provider.region` must be known before the sources of "
        "this can be asked\n");
    assert_string_equal(
        said_of("service: ${ssm:/x}\nprovider: {name: aws}\n").ptr,
        "1:10+9 variables/not-accessible: `service` must be known before the sources of this can "
        "be asked\n");
    assert_string_equal(
        said_of("service: svc\nprovider: {name: aws}\ndisabledDeprecations: ['${env:FOO}']\n").ptr,
        "3:24+12 variables/not-allowed: `disabledDeprecations` cannot have variables\n");
}

static void test_late_defaults(void **state)
{
    (void)state;
    const slsc_settings s = settings();
    slsc_unit *unit = resolve_with(
        &s, "service: svc\nprovider: {name: aws}\n"
            "params: {default: {p: 1}}\n"
            "custom: {a: '${param:none, self:provider.stage}', o: {x: '${param:p}'},\n"
            "  b: '${self:custom.o}', c: '${self:provider.region, param:none, ''z''}'}\n");
    assert_string_equal(front_said(unit).ptr, "");
    assert_string_equal(front_json(unit, "custom.a").ptr, "\"dev\"");
    /* a copy of what waits waits too */
    assert_string_equal(front_json(unit, "custom.b").ptr, "{\"x\":1}");
    assert_string_equal(front_json(unit, "custom.c").ptr, "\"us-east-1\"");
    assert_string_equal(front_json(unit, "provider").ptr,
                        "{\"name\":\"aws\",\"stage\":\"dev\",\"region\":\"us-east-1\","
                        "\"versionFunctions\":true}");
    slsc_unit_free(unit);
}

static void test_whole_sections(void **state)
{
    (void)state;
    front_write("p.yml", SLSC_STR("name: aws\nruntime: nodejs24.x\nstage: ${self:custom.s}\n"));
    front_write("params.yml", SLSC_STR("qa: {x: 1}\nprod: {x: '${env:NOTHING}'}\n"));
    const slsc_settings s = settings();
    slsc_unit *unit = resolve_with(&s, "service: ${self:custom.n}\nprovider: ${file(p.yml)}\n"
                                       "params: ${file(params.yml)}\n"
                                       "custom: {n: foo, s: '${env:STAGE}', x: '${param:x}',\n"
                                       " r: '${self:provider.runtime}'}\n");
    assert_string_equal(front_said(unit).ptr, "");
    assert_string_equal(front_json(unit, "custom").ptr,
                        "{\"n\":\"foo\",\"s\":\"qa\",\"x\":1,\"r\":\"nodejs24.x\"}");
    assert_string_equal(slsc_str_cstr(unit->arena, unit->service.stack), "foo-qa");
    slsc_unit_free(unit);
    front_unlink("p.yml");
    front_unlink("params.yml");
}

/* ---- Sources that others bring ---- */

static slsc_node *answer(slsc_unit *unit, void *context, const slsc_node *params, slsc_str address,
                         const slsc_node *from)
{
    (void)context;
    (void)params;
    if (slsc_str_is(address, "/none")) return NULL;
    return slsc_node_string(unit, slsc_strf(unit->arena, "pinned%.*s", SLSC_FMT(address)), from);
}

static void test_more(void **state)
{
    (void)state;
    const slsc_settings s = settings();
    const slsc_variable_source more[] = { { "ssm", answer, NULL }, { "vault", answer, NULL } };
    slsc_unit *unit = front_unit(
        &s,
        "service: svc\nprovider: {name: aws}\n"
        "custom: {a: '${ssm:/k}', b: '${vault:/none, 5}', c: 'x${vault(1):/${self:service}}'}\n");
    assert_int_equal(slsc_variables_resolve(unit, more, 2), SLSC_OK);
    assert_string_equal(front_json(unit, "custom").ptr,
                        "{\"a\":\"pinned/k\",\"b\":5,\"c\":\"xpinned/svc\"}");
    assert_true(slsc_node_path(unit, unit->roots[SLSC_CONFIG], "custom.a")->secret);
    slsc_unit_free(unit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),        cmocka_unit_test(test_phases),
        cmocka_unit_test(test_late_defaults), cmocka_unit_test(test_whole_sections),
        cmocka_unit_test(test_more),
    };
    return cmocka_run_group_tests(tests, front_make_folder, front_remove_folder);
}
