/* A plugin that asks for files and does not say so in `needs`. */
#include "bad.h"

static slsc_status read_files(const slsc_host *h, slsc_unit *u, void *state)
{
    (void)state;
    return h->extension(u, SLSC_EXT_FILES) ? SLSC_OK : SLSC_FAIL;
}
static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_BUILD, .name = "read", .run = read_files
};
PLUGIN("undeclared-files", &pass)
