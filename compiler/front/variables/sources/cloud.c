/* cloud.c: what lives in AWS: ${aws:}, ${cf:}, ${s3:}, ${ssm:}. slsc never asks the network: values
 * are pinned in a file (pinned.c), which is asked first. What comes here is not in it: all that is
 * left is to check the address, and to go on to the default, or to say so; only the region is known
 * here. */
#include "front/variables/pinned.h"
#include "front/variables/sources/sources.h"

/* The expression as the file would have it. */
static slsc_str shown_key(slsc_question *q)
{
    slsc_unit *unit = q->resolver->unit;
    slsc_str *texts = SLSC_NEW_ARRAY(unit->arena, slsc_str, q->param_count + 1);
    for (size_t i = 0; i < q->param_count; i++)
        if (slsc_node_kind(q->params[i].node) > SLSC_NULL)
            texts[i] = slsc_node_text(unit, q->params[i].node);
    return slsc_pinned_key(unit->arena, q->alternative->type, texts, q->param_count, q->address);
}

static slsc_answer tell_not_pinned(slsc_question *q, const char *help)
{
    slsc_unit *unit = q->resolver->unit;
    const slsc_str key = q->secret ? SLSC_STR("this") : shown_key(q);
    const char *quote = q->secret ? "" : "`";
    if (!q->last) {
        slsc_warnf(unit, q->from, "variables/not-pinned",
                   "%s%.*s%s is not pinned: what stands behind it is used", quote, SLSC_FMT(key),
                   quote);
        return SLSC_ANSWER_NONE;
    }
    return slsc_resolver_fail(q->resolver, q->from, "variables/not-pinned", SLSC_STR(""),
                              slsc_str_z(help), "%s%.*s%s is neither pinned nor has it a default",
                              quote, SLSC_FMT(key), quote);
}

static slsc_answer tell_network(slsc_question *q)
{
    return tell_not_pinned(q, "`slsc values --update` asks AWS and writes " SLSC_PINNED_FILE);
}

static slsc_answer tell_form(slsc_question *q, const char *form)
{
    const slsc_str help = slsc_strf(q->resolver->unit->arena, "write `${%s}`", form);
    return slsc_resolver_fail(q->resolver, q->from, "variables/bad-address", SLSC_STR(""), help,
                              "this is not an address of `%.*s`", SLSC_FMT(q->alternative->type));
}

static slsc_answer take_region(slsc_question *q)
{
    slsc_resolver *const r = q->resolver;
    slsc_node *node = NULL;
    slsc_str step;
    if (r->unit->settings.region.len) return slsc_source_string(q, r->unit->settings.region, false);
    const slsc_answer answer =
        slsc_resolver_walk(r, SLSC_STR("provider.region"), q->from, &node, &step);
    if (answer == SLSC_ANSWER_VALUE && slsc_node_truthy(node))
        q->value.node = node;
    else if (answer == SLSC_ANSWER_VALUE || answer == SLSC_ANSWER_NONE)
        return slsc_source_string(q, SLSC_STR("us-east-1"), false);
    return answer;
}

slsc_answer slsc_source_aws(slsc_question *q)
{
    if (slsc_source_address(q, "aws:region") != SLSC_ANSWER_VALUE) return SLSC_ANSWER_FAILED;
    if (slsc_str_is(q->address, "region")) return take_region(q);
    if (slsc_str_is(q->address, "accountId"))
        return tell_not_pinned(q, "in a template, write `!Ref AWS::AccountId`; elsewhere pin it: "
                                  "`slsc values --update`");
    return slsc_resolver_fail(q->resolver, q->from, "variables/bad-address", SLSC_STR(""),
                              SLSC_STR("write `${aws:region}` or `${aws:accountId}`"),
                              "`aws` knows `region` and `accountId` only");
}

slsc_answer slsc_source_cf(slsc_question *q)
{
    if (slsc_source_address(q, "cf:STACK.OUTPUT") != SLSC_ANSWER_VALUE) return SLSC_ANSWER_FAILED;
    if (slsc_str_find_char(q->address, '.') == SIZE_MAX) return tell_form(q, "cf:STACK.OUTPUT");
    return tell_network(q);
}

slsc_answer slsc_source_s3(slsc_question *q)
{
    if (slsc_source_address(q, "s3:BUCKET/KEY") != SLSC_ANSWER_VALUE) return SLSC_ANSWER_FAILED;
    if (slsc_str_find_char(q->address, '/') == SIZE_MAX) return tell_form(q, "s3:BUCKET/KEY");
    return tell_network(q);
}

slsc_answer slsc_source_ssm(slsc_question *q)
{
    if (slsc_source_address(q, "ssm:/NAME") != SLSC_ANSWER_VALUE) return SLSC_ANSWER_FAILED;
    return tell_network(q);
}
