/* api.c: the API and its stage. With `websocketApiId` both belong to another stack, and the
 * deployment names the stage.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-api.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-stage.html
 */
#include "websocket.h"

static slsc_node *api_name(const slsc_host *h, slsc_unit *u, const websocket *w)
{
    const slsc_service *s = h->service(u);
    slsc_node *given = slsc_get(h, u, w->provider, "websocketsApiName");
    if (slsc_is_string(h, u, given) && slsc_truthy(h, u, given)) return given;
    return slsc_string(
        h, u, slsc_textf(h, u, "%.*s-%.*s-websockets", SLSC_ARG(s->stage), SLSC_ARG(s->name)),
        w->place);
}

/* Functions may answer over any connection. */
static void allow_answers(const slsc_host *h, slsc_unit *u, const websocket *w)
{
    static const slsc_hole none[] = { { NULL, NULL } };
    const slsc_iam *iam = h->extension(u, SLSC_EXT_IAM);
    iam->allow(u, NULL,
               h->fill(u, SLSC_EMBEDDED(websocket_manage_connections_json), none, w->place), 0);
}

static slsc_node *given_or(const slsc_host *h, slsc_unit *u, const websocket *w, const char *key,
                           const char *otherwise)
{
    slsc_node *given = slsc_get(h, u, w->provider, key);
    return slsc_truthy(h, u, given) ? given : slsc_stringz(h, u, otherwise, w->place);
}

void websocket_add_api(const slsc_host *h, slsc_unit *u, websocket *w)
{
    slsc_node *external = slsc_at_path(h, u, w->provider, "apiGateway.websocketApiId");
    w->external = slsc_truthy(h, u, external);
    w->api = w->external ? external : slsc_ref(h, u, slsc_s(WEBSOCKET_API), w->place);
    w->depends = h->text(u, slsc_get(h, u, w->api, "Ref"));
    w->description = given_or(h, u, w, "websocketsDescription", "Serverless Websockets");
    if (w->external) return;

    const slsc_hole holes[] = {
        { "name", api_name(h, u, w) },
        { "route_selection",
          given_or(h, u, w, "websocketsApiRouteSelectionExpression", "$request.body.action") },
        { "description", w->description },
        { "tags", slsc_if_truthy(h, u, slsc_get(h, u, w->provider, "tags")) },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_s(WEBSOCKET_API),
                      h->fill(u, SLSC_EMBEDDED(websocket_api_json), holes, w->place));
    allow_answers(h, u, w);
}

/* ---- The stage and its logs ---- */

static slsc_node *flag(const slsc_host *h, slsc_unit *u, slsc_node *logs, const char *key)
{
    slsc_node *given = slsc_get(h, u, logs, key);
    return slsc_is_void(h, u, given) ? slsc_bool(h, u, 1, logs) : given;
}

static slsc_status log_level(const slsc_host *h, slsc_unit *u, slsc_node *logs, slsc_node **out)
{
    slsc_node *given = slsc_get(h, u, logs, "level");
    *out = slsc_truthy(h, u, given) ? given : slsc_stringz(h, u, "INFO", logs);
    if (!slsc_truthy(h, u, flag(h, u, logs, "executionLogging"))) {
        *out = slsc_stringz(h, u, "OFF", logs);
        return SLSC_OK;
    }
    const slsc_str level = h->text(u, *out);
    if (slsc_is(level, "INFO") || slsc_is(level, "ERROR")) return SLSC_OK;
    return slsc_tell(h, u, SLSC_ERROR, given, "websocket/unknown-log-level",
                     slsc_textf(h, u, "`%.*s` is not a level of websocket logs", SLSC_ARG(level)),
                     NULL, "write INFO or ERROR, or `executionLogging: false`");
}

static slsc_node *log_format(const slsc_host *h, slsc_unit *u, slsc_node *logs)
{
    slsc_node *given = slsc_get(h, u, logs, "format");
    if (slsc_truthy(h, u, given)) return given;
    return slsc_stringz(h, u,
                        "$context.identity.sourceIp $context.identity.caller "
                        "$context.identity.user [$context.requestTime] \"$context.eventType "
                        "$context.routeKey $context.connectionId\" $context.requestId",
                        logs);
}

slsc_status websocket_add_stage(const slsc_host *h, slsc_unit *u, const websocket *w)
{
    const slsc_service *s = h->service(u);
    slsc_node *logs = slsc_if_truthy(h, u, slsc_at_path(h, u, w->provider, "logs.websocket"));
    const int access = logs && slsc_truthy(h, u, flag(h, u, logs, "accessLogging"));
    slsc_node *level = NULL;
    if (w->external) return SLSC_OK;
    if (logs && log_level(h, u, logs, &level) != SLSC_OK) return SLSC_FAIL;

    const slsc_hole holes[] = {
        { "api", w->api },
        { "stage", slsc_string(h, u, s->stage, w->place) },
        { "description", w->description },
        { "data_trace", logs ? flag(h, u, logs, "fullExecutionData") : NULL },
        { "level", level },
        { "destination", access ? slsc_stringz(h, u,
                                               "arn:${AWS::Partition}:logs:${AWS::Region}:"
                                               "${AWS::AccountId}:log-group:${WebsocketsLogGroup}",
                                               logs)
                                : NULL },
        { "format", access ? log_format(h, u, logs) : NULL },
        { NULL, NULL },
    };
    slsc_add_resource(h, u, slsc_s(WEBSOCKET_STAGE),
                      h->fill(u, SLSC_EMBEDDED(websocket_stage_json), holes, w->place));
    if (!logs) return SLSC_OK;
    const slsc_str name =
        slsc_textf(h, u, "/aws/websocket/%.*s-%.*s", SLSC_ARG(s->name), SLSC_ARG(s->stage));
    return slsc_add_resource(h, u, slsc_s("WebsocketsLogGroup"), slsc_log_group(h, u, name, logs));
}
