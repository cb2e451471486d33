/* options.c: argv, by the table.
 *
 * Options stand anywhere, as `--name value` or `--name=value`; a letter takes its value as `-s dev`
 * or `-sdev`. What is given twice or is unknown is wrong usage, with the nearest known name as
 * advice, because a misspelt option that is passed over costs a deployment. */
#include "driver/options.h"

#include <string.h>

enum { SEEN = 64 };

typedef struct parser {
    slsc_arena *arena;
    slsc_invocation *out;
    slsc_sb *why;
    slsc_option *options, *params; /* grow into the settings */
    size_t option_capacity, param_capacity, argument_capacity;
    unsigned char seen[SEEN]; /* by row */
} parser;

/* Tells what is wrong; `@` in the message stands for `what`, in backticks. */
static slsc_status wrong(parser *p, const char *message, slsc_str what, const char *help)
{
    slsc_sb_addz(p->why, "slsc: error: ");
    for (; *message; message++) {
        if (*message != '@') {
            slsc_sb_char(p->why, *message);
            continue;
        }
        slsc_sb_char(p->why, '`');
        slsc_render_safe(p->why, what, false);
        slsc_sb_char(p->why, '`');
    }
    slsc_sb_addz(p->why, " [usage]\n");
    if (help) slsc_sb_addf(p->why, "help: %s\n", help);
    return SLSC_FAIL;
}

static slsc_status unknown_option(parser *p, slsc_str shown, slsc_str name)
{
    const char *nearest = NULL;
    size_t best = 3;
    for (const slsc_option_row *row = slsc_option_rows; row->name; row++) {
        const size_t distance = slsc_str_distance(name, slsc_str_z(row->name), best);
        if (distance >= best) continue;
        best = distance;
        nearest = row->name;
    }
    return wrong(p, "unknown option @", shown,
                 nearest ? slsc_strf(p->arena, "did you mean `--%s`?", nearest).ptr
                         : "`slsc --help` lists the commands, `slsc COMMAND --help` their options");
}

static slsc_status unknown_command(parser *p, slsc_str word)
{
    const char *nearest = NULL;
    size_t best = 3;
    for (const slsc_command *command = slsc_commands; command->name; command++) {
        const size_t distance = slsc_str_distance(word, slsc_str_z(command->name), best);
        if (distance >= best) continue;
        best = distance;
        nearest = command->name;
    }
    if (slsc_str_is(word, "package")) nearest = "compile"; /* what the framework calls it */
    return wrong(p, "unknown command @", word,
                 nearest ? slsc_strf(p->arena, "did you mean `slsc %s`?", nearest).ptr
                         : "`slsc --help` lists the commands");
}

static slsc_status add_param(parser *p, slsc_str value)
{
    slsc_settings *s = &p->out->settings;
    const size_t equals = slsc_str_find_char(value, '=');
    if (equals == SIZE_MAX || equals == 0)
        return wrong(p, "option `--param` takes KEY=VALUE, not @", value,
                     "write `--param key=value`");
    p->params =
        slsc_arena_grow(p->arena, p->params, s->param_count, &p->param_capacity, sizeof *p->params);
    p->params[s->param_count++] =
        (slsc_option) { slsc_str_sub(value, 0, equals), slsc_str_sub(value, equals + 1, SIZE_MAX) };
    s->params = p->params;
    return SLSC_OK;
}

static slsc_status parse_number(parser *p, slsc_str value, unsigned *out)
{
    unsigned n = 0;
    bool digits = value.len > 0;
    for (size_t i = 0; i < value.len && digits; i++) {
        digits = value.ptr[i] >= '0' && value.ptr[i] <= '9' && n <= 1024;
        n = n * 10 + (unsigned)(value.ptr[i] - '0');
    }
    if (!digits || n > 1024) return wrong(p, "@ is not a number from 0 to 1024", value, NULL);
    *out = n;
    return SLSC_OK;
}

static bool is_choice(const char *choices, slsc_str value)
{
    for (const char *at = choices; at;) {
        const char *end = strchr(at, '|');
        const size_t len = end ? (size_t)(end - at) : strlen(at);
        if (slsc_str_eq(value, (slsc_str) { at, len })) return true;
        at = end ? end + 1 : NULL;
    }
    return false;
}

/* Puts an option's value where its row says; a switch has none. */
static slsc_status take(parser *p, const slsc_option_row *row, slsc_str value)
{
    slsc_settings *s = &p->out->settings;
    void *member = (char *)p->out + row->offset;
    const slsc_str name = slsc_str_z(row->name);
    const bool repeated = p->seen[row - slsc_option_rows]++ > 0;
    if (repeated && (row->kind == SLSC_OPTION_TEXT || row->kind == SLSC_OPTION_NUMBER))
        return wrong(p, "option @ is given twice", name, "give it once");
    if (row->choices && !is_choice(row->choices, value))
        return wrong(p, "@ is not a value of this option", value,
                     slsc_strf(p->arena, "`--%s` takes %s", row->name, row->choices).ptr);
    p->options = slsc_arena_grow(p->arena, p->options, s->option_count, &p->option_capacity,
                                 sizeof *p->options);
    p->options[s->option_count++] = (slsc_option) { name, value };
    s->options = p->options;
    switch (row->kind) {
    case SLSC_OPTION_SWITCH: *(bool *)member = true; break;
    case SLSC_OPTION_TEXT: *(slsc_str *)member = value; break;
    case SLSC_OPTION_NUMBER: return parse_number(p, value, (unsigned *)member);
    case SLSC_OPTION_PARAM: return add_param(p, value);
    }
    return SLSC_OK;
}

/* `inside` is the value in the option's own word; without a ptr the next word is it. */
static slsc_status take_value(parser *p, const slsc_option_row *row, slsc_str inside, char **argv,
                              int argc, int *i)
{
    if (row->kind == SLSC_OPTION_SWITCH) {
        if (inside.ptr) return wrong(p, "option @ takes no value", slsc_str_z(row->name), NULL);
        return take(p, row, inside);
    }
    if (!inside.ptr && *i + 1 < argc && argv[*i + 1][0] != '-') inside = slsc_str_z(argv[++*i]);
    if (!inside.ptr || !inside.len)
        return wrong(p, "option @ needs a value", slsc_str_z(row->name),
                     slsc_strf(p->arena, "write `--%s %s`", row->name, row->argument).ptr);
    if (slsc_str_valid_utf8(inside) != inside.len)
        return wrong(p, "the value @ is not UTF-8", inside, NULL);
    return take(p, row, inside);
}

/* Two commands may have an option of one name: the one that was named takes its own. */
static bool fits(const parser *p, const slsc_option_row *row)
{
    return !p->out->command || (row->commands & p->out->command->bit) != 0;
}

static slsc_status parse_letter(parser *p, slsc_str word, char **argv, int argc, int *i)
{
    const slsc_str rest = slsc_str_sub(word, 2, SIZE_MAX);
    const slsc_option_row *found = NULL;
    for (const slsc_option_row *row = slsc_option_rows; row->name; row++)
        if (row->letter == word.ptr[1] && (!found || !fits(p, found))) found = row;
    if (!found) return unknown_option(p, word, slsc_str_sub(word, 1, SIZE_MAX));
    return take_value(p, found, rest.len ? rest : (slsc_str) { NULL, 0 }, argv, argc, i);
}

static slsc_status parse_long(parser *p, slsc_str word, char **argv, int argc, int *i)
{
    const size_t equals = slsc_str_find_char(word, '=');
    const slsc_str shown = slsc_str_sub(word, 0, equals), name = slsc_str_sub(shown, 2, SIZE_MAX);
    slsc_str value = { NULL, 0 };
    if (equals != SIZE_MAX) value = slsc_str_sub(word, equals + 1, SIZE_MAX);
    const slsc_option_row *found = NULL;
    for (const slsc_option_row *row = slsc_option_rows; row->name; row++)
        if (slsc_str_is(name, row->name) && (!found || !fits(p, found))) found = row;
    return found ? take_value(p, found, value, argv, argc, i) : unknown_option(p, shown, name);
}

static slsc_status parse_word(parser *p, slsc_str word)
{
    slsc_invocation *out = p->out;
    if (out->command) {
        out->arguments = slsc_arena_grow(p->arena, out->arguments, out->argument_count,
                                         &p->argument_capacity, sizeof *out->arguments);
        out->arguments[out->argument_count++] = word;
        return SLSC_OK;
    }
    for (const slsc_command *command = slsc_commands; command->name; command++)
        if (slsc_str_is(word, command->name)) out->command = command;
    return out->command ? SLSC_OK : unknown_command(p, word);
}

/* Options that the command does not take, and too few or too many arguments. */
static slsc_status check_fit(parser *p)
{
    const slsc_invocation *out = p->out;
    const slsc_command *command = out->command;
    if (!command || out->help || out->version) return SLSC_OK;
    for (size_t i = 0; slsc_option_rows[i].name; i++)
        if (p->seen[i] && !(slsc_option_rows[i].commands & command->bit))
            return wrong(
                p, "this command does not take the option @", slsc_str_z(slsc_option_rows[i].name),
                slsc_strf(p->arena, "`slsc %s --help` lists its options", command->name).ptr);
    const char *usage =
        slsc_strf(p->arena, "write `slsc %s %s`", command->name, command->usage).ptr;
    if (out->argument_count > command->most)
        return wrong(p, "@ is one argument too many", out->arguments[command->most], usage);
    if (out->argument_count < command->least)
        return wrong(p, "the command @ needs an argument", slsc_str_z(command->name), usage);
    return SLSC_OK;
}

static void settle_choices(slsc_invocation *out)
{
    static const char *const formats[] = { "text", "json", "sarif", "github" };
    static const char *const colors[] = { "auto", "always", "never" };
    for (unsigned i = 0; i < sizeof formats / sizeof *formats; i++)
        if (slsc_str_is(out->diagnostics, formats[i])) out->format = (slsc_diag_format)i;
    for (unsigned i = 0; i < sizeof colors / sizeof *colors; i++)
        if (slsc_str_is(out->color_choice, colors[i])) out->color = (slsc_color)i;
}

slsc_status slsc_options_parse(slsc_arena *arena, int argc, char **argv, slsc_invocation *out,
                               slsc_sb *why)
{
    parser p = { .arena = arena, .out = out, .why = why };
    bool only_words = false;
    for (int i = 1; i < argc; i++) {
        const slsc_str word = slsc_str_z(argv[i]);
        slsc_status status = SLSC_OK;
        if (only_words || word.len < 2 || word.ptr[0] != '-')
            status = parse_word(&p, word);
        else if (slsc_str_is(word, "--"))
            only_words = true;
        else if (word.ptr[1] == '-')
            status = parse_long(&p, word, argv, argc, &i);
        else
            status = parse_letter(&p, word, argv, argc, &i);
        if (status != SLSC_OK) return status;
    }
    settle_choices(out);
    return check_fit(&p);
}
