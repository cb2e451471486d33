/* check_command.c: `slsc check`: everything that compile would tell, and nothing written or
 * compressed. */
#include "driver/compile.h"

#include "back/emit.h"

int slsc_check_command(const slsc_invocation *invocation)
{
    slsc_unit *unit = slsc_compile_unit(invocation);
    unit->settings.no_artifacts = true;
    if (slsc_compile_run(unit, "check") == SLSC_OK) slsc_emit_check_size(unit);
    return slsc_compile_end(unit, invocation);
}
