/* canonical.c: one text for all ways of writing a property that mean the same to AWS.
 *
 * Keys are sorted, and so are lists whose order AWS does not keep. Of policies the ids of
 * statements, the case of actions, the order of everything, and whether a single value stands in a
 * list, count not. */
#include "back/plan/changes.h"

#include "tree/print.h"

#include <ctype.h>
#include <stdlib.h>

typedef struct walk {
    slsc_unit *unit;
    const slsc_cfn_type *type;
    slsc_sb pointer; /* below the properties */
} walk;

static slsc_str text_of(walk *w, const slsc_node *value);

static int by_text(const void *a, const void *b)
{
    return slsc_str_cmp(*(const slsc_str *)a, *(const slsc_str *)b);
}

/* Puts texts between brackets; sorted, a text that is there twice counts once where `unique`. */
static slsc_str enclose(slsc_unit *unit, slsc_str *items, size_t n, const char *brackets,
                        bool sorted, bool unique)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    if (sorted && n) qsort(items, n, sizeof *items, by_text);
    slsc_sb_char(&out, brackets[0]);
    for (size_t i = 0; i < n; i++) {
        if (unique && i && slsc_str_eq(items[i], items[i - 1])) continue;
        slsc_sb_add(&out, items[i]);
        slsc_sb_char(&out, ',');
    }
    slsc_sb_char(&out, brackets[1]);
    return slsc_sb_str(&out);
}

static slsc_str member(slsc_unit *unit, slsc_str key, slsc_str text)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_print_json_string(&out, key);
    slsc_sb_char(&out, ':');
    slsc_sb_add(&out, text);
    return slsc_sb_str(&out);
}

static slsc_str scalar(slsc_unit *unit, const slsc_node *value)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_print_json_string(&out, slsc_node_text(unit, value));
    return slsc_sb_str(&out);
}

/* ---- Policies ---- */

static slsc_str lower(slsc_unit *unit, slsc_str text)
{
    char *copy = slsc_arena_alloc(unit->arena, text.len + 1, 1);
    for (size_t i = 0; i < text.len; i++) copy[i] = (char)tolower((unsigned char)text.ptr[i]);
    return (slsc_str) { copy, text.len };
}

/* A value or a list of them, in any order, in maps at any depth: principals and conditions. */
static slsc_str set_of(walk *w, const slsc_node *value, bool any_case)
{
    const bool list = slsc_node_kind(value) == SLSC_LIST;
    const bool map = slsc_node_kind(value) == SLSC_MAP && !slsc_is_opaque(value);
    const size_t n = list || map ? slsc_node_count(value) : 1;
    slsc_str *items = SLSC_NEW_ARRAY(w->unit->arena, slsc_str, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (map) {
            items[i] = member(w->unit, slsc_node_key(value, i),
                              set_of(w, slsc_node_at(value, i), any_case));
        } else {
            items[i] = text_of(w, list ? slsc_node_at(value, i) : value);
            if (any_case) items[i] = lower(w->unit, items[i]);
        }
    }
    return enclose(w->unit, items, n, map ? "{}" : "[]", true, true);
}

/* {"AWS": "*"} is anyone, as "*" is. */
static const slsc_node *principal(walk *w, const slsc_node *value)
{
    const slsc_node *aws =
        slsc_node_count(value) == 1 ? slsc_node_getz(w->unit, value, "AWS") : NULL;
    return slsc_node_is_text(aws, "*") ? aws : value;
}

static slsc_str statement(walk *w, const slsc_node *value)
{
    const size_t n = slsc_node_count(value);
    slsc_str *items = SLSC_NEW_ARRAY(w->unit->arena, slsc_str, n + 1);
    size_t count = 0;
    if (slsc_node_kind(value) != SLSC_MAP || slsc_is_opaque(value)) return text_of(w, value);
    for (size_t i = 0; i < n; i++) {
        const slsc_str key = slsc_node_key(value, i);
        const bool action = slsc_str_ends(key, SLSC_STR("Action"));
        const bool who = slsc_str_ends(key, SLSC_STR("Principal"));
        const slsc_node *part = slsc_node_at(value, i);
        if (slsc_str_is(key, "Sid")) continue;
        items[count++] = member(w->unit, key, set_of(w, who ? principal(w, part) : part, action));
    }
    return enclose(w->unit, items, count, "{}", true, false);
}

static slsc_str statements(walk *w, const slsc_node *value)
{
    const bool list = slsc_node_kind(value) == SLSC_LIST;
    const size_t n = list ? slsc_node_count(value) : 1;
    slsc_str *items = SLSC_NEW_ARRAY(w->unit->arena, slsc_str, n + 1);
    for (size_t i = 0; i < n; i++) items[i] = statement(w, list ? slsc_node_at(value, i) : value);
    return enclose(w->unit, items, n, "[]", true, true);
}

/* ---- Everything else ---- */

/* Is the list at the pointer a set? The table knows it of properties, names tell it of parts. */
static bool is_set(const walk *w)
{
    static const char *const sets[] = {
        "/ManagedPolicyArns",  "/SecurityGroupIds", "/SecurityGroups",
        "/SubnetIds",          "/Subnets",          "/Tags",
        "/VpcSecurityGroupIds"
    };
    const slsc_str pointer = slsc_sb_str(&w->pointer);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (slsc_str_ends(pointer, slsc_str_z(sets[i]))) return true;
    return slsc_cfn_rule_at(w->type, pointer).unordered;
}

static slsc_str list(walk *w, const slsc_node *value)
{
    const size_t n = slsc_node_count(value), length = w->pointer.len;
    slsc_str *items = SLSC_NEW_ARRAY(w->unit->arena, slsc_str, n + 1);
    for (size_t i = 0; i < n; i++) {
        slsc_sb_addf(&w->pointer, "/%zu", i);
        items[i] = text_of(w, slsc_node_at(value, i));
        w->pointer.len = length;
    }
    return enclose(w->unit, items, n, "[]", is_set(w), false);
}

static slsc_str map(walk *w, const slsc_node *value)
{
    const size_t n = slsc_node_count(value), length = w->pointer.len;
    const bool opaque = slsc_is_opaque(value);
    slsc_str *items = SLSC_NEW_ARRAY(w->unit->arena, slsc_str, n + 1);
    for (size_t i = 0; i < n; i++) {
        const slsc_str key = slsc_node_key(value, i);
        const slsc_node *part = slsc_node_at(value, i);
        const bool policy = !opaque && slsc_str_is(key, "Statement");
        slsc_sb_char(&w->pointer, '/');
        slsc_sb_add(&w->pointer, key);
        items[i] = member(w->unit, key, policy ? statements(w, part) : text_of(w, part));
        w->pointer.len = length;
    }
    return enclose(w->unit, items, n, "{}", true, false);
}

static slsc_str text_of(walk *w, const slsc_node *value)
{
    if (slsc_is_scalar(value)) return scalar(w->unit, value);
    if (slsc_node_kind(value) == SLSC_LIST) return list(w, value);
    return map(w, value);
}

bool slsc_properties_alike(slsc_unit *unit, const slsc_cfn_type *type, slsc_str name,
                           const slsc_node *before, const slsc_node *after)
{
    if (!before || !after) return false;
    walk w = { unit, type, slsc_sb_new(unit->arena, 0) };
    slsc_sb_char(&w.pointer, '/');
    slsc_sb_add(&w.pointer, name);
    const slsc_str one = text_of(&w, before);
    return slsc_str_eq(one, text_of(&w, after));
}
