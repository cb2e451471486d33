/* Any bytes as JSON: what is read obeys the laws of trees and survives print and read; what is not
 * JSON is told at a place, in every format. */
#include "diag/render.h"
#include "tree/json.h"
#include "tree/print.h"
#include "tree/verify.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static slsc_str print(slsc_unit *unit, const slsc_node *node, unsigned indent)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_print_json(node, indent, &out);
    return slsc_sb_str(&out);
}

static slsc_node *read(slsc_unit *unit, slsc_str text)
{
    return slsc_json_parse(unit, slsc_sources_add(unit->sources, SLSC_STR("f"), text));
}

/* Read again, the text is the same; so is the value. */
static void check_tree(slsc_unit *unit, slsc_node *node)
{
    slsc_str text = print(unit, node, 0), why;
    slsc_node *again = read(unit, print(unit, node, 2)), *copy = slsc_node_copy(unit, node, node);
    if (!slsc_verify(unit, node, &why) || !slsc_verify(unit, copy, &why)) abort();
    if (again == NULL || !slsc_node_equal(node, again) || !slsc_node_equal(node, copy)) abort();
    if (!slsc_str_eq(text, print(unit, again, 0))) abort();
    if (slsc_print_hash(unit, node).low != slsc_print_hash(unit, again).low) abort();
    if (!slsc_unit_ok(unit)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    slsc_settings settings = { 0 };
    slsc_unit *unit = slsc_unit_new(&settings);
    slsc_node *node = read(unit, (slsc_str) { (const char *)data, size });
    if (node != NULL) {
        check_tree(unit, node);
    } else {
        slsc_sb out = slsc_sb_new(unit->arena, 0);
        if (slsc_unit_ok(unit)) abort();
        for (slsc_diag_format format = SLSC_DIAG_TEXT; format <= SLSC_DIAG_GITHUB; format++)
            slsc_diags_render(unit->diags, format, false, &out);
        if (slsc_str_valid_utf8(slsc_sb_str(&out)) != out.len) abort();
    }
    slsc_unit_free(unit);
    return 0;
}
