/* wrap.c: a bundle from top to bottom.
 *
 *   what Node gives CommonJS, if the bundle is an ES module
 *   modules that run when they are asked for: CommonJS, and groups but that of the entry
 *   the entry: its group, or its function
 *   helpers, as functions, which may stand behind their use
 *
 * CommonJS stays sloppy unless it says otherwise: "use strict" stands in groups alone. */
#include "scopes.h"

#include <stdlib.h>

struct wrapping {
    bundler_bundle *bundle;
    bundler_printer *printer;
    bundler_editing *editing;
};

static void print_name(const struct wrapping *wrapping, char what, uint32_t number)
{
    bundler_print_text(wrapping->printer, bundler_named(wrapping->bundle, what, number));
}

static void print_helper(const struct wrapping *wrapping, bundler_helper helper)
{
    bundler_text text = { .arena = wrapping->bundle->arena };
    bundler_use_helper(wrapping->bundle, &text, helper);
    bundler_print_text(wrapping->printer, bundler_done(&text));
}

/* ---- CommonJS ---- */

static void print_body(const struct wrapping *wrapping, bundler_part *part)
{
    bundler_printer *printer = wrapping->printer;
    const size_t start = printer->code.len;
    if (part->of->data.ptr) {
        bundler_printz(printer, "module.exports = ");
        bundler_print_text(printer, part->of->data);
        bundler_printz(printer, ";\n");
    } else
        bundler_print_part(wrapping->editing, part);
    part->size = printer->code.len - start;
}

/* What no module system ever saw may declare `module` by let, const or class, beside which no
 * parameter can be called so. */
static void print_parameter(const struct wrapping *wrapping, const bundler_unit *unit,
                            const char *name)
{
    const bundler_log *log = &unit->module.log;
    bool own = false;
    for (size_t i = 0; i < log->symbols_count; i++) {
        const bundler_symbol *symbol = &log->symbols[i];
        const bool clashes = symbol->kind == BUNDLER_LEXICAL || symbol->kind == BUNDLER_CLASS;
        own = own || (symbol->top && clashes && bundler_is(log->names[symbol->name], name));
    }
    if (own) bundler_print_text(wrapping->printer, wrapping->bundle->prefix);
    bundler_printz(wrapping->printer, name);
}

static void print_commonjs(const struct wrapping *wrapping, bundler_part *part)
{
    bundler_printz(wrapping->printer, "var ");
    print_name(wrapping, 0, part->number);
    bundler_printz(wrapping->printer, " = ");
    print_helper(wrapping, BUNDLER_HELPER_COMMONJS);
    bundler_printz(wrapping->printer, "(function(");
    print_parameter(wrapping, part->of, "module");
    bundler_printz(wrapping->printer, ", ");
    print_parameter(wrapping, part->of, "exports");
    bundler_printz(wrapping->printer, ") {\n");
    print_body(wrapping, part);
    bundler_printz(wrapping->printer, "});\n");
}

/* The entry is what Node itself gives a module to. */
static void print_commonjs_entry(const struct wrapping *wrapping, bundler_part *part)
{
    bundler_printer *printer = wrapping->printer;
    if (wrapping->bundle->is_module) {
        print_commonjs(wrapping, part);
        bundler_printz(printer, "export default ");
        print_name(wrapping, 0, part->number);
        bundler_printz(printer, "();\n");
        return;
    }
    bundler_printz(printer, "var ");
    print_name(wrapping, 0, part->number);
    bundler_printz(printer, " = () => module.exports;\n(function() {\n");
    print_body(wrapping, part);
    bundler_printz(printer, "}).apply(this, arguments);\n");
}

/* ---- Groups ---- */

static bool has_outside(const bundler_bundle *bundle, const bundler_group *group)
{
    for (size_t s = 0; s < group->steps_count; s++) {
        if (group->steps[s].kind != BUNDLER_STEP_RUN) continue;
        const bundler_part *part = bundle->parts[group->steps[s].unit];
        const size_t symbols = part->of->module.log.symbols_count + BUNDLER_SELF_COUNT;
        for (size_t i = 0; i < symbols; i++)
            if (part->symbols[i] & BUNDLER_OUTSIDE) return true;
    }
    return false;
}

static void print_holder(const struct wrapping *wrapping, const bundler_group *group)
{
    if (!has_outside(wrapping->bundle, group)) return;
    bundler_printz(wrapping->printer, "var ");
    print_name(wrapping, 'g', wrapping->bundle->group_of[group->leader]);
    bundler_printz(wrapping->printer, " = {};\n");
}

static void print_later_group(const struct wrapping *wrapping, const bundler_group *group)
{
    if (group->steps_count == 0) return;
    print_holder(wrapping, group);
    bundler_printz(wrapping->printer, "var ");
    print_name(wrapping, 'i', wrapping->bundle->group_of[group->leader]);
    bundler_printz(wrapping->printer, " = ");
    print_helper(wrapping, BUNDLER_HELPER_ONCE);
    bundler_printz(wrapping->printer, group->is_async ? "(async () => {\n\"use strict\";\n"
                                                      : "(() => {\n\"use strict\";\n");
    bundler_print_group(wrapping->editing, group);
    bundler_printz(wrapping->printer, "});\n");
}

/* For those who import the bundle from an ES module: Node looks for these names in the text. */
static void print_hint(const struct wrapping *wrapping, const bundler_unit *unit)
{
    bool any = false;
    for (size_t i = 0; i < unit->space_count; i++) {
        const slsc_str name = unit->space[i].name;
        if (!bundler_is_identifier(name) || bundler_is(name, "default")) continue;
        bundler_printz(wrapping->printer, any ? "exports." : "0 && (exports.");
        bundler_print_text(wrapping->printer, name);
        bundler_printz(wrapping->printer, " = ");
        any = true;
    }
    if (any) bundler_printz(wrapping->printer, "0);\n");
}

static const bundler_exported *export_named(const bundler_unit *unit, const char *name)
{
    for (size_t i = 0; i < unit->space_count; i++)
        if (bundler_is(unit->space[i].name, name)) return &unit->space[i];
    return NULL;
}

static void print_group_in_commonjs(const struct wrapping *wrapping, const bundler_part *part)
{
    bundler_bundle *bundle = wrapping->bundle;
    const bundler_exported *whole = export_named(part->of, "module.exports");
    bundler_printz(wrapping->printer, "(() => {\n\"use strict\";\n");
    bundler_text text = { .arena = bundle->arena };
    if (!whole && (part->of->space_count || part->of->open_space)) {
        bundler_use_helper(bundle, &text, BUNDLER_HELPER_EXPORTS);
        bundler_addz(&text, "(");
        bundler_add_space(bundle, &text, part);
        bundler_addz(&text, ");\n");
    }
    bundler_print_text(wrapping->printer, bundler_done(&text));
    bundler_print_group(wrapping->editing, bundler_group_of(bundle, bundle->entry));
    text.len = 0;
    if (whole) {
        bundler_addz(&text, "module.exports = ");
        bundler_add(&text, bundler_target_text(bundle, part->group, &whole->target));
        bundler_addz(&text, ";\n");
    } else if (part->of->open_space) {
        bundler_use_helper(bundle, &text, BUNDLER_HELPER_STAR);
        bundler_addz(&text, "(module.exports, ");
        bundler_add(&text, part->names[bundler_self(part->of, BUNDLER_SELF_NAMESPACE)]);
        bundler_addz(&text, ");\n");
    }
    bundler_print_text(wrapping->printer, bundler_done(&text));
    bundler_printz(wrapping->printer, "})();\n");
    if (!whole) print_hint(wrapping, part->of);
}

/* export { a as b }; what is a property elsewhere is a variable first. */
static void print_exports(const struct wrapping *wrapping, const bundler_part *part)
{
    bundler_bundle *bundle = wrapping->bundle;
    bundler_text list = { .arena = bundle->arena };
    for (uint32_t i = 0; i < part->of->space_count; i++) {
        const bundler_exported *exported = &part->of->space[i];
        slsc_str value = bundler_target_text(bundle, part->group, &exported->target);
        const bool is_variable = exported->target.kind == BUNDLER_TO_SYMBOL &&
                                 bundle->parts[exported->target.unit]->group == part->group;
        if (!is_variable && !bundler_is_identifier(value)) {
            const slsc_str name = bundler_named(bundle, 'v', i);
            bundler_printz(wrapping->printer, "var ");
            bundler_print_text(wrapping->printer, name);
            bundler_printz(wrapping->printer, " = ");
            bundler_print_text(wrapping->printer, value);
            bundler_printz(wrapping->printer, ";\n");
            value = name;
        }
        bundler_addz(&list, list.len ? ", " : "export { ");
        bundler_add(&list, value);
        if (bundler_eq(value, exported->name)) continue;
        bundler_addz(&list, " as ");
        if (bundler_is_identifier(exported->name))
            bundler_add(&list, exported->name);
        else
            bundler_quote(&list, exported->name);
    }
    if (!list.len) return;
    bundler_print_text(wrapping->printer, bundler_done(&list));
    bundler_printz(wrapping->printer, " };\n");
}

/* ---- An ES module as bundle ---- */

static void find_native(bundler_bundle *bundle)
{
    if (!bundle->is_module) return;
    const size_t units = bundle->graph->units_count;
    for (size_t i = 0; i < bundle->order_count; i++) {
        const bundler_part *part = bundle->parts[bundle->order[i]];
        if (part->group != bundle->entry) continue;
        for (size_t k = 0; k < part->uses_count; k++)
            if (part->uses[k].item >= units)
                bundle->externals[part->uses[k].item - units].is_native = true;
    }
}

static void print_imports(const struct wrapping *wrapping)
{
    bundler_bundle *bundle = wrapping->bundle;
    if (!bundle->is_module) return;
    bool commonjs = false, filename = false, dirname = false, others = false;
    for (size_t i = 0; i < bundle->order_count; i++) {
        const bundler_unit *unit = bundle->graph->units[bundle->order[i]];
        commonjs = commonjs || unit->uses_require || unit->asset.ptr;
        filename = filename || (unit->kind == BUNDLER_COMMONJS && unit->uses_filename);
        dirname = dirname || (unit->kind == BUNDLER_COMMONJS && unit->uses_dirname);
    }
    bundler_text text = { .arena = bundle->arena };
    for (uint32_t i = 0; i < bundle->externals_count; i++) {
        others = others || !bundle->externals[i].is_native;
        if (!bundle->externals[i].is_native) continue;
        bundler_addz(&text, "import * as ");
        bundler_add(&text, bundler_named(bundle, 'x', i));
        bundler_addz(&text, " from ");
        bundler_quote(&text, bundle->externals[i].path);
        bundler_addz(&text, ";\n");
    }
    const slsc_str prefix = bundle->prefix;
    bundler_print_text(wrapping->printer, bundler_done(&text));
    text.len = 0;
    if (commonjs || others)
        bundler_add(&text,
                    bundler_printf(bundle->arena,
                                   "import { createRequire as %.*sr } from "
                                   "\"node:module\";\nvar require = %.*sr(import.meta.url);\n",
                                   (int)prefix.len, prefix.ptr, (int)prefix.len, prefix.ptr));
    if (filename || dirname)
        bundler_add(&text, bundler_printf(bundle->arena,
                                          "import { fileURLToPath as %.*su } from \"node:url\";\n",
                                          (int)prefix.len, prefix.ptr));
    if (filename)
        bundler_add(&text,
                    bundler_printf(bundle->arena, "var __filename = %.*su(import.meta.url);\n",
                                   (int)prefix.len, prefix.ptr));
    if (dirname)
        bundler_add(&text, bundler_printf(bundle->arena,
                                          "var __dirname = %.*su(new URL(\".\", import.meta.url))"
                                          ".slice(0, -1);\n",
                                          (int)prefix.len, prefix.ptr));
    bundler_print_text(wrapping->printer, bundler_done(&text));
}

/* ---- The whole ---- */

static void print_entry(const struct wrapping *wrapping)
{
    bundler_bundle *bundle = wrapping->bundle;
    bundler_part *part = bundle->parts[bundle->entry];
    if (part->of->kind == BUNDLER_COMMONJS) {
        print_commonjs_entry(wrapping, part);
        return;
    }
    if (!bundle->is_module) {
        print_group_in_commonjs(wrapping, part);
        return;
    }
    bundler_print_group(wrapping->editing, bundler_group_of(bundle, bundle->entry));
    print_exports(wrapping, part);
}

/* What text that stands for decorators calls, by names that are fixed. */
static uint32_t uses_of(const bundler_bundle *bundle)
{
    uint32_t uses = 0;
    for (size_t i = 0; i < bundle->order_count; i++)
        if (bundle->parts[bundle->order[i]]->evaluated)
            uses |= bundle->graph->units[bundle->order[i]]->module.log.uses;
    return uses;
}

void bundler_wrap(bundler_bundle *bundle, bundler_printer *printer)
{
    const size_t items = bundle->graph->units_count + bundle->externals_count;
    bundle->held = bundler_alloc(bundle->arena, items);
    bundle->held_by = bundler_alloc(bundle->arena, items * sizeof *bundle->held_by);
    find_native(bundle);
    bundler_editing editing = { .bundle = bundle,
                                .printer = printer,
                                .legal = { .arena = bundle->arena } };
    const struct wrapping wrapping = { bundle, printer, &editing };
    const bool entry_is_es = bundler_is_es(bundle, bundle->entry);
    print_imports(&wrapping);
    if (entry_is_es) print_holder(&wrapping, bundler_group_of(bundle, bundle->entry));
    for (size_t i = 0; i < bundle->order_count; i++) {
        bundler_part *part = bundle->parts[bundle->order[i]];
        if (part->of->kind == BUNDLER_COMMONJS && part->unit != bundle->entry)
            print_commonjs(&wrapping, part);
    }
    for (size_t i = 0; i < bundle->groups_count; i++)
        if (bundle->groups[i].leader != bundle->entry)
            print_later_group(&wrapping, &bundle->groups[i]);
    print_entry(&wrapping);
    bundler_text text = { .arena = bundle->arena };
    bundler_add_decorators(&text, uses_of(bundle));
    bundler_add_runtime(&text, bundle->prefix, bundle->helpers, bundle->options->minify);
    bundler_print_text(printer, bundler_done(&text));
}
