/* claims.c: what in a configuration calls for a plugin. A claim is a path of keys, `*` for any one
 * step: "provider.httpApi", "functions.*.events.*.http". With `:typescript` behind it the value
 * must be a handler whose file Node could not run, but is there as TypeScript.
 *
 * All claims together are a tree of steps, and the configuration is walked once along it: twenty
 * kinds of events cost one look at each event. A list item that is the plain string `alexaSkill`
 * is there as well as one that is a map with that key. */
#include "middle/loaded.h"

typedef struct claim_step claim_step;
typedef struct claim_end { /* a claim that ends at a step */
    size_t plugin;         /* its place in slsc_shipped_plugins */
    bool typescript;       /* `:typescript` */
    struct claim_end *next;
} claim_end;
struct claim_step {
    const slsc_key *key; /* of the tree's keys; `*` like any other */
    claim_step *first, *next;
    claim_end *ends;
};

typedef struct claim_walk {
    slsc_unit *unit;
    const slsc_key *any; /* `*` */
    const slsc_node **at;
} claim_walk;

/* ---- The tree of steps ---- */

static claim_step *child(slsc_unit *unit, claim_step *parent, const slsc_key *key)
{
    for (claim_step *step = parent->first; step; step = step->next)
        if (step->key == key) return step;
    claim_step *step = SLSC_NEW(unit->arena, claim_step);
    step->key = key;
    step->next = parent->first;
    parent->first = step;
    return step;
}

static void add_claim(slsc_unit *unit, claim_step *step, slsc_str claim, size_t plugin)
{
    const slsc_str kind = SLSC_STR(":typescript");
    const bool typescript = slsc_str_ends(claim, kind);
    if (typescript) claim.len -= kind.len;
    for (size_t dot = 0; dot != SIZE_MAX;) {
        dot = slsc_str_find_char(claim, '.');
        step = child(unit, step, slsc_keys_intern(unit->keys, slsc_str_sub(claim, 0, dot)));
        if (dot != SIZE_MAX) claim = slsc_str_sub(claim, dot + 1, claim.len);
    }
    claim_end *end = SLSC_NEW(unit->arena, claim_end);
    end->plugin = plugin;
    end->typescript = typescript;
    end->next = step->ends;
    step->ends = end;
}

/* ---- The walk: as deep as the longest claim ---- */

static bool has_file(const claim_walk *walk, slsc_str base, const char *extension)
{
    slsc_arena *arena = walk->unit->arena;
    const slsc_str path = slsc_strf(arena, "%.*s%s", SLSC_FMT(base), extension);
    return slsc_fs_stat(slsc_path_join(arena, walk->unit->folder, path).ptr).kind == SLSC_FS_FILE;
}

static bool is_typescript(const claim_walk *walk, const slsc_node *handler)
{
    if (slsc_node_kind(handler) != SLSC_STRING) return false;
    slsc_str base = handler->as.string;
    while (base.len && base.ptr[base.len - 1] != '.' && base.ptr[base.len - 1] != '/') base.len--;
    if (base.len < 2 || base.ptr[base.len - 1] != '.') return false;
    base.len--;
    if (!has_file(walk, base, ".ts") && !has_file(walk, base, ".tsx")) return false;
    return !has_file(walk, base, ".js") && !has_file(walk, base, ".mjs") &&
           !has_file(walk, base, ".cjs");
}

static void reach(const claim_walk *walk, const claim_step *step, const slsc_node *node)
{
    for (const claim_end *end = step->ends; end; end = end->next)
        if (!walk->at[end->plugin] && (!end->typescript || is_typescript(walk, node)))
            walk->at[end->plugin] = node;
}

static void follow(const claim_walk *walk, const claim_step *parent, const slsc_node *node)
{
    const size_t count = slsc_node_count(node);
    const bool map = slsc_node_kind(node) == SLSC_MAP;
    for (const claim_step *step = parent->first; step; step = step->next) {
        if (slsc_node_kind(node) == SLSC_STRING && slsc_str_eq(node->as.string, step->key->text))
            reach(walk, step, node);
        for (size_t i = 0; i < count; i++) {
            if (step->key != walk->any && (!map || node->as.map.members[i].key != step->key))
                continue;
            const slsc_node *value = slsc_node_at(node, i);
            reach(walk, step, value);
            follow(walk, step, value);
        }
    }
}

void slsc_loader_claims(slsc_unit *unit, const slsc_node **at)
{
    const slsc_node *config = unit->roots[SLSC_CONFIG];
    const slsc_node *functions = slsc_node_getz(unit, config, "functions");
    const claim_walk walk = { unit, slsc_keys_intern(unit->keys, SLSC_STR("*")), at };
    claim_step root = { NULL, NULL, NULL, NULL };
    for (size_t i = 0; slsc_shipped_plugins[i].name; i++) {
        const char *const *claims = slsc_shipped_plugins[i].claims;
        for (; claims && *claims; claims++) add_claim(unit, &root, slsc_str_z(*claims), i);
    }
    follow(&walk, &root, config);
    /* A list of maps is one map that was written in pieces; they are not merged yet. */
    if (slsc_node_kind(functions) != SLSC_LIST) return;
    const claim_step *step =
        child(unit, &root, slsc_keys_intern(unit->keys, SLSC_STR("functions")));
    for (size_t i = 0; i < slsc_node_count(functions); i++)
        follow(&walk, step, slsc_node_at(functions, i));
}
