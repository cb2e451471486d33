/* depfile.c: what a compile read, as one rule for make and ninja. */
#include "driver/compile.h"

#include "middle/loader.h"

#include <stdlib.h>
#include <string.h>

/* Makefile syntax: blanks and `#` take a backslash, `$` is doubled. A line feed cannot be written:
 * half a name would be another file's. */
static slsc_status add_path(slsc_unit *unit, slsc_sb *out, slsc_str path)
{
    if (slsc_str_find_char(path, '\n') != SIZE_MAX || slsc_str_find_char(path, '\r') != SIZE_MAX)
        return slsc_errorf(unit, NULL, "driver/depfile-name",
                           "the name `%.*s` has a line feed and cannot stand in a depfile",
                           SLSC_FMT(path));
    for (size_t i = 0; i < path.len; i++) {
        if (strchr(" #\\", path.ptr[i]) && path.ptr[i]) slsc_sb_char(out, '\\');
        if (path.ptr[i] == '$') slsc_sb_char(out, '$');
        slsc_sb_char(out, path.ptr[i]);
    }
    return SLSC_OK;
}

static int by_text(const void *a, const void *b)
{
    return slsc_str_cmp(*(const slsc_str *)a, *(const slsc_str *)b);
}

static slsc_status add_rule(slsc_unit *unit, slsc_sb *out)
{
    const slsc_str package =
        unit->settings.package.len ? unit->settings.package : SLSC_STR(".serverless");
    const slsc_str folder = slsc_path_join(unit->arena, unit->folder, package);
    slsc_status status = add_path(
        unit, out,
        slsc_path_join(unit->arena, folder, SLSC_STR("cloudformation-template-update-stack.json")));
    slsc_sb_char(out, ':');
    if (unit->input_count) qsort(unit->inputs, unit->input_count, sizeof *unit->inputs, by_text);
    for (size_t i = 0; i < unit->input_count; i++) {
        if (i && slsc_str_eq(unit->inputs[i], unit->inputs[i - 1])) continue;
        slsc_sb_addz(out, " \\\n  ");
        if (add_path(unit, out, slsc_path_join(unit->arena, unit->folder, unit->inputs[i])))
            status = SLSC_FAIL;
    }
    for (size_t i = 0; i < slsc_loader_count(unit); i++) {
        const slsc_plugin_use *use = slsc_loader_at(unit, i);
        if (use->shipped || !use->path.len) continue;
        slsc_sb_addz(out, " \\\n  ");
        if (add_path(unit, out, use->path)) status = SLSC_FAIL;
    }
    slsc_sb_char(out, '\n');
    return status;
}

slsc_status slsc_depfile_text(slsc_unit *unit, slsc_str *out)
{
    slsc_sb text = slsc_sb_new(unit->arena, 0);
    const slsc_status status = add_rule(unit, &text);
    *out = slsc_sb_str(&text);
    return status;
}
