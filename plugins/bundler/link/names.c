/* names.c: names in the bundle.
 *
 * What the bundler makes up begins with a prefix that begins no name of any module: `_$`, or with
 * as many `$` as it takes. Symbols of the modules keep their names where they can. One must take
 * another when a group has it twice, when a module of the group means something global by it, or
 * when it is referred to by another name and might be hidden there by an inner scope. */
#include "part.h"

#include "runtime.h"

void bundler_choose_prefix(bundler_bundle *bundle)
{
    uint32_t dollars = 0;
    for (size_t i = 0; i < bundle->order_count; i++) {
        const bundler_unit *unit = bundle->graph->units[bundle->order[i]];
        if (unit->dollars > dollars) dollars = unit->dollars;
    }
    char *prefix = bundler_alloc(bundle->arena, dollars + 3);
    prefix[0] = '_';
    memset(prefix + 1, '$', dollars + 1);
    bundle->prefix = (slsc_str) { prefix, dollars + 2 };
}

slsc_str bundler_named(bundler_bundle *bundle, char what, uint32_t number)
{
    const char letter[2] = { what, 0 };
    return bundler_printf(bundle->arena, "%.*s%s%u", (int)bundle->prefix.len, bundle->prefix.ptr,
                          letter, (unsigned)number);
}

slsc_str bundler_item_name(bundler_bundle *bundle, uint32_t item, uint8_t kind)
{
    static const char letters[2][9] = { { 0, 'c', 'd', 0, 's', 0, 0, 0, 'n' },
                                        { 0, 'x', 'y', 0, 'z', 0, 0, 0, 'w' } };
    const size_t units = bundle->graph->units_count;
    const bool external = item >= units;
    return bundler_named(bundle, letters[external][kind],
                         external ? item - (uint32_t)units : bundle->parts[item]->number);
}

/* ---- Symbols of a group ---- */

struct naming {
    bundler_bundle *bundle;
    bundler_arena arena;
    uint8_t *used;   /* by number of a name: how modules of the group use it */
    uint8_t *taken;  /* by it: a symbol has the name */
    uint32_t *round; /* by it: the group that `used` and `taken` speak of, plus 1 */
    uint32_t now;
    bundler_table fresh; /* name -> the last number that was put behind it */
};

static void touch(struct naming *naming, uint32_t id)
{
    if (naming->round[id] == naming->now) return;
    naming->round[id] = naming->now;
    naming->used[id] = naming->taken[id] = 0;
}

static void collect_names(struct naming *naming, const bundler_unit *unit)
{
    for (size_t i = 0; i < unit->module.log.names_count; i++) {
        if (!unit->names_used[i]) continue;
        touch(naming, unit->name_ids[i]);
        naming->used[unit->name_ids[i]] |= unit->names_used[i];
    }
}

/* The scope of the entry encloses all others, if the bundle is an ES module. */
static void collect_free(struct naming *naming)
{
    const bundler_bundle *bundle = naming->bundle;
    for (size_t p = 0; p < bundle->order_count; p++) {
        const bundler_unit *unit = bundle->graph->units[bundle->order[p]];
        for (size_t i = 0; unit->names_used && i < unit->module.log.names_count; i++) {
            if (!(unit->names_used[i] & BUNDLER_NAME_FREE)) continue;
            touch(naming, unit->name_ids[i]);
            naming->used[unit->name_ids[i]] |= BUNDLER_NAME_FREE;
        }
    }
}

/* What the text around modules means by these names; in an ES module the helpers see the group of
 * the entry, too. */
static void reserve(struct naming *naming, bool whole)
{
    static const char *const words[] = {
        "arguments", "exports", "module",  "require", "__filename", "__dirname", "Object",
        "Symbol",    "Promise", "WeakMap", "Set",     "URL",        "Reflect",
    };
    const size_t count = whole ? sizeof words / sizeof *words : 6;
    for (size_t i = 0; i < count; i++) {
        const uint32_t id = bundler_table_find(&naming->bundle->graph->names, bundler_s(words[i]));
        if (id == BUNDLER_NONE) continue;
        touch(naming, id);
        naming->taken[id] = 1;
    }
}

/* A name like `base` that nobody in the graph has; `_` and `$` do not make up a prefix. */
static slsc_str fresh_name(struct naming *naming, slsc_str base)
{
    const slsc_str prefix = naming->bundle->prefix;
    const char *between = bundler_eq(base, (slsc_str) { prefix.ptr, prefix.len - 1 }) ? "_" : "";
    const bundler_table *names = &naming->bundle->graph->names;
    uint32_t *last = bundler_table_at(&naming->fresh, base);
    if (*last == BUNDLER_NONE) *last = 1;
    for (;;) {
        const slsc_str name = bundler_printf(naming->bundle->arena, "%.*s%s$%u", (int)base.len,
                                             base.ptr, between, (unsigned)++*last);
        if (bundler_table_find(names, name) == BUNDLER_NONE) return name;
    }
}

/* `export default` of "src/my-file.js" is `my_file_default`. */
static slsc_str default_name(struct naming *naming, const bundler_unit *unit)
{
    const slsc_str path = unit->module.name;
    size_t begin = path.len, end = path.len;
    while (begin > 0 && path.ptr[begin - 1] != '/') begin--;
    for (size_t i = path.len; i > begin + 1; i--)
        if (path.ptr[i - 1] == '.') end = i - 1;
    bundler_text text = { .arena = naming->bundle->arena };
    if (begin < path.len && path.ptr[begin] >= '0' && path.ptr[begin] <= '9')
        bundler_addz(&text, "_");
    for (size_t i = begin; i < end; i++) {
        const slsc_str one = { path.ptr + i, 1 };
        const bool digit = *one.ptr >= '0' && *one.ptr <= '9';
        bundler_add(&text, digit || bundler_is_identifier(one) ? one : bundler_s("_"));
    }
    bundler_addz(&text, "_default");
    const slsc_str name = bundler_done(&text);
    uint32_t *last = bundler_table_at(&naming->fresh, name);
    if (*last != BUNDLER_NONE ||
        bundler_table_find(&naming->bundle->graph->names, name) != BUNDLER_NONE)
        return fresh_name(naming, name);
    *last = 1;
    return name;
}

static void name_part(struct naming *naming, bundler_part *part)
{
    const bundler_unit *unit = part->of;
    const bundler_log *log = &unit->module.log;
    for (size_t i = 0; i < log->symbols_count; i++) {
        const bundler_symbol *symbol = &log->symbols[i];
        if (!symbol->top || !(part->symbols[i] & (BUNDLER_NEEDED | BUNDLER_PRESENT))) continue;
        if (unit->bound && unit->bound[i] != BUNDLER_NONE) continue;
        const slsc_str name = log->names[symbol->name];
        const uint32_t id = unit->name_ids[symbol->name];
        const uint8_t used = naming->used[id];
        const bool hidden = part->symbols[i] & BUNDLER_HIDDEN;
        const bool clash = naming->taken[id] || (used & BUNDLER_NAME_FREE) || hidden;
        part->names[i] = clash && !unit->is_fixed ? fresh_name(naming, name) : name;
        naming->taken[id] = 1;
    }
    const uint32_t value = bundler_self(unit, BUNDLER_SELF_DEFAULT);
    if (part->symbols[value] & (BUNDLER_NEEDED | BUNDLER_PRESENT))
        part->names[value] = default_name(naming, unit);
    part->names[bundler_self(unit, BUNDLER_SELF_NAMESPACE)] =
        bundler_named(naming->bundle, 'e', part->number);
}

/* Those that cannot give way come first. */
static void name_parts(struct naming *naming, const bundler_group *group, bool fixed)
{
    for (size_t i = 0; i < group->steps_count; i++) {
        if (group->steps[i].kind != BUNDLER_STEP_RUN) continue;
        bundler_part *part = naming->bundle->parts[group->steps[i].unit];
        if (part->of->is_fixed == fixed) name_part(naming, part);
    }
}

void bundler_name_symbols(bundler_bundle *bundle)
{
    const size_t count = bundle->graph->names.count;
    struct naming naming = { .bundle = bundle, .fresh = { .arena = bundle->arena } };
    naming.used = bundler_alloc(&naming.arena, count);
    naming.taken = bundler_alloc(&naming.arena, count);
    naming.round = bundler_alloc(&naming.arena, count * sizeof *naming.round);
    for (size_t g = 0; g < bundle->groups_count; g++) {
        const bundler_group *group = &bundle->groups[g];
        naming.now = (uint32_t)g + 1;
        for (size_t i = 0; i < group->steps_count; i++)
            if (group->steps[i].kind == BUNDLER_STEP_RUN)
                collect_names(&naming, bundle->graph->units[group->steps[i].unit]);
        const bool whole = group->leader == bundle->entry && bundle->is_module;
        if (whole) collect_free(&naming);
        reserve(&naming, whole);
        name_parts(&naming, group, true);
        name_parts(&naming, group, false);
    }
    bundler_arena_end(&naming.arena);
}

/* ---- Targets ---- */

static slsc_str member_of(bundler_bundle *bundle, slsc_str object, slsc_str name)
{
    bundler_text text = { .arena = bundle->arena };
    bundler_add(&text, object);
    bundler_addz(&text, bundler_is_identifier(name) ? "." : "[");
    if (bundler_is_identifier(name))
        bundler_add(&text, name);
    else {
        bundler_quote(&text, name);
        bundler_addz(&text, "]");
    }
    return bundler_done(&text);
}

static slsc_str text_of_property(bundler_bundle *bundle, const bundler_target *target)
{
    const uint32_t item = bundler_item(bundle, target->unit, target->index);
    const size_t units = bundle->graph->units_count;
    const uint8_t kind = bundler_kind_of(bundle, target);
    const slsc_str object = bundler_item_name(bundle, item, kind);
    if (item >= units && bundle->externals[item - units].is_native) {
        const slsc_str space = bundler_item_name(bundle, item, BUNDLER_RAW);
        return target->name.ptr ? member_of(bundle, space, target->name) : space;
    }
    if (!target->name.ptr) return object;
    if (bundler_is(target->name, "default") && kind == BUNDLER_RAW) return object;
    return member_of(bundle, object, target->name);
}

slsc_str bundler_target_text(bundler_bundle *bundle, uint32_t from, const bundler_target *target)
{
    if (target->kind == BUNDLER_TO_PROPERTY) return text_of_property(bundle, target);
    if (target->kind != BUNDLER_TO_SYMBOL && target->kind != BUNDLER_TO_MEMBER)
        return bundler_s("(void 0)");
    const bundler_part *part = bundle->parts[target->unit];
    slsc_str text = part->names[target->index];
    if (part->group != from)
        text = member_of(bundle, bundler_named(bundle, 'g', bundle->group_of[part->group]), text);
    return target->kind == BUNDLER_TO_MEMBER ? member_of(bundle, text, target->name) : text;
}
