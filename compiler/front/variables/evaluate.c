/* evaluate.c: what a variable is worth.
 *
 * A variable is asked alternative by alternative: parameters and address first (they may hold
 * variables themselves), then the source. A value that is a string is looked through for variables
 * once more, because texts of files and parameters have them; ten times at most. Values that are
 * lists or maps are looked through where they are put (resolve.c).
 *
 * All variables of a string are evaluated even when one has failed, so that every fault is told;
 * and what is found out stays in the variable, so that a second round is cheap. */
#include "front/framework.h"
#include "front/variables/sources/sources.h"
#include "tree/number.h"
#include <string.h>

const slsc_source_row slsc_source_table[] = {
    { "self", 1, slsc_source_self },
    { "file", 1, slsc_source_file },
    { "opt", 1, slsc_source_opt },
    { "env", 1, slsc_source_env },
    { "strToBool", 1, slsc_source_str_to_bool },
    { "sls", 1, slsc_source_sls },
    { "param", 2, slsc_source_param },
    { "aws", 3, slsc_source_aws },
    { "cf", 3, slsc_source_cf },
    { "s3", 3, slsc_source_s3 },
    { "ssm", 3, slsc_source_ssm },
    { NULL, 0, NULL },
};

enum { LAST_PHASE = 3, SHOWN_TEXT = 100, SPARE_NODES = 100 };

static slsc_answer evaluate_variable(slsc_resolver *r, slsc_property *property,
                                     slsc_variable *variable, unsigned depth);

/* Blocked comes first: there will be another round, and it sees the faults again. */
static slsc_answer both(slsc_answer a, slsc_answer b)
{
    static const int weight[] = { [SLSC_ANSWER_VALUE] = 0,
                                  [SLSC_ANSWER_NONE] = 0,
                                  [SLSC_ANSWER_LATER] = 1,
                                  [SLSC_ANSWER_FAILED] = 2,
                                  [SLSC_ANSWER_BLOCKED] = 3 };
    return weight[a] >= weight[b] ? a : b;
}

/* ---- Text ---- */

static void list_text(slsc_resolver *r, const slsc_node *list, slsc_sb *out)
{
    for (size_t i = 0, n = slsc_node_count(list); i < n; i++) {
        const slsc_node *item = slsc_node_at(list, i);
        if (i) slsc_sb_char(out, ',');
        if (item->kind == SLSC_MAP)
            slsc_sb_addz(out, "[object Object]");
        else if (item->kind != SLSC_NULL)
            slsc_evaluate_text(r, item, out);
    }
}

bool slsc_evaluate_text(slsc_resolver *r, const slsc_node *node, slsc_sb *out)
{
    switch (slsc_node_kind(node)) {
    case SLSC_NONE:
    case SLSC_NULL:
    case SLSC_MAP: return false;
    case SLSC_LIST: list_text(r, node, out); return true;
    default: slsc_sb_add(out, slsc_node_text(r->unit, node)); return true;
    }
}

static slsc_str found(const slsc_node *node)
{
    switch (slsc_node_kind(node)) {
    case SLSC_MAP: return SLSC_STR("a map");
    case SLSC_NULL: return SLSC_STR("null");
    default: return SLSC_STR("this");
    }
}

/* Pieces put together to one string. All variables have values. */
static slsc_answer join(slsc_resolver *r, const slsc_template *template, const slsc_node *from,
                        slsc_value *out)
{
    slsc_sb text = slsc_sb_new(r->unit->arena, SLSC_LIMIT_TEXT);
    slsc_answer answer = SLSC_ANSWER_VALUE;
    out->secret = from->secret != 0;
    for (size_t i = 0; i < template->count; i++) {
        const slsc_piece *piece = &template->pieces[i];
        const slsc_variable *variable = piece->variable;
        if (!variable) {
            slsc_sb_add(&text, piece->text);
            continue;
        }
        out->secret |= variable->secret;
        if (slsc_evaluate_text(r, variable->value, &text)) continue;
        const slsc_str what = found(variable->value);
        answer =
            slsc_resolver_fail(r, variable->from, "variables/not-a-string", SLSC_STR(""),
                               SLSC_STR(""), "%.*s cannot be part of a string", SLSC_FMT(what));
    }
    if (answer != SLSC_ANSWER_VALUE) return answer;
    const size_t len = text.overflow ? SLSC_LIMIT_TEXT : slsc_sb_str(&text).len;
    if (!slsc_resolver_afford(r, from, 0, 1, text.overflow ? (size_t)SLSC_LIMIT_TEXT * 8 : len))
        return SLSC_ANSWER_FAILED;
    slsc_node *node = slsc_node_new(r->unit, SLSC_NULL, from);
    node->kind = SLSC_STRING;
    node->as.string = slsc_sb_str(&text);
    out->node = node;
    return answer;
}

/* A list becomes text as part of a string, and its text may hold variables (a file's list has). */
static slsc_answer flatten(slsc_resolver *r, slsc_property *property, slsc_variable *variable,
                           unsigned depth)
{
    if (variable->value->kind != SLSC_LIST) return SLSC_ANSWER_VALUE;
    slsc_sb text = slsc_sb_new(r->unit->arena, SLSC_LIMIT_TEXT);
    slsc_evaluate_text(r, variable->value, &text);
    if (text.overflow || !slsc_variable_suspect(slsc_sb_str(&text))) return SLSC_ANSWER_VALUE;
    slsc_node *node = slsc_node_new(r->unit, SLSC_NULL, variable->from);
    node->kind = SLSC_STRING;
    node->as.string = slsc_sb_str(&text);
    variable->value = node;
    variable->state = SLSC_VARIABLE_OPEN;
    return evaluate_variable(r, property, variable, depth);
}

static slsc_answer evaluate_template(slsc_resolver *r, slsc_property *property,
                                     const slsc_template *template, const slsc_node *from,
                                     unsigned depth, slsc_value *out)
{
    const bool whole = template->count == 1 && template->variables == 1;
    slsc_answer answer = SLSC_ANSWER_VALUE;
    for (size_t i = 0; i < template->count; i++) {
        slsc_variable *variable = template->pieces[i].variable;
        if (!variable) continue;
        slsc_answer one = evaluate_variable(r, property, variable, depth);
        if (one == SLSC_ANSWER_VALUE && !whole) one = flatten(r, property, variable, depth);
        answer = both(answer, one);
    }
    if (answer != SLSC_ANSWER_VALUE) return answer;
    if (!whole) return join(r, template, from ? from : slsc_resolver_whole(r, property), out);
    out->node = template->pieces[0].variable->value;
    out->secret = template->pieces[0].variable->secret;
    return answer;
}

slsc_answer slsc_evaluate(slsc_resolver *r, slsc_property *property, unsigned depth,
                          slsc_value *out)
{
    return evaluate_template(r, property, property->template, NULL, depth, out);
}

slsc_answer slsc_evaluate_string(slsc_resolver *r, slsc_value string, unsigned depth,
                                 const slsc_node *from, slsc_value *out)
{
    bool failed = false;
    slsc_property *property = slsc_resolver_template(r, string.node, string.secret, &failed);
    *out = string;
    if (failed) return SLSC_ANSWER_FAILED;
    if (!property) return SLSC_ANSWER_VALUE;
    if (depth >= SLSC_LIMIT_GENERATIONS)
        return slsc_resolver_fail(r, from, "variables/too-deep", SLSC_STR(""), SLSC_STR(""),
                                  "values with variables in them are nested more than %d deep",
                                  SLSC_LIMIT_GENERATIONS);
    const slsc_answer answer = slsc_evaluate(r, property, depth + 1, out);
    out->secret |= string.secret;
    return answer;
}

/* ---- One alternative ---- */

/* Where a part of an expression is written: exact when the expression itself is. */
static slsc_place place_within(const slsc_property *property, const slsc_variable *variable,
                               slsc_str part)
{
    slsc_place place = variable->from->place;
    const size_t offset = (size_t)(part.ptr - property->text.ptr) - variable->start;
    if (place.file == 0 || place.length != variable->end - variable->start) return place;
    place.offset += (uint32_t)offset;
    place.length = (uint32_t)part.len;
    return place;
}

static const slsc_node *make_term(slsc_resolver *r, const slsc_term *term, slsc_place place)
{
    slsc_node *node =
        slsc_node_read(r->unit, term->kind == SLSC_FLOAT ? SLSC_NULL : term->kind, place);
    if (term->kind == SLSC_STRING) node->as.string = term->text;
    if (term->kind == SLSC_BOOL) node->as.boolean = term->boolean;
    if (term->kind == SLSC_FLOAT) slsc_node_set_number(node, term->number);
    return node;
}

static slsc_answer evaluate_term(slsc_resolver *r, slsc_property *property,
                                 const slsc_variable *variable, const slsc_term *term,
                                 unsigned depth, slsc_value *out)
{
    if (term->template)
        return evaluate_template(r, property, term->template, variable->from, depth, out);
    if (term->kind != SLSC_NONE) out->node = make_term(r, term, variable->from->place);
    return SLSC_ANSWER_VALUE;
}

/* The address as text: a null is no address. */
static slsc_answer take_address(slsc_question *q, slsc_value address)
{
    slsc_sb text = slsc_sb_new(q->resolver->unit->arena, SLSC_LIMIT_TEXT);
    if (slsc_node_kind(address.node) <= SLSC_NULL) return SLSC_ANSWER_VALUE;
    if (!slsc_evaluate_text(q->resolver, address.node, &text))
        return slsc_resolver_fail(q->resolver, q->from, "variables/bad-address", SLSC_STR(""),
                                  SLSC_STR(""), "the address of `%.*s` must be text, but is a map",
                                  SLSC_FMT(q->alternative->type));
    q->address = slsc_sb_str(&text);
    q->secret |= address.secret;
    return SLSC_ANSWER_VALUE;
}

static slsc_answer evaluate_address(slsc_question *q, slsc_property *property,
                                    const slsc_variable *variable)
{
    const slsc_term *term = &q->alternative->address;
    slsc_value address = { NULL, false };
    q->address = term->text;
    if (!term->template) return SLSC_ANSWER_VALUE;
    const slsc_answer answer =
        evaluate_term(q->resolver, property, variable, term, q->depth, &address);
    q->address.len = 0;
    return answer == SLSC_ANSWER_VALUE ? take_address(q, address) : answer;
}

static slsc_answer evaluate_terms(slsc_question *q, slsc_property *property,
                                  const slsc_variable *variable)
{
    const slsc_alternative *alternative = q->alternative;
    slsc_value *params =
        SLSC_NEW_ARRAY(q->resolver->unit->arena, slsc_value, alternative->param_count);
    slsc_answer answer = SLSC_ANSWER_VALUE;
    for (size_t i = 0; i < alternative->param_count; i++) {
        answer = both(answer, evaluate_term(q->resolver, property, variable,
                                            &alternative->params[i], q->depth, &params[i]));
        q->secret |= params[i].secret;
    }
    q->params = params;
    q->param_count = alternative->param_count;
    q->secret |= variable->from->secret != 0;
    return both(answer, evaluate_address(q, property, variable));
}

static const slsc_source_row *find_row(slsc_str type)
{
    const slsc_source_row *row = slsc_source_table;
    while (row->type && !slsc_str_is(type, row->type)) row++;
    return row->type ? row : NULL;
}

static slsc_answer unknown(slsc_question *q)
{
    slsc_resolver *const r = q->resolver;
    const slsc_str type = q->alternative->type, near = slsc_source_nearest(r, type);
    const slsc_str help =
        near.len ? slsc_strf(r->unit->arena, "did you mean `%.*s`", SLSC_FMT(near))
                 : SLSC_STR("for `${...}` of CloudFormation, write a backslash in front of it");
    if (q->from->secret)
        return slsc_resolver_fail(r, q->from, "variables/unknown-source", SLSC_STR(""),
                                  SLSC_STR(""), "the value of a variable has an unknown source");
    return slsc_resolver_fail(r, q->from, "variables/unknown-source", SLSC_STR(""), help,
                              "there is no variable source `%.*s`", SLSC_FMT(type));
}

static bool is_brought(const slsc_resolver *r, slsc_str type)
{
    for (size_t i = 0; i < r->more_count; i++)
        if (slsc_str_is(type, r->more[i].scheme)) return true;
    return false;
}

/* *asked: the source has answered; else the phase is not there yet. */
static slsc_answer ask(slsc_question *q, slsc_property *property, const slsc_variable *variable,
                       bool *asked)
{
    const slsc_source_row *row = find_row(q->alternative->type);
    const unsigned phase = row ? row->phase : LAST_PHASE;
    bool known = false;
    if (!row && !is_brought(q->resolver, q->alternative->type)) return unknown(q);
    if (phase > q->resolver->phase) return SLSC_ANSWER_LATER;
    *asked = true;
    const slsc_answer terms = evaluate_terms(q, property, variable);
    if (terms != SLSC_ANSWER_VALUE) return terms;
    if (phase < LAST_PHASE) return row->ask(q);
    const slsc_answer answer = slsc_source_more(q, &known);
    return answer == SLSC_ANSWER_NONE && row ? row->ask(q) : answer;
}

/* ---- One variable ---- */

static slsc_str clip(slsc_resolver *r, slsc_str text)
{
    if (text.len <= SHOWN_TEXT) return text;
    text.len = SHOWN_TEXT;
    text.len = slsc_str_valid_utf8(text);
    return slsc_strf(r->unit->arena, "%.*s...", SLSC_FMT(text));
}

static slsc_answer go_without(slsc_question *q, slsc_variable *variable, slsc_str what,
                              slsc_str help)
{
    slsc_resolver *const r = q->resolver;
    const slsc_diag diag = { .struct_size = sizeof diag,
                             .severity = SLSC_WARNING,
                             .code = "variables/missing-value",
                             .message = slsc_strf(r->unit->arena, "no value for %.*s",
                                                  SLSC_FMT(clip(r, what))),
                             .at = q->from,
                             .label = q->label,
                             .help = help };
    slsc_unit_report(r->unit, &diag);
    variable->value = slsc_node_new(r->unit, SLSC_NULL, q->from);
    return SLSC_ANSWER_VALUE;
}

/* No alternative has a value. Framework 1 warned and went on without one, so does a service that is
 * pinned to it; within a longer text there must be one. */
static slsc_answer tell_missing(slsc_question *q, slsc_variable *variable)
{
    slsc_resolver *const r = q->resolver;
    const slsc_str text = q->from->as.string;
    slsc_str help = q->help;
    slsc_sb what = slsc_sb_new(r->unit->arena, 0);
    if (q->from->secret)
        return slsc_resolver_fail(r, q->from, "variables/missing-value", SLSC_STR(""), SLSC_STR(""),
                                  "the value of a variable has a variable without one");
    for (size_t i = 0; i < variable->count; i++) {
        const slsc_str shown = clip(r, variable->alternatives[i].text);
        slsc_sb_addf(&what, "%s`%.*s`", i ? ", nor for " : "", SLSC_FMT(shown));
    }
    if (help.len == 0 && text.len <= SHOWN_TEXT && !memchr(text.ptr, '\n', text.len))
        help = slsc_strf(r->unit->arena, "give it a default: `%.*s, 'default'}`", (int)text.len - 1,
                         text.ptr);
    if (slsc_framework_of(r->unit) < 2) return go_without(q, variable, slsc_sb_str(&what), help);
    return slsc_resolver_fail(r, q->from, "variables/missing-value", q->label, help,
                              "no value for %.*s", SLSC_FMT(clip(r, slsc_sb_str(&what))));
}

static slsc_answer try_alternative(slsc_resolver *r, slsc_property *property,
                                   slsc_variable *variable, unsigned depth)
{
    const slsc_alternative *alternative = &variable->alternatives[variable->tried];
    slsc_question q = { .resolver = r,
                        .alternative = alternative,
                        .from = variable->from,
                        .depth = depth,
                        .last = variable->tried + 1 == variable->count };
    bool asked = false;
    if (alternative->type.len == 0) {
        variable->value = make_term(r, &alternative->literal,
                                    place_within(property, variable, alternative->text));
        variable->secret = variable->from->secret;
        return SLSC_ANSWER_VALUE;
    }
    slsc_answer answer = ask(&q, property, variable, &asked);
    if (answer == SLSC_ANSWER_VALUE && slsc_node_kind(q.value.node) <= SLSC_NULL)
        answer = SLSC_ANSWER_NONE;
    if (answer == SLSC_ANSWER_VALUE) {
        variable->value = q.value.node;
        variable->secret = q.value.secret || q.value.node->secret;
    }
    if (answer == SLSC_ANSWER_LATER && asked) variable->settled = variable->tried;
    return answer == SLSC_ANSWER_NONE && q.last ? tell_missing(&q, variable) : answer;
}

static slsc_answer find_value(slsc_resolver *r, slsc_property *property, slsc_variable *variable,
                              unsigned depth)
{
    if (variable->phase != r->phase) {
        variable->phase = r->phase;
        variable->tried = variable->settled;
    }
    for (; variable->tried < variable->count; variable->tried++) {
        const slsc_answer answer = try_alternative(r, property, variable, depth);
        if (answer != SLSC_ANSWER_NONE) return answer;
    }
    return SLSC_ANSWER_FAILED;
}

/* Leaves the value in the variable. */
static slsc_answer evaluate_variable(slsc_resolver *r, slsc_property *property,
                                     slsc_variable *variable, unsigned depth)
{
    slsc_answer answer = SLSC_ANSWER_VALUE;
    if (variable->state == SLSC_VARIABLE_KNOWN) return SLSC_ANSWER_VALUE;
    if (variable->state == SLSC_VARIABLE_FAILED) return SLSC_ANSWER_FAILED;
    slsc_resolver_expression(r, property, variable);
    if (!slsc_resolver_afford(r, variable->from, 1, SPARE_NODES, 0)) return SLSC_ANSWER_FAILED;
    if (!variable->value) answer = find_value(r, property, variable, depth);
    if (answer == SLSC_ANSWER_VALUE && variable->value->kind == SLSC_STRING) {
        slsc_value value = { variable->value, variable->secret };
        answer = slsc_evaluate_string(r, value, depth, variable->from, &value);
        if (answer == SLSC_ANSWER_VALUE) {
            variable->value = value.node;
            variable->secret = value.secret;
        }
    }
    if (answer == SLSC_ANSWER_VALUE) variable->state = SLSC_VARIABLE_KNOWN;
    if (answer == SLSC_ANSWER_FAILED) variable->state = SLSC_VARIABLE_FAILED;
    return answer;
}
