/* fill.c: JSON templates with holes, the way resources are written.
 *
 * A template is parsed once a unit, known again by the address of its text and its hash. Filling
 * copies it: a string that is exactly
 * "@name" becomes the value bound to the name; a hole bound to NULL takes its member away, and a
 * map or list left empty by that goes too, as far up as that goes. What is empty in the template
 * itself stays. "@name!" must be bound; "@@name" is the text "@name". */
#include "middle/loaded.h"

#include "base/hash.h"
#include "tree/json.h"

struct slsc_template {
    const char *text; /* its address, not to be read: a plugin may have made it where it likes */
    size_t len;
    uint64_t hash;
    slsc_node *root; /* NULL: not JSON */
};

typedef struct filling { /* one call of fill() */
    slsc_unit *unit;
    const slsc_hole *holes;
    const slsc_node *from;
} filling;

/* ---- Templates of the unit: a table by hash, doubled when it is half full ---- */

static struct slsc_template *slot(const slsc_loaded *loaded, const struct slsc_template *wanted)
{
    struct slsc_template *const table = loaded->templates;
    size_t i = (size_t)wanted->hash & (loaded->template_size - 1);
    while (table[i].text && (table[i].text != wanted->text || table[i].len != wanted->len ||
                             table[i].hash != wanted->hash))
        i = (i + 1) & (loaded->template_size - 1);
    return &table[i];
}

static void make_room(slsc_unit *unit, slsc_loaded *loaded)
{
    const struct slsc_template *old = loaded->templates;
    const size_t old_size = loaded->template_size;
    if (2 * loaded->template_count < old_size) return;
    loaded->template_size = old_size ? 2 * old_size : 64;
    loaded->templates = SLSC_NEW_ARRAY(unit->arena, struct slsc_template, loaded->template_size);
    for (size_t i = 0; i < old_size; i++)
        if (old[i].text) *slot(loaded, &old[i]) = old[i];
}

static const slsc_node *parsed(slsc_unit *unit, slsc_str text, const slsc_node *from)
{
    slsc_loaded *loaded = slsc_loaded_of(unit);
    struct slsc_template wanted = { text.ptr, text.len, slsc_hash(text), NULL };
    make_room(unit, loaded);
    struct slsc_template *template = slot(loaded, &wanted);
    if (template->text) return template->root;
    slsc_str why = SLSC_STR("");
    wanted.root = slsc_json_parse_text(unit, text, from, &why);
    if (!wanted.root)
        slsc_host_misuse(unit, from, "plugin/misuse",
                         slsc_strf(unit->arena, "a template is not JSON: %.*s", SLSC_FMT(why)));
    *template = wanted;
    loaded->template_count++;
    return wanted.root;
}

/* ---- Filling ---- */

static slsc_node *fill_node(const filling *fill, const slsc_node *node);

static slsc_node *bound(const filling *fill, slsc_str name)
{
    const bool must = name.len && name.ptr[name.len - 1] == '!';
    if (must) name.len--;
    for (const slsc_hole *hole = fill->holes; hole && hole->name; hole++) {
        if (!slsc_str_is(name, hole->name)) continue;
        if (!hole->value && must) break;
        return hole->value ? slsc_host_detached(fill->unit, NULL, hole->value) : NULL;
    }
    slsc_host_misuse(
        fill->unit, fill->from, "plugin/unbound-hole",
        slsc_strf(fill->unit->arena, "hole `@%.*s` of a template is not bound", SLSC_FMT(name)));
    return NULL;
}

/* The template stays as long as the unit: its texts are not copied. */
static slsc_node *literal(const filling *fill, slsc_str text)
{
    slsc_node *node = slsc_node_new(fill->unit, SLSC_STRING, fill->from);
    if (node->kind == SLSC_STRING) node->as.string = text;
    return node;
}

static slsc_node *fill_string(const filling *fill, const slsc_node *node)
{
    const slsc_str text = node->as.string;
    if (!text.len || text.ptr[0] != '@') return literal(fill, text);
    const slsc_str name = slsc_str_sub(text, 1, text.len);
    if (name.len && name.ptr[0] == '@') return literal(fill, name);
    return bound(fill, name);
}

static slsc_node *fill_map(const filling *fill, const slsc_node *node)
{
    slsc_node *map = slsc_node_new(fill->unit, SLSC_MAP, fill->from);
    const size_t count = slsc_node_count(node);
    slsc_node_reserve(fill->unit, map, count);
    for (size_t i = 0; i < count; i++) {
        const slsc_member *member = &node->as.map.members[i];
        slsc_node *value = fill_node(fill, member->value);
        if (value) slsc_node_set_at(fill->unit, map, member->key, (slsc_place) { 0, 0, 0 }, value);
    }
    return count && !slsc_node_count(map) ? NULL : map;
}

static slsc_node *fill_list(const filling *fill, const slsc_node *node)
{
    slsc_node *list = slsc_node_new(fill->unit, SLSC_LIST, fill->from);
    const size_t count = slsc_node_count(node);
    slsc_node_reserve(fill->unit, list, count);
    for (size_t i = 0; i < count; i++) {
        slsc_node *value = fill_node(fill, slsc_node_at(node, i));
        if (value) slsc_node_append(fill->unit, list, value);
    }
    return count && !slsc_node_count(list) ? NULL : list;
}

/* NULL: nothing was left of it. As deep as the template, which the parser limits. */
static slsc_node *fill_node(const filling *fill, const slsc_node *node)
{
    switch (slsc_node_kind(node)) {
    case SLSC_STRING: return fill_string(fill, node);
    case SLSC_MAP: return fill_map(fill, node);
    case SLSC_LIST: return fill_list(fill, node);
    case SLSC_BOOL: return slsc_node_bool(fill->unit, node->as.boolean, fill->from);
    case SLSC_INT: return slsc_node_number(fill->unit, (double)node->as.integer, fill->from);
    case SLSC_FLOAT: return slsc_node_number(fill->unit, node->as.number, fill->from);
    default: return slsc_node_new(fill->unit, SLSC_NULL, fill->from);
    }
}

slsc_node *slsc_host_fill(slsc_unit *unit, slsc_str json, const slsc_hole *holes,
                          const slsc_node *from)
{
    const filling fill = { unit, holes, slsc_host_origin(unit, from) };
    const slsc_node *template = parsed(unit, json, fill.from);
    if (!template) return NULL;
    slsc_node *root = fill_node(&fill, template);
    if (root) return root;
    return slsc_node_new(unit, slsc_node_kind(template) == SLSC_LIST ? SLSC_LIST : SLSC_MAP,
                         fill.from);
}
