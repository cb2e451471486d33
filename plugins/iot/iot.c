/* iot.c: what devices say invokes a function, or devices that come for the first time do.
 *
 *     - iot: { sql: "SELECT * FROM 'some_topic'" }
 *     - iotFleetProvisioning: { templateBody: { ... }, provisioningRoleArn: arn:... }
 *
 * `iot` is a rule over the topics of messages; the function of `iotFleetProvisioning` is asked
 * whether a device may have its certificate.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iot-topicrule.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iot-provisioningtemplate.html
 */
#include "slsc/plugin.h"
#include "slsc/sugar.h"

#include "iot_data.h"

/* The rule is any that IoT Core has where `rule` is empty. */
static slsc_node *permission(const slsc_host *h, slsc_unit *u, const slsc_event *e, slsc_str rule)
{
    slsc_hole arn[] = { { "rule", slsc_string(h, u, rule, e->node) }, { NULL, NULL } };
    slsc_hole holes[] = {
        { "target", h->target(u, e->function, e->node) },
        { "alias", slsc_alias(h, u, e) },
        { "source", rule.len ? h->fill(u, SLSC_EMBEDDED(iot_rule_arn_json), arn, e->node) : NULL },
        { NULL, NULL },
    };
    return h->fill(u, SLSC_EMBEDDED(iot_permission_json), holes, e->node);
}

/* ---- iot ---- */

static slsc_node *line_of(const slsc_host *h, slsc_unit *u, const slsc_event *e, const char *key)
{
    slsc_node *text = slsc_get(h, u, e->node, key);
    return slsc_truthy(h, u, text) ? slsc_one_line(h, u, text) : NULL;
}

static slsc_status on_rule(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    slsc_str id = slsc_idn(h, u, e->function->id, "IotTopicRule", e->number);
    slsc_node *enabled = slsc_get(h, u, e->node, "enabled");
    slsc_node *sql = line_of(h, u, e, "sql");
    slsc_hole holes[] = {
        { "target", h->target(u, e->function, e->node) },
        { "alias", slsc_alias(h, u, e) },
        { "disabled", slsc_bool(h, u, slsc_is_false(h, u, enabled), enabled ? enabled : e->node) },
        { "sql", sql ? sql : slsc_stringz(h, u, "", e->node) },
        { "sqlVersion", line_of(h, u, e, "sqlVersion") },
        { "description", line_of(h, u, e, "description") },
        { "name", line_of(h, u, e, "name") },
        { NULL, NULL },
    };
    (void)state;
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK;
    if (slsc_is_void(h, u, slsc_get(h, u, e->node, "sql")))
        return slsc_error_at(h, u, e->node, "iot/no-sql", "an `iot` of `%.*s` has no `sql`",
                             SLSC_ARG(e->function->key));
    slsc_add_resource(h, u, id, h->fill(u, SLSC_EMBEDDED(iot_topic_rule_json), holes, e->node));
    return slsc_add_resource(
        h, u, slsc_idn(h, u, e->function->id, "LambdaPermissionIotTopicRule", e->number),
        permission(h, u, e, id));
}

/* ---- iotFleetProvisioning ---- */

static slsc_status on_provisioning(const slsc_host *h, slsc_unit *u, void *state,
                                   const slsc_event *e)
{
    const slsc_texts *text = (const slsc_texts *)h->extension(u, SLSC_EXT_TEXT);
    slsc_str permission_id =
        slsc_id2(h, u, e->function->id, "LambdaPermissionIotProvisioningTemplate");
    slsc_node *enabled = slsc_get(h, u, e->node, "enabled");
    slsc_node *body = slsc_get(h, u, e->node, "templateBody");
    slsc_node *name = slsc_get(h, u, e->node, "templateName");
    slsc_hole holes[] = {
        { "target", h->target(u, e->function, e->node) },
        { "alias", slsc_alias(h, u, e) },
        { "enabled", enabled ? enabled : slsc_bool(h, u, 1, e->node) },
        { "role", slsc_get(h, u, e->node, "provisioningRoleArn") },
        { "body", body ? slsc_string(h, u, text->json(u, body), body) : NULL },
        { "name", slsc_truthy(h, u, name) ? name : NULL },
        { "permission", slsc_string(h, u, permission_id, e->node) },
        { NULL, NULL },
    };
    (void)state;
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK;
    if (e->number > 1)
        return slsc_error_at(h, u, e->node, "iot/second-provisioning",
                             "`%.*s` already provisions a fleet: a function has one such event",
                             SLSC_ARG(e->function->key));
    slsc_add_resource(h, u, slsc_id2(h, u, e->function->id, "IotProvisioningTemplate"),
                      h->fill(u, SLSC_EMBEDDED(iot_provisioning_template_json), holes, e->node));
    return slsc_add_resource(h, u, permission_id, permission(h, u, e, slsc_s(NULL)));
}

/* ---- Who this plugin is ---- */

static const char *const after[] = { "std/versions", NULL };
static const slsc_pass rule = { .struct_size = sizeof rule,
                                .phase = SLSC_LOWER,
                                .name = "iot",
                                .after = after,
                                .event = "iot",
                                .on_event = on_rule };
static const slsc_pass provisioning = { .struct_size = sizeof provisioning,
                                        .phase = SLSC_LOWER,
                                        .name = "iot-fleet-provisioning",
                                        .after = after,
                                        .event = "iotFleetProvisioning",
                                        .on_event = on_provisioning };
static const slsc_pass *const passes[] = { &rule, &provisioning, NULL };

#define RULE_EVENT "functions.*.events.*.iot"
#define PROVISIONING_EVENT "functions.*.events.*.iotFleetProvisioning"
static const slsc_schema schema_rule = { sizeof schema_rule, 0, RULE_EVENT, iot_iot_schema_json };
static const slsc_schema schema_provisioning = { sizeof schema_provisioning, 0, PROVISIONING_EVENT,
                                                 iot_iot_fleet_provisioning_schema_json };
static const slsc_schema *const schemas[] = { &schema_rule, &schema_provisioning, NULL };
static const char *const claims[] = { RULE_EVENT, PROVISIONING_EVENT, NULL };

static const slsc_plugin plugin = { .struct_size = sizeof plugin,
                                    .name = "iot",
                                    .version = "0.1.0",
                                    .summary = "functions invoked by AWS IoT Core",
                                    .passes = passes,
                                    .schemas = schemas,
                                    .claims = claims };

SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void) { return &plugin; }
