/* compile.c: the whole compiler on one screen: a table of stages, read top to bottom.
 *
 * A stage stops the line when an error was reported; within a stage errors accumulate. Nothing is
 * written before the last one, and that writes all or nothing. */
#include "driver/compile.h"

#include "back/cloudformation.h"
#include "back/emit.h"
#include "front/load.h"
#include "front/schema/schema.h"
#include "front/service.h"
#include "front/variables/pinned.h"
#include "front/variables/variables.h"
#include "middle/functions.h"
#include "middle/host.h"
#include "middle/passes.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* ---- The stages ---- */

static slsc_status named_plugins(slsc_unit *unit);
static slsc_status resolve(slsc_unit *unit);
static slsc_status claimed_plugins(slsc_unit *unit);
static slsc_status validate(slsc_unit *unit);
static slsc_status configure(slsc_unit *unit);
static slsc_status build(slsc_unit *unit);
static slsc_status lower(slsc_unit *unit);
static slsc_status transform(slsc_unit *unit) { return slsc_passes_run(unit, SLSC_TRANSFORM); }
static slsc_status check(slsc_unit *unit) { return slsc_passes_run(unit, SLSC_CHECK); }
static slsc_status emit(slsc_unit *unit);

const slsc_stage slsc_stages[] = {
    { "load", slsc_load, "reading the configuration" }, /* serverless.yml -> configuration tree */
    { "plugins", named_plugins, "loading plugins" },    /* the standard ones, and `plugins:` */
    { "resolve", resolve, "resolving variables" },      /* ${...} replaced */
    { "claim", claimed_plugins, "loading plugins" },    /* what the configuration calls for */
    { "validate", validate, "checking the configuration" }, /* and bringing it into normal form */
    { "configure", configure, "configuring" },              /* passes that edit the configuration */
    { "build", build, "packaging" },                    /* passes that make code; zips, digests */
    { "lower", lower, "making resources" },             /* configuration -> resources */
    { "transform", transform, "editing the template" }, /* passes that edit the template */
    { "check", check, "checking the template" },        /* read only */
    { "emit", emit, "writing" },                        /* templates, state, artifacts */
    { NULL, NULL, NULL },
};

static slsc_status named_plugins(slsc_unit *unit)
{
    if (slsc_loader_named(unit) != SLSC_OK) return SLSC_FAIL;
    return slsc_loader_open(unit);
}

/* The border's sources as the variable room knows them: middle/ and front/ do not see each other.
 */
typedef struct border_source {
    const slsc_plugin_use *plugin;
    const slsc_source *source;
} border_source;

static slsc_node *ask_plugin(slsc_unit *unit, void *context, const slsc_node *params,
                             slsc_str address, const slsc_node *from)
{
    const border_source *border = context;
    return slsc_loader_ask(unit, border->plugin, border->source, params, address, from);
}

/* `package.path` names the output folder, where the command line does not. */
static void settle_output(slsc_unit *unit)
{
    const slsc_node *path = slsc_node_path(unit, unit->roots[SLSC_CONFIG], "package.path");
    if (!unit->settings.package.len && slsc_node_kind(path) == SLSC_STRING)
        unit->settings.package = path->as.string;
}

static slsc_status resolve(slsc_unit *unit)
{
    slsc_variable_source *sources =
        SLSC_NEW_ARRAY(unit->arena, slsc_variable_source, SLSC_PINNED_SOURCES);
    size_t count = SLSC_PINNED_SOURCES, capacity = SLSC_PINNED_SOURCES;
    if (slsc_pinned_load(unit, sources) != SLSC_OK) return SLSC_FAIL;
    for (size_t i = 0; i < slsc_loader_count(unit); i++) {
        const slsc_plugin_use *use = slsc_loader_at(unit, i);
        for (const slsc_source *const *source = use->plugin.sources; source && *source; source++) {
            border_source *border = SLSC_NEW(unit->arena, border_source);
            *border = (border_source) { use, *source };
            sources = slsc_arena_grow(unit->arena, sources, count, &capacity, sizeof *sources);
            sources[count++] = (slsc_variable_source) { (*source)->scheme, ask_plugin, border };
        }
    }
    const slsc_status status = slsc_variables_resolve(unit, sources, count);
    settle_output(unit);
    return status;
}

static slsc_status claimed_plugins(slsc_unit *unit)
{
    if (slsc_loader_claimed(unit) != SLSC_OK) return SLSC_FAIL;
    if (slsc_loader_open(unit) != SLSC_OK) return SLSC_FAIL;
    return slsc_passes_order(unit);
}

/* The schemas of all plugins, as the schema room knows them. */
static slsc_status check_schemas(slsc_unit *unit)
{
    slsc_schema_part *parts = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; i < slsc_loader_count(unit); i++) {
        const slsc_plugin *plugin = &slsc_loader_at(unit, i)->plugin;
        for (const slsc_schema *const *schema = plugin->schemas; schema && *schema; schema++) {
            parts = slsc_arena_grow(unit->arena, parts, count, &capacity, sizeof *parts);
            parts[count++] = (slsc_schema_part) { (*schema)->at, (*schema)->json, plugin->name };
        }
    }
    return slsc_schema_validate(unit, parts, count);
}

static slsc_status validate(slsc_unit *unit)
{
    if (slsc_service_normalize(unit) != SLSC_OK) return SLSC_FAIL;
    if (check_schemas(unit) != SLSC_OK) return SLSC_FAIL;
    return slsc_functions_make(unit);
}

static bool is_stage(slsc_str name)
{
    for (const slsc_stage *stage = slsc_stages; stage->name; stage++)
        if (slsc_str_is(name, stage->name)) return true;
    return false;
}

/* --dump-after names a pass or a stage; which passes there are is known now. */
static slsc_status check_dump_name(slsc_unit *unit)
{
    const slsc_str name = unit->settings.dump_after;
    if (!name.len || is_stage(name)) return SLSC_OK;
    for (size_t i = 0; i < slsc_passes_count(unit); i++)
        if (slsc_str_is(name, slsc_passes_at(unit, i)->full_name)) return SLSC_OK;
    return slsc_errorf(unit, NULL, "driver/unknown-pass",
                       "there is no pass or stage `%.*s` to dump the trees after", SLSC_FMT(name));
}

/* What a pass wrote into the configuration may call for plugins too (a warmer has a schedule): they
 * join from the next phase on. */
static slsc_status configure(slsc_unit *unit)
{
    if (slsc_passes_run(unit, SLSC_CONFIGURE) != SLSC_OK) return SLSC_FAIL;
    const size_t before = slsc_loader_count(unit);
    if (slsc_loader_claimed(unit) != SLSC_OK) return SLSC_FAIL;
    if (slsc_loader_count(unit) != before) {
        if (slsc_loader_open(unit) != SLSC_OK) return SLSC_FAIL;
        if (slsc_passes_order(unit) != SLSC_OK) return SLSC_FAIL;
    }
    return check_dump_name(unit);
}

static slsc_status build(slsc_unit *unit)
{
    if (slsc_passes_run(unit, SLSC_BUILD) != SLSC_OK) return SLSC_FAIL;
    if (slsc_passes_run(unit, SLSC_PACK) != SLSC_OK) return SLSC_FAIL;
    return slsc_package_build(unit);
}

static slsc_status lower(slsc_unit *unit)
{
    const slsc_node *config = unit->roots[SLSC_CONFIG];
    unit->roots[SLSC_TEMPLATE] = slsc_node_new(unit, SLSC_MAP, config);
    unit->roots[SLSC_CREATE_TEMPLATE] = slsc_node_new(unit, SLSC_MAP, config);
    return slsc_passes_run(unit, SLSC_LOWER);
}

/* What was read is known by now; the depfile is written with the output, or not at all. */
static slsc_status emit(slsc_unit *unit)
{
    slsc_str rule;
    if (unit->settings.depfile.len) {
        if (slsc_depfile_text(unit, &rule) != SLSC_OK) return SLSC_FAIL;
        slsc_emit_beside(unit, unit->settings.depfile, rule);
    }
    return slsc_emit(unit);
}

/* ---- Running them ---- */

slsc_unit *slsc_compile_unit(const slsc_invocation *invocation)
{
    slsc_unit *unit = slsc_unit_new(&invocation->settings);
    slsc_ability *lent = SLSC_NEW_ARRAY(unit->arena, slsc_ability, 5);
    lent[0] = (slsc_ability) { SLSC_EXT_ARTIFACT, slsc_package_artifact_table() };
    lent[1] = (slsc_ability) { SLSC_EXT_FILES, slsc_package_files_table() };
    lent[2] = (slsc_ability) { SLSC_EXT_OUTPUT, slsc_output_table() };
    lent[3] = (slsc_ability) { SLSC_EXT_CLOUDFORMATION, slsc_cloudformation_table() };
    unit->abilities = lent;
    if (invocation->argument_count) unit->folder = invocation->arguments[0];
    return unit;
}

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static slsc_status run_stage(slsc_unit *unit, const slsc_stage *stage)
{
    const uint64_t begin = unit->settings.timings ? now() : 0;
    const slsc_status status = stage->run(unit);
    if (unit->settings.timings)
        fprintf(stderr, "timing: %9.3f ms  %s\n", (double)(now() - begin) / 1e6, stage->name);
    slsc_passes_dump(unit, stage->name);
    return status == SLSC_OK && slsc_unit_ok(unit) ? SLSC_OK : SLSC_FAIL;
}

/* slsc.log/1: what a plugin says while it works, on the line of the driver. */
typedef struct shown_line {
    slsc_unit *unit;
    slsc_progress *progress;
} shown_line;

static void show_line(void *context, slsc_str line)
{
    const shown_line *shown = context;
    slsc_sb text = slsc_sb_new(shown->unit->arena, 0);
    slsc_render_safe(&text, line, false);
    slsc_progress_say(shown->progress, slsc_str_cstr(shown->unit->arena, slsc_sb_str(&text)));
}

slsc_status slsc_compile_run(slsc_unit *unit, const char *last)
{
    const slsc_str stop = unit->settings.stop_after;
    slsc_status status = SLSC_OK;
    if (stop.len && !is_stage(stop))
        return slsc_errorf(unit, NULL, "driver/unknown-stage",
                           "there is no stage `%.*s` to stop after", SLSC_FMT(stop));
    slsc_progress *progress = slsc_progress_start(unit->arena, !unit->settings.quiet);
    shown_line shown = { unit, progress };
    unit->show = progress ? show_line : NULL;
    unit->show_context = &shown;
    for (const slsc_stage *stage = slsc_stages; stage->name && status == SLSC_OK; stage++) {
        slsc_progress_say(progress, stage->doing);
        status = run_stage(unit, stage);
        if (slsc_str_is(stop, stage->name) || (last && slsc_str_is(slsc_str_z(last), stage->name)))
            break;
    }
    unit->show = NULL;
    slsc_progress_stop(progress);
    return status;
}

/* ---- What is told at the end ---- */

static void add_notices(const slsc_unit *unit, slsc_sb *out)
{
    for (const slsc_notice *notice = unit->notices; notice; notice = notice->next) {
        slsc_render_safe(out, notice->line, false);
        slsc_sb_char(out, '\n');
    }
}

static void add_pass_timings(slsc_unit *unit, slsc_sb *out)
{
    for (size_t i = 0; i < slsc_passes_count(unit); i++) {
        const slsc_pass_use *pass = slsc_passes_at(unit, i);
        slsc_sb_addf(out, "timing: %9.3f ms    %s\n", (double)pass->nanoseconds / 1e6,
                     pass->full_name);
    }
}

static bool wants_color(const slsc_unit *unit, const slsc_invocation *invocation)
{
    if (invocation->color != SLSC_COLOR_AUTO) return invocation->color == SLSC_COLOR_ALWAYS;
    return isatty(STDERR_FILENO) && slsc_unit_env(unit, SLSC_STR("NO_COLOR")).len == 0;
}

int slsc_compile_end(slsc_unit *unit, const slsc_invocation *invocation)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    if (!unit->settings.quiet && invocation->format == SLSC_DIAG_TEXT) add_notices(unit, &out);
    if (unit->settings.timings) add_pass_timings(unit, &out);
    slsc_diags_render(unit->diags, invocation->format, wants_color(unit, invocation), &out);
    slsc_write_all(STDERR_FILENO, slsc_sb_str(&out));
    const int status = slsc_unit_ok(unit)             ? SLSC_EXIT_OK
                       : slsc_loader_misbehaved(unit) ? SLSC_EXIT_INTERNAL
                                                      : SLSC_EXIT_INPUT;
    slsc_loader_close(unit);
    slsc_unit_free(unit);
    return status;
}

/* ---- Commands ---- */

void slsc_compile_print(slsc_unit *unit, slsc_str text)
{
    if (!slsc_write_all(STDOUT_FILENO, text))
        slsc_errorf(unit, NULL, "driver/stdout", "standard output cannot be written");
}

int slsc_compile_command(const slsc_invocation *invocation)
{
    slsc_unit *unit = slsc_compile_unit(invocation);
    const slsc_status status = slsc_compile_run(unit, NULL);
    const bool whole =
        unit->settings.stop_after.len == 0 || slsc_str_is(unit->settings.stop_after, "emit");
    if (status == SLSC_OK && whole) {
        slsc_sb block = slsc_sb_new(unit->arena, 0);
        if (!unit->settings.quiet) slsc_info_block(unit, &block);
        slsc_compile_print(unit, slsc_sb_str(&block));
    }
    return slsc_compile_end(unit, invocation);
}

int slsc_info_command(const slsc_invocation *invocation)
{
    slsc_unit *unit = slsc_compile_unit(invocation);
    unit->settings.no_artifacts = true; /* nothing of a zip is told */
    if (slsc_compile_run(unit, "check") == SLSC_OK) {
        slsc_sb block = slsc_sb_new(unit->arena, 0);
        slsc_info_block(unit, &block);
        slsc_compile_print(unit, slsc_sb_str(&block));
    }
    return slsc_compile_end(unit, invocation);
}
