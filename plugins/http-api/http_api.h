/* http_api.h: what the files of this plugin share.
 *
 * An `httpApi` event is a route of the service's one HTTP API. Routes are collected while the host
 * walks the events; then one file after the other adds its resources to the template. */
#ifndef HTTP_API_H
#define HTTP_API_H

#include "http_api_data.h"
#include "slsc/sugar.h"

#define HTTP_API_API "HttpApi"
#define HTTP_API_LOG_GROUP "HttpApiLogGroup"

typedef struct http_api_route {
    const slsc_function *function;
    const slsc_node *event;    /* what stands behind `httpApi:` */
    slsc_str key;              /* "GET /users/{id}"; "*": all that no other route takes */
    slsc_str method;           /* ANY for `*` */
    slsc_str path;             /* empty for `*` */
    const char *authorization; /* JWT, CUSTOM, AWS_IAM; NULL: everybody may call */
    slsc_node *authorizer, *scopes;
} http_api_route;

typedef struct http_api {
    http_api_route *routes;
    size_t count, room;
    slsc_node *known;               /* key of a route -> its number */
    slsc_node *methods;             /* of all routes, as keys in the order of their coming */
    const slsc_function *last;      /* that an event was seen of */
    slsc_node *provider, *settings; /* `provider`, `provider.httpApi` */
    slsc_node *functions;           /* key -> number, for slsc_function_named */

    /* From here on set by run(): */
    const slsc_node *place; /* what the API itself comes from */
    slsc_node *api;         /* the id of the API */
    int external;           /* `provider.httpApi.id` */
} http_api;

/* http_api.c: `provider` is looked at once, by whoever comes first. */
void http_api_begin(const slsc_host *, slsc_unit *, http_api *);

/* routes.c */
slsc_status http_api_collect(const slsc_host *, slsc_unit *, void *state, const slsc_event *);
void http_api_add_routes(const slsc_host *, slsc_unit *, const http_api *);

/* authorizers.c: those of `provider.httpApi.authorizers`, and what a route says of one. */
slsc_status http_api_check_authorizers(const slsc_host *, slsc_unit *, http_api *);
slsc_status http_api_read_authorizer(const slsc_host *, slsc_unit *, const http_api *,
                                     http_api_route *);
void http_api_add_authorizers(const slsc_host *, slsc_unit *, const http_api *);

/* cors.c */
void http_api_allow_method(const slsc_host *, slsc_unit *, http_api *, slsc_str method);
slsc_node *http_api_cors(const slsc_host *, slsc_unit *, const http_api *);

/* api.c: the API with its stage, unless they are another stack's. */
slsc_status http_api_check_external(const slsc_host *, slsc_unit *, const http_api *);
void http_api_add_api(const slsc_host *, slsc_unit *, http_api *);

/* permissions.c: the API may invoke a function, of a route or one that authorizes. */
slsc_node *http_api_permission(const slsc_host *, slsc_unit *, const http_api *, slsc_node *target,
                               slsc_str alias_id, const slsc_node *from);

/* lists.c */
int http_api_is_method(slsc_str);
/* What stands in a list, or a value alone, each text once. */
slsc_node *http_api_unique(const slsc_host *, slsc_unit *, slsc_node *values,
                           const slsc_node *from);

#endif
