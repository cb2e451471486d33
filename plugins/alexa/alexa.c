/* alexa.c: a skill of Alexa may invoke the function.
 *
 *     - alexaSkill: amzn1.ask.skill.xx
 *     - alexaSmartHome: { appId: amzn1.ask.skill.xx, enabled: false }
 *
 * Nothing is made but a permission for the one skill; what invokes the function is set up at
 * Amazon.
 * https://developer.amazon.com/docs/alexa/custom-skills/host-a-custom-skill-as-an-aws-lambda-function.html
 */
#include "slsc/plugin.h"
#include "slsc/sugar.h"

#include "alexa_data.h"

static slsc_status permit(const slsc_host *h, slsc_unit *u, const slsc_event *e, slsc_node *token,
                          const char *id, const char *principal)
{
    /* Switched off, the permission is one that invokes nothing. */
    int off = slsc_is_false(h, u, slsc_get(h, u, e->node, "enabled"));
    const char *action = off ? "lambda:DisableInvokeFunction" : "lambda:InvokeFunction";
    slsc_hole holes[] = {
        { "target", h->target(u, e->function, e->node) },
        { "alias", slsc_alias(h, u, e) },
        { "action", slsc_stringz(h, u, action, e->node) },
        { "principal", slsc_stringz(h, u, principal, e->node) },
        { "token", token },
        { NULL, NULL },
    };
    return slsc_add_resource(h, u, slsc_idn(h, u, e->function->id, id, e->number),
                             h->fill(u, SLSC_EMBEDDED(alexa_permission_json), holes, e->node));
}

/* The id of the skill, written alone or in a map. */
static slsc_node *app_id(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *id = slsc_is_map(h, u, e->node) ? slsc_get(h, u, e->node, "appId") : e->node;
    return slsc_truthy(h, u, id) ? id : NULL;
}

/* Without an id any skill may invoke the function. */
static slsc_status on_skill(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    (void)state;
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK;
    return permit(h, u, e, app_id(h, u, e), "LambdaPermissionAlexaSkill",
                  "alexa-appkit.amazon.com");
}

static slsc_status on_smart_home(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    slsc_node *id = app_id(h, u, e);
    (void)state;
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK;
    if (!id)
        return slsc_error_at(h, u, e->node, "alexa/no-app-id",
                             "an `alexaSmartHome` of `%.*s` has no `appId`",
                             SLSC_ARG(e->function->key));
    return permit(h, u, e, id, "LambdaPermissionAlexaSmartHome", "alexa-connectedhome.amazon.com");
}

/* ---- Who this plugin is ---- */

static const char *const after[] = { "std/versions", NULL };
static const slsc_pass skill = { .struct_size = sizeof skill,
                                 .phase = SLSC_LOWER,
                                 .name = "alexa-skill",
                                 .after = after,
                                 .event = "alexaSkill",
                                 .on_event = on_skill };
static const slsc_pass smart_home = { .struct_size = sizeof smart_home,
                                      .phase = SLSC_LOWER,
                                      .name = "alexa-smart-home",
                                      .after = after,
                                      .event = "alexaSmartHome",
                                      .on_event = on_smart_home };
static const slsc_pass *const passes[] = { &skill, &smart_home, NULL };

#define SKILL_EVENT "functions.*.events.*.alexaSkill"
#define SMART_HOME_EVENT "functions.*.events.*.alexaSmartHome"
static const slsc_schema schema_skill = { sizeof schema_skill, 0, SKILL_EVENT,
                                          alexa_event_schema_json };
static const slsc_schema schema_smart_home = { sizeof schema_smart_home, 0, SMART_HOME_EVENT,
                                               alexa_event_schema_json };
static const slsc_schema definitions = { sizeof definitions, 0, "#",
                                         alexa_definitions_schema_json };
static const slsc_schema *const schemas[] = { &schema_skill, &schema_smart_home, &definitions,
                                              NULL };
static const char *const claims[] = { SKILL_EVENT, SMART_HOME_EVENT, NULL };

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "alexa",
                                    .version = "0.1.0",
                                    .summary = "functions invoked by skills of Alexa",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .claims = claims };

SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
