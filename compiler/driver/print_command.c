/* print_command.c: `slsc print`: the configuration as the compiler sees it: variables replaced,
 * defaults filled in, values converted to the types of the schema. Values of secrets are printed
 * too: that is what the command is for. */
#include "driver/compile.h"

#include "front/yaml/print.h"
#include "tree/print.h"

/* The node at --path; NULL, reported, where there is none. */
static const slsc_node *find(slsc_unit *unit, slsc_str path)
{
    const slsc_node *config = unit->roots[SLSC_CONFIG];
    const slsc_node *node =
        path.len ? slsc_node_path(unit, config, slsc_str_cstr(unit->arena, path)) : config;
    if (!node)
        slsc_errorf(unit, NULL, "print/no-such-path", "the configuration has no `%.*s`",
                    SLSC_FMT(path));
    return node;
}

/* The names of a map's members, the positions in a list; NULL, reported, of anything else. */
static const slsc_node *keys_of(slsc_unit *unit, const slsc_node *node)
{
    const bool list = slsc_node_kind(node) == SLSC_LIST;
    if (!list && slsc_node_kind(node) != SLSC_MAP) {
        slsc_errorf(unit, node, "print/no-keys", "only a map or a list has keys to print");
        return NULL;
    }
    slsc_node *keys = slsc_node_new(unit, SLSC_LIST, node);
    for (size_t i = 0, n = slsc_node_count(node); i < n; i++) {
        const slsc_str name = list ? slsc_strf(unit->arena, "%zu", i) : slsc_node_key(node, i);
        slsc_node_append(unit, keys, slsc_node_string(unit, name, slsc_node_at(node, i)));
    }
    return keys;
}

/* As ECMAScript joins the items of a list: a line each, null is nothing. */
static void add_lines(slsc_unit *unit, const slsc_node *list, slsc_sb *out)
{
    for (size_t i = 0, n = slsc_node_count(list); i < n; i++) {
        const slsc_node *item = slsc_node_at(list, i);
        if (i) slsc_sb_char(out, '\n');
        if (slsc_node_kind(item) != SLSC_NULL) slsc_sb_add(out, slsc_node_text(unit, item));
    }
}

static bool is_flat(const slsc_node *node)
{
    const slsc_kind kind = slsc_node_kind(node);
    if (kind != SLSC_LIST) return kind != SLSC_MAP;
    for (size_t i = 0, n = slsc_node_count(node); i < n; i++) {
        const slsc_kind item = slsc_node_kind(slsc_node_at(node, i));
        if (item == SLSC_LIST || item == SLSC_MAP) return false;
    }
    return true;
}

static slsc_status add_text(slsc_unit *unit, const slsc_node *node, slsc_sb *out)
{
    if (!is_flat(node))
        return slsc_errorf(unit, node, "print/not-flat",
                           "only single values and lists of these can be printed as text");
    if (slsc_node_kind(node) == SLSC_LIST)
        add_lines(unit, node, out);
    else
        slsc_sb_add(out, slsc_node_text(unit, node));
    return SLSC_OK;
}

static slsc_status add_formatted(slsc_unit *unit, slsc_str format, const slsc_node *node,
                                 slsc_sb *out)
{
    slsc_status status = SLSC_OK;
    if (slsc_str_is(format, "text"))
        status = add_text(unit, node, out);
    else if (slsc_str_is(format, "json"))
        slsc_print_json(node, 2, out);
    else
        slsc_yaml_print(unit, node, out);
    if (!slsc_str_ends(slsc_sb_str(out), SLSC_STR("\n"))) slsc_sb_char(out, '\n');
    return status;
}

int slsc_print_command(const slsc_invocation *invocation)
{
    slsc_unit *unit = slsc_compile_unit(invocation);
    if (slsc_compile_run(unit, "validate") == SLSC_OK) {
        slsc_sb out = slsc_sb_new(unit->arena, 0);
        const slsc_node *node = find(unit, invocation->path);
        if (node && invocation->transform.len) node = keys_of(unit, node);
        if (node && add_formatted(unit, invocation->print_format, node, &out) == SLSC_OK)
            slsc_compile_print(unit, slsc_sb_str(&out));
    }
    return slsc_compile_end(unit, invocation);
}
