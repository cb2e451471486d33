/* variables.c: the phases in which variables are replaced.
 *
 *     0   every string is parsed; wrong syntax ends it here
 *     1   provider.name, provider.stage and useDotenv first, because the stage chooses .env;
 *         then all that needs nothing but the files, the environment and the command line
 *     2   the service is known: its defaults are in the configuration, parameters can be read
 *     3   what lives in AWS, and sources that others bring
 *
 * A variable whose source comes later waits, without a fault. Some properties cannot: they decide
 * what happens between two phases. Each phase tells all its faults; the next one does not begin
 * when there were some. */
#include "front/variables/variables.h"
#include "front/service.h"
#include "front/variables/dotenv.h"
#include "front/variables/resolve.h"

static bool ok(const slsc_resolver *r, size_t errors)
{
    return slsc_diags_count(r->unit->diags, SLSC_ERROR) == errors;
}

/* ---- Properties that cannot wait ---- */

/* The first expression of a string that waits. */
static const slsc_node *waiting(slsc_resolver *r, const slsc_node *string)
{
    slsc_property *property = (slsc_property *)slsc_table_get(&r->properties, string);
    for (size_t i = 0; property && i < property->template->count; i++) {
        slsc_variable *variable = property->template->pieces[i].variable;
        if (variable && variable->state == SLSC_VARIABLE_OPEN)
            return slsc_resolver_expression(r, property, variable);
    }
    return string;
}

static slsc_answer is_ready(slsc_resolver *r, const char *path, slsc_node **out)
{
    slsc_node *node = NULL;
    const slsc_answer answer = slsc_resolver_settle(r, path, &node);
    if (out) *out = answer == SLSC_ANSWER_VALUE ? node : NULL;
    if (answer != SLSC_ANSWER_LATER) return answer;
    /* The string on the way to it, or in it, that waits. */
    while (node->kind != SLSC_STRING) {
        size_t i = 0;
        while (slsc_resolver_ready(r, slsc_node_at(node, i), true, NULL) != SLSC_ANSWER_LATER) i++;
        node = slsc_node_at(node, i);
    }
    return slsc_resolver_fail(r, waiting(r, node), "variables/not-accessible", SLSC_STR(""),
                              SLSC_STR(""),
                              "`%s` must be known before the sources of this can be asked", path);
}

static void all_ready(slsc_resolver *r, const char *const *paths)
{
    for (; *paths; paths++) is_ready(r, *paths, NULL);
}

/* These decide how warnings are told, before anything else is known. */
static void check_constants(slsc_resolver *r)
{
    static const char *const names[] = { "disabledDeprecations", "deprecationNotificationMode" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        slsc_node *node = slsc_node_getz(r->unit, r->root, names[i]);
        const slsc_node *list = slsc_node_kind(node) == SLSC_LIST ? node : NULL;
        for (size_t k = 0; k < (list ? slsc_node_count(list) : 1); k++) {
            const slsc_node *item = list ? slsc_node_at(list, k) : node;
            if (item && slsc_table_get(&r->properties, item))
                slsc_resolver_fail(r, item, "variables/not-allowed", SLSC_STR(""), SLSC_STR(""),
                                   "`%s` cannot have variables", names[i]);
        }
    }
}

/* ---- Phase 1 ---- */

static void take_stage(slsc_resolver *r, slsc_node *stage)
{
    r->stage = r->unit->settings.stage;
    if (r->stage.len == 0 && slsc_node_kind(stage) > SLSC_NULL)
        r->stage = slsc_node_text(r->unit, stage);
    if (r->stage.len == 0) r->stage = SLSC_STR("dev");
}

/* Values that chose the file must not change by it. */
static slsc_status check_conflicts(slsc_resolver *r)
{
    slsc_status status = SLSC_OK;
    for (size_t i = 0; i < r->missing_count; i++) {
        const slsc_str name = r->missing[i];
        if (slsc_unit_env(r->unit, name).len == 0) continue;
        status = SLSC_FAIL;
        slsc_resolver_fail(r, r->wanted[i], "variables/dotenv-conflict", SLSC_STR(""), SLSC_STR(""),
                           "this chooses the `.env` file, and is set in it");
    }
    return status;
}

/* The stage, and the environment that it chooses. FAIL: nothing more can be told. */
static slsc_status find_stage(slsc_resolver *r)
{
    slsc_node *stage = NULL, *dotenv = NULL;
    r->note_missing = true;
    is_ready(r, "provider.name", NULL);
    const slsc_answer a = is_ready(r, "provider.stage", &stage);
    const slsc_answer b = is_ready(r, "useDotenv", &dotenv);
    r->note_missing = false;
    take_stage(r, stage);
    if (b == SLSC_ANSWER_NONE) return SLSC_OK; /* no environment to be chosen */
    if (a == SLSC_ANSWER_FAILED || b == SLSC_ANSWER_FAILED) return SLSC_FAIL;
    if (!slsc_node_truthy(dotenv)) return SLSC_OK;
    if (slsc_str_find_char(r->stage, '/') != SIZE_MAX) return SLSC_OK; /* no stage: told later */
    if (slsc_dotenv_load(r->unit, r->stage, dotenv) != SLSC_OK) return SLSC_FAIL;
    return check_conflicts(r);
}

static slsc_status run_phases(slsc_resolver *r)
{
    static const char *const before_service[] = { "service",      "provider.name",    "plugins",
                                                  "package.path", "frameworkVersion", NULL };
    static const char *const before_network[] = { "provider.credentials",
                                                  "provider.deploymentBucket.serverSideEncryption",
                                                  "provider.profile", "provider.region", NULL };
    const size_t errors = slsc_diags_count(r->unit->diags, SLSC_ERROR);
    slsc_resolver_scan(r, r->root, 0);
    check_constants(r);
    if (!ok(r, errors) || find_stage(r) != SLSC_OK) return SLSC_FAIL;
    slsc_resolver_run_all(r);
    if (ok(r, errors)) all_ready(r, before_service);
    if (!ok(r, errors) || slsc_service_facts(r->unit) != SLSC_OK) return SLSC_FAIL;
    r->phase = 2;
    slsc_resolver_run_all(r);
    if (ok(r, errors)) all_ready(r, before_network);
    if (!ok(r, errors)) return SLSC_FAIL;
    r->phase = 3;
    slsc_resolver_run_all(r);
    /* Once more: the region and the stack's name may have waited. */
    return ok(r, errors) ? slsc_service_facts(r->unit) : SLSC_FAIL;
}

slsc_status slsc_variables_resolve(slsc_unit *unit, const slsc_variable_source *more, size_t n)
{
    const uint16_t maker = unit->maker;
    if (slsc_node_kind(unit->roots[SLSC_CONFIG]) != SLSC_MAP) return SLSC_OK;
    slsc_resolver *resolver = slsc_resolver_new(unit, more, n);
    unit->maker = slsc_unit_maker(unit, "resolve");
    const slsc_status status = run_phases(resolver);
    unit->maker = maker;
    return status;
}
