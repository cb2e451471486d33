/* memory_test.c: the arena, text and table of the bundler. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "memory.h"

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    bundler_arena arena = { 0 };
    for (size_t size = 1; size < 3000000; size = size * 3 + 1) {
        unsigned char *memory = bundler_alloc(&arena, size);
        assert_int_equal((uintptr_t)memory % 16, 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(memory[i], 0);
        memset(memory, 0xff, size);
    }
    bundler_arena_end(&arena);
    assert_null(arena.last);
}

static void text_grows(void **state)
{
    (void)state;
    bundler_arena arena = { 0 };
    bundler_text text = { .arena = &arena };
    for (uint64_t i = 0; i < 1000; i++) bundler_add_number(&text, i * 1000003u);
    bundler_addz(&text, "!");
    slsc_str done = bundler_done(&text);
    assert_memory_equal(done.ptr, "010000032000006", 15);
    assert_int_equal(done.ptr[done.len - 1], '!');
    bundler_arena_end(&arena);
}

static void table_finds_what_was_added(void **state)
{
    (void)state;
    bundler_arena arena = { 0 };
    bundler_table table = { .arena = &arena };
    assert_int_equal(bundler_table_find(&table, bundler_s("a")), BUNDLER_NONE);
    for (uint32_t i = 0; i < 5000; i++)
        *bundler_table_at(&table, bundler_printf(&arena, "key %u", i)) = i;
    assert_int_equal(table.count, 5000);
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(bundler_table_find(&table, bundler_printf(&arena, "key %u", i)), i);
    *bundler_table_at(&table, (slsc_str) { NULL, 0 }) = 7;
    assert_int_equal(bundler_table_find(&table, bundler_s("")), 7);
    bundler_arena_end(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(text_grows),
        cmocka_unit_test(table_finds_what_was_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
