/* The facts of a service, and its configuration in normal form. */
#include "front/service.h"
#include "unit/front_unit.h"

static slsc_unit *facts_with(const slsc_settings *settings, const char *yaml)
{
    slsc_unit *unit = front_unit(settings, yaml);
    const slsc_status status = slsc_service_facts(unit);
    assert_int_equal(status == SLSC_OK, slsc_unit_ok(unit));
    front_assert_lawful(unit);
    return unit;
}

static slsc_unit *facts(const char *yaml)
{
    const slsc_settings settings = { 0 };
    return facts_with(&settings, yaml);
}

static void assert_facts_say(const char *yaml, const char *said)
{
    slsc_unit *unit = facts(yaml);
    assert_string_equal(front_said(unit).ptr, said);
    slsc_unit_free(unit);
}

static void assert_str(slsc_str found, const char *expected)
{
    assert_int_equal(found.len, strlen(expected));
    assert_memory_equal(found.ptr, expected, found.len);
}

static void test_defaults(void **state)
{
    (void)state;
    slsc_unit *unit = facts("service: svc\nprovider: {name: aws, runtime: x}\n");
    assert_str(unit->service.name, "svc");
    assert_str(unit->service.stage, "dev");
    assert_str(unit->service.region, "us-east-1");
    assert_str(unit->service.stack, "svc-dev");
    assert_int_equal(unit->service.folder.ptr[0], '/');
    assert_string_equal(front_json(unit, "provider").ptr,
                        "{\"name\":\"aws\",\"runtime\":\"x\",\"stage\":\"dev\","
                        "\"region\":\"us-east-1\",\"versionFunctions\":true}");
    /* to ask again changes nothing */
    assert_int_equal(slsc_service_facts(unit), SLSC_OK);
    assert_int_equal(slsc_node_count(slsc_node_path(unit, unit->roots[SLSC_CONFIG], "provider")),
                     5);
    slsc_unit_free(unit);
}

static void test_given(void **state)
{
    (void)state;
    slsc_settings settings = { 0 };
    settings.stage = SLSC_STR("prod");
    settings.region = SLSC_STR("eu-west-1");
    slsc_unit *unit = facts_with(&settings, "service: svc\n"
                                            "provider: {region: a, stage: qa, name: aws, "
                                            "versionFunctions: false, stackName: st}\n");
    assert_str(unit->service.stage, "prod");
    assert_str(unit->service.region, "eu-west-1");
    assert_str(unit->service.stack, "st");
    /* the region is written back, the stage is not */
    assert_string_equal(front_json(unit, "provider").ptr,
                        "{\"region\":\"eu-west-1\",\"stage\":\"qa\",\"name\":\"aws\","
                        "\"versionFunctions\":false,\"stackName\":\"st\"}");
    slsc_unit_free(unit);
}

static void test_older_forms(void **state)
{
    (void)state;
    slsc_unit *unit = facts("service: {name: svc, awsKmsKeyArn: x}\nprovider: aws\n");
    assert_string_equal(front_said(unit).ptr, "1:1+7 service/object-notation: the map form of "
                                              "`service` is no longer in use\n");
    assert_non_null(strstr(front_printed(unit).ptr, "write `service: svc`"));
    assert_string_equal(front_json(unit, "service").ptr, "\"svc\"");
    assert_string_equal(front_json(unit, "provider").ptr,
                        "{\"name\":\"aws\",\"kmsKeyArn\":\"x\",\"stage\":\"dev\","
                        "\"region\":\"us-east-1\",\"versionFunctions\":true}");
    slsc_unit_free(unit);
}

static void test_faults(void **state)
{
    (void)state;
    assert_facts_say("provider: {name: aws}\n",
                     "1:1+21 service/missing-name: `service` is missing\n");
    assert_facts_say("service: 5\nprovider: {name: aws}\n",
                     "1:10+1 service/missing-name: `service` must be the service's name\n");
    assert_facts_say("service: 1a\nprovider: {name: aws}\n",
                     "1:10+2 service/bad-name: the service's name must start with a letter, and "
                     "have two or more letters, digits and hyphens\n");
    assert_facts_say("service: a\nprovider: {name: google}\n",
                     "1:10+1 service/bad-name: the service's name must start with a letter, and "
                     "have two or more letters, digits and hyphens\n"
                     "2:18+6 service/unsupported-provider: services of this provider cannot be "
                     "compiled\n");
    assert_facts_say("service: svc\nprovider: {region: x}\n",
                     "2:11+11 service/missing-provider: `provider.name` is missing\n");
    assert_facts_say("service: svc\nprovider: {name: aws, stage: 5}\n",
                     "2:30+1 service/bad-stage: the stage must be text of letters, digits and "
                     "hyphens\n");
    assert_facts_say("service: svc\nprovider: {name: aws, stage: a_b}\n",
                     "2:30+3 service/bad-stage: the stage must be text of letters, digits and "
                     "hyphens\n");
}

/* ---- Normal form ---- */

static slsc_unit *normal(const char *yaml)
{
    slsc_unit *unit = facts(yaml);
    const slsc_status status = slsc_service_normalize(unit);
    assert_int_equal(status == SLSC_OK, slsc_unit_ok(unit));
    front_assert_lawful(unit);
    return unit;
}

static void assert_normal(const char *yaml, const char *path, const char *json)
{
    slsc_unit *unit = normal(yaml);
    assert_string_equal(front_said(unit).ptr, "");
    assert_string_equal(front_json(unit, path).ptr, json);
    slsc_unit_free(unit);
}

static void assert_normal_says(const char *yaml, const char *said)
{
    slsc_unit *unit = normal(yaml);
    assert_string_equal(front_said(unit).ptr, said);
    slsc_unit_free(unit);
}

#define SERVICE "service: svc\nprovider: {name: aws}\n"

static void test_functions(void **state)
{
    (void)state;
    assert_normal(SERVICE "functions: {a: {handler: x}, gone: null, b: {name: n, events: null, "
                          "image: i}}\n",
                  "functions",
                  "{\"a\":{\"handler\":\"x\",\"events\":[],\"name\":\"svc-dev-a\"},"
                  "\"b\":{\"name\":\"n\",\"events\":[],\"image\":\"i\"}}");
    assert_normal(SERVICE "functions: null\n", "functions", "{}");
    assert_normal(SERVICE "functions:\n - a: {handler: x, tags: {t: 1}}\n - null\n"
                          " - b: {handler: y}\n   a: {tags: {u: 2}}\n",
                  "functions",
                  "{\"a\":{\"handler\":\"x\",\"tags\":{\"t\":1,\"u\":2},\"events\":[],"
                  "\"name\":\"svc-dev-a\"},\"b\":{\"handler\":\"y\",\"events\":[],"
                  "\"name\":\"svc-dev-b\"}}");
}

static void test_resources(void **state)
{
    (void)state;
    assert_normal(SERVICE "resources:\n - Resources: {A: {Type: T}}\n"
                          " - Resources: {A: {Properties: {N: x}}, B: {Type: U}}\n"
                          " - Outputs: {O: {Value: 1}}\n",
                  "resources",
                  "{\"Resources\":{\"A\":{\"Type\":\"T\",\"Properties\":{\"N\":\"x\"}},"
                  "\"B\":{\"Type\":\"U\"}},\"Outputs\":{\"O\":{\"Value\":1}}}");
}

static void test_bad_functions(void **state)
{
    (void)state;
    assert_normal_says(SERVICE "functions: foo\n",
                       "3:12+3 functions/not-a-map: `functions` must be "
                       "a map, or a list of maps\n");
    assert_normal_says(SERVICE "functions: [foo]\n",
                       "3:13+3 functions/not-a-map: an item of `functions` must be a map\n");
    assert_normal_says(SERVICE "resources: [foo]\n",
                       "3:13+3 resources/not-a-map: an item of `resources` must be a map\n");
    assert_normal_says(SERVICE
                       "functions:\n a: foo\n b: {timeout: 3}\n c: {handler: x, image: y}\n",
                       "4:5+3 functions/not-a-map: the function `a` must be a map\n"
                       "5:2+1 functions/no-handler: `b` has neither a `handler` nor an `image`\n"
                       "6:2+1 functions/handler-and-image: `c` has both a `handler` and an "
                       "`image`\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),      cmocka_unit_test(test_given),
        cmocka_unit_test(test_older_forms),   cmocka_unit_test(test_faults),
        cmocka_unit_test(test_functions),     cmocka_unit_test(test_resources),
        cmocka_unit_test(test_bad_functions),
    };
    return cmocka_run_group_tests(tests, front_make_folder, front_remove_folder);
}
