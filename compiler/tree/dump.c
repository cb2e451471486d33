/* dump.c: a tree as lines for eyes and tests: key, kind, value, place, maker.
 *
 *     map serverless.yml:1:1 source
 *       service: string "hello" serverless.yml:1:10 source
 *
 * What comes from the environment, from ssm or a parameter is not shown. */
#include "tree/print.h"

#include <stdio.h>

static const char *const kinds[] = {
    "none", "null", "bool", "int", "float", "string", "list", "map"
};

static void add_place(slsc_unit *unit, slsc_place place, slsc_sb *out)
{
    slsc_span span;
    slsc_sources_locate(unit->sources, place, &span);
    if (span.line == 0)
        slsc_sb_addz(out, " -");
    else
        slsc_sb_addf(out, " %.*s:%u:%u", SLSC_FMT(span.file), (unsigned)span.line,
                     (unsigned)span.col);
}

static void dump_at(slsc_unit *unit, const slsc_node *node, unsigned depth, slsc_sb *out)
{
    slsc_kind kind = slsc_node_kind(node);
    slsc_sb_fill(out, ' ', (size_t)depth * 2);
    if (node != NULL && depth > 0 && node->parent != NULL) {
        const slsc_member *member = slsc_node_member(node);
        if (member != NULL)
            slsc_print_json_string(out, member->key->text);
        else
            slsc_sb_char(out, '-');
        slsc_sb_char(out, ' ');
    }
    slsc_sb_addz(out, kinds[kind]);
    if (node == NULL) {
        slsc_sb_char(out, '\n');
        return;
    }
    if (kind >= SLSC_BOOL && kind <= SLSC_STRING) {
        slsc_sb_char(out, ' ');
        if (node->secret)
            slsc_sb_addz(out, "(secret)");
        else
            slsc_print_json(node, 0, out);
    }
    add_place(unit, node->place, out);
    slsc_sb_addf(out, " %s\n",
                 node->maker < unit->maker_count ? unit->makers[node->maker] : "unknown");
    if (depth >= SLSC_LIMIT_HEIGHT) return;
    for (size_t i = 0; i < slsc_node_count(node); i++)
        dump_at(unit, slsc_node_at(node, i), depth + 1, out);
}

void slsc_print_dump(slsc_unit *unit, const slsc_node *node, slsc_sb *out)
{
    dump_at(unit, node, 0, out);
}

/* ---- The hash: kinds, lengths and bytes, so that no two values give the same stream ---- */

static void hash_text(slsc_hasher *hasher, slsc_str text)
{
    uint8_t size[8];
    for (unsigned i = 0; i < sizeof size; i++) size[i] = (uint8_t)((uint64_t)text.len >> (8 * i));
    slsc_hasher_add(hasher, (slsc_str) { (const char *)size, sizeof size });
    slsc_hasher_add(hasher, text);
}

static void hash_at(slsc_unit *unit, const slsc_node *node, unsigned depth, slsc_hasher *hasher)
{
    char kind = (char)slsc_node_kind(node);
    size_t count = slsc_node_count(node);
    slsc_hasher_add(hasher, (slsc_str) { &kind, 1 });
    if (kind < SLSC_LIST) {
        if (kind > SLSC_NULL) hash_text(hasher, slsc_node_text(unit, node));
        return;
    }
    char digits[24];
    hash_text(hasher, (slsc_str) { digits, (size_t)snprintf(digits, sizeof digits, "%zu", count) });
    if (depth >= SLSC_LIMIT_HEIGHT) return;
    for (size_t i = 0; i < count; i++) {
        if (kind == SLSC_MAP) hash_text(hasher, slsc_node_key(node, i));
        hash_at(unit, slsc_node_at(node, i), depth + 1, hasher);
    }
}

slsc_hash128 slsc_print_hash(slsc_unit *unit, const slsc_node *node)
{
    slsc_hasher *hasher = slsc_hasher_new(unit->arena);
    hash_at(unit, node, 0, hasher);
    return slsc_hasher_end(hasher);
}
