/* explain_command.c: `slsc explain CODE`: what a diagnostic means.
 *
 * The explanations are docs/codes.md, embedded at build: a section a code. A lint holds that each
 * code has one. */
#include "driver/compile.h"

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

int slsc_explain_command(const slsc_invocation *invocation)
{
    const slsc_str all = { explain_codes_md, explain_codes_md_size };
    slsc_arena *arena = slsc_arena_new(0);
    slsc_sb out = slsc_sb_new(arena, 0);
    const int status = invocation->argument_count
                           ? explain(all, bare(invocation->arguments[0]), &out)
                           : list(all, &out);
    slsc_arena_free(arena);
    return status;
}
