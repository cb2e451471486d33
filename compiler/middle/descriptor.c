/* descriptor.c: is what a shared object says about itself usable? Everything is checked before
 * anything is run, and a refusal names what was found and what was expected.
 *
 * Structs of the border are copied by size: what the plugin's author did not know yet reads as 0,
 * and what we do not know yet is left out. */
#include "middle/loaded.h"

#include <string.h>

/* Sizes of version 1.0: less than that nobody can have. */
#define UP_TO(type, field) (offsetof(type, field) + sizeof(((type *)0)->field))
enum {
    PLUGIN_SIZE = UP_TO(slsc_plugin, stands_for),
    PASS_SIZE = UP_TO(slsc_pass, on_event),
    SCHEMA_SIZE = UP_TO(slsc_schema, json),
    SOURCE_SIZE = UP_TO(slsc_source, resolve),
    LARGEST = 64 << 10,
    NEEDS_KNOWN = SLSC_NEEDS_ENV | SLSC_NEEDS_FILES | SLSC_NEEDS_NETWORK,
    NEEDS_IMPURE = SLSC_NEEDS_ENV | SLSC_NEEDS_NETWORK,
};

typedef struct checking { /* one descriptor under examination */
    slsc_unit *unit;
    const slsc_node *at;
    slsc_str shown; /* what the plugin is called in messages */
} checking;

static slsc_status refuse(const checking *c, const char *code, slsc_str what, const char *help)
{
    slsc_str message =
        slsc_strf(c->unit->arena, "plugin `%.*s` %.*s", SLSC_FMT(c->shown), SLSC_FMT(what));
    return slsc_loader_refuse(c->unit, c->at, code, message, SLSC_STR(""), slsc_str_z(help));
}

static slsc_status check_size(const checking *c, const char *what, uint32_t size, size_t least)
{
    if (size >= least && size <= LARGEST) return SLSC_OK;
    return refuse(c, "plugin/bad-size",
                  slsc_strf(c->unit->arena,
                            "says that its %s takes %u bytes: expected %zu or more, at most %d",
                            what, size, least, LARGEST),
                  "set `struct_size` to the sizeof of the struct");
}

bool slsc_loader_is_name(const char *name)
{
    size_t i = 0;
    if (!name) return false;
    for (; name[i]; i++) {
        const char c = name[i];
        const bool digit = c >= '0' && c <= '9';
        const bool fits = (c >= 'a' && c <= 'z') || (i && (digit || c == '-'));
        if (!fits || i >= 64) return false;
    }
    return i > 0;
}

static slsc_status check_name(const checking *c, const slsc_plugin *plugin, slsc_str file)
{
    slsc_arena *arena = c->unit->arena;
    if (!slsc_loader_is_name(plugin->name))
        return refuse(c, "plugin/bad-name",
                      SLSC_STR("has no name of lower-case letters, digits and `-`, a letter first"),
                      NULL);
    if (file.len && !slsc_str_is(file, plugin->name))
        return refuse(c, "plugin/wrong-file", slsc_strf(arena, "calls itself `%s`", plugin->name),
                      slsc_str_cstr(arena, slsc_strf(arena,
                                                     "name the file `%s.so`, or give the "
                                                     "plugin the name of its file",
                                                     plugin->name)));
    if (!plugin->version || !plugin->summary)
        return refuse(c, "plugin/bad-descriptor", SLSC_STR("has no version or no summary"), NULL);
    return SLSC_OK;
}

static slsc_status check_needs(const checking *c, const slsc_plugin *plugin)
{
    slsc_arena *arena = c->unit->arena;
    if (plugin->needs_abi_minor > SLSC_ABI_MINOR)
        return refuse(c, "plugin/newer",
                      slsc_strf(arena, "needs plugin ABI 1.%u, this slsc offers 1.%u",
                                plugin->needs_abi_minor, SLSC_ABI_MINOR),
                      "use a newer slsc");
    if (plugin->needs & ~(uint32_t)NEEDS_KNOWN)
        return refuse(c, "plugin/unknown-need",
                      slsc_strf(arena, "needs something unknown (0x%x)",
                                plugin->needs & ~(uint32_t)NEEDS_KNOWN),
                      NULL);
    if (c->unit->settings.hermetic && (plugin->needs & NEEDS_IMPURE))
        return refuse(c, "plugin/not-hermetic",
                      slsc_strf(arena, "needs the %s, which --hermetic denies",
                                plugin->needs & SLSC_NEEDS_NETWORK ? "network" : "environment"),
                      NULL);
    return SLSC_OK;
}

static bool is_phase(slsc_phase phase)
{
    return phase == SLSC_CONFIGURE || phase == SLSC_BUILD || phase == SLSC_PACK ||
           phase == SLSC_LOWER || phase == SLSC_TRANSFORM || phase == SLSC_CHECK;
}

slsc_pass slsc_loader_pass(const slsc_pass *theirs)
{
    slsc_pass pass;
    memset(&pass, 0, sizeof pass);
    memcpy(&pass, theirs, theirs->struct_size < sizeof pass ? theirs->struct_size : sizeof pass);
    return pass;
}

static slsc_status check_pass(const checking *c, const slsc_pass *theirs)
{
    slsc_arena *arena = c->unit->arena;
    if (check_size(c, "pass", theirs->struct_size, PASS_SIZE) != SLSC_OK) return SLSC_FAIL;
    const slsc_pass pass = slsc_loader_pass(theirs);
    if (!slsc_loader_is_name(pass.name))
        return refuse(
            c, "plugin/bad-pass",
            SLSC_STR(
                "has a pass without a name of lower-case letters, digits and `-`, a letter first"),
            NULL);
    if (!is_phase(pass.phase))
        return refuse(c, "plugin/unknown-phase",
                      slsc_strf(arena,
                                "has its pass `%s` in phase %u: known are CONFIGURE (%d), BUILD "
                                "(%d), PACK (%d), LOWER (%d), TRANSFORM (%d) and CHECK (%d)",
                                pass.name, pass.phase, SLSC_CONFIGURE, SLSC_BUILD, SLSC_PACK,
                                SLSC_LOWER, SLSC_TRANSFORM, SLSC_CHECK),
                      NULL);
    if (!pass.event != !pass.on_event)
        return refuse(
            c, "plugin/bad-pass",
            slsc_strf(arena, "has a pass `%s` with only one of `event` and `on_event`", pass.name),
            NULL);
    if (!pass.run && !pass.on_event)
        return refuse(c, "plugin/bad-pass",
                      slsc_strf(arena,
                                "has a pass `%s` that does nothing: neither `run` nor "
                                "`on_event`",
                                pass.name),
                      NULL);
    return SLSC_OK;
}

static slsc_status check_passes(const checking *c, const slsc_plugin *plugin)
{
    slsc_keys *names = slsc_keys_new(c->unit->arena);
    for (size_t i = 0; plugin->passes && plugin->passes[i]; i++) {
        if (check_pass(c, plugin->passes[i]) != SLSC_OK) return SLSC_FAIL;
        const slsc_str name = slsc_str_z(plugin->passes[i]->name);
        if (slsc_keys_find(names, name))
            return refuse(c, "plugin/two-passes",
                          slsc_strf(c->unit->arena, "has two passes `%.*s`", SLSC_FMT(name)), NULL);
        slsc_keys_intern(names, name);
    }
    return SLSC_OK;
}

static slsc_status check_tables(const checking *c, const slsc_plugin *plugin)
{
    for (size_t i = 0; plugin->schemas && plugin->schemas[i]; i++) {
        const slsc_schema *schema = plugin->schemas[i];
        if (check_size(c, "schema", schema->struct_size, SCHEMA_SIZE) != SLSC_OK) return SLSC_FAIL;
        if (!schema->at || !schema->json)
            return refuse(c, "plugin/bad-descriptor",
                          SLSC_STR("has a schema without `at` or `json`"), NULL);
    }
    for (size_t i = 0; plugin->sources && plugin->sources[i]; i++) {
        const slsc_source *source = plugin->sources[i];
        if (check_size(c, "source", source->struct_size, SOURCE_SIZE) != SLSC_OK) return SLSC_FAIL;
        if (!source->scheme || !source->resolve)
            return refuse(c, "plugin/bad-descriptor",
                          SLSC_STR("has a source without `scheme` or `resolve`"), NULL);
    }
    return SLSC_OK;
}

slsc_status slsc_loader_check(slsc_unit *unit, const slsc_plugin *theirs, slsc_str file,
                              const slsc_node *at, slsc_plugin *out)
{
    checking c = { unit, at, file };
    if (!theirs) return refuse(&c, "plugin/bad-descriptor", SLSC_STR("gives no descriptor"), NULL);
    if (check_size(&c, "descriptor", theirs->struct_size, PLUGIN_SIZE) != SLSC_OK) return SLSC_FAIL;
    memset(out, 0, sizeof *out);
    memcpy(out, theirs, theirs->struct_size < sizeof *out ? theirs->struct_size : sizeof *out);
    if (check_name(&c, out, file) != SLSC_OK) return SLSC_FAIL;
    c.shown = slsc_str_z(out->name);
    if (check_needs(&c, out) != SLSC_OK) return SLSC_FAIL;
    if (check_passes(&c, out) != SLSC_OK) return SLSC_FAIL;
    return check_tables(&c, out);
}
