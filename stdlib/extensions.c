/* extensions.c: `resources.extensions.ID` changes a resource that is there, ours or the user's:
 *
 *     Properties, Metadata      each member named replaces the one of that name, whole
 *     DependsOn                 is added to
 *     Condition, ...Policy      replace
 *
 * A null replaces too, and std/nulls takes it away: that is how a property is removed. */
#include "std.h"

static void assign(const slsc_host *h, slsc_unit *u, slsc_node *resource, const char *name,
                   slsc_node *members)
{
    slsc_node *map = slsc_get(h, u, resource, name);
    if (!slsc_is_map(h, u, map)) {
        map = slsc_map(h, u, members);
        slsc_set(h, u, resource, name, map);
    }
    for (size_t i = 0; i < h->count(members); i++)
        h->set(u, map, h->key(members, i), h->at(members, i));
}

static void append_all(const slsc_host *h, slsc_unit *u, slsc_node *list, slsc_node *more)
{
    if (slsc_is_string(h, u, more)) h->append(u, list, more);
    for (size_t i = 0; i < h->count(more); i++) h->append(u, list, h->at(more, i));
}

static slsc_status extend(const slsc_host *h, slsc_unit *u, slsc_node *resource, slsc_str key,
                          slsc_node *value)
{
    static const char *const replaced[] = { "Condition",    "CreationPolicy",      "DeletionPolicy",
                                            "UpdatePolicy", "UpdateReplacePolicy", NULL };
    if (slsc_is(key, "Properties") || slsc_is(key, "Metadata")) {
        assign(h, u, resource, slsc_is(key, "Metadata") ? "Metadata" : "Properties", value);
        return SLSC_OK;
    }
    if (slsc_is(key, "DependsOn")) {
        slsc_node *list = slsc_list(h, u, value);
        append_all(h, u, list, slsc_get(h, u, resource, "DependsOn"));
        append_all(h, u, list, value);
        return slsc_set(h, u, resource, "DependsOn", list);
    }
    for (size_t i = 0; replaced[i]; i++)
        if (slsc_is(key, replaced[i])) return h->set(u, resource, key, value);
    return slsc_error_at(h, u, value, "resources/bad-extension",
                         "`%.*s` of a resource cannot be extended", SLSC_ARG(key));
}

slsc_status std_extensions(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *given = slsc_at_path(h, u, h->root(u, SLSC_CONFIG), "resources.extensions");
    slsc_status status = SLSC_OK;
    (void)state;
    for (size_t i = 0; i < h->count(given); i++) {
        slsc_node *extension = h->at(given, i), *resource = slsc_resource(h, u, h->key(given, i));
        if (!resource && h->count(extension))
            status =
                slsc_error_at(h, u, extension, "resources/unknown-extension",
                              "there is no resource `%.*s` to extend", SLSC_ARG(h->key(given, i)));
        for (size_t j = 0; resource && j < h->count(extension); j++)
            if (extend(h, u, resource, h->key(extension, j), h->at(extension, j)) != SLSC_OK)
                status = SLSC_FAIL;
    }
    return status;
}
