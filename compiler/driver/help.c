/* help.c: what the option table says, as help, as completions and as a man page. */
#include "driver/options.h"

static void pad(slsc_sb *out, size_t begin)
{
    const size_t width = out->len - begin;
    slsc_sb_fill(out, ' ', width < 32 ? 32 - width : 2);
}

static void help_option(const slsc_option_row *row, slsc_sb *out)
{
    const size_t begin = out->len;
    if (row->letter)
        slsc_sb_addf(out, "  -%c, --%s", row->letter, row->name);
    else
        slsc_sb_addf(out, "      --%s", row->name);
    if (row->argument) slsc_sb_addf(out, " %s", row->choices ? row->choices : row->argument);
    pad(out, begin);
    slsc_sb_addf(out, "%s\n", row->help);
}

void slsc_help_all(slsc_sb *out)
{
    slsc_sb_addz(out, "slsc, the compiler of serverless.yml\n\n"
                      "usage: slsc COMMAND [ARGUMENTS] [OPTIONS]\n\ncommands:\n");
    for (const slsc_command *command = slsc_commands; command->name; command++) {
        const size_t begin = out->len;
        slsc_sb_addf(out, "  %s %s", command->name, command->usage);
        pad(out, begin);
        slsc_sb_addf(out, "%s\n", command->summary);
    }
    slsc_sb_addz(out, "\n`slsc COMMAND --help` tells the options of a command.\n"
                      "Exit status: 0 fine, 1 errors in the input, 64 wrong usage,\n"
                      "70 internal, or a plugin misbehaved.\n");
}

void slsc_help_command(const slsc_command *command, slsc_sb *out)
{
    slsc_sb_addf(out, "usage: slsc %s %s [OPTIONS]\n\n%s\n\noptions:\n", command->name,
                 command->usage, command->summary);
    for (const slsc_option_row *row = slsc_option_rows; row->name; row++)
        if (row->commands & command->bit) help_option(row, out);
}

/* ---- Completions ---- */

static void complete_bash(slsc_sb *out)
{
    slsc_sb_addz(out, "_slsc() {\n    local words=\"");
    for (const slsc_command *command = slsc_commands; command->name; command++)
        slsc_sb_addf(out, "%s ", command->name);
    slsc_sb_addz(out, "--help --version\"\n    case ${COMP_WORDS[1]} in\n");
    for (const slsc_command *command = slsc_commands; command->name; command++) {
        slsc_sb_addf(out, "    %s) [ $COMP_CWORD -gt 1 ] && words=\"", command->name);
        for (const slsc_option_row *row = slsc_option_rows; row->name; row++)
            if (row->commands & command->bit) slsc_sb_addf(out, "--%s ", row->name);
        slsc_sb_addz(out, "\" ;;\n");
    }
    slsc_sb_addz(out, "    esac\n"
                      "    COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
                      "}\ncomplete -o default -F _slsc slsc\n");
}

/* Brackets, colons and quotes have meanings of their own in a zsh description. */
static void add_zsh(slsc_sb *out, const char *text)
{
    for (; *text; text++)
        slsc_sb_char(out, *text == '[' || *text == ']' || *text == ':' ? ' ' : *text);
}

static void complete_zsh(slsc_sb *out)
{
    slsc_sb_addz(out, "#compdef slsc\n_slsc() {\n    local -a commands=(\n");
    for (const slsc_command *command = slsc_commands; command->name; command++) {
        slsc_sb_addf(out, "        '%s:", command->name);
        add_zsh(out, command->summary);
        slsc_sb_addz(out, "'\n");
    }
    slsc_sb_addz(out, "    )\n    (( CURRENT == 2 )) && { _describe command commands; return }\n"
                      "    case $words[2] in\n");
    for (const slsc_command *command = slsc_commands; command->name; command++) {
        slsc_sb_addf(out, "    %s) _arguments", command->name);
        for (const slsc_option_row *row = slsc_option_rows; row->name; row++) {
            if (!(row->commands & command->bit)) continue;
            slsc_sb_addf(out, " '--%s[", row->name);
            add_zsh(out, row->help);
            slsc_sb_addf(out, "]%s%s'", row->argument ? ":" : "",
                         row->argument ? row->argument : "");
        }
        slsc_sb_addz(out, " '*:file:_files' ;;\n");
    }
    slsc_sb_addz(out, "    esac\n}\n_slsc \"$@\"\n");
}

static void complete_fish(slsc_sb *out)
{
    for (const slsc_command *command = slsc_commands; command->name; command++) {
        slsc_sb_addf(out, "complete -c slsc -n __fish_use_subcommand -a %s -d '%s'\n",
                     command->name, command->summary);
        for (const slsc_option_row *row = slsc_option_rows; row->name; row++) {
            if (!(row->commands & command->bit)) continue;
            slsc_sb_addf(out, "complete -c slsc -n '__fish_seen_subcommand_from %s' -l %s",
                         command->name, row->name);
            if (row->letter) slsc_sb_addf(out, " -s %c", row->letter);
            slsc_sb_addf(out, "%s -d '%s'\n", row->argument ? " -r" : "", row->help);
        }
    }
}

slsc_status slsc_help_completion(slsc_str shell, slsc_sb *out)
{
    if (slsc_str_is(shell, "bash"))
        complete_bash(out);
    else if (slsc_str_is(shell, "zsh"))
        complete_zsh(out);
    else if (slsc_str_is(shell, "fish"))
        complete_fish(out);
    else
        return SLSC_FAIL;
    return SLSC_OK;
}

/* ---- The man page ---- */

/* roff reads `-` as a hyphen and `\` as the begin of a request. */
static void add_roff(slsc_sb *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '-' || *text == '\\') slsc_sb_char(out, '\\');
        slsc_sb_char(out, *text);
    }
}

static void man_option(const slsc_option_row *row, slsc_sb *out)
{
    slsc_sb_addz(out, ".TP\n.B ");
    if (row->letter) slsc_sb_addf(out, "\\-%c, ", row->letter);
    slsc_sb_addz(out, "\\-\\-");
    add_roff(out, row->name);
    if (row->argument) slsc_sb_addf(out, " \\fI%s\\fP", row->argument);
    slsc_sb_addz(out, "\n\\&");
    add_roff(out, row->help);
    if (row->choices) slsc_sb_addf(out, "; %s", row->choices);
    slsc_sb_addz(out, ".\n");
}

void slsc_help_man(slsc_sb *out)
{
    slsc_sb_addz(out, ".TH SLSC 1 \"\" \"slsc " SLSC_VERSION "\"\n.SH NAME\n"
                      "slsc \\- the compiler of serverless.yml\n.SH SYNOPSIS\n");
    for (const slsc_command *command = slsc_commands; command->name; command++)
        slsc_sb_addf(out, ".B slsc %s\n%s [\\fIOPTIONS\\fP]\n.br\n", command->name, command->usage);
    slsc_sb_addz(out, ".SH COMMANDS\n");
    for (const slsc_command *command = slsc_commands; command->name; command++) {
        slsc_sb_addf(out, ".TP\n.B %s\n\\&", command->name);
        add_roff(out, command->summary);
        slsc_sb_addz(out, ".\n");
    }
    slsc_sb_addz(out, ".SH OPTIONS\n");
    for (const slsc_option_row *row = slsc_option_rows; row->name; row++) man_option(row, out);
    slsc_sb_addz(
        out, ".SH EXIT STATUS\n0: fine. 1: errors in the input. 64: wrong usage. 70: "
             "internal, or a plugin misbehaved.\n.SH FILES\n"
             ".I serverless.yml\nand what it includes is read;\n.I .serverless/\nis written.\n");
}
