/* A job of a pass, on another thread, that aborts. */
#include "bad.h"
#include <stdlib.h>

static void crash_job(void *context, size_t i)
{
    (void)context;
    if (i == 63) abort();
}

static slsc_status crash(const slsc_host *h, slsc_unit *u, void *state)
{
    const slsc_jobs *jobs = (const slsc_jobs *)h->extension(u, SLSC_EXT_JOBS);
    jobs->run(u, 64, crash_job, state);
    return SLSC_OK;
}
static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_BUILD, .name = "crash", .run = crash
};
PLUGIN("crash-job", &pass)
