/* log_groups.c: a log group a function, made before Lambda would make one that is kept forever.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-logs-loggroup.html */
#include "std.h"

slsc_status std_log_groups(const slsc_host *h, slsc_unit *u, void *state)
{
    (void)state;
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_function *f = h->function_at(u, i);
        if (slsc_truthy(h, u, slsc_get(h, u, f->node, "disableLogs"))) continue;
        slsc_str name = slsc_textf(h, u, "/aws/lambda/%.*s", SLSC_ARG(f->name));
        slsc_hole holes[] = {
            { "name", slsc_string(h, u, name, f->node) },
            { "retention", std_option(h, u, f, "logRetentionInDays") },
            { "protection", std_option(h, u, f, "logDataProtectionPolicy") },
            { "condition", std_condition(h, u, f) },
            { NULL, NULL },
        };
        slsc_add_resource(h, u, slsc_id2(h, u, f->id, "LogGroup"),
                          h->fill(u, STD_JSON(log_group), holes, f->node));
    }
    return SLSC_OK;
}
