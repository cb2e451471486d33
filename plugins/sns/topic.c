/* topic.c: which topic an event names: by its name, which makes one, or by the ARN of one that is
 * there, arn:PARTITION:sns:REGION:ACCOUNT:NAME. */
#include "sns.h"

/* Up to the next colon that stands alone; two are inside a pseudo parameter, `${AWS::Region}`. */
static slsc_str next_part(slsc_str *rest)
{
    slsc_str part = *rest;
    for (size_t i = 0, colons; i < rest->len; i += colons ? colons : 1) {
        for (colons = 0; i + colons < rest->len && rest->ptr[i + colons] == ':';) colons++;
        if (colons != 1) continue;
        part.len = i;
        rest->ptr += i + 1;
        rest->len -= i + 1;
        return part;
    }
    *rest = slsc_s(NULL);
    return part;
}

/* What can be told of an ARN that is text. */
static void read_arn(const slsc_host *h, slsc_unit *u, sns_topic *topic)
{
    slsc_str rest = h->text(u, topic->arn), region = slsc_s(NULL);
    for (size_t i = 0; rest.ptr; i++) {
        topic->name = next_part(&rest);
        if (i == 3) region = topic->name;
    }
    if (region.len && !slsc_same(region, h->service(u)->region))
        topic->region = slsc_string(h, u, region, topic->arn);
}

slsc_str sns_take_last(slsc_str *text)
{
    slsc_str last = *text;
    size_t start = text->len;
    while (start && text->ptr[start - 1] != ':') start--;
    last.ptr += start;
    last.len -= start;
    text->len = start ? start - 1 : 0;
    return last;
}

/* A name, or an ARN; the region of the latter is not looked at. */
static void read_text(const slsc_host *h, slsc_unit *u, slsc_node *event, sns_topic *topic)
{
    slsc_str text = h->text(u, event);
    if (slsc_begins(text, "arn:")) topic->arn = event;
    topic->name = topic->arn ? sns_take_last(&text) : text;
}

slsc_status sns_read_topic(const slsc_host *h, slsc_unit *u, const slsc_event *e, sns_topic *out)
{
    slsc_node *arn = slsc_get(h, u, e->node, "arn"), *name = slsc_get(h, u, e->node, "topicName");
    memset(out, 0, sizeof *out);
    if (slsc_truthy(h, u, arn)) out->arn = arn;
    if (slsc_is_string(h, u, out->arn)) read_arn(h, u, out);
    if (slsc_truthy(h, u, name)) out->name = h->text(u, name);
    if (!slsc_is_map(h, u, e->node)) read_text(h, u, e->node, out);
    if (out->name.len) return SLSC_OK;
    return slsc_tell(
        h, u, SLSC_ERROR, out->arn ? out->arn : e->node, "sns/no-topic-name",
        slsc_s(out->arn ? "this ARN does not tell the name of the topic" : "the topic has no name"),
        NULL, "write `topicName:` and the name");
}
