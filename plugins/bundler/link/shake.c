/* shake.c: what of the graph a bundle needs.
 *
 * A module that is evaluated needs its statements that have an effect; a statement needs the
 * declarations of all it refers to; a module of which anything is needed is evaluated. What no
 * chain of these reaches is left out. CommonJS is needed as a whole: what it exports is known only
 * when it runs. The queue is worked off first in, first out, so that modules are numbered in the
 * order in which the entry reaches them, whatever else the graph holds. */
#include "part.h"

#include <stdlib.h>

typedef enum need_kind { NEED_MODULE, NEED_STATEMENT, NEED_SYMBOL } need_kind;

struct need {
    need_kind kind;
    uint32_t unit, index;
};

struct locals {
    uint32_t *ids;
    size_t count;
};

struct shaking {
    bundler_bundle *bundle;
    struct locals *locals; /* by unit, made when asked for */
    BUNDLER_LIST(struct need, queue);
    bundler_arena arena;
};

static void push(struct shaking *shaking, need_kind kind, uint32_t unit, uint32_t index)
{
    shaking->queue = bundler_grow(&shaking->arena, shaking->queue, shaking->queue_count,
                                  &shaking->queue_capacity, sizeof *shaking->queue);
    shaking->queue[shaking->queue_count++] = (struct need) { kind, unit, index };
}

static bundler_part *part_of(bundler_bundle *bundle, uint32_t number)
{
    if (bundle->parts[number]) return bundle->parts[number];
    const bundler_unit *unit = bundle->graph->units[number];
    bundler_part *part = bundler_alloc(bundle->arena, sizeof *part);
    part->unit = number;
    part->number = (uint32_t)bundle->order_count;
    part->of = unit;
    part->group = BUNDLER_NONE;
    if (unit->kind == BUNDLER_ES) {
        const size_t symbols = unit->module.log.symbols_count + BUNDLER_SELF_COUNT;
        part->statements = bundler_alloc(bundle->arena, unit->module.log.statements_count);
        part->symbols = bundler_alloc(bundle->arena, symbols);
        part->names = bundler_alloc(bundle->arena, symbols * sizeof *part->names);
    }
    bundle->order = bundler_grow(bundle->arena, bundle->order, bundle->order_count,
                                 &bundle->order_capacity, sizeof *bundle->order);
    bundle->order[bundle->order_count++] = number;
    return bundle->parts[number] = part;
}

static void need_module(struct shaking *shaking, uint32_t unit)
{
    bundler_part *part = part_of(shaking->bundle, unit);
    if (part->evaluated) return;
    part->evaluated = true;
    push(shaking, NEED_MODULE, unit, 0);
}

static void need_statement(struct shaking *shaking, uint32_t unit, uint32_t statement)
{
    bundler_part *part = part_of(shaking->bundle, unit);
    if (part->statements[statement]) return;
    part->statements[statement] = 1;
    push(shaking, NEED_STATEMENT, unit, statement);
}

static void need_symbol(struct shaking *shaking, uint32_t unit, uint32_t symbol)
{
    bundler_part *part = part_of(shaking->bundle, unit);
    if (part->symbols[symbol] & BUNDLER_NEEDED) return;
    part->symbols[symbol] |= BUNDLER_NEEDED;
    push(shaking, NEED_SYMBOL, unit, symbol);
}

/* ---- What is no ES module ---- */

uint32_t bundler_item(bundler_bundle *bundle, uint32_t unit, uint32_t import)
{
    const bundler_link *link = &bundle->graph->units[unit]->module.links[import];
    if (link->module != BUNDLER_NONE) return link->module;
    uint32_t *at = bundler_table_at(&bundle->external_by_path, link->found.path);
    if (*at == BUNDLER_NONE) {
        *at = (uint32_t)bundle->externals_count;
        bundle->externals = bundler_grow(bundle->arena, bundle->externals, bundle->externals_count,
                                         &bundle->externals_capacity, sizeof *bundle->externals);
        bundle->externals[bundle->externals_count++] =
            (bundler_external) { .path = link->found.path,
                                 .from = unit,
                                 .is_builtin = link->found.kind == BUNDLER_FOUND_BUILTIN };
    }
    return (uint32_t)bundle->graph->units_count + *at;
}

static bool node_interop(const bundler_bundle *bundle, uint32_t unit, uint32_t import)
{
    const bundler_unit *asker = bundle->graph->units[unit];
    const bundler_link *link = &asker->module.links[import];
    if (asker->node_interop || link->found.kind == BUNDLER_FOUND_BUILTIN) return true;
    return link->module != BUNDLER_NONE && bundle->graph->units[link->module]->node_interop;
}

uint8_t bundler_kind_of(const bundler_bundle *bundle, const bundler_target *property)
{
    const bool node = node_interop(bundle, property->unit, property->index);
    if (!property->name.ptr) return node ? BUNDLER_NODE_SPACE : BUNDLER_SPACE;
    return !bundler_is(property->name, "default") || node ? BUNDLER_RAW : BUNDLER_DEFAULT;
}

bundler_use *bundler_find_use(bundler_bundle *bundle, bundler_part *part, uint32_t item)
{
    const uint32_t pair[2] = { part->unit, item };
    const uint32_t number =
        bundler_table_find(&bundle->uses, (slsc_str) { (const char *)pair, sizeof pair });
    return number == BUNDLER_NONE ? NULL : &part->uses[number];
}

static void use_item(struct shaking *shaking, uint32_t by, uint32_t item, uint8_t kinds)
{
    bundler_part *part = part_of(shaking->bundle, by);
    if (item < shaking->bundle->graph->units_count) need_module(shaking, item);
    bundler_use *known = bundler_find_use(shaking->bundle, part, item);
    if (known) {
        known->kinds |= kinds;
        return;
    }
    const uint32_t pair[2] = { by, item };
    const slsc_str key = { (const char *)pair, sizeof pair };
    *bundler_table_at(&shaking->bundle->uses, bundler_copy(shaking->bundle->arena, key)) =
        (uint32_t)part->uses_count;
    part->uses = bundler_grow(shaking->bundle->arena, part->uses, part->uses_count,
                              &part->uses_capacity, sizeof *part->uses);
    part->uses[part->uses_count++] = (bundler_use) { item, kinds };
}

/* ---- References ---- */

static void need_target(struct shaking *shaking, uint32_t by, const bundler_target *target)
{
    bundler_bundle *bundle = shaking->bundle;
    switch (target->kind) {
    case BUNDLER_TO_SYMBOL:
    case BUNDLER_TO_MEMBER: need_symbol(shaking, target->unit, target->index); break;
    case BUNDLER_TO_PROPERTY:
        use_item(shaking, by, bundler_item(bundle, target->unit, target->index),
                 bundler_kind_of(bundle, target));
        break;
    case BUNDLER_TO_NOTHING:
    case BUNDLER_TO_AMBIGUOUS: break;
    }
}

static int compare_ids(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* The names that inner scopes of a unit declare, sorted by number. */
static const struct locals *locals_of(struct shaking *shaking, uint32_t number)
{
    struct locals *locals = &shaking->locals[number];
    if (locals->ids) return locals;
    const bundler_unit *unit = shaking->bundle->graph->units[number];
    const size_t names = unit->module.log.names_count;
    locals->ids = bundler_alloc(&shaking->arena, names * sizeof *locals->ids);
    for (size_t i = 0; i < names; i++)
        if (unit->names_used[i] & BUNDLER_NAME_NESTED)
            locals->ids[locals->count++] = unit->name_ids[i];
    if (locals->count) qsort(locals->ids, locals->count, sizeof *locals->ids, compare_ids);
    return locals;
}

/* A symbol that is only known by its own name cannot be shadowed where it is used. */
static void note_alias(struct shaking *shaking, uint32_t number, const bundler_reference *reference,
                       const bundler_target *target)
{
    const bundler_unit *unit = shaking->bundle->graph->units[number];
    const bundler_unit *other = shaking->bundle->graph->units[target->unit];
    if (target->kind != BUNDLER_TO_SYMBOL || target->index >= other->module.log.symbols_count)
        return;
    const uint32_t own = other->name_ids[other->module.log.symbols[target->index].name];
    if (own == unit->name_ids[reference->name]) return;
    const struct locals *locals = locals_of(shaking, number);
    if (locals->count && bsearch(&own, locals->ids, locals->count, sizeof own, compare_ids))
        part_of(shaking->bundle, target->unit)->symbols[target->index] |= BUNDLER_HIDDEN;
}

static void need_references(struct shaking *shaking, uint32_t number,
                            const bundler_statement *statement)
{
    const bundler_unit *unit = shaking->bundle->graph->units[number];
    const bundler_log *log = &unit->module.log;
    for (uint32_t i = 0; i < statement->reference_count; i++) {
        const bundler_reference *reference = &log->references[statement->reference + i];
        if (reference->symbol == BUNDLER_NONE || !log->symbols[reference->symbol].top) continue;
        if (!unit->bound || unit->bound[reference->symbol] == BUNDLER_NONE) {
            need_symbol(shaking, number, reference->symbol);
            continue;
        }
        const bundler_target target = bundler_bound(shaking->bundle->graph, unit, reference);
        need_target(shaking, number, &target);
        note_alias(shaking, number, reference, &target);
    }
}

/* require(), import() */
static void need_call(struct shaking *shaking, uint32_t number, uint32_t import)
{
    const bundler_unit *unit = shaking->bundle->graph->units[number];
    const bundler_import_kind kind = unit->module.log.imports[import].kind;
    const bundler_link *link = &unit->module.links[import];
    if (kind != BUNDLER_REQUIRE && kind != BUNDLER_DYNAMIC) return;
    if (link->module == BUNDLER_NONE) {
        if (link->found.path.ptr && link->found.kind != BUNDLER_FOUND_NOTHING)
            bundler_item(shaking->bundle, number, import);
        return;
    }
    need_module(shaking, link->module);
    if (!bundler_is_es(shaking->bundle, link->module)) return;
    part_of(shaking->bundle, link->module)->root = true;
    need_symbol(shaking, link->module,
                bundler_self(shaking->bundle->graph->units[link->module], BUNDLER_SELF_NAMESPACE));
}

static void need_import(struct shaking *shaking, uint32_t number, uint32_t import)
{
    const bundler_link *link = &shaking->bundle->graph->units[number]->module.links[import];
    const bool whole = shaking->bundle->options->whole;
    if (link->found.kind == BUNDLER_FOUND_NOTHING || (link->found.no_effects && !whole)) return;
    if (link->module != BUNDLER_NONE)
        need_module(shaking, link->module);
    else if (link->found.kind == BUNDLER_FOUND_EXTERNAL)
        use_item(shaking, number, bundler_item(shaking->bundle, number, import), 0);
}

/* ---- The queue ---- */

static void visit_module(struct shaking *shaking, uint32_t number)
{
    const bundler_unit *unit = shaking->bundle->graph->units[number];
    const bundler_log *log = &unit->module.log;
    const bool whole = shaking->bundle->options->whole || (log->uses & BUNDLER_USES_EVAL);
    for (size_t i = 0; i < log->imports_count; i++) {
        if (bundler_is_static(&log->imports[i]))
            need_import(shaking, number, (uint32_t)i);
        else if (unit->kind == BUNDLER_COMMONJS)
            need_call(shaking, number, (uint32_t)i);
    }
    if (unit->kind == BUNDLER_COMMONJS) return;
    if (log->uses & BUNDLER_USES_EVAL) part_of(shaking->bundle, number)->root = true;
    for (size_t i = 0; i < log->statements_count; i++)
        if (!log->statements[i].pure || whole) need_statement(shaking, number, (uint32_t)i);
}

static void visit_statement(struct shaking *shaking, uint32_t number, uint32_t index)
{
    const bundler_unit *unit = shaking->bundle->graph->units[number];
    const bundler_statement *statement = &unit->module.log.statements[index];
    need_module(shaking, number);
    const bundler_statement_kind kind = statement->kind;
    if (kind == BUNDLER_EXPORT_DEFAULT || kind == BUNDLER_EXPORT_DEFAULT_FUNCTION)
        shaking->bundle->parts[number]->symbols[bundler_self(unit, BUNDLER_SELF_DEFAULT)] |=
            BUNDLER_PRESENT;
    for (uint32_t i = 0; i < statement->declaration_count; i++)
        shaking->bundle->parts[number]
            ->symbols[unit->module.log.declarations[statement->declaration + i].symbol] |=
            BUNDLER_PRESENT;
    need_references(shaking, number, statement);
    for (uint32_t i = 0; i < statement->import_count; i++)
        if (!bundler_is_static(&unit->module.log.imports[statement->import + i]))
            need_call(shaking, number, statement->import + i);
}

static void visit_namespace(struct shaking *shaking, uint32_t number)
{
    const bundler_unit *unit = shaking->bundle->graph->units[number];
    const bundler_log *log = &unit->module.log;
    for (size_t i = 0; i < unit->space_count; i++)
        need_target(shaking, number, &unit->space[i].target);
    for (size_t i = 0; unit->open_space && i < log->exports_count; i++) {
        if (log->exports[i].kind != BUNDLER_EXPORT_ALL) continue;
        const uint32_t import = log->exports[i].import, to = unit->module.links[import].module;
        if (bundler_is_es(shaking->bundle, to))
            need_symbol(shaking, to,
                        bundler_self(shaking->bundle->graph->units[to], BUNDLER_SELF_NAMESPACE));
        else
            use_item(shaking, number, bundler_item(shaking->bundle, number, import), BUNDLER_RAW);
    }
}

static void visit_symbol(struct shaking *shaking, uint32_t number, uint32_t symbol)
{
    const bundler_unit *unit = shaking->bundle->graph->units[number];
    need_module(shaking, number);
    if (symbol == bundler_self(unit, BUNDLER_SELF_NAMESPACE)) {
        visit_namespace(shaking, number);
        return;
    }
    if (symbol == bundler_self(unit, BUNDLER_SELF_DEFAULT)) {
        need_statement(shaking, number, unit->default_statement);
        return;
    }
    for (uint32_t i = unit->first_declaration[symbol]; i != BUNDLER_NONE;
         i = unit->next_declaration[i])
        need_statement(shaking, number, unit->module.log.declarations[i].statement);
}

void bundler_shake(bundler_bundle *bundle)
{
    struct shaking shaking = { .bundle = bundle };
    const bundler_unit *entry = bundle->graph->units[bundle->entry];
    shaking.locals =
        bundler_alloc(&shaking.arena, bundle->graph->units_count * sizeof *shaking.locals);
    need_module(&shaking, bundle->entry);
    if (entry->kind == BUNDLER_ES) {
        part_of(bundle, bundle->entry)->root = true;
        for (size_t i = 0; i < entry->space_count; i++)
            need_target(&shaking, bundle->entry, &entry->space[i].target);
        if (entry->open_space)
            need_symbol(&shaking, bundle->entry, bundler_self(entry, BUNDLER_SELF_NAMESPACE));
    }
    for (size_t i = 0; i < shaking.queue_count; i++) {
        const struct need next = shaking.queue[i];
        switch (next.kind) {
        case NEED_MODULE: visit_module(&shaking, next.unit); break;
        case NEED_STATEMENT: visit_statement(&shaking, next.unit, next.index); break;
        case NEED_SYMBOL: visit_symbol(&shaking, next.unit, next.index); break;
        }
    }
    bundler_arena_end(&shaking.arena);
}
