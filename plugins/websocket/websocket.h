/* websocket.h: what the files of this plugin share.
 *
 * A `websocket` event is a route of the service's one websocket API. Routes are collected while the
 * host walks the events; then one file after the other adds its resources to the template. */
#ifndef WEBSOCKET_H
#define WEBSOCKET_H

#include "slsc/sugar.h"
#include "websocket_data.h"

#define WEBSOCKET_API "WebsocketsApi"
#define WEBSOCKET_STAGE "WebsocketsDeploymentStage"

typedef struct websocket_authorizer { /* who decides whether a connection may be made */
    const slsc_node *place;
    slsc_str name;
    slsc_node *lambda; /* ARN of the function that decides */
    slsc_node *identity;
    const slsc_function *function; /* it, when it is given as one of this service */
    slsc_str alias_id;             /* of the function of that name */
} websocket_authorizer;

typedef struct websocket_route {
    const slsc_function *function;
    slsc_node *event; /* what stands behind `websocket:` */
    slsc_node *key;   /* $connect */
    slsc_node *response;
    websocket_authorizer *authorizer; /* NULL: nobody is asked */
    slsc_str id;
} websocket_route;

typedef struct websocket {
    websocket_route *routes;
    size_t count, room;
    slsc_node *known;     /* logical id of a route -> its number */
    slsc_node *functions; /* key -> number, for slsc_function_named */

    /* From here on set by run(): */
    slsc_node *provider;
    const slsc_node *place; /* what the API itself comes from */
    slsc_node *api;         /* the id of the API */
    slsc_str depends;       /* the API as a resource of this stack; empty: it is another's */
    int external;           /* `provider.apiGateway.websocketApiId` */
    slsc_node *description;
} websocket;

/* routes.c */
slsc_status websocket_collect(const slsc_host *, slsc_unit *, void *state, const slsc_event *);
/* What API Gateway calls to invoke a function. */
slsc_node *websocket_invoke_uri(const slsc_host *, slsc_unit *, slsc_node *lambda,
                                const slsc_node *from);
void websocket_add_integrations(const slsc_host *, slsc_unit *, const websocket *);
void websocket_add_route_responses(const slsc_host *, slsc_unit *, const websocket *);
void websocket_add_routes(const slsc_host *, slsc_unit *, const websocket *);

/* authorizers.c */
slsc_status websocket_read_authorizer(const slsc_host *, slsc_unit *, websocket *,
                                      websocket_route *);
void websocket_add_authorizers(const slsc_host *, slsc_unit *, const websocket *);
void websocket_add_permissions(const slsc_host *, slsc_unit *, const websocket *);

/* api.c: the API with its stage, unless they are another stack's. */
void websocket_add_api(const slsc_host *, slsc_unit *, websocket *);
slsc_status websocket_add_stage(const slsc_host *, slsc_unit *, const websocket *);

/* deployment.c */
void websocket_add_deployment(const slsc_host *, slsc_unit *, const websocket *);

static inline slsc_str websocket_authorizer_id(const slsc_host *h, slsc_unit *u,
                                               const websocket_authorizer *a)
{
    return slsc_id2(h, u, h->name_part(u, SLSC_NAME_FUNCTION, a->name), "WebsocketsAuthorizer");
}

#endif
