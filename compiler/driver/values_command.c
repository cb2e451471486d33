/* values_command.c: `slsc values`: what a service needs of AWS, and whether it is pinned.
 *
 * The variables are resolved as always, and pinned.c remembers what was asked for. With --update
 * the values are fetched, all that are needed, and written into the file; then the service is
 * resolved anew, because a value may stand in the address of another, until nothing new is asked
 * for. */
#include "driver/compile.h"
#include "driver/values.h"
#include "middle/loader.h"
#include "tree/print.h"

enum { ROUNDS = 10 };

/* Leaves out what this command is about. */
static void drop_not_pinned(slsc_unit *unit)
{
    size_t count = 0;
    const slsc_report *reports = slsc_diags_sorted(unit->diags, &count);
    slsc_diags *rest = slsc_diags_new(unit->arena, unit->sources);
    for (size_t i = 0; i < count; i++)
        if (!slsc_str_is(reports[i].code, "variables/not-pinned"))
            slsc_diags_add(rest, &reports[i]);
    unit->diags = rest;
}

static slsc_unit *resolve(const slsc_invocation *invocation)
{
    slsc_unit *unit = slsc_compile_unit(invocation);
    slsc_compile_run(unit, "resolve");
    drop_not_pinned(unit);
    return unit;
}

static void add_line(slsc_sb *out, slsc_str key, const char *state)
{
    const size_t begin = out->len;
    slsc_render_safe(out, key, false);
    slsc_sb_fill(out, ' ', out->len - begin < 40 ? 40 - (out->len - begin) : 2);
    slsc_sb_addz(out, state);
}

static void add_place(slsc_unit *unit, const slsc_node *from, slsc_sb *out)
{
    slsc_span span = { 0 };
    slsc_sources_locate(unit->sources, slsc_unit_place(unit, from, false), &span);
    if (!span.line) return;
    slsc_sb_addz(out, "  ");
    slsc_render_safe(out, span.file, false);
    slsc_sb_addf(out, ":%u:%u", span.line, span.col);
}

static void list(slsc_unit *unit, slsc_sb *out)
{
    const struct slsc_pinned *pinned = unit->pinned;
    for (size_t i = 0; i < pinned->count; i++) {
        const slsc_pinned_value *value = &pinned->asked[i];
        add_line(out, value->key, value->pinned ? "pinned    " : "not pinned");
        add_place(unit, value->from, out);
        slsc_sb_char(out, '\n');
    }
    for (size_t i = 0, n = slsc_node_count(pinned->file); i < n; i++) {
        const slsc_str key = slsc_node_key(pinned->file, i);
        if (slsc_keys_find(pinned->seen, key)) continue;
        add_line(out, key, "not needed\n");
    }
}

/* Fetches what was not fetched before; all that was is in `fetched`. Returns how many. */
static size_t fetch(slsc_unit *unit, slsc_keys *fetched)
{
    const struct slsc_pinned *pinned = unit->pinned;
    size_t n = 0;
    slsc_node *file = pinned->file;
    for (size_t i = 0; i < pinned->count; i++) {
        const slsc_pinned_value *wanted = &pinned->asked[i];
        if (slsc_keys_find(fetched, wanted->key)) continue;
        slsc_keys_intern(fetched, wanted->key);
        slsc_node *node = slsc_values_ask(unit, wanted);
        if (!node) continue;
        if (!file) file = slsc_node_new(unit, SLSC_MAP, wanted->from);
        slsc_node_set(unit, file, wanted->key, node);
        n++;
    }
    if (n == 0) return 0;
    slsc_sb text = slsc_sb_new(unit->arena, 0);
    slsc_print_json(file, 2, &text);
    slsc_sb_char(&text, '\n');
    const slsc_str path = slsc_path_join(unit->arena, unit->folder, pinned->path);
    const slsc_fs_error error =
        slsc_fs_replace(unit->arena, slsc_str_cstr(unit->arena, path), slsc_sb_str(&text));
    if (error != SLSC_FS_OK)
        slsc_errorf(unit, NULL, "values/unwritable", "cannot write `%.*s`: %s",
                    SLSC_FMT(pinned->path), slsc_fs_reason(error));
    return n;
}

static slsc_unit *update(const slsc_invocation *invocation, slsc_arena *arena)
{
    slsc_keys *fetched = slsc_keys_new(arena);
    slsc_unit *unit = resolve(invocation);
    for (int round = 0; round < ROUNDS && unit->pinned; round++) {
        const size_t n = fetch(unit, fetched);
        if (n == 0 || !slsc_unit_ok(unit)) break;
        slsc_loader_close(unit);
        slsc_unit_free(unit);
        unit = resolve(invocation);
    }
    return unit;
}

int slsc_values_command(const slsc_invocation *invocation)
{
    slsc_arena *arena = slsc_arena_new(0);
    const bool asks = invocation->settings.update_values;
    const bool refused = asks && invocation->settings.hermetic;
    slsc_unit *unit = asks && !refused ? update(invocation, arena) : resolve(invocation);
    if (refused)
        slsc_errorf(unit, NULL, "values/hermetic", "`--update` asks AWS, which --hermetic forbids");
    if (unit->pinned) {
        slsc_sb out = slsc_sb_new(unit->arena, 0);
        list(unit, &out);
        slsc_compile_print(unit, slsc_sb_str(&out));
    }
    slsc_arena_free(arena);
    return slsc_compile_end(unit, invocation);
}
