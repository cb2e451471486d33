/* output.c: files that passes put beside the templates, through slsc.output/1.
 *
 * They are kept as text until emit writes them with the rest. A name is a plain one and belongs to
 * one file: those of the compiler itself and the zips of packages are not to be had. */
#include "back/emit.h"
#include "back/package/packages.h"

#include "tree/print.h"

static bool is_ours(slsc_str name)
{
    static const char *const ours[] = { SLSC_UPDATE_TEMPLATE, SLSC_CREATE_TEMPLATE_FILE, SLSC_STATE,
                                        SLSC_PROVENANCE, NULL };
    for (const char *const *one = ours; *one; one++)
        if (slsc_str_is(name, *one)) return true;
    return slsc_str_ends(name, SLSC_STR(".zip"));
}

static bool is_plain(slsc_str name)
{
    if (name.len == 0 || name.len > 255 || name.ptr[0] == '.') return false;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        if (c <= 0x20 || c >= 0x7f || c == '/' || c == '\\') return false;
    }
    return true;
}

/* A few a run: the name is looked for from the first. */
static slsc_status add(slsc_unit *unit, slsc_str name, slsc_str content, const slsc_node *from)
{
    struct slsc_packages *all = slsc_packages_of(unit);
    if (!is_plain(name))
        return slsc_errorf(unit, from, "emit/bad-name",
                           "`%.*s` cannot be the name of a file in the output folder",
                           SLSC_FMT(name));
    bool taken = is_ours(name);
    for (size_t i = 0; !taken && i < all->output_count; i++)
        taken = slsc_str_eq(all->outputs[i].name, name);
    if (taken)
        return slsc_errorf(unit, from, "emit/same-name",
                           "`%.*s` is the name of another file in the output folder",
                           SLSC_FMT(name));
    all->outputs = slsc_arena_grow(unit->arena, all->outputs, all->output_count,
                                   &all->output_capacity, sizeof *all->outputs);
    all->outputs[all->output_count++] = (slsc_output_file) { slsc_str_copy(unit->arena, name),
                                                             slsc_str_copy(unit->arena, content) };
    return SLSC_OK;
}

static slsc_status add_json(slsc_unit *unit, slsc_str name, const slsc_node *value,
                            const slsc_node *from)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_print_json(value, 2, &out);
    return add(unit, name, slsc_sb_str(&out), from);
}

const slsc_outputs *slsc_output_table(void)
{
    static const slsc_outputs table = { .struct_size = sizeof(slsc_outputs),
                                        .add = add,
                                        .add_json = add_json };
    return &table;
}
