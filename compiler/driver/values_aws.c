/* values_aws.c: one value of AWS, by way of its command line tool `aws`: an argument vector each,
 * never a shell. What the tool complains of is passed on, but for "there is no such thing", which
 * is an answer. */
#include "driver/values.h"

#include "base/process.h"
#include "tree/json.h"

enum { MOST_ARGUMENTS = 16, LIMIT = 16 << 20, PATIENCE = 60000 };

typedef struct call {
    slsc_unit *unit;
    const slsc_pinned_value *wanted;
    const char *arguments[MOST_ARGUMENTS];
    size_t count;
    const char *absent; /* stands in the tool's complaint when AWS has no such value */
} call;

static void add(call *c, const char *argument)
{
    if (c->count + 1 < MOST_ARGUMENTS) c->arguments[c->count++] = argument;
}

/* `--name=value` in one word, so that no value is taken for an option. */
static void add_option(call *c, const char *name, slsc_str value)
{
    add(c, slsc_strf(c->unit->arena, "--%s=%.*s", name, SLSC_FMT(value)).ptr);
}

static bool has_param(const slsc_pinned_value *wanted, const char *word)
{
    for (size_t i = 0, n = slsc_node_count(wanted->params); i < n; i++)
        if (slsc_node_is_text(slsc_node_at(wanted->params, i), word)) return true;
    return false;
}

/* The region of an expression: its first parameter that is no switch of `ssm`. */
static slsc_str region_of(slsc_unit *unit, const slsc_pinned_value *wanted)
{
    for (size_t i = 0, n = slsc_node_count(wanted->params); i < n; i++) {
        const slsc_node *param = slsc_node_at(wanted->params, i);
        if (slsc_node_is_text(param, "raw") || slsc_node_is_text(param, "noDecrypt")) continue;
        if (slsc_node_kind(param) == SLSC_STRING) return param->as.string;
        break;
    }
    return unit->service.region.len ? unit->service.region : SLSC_STR("us-east-1");
}

static slsc_node *text_node(call *c, slsc_str text)
{
    return slsc_node_string(c->unit, text, c->wanted->from);
}

static slsc_node *null_node(call *c) { return slsc_node_new(c->unit, SLSC_NULL, c->wanted->from); }

/* ---- Asking ---- */

/* The first line of what the tool complains of. */
static slsc_str complaint(const slsc_process *process, slsc_process_end end)
{
    slsc_str text = slsc_str_trim(process->errors);
    text = slsc_str_sub(text, 0, slsc_str_find_char(text, '\n'));
    if (end != SLSC_PROCESS_DONE || text.len == 0) return slsc_str_z(slsc_process_reason(end));
    return text;
}

static slsc_node *refuse(call *c, const slsc_process *process, slsc_process_end end)
{
    slsc_unit *unit = c->unit;
    const bool missing = end == SLSC_PROCESS_MISSING;
    slsc_diag diag = { .struct_size = sizeof diag, .severity = SLSC_ERROR, .at = c->wanted->from };
    diag.code = missing ? "values/no-aws" : "values/not-fetched";
    diag.message = missing ? SLSC_STR("the AWS command line `aws` is not on the PATH")
                           : slsc_strf(unit->arena, "`aws` does not give this value: %.*s",
                                       SLSC_FMT(complaint(process, end)));
    if (missing) diag.help = SLSC_STR("install it, or write the values into the file by hand");
    slsc_unit_report(unit, &diag);
    return NULL;
}

/* False: *out is the answer, or NULL and reported. */
static bool run(call *c, slsc_str *output, slsc_node **out)
{
    slsc_unit *unit = c->unit;
    slsc_process process = { .arguments = c->arguments,
                             .environ = unit->settings.environ,
                             .result = 1,
                             .limit = LIMIT,
                             .milliseconds = PATIENCE };
    if (unit->settings.aws_profile.len) add_option(c, "profile", unit->settings.aws_profile);
    const slsc_process_end end = slsc_process_run(unit->arena, &process);
    *out = NULL;
    *output = process.output;
    if (end == SLSC_PROCESS_DONE && process.status == 0) return true;
    if (end == SLSC_PROCESS_DONE && c->absent &&
        slsc_str_find(process.errors, slsc_str_z(c->absent)) != SIZE_MAX)
        *out = null_node(c);
    else
        refuse(c, &process, end);
    return false;
}

/* Runs it for JSON. */
static bool run_json(call *c, slsc_node **answer, slsc_node **out)
{
    slsc_str output;
    add(c, "--output=json");
    if (!run(c, &output, out)) return false;
    *answer = slsc_json_parse_text(c->unit, output, c->wanted->from, NULL);
    if (!*answer)
        slsc_errorf(c->unit, c->wanted->from, "values/not-fetched",
                    "`aws` does not give this value: its answer is not JSON");
    return *answer != NULL;
}

/* ---- The sources ---- */

static slsc_node *ask_account(call *c)
{
    slsc_node *answer = NULL, *out = NULL;
    add(c, "sts");
    add(c, "get-caller-identity");
    if (!run_json(c, &answer, &out)) return out;
    slsc_node *account = slsc_node_getz(c->unit, answer, "Account");
    return account ? account : null_node(c);
}

static slsc_node *ask_stack(call *c)
{
    slsc_node *answer = NULL, *out = NULL;
    const slsc_str address = c->wanted->address;
    const size_t dot = slsc_str_find_char(address, '.');
    add(c, "cloudformation");
    add(c, "describe-stacks");
    add_option(c, "stack-name", slsc_str_sub(address, 0, dot));
    add_option(c, "region", region_of(c->unit, c->wanted));
    c->absent = "does not exist";
    if (!run_json(c, &answer, &out)) return out;
    const slsc_node *outputs = slsc_node_path(c->unit, answer, "Stacks.0.Outputs");
    for (size_t i = 0, n = slsc_node_count(outputs); i < n; i++) {
        const slsc_node *item = slsc_node_at(outputs, i);
        const slsc_node *key = slsc_node_getz(c->unit, item, "OutputKey");
        if (slsc_node_kind(key) == SLSC_STRING &&
            slsc_str_eq(key->as.string, slsc_str_sub(address, dot + 1, SIZE_MAX)))
            return slsc_node_getz(c->unit, item, "OutputValue");
    }
    return null_node(c);
}

static slsc_node *ask_bucket(call *c)
{
    slsc_node *out = NULL;
    slsc_str output;
    add(c, "s3");
    add(c, "cp");
    add(c, slsc_strf(c->unit->arena, "s3://%.*s", SLSC_FMT(c->wanted->address)).ptr);
    add(c, "-");
    add_option(c, "region", region_of(c->unit, c->wanted));
    c->absent = "(404)";
    if (!run(c, &output, &out)) return out;
    if (slsc_str_valid_utf8(output) == output.len) return text_node(c, output);
    slsc_errorf(c->unit, c->wanted->from, "values/not-fetched",
                "`aws` does not give this value: the object is not UTF-8 text");
    return NULL;
}

/* A list is split at its commas, a secret that is an object is one, but for `raw`. */
static slsc_node *convert(call *c, slsc_node *value, const slsc_node *type)
{
    slsc_str rest = value->as.string;
    if (has_param(c->wanted, "raw")) return value;
    if (slsc_node_is_text(type, "SecureString") && rest.len && rest.ptr[0] == '{') {
        slsc_node *object = slsc_json_parse_text(c->unit, rest, c->wanted->from, NULL);
        return object ? object : value;
    }
    if (!slsc_node_is_text(type, "StringList")) return value;
    slsc_node *list = slsc_node_new(c->unit, SLSC_LIST, c->wanted->from);
    for (bool more = true; more;) {
        const size_t comma = slsc_str_find_char(rest, ',');
        slsc_node_append(c->unit, list, text_node(c, slsc_str_sub(rest, 0, comma)));
        more = comma != SIZE_MAX;
        if (more) rest = slsc_str_sub(rest, comma + 1, SIZE_MAX);
    }
    return list;
}

static slsc_node *ask_parameter(call *c)
{
    slsc_node *answer = NULL, *out = NULL;
    add(c, "ssm");
    add(c, "get-parameter");
    add_option(c, "name", c->wanted->address);
    add_option(c, "region", region_of(c->unit, c->wanted));
    add(c, has_param(c->wanted, "noDecrypt") ? "--no-with-decryption" : "--with-decryption");
    c->absent = "ParameterNotFound";
    if (!run_json(c, &answer, &out)) return out;
    slsc_node *value = slsc_node_path(c->unit, answer, "Parameter.Value");
    if (slsc_node_kind(value) != SLSC_STRING) return null_node(c);
    return convert(c, value, slsc_node_path(c->unit, answer, "Parameter.Type"));
}

slsc_node *slsc_values_ask(slsc_unit *unit, const slsc_pinned_value *wanted)
{
    call c = { .unit = unit, .wanted = wanted };
    add(&c, "aws");
    if (slsc_str_is(wanted->type, "aws")) return ask_account(&c);
    if (slsc_str_is(wanted->type, "cf")) return ask_stack(&c);
    if (slsc_str_is(wanted->type, "s3")) return ask_bucket(&c);
    return ask_parameter(&c);
}
