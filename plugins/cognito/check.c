/* check.c: what is wrong with a `cognitoUserPool` event, told where it is written.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html
 */
#include "cognito.h"

int cognito_is_sender(slsc_str trigger)
{
    return slsc_is(trigger, "CustomSMSSender") || slsc_is(trigger, "CustomEmailSender");
}

/* Versions of what a function is asked; other triggers have one, which is not told. */
static slsc_status check_version(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    const slsc_str trigger = h->text(u, slsc_get(h, u, e->node, "trigger"));
    const slsc_node *node = slsc_get(h, u, e->node, "lambdaVersion");
    const slsc_str version = h->text(u, node);
    const int tokens = slsc_is(trigger, "PreTokenGeneration"), sender = cognito_is_sender(trigger);
    if (!slsc_truthy(h, u, node)) return SLSC_OK;
    if (!tokens && !sender)
        return slsc_error_at(h, u, node, "cognito/no-versions",
                             "the trigger `%.*s` has no `lambdaVersion`", SLSC_ARG(trigger));
    if (slsc_is(version, "V1_0")) return SLSC_OK;
    if (tokens && (slsc_is(version, "V2_0") || slsc_is(version, "V3_0"))) return SLSC_OK;
    return slsc_tell(h, u, SLSC_ERROR, node, "cognito/bad-version",
                     slsc_textf(h, u, "the trigger `%.*s` has no version `%.*s`", SLSC_ARG(trigger),
                                SLSC_ARG(version)),
                     tokens ? "expected `V1_0`, `V2_0` or `V3_0`" : "expected `V1_0`", NULL);
}

/* Two values where one must be; `first` is where the other stands. */
static slsc_status tell_both(const slsc_host *h, slsc_unit *u, const slsc_node *at,
                             const slsc_node *first, const char *code, slsc_str message)
{
    const slsc_diag diag = {
        .struct_size = sizeof diag,
        .severity = SLSC_ERROR,
        .code = code,
        .message = message,
        .at = at,
        .see = first,
        .see_label = slsc_s("the other is"),
    };
    h->report(u, &diag);
    return SLSC_FAIL;
}

/* A pool has one key for its senders. */
static slsc_status check_key(const slsc_host *h, slsc_unit *u, slsc_node *keys, const slsc_event *e)
{
    const slsc_texts *text = h->extension(u, SLSC_EXT_TEXT);
    const slsc_str trigger = h->text(u, slsc_get(h, u, e->node, "trigger"));
    const slsc_str pool = h->text(u, slsc_get(h, u, e->node, "pool"));
    slsc_node *key = slsc_get(h, u, e->node, "kmsKeyId");
    if (!cognito_is_sender(trigger)) return SLSC_OK;
    if (!slsc_truthy(h, u, key))
        return slsc_tell(h, u, SLSC_ERROR, e->node, "cognito/no-key",
                         slsc_textf(h, u, "the trigger `%.*s` needs a key", SLSC_ARG(trigger)),
                         NULL, "write `kmsKeyId: arn:aws:kms:...` beside it");
    slsc_node *first = h->get(u, keys, pool);
    if (!first) return h->set(u, keys, pool, key);
    if (slsc_same(text->json(u, first), text->json(u, key))) return SLSC_OK;
    return tell_both(
        h, u, key, first, "cognito/two-keys",
        slsc_textf(h, u, "the user pool `%.*s` can have one key only", SLSC_ARG(pool)));
}

/* Custom resources write all triggers of a function at once, in one pool. */
static slsc_status check_existing(const slsc_host *h, slsc_unit *u, cognito_pools *all,
                                  const slsc_event *e)
{
    const slsc_node *pool = slsc_get(h, u, e->node, "pool");
    if (all->function != e->function) all->existing = pool;
    all->function = e->function;
    if (slsc_same(h->text(u, all->existing), h->text(u, pool))) return SLSC_OK;
    return tell_both(h, u, pool, all->existing, "cognito/two-pools",
                     slsc_textf(h, u, "`%.*s` can be a trigger of one existing user pool only",
                                SLSC_ARG(e->function->key)));
}

slsc_status cognito_check(const slsc_host *h, slsc_unit *u, cognito_pools *all, const slsc_event *e)
{
    static const char *const needed[] = { "pool", "trigger" };
    const int existing = slsc_truthy(h, u, slsc_get(h, u, e->node, "existing"));
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (h->text(u, slsc_get(h, u, e->node, needed[i])).len == 0)
            return slsc_error_at(h, u, e->node, "cognito/missing-option",
                                 "a `cognitoUserPool` event of `%.*s` needs `%s`, a text",
                                 SLSC_ARG(e->function->key), needed[i]);
    slsc_status status = check_version(h, u, e);
    if (existing && check_existing(h, u, all, e) != SLSC_OK) status = SLSC_FAIL;
    if (check_key(h, u, existing ? all->existing_keys : all->keys, e) != SLSC_OK)
        status = SLSC_FAIL;
    return status;
}
