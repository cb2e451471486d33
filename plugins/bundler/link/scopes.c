/* scopes.c: a group of ES modules as text: what others see of it, its namespaces, then its modules
 * in the order in which they are evaluated. All that can be there before any of them runs is. */
#include "scopes.h"

static slsc_str self_text(bundler_bundle *bundle, const bundler_part *part, uint32_t which)
{
    (void)bundle;
    return part->names[bundler_self(part->of, which)];
}

static void add_key(bundler_text *out, slsc_str name)
{
    const bool computed = bundler_is(name, "__proto__");
    if (computed) bundler_addz(out, "[");
    if (bundler_is_identifier(name) && !computed)
        bundler_add(out, name);
    else
        bundler_quote(out, name);
    if (computed) bundler_addz(out, "]");
}

static void add_getter(bundler_bundle *bundle, bundler_text *out, bool first, slsc_str name,
                       slsc_str value)
{
    const bool minify = bundle->options->minify;
    bundler_addz(out, first ? (minify ? "" : "\n  ") : minify ? "," : ",\n  ");
    add_key(out, name);
    bundler_addz(out, minify ? ":()=>" : ": () => ");
    bundler_add(out, value);
}

void bundler_add_space(bundler_bundle *bundle, bundler_text *out, const bundler_part *part)
{
    bundler_addz(out, "{");
    for (size_t i = 0; i < part->of->space_count; i++) {
        const bundler_exported *exported = &part->of->space[i];
        add_getter(bundle, out, i == 0, exported->name,
                   bundler_target_text(bundle, part->group, &exported->target));
    }
    bundler_addz(out, bundle->options->minify ? "}" : "\n}");
}

/* ---- Before anything runs ---- */

static void add_outside(bundler_bundle *bundle, bundler_text *out, const bundler_group *group)
{
    bool first = true;
    for (size_t s = 0; s < group->steps_count; s++) {
        if (group->steps[s].kind != BUNDLER_STEP_RUN) continue;
        const bundler_part *part = bundle->parts[group->steps[s].unit];
        const size_t symbols = part->of->module.log.symbols_count + BUNDLER_SELF_COUNT;
        for (size_t i = 0; i < symbols; i++) {
            if (!(part->symbols[i] & BUNDLER_OUTSIDE) || !part->names[i].ptr) continue;
            if (first) {
                bundler_use_helper(bundle, out, BUNDLER_HELPER_GET);
                bundler_addz(out, "(");
                bundler_add(out, bundler_named(bundle, 'g', bundle->group_of[group->leader]));
                bundler_addz(out, ", {");
            }
            add_getter(bundle, out, first, part->names[i], part->names[i]);
            first = false;
        }
    }
    if (!first) bundler_addz(out, bundle->options->minify ? "});\n" : "\n});\n");
}

static void add_namespace(bundler_bundle *bundle, bundler_text *out, const bundler_part *part)
{
    if (!(part->symbols[bundler_self(part->of, BUNDLER_SELF_NAMESPACE)] & BUNDLER_NEEDED)) return;
    bundler_addz(out, "var ");
    bundler_add(out, self_text(bundle, part, BUNDLER_SELF_NAMESPACE));
    bundler_addz(out, " = ");
    bundler_use_helper(bundle, out, BUNDLER_HELPER_SPACE);
    bundler_addz(out, "(");
    bundler_add_space(bundle, out, part);
    bundler_addz(out, part->of->open_space ? ", 1);\n" : ");\n");
}

static void add_name(bundler_bundle *bundle, bundler_text *out, slsc_str now, slsc_str name)
{
    bundler_use_helper(bundle, out, BUNDLER_HELPER_NAME);
    bundler_addz(out, "(");
    bundler_add(out, now);
    bundler_addz(out, ", ");
    bundler_quote(out, name);
    bundler_addz(out, ", ");
    bundler_quote(out, now);
    bundler_addz(out, ");\n");
}

/* A function without a name that is exported as default is called so. */
static void add_default_name(bundler_bundle *bundle, bundler_text *out, const bundler_part *part)
{
    const bundler_unit *unit = part->of;
    if (!(part->symbols[bundler_self(unit, BUNDLER_SELF_DEFAULT)] & BUNDLER_NEEDED)) return;
    const bundler_statement *statement = &unit->module.log.statements[unit->default_statement];
    if (statement->kind != BUNDLER_EXPORT_DEFAULT_FUNCTION || statement->is_class) return;
    add_name(bundle, out, self_text(bundle, part, BUNDLER_SELF_DEFAULT), bundler_s("default"));
}

/* Functions that had to be renamed keep the name that they have at run time; so do, behind the
 * statement that makes them, classes and what takes the name of its variable. */
static void add_function_names(bundler_bundle *bundle, bundler_text *out, const bundler_part *part)
{
    const bundler_log *log = &part->of->module.log;
    for (size_t i = 0; i < log->symbols_count; i++) {
        if (!part->names[i].ptr || log->symbols[i].kind != BUNDLER_FUNCTION) continue;
        const slsc_str name = log->names[log->symbols[i].name];
        if (part->names[i].ptr == name.ptr) continue;
        add_name(bundle, out, part->names[i], name);
    }
}

/* Whether a variable is made as a function without a name, which is then called as the variable. */
static bool is_function(const bundler_unit *unit, uint32_t symbol)
{
    const bundler_log *log = &unit->module.log;
    const uint32_t first = unit->first_declaration[symbol];
    if (first == BUNDLER_NONE || log->declarations[first].shorthand) return false;
    const bundler_declaration *declaration = &log->declarations[first];
    uint32_t at = declaration->end;
    const uint32_t end = log->statements[declaration->statement].end;
    while (at < end && log->source.ptr[at] == ' ') at++;
    if (at >= end || log->source.ptr[at] != '=') return false;
    do at++;
    while (at < end && log->source.ptr[at] == ' ');
    return bundler_is_anonymous(log, at, end);
}

void bundler_add_names(bundler_bundle *bundle, bundler_text *out, const bundler_part *part,
                       const bundler_statement *statement)
{
    const bundler_log *log = &part->of->module.log;
    for (uint32_t i = 0; i < statement->declaration_count; i++) {
        const uint32_t number = log->declarations[statement->declaration + i].symbol;
        const bundler_symbol *symbol = &log->symbols[number];
        const slsc_str name = log->names[symbol->name], now = part->names[number];
        if (!now.ptr || now.ptr == name.ptr) continue;
        if (part->of->first_declaration[number] != statement->declaration + i) continue;
        const bool variable = symbol->kind == BUNDLER_VAR || symbol->kind == BUNDLER_LEXICAL;
        if (symbol->kind == BUNDLER_CLASS || (variable && is_function(part->of, number)))
            add_name(bundle, out, now, name);
    }
}

/* ---- Steps ---- */

static void add_value(bundler_bundle *bundle, bundler_text *out, uint32_t item)
{
    const size_t units = bundle->graph->units_count;
    if (item < units) {
        bundler_add(out, bundler_named(bundle, 0, bundle->parts[item]->number));
        bundler_addz(out, "()");
        return;
    }
    bundler_addz(out, "require(");
    bundler_quote(out, bundle->externals[item - units].path);
    bundler_addz(out, ")");
}

static void add_variable(bundler_bundle *bundle, bundler_text *out, uint32_t item, uint8_t kind)
{
    bundler_addz(out, "var ");
    bundler_add(out, bundler_item_name(bundle, item, kind));
    bundler_addz(out, " = ");
    if (kind == BUNDLER_DEFAULT)
        bundler_use_helper(bundle, out, BUNDLER_HELPER_DEFAULT);
    else if (kind != BUNDLER_RAW)
        bundler_use_helper(bundle, out, BUNDLER_HELPER_NAMESPACE);
    if (kind != BUNDLER_RAW) bundler_addz(out, "(");
    add_value(bundle, out, item);
    if (kind == BUNDLER_NODE_SPACE) bundler_addz(out, ", 1");
    bundler_addz(out, kind != BUNDLER_RAW ? ");\n" : ";\n");
}

/* Gives the group the variables of an item that it does not have yet; true: the item is there. */
static bool hold(bundler_bundle *bundle, bundler_text *out, const bundler_group *group,
                 uint32_t item, uint8_t kinds)
{
    const size_t units = bundle->graph->units_count;
    const uint32_t stamp = bundle->group_of[group->leader] + 1;
    if (item >= units && bundle->externals[item - units].is_native) return true;
    const bool had = bundle->held_by[item] == stamp;
    if (!had) bundle->held[item] = 0;
    bundle->held_by[item] = stamp;
    for (uint8_t kind = BUNDLER_RAW; kind <= BUNDLER_NODE_SPACE; kind = (uint8_t)(kind << 1))
        if ((kinds & kind) && !(bundle->held[item] & kind)) add_variable(bundle, out, item, kind);
    bundle->held[item] |= kinds;
    return had || kinds;
}

static void load(bundler_bundle *bundle, bundler_text *out, const bundler_group *group,
                 const bundler_step *step)
{
    bundler_part *part = bundle->parts[step->unit];
    const bundler_link *link = &part->of->module.links[step->import];
    if (link->found.kind == BUNDLER_FOUND_NOTHING) return;
    if (link->module != BUNDLER_NONE && !bundle->parts[link->module]) return;
    const uint32_t item = bundler_item(bundle, step->unit, step->import);
    const bundler_use *use = bundler_find_use(bundle, part, item);
    const uint8_t kinds = use ? use->kinds : 0;
    const bool effects = link->module != BUNDLER_NONE ? !link->found.no_effects : use != NULL;
    if (!use && !effects) return;
    if (hold(bundle, out, group, item, kinds)) return;
    add_value(bundle, out, item);
    bundler_addz(out, ";\n");
}

/* Who waits for one that waits for him waits for ever: modules of a circle only begin each other.
 */
static void enter(bundler_bundle *bundle, bundler_text *out, const bundler_group *from,
                  uint32_t leader)
{
    const bundler_group *group = bundler_group_of(bundle, leader);
    if (leader == bundle->entry || group->steps_count == 0) return;
    const bool back = bundle->group_of[leader] < bundle->group_of[from->leader];
    if (group->is_async && !(back && bundler_enters(bundle, leader, from->leader)))
        bundler_addz(out, "await ");
    bundler_add(out, bundler_named(bundle, 'i', bundle->group_of[leader]));
    bundler_addz(out, "();\n");
}

/* export * from what is known only now. */
static void add_stars(bundler_bundle *bundle, bundler_text *out, const bundler_part *part)
{
    const bundler_log *log = &part->of->module.log;
    if (!(part->symbols[bundler_self(part->of, BUNDLER_SELF_NAMESPACE)] & BUNDLER_NEEDED)) return;
    for (size_t i = 0; part->of->open_space && i < log->exports_count; i++) {
        if (log->exports[i].kind != BUNDLER_EXPORT_ALL) continue;
        const uint32_t import = log->exports[i].import, to = part->of->module.links[import].module;
        bundler_target from = { BUNDLER_TO_PROPERTY, part->unit, import, { 0 } };
        if (bundler_is_es(bundle, to) && !bundle->graph->units[to]->open_space) continue;
        bundler_use_helper(bundle, out, BUNDLER_HELPER_STAR);
        bundler_addz(out, "(");
        bundler_add(out, self_text(bundle, part, BUNDLER_SELF_NAMESPACE));
        bundler_addz(out, ", ");
        if (bundler_is_es(bundle, to)) {
            from.kind = BUNDLER_TO_SYMBOL;
            from.unit = to;
            from.index = bundler_self(bundle->graph->units[to], BUNDLER_SELF_NAMESPACE);
            bundler_add(out, bundler_target_text(bundle, part->group, &from));
        } else
            bundler_add(out, bundler_item_name(bundle, bundler_item(bundle, part->unit, import),
                                               BUNDLER_RAW));
        bundler_addz(out, ");\n");
    }
}

static void run(bundler_editing *editing, const bundler_group *group, uint32_t unit)
{
    bundler_bundle *bundle = editing->bundle;
    bundler_part *part = bundle->parts[unit];
    bundler_text before = { .arena = bundle->arena };
    for (size_t i = 0; i < part->uses_count; i++)
        if (part->uses[i].kinds)
            hold(bundle, &before, group, part->uses[i].item, part->uses[i].kinds);
    add_stars(bundle, &before, part);
    bundler_print_text(editing->printer, bundler_done(&before));
    const size_t start = editing->printer->code.len;
    bundler_print_part(editing, part);
    part->size = editing->printer->code.len - start;
}

void bundler_print_group(bundler_editing *editing, const bundler_group *group)
{
    bundler_bundle *bundle = editing->bundle;
    bundler_text text = { .arena = bundle->arena };
    add_outside(bundle, &text, group);
    for (size_t i = 0; i < group->steps_count; i++) {
        if (group->steps[i].kind != BUNDLER_STEP_RUN) continue;
        const bundler_part *part = bundle->parts[group->steps[i].unit];
        add_namespace(bundle, &text, part);
        add_default_name(bundle, &text, part);
        add_function_names(bundle, &text, part);
    }
    for (size_t i = 0; i < group->steps_count; i++) {
        const bundler_step *step = &group->steps[i];
        if (step->kind == BUNDLER_STEP_ENTER) enter(bundle, &text, group, step->unit);
        if (step->kind == BUNDLER_STEP_LOAD) load(bundle, &text, group, step);
        if (step->kind != BUNDLER_STEP_RUN) continue;
        bundler_print_text(editing->printer, bundler_done(&text));
        text.len = 0;
        run(editing, group, step->unit);
    }
    bundler_print_text(editing->printer, bundler_done(&text));
}
