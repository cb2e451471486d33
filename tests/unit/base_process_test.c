/* Other programs: what they say, how they end, and that none runs on for ever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "base/process.h"

static slsc_process_end run(slsc_arena *arena, const char *script, slsc_process *p)
{
    const char *arguments[] = { "sh", "-c", script, NULL };
    static const char *const environ[] = { "PATH=/usr/bin:/bin", "GREETING=hello", NULL };
    p->arguments = arguments;
    p->environ = environ;
    if (!p->result) p->result = 1;
    if (!p->limit) p->limit = 1000;
    if (!p->milliseconds) p->milliseconds = 20000;
    const slsc_process_end end = slsc_process_run(arena, p);
    p->arguments = NULL;
    return end;
}

static void output_errors_and_status_come_back(void **state)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_process p = { 0 };
    (void)state;
    assert_int_equal(run(arena, "echo $GREETING; echo no >&2; exit 3", &p), SLSC_PROCESS_DONE);
    assert_true(slsc_str_is(p.output, "hello\n"));
    assert_true(slsc_str_is(p.errors, "no\n"));
    assert_int_equal(p.status, 3);
    slsc_arena_free(arena);
}

static void a_third_descriptor_can_be_the_result(void **state)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_process p = { .result = 3 };
    (void)state;
    assert_int_equal(run(arena, "echo said; echo result >&3", &p), SLSC_PROCESS_DONE);
    assert_true(slsc_str_is(p.output, "result\n"));
    assert_true(slsc_str_is(p.errors, "said\n"));
    slsc_arena_free(arena);
}

static void it_has_no_input(void **state)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_process p = { 0 };
    (void)state;
    assert_int_equal(run(arena, "cat; echo end", &p), SLSC_PROCESS_DONE);
    assert_true(slsc_str_is(p.output, "end\n"));
    slsc_arena_free(arena);
}

static void limits_end_it(void **state)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_process slow = { .milliseconds = 200 }, held = { .milliseconds = 200 }, large = { 0 };
    const time_t second = 1;
    struct timespec begin, end;
    (void)state;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    assert_int_equal(run(arena, "sleep 30", &slow), SLSC_PROCESS_LATE);
    /* The shell is gone, and what it left behind holds the pipes. */
    assert_int_equal(run(arena, "sleep 30 & exit 0", &held), SLSC_PROCESS_LATE);
    assert_int_equal(run(arena, "while :; do echo 0123456789; done", &large), SLSC_PROCESS_LARGE);
    clock_gettime(CLOCK_MONOTONIC, &end);
    assert_true(end.tv_sec - begin.tv_sec < 20 * second);
    slsc_arena_free(arena);
}

static void signals_and_missing_programs_are_told(void **state)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_process killed = { 0 };
    static const char *const none[] = { "slsc-no-such-program", NULL };
    slsc_process missing = { none, none + 1, 1, 10, 1000, { NULL, 0 }, { NULL, 0 }, 0 };
    (void)state;
    assert_int_equal(run(arena, "kill -9 $$", &killed), SLSC_PROCESS_KILLED);
    assert_int_equal(slsc_process_run(arena, &missing), SLSC_PROCESS_MISSING);
    slsc_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_errors_and_status_come_back),
        cmocka_unit_test(a_third_descriptor_can_be_the_result),
        cmocka_unit_test(it_has_no_input),
        cmocka_unit_test(limits_end_it),
        cmocka_unit_test(signals_and_missing_programs_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
