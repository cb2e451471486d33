/* print.c: a tree as YAML: lists and maps. How a text is written is print_text.c's.
 *
 * People compare what slsc prints with what the reference prints, so every choice is made as its
 * writer makes it: a list below a key is indented, the first line of a map in a list stands behind
 * the dash, empty ones are `[]` and `{}`, and a very long key gets a `?`. */
#include "front/yaml/print.h"
#include "tree/number.h"

enum { LONG_KEY = 1024 };

typedef struct printer {
    slsc_unit *unit;
    slsc_sb *out;
} printer;

static void print_node(printer *p, const slsc_node *node, unsigned level, bool compact);

static void begin_line(printer *p, unsigned level)
{
    slsc_sb_char(p->out, '\n');
    slsc_sb_fill(p->out, ' ', (size_t)level * 2);
}

static bool is_block(const slsc_node *node)
{
    const slsc_kind kind = slsc_node_kind(node);
    return (kind == SLSC_LIST || kind == SLSC_MAP) && slsc_node_count(node) > 0;
}

static size_t count_characters(slsc_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return n;
}

static void print_member(printer *p, const slsc_node *map, size_t i, unsigned level)
{
    const slsc_node *value = slsc_node_at(map, i);
    slsc_sb key = slsc_sb_new(p->unit->arena, 0);
    slsc_yaml_print_text(p->unit->arena, slsc_node_key(map, i), level + 1, true, &key);
    const bool explicit_key = count_characters(slsc_sb_str(&key)) > LONG_KEY;
    if (explicit_key) slsc_sb_addz(p->out, "? ");
    slsc_sb_add(p->out, slsc_sb_str(&key));
    if (explicit_key) begin_line(p, level);
    slsc_sb_addz(p->out, is_block(value) && !explicit_key ? ":" : ": ");
    print_node(p, value, level + 1, explicit_key);
}

static void print_scalar(printer *p, const slsc_node *node, unsigned level)
{
    const slsc_str text = slsc_node_text(p->unit, node);
    switch (slsc_node_kind(node)) {
    case SLSC_STRING:
        slsc_yaml_print_text(p->unit->arena, node->as.string, level, false, p->out);
        break;
    case SLSC_LIST: slsc_sb_addz(p->out, "[]"); break;
    case SLSC_MAP: slsc_sb_addz(p->out, "{}"); break;
    case SLSC_BOOL:
    case SLSC_INT: slsc_sb_add(p->out, text); break;
    case SLSC_FLOAT: {
        /* A fraction needs a dot before its exponent to be read back as a number. */
        const size_t e = slsc_str_find_char(text, 'e');
        const bool dotless = e != SIZE_MAX && slsc_str_find_char(text, '.') == SIZE_MAX;
        const bool fraction = dotless && text.ptr[e + 1] == '-';
        slsc_sb_add(p->out, slsc_str_sub(text, 0, e));
        if (fraction) slsc_sb_char(p->out, '.');
        if (e != SIZE_MAX) slsc_sb_add(p->out, slsc_str_sub(text, e, SIZE_MAX));
        break;
    }
    default: slsc_sb_addz(p->out, "null"); break;
    }
}

/* `compact`: the first line stands where the printer is. */
static void print_node(printer *p, const slsc_node *node, unsigned level, bool compact)
{
    if (!is_block(node)) {
        print_scalar(p, node, level);
        return;
    }
    for (size_t i = 0, n = slsc_node_count(node); i < n; i++) {
        if (!compact || i > 0) begin_line(p, level);
        if (slsc_node_kind(node) == SLSC_MAP) {
            print_member(p, node, i, level);
        } else {
            slsc_sb_addz(p->out, "- ");
            print_node(p, slsc_node_at(node, i), level + 1, true);
        }
    }
}

void slsc_yaml_print(slsc_unit *unit, const slsc_node *node, slsc_sb *out)
{
    printer p = { unit, out };
    print_node(&p, node, 0, true);
    slsc_sb_char(out, '\n');
}
