/* calls.c: what require() and import() of a module in the bundle become. */
#include "edits.h"

static void add_name(bundler_bundle *bundle, bundler_text *out, char what, uint32_t number)
{
    bundler_add(out, bundler_named(bundle, what, number));
}

static slsc_str namespace_of(bundler_bundle *bundle, const bundler_part *from, uint32_t unit)
{
    const bundler_target target = { BUNDLER_TO_SYMBOL,
                                    unit,
                                    bundler_self(bundle->graph->units[unit],
                                                 BUNDLER_SELF_NAMESPACE),
                                    { 0 } };
    return bundler_target_text(bundle, from->group, &target);
}

static slsc_str require_text(bundler_bundle *bundle, const bundler_part *from, uint32_t import,
                             uint32_t to)
{
    bundler_text text = { .arena = bundle->arena };
    if (!bundler_is_es(bundle, to)) {
        add_name(bundle, &text, 0, bundle->parts[to]->number);
        bundler_addz(&text, "()");
        return bundler_done(&text);
    }
    const bundler_group *group = bundler_group_of(bundle, to);
    const bundler_import *call = &from->of->module.log.imports[import];
    if (group->is_async) {
        bundle->failed = true;
        bundler_tell(bundle->messages, BUNDLER_AWAIT_IN_COMMONJS, true, from->unit, call->offset,
                     call->end,
                     bundler_s("this module awaits something while it is loaded, which `require` "
                               "cannot wait for"),
                     bundler_s("use `await import(...)`"));
    }
    bundler_use_helper(bundle, &text, BUNDLER_HELPER_REQUIRED);
    bundler_addz(&text, "((");
    if (to != bundle->entry) {
        add_name(bundle, &text, 'i', bundle->group_of[to]);
        bundler_addz(&text, "(), ");
    }
    bundler_add(&text, namespace_of(bundle, from, to));
    bundler_addz(&text, "))");
    return bundler_done(&text);
}

static slsc_str import_text(bundler_bundle *bundle, const bundler_part *from, uint32_t to)
{
    bundler_text text = { .arena = bundle->arena };
    bundler_use_helper(bundle, &text, BUNDLER_HELPER_LATER);
    if (bundler_is_es(bundle, to)) {
        bundler_addz(&text, "(");
        if (to != bundle->entry) {
            add_name(bundle, &text, 'i', bundle->group_of[to]);
            bundler_addz(&text, ").then(");
        }
        bundler_addz(&text, "() => ");
        bundler_add(&text, namespace_of(bundle, from, to));
        bundler_addz(&text, ")");
        return bundler_done(&text);
    }
    bundler_addz(&text, "(() => ");
    bundler_use_helper(bundle, &text, BUNDLER_HELPER_NAMESPACE);
    bundler_addz(&text, "(");
    add_name(bundle, &text, 0, bundle->parts[to]->number);
    const bool node = from->of->node_interop || bundle->graph->units[to]->node_interop;
    bundler_addz(&text, node ? "(), 1))" : "()))");
    return bundler_done(&text);
}

slsc_str bundler_call_text(bundler_bundle *bundle, const bundler_part *from, uint32_t import)
{
    const bundler_import *call = &from->of->module.log.imports[import];
    const uint32_t to = from->of->module.links[import].module;
    if (to != BUNDLER_NONE && bundle->parts[to] && call->kind == BUNDLER_REQUIRE)
        return require_text(bundle, from, import, to);
    if (to != BUNDLER_NONE && bundle->parts[to] && call->kind == BUNDLER_DYNAMIC)
        return import_text(bundle, from, to);
    return (slsc_str) { 0 };
}
