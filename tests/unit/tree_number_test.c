/* Numbers as ECMAScript writes and reads them; the expected texts are those node prints. */
#include "tree/number.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* behind the four it needs */
#include <cmocka.h>

static void assert_text(double value, const char *expected)
{
    char text[SLSC_NUMBER_SIZE];
    size_t len = slsc_number_format(value, text);
    assert_string_equal(text, expected);
    assert_int_equal(len, slsc_str_z(expected).len);
}

static void writes_as_ecmascript(void **state)
{
    (void)state;
    assert_text(0, "0");
    assert_text(-0.0, "0");
    assert_text(5, "5");
    assert_text(-7, "-7");
    assert_text(1e21, "1e+21");
    assert_text(1e20, "100000000000000000000");
    assert_text(123456789012345680000.0, "123456789012345680000");
    assert_text(1e-7, "1e-7");
    assert_text(1e-6, "0.000001");
    assert_text(1.5e-7, "1.5e-7");
    assert_text(0.1 + 0.2, "0.30000000000000004");
    assert_text(5e-324, "5e-324");
    assert_text(2.225073858507201e-308, "2.225073858507201e-308");
    assert_text(2.2250738585072014e-308, "2.2250738585072014e-308");
    assert_text(1.7976931348623157e308, "1.7976931348623157e+308");
    assert_text(-1.7976931348623157e308, "-1.7976931348623157e+308");
    assert_text(9007199254740992.0, "9007199254740992");
    assert_text(9007199254740994.0, "9007199254740994");
    assert_text(18014398509481984.0, "18014398509481984");
    assert_text(12345678901234567890123.0, "1.2345678901234568e+22");
    assert_text(0.5, "0.5");
    assert_text(-1.25, "-1.25");
    assert_text(123.456, "123.456");
    assert_text(-0.0000012345678901234567, "-0.0000012345678901234567");
    /* a power of two, where the nearest 16 digits do not read back but the next ones do */
    assert_text(ldexp(1, -44), "5.684341886080802e-14");
    assert_text(9.5367431640625e-7, "9.5367431640625e-7");
    assert_text(HUGE_VAL, "Infinity");
    assert_text(-HUGE_VAL, "-Infinity");
    assert_text(NAN, "NaN");
}

static void assert_reads(const char *text, double expected)
{
    double value = 99;
    assert_true(slsc_number_parse(slsc_str_z(text), &value));
    assert_memory_equal(&value, &expected, sizeof value);
}

static void assert_refused(const char *text)
{
    double value;
    assert_false(slsc_number_parse(slsc_str_z(text), &value));
}

static void reads_as_ecmascript(void **state)
{
    (void)state;
    assert_reads("", 0);
    assert_reads(" \t\r\n\v\f", 0);
    assert_reads("\xC2\xA0\xE2\x80\x83 7\xEF\xBB\xBF\xE3\x80\x80", 7);
    assert_reads("-0", -0.0);
    assert_reads("+5", 5);
    assert_reads("1.50", 1.5);
    assert_reads(".5", .5);
    assert_reads("5.", 5);
    assert_reads("1e3", 1000);
    assert_reads("1E+21", 1e21);
    assert_reads("007", 7);
    assert_reads("0x1F", 31);
    assert_reads("0XfF", 255);
    assert_reads("0o17", 15);
    assert_reads("0b101", 5);
    assert_reads("0x20000000000001", 9007199254740992.0); /* a tie goes to the even one */
    assert_reads("0x20000000000001000000000000001", ldexp(9007199254740994.0, 60));
    assert_reads("Infinity", HUGE_VAL);
    assert_reads("-Infinity", -HUGE_VAL);
    assert_reads("1e999", HUGE_VAL);
    assert_reads("1e-999", 0);
    assert_reads("9007199254740993", 9007199254740992.0);
    assert_reads("0.00000000000000000000000000000000000000001e41", 1);
    assert_reads("1e99999999999999999999999", HUGE_VAL);
}

static void reads_long_digits(void **state)
{
    /* 2^53 + 1 is a tie; a digit a thousand places behind the point breaks it upwards */
    char text[1100];
    double value;
    size_t n = 0;
    (void)state;
    for (const char *c = "9007199254740993."; *c != 0; c++) text[n++] = *c;
    while (n < 1050) text[n++] = '0';
    assert_true(slsc_number_parse((slsc_str) { text, n }, &value));
    assert_true(value == 9007199254740992.0);
    text[n++] = '1';
    assert_true(slsc_number_parse((slsc_str) { text, n }, &value));
    assert_true(value == 9007199254740994.0);
}

static void refuses_the_rest(void **state)
{
    static const char *const texts[] = { "1_000", "abc", "1 2",   "0x",  "0xG",      "-0x10",
                                         "+0b1",  "1e",  "1e+",   ".",   "infinity", "nan",
                                         "NaN",   "--1", "1.2.3", "0o8", "0b2",      "e5",
                                         "+",     "-",   ".e1",   "1n",  "1\xE2",    "\xC2" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_refused(texts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_as_ecmascript),
        cmocka_unit_test(reads_as_ecmascript),
        cmocka_unit_test(reads_long_digits),
        cmocka_unit_test(refuses_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
