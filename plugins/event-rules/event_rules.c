/* event_rules.c: events that match a pattern, or come at certain times, invoke a function.
 *
 *     - cloudwatchEvent: { event: { source: [aws.ec2] } }
 *     - eventBridge: { eventBus: orders, pattern: { source: [shop] } }
 *
 * Both kinds are rules of EventBridge. `cloudwatchEvent` is the older one and knows the default bus
 * alone; cloudwatch_event.c and event_bridge.c read them, here is what they have in common.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-rule.html
 */
#include "event_rules.h"

#include "event_rules_data.h"

slsc_status event_rules_check_input(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    static const char *const options[] = { "input", "inputPath", "inputTransformer" };
    slsc_node *first = NULL;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        slsc_node *option = event_rules_said(h, u, e->node, options[i]);
        if (option && first) {
            slsc_diag diag = { .struct_size = sizeof diag, .severity = SLSC_ERROR };
            diag.code = "event-rules/several-inputs";
            diag.message = slsc_s("what is sent is said by one of `input`, `inputPath` and "
                                  "`inputTransformer`");
            diag.at = option;
            diag.at_key = 1;
            diag.see = first;
            diag.see_label = slsc_s("it is already said here");
            h->report(u, &diag);
            return SLSC_FAIL;
        }
        if (option) first = option;
    }
    return SLSC_OK;
}

/* ENABLED unless it says otherwise. */
static slsc_node *state_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *enabled = slsc_get(h, u, e->node, "enabled");
    return slsc_stringz(h, u, slsc_is_false(h, u, enabled) ? "DISABLED" : "ENABLED",
                        enabled ? enabled : e->node);
}

slsc_status event_rules_add(const slsc_host *h, slsc_unit *u, const slsc_event *e,
                            const event_rule *rule)
{
    slsc_node *transformer = slsc_get(h, u, e->node, "inputTransformer");
    slsc_hole holes[] = {
        { "name", rule->name },
        { "description", rule->description },
        { "pattern", rule->pattern },
        { "schedule", rule->schedule },
        { "bus", rule->bus },
        { "depends", rule->depends },
        { "state", state_of(h, u, e) },
        { "target", h->target(u, e->function, e->node) },
        { "targetId", slsc_string(h, u, rule->target_id, e->node) },
        { "retry", rule->retry },
        { "deadLetters", rule->dead_letters },
        { "input", rule->input },
        { "inputPath", rule->input_path },
        { "inputPathsMap", event_rules_said(h, u, transformer, "inputPathsMap") },
        { "inputTemplate", slsc_get(h, u, transformer, "inputTemplate") },
        { NULL, NULL },
    };
    slsc_hole permission[] = {
        { "target", h->target(u, e->function, e->node) },
        { "rule", rule->arn },
        { "alias", slsc_alias(h, u, e) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, rule->id,
                      h->fill(u, SLSC_EMBEDDED(event_rules_rule_json), holes, e->node));
    return slsc_add_resource(
        h, u, rule->permission_id,
        h->fill(u, SLSC_EMBEDDED(event_rules_permission_json), permission, e->node));
}

/* ---- Who this plugin is ---- */

static const char *const after[] = { "std/versions", NULL };
static const slsc_pass cloudwatch = { .struct_size = sizeof cloudwatch,
                                      .phase = SLSC_LOWER,
                                      .name = "cloudwatch-event",
                                      .after = after,
                                      .event = "cloudwatchEvent",
                                      .on_event = event_rules_on_cloudwatch };
static const slsc_pass bridge = { .struct_size = sizeof bridge,
                                  .phase = SLSC_LOWER,
                                  .name = "event-bridge",
                                  .after = after,
                                  .event = "eventBridge",
                                  .on_event = event_rules_on_bridge };
static const slsc_pass *const passes[] = { &cloudwatch, &bridge, NULL };

#define CLOUDWATCH_EVENT "functions.*.events.*.cloudwatchEvent"
#define BRIDGE_EVENT "functions.*.events.*.eventBridge"
static const slsc_schema schema_cloudwatch = { sizeof schema_cloudwatch, 0, CLOUDWATCH_EVENT,
                                               event_rules_cloudwatch_event_schema_json };
static const slsc_schema schema_bridge = { sizeof schema_bridge, 0, BRIDGE_EVENT,
                                           event_rules_event_bridge_schema_json };
static const slsc_schema *const schemas[] = { &schema_cloudwatch, &schema_bridge, NULL };
static const char *const claims[] = { CLOUDWATCH_EVENT, BRIDGE_EVENT, NULL };

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "event-rules",
                                    .version = "0.1.0",
                                    .summary = "functions invoked by rules of EventBridge",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .claims = claims };

SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
