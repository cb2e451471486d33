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
    void (*job)(void *context, size_t i);
    void *context;
    size_t n;
    atomic_size_t next;
} work;

static void *take_jobs(void *argument)
{
    work *all = argument;
    for (;;) {
        size_t i = atomic_fetch_add(&all->next, 1);
        if (i >= all->n) return NULL;
        all->job(all->context, i);
    }
}

static size_t helpers_for(unsigned threads, size_t n)
{
    long processors = threads == 0 ? sysconf(_SC_NPROCESSORS_ONLN) : (long)threads;
    size_t wanted = processors < 1 ? 1 : (size_t)processors;
    if (wanted > n) wanted = n;
    if (wanted > MAX_HELPERS + 1) wanted = MAX_HELPERS + 1;
    return wanted == 0 ? 0 : wanted - 1;
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

void slsc_jobs_run(unsigned threads, size_t n, void (*job)(void *context, size_t i), void *context)
{
    work all = { .job = job, .context = context, .n = n };
    pthread_t helpers[MAX_HELPERS];
    size_t started = start(helpers, helpers_for(threads, n), &all);
    take_jobs(&all);
    for (size_t i = 0; i < started; i++) pthread_join(helpers[i], NULL);
}
