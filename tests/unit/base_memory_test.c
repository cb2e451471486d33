/* Arenas, and jobs on several threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/jobs.h"

static void blocks_are_zero_aligned_and_apart(void **state)
{
    (void)state;
    slsc_arena *arena = slsc_arena_new(0);
    unsigned char *blocks[500];
    size_t total = 0;
    for (size_t i = 0; i < 500; i++) {
        size_t size = i * 37 % 4001, align = (size_t)1 << (i % 5);
        blocks[i] = slsc_arena_alloc(arena, size, align);
        total += size;
        assert_int_equal((uintptr_t)blocks[i] % align, 0);
        for (size_t at = 0; at < size; at++) assert_int_equal(blocks[i][at], 0);
        memset(blocks[i], (int)(i % 255 + 1), size);
    }
    for (size_t i = 0; i < 500; i++) {
        for (size_t at = 0; at < i * 37 % 4001; at++) {
            assert_int_equal(blocks[i][at], i % 255 + 1);
        }
    }
    assert_int_equal(slsc_arena_used(arena), total);
    assert_non_null(slsc_arena_alloc(arena, 0, 1));
    unsigned char *large = slsc_arena_alloc(arena, 5000000, 16);
    large[4999999] = 1;
    slsc_arena_free(arena);
    slsc_arena_free(NULL);
}

static void blocks_of_an_adopted_arena_stay(void **state)
{
    (void)state;
    for (int filled = 0; filled < 2; filled++) { /* an arena without a block adopts, too */
        slsc_arena *arena = slsc_arena_new(0), *other = slsc_arena_new(0);
        char *own = filled ? slsc_arena_alloc(arena, 10, 1) : NULL;
        char *theirs = slsc_arena_alloc(other, 10, 1), *large = slsc_arena_alloc(other, 300000, 1);
        theirs[9] = 'x';
        large[299999] = 'y';
        slsc_arena_adopt(arena, other);
        slsc_arena_adopt(arena, slsc_arena_new(0));
        assert_int_equal(slsc_arena_used(arena), 300010 + (filled ? 10 : 0));
        char *next = slsc_arena_alloc(arena, 10, 1);
        next[0] = 'z';
        if (own) assert_int_equal(own[0], 0);
        assert_int_equal(theirs[9], 'x');
        assert_int_equal(large[299999], 'y');
        slsc_arena_free(arena);
    }
}

static void lists_grow_by_doubling(void **state)
{
    (void)state;
    slsc_arena *arena = slsc_arena_new(0);
    int *items = NULL;
    size_t capacity = 0, moves = 0;
    for (size_t count = 0; count < 1000; count++) {
        int *before = items;
        items = slsc_arena_grow(arena, items, count, &capacity, sizeof *items);
        moves += items != before;
        assert_true(capacity > count);
        assert_int_equal(items[count], 0);
        items[count] = (int)count;
    }
    for (int i = 0; i < 1000; i++) assert_int_equal(items[i], i);
    assert_int_equal(capacity, 1024);
    assert_int_equal(moves, 8);
    slsc_arena_free(arena);
}

static void fill(size_t ceiling)
{
    slsc_arena *arena = slsc_arena_new(ceiling);
    for (int i = 0; i < 10; i++) slsc_arena_alloc(arena, 100, 1);
    slsc_arena_free(arena);
}

/* Runs fill in a process of its own; what it wrote on stderr goes to `text`. */
static int status_of_fill(size_t ceiling, char *text, size_t size)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        fill(ceiling);
        _exit(0);
    }
    close(ends[1]);
    ssize_t got = read(ends[0], text, size - 1);
    text[got > 0 ? got : 0] = '\0';
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void a_ceiling_ends_the_process(void **state)
{
    (void)state;
    char text[100];
    assert_int_equal(status_of_fill(1000, text, sizeof text), 0);
    assert_string_equal(text, "");
    assert_int_equal(status_of_fill(999, text, sizeof text), 70);
    assert_string_equal(text, "slsc: out of memory\n");
}

typedef struct tally {
    atomic_int done[1000];
    atomic_int all;
} tally;

static void count_job(void *context, size_t i)
{
    tally *counted = context;
    atomic_fetch_add(&counted->done[i], 1);
    atomic_fetch_add(&counted->all, 1);
}

static void each_job_is_done_once(void **state)
{
    (void)state;
    const unsigned threads[] = { 0, 1, 2, 7, 5000 };
    for (size_t t = 0; t < 5; t++) {
        static const size_t sizes[] = { 0, 1, 2, 1000 };
        for (size_t s = 0; s < 4; s++) {
            tally counted = { 0 };
            slsc_jobs_run(threads[t], sizes[s], count_job, &counted);
            assert_int_equal(atomic_load(&counted.all), sizes[s]);
            for (size_t i = 0; i < sizes[s]; i++) {
                assert_int_equal(atomic_load(&counted.done[i]), 1);
            }
        }
    }
}

typedef struct benches {
    atomic_int busy[64];
    atomic_int all;
} benches;

static void sit_down(void *context, size_t worker, size_t i)
{
    benches *b = context;
    (void)i;
    assert_true(worker < 64);
    assert_int_equal(atomic_fetch_add(&b->busy[worker], 1), 0); /* nobody else sits there */
    atomic_fetch_add(&b->all, 1);
    atomic_fetch_sub(&b->busy[worker], 1);
}

static void workers_keep_to_themselves(void **state)
{
    (void)state;
    const unsigned threads[] = { 0, 1, 2, 7, 5000 };
    assert_int_equal(slsc_jobs_workers(7, 3), 3);
    assert_int_equal(slsc_jobs_workers(7, 300), 7);
    assert_int_equal(slsc_jobs_workers(0, 0), 0);
    for (size_t t = 0; t < 5; t++) {
        benches b = { 0 };
        slsc_jobs_run_on(threads[t], 1000, sit_down, &b);
        assert_int_equal(atomic_load(&b.all), 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_zero_aligned_and_apart),
        cmocka_unit_test(blocks_of_an_adopted_arena_stay),
        cmocka_unit_test(lists_grow_by_doubling),
        cmocka_unit_test(a_ceiling_ends_the_process),
        cmocka_unit_test(each_job_is_done_once),
        cmocka_unit_test(workers_keep_to_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
