/* options.h: the table of commands and options: it parses argv, and prints help, completions and
 * the man page. */
#ifndef SLSC_DRIVER_OPTIONS_H
#define SLSC_DRIVER_OPTIONS_H

#include "diag/render.h"
#include "tree/unit.h"

enum { SLSC_EXIT_OK = 0, SLSC_EXIT_INPUT = 1, SLSC_EXIT_USAGE = 64, SLSC_EXIT_INTERNAL = 70 };

typedef enum slsc_color { SLSC_COLOR_AUTO, SLSC_COLOR_ALWAYS, SLSC_COLOR_NEVER } slsc_color;

typedef struct slsc_command slsc_command;

/* What argv says. */
typedef struct slsc_invocation {
    const slsc_command *command; /* NULL: none named */
    slsc_str *arguments;         /* words behind the command that are no options */
    size_t argument_count;
    slsc_settings settings;
    slsc_str diagnostics, color_choice; /* --diagnostics, --color, as given */
    slsc_diag_format format;
    slsc_color color;
    slsc_str print_format, path, transform; /* print: --format, --path, --transform */
    slsc_str plan_old, plan_new, plan_old_params, plan_params; /* files of `plan` */
    slsc_str plan_revision, plan_format, plan_fail_on;
    bool plan_all;
    bool help, version;
} slsc_invocation;

struct slsc_command {
    const char *name;
    const char *usage; /* behind the name: "[DIR]" */
    const char *summary;
    unsigned bit;       /* its option rows: SLSC_FOR_... */
    size_t least, most; /* how many arguments it takes */
    int (*run)(const slsc_invocation *);
};
extern const slsc_command slsc_commands[]; /* driver/main.c; ends with a NULL name */

/* Parses argv into `out`; FAIL: wrong usage, told in `why` (a message, and what to type). */
slsc_status slsc_options_parse(slsc_arena *arena, int argc, char **argv, slsc_invocation *out,
                               slsc_sb *why);

/* All of these add to `out` what `slsc --help`, `slsc COMMAND --help`, `slsc completion SHELL` and
 * `slsc man` print. */
void slsc_help_all(slsc_sb *out);
void slsc_help_command(const slsc_command *command, slsc_sb *out);
slsc_status slsc_help_completion(slsc_str shell, slsc_sb *out); /* bash, zsh, fish; FAIL: another */
void slsc_help_man(slsc_sb *out);

/* ---- The table itself, for help.c ---- */

enum { /* which commands take an option */
       SLSC_FOR_COMPILE = 1,
       SLSC_FOR_INFO = 2,
       SLSC_FOR_PASSES = 4,
       SLSC_FOR_PLUGIN = 8,
       SLSC_FOR_CHECK = 16,
       SLSC_FOR_PRINT = 32,
       SLSC_FOR_VALUES = 64,
       SLSC_FOR_OTHERS = 128,
       SLSC_FOR_EXPLAIN = 256,
       SLSC_FOR_PLAN = 512,
       SLSC_FOR_SERVICE = SLSC_FOR_COMPILE | SLSC_FOR_INFO | SLSC_FOR_PASSES | SLSC_FOR_CHECK |
                          SLSC_FOR_PRINT | SLSC_FOR_VALUES | SLSC_FOR_EXPLAIN | SLSC_FOR_PLAN,
       SLSC_FOR_ALL = 1023
};
typedef enum slsc_option_kind {
    SLSC_OPTION_SWITCH, /* bool */
    SLSC_OPTION_TEXT,   /* slsc_str */
    SLSC_OPTION_NUMBER, /* unsigned */
    SLSC_OPTION_PARAM   /* key=value, repeatable */
} slsc_option_kind;

typedef struct slsc_option_row {
    const char *name;
    char letter; /* 0: none */
    slsc_option_kind kind;
    unsigned commands;
    size_t offset;        /* in slsc_invocation */
    const char *argument; /* "DIR"; NULL for a switch */
    const char *choices;  /* "a|b|c" where the value is one of these; else NULL */
    const char *help;
} slsc_option_row;
extern const slsc_option_row slsc_option_rows[]; /* ends with a NULL name */

#endif
