/* check.c: what is wrong with an `alb` event, told where it is written.
 *
 * Two rules of one listener cannot have one priority; and as a rule's logical id is made of the
 * function and the priority alone, neither can two of one function, whatever their listeners. */
#include "alb.h"

/* ---- arn:PARTITION:elasticloadbalancing:REGION:ACCOUNT:listener/app/NAME/ID/ID ---- */

static int is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

/* Takes the last segment of a path, and the slash before it, away. */
static slsc_str take_segment(slsc_str *text)
{
    size_t begin = text->len;
    slsc_str segment = { NULL, 0 };
    while (begin > 0 && is_word(text->ptr[begin - 1])) begin--;
    if (begin == 0 || begin == text->len || text->ptr[begin - 1] != '/') return segment;
    segment = slsc_bytes(text->ptr + begin, text->len - begin);
    text->len = begin - 1;
    return segment;
}

/* What is left: `arn:aws-cn:elasticloadbalancing:REGION:ACCOUNT:listener/app` */
static int is_of_balancers(slsc_str text)
{
    const char *end = ":listener/app", *service = ":elasticloadbalancing:";
    size_t n = strlen(end), m = strlen(service), i = strlen("arn:aws");
    if (!slsc_begins(text, "arn:aws")) return 0;
    while (i < text.len && is_word(text.ptr[i])) i++;
    if (text.len - i <= m + n || memcmp(text.ptr + i, service, m) != 0) return 0;
    return memcmp(text.ptr + text.len - n, end, n) == 0;
}

static int read_arn(slsc_str arn, alb_rule *out)
{
    out->listener = take_segment(&arn);
    out->balancer = take_segment(&arn);
    return take_segment(&arn).len && out->balancer.len && out->listener.len && is_of_balancers(arn);
}

static slsc_status read_listener(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                                 alb_rule *out)
{
    slsc_node *listener = slsc_get(h, u, e->node, "listenerArn");
    slsc_str ref = h->text(u, slsc_get(h, u, listener, "Ref"));
    out->balancer = out->listener = ref;
    if (ref.len || read_arn(h->text(u, listener), out)) return SLSC_OK;
    return slsc_tell(h, u, SLSC_ERROR, listener ? listener : e->node, "alb/bad-listener",
                     slsc_textf(h, u,
                                "an `alb` of `%.*s` has no ARN of a listener as `listenerArn`",
                                SLSC_ARG(e->function->key)),
                     NULL,
                     "expected `arn:aws:elasticloadbalancing:...:listener/app/NAME/ID/ID`, "
                     "or a Ref to a listener");
}

/* ---- Priorities ---- */

static slsc_status tell_taken(const slsc_host *h, slsc_unit *u, const alb_rule *rule,
                              slsc_severity severity, slsc_str message, const slsc_node *first)
{
    slsc_diag diag;
    memset(&diag, 0, sizeof diag);
    diag.struct_size = (uint32_t)sizeof diag;
    diag.severity = severity;
    diag.code = severity == SLSC_ERROR ? "alb/priority-taken" : "alb/same-rule";
    diag.message = message;
    diag.at = rule->priority;
    diag.see = first;
    diag.see_label = slsc_s("first used here");
    h->report(u, &diag);
    return severity == SLSC_ERROR ? SLSC_FAIL : SLSC_OK;
}

/* Who had this priority before, a text at its place; NULL: nobody. */
static slsc_node *first_with(const slsc_host *h, slsc_unit *u, slsc_node **map,
                             const alb_rule *rule, slsc_str group, slsc_str by)
{
    slsc_str key =
        slsc_textf(h, u, "%.*s\n%.*s", SLSC_ARG(h->text(u, rule->priority)), SLSC_ARG(group));
    slsc_node *first;
    if (!*map) *map = slsc_map(h, u, rule->event->node);
    first = h->get(u, *map, key);
    if (!first) h->set(u, *map, key, slsc_string(h, u, by, rule->priority));
    return first;
}

static slsc_status check_priority(const slsc_host *h, slsc_unit *u, alb_memory *memory,
                                  const alb_rule *rule)
{
    slsc_str function = rule->event->function->key, priority = h->text(u, rule->priority);
    slsc_node *mine = first_with(h, u, &memory->of_function, rule, function, rule->listener);
    slsc_node *first = first_with(h, u, &memory->of_listener, rule, rule->listener, function);
    slsc_str message;
    if (mine && !slsc_same(h->text(u, mine), rule->listener)) {
        message = slsc_textf(h, u, "`%.*s` uses priority %.*s for two listeners",
                             SLSC_ARG(function), SLSC_ARG(priority));
        return tell_taken(h, u, rule, SLSC_ERROR, message, mine);
    }
    if (first && !slsc_same(h->text(u, first), function)) {
        message = slsc_textf(h, u, "priority %.*s of this listener is taken by `%.*s`",
                             SLSC_ARG(priority), SLSC_ARG(h->text(u, first)));
        return tell_taken(h, u, rule, SLSC_ERROR, message, first);
    }
    if (!mine) return SLSC_OK;
    message =
        slsc_textf(h, u, "this rule replaces one of the same priority, %.*s", SLSC_ARG(priority));
    return tell_taken(h, u, rule, SLSC_WARNING, message, mine);
}

/* ---- The rest ---- */

static slsc_status check_authorizers(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *names = slsc_get(h, u, e->node, "authorizer");
    slsc_status status = SLSC_OK;
    if (!slsc_truthy(h, u, names)) return SLSC_OK;
    names = alb_list(h, u, names);
    for (size_t i = 0; i < h->count(names); i++) {
        slsc_node *name = h->at(names, i);
        if (alb_authorizer(h, u, name)) continue;
        status = slsc_error_at(h, u, name, "alb/unknown-authorizer",
                               "there is no authorizer `%.*s` in `provider.alb.authorizers`",
                               SLSC_ARG(h->text(u, name)));
    }
    return status;
}

static slsc_status check_name(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *prefix =
        slsc_at_path(h, u, h->root(u, SLSC_CONFIG), "provider.alb.targetGroupPrefix");
    slsc_node *name = slsc_get(h, u, e->node, "targetGroupName");
    if (!slsc_truthy(h, u, name) || !slsc_truthy(h, u, prefix)) return SLSC_OK;
    return slsc_error_at(h, u, name, "alb/name-with-prefix",
                         "`targetGroupName` and `provider.alb.targetGroupPrefix` exclude each "
                         "other");
}

/* The name, the id and the rule itself are made of the listener and the priority. */
static slsc_status read_rule(const slsc_host *h, slsc_unit *u, const slsc_event *e, alb_rule *out)
{
    const char *kind = slsc_truthy(h, u, slsc_get(h, u, e->node, "multiValueHeaders"))
                           ? "AlbMultiValueTargetGroup"
                           : "AlbTargetGroup";
    slsc_str parts[3];
    out->event = e;
    out->priority = slsc_get(h, u, e->node, "priority");
    if (read_listener(h, u, e, out) != SLSC_OK) return SLSC_FAIL;
    if (slsc_is_void(h, u, out->priority))
        return slsc_error_at(h, u, e->node, "alb/no-priority",
                             "an `alb` of `%.*s` has no `priority`", SLSC_ARG(e->function->key));
    parts[0] = e->function->id;
    parts[1] = slsc_s(kind);
    parts[2] = out->balancer;
    out->group_id = h->logical_id(u, parts, 3);
    return SLSC_OK;
}

slsc_status alb_read(const slsc_host *h, slsc_unit *u, alb_memory *memory, const slsc_event *e,
                     alb_rule *out)
{
    slsc_node *conditions = slsc_get(h, u, e->node, "conditions");
    slsc_status status = read_rule(h, u, e, out);
    if (status == SLSC_OK) status = check_priority(h, u, memory, out);
    if (h->count(conditions) == 0)
        status = slsc_error_at(h, u, conditions ? conditions : e->node, "alb/no-conditions",
                               "an `alb` of `%.*s` has no condition", SLSC_ARG(e->function->key));
    if (check_name(h, u, e) != SLSC_OK) status = SLSC_FAIL;
    if (check_authorizers(h, u, e) != SLSC_OK) status = SLSC_FAIL;
    return status;
}
