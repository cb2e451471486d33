/* ext_jobs.c: slsc.jobs/1: independent work of a plugin on the threads the user allows. A job that
 * crashes is told like its pass. */
#include "middle/loaded.h"

#include "base/jobs.h"

typedef struct guarded_jobs {
    const slsc_loaded *loaded;
    void (*job)(void *context, size_t i);
    void *context;
} guarded_jobs;

static void run_one(void *context, size_t i)
{
    const guarded_jobs *jobs = context;
    slsc_crash_job(jobs->loaded, jobs->job, jobs->context, i);
}

static void run(slsc_unit *unit, size_t n, void (*job)(void *context, size_t i), void *context)
{
    guarded_jobs jobs = { slsc_loaded_of(unit), job, context };
    slsc_jobs_run(unit->settings.jobs, n, run_one, &jobs);
}

const slsc_jobs slsc_host_jobs = { sizeof slsc_host_jobs, 0, run };
