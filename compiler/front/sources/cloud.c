/* cloud.c: what lives in AWS: ${aws:}, ${cf:}, ${s3:}, ${ssm:}. slsc never asks the network, so all
 * it can do is to check the address, and to say so; only the region is known here. A caller that
 * knows values (a table of them, say) brings sources of the same names, which are asked first. */
#include "front/sources/sources.h"

static slsc_answer tell_network(slsc_question *q)
{
    return slsc_resolver_fail(q->resolver, q->from, "variables/needs-network", SLSC_STR(""),
                              SLSC_STR("hand the value in, as `${param:NAME}` or `${env:NAME}`"),
                              "the value of `%.*s` lies in AWS, and the network is never asked",
                              SLSC_FMT(q->alternative->type));
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
        return slsc_resolver_fail(
            q->resolver, q->from, "variables/needs-network", SLSC_STR(""),
            SLSC_STR("in a template, write `!Ref AWS::AccountId` or "
                     "`!Sub ...${AWS::AccountId}...`"),
            "the account is known to AWS only, and the network is never asked");
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
