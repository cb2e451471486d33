/* custom_resources.c: what CloudFormation cannot do, done by functions that a stack brings along.
 *
 *     account_role.c         the role with which API Gateway writes logs
 *     existing_buckets.c     functions told of what happens in a bucket of another stack
 *     existing_user_pools.c  functions asked by a user pool of another stack
 *
 * Statements in the role of all helpers come in that order of events: buckets, APIs, pools. */
#include "custom_resources.h"

static slsc_status open_state(const slsc_host *h, slsc_unit *u, void **state)
{
    *state = h->alloc(u, sizeof(custom_resources), _Alignof(custom_resources));
    return SLSC_OK;
}

/* ---- BUILD: who is wanted, and their code ---- */

static const slsc_pass rest = { .struct_size = sizeof rest,
                                .phase = SLSC_BUILD,
                                .name = "rest",
                                .event = "http",
                                .on_event = custom_resources_see_http };
static const slsc_pass websocket = { .struct_size = sizeof websocket,
                                     .phase = SLSC_BUILD,
                                     .name = "websocket",
                                     .event = "websocket",
                                     .on_event = custom_resources_see_websocket };
static const char *const after_events[] = { "custom-resources/rest", "custom-resources/websocket",
                                            NULL };
static const slsc_pass role_code = { .struct_size = sizeof role_code,
                                     .phase = SLSC_BUILD,
                                     .name = "code",
                                     .after = after_events,
                                     .run = custom_resources_account_role_code };
static const slsc_pass bucket_code = { .struct_size = sizeof bucket_code,
                                       .phase = SLSC_BUILD,
                                       .name = "bucket-code",
                                       .event = "s3",
                                       .on_event = custom_resources_bucket_code };
static const slsc_pass pool_code = { .struct_size = sizeof pool_code,
                                     .phase = SLSC_BUILD,
                                     .name = "pool-code",
                                     .event = "cognitoUserPool",
                                     .on_event = custom_resources_pool_code };

/* ---- LOWER: resources ---- */

static const char *const after_buckets[] = { "std/versions", "s3/s3", NULL };
static const slsc_pass buckets = { .struct_size = sizeof buckets,
                                   .phase = SLSC_LOWER,
                                   .name = "existing-buckets",
                                   .after = after_buckets,
                                   .event = "s3",
                                   .on_event = custom_resources_see_bucket,
                                   .run = custom_resources_buckets };
static const char *const after_apis[] = { "std/versions", "custom-resources/existing-buckets",
                                          "api-gateway/http", "websocket/websocket", NULL };
static const slsc_pass role = { .struct_size = sizeof role,
                                .phase = SLSC_LOWER,
                                .name = "account-role",
                                .after = after_apis,
                                .run = custom_resources_account_role };
static const char *const after_pools[] = { "custom-resources/account-role",
                                           "cognito/cognito-user-pool", NULL };
static const slsc_pass pools = { .struct_size = sizeof pools,
                                 .phase = SLSC_LOWER,
                                 .name = "existing-user-pools",
                                 .after = after_pools,
                                 .event = "cognitoUserPool",
                                 .on_event = custom_resources_see_pool,
                                 .run = custom_resources_pools };

static const slsc_pass *const passes[] = { &rest,        &websocket, &role_code,
                                           &bucket_code, &pool_code, &buckets,
                                           &role,        &pools,     NULL };
static const char *const claims[] = { "provider.logs.restApi", "provider.logs.websocket",
                                      "functions.*.events.*.s3.existing",
                                      "functions.*.events.*.cognitoUserPool.existing", NULL };
static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "custom-resources",
                                    .version = "0.1.0",
                                    .summary = "functions that do what CloudFormation cannot",
                                    .passes = passes,
                                    .open = open_state,
                                    .claims = claims };

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
