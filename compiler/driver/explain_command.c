/* explain_command.c: `slsc explain CODE`: what a diagnostic means; `slsc explain [DIR] NAME`: where
 * a resource or a value of a service comes from. A code has a slash, which names have not.
 *
 * The explanations are docs/codes.md, embedded at build: a section a code. A lint holds that each
 * code has one. */
#include "driver/explain_resource.h"

#include "explain_data.h"

#include <unistd.h>

static const slsc_str heading = { "\n## ", 4 };

/* The next section of `rest`, which is cut off its front: heading and text, without the blank lines
 * around. False: there is none. */
static bool next_section(slsc_str *rest, slsc_str *code, slsc_str *text)
{
    const size_t begin = slsc_str_find(*rest, heading);
    if (begin == SIZE_MAX) return false;
    const slsc_str section = slsc_str_sub(*rest, begin + heading.len, SIZE_MAX);
    const size_t end = slsc_str_find(section, heading);
    const size_t line = slsc_str_find_char(section, '\n');
    *code = slsc_str_sub(section, 0, line);
    *text = slsc_str_trim(slsc_str_sub(section, line, end == SIZE_MAX ? end : end - line));
    *rest = slsc_str_sub(section, end == SIZE_MAX ? section.len : end, SIZE_MAX);
    return true;
}

static int print(slsc_sb *out)
{
    return slsc_write_all(STDOUT_FILENO, slsc_sb_str(out)) ? SLSC_EXIT_OK : SLSC_EXIT_INPUT;
}

static int list(slsc_str rest, slsc_sb *out)
{
    slsc_str code, text;
    while (next_section(&rest, &code, &text)) {
        slsc_sb_add(out, code);
        slsc_sb_char(out, '\n');
    }
    return print(out);
}

static int refuse(slsc_str wanted, slsc_str nearest, slsc_sb *out)
{
    slsc_sb_addz(out, "slsc: error: there is no code `");
    slsc_render_safe(out, wanted, false);
    slsc_sb_addz(out, "` [usage]\nhelp: ");
    if (nearest.len)
        slsc_sb_addf(out, "did you mean `slsc explain %.*s`?\n", SLSC_FMT(nearest));
    else
        slsc_sb_addz(out, "`slsc explain` lists all codes\n");
    slsc_write_all(STDERR_FILENO, slsc_sb_str(out));
    return SLSC_EXIT_USAGE;
}

/* A code as it stands in a diagnostic may come with its brackets. */
static slsc_str bare(slsc_str code)
{
    if (code.len > 2 && code.ptr[0] == '[' && code.ptr[code.len - 1] == ']')
        return slsc_str_sub(code, 1, code.len - 2);
    return code;
}

static int explain(slsc_str rest, slsc_str wanted, slsc_sb *out)
{
    enum { NEAR = 4 };
    slsc_str code, text, nearest = { NULL, 0 };
    size_t best = NEAR;
    while (next_section(&rest, &code, &text)) {
        if (slsc_str_eq(code, wanted)) {
            slsc_sb_addf(out, "%.*s\n\n%.*s\n", SLSC_FMT(code), SLSC_FMT(text));
            return print(out);
        }
        const size_t distance = wanted.len <= 80 ? slsc_str_distance(wanted, code, best) : NEAR;
        if (distance >= best) continue;
        best = distance;
        nearest = code;
    }
    return refuse(wanted, nearest, out);
}

/* ---- Names of a service ---- */

static void report_unknown(slsc_unit *unit, slsc_str name)
{
    slsc_unit_report(unit, &(slsc_diag) { .struct_size = sizeof(slsc_diag),
                                          .severity = SLSC_ERROR,
                                          .code = "explain/no-such-name",
                                          .message = slsc_strf(
                                              unit->arena,
                                              "`%.*s` is no resource of this service and no path "
                                              "in its configuration",
                                              SLSC_FMT(name)),
                                          .help = SLSC_STR("write a logical id, or a path such as "
                                                           "`functions.hello.timeout`") });
}

/* What was found is told even where the service has faults: they may be why somebody asks. */
static int explain_name(const slsc_invocation *invocation)
{
    const slsc_str name = invocation->arguments[invocation->argument_count - 1];
    slsc_invocation own = *invocation;
    own.argument_count--; /* the rest: [DIR] */
    slsc_unit *unit = slsc_compile_unit(&own);
    unit->settings.no_artifacts = true;
    const bool fine = slsc_compile_run(unit, "check") == SLSC_OK;
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    const slsc_status found = slsc_explain_resource(unit, name, &out);
    if (found == SLSC_OK)
        slsc_compile_print(unit, slsc_sb_str(&out));
    else if (fine)
        report_unknown(unit, name);
    return slsc_compile_end(unit, invocation);
}

/* ---- The command ---- */

/* One code has no slash. */
static bool is_code(slsc_str word)
{
    return slsc_str_find_char(word, '/') != SIZE_MAX || slsc_str_is(bare(word), "usage");
}

int slsc_explain_command(const slsc_invocation *invocation)
{
    const slsc_str all = { explain_codes_md, explain_codes_md_size };
    if (invocation->argument_count == 2 ||
        (invocation->argument_count == 1 && !is_code(invocation->arguments[0])))
        return explain_name(invocation);
    slsc_arena *arena = slsc_arena_new(0);
    slsc_sb out = slsc_sb_new(arena, 0);
    const int status = invocation->argument_count
                           ? explain(all, bare(invocation->arguments[0]), &out)
                           : list(all, &out);
    slsc_arena_free(arena);
    return status;
}
