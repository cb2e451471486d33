/* cloudwatch_event.c: `cloudwatchEvent`, a rule of the default bus that matches a pattern.
 *
 *     - cloudwatchEvent:
 *         event: { source: [aws.ec2], detail: { state: [pending] } }
 *         input: { key: value }
 */
#include "event_rules.h"

/* JSON text, or any other, without the escapes of line breaks. The reference drops them from
 * patterns and inputs, and templates are in use that were written over several lines for it. All
 * other escapes stay. */
static slsc_str without_breaks(const slsc_host *h, slsc_unit *u, slsc_str text)
{
    char *room = h->alloc(u, text.len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        int escape = text.ptr[i] == '\\' && i + 1 < text.len;
        if (escape && (text.ptr[i + 1] == 'n' || text.ptr[i + 1] == 'r')) {
            i++;
            continue;
        }
        if (escape) room[n++] = text.ptr[i++];
        room[n++] = text.ptr[i];
    }
    return slsc_bytes(room, n);
}

static slsc_node *pattern_of(const slsc_host *h, slsc_unit *u, slsc_node *event)
{
    const slsc_texts *text = h->extension(u, SLSC_EXT_TEXT);
    slsc_str json = text->json(u, event), kept = without_breaks(h, u, json);
    return kept.len == json.len ? event : h->json(u, kept, event);
}

/* Text as it is; anything else as JSON. */
static slsc_node *input_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    const slsc_texts *text = h->extension(u, SLSC_EXT_TEXT);
    slsc_node *input = event_rules_said(h, u, e->node, "input");
    slsc_str sent;
    if (!input) return NULL;
    sent = slsc_is_string(h, u, input) ? h->text(u, input) : text->json(u, input);
    return slsc_string(h, u, without_breaks(h, u, sent), input);
}

slsc_status event_rules_on_cloudwatch(const slsc_host *h, slsc_unit *u, void *state,
                                      const slsc_event *e)
{
    slsc_str fn = e->function->id;
    slsc_node *event = slsc_get(h, u, e->node, "event");
    slsc_node *path = event_rules_said(h, u, e->node, "inputPath");
    event_rule rule = {
        .id = slsc_idn(h, u, fn, "EventsRuleCloudWatchEvent", e->number),
        .permission_id = slsc_idn(h, u, fn, "LambdaPermissionEventsRuleCloudWatchEvent", e->number),
        .target_id = slsc_textf(h, u, "%.*sCloudWatchEvent", SLSC_ARG(e->function->key)),
        .name = event_rules_said(h, u, e->node, "name"),
        .description = event_rules_said(h, u, e->node, "description"),
        .depends = slsc_alias(h, u, e),
        .input_path = path ? slsc_one_line(h, u, path) : NULL,
    };
    (void)state;
    if (!slsc_truthy(h, u, e->node)) return SLSC_OK;
    if (event_rules_check_input(h, u, e) != SLSC_OK) return SLSC_FAIL;
    if (slsc_is_void(h, u, event))
        return slsc_error_at(h, u, e->node, "event-rules/no-event",
                             "a `cloudwatchEvent` of `%.*s` has no `event`, the pattern that is "
                             "matched",
                             SLSC_ARG(e->function->key));
    rule.pattern = pattern_of(h, u, event);
    rule.input = input_of(h, u, e);
    rule.arn = slsc_get_att(h, u, rule.id, "Arn", e->node);
    return event_rules_add(h, u, e, &rule);
}
