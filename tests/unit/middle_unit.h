/* middle_unit.h: a unit that holds a configuration, for the tests of this room. */
#ifndef SLSC_TEST_MIDDLE_UNIT_H
#define SLSC_TEST_MIDDLE_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "middle/host.h"
#include "middle/passes.h"
#include "tree/json.h"
#include "tree/print.h"

static inline slsc_unit *unit_with(const slsc_settings *settings, const char *json)
{
    slsc_unit *unit = slsc_unit_new(settings);
    const uint32_t file =
        slsc_sources_add(unit->sources, SLSC_STR("serverless.json"), slsc_str_z(json));
    slsc_node *config = slsc_json_parse(unit, file);
    assert_non_null(config);
    unit->roots[SLSC_CONFIG] = config;
    unit->roots[SLSC_TEMPLATE] = slsc_node_new(unit, SLSC_MAP, config);
    unit->folder = SLSC_STR(".");
    return unit;
}

static inline void assert_json(slsc_unit *unit, const slsc_node *node, const char *json)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    assert_non_null(node);
    slsc_print_json(node, 0, &out);
    slsc_sb_char(&out, '\0');
    assert_string_equal(out.ptr, json);
}

/* The only diagnostic of the unit. */
static inline void assert_told(slsc_unit *unit, slsc_severity severity, const char *code,
                               const char *message)
{
    size_t count;
    const slsc_report *reports = slsc_diags_sorted(unit->diags, &count);
    assert_int_equal(count, 1);
    assert_string_equal(slsc_str_cstr(unit->arena, reports[0].code), code);
    assert_string_equal(slsc_str_cstr(unit->arena, reports[0].message), message);
    assert_int_equal(reports[0].severity, severity);
}

#endif
