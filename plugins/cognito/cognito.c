/* cognito.c: a function is asked by a user pool: who may sign up, what is in a token, ...
 *
 *     - cognitoUserPool: { pool: customers, trigger: PreSignUp }
 *     - cognitoUserPool: { pool: customers, trigger: CustomSMSSender, kmsKeyId: arn:aws:kms:... }
 *     - cognitoUserPool: { pool: not-of-this-stack, trigger: PreSignUp, existing: true }
 *
 * A pool is made once, whatever the number of triggers; what else it should be, `resources` says of
 * the same logical id. Triggers of pools that exist are arranged by a custom resource: see
 * plugins/custom-resources/existing_user_pools.c; here only their events are checked.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpool.html
 */
#include "cognito.h"

static slsc_status collect(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    cognito_pools *all = state;
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK;
    if (!all->made) {
        all->made = slsc_map(h, u, e->node);
        all->keys = slsc_map(h, u, e->node);
        all->existing_keys = slsc_map(h, u, e->node);
    }
    if (cognito_check(h, u, all, e) != SLSC_OK) return SLSC_FAIL;
    if (slsc_truthy(h, u, slsc_get(h, u, e->node, "existing"))) return SLSC_OK;

    cognito_trigger *trigger = h->alloc(u, sizeof *trigger, _Alignof(cognito_trigger));
    trigger->event = e;
    *(all->last ? &all->last->next : &all->first) = trigger;
    all->last = trigger;
    return SLSC_OK;
}

static slsc_str pool_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    return h->text(u, slsc_get(h, u, e->node, "pool"));
}

static slsc_str pool_id(const slsc_host *h, slsc_unit *u, slsc_str name)
{
    const slsc_str parts[] = { slsc_s("CognitoUserPool"), h->name_part(u, SLSC_NAME_ALNUM, name) };
    return h->logical_id(u, parts, 2);
}

/* One member of LambdaConfig, or for a sender two: what it sends comes encrypted. */
static void add_trigger(const slsc_host *h, slsc_unit *u, slsc_node *config, const slsc_event *e)
{
    const slsc_str trigger = h->text(u, slsc_get(h, u, e->node, "trigger"));
    const int sender = cognito_is_sender(trigger);
    slsc_node *version = slsc_get(h, u, e->node, "lambdaVersion");
    slsc_node *target = h->target(u, e->function, e->node);
    const int versioned = slsc_truthy(h, u, version);
    const slsc_hole holes[] = {
        { "target", target },
        { "version", versioned ? version : slsc_stringz(h, u, "V1_0", e->node) },
        { NULL, NULL },
    };
    if (!sender && !versioned) {
        h->set(u, config, trigger, target);
        return;
    }
    h->set(u, config, sender ? trigger : slsc_s("PreTokenGenerationConfig"),
           h->fill(u, SLSC_EMBEDDED(cognito_versioned_trigger_json), holes, e->node));
    if (sender) slsc_set(h, u, config, "KMSKeyID", slsc_get(h, u, e->node, "kmsKeyId"));
}

/* By pool: its triggers, and the functions or aliases that must be there before it. */
static void gather(const slsc_host *h, slsc_unit *u, const cognito_pools *all)
{
    for (const cognito_trigger *t = all->first; t; t = t->next) {
        const slsc_event *e = t->event;
        const slsc_function *f = e->function;
        const slsc_str name = pool_of(h, u, e);
        const slsc_str needed =
            f->alias.len ? f->alias_id : slsc_id2(h, u, f->id, "LambdaFunction");
        if (!h->get(u, all->made, name)) {
            slsc_node *fresh = slsc_map(h, u, e->node);
            slsc_set(h, u, fresh, "triggers", slsc_map(h, u, e->node));
            slsc_set(h, u, fresh, "depends", slsc_list(h, u, e->node));
            h->set(u, all->made, name, fresh);
        }
        const slsc_node *pool = h->get(u, all->made, name);
        add_trigger(h, u, slsc_get(h, u, pool, "triggers"), e);
        h->append(u, slsc_get(h, u, pool, "depends"), slsc_string(h, u, needed, e->node));
    }
}

static void add_permission(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    const slsc_function *f = e->function;
    const slsc_str pool = pool_of(h, u, e);
    const slsc_str trigger = h->text(u, slsc_get(h, u, e->node, "trigger"));
    const slsc_hole holes[] = {
        { "target", h->target(u, f, e->node) },
        { "pool", slsc_string(h, u, pool_id(h, u, pool), e->node) },
        { "alias", slsc_alias(h, u, e) },
        { NULL, NULL },
    };
    const slsc_str parts[] = {
        f->id,
        slsc_s("LambdaPermissionCognitoUserPool"),
        h->name_part(u, SLSC_NAME_ALNUM, pool),
        slsc_s("TriggerSource"),
        h->name_part(u, SLSC_NAME_ALNUM, trigger),
    };
    slsc_add_resource(h, u, h->logical_id(u, parts, 5),
                      h->fill(u, SLSC_EMBEDDED(cognito_permission_json), holes, e->node));
}

static slsc_status make_pools(const slsc_host *h, slsc_unit *u, void *state)
{
    const cognito_pools *all = state;
    if (!all->first) return SLSC_OK;
    gather(h, u, all);
    for (size_t i = 0; i < h->count(all->made); i++) {
        slsc_node *pool = h->at(all->made, i);
        const slsc_str name = h->key(all->made, i);
        const slsc_hole holes[] = {
            { "name", slsc_string(h, u, name, pool) },
            { "triggers", slsc_get(h, u, pool, "triggers") },
            { "depends", slsc_get(h, u, pool, "depends") },
            { NULL, NULL },
        };
        slsc_add_resource(h, u, pool_id(h, u, name),
                          h->fill(u, SLSC_EMBEDDED(cognito_user_pool_json), holes, pool));
    }
    for (const cognito_trigger *t = all->first; t; t = t->next) add_permission(h, u, t->event);
    return SLSC_OK;
}

static slsc_status open_state(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(cognito_pools), _Alignof(cognito_pools));
    return SLSC_OK;
}

static const char *const after[] = { "std/versions", NULL };
static const slsc_pass pass = { .struct_size = sizeof pass,
                                .phase = SLSC_LOWER,
                                .name = "cognito-user-pool",
                                .after = after,
                                .run = make_pools,
                                .event = "cognitoUserPool",
                                .on_event = collect };
static const slsc_pass *const passes[] = { &pass, NULL };
static const slsc_schema event = { sizeof event, 0, "functions.*.events.*.cognitoUserPool",
                                   cognito_cognito_user_pool_schema_json };
static const slsc_schema *const schemas[] = { &event, NULL };
static const char *const claims[] = { "functions.*.events.*.cognitoUserPool", NULL };
static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "cognito",
                                    .version = "0.1.0",
                                    .summary = "functions as triggers of user pools",
                                    .passes = passes,
                                    .open = open_state,
                                    .schemas = schemas,
                                    .claims = claims };

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
