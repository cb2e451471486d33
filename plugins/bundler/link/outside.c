/* outside.c: what of a group is referred to from outside of it, and so must be a property of the
 * object that others know it by. With one group there is little to do. */
#include "part.h"

static void refer(bundler_bundle *bundle, uint32_t from, const bundler_target *target)
{
    if (target->kind != BUNDLER_TO_SYMBOL && target->kind != BUNDLER_TO_MEMBER) return;
    bundler_part *part = bundle->parts[target->unit];
    if (part && part->group != from) part->symbols[target->index] |= BUNDLER_OUTSIDE;
}

static void refer_to_namespace(bundler_bundle *bundle, uint32_t from, uint32_t unit)
{
    if (!bundler_is_es(bundle, unit)) return;
    const bundler_target target = { BUNDLER_TO_SYMBOL,
                                    unit,
                                    bundler_self(bundle->graph->units[unit],
                                                 BUNDLER_SELF_NAMESPACE),
                                    { 0 } };
    refer(bundle, from, &target);
}

static void calls_of(bundler_bundle *bundle, const bundler_part *part)
{
    const bundler_log *log = &part->of->module.log;
    for (size_t i = 0; i < log->imports_count; i++) {
        const bundler_import *import = &log->imports[i];
        if (import->kind != BUNDLER_REQUIRE && import->kind != BUNDLER_DYNAMIC) continue;
        if (part->statements && !part->statements[import->statement]) continue;
        refer_to_namespace(bundle, part->group, part->of->module.links[i].module);
    }
}

static void references_of(bundler_bundle *bundle, const bundler_part *part)
{
    const bundler_log *log = &part->of->module.log;
    for (size_t s = 0; s < log->statements_count && part->of->bound; s++) {
        const bundler_statement *statement = &log->statements[s];
        if (!part->statements[s]) continue;
        for (uint32_t i = 0; i < statement->reference_count; i++) {
            const bundler_reference *reference = &log->references[statement->reference + i];
            if (reference->symbol == BUNDLER_NONE ||
                part->of->bound[reference->symbol] == BUNDLER_NONE)
                continue;
            const bundler_target target = bundler_bound(bundle->graph, part->of, reference);
            refer(bundle, part->group, &target);
        }
    }
}

static void namespace_of(bundler_bundle *bundle, const bundler_part *part)
{
    const bool asked =
        part->unit == bundle->entry ||
        (part->symbols[bundler_self(part->of, BUNDLER_SELF_NAMESPACE)] & BUNDLER_NEEDED);
    if (!asked) return;
    for (size_t i = 0; i < part->of->space_count; i++)
        refer(bundle, part->group, &part->of->space[i].target);
    const bundler_log *log = &part->of->module.log;
    for (size_t i = 0; part->of->open_space && i < log->exports_count; i++)
        if (log->exports[i].kind == BUNDLER_EXPORT_ALL)
            refer_to_namespace(bundle, part->group,
                               part->of->module.links[log->exports[i].import].module);
}

void bundler_find_outside(bundler_bundle *bundle)
{
    for (size_t i = 0; i < bundle->order_count; i++) {
        const bundler_part *part = bundle->parts[bundle->order[i]];
        calls_of(bundle, part);
        if (part->of->kind != BUNDLER_ES || bundle->groups_count < 2) continue;
        references_of(bundle, part);
        namespace_of(bundle, part);
    }
}
