/* A service on disk and its unit, for the tests of room back. */
#ifndef SLSC_TESTS_BACK_SERVICE_H
#define SLSC_TESTS_BACK_SERVICE_H

#include "back/emit.h"
#include "diag/render.h"
#include "tree/json.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
/* behind the four it needs */
#include <cmocka.h>

/* A fresh folder, which the caller removes. */
static inline char *make_folder(void)
{
    char *folder = strdup("back_test_XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static inline void remove_folder(char *folder)
{
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
    free(folder);
}

static inline void write_file(const char *folder, const char *path, const char *text)
{
    slsc_arena *arena = slsc_arena_new(0);
    const char *full = slsc_path_join(arena, slsc_str_z(folder), slsc_str_z(path)).ptr;
    assert_int_equal(slsc_fs_make_parents(arena, full), SLSC_FS_OK);
    assert_int_equal(slsc_fs_replace(arena, full, slsc_str_z(text)), SLSC_FS_OK);
    slsc_arena_free(arena);
}

/* Files named in one text, separated by blanks, each with its name as content. */
static inline void write_files(const char *folder, const char *paths)
{
    char *all = strdup(paths), *rest = all;
    for (char *path = strtok_r(all, " ", &rest); path; path = strtok_r(NULL, " ", &rest))
        write_file(folder, path, path);
    free(all);
}

/* A unit whose configuration is this JSON, with `'` for `"`, of service `svc`, stage `dev`. */
static inline slsc_unit *make_unit(const char *folder, const char *config,
                                   const slsc_settings *settings)
{
    slsc_unit *unit = slsc_unit_new(settings ? settings : &(slsc_settings) { .jobs = 1 });
    char *text = strdup(config);
    for (char *c = text; *c; c++)
        if (*c == '\'') *c = '"';
    slsc_str copy = slsc_str_copy(unit->arena, slsc_str_z(text));
    free(text);
    unit->folder = slsc_str_copy(unit->arena, slsc_str_z(folder));
    unit->config_name = SLSC_STR("serverless.yml");
    unit->service = (slsc_service) { .struct_size = sizeof(slsc_service),
                                     .name = SLSC_STR("svc"),
                                     .stage = SLSC_STR("dev"),
                                     .region = SLSC_STR("us-east-1"),
                                     .stack = SLSC_STR("svc-dev") };
    uint32_t file = slsc_sources_add(unit->sources, unit->config_name, copy);
    unit->roots[SLSC_CONFIG] = slsc_json_parse(unit, file);
    assert_non_null(unit->roots[SLSC_CONFIG]);
    return unit;
}

/* The codes of all diagnostics, in order, each behind a blank; the text lies in the unit. */
static inline const char *codes_of(slsc_unit *unit)
{
    slsc_sb sb = slsc_sb_new(unit->arena, 0);
    size_t count;
    const slsc_report *reports = slsc_diags_sorted(unit->diags, &count);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) slsc_sb_char(&sb, ' ');
        slsc_sb_add(&sb, reports[i].code);
    }
    return slsc_str_cstr(unit->arena, slsc_sb_str(&sb));
}

/* Names in a zip that was made, each behind a blank: read from its local headers. */
static inline const char *names_in(slsc_unit *unit, const slsc_package *package)
{
    slsc_sb sb = slsc_sb_new(unit->arena, 0);
    for (size_t i = 0; package && i < package->piece_count; i++) {
        slsc_str piece = package->pieces[i];
        if (!slsc_str_starts(piece, SLSC_STR("PK\003\004"))) continue;
        size_t len = (unsigned char)piece.ptr[26] | (size_t)(unsigned char)piece.ptr[27] << 8;
        if (sb.len > 0) slsc_sb_char(&sb, ' ');
        slsc_sb_add(&sb, slsc_str_sub(piece, 30, len));
    }
    return slsc_str_cstr(unit->arena, slsc_sb_str(&sb));
}

static inline const slsc_package *package_named(const slsc_unit *unit, const char *file)
{
    for (size_t i = 0; i < slsc_package_count(unit); i++)
        if (slsc_str_is(slsc_package_at(unit, i)->file, file)) return slsc_package_at(unit, i);
    return NULL;
}

#endif
