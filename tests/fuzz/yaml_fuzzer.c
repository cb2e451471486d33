/* Any bytes as YAML: what is read obeys the laws of trees, lies within its source, and as JSON is
 * YAML again with the same value; what is refused is told at a place, in every format. */
#include "diag/render.h"
#include "front/yaml/yaml.h"
#include "tree/print.h"
#include "tree/verify.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static slsc_node *read(slsc_unit *unit, slsc_str text)
{
    return slsc_yaml_parse(unit, slsc_sources_add(unit->sources, SLSC_STR("f"), text));
}

/* Depth is limited by the parser. */
static void check_places(const slsc_node *node, size_t size)
{
    if ((size_t)node->place.offset + node->place.length > size) abort();
    for (size_t i = 0; i < slsc_node_count(node); i++) {
        const slsc_node *child = slsc_node_at(node, i);
        const slsc_member *member = slsc_node_member(child);
        if (member && (size_t)member->key_place.offset + member->key_place.length > size) abort();
        check_places(child, size);
    }
}

static void check_tree(slsc_unit *unit, slsc_node *node, size_t size)
{
    slsc_str why;
    if (!slsc_unit_ok(unit) || !slsc_verify(unit, node, &why)) abort();
    check_places(node, size);
    slsc_sb json = slsc_sb_new(unit->arena, 0);
    slsc_print_json(node, 0, &json);
    /* NULL: a key of more than 1,024 characters, or U+007F, which JSON does not escape. */
    slsc_node *again = read(unit, slsc_sb_str(&json));
    if (again && !slsc_node_equal(node, again)) abort();
}

static void check_reports(slsc_unit *unit, size_t size)
{
    size_t count;
    const slsc_report *reports = slsc_diags_sorted(unit->diags, &count);
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    if (slsc_unit_ok(unit) || !count) abort();
    for (size_t i = 0; i < count; i++)
        if ((size_t)reports[i].place.offset + reports[i].place.length > size) abort();
    for (slsc_diag_format format = SLSC_DIAG_TEXT; format <= SLSC_DIAG_GITHUB; format++)
        slsc_diags_render(unit->diags, format, false, &out);
    if (slsc_str_valid_utf8(slsc_sb_str(&out)) != out.len) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    slsc_settings settings = { 0 };
    slsc_unit *unit = slsc_unit_new(&settings);
    slsc_node *node = read(unit, (slsc_str) { (const char *)data, size });
    if (node)
        check_tree(unit, node, size);
    else
        check_reports(unit, size);
    slsc_unit_free(unit);
    return 0;
}
