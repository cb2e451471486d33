/* Independent jobs on a few threads. They take the next number from one counter until none is
 * left: no queue, no lock. The calling thread works too, so a system that refuses new threads only
 * makes it slower. */
#include "base/jobs.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

enum { MAX_HELPERS = 63 };

/* Some C libraries give a thread 128 kB: too little for trees at their deepest. */
static const size_t stack_size = (size_t)8 << 20;

typedef struct work {
    void (*job)(void *context, size_t worker, size_t i);
    void *context;
    size_t n;
    atomic_size_t next, workers; /* workers: how many have begun */
} work;

static void *take_jobs(void *argument)
{
    work *all = argument;
    const size_t worker = atomic_fetch_add(&all->workers, 1);
    for (;;) {
        size_t i = atomic_fetch_add(&all->next, 1);
        if (i >= all->n) return NULL;
        all->job(all->context, worker, i);
    }
}

size_t slsc_jobs_workers(unsigned threads, size_t n)
{
    long processors = threads == 0 ? sysconf(_SC_NPROCESSORS_ONLN) : (long)threads;
    size_t wanted = processors < 1 ? 1 : (size_t)processors;
    if (wanted > n) wanted = n;
    return wanted > MAX_HELPERS + 1 ? MAX_HELPERS + 1 : wanted;
}

static size_t start(pthread_t *helpers, size_t wanted, work *all)
{
    pthread_attr_t attributes;
    if (wanted == 0 || pthread_attr_init(&attributes) != 0) return 0;
    size_t started = 0;
    bool sized = pthread_attr_setstacksize(&attributes, stack_size) == 0;
    while (sized && started < wanted &&
           pthread_create(&helpers[started], &attributes, take_jobs, all) == 0) {
        started++;
    }
    pthread_attr_destroy(&attributes);
    return started;
}

void slsc_jobs_run_on(unsigned threads, size_t n,
                      void (*job)(void *context, size_t worker, size_t i), void *context)
{
    work all = { .job = job, .context = context, .n = n };
    pthread_t helpers[MAX_HELPERS];
    if (n == 0) return;
    size_t started = start(helpers, slsc_jobs_workers(threads, n) - 1, &all);
    take_jobs(&all);
    for (size_t i = 0; i < started; i++) pthread_join(helpers[i], NULL);
}

typedef struct plain_job {
    void (*job)(void *context, size_t i);
    void *context;
} plain_job;

static void run_plain(void *context, size_t worker, size_t i)
{
    const plain_job *plain = context;
    (void)worker;
    plain->job(plain->context, i);
}

void slsc_jobs_run(unsigned threads, size_t n, void (*job)(void *context, size_t i), void *context)
{
    plain_job plain = { job, context };
    slsc_jobs_run_on(threads, n, run_plain, &plain);
}
