/* script.c: files of the service that are programs, run by node.
 *
 * The program that loads them is script/run.cjs, given to node as text; the request is one more
 * argument, the answer JSON on a descriptor of its own, so that a file may print what it likes.
 * Time, memory and size have limits. With --hermetic nothing is run. */
#include "front/script.h"
#include "base/process.h"
#include "script_data.h"
#include "tree/json.h"
#include "tree/print.h"

enum {
    PATIENCE = 30000,       /* milliseconds */
    LARGEST_CONFIG = 96000, /* an argument of a program has a limit of its own */
};
#define MEMORY "--max-old-space-size=1024" /* megabytes */

static void add_field(slsc_sb *out, const char *name, slsc_str value)
{
    slsc_sb_addf(out, ",\"%s\":", name);
    if (value.len)
        slsc_print_json_string(out, value);
    else
        slsc_sb_addz(out, "null");
}

static void add_options(slsc_sb *out, const char *name, const slsc_option *options, size_t n)
{
    slsc_sb_addf(out, ",\"%s\":{", name);
    for (size_t i = 0; i < n; i++) {
        if (i) slsc_sb_char(out, ',');
        slsc_print_json_string(out, options[i].name);
        slsc_sb_char(out, ':');
        if (options[i].value.ptr)
            slsc_print_json_string(out, options[i].value);
        else
            slsc_sb_addz(out, "true");
    }
    slsc_sb_char(out, '}');
}

static slsc_str make_request(slsc_unit *unit, const slsc_script *script)
{
    const slsc_settings *settings = &unit->settings;
    slsc_sb out = slsc_sb_new(unit->arena, 0), config = slsc_sb_new(unit->arena, 0);
    const slsc_node *region = slsc_node_path(unit, unit->roots[SLSC_CONFIG], "provider.region");
    slsc_sb_addf(&out, "{\"functions\":%s", script->functions ? "true" : "false");
    add_field(&out, "folder", unit->folder.len ? unit->folder : SLSC_STR("."));
    add_field(&out, "path", script->path);
    add_field(&out, "address", script->address);
    add_field(&out, "stage", script->stage.len ? script->stage : settings->stage);
    add_field(&out, "region",
              settings->region.len ? settings->region : slsc_node_text(unit, region));
    add_options(&out, "options", settings->options, settings->option_count);
    add_options(&out, "params", settings->params, settings->param_count);
    if (script->functions && unit->roots[SLSC_CONFIG])
        slsc_print_json(unit->roots[SLSC_CONFIG], 0, &config);
    slsc_sb_addz(&out, ",\"config\":");
    if (config.len && config.len < LARGEST_CONFIG)
        slsc_sb_add(&out, slsc_sb_str(&config));
    else
        slsc_sb_addz(&out, "null");
    slsc_sb_char(&out, '}');
    return slsc_str_copy(unit->arena, slsc_sb_str(&out));
}

static slsc_script_end give_up(slsc_script *script, slsc_script_end end, slsc_str why)
{
    script->why = why;
    return end;
}

/* A node that was read: what stands in the answer stands in the file, as far as anybody can tell.
 */
static void settle(slsc_node *node)
{
    node->from = NULL;
    for (size_t i = 0, n = slsc_node_count(node); i < n; i++) settle(slsc_node_at(node, i));
}

static slsc_script_end take_answer(slsc_unit *unit, slsc_script *script, slsc_str output,
                                   uint32_t file)
{
    const slsc_node *from = slsc_node_read(unit, SLSC_NULL, (slsc_place) { file, 0, 0 });
    const uint16_t maker = unit->maker;
    unit->maker = 0; /* what is read is the user's, not ours */
    const slsc_node *answer = slsc_json_parse_text(unit, output, from, NULL);
    unit->maker = maker;
    if (!answer)
        return give_up(script, SLSC_SCRIPT_FAILED, SLSC_STR("what it exports is no plain data"));
    const slsc_node *error = slsc_node_getz(unit, answer, "error");
    const slsc_node *advice = slsc_node_getz(unit, answer, "advice");
    if (advice) return give_up(script, SLSC_SCRIPT_UNWANTED, slsc_node_text(unit, advice));
    if (error) return give_up(script, SLSC_SCRIPT_FAILED, slsc_node_text(unit, error));
    slsc_node *value = slsc_node_getz(unit, answer, "value");
    script->whole = slsc_node_truthy(slsc_node_getz(unit, answer, "whole"));
    if (slsc_node_kind(value) <= SLSC_NULL) return SLSC_SCRIPT_NONE;
    script->value = slsc_node_copy(unit, value, NULL);
    settle(script->value);
    return SLSC_SCRIPT_VALUE;
}

/* The first line of what node complained of, when it ended without an answer. */
static slsc_str last_words(const slsc_process *process, slsc_process_end end)
{
    const slsc_str text = slsc_str_trim(process->errors);
    if (end != SLSC_PROCESS_DONE) return slsc_str_z(slsc_process_reason(end));
    if (text.len == 0) return SLSC_STR("it ended before it had exported anything");
    return slsc_str_sub(text, 0, slsc_str_find_char(text, '\n'));
}

slsc_script_end slsc_script_run(slsc_unit *unit, slsc_script *script)
{
    slsc_str text;
    uint32_t file = 0;
    if (unit->settings.hermetic)
        return give_up(script, SLSC_SCRIPT_UNWANTED, SLSC_STR("--hermetic runs no programs"));
    const slsc_fs_error error = slsc_unit_read(unit, script->path, &text, &file);
    if (error != SLSC_FS_OK)
        return give_up(script, SLSC_SCRIPT_FAILED, slsc_str_z(slsc_fs_reason(error)));
    static const char *const nothing[] = { NULL };
    const char *const *environ = unit->settings.environ;
    const char *arguments[] = {
        "node", MEMORY, "-e", script_run_cjs, "--", make_request(unit, script).ptr, NULL
    };
    slsc_process process = { .arguments = arguments,
                             .environ = environ ? environ : nothing,
                             .result = 3,
                             .limit = SLSC_LIMIT_FILE,
                             .milliseconds = PATIENCE };
    const slsc_process_end end = slsc_process_run(unit->arena, &process);
    if (end == SLSC_PROCESS_MISSING)
        return give_up(script, SLSC_SCRIPT_UNWANTED, SLSC_STR("`node` is not on the PATH"));
    if (end != SLSC_PROCESS_DONE || process.output.len == 0)
        return give_up(script, SLSC_SCRIPT_FAILED, last_words(&process, end));
    return take_answer(unit, script, process.output, file);
}
