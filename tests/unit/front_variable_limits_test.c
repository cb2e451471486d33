/* ${...} replaced, without end: chains that are long and fine, and growth that is stopped. */
#include "unit/front_variables.h"

static void test_long_chain(void **state)
{
    (void)state;
    enum { LINKS = 20000 };
    const slsc_settings s = settings();
    slsc_unit *unit = slsc_unit_new(&s);
    slsc_sb yaml = slsc_sb_new(unit->arena, 0);
    slsc_sb_addz(&yaml, "service: svc\nprovider: {name: aws}\ncustom:\n");
    for (int i = 0; i < LINKS; i++) slsc_sb_addf(&yaml, " a%d: ${self:custom.a%d}\n", i, i + 1);
    slsc_sb_addf(&yaml, " a%d: end\n", LINKS);
    unit->roots[SLSC_CONFIG] = slsc_yaml_parse(
        unit, slsc_sources_add(unit->sources, SLSC_STR("serverless.yml"), slsc_sb_str(&yaml)));
    assert_int_equal(slsc_variables_resolve(unit, NULL, 0), SLSC_OK);
    assert_string_equal(front_json(unit, "custom.a0").ptr, "\"end\"");
    slsc_unit_free(unit);
}

/* Each doubles the one before: 2^40 in the end, of values and of text. */
static void test_growth(void **state)
{
    (void)state;
    const slsc_settings s = settings();
    slsc_unit *unit = slsc_unit_new(&s);
    for (int texts = 0; texts < 2; texts++) {
        slsc_sb yaml = slsc_sb_new(unit->arena, 0);
        slsc_sb_addz(&yaml, "service: svc\nprovider: {name: aws}\ncustom:\n");
        slsc_sb_addz(&yaml, texts ? " a0: 0123456789\n" : " a0: [1, 2]\n");
        for (int i = 1; i < 40; i++)
            slsc_sb_addf(&yaml,
                         texts ? " a%d: ${self:custom.a%d}${self:custom.a%d}\n"
                               : " a%d: ['${self:custom.a%d}', '${self:custom.a%d}']\n",
                         i, i - 1, i - 1);
        slsc_unit *hostile = slsc_unit_new(&s);
        hostile->roots[SLSC_CONFIG] = slsc_yaml_parse(
            hostile, slsc_sources_add(hostile->sources, SLSC_STR("serverless.yml"),
                                      slsc_str_copy(hostile->arena, slsc_sb_str(&yaml))));
        assert_int_equal(slsc_variables_resolve(hostile, NULL, 0), SLSC_FAIL);
        assert_non_null(strstr(front_said(hostile).ptr, "variables/too-large"));
        slsc_unit_free(hostile);
    }
    slsc_unit_free(unit);
}

static void test_deep_tree(void **state)
{
    (void)state;
    const slsc_settings s = settings();
    slsc_unit *unit = slsc_unit_new(&s);
    slsc_sb yaml = slsc_sb_new(unit->arena, 0);
    slsc_sb_addz(&yaml, "service: svc\nprovider: {name: aws}\ncustom:\n a0: {x: 1}\n");
    for (int i = 1; i < 300; i++)
        slsc_sb_addf(&yaml, " a%d: {x: '${self:custom.a%d}'}\n", i, i - 1);
    unit->roots[SLSC_CONFIG] = slsc_yaml_parse(
        unit, slsc_sources_add(unit->sources, SLSC_STR("serverless.yml"), slsc_sb_str(&yaml)));
    assert_int_equal(slsc_variables_resolve(unit, NULL, 0), SLSC_FAIL);
    assert_non_null(strstr(front_said(unit).ptr, "variables/too-deep"));
    slsc_unit_free(unit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_chain),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_deep_tree),
    };
    return cmocka_run_group_tests(tests, front_make_folder, front_remove_folder);
}
