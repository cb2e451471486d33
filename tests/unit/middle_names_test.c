/* Names of resources: what stacks that are deployed already depend on. Expected values are those of
 * the reference's naming rules. */
#include "unit/middle_unit.h"

#include "middle/functions.h"

const slsc_plugin *const slsc_std_plugins[] = { NULL };
const slsc_shipped slsc_shipped_plugins[] = { { NULL, NULL, NULL, NULL } };

typedef struct name_case {
    slsc_name_rule rule;
    const char *text, *part;
} name_case;

static void parts_follow_their_rules(void **state)
{
    static const name_case cases[] = {
        { SLSC_NAME_FUNCTION, "hello-world", "HelloDashworld" },
        { SLSC_NAME_FUNCTION, "my_fn", "MyUnderscorefn" },
        { SLSC_NAME_FUNCTION, "-x", "Dashx" },
        { SLSC_NAME_FUNCTION, "aB", "AB" },
        { SLSC_NAME_FUNCTION, "", "" },
        { SLSC_NAME_UPPER, "cronJob-1", "CronJob-1" },
        { SLSC_NAME_ALNUM, "a.b-c", "Abc" },
        { SLSC_NAME_ALNUM, "-.-x", "X" },
        { SLSC_NAME_ALNUM, "1st", "1st" },
        { SLSC_NAME_PATH, "/users/{id}", "UsersIdVar" },
        { SLSC_NAME_PATH, "{proxy+}", "ProxyVar" },
        { SLSC_NAME_PATH, "my-path_x", "MyDashpathx" },
        { SLSC_NAME_PATH, "a.b", "Ab" },
        { SLSC_NAME_PATH, "{a}-{b}", "ADashbVar" },
        { SLSC_NAME_PATH, "{open", "Open" },
        { SLSC_NAME_PATH, "Foo/BAR/", "FooBar" },
        { SLSC_NAME_PATH, "GET /users/{id}", "GetUsersIdVar" },
    };
    slsc_arena *arena = slsc_arena_new(0);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const slsc_str part = slsc_name_part(arena, cases[i].rule, slsc_str_z(cases[i].text));
        assert_string_equal(slsc_str_cstr(arena, part), cases[i].part);
    }
    slsc_arena_free(arena);
}

static void functions_know_their_targets(void **state)
{
    static const char service[] =
        "{\"functions\": {"
        "\"plain\": {\"name\": \"s-dev-plain\"},"
        "\"none\": {\"provisionedConcurrency\": 0},"
        "\"warm\": {\"provisionedConcurrency\": 2, \"snapStart\": true},"
        "\"snap\": {\"snapStart\": true},"
        "\"long-one\": {\"durableConfig\": {}, \"provisionedConcurrency\": 1}}}";
    static const char *const aliases[] = { "", "", "provisioned", "snapstart", "durable" };
    static const char *const ids[] = { "", "", "WarmProvConcLambdaAlias",
                                       "SnapSnapStartLambdaAlias",
                                       "LongDashoneDurableLambdaAlias" };
    const slsc_settings settings = { .checked = true };
    slsc_unit *unit = unit_with(&settings, service);
    (void)state;
    assert_int_equal(slsc_functions_make(unit), SLSC_OK);
    assert_int_equal(unit->function_count, 5);
    for (size_t i = 0; i < 5; i++) {
        const slsc_function *function = slsc_host_table()->function_at(unit, i);
        assert_int_equal(function->position, i);
        assert_true(slsc_str_is(function->alias, aliases[i]));
        assert_true(slsc_str_is(function->alias_id, ids[i]));
    }
    assert_true(slsc_str_is(unit->functions[0].name, "s-dev-plain"));
    const slsc_node *from = unit->roots[SLSC_CONFIG];
    assert_json(unit, slsc_functions_target(unit, &unit->functions[0], from),
                "{\"Fn::GetAtt\":[\"PlainLambdaFunction\",\"Arn\"]}");
    assert_json(unit, slsc_functions_target(unit, &unit->functions[2], from),
                "{\"Fn::Join\":[\":\",[{\"Fn::GetAtt\":[\"WarmLambdaFunction\",\"Arn\"]},"
                "\"provisioned\"]]}");
    slsc_unit_free(unit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_follow_their_rules),
        cmocka_unit_test(functions_know_their_targets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
