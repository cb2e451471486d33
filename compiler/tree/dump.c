/* dump.c: a tree as lines for eyes and tests: key, kind, value, place, maker.
 *
 *     map serverless.yml:1:1 source
 *       service: string "hello" serverless.yml:1:10 source
 *
 * What comes from the environment, from ssm or a parameter is not shown. */
#include "tree/number.h"
#include "tree/print.h"

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

static void hash_text(slsc_sb *out, slsc_str text)
{
    char *size = slsc_sb_reserve(out, 8);
    for (unsigned i = 0; i < 8; i++) size[i] = (char)((uint64_t)text.len >> (8 * i));
    slsc_sb_add(out, text);
}

static void hash_at(slsc_unit *unit, const slsc_node *node, unsigned depth, slsc_sb *out)
{
    char kind = (char)slsc_node_kind(node), digits[SLSC_NUMBER_SIZE];
    size_t count = slsc_node_count(node);
    slsc_sb_char(out, kind);
    if (kind < SLSC_LIST) {
        if (kind > SLSC_NULL) hash_text(out, slsc_node_text(unit, node));
        return;
    }
    hash_text(out, (slsc_str) { digits, slsc_number_format((double)count, digits) });
    if (depth >= SLSC_LIMIT_HEIGHT) return;
    for (size_t i = 0; i < count; i++) {
        if (kind == SLSC_MAP) hash_text(out, slsc_node_key(node, i));
        hash_at(unit, slsc_node_at(node, i), depth + 1, out);
    }
}

slsc_hash128 slsc_print_hash(slsc_unit *unit, const slsc_node *node)
{
    slsc_sb *hashed = &unit->hashed;
    if (hashed->arena == NULL) *hashed = slsc_sb_new(unit->arena, 0);
    hashed->len = 0;
    hash_at(unit, node, 0, hashed);
    return slsc_hash128_of(slsc_sb_str(hashed));
}
