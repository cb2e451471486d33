/* common.c: what several sources have in common: addresses that must be there, strings they make,
 * names that were nearly right, and the sources that the caller brought. */
#include "front/variables/sources/sources.h"

slsc_answer slsc_source_address(slsc_question *q, const char *example)
{
    if (q->address.len) return SLSC_ANSWER_VALUE;
    const slsc_str type = q->alternative->type;
    const slsc_str help = slsc_strf(q->resolver->unit->arena, "write `${%s}`", example);
    return slsc_resolver_fail(q->resolver, q->from, "variables/bad-address", SLSC_STR(""), help,
                              "`%.*s` needs an address behind its `:`", SLSC_FMT(type));
}

slsc_answer slsc_source_string(slsc_question *q, slsc_str text, bool secret)
{
    slsc_node *node = slsc_node_new(q->resolver->unit, SLSC_NULL, q->from);
    node->kind = SLSC_STRING;
    node->as.string = text;
    node->secret = secret;
    q->value = (slsc_value) { node, secret };
    return SLSC_ANSWER_VALUE;
}

static slsc_answer ask_one(slsc_question *q, const slsc_variable_source *source)
{
    slsc_unit *unit = q->resolver->unit;
    const size_t errors = slsc_diags_count(unit->diags, SLSC_ERROR);
    slsc_node *params = slsc_node_new(unit, SLSC_LIST, q->from);
    for (size_t i = 0; i < q->param_count; i++) {
        const slsc_node *param = q->params[i].node;
        slsc_node_append(unit, params,
                         param ? slsc_node_copy(unit, param, q->from)
                               : slsc_node_new(unit, SLSC_NULL, q->from));
    }
    slsc_node *node = source->resolve(unit, source->context, params, q->address, q->from);
    if (slsc_diags_count(unit->diags, SLSC_ERROR) > errors) return SLSC_ANSWER_FAILED;
    if (!node) return SLSC_ANSWER_NONE;
    q->value.node = node;
    q->value.secret = q->secret || slsc_str_is(q->alternative->type, "ssm");
    return SLSC_ANSWER_VALUE;
}

slsc_answer slsc_source_more(slsc_question *q, bool *known)
{
    slsc_answer answer = SLSC_ANSWER_NONE;
    for (size_t i = 0; i < q->resolver->more_count && answer == SLSC_ANSWER_NONE; i++) {
        if (!slsc_str_is(q->alternative->type, q->resolver->more[i].scheme)) continue;
        *known = true;
        answer = ask_one(q, &q->resolver->more[i]);
    }
    return answer;
}

static void nearer(slsc_str candidate, slsc_str wanted, slsc_str *best, size_t *distance)
{
    const size_t d = slsc_str_distance(candidate, wanted, *distance - 1);
    if (d >= *distance) return;
    *distance = d;
    *best = candidate;
}

/* How far off a name may be to be meant. */
static size_t tolerance(slsc_str name) { return name.len < 4 ? 2 : 3; }

slsc_str slsc_source_nearest(const slsc_resolver *r, slsc_str type)
{
    slsc_str best = { NULL, 0 };
    size_t distance = tolerance(type);
    if (type.len > 40) return best;
    for (const slsc_source_row *row = slsc_source_table; row->type; row++)
        nearer(slsc_str_z(row->type), type, &best, &distance);
    for (size_t i = 0; i < r->more_count; i++)
        nearer(slsc_str_z(r->more[i].scheme), type, &best, &distance);
    return best;
}

slsc_str slsc_source_nearest_key(const slsc_node *map, slsc_str key)
{
    enum { MOST = 500 };
    slsc_str best = { NULL, 0 };
    size_t distance = tolerance(key);
    const size_t n = slsc_node_kind(map) == SLSC_MAP ? slsc_node_count(map) : 0;
    if (key.len > 80) return best;
    for (size_t i = 0; i < n && i < MOST && distance > 1; i++)
        if (slsc_node_key(map, i).len <= 80) nearer(slsc_node_key(map, i), key, &best, &distance);
    return best;
}
