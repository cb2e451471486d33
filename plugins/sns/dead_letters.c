/* dead_letters.c: messages that a function can't be given go to a queue, if SNS may send there.
 *
 *     redrivePolicy: { deadLetterTargetArn: arn:aws:sqs:REGION:ACCOUNT:QUEUE }
 *     redrivePolicy: { deadLetterTargetRef: QueueOfThisTemplate }
 *     redrivePolicy: { deadLetterTargetImport: { arn: NameOfAnExport, url: NameOfAnother } }
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html */
#include "sns.h"

typedef struct queue {
    slsc_node *arn, *url;
} queue;

static slsc_node *url_of(const slsc_host *h, slsc_unit *u, const slsc_node *arn)
{
    slsc_str rest = h->text(u, arn), name = sns_take_last(&rest), account = sns_take_last(&rest);
    slsc_str region = sns_take_last(&rest);
    slsc_str host = slsc_textf(h, u, "https://sqs.%.*s.", SLSC_ARG(region));
    slsc_str path = slsc_textf(h, u, "/%.*s/%.*s", SLSC_ARG(account), SLSC_ARG(name));
    const slsc_hole holes[] = {
        { "host", slsc_string(h, u, host, arn) },
        { "path", slsc_string(h, u, path, arn) },
        { NULL, NULL },
    };
    return sns_fill(h, u, sns_queue_url_json, holes, arn);
}

static slsc_node *imported(const slsc_host *h, slsc_unit *u, slsc_node *name)
{
    slsc_node *map = slsc_map(h, u, name);
    slsc_set(h, u, map, "Fn::ImportValue", name);
    return map;
}

/* Both NULL: the policy names none. */
static queue read_queue(const slsc_host *h, slsc_unit *u, const slsc_node *policy)
{
    slsc_node *arn = slsc_get(h, u, policy, "deadLetterTargetArn");
    slsc_node *ref = slsc_get(h, u, policy, "deadLetterTargetRef");
    slsc_node *export_ = slsc_get(h, u, policy, "deadLetterTargetImport");
    slsc_node *export_arn = slsc_get(h, u, export_, "arn"), *url = slsc_get(h, u, export_, "url");
    queue q = { NULL, NULL };
    if (slsc_truthy(h, u, arn)) {
        q.arn = arn;
        q.url = url_of(h, u, arn);
    } else if (slsc_truthy(h, u, ref)) {
        q.arn = slsc_get_att(h, u, h->text(u, ref), "Arn", ref);
        q.url = slsc_ref(h, u, h->text(u, ref), ref);
    } else if (export_arn && url) {
        q.arn = imported(h, u, export_arn);
        q.url = imported(h, u, url);
    }
    return q;
}

static slsc_str policy_id(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                          const sns_topic *topic)
{
    slsc_str parts[4];
    parts[0] = h->name_part(u, SLSC_NAME_ALNUM, topic->name);
    parts[1] = slsc_s("To");
    parts[2] = e->function->id;
    parts[3] = slsc_s("DLQPolicy");
    return h->logical_id(u, parts, 4);
}

slsc_status sns_add_dead_letters(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                                 const sns_topic *topic, slsc_node **out)
{
    slsc_node *policy = slsc_get(h, u, e->node, "redrivePolicy"), *source;
    slsc_str id;
    queue q;
    *out = NULL;
    if (!slsc_truthy(h, u, policy)) return SLSC_OK;
    q = read_queue(h, u, policy);
    if (!q.arn) /* told by the schema, unless it is off */
        return slsc_error_at(h, u, policy, "sns/no-queue", "`redrivePolicy` names no queue");
    id = policy_id(h, u, e, topic);
    source = slsc_map(h, u, policy); /* a topic made here is not named: the condition stays empty */
    slsc_set(h, u, source, "aws:SourceArn", topic->arn);
    const slsc_hole holes[] = {
        { "id", slsc_string(h, u, id, policy) },
        { "queue", q.arn },
        { "source", source },
        { "url", q.url },
        { NULL, NULL },
    };
    *out = q.arn;
    return slsc_add_resource(h, u, id, sns_fill(h, u, sns_queue_policy_json, holes, policy));
}
