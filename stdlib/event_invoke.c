/* event_invoke.c: how Lambda treats asynchronous invocations of a function: how long and how often
 * it tries, and where it sends the outcome.
 *
 *     destinations:
 *       onSuccess: other              a function of this service
 *       onFailure: arn:aws:sqs:...    or an ARN
 *       onFailure: { type: sns, arn: { Ref: Topic } }
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html */
#include "std.h"

typedef struct destination {
    slsc_node *arn;      /* what stands in the resource */
    slsc_str alias_id;   /* what must be there first; empty: nothing */
    slsc_node *resource; /* what the statement is about */
    const char *action;  /* what its role must allow */
    uint32_t flags;
} destination;

static const char *action_of(slsc_str service)
{
    static const char *const table[][2] = {
        { "lambda", "lambda:InvokeFunction" },
        { "function", "lambda:InvokeFunction" },
        { "sns", "sns:Publish" },
        { "sqs", "sqs:SendMessage" },
        { "events", "events:PutEvents" },
        { "eventBus", "events:PutEvents" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (slsc_is(service, table[i][0])) return table[i][1];
    return NULL;
}

/* The third segment of arn:partition:service:... */
static slsc_str service_of(slsc_str arn)
{
    slsc_str segment = { NULL, 0 };
    size_t start = 0, colons = 0;
    for (size_t i = 0; i <= arn.len; i++) {
        if (i < arn.len && arn.ptr[i] != ':') continue;
        if (colons++ == 2) {
            segment.ptr = arn.ptr + start;
            segment.len = i - start;
        }
        start = i + 1;
    }
    return segment;
}

static const slsc_function *function_named(const slsc_host *h, slsc_unit *u, const std_state *state,
                                           slsc_str key)
{
    int64_t position;
    if (h->to_int(h->get(u, state->positions, key), &position) != SLSC_OK) return NULL;
    return h->function_at(u, (size_t)position);
}

/* A function of this service. One that exists under a condition only may be a destination only
 * of functions under the same. */
static slsc_status to_function(const slsc_host *h, slsc_unit *u, const std_state *state,
                               const slsc_function *f, slsc_node *given, destination *out)
{
    const slsc_function *target = function_named(h, u, state, h->text(u, given));
    slsc_node *condition;
    slsc_str name;
    if (!target)
        return slsc_error_at(h, u, given, "functions/unknown-destination",
                             "`%.*s` is neither a function of this service nor an ARN",
                             SLSC_ARG(h->text(u, given)));
    condition = slsc_get(h, u, target->node, "condition");
    if (slsc_truthy(h, u, condition) &&
        !slsc_same(h->text(u, condition), h->text(u, std_condition(h, u, f))))
        return slsc_error_at(h, u, given, "functions/conditional-destination",
                             "`%.*s` is there under condition `%.*s` only, `%.*s` is not",
                             SLSC_ARG(target->key), SLSC_ARG(h->text(u, condition)),
                             SLSC_ARG(f->key));
    name =
        slsc_textf(h, u,
                   "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:"
                   "%.*s%s%.*s",
                   SLSC_ARG(target->name), target->alias.len ? ":" : "", SLSC_ARG(target->alias));
    out->arn = h->target(u, target, given);
    out->alias_id = target->alias_id;
    out->action = action_of(slsc_s("function"));
    out->resource = slsc_map(h, u, given);
    slsc_set(h, u, out->resource, "Fn::Sub", slsc_string(h, u, name, given));
    out->flags = SLSC_ALLOW_ONCE;
    return SLSC_OK;
}

static slsc_status read_destination(const slsc_host *h, slsc_unit *u, const std_state *state,
                                    const slsc_function *f, slsc_node *given, destination *out)
{
    memset(out, 0, sizeof *out);
    if (!slsc_truthy(h, u, given)) return SLSC_OK;
    if (slsc_is_map(h, u, given)) {
        out->arn = out->resource = slsc_get(h, u, given, "arn");
        out->action = action_of(h->text(u, slsc_get(h, u, given, "type")));
    } else if (slsc_begins(h->text(u, given), "arn:")) {
        out->arn = out->resource = given;
        out->action = action_of(service_of(h->text(u, given)));
        out->flags = SLSC_ALLOW_ONCE;
    } else {
        return to_function(h, u, state, f, given, out);
    }
    if (!out->action)
        return slsc_error_at(h, u, given, "functions/bad-destination",
                             "a destination is a function, an SNS topic, an SQS queue or an "
                             "event bus");
    return SLSC_OK;
}

/* A role that somebody made is his to allow; one that is made for the function is asked as the
 * shared one is. */
static int has_foreign_role(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    slsc_node *role = slsc_get(h, u, f->node, "role");
    slsc_node *id = h->at(slsc_get(h, u, role, "Fn::GetAtt"), 0);
    return slsc_truthy(h, u, role) &&
           !slsc_same(h->text(u, id), slsc_id2(h, u, f->id, "IamRoleLambdaExecution"));
}

static void allow(const slsc_host *h, slsc_unit *u, const slsc_function *f, const destination *d)
{
    const slsc_iam *iam = (const slsc_iam *)h->extension(u, SLSC_EXT_IAM);
    if (!d->arn || has_foreign_role(h, u, f)) return;
    slsc_hole holes[] = {
        { "action", slsc_stringz(h, u, d->action, d->resource) },
        { "resource", d->resource },
        { NULL, NULL },
    };
    iam->allow(u, f, h->fill(u, STD_JSON(allow_destination), holes, d->resource), d->flags);
}

/* The aliases that must be there first: none, one, or a list of them. */
static slsc_node *depends_on(const slsc_host *h, slsc_unit *u, const slsc_str *ids, size_t n,
                             const slsc_node *from)
{
    slsc_node *list = slsc_list(h, u, from);
    for (size_t i = 0; i < n; i++) {
        int seen = ids[i].len == 0;
        for (size_t j = 0; j < i; j++) seen |= slsc_same(ids[i], ids[j]);
        if (!seen) h->append(u, list, slsc_string(h, u, ids[i], from));
    }
    if (h->count(list) == 0) return NULL;
    return h->count(list) == 1 ? h->at(list, 0) : list;
}

slsc_status std_event_invoke(const slsc_host *h, slsc_unit *u, const std_state *state,
                             const slsc_function *f)
{
    slsc_node *given = slsc_get(h, u, f->node, "destinations"), *sent;
    slsc_node *age = slsc_get(h, u, f->node, "maximumEventAge");
    slsc_node *retries = slsc_get(h, u, f->node, "maximumRetryAttempts");
    slsc_node *from = slsc_or(h, u, given, slsc_or(h, u, age, retries));
    destination success, failure;
    if (!slsc_truthy(h, u, given) && slsc_is_void(h, u, age) && slsc_is_void(h, u, retries))
        return SLSC_OK;
    if (read_destination(h, u, state, f, slsc_get(h, u, given, "onSuccess"), &success) != SLSC_OK ||
        read_destination(h, u, state, f, slsc_get(h, u, given, "onFailure"), &failure) != SLSC_OK)
        return SLSC_FAIL;
    allow(h, u, f, &success);
    allow(h, u, f, &failure);

    slsc_hole to[] = { { "success", success.arn }, { "failure", failure.arn }, { NULL, NULL } };
    const slsc_str aliases[] = { f->alias_id, success.alias_id, failure.alias_id };
    sent = success.arn || failure.arn ? h->fill(u, STD_JSON(destinations), to, from)
                                      : slsc_map(h, u, from);
    slsc_hole holes[] = {
        { "function", slsc_ref(h, u, slsc_id2(h, u, f->id, "LambdaFunction"), from) },
        { "destinations", sent },
        { "qualifier",
          f->alias.len ? slsc_string(h, u, f->alias, from) : slsc_stringz(h, u, "$LATEST", from) },
        { "age", age },
        { "retries", retries },
        { "depends", depends_on(h, u, aliases, 3, from) },
        { "condition", std_condition(h, u, f) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_id2(h, u, f->id, "LambdaEvConf"),
                      h->fill(u, STD_JSON(event_invoke_config), holes, from));
    return SLSC_OK;
}
