/* Keys are sorted as ICU's root collation has it before they are hashed: version ids of deployed
 * services depend on it. The order of ASCII is from the Unicode collation charts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "slsc/sugar.h"

int std_collate(slsc_str a, slsc_str b); /* stdlib/collate.c */

static int order(const char *a, const char *b) { return std_collate(slsc_s(a), slsc_s(b)); }

static void ascii_has_an_order_of_its_own(void **state)
{
    static const char ascii[] = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"
                                "aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ";
    (void)state;
    for (size_t i = 0; ascii[i + 1]; i++) {
        const char a[] = { ascii[i], '\0' }, b[] = { ascii[i + 1], '\0' };
        assert_int_equal(order(a, b), -1);
        assert_int_equal(order(b, a), 1);
        assert_int_equal(order(a, a), 0);
    }
}

static void case_decides_last(void **state)
{
    (void)state;
    assert_int_equal(order("ab", "AB"), -1);
    assert_int_equal(order("AB", "abc"), -1); /* shorter, whatever its case */
    assert_int_equal(order("aB", "Ab"), -1);  /* the first difference in case */
    assert_int_equal(order("Ab", "ac"), -1);  /* a letter beats all case */
    assert_int_equal(order("Fn::Sub", "foo"), -1);
}

static void punctuation_counts(void **state)
{
    (void)state;
    assert_int_equal(order("A_B", "A1"), -1);
    assert_int_equal(order("A1", "AB"), -1);
    assert_int_equal(order("FOO_BAR", "FOO-X"), -1);
    assert_int_equal(order("FOO-X", "FOOBAR"), -1);
    assert_int_equal(order("", "a"), -1);
    assert_int_equal(order("\x01"
                           "b",
                           "a"),
                     1); /* control characters are ignored */
    assert_int_equal(order("\x01"
                           "a",
                           "a"),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_has_an_order_of_its_own),
        cmocka_unit_test(case_decides_last),
        cmocka_unit_test(punctuation_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
