/* api_gateway.h: what the files of this plugin share.
 *
 * An `http` event becomes a route: a method of one resource of the service's REST API. Routes are
 * collected while the host walks the events; then one file after the other adds its resources to
 * the template, in the order in which they are declared here. */
#ifndef API_GATEWAY_H
#define API_GATEWAY_H

#include "api_gateway_data.h"
#include "slsc/sugar.h"

/* How often an event may be asked for credentials and who decides; NULL and empty where the event
 * does not say. */
typedef struct api_gateway_authorizer {
    const slsc_node *place;
    slsc_str type; /* as written: TOKEN, request, COGNITO_USER_POOLS, AWS_IAM; may be empty */
    slsc_str name;
    slsc_node *arn;      /* of the function or the user pool; NULL: nothing to make */
    slsc_node *id;       /* of an authorizer made elsewhere */
    slsc_str alias_id;   /* logical id of the alias of the function that decides */
    slsc_node *ttl;      /* seconds a decision is kept */
    slsc_node *identity; /* where the credentials stand */
    slsc_node *validation, *claims, *scopes;
    int user_pool;          /* a Cognito user pool decides */
    int managed_externally; /* its permission is the user's business */
} api_gateway_authorizer;

typedef struct api_gateway_cors { /* one event's `cors`, with defaults */
    slsc_node *origin;            /* a string; NULL when only `origins` is given */
    slsc_node *origins, *methods, *headers;
    int credentials;
    slsc_node *max_age, *cache_control;
} api_gateway_cors;

/* A node of the tree of paths. */
typedef struct api_gateway_resource {
    slsc_str path, part; /* users/{id}, {id} */
    slsc_str name;       /* UsersIdVar: what ids of its methods are made of */
    slsc_str id;         /* logical id */
    slsc_node *ref;      /* how others refer to it: {"Ref": id}, or an id made elsewhere */
    struct api_gateway_resource *parent, *first, *last, *next;
    struct api_gateway_resource *variable; /* the first below it that is a {parameter} */
    const slsc_node *place;                /* the event or setting that brought it up first */
    int exists; /* above a resource of `restApiResources`: made elsewhere, id unknown */
    int listed;
} api_gateway_resource;

typedef struct api_gateway_route {
    const slsc_function *function;
    slsc_node *event;      /* what stands behind `http:`, a map or "GET /users" */
    slsc_str method;       /* GET */
    slsc_str path;         /* users/{id}: without a slash at its ends; empty: the root */
    slsc_str type;         /* of the integration: AWS, AWS_PROXY, HTTP, HTTP_PROXY, MOCK */
    slsc_node *parameters; /* {"method.request.path.id": setting}; NULL without any */
    api_gateway_cors *cors;
    api_gateway_authorizer *authorizer;
    api_gateway_resource *resource; /* NULL: the root */
    slsc_str method_id;
} api_gateway_route;

typedef struct api_gateway {
    api_gateway_route *routes;
    size_t count, room;
    slsc_node *known;     /* "GET users/{id}" -> number of the route */
    slsc_node *functions; /* key -> number of the function */

    /* From here on set by run(): */
    slsc_node *provider, *settings; /* `provider`, `provider.apiGateway` */
    const slsc_node *place;         /* what the API itself comes from */
    slsc_node *rest_api, *root;     /* references to the API and to its root resource */
    api_gateway_resource *resources;
    slsc_node *methods; /* logical ids of all methods, in order */
    slsc_str deployment;
} api_gateway;

/* text.c: an option of provider.apiGateway; for a service pinned to framework 1 or 2 also where
 * those had it, directly below provider. Framework 3 takes no notice of it there. */
slsc_node *api_gateway_setting(const slsc_host *h, slsc_unit *u, const api_gateway *api,
                               const char *key);

/* routes.c: what the events say, checked and in normal form. */
slsc_status api_gateway_collect(const slsc_host *, slsc_unit *, void *state, const slsc_event *);

/* authorizers.c */
slsc_status api_gateway_read_authorizer(const slsc_host *, slsc_unit *, api_gateway *,
                                        api_gateway_route *);
void api_gateway_add_authorizers(const slsc_host *, slsc_unit *, const api_gateway *);

/* cors.c */
void api_gateway_read_cors(const slsc_host *, slsc_unit *, api_gateway_route *);
void api_gateway_add_cors(const slsc_host *, slsc_unit *, const api_gateway *);

slsc_status api_gateway_check_external(const slsc_host *, slsc_unit *, const api_gateway *);
/* In the order in which they add to the template. */
slsc_status api_gateway_add_rest_api(const slsc_host *, slsc_unit *, api_gateway *);
slsc_status api_gateway_add_resources(const slsc_host *, slsc_unit *, api_gateway *);
void api_gateway_add_methods(const slsc_host *, slsc_unit *, const api_gateway *);
void api_gateway_add_models(const slsc_host *, slsc_unit *, const api_gateway *);
void api_gateway_add_deployment(const slsc_host *, slsc_unit *, api_gateway *);
slsc_status api_gateway_add_keys(const slsc_host *, slsc_unit *, const api_gateway *);
void api_gateway_add_permissions(const slsc_host *, slsc_unit *, const api_gateway *);
void api_gateway_add_log_group(const slsc_host *, slsc_unit *, const api_gateway *);

/* integrations.c, responses.c: parts of a method. */
slsc_node *api_gateway_integration(const slsc_host *, slsc_unit *, const api_gateway *,
                                   const api_gateway_route *);
slsc_node *api_gateway_integration_responses(const slsc_host *, slsc_unit *,
                                             const api_gateway_route *);
slsc_node *api_gateway_method_responses(const slsc_host *, slsc_unit *, const api_gateway_route *);
slsc_node *api_gateway_lambda_uri(const slsc_host *, slsc_unit *, slsc_node *lambda, slsc_str alias,
                                  int streaming, const slsc_node *from);

/* text.c */
/* The reference's normal form of an option's value: upper case, the first `-` an underscore. */
slsc_str api_gateway_constant(const slsc_host *, slsc_unit *, slsc_str);
/* Texts of a list, one after the other. */
slsc_str api_gateway_join(const slsc_host *, slsc_unit *, const slsc_node *list,
                          const char *between);
/* `text` with the first `word` in it replaced. */
slsc_str api_gateway_replace(const slsc_host *, slsc_unit *, slsc_str text, const char *word,
                             slsc_str with);

/* A template of this plugin, filled. */
static inline slsc_node *api_gateway_fill(const slsc_host *h, slsc_unit *u, const char *json,
                                          const slsc_hole *holes, const slsc_node *from)
{
    return h->fill(u, slsc_s(json), holes, from);
}

/* A map from text to a number, for finding things: kept outside the trees. */
static inline void api_gateway_remember(const slsc_host *h, slsc_unit *u, slsc_node *map,
                                        slsc_str key, size_t number)
{
    h->set(u, map, key, slsc_int(h, u, (int64_t)number, map));
}
static inline int api_gateway_recall(const slsc_host *h, slsc_unit *u, const slsc_node *map,
                                     slsc_str key, size_t *out)
{
    int64_t number;
    if (h->to_int(h->get(u, map, key), &number) != SLSC_OK) return 0;
    *out = (size_t)number;
    return 1;
}

#endif
