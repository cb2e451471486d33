/* function_checks.c: what does not go together in one function, told at compile time rather than
 * by the deployment. Limits are those of Lambda.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html */
#include "std.h"

enum {
    SNAPSTART_STORAGE = 512,    /* MB of /tmp that SnapStart takes */
    MAX_SYNCHRONOUS_TIME = 900, /* seconds; event source mappings invoke synchronously */
};

static slsc_node *own(const slsc_host *h, slsc_unit *u, const slsc_function *f, const char *key)
{
    slsc_node *value = slsc_get(h, u, f->node, key);
    return slsc_truthy(h, u, value) ? value : NULL;
}

static int is_one_of(slsc_str text, const char *const *list)
{
    for (; *list; list++)
        if (slsc_is(text, *list)) return 1;
    return 0;
}

static slsc_status check_durable_snapstart(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                                           slsc_str runtime)
{
    static const char *const runtimes[] = { "python3.13", "python3.14", "java17",
                                            "java21",     "java25",     NULL };
    slsc_node *snapstart = own(h, u, f, "snapStart");
    int64_t storage = 0;
    const char *why = NULL;
    if (!snapstart) return SLSC_OK;
    h->to_int(slsc_get(h, u, f->node, "ephemeralStorageSize"), &storage);
    if (own(h, u, f, "image"))
        why = "container images";
    else if (own(h, u, f, "fileSystemConfig"))
        why = "file systems";
    else if (storage > SNAPSTART_STORAGE)
        why = "more than 512 MB of ephemeral storage";
    else if (!is_one_of(runtime, runtimes))
        why = "this runtime in a durable function";
    if (!why) return SLSC_OK;
    return slsc_error_at(h, u, snapstart, "functions/durable-snapstart",
                         "`snapStart` of `%.*s` does not work with %s", SLSC_ARG(f->key), why);
}

/* Events that Lambda polls for wait for the function's answer. */
static slsc_status check_durable_events(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                                        slsc_node *durable)
{
    static const char *const polled[] = { "stream",   "sqs",      "kafka", "msk",
                                          "activemq", "rabbitmq", NULL };
    slsc_node *events = slsc_get(h, u, f->node, "events");
    slsc_node *timeout = slsc_get(h, u, durable, "executionTimeout");
    int64_t seconds = 0;
    h->to_int(timeout, &seconds);
    for (size_t i = 0; i < h->count(events); i++) {
        slsc_node *event = h->at(events, i);
        slsc_str kind = slsc_is_map(h, u, event) ? h->key(event, 0) : h->text(u, event);
        if (slsc_is(kind, "cloudFront"))
            return slsc_error_at(h, u, durable, "functions/durable-edge",
                                 "`%.*s` runs at the edge of CloudFront, where no durable "
                                 "functions are",
                                 SLSC_ARG(f->key));
        if (is_one_of(kind, polled) && seconds > MAX_SYNCHRONOUS_TIME)
            return slsc_error_at(h, u, timeout, "functions/durable-timeout",
                                 "`%.*s` is invoked by a `%.*s` event, which waits at most %d "
                                 "seconds",
                                 SLSC_ARG(f->key), SLSC_ARG(kind), MAX_SYNCHRONOUS_TIME);
    }
    return SLSC_OK;
}

static slsc_status check_durable(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    static const char *const runtimes[] = { "nodejs22.x", "nodejs24.x", "python3.13", "python3.14",
                                            "java17",     "java21",     "java25",     NULL };
    slsc_node *durable = own(h, u, f, "durableConfig"), *other;
    slsc_node *runtime = std_option(h, u, f, "runtime");
    slsc_str name = runtime ? h->text(u, runtime) : slsc_s("nodejs24.x");
    if (!durable) return SLSC_OK;
    if (!own(h, u, f, "image") && !is_one_of(name, runtimes))
        return slsc_error_at(h, u, durable, "functions/durable-runtime",
                             "runtime `%.*s` of `%.*s` cannot run durable functions",
                             SLSC_ARG(name), SLSC_ARG(f->key));
    if ((other = own(h, u, f, "destinations")))
        return slsc_error_at(h, u, other, "functions/durable-destinations",
                             "durable function `%.*s` cannot have `destinations`",
                             SLSC_ARG(f->key));
    if (!slsc_is_void(h, u, other = slsc_get(h, u, f->node, "maximumRetryAttempts")))
        return slsc_error_at(h, u, other, "functions/durable-retries",
                             "durable function `%.*s` cannot have `maximumRetryAttempts`",
                             SLSC_ARG(f->key));
    if (check_durable_snapstart(h, u, f, name) != SLSC_OK) return SLSC_FAIL;
    return check_durable_events(h, u, f, durable);
}

slsc_status std_check_function(const slsc_host *h, slsc_unit *u, const slsc_function *f)
{
    slsc_node *provisioned = own(h, u, f, "provisionedConcurrency");
    if (provisioned && own(h, u, f, "snapStart"))
        return slsc_error_at(h, u, provisioned, "functions/snapstart-provisioned",
                             "`provisionedConcurrency` of `%.*s` does not work with `snapStart`",
                             SLSC_ARG(f->key));
    return check_durable(h, u, f);
}
