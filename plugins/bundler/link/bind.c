/* bind.c: the name of an export -> the declaration it leads to, through any chain of modules that
 * hand it on. What CommonJS exports, and what is not bundled, is known only when it runs: there
 * the answer is a property. All answers are found once, for every bundle of the graph. */
#include "link.h"

#include <stdlib.h>

enum { LIMIT_CHAIN = 1000 };

static const bundler_target nothing = { BUNDLER_TO_NOTHING, 0, 0, { 0 } };
static const bundler_target ambiguous = { BUNDLER_TO_AMBIGUOUS, 0, 0, { 0 } };

struct search {
    bundler_graph *graph;
    unsigned depth;
    bool cut; /* a circle of `export *` was left out: what was found holds for this search alone */
};

static bundler_target find_export(struct search *, uint32_t number, slsc_str name);

static bundler_target self(const bundler_unit *unit, uint32_t number, uint32_t which)
{
    return (bundler_target) { BUNDLER_TO_SYMBOL, number, bundler_self(unit, which), { 0 } };
}

/* `import { name } from` or, with an empty name, `import * as`. */
static bundler_target find_import(struct search *search, uint32_t number, uint32_t import,
                                  slsc_str name)
{
    const bundler_unit *unit = search->graph->units[number];
    const uint32_t to = unit->module.links[import].module;
    if (to == BUNDLER_NONE || search->graph->units[to]->kind == BUNDLER_COMMONJS)
        return (bundler_target) { BUNDLER_TO_PROPERTY, number, import, name };
    bundler_unit *target = search->graph->units[to];
    if (target->module.failed)
        return (bundler_target) { BUNDLER_TO_PROPERTY, number, import, name };
    if (name.ptr) return find_export(search, to, name);
    return self(target, to, BUNDLER_SELF_NAMESPACE);
}

static slsc_str imported_name(const bundler_unit *unit, bundler_name name)
{
    if (name == BUNDLER_STAR) return (slsc_str) { 0 };
    const slsc_str text = bundler_name_text(unit, name);
    return text.ptr ? text : bundler_s("");
}

static bundler_target find_own(struct search *search, uint32_t number, const bundler_export *export)
{
    const bundler_unit *unit = search->graph->units[number];
    switch (export->kind) {
    case BUNDLER_EXPORT_VALUE: return self(unit, number, BUNDLER_SELF_DEFAULT);
    case BUNDLER_EXPORT_OTHER:
        return find_import(search, number, export->import, imported_name(unit, export->from_name));
    case BUNDLER_EXPORT_SYMBOL:
        if (unit->bound && unit->bound[export->symbol] != BUNDLER_NONE) {
            const bundler_binding *binding =
                &unit->module.log.bindings[unit->bound[export->symbol]];
            return find_import(search, number, binding->import, imported_name(unit, binding->name));
        }
        return (bundler_target) { BUNDLER_TO_SYMBOL, number, export->symbol, { 0 } };
    case BUNDLER_EXPORT_ALL:
    case BUNDLER_EXPORT_MISSING: break;
    }
    return nothing;
}

static bool same_target(const bundler_target *a, const bundler_target *b)
{
    return a->kind == b->kind && a->unit == b->unit && a->index == b->index &&
           bundler_eq(a->name, b->name);
}

static bundler_target find_in_stars(struct search *search, uint32_t number, slsc_str name)
{
    bundler_unit *unit = search->graph->units[number];
    const bundler_log *log = &unit->module.log;
    bundler_target found = nothing;
    bool open = false;
    unit->looking = true;
    for (size_t i = 0; i < log->exports_count; i++) {
        if (log->exports[i].kind != BUNDLER_EXPORT_ALL) continue;
        const uint32_t to = unit->module.links[log->exports[i].import].module;
        if (to == BUNDLER_NONE || search->graph->units[to]->kind == BUNDLER_COMMONJS) {
            open = true;
            continue;
        }
        const bundler_target one = find_export(search, to, name);
        if (one.kind == BUNDLER_TO_NOTHING) continue;
        if (found.kind == BUNDLER_TO_NOTHING)
            found = one;
        else if (!same_target(&found, &one) && one.kind != BUNDLER_TO_MEMBER)
            found = ambiguous;
    }
    unit->looking = false;
    if (found.kind != BUNDLER_TO_NOTHING || !open) return found;
    unit->wants_namespace = true;
    return (bundler_target) { BUNDLER_TO_MEMBER, number, bundler_self(unit, BUNDLER_SELF_NAMESPACE),
                              name };
}

static bundler_target find_export(struct search *search, uint32_t number, slsc_str name)
{
    bundler_unit *unit = search->graph->units[number];
    const uint32_t known = bundler_table_find(&unit->found, name);
    if (known != BUNDLER_NONE) return unit->targets[known];
    const uint32_t own = bundler_table_find(&unit->exports, name);
    const bool by_star = own == BUNDLER_NONE && unit->has_stars && !bundler_is(name, "default");
    if ((by_star && unit->looking) || search->depth >= LIMIT_CHAIN) {
        search->cut = true;
        return nothing;
    }
    if (own == BUNDLER_NONE && !by_star) return nothing;
    search->depth++;
    bundler_target target = nothing;
    if (own != BUNDLER_NONE)
        target = find_own(search, number, &unit->module.log.exports[own]);
    else
        target = find_in_stars(search, number, name);
    search->depth--;
    if (search->cut && search->depth > 0) return target;
    unit->targets = bundler_grow(&unit->module.arena, unit->targets, unit->targets_count,
                                 &unit->targets_capacity, sizeof *unit->targets);
    *bundler_table_at(&unit->found, name) = (uint32_t)unit->targets_count;
    unit->targets[unit->targets_count++] = target;
    return target;
}

/* ---- Imports of one unit ---- */

static void tell_export(bundler_graph *graph, uint32_t number, const bundler_binding *binding,
                        bundler_target_kind kind)
{
    const bundler_unit *unit = graph->units[number];
    const slsc_str name = bundler_name_text(unit, binding->name);
    const uint32_t to = unit->module.links[binding->import].module;
    const slsc_str from = graph->units[to]->module.name;
    const bool missing = kind == BUNDLER_TO_NOTHING;
    bundler_tell(&graph->messages, missing ? BUNDLER_MISSING_EXPORT : BUNDLER_AMBIGUOUS_EXPORT,
                 true, number, binding->offset, binding->offset + (uint32_t)name.len,
                 bundler_printf(&graph->arena,
                                missing ? "`%.*s` has no export `%.*s`"
                                        : "`%.*s` has two exports `%.*s`, each by an `export *`",
                                (int)from.len, from.ptr, (int)name.len, name.ptr),
                 (slsc_str) { 0 });
}

/* As a value, that is; not by `export { }` alone. */
static bool is_referred_to(const bundler_log *log, uint32_t symbol)
{
    for (size_t i = 0; i < log->references_count; i++)
        if (log->references[i].symbol == symbol) return true;
    return false;
}

static void bind_imports(bundler_graph *graph, uint32_t number)
{
    bundler_unit *unit = graph->units[number];
    const bundler_log *log = &unit->module.log;
    unit->bindings =
        bundler_alloc(&unit->module.arena, log->bindings_count * sizeof *unit->bindings);
    for (size_t i = 0; i < log->bindings_count; i++) {
        const bundler_binding *binding = &log->bindings[i];
        struct search search = { .graph = graph };
        unit->bindings[i] =
            find_import(&search, number, binding->import, imported_name(unit, binding->name));
        const bundler_target_kind kind = unit->bindings[i].kind;
        if (kind != BUNDLER_TO_NOTHING && kind != BUNDLER_TO_AMBIGUOUS) continue;
        if (log->imports[binding->import].flags & BUNDLER_IMPORT_UNUSED) continue;
        if ((log->uses & BUNDLER_USES_TYPES) && !is_referred_to(log, binding->symbol)) continue;
        tell_export(graph, number, binding, kind);
    }
}

/* What is handed on must be there, though nobody may ask for it; in TypeScript it may be a type. */
static void check_exports(bundler_graph *graph, uint32_t number)
{
    const bundler_unit *unit = graph->units[number];
    const bundler_log *log = &unit->module.log;
    for (size_t i = 0; i < log->exports_count; i++) {
        const bundler_export *export = &log->exports[i];
        if (log->uses & BUNDLER_USES_TYPES) break;
        if (export->kind != BUNDLER_EXPORT_OTHER || export->from_name == BUNDLER_STAR) continue;
        struct search search = { .graph = graph };
        const bundler_target target =
            find_import(&search, number, export->import, imported_name(unit, export->from_name));
        if (target.kind == BUNDLER_TO_NOTHING || target.kind == BUNDLER_TO_AMBIGUOUS) {
            const bundler_binding binding = { export->import, export->from_name, 0,
                                              export->offset };
            tell_export(graph, number, &binding, target.kind);
        }
    }
}

static bool is_namespace(const bundler_graph *graph, const bundler_target *target)
{
    return target->kind == BUNDLER_TO_SYMBOL &&
           target->index == bundler_self(graph->units[target->unit], BUNDLER_SELF_NAMESPACE);
}

/* What follows x.y assigns to it: that throws, since namespaces are what they are. */
static bool is_assigned(const char *at)
{
    while (*at == ' ') at++;
    if (at[0] == '=') return at[1] != '=' && at[1] != '>';
    if ((at[0] == '+' || at[0] == '-') && at[1] == at[0]) return true;
    size_t length = 0;
    while (length < 3 && at[length] && strchr("+-*/%&|^<>?", at[length])) length++;
    const bool compares = length == 1 && (at[0] == '<' || at[0] == '>');
    return length > 0 && at[length] == '=' && !compares && at[length + 1] != '=';
}

static bool is_deleted(const char *source, uint32_t offset)
{
    while (offset > 0 && source[offset - 1] == ' ') offset--;
    if (offset >= 2 && (source[offset - 1] == '+' || source[offset - 1] == '-'))
        return source[offset - 2] == source[offset - 1];
    return offset >= 6 && memcmp(source + offset - 6, "delete", 6) == 0;
}

static bool asks_member(const bundler_unit *unit, const bundler_reference *reference)
{
    const char *source = unit->module.source.ptr;
    return (reference->flags & BUNDLER_REF_MEMBER) && !(reference->flags & BUNDLER_REF_WRITE) &&
           !is_assigned(source + reference->member_end) && !is_deleted(source, reference->offset);
}

/* Asks now for what bundles will ask: which members of namespaces are used. */
static void bind_references(bundler_graph *graph, uint32_t number)
{
    bundler_unit *unit = graph->units[number];
    const bundler_log *log = &unit->module.log;
    if (!unit->bound) return;
    for (size_t i = 0; i < log->references_count; i++) {
        const bundler_reference *reference = &log->references[i];
        if (reference->symbol == BUNDLER_NONE || unit->bound[reference->symbol] == BUNDLER_NONE)
            continue;
        if ((reference->flags & BUNDLER_REF_WRITE) && !(reference->flags & BUNDLER_REF_MEMBER)) {
            const slsc_str name = bundler_name_text(unit, reference->name);
            bundler_tell(&graph->messages, BUNDLER_ASSIGNED_IMPORT, true, number, reference->offset,
                         reference->end,
                         bundler_printf(&graph->arena,
                                        "`%.*s` is imported and cannot be assigned to",
                                        (int)name.len, name.ptr),
                         (slsc_str) { 0 });
        }
        const bundler_target *target = &unit->bindings[unit->bound[reference->symbol]];
        if (!is_namespace(graph, target)) continue;
        bundler_target member = nothing;
        struct search search = { .graph = graph };
        if (asks_member(unit, reference))
            member = find_export(&search, target->unit, imported_name(unit, reference->member));
        if (is_namespace(graph, &member)) graph->units[member.unit]->wants_namespace = true;
        if (member.kind == BUNDLER_TO_NOTHING || member.kind == BUNDLER_TO_AMBIGUOUS)
            graph->units[target->unit]->wants_namespace = true;
    }
}

bundler_target bundler_bound(const bundler_graph *graph, const bundler_unit *unit,
                             const bundler_reference *reference)
{
    bundler_target target = unit->bindings[unit->bound[reference->symbol]];
    if (!asks_member(unit, reference)) return target;
    const slsc_str member = imported_name(unit, reference->member);
    if (target.kind == BUNDLER_TO_PROPERTY && !target.name.ptr) {
        target.name = member;
        return target;
    }
    if (!is_namespace(graph, &target)) return target;
    const bundler_unit *of = graph->units[target.unit];
    const uint32_t found = bundler_table_find(&of->found, member);
    if (found == BUNDLER_NONE) return target;
    const bundler_target *one = &of->targets[found];
    return one->kind == BUNDLER_TO_NOTHING || one->kind == BUNDLER_TO_AMBIGUOUS ? target : *one;
}

/* ---- Namespaces ---- */

struct listing {
    bundler_graph *graph;
    bundler_arena *arena;
    BUNDLER_LIST(slsc_str, names);
    bundler_table seen;
    BUNDLER_LIST(uint32_t, queue);
    bool open;
};

static void list_names(struct listing *list, uint32_t number, bool first)
{
    const bundler_unit *unit = list->graph->units[number];
    const bundler_log *log = &unit->module.log;
    for (size_t i = 0; i < log->exports_count; i++) {
        const bundler_export *export = &log->exports[i];
        if (export->kind != BUNDLER_EXPORT_ALL) {
            const slsc_str name = log->names[export->name];
            uint32_t *seen = bundler_table_at(&list->seen, name);
            if (*seen != BUNDLER_NONE || (!first && bundler_is(name, "default"))) continue;
            *seen = 1;
            list->names = bundler_grow(list->arena, list->names, list->names_count,
                                       &list->names_capacity, sizeof *list->names);
            list->names[list->names_count++] = name;
            continue;
        }
        const uint32_t to = unit->module.links[export->import].module;
        if (to == BUNDLER_NONE || list->graph->units[to]->kind == BUNDLER_COMMONJS) {
            list->open = true;
            continue;
        }
        list->queue = bundler_grow(list->arena, list->queue, list->queue_count,
                                   &list->queue_capacity, sizeof *list->queue);
        list->queue[list->queue_count++] = to;
    }
}

/* By UTF-16 code units, as the language has it: surrogates come before U+E000 and above. */
static int compare_names(const void *a, const void *b)
{
    const slsc_str x = ((const bundler_exported *)a)->name, y = ((const bundler_exported *)b)->name;
    const size_t shared = x.len < y.len ? x.len : y.len;
    for (size_t i = 0; i < shared; i++) {
        const unsigned char p = (unsigned char)x.ptr[i], q = (unsigned char)y.ptr[i];
        if (p == q) continue;
        const bool wide = (p >= 0xf0) != (q >= 0xf0) && (p >= 0xee && q >= 0xee);
        return (p < q) != wide ? -1 : 1;
    }
    return x.len < y.len ? -1 : x.len > y.len;
}

static void list_namespace(bundler_graph *graph, uint32_t number)
{
    bundler_unit *unit = graph->units[number];
    bundler_arena scratch = { 0 };
    struct listing list = { .graph = graph, .arena = &scratch, .seen = { .arena = &scratch } };
    bundler_table visited = { .arena = &scratch };
    list_names(&list, number, true);
    for (size_t i = 0; i < list.queue_count; i++) {
        const uint32_t next = list.queue[i];
        uint32_t *seen = bundler_table_at(&visited, graph->units[next]->module.file.path);
        if (*seen != BUNDLER_NONE || next == number) continue;
        *seen = 1;
        list_names(&list, next, false);
    }
    unit->open_space = list.open;
    for (size_t i = 0; list.open && i < list.queue_count; i++)
        graph->units[list.queue[i]]->wants_namespace = true;
    unit->space = bundler_alloc(&unit->module.arena, list.names_count * sizeof *unit->space);
    for (size_t i = 0; i < list.names_count; i++) {
        struct search search = { .graph = graph };
        const bundler_target target = find_export(&search, number, list.names[i]);
        if (target.kind == BUNDLER_TO_NOTHING || target.kind == BUNDLER_TO_AMBIGUOUS) continue;
        unit->space[unit->space_count++] = (bundler_exported) { list.names[i], target };
        if (is_namespace(graph, &target)) graph->units[target.unit]->wants_namespace = true;
    }
    if (unit->space_count)
        qsort(unit->space, unit->space_count, sizeof *unit->space, compare_names);
    bundler_arena_end(&scratch);
}

void bundler_bind_units(bundler_graph *graph, uint32_t first)
{
    const uint32_t count = (uint32_t)graph->units_count;
    for (uint32_t i = first; i < count; i++)
        if (graph->units[i]->kind == BUNDLER_ES && !graph->units[i]->module.failed) {
            bind_imports(graph, i);
            check_exports(graph, i);
        }
    for (uint32_t i = first; i < count; i++)
        if (graph->units[i]->kind == BUNDLER_ES) bind_references(graph, i);
    for (bool more = true; more;) { /* a namespace may have namespaces */
        more = false;
        for (uint32_t i = 0; i < count; i++) {
            bundler_unit *unit = graph->units[i];
            if (!unit->wants_namespace || unit->space || unit->kind != BUNDLER_ES) continue;
            list_namespace(graph, i);
            more = true;
        }
    }
}
