/* compile.h: the pipeline. */
#ifndef SLSC_DRIVER_COMPILE_H
#define SLSC_DRIVER_COMPILE_H

#include "driver/options.h"

/* A stage: reports what is wrong and returns FAIL when the line must stop. */
typedef struct slsc_stage {
    const char *name;
    slsc_status (*run)(slsc_unit *);
    const char *doing; /* shown on a terminal while it takes long */
} slsc_stage;
extern const slsc_stage slsc_stages[]; /* ends with a NULL name */

/* A unit for the folder that the invocation names, with what the back rooms lend to plugins. */
slsc_unit *slsc_compile_unit(const slsc_invocation *invocation);

/* Runs the stages up to and with `last` (NULL: all), or to --stop-after. */
slsc_status slsc_compile_run(slsc_unit *unit, const char *last);

/* Tells everything on stderr: notices, diagnostics; closes the plugins. Returns the exit status. */
int slsc_compile_end(slsc_unit *unit, const slsc_invocation *invocation);

/* Prints a result on stdout; what cannot be printed is an error. */
void slsc_compile_print(slsc_unit *unit, slsc_str text);

/* Commands. */
int slsc_compile_command(const slsc_invocation *invocation);
int slsc_info_command(const slsc_invocation *invocation);
int slsc_check_command(const slsc_invocation *invocation);
int slsc_explain_command(const slsc_invocation *invocation);
int slsc_print_command(const slsc_invocation *invocation);
int slsc_values_command(const slsc_invocation *invocation);
int slsc_passes_command(const slsc_invocation *invocation);
int slsc_plugin_command(const slsc_invocation *invocation);
int slsc_plan_command(const slsc_invocation *invocation);

/* The Service Information block. */
void slsc_info_block(slsc_unit *unit, slsc_sb *out);

/* What was read, as a rule for make and ninja. */
slsc_status slsc_depfile_text(slsc_unit *unit, slsc_str *out);

/* Shows `*doing` on a terminal once the work has taken half a second; NULL where stderr is none. */
typedef struct slsc_progress slsc_progress;
slsc_progress *slsc_progress_start(slsc_arena *arena, bool wanted);
void slsc_progress_say(slsc_progress *progress, const char *doing);
void slsc_progress_stop(slsc_progress *progress);

/* Writes all of `text`, or returns false. */
bool slsc_write_all(int descriptor, slsc_str text);

#endif
