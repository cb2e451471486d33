/* references.c: what a part of the template refers to, as CloudFormation reads it.
 *
 * An intrinsic function is a map of one member. Where the name of what is meant is text, a visitor
 * is told; whatever stands inside of a call is looked at as well. Besides the functions there are
 * plain attributes: DependsOn and Condition of a resource, Condition of an output. Which of them
 * hold depends on where a part stands in the template, so that is found out first. */
#include "tree/references.h"

typedef struct walker {
    slsc_unit *unit;
    slsc_visit *visit;
    void *context;
    bool conditions; /* in a section where {"Condition": x} is a function */
} walker;

static void tell(const walker *w, uint32_t kind, const char *by, slsc_str name, const slsc_node *at,
                 const slsc_node *call)
{
    slsc_reference reference = { .struct_size = sizeof reference,
                                 .kind = kind,
                                 .secret = at->secret,
                                 .by = by,
                                 .name = name,
                                 .at = at,
                                 .call = call };
    const size_t dot = slsc_str_find_char(name, '.');
    if (kind == SLSC_REFERENCE_ATTRIBUTE && dot != SIZE_MAX) { /* "Id.Attribute" */
        reference.name = slsc_str_sub(name, 0, dot);
        reference.attribute = slsc_str_sub(name, dot + 1, SIZE_MAX);
    } else if (kind == SLSC_REFERENCE_ATTRIBUTE) {
        const slsc_node *attribute = slsc_node_at(call, 1); /* ["Id", "Attribute"] */
        if (slsc_node_kind(attribute) == SLSC_STRING) reference.attribute = attribute->as.string;
    }
    w->visit(w->context, &reference);
}

/* A name that is text; one that is computed is not known here. */
static void tell_text(const walker *w, uint32_t kind, const char *by, const slsc_node *at,
                      const slsc_node *call)
{
    if (slsc_node_kind(at) == SLSC_STRING) tell(w, kind, by, at->as.string, at, call);
}

/* ---- Fn::Sub ---- */

static slsc_str trimmed(slsc_str text)
{
    while (text.len && text.ptr[0] == ' ') text = slsc_str_sub(text, 1, SIZE_MAX);
    while (text.len && text.ptr[text.len - 1] == ' ') text.len--;
    return text;
}

/* "${Name}", "${Name.Attribute}"; "${!Literal}" stays as it is, `own` are names of the call. */
static void walk_sub(const walker *w, const slsc_node *call)
{
    const bool with_map = slsc_node_kind(call) == SLSC_LIST;
    const slsc_node *text = with_map ? slsc_node_at(call, 0) : call;
    const slsc_node *own = with_map ? slsc_node_at(call, 1) : NULL;
    if (slsc_node_kind(text) != SLSC_STRING) return;
    slsc_str rest = text->as.string;
    for (size_t at; (at = slsc_str_find(rest, SLSC_STR("${"))) != SIZE_MAX;) {
        rest = slsc_str_sub(rest, at + 2, SIZE_MAX);
        const size_t end = slsc_str_find_char(rest, '}');
        if (end == SIZE_MAX) return;
        const slsc_str name = trimmed(slsc_str_sub(rest, 0, end));
        rest = slsc_str_sub(rest, end + 1, SIZE_MAX);
        if (!name.len || name.ptr[0] == '!' || slsc_node_get(w->unit, own, name)) continue;
        const bool dotted = slsc_str_find_char(name, '.') != SIZE_MAX;
        tell(w, dotted ? SLSC_REFERENCE_ATTRIBUTE : SLSC_REFERENCE_VALUE, "Fn::Sub", name, text,
             call);
    }
}

/* ---- Functions ---- */

static void walk_call(const walker *w, slsc_str name, const slsc_node *call)
{
    const bool in_list = slsc_node_kind(call) == SLSC_LIST;
    const slsc_node *first = in_list ? slsc_node_at(call, 0) : call;
    if (slsc_str_is(name, "Ref"))
        tell_text(w, SLSC_REFERENCE_VALUE, "Ref", call, call);
    else if (slsc_str_is(name, "Fn::GetAtt"))
        tell_text(w, SLSC_REFERENCE_ATTRIBUTE, "Fn::GetAtt", first, call);
    else if (slsc_str_is(name, "Fn::Sub"))
        walk_sub(w, call);
    else if (slsc_str_is(name, "Fn::If") && in_list)
        tell_text(w, SLSC_REFERENCE_CONDITION, "Fn::If", first, call);
    else if (slsc_str_is(name, "Fn::FindInMap") && in_list)
        tell_text(w, SLSC_REFERENCE_MAPPING, "Fn::FindInMap", first, call);
    else if (slsc_str_is(name, "Condition") && w->conditions)
        tell_text(w, SLSC_REFERENCE_CONDITION, "Condition", call, call);
}

static void walk_value(const walker *w, const slsc_node *value, size_t depth)
{
    if (depth > SLSC_LIMIT_HEIGHT) return;
    if (slsc_node_kind(value) == SLSC_MAP && slsc_node_count(value) == 1)
        walk_call(w, slsc_node_key(value, 0), slsc_node_at(value, 0));
    for (size_t i = 0; i < slsc_node_count(value); i++)
        walk_value(w, slsc_node_at(value, i), depth + 1);
}

/* ---- The template ---- */

static bool has_attributes(slsc_str section)
{
    return slsc_str_is(section, "Resources") || slsc_str_is(section, "Outputs");
}

/* DependsOn: one name, or a list of them. */
static void walk_order(const walker *w, const slsc_node *order)
{
    tell_text(w, SLSC_REFERENCE_ORDER, "DependsOn", order, order);
    for (size_t i = 0; slsc_node_kind(order) == SLSC_LIST && i < slsc_node_count(order); i++)
        tell_text(w, SLSC_REFERENCE_ORDER, "DependsOn", slsc_node_at(order, i), order);
}

static void walk_entry(const walker *w, slsc_str section, const slsc_node *entry)
{
    if (!has_attributes(section) || slsc_node_kind(entry) != SLSC_MAP) {
        walk_value(w, entry, 0);
        return;
    }
    for (size_t i = 0; i < slsc_node_count(entry); i++) {
        const slsc_str key = slsc_node_key(entry, i);
        const slsc_node *value = slsc_node_at(entry, i);
        if (slsc_str_is(key, "Condition"))
            tell_text(w, SLSC_REFERENCE_CONDITION, "Condition", value, value);
        else if (slsc_str_is(key, "DependsOn") && slsc_str_is(section, "Resources"))
            walk_order(w, value);
        else
            walk_value(w, value, 0);
    }
}

static void walk_section(walker *w, slsc_str section, const slsc_node *entries)
{
    static const char *const with_functions[] = { "Resources", "Outputs", "Conditions",
                                                  "Rules",     "Hooks",   NULL };
    const char *const *known = with_functions;
    while (*known && !slsc_str_is(section, *known)) known++;
    if (!*known || slsc_node_kind(entries) != SLSC_MAP) return; /* the others are data */
    w->conditions = slsc_str_is(section, "Conditions") || slsc_str_is(section, "Rules");
    for (size_t i = 0; i < slsc_node_count(entries); i++)
        walk_entry(w, section, slsc_node_at(entries, i));
}

static bool is_template(const slsc_unit *unit, const slsc_node *node)
{
    return node &&
           (node == unit->roots[SLSC_TEMPLATE] || node == unit->roots[SLSC_CREATE_TEMPLATE]);
}

void slsc_references_each(slsc_unit *unit, const slsc_node *part, slsc_visit *visit, void *context)
{
    walker w = { .unit = unit, .visit = visit, .context = context };
    const slsc_node *section = part ? part->parent : NULL; /* where the part is an entry */
    if (is_template(unit, part))
        for (size_t i = 0; i < slsc_node_count(part); i++)
            walk_section(&w, slsc_node_key(part, i), slsc_node_at(part, i));
    else if (section && is_template(unit, section))
        walk_section(&w, slsc_node_member(part)->key->text, part);
    else if (section && is_template(unit, section->parent))
        walk_entry(&w, slsc_node_member(section)->key->text, part);
    else
        walk_value(&w, part, 0);
}
