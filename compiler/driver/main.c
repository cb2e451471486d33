/* main.c: argv -> a command -> the exit status. */
#include "driver/compile.h"

#include <unistd.h>

extern char **environ; /* the only place where the environment enters */

static int completion_command(const slsc_invocation *invocation);
static int man_command(const slsc_invocation *invocation);

const slsc_command slsc_commands[] = {
    { "compile", "[DIR]", "serverless.yml -> .serverless/: templates, state, zips",
      SLSC_FOR_COMPILE, 0, 1, slsc_compile_command },
    { "plan", "[DIR]", "what a deployment would change", SLSC_FOR_PLAN, 0, 1, slsc_plan_command },
    { "info", "[DIR]", "the Service Information block; writes nothing", SLSC_FOR_INFO, 0, 1,
      slsc_info_command },
    { "check", "[DIR]", "diagnostics only: what compile would tell; writes nothing", SLSC_FOR_CHECK,
      0, 1, slsc_check_command },
    { "explain", "[DIR] WHAT",
      "what a code means, where a resource or value comes from; alone: all codes", SLSC_FOR_EXPLAIN,
      0, 2, slsc_explain_command },
    { "print", "[DIR]", "the resolved configuration", SLSC_FOR_PRINT, 0, 1, slsc_print_command },
    { "values", "[DIR]", "values of AWS that the service needs, and whether they are pinned",
      SLSC_FOR_VALUES, 0, 1, slsc_values_command },
    { "passes", "[DIR]", "what runs, in which order, and why", SLSC_FOR_PASSES, 0, 1,
      slsc_passes_command },
    { "plugin", "list|check|new", "list plugins, check FILE, begin a new NAME [DIR]",
      SLSC_FOR_PLUGIN, 1, 3, slsc_plugin_command },
    { "completion", "bash|zsh|fish", "completions for a shell", SLSC_FOR_OTHERS, 1, 1,
      completion_command },
    { "man", "", "the manual page, in roff", SLSC_FOR_OTHERS, 0, 0, man_command },
    { NULL, NULL, NULL, 0, 0, 0, NULL },
};

static int print(slsc_str text)
{
    return slsc_write_all(STDOUT_FILENO, text) ? SLSC_EXIT_OK : SLSC_EXIT_INPUT;
}

static int completion_command(const slsc_invocation *invocation)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_sb out = slsc_sb_new(arena, 0);
    int status = SLSC_EXIT_USAGE;
    if (slsc_help_completion(invocation->arguments[0], &out) == SLSC_OK)
        status = print(slsc_sb_str(&out));
    else
        slsc_write_all(STDERR_FILENO,
                       SLSC_STR("slsc: error: completions are made for bash, zsh and "
                                "fish [usage]\n"));
    slsc_arena_free(arena);
    return status;
}

static int man_command(const slsc_invocation *invocation)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_sb out = slsc_sb_new(arena, 0);
    (void)invocation;
    slsc_help_man(&out);
    const int status = print(slsc_sb_str(&out));
    slsc_arena_free(arena);
    return status;
}

static int run(slsc_invocation *invocation, slsc_sb *out)
{
    if (invocation->version) {
        slsc_sb_addf(out, "slsc %s (plugin ABI 1.%u)\n", SLSC_VERSION, SLSC_ABI_MINOR);
        return print(slsc_sb_str(out));
    }
    if (invocation->help) {
        if (invocation->command)
            slsc_help_command(invocation->command, out);
        else
            slsc_help_all(out);
        return print(slsc_sb_str(out));
    }
    if (!invocation->command) {
        slsc_help_all(out);
        slsc_write_all(STDERR_FILENO, slsc_sb_str(out));
        return SLSC_EXIT_USAGE;
    }
    return invocation->command->run(invocation);
}

int main(int argc, char **argv)
{
    slsc_arena *arena = slsc_arena_new(0);
    slsc_sb out = slsc_sb_new(arena, 0);
    slsc_invocation invocation = { .settings.environ = (const char *const *)environ };
    int status = SLSC_EXIT_USAGE;
#ifdef SLSC_CHECKED
    invocation.settings.checked = true;
#endif
    if (slsc_options_parse(arena, argc, argv, &invocation, &out) == SLSC_OK)
        status = run(&invocation, &out);
    else
        slsc_write_all(STDERR_FILENO, slsc_sb_str(&out));
    slsc_arena_free(arena);
    return status;
}
