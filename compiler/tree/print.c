/* print.c: trees as text: JSON for files, the dump for eyes and tests, the hash for names. */
#include "tree/print.h"
#include "diag/escape.h"
#include "tree/number.h"

void slsc_print_json_string(slsc_sb *out, slsc_str text) { slsc_escape_json(out, text); }

static void break_line(slsc_sb *out, unsigned indent, unsigned depth)
{
    if (indent == 0) return;
    const size_t blanks = (size_t)indent * depth;
    char *place = slsc_sb_reserve(out, 1 + blanks);
    if (place == NULL) return;
    place[0] = '\n';
    memset(place + 1, ' ', blanks);
}

static void print_scalar(const slsc_node *node, slsc_sb *out)
{
    char digits[SLSC_NUMBER_SIZE];
    double number;
    if (slsc_node_to_number(node, &number) == SLSC_OK) {
        slsc_sb_add(out, (slsc_str) { digits, slsc_number_format(number, digits) });
        return;
    }
    switch (slsc_node_kind(node)) {
    case SLSC_STRING: slsc_escape_json(out, node->as.string); break;
    case SLSC_BOOL: slsc_sb_addz(out, node->as.boolean ? "true" : "false"); break;
    default: slsc_sb_addz(out, "null"); break;
    }
}

static void print_at(const slsc_node *node, unsigned indent, unsigned depth, slsc_sb *out)
{
    bool map = slsc_node_kind(node) == SLSC_MAP;
    size_t count = slsc_node_count(node);
    if ((!map && slsc_node_kind(node) != SLSC_LIST) || depth > SLSC_LIMIT_HEIGHT) {
        print_scalar(node, out);
        return;
    }
    slsc_sb_char(out, map ? '{' : '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0) slsc_sb_char(out, ',');
        break_line(out, indent, depth + 1);
        if (map) {
            slsc_escape_json(out, slsc_node_key(node, i));
            slsc_sb_addz(out, indent > 0 ? ": " : ":");
        }
        print_at(slsc_node_at(node, i), indent, depth + 1, out);
    }
    if (count > 0) break_line(out, indent, depth);
    slsc_sb_char(out, map ? '}' : ']');
}

void slsc_print_json(const slsc_node *node, unsigned indent, slsc_sb *out)
{
    print_at(node, indent, 0, out);
}
