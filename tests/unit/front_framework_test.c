/* Ranges of versions of the framework: which major version is the newest in them. */
#include "front/framework.h"
#include "unit/front_unit.h"

static void assert_newest(const char *range, unsigned expected)
{
    if (slsc_framework_newest(slsc_str_z(range)) != expected)
        fail_msg("%s: %u", range, slsc_framework_newest(slsc_str_z(range)));
}

static void test_one_version(void **state)
{
    (void)state;
    assert_newest("1", 1);
    assert_newest("3", 3);
    assert_newest("=2.72.3", 2);
    assert_newest("v1.39.1", 1);
    assert_newest("^2.1.0", 2);
    assert_newest("~1.39", 1);
    assert_newest("3.x", 3);
    assert_newest("4.18.0", 4);
}

static void test_bounds(void **state)
{
    (void)state;
    assert_newest(">=1.2.0 <2.0.0", 1);
    assert_newest(">= 1.2.0 < 2", 1);
    assert_newest(">=1.2.0 <2.1.0", 2);
    assert_newest(">1.0 <=2.0.0", 2);
    assert_newest("<4.0.0 >=2.1.0", 3);
    assert_newest(">=1.6.0", 4);
    assert_newest(">1", 4);
    assert_newest("1.0.0 - 2.5.0", 2);
    assert_newest("1.0.0 -2.5.0", 2);
}

static void test_alternatives(void **state)
{
    (void)state;
    assert_newest("1 || 2", 2);
    assert_newest("^3.0.0||^2.0.0", 3);
    assert_newest("1.x || >=3", 4);
}

static void test_what_names_none(void **state)
{
    (void)state;
    assert_newest("", 4);
    assert_newest("*", 4);
    assert_newest("x", 4);
    assert_newest("latest", 4);
    assert_newest("=X.X.X", 4);
    assert_newest("17", 4);
    assert_newest("<1.0.0", 4);
    assert_newest("99999999999999999999", 4);
    assert_newest("|||||", 4);
    assert_newest("1 |", 4);
    assert_newest("- - - -", 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_version),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_alternatives),
        cmocka_unit_test(test_what_names_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
