/* existing_user_pools.c: a function is a trigger of a user pool that another stack made.
 *
 *     - cognitoUserPool: { pool: customers, trigger: PreSignUp, existing: true }
 *
 * The helper finds the pool by its name and changes its triggers. New pools, and what can be wrong
 * with an event, are plugins/cognito.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
 */
#include "custom_resources.h"

static const custom_resources_helper helper = {
    .key = "custom-resource-existing-cup",
    .folder = "cognito-user-pool",
    .code = custom_resources_existing_user_pool_js,
};

static int is_existing(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    return slsc_truthy(h, u, slsc_get(h, u, e->node, "existing"));
}

slsc_status custom_resources_pool_code(const slsc_host *h, slsc_unit *u, void *state,
                                       const slsc_event *e)
{
    custom_resources_existing *all = &((custom_resources *)state)->pools;
    if (all->has_code || !is_existing(h, u, e)) return SLSC_OK;
    all->has_code = 1;
    return custom_resources_add_code(h, u, &helper, e->node);
}

/* CustomSMSSender and CustomEmailSender get what they send encrypted, with the key. */
static int is_sender(slsc_str trigger)
{
    return slsc_is(trigger, "CustomSMSSender") || slsc_is(trigger, "CustomEmailSender");
}

static slsc_node *wish(const slsc_host *h, slsc_unit *u, const slsc_event *e, slsc_node *key)
{
    slsc_node *trigger = slsc_get(h, u, e->node, "trigger");
    slsc_node *version = slsc_get(h, u, e->node, "lambdaVersion");
    if (!slsc_truthy(h, u, version)) version = key ? slsc_stringz(h, u, "V1_0", e->node) : NULL;
    const slsc_hole holes[] = {
        { "trigger", trigger },
        { "version", version },
        { "key", key },
        { NULL, NULL },
    };
    return h->fill(u, SLSC_EMBEDDED(custom_resources_user_pool_wish_json), holes, e->node);
}

slsc_status custom_resources_see_pool(const slsc_host *h, slsc_unit *u, void *state,
                                      const slsc_event *e)
{
    custom_resources_existing *all = &((custom_resources *)state)->pools;
    const int sender = is_sender(h->text(u, slsc_get(h, u, e->node, "trigger")));
    slsc_node *key = sender ? slsc_get(h, u, e->node, "kmsKeyId") : NULL;
    int fresh;
    if (!is_existing(h, u, e)) return SLSC_OK;
    custom_resources_wiring *wiring = custom_resources_wire(
        h, u, all, e, slsc_get(h, u, e->node, "pool"), "CustomCognitoUserPool1", &fresh);
    h->append(u, wiring->wishes, wish(h, u, e, key));
    if (!fresh) return SLSC_OK;
    const slsc_hole grant[] = { { "key", key }, { NULL, NULL } };
    if (key)
        h->append(u, all->statements,
                  h->fill(u, SLSC_EMBEDDED(custom_resources_key_statement_json), grant, e->node));
    h->append(u, all->statements,
              h->json(u, SLSC_EMBEDDED(custom_resources_user_pool_statement_json), e->node));
    return SLSC_OK;
}

slsc_status custom_resources_pools(const slsc_host *h, slsc_unit *u, void *state)
{
    custom_resources_add_wirings(h, u, &((custom_resources *)state)->pools, &helper,
                                 custom_resources_existing_user_pool_json,
                                 custom_resources_user_pool_last_statements_json);
    return SLSC_OK;
}
