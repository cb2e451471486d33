/* front_unit.h: a unit made of a text of YAML, and what it says, for the tests of this room. */
#ifndef SLSC_TEST_FRONT_UNIT_H
#define SLSC_TEST_FRONT_UNIT_H

#include "diag/render.h"
#include "front/yaml/yaml.h"
#include "tree/print.h"
#include "tree/verify.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
/* behind those it needs */
#include <cmocka.h>

static char front_folder[] = "/tmp/slsc-front-XXXXXX"; /* of the files of this test program */

static inline int front_make_folder(void **state)
{
    (void)state;
    return mkdtemp(front_folder) ? 0 : -1;
}

static inline slsc_str front_path(slsc_arena *arena, const char *name)
{
    return slsc_strf(arena, "%s/%s", front_folder, name);
}

static inline void front_write(const char *name, slsc_str content)
{
    slsc_arena *arena = slsc_arena_new(0);
    FILE *file = fopen(slsc_str_cstr(arena, front_path(arena, name)), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.ptr, 1, content.len, file), content.len);
    assert_int_equal(fclose(file), 0);
    slsc_arena_free(arena);
}

static inline void front_unlink(const char *name)
{
    slsc_arena *arena = slsc_arena_new(0);
    remove(slsc_str_cstr(arena, front_path(arena, name)));
    slsc_arena_free(arena);
}

static inline int front_remove_folder(void **state)
{
    (void)state;
    return rmdir(front_folder);
}

static inline slsc_unit *front_unit(const slsc_settings *settings, const char *yaml)
{
    slsc_unit *unit = slsc_unit_new(settings);
    unit->folder = slsc_str_z(front_folder);
    unit->config_name = SLSC_STR("serverless.yml");
    unit->roots[SLSC_CONFIG] =
        slsc_yaml_parse(unit, slsc_sources_add(unit->sources, unit->config_name, slsc_str_z(yaml)));
    assert_non_null(unit->roots[SLSC_CONFIG]);
    return unit;
}

/* The value at a path, as compact JSON. */
static inline slsc_str front_json(slsc_unit *unit, const char *path)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    const slsc_node *node = slsc_node_path(unit, unit->roots[SLSC_CONFIG], path);
    if (node) slsc_print_json(node, 0, &out);
    return node ? slsc_str_copy(unit->arena, slsc_sb_str(&out)) : SLSC_STR("(none)");
}

/* "2:5 code: message" of each diagnostic, a line each. */
static inline slsc_str front_said(slsc_unit *unit)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    size_t count = 0;
    const slsc_report *reports = slsc_diags_sorted(unit->diags, &count);
    for (size_t i = 0; i < count; i++) {
        slsc_span span;
        slsc_sources_locate(unit->sources, reports[i].place, &span);
        slsc_sb_addf(&out, "%u:%u+%u %.*s: %.*s\n", span.line, span.col, reports[i].place.length,
                     SLSC_FMT(reports[i].code), SLSC_FMT(reports[i].message));
    }
    return slsc_str_copy(unit->arena, slsc_sb_str(&out));
}

/* Everything that would be printed: for what must not be in it. */
static inline slsc_str front_printed(slsc_unit *unit)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_diags_render(unit->diags, SLSC_DIAG_TEXT, false, &out);
    return slsc_str_copy(unit->arena, slsc_sb_str(&out));
}

static inline void front_assert_lawful(slsc_unit *unit)
{
    slsc_str why = { "", 0 };
    if (!slsc_verify(unit, unit->roots[SLSC_CONFIG], &why)) fail_msg("%.*s", SLSC_FMT(why));
}

#endif
