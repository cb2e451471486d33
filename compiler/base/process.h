/* process.h: another program, run for its output: an argument vector, never a shell. */
#ifndef SLSC_BASE_PROCESS_H
#define SLSC_BASE_PROCESS_H

#include "base/str.h"

typedef enum slsc_process_end {
    SLSC_PROCESS_DONE,    /* it exited: `status` */
    SLSC_PROCESS_MISSING, /* there is no such program on the PATH */
    SLSC_PROCESS_LATE,    /* it was still running when its time was over, and was ended */
    SLSC_PROCESS_LARGE,   /* it said more than `limit`, and was ended */
    SLSC_PROCESS_KILLED,  /* a signal ended it */
    SLSC_PROCESS_OTHER    /* it cannot be started */
} slsc_process_end;
const char *slsc_process_reason(slsc_process_end end); /* "it took too long", ... */

typedef struct slsc_process {
    const char *const *arguments; /* NULL-ended; the first is looked for on the PATH */
    const char *const *environ;   /* NAME=VALUE, NULL-ended */
    int result;                   /* its descriptor that is read: 1, or 3 */
    size_t limit;                 /* bytes that are read of it */
    unsigned milliseconds;        /* how long it may take */
    slsc_str output;              /* what it wrote to `result` */
    slsc_str errors;              /* the beginning of what it wrote to stderr, and to stdout when
                                     that is not the result */
    int status;
} slsc_process;

/* Runs it to its end, or ends it with all that it started. It has no input. */
slsc_process_end slsc_process_run(slsc_arena *arena, slsc_process *process);

#endif
