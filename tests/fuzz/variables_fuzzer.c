/* Any text as a configuration whose variables are replaced: the tree stays lawful, no fault is told
 * of nothing, limits hold. Files are looked for in an empty folder of its own, and what is outside
 * of that is refused; the environment is the one below. */
#include "diag/render.h"
#include "front/service.h"
#include "front/variables/variables.h"
#include "front/yaml/yaml.h"
#include "tree/print.h"
#include "tree/verify.h"
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const environment[] = { "A=1", "B=", "C=${self:service}", "D=\\${env:D}", NULL };

/* What was reported, in every format: nothing of it may trip over the places. */
static void render(slsc_unit *unit)
{
    static const slsc_diag_format formats[] = { SLSC_DIAG_TEXT, SLSC_DIAG_JSON, SLSC_DIAG_SARIF,
                                                SLSC_DIAG_GITHUB };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        slsc_sb out = slsc_sb_new(unit->arena, 0);
        slsc_diags_render(unit->diags, formats[i], false, &out);
    }
}

static void resolve(slsc_unit *unit)
{
    slsc_str why;
    slsc_status status = slsc_variables_resolve(unit, NULL, 0);
    if (status == SLSC_OK) status = slsc_service_normalize(unit);
    if ((status == SLSC_OK) != slsc_unit_ok(unit)) abort();
    if (!slsc_verify(unit, unit->roots[SLSC_CONFIG], &why)) abort();
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_print_json(unit->roots[SLSC_CONFIG], 0, &out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char folder[] = "/tmp/slsc-fuzz-XXXXXX";
    const slsc_option params[] = { { SLSC_STR("p"), SLSC_STR("${self:service}") } };
    const slsc_settings settings = {
        .params = params, .param_count = 1, .hermetic = true, .environ = environment
    };
    if (!mkdtemp(folder)) abort();
    slsc_unit *unit = slsc_unit_new(&settings);
    unit->folder = slsc_str_z(folder);
    unit->config_name = SLSC_STR("serverless.yml");
    unit->roots[SLSC_CONFIG] =
        slsc_yaml_parse(unit, slsc_sources_add(unit->sources, unit->config_name,
                                               (slsc_str) { (const char *)data, size }));
    if (slsc_node_kind(unit->roots[SLSC_CONFIG]) == SLSC_MAP) resolve(unit);
    render(unit);
    slsc_unit_free(unit);
    if (rmdir(folder) != 0) abort();
    return 0;
}
