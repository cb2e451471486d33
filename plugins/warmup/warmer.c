/* warmer.c: the function that warms others, with its code.
 *
 * The code is handler.v4.js or handler.v8.mjs with three words replaced: the region, what to
 * invoke, and whether to talk about it. It stands in no file of the service unless `cleanFolder`
 * is false; then the folder is kept out of the service's own package, so that the next compile
 * finds the same files to pack. */
#include "warmup.h"

void warmup_add_target(const slsc_host *h, slsc_unit *u, warmup_warmer *warmer,
                       const slsc_function *function, const warmup_call *call)
{
    const slsc_node *from = warmer->place;
    slsc_node *target = slsc_map(h, u, from);
    slsc_set(h, u, target, "name", slsc_string(h, u, function->name, from));
    if (call->alias) slsc_set(h, u, target, "alias", call->alias);
    if (call->client_context) slsc_set(h, u, target, "clientContext", call->client_context);
    slsc_set(h, u, target, "payload", call->payload);
    slsc_set(h, u, target, "concurrency", call->concurrency);
    h->append(u, warmer->targets, target);
}

typedef struct word { /* of a handler, and what comes in its place */
    const char *name;
    slsc_str value;
} word;

static const word *word_at(const word *words, const char *text)
{
    for (; words->name; words++)
        if (strncmp(text, words->name, strlen(words->name)) == 0) return words;
    return NULL;
}

/* One walk over the handler, so that nothing is replaced within what was put in. */
static slsc_str replace_words(const slsc_host *h, slsc_unit *u, const char *text, const word *words)
{
    size_t len = 0;
    char *room = NULL;
    for (int writing = 0; writing < 2; writing++) {
        if (writing) room = h->alloc(u, len + 1, 1);
        len = 0;
        for (const char *at = text; *at;) {
            const word *found = word_at(words, at);
            const slsc_str piece = found ? found->value : (slsc_str) { at, 1 };
            if (writing) memcpy(room + len, piece.ptr, piece.len);
            len += piece.len;
            at += found ? strlen(found->name) : 1;
        }
    }
    return (slsc_str) { room, len };
}

static slsc_str handler_code(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    const slsc_texts *texts = h->extension(u, SLSC_EXT_TEXT);
    const slsc_node *verbose = warmup_option(h, u, warmer->given, "verbose");
    const slsc_node *region = slsc_string(h, u, h->service(u)->region, warmer->place);
    const word words[] = {
        { "WARMUP_REGION", texts->json(u, region) },
        { "WARMUP_TARGETS", texts->json(u, warmer->targets) },
        { "WARMUP_VERBOSE", slsc_s(!verbose || slsc_truthy(h, u, verbose) ? "true" : "false") },
        { NULL, { NULL, 0 } },
    };
    return replace_words(h, u, warmer->name.len ? warmup_handler_v8_mjs : warmup_handler_v4_js,
                         words);
}

/* The service's variables are not the warmer's: null takes each away. */
static slsc_node *environment(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    const slsc_node *config = h->root(u, SLSC_CONFIG);
    const slsc_node *common = slsc_at_path(h, u, slsc_get(h, u, config, "provider"), "environment");
    slsc_node *own = warmup_option(h, u, warmer->given, "environment"), *without;
    if (own) return h->count(own) ? own : NULL;
    if (h->count(common) == 0) return NULL;
    without = slsc_map(h, u, warmer->place);
    for (size_t i = 0; i < h->count(common); i++)
        h->set(u, without, h->key(common, i), h->make(u, SLSC_NULL, slsc_s(NULL), warmer->place));
    return without;
}

static slsc_node *runtime(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    slsc_node *config = h->root(u, SLSC_CONFIG);
    slsc_node *given = slsc_at_path(h, u, config, "provider.runtime");
    if (warmer->name.len == 0 && slsc_begins(h->text(u, given), "nodejs")) return given;
    return slsc_stringz(h, u, "nodejs24.x", warmer->place);
}

/* `vpc: false` keeps the warmer out of the service's network. */
static slsc_node *vpc(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    slsc_node *given = slsc_get(h, u, warmer->given, "vpc");
    if (slsc_is_false(h, u, given))
        return h->json(u, slsc_s("{\"securityGroupIds\":[],\"subnetIds\":[]}"), given);
    return slsc_truthy(h, u, given) ? given : NULL;
}

static slsc_node *role(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    slsc_node *given = slsc_get(h, u, warmer->given, "role");
    if (slsc_truthy(h, u, given)) return given;
    if (warmer->name.len == 0 || !slsc_is_void(h, u, given)) return NULL;
    return slsc_string(h, u,
                       slsc_id2(h, u, h->name_part(u, SLSC_NAME_FUNCTION, warmer->key), "Role"),
                       warmer->place);
}

static slsc_node *description(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    if (warmer->name.len == 0) return slsc_stringz(h, u, "Serverless WarmUp Plugin", warmer->place);
    return slsc_string(
        h, u,
        slsc_textf(h, u, "Serverless WarmUp Plugin (warmer \"%.*s\")", SLSC_ARG(warmer->name)),
        warmer->place);
}

/* A number as it is. The schema of named warmers made one of text. */
static slsc_node *number_or(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer,
                            const char *key, int64_t fallback)
{
    slsc_node *given = warmup_option(h, u, warmer->given, key);
    const slsc_str text = h->text(u, given);
    int64_t number = 0;
    if (!given) return slsc_int(h, u, fallback, warmer->place);
    if (warmer->name.len == 0 || !slsc_is_string(h, u, given)) return given;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || i > 8) return given;
        number = number * 10 + (text.ptr[i] - '0');
    }
    return text.len ? slsc_int(h, u, number, given) : given;
}

/* And text of the values of tags. */
static slsc_node *tags(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    slsc_node *given = slsc_get(h, u, warmer->given, "tags"), *all;
    if (!slsc_truthy(h, u, given)) return NULL;
    if (warmer->name.len == 0 || !slsc_is_map(h, u, given)) return given;
    all = slsc_map(h, u, given);
    for (size_t i = 0; i < h->count(given); i++)
        h->set(u, all, h->key(given, i),
               slsc_string(h, u, h->text(u, h->at(given, i)), h->at(given, i)));
    return all;
}

static slsc_node *truthy_or_none(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer,
                                 const char *key)
{
    slsc_node *given = slsc_get(h, u, warmer->given, key);
    return slsc_truthy(h, u, given) ? given : NULL;
}

static slsc_node *function(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer,
                           slsc_node *patterns, slsc_node *events)
{
    const slsc_node *from = warmer->place, *given = warmer->given;
    const int named = warmer->name.len > 0;
    const slsc_node *folder = slsc_get(h, u, given, "folderName");
    const slsc_str stem =
        !named && slsc_is_string(h, u, folder) ? h->text(u, folder) : warmer->folder;
    const slsc_str handler = slsc_textf(h, u, "%.*s/index.warmUp", SLSC_ARG(stem));
    slsc_node *apart = slsc_get(h, u, slsc_get(h, u, given, "package"), "individually");
    const int shared = !slsc_is_void(h, u, apart) && !slsc_truthy(h, u, apart);
    const slsc_hole holes[] = {
        { "description", description(h, u, warmer) },
        { "events", events },
        { "handler", slsc_string(h, u, handler, from) },
        { "memory", number_or(h, u, warmer, "memorySize", 128) },
        { "name", warmer->deployed },
        { "architecture", named ? truthy_or_none(h, u, warmer, "architecture") : NULL },
        { "runtime", runtime(h, u, warmer) },
        { "individually", shared ? apart : slsc_bool(h, u, 1, from) },
        { "patterns", shared ? NULL : patterns }, /* of the service's package: the service's */
        { "timeout", number_or(h, u, warmer, "timeout", 10) },
        { "environment", environment(h, u, warmer) },
        { "tracing", named ? warmup_option(h, u, given, "tracing") : NULL },
        { "retention", named ? warmup_option(h, u, given, "logRetentionInDays") : NULL },
        { "role", role(h, u, warmer) },
        { "tags", tags(h, u, warmer) },
        { "vpc", vpc(h, u, warmer) },
        { "layers", named ? slsc_list(h, u, from) : NULL }, /* none of the service's */
        { NULL, NULL },
    };
    return h->fill(u, slsc_s(warmup_warmer_json), holes, from);
}

static void keep_out_of_service(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    slsc_node *config = h->root(u, SLSC_CONFIG), *package = slsc_get(h, u, config, "package");
    const slsc_str pattern = slsc_textf(h, u, "!%.*s/**", SLSC_ARG(warmer->folder));
    if (!slsc_is_map(h, u, package)) {
        slsc_set(h, u, config, "package", slsc_map(h, u, warmer->place));
        package = slsc_get(h, u, config, "package");
    }
    if (!slsc_is_list(h, u, slsc_get(h, u, package, "patterns")))
        slsc_set(h, u, package, "patterns", slsc_list(h, u, warmer->place));
    h->append(u, slsc_get(h, u, package, "patterns"), slsc_string(h, u, pattern, warmer->place));
}

static void tell_prewarm(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer)
{
    const slsc_node *prewarm = slsc_get(h, u, warmer->given, "prewarm");
    if (!slsc_truthy(h, u, prewarm)) return;
    const slsc_str help = slsc_textf(h, u, "aws lambda invoke --function-name %.*s /dev/null",
                                     SLSC_ARG(h->text(u, warmer->deployed)));
    slsc_tell(h, u, SLSC_NOTE, prewarm, "warmup/prewarm",
              slsc_s("warming at once is a step of the deployment, which is not made here"), NULL,
              help.ptr);
}

static slsc_status check_number(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer,
                                const char *key)
{
    const slsc_node *given = warmup_option(h, u, warmer->given, key);
    const slsc_str text = h->text(u, given);
    int good = text.len > 0;
    for (size_t i = 0; i < text.len; i++) good = good && text.ptr[i] >= '0' && text.ptr[i] <= '9';
    if (good || !given) return SLSC_OK;
    return slsc_error_at(h, u, given, "warmup/bad-number", "`%s` must be a whole number", key);
}

slsc_status warmup_add_function(const slsc_host *h, slsc_unit *u, const warmup_warmer *warmer,
                                slsc_node *patterns, slsc_node *events)
{
    const slsc_artifact *artifact = h->extension(u, SLSC_EXT_ARTIFACT);
    slsc_node *functions = slsc_get(h, u, h->root(u, SLSC_CONFIG), "functions");
    const slsc_node *taken = h->get(u, functions, warmer->key);
    const int keep = slsc_is_false(h, u, slsc_get(h, u, warmer->given, "cleanFolder"));
    const slsc_str path = slsc_textf(h, u, "%.*s/index.%s", SLSC_ARG(warmer->folder),
                                     warmer->name.len ? "mjs" : "js");
    const slsc_status memory = check_number(h, u, warmer, "memorySize");
    if (check_number(h, u, warmer, "timeout") != SLSC_OK || memory != SLSC_OK) return SLSC_FAIL;
    if (taken)
        return slsc_error_at(h, u, taken, "warmup/name-taken",
                             "`%.*s` is the name of the function that warms others",
                             SLSC_ARG(warmer->key));
    h->set(u, functions, warmer->key, function(h, u, warmer, patterns, events));
    if (keep) keep_out_of_service(h, u, warmer);
    tell_prewarm(h, u, warmer);
    return artifact->add_file(u, h->get(u, functions, warmer->key), path,
                              handler_code(h, u, warmer), keep ? SLSC_FILE_KEEP : 0, warmer->place);
}
