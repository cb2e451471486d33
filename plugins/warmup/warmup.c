/* warmup.c: keeps functions warm, as serverless-plugin-warmup does.
 * https://github.com/juanjoDiaz/serverless-plugin-warmup
 *
 * For each warmer a function is added behind the service's own, with a schedule and generated
 * code that invokes the functions it is for. All else (log group, version, rule, permission)
 * follows as for any function.
 *
 * Options alone do nothing: the plugin must be named under `plugins`, or a function must have a
 * `warmup`, which nothing else would understand. */
#include "warmup.h"

static int is_named(const slsc_host *h, slsc_unit *u, const slsc_node *config)
{
    const slsc_node *plugins = slsc_get(h, u, config, "plugins");
    if (slsc_is_map(h, u, plugins)) plugins = slsc_get(h, u, plugins, "modules");
    for (size_t i = 0; i < h->count(plugins); i++) {
        const slsc_str name = h->text(u, h->at(plugins, i));
        if (slsc_is(name, "serverless-plugin-warmup") || slsc_is(name, "warmup")) return 1;
    }
    return 0;
}

static slsc_node *function_option(const slsc_host *h, slsc_unit *u, size_t i)
{
    return warmup_option(h, u, h->function_at(u, i)->node, "warmup");
}

/* An option that is no map: as a warmer it would be. */
static int has_option(const slsc_host *h, slsc_unit *u, const slsc_node *map,
                      const char *const *keys)
{
    for (; *keys; keys++) {
        const slsc_node *value = slsc_get(h, u, map, *keys);
        if (value && !slsc_is_map(h, u, value)) return 1;
    }
    return 0;
}

/* Named warmers are maps, all of them; an option of a classic one is not, or is no map at least
 * once. With nothing in custom.warmup the functions tell. */
static int is_classic(const slsc_host *h, slsc_unit *u, const slsc_node *given)
{
    if (given && !slsc_is_map(h, u, given)) return 1;
    for (size_t i = 0; i < h->count(given); i++)
        if (!slsc_is_map(h, u, h->at(given, i)) && !slsc_is_void(h, u, h->at(given, i))) return 1;
    if (h->count(given)) return 0;
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_node *own = function_option(h, u, i);
        if (own && (!slsc_is_map(h, u, own) || has_option(h, u, own, warmup_classic_call_keys)))
            return 1;
    }
    return 0;
}

static slsc_status add_warmers(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *config = h->root(u, SLSC_CONFIG);
    slsc_node *custom = slsc_get(h, u, config, "custom");
    slsc_node *given = warmup_option(h, u, custom, "warmup");
    int called = is_named(h, u, config);
    (void)state;

    for (size_t i = 0; !called && i < h->function_count(u); i++)
        called = function_option(h, u, i) != NULL;
    if (!called) {
        if (given)
            slsc_tell(h, u, SLSC_WARNING, given, "warmup/not-called",
                      slsc_s("`custom.warmup` has no effect, `plugins` does not name it"), NULL,
                      "add `- serverless-plugin-warmup` to `plugins`, or remove these options");
        return SLSC_OK;
    }
    return is_classic(h, u, given) ? warmup_classic(h, u, given) : warmup_named(h, u, given);
}

static const slsc_pass pass = {
    .struct_size = sizeof pass, .phase = SLSC_CONFIGURE, .name = "warmers", .run = add_warmers
};
static const slsc_pass *const passes[] = { &pass, NULL };
/* Both generations write so much here that the words for what is wrong are better said by
 * options.c: the schema lets all pass. */
static const slsc_schema schema = { .struct_size = sizeof schema,
                                    .at = "functions.*.warmup",
                                    .json = "{}" };
static const slsc_schema *const schemas[] = { &schema, NULL };
static const char *const claims[] = { "custom.warmup", "functions.*.warmup", NULL };
static const char *const stands_for[] = { "serverless-plugin-warmup", NULL };
static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "warmup",
                                    .version = "0.1.0",
                                    .summary =
                                        "keeps functions warm by invoking them on a schedule",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .claims = claims,
                                    .stands_for = stands_for };

const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
