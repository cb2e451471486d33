/* passes_command.c: `slsc passes`: what runs, in which order, and what called for it. */
#include "driver/compile.h"

#include "middle/passes.h"

#include <unistd.h>

static const char *phase_name(slsc_phase phase)
{
    switch (phase) {
    case SLSC_CONFIGURE: return "configure";
    case SLSC_BUILD: return "build";
    case SLSC_PACK: return "pack";
    case SLSC_LOWER: return "lower";
    case SLSC_TRANSFORM: return "transform";
    default: return "check";
    }
}

/* "serverless.yml:12:7" of what called for the plugin. */
static void add_reason(slsc_unit *unit, const slsc_plugin_use *use, slsc_sb *out)
{
    slsc_span span = { 0 };
    if (use->at) slsc_sources_locate(unit->sources, use->at->place, &span);
    if (!use->at)
        slsc_sb_addz(out, "standard");
    else if (!span.line)
        slsc_sb_addz(out, "called for");
    else
        slsc_sb_addf(out, "called for at %.*s:%u:%u", SLSC_FMT(span.file), span.line, span.col);
}

static void add_pass(slsc_unit *unit, const slsc_pass_use *use, slsc_sb *out)
{
    size_t begin = out->len;
    slsc_sb_addf(out, "  %s", use->full_name);
    slsc_sb_fill(out, ' ', out->len - begin < 34 ? 34 - (out->len - begin) : 2);
    begin = out->len;
    if (use->pass.event) slsc_sb_addf(out, "each `%s` event", use->pass.event);
    slsc_sb_fill(out, ' ', out->len - begin < 26 ? 26 - (out->len - begin) : 2);
    add_reason(unit, use->plugin, out);
    slsc_sb_char(out, '\n');
}

int slsc_passes_command(const slsc_invocation *invocation)
{
    slsc_unit *unit = slsc_compile_unit(invocation);
    if (slsc_compile_run(unit, "configure") == SLSC_OK) {
        slsc_sb out = slsc_sb_new(unit->arena, 0);
        slsc_phase phase = 0;
        for (size_t i = 0; i < slsc_passes_count(unit); i++) {
            const slsc_pass_use *use = slsc_passes_at(unit, i);
            if (use->pass.phase != phase) slsc_sb_addf(&out, "%s\n", phase_name(use->pass.phase));
            phase = use->pass.phase;
            add_pass(unit, use, &out);
        }
        slsc_compile_print(unit, slsc_sb_str(&out));
    }
    return slsc_compile_end(unit, invocation);
}
