/* jobs.h: independent work on several threads. The caller's results must not depend on how many. */
#ifndef SLSC_BASE_JOBS_H
#define SLSC_BASE_JOBS_H

#include <stddef.h>

/* Calls job(context, i) once for each i < n on up to `threads` threads (0: as many as there are
 * processors) and returns when all are done. No thread is started for a single job. */
void slsc_jobs_run(unsigned threads, size_t n, void (*job)(void *context, size_t i), void *context);

/* The same for jobs that keep something by them, a buffer, from one to the next: `worker` is below
 * slsc_jobs_workers(threads, n), and no two jobs with one number run at the same time. */
size_t slsc_jobs_workers(unsigned threads, size_t n);
void slsc_jobs_run_on(unsigned threads, size_t n,
                      void (*job)(void *context, size_t worker, size_t i), void *context);

#endif
