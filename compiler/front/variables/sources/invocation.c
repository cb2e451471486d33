/* invocation.c: what comes with the command: ${env:}, ${opt:}, ${sls:}, ${param:}. */
#include "front/variables/sources/sources.h"

/* ---- env ---- */

/* .env is chosen by values that may themselves come from the environment: what was looked for in
 * vain before it was read must not turn up in it (variables.c). */
static void note_missing(slsc_resolver *r, const slsc_question *q)
{
    slsc_arena *arena = r->unit->arena;
    r->missing = (slsc_str *)slsc_arena_grow(arena, r->missing, r->missing_count,
                                             &r->missing_capacity, sizeof *r->missing);
    r->wanted = (const slsc_node **)slsc_arena_grow(arena, r->wanted, r->missing_count,
                                                    &r->wanted_capacity, sizeof *r->wanted);
    r->missing[r->missing_count] = q->address;
    r->wanted[r->missing_count++] = q->from;
}

slsc_answer slsc_source_env(slsc_question *q)
{
    if (slsc_source_address(q, "env:NAME") != SLSC_ANSWER_VALUE) return SLSC_ANSWER_FAILED;
    const slsc_str value = slsc_unit_env(q->resolver->unit, q->address);
    if (value.ptr) return slsc_source_string(q, value, true);
    if (q->resolver->note_missing) note_missing(q->resolver, q);
    if (!q->secret) q->label = SLSC_STR("no such variable in the environment");
    return SLSC_ANSWER_NONE;
}

/* ---- opt ---- */

/* The options that the reference's `package` knows: one of these that is not given has no value at
 * once; any other has none only in phase 2. */
static const char *const known_options[] = { "package", "region",          "aws-profile",
                                             "config",  "stage",           "param",
                                             "help",    "version",         "verbose",
                                             "debug",   "minify-template", NULL };

static bool is_known_option(slsc_str name)
{
    for (const char *const *known = known_options; *known; known++)
        if (slsc_str_is(name, *known)) return true;
    return false;
}

static slsc_node *text_node(slsc_question *q, slsc_str text)
{
    slsc_source_string(q, text, false);
    return (slsc_node *)(uintptr_t)q->value.node;
}

static slsc_node *params_node(slsc_question *q)
{
    const slsc_settings *settings = &q->resolver->unit->settings;
    slsc_node *list = slsc_node_new(q->resolver->unit, SLSC_LIST, q->from);
    for (size_t i = 0; i < settings->param_count; i++) {
        const slsc_option *param = &settings->params[i];
        const slsc_str text = slsc_strf(q->resolver->unit->arena, "%.*s=%.*s",
                                        SLSC_FMT(param->name), SLSC_FMT(param->value));
        slsc_node *item = text_node(q, text);
        item->secret = 1;
        slsc_node_append(q->resolver->unit, list, item);
    }
    return list;
}

static slsc_node *option_node(slsc_question *q, slsc_str name)
{
    const slsc_settings *settings = &q->resolver->unit->settings;
    if (slsc_str_is(name, "stage") && settings->stage.len) return text_node(q, settings->stage);
    if (slsc_str_is(name, "region") && settings->region.len) return text_node(q, settings->region);
    if (slsc_str_is(name, "param")) return settings->param_count ? params_node(q) : NULL;
    for (size_t i = 0; i < settings->option_count; i++) {
        const slsc_option *option = &settings->options[i];
        if (!slsc_str_eq(option->name, name)) continue;
        return option->value.ptr ? text_node(q, option->value)
                                 : slsc_node_bool(q->resolver->unit, true, q->from);
    }
    return NULL;
}

/* A null for each known one that is not given, as the reference has it. */
static slsc_node *all_options(slsc_question *q)
{
    slsc_unit *unit = q->resolver->unit;
    const slsc_settings *settings = &unit->settings;
    slsc_node *map = slsc_node_new(unit, SLSC_MAP, q->from);
    for (size_t i = 0; i < settings->option_count; i++)
        slsc_node_set(unit, map, settings->options[i].name,
                      option_node(q, settings->options[i].name));
    for (const char *const *known = known_options; *known; known++)
        if (!slsc_node_getz(unit, map, *known))
            slsc_node_setz(unit, map, *known, slsc_node_new(unit, SLSC_NULL, q->from));
    return map;
}

slsc_answer slsc_source_opt(slsc_question *q)
{
    if (q->address.len == 0) {
        if (q->resolver->phase < 2) return SLSC_ANSWER_LATER;
        q->value = (slsc_value) { all_options(q), true };
        return SLSC_ANSWER_VALUE;
    }
    q->value = (slsc_value) { option_node(q, q->address), slsc_str_is(q->address, "param") };
    if (q->value.node) return SLSC_ANSWER_VALUE;
    if (q->resolver->phase < 2 && !is_known_option(q->address)) return SLSC_ANSWER_LATER;
    q->label = SLSC_STR("the option is not given");
    return SLSC_ANSWER_NONE;
}

/* ---- sls ---- */

/* --stage, else what the configuration says, else `dev`. */
static slsc_answer take_stage(slsc_question *q)
{
    slsc_resolver *const r = q->resolver;
    slsc_node *node = NULL;
    slsc_str step;
    if (r->unit->settings.stage.len) return slsc_source_string(q, r->unit->settings.stage, false);
    const slsc_answer answer =
        slsc_resolver_walk(r, SLSC_STR("provider.stage"), q->from, &node, &step);
    if (answer == SLSC_ANSWER_VALUE && node->kind != SLSC_NULL)
        q->value.node = node;
    else if (answer == SLSC_ANSWER_VALUE || answer == SLSC_ANSWER_NONE)
        return slsc_source_string(q, SLSC_STR("dev"), false);
    return answer;
}

slsc_answer slsc_source_sls(slsc_question *q)
{
    if (slsc_source_address(q, "sls:stage") != SLSC_ANSWER_VALUE) return SLSC_ANSWER_FAILED;
    if (slsc_str_is(q->address, "stage")) return take_stage(q);
    if (slsc_str_is(q->address, "instanceId"))
        return q->resolver->phase < 2 ? SLSC_ANSWER_LATER
                                      : slsc_source_string(q, SLSC_STR(SLSC_INSTANCE_ID), false);
    return slsc_resolver_fail(q->resolver, q->from, "variables/bad-address", SLSC_STR(""),
                              SLSC_STR("write `${sls:stage}` or `${sls:instanceId}`"),
                              "`sls` knows `stage` and `instanceId` only");
}

/* ---- param ---- */

static slsc_str trim_end(slsc_str s)
{
    while (s.len &&
           (s.ptr[s.len - 1] == ' ' || (s.ptr[s.len - 1] >= '\t' && s.ptr[s.len - 1] <= '\r')))
        s.len--;
    return s;
}

/* params.STAGE.NAME. Each step may be a variable of its own. */
static slsc_answer take_section(slsc_question *q, slsc_str stage)
{
    slsc_resolver *const r = q->resolver;
    const slsc_str steps[] = { SLSC_STR("params"), stage, q->address };
    slsc_node *node = r->root;
    for (size_t i = 0; i < 3; i++) {
        const slsc_answer answer = slsc_resolver_ready(r, node, false, q->from);
        if (answer != SLSC_ANSWER_VALUE) return answer;
        node = slsc_node_kind(node) == SLSC_MAP ? slsc_node_get(r->unit, node, steps[i]) : NULL;
        if (!node) return SLSC_ANSWER_NONE;
    }
    q->value = (slsc_value) { node, true };
    const slsc_answer answer = slsc_resolver_ready(r, node, true, q->from);
    return answer == SLSC_ANSWER_VALUE && node->kind == SLSC_NULL ? SLSC_ANSWER_NONE : answer;
}

slsc_answer slsc_source_param(slsc_question *q)
{
    const slsc_settings *settings = &q->resolver->unit->settings;
    if (slsc_source_address(q, "param:NAME") != SLSC_ANSWER_VALUE) return SLSC_ANSWER_FAILED;
    for (size_t i = settings->param_count; i > 0; i--)
        if (slsc_str_eq(settings->params[i - 1].name, q->address))
            return slsc_source_string(q, trim_end(settings->params[i - 1].value), true);
    slsc_answer answer = take_section(q, q->resolver->stage);
    if (answer == SLSC_ANSWER_NONE) answer = take_section(q, SLSC_STR("default"));
    if (answer == SLSC_ANSWER_NONE && !q->secret)
        q->label = SLSC_STR("not given, and not in `params` of this stage or of `default`");
    return answer;
}
