/* std.h: what the passes of the standard library share. Each pass has a file of its name; std.c
 * says in which order they run. */
#ifndef SLSC_STD_H
#define SLSC_STD_H

#include "slsc/plugin.h"
#include "slsc/sugar.h"

#include "std_data.h"

/* A template beside the passes: STD_JSON(log_group) is templates/log-group.json. */
#define STD_JSON(name) std_text(std_##name##_json, std_##name##_json_size)
static inline slsc_str std_text(const char *ptr, size_t len)
{
    slsc_str s;
    s.ptr = ptr;
    s.len = len;
    return s;
}

/* What passes leave for later ones of the same unit: maps, to find things by their names. */
typedef struct std_state {
    slsc_node *layer_keys; /* logical id of a layer -> its key; by std/layers */
    slsc_node *positions;  /* key of a function -> its position; by std/functions */
} std_state;

/* ---- Passes ---- */

slsc_status std_bucket(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_log_groups(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_layers(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_functions(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_versions(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_outputs(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_profile(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_resources(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_extensions(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_nulls(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_instance_id(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_check_references(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_check_cycles(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_check_limits(const slsc_host *h, slsc_unit *u, void *state);
slsc_status std_check_properties(const slsc_host *h, slsc_unit *u, void *state);

extern const slsc_schema *const std_schemas[]; /* schemas.c */

/* ---- The configuration ---- */

slsc_node *std_provider(const slsc_host *h, slsc_unit *u);
/* What the function says of `key`, else what the provider says; null, 0 and "" say nothing. */
slsc_node *std_option(const slsc_host *h, slsc_unit *u, const slsc_function *f, const char *key);
/* The condition under which the function exists, with all that belongs to it; or NULL. */
slsc_node *std_condition(const slsc_host *h, slsc_unit *u, const slsc_function *f);
/* Members of both maps, those of `second` winning; NULL when neither is there. */
slsc_node *std_joined(const slsc_host *h, slsc_unit *u, slsc_node *first, slsc_node *second,
                      const slsc_node *from);
/* {a: b} as [{Key: a, Value: b}]; NULL of NULL. */
slsc_node *std_tag_list(const slsc_host *h, slsc_unit *u, const slsc_node *tags);
/* Where artifacts lie: a Ref of our bucket, or the name of the user's. */
slsc_node *std_bucket_name(const slsc_host *h, slsc_unit *u, const slsc_node *from);

/* ---- Functions ---- */

/* Whether a version of the function is published: asked for, or needed by its alias. */
int std_is_versioned(const slsc_host *h, slsc_unit *u, const slsc_function *f);
/* What a version's logical id ends with: a hash of code and configuration. */
slsc_str std_version_hash(const slsc_host *h, slsc_unit *u, const std_state *state,
                          const slsc_function *f, const slsc_node *properties,
                          slsc_str code_digest);
/* Reports what does not go together in one function. */
slsc_status std_check_function(const slsc_host *h, slsc_unit *u, const slsc_function *f);

/* Its container image: a URI with a digest, and what it overrides. */
typedef struct std_image {
    slsc_node *uri; /* NULL: the function has a handler instead */
    slsc_node *command, *entry_point, *working_directory;
} std_image;
slsc_status std_image_of(const slsc_host *h, slsc_unit *u, const slsc_function *f, std_image *out);

/* What follows a function, or its version: function URL, asynchronous invocation. */
slsc_status std_function_url(const slsc_host *h, slsc_unit *u, const slsc_function *f);
slsc_status std_event_invoke(const slsc_host *h, slsc_unit *u, const std_state *state,
                             const slsc_function *f);

/* ---- The template ---- */

/* least_size.c: characters of a text, and of a value as JSON without white space, at least. */
size_t std_least_text(const slsc_host *h, slsc_unit *u, const slsc_node *node);
size_t std_least_json(const slsc_host *h, slsc_unit *u, const slsc_node *node);

/* ---- Text ---- */

/* The order of keys that ICU's root collation gives: case decides last, `a` before `A`. */
int std_collate(slsc_str a, slsc_str b);

/* What ${sls:instanceId} is, and the id of the API's deployment, until std/instance-id. */
#define STD_INSTANCE_ID "SlscInstanceId"
/* Where that stands in a text; NULL: nowhere. */
const char *std_find_instance_id(slsc_str text);

/* ---- Trees ---- */

/* `source` merged into `target`: maps recursively, lists index by index, anything else replaces.
 * Returns what stands for `target` then: itself, or a new node. */
slsc_node *std_merge(const slsc_host *h, slsc_unit *u, slsc_node *target, slsc_node *source);

#endif
